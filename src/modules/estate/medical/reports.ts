/** How far a check-up is, by unit; without a word about anybody's health. Serves LOG-8.1, AS-41. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import { doneRate, type Progress } from './rules.ts';

type Row = Progress & { readonly unit: string };
interface Shown { readonly unit: string; readonly plan: string | null }
const COUNT = `count(*) filter (where c.state = 'listed')::int as listed, count(*) filter (where c.state = 'booked')::int as booked, count(*) filter (where c.state = 'examined')::int as examined, count(*) filter (where c.state = 'excused')::int as excused`;

export const CheckupProgress = defineReport('checkup_progress', {
  label: ['体检进度', 'Progress of check-ups'],
  access: READERS, params: { plan: f.ref('体检计划', 'Plan', 'checkup_plan', { optional: true, hint: ['留空为最近的计划', 'Empty: the latest plan'] }) },
  columns: {
    unit: f.unit('部门', 'Unit'), total: f.integer('名单人数', 'Listed'), listed: f.integer('未预约', 'Not booked'), booked: f.integer('已预约', 'Booked'), examined: f.integer('已体检', 'Done'), excused: f.integer('不参加', 'Not taking part'),
    rate: f.quantity('完成率 %', 'Done %', { optional: true, scale: 1 }),
  },
  totals: ['total', 'listed', 'booked', 'examined', 'excused'],
  async rows(tx, p) {
    const plan = await planInView(tx, p.plan);
    const rows = await tx.query<Row>(
      `select c.unit_id as unit, ${COUNT} from checkup c where c.tenant_id = $1 and c.plan = $2 and c.archived_at is null and ($3::uuid[] is null or c.unit_id = any($3)) group by c.unit_id order by c.unit_id`,
      [tx.tenantId, plan, await scopeOf(tx, tx.actor, READERS)]);
    return rows.map((r) => ({ ...r, plan, total: r.listed + r.booked + r.examined + r.excused, rate: doneRate(r) }));
  },
  proof: async (tx, p, rows) => {
    const [listed] = await tx.query<{ n: number }>(
      `select count(distinct c.employee)::int as n from checkup c where c.tenant_id = $1 and c.plan = $2 and c.archived_at is null and ($3::uuid[] is null or c.unit_id = any($3))`,
      [tx.tenantId, await planInView(tx, p.plan), await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各部门人数之和 = 名单上的员工', 'Sum over the units = employees on the list'], left: rows.reduce((n, r) => n + r.total, 0), right: listed?.n ?? 0 }];
  },
  drill: Object.fromEntries(([['total', null], ['listed', 'listed'], ['booked', 'booked'], ['examined', 'examined'], ['excused', 'excused']] as const).map(([column, state]) => [column,
    (row: object | null, p: { readonly plan: string | null }, rows: readonly object[]) => ({ register: 'checkup', filter: { all: [
      { field: 'plan', op: 'eq', value: ((row ?? rows[0]) as Shown | undefined)?.plan ?? p.plan } as const, ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: (row as Shown).unit } as const]), ...(state === null ? [] : [{ field: 'state', op: 'eq', value: state } as const]),
    ] } })])),
  notes: () => [['完成率 = 已体检 ÷（名单人数 − 不参加）。体检结果只有公司医生能看。', 'Done % = done ÷ (listed − not taking part). Results are open to the company doctor alone.']],
  chart: { kind: 'bar', x: 'unit', y: ['examined', 'booked', 'listed'] },
});

async function planInView(tx: Tx, wanted: string | null): Promise<string | null> {
  if (wanted !== null) return wanted;
  const [latest] = await tx.query<{ id: string }>('select id from checkup_plan where tenant_id = $1 and archived_at is null order by begins_on desc, number desc limit 1', [tx.tenantId]);
  return latest?.id ?? null;
}
