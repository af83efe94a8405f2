/**
 * Arrival acceptance by branch (到货验收情况): units that left the factory in a period, what has become of them by its last day,
 * and how many came without their papers. Serves FS-5.4, FS-5.5, AC-28.
 */
import { defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { READERS } from './shipment.ts';

interface Span { readonly from: string; readonly to: string }
interface Row { readonly unit: string; readonly shipped: number; readonly arrived: number; readonly accepted: number; readonly missing: number; readonly still_missing: number; readonly rejected: number; readonly waiting: number }

const units = (zh: string, en: string) => f.integer(zh, en);

export const ArrivalAcceptance = defineReport('arrival_acceptance', {
  label: ['到货验收情况', 'Arrival acceptance'],
  access: READERS,
  params: { from: f.date('出厂自', 'Shipped from'), to: f.date('截至', 'As of', { hint: ['含当日；出厂与验收都算到这一天', 'That day included; shipping and acceptance both count up to it'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    unit: f.unit('区域服务部', 'Branch'), shipped: units('出厂台数', 'Units shipped'), arrived: units('到货', 'Arrived'), accepted: units('验收', 'Accepted'),
    missing: units('其中缺资料', 'Of these without papers'), still_missing: units('至今未补齐', 'Still missing'), rejected: units('拒收', 'Rejected'), waiting: units('未验收', 'Not yet'),
  },
  totals: ['shipped', 'arrived', 'accepted', 'missing', 'still_missing', 'rejected', 'waiting'],
  rows: (tx, p) => byBranch(tx, p),
  async proof(tx, p, rows) {
    const sum = (of: (r: Row) => number) => rows.reduce((n, r) => n + of(r), 0);
    const [all] = await tx.query<{ n: number }>(
      `select coalesce(sum(l.units), 0)::int as n from shipment s join shipment_line l on l.tenant_id = s.tenant_id and l.shipment = s.id and l.archived_at is null
       where s.tenant_id = $1 and s.shipped_on between $2 and $3 and ($4::uuid[] is null or s.unit_id = any($4))`, [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['验收 + 拒收 + 未验收 = 到货单上的台数', 'Accepted + rejected + not yet = units on the shipments'], left: sum((r) => r.accepted + r.rejected + r.waiting), right: all?.n ?? 0 }];
  },
  drill: {
    shipped: (row, p) => lines(p, row), arrived: (row, p) => lines(p, row, until('arrived_on', p.to)), accepted: (row, p) => lines(p, row, until('accepted_on', p.to)),
    missing: (row, p) => lines(p, row, until('accepted_on', p.to), LACKED),
    still_missing: (row, p) => lines(p, row, until('accepted_on', p.to), LACKED, { any: [{ field: 'completed_on', op: 'empty' }, { field: 'completed_on', op: 'gt', value: p.to }] }),
  },
  notes: () => [
    ['台数按到货明细计。验收指用户与服务部已在验收单上签字，缺资料的产品也算已验收。', 'Units of the shipment lines. Accepted means that user and branch have signed; units without papers are accepted too.'],
    ['至今未补齐指截至日资料仍不全。', 'Still missing: the papers were not complete by the as-of day.'],
  ],
  chart: { kind: 'bar', x: 'unit', y: ['shipped', 'accepted', 'missing'] },
});

const LACKED: Filter = { field: 'missing', op: 'empty', value: false };
const until = (field: string, day: string): Filter => ({ field, op: 'lte', value: day });
function lines(p: Span, row: { readonly unit: string } | null, ...more: readonly Filter[]) {
  return { register: 'shipment_line', filter: { all: [...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit } as const]), { field: 'shipped_on', op: 'between', value: [p.from, p.to] } as const, ...more] } };
}

/** All branches, those without shipments too. */
async function byBranch(tx: Tx, p: Span): Promise<Row[]> {
  return tx.query<Row>(
    `with l as (
       select l.unit_id, l.units, l.arrived_on <= $3 as arrived, coalesce(l.accepted_on <= $3, false) as accepted, l.state = 'rejected' and s.accepted_on <= $3 as rejected,
         l.missing is not null and l.accepted_on <= $3 as missing, l.completed_on is null or l.completed_on > $3 as incomplete
       from shipment_line l join shipment s on s.tenant_id = l.tenant_id and s.id = l.shipment
       where l.tenant_id = $1 and l.shipped_on between $2 and $3 and l.archived_at is null)
     select u.id as unit, coalesce(sum(l.units), 0)::int as shipped, coalesce(sum(l.units) filter (where l.arrived), 0)::int as arrived, coalesce(sum(l.units) filter (where l.accepted), 0)::int as accepted,
       coalesce(sum(l.units) filter (where l.missing), 0)::int as missing, coalesce(sum(l.units) filter (where l.missing and l.incomplete), 0)::int as still_missing,
       coalesce(sum(l.units) filter (where l.rejected), 0)::int as rejected, coalesce(sum(l.units) filter (where not l.accepted and l.rejected is not true), 0)::int as waiting
     from unit u left join l on l.unit_id = u.id
     where u.tenant_id = $1 and u.archived_at is null and ($4::uuid[] is null or u.id = any($4)) and (u.unit_kind = 'branch' or l.units is not null)
     group by u.id, u.number order by u.number`, [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, READERS)]);
}

/** What the home page shows to those who must act on missing papers. */
export async function papersMissing(tx: Tx) {
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(units), 0)::int as n from shipment_line where tenant_id = $1 and state = 'missing_papers' and accepted_on is not null and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS)]);
  const n = row?.n ?? 0;
  const filter = { all: [{ field: 'state', op: 'eq', value: 'missing_papers' }] };
  return { value: String(n), href: `/r/shipment_line?filter=${encodeURIComponent(JSON.stringify(filter))}`, tone: n > 0 ? 'alarm' as const : 'done' as const };
}
