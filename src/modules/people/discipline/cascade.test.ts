/** A decision that does not hold, through the real steps: what was built on it is suspended, proposed again and decided again; nothing is deleted. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../../kernel/index.ts';
import { type Centre, openCentre } from './cases.testing.ts';
import { thawed } from './explained.rules.ts';
import { CaseEvidence, CaseEvidenceProcess, IncidentProcess, IncidentRegister, Sanction } from './index.ts';

let c: Centre;
beforeAll(async () => { c = await openCentre(); }, 120_000);
afterAll(() => c.t.close());

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
const stateOf = async (id: string) => (await c.t.read(IncidentRegister, id)).state;
const rechecks = (employee: string) => c.t.sql<{ number: string; depth: number; was: string; comes_to: string | null; state: string; because: string }>(
  `select s.number, r.depth, r.was, r.comes_to, r.state, r.because from sanction_recheck r join sanction s on s.tenant_id = r.tenant_id and s.id = r.sanction where r.employee = $1 order by r.number`, [employee]);
const decisions = (employee: string) => c.t.sql<{ number: string; state: string; level: string; round: number }>('select number, state, level, round from sanction where employee = $1 order by number', [employee]);

async function dressThrice(name: string) {
  const employee = await c.hire(name);
  const first = await c.settled(employee, name, 'CC-IIP-4', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z');
  const second = await c.settled(employee, name, 'CC-IIP-4', '2026-05-12T02:00:00Z', '2026-05-13T02:00:00Z');
  const third = await c.settled(employee, name, 'CC-IIP-4', '2026-07-07T02:00:00Z', '2026-07-08T02:00:00Z');
  c.t.at('2026-07-20T02:00:00Z');
  return { employee, name, first, second, third };
}

test('撤销第一次：后两次逐层暂停、重新建议，按次序重新决定，新决定从首次送达起算，旧决定都在', async () => {
  const { employee, name, first, second, third } = await dressThrice('欧阳娜');
  await c.t.step(IncidentProcess, first.incident, 'annul', c.hr, { annulled_because: '当日为着装自由日' });
  expect(await decisions(employee)).toMatchObject([{ state: 'revoked' }, { state: 'suspended', level: 'oral' }, { state: 'suspended', level: 'written' }]);
  expect(await rechecks(employee)).toMatchObject([
    { number: second.number, depth: 1, was: 'oral', comes_to: 'iip', state: 'open', because: first.number }, { number: third.number, depth: 2, was: 'written', comes_to: 'oral', state: 'open', because: second.number },
  ]);
  expect(await c.t.read(IncidentRegister, second.incident)).toMatchObject({ state: 'proposed', proposed_level: 'iip', decided_level: null });
  expect(await c.t.read(IncidentRegister, third.incident)).toMatchObject({ state: 'proposed', proposed_level: 'oral' });

  expect((await refusalOf(c.decide(third.incident, c.manager, 'oral'))).label[0]).toBe(`先重新决定 ${second.number}，本案以其为依据`);
  await c.decide(second.incident, c.manager, 'iip');
  const again = await c.sanctionOf(second.incident);
  expect(again).toMatchObject({ level: 'iip', round: 2, replaces: second.id, first_served_on: '2026-05-13', state: 'issued' });
  await c.decide(third.incident, c.manager, 'oral');
  const last = await c.sanctionOf(third.incident);
  expect(thawed(last.explanation).history_used).toMatchObject([{ decision: again.number, level: 'iip', served: '2026-05-13' }]);
  expect(await rechecks(employee)).toMatchObject([{ state: 'decided' }, { state: 'decided' }]);
  await c.serve(second.incident, name);
  expect(await c.t.read(Sanction, again.id)).toMatchObject({ state: 'in_force', served_on: '2026-07-20', in_force_to: '2027-05-12' });
  expect((await decisions(employee)).map((one) => [one.state, one.level, one.round])).toEqual([
    ['revoked', 'iip', 1], ['replaced', 'oral', 1], ['replaced', 'written', 1], ['in_force', 'iip', 2], ['issued', 'oral', 2],
  ]);
  expect(await stateOf(first.incident)).toBe('annulled');
});

test('重新决定时不予处分：以它为据的再降一层', async () => {
  const { employee, first, second, third } = await dressThrice('尉迟琳');
  await c.t.step(IncidentProcess, first.incident, 'annul', c.hr, { annulled_because: '证据有误' });
  await c.t.step(IncidentProcess, second.incident, 'dismiss_case', c.manager, { closing_reason: '同一组照片，不足为据' });
  expect((await c.t.read(IncidentRegister, third.incident)).proposed_level).toBe('iip');
  await c.decide(third.incident, c.manager, 'iip');
  expect((await decisions(employee)).map((one) => [one.state, one.level])).toEqual([['revoked', 'iip'], ['revoked', 'oral'], ['replaced', 'written'], ['issued', 'iip']]);
  expect(await rechecks(employee)).toMatchObject([{ state: 'lapsed' }, { state: 'decided' }]);
});

test('减轻：新决定取代旧的，仍从首次送达计；只能减轻', async () => {
  const { employee, second, third } = await dressThrice('昝蕾');
  const reduce = (to_level: 'iip' | 'written') => c.t.run(c.hr, async (tx) => (await import('../../../kernel/index.ts')).takeStep(tx, IncidentProcess, second.incident, 'reduce', { to_level, reduced_because: '当日有医嘱', reduced_by: '罗文' }));
  expect((await refusalOf(reduce('written'))).code).toBe('incident.not_lighter');
  await reduce('iip');
  expect(await c.sanctionOf(second.incident)).toMatchObject({ level: 'iip', round: 2, first_served_on: '2026-05-13', change_reason: '当日有医嘱' });
  expect(await c.t.read(IncidentRegister, third.incident)).toMatchObject({ state: 'proposed', proposed_level: 'oral' });
  expect(await rechecks(employee)).toMatchObject([{ number: third.number, comes_to: 'oral', depth: 1 }]);
});

test('并入的口头警告：撤销其一，书面警告重新建议，另一次恢复效力，解除审查撤回；未决的建议一并重算', async () => {
  const name = '缑晓雯';
  const employee = await c.hire(name);
  const a = await c.settled(employee, name, 'CC-ORAL-6', '2026-01-09T02:00:00Z', '2026-01-10T02:00:00Z');
  const b = await c.settled(employee, name, 'CC-ORAL-9', '2026-02-09T02:00:00Z', '2026-02-10T02:00:00Z');
  const merged = await c.settled(employee, name, 'CC-ORAL-7', '2026-03-09T02:00:00Z', '2026-03-10T02:00:00Z');
  const second = await c.settled(employee, name, 'CC-WRIT-3', '2026-06-09T02:00:00Z', '2026-06-10T02:00:00Z');
  expect([merged.level, second.level, second.review]).toEqual(['written', 'written', true]);
  c.t.at('2026-06-20T02:00:00Z');
  const open = await c.report(employee, 'CC-ORAL-4', '2026-06-20T01:00:00Z');
  expect((await c.propose(open, name)).accumulation.orals_in_window).toBe(1);
  c.t.at('2026-07-01T02:00:00Z');
  await c.t.step(IncidentProcess, a.incident, 'annul', c.hr, { annulled_because: '考勤记录有误' });
  expect(await c.t.read(Sanction, a.id)).toMatchObject({ state: 'revoked' });
  expect(await c.t.read(Sanction, b.id)).toMatchObject({ state: 'in_force', consumed_by: null });
  expect(await rechecks(employee)).toMatchObject([{ number: b.number, comes_to: 'oral', state: 'unchanged' }, { number: merged.number, comes_to: 'oral', state: 'open' }, { number: second.number, comes_to: 'written' }]);
  expect(await c.t.sql('select state from dismissal_review where sanction = $1', [second.id])).toEqual([{ state: 'withdrawn' }]);
  const again = thawed((await c.t.read(IncidentRegister, open)).proposal ?? '');
  expect([again.result, again.accumulation.orals_in_window]).toEqual(['written', 3]);
});

test('两人同时撤销同一处分：只撤一次，连锁只写一次', async () => {
  const { employee, first } = await dressThrice('逯洋');
  const results = await Promise.allSettled([c.hr, c.manager].map((who) => c.t.step(IncidentProcess, first.incident, 'annul', who, { annulled_because: '重复处理' })));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await rechecks(employee)).toHaveLength(2);
});

test('同时撤销同一人的两个处分：一个接一个，最后一次只按仍然有效的计', async () => {
  const { first, second, third } = await dressThrice('仝静');
  await Promise.allSettled([first, second].map((one) => c.t.step(IncidentProcess, one.incident, 'annul', c.hr, { annulled_because: '证据不足' })));
  for (const one of [first, second]) {
    const state = await stateOf(one.incident);
    if (state === 'proposed') await c.t.step(IncidentProcess, one.incident, 'dismiss_case', c.manager, { closing_reason: '证据不足' });
  }
  expect(await c.t.read(IncidentRegister, third.incident)).toMatchObject({ state: 'proposed', proposed_level: 'iip' });
});

test('撤销：当事人自己不能撤销，报告人可以因为不是决定', async () => {
  const name = '厍春燕';
  const employee = await c.hire(name, { app_user: c.hr.id });
  const one = await c.settled(employee, name, 'CC-IIP-2', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z');
  expect((await refusalOf(c.t.step(IncidentProcess, one.incident, 'annul', c.hr, { annulled_because: '自己撤' }))).code).toBe('incident.not_ready');
});

test('口头警告以上须有证据；证据一件一条，不采纳须理由，决定之后不再收 [LG-6]', async () => {
  c.t.at('2026-08-03T02:00:00Z');
  const incident = await c.report(await c.hire('靳冬梅'), 'CC-ORAL-7', '2026-08-03T01:00:00Z');
  await c.t.step(IncidentProcess, incident, 'start_inquiry', c.supervisor, {});
  const bring = (more: object) => c.t.create(CaseEvidence, c.supervisor, { incident, kind: 'call', shows: '争执经过', ...more } as never);
  expect((await refusalOf(bring({}))).code).toBe('case_evidence.empty');
  expect((await refusalOf(bring({ kind: 'witness', words: '在场' }))).code).toBe('case_evidence.witness');
  expect((await refusalOf(bring({ call_id: '1763450001.22', taken_at: new Date('2026-08-04T00:00:00Z') }))).code).toBe('case_evidence.future');
  const call = await bring({ call_id: '1763450001.22' });
  expect(call).toMatchObject({ state: 'on_file', brought_by: '苏琳' });
  await c.t.step(CaseEvidenceProcess, call.id, 'set_aside', c.supervisor, { set_aside_because: '录音不是本人' });
  await c.t.step(IncidentProcess, incident, 'record_statement', c.supervisor, { statement: '没有骂人' }, [c.t.sign('employee', '靳冬梅')]);
  await c.t.step(IncidentProcess, incident, 'propose', c.supervisor, {});
  expect((await refusalOf(c.decide(incident, c.manager, 'oral'))).code).toBe('incident.evidence_missing');
  await bring({ kind: 'witness', witness: '吴静', words: '听到“你有病”三个字。' });
  await c.decide(incident, c.manager, 'oral');
  expect((await refusalOf(bring({ call_id: '2' }))).code).toBe('case_evidence.closed');
});

test('当事人自己陈述：本人签名，别人不能代答；调查开始后看得到案件，别线的人看不到', async () => {
  const agent = await c.t.actor('agent', 'CC-IN', '令狐颖');
  const other = await c.t.actor('agent', 'CC-IN', '单雯');
  c.t.at('2026-08-10T02:00:00Z');
  const incident = await c.report(await c.hire('令狐颖', { app_user: agent.id }), 'CC-IIP-2', '2026-08-10T01:00:00Z');
  await c.t.step(IncidentProcess, incident, 'start_inquiry', c.supervisor, {});
  const answer = (who: typeof agent, signer: string) => c.t.step(IncidentProcess, incident, 'answer', who, { statement: '门禁坏了' }, [c.t.sign('employee', signer)]);
  expect((await refusalOf(answer(other, '单雯'))).status).toBe(404);
  expect((await refusalOf(answer(agent, '别人'))).code).toBe('incident.other_signer');
  expect((await answer(agent, '令狐颖')).slips).toHaveLength(1);
  expect(await c.t.read(IncidentRegister, incident)).toMatchObject({ state: 'heard', statement: '门禁坏了', accused_user: agent.id });
});

test('比照处理：没有对应条款时须写明比照哪一条，并由第二人同意 [CC-NOTE-1]', async () => {
  const name = '亓官晓';
  c.t.at('2026-08-17T02:00:00Z');
  const incident = await c.report(await c.hire(name), 'CC-1.10', '2026-08-17T01:00:00Z', { analogy_to: 'CC-IIP-3' });
  expect(await c.propose(incident, name)).toMatchObject({ result: 'iip', rule: { by_analogy: true, clause: 'CC-IIP-3' } });
  expect((await c.decide(incident, c.supervisor, 'iip')).state).toBe('awaiting_second');
  await c.t.step(IncidentProcess, incident, 'confirm_change', c.hr, {});
  expect(await c.sanctionOf(incident)).toMatchObject({ level: 'iip', compared_with: 'CC-IIP-3', second_approver: '罗文' });
});
