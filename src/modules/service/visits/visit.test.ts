/** Visits on PostgreSQL: taken as a whole and once, kept as a conflict when the world moved on, settled without a new signature. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modules } from '../../../modules.ts';
import { scrawl } from '../../../kernel/demo.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { ServiceReport } from '../service-reports/index.ts';
import { documentText } from './document.rules.ts';
import { Visit, VisitProcess } from './index.ts';
import { problemsOf } from './visit.ts';
import { type Field, hashOf, newKeys, SIGNER, startField } from './testing-visits.ts';

let f: Field;
beforeAll(async () => { f = await startField(modules, '2026-02-27T04:00:00Z'); });
afterAll(() => f.t.close());

const reports = (order: string) => f.t.sql<{ id: string; state: string }>('select id, state from service_report where tenant_id = $1 and service_order = $2', [f.t.tenantId, order]);
const orderRow = (id: string) => f.t.read(ServiceOrder, id);
const earlier = async () => { f.t.at('2026-02-27T02:00:00Z'); const order = await f.order(); f.t.at('2026-02-27T04:00:00Z'); return order; };

test('一次提交办完全程：安全检查、到场、完工、报告认证并回传；手机时间和服务器时间都在 [FS-5.8]', async () => {
  const order = await earlier();
  const id = await f.send(f.guan, order);
  expect(await orderRow(order.id)).toMatchObject({ state: 'returned', done_on: '2026-02-27', safety_on: '2026-02-27', outcome: 'resolved', result: '更换滤芯，试运行 30 分钟', certified_by: SIGNER });
  const visit = await f.t.read(Visit, id);
  expect(visit).toMatchObject({ state: 'delivered', technician: f.guanRecord, sent_by: f.guan.id, customer_signer: SIGNER, problems: null });
  expect(visit.signed_at?.toISOString()).toBe('2026-02-27T03:31:00.000Z');
  expect(visit.received_at?.toISOString()).toBe('2026-02-27T04:00:00.000Z');
  const [report] = await reports(order.id);
  expect(await f.t.read(ServiceReport, report!.id)).toMatchObject({ state: 'submitted', findings: '滤芯堵塞', readings: '机油压力 0.35 MPa', certified_by: SIGNER });
  expect(visit.report).toBe(report!.id);
  const signed = await f.t.sql<{ register: string; strokes: string }>('select register, strokes from signature where tenant_id = $1 and record_id = any($2) order by register', [f.t.tenantId, [id, report!.id]]);
  expect(signed).toEqual([{ register: 'service_report', strokes: scrawl(SIGNER) }, { register: 'visit', strokes: scrawl(SIGNER) }]);
});

test('同样的两个请求发两遍、同时发，都只有一份报告和一份客户签过的回执 [AC-33]', async () => {
  f.t.at('2026-02-27T02:00:00Z');
  const order = await f.requested();
  f.t.at('2026-02-27T04:00:00Z');
  const keys = newKeys();
  const ids = await Promise.all([f.send(f.guan, order, {}, keys), f.send(f.guan, order, {}, keys)]);
  expect(new Set([...ids, await f.send(f.guan, order, {}, keys)]).size).toBe(1);
  expect(await reports(order.id)).toHaveLength(1);
  expect(await f.t.sql('select id from visit where tenant_id = $1 and service_order = $2', [f.t.tenantId, order.id])).toHaveLength(1);
  await f.t.tick();
  const receipts = await f.t.sql<{ id: string; state: string; signed_by: string }>('select id, state, signed_by from receipt where tenant_id = $1 and service_order = $2', [f.t.tenantId, order.id]);
  expect(receipts).toEqual([{ id: (await f.t.read(Visit, ids[0]!)).receipt, state: 'expected', signed_by: SIGNER }]);
});

test('路上报过的出发、到场不再重复；没报到的由提交补齐', async () => {
  const order = await earlier();
  await f.t.step(ServiceOrderProcess, order.id, 'depart', f.guan, {});
  await f.t.step(ServiceOrderProcess, order.id, 'check_safety', f.guan, { protection: 'ok', permit: 'ok', isolation: 'ok', gas_test: 'ok', fire_gear: 'ok' });
  await f.t.step(ServiceOrderProcess, order.id, 'arrive', f.guan, {});
  await f.send(f.guan, order, { outcome: 'unresolved', remainder: '待换轴承' });
  expect(await orderRow(order.id)).toMatchObject({ state: 'returned', outcome: 'unresolved', remainder: '待换轴承' });
  const steps = await f.t.sql<{ what: string }>(`select what from history where tenant_id = $1 and record_id = $2 and what in ('depart', 'check_safety', 'arrive', 'report_done') order by id`, [f.t.tenantId, order.id]);
  expect(steps.map((s) => s.what)).toEqual(['depart', 'check_safety', 'arrive', 'report_done']);
});

test('指令已取消：签过的内容存为冲突，什么也没办一半；区域经理可仅存档', async () => {
  const order = await earlier();
  await f.t.step(ServiceOrderProcess, order.id, 'cancel', f.dispatcher, { reason: '用户取消' });
  const id = await f.send(f.guan, order);
  const visit = await f.t.read(Visit, id);
  expect(visit.state).toBe('conflict');
  expect(problemsOf(visit).map((p) => p.kind)).toEqual(['cancelled']);
  expect(visit.document).toContain('更换滤芯');
  expect(await reports(order.id)).toEqual([]);
  expect(await f.t.sql('select id from signature where tenant_id = $1 and record_id = $2', [f.t.tenantId, id])).toHaveLength(1);
  expect(await f.t.tasks(f.branch)).toContainEqual(expect.objectContaining({ step: 'deliver', recordId: id }));
  await expect(f.t.step(VisitProcess, id, 'deliver', f.branch, { settlement: '照做' })).rejects.toThrow('visit.still');
  expect((await f.t.read(Visit, id)).state).toBe('conflict');
  await f.t.step(VisitProcess, id, 'keep', f.branch, { settlement: '用户改约，另行下达' });
  expect(await f.t.read(Visit, id)).toMatchObject({ state: 'kept', settlement: '用户改约，另行下达' });
});

test('车上已没有签名时用掉的配件：什么也不出库，存为冲突；改为未出库后办结，其余照签名，客户不用重签', async () => {
  const order = await earlier();
  const filter = { part: '00000000-0000-7000-8000-0000000000aa', name: '滤芯', quantity: 1, unit: '个', source: 'van' as const };
  const id = await f.send(f.guan, order, { parts: [filter] });
  const before = await f.t.read(Visit, id);
  expect(problemsOf(before)).toEqual([{ kind: 'part_short', part: filter.part, why: ['车上的“滤芯”只剩 0 个，到访中用了 1 个', 'The van holds 0 个 of “滤芯”; the visit used 1'] }]);
  expect((await orderRow(order.id)).state).toBe('assigned');
  await expect(f.t.step(VisitProcess, id, 'deliver', f.guan, { short_parts: 'van', settlement: '再试' })).rejects.toThrow('visit.still');
  await f.t.step(VisitProcess, id, 'deliver', f.guan, { short_parts: 'not_from_stock', settlement: '用的是站上备件' });
  const [report] = await reports(order.id);
  expect(await f.t.read(ServiceReport, report!.id)).toMatchObject({ parts_used: '滤芯 × 1 个（未出库）', certified_by: SIGNER });
  expect(await f.t.read(Visit, id)).toMatchObject({ state: 'delivered', document: before.document, document_hash: before.document_hash, settlement: '用的是站上备件' });
  expect(await f.t.sql(`select 1 from signature where tenant_id = $1 and record_id = $2`, [f.t.tenantId, id])).toHaveLength(1);
});

test('指令已改派：冲突；派回以后由本人办结，客户不用重签', async () => {
  const order = await earlier();
  await f.t.step(ServiceOrderProcess, order.id, 'assign', f.branch, { technician: f.otherRecord });
  const id = await f.send(f.guan, order);
  expect(problemsOf(await f.t.read(Visit, id))).toEqual([{ kind: 'reassigned', why: [`指令 ${order.number} 已改派给叶尔肯`, `Order ${order.number} is now assigned to 叶尔肯`] }]);
  await f.t.step(ServiceOrderProcess, order.id, 'assign', f.branch, { technician: f.guanRecord });
  await f.t.step(VisitProcess, id, 'deliver', f.guan, { settlement: '已派回本人' });
  expect((await orderRow(order.id)).state).toBe('returned');
  const [report] = await reports(order.id);
  expect(await f.t.read(Visit, id)).toMatchObject({ state: 'delivered', report: report!.id });
  expect(await f.t.sql('select strokes from signature where tenant_id = $1 and record_id = $2', [f.t.tenantId, report!.id])).toEqual([{ strokes: scrawl(SIGNER) }]);
});

test('两台手机办同一份指令：先到的办结，后到的存为冲突，不丢', async () => {
  const order = await earlier();
  const ids = await Promise.all([f.send(f.guan, order), f.send(f.guan, order, { work: '另一台手机上写的' })]);
  const states = await Promise.all(ids.map(async (id) => (await f.t.read(Visit, id)).state));
  expect([...states].sort()).toEqual(['conflict', 'delivered']);
  expect(await reports(order.id)).toHaveLength(1);
});

test('被服务器别处的规则拒绝的，也存为冲突而不是丢失', async () => {
  const order = await earlier();
  // The order's own rule: no work while something of the safety check is missing.
  const id = await f.send(f.guan, order, { safety: [{ item: 'protection', text: '劳保用品穿戴', answer: 'ok' }] });
  expect(problemsOf(await f.t.read(Visit, id)).map((p) => p.kind)).toEqual(['refused']);
  expect((await orderRow(order.id)).state).toBe('assigned');
  const left = await f.t.sql(`select 1 from history where tenant_id = $1 and record_id = $2 and what in ('check_safety', 'arrive')`, [f.t.tenantId, order.id]);
  expect(left).toEqual([]);
});

test('手机时钟快了一天：照样收下，指令上的时间不晚于现在，手机时间另存 [AC-33]', async () => {
  const order = await earlier();
  const id = await f.send(f.guan, order, { arrived_at: '2026-02-28T02:10:00.000Z', finished_at: '2026-02-28T03:30:00.000Z', clock_offset_ms: -86_400_000 });
  const row = await orderRow(order.id);
  expect(row.responded_at?.toISOString()).toBe('2026-02-27T02:10:00.000Z');
  expect(row.finished_at?.toISOString()).toBe('2026-02-27T03:30:00.000Z');
  const visit = await f.t.read(Visit, id);
  expect(visit).toMatchObject({ state: 'delivered', clock_offset: -86_400 });
  expect(visit.document).toContain('2026-02-28T03:30:00.000Z');
});

test('签名内容改动过、格式不对、属于别的指令、照片不符，一律拒收', async () => {
  const order = await earlier();
  const elsewhere = await earlier();
  const { id } = await f.t.create(Visit, f.guan, { service_order: order.id, started_at: f.t.now() });
  const good = documentText(f.document(order));
  const submit = (document: string, document_hash: string) => f.t.step(VisitProcess, id, 'submit', f.guan,
    { document, document_hash, signed_at: f.t.now(), sent_at: f.t.now(), customer_signer: SIGNER, strokes: scrawl(SIGNER) });
  await expect(submit(good.replace('30 分钟', '5 分钟'), hashOf(good))).rejects.toThrow('visit.hash');
  const spaced = JSON.stringify(JSON.parse(good), null, 1);
  await expect(submit(spaced, hashOf(spaced))).rejects.toThrow('visit.document');
  await expect(submit('{', hashOf('{'))).rejects.toThrow('visit.document');
  const foreign = documentText(f.document(elsewhere));
  await expect(submit(foreign, hashOf(foreign))).rejects.toThrow('visit.other_order');
  const pictured = documentText(f.document(order, { photos: [{ sha256: 'a'.repeat(64), caption: '', taken_at: '2026-02-27T03:00:00.000Z' }] }));
  await expect(submit(pictured, hashOf(pictured))).rejects.toThrow('visit.pictures');
  expect((await f.t.read(Visit, id)).state).toBe('underway');
  await expect(f.t.step(VisitProcess, id, 'submit', f.other, { document: good, document_hash: hashOf(good), signed_at: f.t.now(), sent_at: f.t.now(), customer_signer: SIGNER, strokes: scrawl(SIGNER) })).rejects.toThrow(/not_found|not_ready/);
  await expect(f.t.create(Visit, await f.t.actor('technician', 'FS-NE'), { service_order: order.id, started_at: f.t.now() })).rejects.toThrow('visit.no_technician');
});
