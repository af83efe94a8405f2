/**
 * Bonus points (绩效加分): the centre rates reports and adds points by its performance rules. Proposed by the branch or the dispatcher,
 * decided by the centre manager, posted to accounts of their own in the same ledger, so that the points of the orders stay provable
 * apart. Serves FS-2.5, SM-31.
 */
import { assert, dayOf, defineProcess, defineRegister, f, journalOf, post, posting, readRecord, Refusal, reverse, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { closedThrough, ServicePoints } from './credit.ts';
import { bonusProblem, creditDay } from './rules.ts';

const CENTRE = ['dispatcher', 'centre_manager'];

export const PerformanceRule = defineRegister('performance_rule', {
  label: ['绩效加分规则', 'Performance rule'],
  number: 'JX-{yyyy}-{000}',
  fields: {
    name: f.text('规则', 'Rule', { max: 80 }),
    basis: f.text('依据', 'Basis', { max: 120 }),
    most: f.integer('每次最多加分', 'At most, each time', { min: 1, max: 10_000 }),
    valid_from: f.date('自', 'From'),
    valid_to: f.date('至', 'To', { optional: true, hint: ['含当日；留空表示长期', 'That day included; empty: until further notice'] }),
  },
  title: ['name'],
  list: ['name', 'most', 'valid_from', 'valid_to', 'basis'],
  sorts: ['-number'],
  access: { read: [...CENTRE, 'branch_manager', 'technician', 'hr'], create: ['centre_manager'], archive: ['centre_manager'], namesOpen: true },
  empty: ['还没有加分规则。规则由中心经理制定。', 'No performance rules yet; the centre manager sets them.'],
  opening: {
    guard({ input }) {
      if (input.valid_to !== null && input.valid_to < input.valid_from) throw new Refusal('performance_rule.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
    },
  },
});

export const BonusGrant = defineRegister('bonus_grant', {
  label: ['加分', 'Bonus points'],
  number: 'JF-{yyyy}{mm}-{0000}',
  fields: {
    rule: f.ref('加分规则', 'Rule', 'performance_rule'),
    employee: f.ref('技术员', 'Technician', 'employee'),
    region: f.ref('区域', 'Region', 'service_region'),
    points: f.integer('加分', 'Points', { min: 1, max: 10_000 }),
    earned_on: f.date('事由日期', 'Earned on'),
    reason: f.text('事由', 'Reason', { max: 200 }),
    decided_by: f.ref('决定人', 'Decided by', 'app_user', { optional: true, readonly: true }),
    granted_on: f.date('计入日期', 'Counted on', { optional: true, readonly: true }),
  },
  title: ['employee', 'points'],
  list: ['employee', 'rule', 'points', 'earned_on', 'reason', 'granted_on'],
  sorts: ['-number', '-earned_on'],
  access: { read: [...CENTRE, 'branch_manager', 'hr'], create: ['branch_manager', 'dispatcher'] },
  empty: ['还没有加分。由区域经理或调度员提出，中心经理决定。', 'No bonus points yet. A branch manager or the dispatcher proposes them, the centre manager decides.'],
  opening: {
    facts: async ({ tx, input }) => ({ rule: await readRecord(tx, PerformanceRule, input.rule), branch: (await branchOf(tx, input.region)), employee: await readRecord(tx, Employee, input.employee) }),
    guard({ input, facts, day }) {
      if (!facts.rule) throw new Refusal('bonus_grant.rule', ['没有这条规则', 'No such rule'], 422, { rule: ['请选择规则', 'Choose a rule'] });
      const problem = bonusProblem({ points: input.points, earnedOn: input.earned_on, today: day }, facts.rule);
      if (problem) throw new Refusal('bonus_grant.not_by_rule', problem, 409, { points: problem });
      if (facts.employee?.unit_id !== facts.branch) throw new Refusal('bonus_grant.other_branch', ['该员工不属于这个区域', 'This person belongs to another region'], 409, { region: ['与员工所在区域不符', 'Not where this person works'] });
    },
  },
});

export const BonusGrantProcess = defineProcess(BonusGrant, 'proposed',
  {
    proposed: { label: ['待决定', 'To be decided'], tone: 'waiting' },
    granted: { label: ['已加分', 'Granted'], tone: 'done' },
    declined: { label: ['不加分', 'Declined'], tone: 'stopped' },
    reversed: { label: ['已冲回', 'Reversed'], tone: 'stopped' },
  },
  (step) => ({
    grant: step({
      label: ['同意加分', 'Grant'], tone: 'primary', from: ['proposed'], to: 'granted', by: ['centre_manager'], form: {},
      facts: async ({ tx, record, day }) => ({ counted: creditDay(record.earned_on, day, await closedThrough(tx)) }),
      guard({ record, actor }) {
        if (record.created_by === actor.id) throw new Refusal('bonus_grant.own', ['不能决定自己提出的加分', 'You cannot decide on your own proposal'], 403);
      },
      set: ({ facts, actor }) => ({ granted_on: facts.counted, decided_by: actor.id }),
      async effect({ tx, record }) {
        await post(tx, posting(ServicePoints, 'bonus', {
          amount: record.points, owner: record.employee, dimensions: [record.region, ''], because: record.number,
          cause: { register: BonusGrant.name, id: record.id }, at: tx.now, day: record.granted_on!, unit: record.unit_id,
        }));
      },
    }),
    decline: step({ label: ['不加分', 'Decline'], tone: 'danger', from: ['proposed'], to: 'declined', by: ['centre_manager'], form: { why: f.text('原因', 'Why', { max: 200 }) } }),
    reverse: step({
      label: ['冲回', 'Reverse'], tone: 'danger', from: ['granted'], to: 'reversed', by: ['centre_manager'], form: { why: f.text('原因', 'Why', { max: 200 }) },
      async effect({ tx, record }) {
        const journal = await journalOf(tx, ServicePoints, 'bonus', record.number);
        assert(journal, `${record.number} was granted`);
        await reverse(tx, ServicePoints, journal, { because: `${record.number}/冲回`, day: await dayOf(tx, tx.now, record.unit_id) });
      },
    }),
  }),
);

async function branchOf(tx: Tx, region: string): Promise<string | null> {
  const [row] = await tx.query<{ branch: string }>('select branch from service_region where tenant_id = $1 and id = $2', [tx.tenantId, region]);
  return row?.branch ?? null;
}

/** Bonus points by region in a span, reversals taken off. */
export async function bonusIn(tx: Tx, from: string, to: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ region: string; points: number }>(
    `select dim_a as region, sum(amount)::bigint as points from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'bonus' and business_day between $3 and $4 group by dim_a`,
    [tx.tenantId, ServicePoints.name, from, to]);
  return new Map(rows.map((r) => [r.region, r.points]));
}
