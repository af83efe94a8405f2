/** Leaving on PostgreSQL: what is open is found where it is kept, item by item; a dismissal up to its certificate. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, post, posting, Refusal } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { Driver, drivers, RestHours } from '../../estate/drivers/index.ts';
import { ApproverFor, Pool, trips, VehicleTrip, VehicleTripProcess } from '../../estate/trips/index.ts';
import { Vehicle, VehicleDocument, vehicles } from '../../estate/vehicles/index.ts';
import { cards } from '../../guests/cards/index.ts';
import { members } from '../../guests/members/index.ts';
import { Shift, shifts } from '../../guests/shifts/index.ts';
import { cash, ClubCash } from '../../money/cash/index.ts';
import { PettyFloat, PettyFloatProcess, pettyCash } from '../../money/petty-cash/index.ts';
import { tools } from '../../service/tools/index.ts';
import { custody, CustodyItem, CustodyProcess, freeElsewhere, holdElsewhere, TakenOut, TakenOutProcess } from '../custody/index.ts';
import { DeductionMonth, DeductionMonthProcess, deductions, MinimumWage, MoneyClaim, MoneyClaimProcess } from '../deductions/index.ts';
import { type Centre, openCentre } from '../discipline/cases.testing.ts';
import { DismissalReview, DismissalReviewProcess, IncidentProcess } from '../discipline/index.ts';
import { pay, PayRecord } from '../pay/index.ts';
import { Employee } from '../staff/index.ts';
import { ExitClearance, ExitClearanceProcess, leaving } from './index.ts';
import { type ExitOpen, OpenAtExit } from './open.ts';

let c: Centre;
let payroll: Actor;
beforeAll(async () => {
  c = await openCentre('2026-11-02T02:00:00Z', '2026-11-02', [custody, pay, deductions, tools, members, cards, shifts, cash, pettyCash, drivers, vehicles, trips, leaving]);
  payroll = await c.t.actor('payroll', 'YL', '丁虹');
  await c.t.answer(MinimumWage, 236_000, '2026-01-01');
}, 120_000);
afterAll(() => c.t.close());

const blocked = async (id: string, step: 'clear' | 'certify', who: Actor) => (await c.t.run(who, (tx) => recordPage(tx, ExitClearance, id))).steps.find((one) => one.name === step)!.blocked?.[0] ?? null;
const take = (id: string, step: 'clear' | 'certify', who = c.hr) => c.t.step(ExitClearanceProcess, id, step, who, {});
const listed = (id: string, who: Actor) => c.t.run(who, (tx) => runQuery(tx, OpenAtExit, { clearance: id })) as Promise<ExitOpen>;

test('门卡、带出、赔偿、未交付的扣款逐项列出，全部了结才清结；清结后新出现的也挡住证明 [AC-20] [SM-11]', async () => {
  const agent = await c.t.actor('agent', 'CC-IN', '欧阳娜');
  const employee = await c.hire('欧阳娜', { app_user: agent.id });
  await c.t.create(PayRecord, payroll, { employee, valid_from: '2025-01-01', base: 600_000, allowance: 0, unit_id: c.t.unit('CC-IN') });
  const badge = await c.t.create(CustodyItem, c.supervisor, { kind: 'badge', label: 'MK-1', line: c.t.unit('CC-IN') });
  await c.t.step(CustodyProcess, badge.id, 'issue', c.supervisor, { holder: employee, circumstances: '完好' }, [c.t.sign('holder', '欧阳娜')]);
  const projector = await c.t.create(TakenOut, agent, { what: '投影仪', line: c.t.unit('CC-IN'), employee, why: '分会场培训', back_by: '2026-11-20' });
  await c.t.step(TakenOutProcess, projector.id, 'approve', c.supervisor, {});
  const claim = await c.t.create(MoneyClaim, c.supervisor, { employee, kind: 'compensation', thing: 'headset', happened_on: '2026-11-02', description: '耳麦摔坏', cost: 48_000, evidence_note: '照片' });

  const exit = await c.t.create(ExitClearance, c.supervisor, { employee, last_day: '2026-11-30', reason: 'own' });
  await expect(c.t.create(ExitClearance, c.hr, { employee, last_day: '2026-12-31', reason: 'own' })).rejects.toThrow('exit_clearance.double');
  await expect(take(exit.id, 'clear')).rejects.toThrow('exit_clearance.not_ready');
  expect(await blocked(exit.id, 'clear', c.hr)).toBe(`还有 3 项未了结：保管物品未归还：${badge.number} MK-1；带出未还：${projector.number} 投影仪；赔偿或罚款未清：${claim.number} 480.00 元`);
  expect((await listed(exit.id, agent)).things.map((one) => [one.register, one.kind, one.fen])).toEqual([['custody_item', 'held', null], ['item_taken_out', 'out', null], ['money_claim', 'claim', 48_000]]);
  expect(await listed(exit.id, await c.t.actor('agent', 'CC-IN', '旁人'))).toEqual({ things: [], missing: true });
  await c.t.run(c.hr, (tx) => holdElsewhere(tx, { employee, what: '转椅 ZC-00001', source: 'ZC-00001', unit_id: c.t.unit('CC') }));
  expect(await blocked(exit.id, 'clear', c.hr)).toContain('转椅 ZC-00001');
  await c.t.run(c.hr, (tx) => freeElsewhere(tx, 'ZC-00001'));
  expect(await blocked(exit.id, 'clear', c.hr)).not.toContain('转椅');

  await c.t.step(CustodyProcess, badge.id, 'report_lost', agent, { lost_at: new Date('2026-11-02T01:30:00Z'), circumstances: '地铁上' });
  expect(await blocked(exit.id, 'clear', c.hr)).toContain(`遗失损坏未了结：${badge.number} MK-1`);
  await c.t.step(CustodyProcess, badge.id, 'found', c.supervisor, { circumstances: '完好' });
  await c.t.step(TakenOutProcess, projector.id, 'bring_back', c.supervisor, { condition: '完好' });
  await c.t.step(MoneyClaimProcess, claim.id, 'notify', c.supervisor, { contract_clause: '第 12 条', evidence_note: '照片' }, [c.t.sign('employee', '欧阳娜')]);
  await c.t.step(MoneyClaimProcess, claim.id, 'agree', agent, {});
  await c.t.step(MoneyClaimProcess, claim.id, 'schedule', payroll, {});
  c.t.at('2026-11-26T02:00:00Z');
  const month = await c.t.create(DeductionMonth, payroll, { month: '2026-11' });
  await c.t.step(DeductionMonthProcess, month.id, 'approve', payroll, {});
  // Taken from the claim, but the wage clerk has not been told yet.
  expect(await blocked(exit.id, 'clear', c.hr)).toMatch(/^还有 1 项未了结：扣款未交付工资系统：KX-2026-\d{4} 2026-11 480\.00 元$/);
  await c.t.step(DeductionMonthProcess, month.id, 'hand_over', payroll, { received_by: '工资系统' });
  expect(await blocked(exit.id, 'clear', c.hr)).toBeNull();
  expect((await take(exit.id, 'clear')).state).toBe('cleared');

  expect(await blocked(exit.id, 'certify', c.hr)).toBe('最后工作日 2026-11-30 之前不能出具');
  const spare = await c.t.create(CustodyItem, c.supervisor, { kind: 'badge', label: 'MK-2', line: c.t.unit('CC-IN') });
  await c.t.step(CustodyProcess, spare.id, 'issue', c.supervisor, { holder: employee, circumstances: '完好' }, [c.t.sign('holder', '欧阳娜')]);
  c.t.at('2026-12-01T02:00:00Z');
  expect(await blocked(exit.id, 'certify', c.hr)).toBe(`还有 1 项未了结：保管物品未归还：${spare.number} MK-2`);
  await expect(take(exit.id, 'certify')).rejects.toThrow('exit_clearance.not_ready');
  await c.t.step(CustodyProcess, spare.id, 'take_back', c.supervisor, { circumstances: '完好' });
  await expect(take(exit.id, 'certify', c.manager)).rejects.toMatchObject({ status: 403 });
  expect((await take(exit.id, 'certify')).slips).toHaveLength(1);
  expect([await c.t.read(ExitClearance, exit.id), await c.t.read(Employee, employee)]).toMatchObject([{ state: 'certified', certified_on: '2026-12-01' }, { left_on: '2026-11-30' }]);
});

test('解除送达后自动开清结单，出具证明即完成解除审查；不能手工填写解除；依据撤销后不能出具 [SM-14]', async () => {
  const name = '尉迟琳';
  const employee = await c.hire(name);
  await expect(c.t.create(ExitClearance, c.hr, { employee, last_day: '2026-12-31', reason: 'dismissed' })).rejects.toThrow('exit_clearance.dismissed');
  await expect(c.t.create(ExitClearance, c.hr, { employee, last_day: '2019-12-31', reason: 'own' })).rejects.toThrow('exit_clearance.last_day');
  const dismissed = async (person: string, who: string) => {
    c.t.at('2026-12-02T02:00:00Z');
    const incident = await c.report(person, 'CC-DIS-3', '2026-12-02T01:00:00Z', { grade: 'serious' });
    await c.propose(incident, who);
    await c.t.step(IncidentProcess, incident, 'refer_to_review', c.manager, {});
    const [row] = await c.t.sql<{ id: string }>('select id from dismissal_review where tenant_id = $1 and incident = $2', [c.t.tenantId, incident]);
    const review = row!.id;
    const step = (step: 'complete_file' | 'check_law' | 'notify_union' | 'record_union' | 'serve_notice', input: object, signatures: Parameters<typeof c.t.step>[5] = []) => c.t.step(DismissalReviewProcess, review, step, c.hr, input as never, signatures);
    await step('complete_file', { acknowledged_on: '2026-11-10', acknowledged_version: '1.0', evidence_note: '录像', hearing: '承认' });
    await step('check_law', { protection: ['none'], legal_result: 'clear' });
    await step('notify_union', { union_reasons: '打架' });
    await step('record_union', { union_opinion: '无异议', union_answer: '已收悉' });
    await c.t.step(DismissalReviewProcess, review, 'decide_dismissal', c.manager, { verdict: 'dismiss', conclusion: '证据确凿' });
    await step('serve_notice', { ends_on: '2026-12-02' }, [c.t.sign('employee', who)]);
    await c.t.tick();
    const [exit] = await c.t.sql<{ id: string }>('select id from exit_clearance where tenant_id = $1 and employee = $2', [c.t.tenantId, person]);
    return { review, exit: exit!.id };
  };
  const { review, exit } = await dismissed(employee, name);
  expect(await c.t.read(ExitClearance, exit)).toMatchObject({ state: 'open', reason: 'dismissed', review, last_day: '2026-12-02' });
  await take(exit, 'clear');
  await take(exit, 'certify');
  expect(await c.t.read(DismissalReview, review)).toMatchObject({ state: 'completed', clearance: (await c.t.read(ExitClearance, exit)).number });

  const other = await c.hire('昝蕾');
  const known = await c.t.create(ExitClearance, c.hr, { employee: other, last_day: '2026-12-31', reason: 'own' });
  const again = await dismissed(other, '昝蕾');
  expect([again.exit, await c.t.read(ExitClearance, known.id)]).toMatchObject([known.id, { reason: 'dismissed', last_day: '2026-12-02' }]);
  await take(known.id, 'clear');
  await c.t.step(DismissalReviewProcess, again.review, 'lose_ground', c.t.system, {});
  expect(await blocked(known.id, 'certify', c.hr)).toBe('解除决定已不再有效');
});

test('自己不能清结自己的', async () => {
  const employee = await c.hire('罗文', { app_user: c.hr.id });
  const exit = await c.t.create(ExitClearance, c.manager, { employee, last_day: '2026-12-31', reason: 'agreed' });
  expect(await blocked(exit.id, 'clear', c.hr)).toBe('不能清结自己的');
  await expect(take(exit.id, 'clear')).rejects.toBeInstanceOf(Refusal);
});

test('备用金、短款、开出去的车也挡住清结：交回、还清、收车之后才清结 [SM-11]', async () => {
  const { t } = c;
  t.at('2026-12-07T02:00:00Z');
  const man = await t.actor('vip_agent', 'VIP', '周宇');
  const [fang, desk, head] = [await t.actor('finance', 'YL', '方华'), await t.actor('vehicle_dispatcher', 'LC', '车援朝'), await t.actor('duty_supervisor', 'VIP', '何强')];
  const employee = await c.hire('周宇', { app_user: man.id });
  const exit = await t.create(ExitClearance, c.hr, { employee, last_day: '2026-12-31', reason: 'own' });
  expect(await blocked(exit.id, 'clear', c.hr)).toBeNull();

  await t.create(Shift, man, { code: 'a', place: 'first' });
  const float = await t.create(PettyFloat, man, { amount: 100_000 });
  expect(await blocked(exit.id, 'clear', c.hr)).toBeNull();
  await t.step(PettyFloatProcess, float.id, 'draw', fang, {}, [t.sign('clerk', man)]);
  expect(await blocked(exit.id, 'clear', c.hr)).toBe(`还有 1 项未了结：备用金未交回：${float.number} 1,000.00 元`);
  await t.step(PettyFloatProcess, float.id, 'settle', head, { counted: '100×9 50×1 20×2', person: man.id, why: '找零有误' }, [t.sign('supervisor', head)]);
  expect((await listed(exit.id, c.hr)).things.map((one) => [one.register, one.kind, one.fen])).toEqual([['petty_float', 'float', 99_000], ['employee', 'shortage', 1_000]]);
  await t.step(PettyFloatProcess, float.id, 'give_back', fang, { counted: '100×9 50×1 20×2' }, [t.sign('clerk', man)]);
  expect(await blocked(exit.id, 'clear', c.hr)).toBe('还有 1 项未了结：短款未归还：会所账 10.00 元');
  await t.run(fang, (tx) => post(tx, posting(ClubCash, 'shortage_paid', { amount: 1_000, from: man.id, because: 'paid', at: tx.now, cause: { register: 'petty_float', id: float.id }, unit: t.unit('VIP') })));
  expect(await blocked(exit.id, 'clear', c.hr)).toBeNull();

  const out = await driving(employee, desk, man);
  expect(await blocked(exit.id, 'clear', c.hr)).toBe(`还有 1 项未了结：车辆与钥匙未交回：${out.number} 京A10002`);
  await t.step(VehicleTripProcess, out.id, 'bring_back', desk, { back_km: 120, tolls: 0, parking: 0, remark: null });
  await take(exit.id, 'clear');
  expect((await t.read(ExitClearance, exit.id)).state).toBe('cleared');
});

/** A vehicle of the pool that has left with this employee. */
async function driving(employee: string, desk: Actor, asks: Actor): Promise<{ readonly id: string; readonly number: string }> {
  const { t } = c;
  await t.answer(Pool, t.unit('LC'));
  await t.answer(ApproverFor.city, 'vehicle_dispatcher');
  await t.answer(RestHours, 0);
  const driver = await t.create(Driver, desk, { employee, licence_class: 'C1', licence_until: new Date('2028-01-01T00:00:00+08:00') });
  const car = await t.create(Vehicle, desk, { plate: '京A10002', kind: 'car', seats: 5, licence_class: 'C1', in_service_since: '2024-01-01' });
  for (const kind of ['registration', 'inspection', 'compulsory'] as const) await t.create(VehicleDocument, desk, { vehicle: car.id, kind, valid_from: '2026-01-01', valid_to: '2027-12-31' });
  const planned = { planned_from: new Date('2026-12-07T11:00:00+08:00'), planned_to: new Date('2026-12-07T15:00:00+08:00') };
  const trip = await t.create(VehicleTrip, await t.actor('vip_manager', 'VIP', '高敏'), { department: t.unit('VIP'), purpose: '接机', range: 'city', from_place: '总部', to_place: '机场', passengers: 2, ...planned });
  await t.step(VehicleTripProcess, trip.id, 'approve', desk, {});
  await t.step(VehicleTripProcess, trip.id, 'dispatch', desk, { vehicle: car.id, driver: driver.id });
  expect(await vehiclesWith(asks)).toEqual([]);
  await t.step(VehicleTripProcess, trip.id, 'depart', desk, { out_km: 100, checked: true });
  return trip;
}
const vehiclesWith = async (person: Actor) => (await listedFor(person)).filter((one) => one.kind === 'vehicle');
const listedFor = async (person: Actor) => (await listed((await c.t.sql<{ id: string }>('select id from exit_clearance where tenant_id = $1 and person = $2', [c.t.tenantId, person.id]))[0]!.id, c.hr)).things;
