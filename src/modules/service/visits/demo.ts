/**
 * Demo of visits (到访): what three technicians have before them today and tomorrow at the sites of their branches, one visit that arrived
 * yesterday, and one whose order had been given to somebody else by the time it arrived.
 */
import { createHash } from 'node:crypto';
import { calendar, createRecord, readRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { type Demo, scrawl } from '../../../kernel/demo.ts';
import { Employee } from '../../people/staff/index.ts';
import { Customer, Site } from '../customers/index.ts';
import { regionsFor, SAFETY_FORM, ServiceOrder, ServiceOrderProcess, serviceTypes } from '../orders/index.ts';
import { ServiceRequest, ServiceRequestProcess } from '../requests/index.ts';
import { documentText, type VisitDocument } from './document.rules.ts';
import { Visit, VisitProcess } from './visit.ts';

const ZONE = 'Asia/Shanghai';
/** Day from today, hours, type of service, what for. */
type Plan = readonly [day: number, from: string, to: string, type: string, content: string, priority?: 'urgent' | 'high'];
const CREW: readonly { readonly login: string; readonly region: string; readonly plans: readonly Plan[] }[] = [
  { login: 'guanzhenguo', region: 'NE', plans: [
    [0, '09:00', '11:30', 'MAINT', '入冬前保养：清灰、校表、紧固接线，试点火三次'], [0, '14:00', '16:30', 'EMER', '燃烧器点火后熄火，站上已停炉', 'urgent'], [1, '09:30', '12:00', 'INSP', '安全附件巡检'],
  ] },
  { login: 'yeerken', region: 'XJ', plans: [[0, '10:30', '13:00', 'MAINT', '燃烧器保养，更换滤芯'], [1, '11:00', '15:00', 'COMM', '新炉投产调试，带负荷运行']] },
  { login: 'niuxueqin', region: 'EC', plans: [[0, '08:30', '10:30', 'RECV', '配套泵到货接收，开箱清点'], [0, '13:30', '16:00', 'MAINT', '季度保养', 'high']] },
];

interface Ground {
  readonly workers: readonly { readonly id: string; readonly app_user: string | null; readonly unit_id: string }[];
  readonly sites: readonly { readonly id: string; readonly customer: string; readonly name: string; readonly branch: string; readonly customerName: string }[];
  readonly regions: readonly { readonly id: string; readonly code: string; readonly branch: string }[];
  readonly types: readonly { readonly id: string; readonly code: string }[];
}

export async function demo(d: Demo): Promise<void> {
  const ground = await groundOf(d);
  const made = new Map<string, Made>();
  d.at(at(d, -1, '08:30').toISOString());
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const { login, region, plans } of CREW) {
      const place = ground.regions.find((r) => r.code === region)!;
      const worker = ground.workers.find((w) => w.app_user === d.actor(login).id)!;
      const sites = ground.sites.filter((s) => s.branch === place.branch);
      const all: readonly Plan[] = [[-1, '10:00', '12:00', 'MAINT', '检查安全阀，更换密封垫'], ...(login === 'guanzhenguo' ? [[-1, '14:00', '15:30', 'MAINT', '压力表送检后复装'] as const] : []), ...plans];
      for (const [i, [day, from, to, type, content, priority]] of all.entries()) {
        const site = sites[i % sites.length]!;
        const service_type = ground.types.find((t) => t.code === type)!.id;
        const wanted = { customer: site.customer, site: site.id, region: place.id, service_type, content, priority: priority ?? 'normal' } as const;
        // Today's were asked for by the customer, so a receipt is expected of them.
        const order = day === 0 ? await requested(tx, wanted) : await createRecord(tx, ServiceOrder, wanted);
        await takeStep(tx, ServiceOrderProcess, order.id, 'issue', { technician: worker.id, planned_from: at(d, day, from), planned_to: at(d, day, to) } as never);
        made.set(`${login}/${i}`, { id: order.id, number: order.number, customer: `${site.customerName} ${site.name}`, login });
      }
    }
    return {};
  });
  await yesterday(d, made, ground);
}

interface Wanted { readonly customer: string; readonly site: string; readonly region: string; readonly service_type: string; readonly content: string; readonly priority: 'urgent' | 'high' | 'normal' }

async function requested(tx: Tx, { customer, site, region, service_type, content, priority }: Wanted) {
  const { id } = await createRecord(tx, ServiceRequest, { channel: 'phone', requester_kind: 'user', requester: '迟海峰', phone: '13931210351', customer, site, content, priority });
  await takeStep(tx, ServiceRequestProcess, id, 'validate', { customer, site, equipment: null, failed_on: null, priority });
  await takeStep(tx, ServiceRequestProcess, id, 'accept', {});
  await takeStep(tx, ServiceRequestProcess, id, 'issue_order', { region, service_type, work: content });
  return (await readRecord(tx, ServiceOrder, (await readRecord(tx, ServiceRequest, id))!.order!))!;
}

interface Made { readonly id: string; readonly number: string; readonly customer: string; readonly login: string }

async function yesterday(d: Demo, made: ReadonlyMap<string, Made>, ground: Ground): Promise<void> {
  d.at(at(d, -1, '12:20').toISOString());
  for (const { login } of CREW) await deliver(d, made.get(`${login}/0`)!, ['10:15', '11:50'], '检查安全阀两只，更换密封垫，复压 30 分钟不漏', '迟海峰');
  // Given to a colleague at noon, done by 关振国 all the same: out of reach of the network until the evening.
  const late = made.get('guanzhenguo/1')!;
  const colleague = ground.workers.find((w) => w.app_user === null && w.unit_id === d.unit('FS-NE'))!;
  d.at(at(d, -1, '13:00').toISOString());
  await d.step(ServiceOrderProcess, late.id, 'assign', d.actor('hanxue'), { technician: colleague.id, planned_from: at(d, -1, '14:00'), planned_to: at(d, -1, '15:30') } as never);
  d.at(at(d, -1, '18:40').toISOString());
  await deliver(d, late, ['14:05', '15:20'], '复装压力表三块，铅封完好', '佟丽华');
}

async function deliver(d: Demo, order: Made, [from, to]: readonly [string, string], work: string, signer: string): Promise<void> {
  const document: VisitDocument = {
    form: 1, order: order.id, number: order.number, customer: order.customer, equipment: '', technician: d.actor(order.login).name,
    departed_at: null, arrived_at: at(d, -1, from).toISOString(), finished_at: at(d, -1, to).toISOString(), clock_offset_ms: 4_000,
    safety: Object.entries(SAFETY_FORM).map(([item, field], i) => ({ item, text: field.label[0], answer: i === 3 ? 'not_applicable' : 'ok' })),
    found: '', work, outcome: 'resolved', remainder: '', readings: [{ what: '工作压力', value: '0.42', unit: 'MPa' }, { what: '水温', value: '78', unit: '℃' }], parts: [], photos: [],
  };
  const text = documentText(document);
  const actor = d.actor(order.login);
  const visit = await d.create(Visit, actor, { service_order: order.id, started_at: at(d, -1, from) });
  await d.step(VisitProcess, visit.id, 'submit', actor, {
    document: text, document_hash: createHash('sha256').update(text).digest('hex'), signed_at: at(d, -1, to), sent_at: d.now(), customer_signer: signer, strokes: scrawl(signer), photos: null,
  });
}

const at = (d: Demo, day: number, time: string): Date => calendar.instantOf(calendar.addDays(d.today, day), time, ZONE);

function groundOf(d: Demo): Promise<Ground> {
  return d.batch(d.actor('duanfei'), async (tx) => {
    const db = tables(tx, Employee, Site, Customer);
    return {
      workers: await db.selectFrom('employee').select(['id', 'app_user', 'unit_id']).where('tenant_id', '=', tx.tenantId).where('left_on', 'is', null).orderBy('staff_no').execute(),
      sites: await db.selectFrom('site').innerJoin('customer', (j) => j.onRef('customer.id', '=', 'site.customer').onRef('customer.tenant_id', '=', 'site.tenant_id'))
        .select(['site.id', 'site.customer', 'site.name', 'site.branch', 'customer.name as customerName']).where('site.tenant_id', '=', tx.tenantId).orderBy('site.number').execute(),
      regions: await regionsFor(tx, 'points'), types: await serviceTypes(tx),
    };
  });
}
