/**
 * Counting gifts and reconciling the register (礼品对账, P8): on the 15th and the 30th, over half-open periods, finance's store and what is in
 * the managers' hands, difference nil, explained or posted, two signatures, locked. Serves VIP-2.15, VIP-2.16, G2, AS-15.
 */
import { balanceOf, calendar, createRecord, dayOf, defineProcess, defineRegister, f, parameter, post, posting, readRecord, Refusal, tables, unitsBelow, updateRecord, type Label, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Gift, GiftHand, GiftStock } from '../points/index.ts';
import { CutDays } from './parameters.ts';
import { assertCounted, assertCutDay, assertNotOwnLoss, assertTwoPeople, cutDays, differenceOf, figuresOf, movedSince, type Figures } from './rules.ts';
import { CountSlip } from './slips.ts';
import { BirthdayVisit } from './visit.ts';

const people = ['vip_manager', 'finance'] as const;

export const GiftCount = defineRegister('gift_count', {
  label: ['礼品对账', 'Reconciliation of gifts'],
  number: 'DZ-{yyyy}{mm}-{00}',
  gapless: true,
  fields: {
    cut_on: f.date('对账日', 'Cut', { hint: ['本期为上一对账日之后至本日（含）；30 遇短月按月末', 'The period runs from after the previous cut to this day; 30 means the last day of a shorter month'] }),
    period_from: f.date('上一对账日（不含）', 'After', { optional: true, readonly: true }),
    drawn: f.integer('领用', 'Drawn', { optional: true, readonly: true }),
    delivered: f.integer('赠送', 'Delivered', { optional: true, readonly: true }),
    returned: f.integer('退回', 'Returned', { optional: true, readonly: true }),
    lost: f.integer('遗失', 'Lost', { optional: true, readonly: true }),
    open: f.integer('经理手中未了', 'Open in hand', { optional: true, readonly: true }),
    expected_store: f.integer('账面库存', 'Store by the ledger', { optional: true, readonly: true }),
    expected_hand: f.integer('账面在手', 'In hand by the ledger', { optional: true, readonly: true }),
    difference: f.integer('差异', 'Difference', { optional: true, readonly: true, min: -1_000_000 }),
    posted: f.yesNo('差异已入账', 'Difference posted', { optional: true, readonly: true }),
    explanation: f.text('说明', 'Explanation', { optional: true, readonly: true, max: 300 }),
    locked_at: f.dateTime('签字锁定时间', 'Locked at', { optional: true, readonly: true }),
  },
  title: ['cut_on'],
  list: ['cut_on', 'drawn', 'delivered', 'returned', 'open', 'difference', 'locked_at'],
  sorts: ['-cut_on'],
  unique: [['unit_id', 'cut_on']],
  access: { read: ['vip_agent', 'vip_manager', 'finance', 'auditor', 'vip_director'], create: people },
  empty: ['每月 15 日和 30 日，客服经理与财务在这里清点礼品、核对登记表。', 'On the 15th and the 30th the manager and finance count the gifts and reconcile the register here.'],
  opening: {
    facts: async ({ tx }) => ({ cuts: await parameter(tx, CutDays, await dayOf(tx, tx.now, await homeOf(tx))), unit: await homeOf(tx) }),
    guard: ({ input, day }) => assertCutDay(input.cut_on, day),
    set: ({ input, facts }) => ({ period_from: calendar.cutPeriod(input.cut_on, cutDays(facts.cuts)).from, unit_id: facts.unit }),
    effect: async ({ tx, record }) => { await takeStock(tx, { ...record, period_from: record.period_from! }); },
  },
});

export const GiftCountLine = defineRegister('gift_count_line', {
  label: ['清点行', 'Line of a count'],
  number: 'DZH-{yyyy}{mm}-{0000}',
  hidden: true,
  fields: {
    count: f.ref('礼品对账', 'Reconciliation', 'gift_count', { readonly: true, optional: true }),
    place: f.choice('地点', 'Place', { store: ['财务库存', 'Finance’s store'], hand: ['经理手中', 'In a manager’s hand'] }, { readonly: true, optional: true }),
    gift: f.ref('礼品', 'Gift', 'gift', { readonly: true, optional: true }),
    hand: f.ref('经手账户', 'In whose hand', 'gift_hand', { readonly: true, optional: true }),
    expected: f.integer('账面数', 'By the ledger', { readonly: true, optional: true }),
    counted: f.integer('实点数', 'Counted', { optional: true, min: 0 }),
    note: f.text('差异说明', 'Explanation', { optional: true, max: 200 }),
  },
  title: ['gift', 'place'],
  list: ['gift', 'place', 'expected', 'counted', 'note'],
  access: { read: ['vip_agent', 'vip_manager', 'finance', 'auditor', 'vip_director'], create: [], edit: people },
  opening: {
    facts: async ({ tx, input }) => ({ state: input.count === null ? null : ((await readRecord(tx, GiftCount, input.count))?.state ?? null) }),
    guard({ facts, id }) {
      if (id !== null && facts.state !== 'open') throw new Refusal('gift_count.closed', ['这张对账表已提交，不能再改', 'This sheet was handed in and cannot be changed']);
    },
  },
});

export const GiftCountProcess = defineProcess(GiftCount, 'open',
  {
    open: { label: ['清点中', 'Counting'], tone: 'active' },
    counted: { label: ['已清点，待签字', 'Counted, to be signed'], tone: 'waiting', due: { step: 'sign', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'vip_director' } },
    locked: { label: ['双方已签字', 'Signed by both'], tone: 'done' },
  },
  (step) => ({
    refresh: step({
      label: ['重新取账面数', 'Take the ledger’s figures again'], hint: ['有新的退回或领用时使用，已填的实点数清空', 'After a return or a draw; what was counted is cleared'], from: ['open', 'counted'], to: 'open', by: people, form: {},
      ready: ({ record }) => (record.posted === true ? ['差异已经入账', 'The difference was posted already'] : null),
      effect: async ({ tx, record }) => { await takeStock(tx, { ...record, period_from: record.period_from! }); },
    }),
    submit: step({
      label: ['提交清点', 'Hand in the count'], tone: 'primary', from: ['open'], to: 'counted', by: people,
      form: { explanation: f.text('说明', 'Explanation', { optional: true, max: 300 }) },
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id) }),
      preview: ({ facts, record }) => ({ lines: [summary(record), differs(facts.lines)] }),
      guard: ({ facts }) => assertCounted(facts.lines),
      set: ({ facts }) => ({ difference: facts.lines.reduce((sum, l) => sum + differenceOf(l), 0), posted: false }),
    }),
    post_difference: step({
      label: ['差异入账', 'Post the difference'], hint: ['盘亏盘盈记入礼品账，须由贵宾中心主任批准', 'Losses and surpluses go into the ledger, approved by the director'], tone: 'danger', from: ['counted'], to: 'counted', by: ['finance'],
      form: { explanation: f.text('原因', 'Why', { max: 300 }) },
      sign: [{ name: 'approver', label: ['批准人', 'Approved by'], by: 'user', role: 'vip_director' }],
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id), ...(await drift(tx, record)) }),
      ready: ({ facts, record }) => (record.posted === true ? ['差异已经入账', 'The difference was posted already'] : facts.lines.every((l) => differenceOf(l) === 0) ? ['没有差异', 'There is no difference'] : facts.moved ? movedLabel : null),
      guard: ({ facts, signers }) => assertNotOwnLoss(facts.lines.filter((l) => differenceOf(l) !== 0 && l.holder !== null).map((l) => l.holder!), signers.approver!.userId),
      set: () => ({ posted: true }),
      async effect({ tx, record, facts, now }) {
        await post(tx, ...facts.lines.filter((l) => differenceOf(l) !== 0).map((l) => posting(GiftStock, movementOf(l), {
          ...sidesOf(l), amount: Math.abs(differenceOf(l)), because: `${record.number}/${l.number}`, cause: { register: 'gift_count', id: record.id }, at: now, unit: record.unit_id,
        })));
      },
    }),
    sign: step({
      label: ['双方签字', 'Both sign'], tone: 'primary', from: ['counted'], to: 'locked', by: ['finance'], form: {},
      sign: [{ name: 'manager', label: ['客服经理', 'VIP manager'], by: 'user', role: 'vip_manager' }, { name: 'finance', label: ['财务', 'Finance'], by: 'user', role: 'finance' }],
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id), ...(await drift(tx, record)) }),
      ready: ({ facts }) => (facts.moved ? movedLabel : null),
      preview: ({ facts, record }) => ({ lines: [summary(record), differs(facts.lines)] }),
      guard: ({ signers }) => assertTwoPeople({ ...signers.manager! }, signers.finance!),
      set: ({ now }) => ({ locked_at: now }),
      slip: {
        kind: CountSlip,
        content: ({ record, facts }) => ({
          lines: [
            { label: ['对账期', 'Period'], value: [`${record.period_from}（不含）— ${record.cut_on}（含）`, `after ${record.period_from}, up to ${record.cut_on}`] }, { label: ['领用', 'Drawn'], value: String(record.drawn) }, { label: ['赠送', 'Delivered'], value: String(record.delivered) },
            { label: ['退回', 'Returned'], value: String(record.returned) }, { label: ['遗失', 'Lost'], value: String(record.lost) }, { label: ['经理手中未了', 'Open in hand'], value: String(record.open) },
            { label: ['差异', 'Difference'], value: record.posted ? [`${record.difference}（已入账）`, `${record.difference} (posted)`] : String(record.difference) }, { label: ['说明', 'Explanation'], value: record.explanation ?? '—' },
          ],
          table: { columns: [['礼品', 'Gift'], ['地点', 'Place'], ['账面', 'Ledger'], ['实点', 'Counted'], ['差异', 'Difference'], ['说明', 'Note']], rows: facts.lines.map((l) => [l.giftName, l.place === 'store' ? ['财务库存', 'Finance’s store'] : [`${l.holderName}手中`, `In the hand of ${l.holderName}`], String(l.expected), String(l.counted), String(differenceOf(l)), l.note ?? '']) },
          stamps: [['已对账', 'Reconciled']],
        }),
      },
    }),
  }),
);

const movedLabel: Label = ['清点之后库存又有变动，请重新取账面数', 'The stock moved since; take the ledger’s figures again'];
const summary = (r: RowOf<typeof GiftCount>): Label => [
  `领用 ${r.drawn}，赠送 ${r.delivered}，退回 ${r.returned}，遗失 ${r.lost}，经理手中未了 ${r.open}；账面库存 ${r.expected_store}，在手 ${r.expected_hand}`,
  `${r.drawn} drawn, ${r.delivered} delivered, ${r.returned} returned, ${r.lost} lost, ${r.open} open in hand; ledger: ${r.expected_store} in store, ${r.expected_hand} in hand`,
];
const differs = (lines: readonly CountLine[]): Label => {
  const off = lines.filter((l) => l.counted !== null && differenceOf(l) !== 0);
  return off.length === 0 ? ['没有差异', 'No difference'] : [off.map((l) => `${l.giftName} ${differenceOf(l) > 0 ? '+' : ''}${differenceOf(l)}`).join('，'), off.map((l) => `${l.giftName} ${differenceOf(l) > 0 ? '+' : ''}${differenceOf(l)}`).join(', ')];
};

export interface CountLine {
  readonly id: string; readonly number: string; readonly place: 'store' | 'hand'; readonly gift: string; readonly giftName: string; readonly hand: string | null;
  readonly holder: string | null; readonly holderName: string | null; readonly expected: number; readonly counted: number | null; readonly note: string | null;
}

export async function linesOf(tx: Tx, count: string): Promise<readonly CountLine[]> {
  return tx.query<CountLine>(
    `select l.id, l.number, l.place, l.gift, g.name as "giftName", l.hand, h.holder, u.display_name as "holderName", l.expected, l.counted, l.note
     from gift_count_line l join gift g on g.tenant_id = l.tenant_id and g.id = l.gift left join gift_hand h on h.tenant_id = l.tenant_id and h.id = l.hand
     left join app_user u on u.tenant_id = l.tenant_id and u.id = h.holder where l.tenant_id = $1 and l.count = $2 order by l.place desc, g.sku, l.number`, [tx.tenantId, count]);
}

const movementOf = (l: CountLine) => (differenceOf(l) < 0 ? (l.place === 'store' ? 'lose_store' : 'lose_hand') : l.place === 'store' ? 'find_store' : 'find_hand');
const sidesOf = (l: CountLine) => (l.place === 'store' ? { owner: l.gift } : differenceOf(l) < 0 ? { from: l.hand!, to: l.gift } : { from: l.gift, to: l.hand! });

/** The centre whose gifts are counted: where the person's post reaches, the unit that keeps birthdays. */
async function homeOf(tx: Tx): Promise<string> {
  const [month] = await tx.query<{ unit_id: string }>(`select unit_id from birthday_month where tenant_id = $1 order by first_day desc limit 1`, [tx.tenantId]);
  if (month) return month.unit_id;
  throw new Refusal('gift_count.no_list', ['还没有生日名单，没有可对账的登记', 'There is no birthday list yet, so nothing to reconcile']);
}

/** Figures of the register for the period, and one line for each gift in store and each hand that holds some, as the ledger has it now. */
async function takeStock(tx: Tx, count: { readonly id: string; readonly unit_id: string; readonly cut_on: string; readonly period_from: string }): Promise<void> {
  const lines = await linesOf(tx, count.id);
  const held = await heldNow(tx, count.unit_id);
  for (const h of held) {
    const line = lines.find((l) => keyOf(l) === keyOf(h));
    if (line) await updateRecord(tx, GiftCountLine, line, { expected: h.pieces, counted: null, note: null }, { what: 'take_stock' });
    else await createRecord(tx, GiftCountLine, { count: count.id, place: h.place, gift: h.gift, hand: h.hand, expected: h.pieces, unit_id: count.unit_id });
  }
  // A hand that is empty by now stays on the sheet as nil.
  for (const line of lines.filter((l) => !held.some((h) => keyOf(h) === keyOf(l)))) await updateRecord(tx, GiftCountLine, line, { expected: 0, counted: null, note: null }, { what: 'take_stock' });
  const of = (place: string) => held.filter((h) => h.place === place).reduce((sum, h) => sum + h.pieces, 0);
  await updateRecord(tx, GiftCount, count, { ...(await periodFigures(tx, count)), expected_store: of('store'), expected_hand: of('hand'), difference: null }, { what: 'take_stock' });
}

export async function periodFigures(tx: Tx, p: { readonly unit_id: string; readonly period_from: string; readonly cut_on: string }): Promise<Figures> {
  const visits = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['drawn_on', 'given_at', 'returned_on', 'lost_on']).where('tenant_id', '=', tx.tenantId)
    .where('unit_id', '=', p.unit_id).where('visit_on', '>', p.period_from).where('visit_on', '<=', p.cut_on).execute();
  return figuresOf(visits);
}

const keyOf = (x: { readonly place: string; readonly gift: string; readonly hand: string | null }): string => `${x.place}/${x.hand ?? x.gift}`;

interface Held { readonly place: 'store' | 'hand'; readonly gift: string; readonly hand: string | null; readonly pieces: number }
async function heldNow(tx: Tx, unit: string): Promise<readonly Held[]> {
  const units = await unitsBelow(tx, unit);
  const gifts = await tables(tx, Gift).selectFrom('gift').select('id').where('tenant_id', '=', tx.tenantId).where('unit_id', 'in', units).orderBy('sku').execute();
  const hands = await tables(tx, GiftHand).selectFrom('gift_hand').select(['id', 'gift']).where('tenant_id', '=', tx.tenantId).where('unit_id', 'in', units).orderBy('number').execute();
  const held: Held[] = [];
  for (const g of gifts) held.push({ place: 'store', gift: g.id, hand: null, pieces: await balanceOf(tx, GiftStock, 'store', g.id) });
  for (const h of hands) held.push({ place: 'hand', gift: h.gift, hand: h.id, pieces: await balanceOf(tx, GiftStock, 'hand', h.id) });
  return held.filter((h) => h.pieces !== 0 || h.place === 'store');
}

/** Whether anything moved since the figures were taken; after posting, the ledger must say what was counted. */
async function drift(tx: Tx, count: RowOf<typeof GiftCount>): Promise<{ readonly moved: boolean }> {
  const now = await heldNow(tx, count.unit_id);
  const lines = await linesOf(tx, count.id);
  const expected = new Map(lines.map((l) => [keyOf(l), count.posted === true ? (l.counted ?? 0) : l.expected]));
  const ledger = new Map(now.map((h) => [keyOf(h), h.pieces]));
  return { moved: movedSince([...new Set([...expected.keys(), ...ledger.keys()])].map((k) => ({ expected: expected.get(k) ?? 0, now: ledger.get(k) ?? 0 }))) };
}
