/** Inspections of a month by area (抽查与整改统计), against the number the house wants; drawn moments that lie ahead are not in it. Serves VIP-9.2, G22. */
import { calendar, defineReport, f, parameter, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { AREAS, READERS, type Area } from './inspection.ts';
import { PerMonth } from './parameters.ts';

interface Counted { readonly area: Area; readonly done: number; readonly with_faults: number; readonly notices: number; readonly open: number; readonly overdue: number }
const span = (month: string) => [calendar.instantOf(`${month}-01`, '08:00', 'Asia/Shanghai'), calendar.instantOf(calendar.addMonths(`${month}-01`, 1), '08:00', 'Asia/Shanghai')] as const;

async function counted(tx: Tx, month: string): Promise<readonly Counted[]> {
  return tx.query<Counted>(
    `select a.area, (select count(*) from inspection i where i.tenant_id = $1 and i.area = a.area and i.archived_at is null and i.began_at >= $2 and i.began_at < $3 and i.state <> 'in_progress' and ($4::uuid[] is null or i.unit_id = any($4)))::int as done,
       (select count(*) from inspection i where i.tenant_id = $1 and i.area = a.area and i.archived_at is null and i.began_at >= $2 and i.began_at < $3 and i.state in ('faults', 'noticed') and ($4::uuid[] is null or i.unit_id = any($4)))::int as with_faults,
       count(n.id)::int as notices, count(n.id) filter (where n.state <> 'closed')::int as open, count(n.id) filter (where n.escalated_at is not null)::int as overdue
     from unnest($5::text[]) as a(area) left join rectification_notice n on n.tenant_id = $1 and n.area = a.area and n.archived_at is null and n.issued_at >= $2 and n.issued_at < $3 and n.state <> 'void' and ($4::uuid[] is null or n.unit_id = any($4))
     group by a.area`, [tx.tenantId, ...span(month), await scopeOf(tx, tx.actor, READERS), Object.keys(AREAS)]);
}

export const InspectionsByArea = defineReport('inspections_by_area', {
  label: ['抽查与整改', 'Inspections and rectification'],
  access: READERS,
  params: { month: f.text('月份', 'Month', { max: 7, hint: ['例如 2026-12', 'For example 2026-12'] }) },
  initial: ({ day }) => ({ month: day.slice(0, 7) }),
  columns: {
    area: f.choice('区域', 'Area', AREAS), wanted: f.integer('应查', 'Wanted'), done: f.integer('已查', 'Carried out'), with_faults: f.integer('有问题', 'With faults'),
    notices: f.integer('整改通知书', 'Notices'), open: f.integer('未销项', 'Not closed'), overdue: f.integer('曾逾期', 'Overdue at some time'),
  },
  totals: ['wanted', 'done', 'with_faults', 'notices', 'open', 'overdue'],
  async rows(tx, { month }) {
    const [found, wanted] = [await counted(tx, month), await parameter(tx, PerMonth, `${month}-01`)];
    return (Object.keys(AREAS) as Area[]).map((area) => ({ ...(found.find((c) => c.area === area) ?? { area, done: 0, with_faults: 0, notices: 0, open: 0, overdue: 0 }), wanted }));
  },
  async proof(tx, { month }, rows) {
    const [all] = await tx.query<{ n: number }>(
      `select count(*)::int as n from rectification_notice where tenant_id = $1 and archived_at is null and issued_at >= $2 and issued_at < $3 and state <> 'void' and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, ...span(month), await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各区域通知书之和 = 台账', 'Sum of areas = notices on record'], left: rows.reduce((n, r) => n + r.notices, 0), right: all?.n ?? 0 }];
  },
  drill: {
    done: (row, p) => ({ register: 'inspection', filter: { all: [...during('began_at', p.month), ...areaOf(row), { field: 'state', op: 'ne', value: 'in_progress' }] } }),
    notices: (row, p) => ({ register: 'rectification_notice', filter: { all: [...during('issued_at', p.month), ...areaOf(row), { field: 'state', op: 'ne', value: 'void' }] } }),
  },
  notes: (_p, rows) => rows.filter((r) => r.done < r.wanted).map((r) => [`${AREAS[r.area][0]}本月已查 ${r.done} 次，应查 ${r.wanted} 次。`, `${AREAS[r.area][1]}: ${r.done} of ${r.wanted} inspections carried out.`] as const),
});
const areaOf = (row: { readonly area: string } | null): readonly Filter[] => (row === null ? [] : [{ field: 'area', op: 'eq', value: row.area }]);
const during = (field: string, month: string): readonly Filter[] => [{ field, op: 'gte', value: span(month)[0].toISOString() }, { field, op: 'lt', value: span(month)[1].toISOString() }];
