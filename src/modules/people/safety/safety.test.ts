/** Emergencies, visitors and grievances on PostgreSQL. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { publishedRulebook } from '../discipline/cases.testing.ts';
import { discipline } from '../discipline/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { Emergency, EmergencyProcess, EmergencyStepProcess, Grievance, GrievanceProcess, PrivateVisitor, PrivateVisitorProcess, safety, WalkIn } from './index.ts';

let t: TestKernel;
let sulin: Actor;
let agent: Actor;
let hr: Actor;
let host: string;
let boss: string;
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, safety], now: '2026-11-16T02:00:00Z' });
  await publishedRulebook(t, await t.actor('centre_manager', 'CC', '秦岚'), '2026-11-16');
  hr = await t.actor('hr', 'YL');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  agent = await t.actor('agent', 'CC-IN', '欧阳娜');
  host = (await t.create(Employee, hr, { staff_no: '1001', name: '欧阳娜', hired_on: '2024-01-01', app_user: agent.id, unit_id: t.unit('CC-IN') })).id;
  boss = (await t.create(Employee, hr, { staff_no: 'C1', name: '苏琳', hired_on: '2020-01-01', app_user: sulin.id, unit_id: t.unit('CC-IN') })).id;
});
afterAll(() => t.close());

test('突发事件：立即报告，上级知悉的分钟数记下并判超时，按步骤处理，没做完不能结，结了再复盘 [CC-5.R2] [SM-13]', async () => {
  t.at('2026-11-16T02:03:00Z');
  const report = (occurred: string, informed: string | null) => t.create(Emergency, agent, { kind: 'medical', line: t.unit('CC-IN'), occurred_at: new Date(occurred), place: 'B 区', what: '同事晕倒', informed });
  await expect(report('2026-11-16T02:04:00Z', null)).rejects.toThrow('emergency.future');
  expect(await report('2026-11-16T02:00:00Z', '苏琳')).toMatchObject({ minutes: 3, late: false });
  const open = await report('2026-11-16T02:00:00Z', null);
  expect((await t.tasks(sulin)).find((x) => x.recordId === open.id)!.dueAt).toBe('2026-11-16T02:10:00.000Z');
  t.at('2026-11-16T02:15:00Z');
  await t.step(EmergencyProcess, open.id, 'acknowledge', sulin, {});
  expect(await t.read(Emergency, open.id)).toMatchObject({ state: 'under_way', minutes: 15, late: true });
  const steps = await t.sql<{ id: string; text: string }>('select id, text from emergency_step where tenant_id = $1 and emergency = $2 order by step_no', [t.tenantId, open.id]);
  expect(steps.map((s) => s.text)).toEqual(['拨打 120', '安排急救员', '通知家属', '保护现场并记录']);
  for (const s of steps.slice(1)) await t.step(EmergencyStepProcess, s.id, 'tick', sulin, { remark: null });
  await expect(t.step(EmergencyProcess, open.id, 'close', sulin, {})).rejects.toThrow('emergency.not_ready');
  await t.step(EmergencyStepProcess, steps[0]!.id, 'tick', sulin, { remark: '02:05 已拨' });
  expect((await t.step(EmergencyProcess, open.id, 'close', sulin, {})).state).toBe('closed');
  await expect(t.step(EmergencyProcess, open.id, 'review', sulin, { review: '急救箱位置不明' })).rejects.toMatchObject({ status: 403 });
  expect((await t.step(EmergencyProcess, open.id, 'review', await t.actor('centre_manager', 'CC'), { review: '急救箱位置不明，已贴标识' })).state).toBe('reviewed');
});

test('私人来访先批准；未经批准入内的报告为 CC-WRIT-3，不能事后批准 [CC-WRIT-3]', async () => {
  t.at('2026-11-17T02:00:00Z');
  const visit = (actor: Actor, more: object = {}) => t.create(PrivateVisitor, actor, { host, visitor: '李明', why: '送钥匙', from_at: new Date('2026-11-17T01:30:00Z'), without_approval: false, ...more } as never);
  const asked = await visit(agent);
  await expect(t.step(PrivateVisitorProcess, asked.id, 'report', sulin, { description: '无' })).rejects.toThrow('private_visitor.no_breach');
  await t.step(PrivateVisitorProcess, asked.id, 'approve', sulin, { place: '前台会客区' });
  await t.step(PrivateVisitorProcess, asked.id, 'leave', agent, {});
  await expect(visit(agent, { without_approval: true })).rejects.toThrow('private_visitor.observer');
  await expect(visit(agent, { host: boss })).rejects.toThrow('private_visitor.for_others');
  await expect(visit(sulin, { without_approval: true, from_at: new Date('2026-11-17T03:00:00Z') })).rejects.toThrow('private_visitor.future');
  const inside = await visit(sulin, { without_approval: true });
  await expect(t.step(PrivateVisitorProcess, inside.id, 'approve', sulin, { place: '会客区' })).rejects.toThrow('private_visitor.inside');
  await t.step(PrivateVisitorProcess, inside.id, 'report', sulin, { description: '带友人进入接线区' });
  const [incident] = await t.sql<{ clause: string; employee: string }>('select clause, employee from incident where tenant_id = $1 and id = $2', [t.tenantId, (await t.read(PrivateVisitor, inside.id)).incident]);
  expect(incident).toEqual({ clause: 'CC-WRIT-3', employee: host });
  const own = await visit(sulin, { host: boss });
  await expect(t.step(PrivateVisitorProcess, own.id, 'approve', sulin, { place: '会客区' })).rejects.toThrow('private_visitor.own');
});

test('诉求由人事答复，涉及的人看不到，提出人可再提异议', async () => {
  const raised = await t.create(Grievance, agent, { subject: 'conduct', about: boss, text: '排班总把夜班给我' });
  await expect(t.create(Grievance, agent, { subject: 'other', about: host, text: '关于自己' })).rejects.toThrow('grievance.self');
  const seen = async (actor: Actor) => (await t.run(actor, (tx) => listPage(tx, Grievance, { page: 1, size: 50 }))).rows.map((r) => r.id);
  expect([await seen(sulin), await seen(hr), await seen(agent)]).toEqual([[], [raised.id], [raised.id]]);
  await t.step(GrievanceProcess, raised.id, 'answer', hr, { answer: '核对后调整' });
  await t.step(GrievanceProcess, raised.id, 'object', agent, { reason: '下月仍未改' });
  await t.step(GrievanceProcess, raised.id, 'answer', hr, { answer: '已改由自动排班平分' });
  expect((await t.step(GrievanceProcess, raised.id, 'accept', agent, {})).state).toBe('closed');
});

test('上门的人被指到规定的渠道并登记，别的坐席看不到，主管看得到；没有“受理”一步 [CC-1.4a] [CC-1.4b]', async () => {
  t.at('2026-11-18T02:00:00Z');
  const came = (at: string, caller: 'repair' | 'customer') => t.create(WalkIn, agent, { caller, came_at: new Date(at), wanted: '当面报修燃烧器', shown: 'hotline' });
  await expect(came('2026-11-18T02:01:00Z', 'repair')).rejects.toThrow('walk_in_refused.future');
  const turned = await came('2026-11-18T01:50:00Z', 'repair');
  const seen = async (actor: Actor) => (await t.run(actor, (tx) => listPage(tx, WalkIn, { page: 1, size: 50 }))).rows.map((r) => r.id);
  expect([await seen(agent), await seen(sulin), await seen(await t.actor('agent', 'CC-IN'))]).toEqual([[turned.id], [turned.id], []]);
  expect(t.kernel.processes.has('walk_in_refused')).toBe(false);
});
