/**
 * Counts of a period as of a day (服务动态): requests, execution orders, receipts, reports, and what is still open, in the actor's own units.
 * Each count has the list that its figure opens. Serves FS-5.6, FS-5.7, FS-5.9, CG-48, CG-49, AC-26.
 */
import { calendarOf, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { READERS } from './lists.ts';

export interface Span { readonly from: string; readonly as_of: string }
interface Where { readonly register: string; readonly filter: Filter }

const both = (...filters: readonly Filter[]): Filter => ({ all: filters });
const issuedIn = ({ from, as_of }: Span): Filter => ({ field: 'issued_on', op: 'between', value: [from, as_of] });
const by = (field: string, day: string): Filter => ({ field, op: 'lte', value: day });
const notBy = (field: string, day: string): Filter => ({ any: [{ field, op: 'empty' }, { field, op: 'gt', value: day }] });
const live: Filter = { field: 'state', op: 'ne', value: 'cancelled' };

const orders = (p: Span, ...more: readonly Filter[]): Where => ({ register: 'service_order', filter: both(issuedIn(p), live, ...more) });
const receipts = (p: Span, ...more: readonly Filter[]): Where => ({ register: 'receipt', filter: both(issuedIn(p), by('done_on', p.as_of), ...more) });
/** A request counts by the day it came in, once it was accepted; refused ones and those merged into another were never to become an order. */
const requests = ({ from, as_of }: Span, ...more: readonly Filter[]): Where => ({
  register: 'service_request',
  filter: both({ field: 'received_at', op: 'gte', value: from }, { field: 'received_at', op: 'lte', value: as_of }, { field: 'state', op: 'in', value: ['accepted', 'ordered'] }, ...more),
});

export const LISTS = {
  orders: (p: Span) => orders(p),
  orders_done: (p: Span) => orders(p, by('done_on', p.as_of)),
  orders_resolved: (p: Span) => orders(p, by('resolved_on', p.as_of)),
  orders_open: (p: Span) => orders(p, notBy('resolved_on', p.as_of)),
  orders_unreported: (p: Span) => orders(p, by('done_on', p.as_of), { field: 'report_state', op: 'empty' }),
  reports: (p: Span): Where => ({ register: 'service_report', filter: both(issuedIn(p), by('certified_on', p.as_of)) }),
  receipts: (p: Span) => receipts(p),
  receipts_back: (p: Span) => receipts(p, by('returned_on', p.as_of)),
  receipts_missing: (p: Span) => receipts(p, notBy('returned_on', p.as_of)),
  requests: (p: Span) => requests(p),
  requests_issued: (p: Span) => requests(p, { field: 'order', op: 'empty', value: false }),
  requests_waiting: (p: Span) => requests(p, { field: 'order', op: 'empty' }),
} as const;
export type Counted = keyof typeof LISTS;

/** One statement for all of them. */
export async function countsOf(tx: Tx, { from, as_of }: Span): Promise<{ readonly [C in Counted]: number }> {
  const units = await scopeOf(tx, tx.actor, READERS);
  const [row] = await tx.query<{ [C in Counted]: number }>(
    `with o as (select id, done_on, resolved_on, report_state from service_order where tenant_id = $1 and archived_at is null and state <> 'cancelled' and issued_on between $2 and $3 and ($4::uuid[] is null or unit_id = any($4))),
       b as (select certified_on from service_report where tenant_id = $1 and archived_at is null and issued_on between $2 and $3 and certified_on <= $3 and ($4::uuid[] is null or unit_id = any($4))),
       h as (select returned_on from receipt where tenant_id = $1 and archived_at is null and issued_on between $2 and $3 and done_on <= $3 and ($4::uuid[] is null or unit_id = any($4)))
     select (select count(*) from o) as orders, (select count(*) from o where done_on <= $3) as orders_done, (select count(*) from o where resolved_on <= $3) as orders_resolved,
       (select count(*) from o where resolved_on is null or resolved_on > $3) as orders_open, (select count(*) from o where done_on <= $3 and report_state is null) as orders_unreported,
       (select count(*) from b) as reports, (select count(*) from h) as receipts, (select count(*) from h where returned_on <= $3) as receipts_back,
       (select count(*) from h where returned_on is null or returned_on > $3) as receipts_missing`, [tx.tenantId, from, as_of, units]);
  return { ...row!, ...await requestsOf(tx, { from, as_of }, units) };
}

async function requestsOf(tx: Tx, { from, as_of }: Span, units: readonly string[] | null): Promise<{ readonly requests: number; readonly requests_issued: number; readonly requests_waiting: number }> {
  const home = tx.actor.grants[0]?.unitId;
  const { zone } = home === undefined ? { zone: 'Asia/Shanghai' } : await calendarOf(tx, home);
  const [row] = await tx.query<{ requests: number; requests_issued: number; requests_waiting: number }>(
    `select count(*) as requests, count("order") as requests_issued, count(*) filter (where "order" is null) as requests_waiting from service_request
     where tenant_id = $1 and archived_at is null and state in ('accepted', 'ordered') and (received_at at time zone $5)::date between $2 and $3 and ($4::uuid[] is null or unit_id = any($4))`,
    [tx.tenantId, from, as_of, units, zone]);
  return row!;
}
