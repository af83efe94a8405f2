/** Rules of certificates (证件办理): which kinds may be handled, what must be in hand, how long a case is kept. Serves LOG-7.1, P30, G-L8. */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export type Kind = 'birth_service' | 'residence' | 'licence' | 'title';

/** The historical birth permit and what follows it is sensitive: nobody handles it until the organisation says so. */
export function refuseKind(kind: Kind, birthOn: boolean): void {
  if (kind === 'birth_service' && !birthOn) {
    throw new Refusal('certificate_case.off', ['本单位未启用生育服务证件的办理', 'Birth-service certificates are not handled here'], 422, { kind: ['须先在参数中启用', 'To be switched on in the parameters first'] });
  }
}

/** Papers asked for and not yet seen. */
export function missingPapers(wanted: readonly string[], seen: readonly string[]): readonly string[] {
  return wanted.filter((p) => !seen.includes(p));
}
export function refuseIncomplete(missing: readonly Label[]): void {
  if (missing.length > 0) {
    throw new Refusal('certificate_case.papers', [`还缺：${missing.map((m) => m[0]).join('、')}`, `Still missing: ${missing.map((m) => m[1]).join(', ')}`], 422, { papers: ['资料不齐，请先通知补齐', 'Not complete; ask for the rest first'] });
  }
}

/** Only the person concerned receives it. */
export function refuseReceiver(applicant: string, signer: string): void {
  if (signer.trim() !== applicant) throw new Refusal('certificate_case.receiver', [`须由${applicant}本人签收`, `${applicant} must receive it in person`], 422, { 'sign.applicant': ['请由本人签名', 'To be signed in person'] });
}

export const eraseOn = (over: string, keepDays: number): string => calendar.addDays(over, keepDays);
