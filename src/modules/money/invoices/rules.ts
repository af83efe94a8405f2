/**
 * Rules of invoices (发票): number ranges taken apart, which sheets make an amount, when an invoice may be issued, voided or
 * written off. Serves VIP-6.3 to VIP-6.5, P10, G17, G18, AS-22, AS-25, AS-27, I5.
 */
import { calendar, Refusal, type Label, yuan } from '../../../kernel/index.ts';

export type Model = 'denominated' | 'numbered' | 'electronic';
export interface Span { readonly first: number; readonly last: number }
export const sizeOf = (s: Span): number => s.last - s.first + 1;
export const numberText = (n: number): string => String(n).padStart(8, '0');
export const spanText = (s: Span): string => (s.first === s.last ? numberText(s.first) : `${numberText(s.first)}-${numberText(s.last)}`);

export const contains = (a: Span, b: Span): boolean => a.first <= b.first && b.last <= a.last;
export const overlaps = (a: Span, b: Span): boolean => a.first <= b.last && b.first <= a.last;

/** What is left of a range on both sides when a piece is taken out of it. */
export function without(range: Span, piece: Span): { readonly before: Span | null; readonly after: Span | null } {
  return {
    before: piece.first > range.first ? { first: range.first, last: piece.first - 1 } : null,
    after: piece.last < range.last ? { first: piece.last + 1, last: range.last } : null,
  };
}

/** The next `n` numbers in ascending order, over as many ranges as it takes; null when there are not enough. */
export function takeInOrder(ranges: readonly Span[], n: number): readonly Span[] | null {
  const taken: Span[] = [];
  let need = n;
  for (const r of [...ranges].sort((a, b) => a.first - b.first)) {
    if (need === 0) break;
    const piece = { first: r.first, last: Math.min(r.last, r.first + need - 1) };
    need -= sizeOf(piece);
    taken.push(piece);
  }
  return need === 0 ? taken : null;
}

/** Whether ranges cover a batch exactly: none missing, none twice (I5). The sentence that names what is wrong, or null. */
export function coverageProblem(batch: Span, ranges: readonly Span[]): Label | null {
  let next = batch.first;
  for (const r of [...ranges].sort((a, b) => a.first - b.first)) {
    if (r.first > next) return [`缺 ${spanText({ first: next, last: r.first - 1 })}`, `${spanText({ first: next, last: r.first - 1 })} is missing`];
    if (r.first < next) return [`${numberText(r.first)} 重复`, `${numberText(r.first)} is there twice`];
    next = r.last + 1;
  }
  if (next <= batch.last) return [`缺 ${spanText({ first: next, last: batch.last })}`, `${spanText({ first: next, last: batch.last })} is missing`];
  return next - 1 > batch.last ? [`超出入库号段到 ${numberText(next - 1)}`, `It reaches beyond the batch, to ${numberText(next - 1)}`] : null;
}

export type Sheets = { readonly [fen: number]: number };
export interface Proposal { readonly sheets: Sheets; readonly total: number; readonly uncovered: number }

/**
 * Sheets of fixed denominations for an amount: the nearest total not above it, with the fewest sheets, from what the shift
 * holds (G17). Exact over all combinations, because with few sheets left the largest first can miss the nearest.
 */
export function proposeSheets(amount: number, held: Sheets): Proposal {
  const faces = Object.keys(held).map(Number).filter((face) => face > 0 && (held[face] ?? 0) > 0).sort((a, b) => b - a);
  const unit = faces.reduce(gcd, 0);
  if (unit === 0 || amount < unit) return { sheets: {}, total: 0, uncovered: amount };
  const most = Math.min(Math.floor(amount / unit), faces.reduce((sum, face) => sum + (face / unit) * (held[face] ?? 0), 0));
  // best[i][u]: fewest sheets of the first i denominations that make u units.
  const best: Uint32Array[] = [new Uint32Array(most + 1).fill(NEVER)];
  best[0]![0] = 0;
  faces.forEach((face, i) => best.push(withFace(best[i]!, face / unit, held[face] ?? 0)));
  let total = most;
  while (best[faces.length]![total] === NEVER) total -= 1;
  return { sheets: backwards(best, faces, unit, total), total: total * unit, uncovered: amount - total * unit };
}
const NEVER = 0xffff_ffff;
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** One more denomination, of which there are so many sheets: for each remainder a sliding window of the fewest. */
function withFace(before: Uint32Array, size: number, pieces: number): Uint32Array {
  const after = new Uint32Array(before.length).fill(NEVER);
  for (let rest = 0; rest < Math.min(size, before.length); rest++) {
    const window: { readonly at: number; readonly cost: number }[] = [];
    for (let k = 0; rest + k * size < before.length; k++) {
      const u = rest + k * size;
      if (before[u] !== NEVER) {
        const cost = before[u]! - k;
        while (window.length > 0 && window.at(-1)!.cost >= cost) window.pop();
        window.push({ at: k, cost });
      }
      while (window.length > 0 && window[0]!.at < k - pieces) window.shift();
      if (window.length > 0) after[u] = window[0]!.cost + k;
    }
  }
  return after;
}

function backwards(best: readonly Uint32Array[], faces: readonly number[], unit: number, total: number): Sheets {
  const sheets: { [fen: number]: number } = {};
  let left = total;
  for (let i = faces.length; i > 0; i--) {
    const size = faces[i - 1]! / unit;
    let n = 0;
    while (best[i - 1]![left - n * size] === NEVER || best[i - 1]![left - n * size]! + n !== best[i]![left]) n += 1;
    if (n > 0) sheets[faces[i - 1]!] = n;
    left -= n * size;
  }
  return sheets;
}

export const totalOf = (sheets: Sheets): number => Object.entries(sheets).reduce((sum, [face, n]) => sum + Number(face) * n, 0);
export const sheetsText = (sheets: Sheets): string =>
  Object.keys(sheets).map(Number).sort((a, b) => b - a).map((face) => `${face % 100 === 0 ? face / 100 : yuan(face)}×${sheets[face]}`).join(' ');

/** `100×3 50×1`, in yuan. */
export function parseSheets(text: string): Sheets {
  const sheets: { [fen: number]: number } = {};
  for (const word of text.trim().split(/[\s,，;；]+/).filter((w) => w !== '')) {
    const [, face = '', n = ''] = /^(\d+(?:\.\d{1,2})?)[×xX*](\d{1,4})$/.exec(word) ?? [];
    if (face === '' || Number(n) === 0) throw new Refusal('invoice.unreadable', [`“${word}”不是面额与张数，例如 100×3 50×1`, `“${word}” is not a denomination and a number of sheets, e.g. 100×3 50×1`], 422, { sheets: ['例如 100×3 50×1', 'E.g. 100×3 50×1'] });
    const fen = Math.round(Number(face) * 100);
    sheets[fen] = (sheets[fen] ?? 0) + Number(n);
  }
  return sheets;
}

export interface Papers {
  readonly ticket: { readonly state: string; readonly invoiceable: number | null; readonly session: string | null; readonly kind: string } | null;
  readonly session: { readonly id: string } | null;
  /** The invoice that this ticket has already. */
  readonly earlier: { readonly numbers: string; readonly at: Date; readonly by: string } | null;
  readonly zone: string;
}

/** An invoice needs the small ticket and the room slip, and a ticket is invoiced once (VIP-6.3, AS-25). */
export function assertPapers(p: Papers): void {
  const no = (field: string, code: string, label: Label): Refusal => new Refusal(`invoice.${code}`, label, 409, { [field]: label });
  if (!p.ticket) throw no('ticket_no', 'no_ticket', ['没有这张小票', 'There is no such ticket']);
  if (p.earlier) throw no('ticket_no', 'twice', twiceSentence(p.earlier, p.zone));
  if (p.ticket.state !== 'paid') throw no('ticket_no', 'unpaid', ['账单还没有付款，不能开票', 'The bill is not paid']);
  if (!p.session) throw no('room_slip_no', 'no_room_slip', ['没有这张开房单', 'There is no such room slip']);
  if (p.ticket.session !== p.session.id) throw no('room_slip_no', 'other_room', ['小票与开房单不是同一次消费', 'Ticket and room slip belong to different visits']);
  if ((p.ticket.invoiceable ?? 0) <= 0) throw no('ticket_no', 'nothing', ['没有可开票金额：储值在充值时已开票，赠送与代金券不开票', 'Nothing may be invoiced: stored value was invoiced when paid in, bonus and vouchers never are']);
}

export function twiceSentence(earlier: { readonly numbers: string; readonly at: Date; readonly by: string }, zone: string): Label {
  const { date, time } = calendar.localParts(earlier.at, zone);
  const when = `${date} ${time.slice(0, 5)}`;
  return [`这张小票已开发票 ${earlier.numbers}，${when} 由 ${earlier.by} 开具`, `This ticket was invoiced with ${earlier.numbers} at ${when} by ${earlier.by}`];
}

/** Never above the amount; what fixed denominations do not cover needs the guest's word (AS-27). */
export function assertAmount(amount: number, total: number, consent: boolean | null): void {
  if (total <= 0) throw new Refusal('invoice.no_sheets', ['没有可用的面额，请先领用发票', 'No sheet fits; draw invoices first'], 409, { sheets: ['没有可用的面额', 'No sheet fits'] });
  if (total > amount) throw new Refusal('invoice.above', [`发票合计 ${yuan(total)} 超过可开票金额 ${yuan(amount)}`, `The sheets make ${yuan(total)}, more than the ${yuan(amount)} that may be invoiced`], 422, { sheets: ['超过可开票金额', 'Above the amount'] });
  if (total < amount && consent !== true) {
    throw new Refusal('invoice.consent', [`尚有 ${yuan(amount - total)} 元无法开出，须客人同意`, `${yuan(amount - total)} cannot be covered; the guest must agree`], 409, { consent: ['须客人同意', 'The guest must agree'] });
  }
}

/** The month's credit for e-invoices; an amount beyond it waits for the tax office (G17). */
export function assertQuota(quota: number | null, used: number, amount: number): void {
  if (quota !== null && used + amount > quota) throw new Refusal('invoice.quota', [`本月授信额度 ${yuan(quota)}，已用 ${yuan(used)}，不够开 ${yuan(amount)}`, `This month’s credit is ${yuan(quota)}, ${yuan(used)} of it used; ${yuan(amount)} is too much`]);
}

/** Torn sheets are voided by the shift that tore them, with every copy in hand. */
export function voidProblem(invoice: { readonly shift: string | null; readonly model: Model | null }, open: string | null): Label | null {
  if (invoice.model === 'electronic') return ['电子发票不能作废，请开红字发票', 'An e-invoice is not voided; write it off with a red-letter invoice'];
  return invoice.shift === open ? null : ['只能由开具的当班在交接之前作废', 'Only the shift that issued it may void it, before the hand-over'];
}
