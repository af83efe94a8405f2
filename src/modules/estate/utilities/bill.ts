/**
 * Bills of utilities (费用账单): received, matched with the meters and their own arithmetic, apportioned to the departments to the fen, settled; with a
 * budget category the money is held, paid and settled there. Serves LOG-3.10, LOG-4.3, P26, P27, AS-37.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, type Label, may, readRecord, Refusal, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { askFunds, commitFunds, fundUseOf, payFunds, settleFunds, type Use } from '../../money/budgets/index.ts';
import { HEADS, keeperOf } from '../buildings/index.ts';
import { KEEPERS, READERS, UtilityKind } from './meter.ts';
import { apportion, differencesOf, priceOf, refuseUnexplained } from './rules.ts';

export const UtilityShare = defineRegister('utility_share', {
  label: ['分摊比例', 'Share'],
  number: 'FT-{0000}',
  fields: {
    kind: f.ref('种类', 'Kind', 'utility_kind'),
    building: f.ref('房屋', 'Building', 'building'),
    department: f.unit('部门', 'Department'),
    weight: f.integer('权数', 'Weight', { min: 0, max: 1_000_000, hint: ['如 60 与 40，或按面积、人数', 'e.g. 60 and 40, or by area or people'] }),
  },
  title: ['department', 'kind'],
  list: ['building', 'kind', 'department', 'weight'],
  sorts: ['-number'],
  unique: [['building', 'kind', 'department']],
  access: { read: READERS, create: [...KEEPERS, ...HEADS], edit: HEADS, archive: HEADS },
  empty: ['哪栋楼的哪种费用由哪些部门按什么权数分摊。', 'Which departments share what of a building, by which weights.'],
  opening: { facts: ({ tx, input }) => keeperOf(tx, input.building), set: ({ facts }) => ({ unit_id: facts.unit_id }) },
});

export const UtilityBill = defineRegister('utility_bill', {
  label: ['费用账单', 'Utility bill'],
  number: 'ZD-{yyyy}{mm}-{0000}',
  fields: {
    kind: f.ref('种类', 'Kind', 'utility_kind'),
    building: f.ref('房屋', 'Building', 'building'),
    from_on: f.date('上次抄表日', 'From', { hint: ['不含当日', 'That day not included'] }),
    to_on: f.date('本次抄表日', 'To', { hint: ['含当日', 'That day included'] }),
    supplier: f.text('供应单位', 'Supplier', { max: 60 }),
    invoice: f.text('账单或发票号', 'Bill or invoice', { max: 40 }),
    quantity: f.quantity('数量', 'Quantity', { optional: true, scale: 3, hint: ['不计量的留空', 'Empty when it is not metered'] }),
    unit_price: f.quantity('单价', 'Price', { optional: true, scale: 4, unit: ['元', 'yuan'] }),
    amount: f.money('账单金额', 'Amount', { min: 1 }),
    metered: f.integer('抄表数量', 'Metered', { optional: true, readonly: true }),
    reason: f.text('差异原因', 'Why it differs', { optional: true, readonly: true, max: 200 }),
    fund_use: f.ref('用款', 'Use of funds', 'fund_use', { optional: true, readonly: true }),
    settled_on: f.date('结算日期', 'Settled on', { optional: true, readonly: true }),
  },
  title: ['kind', 'invoice'],
  list: ['kind', 'building', 'to_on', 'quantity', 'unit_price', 'amount', 'settled_on'],
  sorts: ['-to_on', '-number'],
  indexes: [['building', 'kind']],
  unique: [['kind', 'supplier', 'invoice']],
  access: { read: READERS, create: KEEPERS },
  empty: ['收到账单即登记，与抄表核对后按比例分摊到部门，分毫不差。', 'Enter bills as they come; they are matched with the meters and shared out to the fen.'],
  opening: {
    facts: ({ tx, input }) => keeperOf(tx, input.building),
    guard({ input }) { if (input.to_on <= input.from_on) throw new Refusal('utility_bill.span', ['止日须晚于起日', 'It must end after it begins'], 422, { to_on: [`晚于 ${input.from_on}`, `After ${input.from_on}`] }); },
    set: ({ facts }) => ({ unit_id: facts.unit_id }),
  },
});
type Bill = RowOf<typeof UtilityBill>;

export const UtilityBillLine = defineRegister('utility_bill_line', {
  label: ['费用分摊', 'Part of a bill'],
  number: 'FL-{yyyy}-{00000}',
  fields: { bill: f.ref('账单', 'Bill', 'utility_bill'), department: f.unit('部门', 'Department'), weight: f.integer('权数', 'Weight'), amount: f.money('金额', 'Amount', { min: 0 }) },
  title: ['department', 'amount'],
  list: ['bill', 'department', 'weight', 'amount'],
  sorts: ['-number'],
  unique: [['bill', 'department']],
  hidden: true,
  access: { read: READERS, create: [] },
});

export const UtilityBillProcess = defineProcess(UtilityBill, 'received',
  {
    received: { label: ['待核对', 'To be matched'], tone: 'waiting', due: { step: 'match', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'logistics_head' } },
    matched: { label: ['已核对', 'Matched'], tone: 'active' },
    apportioned: { label: ['已分摊', 'Apportioned'], tone: 'active', due: { step: 'settle', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 10, c), escalateTo: 'logistics_head' } },
    settled: { label: ['已结算', 'Settled'], tone: 'done' },
  },
  (step) => ({
    match: step({
      label: ['核对', 'Match'], hint: ['与抄表数量、数量 × 单价核对', 'With the meters, and with quantity × price'], tone: 'primary', from: ['received'], to: 'matched', by: KEEPERS, form: { reason: f.text('差异原因', 'Why it differs', { optional: true, max: 200 }) },
      facts: ({ tx, record }) => matching(tx, record),
      preview: ({ facts }) => ({ lines: facts.differences.length === 0 ? [['与抄表和算术一致', 'Agrees with the meters and its arithmetic']] : facts.differences }),
      guard: ({ input, facts }) => refuseUnexplained(facts.differences, input.reason),
      set: ({ facts }) => ({ metered: facts.metered }),
    }),
    apportion: step({
      label: ['分摊', 'Apportion'], tone: 'primary', from: ['matched'], to: 'apportioned', by: KEEPERS, form: {},
      facts: async ({ tx, record }) => ({ shares: await sharesOf(tx, record) }),
      ready: ({ facts }) => (facts.shares.some((s) => s.weight > 0) ? null : ['没有分摊比例，请先登记', 'There are no shares yet; enter them first']),
      async effect({ tx, record, facts }) {
        const parts = apportion(record.amount, facts.shares.map((s) => s.weight));
        for (const [i, s] of facts.shares.entries()) await createRecord(tx, UtilityBillLine, { bill: record.id, department: s.department, weight: s.weight, amount: parts[i]!, unit_id: record.unit_id });
        await askFor(tx, record);
      },
    }),
    ask_again: step({
      label: ['再次申请用款', 'Ask for the money again'], hint: ['原用款未获批准或已取消', 'When it was refused or cancelled'], from: ['apportioned'], to: 'apportioned', by: KEEPERS, form: {},
      facts: async ({ tx, record }) => ({ use: await useOf(tx, record) }),
      ready: ({ facts }) => (facts.use !== null && GONE.includes(facts.use.state) ? null : ['没有未获批准的用款', 'No use of funds was refused']),
      effect: ({ tx, record }) => askFor(tx, record),
    }),
    settle: step({
      label: ['结算', 'Settle'], hint: ['有用款的由财务付款并结清用款', 'With a use of funds, finance pays and settles it in the same step'], tone: 'primary', from: ['apportioned'], to: 'settled', by: [...HEADS, 'finance'], form: { voucher: f.text('付款凭证', 'Voucher', { max: 40 }) },
      facts: async ({ tx, record }) => ({ use: await useOf(tx, record) }),
      ready: ({ facts, actor }) => notPayable(facts.use, may(actor, ['finance'])),
      set: ({ day }) => ({ settled_on: day }),
      effect: ({ tx, record, facts, day }) => payOut(tx, record, facts.use, day),
    }),
  }),
);

const GONE: readonly string[] = ['refused', 'cancelled'];
const useOf = (tx: Tx, b: Pick<Bill, 'fund_use'>): Promise<Use | null> => (b.fund_use === null ? Promise.resolve(null) : fundUseOf(tx, b.fund_use));

/** The cost belongs to the month in which the meter was read last. */
async function askFor(tx: Tx, b: Bill): Promise<void> {
  const kind = await readRecord(tx, UtilityKind, b.kind);
  if (!kind || kind.category === null) return;
  const use = await askFunds(tx, { category: kind.category, unit_id: b.unit_id, amount: b.amount, cost_on: b.to_on, purpose: `${kind.name} ${b.invoice}`, payee: b.supplier, origin: { register: UtilityBill.name, id: b.id, number: b.number } });
  await updateRecord(tx, UtilityBill, b, { fund_use: use.id }, { what: 'funds' });
}

/** Why the bill cannot be settled yet. A use that finance settled on its own page is as good. */
function notPayable(use: Use | null, finance: boolean): Label | null {
  if (use === null || use.state === 'settled') return null;
  if (GONE.includes(use.state)) return [`用款 ${use.number} 未获批准，请再次申请`, `${use.number} was not approved; ask again`];
  if (use.state === 'paid') return [`用款 ${use.number} 已付款，请先结算用款`, `${use.number} is paid; settle it first`];
  if (use.state !== 'held' && use.state !== 'committed') return [`用款 ${use.number} 待批准`, `${use.number} waits for approval`];
  return finance ? null : ['由财务付款并结算', 'Finance pays and settles it'];
}

async function payOut(tx: Tx, b: Bill, use: Use | null, day: string): Promise<void> {
  if (use === null || use.state === 'settled') return;
  if (use.state === 'held') await commitFunds(tx, use.id, b.amount, b.supplier);
  await payFunds(tx, use.id, { amount: b.amount, paid_on: day, invoice_no: `${b.supplier} ${b.invoice}`.slice(0, 40) });
  await settleFunds(tx, use.id, b.amount);
}

const sharesOf = (tx: Tx, b: Pick<Bill, 'kind' | 'building'>): Promise<readonly { readonly department: string; readonly weight: number }[]> =>
  tx.query('select department, weight from utility_share where tenant_id = $1 and kind = $2 and building = $3 and archived_at is null order by number', [tx.tenantId, b.kind, b.building]);

async function matching(tx: Tx, b: Bill) {
  const kind = await readRecord(tx, UtilityKind, b.kind);
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(r.used), 0)::int as n from meter_reading r join meter m on m.tenant_id = r.tenant_id and m.id = r.meter
     where r.tenant_id = $1 and m.kind = $2 and m.building = $3 and r.read_on > $4 and r.read_on <= $5 and r.archived_at is null`, [tx.tenantId, b.kind, b.building, b.from_on, b.to_on]);
  const metered = kind?.metered === true ? row!.n : null;
  const computed = b.quantity === null || b.unit_price === null ? null : priceOf(b.quantity, b.unit_price);
  return { metered, differences: differencesOf({ billed: b.quantity, metered, amount: b.amount, computed }) };
}
