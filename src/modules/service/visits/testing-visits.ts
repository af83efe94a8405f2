/** What the tests on visits begin with: a branch, its technician, orders at a customer's, and the phone's two writes. */
import { createHash } from 'node:crypto';
import { Holiday } from '../../../kernel/access/organisation.ts';
import { calendar, createRecord, newId, type Actor, type Module } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { scrawl } from '../../../kernel/demo.ts';
import { Employee } from '../../people/staff/index.ts';
import { Customer } from '../customers/index.ts';
import { ServiceOrder, ServiceOrderProcess, ServiceRegion, ServiceType } from '../orders/index.ts';
import { ServiceRequest, ServiceRequestProcess } from '../requests/index.ts';
import { documentText, type VisitDocument } from './document.rules.ts';
import { Visit, VisitProcess } from './index.ts';

export interface Field {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly branch: Actor;
  readonly guan: Actor;
  readonly guanRecord: string;
  readonly other: Actor;
  readonly otherRecord: string;
  readonly customer: string;
  readonly region: string;
  order(technician?: string): Promise<{ readonly id: string; readonly number: string }>;
  /** The same, asked for by the customer: a receipt is expected of it. */
  requested(): Promise<{ readonly id: string; readonly number: string }>;
  document(order: { readonly id: string; readonly number: string }, change?: Partial<VisitDocument>): VisitDocument;
  /** The phone's two writes with their own keys. */
  send(actor: Actor, order: { readonly id: string; readonly number: string }, change?: Partial<VisitDocument>, keys?: Keys): Promise<string>;
}
export interface Keys { readonly open: string; readonly submit: string }
export const newKeys = (): Keys => ({ open: newId(new Date(1_780_000_000_000)), submit: newId(new Date(1_780_000_000_000)) });
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
export const SIGNER = '郝建国';

export async function startField(modules: readonly Module[], now = '2026-02-27T02:00:00Z'): Promise<Field> {
  const t = await startTest({ modules, now });
  const dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  const branch = await t.actor('branch_manager', 'FS-NE', '韩雪');
  const guan = await t.actor('technician', 'FS-NE', '关振国');
  const other = await t.actor('technician', 'FS-NE', '叶尔肯');
  const hr = await t.actor('hr', 'YL', '罗文');
  await t.run(t.system, async (tx) => {
    for (const h of calendar.seedHolidays().filter((one) => one.day >= '2026-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name });
  });
  const hire = async (staff_no: string, name: string, user: Actor) => (await t.create(Employee, hr, { staff_no, name, hired_on: '2020-01-01', app_user: user.id, unit_id: t.unit('FS-NE') })).id;
  const [guanRecord, otherRecord] = [await hire('F1', '关振国', guan), await hire('F2', '叶尔肯', other)];
  const region = (await t.create(ServiceRegion, dispatcher, { code: 'NE', name: '东北', branch: t.unit('FS-NE'), list_order: 1 })).id;
  const type = (await t.create(ServiceType, dispatcher, { code: 'MAINT', name: '维服', list_order: 1, earns_points: true })).id;
  const customer = (await t.create(Customer, dispatcher, { name: '北岭采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;

  const order = async (technician = guanRecord) => {
    const made = await t.create(ServiceOrder, dispatcher, { customer, region, service_type: type, priority: 'normal', planned_from: t.now(), planned_to: new Date(t.now().getTime() + 7_200_000) });
    await t.step(ServiceOrderProcess, made.id, 'issue', dispatcher, { technician });
    return made;
  };
  const requested = async () => {
    const request = await t.create(ServiceRequest, dispatcher, { channel: 'phone', requester_kind: 'user', requester: SIGNER, phone: '13812345678', customer, content: '加热炉熄火', priority: 'normal' });
    await t.step(ServiceRequestProcess, request.id, 'validate', dispatcher, { customer, priority: 'normal' });
    await t.step(ServiceRequestProcess, request.id, 'accept', dispatcher, {});
    await t.step(ServiceRequestProcess, request.id, 'issue_order', dispatcher, { region, service_type: type, work: '加热炉熄火' });
    const made = await t.read(ServiceOrder, (await t.read(ServiceRequest, request.id)).order!);
    await t.step(ServiceOrderProcess, made.id, 'issue', dispatcher, { technician: guanRecord });
    return made;
  };
  const document = (of: { readonly id: string; readonly number: string }, change: Partial<VisitDocument> = {}): VisitDocument => ({
    form: 1, order: of.id, number: of.number, customer: '北岭采油厂', equipment: '', technician: '关振国', departed_at: null,
    arrived_at: '2026-02-27T02:10:00.000Z', finished_at: '2026-02-27T03:30:00.000Z', clock_offset_ms: 0,
    safety: ['protection', 'permit', 'isolation', 'gas_test', 'fire_gear'].map((item) => ({ item, text: item, answer: 'ok' as const })),
    found: '滤芯堵塞', work: '更换滤芯，试运行 30 分钟', outcome: 'resolved', remainder: '', readings: [{ what: '机油压力', value: '0.35', unit: 'MPa' }], parts: [], photos: [], ...change,
  });
  const send: Field['send'] = async (actor, of, change, keys = newKeys()) => {
    const { id } = await t.create(Visit, actor, { service_order: of.id, started_at: new Date('2026-02-27T02:05:00Z') }, keys.open);
    const text = documentText(document(of, change));
    await t.step(VisitProcess, id, 'submit', actor, {
      document: text, document_hash: hashOf(text), signed_at: new Date('2026-02-27T03:31:00Z'), sent_at: new Date('2026-02-27T03:32:00Z'), customer_signer: SIGNER, strokes: scrawl(SIGNER),
    }, [], keys.submit);
    return id;
  };
  return { t, dispatcher, branch, guan, guanRecord, other, otherRecord, customer, region, order, requested, document, send };
}
