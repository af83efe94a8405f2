/** Deductions on PostgreSQL: assessment, notice, answer, the months of AC-08, the Guangdong profile of AC-09, custody's losses, waiver, secrecy, races. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Holiday } from '../../../kernel/access/organisation.ts';
import { createRecord } from '../../../kernel/register/write.ts';
import { custody, CustodyItem, CustodyProcess } from '../custody/index.ts';
import { publishedRulebook } from '../discipline/cases.testing.ts';
import { discipline, IncidentRegister } from '../discipline/index.ts';
import { pay, PayRecord } from '../pay/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { CompensationRate, CompensationRateProcess, Deduction, DeductionMonth, DeductionMonthProcess, deductions, MoneyClaim, MoneyClaimProcess, OwedByStaff } from './index.ts';
import { FinesAllowed, MinimumWage, ProfileOfPlace } from './parameters.ts';
import { DeductionsOwed, type Owed } from './queries.ts';
import { DeductionsLedger, PayrollFile } from './reports.ts';

let t: TestKernel;
let sulin: Actor;
let manager: Actor;
let hr: Actor;
let payroll: Actor;
const agents: { [no: string]: Actor } = {};
const people: { [no: string]: string } = {};
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, custody, pay, deductions], now: '2026-11-02T02:00:00Z' });
  await t.run(t.system, async (tx) => { for (const day of ['2026-01-01', '2026-02-17', '2026-05-01', '2026-10-01', '2027-01-01', '2027-02-06', '2027-05-01', '2027-10-01']) await createRecord(tx, Holiday, { day, day_kind: 'rest', name: '假日' }); });
  manager = await t.actor('centre_manager', 'CC', '秦岚');
  await publishedRulebook(t, manager, '2026-11-02');
  [sulin, hr, payroll] = [await t.actor('line_supervisor', 'CC-IN', '苏琳'), await t.actor('hr', 'YL', '罗文'), await t.actor('payroll', 'YL', '丁虹')];
  for (const [no, name, wage] of [['1001', '欧阳娜', 260_000], ['1002', '尉迟琳', 600_000], ['1003', '昝蕾', 500_000]] as const) {
    agents[no] = await t.actor('agent', 'CC-IN', name);
    people[no] = (await t.create(Employee, hr, { staff_no: no, name, hired_on: '2024-01-01', app_user: agents[no].id, unit_id: t.unit('CC-IN') })).id;
    await t.create(PayRecord, payroll, { employee: people[no], valid_from: '2026-01-01', base: wage - 10_000, allowance: 10_000, unit_id: t.unit('CC-IN') });
  }
});
afterAll(() => t.close());

const NAMES: { readonly [no: string]: string } = { 1001: '欧阳娜', 1002: '尉迟琳', 1003: '昝蕾' };
const assess = (no: string, more: object = {}, actor = sulin) => t.create(MoneyClaim, actor, { employee: people[no]!, kind: 'compensation', thing: 'headset', happened_on: '2026-11-02', description: '耳麦摔坏', cost: 48_000, evidence_note: '照片两张', ...more } as never);
const notify = (id: string, no: string, more: object = {}) => t.step(MoneyClaimProcess, id, 'notify', sulin, { contract_clause: '劳动合同第 12 条', evidence_note: '照片两张、维修报价', ...more }, [t.sign('employee', NAMES[no]!)]);
async function putDown(no: string, more: object = {}): Promise<string> {
  const { id } = await assess(no, more);
  await notify(id, no);
  await t.step(MoneyClaimProcess, id, 'agree', agents[no]!, {});
  await t.step(MoneyClaimProcess, id, 'schedule', payroll, {});
  return id;
}
const openMonth = (month: string) => t.create(DeductionMonth, payroll, { month });
const linesOf = async (month: string, no: string) => (await t.sql<{ amount: number; carried: number; why: string }>('select amount::float8 as amount, carried::float8 as carried, why from deduction where tenant_id = $1 and month = $2 and employee = $3 order by number', [t.tenantId, month, people[no]]));
const owedBy = (no: string, account: 'owed_compensation' | 'owed_fine' = 'owed_compensation') => t.run(t.system, (tx) => balanceOf(tx, OwedByStaff, account, people[no]!));

test('没有最低工资的答复不能开月；金额、证据、合同与签名都要齐 [LG-1]', async () => {
  await expect(openMonth('2026-11')).rejects.toThrow('parameter.open');
  await t.answer(MinimumWage, 236_000);
  await expect(assess('1001', { cost: null })).rejects.toThrow('money_claim.no_amount');
  await expect(assess('1001', { wanted: 48_001 })).rejects.toThrow('money_claim.above');
  await expect(assess('1001', { wanted: 0 })).rejects.toThrow('money_claim.nothing');
  await expect(assess('1001', { thing: null })).rejects.toThrow('money_claim.thing');
  await expect(assess('1001', { happened_on: '2026-11-03' })).rejects.toThrow('money_claim.future');
  await expect(assess('1001', { happened_on: '2026-11-01' })).rejects.toThrow('money_claim.no_rule');
  await expect(assess('1001', { happened_on: '2023-11-01' })).rejects.toThrow('money_claim.not_employed');
  const { id } = await assess('1001', { evidence_note: null });
  const { basis_text: basis, basis_text_en: inEnglish } = await t.read(MoneyClaim, id);
  expect([basis, inEnglish]).toEqual([expect.stringContaining('按实际费用 480.00 元'), expect.stringContaining('actual cost, 480.00 yuan')]);
  await expect(notify(id, '1001', { contract_clause: null })).rejects.toThrow('money_claim.contract');
  await expect(notify(id, '1001', { evidence_note: null })).rejects.toThrow('money_claim.evidence');
  await expect(notify(id, '1002')).rejects.toThrow('money_claim.signature');
  await expect(t.step(MoneyClaimProcess, id, 'schedule', payroll, {})).rejects.toThrow('wrong_state');
  await t.step(MoneyClaimProcess, id, 'waive', manager, { waive_reason: '线路老化，不是人为' });
  expect(await owedBy('1001')).toBe(0);
});

test('门卡 30 与耳麦 480：工资 2600 分三个月 240、240、30，工资 6000 当月 510；账与报表相符 [AC-08] [LG-1] [CC-FINE-2] [CC-FINE-3]', async () => {
  for (const no of ['1001', '1002']) { await putDown(no, { thing: 'badge', cost: null }); await putDown(no); }
  expect([await owedBy('1001'), await owedBy('1002')]).toEqual([51_000, 51_000]);
  await openMonth('2026-11');
  expect(await linesOf('2026-11', '1001')).toEqual([{ amount: 3_000, carried: 0, why: '本月扣清' }, { amount: 21_000, carried: 27_000, why: expect.stringMatching(/至多 240\.00 元.*LG-1.*结转下月 270\.00 元/) }]);
  expect((await linesOf('2026-11', '1002')).map((l) => l.amount)).toEqual([3_000, 48_000]);
  const approve = async (month: string) => { const [m] = await t.sql<{ id: string }>('select id from deduction_month where tenant_id = $1 and month = $2', [t.tenantId, month]); return t.step(DeductionMonthProcess, m!.id, 'approve', payroll, {}); };
  await expect(approve('2026-11')).rejects.toThrow('deduction_month.not_ready');
  t.at('2026-11-26T02:00:00Z');
  expect((await approve('2026-11')).state).toBe('approved');
  expect([await owedBy('1001'), await owedBy('1002')]).toEqual([27_000, 0]);
  for (const [month, at, amount, left] of [['2026-12', '2026-12-26T02:00:00Z', 24_000, 3_000], ['2027-01', '2027-01-26T02:00:00Z', 3_000, 0]] as const) {
    await expect(openMonth(month)).rejects.toThrow('deduction_month.future');
    t.at(at);
    await openMonth(month);
    expect((await linesOf(month, '1001')).map((l) => [l.amount, l.carried])).toEqual([[amount, left]]);
    await approve(month);
  }
  expect(await owedBy('1001')).toBe(0);
  expect(await t.sql(`select distinct state from money_claim where tenant_id = $1 and employee = $2 and state <> 'waived'`, [t.tenantId, people['1001']])).toEqual([{ state: 'settled' }]);
  const report = await t.run(payroll, (tx) => runReport(tx, DeductionsLedger, { from: '2026-11-01', to: '2027-01-31' }));
  expect([report.totals, report.proof.map((p) => p.ok)]).toEqual([{ opening: 0, added: 102_000, deducted: 102_000, paid: 0, waived: 0, closing: 0 }, [true, true, true]]);
  const file = await t.run(payroll, (tx) => runReport(tx, PayrollFile, { month: '2026-12' }));
  expect([file.rows.map((r) => [r['staff_no'], r['amount']]), file.proof.map((p) => p.ok)]).toEqual([[['1001', 24_000]], [true, true]]);
});

test('广东口径：CC-FINE-1 的罚款被拒并引用 LG-3；没有早于截止日的书面告知，当月扣 0（LG-4） [AC-09] [LG-3] [LG-4]', async () => {
  t.at('2027-02-03T02:00:00Z');
  await t.answer(ProfileOfPlace, 'guangdong', '2027-02-01');
  await t.answer(FinesAllowed, true, '2027-02-01');
  const fine = (happened_on: string) => assess('1002', { kind: 'fine', thing: null, cost: null, happened_on, description: '本月迟到早退 2 次' });
  await expect(fine('2027-02-02')).rejects.toMatchObject({ code: 'money_claim.fine_forbidden', message: expect.stringContaining('LG-3') });
  const late = await assess('1002', { happened_on: '2027-02-02' });
  await openMonth('2027-02');
  expect(await linesOf('2027-02', '1002')).toEqual([{ amount: 0, carried: 48_000, why: '没有书面告知，本月不扣（LG-4）' }]);
  t.at('2027-02-25T02:00:00Z');
  await notify(late.id, '1002');
  await t.step(MoneyClaimProcess, late.id, 'agree', agents['1002']!, {});
  await t.step(MoneyClaimProcess, late.id, 'schedule', payroll, {});
  const [month] = await t.sql<{ id: string }>(`select id from deduction_month where tenant_id = $1 and month = '2027-02'`, [t.tenantId]);
  await t.step(DeductionMonthProcess, month!.id, 'recompute', payroll, {});
  expect(await linesOf('2027-02', '1002')).toEqual([{ amount: 0, carried: 48_000, why: '书面告知于 2027-02-25，不在截止日 2027-02-25 之前，本月不扣（LG-4）' }]);
  await t.step(DeductionMonthProcess, month!.id, 'approve', payroll, {});
  expect(await owedBy('1002')).toBe(48_000);
  t.at('2027-03-25T02:00:00Z');
  await openMonth('2027-03');
  expect((await linesOf('2027-03', '1002')).map((l) => l.amount)).toEqual([48_000]);
});

test('全国口径：罚款默认关闭（LG-2），开启后仍须守则允许 [LG-2] [CC-FINE-1]', async () => {
  await t.answer(ProfileOfPlace, 'national', '2027-03-01');
  const fine = () => assess('1003', { kind: 'fine', thing: null, cost: null, happened_on: '2027-03-02' });
  await t.answer(FinesAllowed, false, '2027-03-01');
  await expect(fine()).rejects.toMatchObject({ code: 'money_claim.fines_off', message: expect.stringContaining('LG-2') });
  await t.answer(FinesAllowed, true, '2027-03-02');
  await expect(fine()).rejects.toThrow('money_claim.fines_off');
});

test('异议由评估人以外的人决定；减少、免除、缴付；逾期未答复记录在案 [CC-FINE-4]', async () => {
  t.at('2027-04-05T02:00:00Z');
  const one = await assess('1003', { thing: 'property', cost: 20_000, happened_on: '2027-04-02' }, manager);
  await notify(one.id, '1003');
  await expect(t.step(MoneyClaimProcess, one.id, 'dispute', agents['1001']!, { dispute: '不是我' })).rejects.toMatchObject({ status: 404 });
  await expect(t.step(MoneyClaimProcess, one.id, 'agree', hr, {})).rejects.toThrow('money_claim.not_yours');
  await t.step(MoneyClaimProcess, one.id, 'dispute', agents['1003']!, { dispute: '桌面原来就有划痕' });
  const decide = (actor: Actor, outcome: 'upheld' | 'reduced' | 'waived', amount: number | null) => t.step(MoneyClaimProcess, one.id, 'decide', actor, { outcome, amount, outcome_note: '查看照片' });
  await expect(decide(manager, 'upheld', null)).rejects.toThrow('money_claim.assessor');
  await expect(decide(hr, 'reduced', 20_000)).rejects.toThrow('money_claim.reduce');
  await decide(hr, 'reduced', 8_000);
  await t.step(MoneyClaimProcess, one.id, 'schedule', payroll, {});
  await expect(t.step(MoneyClaimProcess, one.id, 'pay_in', payroll, { paid: 8_001, receipt: 'R1' })).rejects.toThrow('money_claim.too_much');
  expect((await t.step(MoneyClaimProcess, one.id, 'pay_in', payroll, { paid: 3_000, receipt: 'R1' })).state).toBe('scheduled');
  expect(await owedBy('1003')).toBe(5_000);
  await t.step(MoneyClaimProcess, one.id, 'waive', hr, { waive_reason: '余额免除' });
  expect(await owedBy('1003')).toBe(0);
  const silent = await assess('1003', { happened_on: '2027-04-02' });
  await notify(silent.id, '1003');
  t.at('2027-04-09T02:00:00Z');
  await t.tick();
  expect(await t.read(MoneyClaim, silent.id)).toMatchObject({ state: 'agreed', silent: true });
  await expect(assess('1003', { incident: await breach('1003') }).then(() => assess('1003', { incident: incidents['1003'] }))).rejects.toThrow('money_claim.double');
});
const incidents: { [no: string]: string } = {};
async function breach(no: string): Promise<string> {
  const { id } = await t.create(IncidentRegister, manager, { employee: people[no]!, clause: 'CC-ORAL-8', occurred_at: new Date('2027-04-02T02:00:00Z'), zone: 'work-area', grade: 'ordinary', description: '摔坏耳麦', unit_id: t.unit('CC-IN') });
  incidents[no] = id;
  return id;
}

test('物品保管了结的赔偿自动成为赔偿单，不高于标准；守则条款写明 [AC-20] [CC-1.14b]', async () => {
  t.at('2027-05-03T02:00:00Z');
  await expect(t.create(CompensationRate, hr, { thing: 'headset', basis: 'range', amount: 30_000, to_amount: 40_000, valid_from: '2027-05-03', reason: '采购价' })).rejects.toThrow('compensation_rate.criteria');
  await expect(t.create(CompensationRate, hr, { thing: 'headset', basis: 'fixed', amount: 30_000, valid_from: '2027-05-02', reason: '采购价' })).rejects.toThrow('compensation_rate.past');
  await expect(t.create(CompensationRate, hr, { thing: 'headset', basis: 'actual', amount: 30_000, valid_from: '2027-05-03', reason: '采购价' })).rejects.toThrow('compensation_rate.actual');
  await expect(t.create(CompensationRate, hr, { thing: 'headset', basis: 'fixed', valid_from: '2027-05-03', reason: '采购价' })).rejects.toThrow('compensation_rate.amount');
  await expect(t.create(CompensationRate, hr, { thing: 'headset', basis: 'fixed', amount: 1, to_amount: 2, valid_from: '2027-05-03', reason: '采购价' })).rejects.toThrow('compensation_rate.no_range');
  await expect(t.create(CompensationRate, hr, { thing: 'headset', basis: 'range', amount: 3, to_amount: 2, criteria: '按使用年限', valid_from: '2027-05-03', reason: '采购价' })).rejects.toThrow('compensation_rate.range');
  const table = await t.create(CompensationRate, hr, { thing: 'headset', basis: 'fixed', amount: 30_000, valid_from: '2027-05-03', reason: '采购合同 300 元' });
  await expect(t.step(CompensationRateProcess, table.id, 'approve', hr, {})).rejects.toThrow('compensation_rate.own');
  await t.step(CompensationRateProcess, table.id, 'approve', await t.actor('hr', 'YL'), {});
  for (const [kind, cost, owed, amount] of [['headset', 48_000, 48_000, 30_000], ['badge', null, 3_000, 3_000]] as const) {
    const item = await t.create(CustodyItem, sulin, { kind, label: `X-${kind}`, line: t.unit('CC-IN'), cost });
    await t.step(CustodyProcess, item.id, 'issue', sulin, { holder: people['1002']!, circumstances: '完好' }, [t.sign('holder', '尉迟琳')]);
    await t.step(CustodyProcess, item.id, 'report_lost', agents['1002']!, { lost_at: new Date('2027-05-03T01:30:00Z'), circumstances: '公交车上' });
    await t.step(CustodyProcess, item.id, 'assess', sulin, {});
    await t.step(CustodyProcess, item.id, 'settle', sulin, { owed, circumstances: '补发', replacement: null }, [t.sign('holder', '尉迟琳')]);
    await t.tick();
    const [claim] = await t.sql<{ id: string }>('select id from money_claim where tenant_id = $1 and custody_item = $2', [t.tenantId, item.id]);
    expect(await t.read(MoneyClaim, claim!.id)).toMatchObject({ state: 'assessed', thing: kind, amount, employee: people['1002'], person: agents['1002']!.id, evidence_note: expect.stringContaining('已签字') });
  }
});

test('别人看不到扣款；本人只看到已批准的自己的；主管看不到工资与上限 [CC-3.2]', async () => {
  const seen = async (actor: Actor) => (await t.run(actor, (tx) => listPage(tx, Deduction, { page: 1, size: 50 }))).rows;
  expect((await seen(agents['1001']!)).map((r) => r['month']).sort()).toEqual(['2026-11', '2026-11', '2026-12', '2027-01']);
  for (const actor of [sulin, manager, hr]) expect(await seen(actor)).toEqual([]);
  expect(JSON.stringify(await seen(agents['1001']!))).not.toContain('260000');
  const owed = async (actor: Actor, month: string) => (await t.run(actor, (tx) => runQuery(tx, DeductionsOwed, { month }))) as Owed;
  expect((await owed(sulin, '2026-11')).people).toEqual([]);
  expect((await owed(agents['1001']!, '2026-11')).people.map((p) => [p.staffNo, p.deducted, p.wage])).toEqual([['1001', 24_000, 260_000]]);
  expect((await owed(payroll, '2026-11')).people.map((p) => [p.staffNo, p.deducted])).toEqual([['1001', 24_000], ['1002', 51_000]]);
  await expect(t.run(hr, (tx) => runReport(tx, PayrollFile, { month: '2026-11' }))).rejects.toMatchObject({ status: 403 });
});

test('两人同时：开同一个月、批准、扣与免，各只有一次成立；账不会低于零 [AC-08]', async () => {
  t.at('2027-06-01T02:00:00Z');
  const [march] = await t.sql<{ id: string }>(`select id from deduction_month where tenant_id = $1 and month = '2027-03'`, [t.tenantId]);
  await expect(t.step(DeductionMonthProcess, march!.id, 'approve', payroll, {})).rejects.toThrow('deduction_month.changed');
  await t.step(DeductionMonthProcess, march!.id, 'recompute', payroll, {});
  const twice = async (work: () => Promise<unknown>) => (await Promise.allSettled([work(), work()])).map((r) => r.status).sort();
  expect(await twice(() => t.step(DeductionMonthProcess, march!.id, 'approve', payroll, {}))).toEqual(['fulfilled', 'rejected']);
  const claim = await putDown('1003', { happened_on: '2027-05-20', thing: 'tool' });
  t.at('2027-06-26T02:00:00Z');
  expect(await twice(() => openMonth('2027-06'))).toEqual(['fulfilled', 'rejected']);
  const [june] = await t.sql<{ id: string }>(`select id from deduction_month where tenant_id = $1 and month = '2027-06'`, [t.tenantId]);
  const both = await Promise.allSettled([t.step(DeductionMonthProcess, june!.id, 'approve', payroll, {}), t.step(MoneyClaimProcess, claim, 'waive', hr, { waive_reason: '免除' })]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await owedBy('1003')).toBe(0);
  await expect(openMonth('2027-05')).rejects.toThrow('deduction_month.order');
  await expect(openMonth('2027-5')).rejects.toThrow('deduction_month.month');
});
