/**
 * Rules of traffic safety (交通安全): who drove when it happened, who may assess, when a contest is open, and where one stands among peers.
 * Serves LOG-1.8, LOG-1.9, LOG-1.11, P21, G-L10.
 */
import { Refusal } from '../../../kernel/index.ts';

export interface Drive { readonly driver: string; readonly number: string; readonly from: Date; readonly to: Date | null }
/** Who had the vehicle at that moment: of the trips on record, the one that was out. */
export const droveAt = (drives: readonly Drive[], at: Date): Drive | null => drives.find((d) => d.from.getTime() <= at.getTime() && (d.to === null || at.getTime() <= d.to.getTime())) ?? null;

export function refuseRecord(c: { readonly at: Date; readonly now: Date; readonly driver: string | null; readonly onRecord: Drive | null; readonly why: string | null }): void {
  if (c.at.getTime() > c.now.getTime()) throw new Refusal('traffic_violation.future', ['违法时间在将来', 'That lies in the future'], 422, { happened_at: ['不能晚于现在', 'Not later than now'] });
  if (c.driver === null && c.onRecord === null) throw new Refusal('traffic_violation.driver', ['当时没有出车记录，请写明驾驶员', 'No trip is on record for that moment; name the driver'], 422, { driver: ['必填', 'Required'] });
  if (c.driver !== null && c.onRecord !== null && c.driver !== c.onRecord.driver && c.why === null) {
    throw new Refusal('traffic_violation.other_driver', [`${c.onRecord.number} 记载当时由别人驾驶；确有不同请写明依据`, `${c.onRecord.number} names another driver; give the grounds if it was not so`], 422, { driver_grounds: ['写明依据', 'Give the grounds'] });
  }
}

/** Answered by the driver in person. */
export function refuseAnswer(driverUser: string | null, actor: string, name: string, signer: string): void {
  if (driverUser !== null && driverUser !== actor) throw new Refusal('traffic_violation.not_driver', ['须由当事驾驶员本人答复', 'Only the driver concerned answers'], 403);
  if (signer.trim() !== name) throw new Refusal('traffic_violation.signer', [`须由${name}本人签名`, `${name} must sign in person`], 422, { 'sign.driver': [`请由${name}签名`, `To be signed by ${name}`] });
}

/** Neither the driver concerned nor whoever recorded it decides. */
export function refuseJudge(c: { readonly actor: string; readonly driverUser: string | null; readonly recorder: string }): void {
  if (c.actor === c.driverUser || c.actor === c.recorder) throw new Refusal('traffic_violation.own', ['当事人和登记人不能审定', 'Neither the driver nor whoever recorded it decides'], 403);
}

export interface PeerValue { readonly own: boolean; readonly value: number }
export interface Standing { readonly own: number | null; readonly best: number | null; readonly average: number | null; /** 1 is best; equal values share a rank. */ readonly rank: number | null; readonly of: number }
/** Where one stands among peers; without an own value there is no rank. Values in thousandths, as is the rounded average. */
export function standingOf(values: readonly PeerValue[], better: 'higher' | 'lower'): Standing {
  const own = values.find((v) => v.own)?.value ?? null;
  const all = values.map((v) => v.value);
  const peers = values.filter((v) => !v.own).map((v) => v.value);
  const beats = (a: number, b: number) => (better === 'higher' ? a > b : a < b);
  return {
    own, of: all.length, best: all.length === 0 ? null : all.reduce((a, b) => (beats(b, a) ? b : a)), average: peers.length === 0 ? null : Math.round(peers.reduce((a, b) => a + b, 0) / peers.length),
    rank: own === null ? null : 1 + all.filter((v) => beats(v, own)).length,
  };
}
