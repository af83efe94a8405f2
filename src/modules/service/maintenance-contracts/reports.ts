/**
 * Maintenance contracts in force on a day, by branch, and the visits of a period: planned, done, skipped with a reason, missed.
 * Serves FS-4.1, SM-29, AC-30.
 */
import { calendar, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { READERS } from './maintenance-contract.ts';

const n = (zh: string, en: string) => f.integer(zh, en);
const SIGNED: Filter = { field: 'state', op: 'in', value: ['signed', 'active', 'renewal_due', 'renewing', 'renewed', 'lapsed'] };
const ofUnit = (row: { readonly unit: string } | null): readonly Filter[] => (row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit }]);

interface InForce { readonly unit: string; readonly contracts: number; readonly renewals: number; readonly ending: number; readonly equipment: number; readonly amount: number }
export const MaintenanceInForce = defineReport('maintenance_in_force', {
  label: ['维保合同履行', 'Maintenance contracts in force'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ as_of: day }),
  columns: {
    unit: f.unit('区域服务部', 'Branch'), contracts: n('在保合同', 'In force'), renewals: n('其中续签', 'Of these renewals'), ending: n('60 天内到期', 'Ending within 60 days'),
    equipment: n('覆盖设备', 'Equipment covered'), amount: f.money('合同金额', 'Amount'),
  },
  totals: ['contracts', 'renewals', 'ending', 'equipment', 'amount'],
  rows: (tx, { as_of }) => inForce(tx, as_of),
  async proof(tx, { as_of }, rows) {
    const [all] = await tx.query<{ n: number; fen: number }>(
      `select count(*)::int as n, coalesce(sum(amount), 0)::bigint as fen from maintenance_contract where tenant_id = $1 and state not in ('draft', 'dropped') and $2 between valid_from and valid_to and ($3::uuid[] is null or unit_id = any($3))`,
      [tx.tenantId, as_of, await scopeOf(tx, tx.actor, READERS)]);
    return [
      { label: ['各服务部合同数之和 = 在保合同数', 'Sum of branches = contracts in force'], left: rows.reduce((sum, r) => sum + r.contracts, 0), right: all?.n ?? 0 },
      { label: ['各服务部金额之和（分）= 在保合同金额', 'Sum of branches in fen = amount in force'], left: rows.reduce((sum, r) => sum + r.amount, 0), right: Number(all?.fen ?? 0) },
    ];
  },
  drill: {
    contracts: (row, p) => contracts(row, p.as_of), amount: (row, p) => contracts(row, p.as_of), renewals: (row, p) => contracts(row, p.as_of, { field: 'predecessor', op: 'empty', value: false }),
    ending: (row, p) => contracts(row, p.as_of, { field: 'valid_to', op: 'lte', value: calendar.addDays(p.as_of, 60) }),
  },
  notes: () => [['在保指已签订且截至日在起止日之内（两端都含）。', 'In force: signed, and the day lies between first and last day, both included.']],
  chart: { kind: 'bar', x: 'unit', y: ['amount'] },
});

function contracts(row: { readonly unit: string } | null, asOf: string, ...more: readonly Filter[]) {
  return { register: 'maintenance_contract', filter: { all: [...ofUnit(row), SIGNED, { field: 'valid_from', op: 'lte', value: asOf } as const, { field: 'valid_to', op: 'gte', value: asOf } as const, ...more] } };
}

async function inForce(tx: Tx, asOf: string): Promise<InForce[]> {
  const rows = await tx.query<InForce>(
    `select u.id as unit, count(m.id)::int as contracts, count(m.predecessor)::int as renewals, (count(m.id) filter (where m.valid_to <= $3))::int as ending, coalesce(sum(m.amount), 0)::bigint as amount,
       coalesce(sum((select count(*) from maintenance_cover c where c.tenant_id = m.tenant_id and c.contract = m.id and c.archived_at is null)), 0)::int as equipment
     from unit u left join maintenance_contract m on m.tenant_id = u.tenant_id and m.unit_id = u.id and m.state not in ('draft', 'dropped') and $2 between m.valid_from and m.valid_to
     where u.tenant_id = $1 and u.archived_at is null and ($4::uuid[] is null or u.id = any($4)) and (u.unit_kind = 'branch' or m.id is not null)
     group by u.id, u.number order by u.number`, [tx.tenantId, asOf, calendar.addDays(asOf, 60), await scopeOf(tx, tx.actor, READERS)]);
  return rows.map((r) => ({ ...r, amount: Number(r.amount) }));
}

interface Visits { readonly contract: string; readonly planned: number; readonly done: number; readonly ordered: number; readonly skipped: number; readonly missed: number; readonly ahead: number }
export const MaintenanceVisits = defineReport('maintenance_visits', {
  label: ['维保巡检完成情况', 'Maintenance visits'],
  access: READERS,
  params: { from: f.date('计划自', 'Planned from'), to: f.date('至', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` }),
  columns: {
    contract: f.ref('维保合同', 'Maintenance contract', 'maintenance_contract'), planned: n('计划', 'Planned'), done: n('已完成', 'Done'), ordered: n('已下达', 'Ordered'),
    skipped: n('未做，已说明', 'Skipped'), missed: n('当月未做', 'Missed'), ahead: n('待做', 'To come'),
  },
  totals: ['planned', 'done', 'ordered', 'skipped', 'missed', 'ahead'],
  rows: (tx, p) => visits(tx, p),
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>('select count(*)::int as n from maintenance_visit where tenant_id = $1 and planned_on between $2 and $3 and ($4::uuid[] is null or unit_id = any($4))', [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['完成 + 下达 + 已说明 + 未做 + 待做 = 计划次数', 'Done + ordered + skipped + missed + to come = visits planned'], left: rows.reduce((sum, r) => sum + r.done + r.ordered + r.skipped + r.missed + r.ahead, 0), right: all?.n ?? 0 }];
  },
  drill: Object.fromEntries((['planned', 'done', 'ordered', 'skipped', 'missed', 'ahead'] as const).map((column) => [column, (row: { readonly contract: string } | null, p: { readonly from: string; readonly to: string }) => ({
    register: 'maintenance_visit', filter: { all: [
      ...(row === null ? [] : [{ field: 'contract', op: 'eq', value: row.contract } as const]), { field: 'planned_on', op: 'between', value: [p.from, p.to] } as const,
      ...(column === 'planned' ? [] : [{ field: 'state', op: 'eq', value: column === 'ahead' ? 'planned' : column } as const]),
    ] },
  })])),
  notes: () => [['没有做的巡检不会从计划中消失：已说明的带原因，未说明的计入“当月未做”。', 'A visit that was not made stays in the plan: explained with its reason, or counted as missed.']],
  chart: { kind: 'bar', x: 'contract', y: ['done', 'skipped', 'missed'] },
});

async function visits(tx: Tx, p: { readonly from: string; readonly to: string }): Promise<Visits[]> {
  return tx.query<Visits>(
    `select v.contract, count(*)::int as planned, (count(*) filter (where v.state = 'done'))::int as done, (count(*) filter (where v.state = 'ordered'))::int as ordered,
       (count(*) filter (where v.state = 'skipped'))::int as skipped, (count(*) filter (where v.state = 'missed'))::int as missed, (count(*) filter (where v.state = 'planned'))::int as ahead
     from maintenance_visit v join maintenance_contract m on m.tenant_id = v.tenant_id and m.id = v.contract
     where v.tenant_id = $1 and v.planned_on between $2 and $3 and ($4::uuid[] is null or v.unit_id = any($4)) group by v.contract, m.number order by m.number`, [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, READERS)]);
}

/** Contracts in which somebody must act now. */
export async function renewalsDue(tx: Tx) {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from maintenance_contract where tenant_id = $1 and state in ('renewal_due', 'renewing') and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS)]);
  const count = row?.n ?? 0;
  const filter = { field: 'state', op: 'in', value: ['renewal_due', 'renewing'] };
  return { value: String(count), href: `/r/maintenance_contract?filter=${encodeURIComponent(JSON.stringify(filter))}`, tone: count > 0 ? 'waiting' as const : 'done' as const };
}
