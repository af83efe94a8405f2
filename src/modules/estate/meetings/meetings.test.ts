/** Meetings on PostgreSQL: one room at one time, also for two people at once; services ticked off before it is set up; evaluated by its host. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Meeting, MeetingEquipment, MeetingProcess, MeetingRoom, meetings, MeetingsByRoom, MeetingServiceProcess } from './index.ts';

let t: TestKernel;
let zhao: Actor;
let qin: Actor;
let han: Actor;
let room: string;
let other: string;
let camera: string;
beforeAll(async () => {
  t = await startTest({ modules: [meetings], now: '2026-12-07T01:00:00Z' });
  [zhao, qin, han] = [await t.actor('general_affairs', 'YL', '赵宁'), await t.actor('centre_manager', 'CC', '秦岚'), await t.actor('branch_manager', 'FS-NE', '韩雪')];
  room = (await t.create(MeetingRoom, zhao, { name: '二楼会议室', place: '主楼二层', capacity: 12 })).id;
  other = (await t.create(MeetingRoom, zhao, { name: '三楼会议室', place: '主楼三层', capacity: 30 })).id;
  camera = (await t.create(MeetingEquipment, zhao, { name: '摄像机' })).id;
});
afterAll(() => t.close());

const ask = (who: Actor, from: string, to: string, more: object = {}) => t.create(Meeting, who, { title: `${who.name}的会`, room, begins_at: new Date(`2026-12-08T${from}:00Z`), ends_at: new Date(`2026-12-08T${to}:00Z`), people: 8, ...more } as never);

test('会议室容不下、时间已过、时间冲突都当场拒绝；间隔按参数 [LOG-9.1]', async () => {
  await ask(qin, '01:00', '02:00');
  await expect(ask(han, '01:30', '03:00')).rejects.toMatchObject({ status: 409, label: [expect.stringContaining('秦岚的会'), expect.anything()] });
  await expect(ask(han, '02:10', '03:00')).rejects.toThrow('meeting.taken');
  await ask(han, '02:15', '03:00');
  await expect(ask(han, '05:00', '06:00', { people: 13 })).rejects.toThrow('meeting.capacity');
  await expect(ask(han, '05:00', '05:00')).rejects.toThrow('meeting.span');
  await ask(han, '01:00', '02:00', { room: other });
});

test('两人同时申请同一时段，恰有一人得到；设备也只能借给一场 [LOG-9.1]', async () => {
  const both = await Promise.allSettled([ask(qin, '08:00', '09:00'), ask(han, '08:30', '09:30')]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  await ask(qin, '10:00', '11:00', { equipment: camera });
  await expect(ask(han, '10:30', '11:30', { room: other, equipment: camera })).rejects.toThrow('meeting.taken');
  await ask(han, '11:00', '12:00', { room: other, equipment: camera });
});

test('会务任务备齐才算布置好；散会、清场，由申请人评价；取消后会议室空出 [LOG-9.1]', async () => {
  const m = await ask(qin, '12:00', '13:00', { services: ['tea', 'projector'] });
  const services = await t.sql<{ id: string; service: string }>('select id, service from meeting_service where tenant_id = $1 and meeting = $2 order by number', [t.tenantId, m.id]);
  expect(services.map((s) => s.service)).toEqual(['tea', 'projector']);
  await t.step(MeetingServiceProcess, services[0]!.id, 'finish', zhao, {});
  await expect(t.step(MeetingProcess, m.id, 'set_up', zhao, {})).rejects.toMatchObject({ label: ['还没有准备好：投影', expect.anything()] });
  await t.step(MeetingServiceProcess, services[1]!.id, 'finish', zhao, {});
  await t.step(MeetingProcess, m.id, 'set_up', zhao, {});
  await expect(t.step(MeetingProcess, m.id, 'begin', qin, {})).rejects.toThrow('not_ready');
  t.at('2026-12-08T11:55:00Z');
  await t.step(MeetingProcess, m.id, 'begin', qin, {});
  t.at('2026-12-08T12:40:00Z');
  await t.step(MeetingProcess, m.id, 'end', qin, {});
  expect((await t.read(Meeting, m.id)).ends_at).toEqual(new Date('2026-12-08T12:40:00Z'));
  await t.step(MeetingProcess, m.id, 'clear', zhao, {});
  await expect(t.step(MeetingProcess, m.id, 'evaluate', zhao, { score: 5 })).rejects.toThrow('not_ready');
  await expect(t.step(MeetingProcess, m.id, 'evaluate', qin, { score: 2 })).rejects.toThrow('meeting.opinion');
  await t.step(MeetingProcess, m.id, 'evaluate', qin, { score: 4 });
  const dropped = await ask(qin, '14:00', '15:00', { services: ['tea'] });
  const tea = async () => (await t.tasks(zhao)).filter((x) => x.register === 'meeting_service').map((x) => x.dueAt);
  expect(await tea()).toEqual(['2026-12-08T13:30:00.000Z']);
  await t.step(MeetingProcess, dropped.id, 'move', qin, { begins_at: new Date('2026-12-08T17:00:00Z'), ends_at: new Date('2026-12-08T18:00:00Z') });
  expect(await tea()).toEqual(['2026-12-08T16:30:00.000Z']);
  await t.step(MeetingProcess, dropped.id, 'cancel', qin, { reason: '改期' });
  expect(await t.sql('select state from meeting_service where tenant_id = $1 and meeting = $2', [t.tenantId, dropped.id])).toEqual([{ state: 'dropped' }]);
  const again = await ask(han, '14:00', '15:00');
  await expect(t.step(MeetingProcess, again.id, 'move', han, { begins_at: new Date('2026-12-08T12:20:00Z'), ends_at: new Date('2026-12-08T12:50:00Z') })).rejects.toThrow();
  await t.step(MeetingProcess, again.id, 'move', han, { begins_at: new Date('2026-12-08T15:30:00Z'), ends_at: new Date('2026-12-08T16:30:00Z') });
  const page = await t.run(zhao, (tx) => runReport(tx, MeetingsByRoom, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect(page.rows.find((r) => r['room'] === room)).toMatchObject({ meetings: 6, cancelled: 1, scored: 1, score: '4.00' });
  expect(page.proof.every((p) => p.ok)).toBe(true);
  const behind = async (figure: string) => (await t.run(zhao, (tx) => listPage(tx, Meeting, { page: 1, size: 50, filter: page.links.at(-1)![figure]!.filter }))).rows.length;
  for (const figure of ['meetings', 'cancelled', 'scored']) expect([figure, await behind(figure)]).toEqual([figure, page.totals[figure]]);
  // The day of the house, not that of the machine: the meeting ended at half past midnight of the ninth there.
  const ninth = await t.run(zhao, (tx) => runReport(tx, MeetingsByRoom, { period: { from: '2026-12-09', to: '2026-12-10' } }));
  expect(ninth.totals).toMatchObject({ meetings: 0, cancelled: 1 });
});
