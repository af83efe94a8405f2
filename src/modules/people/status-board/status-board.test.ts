/** The wall on PostgreSQL: fed by the telephone log and by hand, within reach, with the monthly count; what changes is told to open pages. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { attendance } from '../attendance/index.ts';
import { discipline, StatusBoardEvent } from '../discipline/index.ts';
import { leave } from '../leave/index.ts';
import { AgentAlias, phoneLog, PhoneSource, takeInOnce } from '../phone-log/index.ts';
import { PlannedShift, rosters, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from '../rosters/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { StatusFlip, statusBoard } from './index.ts';
import { LIMITS } from './parameters.ts';
import { StatusWall, type WallPage } from './queries.ts';

let t: TestKernel;
let sulin: Actor;
let agent: Actor;
let source: string;
const people: { [no: string]: string } = {};
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, rosters, leave, phoneLog, attendance, statusBoard], now: '2026-11-16T01:00:00Z' });
  const hr = await t.actor('hr', 'YL', '罗文');
  const wu = await t.actor('attendance_clerk', 'CC', '吴静');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  agent = await t.actor('agent', 'CC-IN', '欧阳娜');
  const template = await t.create(ShiftTemplate, sulin, { line: t.unit('CC-IN'), code: '早', name: '早班', starts: '09:00', ends: '18:00', meal_from: '12:00', meal_to: '13:00', least: 0 });
  const roster = await t.create(ShiftRoster, sulin, { line: t.unit('CC-IN'), from_day: '2026-11-16', to_day: '2026-11-16' });
  for (const no of ['1001', '1002', '1003']) {
    people[no] = (await t.create(Employee, hr, { staff_no: no, name: `员工${no}`, hired_on: '2024-01-01', line: t.unit('CC-IN'), unit_id: t.unit('CC-IN'), ...(no === '1001' ? { app_user: agent.id } : {}) })).id;
    await t.create(AgentAlias, wu, { alias: no, employee: people[no], valid_from: '2026-01-01' });
    await t.create(PlannedShift, sulin, { roster: roster.id, employee: people[no], day: '2026-11-16', template: template.id });
  }
  await t.step(ShiftRosterProcess, roster.id, 'publish', sulin, { late_reason: '补录', conflicts_reason: '补录' });
  source = (await t.create(PhoneSource, wu, { name: '热线', source_kind: 'queue_log', zone: 'Asia/Shanghai' })).id;
});
afterAll(() => t.close());

let lines = '';
const log = async (time: string, rest: string) => {
  lines += `${Date.parse(`2026-11-16T${time}+08:00`) / 1000}|${rest}\n`;
  await takeInOnce({ now: () => t.now(), read: (work) => t.kernel.read(t.system, work), write: (work) => t.kernel.write(t.system, work) }, source, Readable.from([Buffer.from(lines)]), 'queue_log');
};
const at = (time: string) => t.at(new Date(`2026-11-16T${time}+08:00`).toISOString());
const wall = async (actor = sulin) => {
  t.kernel.forget(t.tenantId, 'status_wall');
  const page = (await t.kernel.read(actor, (tx) => StatusWall.run(tx, {}))) as WallPage;
  return Object.fromEntries(page.cards.map((card) => [card.staffNo, card]));
};

test('墙随电话日志与翻牌变化：空闲、通话、用餐、超时、班上未到岗 [CC-1.6a]', async () => {
  await log('08:55:00', 'c|NONE|1001|AGENTLOGIN|PJSIP/1001-01');
  await log('09:10:00', 'k|support|1002|CONNECT|5|x|2');
  at('09:12:00');
  const first = await wall();
  expect([first['1001']?.state, first['1002']?.state, first['1003']?.state, first['1003']?.missing]).toEqual(['available', 'on_call', 'off', true]);
  expect(first['1002']?.since).toBe(Date.parse('2026-11-16T09:10:00+08:00'));
  await log('09:15:00', 'NONE|support|1001|PAUSE|Break');
  at('09:31:00');
  const later = await wall();
  expect([later['1001']?.state, later['1001']?.overLong, later['1002']?.overLong]).toEqual(['break', true, true]);
  await t.answer(LIMITS.break, 30, '2026-11-01');
  expect((await wall())['1001']?.overLong).toBe(false);
});
test('本人翻牌，主管可以代翻并注明；不能翻别人的牌 [CC-1.6a]', async () => {
  at('09:40:00');
  await t.create(StatusFlip, agent, { employee: people['1001']!, shown: 'meeting' });
  expect((await wall())['1001']).toMatchObject({ state: 'meeting', told: 'hand' });
  await expect(t.create(StatusFlip, agent, { employee: people['1002']!, shown: 'off' })).rejects.toMatchObject({ code: 'status_flip.other' });
  const other = await t.create(StatusFlip, sulin, { employee: people['1003']!, shown: 'training' });
  expect([other.by_other, (await wall())['1003']]).toEqual([true, expect.objectContaining({ state: 'training', missing: false })]);
});
test('他人看到未翻牌：记下地点与时间，墙上显示本月次数，下月从零 [AC-05] [CC-ACT-3]', async () => {
  await t.create(StatusBoardEvent, sulin, { employee: people['1002']!, observed_at: t.now(), zone: 'work-area' });
  expect((await wall())['1002']?.unflipped).toBe(1);
  t.at('2026-12-01T02:00:00Z');
  expect((await wall())['1002']?.unflipped).toBe(0);
  at('09:45:00');
});
test('新的电话记录与翻牌都通知开着的页面；只看得到自己管的线 [CC-1.6a]', async () => {
  await log('09:44:00', 'NONE|support|1001|UNPAUSE|');
  const told = await t.sql<{ register: string; what: string }>('select register, what from history where tenant_id = $1 order by id desc limit 3', [t.tenantId]);
  expect(told).toContainEqual({ register: 'phone_source', what: 'new_events' });
  const outsider = await t.actor('line_supervisor', 'CC-OB');
  expect(await wall(outsider)).toEqual({});
});
