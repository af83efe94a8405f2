import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { DutyPresence, KeepingCost, LossReport, LossReportProcess, LostItem, LostItemClaim, LostItemClaimProcess, LostItemProcess, lostProperty } from './index.ts';
import { LossCandidates } from './loss-report.ts';

let t: TestKernel;
let li: Actor;
let he: Actor;
beforeAll(async () => {
  t = await startTest({ modules: [lostProperty], now: '2026-12-01T12:00:00Z' });
  li = await t.actor('vip_agent', 'VIP', '李妍');
  he = await t.actor('duty_supervisor', 'VIP', '何强');
  await t.create(DutyPresence, he, {});
});
afterAll(() => t.close());

const report = (values: object = {}) => t.create(LossReport, li, { guest: '刘芳', phone: '13800001234', item_name: '雨伞', colour: '蓝色', lost_place: '305', lost_on: '2026-12-01', description: '木柄，伞面有字母', ...values } as never);
async function kept(values: object = {}): Promise<string> {
  const item = await t.create(LostItem, li, { item_name: '长柄伞', colour: '深蓝', found_place: '305 包厢', handed_in_by: '服务员 0231', nature: 'ordinary', valuable: false, details: '木柄，伞面有字母 L', ...values } as never);
  await t.step(LostItemProcess, item.id, 'accept', he, {}, [t.sign('supervisor', he)]);
  await t.tick();
  return item.id;
}
const seen = (id: string, actor = li) => t.run(actor, (tx) => runQuery(tx, LossCandidates, { report: id }));

test('先报失、后上交：相近即提醒联系，只给名称颜色地点，不给特征；凭陈述和证件领回 [VIP-4.7] [VIP-5.10]', async () => {
  const lost = await report();
  expect((await t.read(LossReport, lost.id)).state).toBe('searching');
  expect(await seen(lost.id)).toEqual([]);
  await kept({ item_name: '黑伞', colour: '黑色' });
  expect((await t.read(LossReport, lost.id)).state).toBe('searching');
  const item = await kept();
  expect((await t.read(LossReport, lost.id)).state).toBe('possible');
  expect((await t.tasks(li)).find((task) => task.recordId === lost.id)).toMatchObject({ step: 'invite' });
  const found = await seen(lost.id);
  expect(found).toMatchObject([{ id: item, item_name: '长柄伞', colour: '深蓝', fit: 'strong' }]);
  expect(JSON.stringify(found)).not.toContain('木柄');
  expect(await seen(lost.id, await t.actor('vip_agent', 'CC'))).toBeNull();
  await t.step(LossReportProcess, lost.id, 'invite', li, { outcome: '周三带证件来' });
  const back = () => t.step(LossReportProcess, lost.id, 'close_found', li, { item });
  await expect(back()).rejects.toThrow('loss_report.not_returned');

  await t.create(KeepingCost, li, { item, cost_kind: 'keeping', amount: 1_500 });
  const claim = await t.create(LostItemClaim, li, { item, claimant: '刘芳' });
  await t.step(LostItemClaimProcess, claim.id, 'record_statement', li, { statement: '蓝色长柄伞，木柄，有字母' });
  const hand = (costs_settled: 'paid' | null) => t.step(LostItemClaimProcess, claim.id, 'hand_over', li,
    { matched: true, id_seen: true, id_type: 'identity_card', id_number: '310101199003121234', phone: '13800001234', costs_settled }, [t.sign('claimant', '刘芳'), t.sign('supervisor', he)]);
  await expect(hand(null)).rejects.toMatchObject({ code: 'lost_item_claim.costs', label: [expect.stringContaining('15.00'), expect.anything()] });
  await hand('paid');
  expect(await t.read(LostItemClaim, claim.id)).toMatchObject({ costs: 1_500, costs_settled: 'paid', state: 'returned' });
  await expect(t.create(KeepingCost, li, { item, cost_kind: 'other', amount: 100 })).rejects.toThrow('lost_item_cost.gone');
  await back();
  expect(await t.read(LossReport, lost.id)).toMatchObject({ state: 'found', item });
});

test('先上交、后报失：登记时即提示；不是这件则继续寻找，以后再有相近的仍会提醒', async () => {
  await kept({ item_name: '充电宝', colour: '白色', found_place: '大厅', details: '一万毫安' });
  const lost = await report({ item_name: '充电宝', colour: '白色', lost_place: null, description: null });
  expect((await t.read(LossReport, lost.id)).state).toBe('possible');
  await t.step(LossReportProcess, lost.id, 'not_it', li, { outcome: '客人的是两万毫安' });
  expect((await t.read(LossReport, lost.id)).state).toBe('searching');
  await kept({ item_name: '移动电源', colour: '白色', found_place: '208', details: null });
  expect((await t.read(LossReport, lost.id)).state).toBe('possible');
  await t.step(LossReportProcess, lost.id, 'give_up', li, { outcome: '客人已买新的' });
  await expect(report({ lost_on: '2026-12-05' })).rejects.toThrow('loss_report.future');
});
