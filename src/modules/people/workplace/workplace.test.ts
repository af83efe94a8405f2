/** Rounds on PostgreSQL: checklist of the code, findings that become incidents in one step, exemptions, the end of the day, prints, house rules. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { publishedRulebook } from '../discipline/cases.testing.ts';
import { discipline } from '../discipline/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, EmployeeAssignment, staff } from '../staff/index.ts';
import { type HouseRules, HouseRulesQuery } from './house-rules.ts';
import { Checklist, ChecklistItem, ChecklistProcess, CustomerPrint, CustomerPrintProcess, Round, RoundLine, RoundProcess, WorkArea, workplace } from './index.ts';
import { type RoundPage, RoundPageQuery } from './round.ts';

let t: TestKernel;
let sulin: Actor;
let agent: Actor;
const people: { [name: string]: string } = {};
const items: { [rule: string]: string } = {};
const photo = ['00000000-0000-7000-8000-00000000f070'];

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, workplace], now: '2026-11-02T02:00:00Z' });
  const hr = await t.actor('hr', 'YL', '罗文');
  await publishedRulebook(t, await t.actor('centre_manager', 'CC', '秦岚'), '2026-11-02');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  agent = await t.actor('agent', 'CC-IN', '欧阳娜');
  for (const [i, name] of ['欧阳娜', '仝静'].entries()) people[name] = (await t.create(Employee, hr, { staff_no: `100${i}`, name, hired_on: '2024-01-01', unit_id: t.unit('CC-IN') })).id;
  await t.create(EmployeeAssignment, hr, { employee: people['仝静']!, place: t.unit('CC-IN'), takes_calls: false, valid_from: '2024-01-01', valid_to: '2026-11-30' });
  await t.create(EmployeeAssignment, hr, { employee: people['仝静']!, place: t.unit('CC-IN'), takes_calls: true, valid_from: '2026-12-01' });
  await inForce('round');
  await inForce('end_of_shift');
});
afterAll(() => t.close());

async function inForce(list: 'round' | 'end_of_shift'): Promise<void> {
  const { id } = await t.create(Checklist, sulin, { line: t.unit('CC-IN'), list, valid_from: '2026-11-02' });
  await expect(t.step(ChecklistProcess, id, 'put_in_force', sulin, {})).rejects.toThrow('workplace_checklist.not_ready');
  await t.step(ChecklistProcess, id, 'load', sulin, {});
  await t.step(ChecklistProcess, id, 'put_in_force', sulin, {});
  for (const item of await t.sql<{ id: string; rule: string }>('select id, rule from checklist_item where tenant_id = $1 and checklist = $2', [t.tenantId, id])) items[item.rule] = item.id;
  await expect(t.create(ChecklistItem, sulin, { checklist: id, rule: 'CC-9', text: '额外一项', subject: 'place', advice: false })).rejects.toThrow('checklist_item.in_force');
}
const begin = (list: 'round' | 'end_of_shift' = 'round', area: string | null = null, actor = sulin) => t.create(Round, actor, { line: t.unit('CC-IN'), list, area });
const fault = (round: string, rule: string, more: object = {}, actor = sulin) => t.create(RoundLine, actor, { round, item: items[rule]!, outcome: 'fault', note: '看到了', report: false, ...more } as never);
const fine = (round: string, rule: string, actor = sulin) => t.create(RoundLine, actor, { round, item: items[rule]!, outcome: 'ok', report: false });

test.each([
  ['CC-1.2a'], ['CC-1.2b'], ['CC-1.6b'], ['CC-1.8'], ['CC-1.9a'], ['CC-1.10'], ['CC-1.12b'], ['CC-2.1a'], ['CC-2.1b'],
] as const)('%s 在巡场检查单上 [CC-1.2a] [CC-1.6b] [CC-1.8] [CC-1.9a] [CC-1.10] [CC-1.12b] [CC-2.1a]', async (rule) => {
  const round = await begin();
  const line = await fault(round.id, rule, { photos: rule === 'CC-1.2b' ? photo : null });
  expect(line.verdict).toMatch(rule === 'CC-2.1b' ? /只是建议/ : /只记录/);
  await expect(fault(round.id, rule, { employee: people['欧阳娜'], report: true, photos: photo })).rejects.toThrow(rule === 'CC-2.1b' ? 'round_line.advice' : 'round_line.recorded');
});

test('客户或价格资料遗留须拍照；没写情况不予记录 [CC-1.2b]', async () => {
  const round = await begin();
  await expect(fault(round.id, 'CC-1.2b')).rejects.toThrow('round_line.photo');
  await expect(fault(round.id, 'CC-1.9a', { note: null })).rejects.toThrow('round_line.note');
  expect((await fault(round.id, 'CC-1.2b', { photos: photo })).photos).toEqual(photo);
});

test('剃须是对男员工的建议，不能报告为违纪 [CC-2.1b] [CG-24]', async () => {
  const round = await begin();
  await expect(fault(round.id, 'CC-2.1b', { employee: people['欧阳娜'], report: true })).rejects.toThrow('round_line.advice');
});

test('版本把剃须选为义务之后只记录、没有级别；宜淡妆仍是建议；按当天的版本判定 [CC-2.1b] [CC-2.2] [CG-24]', async () => {
  const manager = await t.actor('centre_manager', 'CC', '秦岚');
  await publishedRulebook(t, manager, '2026-11-05', '1.1', [['grooming.severity', 'duty']]);
  const looked = async () => { const { current } = (await t.run(sulin, (tx) => runQuery(tx, RoundPageQuery, {}))) as RoundPage; return current!.items.filter((i) => i.rule === 'CC-2.1b' || i.rule === 'CC-2.2').map((i) => [i.rule, i.advice]); };
  const before = await begin();
  expect([(await fault(before.id, 'CC-2.1b')).verdict, await looked()]).toEqual(['只是建议，不是违纪（CG-24）', [['CC-2.1b', true], ['CC-2.2', true]]]);
  t.at('2026-11-05T02:00:00Z');
  const after = await begin();
  expect([(await fault(after.id, 'CC-2.1b')).verdict, (await fault(after.id, 'CC-2.2')).verdict]).toEqual(['没有成文的处分级别，只记录（CG-22）', '只是建议，不是违纪（CG-24）']);
  expect(await looked()).toEqual([['CC-2.1b', false], ['CC-2.2', true]]);
  await expect(fault(after.id, 'CC-2.1b', { employee: people['欧阳娜'], report: true })).rejects.toThrow('round_line.recorded');
});

test('着装按星期：周四牛仔裙一步报告为违纪并带照片，周五没有成文规定，休闲皮鞋允许 [AC-18] [CG-23]', async () => {
  t.at('2026-11-19T02:00:00Z');
  const thursday = await begin();
  const line = await fault(thursday.id, 'CC-2.3', { employee: people['欧阳娜'], dress: 'denim-skirt', photos: photo, report: true });
  const found = await t.read(RoundLine, line.id);
  const [incident] = await t.sql<{ clause: string; evidence: string[]; place: string; state: string }>('select clause, evidence, place, state from incident where tenant_id = $1 and id = $2', [t.tenantId, found.incident]);
  expect(incident).toEqual({ clause: 'CC-IIP-4', evidence: photo, place: thursday.number, state: 'reported' });
  expect(found.verdict).toBe('CC-IIP-4，首犯IIP（改进计划）');
  await expect(fault(thursday.id, 'CC-2.3', { employee: people['欧阳娜'], dress: 'casual-leather-shoes', report: true })).rejects.toThrow('round_line.allowed');
  t.at('2026-11-20T02:00:00Z');
  const friday = await begin();
  await expect(fault(friday.id, 'CC-2.3', { employee: people['欧阳娜'], dress: 'denim-skirt', report: true })).rejects.toThrow('round_line.no_rule');
  expect((await fault(friday.id, 'CC-2.3', { employee: people['欧阳娜'], dress: 'denim-skirt' })).verdict).toBe('周五的牛仔裙没有成文规定（CG-23）');
  expect((await t.read(RoundLine, (await fault(friday.id, 'CC-2.3', { employee: people['欧阳娜'], dress: 'jeans', report: true })).id)).incident).not.toBeNull();
  const saturday = ((await t.run(sulin, (tx) => runQuery(tx, HouseRulesQuery, { day: '2026-11-21' }))) as HouseRules).dress;
  expect(saturday.map((d) => d.today.verdict)).toEqual(saturday.map(() => 'no-rule'));
});

test('不接电话期间没戴耳麦不算违纪，转接线之日起算 [AC-21]', async () => {
  t.at('2026-11-30T02:00:00Z');
  const before = await begin();
  await expect(fault(before.id, 'CC-ACT-1', { employee: people['仝静'], report: true })).rejects.toThrow('round_line.exempt');
  t.at('2026-12-01T02:00:00Z');
  const after = await begin();
  expect(await t.read(RoundLine, (await fault(after.id, 'CC-ACT-1', { employee: people['仝静'], report: true })).id)).toMatchObject({ verdict: 'CC-ACT-1，首犯Action' });
});

test('手机：工作区发消息是违纪，严重的升为 IIP；其余各格有依据 [AC-17]', async () => {
  t.at('2026-12-01T03:00:00Z');
  const round = await begin();
  const reported = async (grade: 'ordinary' | 'serious') => (await t.read(RoundLine, (await fault(round.id, 'CC-1.11a', { employee: people['欧阳娜'], report: true, grade, note: `程度 ${grade}` })).id)).verdict;
  expect(await reported('ordinary')).toBe('CC-ACT-5，首犯Action');
  t.later({ minutes: 1 });
  expect(await reported('serious')).toBe('CC-IIP-7，首犯IIP（改进计划）');
  const { phone } = (await t.run(agent, (tx) => runQuery(tx, HouseRulesQuery, { day: '2026-12-01' }))) as HouseRules;
  const of = (label: string) => phone.find((p) => p.label[0].startsWith(label))!;
  expect([of('工作区用手机打字').ordinary, of('工作区用手机打字').serious].map((j) => [j.verdict, j.clause, j.level])).toEqual([['offence', 'CC-ACT-5', 'action'], ['offence', 'CC-IIP-7', 'iip']]);
  expect([of('休息区接急电').ordinary.verdict, of('休息区接急电').ordinary.clause]).toEqual(['allowed', 'CC-1.11b']);
  expect([of('休息区打私人').ordinary, of('办公电话办私事').ordinary].map((j) => [j.clause, j.level])).toEqual([['CC-ORAL-13', 'oral'], ['CC-ORAL-13', 'oral']]);
  expect([of('休息室座机 3').ordinary, of('休息室座机 6').ordinary, of('中心以外').ordinary].map((j) => j.verdict)).toEqual(['allowed', 'flagged', 'allowed']);
});

test('休息室吸烟、喧哗按印出的区域只记录，工作区才有级别 [CG-08] [CG-09]', async () => {
  const { zones } = (await t.run(agent, (tx) => runQuery(tx, HouseRulesQuery, { day: '2026-12-01' }))) as HouseRules;
  const smoking = zones.find((z) => z.label[1] === 'Smoking')!.of;
  expect(smoking.map((z) => z.judged.verdict).slice(0, 1)).toEqual(['offence']);
  expect(smoking[2]!.judged).toMatchObject({ verdict: 'recorded', level: null });
  expect(zones.find((z) => z.label[1] === 'Loud noise')!.of[2]!.judged.verdict).toBe('recorded');
  expect(await t.run(agent, (tx) => runQuery(tx, HouseRulesQuery, { day: '2026-11-01' }))).toMatchObject({ version: null, dress: [] });
});

test('下班检查按责任区：四项查完才能结束，各区都查完，当天事项自动完成 [CC-1.9b] [CC-1.9c] [CC-4.2a] [CC-4.2b]', async () => {
  t.at('2026-12-02T10:00:00Z');
  await t.tick();
  const area = await t.create(WorkArea, sulin, { line: t.unit('CC-IN'), name: 'A 区', owner: people['欧阳娜']! });
  await expect(begin('end_of_shift', null, agent)).rejects.toThrow('workplace_round.area');
  const round = await begin('end_of_shift', area.id, agent);
  const rules = ['CC-1.9b', 'CC-1.9c', 'CC-4.2a', 'CC-4.2b'];
  expect(((await t.run(agent, (tx) => runQuery(tx, RoundPageQuery, {}))) as RoundPage).current!.items.map((i) => i.rule)).toEqual(rules);
  for (const rule of rules.slice(0, 3)) await fine(round.id, rule, agent);
  await expect(t.step(RoundProcess, round.id, 'finish', agent, {})).rejects.toThrow('workplace_round.not_ready');
  const done = () => t.sql<{ done_at: Date | null }>(`select done_at from duty_occurrence where tenant_id = $1 and duty = 'workplace_end_of_day' and unit_id = $2 and day = '2026-12-02'`, [t.tenantId, t.unit('CC-IN')]);
  await t.tick();
  expect(await done()).toEqual([{ done_at: null }]);
  await fault(round.id, 'CC-4.2b', { note: '文件柜未上锁' }, agent);
  expect((await t.step(RoundProcess, round.id, 'finish', agent, {})).state).toBe('faults');
  await t.tick();
  expect((await done())[0]!.done_at).not.toBeNull();
  await expect(fine(round.id, 'CC-4.2b', agent)).rejects.toThrow('round_line.finished');
});

test('巡场由主管进行；别线的项目、已记问题又报正常、没有检查单都有拒绝', async () => {
  t.at('2026-12-03T02:00:00Z');
  await expect(begin('round', null, agent)).rejects.toThrow('workplace_round.walker');
  const boss = await t.actor('centre_manager', 'CC');
  await expect(t.create(Round, boss, { line: t.unit('CC-OB'), list: 'round' })).rejects.toThrow('workplace_round.no_list');
  const foreign = await t.create(WorkArea, boss, { line: t.unit('CC-OB'), name: 'B 区', owner: people['仝静']! });
  await expect(begin('end_of_shift', foreign.id)).rejects.toThrow('workplace_round.other_line');
  const round = await begin();
  await expect(fine(round.id, 'CC-4.2a')).rejects.toThrow('round_line.other_list');
  await fault(round.id, 'CC-1.8');
  await expect(fine(round.id, 'CC-1.8')).rejects.toThrow('round_line.fault_stands');
  await expect(fault(round.id, 'CC-2.3', { dress: 'jeans', report: true })).rejects.toThrow('round_line.who');
  await expect(t.create(RoundLine, sulin, { round: round.id, item: items['CC-2.3']!, outcome: 'ok', employee: people['欧阳娜']!, report: true })).rejects.toThrow('round_line.nothing');
});

test('客户资料打印：黑白双面为默认，例外写明理由；一刻钟未取即逾期上报 [CC-4.1] [CC-1.2a] [CC-1.2b]', async () => {
  t.at('2026-12-04T02:00:00Z');
  const print = (more: object) => t.create(CustomerPrint, agent, { line: t.unit('CC-IN'), holds: 'price', what: '报价单', pages: 2, colour: false, one_sided: false, recycled: false, ...more });
  await expect(print({ colour: true })).rejects.toThrow('customer_print.why');
  await expect(print({ one_sided: true })).rejects.toThrow('customer_print.why');
  await expect(print({ colour: true, one_sided: true, recycled: true })).rejects.toThrow('customer_print.why');
  await print({ one_sided: true, recycled: true });
  const one = await print({});
  const tasks = () => t.tasks(agent).then((all) => all.filter((x) => x.recordId === one.id));
  expect((await tasks())[0]!.dueAt).toBe('2026-12-04T02:15:00.000Z');
  await t.step(CustomerPrintProcess, one.id, 'collect', agent, { kept: '3 号柜' });
  expect(await tasks()).toEqual([]);
});
