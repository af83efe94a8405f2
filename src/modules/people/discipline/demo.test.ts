/** The demo of rulebook and discipline, loaded as a demo organisation loads it: every state is there, and the next sanctions follow. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Holiday } from '../../../kernel/access/organisation.ts';
import { seedHolidays } from '../../../kernel/calendar/holidays.ts';
import { noPictures, type Demo } from '../../../kernel/demo.ts';
import { type Actor, createRecord, takeStep } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { demo as rulebookDemo } from '../rulebook/demo.ts';
import { publishedVersions, rulebook } from '../rulebook/index.ts';
import { type RulebookCheck, RulebookLint } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { demo } from './demo.ts';
import { discipline, IncidentProcess } from './index.ts';
import { DisciplineReplay, type ReplayPage } from './replay.ts';

const PEOPLE = [['luowen', 'hr', 'YL'], ['admin', 'administrator', 'YL'], ['sulin', 'line_supervisor', 'CC-IN'], ['qinlan', 'centre_manager', 'CC'], ['wujing', 'attendance_clerk', 'CC']] as const;
const INBOUND = '欧阳娜 尉迟琳 昝蕾 缑晓雯 逯洋 仝静 厍春燕 靳冬梅 令狐颖 单雯 亓官晓 粟倩 郜燕';
const today = '2026-11-23';
let t: TestKernel;
const actors: { [login: string]: Actor } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline], now: '2025-10-01T00:00:00Z' });
  for (const [login, role, unit] of PEOPLE) actors[login] = await t.actor(role, unit, login);
  await t.run(t.system, async (tx) => {
    for (const h of seedHolidays().filter((one) => one.day >= '2025-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name });
    for (const [i, name] of INBOUND.split(' ').entries()) await createRecord(tx, Employee, { staff_no: String(1001 + i), name, hired_on: '2020-01-01', unit_id: t.unit('CC-IN') });
    await createRecord(tx, Employee, { staff_no: '1019', name: '邓思琪', hired_on: '2020-01-01', unit_id: t.unit('CC-OB') });
  });
  const d: Demo = {
    today, unit: t.unit, actor: (login) => actors[login]!, at: t.at, now: t.now, sign: t.sign, picture: noPictures, together: async (things, work) => { for (const thing of things) await work(thing); }, random: () => 0.5, create: t.create,
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
  };
  await rulebookDemo(d);
  await demo(d);
  t.at(`${today}T02:00:00Z`);
  await t.tick();
}, 120_000);
afterAll(() => t.close());

test('演示守则 1.0 一年前公布，待定事项都有人、时间和理由；1.1 草稿改了着装一条', async () => {
  const [version] = await t.run(actors.qinlan!, (tx) => publishedVersions(tx));
  const check = await t.run(actors.qinlan!, (tx) => runQuery(tx, RulebookLint, { version: version!.id })) as RulebookCheck;
  expect([version!.no, version!.parameters.published_at]).toEqual(['1.0', '2025-11-22']);
  expect(check.findings.filter((f) => f.severity !== 'info').map((f) => f.id)).toEqual([]);
  const answered = check.findings.filter((f) => f.questions.length > 0);
  expect(answered.map((f) => f.chosen?.by).filter((by) => by !== 'qinlan')).toEqual([]);
  expect(check.versions.map((v) => [v.no, v.state])).toEqual([['1.1', 'draft'], ['1.0', 'effective']]);
});

test('演示案件各种状态都有；第三次着装建议书面警告，第三次口头警告一提即书面警告', async () => {
  const states = (await t.sql<{ state: string }>('select distinct state from incident order by state')).map((r) => r.state);
  expect(states).toEqual(['decided', 'dismissed', 'fact_finding', 'heard', 'proposed', 'reported', 'review_eligible', 'served', 'with_hr']);
  const of = (name: string) => t.sql<{ id: string; proposed_level: string | null }>('select i.id, i.proposed_level from incident i join employee e on e.id = i.employee where e.name = $1 order by i.occurred_at desc limit 1', [name]);
  expect((await of('欧阳娜'))[0]?.proposed_level).toBe('written');
  const [third] = await of('尉迟琳');
  await t.step(IncidentProcess, third!.id, 'propose', actors.sulin!, {});
  expect((await of('尉迟琳'))[0]?.proposed_level).toBe('written');
  const board = await t.sql('select nth, state from status_board_event order by observed_at');
  expect(board).toEqual([{ nth: 1, state: 'logged' }, { nth: 2, state: 'reminded' }, { nth: 3, state: 'charged' }]);
});

test('演示的两个版本可以重演，着装三次各降一级', async () => {
  const page = await t.run(actors.qinlan!, (tx) => runQuery(tx, DisciplineReplay, {})) as ReplayPage;
  const dress = page.rows.filter((r) => r.employee.name === '欧阳娜');
  expect(dress.map((r) => [r.a[1], r.b[1]])).toEqual([['IIP (improvement plan)', 'Action'], ['Oral Warning', 'IIP (improvement plan)'], ['Written Warning', 'Oral Warning']]);
});
