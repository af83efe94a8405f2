/**
 * Asking for consumables (领用): asked for, approved within the quota, issued against a signature at the cost of its layers, given back or used up.
 * An issue made in error is undone exactly. Serves LOG-3.6, LOG-3.7, P25.
 */
import { calendar, defineProcess, defineRegister, defineSlip, f, may, Refusal, yuan, type RowOf, type Tx } from '../../../kernel/index.ts';
import { itemOf } from './item.ts';
import { lockItem, lotsOf, moveLots, planBack, planOut, undo } from './ledger.ts';
import { ASKERS, HEADS, KEEPERS, READERS } from './roles.ts';
import { costOf, heldIn, refuseOddApproval, refuseOverQuota, refuseOwn, type QuotaState } from './rules.ts';

const quantity = f.integer('数量', 'Quantity', { min: 1, max: 1_000_000 });

export const ConsumableRequest = defineRegister('consumable_request', {
  label: ['易耗品领用', 'Consumables asked for'],
  number: 'LY-{yyyy}{mm}-{0000}',
  fields: {
    item: f.ref('易耗品', 'Consumable', 'consumable'),
    quantity,
    department: f.unit('领用部门', 'Department'),
    taker: f.personName('领用人', 'For whom'),
    purpose: f.text('用途', 'Purpose', { max: 200 }),
    approved: f.integer('批准数量', 'Approved', { optional: true, readonly: true, min: 0 }),
    approved_on: f.date('批准日期', 'Approved on', { optional: true, readonly: true }),
    over_reason: f.text('超额原因', 'Why above the quota', { optional: true, readonly: true, max: 200 }),
    issued_on: f.date('领出日期', 'Issued on', { optional: true, readonly: true }),
    issued_version: f.integer('领出版次', 'Version issued', { optional: true, readonly: true, readBy: ['auditor'] }),
    returned: f.integer('退库数量', 'Given back', { optional: true, readonly: true, min: 0 }),
    cost: f.money('成本', 'Cost', { optional: true, readonly: true, hint: ['领出时冻结，退库后为净额', 'Frozen when issued; net of what came back'] }),
  },
  title: ['item', 'quantity'],
  list: ['item', 'quantity', 'approved', 'department', 'taker', 'issued_on', 'cost'],
  sorts: ['-number', '-issued_on'],
  indexes: [['department', 'item', 'approved_on']],
  access: { read: READERS, create: ASKERS },
  empty: ['要领什么在这里申请；定额内保管员即可批准，领出时签字。', 'Ask for what you need; within the quota the store clerk approves, and it is signed for when issued.'],
  opening: {
    elsewhere: true,
    facts: async ({ tx, input }) => ({ item: await itemOf(tx, input.item) }),
    set: ({ facts }) => ({ unit_id: facts.item.unit_id }),
  },
});
type Row = RowOf<typeof ConsumableRequest>;

const IssueSlip = defineSlip('consumable_issue', { label: ['领用单', 'Issue slip'], number: 'LD-{yyyy}{mm}-{0000}', copies: [['领用部门联', 'Department copy'], ['库房联', 'Store copy']] });

export const ConsumableRequestProcess = defineProcess(ConsumableRequest, 'requested',
  {
    requested: { label: ['待批准', 'To be approved'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 2, c), escalateTo: 'logistics_head' } },
    approved: { label: ['待领', 'To be issued'], tone: 'active', due: { step: 'issue', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c) } },
    issued: { label: ['已领用', 'Issued'], tone: 'done' },
    used: { label: ['已耗用', 'Used up'], tone: 'done' },
    returned: { label: ['已全部退库', 'All given back'], tone: 'stopped' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], hint: ['定额内保管员批准，超额由后勤主任写明原因批准', 'Within the quota the store clerk; above it the head of logistics, with a reason'], tone: 'primary', from: ['requested'], to: 'approved', by: [...KEEPERS, ...HEADS],
      form: { approved: f.integer('批准数量', 'Approved', { min: 1, max: 1_000_000 }), over_reason: f.text('超额原因', 'Why above the quota', { optional: true, max: 200 }) },
      facts: async ({ tx, record, day }) => ({ quota: await quotaOf(tx, record, day), held: heldIn(await lotsOf(tx, 'on_hand', record.item)) }),
      preview: ({ record, facts: { quota, held } }) => ({
        lines: [
          quota.monthly === null ? ['本部门没有定额', 'No quota for this department'] : [`本月定额 ${quota.monthly}，已批 ${quota.used}`, `Quota ${quota.monthly} this month, ${quota.used} approved`],
          [`现有库存 ${held}`, `${held} in stock`],
        ],
        initial: { approved: record.quantity },
      }),
      guard({ record, input, facts, actor }) {
        refuseOwn('consumable_request', record.created_by, actor.id);
        refuseOddApproval(record.quantity, input.approved);
        refuseOverQuota(facts.quota, input.approved, { head: may(actor, HEADS), reason: input.over_reason });
      },
      set: ({ day }) => ({ approved_on: day }),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested', 'approved'], to: 'refused', by: [...KEEPERS, ...HEADS], form: { why: f.text('原因', 'Reason', { max: 200 }) }, set: () => ({ approved: null, approved_on: null }) }),
    issue: step({
      label: ['发放', 'Issue'], tone: 'primary', from: ['approved'], to: 'issued', by: KEEPERS, form: {},
      sign: [{ name: 'taker', label: ['领用人', 'Received by'], by: 'guest' }],
      async facts({ tx, record }) {
        await lockItem(tx, record.item);
        const item = await itemOf(tx, record.item);
        return { item, plan: await planOut(tx, item, record.approved ?? 0) };
      },
      preview: ({ facts: { item, plan } }) => ({ lines: plan.map((s) => [`取 ${s.quantity} ${item.measure}，每件 ${yuan(s.unit_cost)} 元`, `Take ${s.quantity}, ${yuan(s.unit_cost)} yuan each`]) }),
      set: ({ record, day, facts }) => ({ issued_on: day, issued_version: record.version + 1, cost: costOf(facts.plan), returned: 0 }),
      async effect({ tx, record, facts, now, day }) { await moveLots(tx, 'issue', { from: record.item, to: record.id, plan: facts.plan, cause: causeOf(record), at: now, day }); },
      slip: { kind: IssueSlip, content: ({ record, facts }) => ({
        lines: [
          { label: ['物资', 'Item'], value: facts.item.name }, { label: ['数量', 'Quantity'], value: `${record.approved ?? 0} ${facts.item.measure}` }, { label: ['领用人', 'For'], value: record.taker },
          { label: ['用途', 'Purpose'], value: record.purpose }, { label: ['金额（元）', 'Cost (yuan)'], value: yuan(record.cost ?? 0) },
        ],
        boxes: [['保管员', 'Store clerk']],
      }) },
    }),
    take_back: step({
      label: ['退库', 'Take back'], hint: ['按领出时的成本退回原成本层', 'Back into the layers it came from, at the cost it left with'], from: ['issued'], to: ['issued', 'returned'], by: KEEPERS,
      form: { back: f.integer('退回数量', 'Given back', { min: 1, max: 1_000_000 }), why: f.text('原因', 'Reason', { max: 200 }) },
      async facts({ tx, record, input }) {
        await lockItem(tx, record.item);
        return { plan: await planBack(tx, record.id, input.back ?? 0), out: heldIn(await lotsOf(tx, 'issued', record.id)) };
      },
      guard({ input, facts }) {
        if (facts.plan === null || input.back > facts.out) throw new Refusal('consumable_request.back', [`在外只有 ${facts.out}`, `Only ${facts.out} are out`], 422, { back: [`最多 ${facts.out}`, `At most ${facts.out}`] });
      },
      choose: ({ input, facts }) => (input.back === facts.out ? 'returned' : 'issued'),
      set: ({ record, input, facts }) => ({ returned: (record.returned ?? 0) + input.back, cost: (record.cost ?? 0) - costOf(facts.plan!) }),
      async effect({ tx, record, facts, now, day }) { await moveLots(tx, 'give_back', { from: record.id, to: record.item, plan: facts.plan!, cause: causeOf(record), at: now, day }); },
    }),
    use_up: step({
      label: ['耗用', 'Used up'], from: ['issued'], to: 'used', by: KEEPERS, form: {},
      facts: async ({ tx, record }) => ({ lots: await lotsOf(tx, 'issued', record.id) }),
      async effect({ tx, record, facts, now, day }) {
        await moveLots(tx, 'use_up', { from: record.id, plan: facts.lots.map((l) => ({ lot: l.lot, layer: l.layer, unit_cost: l.unit_cost, quantity: l.remaining })), cause: causeOf(record), at: now, day });
      },
    }),
    undo_issue: step({
      label: ['撤销发放', 'Undo the issue'], hint: ['发错时整单冲回，批次与成本原样', 'For a mistake: the same lots at the same cost'], tone: 'danger', from: ['issued'], to: 'approved', by: KEEPERS, form: { why: f.text('原因', 'Reason', { max: 200 }) },
      ready: ({ record }) => ((record.returned ?? 0) === 0 ? null : ['已有退库，请继续退库', 'Some came back already; go on taking back']),
      set: () => ({ issued_on: null, cost: null, returned: null, issued_version: null }),
      async effect({ tx, before, day }) {
        await lockItem(tx, before.item);
        await undo(tx, 'issue', { ...causeOf(before), version: before.issued_version ?? before.version }, `undo-${before.version}`, day);
      },
    }),
  }),
);
const causeOf = (r: Pick<Row, 'id' | 'number' | 'version'>) => ({ register: 'consumable_request', id: r.id, number: r.number, version: r.version });

/** What the department has had approved this calendar month. The quota is locked, so that two approvals at once cannot both fit. */
async function quotaOf(tx: Tx, record: Pick<Row, 'id' | 'department' | 'item'>, day: string): Promise<QuotaState> {
  const [quota] = await tx.query<{ monthly: number }>(
    `select monthly from consumable_quota where tenant_id = $1 and department = $2 and item = $3 and archived_at is null${tx.looking ? '' : ' for update'}`, [tx.tenantId, record.department, record.item]);
  if (quota === undefined) return { monthly: null, used: 0 };
  const [row] = await tx.query<{ used: number }>(
    `select coalesce(sum(approved - coalesce(returned, 0)), 0)::int as used from consumable_request
     where tenant_id = $1 and department = $2 and item = $3 and id <> $4 and archived_at is null and approved_on between $5 and $6`,
    [tx.tenantId, record.department, record.item, record.id, `${day.slice(0, 7)}-01`, calendar.lastOfMonth(day)]);
  return { monthly: quota.monthly, used: row?.used ?? 0 };
}
