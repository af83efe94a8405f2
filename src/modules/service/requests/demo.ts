/**
 * Demo of requests: 37 of the orders of January and February came from a request (FS-5.7), every emergency and the jobs that the source
 * names among them (FS-5.11); and what lies on the desk in the last days, in every state. Who called and what was said is invented.
 */
import { type Actor, calendar, createRecord, takeStep, tables, type NewOf, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Equipment } from '../equipment/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { ServiceRequestProcess } from './request-process.ts';
import { ServiceRequest } from './service-request.ts';

const FROM_REQUESTS = 37;
const NAMED_SITES = ['三唐湖采油厂', '牙哈装车北站', '扶余采油厂', '采气分公司', '采油五厂庆祖中转站', '采油一厂文一联', '能源处'];
const MANAGERS: { readonly [branch: string]: string } = { 'FS-NE': 'hanxue', 'FS-XJ': 'maimaiti', 'FS-EC': 'guyang', 'FS-NC': 'tianye', 'FS-NW': 'baiyun', 'FS-SW': 'xiangcheng' };
const CALLERS = ['杜春生', '栾玉梅', '迟海峰', '佟丽华', '费永强', '郎建新', '古海龙', '柴志远', '谷庆云', '翁启明', '伏广林', '鞠秀兰', '惠延军'];
const CHANNELS = ['phone', 'phone', 'branch', 'qr', 'phone', 'mail', 'branch', 'web', 'phone', 'complaint'] as const;
const HOUR = 3_600_000;

interface Order { readonly id: string; readonly customer: string; readonly site: string | null; readonly priority: 'urgent' | 'high' | 'normal'; readonly content: string | null; readonly unit_id: string; readonly created_at: Date }

export async function demo(d: Demo): Promise<void> {
  const { orders, units } = await d.batch(d.actor('duanfei'), async (tx) => ({ orders: await ordersAskedFor(tx), units: await unitsBySite(tx) }));
  for (const [i, order] of orders.entries()) await asked(d, order, i, units.get(order.site ?? '')?.[0] ?? null);
  await lately(d);
}

/** The named jobs, every emergency, and as many others as make 37, spread over the two months. */
async function ordersAskedFor(tx: Tx): Promise<readonly Order[]> {
  const all = await tables(tx, ServiceOrder).selectFrom('service_order').select(['id', 'customer', 'site', 'priority', 'content', 'unit_id', 'created_at'])
    .where('tenant_id', '=', tx.tenantId).where('created_at', '<', new Date('2026-02-28T00:00:00Z')).orderBy('created_at').orderBy('number').execute();
  const names = await tx.query<{ id: string; name: string }>('select id, name from site where tenant_id = $1 and name = any($2)', [tx.tenantId, NAMED_SITES]);
  const named = new Set(names.map((s) => s.id));
  const first = all.filter((o) => o.priority === 'urgent' || (o.site !== null && named.has(o.site)));
  const rest = all.filter((o) => !first.includes(o));
  const wanted = Math.max(0, FROM_REQUESTS - first.length);
  const more = Array.from({ length: wanted }, (_, i) => rest[Math.floor(((i + 0.5) * rest.length) / wanted)]).filter((o) => o !== undefined);
  return [...first.slice(0, FROM_REQUESTS), ...more].sort((a, b) => a.created_at.getTime() - b.created_at.getTime());
}

async function unitsBySite(tx: Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tables(tx, Equipment).selectFrom('equipment').select(['id', 'site']).where('tenant_id', '=', tx.tenantId).orderBy('number').execute();
  const found = new Map<string, string[]>();
  for (const r of rows) found.set(r.site, [...(found.get(r.site) ?? []), r.id]);
  return found;
}

/** Emergencies come in an hour before the order goes out, other requests the afternoon before; some emergencies are answered late. */
async function asked(d: Demo, order: Order, i: number, equipment: string | null): Promise<void> {
  const urgent = order.priority === 'urgent';
  const out = order.created_at.getTime();
  const received = out - (urgent ? HOUR : (17 + i % 3) * HOUR) - (i % 50) * 60_000;
  const channel = urgent && i % 3 !== 0 ? 'phone' : CHANNELS[i % CHANNELS.length]!;
  const unit = urgent || channel === 'qr' ? equipment : null;
  const by = takerOf(d, unit === null && channel === 'qr' ? 'web' : channel, order.unit_id);
  d.at(new Date(received).toISOString());
  const { id } = await d.batch(by.actor, (tx) => createRecord(tx, ServiceRequest, {
    channel: by.channel, requester_kind: by.channel === 'branch' ? 'region' : 'user', requester: CALLERS[i % CALLERS.length]!, customer: order.customer, site: order.site, equipment: unit,
    ...(by.channel === 'mail' ? { mail: 'shebei@example.cn' } : { phone: phoneOf(i) }), content: order.content ?? '', priority: order.priority,
  }));
  d.at(new Date(urgent && i % 5 === 2 ? out : received + (urgent ? 12 : 70) * 60_000).toISOString());
  await d.batch(d.actor('duanfei'), async (tx) => {
    await takeStep(tx, ServiceRequestProcess, id, 'validate', { customer: order.customer, site: order.site, equipment: unit, failed_on: null, priority: order.priority });
    return takeStep(tx, ServiceRequestProcess, id, 'accept', {});
  });
  d.at(new Date(out + 60_000).toISOString());
  await d.batch(d.actor('duanfei'), (tx) => takeStep(tx, ServiceRequestProcess, id, 'link_order', { order: order.id }));
}

type Channel = (typeof CHANNELS)[number];
function takerOf(d: Demo, channel: Channel, unit: string): { readonly channel: Channel; readonly actor: Actor } {
  const branch = Object.entries(MANAGERS).find(([code]) => d.unit(code) === unit)?.[1];
  if (channel === 'branch') return { channel, actor: d.actor(branch ?? 'duanfei') };
  if (channel === 'qr') return { channel, actor: outside(d) };
  return { channel, actor: d.actor(channel === 'phone' || channel === 'complaint' ? 'sulin' : 'duanfei') };
}
/** What came in by a label was written down by nobody of the house. */
const outside = (d: Demo): Actor => ({ ...d.actor('duanfei'), kind: 'system', name: '外部填报', reason: 'intake', grants: [] });
const phoneOf = (i: number): string => `138${String(20_000_000 + i * 130_411).slice(0, 8)}`;

/** The desk as it looks when somebody opens the demo: to be checked, perhaps the same, accepted, merged, refused. */
async function lately(d: Demo): Promise<void> {
  const { places } = await d.batch(d.actor('duanfei'), async (tx) => ({
    places: await tx.query<{ id: string; customer: string; site: string; unit_id: string; name: string }>(
      `select e.id, e.customer, e.site, e.unit_id, k.name from equipment e join customer k on k.tenant_id = e.tenant_id and k.id = e.customer
       where e.tenant_id = $1 and e.product = 'heater' order by e.number`, [tx.tenantId]),
  }));
  const at = (days: number, time: string) => d.at(`${calendar.addDays(d.today, -days)}T${time}Z`);
  const take = (i: number, channel: Channel, content: string, over: Partial<NewOf<typeof ServiceRequest>> = {}) => {
    const place = places[i % places.length]!;
    const by = takerOf(d, channel, place.unit_id);
    return d.batch(by.actor, (tx) => createRecord(tx, ServiceRequest, {
      channel, requester_kind: channel === 'branch' ? 'region' : 'user', requester: CALLERS[i % CALLERS.length]!, phone: phoneOf(50 + i), equipment: place.id, content, priority: 'normal', ...over,
    }));
  };
  const step = (id: string, i: number) => d.batch(d.actor('duanfei'), (tx) => takeStep(tx, ServiceRequestProcess, id, 'validate', { ...placeOf(places[i % places.length]!), failed_on: null, priority: 'normal' }));
  at(6, '01:10:00');
  const sold = await take(9, 'phone', '要求更换他厂供应的进口阀门，阀杆渗油');
  at(6, '02:00:00');
  await d.batch(d.actor('duanfei'), (tx) => takeStep(tx, ServiceRequestProcess, sold.id, 'refuse', { refusal: '该阀门不是我方供货，请联系原供应商；如需代购可另行报价', told_how: 'phone' }));
  at(3, '01:20:00');
  const first = await take(4, 'phone', '加热炉出口温度上不去，火焰发黄，已降负荷运行', { priority: 'high' });
  await step(first.id, 4);
  at(3, '03:05:00');
  const again = await take(4, 'qr', '加热炉火焰发黄，出口温度上不去');
  at(2, '01:00:00');
  await d.batch(d.actor('duanfei'), (tx) => takeStep(tx, ServiceRequestProcess, again.id, 'merge', { merged_into: first.id, told_how: 'phone' }));
  await d.batch(d.actor('duanfei'), (tx) => takeStep(tx, ServiceRequestProcess, first.id, 'accept', {}));
  at(1, '02:30:00');
  await take(6, 'branch', '站上反映燃烧器点火三次才成功，请安排检查');
  at(1, '06:40:00');
  const leak = await take(1, 'phone', '盘管接头有渗漏痕迹，压力略降', { priority: 'high' });
  await step(leak.id, 1);
  at(1, '07:15:00');
  await take(1, 'qr', '盘管接头处渗漏，压力略降，请尽快来人', { priority: 'high' });
  at(1, '08:00:00');
  await take(11, 'complaint', '上月保养后排烟温度仍偏高，要求复查并说明原因');
}
const placeOf = (p: { readonly id: string; readonly customer: string; readonly site: string }) => ({ customer: p.customer, site: p.site, equipment: p.id });
