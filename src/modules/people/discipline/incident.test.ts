/** Cases through their real steps, on PostgreSQL: the ladder, accumulation, independence, one sanction for one incident. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { type Centre, openCentre, publishedRulebook } from './cases.testing.ts';
import { thawed } from './explained.rules.ts';
import { IncidentProcess, IncidentRegister, Sanction } from './index.ts';

let c: Centre;
beforeAll(async () => { c = await openCentre(); }, 120_000);
afterAll(() => c.t.close());

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
const read = (incident: string) => c.t.read(IncidentRegister, incident);

test('着装三犯：IIP、口头警告、书面警告，依次引用前一次，说明随决定冻结 [AC-01] [CC-ESC-1] [CC-ESC-2]', async () => {
  const name = '欧阳娜';
  const employee = await c.hire(name);
  const first = await c.settled(employee, name, 'CC-IIP-4', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z');
  const second = await c.settled(employee, name, 'CC-IIP-4', '2026-05-12T02:00:00Z', '2026-05-13T02:00:00Z');
  const third = await c.settled(employee, name, 'CC-IIP-4', '2026-07-07T02:00:00Z', '2026-07-08T02:00:00Z');
  expect([first, second, third].map((s) => s.level)).toEqual(['iip', 'oral', 'written']);
  expect(first).toMatchObject({ state: 'in_force', served_on: '2026-03-03', in_force_to: '2027-03-02', rulebook_no: '1.0', clause: 'CC-IIP-4', family: 'dress' });
  const why = thawed(third.explanation);
  expect(why.rule).toMatchObject({ version: '1.0', clause: 'CC-IIP-4', text: ['着装不合公司要求。', expect.any(String)] });
  expect(why.history_used).toMatchObject([{ decision: second.number, role: 'repeat', served: '2026-05-13' }]);
  expect(why.history_ignored.map((h) => h.decision)).toEqual([first.number]);
  expect(why.steps.map((s) => s.rule)).toContain('CC-ESC-2');
  expect(why.params).toMatchObject({ 'repeat.mode': 'chain', 'repeat.window': 'P12M' });
  expect(why.choices).toEqual([]);
});

test('Action 与 IIP 各有自己的通知单：写着本单位的定义和各自的要求；其他级别没有定义 [CG-18]', async () => {
  const d = await openCentre('2026-03-01T01:00:00Z', '2026-03-01');
  await publishedRulebook(d.t, d.manager, '2026-03-02', '1.1', [['action.definition', '当面提示一次并留存'], ['iip.definition', '三十天改进计划']]);
  const name = '昝蕾';
  const employee = await d.hire(name);
  const notice = async (clause: string, at: string, level: 'action' | 'iip' | 'oral') => {
    d.t.at(at);
    const incident = await d.report(employee, clause, at);
    await d.propose(incident, name);
    await d.decide(incident, d.manager, level);
    const { slips } = await d.serve(incident, name);
    const { stamps, lines } = await d.t.run(d.manager, (tx) => slipPage(tx, slips[0]!, '云岭'));
    const said = (label: string) => lines.find((l) => l.label[0].startsWith(label))?.value;
    return [stamps[0]![0], said('何为'), said('要求')];
  };
  const [action, iip, oral] = [await notice('CC-ACT-2', '2026-03-03T02:00:00Z', 'action'), await notice('CC-IIP-2', '2026-03-04T02:00:00Z', 'iip'), await notice('CC-ORAL-9', '2026-03-05T02:00:00Z', 'oral')];
  expect([action[1], iip[1], oral[1]]).toEqual(['当面提示一次并留存', '三十天改进计划', undefined]);
  expect(new Set([action, iip, oral].map((n) => JSON.stringify(n[2]))).size).toBe(3);
  expect(iip[2]).toEqual([expect.stringContaining('改进目标、辅导人和复核日'), expect.any(String)]);
  await d.t.close();
}, 120_000);

test('一年三次口头警告：第三次发书面警告，三次同时用尽，只有一张通知单；之后从 1/3 重新计 [AC-02] [CC-ESC-3a]', async () => {
  const name = '尉迟琳';
  const employee = await c.hire(name);
  const a = await c.settled(employee, name, 'CC-ORAL-6', '2026-01-09T02:00:00Z', '2026-01-10T02:00:00Z');
  const b = await c.settled(employee, name, 'CC-ORAL-9', '2026-05-31T02:00:00Z', '2026-06-01T02:00:00Z');
  c.t.at('2026-12-20T02:00:00Z');
  const insult = await c.report(employee, 'CC-ORAL-7', '2026-12-20T01:30:00Z', { zone: 'shared-area' });
  expect(await c.propose(insult, name)).toMatchObject({ result: 'written', consumes: [a.number, b.number], accumulation: { orals_in_window: 3, needed: 3 } });
  await c.decide(insult, c.manager, 'written');
  const written = await c.sanctionOf(insult);
  const used = [await c.t.read(Sanction, a.id), await c.t.read(Sanction, b.id)];
  expect(used.map((s) => [s.state, s.consumed_by])).toEqual([['consumed', written.id], ['consumed', written.id]]);
  c.t.at('2026-12-21T02:00:00Z');
  const served = await c.serve(insult, name);
  expect(served.slips).toHaveLength(1);
  const slip = await c.t.run(c.manager, (tx) => slipPage(tx, served.slips[0]!, '云岭'));
  expect(slip.stamps[0]).toEqual(['书面警告', 'Written Warning']);
  expect(slip.copies.map(([zh]) => zh)).toEqual(['员工联', '线路联', '人事联']);
  c.t.at('2027-01-05T02:00:00Z');
  const smoking = await c.report(employee, 'CC-ORAL-4', '2027-01-05T01:30:00Z');
  expect(await c.propose(smoking, name)).toMatchObject({ result: 'oral', consumes: [], accumulation: { orals_in_window: 1, needed: 3 } });
});

test.each([
  ['2025-11-23', 'oral', 2],
  ['2025-11-24', 'written', 3],
] as const)('累计期边界：%s 送达的口头警告，2026-11-23 决定为 %s [AC-03]', async (served, level, count) => {
  const name = `边界${count}`;
  const employee = await c.hire(name);
  await c.settled(employee, name, 'CC-ORAL-6', `${served}T01:00:00Z`, `${served}T03:00:00Z`);
  await c.settled(employee, name, 'CC-ORAL-9', '2026-04-30T02:00:00Z', '2026-05-01T02:00:00Z');
  c.t.at('2026-11-23T02:00:00Z');
  const third = await c.report(employee, 'CC-ORAL-7', '2026-11-23T01:00:00Z');
  expect(await c.propose(third, name)).toMatchObject({ result: level, accumulation: { orals_in_window: count } });
});

test('一次事件一个处分：降级须理由，已决定的不能再决定，下个月加重被拒 [AC-12]', async () => {
  const name = '昝蕾';
  const employee = await c.hire(name);
  c.t.at('2026-07-07T02:00:00Z');
  const incident = await c.report(employee, 'CC-WRIT-3', '2026-07-07T01:00:00Z');
  expect((await c.propose(incident, name)).result).toBe('written');
  expect((await refusalOf(c.decide(incident, c.manager, 'oral'))).code).toBe('discipline.reason_missing');
  await c.decide(incident, c.manager, 'oral', { change_reason: '初次，来访者已在门外等候' });
  expect(await c.sanctionOf(incident)).toMatchObject({ level: 'oral', change_reason: '初次，来访者已在门外等候', clause: 'CC-WRIT-3' });
  expect((await refusalOf(c.decide(incident, c.manager, 'written'))).code).toBe('wrong_state');
  await c.serve(incident, name);
  c.t.later({ days: 30 });
  expect((await refusalOf(c.decide(incident, c.manager, 'written', { change_reason: '又想加重', harm_evidence: '有' }))).code).toBe('wrong_state');
  expect((await refusalOf(c.report(employee, 'CC-WRIT-3', '2026-07-07T01:00:00Z'))).code).toBe('incident.double');
  expect(await c.t.sql('select id from sanction where incident = $1', [incident])).toHaveLength(1);
});

test('两人同时决定同一事件：只有一个处分 [AC-12]', async () => {
  const name = '缑晓雯';
  const employee = await c.hire(name);
  c.t.at('2026-07-07T02:00:00Z');
  const incident = await c.report(employee, 'CC-ACT-5', '2026-07-07T01:00:00Z');
  await c.propose(incident, name);
  const results = await Promise.allSettled([c.decide(incident, c.manager, 'action'), c.decide(incident, c.supervisor, 'action')]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await c.t.sql('select id from sanction where incident = $1', [incident])).toHaveLength(1);
});

test('同一人的两个事件同时决定：后一个看到前一个，三次口头警告只用一次', async () => {
  const name = '逯洋';
  const employee = await c.hire(name);
  await c.settled(employee, name, 'CC-ORAL-6', '2026-02-01T02:00:00Z', '2026-02-02T02:00:00Z');
  await c.settled(employee, name, 'CC-ORAL-9', '2026-03-10T02:00:00Z', '2026-03-11T02:00:00Z');
  c.t.at('2026-08-03T02:00:00Z');
  const both = [await c.report(employee, 'CC-ORAL-7', '2026-08-03T01:00:00Z'), await c.report(employee, 'CC-ORAL-4', '2026-08-03T01:10:00Z')];
  for (const incident of both) expect((await c.propose(incident, name)).result).toBe('written');
  const results = await Promise.allSettled(both.map((incident) => c.decide(incident, c.manager, 'written')));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = both[results.findIndex((r) => r.status === 'rejected')]!;
  await c.t.step(IncidentProcess, left, 'propose_again', c.supervisor, {});
  expect(await read(left)).toMatchObject({ proposed_level: 'oral' });
  await c.decide(left, c.manager, 'oral');
  expect((await c.t.sql(`select id from sanction where employee = $1 and state = 'consumed'`, [employee]))).toHaveLength(2);
});

test('决定权限：报告人不能决定，口头警告以上由中心经理，当事人不能决定自己的事', async () => {
  c.t.at('2026-08-10T02:00:00Z');
  const reporter = await c.t.create(IncidentRegister, c.supervisor, { employee: await c.hire('仝静'), clause: 'CC-ACT-5', occurred_at: c.t.now(), zone: 'work-area', grade: 'ordinary', description: '操作手机' });
  await c.propose(reporter.id, '仝静');
  expect((await refusalOf(c.decide(reporter.id, c.supervisor, 'action'))).code).toBe('incident.not_ready');
  const page = await c.t.run(c.supervisor, (tx) => recordPage(tx, IncidentRegister, reporter.id));
  expect(page.steps.find((s) => s.name === 'decide')?.blocked?.[0]).toContain('报告人');
  await c.decide(reporter.id, c.manager, 'action');

  const oral = await c.report(await c.hire('厍春燕'), 'CC-ORAL-7', '2026-08-10T01:00:00Z');
  await c.propose(oral, '厍春燕');
  expect(await refusalOf(c.decide(oral, c.supervisor, 'oral'))).toMatchObject({ code: 'incident.decider', status: 403 });
  expect((await refusalOf(c.decide(oral, c.supervisor, 'action', { change_reason: '从轻' }))).code).toBe('incident.decider');

  const own = await c.report(await c.hire('秦岚', { app_user: c.manager.id }), 'CC-ACT-5', '2026-08-10T01:00:00Z');
  await c.propose(own, '秦岚');
  expect((await refusalOf(c.decide(own, c.manager, 'action'))).code).toBe('incident.not_ready');
});

test('加重：须损害证据和第二批准人，不得超过首犯级别以上 2 级；第二人不能是决定人 [CC-NOTE-2] [CG-25]', async () => {
  const name = '靳冬梅';
  const employee = await c.hire(name);
  c.t.at('2026-08-17T02:00:00Z');
  const incident = await c.report(employee, 'CC-ACT-5', '2026-08-17T01:00:00Z', { damage: '客户投诉到总部' });
  await c.propose(incident, name);
  const heavier = { change_reason: '影响公司信誉', harm_evidence: '客户来信一封' };
  expect((await refusalOf(c.decide(incident, c.manager, 'oral', { change_reason: '影响信誉' }))).code).toBe('discipline.harm_missing');
  expect((await refusalOf(c.decide(incident, c.manager, 'written', heavier))).code).toBe('discipline.above_bound');
  expect((await c.decide(incident, c.manager, 'oral', heavier)).state).toBe('awaiting_second');
  expect(await c.t.sql('select id from sanction where incident = $1', [incident])).toEqual([]);
  expect((await refusalOf(c.t.step(IncidentProcess, incident, 'confirm_change', c.manager, {}))).code).toBe('incident.not_ready');
  await c.t.step(IncidentProcess, incident, 'reject_change', c.hr, { reason: '先补损害证据' });
  expect(await read(incident)).toMatchObject({ state: 'proposed', decided_level: null, change_reason: null });
  await c.decide(incident, c.manager, 'oral', heavier);
  await c.t.step(IncidentProcess, incident, 'confirm_change', c.hr, {});
  expect(await c.sanctionOf(incident)).toMatchObject({ level: 'oral', decided_by: '秦岚', second_approver: '罗文', change_reason: '影响公司信誉' });
});

test('申辩期 3 个工作日：到期前不能记未陈述，到期由系统记录；决定期限 30 天，逾期上报', async () => {
  const employee = await c.hire('令狐颖');
  c.t.at('2026-09-03T02:00:00Z');
  const incident = await c.report(employee, 'CC-IIP-2', '2026-09-03T01:00:00Z');
  await c.t.step(IncidentProcess, incident, 'start_inquiry', c.supervisor, {});
  // Thursday; three working days later is Tuesday the 8th, to its very end.
  expect((await read(incident)).hear_by?.toISOString()).toBe('2026-09-08T16:00:00.000Z');
  expect((await refusalOf(c.t.step(IncidentProcess, incident, 'record_silence', c.supervisor, {}))).code).toBe('incident.not_ready');
  c.t.at('2026-09-08T15:59:00Z');
  await c.t.tick();
  expect((await read(incident)).state).toBe('fact_finding');
  c.t.at('2026-09-08T16:00:00Z');
  await c.t.tick();
  expect(await read(incident)).toMatchObject({ state: 'heard', silent: true, statement: null });
  await c.t.step(IncidentProcess, incident, 'propose', c.supervisor, {});
  const due = async (actor: typeof c.manager) => (await c.t.tasks(actor)).find((task) => task.recordId === incident);
  expect((await due(c.manager))?.dueAt).toBe('2026-10-03T16:00:00.000Z');
  expect(await due(c.hr)).toBeUndefined();
  c.t.at('2026-10-04T00:00:00Z');
  await c.t.tick();
  expect(await due(c.hr)).toMatchObject({ step: 'decide', overdue: true, escalated: true });
});

test('送达：须本人签收，拒签须两名见证人', async () => {
  const name = '单雯';
  c.t.at('2026-09-10T02:00:00Z');
  const incident = await c.report(await c.hire(name), 'CC-IIP-2', '2026-09-10T01:00:00Z');
  await c.propose(incident, name);
  await c.decide(incident, c.supervisor, 'iip');
  const serve = (signature: Parameters<typeof c.t.step>[5]) => c.t.step(IncidentProcess, incident, 'serve', c.supervisor, {}, signature);
  expect((await refusalOf(serve([]))).code).toBe('signature.missing');
  expect((await refusalOf(serve([c.t.sign('employee', '别人')]))).code).toBe('incident.other_signer');
  expect((await refusalOf(serve([c.t.refuse('employee', name, ['甲'])]))).code).toBe('signature.witnesses');
  await serve([c.t.refuse('employee', name, ['吴静', '苏琳'])]);
  expect(await c.sanctionOf(incident)).toMatchObject({ state: 'in_force', served_how: 'refused', served_on: '2026-09-10' });
});

test('守则公布之前的事件没有规定可依；转人事的条款离开阶梯 [CC-EFF-2] [CG-31]', async () => {
  const name = '粟倩';
  const employee = await c.hire(name);
  c.t.at('2026-09-11T02:00:00Z');
  const before = await c.report(employee, 'CC-IIP-4', '2025-06-01T02:00:00Z');
  expect(await c.propose(before, name)).toMatchObject({ outcome: 'no-rule', result: null });
  expect((await refusalOf(c.decide(before, c.manager, 'action', { change_reason: '仍想处分' }))).code).toBe('discipline.no_sanction_possible');
  await c.t.step(IncidentProcess, before, 'dismiss_case', c.manager, { closing_reason: '当时没有规定' });
  const legal = await c.report(employee, 'CC-WRIT-5', '2026-09-11T01:00:00Z');
  expect((await c.propose(legal, name)).outcome).toBe('legal-track');
  await c.t.step(IncidentProcess, legal, 'hand_to_hr', c.supervisor, {});
  expect((await c.t.tasks(c.hr)).some((task) => task.recordId === legal)).toBe(true);
  await c.t.step(IncidentProcess, legal, 'close_by_hr', c.hr, { closing_reason: '安排培训' });
  expect((await read(legal)).state).toBe('closed');
});

test.each([
  ['将来', { at: '2026-12-31T01:00:00Z' }, 'incident.future'],
  ['入职之前', { at: '2020-02-29T01:00:00Z' }, 'incident.not_employed'],
  ['没有的条款', { clause: 'CC-ZZZ-1' }, 'incident.no_such_clause'],
  ['公司以外没有理由', { zone: 'outside' }, 'incident.scope_reason'],
] as const)('报告被拒：%s', async (_why, wrong, code) => {
  c.t.at('2026-09-14T02:00:00Z');
  const { at = '2026-09-14T01:00:00Z', clause = 'CC-ORAL-7', ...more } = { ...wrong } as { at?: string; clause?: string; zone?: 'outside' };
  expect((await refusalOf(c.report(await c.hire(`被拒${code}`), clause, at, more))).code).toBe(code);
});

test('撤销之后不再计入，因它用尽的口头警告恢复效力；届满自动', async () => {
  const name = '郜燕';
  const employee = await c.hire(name);
  const first = await c.settled(employee, name, 'CC-ORAL-6', '2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z');
  await c.settled(employee, name, 'CC-ORAL-9', '2026-04-01T02:00:00Z', '2026-04-02T02:00:00Z');
  const written = await c.settled(employee, name, 'CC-ORAL-7', '2026-05-06T02:00:00Z', '2026-05-07T02:00:00Z');
  expect([written.level, (await c.t.read(Sanction, first.id)).state]).toEqual(['written', 'consumed']);
  await c.t.step(IncidentProcess, written.incident, 'annul', c.hr, { annulled_because: '申诉成立' });
  expect(await c.t.read(Sanction, first.id)).toMatchObject({ state: 'in_force', consumed_by: null });
  c.t.at('2027-03-01T15:59:00Z');
  await c.t.tick();
  expect((await c.t.read(Sanction, first.id)).state).toBe('in_force');
  c.t.at('2027-03-01T16:00:00Z');
  await c.t.tick();
  expect((await c.t.read(Sanction, first.id)).state).toBe('expired');
});

test('员工看得到自己的处分和依据，别的线路看不到', async () => {
  const agent = await c.t.actor('agent', 'CC-OB', '冼慧敏');
  const employee = await c.hire('冼慧敏', { app_user: agent.id });
  const own = await c.settled(employee, '冼慧敏', 'CC-IIP-2', '2026-09-20T02:00:00Z', '2026-09-21T02:00:00Z');
  expect((await c.t.run(agent, (tx) => recordPage(tx, Sanction, own.id))).row.explanation).toContain('CC-IIP-2');
  const other = await c.t.actor('line_supervisor', 'CC-OB');
  await expect(c.t.run(other, (tx) => recordPage(tx, Sanction, own.id))).rejects.toThrow('not_found');
  expect((await c.t.run(agent, (tx) => recordPage(tx, IncidentRegister, own.incident))).row.description).toBe('当场看到');
  const colleague = await c.t.actor('agent', 'CC-IN');
  await expect(c.t.run(colleague, (tx) => recordPage(tx, IncidentRegister, own.incident))).rejects.toThrow('not_found');
});
