/**
 * Hand-overs (交接单): the outgoing clerk cuts and counts blind, the incoming clerk counts again, differences are settled, custody
 * moves in one go; at night everything goes into the safe. What should be there stands in no answer before the count is in.
 * Serves P11, VIP-6.6 to VIP-6.9, VIP-1.10, VIP-5.14, G15, G16, AS-22 to AS-24, AS-28.
 */
import { createRecord, defineRegister, f, readRecord, Refusal, takeStep, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { parseCash, sumCash } from '../../money/petty-cash/index.ts';
import { Shift, ShiftProcess } from '../shifts/index.ts';
import { expectedOf, sequenceOf } from './expected.ts';
import { HandOverLine } from './hand-over-line.ts';
import { linesOf, parseBlanks, parsePieces, type Counted } from './rules.ts';

const text = (zh: string, en: string, hint: readonly [string, string]) => f.text(zh, en, { optional: true, readonly: true, max: 300, hint });
const cash = ['面额×张数，例如 100×9 50×1；没有写 0', 'Denomination×pieces, e.g. 100×9 50×1; 0 when there is none'] as const;
const count = (zh: string, en: string) => f.integer(zh, en, { optional: true, readonly: true, max: 99_999 });
const sheets = (zh: string, en: string) => f.longText(zh, en, { optional: true, readonly: true, max: 2000, hint: ['一行一段：发票代码 首号-末号', 'One run a line: invoice code, first-last number'] });
const gifts = (zh: string, en: string) => f.longText(zh, en, { optional: true, readonly: true, max: 2000, hint: ['编号×件数，例如 GIFT-01×3', 'Code×pieces, e.g. GIFT-01×3'] });

export const HandOver = defineRegister('hand_over', {
  label: ['交接', 'Hand-over'],
  number: 'JJ-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    shift_out: f.ref('交出的当班', 'Outgoing till shift', 'shift', { optional: true, readonly: true }),
    shift_in: f.ref('接手的当班', 'Incoming till shift', 'shift', { optional: true, readonly: true }),
    night: f.yesNo('末班封存', 'Sealed for the night', { optional: true, readonly: true }),
    business_day: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    cut_at: f.dateTime('截账时间', 'Cut at', { optional: true, readonly: true }),
    cut_seq: f.integer('截账序号', 'Cut at entry', { optional: true, readonly: true }),
    round: f.integer('核对次数', 'Rounds', { optional: true, readonly: true }),
    till_out: text('交班：收银款', 'Outgoing: takings', cash), float_out: text('交班：备用金', 'Outgoing: float', cash), sheets_out: sheets('交班：空白发票', 'Outgoing: blank invoices'),
    tickets_out: count('交班：小票', 'Outgoing: tickets'), voids_out: count('交班：作废', 'Outgoing: voided'), copies_out: count('交班：积分商户联', 'Outgoing: merchant copies'), gifts_out: gifts('交班：礼品', 'Outgoing: gifts'),
    keys_out: count('交班：钥匙', 'Outgoing: keys'), lost_out: count('交班：遗留物品', 'Outgoing: lost property'), unsigned_out: count('交班：未签字单据', 'Outgoing: unsigned slips'),
    till_in: text('接班：收银款', 'Incoming: takings', cash), float_in: text('接班：备用金', 'Incoming: float', cash), sheets_in: sheets('接班：空白发票', 'Incoming: blank invoices'),
    tickets_in: count('接班：小票', 'Incoming: tickets'), voids_in: count('接班：作废', 'Incoming: voided'), copies_in: count('接班：积分商户联', 'Incoming: merchant copies'), gifts_in: gifts('接班：礼品', 'Incoming: gifts'),
    keys_in: count('接班：钥匙', 'Incoming: keys'), lost_in: count('接班：遗留物品', 'Incoming: lost property'), unsigned_in: count('接班：未签字单据', 'Incoming: unsigned slips'),
    counted_at: f.dateTime('交班清点时间', 'Counted at', { optional: true, readonly: true }),
    accepted_at: f.dateTime('接班时间', 'Taken over at', { optional: true, readonly: true }),
    takings: f.money('收银款', 'Takings', { optional: true, readonly: true }),
    float: f.money('备用金', 'Float', { optional: true, readonly: true }),
    note: f.longText('留言', 'Note', { optional: true, readonly: true, max: 1000 }),
    seal_no: f.text('封条号', 'Seal number', { optional: true, readonly: true, max: 30 }),
    sealed_at: f.dateTime('封存时间', 'Sealed at', { optional: true, readonly: true }),
    seal_found: f.text('启封时封条号', 'Seal found', { optional: true, readonly: true, max: 30 }),
    release_reason: f.text('放行原因', 'Why released', { optional: true, readonly: true, max: 300 }),
    finance_problem: f.text('财务差异', 'What finance found', { optional: true, readonly: true, max: 300 }),
    checked_at: f.dateTime('财务核对时间', 'Checked at', { optional: true, readonly: true }),
  },
  title: ['business_day', 'shift_out'],
  list: ['business_day', 'shift_out', 'shift_in', 'cut_at', 'accepted_at', 'checked_at'],
  sorts: ['-number', '-cut_at'],
  indexes: [['shift_out'], ['business_day']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'guard', 'auditor'], create: ['vip_agent'] },
  empty: ['交班时在这里截账，再盲点；接班人复点后签收。', 'Cut here at the end of a shift, then count blind; the incoming clerk counts again and signs.'],
  opening: {
    async facts({ tx, actor }) {
      const [mine] = await tx.query<{ id: string }>(`select id from shift where tenant_id = $1 and clerk = $2 and state = 'open' order by number desc limit 1`, [tx.tenantId, actor.id]);
      const shift = mine ? await readRecord(tx, Shift, mine.id, { lock: true }) : null;
      const [paper] = await tx.query<{ n: number }>(`select count(*)::int as n from invoice where tenant_id = $1 and shift = $2 and state in ('papers_seen', 'issued', 'checked')`, [tx.tenantId, shift?.id ?? null]);
      return { shift, unfinished: paper?.n ?? 0, seq: shift ? await sequenceOf(tx, shift.id) : 0 };
    },
    guard({ facts }) {
      if (!facts.shift) throw new Refusal('hand_over.no_shift', ['您现在没有当班', 'No till shift of yours is on duty']);
      if (facts.unfinished > 0) throw new Refusal('hand_over.unfinished', [`还有 ${facts.unfinished} 张发票没有办完`, `${facts.unfinished} invoices are not finished`]);
    },
    set: ({ facts, now }) => ({ shift_out: facts.shift!.id, night: facts.shift!.place === 'last', business_day: facts.shift!.business_day, cut_at: now, cut_seq: facts.seq, round: 0, unit_id: facts.shift!.unit_id }),
    effect: async ({ tx, record }) => { await takeStep(tx, ShiftProcess, record.shift_out!, 'cut', {}); },
  },
});
export type HandOverRow = RowOf<typeof HandOver>;

export interface TypedCount {
  readonly till: string | null; readonly float: string | null; readonly sheets: string | null; readonly tickets: number | null; readonly voids: number | null;
  readonly copies: number | null; readonly gifts: string | null; readonly keys: number | null; readonly lost: number | null; readonly unsigned: number | null;
}
/** What was typed, read; refuses what cannot be read. */
export const countedOf = (t: TypedCount): Counted => ({
  till: sumCash(parseCash(t.till ?? '0')), float: sumCash(parseCash(t.float ?? '0')), sheets: parseBlanks(t.sheets), tickets: t.tickets ?? 0, voids: t.voids ?? 0,
  copies: t.copies ?? 0, gifts: parsePieces(t.gifts), keys: t.keys ?? 0, lost: t.lost ?? 0, unsigned: t.unsigned ?? 0,
});
export const outOf = (h: HandOverRow): TypedCount => ({ till: h.till_out, float: h.float_out, sheets: h.sheets_out, tickets: h.tickets_out, voids: h.voids_out, copies: h.copies_out, gifts: h.gifts_out, keys: h.keys_out, lost: h.lost_out, unsigned: h.unsigned_out });
export const inOf = (h: HandOverRow): TypedCount => ({ till: h.till_in, float: h.float_in, sheets: h.sheets_in, tickets: h.tickets_in, voids: h.voids_in, copies: h.copies_in, gifts: h.gifts_in, keys: h.keys_in, lost: h.lost_in, unsigned: h.unsigned_in });

/** Nobody types a line: comparing writes them, a fresh set each time somebody counts again. */
export async function compare(tx: Tx, h: HandOverRow, taken: Counted | null): Promise<void> {
  const shift = await readRecord(tx, Shift, h.shift_out!, { lock: true });
  if ((await sequenceOf(tx, h.shift_out!)) !== h.cut_seq) throw new Refusal('hand_over.moved', ['截账之后账面有变动，请重新截账', 'The books moved after the cut; cut again']);
  for (const line of linesOf(await expectedOf(tx, shift!), countedOf(outOf(h)), taken)) {
    await createRecord(tx, HandOverLine, { hand_over: h.id, round: h.round!, ...line, thing: line.thing || null, unit_id: h.unit_id });
  }
}

export interface OpenLine { readonly id: string; readonly kind: string; readonly difference: string; readonly difference_en: string; readonly settled: string | null }
export const differencesOf = (tx: Tx, h: HandOverRow): Promise<OpenLine[]> => tx.query<OpenLine>(
  'select id, kind, difference, difference_en, settled from hand_over_line where tenant_id = $1 and hand_over = $2 and round = $3 and difference is not null order by number', [tx.tenantId, h.id, h.round]);

export const settleLine = (tx: Tx, id: string, how: { readonly settled: 'explained' | 'posted'; readonly person: string | null; readonly why: string }) => updateRecord(tx, HandOverLine, { id }, how);
