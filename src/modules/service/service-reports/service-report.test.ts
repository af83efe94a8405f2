/** Service reports on PostgreSQL: written, certified by a signature over what was shown, handed in, checked, archived; never changed after that. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecord, type Actor } from '../../../kernel/index.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { Equipment } from '../equipment/index.ts';
import { Site } from '../customers/index.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { PAPER, SAFE, startOrders, type Orders } from '../orders/testing-orders.ts';
import { serviceReports, ServiceReport, ServiceReportAddendum, ServiceReportProcess } from './index.ts';

let o: Orders;
let t: Orders['t'];
let dispatcher: Actor;
beforeAll(async () => {
  o = await startOrders([serviceReports]);
  ({ t, dispatcher } = o);
});
afterAll(() => t.close());

async function onSite(more: object = {}): Promise<string> {
  const { id } = await t.create(ServiceOrder, dispatcher, { customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal', ...more });
  await t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: o.worker });
  await t.step(ServiceOrderProcess, id, 'check_safety', o.technician, SAFE);
  await t.step(ServiceOrderProcess, id, 'arrive', o.technician, {});
  return id;
}
const report = (service_order: string, more: object = {}) => t.create(ServiceReport, o.technician, { service_order, work_done: '更换滤芯，点火正常', ...more });
const finish = (id: string) => t.step(ServiceOrderProcess, id, 'report_done', o.technician, { done_on: '2026-02-10', outcome: 'resolved' });
const certify = (id: string) => t.step(ServiceReportProcess, id, 'certify', o.technician, {}, [t.sign('customer', '郝建国')]);
const editedBy = (actor: Actor, id: string, version: number) => t.run(actor, (tx) => editRecord(tx, ServiceReport, id, version, { work_done: '改了' }, null));

test('报告走完全程，指令随之认证、回传；关闭指令即归档 [SM-23] [FS-5.8]', async () => {
  const order = await onSite();
  const { id } = await report(order);
  expect(await t.read(ServiceReport, id)).toMatchObject({ state: 'draft', customer: o.customer, technician: o.worker, due_on: '2026-02-13', unit_id: t.unit('FS-NE') });
  await finish(order);
  await certify(id);
  expect(await t.read(ServiceOrder, order)).toMatchObject({ state: 'certified', report_state: 'certified', certified_by: '郝建国' });
  await t.step(ServiceReportProcess, id, 'submit', o.technician, {});
  expect((await t.read(ServiceOrder, order)).state).toBe('returned');
  expect(await t.tasks(dispatcher)).toContainEqual(expect.objectContaining({ step: 'check', recordId: id }));
  await t.step(ServiceReportProcess, id, 'check', dispatcher, {});
  await t.step(ServiceOrderProcess, order, 'verify', dispatcher, {});
  await t.step(ServiceOrderProcess, order, 'close', dispatcher, {});
  await t.tick();
  expect(await t.read(ServiceReport, id)).toMatchObject({ state: 'archived', certified_on: '2026-02-10', submitted_on: '2026-02-10', checked_on: '2026-02-10' });
});

test('用户签字绑定所看到的内容；认证后不能改，只能补充 [SM-23]', async () => {
  const order = await onSite();
  const first = await report(order);
  const second = await t.run(o.technician, (tx) => editRecord(tx, ServiceReport, first.id, first.version, { work_done: '更换滤芯两只，点火正常' }, null));
  await expect(t.step(ServiceReportProcess, first.id, 'certify', o.technician, {})).rejects.toThrow('signature.missing');
  await expect(t.create(ServiceReportAddendum, o.technician, { report: first.id, addition: '补' })).rejects.toThrow('service_report.still_draft');
  await certify(first.id);
  const [signature] = await t.sql<{ content_hash: string; signer_name: string }>(`select content_hash, signer_name from signature where tenant_id = $1 and record_id = $2 and step = 'certify'`, [t.tenantId, first.id]);
  expect(signature?.signer_name).toBe('郝建国');
  expect(signature?.content_hash).toHaveLength(createHash('sha256').update('').digest('hex').length);
  await expect(editedBy(o.technician, first.id, second.version + 1)).rejects.toThrow('service_report.immutable');
  expect((await t.read(ServiceReport, first.id)).work_done).toBe('更换滤芯两只，点火正常');
  const addition = await t.create(ServiceReportAddendum, o.technician, { report: first.id, addition: '复查时补换垫片一只' });
  expect(addition.unit_id).toBe(t.unit('FS-NE'));
});

test('内容不同，签字所绑定的摘要也不同 [SM-23]', async () => {
  const hashes: string[] = [];
  for (const work_done of ['甲', '乙']) {
    const order = await onSite();
    const { id } = await report(order, { work_done });
    await certify(id);
    const [s] = await t.sql<{ content_hash: string }>('select content_hash from signature where tenant_id = $1 and record_id = $2', [t.tenantId, id]);
    hashes.push(s!.content_hash);
  }
  expect(new Set(hashes).size).toBe(2);
});

test('中心要求补充：先写补充说明，才能再回传 [SM-23]', async () => {
  const order = await onSite();
  const { id } = await report(order);
  await certify(id);
  await t.step(ServiceReportProcess, id, 'submit', o.technician, {});
  await t.step(ServiceReportProcess, id, 'question', dispatcher, { question: '运行压力是多少？' });
  t.later({ minutes: 5 });
  await expect(t.step(ServiceReportProcess, id, 'answer', o.technician, {})).rejects.toThrow('service_report.not_ready');
  await t.create(ServiceReportAddendum, o.technician, { report: id, addition: '运行压力 0.6 MPa' });
  await t.step(ServiceReportProcess, id, 'answer', o.technician, {});
  await t.step(ServiceReportProcess, id, 'check', dispatcher, {});
  expect((await t.read(ServiceReport, id)).state).toBe('checked');
});

test('纸质报告一次登记认证与回传；产品类别取自设备 [FS-5.8] [FS-5.10]', async () => {
  const site = await t.create(Site, dispatcher, { customer: o.customer, name: '三号站', branch: t.unit('FS-NE') });
  const heater = await t.run(dispatcher, (tx) => createRecord(tx, Equipment, { model: 'HJ-1600', serial: '26-001', product: 'heater', customer: o.customer, site: site.id, warranty_from: 'commissioned' }));
  const { id: order } = await t.create(ServiceOrder, dispatcher, { customer: o.customer, site: site.id, equipment: heater.id, region: o.regions.NE, service_type: o.maintenance, priority: 'normal' });
  await t.step(ServiceOrderProcess, order, 'issue', dispatcher, { technician: o.worker });
  await t.step(ServiceOrderProcess, order, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-10' });
  const { id } = await t.create(ServiceReport, o.branch, { service_order: order, work_done: '按纸质报告' });
  await t.step(ServiceReportProcess, id, 'file_paper', o.branch, { certified_by: '郝建国', certified_on: '2026-02-10' });
  expect(await t.read(ServiceReport, id)).toMatchObject({ state: 'submitted', product: 'heater', certified_on: '2026-02-10' });
  expect(await t.read(ServiceOrder, order)).toMatchObject({ state: 'returned', report_state: 'certified' });
});

test('报告只从服务指令来：没有指令不能写，每份报告都指着做完的那份指令 [FS-5.1]', async () => {
  await expect(t.run(o.technician, (tx) => createRecord(tx, ServiceReport, { work_done: '路过顺手修了' } as never, { typed: true }))).rejects.toMatchObject({ status: 422, fields: { service_order: expect.anything() } });
  const order = await onSite();
  const { id } = await report(order);
  await expect(t.run(o.technician, (tx) => editRecord(tx, ServiceReport, id, 1, { service_order: '01a21000-0000-7000-8000-000000000001' }, null))).rejects.toThrow('service_report.before_work');
  expect((await t.read(ServiceReport, id)).service_order).toBe(order);
  await finish(order);
  await certify(id);
  expect(await t.sql('select count(*) as n from service_report r left join service_order o on o.tenant_id = r.tenant_id and o.id = r.service_order where r.tenant_id = $1 and o.id is null', [t.tenantId])).toEqual([{ n: 0 }]);
  expect(await t.read(ServiceOrder, order)).toMatchObject({ state: 'certified', report_state: 'certified' });
});

test('开工前不能写报告，一份指令只有一份报告，时间须合理', async () => {
  const { id: draft } = await t.create(ServiceOrder, dispatcher, { customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal' });
  await expect(report(draft)).rejects.toThrow('service_report.before_work');
  const order = await onSite();
  await expect(report(order, { arrived_at: new Date('2026-02-10T03:00:00Z'), left_at: new Date('2026-02-10T09:00:00Z') })).rejects.toThrow('service_report.future');
  await expect(report(order, { arrived_at: new Date('2026-02-10T00:50:00Z'), left_at: new Date('2026-02-10T00:40:00Z') })).rejects.toThrow('service_report.times');
  const both = await Promise.allSettled([report(order), report(order)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});
