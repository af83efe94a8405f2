/** What must be done about assets every year (资产的定期事项). Serves LOG-3.2, P24. */
import { defineDuty, f, type Tx } from '../../../kernel/index.ts';

export const YearlyAssetCount = defineDuty('yearly_asset_count', {
  label: ['固定资产年度盘点', 'Yearly count of assets'],
  statements: ['LOG-3.2'],
  recurs: { every: 'year', month: 12, day: 20 }, by: '17:00', unitKind: 'centre', owner: 'store_clerk', deputy: 'logistics_head', escalate: { to: 'general_affairs', afterMinutes: 24 * 60 },
  form: { note: f.text('未盘点的部门及原因', 'Which departments were not counted, and why', { max: 400 }) },
  /** Done by itself when every department whose assets the centre keeps has a signed count of the year. */
  evidence: ({ tx, unit, day }) => countedThisYear(tx, unit, day),
});

export async function countedThisYear(tx: Tx, unit: string, day: string): Promise<{ readonly [name: string]: unknown } | null> {
  const [row] = await tx.query<{ all: number; counted: number }>(
    `select count(*)::int as all, count(*) filter (where exists (select 1 from asset_count c where c.tenant_id = $1 and c.department = d.department and c.archived_at is null and c.closed_on between $3 and $4))::int as counted
     from (select distinct coalesce(department, unit_id) as department from asset where tenant_id = $1 and unit_id = $2 and left_on is null and archived_at is null) d`, [tx.tenantId, unit, `${day.slice(0, 4)}-01-01`, day]);
  if (!row || row.counted < row.all) return null;
  return { note: row.all === 0 ? '本单位不保管资产' : `${row.all} 个部门均已盘点` };
}
