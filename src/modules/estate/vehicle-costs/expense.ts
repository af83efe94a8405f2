/**
 * What a vehicle costs (车辆费用): insurance, inspection, service, repair, rental, tolls: asked for, quoted, approved with the budget held, done,
 * accepted by somebody else, settled with the bill. Serves LOG-1.3, LOG-1.4, P20, AS-35.
 */
import { calendar, defineProcess, defineRegister, defineSlip, f, readRecord, Refusal, rmbCapitals, type RowOf, takeStep, type Tx, updateRecord, yuan } from '../../../kernel/index.ts';
import { approveFunds, askFunds, cancelFunds, commitFunds, fundUseOf, payFunds, settleFunds } from '../../money/budgets/index.ts';
import { readOdometer, Vehicle, VehicleProcess } from '../vehicles/index.ts';
import { APPROVERS, HANDLERS, READERS } from './roles.ts';
import { KINDS, refuseDearer, refuseOverlap, refuseOwn, refuseSpan, refuseWithoutLine, type Kind, type Spanned } from './rules.ts';

const readonly = { optional: true, readonly: true } as const;
export const VehicleExpense = defineRegister('vehicle_expense', {
  label: ['车辆费用', 'Vehicle cost'],
  number: 'CF-{yyyy}{mm}-{0000}',
  fields: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'),
    kind: f.choice('类别', 'Kind', KINDS),
    what: f.text('内容', 'What', { max: 200 }),
    covers_from: f.date('费用期间起', 'Covers from', { optional: true, hint: ['保险、租车、过路费填写', 'For insurance, rental and tolls'] }),
    covers_to: f.date('费用期间止', 'Covers to', { optional: true, hint: ['含当日', 'That day included'] }),
    category: f.ref('费用科目', 'Budget category', 'budget_category', { optional: true }),
    payee: f.text('承办单位', 'Payee', { max: 80, ...readonly }),
    quote: f.money('报价', 'Quote', readonly),
    quoted_by: f.ref('经办人', 'Arranged by', 'app_user', readonly),
    fund_use: f.ref('用款', 'Use of funds', 'fund_use', readonly),
    done_on: f.date('完成日', 'Done on', readonly),
    done: f.text('完成情况', 'What was done', { max: 300, ...readonly }),
    km: f.integer('里程', 'Odometer', { max: 3_000_000, unit: ['公里', 'km'], ...readonly }),
    actual: f.money('实际费用', 'Actual cost', readonly),
    invoice_no: f.text('发票号码', 'Invoice number', { max: 40, ...readonly }),
    settled_on: f.date('结算日', 'Settled on', readonly),
  },
  title: ['vehicle', 'kind'],
  list: ['vehicle', 'kind', 'what', 'quote', 'actual', 'payee', 'done_on', 'settled_on'],
  sorts: ['-number', '-settled_on'],
  indexes: [['vehicle', 'settled_on']],
  access: { read: READERS, create: [...HANDLERS, 'driver'] },
  empty: ['保险、年检、保养、维修、租车、过路费在这里办理：申请、报价、批准、完成、验收、结算。', 'Insurance, inspection, service, repair, rental and tolls: asked for, quoted, approved, done, accepted and settled here.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ vehicle: await readRecord(tx, Vehicle, input.vehicle, { lock: true }), others: await sameKind(tx, id, input.vehicle, input.kind), budget: await hasBudget(tx, input.vehicle) }),
    guard({ input, facts }) {
      refuseSpan(input.kind, input.covers_from, input.covers_to);
      refuseOverlap(input.kind, input.covers_from, input.covers_to, facts.others);
      refuseWithoutLine(input.category, facts.budget);
    },
    set: ({ facts }) => (facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}),
  },
});
type Row = RowOf<typeof VehicleExpense>;
const reason = f.text('原因', 'Reason', { max: 200 });
const SettleSlip = defineSlip('vehicle_expense', { label: ['车辆费用结算单', 'Settlement of a vehicle cost'], number: 'CJ-{yyyy}{mm}-{0000}', copies: [['财务联', 'Finance'], ['车队存根联', 'Pool copy']] });

export const VehicleExpenseProcess = defineProcess(VehicleExpense, 'requested',
  {
    requested: { label: ['待报价', 'To be quoted'], tone: 'waiting', due: { step: 'quote_it', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c) } },
    quoted: { label: ['待批准', 'To be approved'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'general_affairs' } },
    budgeting: { label: ['预算占用中', 'Budget being held'], tone: 'waiting' },
    approved: { label: ['已批准，待办理', 'Approved'], tone: 'active', due: { step: 'finish', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 14, c) } },
    done: { label: ['待验收', 'To be accepted'], tone: 'waiting', due: { step: 'accept', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'centre_manager' } },
    accepted: { label: ['待结算', 'To be settled'], tone: 'active', due: { step: 'settle', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 10, c) } },
    settled: { label: ['已结算', 'Settled'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    quote_it: step({
      label: ['登记报价', 'Quote'], tone: 'primary', from: ['requested'], to: 'quoted', by: HANDLERS,
      form: { quote: f.money('报价', 'Quote', { min: 1 }), payee: f.text('承办单位', 'Payee', { max: 80 }), cost_on: f.date('预计付款日', 'To be paid on'), paper: f.attachment('报价单', 'Quote', { optional: true }) },
      preview: ({ day }) => ({ lines: [], initial: { cost_on: day } }),
      set: ({ actor }) => ({ quoted_by: actor.kind === 'user' ? actor.id : null }),
      async effect({ tx, record, input }) {
        if (record.category === null) return;
        const use = await askFunds(tx, { category: record.category, unit_id: record.unit_id, amount: input.quote, cost_on: input.cost_on, purpose: `${KINDS[record.kind][0]} ${record.what}`.slice(0, 120), payee: input.payee, origin: { register: VehicleExpense.name, id: record.id, number: record.number } });
        await updateRecord(tx, VehicleExpense, record, { fund_use: use.id }, { what: 'funds' });
      },
    }),
    approve: step({
      label: ['批准', 'Approve'], hint: ['有科目的同时占用预算；超出预算的转中心经理另行批准', 'With a category the budget is held; above it the centre manager approves once more'], tone: 'primary', from: ['quoted'], to: ['budgeting', 'approved'], by: APPROVERS, form: {},
      preview: ({ record }) => ({ lines: [[`${record.payee ?? ''} 报价 ${yuan(record.quote ?? 0)} 元`, `${record.payee ?? ''} quotes ${yuan(record.quote ?? 0)} yuan`]] }),
      guard: ({ record, actor }) => refuseOwn([record.created_by, record.quoted_by], actor.id),
      choose: ({ record }) => (record.fund_use === null ? 'approved' : 'budgeting'),
      async effect({ tx, record }) { if (record.fund_use !== null) await approveFunds(tx, record.fund_use); },
    }),
    /** The budget says so itself, at once or after the approval above it. */
    held: step({ label: ['预算已占用', 'Budget held'], from: ['budgeting'], to: 'approved', by: [], form: {} }),
    not_held: step({ label: ['预算未批准', 'Budget refused'], from: ['quoted', 'budgeting', 'approved'], to: 'refused', by: [], form: {} }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['quoted'], to: 'refused', by: APPROVERS, form: { reason }, effect: ({ tx, record }) => giveBack(tx, record, '未批准') }),
    requote: step({
      label: ['重新报价', 'Quote again'], hint: ['原占用的预算先释放', 'What was held is released first'], from: ['quoted', 'approved'], to: 'requested', by: HANDLERS, form: { reason },
      set: () => ({ quote: null, payee: null, quoted_by: null, fund_use: null }), effect: ({ tx, before }) => giveBack(tx, before, '重新报价'),
    }),
    finish: step({
      label: ['登记完成', 'Done'], tone: 'primary', from: ['approved'], to: 'done', by: HANDLERS,
      form: {
        done_on: f.date('完成日', 'Done on'), done: f.text('完成情况', 'What was done', { max: 300 }), km: f.integer('里程', 'Odometer', { max: 3_000_000, optional: true, unit: ['公里', 'km'] }),
        next_on: f.date('下次保养日期', 'Next service on', { optional: true }), next_km: f.integer('下次保养里程', 'Next service at', { optional: true, max: 3_000_000, unit: ['公里', 'km'] }), photos: f.photo('照片', 'Photographs', { optional: true }),
      },
      preview: ({ day }) => ({ lines: [], initial: { done_on: day } }),
      guard: ({ record, input, day }) => refuseFinish(record.kind, input, day),
      set: ({ actor }) => ({ quoted_by: actor.kind === 'user' ? actor.id : null }),
      effect: ({ tx, record, input, now }) => finished(tx, record, input, now),
    }),
    accept: step({
      label: ['验收', 'Accept'], hint: ['由经办人以外的人验收，用车人签字', 'By somebody else than who arranged it; whoever drives it signs'], tone: 'primary', from: ['done'], to: 'accepted', by: [...HANDLERS, ...APPROVERS], form: { finding: f.text('验收意见', 'Finding', { max: 200 }) },
      sign: [{ name: 'user', label: ['用车人', 'Driver'], by: 'guest' }],
      guard: ({ record, actor }) => refuseOwn([record.quoted_by], actor.id),
    }),
    redo: step({ label: ['验收不合格', 'Not accepted'], tone: 'danger', from: ['done'], to: 'approved', by: [...HANDLERS, ...APPROVERS], form: { reason }, guard: ({ record, actor }) => refuseOwn([record.quoted_by], actor.id) }),
    settle: step({
      label: ['结算', 'Settle'], hint: ['凭发票结算；少于报价的部分释放预算', 'With the invoice; what is left of the quote goes back to the budget'], tone: 'primary', from: ['accepted'], to: 'settled', by: ['finance'],
      form: { actual: f.money('实际费用', 'Actual cost', { min: 1 }), invoice_no: f.text('发票号码', 'Invoice number', { max: 40 }) },
      facts: async ({ tx, record, input }) => ({ twice: await invoiceOf(tx, record.id, input.invoice_no) }),
      preview: ({ record }) => ({ lines: [[`报价 ${yuan(record.quote ?? 0)} 元`, `Quoted ${yuan(record.quote ?? 0)} yuan`]], initial: { actual: record.quote } }),
      guard({ record, input, facts }) {
        refuseDearer(record.quote ?? 0, input.actual);
        if (facts.twice !== null) throw new Refusal('vehicle_expense.invoice', [`发票 ${input.invoice_no} 已由 ${facts.twice} 结算`, `Invoice ${input.invoice_no} was settled with ${facts.twice}`], 409, { invoice_no: ['已结算', 'Settled already'] });
      },
      set: ({ day }) => ({ settled_on: day }),
      async effect({ tx, record, input, day }) {
        if (record.fund_use === null) return;
        await payFunds(tx, record.fund_use, { amount: input.actual, paid_on: day, invoice_no: input.invoice_no });
        await settleFunds(tx, record.fund_use, input.actual);
      },
      slip: { kind: SettleSlip, content: async ({ tx, record, input }) => ({ lines: [
        { label: ['车牌号', 'Plate'], value: (await readRecord(tx, Vehicle, record.vehicle))?.plate ?? '' }, { label: ['类别', 'Kind'], value: KINDS[record.kind][0] }, { label: ['内容', 'What'], value: record.what }, { label: ['承办单位', 'Payee'], value: record.payee ?? '' },
        { label: ['报价（元）', 'Quote (yuan)'], value: yuan(record.quote ?? 0) }, { label: ['实际（元）', 'Actual (yuan)'], value: yuan(input.actual) }, { label: ['大写', 'In words'], value: rmbCapitals(input.actual) }, { label: ['发票号码', 'Invoice'], value: input.invoice_no },
      ], boxes: [['财务', 'Finance']] }) },
    }),
    cancel: step({ label: ['取消', 'Cancel'], tone: 'danger', from: ['requested', 'quoted', 'approved'], to: 'cancelled', by: HANDLERS, form: { reason }, effect: ({ tx, record }) => giveBack(tx, record, '已取消') }),
  }),
);

function refuseFinish(kind: Kind, input: { readonly done_on: string; readonly km: number | null; readonly next_on: string | null; readonly next_km: number | null }, day: string): void {
  if (input.done_on > day) throw new Refusal('vehicle_expense.future', ['完成日不能晚于今天', 'Done in the future'], 422, { done_on: [`不晚于 ${day}`, `Not after ${day}`] });
  if ((kind === 'service' || kind === 'repair') && input.km === null) throw new Refusal('vehicle_expense.km', ['保养维修须写明里程', 'Service and repair say the odometer'], 422, { km: ['必填', 'Required'] });
  if (kind === 'service' && input.next_on === null && input.next_km === null) throw new Refusal('vehicle_expense.next', ['保养后须写明下次日期或里程', 'Say when the next service is due, by date or distance'], 422, { next_on: ['两者至少一项', 'One of the two'] });
}
/** The order is placed with what was held, the reading is kept, and a service says when the next one is. */
async function finished(tx: Tx, record: Row, input: { readonly done_on: string; readonly km: number | null; readonly next_on: string | null; readonly next_km: number | null }, now: Date): Promise<void> {
  const use = record.fund_use === null ? null : await fundUseOf(tx, record.fund_use);
  if (use !== null && use.state === 'held') await commitFunds(tx, use.id, record.quote ?? 0, record.payee);
  if (input.km !== null) await readOdometer(tx, { vehicle: record.vehicle, at: now, km: input.km, driver: null, source: 'work', because: record.number });
  const vehicle = await readRecord(tx, Vehicle, record.vehicle);
  if (record.kind === 'service' && vehicle !== null && vehicle.state !== 'withdrawn') await takeStep(tx, VehicleProcess, record.vehicle, 'serviced', { next_service_on: input.next_on, next_service_km: input.next_km });
}
/** What has not been paid goes back to the budget. */
async function giveBack(tx: Tx, record: Pick<Row, 'fund_use'>, why: string): Promise<void> {
  const use = record.fund_use === null ? null : await fundUseOf(tx, record.fund_use);
  if (use !== null && ['requested', 'escalated', 'held', 'committed'].includes(use.state)) await cancelFunds(tx, use.id, why);
}
const sameKind = (tx: Tx, id: string | null, vehicle: string, kind: string): Promise<Spanned[]> => tx.query<Spanned>(
  `select number, covers_from, covers_to from vehicle_expense where tenant_id = $1 and vehicle = $2 and kind = $3 and id is distinct from $4::uuid and state not in ('refused', 'cancelled') and archived_at is null`, [tx.tenantId, vehicle, kind, id]);
async function hasBudget(tx: Tx, vehicle: string): Promise<boolean> {
  return (await tx.query('select 1 from budget_category c join vehicle v on v.tenant_id = c.tenant_id and v.unit_id = c.unit_id where c.tenant_id = $1 and v.id = $2 and c.archived_at is null limit 1', [tx.tenantId, vehicle])).length > 0;
}
async function invoiceOf(tx: Tx, id: string, invoice: string | undefined): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>('select number from vehicle_expense where tenant_id = $1 and invoice_no = $2 and id <> $3 and archived_at is null limit 1', [tx.tenantId, invoice ?? '', id]);
  return row?.number ?? null;
}

/** News of the budget about one of these; of an older quote nothing follows. */
export async function hear(tx: Tx, payload: { readonly [name: string]: unknown }, step: 'held' | 'not_held'): Promise<void> {
  if (payload['register'] !== VehicleExpense.name) return;
  const record = await readRecord(tx, VehicleExpense, String(payload['id']), { lock: true });
  if (record === null || record.fund_use !== payload['use']) return;
  if (step === 'held' ? record.state === 'budgeting' : ['quoted', 'budgeting', 'approved'].includes(record.state)) await takeStep(tx, VehicleExpenseProcess, record.id, step, {});
}
