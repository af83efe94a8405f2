/** Papers that end soon or have ended (到期证照): of vehicles, drivers and buildings, and rules whose check is due, in one list by their day. Serves LOG-1.4, LOG-1.5, LOG-2.1. */
import { calendar, defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';

const READERS = ['logistics_head', 'centre_manager', 'general_affairs', 'auditor'] as const;
const KINDS = { vehicle_document: ['车辆证照', 'Vehicle paper'], driver: ['驾驶证与体检', 'Licence and medical'], building_file: ['房产档案', 'Building file'] } as const;
interface Paper { readonly kind: keyof typeof KINDS; readonly id: string; readonly number: string; readonly what: string; readonly unit: string; readonly valid_to: string }

function papersOf(tx: Tx, until: string, units: readonly string[] | null): Promise<Paper[]> {
  return tx.query<Paper>(
    `select * from (
       select 'vehicle_document' as kind, d.id, d.number, v.plate as what, d.unit_id as unit, to_char(d.valid_to, 'YYYY-MM-DD') as valid_to from vehicle_document d join vehicle v on v.tenant_id = d.tenant_id and v.id = d.vehicle where d.tenant_id = $1 and d.state = 'valid' and d.archived_at is null
       union all select 'driver', r.id, r.number, e.name, r.unit_id, to_char(least(r.licence_until::date, coalesce(r.medical_until, r.licence_until::date)), 'YYYY-MM-DD') from driver r join employee e on e.tenant_id = r.tenant_id and e.id = r.employee where r.tenant_id = $1 and r.archived_at is null
       union all select 'building_file', b.id, b.number, b.title, b.unit_id, to_char(b.valid_to, 'YYYY-MM-DD') from building_file b where b.tenant_id = $1 and b.valid_to is not null and b.archived_at is null
     ) p where p.valid_to <= $2 and ($3::uuid[] is null or p.unit = any($3)) order by p.valid_to, p.number`, [tx.tenantId, until, units]);
}

export const PapersDue = defineReport('papers_due', {
  label: ['到期与逾期证照', 'Papers due and overdue'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of'), days: f.integer('提前天数', 'Days ahead', { min: 0, max: 365 }) },
  initial: ({ day }) => ({ as_of: day, days: 60 }),
  columns: { kind: f.choice('类别', 'Kind', KINDS), number: f.text('编号', 'Number'), what: f.text('内容', 'What'), unit: f.unit('单位', 'Unit'), valid_to: f.date('有效期止', 'Valid to'), overdue: f.integer('已逾期', 'Overdue'), due: f.integer('即将到期', 'Due'), days_left: f.integer('剩余天数', 'Days left', { min: -100_000 }) },
  totals: ['overdue', 'due'],
  async rows(tx, { as_of, days }) {
    const papers = await papersOf(tx, calendar.addDays(as_of, days), await scopeOf(tx, tx.actor, READERS));
    return papers.map((p) => ({ ...p, overdue: Number(p.valid_to < as_of), due: Number(p.valid_to >= as_of), days_left: calendar.daysBetween(as_of, p.valid_to) }));
  },
  async proof(tx, { as_of, days }, rows) {
    const units = await scopeOf(tx, tx.actor, READERS);
    const [n] = await tx.query<{ n: number }>(
      `select ((select count(*) from vehicle_document where tenant_id = $1 and state = 'valid' and archived_at is null and valid_to <= $2 and ($3::uuid[] is null or unit_id = any($3)))
         + (select count(*) from driver where tenant_id = $1 and archived_at is null and (licence_until::date <= $2 or medical_until <= $2) and ($3::uuid[] is null or unit_id = any($3)))
         + (select count(*) from building_file where tenant_id = $1 and archived_at is null and valid_to <= $2 and ($3::uuid[] is null or unit_id = any($3))))::int as n`, [tx.tenantId, calendar.addDays(as_of, days), units]);
    return [{ label: ['逾期 + 即将到期 = 三个台账中的记录', 'Overdue + due = records in the three registers'], left: rows.reduce((sum, r) => sum + r.overdue + r.due, 0), right: n?.n ?? 0 }];
  },
  drill: { days_left: (row) => (row === null ? { register: 'vehicle_document', filter: { all: [] } } : { register: row.kind, filter: { field: 'number', op: 'eq', value: row.number } }) },
  notes: () => [['驾驶员取驾驶证与体检中较早的一日。', 'For a driver the earlier of licence and medical check.']],
  chart: { kind: 'bar', x: 'kind', y: ['overdue', 'due'] },
});
