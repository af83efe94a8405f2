/**
 * A budget request (预算申报) of a centre, for a year or a month, line by line: written by the department, approved by its head, then by finance,
 * released by finance. A released month is what the centre may spend in it; a released year is the ceiling of its months. Serves P27, LOG-4.1, G-L3.
 */
import { defineProcess, defineRegister, f, readRecord, Refusal, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { BudgetCategory, OFFICE } from './category.ts';
import { ASKERS, HEADS } from './fund-use.ts';
import { closedThrough } from './closing.ts';
import { budgetClosedThrough, move } from './ledger.ts';
import { quotaVersions } from './quota.ts';
import { ceilingProblem, closedMonth, periodProblem, quotaOf, type CeilingLine } from './rules.ts';

const KINDS = { year: ['年度', 'Year'], month: ['月度', 'Month'] } as const;

export const BudgetRequest = defineRegister('budget_request', {
  label: ['预算申报', 'Budget request'],
  number: 'YS-{yyyy}-{000}',
  fields: {
    kind: f.choice('年度或月度', 'Year or month', KINDS, { initial: 'month' }),
    period: f.text('申报期', 'Period', { max: 7, hint: ['年度写 2026，月度写 2026-03', '2026 for a year, 2026-03 for a month'] }),
    basis: f.text('依据', 'Basis', { max: 200 }),
    total: f.money('合计', 'Total', { optional: true, readonly: true }),
    released_on: f.date('下达日期', 'Released on', { optional: true, readonly: true }),
  },
  title: ['period', 'kind'],
  list: ['kind', 'period', 'total', 'basis', 'released_on'],
  sorts: ['-number', '-period'],
  indexes: [['kind', 'period']],
  access: { read: [...ASKERS, 'auditor'], create: ASKERS },
  empty: ['部门在此申报年度与月度预算：开立后逐科目填写金额，再提交审批。', 'Departments ask for the budget of a year or a month here: open one, give each category its amount, hand it in.'],
  opening: {
    facts: async ({ tx }) => ({ closed: await budgetClosedThrough(tx) }),
    guard({ input, facts }) {
      const problem = periodProblem(input.kind as 'year' | 'month', input.period, facts.closed);
      if (problem) throw new Refusal('budget_request.period', problem, 422, { period: problem });
    },
  },
});
type Request = RowOf<typeof BudgetRequest>;

export const BudgetRequestLine = defineRegister('budget_request_line', {
  label: ['申报明细', 'Line of a budget request'],
  number: 'YSM-{yyyy}-{0000}',
  fields: {
    request: f.ref('预算申报', 'Budget request', 'budget_request'),
    category: f.ref('费用科目', 'Category', 'budget_category'),
    amount: f.money('金额', 'Amount', { min: 1 }),
    reason: f.text('说明', 'What for', { max: 200, optional: true }),
  },
  title: ['category', 'amount'],
  list: ['request', 'category', 'amount', 'reason'],
  sorts: ['number'],
  unique: [['request', 'category']],
  access: { read: [...ASKERS, 'auditor'], create: ASKERS, edit: ASKERS },
  hidden: true,
  opening: {
    async facts({ tx, input }) {
      const request = await readRecord(tx, BudgetRequest, input.request, { lock: true });
      return { state: request?.state ?? null, centre: request?.unit_id ?? null, of: (await readRecord(tx, BudgetCategory, input.category))?.unit_id ?? null };
    },
    guard({ facts }) {
      if (facts.state !== 'draft' && facts.state !== 'returned') throw new Refusal('budget_request.handed_in', ['已提交，退回后才能修改', 'It was handed in; it can be changed once it is sent back'], 409, { request: ['须为草稿', 'Must be a draft'] });
      if (facts.centre !== facts.of) throw new Refusal('budget_request.other_centre', ['这个科目属于另一个中心', 'This category belongs to another centre'], 422, { category: ['请选本中心的科目', 'Choose a category of the same centre'] });
    },
    set: ({ facts }) => ({ ...(facts.centre === null ? {} : { unit_id: facts.centre }) }),
  },
});

const reason = f.text('原因', 'Reason', { max: 200 });

export const BudgetRequestProcess = defineProcess(BudgetRequest, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    submitted: { label: ['待部门批准', 'With the head'], tone: 'active' },
    dept_approved: { label: ['待财务批准', 'With finance'], tone: 'active' },
    finance_approved: { label: ['待下达', 'To be released'], tone: 'active' },
    released: { label: ['已下达', 'Released'], tone: 'done' },
    returned: { label: ['已退回', 'Sent back'], tone: 'waiting' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    submit: step({
      label: ['提交', 'Hand in'], tone: 'primary', from: ['draft', 'returned'], to: 'submitted', by: ASKERS, form: {},
      facts: async ({ tx, record }) => ({ total: sumOf(await linesOf(tx, record)), closed: await closedThrough(tx, record.unit_id) }),
      ready: ({ record, facts }) => (facts.total === 0 ? ['还没有申报明细', 'There are no lines yet'] : record.kind === 'month' ? closedMonth(record.period, facts.closed) : null),
      preview: ({ facts }) => ({ lines: [[`合计 ${yuan(facts.total)} 元`, `${yuan(facts.total)} yuan in all`]] }),
      set: ({ facts }) => ({ total: facts.total }),
    }),
    approve: step({
      label: ['部门批准', 'Approve for the department'], tone: 'primary', from: ['submitted'], to: 'dept_approved', by: HEADS, form: {},
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record) }),
      preview: ({ facts }) => ({ lines: facts.lines.map((l) => [`${l.name} ${yuan(l.amount)} 元`, `${l.name}: ${yuan(l.amount)} yuan`]) }),
      guard: ({ record, actor }) => notOwn(record, actor.id),
    }),
    approve_finance: step({
      label: ['财务批准', 'Approve for finance'], hint: ['月度申报不得超出已下达的年度预算', 'A month must lie within what was released for the year'], tone: 'primary', from: ['dept_approved'], to: 'finance_approved', by: ['finance'], form: {},
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record), problem: await problemOf(tx, record) }),
      ready: ({ facts }) => facts.problem,
      preview: ({ facts }) => ({ lines: facts.lines.map((l) => [`${l.name} ${yuan(l.amount)} 元`, `${l.name}: ${yuan(l.amount)} yuan`]) }),
      guard: ({ record, actor }) => notOwn(record, actor.id),
    }),
    release: step({
      label: ['下达', 'Release'], hint: ['月度预算下达后即可用款', 'Once a month is released, its money can be used'], tone: 'primary', from: ['finance_approved'], to: 'released', by: ['finance'], form: {},
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record), problem: await problemOf(tx, record) }),
      ready: ({ facts }) => facts.problem,
      set: ({ day }) => ({ released_on: day }),
      // Two months may be released at once against one year: they take turns, and the second counts the first.
      async effect({ tx, record, facts }) {
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`budget_request ${tx.tenantId} ${record.unit_id}`]);
        const problem = await problemOf(tx, record);
        if (problem) throw new Refusal('budget_request.ceiling', problem);
        if (record.kind === 'year') return;
        for (const l of facts.lines) {
          await move(tx, 'grant', { category: l.category, unit: record.unit_id, amount: l.amount, cost_on: `${record.period}-01` }, { number: `${record.number}/${l.code}`, register: BudgetRequest.name, id: record.id });
        }
      },
    }),
    send_back: step({ label: ['退回', 'Send back'], tone: 'danger', from: ['submitted', 'dept_approved', 'finance_approved'], to: 'returned', by: [...HEADS, 'finance'], form: { reason } }),
    drop: step({ label: ['作废', 'Drop'], tone: 'danger', from: ['draft', 'returned'], to: 'dropped', by: [...ASKERS, ...OFFICE], form: { reason } }),
  }),
);

interface Line { readonly category: string; readonly code: string; readonly name: string; readonly amount: number }
const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, l) => sum + l.amount, 0);
const linesOf = (tx: Tx, r: Request): Promise<Line[]> =>
  tx.query<Line>(
    `select l.category, c.code, c.name, l.amount from budget_request_line l join budget_category c on c.tenant_id = l.tenant_id and c.id = l.category
     where l.tenant_id = $1 and l.request = $2 and l.archived_at is null order by c.list_order`, [tx.tenantId, r.id]);

/** Why finance cannot let it pass: its month has a standing quota, is closed, or goes beyond what was released for the year. */
async function problemOf(tx: Tx, r: Request) {
  if (r.kind === 'year') return null;
  const standing = quotaOf((await quotaVersions(tx)).filter((v) => v.centre === r.unit_id), r.period);
  const lines = await tx.query<CeilingLine>(
    `select c.name, l.amount::bigint as amount, y.amount::bigint as year, coalesce(m.amount, 0)::bigint as released
     from budget_request_line l join budget_category c on c.tenant_id = l.tenant_id and c.id = l.category
       left join lateral (select sum(x.amount) as amount from budget_request_line x join budget_request q on q.tenant_id = x.tenant_id and q.id = x.request
         where x.tenant_id = $1 and x.category = l.category and x.archived_at is null and q.state = 'released' and q.kind = 'year' and q.period = $3) y on true
       left join lateral (select sum(x.amount) as amount from budget_request_line x join budget_request q on q.tenant_id = x.tenant_id and q.id = x.request
         where x.tenant_id = $1 and x.category = l.category and x.archived_at is null and q.state = 'released' and q.kind = 'month' and left(q.period, 4) = $3 and q.id <> $2) m on true
     where l.tenant_id = $1 and l.request = $2 and l.archived_at is null order by c.list_order`, [tx.tenantId, r.id, r.period.slice(0, 4)]);
  return ceilingProblem({ period: r.period, standing: standing?.number ?? null, closedThrough: await closedThrough(tx, r.unit_id), lines });
}

function notOwn(r: Request, actor: string): void {
  if (r.created_by === actor) throw new Refusal('budget_request.own', ['不能批准自己的申报', 'You cannot approve your own request'], 403);
}
