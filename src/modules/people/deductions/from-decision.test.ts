/** Money that a decision orders: it comes by itself, once, and falls with the decision, along the whole cascade of an appeal. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, emit, type Actor } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { Appeal, AppealProcess, appeals } from '../appeals/index.ts';
import { custody, CustodyItem, CustodyProcess } from '../custody/index.ts';
import { type Centre, openCentre } from '../discipline/cases.testing.ts';
import { DismissalReviewProcess, IncidentProcess } from '../discipline/index.ts';
import { pay, PayRecord } from '../pay/index.ts';
import { DeductionMonth, DeductionMonthProcess, deductions, MoneyClaim, MoneyClaimProcess, OwedByStaff } from './index.ts';
import { MinimumWage } from './parameters.ts';
import { DeductionsOwed, type Owed } from './queries.ts';
import { DeductionsLedger } from './reports.ts';

let c: Centre;
let payroll: Actor;
beforeAll(async () => {
  c = await openCentre('2025-06-02T01:00:00Z', '2025-06-02', [appeals, custody, pay, deductions]);
  payroll = await c.t.actor('payroll', 'YL', '丁虹');
  await c.t.answer(MinimumWage, 236_000, '2025-01-01');
}, 120_000);
afterAll(() => c.t.close());

interface Claim { readonly id: string; readonly state: string; readonly amount: number | null; readonly taken: number | null; readonly sanction: string | null; readonly clause: string; readonly thing: string | null; readonly waive_reason: string | null; readonly custody_item: string | null }
const claimsOf = (employee: string) => c.t.sql<Claim>('select id, state, amount::float8 as amount, taken::float8 as taken, sanction, clause, thing, waive_reason, custody_item from money_claim where tenant_id = $1 and employee = $2 order by number', [c.t.tenantId, employee]);
const balance = (account: 'owed_compensation' | 'to_return', employee: string) => c.t.run(c.t.system, (tx) => balanceOf(tx, OwedByStaff, account, employee));

async function hired(name: string) {
  const agent = await c.t.actor('agent', 'CC-IN', name);
  const employee = await c.hire(name, { app_user: agent.id });
  await c.t.create(PayRecord, payroll, { employee, valid_from: '2025-01-01', base: 500_000, allowance: 0, unit_id: c.t.unit('CC-IN') });
  return { agent, employee, name };
}
/** Assessed on documents, told in writing, agreed, put down. */
async function putDown(claim: string, who: { readonly name: string; readonly agent: Actor }, cost: number): Promise<void> {
  await c.t.step(MoneyClaimProcess, claim, 'assess', c.supervisor, { thing: 'property', cost, wanted: null, evidence_note: '维修发票' });
  await c.t.step(MoneyClaimProcess, claim, 'notify', c.supervisor, { contract_clause: '劳动合同第 12 条', evidence_note: '维修发票' }, [c.t.sign('employee', who.name)]);
  await c.t.step(MoneyClaimProcess, claim, 'agree', who.agent, {});
  await c.t.step(MoneyClaimProcess, claim, 'schedule', payroll, {});
}
async function month(name: string, employee: string, approve: boolean) {
  const { id } = await c.t.create(DeductionMonth, payroll, { month: name });
  if (approve) await c.t.step(DeductionMonthProcess, id, 'approve', payroll, {});
  return c.t.sql<{ amount: number; why: string; claim: string }>('select amount::float8 as amount, why, claim from deduction where tenant_id = $1 and deduction_month = $2 and employee = $3 order by number', [c.t.tenantId, id, employee]);
}

test('已决的事件带赔偿：自动成为待评估的单，重复告知不重复；评估不能由本人、不高于凭据 [CC-FINE-4] [CG-19] [SM-5]', async () => {
  const who = await hired('欧阳娜');
  const sanction = await c.settled(who.employee, who.name, 'CC-ORAL-8', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z');
  await c.t.tick();
  await c.t.run(c.t.system, async (tx) => { emit(tx, 'discipline.money', { incident: sanction.incident, sanction: sanction.id, effects: [{ clause: 'CC-FINE-4', kind: 'compensation' }] }); });
  await c.t.tick();
  const [claim, ...others] = await claimsOf(who.employee);
  expect([claim, others]).toMatchObject([{ state: 'to_assess', amount: null, sanction: sanction.id, clause: 'CC-FINE-4', thing: 'property' }, []]);
  const assess = (actor: Actor, cost: number | null, wanted: number | null) => c.t.step(MoneyClaimProcess, claim!.id, 'assess', actor, { thing: 'property', cost, wanted, evidence_note: '维修发票' });
  await expect(assess(c.supervisor, null, 5_000)).rejects.toThrow('money_claim.no_amount');
  await expect(assess(c.supervisor, 5_000, 5_001)).rejects.toThrow('money_claim.above');
  await expect(assess(who.agent, 5_000, null)).rejects.toMatchObject({ status: 403 });
  await assess(c.supervisor, 5_000, null);
  expect(await c.t.read(MoneyClaim, claim!.id)).toMatchObject({ state: 'assessed', amount: 5_000, clause: 'CC-FINE-4' });
});

test('申诉连锁：撤销的单自动免除，已扣的列为应退并退还；以它为据的案待重新决定时不扣，重新决定后跟随新决定 [SM-3] [SM-5]', async () => {
  const who = await hired('尉迟琳');
  const first = await c.settled(who.employee, who.name, 'CC-ORAL-8', '2026-03-04T02:00:00Z', '2026-03-05T02:00:00Z');
  const second = await c.settled(who.employee, who.name, 'CC-ORAL-8', '2026-05-12T02:00:00Z', '2026-05-13T02:00:00Z');
  expect([first.level, second.level]).toEqual(['oral', 'written']);
  await c.t.tick();
  const [one, two] = await claimsOf(who.employee);
  await putDown(one!.id, who, 150_000);
  c.t.at('2026-05-26T02:00:00Z');
  expect(await month('2026-05', who.employee, true)).toMatchObject([{ amount: 100_000, claim: one!.id }]);
  await putDown(two!.id, who, 20_000);
  expect(await balance('owed_compensation', who.employee)).toBe(70_000);

  const appeal = await c.t.create(Appeal, who.agent, { sanction: first.id, grounds: '设备原已损坏', wants: 'revoke', late_reason: '刚找到报修记录' } as never);
  await c.t.step(AppealProcess, appeal.id, 'take_up', c.hr, {});
  await c.t.step(AppealProcess, appeal.id, 'decide', c.hr, { outcome: 'revoked', to_level: null, reasons: '报修记录在先' });
  await c.t.tick();
  await c.t.tick();
  expect(await claimsOf(who.employee)).toMatchObject([{ state: 'to_return', taken: 100_000, waive_reason: expect.stringContaining(first.number) }, { state: 'scheduled' }]);
  expect([await balance('owed_compensation', who.employee), await balance('to_return', who.employee)]).toEqual([20_000, 100_000]);

  c.t.at('2026-06-26T02:00:00Z');
  expect(await month('2026-06', who.employee, false)).toMatchObject([{ amount: 0, claim: two!.id, why: '所依据的处分决定待重新作出，不扣' }]);
  const owed = await c.t.run(who.agent, (tx) => runQuery(tx, DeductionsOwed, { month: '2026-06' })) as Owed;
  expect(owed.people[0]!.claims.map((x) => [x.state, x.open, x.why[0]])).toEqual([['to_return', 0, '依据已撤销，应退还 1,000.00 元'], ['scheduled', 20_000, '所依据的处分决定待重新作出，不扣']]);
  await expect(c.t.step(MoneyClaimProcess, one!.id, 'give_back', c.hr, { receipt: '六月工资' })).rejects.toMatchObject({ status: 403 });
  expect((await c.t.step(MoneyClaimProcess, one!.id, 'give_back', payroll, { receipt: '六月工资' })).state).toBe('returned');
  expect(await balance('to_return', who.employee)).toBe(0);

  await c.decide(second.incident, c.manager, 'oral');
  await c.t.tick();
  const again = await c.sanctionOf(second.incident);
  expect(await claimsOf(who.employee)).toMatchObject([{ state: 'returned' }, { state: 'scheduled', sanction: again.id }]);
  const [draft] = await c.t.sql<{ id: string }>(`select id from deduction_month where tenant_id = $1 and month = '2026-06'`, [c.t.tenantId]);
  await c.t.step(DeductionMonthProcess, draft!.id, 'recompute', payroll, {});
  await c.t.step(DeductionMonthProcess, draft!.id, 'approve', payroll, {});
  expect(await balance('owed_compensation', who.employee)).toBe(0);
  const report = await c.t.run(payroll, (tx) => runReport(tx, DeductionsLedger, { from: '2026-01-01', to: '2026-12-31' }));
  expect([report.totals, report.proof.map((p) => p.ok)]).toEqual([{ opening: 0, added: 170_000, deducted: 120_000, paid: 0, waived: 50_000, closing: 0 }, [true, true, true]]);

  await c.t.step(IncidentProcess, second.incident, 'annul', c.hr, { annulled_because: '仲裁裁决撤销' });
  await c.t.tick();
  expect(await claimsOf(who.employee)).toMatchObject([{ state: 'returned' }, { state: 'to_return', taken: 20_000 }]);
});

test('重新决定时不予处分，未扣的单随之免除；减轻不免除', async () => {
  const who = await hired('昝蕾');
  const first = await c.settled(who.employee, who.name, 'CC-ORAL-8', '2026-07-01T02:00:00Z', '2026-07-02T02:00:00Z');
  const second = await c.settled(who.employee, who.name, 'CC-ORAL-8', '2026-07-07T02:00:00Z', '2026-07-08T02:00:00Z');
  await c.t.tick();
  await c.t.run(c.hr, async (tx) => { await (await import('../../../kernel/index.ts')).takeStep(tx, IncidentProcess, first.incident, 'reduce', { to_level: 'iip', reduced_because: '损害轻微', reduced_by: '罗文' }); });
  await c.t.tick();
  expect((await claimsOf(who.employee)).map((x) => x.state)).toEqual(['to_assess', 'to_assess']);
  await c.t.step(IncidentProcess, first.incident, 'annul', c.hr, { annulled_because: '证据有误' });
  await c.t.step(IncidentProcess, second.incident, 'dismiss_case', c.manager, { closing_reason: '同一组照片，不足为据' });
  await c.t.tick();
  expect((await claimsOf(who.employee)).map((x) => x.state)).toEqual(['waived', 'waived']);
});

test('同一次损坏：保管了结与处分决定只有一张单，先后皆可 [CG-19] [CC-FINE-2]', async () => {
  const who = await hired('宇文静');
  const broken = async (label: string, at: string) => {
    c.t.at(at);
    const item = await c.t.create(CustodyItem, c.supervisor, { kind: 'headset', label, line: c.t.unit('CC-IN'), cost: 48_000 });
    await c.t.step(CustodyProcess, item.id, 'issue', c.supervisor, { holder: who.employee, circumstances: '完好' }, [c.t.sign('holder', who.name)]);
    await c.t.step(CustodyProcess, item.id, 'report_damaged', who.agent, { circumstances: '摔在地上' });
    await c.t.step(CustodyProcess, item.id, 'assess', c.supervisor, {});
    return item.id;
  };
  const settle = (item: string) => c.t.step(CustodyProcess, item, 'settle', c.supervisor, { owed: 48_000, circumstances: '更换', replacement: null }, [c.t.sign('holder', who.name)]);
  const before = await broken('EM-1', '2026-08-03T01:00:00Z');
  await settle(before);
  await c.t.tick();
  const first = await c.settled(who.employee, who.name, 'CC-ORAL-10', '2026-08-03T02:00:00Z', '2026-08-04T02:00:00Z');
  await c.t.tick();
  expect(await claimsOf(who.employee)).toMatchObject([{ state: 'assessed', amount: 48_000, custody_item: before, sanction: first.id }]);
  const after = await broken('EM-2', '2026-08-05T01:00:00Z');
  await c.settled(who.employee, who.name, 'CC-ORAL-10', '2026-08-05T02:00:00Z', '2026-08-06T02:00:00Z');
  await c.t.tick();
  expect((await claimsOf(who.employee))[1]).toMatchObject({ state: 'to_assess', custody_item: null });
  await settle(after);
  await c.t.tick();
  expect(await claimsOf(who.employee)).toMatchObject([{}, { state: 'assessed', amount: 48_000, custody_item: after }]);
  await c.t.step(IncidentProcess, first.incident, 'annul', c.hr, { annulled_because: '并非发泄' });
  await c.t.tick();
  expect((await claimsOf(who.employee))[0]).toMatchObject({ state: 'assessed' });
});

test('开除条款没有处分决定：解除决定时带出造成的损失 [CC-FINE-5]', async () => {
  const who = await hired('闻人杰');
  c.t.at('2026-09-01T02:00:00Z');
  const incident = await c.report(who.employee, 'CC-DIS-9', '2026-09-01T02:00:00Z', { grade: 'serious', damage: '冒领三张报销单' });
  await c.propose(incident, who.name);
  await c.t.step(IncidentProcess, incident, 'refer_to_review', c.manager, {});
  await c.t.tick();
  expect(await claimsOf(who.employee)).toEqual([]);
  const [review] = await c.t.sql<{ id: string }>('select id from dismissal_review where tenant_id = $1 and incident = $2', [c.t.tenantId, incident]);
  const step = (name: 'complete_file' | 'check_law' | 'notify_union' | 'record_union', input: object) => c.t.step(DismissalReviewProcess, review!.id, name, c.hr, input as never);
  await step('complete_file', { acknowledged_on: '2025-06-10', acknowledged_version: '1.0', evidence_note: '报销单原件', hearing: '承认' });
  await step('check_law', { protection: ['none'], legal_result: 'clear' });
  await step('notify_union', { union_reasons: '伪造报销单' });
  await step('record_union', { union_opinion: '无异议', union_answer: '已收悉' });
  await c.t.step(DismissalReviewProcess, review!.id, 'decide_dismissal', c.manager, { verdict: 'dismiss', conclusion: '证据确凿' });
  await c.t.tick();
  expect(await claimsOf(who.employee)).toMatchObject([{ state: 'to_assess', clause: 'CC-FINE-5', thing: 'loss', sanction: null }]);
});
