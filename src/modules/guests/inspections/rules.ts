/**
 * Rules of inspections and rectification (抽查与整改): times nobody can foresee yet anybody can recompute from the seed, a checklist without
 * holes, and a recheck by other eyes. Serves VIP-9.2, P16, G22, AS-32.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

/** Numbers 0 <= n < 1 that follow from a text, the same on every machine. */
export function sequence(seed: string): () => number {
  let state = [...seed].reduce((h, c) => Math.imul(h ^ c.codePointAt(0)!, 16_777_619) >>> 0, 2_166_136_261);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Window { readonly from: string; readonly to: string }
export interface Drawn { readonly day: string; readonly time: string }
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const timeOf = (minutes: number): string => `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/**
 * So many moments in [first, end) of a month, one in each equal part of it, at a minute of the window (which may pass midnight: such a
 * moment belongs to the next calendar day). Same seed, same moments.
 */
export function drawTimes(seed: string, first: string, end: string, count: number, window: Window): readonly Drawn[] {
  const next = sequence(seed);
  const days = calendar.daysBetween(first, end);
  const length = (minutesOf(window.to) - minutesOf(window.from) + 1440) % 1440 || 1440;
  return Array.from({ length: Math.min(count, days) }, (_, i) => {
    const [from, to] = [Math.floor((i * days) / Math.min(count, days)), Math.floor(((i + 1) * days) / Math.min(count, days))];
    const minute = minutesOf(window.from) + Math.floor(next() * length);
    const day = calendar.addDays(first, from + Math.floor(next() * (to - from)) + Math.floor(minute / 1440));
    return { day, time: timeOf(minute) };
  });
}

/** A quarter of an hour early is on time; earlier would make the drawn moment a suggestion. */
export function tooEarly(plannedAt: Date, now: Date): Label | null {
  return now.getTime() < plannedAt.getTime() - 15 * 60_000 ? ['还没到抽中的时间', 'The drawn moment has not come yet'] : null;
}
export const notInspector = (inspector: string, actor: string): Label | null => (inspector === actor ? null : ['由抽中的检查人本人进行', 'Carried out by the inspector it was drawn for']);

export interface Line { readonly item: string; readonly outcome: string; readonly note: string | null; readonly noticed: boolean }
/** Every item of the area has an outcome. */
export function missingItems(items: readonly { readonly id: string; readonly name: string }[], lines: readonly Line[]): Label | null {
  if (items.length === 0) return ['这个区域还没有检查项', 'There are no items for this area yet'];
  const missing = items.filter((i) => !lines.some((l) => l.item === i.id));
  if (missing.length === 0) return null;
  return [`还有 ${missing.length} 项未查：${missing.map((i) => i.name).join('、')}`, `${missing.length} items not looked at: ${missing.map((i) => i.name).join(', ')}`];
}
export const outcomeOf = (lines: readonly Line[]): 'ok' | 'faults' => (lines.some((l) => l.outcome === 'fault') ? 'faults' : 'ok');
export function notAllNoticed(lines: readonly Line[]): Label | null {
  const left = lines.filter((l) => l.outcome === 'fault' && !l.noticed).length;
  return left === 0 ? null : [`还有 ${left} 项问题没有开整改通知书`, `${left} faults have no rectification notice yet`];
}
export function refuseSilentFault(line: { readonly outcome: string; readonly note: string | null }): void {
  if (line.outcome === 'fault' && (line.note ?? '').trim().length < 2) throw new Refusal('inspection_line.note', ['有问题的要写明是什么问题', 'Say what is wrong'], 422, { note: ['必填', 'Required'] });
}

export function refuseDue(dueOn: string, day: string): void {
  if (dueOn < day) throw new Refusal('rectification_notice.due', ['整改期限早于今天', 'It would be due before today'], 422, { due_on: ['不早于今天', 'Not before today'] });
}
export const notResponsible = (responsible: string, signer: string | null): void => {
  if (responsible !== signer) throw new Refusal('rectification_notice.not_responsible', ['由责任人本人签收', 'The person responsible signs for it']);
};

export type Recheck = 'not_corrector' | 'not_inspector_either';
/** Whoever corrected it, or is responsible for it, does not check it; a strict house keeps the inspector out too. */
export function ownRecheck(n: { readonly corrected_by: string | null; readonly responsible: string; readonly issued_by: string | null }, actor: string, rule: Recheck): Label | null {
  const own = [n.corrected_by, n.responsible, ...(rule === 'not_inspector_either' ? [n.issued_by] : [])];
  return own.includes(actor) ? ['复查须由另一人进行', 'Somebody else rechecks it'] : null;
}
/** Back to work, and at once with the general manager when the day has passed meanwhile. */
export const afterFailedRecheck = (dueOn: string, day: string): 'acknowledged' | 'escalated' => (day > dueOn ? 'escalated' : 'acknowledged');
