/**
 * Rules of fixed assets (固定资产规则): which side of the boundary a thing falls on, what a price may be after approval, who is bound by a signature,
 * what a scanned label means to a count and when a count may be closed. Pure; money in fen. Serves LOG-3.1 to LOG-3.3, G-L5, P24.
 */
import { Refusal, type Label, yuan } from '../../../kernel/index.ts';

export const CATEGORIES = {
  furniture: ['家具', 'Furniture'], computer: ['电脑与外设', 'Computers'], office: ['办公设备', 'Office equipment'], appliance: ['电器', 'Appliances'], kitchen: ['厨房设备', 'Kitchen equipment'], audio: ['音响与投影', 'Audio and projection'],
  machine: ['机器与仪表', 'Machines and meters'], building_equipment: ['房屋附属设备', 'Building equipment'], other: ['其他', 'Other'],
} as const satisfies { readonly [category: string]: Label };
export type Category = keyof typeof CATEGORIES;

/** What the organisation answered; null where nobody has. */
export interface Boundary { readonly minValue: number | null; readonly minMonths: number | null; readonly always: readonly Category[] }
export interface Thing { readonly category: Category; readonly value: number; readonly months: number }
export interface Side { readonly side: 'asset' | 'consumable' | 'open'; readonly why: Label }

/** A category on the list is always an asset; otherwise value and useful life must both reach the boundary. Both are inclusive. */
export function sideOf(thing: Thing, boundary: Boundary): Side {
  const [zh, en] = CATEGORIES[thing.category];
  if (boundary.always.includes(thing.category)) return { side: 'asset', why: [`${zh}按目录一律为固定资产`, `${en} are always fixed assets, by the list`] };
  if (boundary.minValue === null || boundary.minMonths === null) {
    return { side: 'open', why: ['待定事项“固定资产的单价起点”或“使用期限起点”尚未答复', 'The open question where fixed assets begin, by value or by useful life, has no answer yet'] };
  }
  const below: Label[] = [];
  if (thing.value < boundary.minValue) below.push([`单价 ${yuan(thing.value)} 元不到 ${yuan(boundary.minValue)} 元`, `${yuan(thing.value)} yuan is below ${yuan(boundary.minValue)}`]);
  if (thing.months < boundary.minMonths) below.push([`使用期限 ${thing.months} 个月不到 ${boundary.minMonths} 个月`, `a useful life of ${thing.months} months is below ${boundary.minMonths}`]);
  if (below.length > 0) return { side: 'consumable', why: [`${below.map((b) => b[0]).join('，')}，属低值易耗品`, `${below.map((b) => b[1]).join('; ')}: a consumable`] };
  return { side: 'asset', why: [`单价 ${yuan(thing.value)} 元、使用期限 ${thing.months} 个月，均达到起点，属固定资产`, `${yuan(thing.value)} yuan and ${thing.months} months both reach the boundary: a fixed asset`] };
}
/** What is no asset, or not yet known to be one, does not enter the ledger of assets. */
export function refuseOtherSide(register: string, found: Side, wanted: 'asset' | 'consumable'): void {
  if (found.side === wanted) return;
  if (found.side === 'open') throw new Refusal(`${register}.boundary`, found.why, 409);
  if (wanted === 'asset') throw new Refusal(`${register}.consumable`, [`${found.why[0]}；请在“易耗品采购申请”中办理`, `${found.why[1]}; use a purchase of consumables`], 409);
  throw new Refusal(`${register}.asset`, [`${found.why[0]}，不能转为低值易耗品`, `${found.why[1]}; it does not become a consumable`], 409);
}

/** A dearer purchase than approved goes back to whoever approved. */
export function refuseDearer(approved: number, price: number): void {
  if (price > approved) throw new Refusal('asset_request.dearer', [`批准的单价是 ${yuan(approved)} 元，请先报批调价`, `${yuan(approved)} yuan each was approved; have the higher price approved first`], 409, { price: [`最多 ${yuan(approved)} 元`, `At most ${yuan(approved)} yuan`] });
}
/** Received and refused pieces are those that were bought; serial numbers, when written, one for each and no two alike. */
export function serialsOf(text: string | null, quantity: number): readonly (string | null)[] {
  const lines = (text ?? '').split(/[\n,，;；]/).map((s) => s.trim()).filter((s) => s !== '');
  if (lines.length === 0) return Array.from({ length: quantity }, () => null);
  if (lines.length !== quantity) throw new Refusal('asset_request.serials', [`${quantity} 件应有 ${quantity} 个编号，写了 ${lines.length} 个`, `${quantity} pieces have ${quantity} serial numbers; ${lines.length} were given`], 422, { serials: ['一行一个', 'One a line'] });
  if (new Set(lines).size !== lines.length) throw new Refusal('asset_request.same_serial', ['出厂编号重复', 'A serial number stands twice'], 422, { serials: ['不能重复', 'No two alike'] });
  return lines;
}
export function refuseFuture(entered: string, day: string): void {
  if (entered > day) throw new Refusal('asset.future', ['入账日期不能晚于今天', 'It cannot be entered in the future'], 422, { entered_on: [`不晚于 ${day}`, `Not after ${day}`] });
}
/** What stands in the ledger is corrected by cancelling the entry, never by writing over it. */
export function refuseChangedEntry(before: { readonly value: number; readonly entered_on: string }, now: { readonly value: number; readonly entered_on: string }): void {
  if (before.value === now.value && before.entered_on === now.entered_on) return;
  throw new Refusal('asset.entry', ['原值和入账日期已入账，录错请“红冲”后重新登记', 'Value and day are in the ledger; cancel a wrong entry and enter it again'], 409, { [before.value === now.value ? 'entered_on' : 'value']: ['不能修改', 'Cannot be changed'] });
}
export function refuseOwn(register: string, authors: readonly (string | null)[], actor: string): void {
  if (authors.includes(actor)) throw new Refusal(`${register}.own`, ['不能批准自己提出或经办的事项', 'Somebody else has to approve your own'], 403);
}
/** The paper binds the person who signs it, so it is that person and nobody else. */
export function refuseOtherSigner(signer: { readonly name: string; readonly refused: boolean }, name: string, field: string): void {
  if (!signer.refused && signer.name.trim() !== name) throw new Refusal('asset.signature', [`须由${name}本人签名`, `${name} signs in person`], 422, { [`sign.${field}`]: [`请由${name}签名`, `To be signed by ${name}`] });
}
export function refuseResidual(residual: number, value: number): void {
  if (residual > value) throw new Refusal('asset.residual', [`残值不能高于原值 ${yuan(value)} 元`, `The residual is not above the original value, ${yuan(value)} yuan`], 422, { residual: [`最多 ${yuan(value)} 元`, `At most ${yuan(value)} yuan`] });
}

/** What a count says of one thing. `elsewhere`: on the books of another department; `gone`: struck off, yet here. */
export type Outcome = 'missing' | 'found' | 'elsewhere' | 'gone' | 'surplus';
export const OUTCOMES = {
  missing: ['未见', 'Not seen'], found: ['账实相符', 'Found'], elsewhere: ['账在别处', 'Booked elsewhere'], gone: ['已注销仍在', 'Struck off, yet here'], surplus: ['盘盈', 'Surplus'],
} as const satisfies { readonly [outcome: string]: Label };
export interface Seen { readonly department: string | null; readonly state: string; readonly expected: boolean }
export function outcomeOf(thing: Seen | null): Exclude<Outcome, 'missing'> {
  if (thing === null) return 'surplus';
  if (thing.expected) return 'found';
  return ['scrapped', 'written_off', 'reclassified', 'cancelled'].includes(thing.state) ? 'gone' : 'elsewhere';
}

/** A label holds the address of the record, its number is printed beside it; a person types the digits. */
export function codeOf(typed: string): { readonly id: string } | { readonly number: string } | null {
  const last = typed.normalize('NFKC').trim().split(/[/?#]/).filter((x) => x !== '').at(-1) ?? '';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(last)) return { id: last.toLowerCase() };
  const digits = /^(?:ZC-?)?0*(\d{1,5})$/i.exec(last);
  return digits ? { number: `ZC-${digits[1]!.padStart(5, '0')}` } : null;
}

export interface CountLine { readonly outcome: Outcome; readonly reason: string | null; readonly value: number | null }
export interface CountFigures { readonly expected: number; readonly found: number; readonly missing: number; readonly surplus: number; readonly elsewhere: number }
export function figuresOf(lines: readonly Pick<CountLine, 'outcome'>[]): CountFigures {
  const n = (...of: Outcome[]): number => lines.filter((l) => of.includes(l.outcome)).length;
  return { expected: n('found', 'missing'), found: n('found'), missing: n('missing'), surplus: n('surplus'), elsewhere: n('elsewhere', 'gone') };
}
/** Every difference is explained, and what is surplus is given a value, before anybody signs. */
export function unexplained(lines: readonly CountLine[]): Label | null {
  const open = lines.filter((l) => l.outcome !== 'found' && (l.reason ?? '').trim() === '').length;
  if (open > 0) return [`还有 ${open} 处差异没有写明原因`, `${open} differences are not explained yet`];
  const unvalued = lines.filter((l) => l.outcome === 'surplus' && (l.value ?? 0) <= 0).length;
  return unvalued > 0 ? [`${unvalued} 件盘盈没有估价`, `${unvalued} surplus things have no value yet`] : null;
}
export const agrees = (figures: CountFigures): boolean => figures.missing + figures.surplus + figures.elsewhere === 0;
