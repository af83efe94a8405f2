/**
 * What became of the requests of a period (服务申请汇总), by region: orders issued, merged, refused, still open, answered in time.
 * Serves FS-5.7, SM-20, CG-49.
 */
import { calendar, dayOf, defineReport, f, scopeOf, tables, type Filter, type Tx } from '../../../kernel/index.ts';
import { regionsFor } from '../orders/index.ts';
import { repliedInTime } from './reply.rules.ts';
import { READERS, ServiceRequest } from './service-request.ts';

interface Span { readonly from: string; readonly to: string }
const count = (zh: string, en: string) => f.integer(zh, en);

export const RequestsByRegion = defineReport('service_requests_by_region', {
  label: ['服务申请汇总', 'Service requests by region'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    branch: f.unit('区域服务部', 'Branch'), received: count('接到', 'Received'), ordered: count('已下指令', 'Orders issued'), merged: count('已并入', 'Merged'),
    refused: count('不予受理', 'Refused'), open: count('未结', 'Open'), in_time: count('按时答复', 'Answered in time'), late: count('逾期答复', 'Answered late or not yet'),
  },
  totals: ['received', 'ordered', 'merged', 'refused', 'open', 'in_time', 'late'],
  async rows(tx, p) {
    const all = await requestsIn(tx, p);
    const regions = await regionsFor(tx, 'dynamics');
    const branches = new Set(regions.map((r) => r.branch));
    const elsewhere = all.filter((r) => !branches.has(r.unit_id));
    return [
      ...regions.map((r) => ({ branch: r.branch, ...counted(all.filter((one) => one.unit_id === r.branch), tx.now) })),
      // Requests whose place nobody knows yet lie with the centre.
      ...[...new Set(elsewhere.map((r) => r.unit_id))].map((unit) => ({ branch: unit, ...counted(elsewhere.filter((one) => one.unit_id === unit), tx.now) })),
    ];
  },
  proof: async (tx, p, rows) => [
    { label: ['接到 = 已下指令 + 已并入 + 不予受理 + 未结', 'Received = orders issued + merged + refused + open'], left: sum(rows, 'received'), right: sum(rows, 'ordered') + sum(rows, 'merged') + sum(rows, 'refused') + sum(rows, 'open') },
    { label: ['已下指令 = 由这些申请下达的服务指令数', 'Orders issued = service orders that came of these requests'], left: sum(rows, 'ordered'), right: await ordersFrom(tx, p) },
  ],
  drill: {
    received: (row, p) => behind(row, p), ordered: (row, p) => behind(row, p, 'ordered'), merged: (row, p) => behind(row, p, 'merged'), refused: (row, p) => behind(row, p, 'refused'),
    open: (row, p) => behind(row, p, 'received', 'validated', 'accepted'),
  },
  notes: () => [
    ['指令下达率 = 已下指令 ÷（接到 − 已并入 − 不予受理），与回执率、报告率、完成率分列。', 'Issue rate = orders issued ÷ (received − merged − refused); receipts, reports and completion have rates of their own.'],
    ['按时答复：受理、并入或不予受理不晚于答复期限；期限未知或尚未到期而未答复的不计。', 'Answered in time: accepted, merged or refused by the deadline; unknown deadlines and open requests not yet due are not counted.'],
  ],
  chart: { kind: 'bar', x: 'branch', y: ['received', 'ordered'] },
});

function behind(row: { readonly branch: string } | null, p: Span, ...states: string[]): { readonly register: string; readonly filter: Filter } {
  return { register: 'service_request', filter: { all: [
    { field: 'received_at', op: 'gte', value: p.from }, { field: 'received_at', op: 'lt', value: calendar.addDays(p.to, 1) }, 
    ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.branch } as const]), ...(states.length === 0 ? [] : [{ field: 'state', op: 'in', value: states } as const]),
  ] } };
}

type Row = { readonly unit_id: string; readonly state: string; readonly reply_by: Date | null; readonly replied_at: Date | null };
function counted(rows: readonly Row[], now: Date) {
  const of = (...states: string[]) => rows.filter((r) => states.includes(r.state)).length;
  const answers = rows.map((r) => repliedInTime(r.reply_by, r.replied_at, now));
  return {
    received: rows.length, ordered: of('ordered'), merged: of('merged'), refused: of('refused'), open: of('received', 'validated', 'accepted'),
    in_time: answers.filter((a) => a === true).length, late: answers.filter((a) => a === false).length,
  };
}

/** Counted by the day of the branch on which they were received. */
async function requestsIn(tx: Tx, p: Span) {
  const reach = await scopeOf(tx, tx.actor, READERS);
  const rows = await tables(tx, ServiceRequest).selectFrom('service_request').select(['id', 'unit_id', 'state', 'reply_by', 'replied_at', 'received_at', 'order'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null)
    .where('received_at', '>=', new Date(`${calendar.addDays(p.from, -1)}T00:00:00Z`)).where('received_at', '<', new Date(`${calendar.addDays(p.to, 2)}T00:00:00Z`)).execute();
  const found = [];
  for (const row of rows.filter((r) => reach === null || reach.includes(r.unit_id))) {
    const day = await dayOf(tx, row.received_at!, row.unit_id);
    if (day >= p.from && day <= p.to) found.push(row);
  }
  return found;
}

/** Counted from the orders, so that an order lost or shared by two requests would show. */
async function ordersFrom(tx: Tx, p: Span): Promise<number> {
  const wanted = (await requestsIn(tx, p)).flatMap((r) => (r.order === null ? [] : [r.order]));
  const [row] = await tx.query<{ n: number }>('select count(*)::int as n from service_order where tenant_id = $1 and id = any($2)', [tx.tenantId, wanted]);
  return row!.n;
}

/** For the home page: requests whose time to be answered has passed. */
export async function requestsOverdue(tx: Tx) {
  const reach = await scopeOf(tx, tx.actor, READERS);
  const rows = await tables(tx, ServiceRequest).selectFrom('service_request').select(['unit_id']).where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null)
    .where('state', 'in', ['received', 'validated']).where('reply_by', '<', tx.now).execute();
  const late = rows.filter((r) => reach === null || reach.includes(r.unit_id)).length;
  return { value: String(late), href: '/r/service_request?sort=reply_by', tone: late > 0 ? 'alarm' as const : 'done' as const };
}

const sum = (rows: readonly { readonly [c: string]: unknown }[], column: string): number => rows.reduce((total, r) => total + Number(r[column]), 0);
