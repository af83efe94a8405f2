/**
 * Rules of the hand-over (交接): what was counted against the books, number by number; what must be settled before anybody
 * accepts; when finance is content; whether a seal is the one that was put on. Serves P11, VIP-6.6 to VIP-6.9, AS-22 to AS-24, G15, G16.
 */
import { Refusal, type Label, yuan } from '../../../kernel/index.ts';

export interface Span { readonly first: number; readonly last: number }
export interface Blank extends Span { readonly code: string }
const pad = (n: number): string => String(n).padStart(8, '0');
export const spanText = (s: Span): string => (s.first === s.last ? pad(s.first) : `${pad(s.first)}-${pad(s.last)}`);
export const blanksText = (blanks: readonly Blank[]): string => blanks.map((b) => `${b.code} ${spanText(b)}`).join('\n');

/** One run a line: invoice code, first and last number. Nothing typed means no blanks. */
export function parseBlanks(text: string | null): readonly Blank[] {
  return (text ?? '').split(/[\n;；]+/).map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, code = '', first = '', last = ''] = /^(\S+)\s+(\d{1,8})\s*(?:[-—~至]\s*(\d{1,8}))?$/.exec(line) ?? [];
    const blank = { code, first: Number(first), last: Number(last || first) };
    if (code === '' || blank.last < blank.first) throw new Refusal('hand_over.unreadable', [`“${line}”不是发票代码与首末号，例如 144001 00123463-00123500`, `“${line}” is not an invoice code with first and last number, e.g. 144001 00123463-00123500`], 422);
    return blank;
  });
}

/** Numbers of `a` that are not in `b`, as runs. */
export function minus(a: readonly Blank[], b: readonly Blank[]): readonly Blank[] {
  return a.flatMap((one) => b.filter((o) => o.code === one.code).reduce<readonly Blank[]>((left, o) => left.flatMap((l) => [
    ...(o.first > l.first ? [{ ...l, last: Math.min(l.last, o.first - 1) }] : []), ...(o.last < l.last ? [{ ...l, first: Math.max(l.first, o.last + 1) }] : []),
  ]), [one]));
}

/** `GIFT-01×3` a line. */
export function parsePieces(text: string | null): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const word of (text ?? '').split(/[\s,，;；]+/).filter((w) => w !== '')) {
    const [, sku = '', n = ''] = /^(.+?)[×xX*](\d{1,6})$/.exec(word) ?? [];
    if (sku === '') throw new Refusal('hand_over.unreadable', [`“${word}”不是编号与件数，例如 GIFT-01×3`, `“${word}” is not a code and a number of pieces, e.g. GIFT-01×3`], 422);
    pieces.set(sku, (pieces.get(sku) ?? 0) + Number(n));
  }
  return pieces;
}

export const KINDS = {
  till: ['收银款', 'Takings'], float: ['备用金', 'Float'], sheets: ['空白发票', 'Blank invoices'], tickets: ['已开票小票', 'Tickets invoiced'], voids: ['作废发票', 'Voided invoices'],
  copies: ['积分商户联', 'Points merchant copies'], gifts: ['礼品', 'Gifts'], keys: ['钥匙', 'Keys'], lost: ['遗留物品', 'Lost property'], unsigned: ['未签字单据', 'Unsigned slips'],
} as const satisfies { readonly [kind: string]: Label };
export type Kind = keyof typeof KINDS;

export interface Counted {
  readonly till: number; readonly float: number; readonly sheets: readonly Blank[]; readonly tickets: number; readonly voids: number;
  readonly copies: number; readonly gifts: ReadonlyMap<string, number>; readonly keys: number; readonly lost: number; readonly unsigned: number;
}
export interface Line { readonly kind: Kind; readonly thing: string; readonly expected: number; readonly counted_out: number; readonly counted_in: number | null; readonly difference: string | null; readonly difference_en: string | null }

/** One line a thing. What counts in the end is the second count; at night, when nobody takes over, the only one. */
export function linesOf(expected: Counted, out: Counted, taken: Counted | null): readonly Line[] {
  const last = taken ?? out;
  const plain = (kind: Exclude<Kind, 'sheets' | 'gifts'>): Line => {
    const [e, o, n] = [expected[kind], out[kind], last[kind]];
    const money = kind === 'till' || kind === 'float';
    const say = (x: number) => (money ? yuan(x) : `${x > 0 ? '+' : ''}${x}`);
    return line(kind, '', e, o, taken?.[kind] ?? null, n === e ? null : [`${KINDS[kind][0]}差 ${say(n - e)}`, `${KINDS[kind][1]} differ by ${say(n - e)}`]);
  };
  const codes = [...new Set([...expected.sheets, ...last.sheets, ...out.sheets].map((b) => b.code))].sort();
  const skus = [...new Set([...expected.gifts.keys(), ...last.gifts.keys(), ...out.gifts.keys()])].sort();
  return [
    plain('till'), plain('float'),
    ...codes.map((code) => {
      const of = (c: Counted) => c.sheets.filter((b) => b.code === code);
      return line('sheets', code, pieces(of(expected)), pieces(of(out)), taken && pieces(of(taken)), sheetsDifference(of(expected), of(last)));
    }),
    plain('tickets'), plain('voids'), plain('copies'),
    ...skus.map((sku) => {
      const [e, n] = [expected.gifts.get(sku) ?? 0, last.gifts.get(sku) ?? 0];
      return line('gifts', sku, e, out.gifts.get(sku) ?? 0, taken ? (taken.gifts.get(sku) ?? 0) : null, e === n ? null : [`${sku} 差 ${n - e} 件`, `${sku} differs by ${n - e}`]);
    }),
    plain('keys'), plain('lost'), plain('unsigned'),
  ];
}
const pieces = (blanks: readonly Blank[]): number => blanks.reduce((sum, b) => sum + b.last - b.first + 1, 0);
const line = (kind: Kind, thing: string, expected: number, counted_out: number, counted_in: number | null, difference: Label | null): Line =>
  ({ kind, thing, expected, counted_out, counted_in, difference: difference?.[0] ?? null, difference_en: difference?.[1] ?? null });

/** Missing and surplus numbers by name, so that somebody can go and look for them (AS-22). */
function sheetsDifference(expected: readonly Blank[], counted: readonly Blank[]): Label | null {
  const missing = minus(expected, counted);
  const extra = minus(counted, expected);
  const zh = [...missing.map((m) => `缺 ${spanText(m)}`), ...extra.map((m) => `多 ${spanText(m)}`)];
  const en = [...missing.map((m) => `${spanText(m)} missing`), ...extra.map((m) => `${spanText(m)} too many`)];
  return zh.length === 0 ? null : [zh.join('，'), en.join(', ')];
}

/** Differences that nobody explained or posted: the acceptance is refused and names them. */
export function assertSettled(open: readonly { readonly difference: string | null; readonly difference_en: string | null }[]): void {
  if (open.length === 0) return;
  throw new Refusal('hand_over.differs', [`还有差异未处理：${open.map((o) => o.difference).join('；')}`, `Differences are open: ${open.map((o) => o.difference_en).join('; ')}`]);
}

export interface Check { readonly tickets: number; readonly voids: number; readonly cash: number }
/** Finance's own count: tickets stapled against invoices issued, money against the takings; the sentence, or null when it fits (AS-23). */
export function financeProblem(expected: Check, found: Check): Label | null {
  const zh: string[] = [];
  const en: string[] = [];
  if (found.tickets !== expected.tickets) { zh.push(`发票 ${expected.tickets} 份，小票 ${found.tickets} 张`); en.push(`${expected.tickets} invoices, ${found.tickets} tickets`); }
  if (found.voids !== expected.voids) { zh.push(`作废 ${expected.voids} 份，收到 ${found.voids} 份`); en.push(`${expected.voids} voided, ${found.voids} received`); }
  if (found.cash !== expected.cash) { zh.push(`收银款 ${yuan(expected.cash)}，收到 ${yuan(found.cash)}`); en.push(`takings ${yuan(expected.cash)}, ${yuan(found.cash)} received`); }
  return zh.length === 0 ? null : [zh.join('；'), en.join('; ')];
}

/** A seal is the one that was put on, or something happened in the night (AS-24). */
export const sealFits = (put: string | null, found: string): boolean => put !== null && put.trim() === found.trim();

export function assertSigner(expected: { readonly id: string | null; readonly name: string }, signer: { readonly userId: string | null }): void {
  if (signer.userId !== expected.id) throw new Refusal('hand_over.other_signer', [`须由 ${expected.name} 本人签字`, `${expected.name} must sign in person`]);
}

export function assertNote(note: string, noProblem: boolean): void {
  if (!noProblem && note.trim().length < 6) throw new Refusal('hand_over.note', ['有问题须写明是什么问题', 'Say what the problem is'], 422, { note: ['请写明', 'Say what it is'] });
}
