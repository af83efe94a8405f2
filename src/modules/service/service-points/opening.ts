/**
 * Opening points (期初积分): what a region had for a type of service before its orders were kept here. Typed or imported from a summary
 * table, held in accounts of its own and marked "not derived", so that it never counts as proven by orders. Serves CG-47.
 */
import { assert, calendar, dayOf, defineProcess, defineRegister, defineReport, f, journalOf, post, posting, Refusal, reverse, type Label, type Tx } from '../../../kernel/index.ts';
import { regionsFor } from '../orders/index.ts';
import { PUBLISHED, published, publishedTo } from './audience.ts';
import { closedThrough, ServicePoints, settleWaiting } from './credit.ts';
import { cellsOf, grantedIn, summedOver } from './figures.ts';
import { openingProblem } from './rules.ts';

const CENTRE = ['dispatcher', 'centre_manager'];
const READERS = [...CENTRE, 'branch_manager', 'hr'];
const NOT_DERIVED: Label = ['期初积分取自汇总表，未由服务指令推算。', 'Opening points come from a summary table; they are not derived from orders.'];

export const PointsOpening = defineRegister('points_opening', {
  label: ['期初积分', 'Opening points'],
  number: 'JFQ-{yyyy}-{000}',
  fields: {
    region: f.ref('区域', 'Region', 'service_region'),
    service_type: f.ref('服务类型', 'Service type', 'service_type'),
    as_of: f.date('截至', 'As of', { hint: ['含当日；该日及以前的工作不再逐单计分', 'That day included; work done by then is not credited order by order'] }),
    orders: f.integer('单数', 'Orders', { min: 0, max: 1_000_000 }),
    points: f.integer('积分', 'Points', { min: 1, max: 100_000_000 }),
    source: f.text('出处', 'Source', { max: 120, hint: ['哪一份汇总表', 'Which summary table'] }),
  },
  title: ['region', 'service_type'],
  list: ['region', 'service_type', 'as_of', 'orders', 'points', 'source'],
  sorts: ['-number', '-as_of'],
  access: { read: READERS, create: CENTRE },
  empty: ['没有期初积分。启用以前的积分可从汇总表导入，标明未由指令推算。', 'No opening points. Points from before the start can be imported from a summary table, marked as not derived.'],
  opening: {
    async facts({ tx, input }) {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`points opening ${tx.tenantId} ${input.region} ${input.service_type}`]);
      return { standing: await standingFor(tx, input.region, input.service_type), doneBy: await earliestWork(tx, input.region, input.service_type), closed: await closedThrough(tx) };
    },
    guard({ input, facts, day }) {
      const problem = openingProblem({ asOf: input.as_of, today: day, ...facts });
      if (problem) throw new Refusal(`points_opening.${problem.code}`, problem.words, 409, { as_of: problem.words });
    },
    async effect({ tx, record, now }) {
      await post(tx, posting(ServicePoints, 'opening', {
        amount: record.points, dimensions: [record.region, record.service_type], because: record.number,
        cause: { register: 'points_opening', id: record.id }, at: now, day: record.as_of, unit: record.unit_id,
      }));
    },
  },
});

export const PointsOpeningProcess = defineProcess(PointsOpening, 'in_force',
  { in_force: { label: ['有效', 'In force'], tone: 'done' }, reversed: { label: ['已冲回', 'Reversed'], tone: 'stopped' } },
  (step) => ({
    reverse: step({
      label: ['冲回', 'Reverse'], tone: 'danger', from: ['in_force'], to: 'reversed', by: ['centre_manager'], form: { why: f.text('原因', 'Why', { max: 200 }) },
      async effect({ tx, record }) {
        const journal = await journalOf(tx, ServicePoints, 'opening', record.number);
        assert(journal, `${record.number} was brought in`);
        await reverse(tx, ServicePoints, journal, { because: `${record.number}/冲回`, day: await dayOf(tx, tx.now, record.unit_id) });
        // Work it held counts by itself from now on.
        await settleWaiting(tx, record.service_type);
      },
    }),
  }),
);

async function standingFor(tx: Tx, region: string, serviceType: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(
    `select number from points_opening where tenant_id = $1 and region = $2 and service_type = $3 and state = 'in_force' limit 1`, [tx.tenantId, region, serviceType]);
  return row?.number ?? null;
}

/** The first day of work that orders of this region and type say was done: an opening must lie before it, or that work would count twice. */
async function earliestWork(tx: Tx, region: string, serviceType: string): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>(
    `select min(done_on) as day from service_order where tenant_id = $1 and region = $2 and service_type = $3 and done_on is not null`, [tx.tenantId, region, serviceType]);
  return row?.day ?? null;
}

const least = { min: -2_000_000_000 } as const;
export const PointsWithOpening = defineReport('service_points_with_opening', {
  label: ['服务积分（含期初）', 'Service points with opening balances'],
  access: READERS, wider: PUBLISHED,
  params: { day: f.date('截至', 'As of', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ day }),
  columns: {
    region: f.ref('区域', 'Region', 'service_region'), opening: f.integer('期初（未推算）', 'Opening, not derived', least),
    points: f.integer('指令积分', 'From orders', least), total: f.integer('合计', 'Total', least),
  },
  totals: ['opening', 'points', 'total'],
  rows: published(async (tx, { day }: { readonly day: string }) => {
    const cells = await cellsOf(tx, EVER, day);
    const brought = await tx.query<{ region: string; points: number }>(
      `select region::text as region, sum(points)::bigint as points from points_opening where tenant_id = $1 and state = 'in_force' and as_of <= $2 group by 1`, [tx.tenantId, day]);
    return (await regionsFor(tx, 'points')).map((r) => {
      const [opening, points] = [brought.find((b) => b.region === r.id)?.points ?? 0, summedOver(cells.filter((c) => c.region === r.id)).points];
      return { region: r.id, opening, points, total: opening + points };
    });
  }),
  async proof(tx, { day }, rows) {
    if (!(await publishedTo(tx))) return [];
    const sum = (column: 'opening' | 'points') => rows.reduce((all, r) => all + r[column], 0);
    return [
      { label: ['期初记录之和 = 积分账期初', 'Opening records = opening in the ledger'], left: sum('opening'), right: await openingIn(tx, day) },
      { label: ['指令积分之和 = 积分账发放合计', 'From orders = granted in the ledger'], left: sum('points'), right: await grantedIn(tx, EVER, day) },
    ];
  },
  drill: {
    opening: (row, { day }) => ({ register: 'points_opening', filter: { all: [
      { field: 'state', op: 'eq', value: 'in_force' }, { field: 'as_of', op: 'lte', value: day }, ...(row === null ? [] : [{ field: 'region', op: 'eq', value: row.region } as const]),
    ] } }),
    points: (row, { day }) => ({ register: 'service_order', filter: { all: [
      { field: 'credited_on', op: 'lt', value: calendar.addDays(day, 1) }, ...(row === null ? [] : [{ field: 'region', op: 'eq', value: row.region } as const]),
    ] } }),
  },
  notes: () => [NOT_DERIVED],
});
const EVER = '1900-01-01';

/** The ledger's own sum. A reversal counts where its opening stood, so that what was taken back is gone from every day. */
async function openingIn(tx: Tx, day: string): Promise<number> {
  const [row] = await tx.query<{ points: number }>(
    `select coalesce(sum(e.amount), 0)::bigint as points from ledger_entry e
       join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
     where e.tenant_id = $1 and e.ledger = $2 and e.account = 'opening' and coalesce(o.business_day, j.business_day) <= $3`, [tx.tenantId, ServicePoints.name, day]);
  return row?.points ?? 0;
}
