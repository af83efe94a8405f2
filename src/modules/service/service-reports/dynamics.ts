/**
 * Service dynamics (服务动态): emergencies and highlights by region with what is still open, the table region by content, in the regions' own
 * order, and how well deadlines were kept. Serves FS-5.10, FS-5.11, FS-5.12, CG-52.
 */
import { defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { regionsFor, serviceTypes } from '../orders/index.ts';
import type { Span } from './figures.ts';
import { READERS } from './lists.ts';
import { percent } from './rules.ts';

const params = { from: f.date('起', 'From'), as_of: f.date('截至', 'As of') };
const initial = ({ day }: { readonly day: string }) => ({ from: `${day.slice(0, 4)}-01-01`, as_of: day });
const region = f.ref('区域', 'Region', 'service_region');
const count = (zh: string, en: string) => f.integer(zh, en);

const WHICH = { highlights: ['期间重点', 'Highlights'], emergencies: ['全部应急', 'All emergencies'] } as const;
interface Order {
  readonly id: string; readonly region: string; readonly content: string | null; readonly result: string | null; readonly resolved_on: string | null; readonly remainder: string | null; readonly place: string;
}
/** Those of the period that are told one by one, in the actor's own units; the place is customer and site in one line. */
async function ordersOf(tx: Tx, { from, as_of }: Span, which: keyof typeof WHICH): Promise<readonly Order[]> {
  return tx.query<Order>(
    `select o.id, o.region, o.content, o.result, o.resolved_on, o.remainder, c.name || case when s.name is null or s.name = c.name then '' else s.name end as place
     from service_order o join service_type t on t.tenant_id = o.tenant_id and t.id = o.service_type join customer c on c.tenant_id = o.tenant_id and c.id = o.customer
     left join site s on s.tenant_id = o.tenant_id and s.id = o.site
     where o.tenant_id = $1 and o.archived_at is null and o.state <> 'cancelled' and o.issued_on between $2 and $3 and ($4::uuid[] is null or o.unit_id = any($4))
       and case when $5 then o.highlight is true else t.code = 'EMER' end order by o.done_on, o.number`,
    [tx.tenantId, from, as_of, await scopeOf(tx, tx.actor, READERS), which === 'highlights']);
}

interface Group { readonly region: string; readonly code: string; readonly orders: number; readonly open: number; readonly done: number; readonly known: number; readonly responded: number; readonly repaired: number }
/** All of the period, counted by the database: a year may hold hundreds of thousands. */
async function groupsOf(tx: Tx, { from, as_of }: Span): Promise<readonly Group[]> {
  return tx.query<Group>(
    `select o.region, t.code, count(*)::int as orders, count(*) filter (where o.resolved_on is null or o.resolved_on > $3)::int as open, count(*) filter (where o.done_on <= $3)::int as done,
       count(*) filter (where o.done_on <= $3 and o.repair_met is not null)::int as known, count(*) filter (where o.done_on <= $3 and o.repair_met is not null and o.response_met)::int as responded,
       count(*) filter (where o.done_on <= $3 and o.repair_met)::int as repaired
     from service_order o join service_type t on t.tenant_id = o.tenant_id and t.id = o.service_type
     where o.tenant_id = $1 and o.archived_at is null and o.state <> 'cancelled' and o.issued_on between $2 and $3 and ($4::uuid[] is null or o.unit_id = any($4)) group by o.region, t.code`,
    [tx.tenantId, from, as_of, await scopeOf(tx, tx.actor, READERS)]);
}
const summed = (groups: readonly Group[], of: 'orders' | 'open' | 'done' | 'known' | 'responded' | 'repaired'): number => groups.reduce((sum, g) => sum + g[of], 0);
const isOpen = (o: Order, as_of: string): boolean => o.resolved_on === null || o.resolved_on > as_of;
const inPeriod = ({ from, as_of }: Span): readonly Filter[] => [{ field: 'issued_on', op: 'between', value: [from, as_of] }, { field: 'state', op: 'ne', value: 'cancelled' }];
const open = (as_of: string): Filter => ({ any: [{ field: 'resolved_on', op: 'empty' }, { field: 'resolved_on', op: 'gt', value: as_of }] });
const listed = (...filters: readonly Filter[]) => ({ register: 'service_order', filter: { all: filters } });

/** The service type behind a code in one run of a report: drilling is given the same parameters object, but may not ask the database. */
const typesInRun = new WeakMap<object, ReadonlyMap<string, string>>();
async function rememberTypes(tx: Tx, p: object): Promise<void> {
  typesInRun.set(p, new Map((await serviceTypes(tx)).map((t) => [t.code, t.id])));
}
function ofType(p: object, code: string): Filter {
  const type = typesInRun.get(p)?.get(code);
  return type === undefined ? { field: 'service_type', op: 'empty' } : { field: 'service_type', op: 'eq', value: type };
}

export const Emergencies = defineReport('service_emergencies', {
  label: ['应急抢修与期间重点', 'Emergencies and highlights'],
  access: READERS,
  params: { ...params, which: f.choice('列哪些', 'Which', WHICH) },
  initial: (c) => ({ ...initial(c), which: 'highlights' as const }),
  columns: {
    region, service_order: f.ref('服务指令', 'Service order', 'service_order'), place: f.text('用户与站点', 'Customer and site', { max: 200 }),
    content: f.longText('内容', 'What happened', { optional: true }), result: f.longText('处理', 'What was done', { optional: true }),
    mark: f.choice('状态', 'State', { open: ['仍在处理', 'Still being handled'], done: ['已排除', 'Cleared'] }), orders: count('单数', 'Orders'),
  },
  totals: ['orders'],
  async rows(tx, p) {
    await rememberTypes(tx, p);
    const wanted = await ordersOf(tx, p, p.which);
    return (await regionsFor(tx, 'dynamics')).flatMap((r) => wanted.filter((o) => o.region === r.id).map((o) => ({
      region: r.id, service_order: o.id, place: o.place, content: o.content, result: isOpen(o, p.as_of) ? o.remainder ?? o.result : o.result,
      mark: isOpen(o, p.as_of) ? 'open' as const : 'done' as const, orders: 1,
    })));
  },
  async proof(tx, p, rows) {
    const emergency = (await serviceTypes(tx)).find((t) => t.code === 'EMER')?.id ?? null;
    const [other] = await tx.query<{ n: number }>(
      `select count(*) as n from service_order where tenant_id = $1 and archived_at is null and state <> 'cancelled' and issued_on between $2 and $3
       and ($4::uuid[] is null or unit_id = any($4)) and case when $5 then highlight is true else service_type = $6 end`,
      [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS), p.which === 'highlights', emergency]);
    return [{ label: ['所列之和 = 登记的指令', 'Rows listed = orders on record'], left: rows.length, right: other?.n ?? 0 }];
  },
  drill: {
    orders: (row, p) => (row !== null ? listed({ field: 'id', op: 'eq', value: row.service_order })
      : listed(...inPeriod(p), p.which === 'highlights' ? { field: 'highlight', op: 'eq', value: true } : ofType(p, 'EMER'))),
  },
  notes: (_p, rows) => {
    const left = rows.filter((r) => r.mark === 'open').length;
    return [left === 0 ? ['全部已排除。', 'All are cleared.'] : [`其中 ${left} 项仍在处理。`, `${left} still being handled.`]];
  },
});

const PRINTED = ['RECV', 'ACC', 'COMM', 'EMER', 'ASM', 'MAINT', 'INSP'] as const;
type Code = (typeof PRINTED)[number];
const cell = (code: Code) => (row: { readonly region: string } | null, p: Span) => listed(...inPeriod(p), ...inRegion(row), ofType(p, code));
const inRegion = (row: { readonly region: string } | null): readonly Filter[] => (row === null ? [] : [{ field: 'region', op: 'eq', value: row.region }]);

export const RegionByContent = defineReport('service_dynamics', {
  label: ['服务动态表（区域 × 内容）', 'Service dynamics, region by content'],
  access: READERS, params, initial,
  columns: {
    region, recv: count('接收', 'Receiving'), acc: count('验收', 'Acceptance'), comm: count('调试', 'Commissioning'), emer: count('应急', 'Emergency'), asm: count('组装', 'Assembly'),
    maint: count('维服', 'Maintenance'), insp: count('巡检', 'Inspection'), other: count('其他', 'Other'), orders: count('合计', 'Total'), open: count('未完成', 'Open'),
    content: f.longText('主要内容', 'Main content', { optional: true }),
  },
  totals: ['recv', 'acc', 'comm', 'emer', 'asm', 'maint', 'insp', 'other', 'orders', 'open'],
  async rows(tx, p) {
    await rememberTypes(tx, p);
    const groups = await groupsOf(tx, p);
    const highlights = await ordersOf(tx, p, 'highlights');
    return (await regionsFor(tx, 'dynamics')).map((r) => {
      const own = groups.filter((g) => g.region === r.id);
      const of = (code: Code) => summed(own.filter((g) => g.code === code), 'orders');
      return {
        region: r.id, recv: of('RECV'), acc: of('ACC'), comm: of('COMM'), emer: of('EMER'), asm: of('ASM'), maint: of('MAINT'), insp: of('INSP'),
        other: summed(own.filter((g) => !(PRINTED as readonly string[]).includes(g.code)), 'orders'), orders: summed(own, 'orders'), open: summed(own, 'open'),
        content: contentOf(highlights.filter((o) => o.region === r.id), p.as_of),
      };
    });
  },
  async proof(tx, p, rows) {
    const [counted] = await tx.query<{ n: number }>(
      `select count(*) as n from service_order where tenant_id = $1 and archived_at is null and state <> 'cancelled' and issued_on between $2 and $3 and ($4::uuid[] is null or unit_id = any($4))`,
      [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS)]);
    const byColumn = rows.reduce((sum, r) => sum + r.recv + r.acc + r.comm + r.emer + r.asm + r.maint + r.insp + r.other, 0);
    const byRow = rows.reduce((sum, r) => sum + r.orders, 0);
    return [{ label: ['各区域之和 = 各内容之和', 'Sum of rows = sum of columns'], left: byRow, right: byColumn }, { label: ['各区域之和 = 期间下达的指令', 'Sum of rows = orders issued'], left: byRow, right: counted?.n ?? 0 }];
  },
  drill: {
    recv: cell('RECV'), acc: cell('ACC'), comm: cell('COMM'), emer: cell('EMER'), asm: cell('ASM'), maint: cell('MAINT'), insp: cell('INSP'),
    orders: (row, p) => listed(...inPeriod(p), ...inRegion(row)), open: (row, p) => listed(...inPeriod(p), ...inRegion(row), open(p.as_of)),
  },
  notes: () => [['区域次序取自“报表区域次序”（服务动态）；没有服务的区域也列出。“主要内容”为列入期间重点的指令。', 'Regions in the order kept for this report; those without work are listed too. Main content names the highlights of the period.']],
  chart: { kind: 'heat', x: 'region', y: ['recv', 'acc', 'comm', 'emer', 'asm', 'maint', 'insp'] },
});

function contentOf(highlights: readonly Order[], asOf: string): string | null {
  const lines = highlights.map((o) => `${o.place}：${o.content ?? ''}${isOpen(o, asOf) ? '（仍在处理）' : ''}`);
  return lines.length === 0 ? null : lines.join('；');
}

export const DeadlinesKept = defineReport('service_deadlines', {
  label: ['响应与修复及时率', 'Deadlines kept'],
  access: READERS, params, initial,
  columns: {
    region, orders: count('完工单数', 'Orders done'), responded: count('及时响应', 'Responded in time'), response_rate: f.quantity('响应及时率（%）', 'Response (%)', { optional: true }),
    repaired: count('及时修复', 'Repaired in time'), repair_rate: f.quantity('修复及时率（%）', 'Repair (%)', { optional: true }), unknown: count('时限未知', 'Deadline unknown'),
  },
  totals: ['orders', 'responded', 'repaired', 'unknown'],
  async rows(tx, p) {
    const groups = await groupsOf(tx, p);
    return (await regionsFor(tx, 'dynamics')).map((r) => {
      const own = groups.filter((g) => g.region === r.id);
      const [orders, known, responded, repaired] = (['done', 'known', 'responded', 'repaired'] as const).map((of) => summed(own, of)) as [number, number, number, number];
      return { region: r.id, orders, responded, response_rate: percent(responded, known), repaired, repair_rate: percent(repaired, known), unknown: orders - known };
    });
  },
  async proof(tx, p, rows) {
    const [found] = await tx.query<{ n: number }>(
      `select count(*)::int as n from service_order where tenant_id = $1 and archived_at is null and state <> 'cancelled' and issued_on between $2 and $3 and done_on <= $3 and ($4::uuid[] is null or unit_id = any($4))`,
      [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各区域之和 = 期间完工的指令', 'Sum of regions = orders of the period whose work is done'], left: rows.reduce((sum, r) => sum + r.orders, 0), right: found?.n ?? 0 }];
  },
  drill: {
    orders: (row, p) => doneIn(p, row), responded: (row, p) => doneIn(p, row, { field: 'repair_met', op: 'empty', value: false }, { field: 'response_met', op: 'eq', value: true }),
    repaired: (row, p) => doneIn(p, row, { field: 'repair_met', op: 'eq', value: true }), unknown: (row, p) => doneIn(p, row, { field: 'repair_met', op: 'empty' }),
  },
  notes: () => [['及时率的分母为时限已知的完工指令；暂停期间按原因停表。纸面报工以登记时间为准。', 'Rates are of finished orders with a known deadline; holds stop the clocks by their reason. For reports from paper the time of entry counts.']],
});
const doneIn = (p: Span, row: { readonly region: string } | null, ...more: readonly Filter[]) => listed(...inPeriod(p), ...inRegion(row), { field: 'done_on', op: 'lte', value: p.as_of }, ...more);
