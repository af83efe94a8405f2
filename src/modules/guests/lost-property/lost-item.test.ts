import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { DutyPresence, DutyPresenceProcess, LostItem, LostItemProcess, lostProperty, SafeSlot, supervisorsOnDuty } from './index.ts';

let t: TestKernel;
let li: Actor;
let he: Actor;
let gao: Actor;
let zhao: Actor;
let slot: string;

const phone = {
  item_name: '手机', colour: '银色', found_place: '208', found_at: new Date('2026-11-30T17:20:00Z'), handed_in_by: '服务员 0231', nature: 'ordinary', valuable: true,
  details: '华为 Mate 60，屏保是一只橘猫',
} as const;
const umbrella = { ...phone, item_name: '雨伞', colour: '蓝色', valuable: false, details: null } as const;

beforeAll(async () => {
  t = await startTest({ modules: [lostProperty], now: '2026-11-30T17:20:00Z' });
  li = await t.actor('vip_agent', 'VIP', '李妍');
  he = await t.actor('duty_supervisor', 'VIP', '何强');
  gao = await t.actor('vip_manager', 'VIP', '高敏');
  zhao = await t.actor('general_affairs', 'YL', '赵宁');
  slot = (await t.create(SafeSlot, gao, { code: 'B-03', kind: 'safe' })).id;
});
afterAll(() => t.close());

/** He is on duty from here on, as the test before may have ended the day. */
async function onDuty(): Promise<void> {
  if ((await t.run(t.system, (tx) => supervisorsOnDuty(tx, t.unit('VIP')))).length === 0) await t.create(DutyPresence, he, {});
}
async function stored(values: typeof phone | typeof umbrella, slotId: string | null = null): Promise<string> {
  await onDuty();
  const item = await t.create(LostItem, li, { ...values, found_at: t.now() });
  await t.step(LostItemProcess, item.id, 'accept', he, { slot: slotId }, [t.sign('supervisor', he)]);
  return item.id;
}

test.each(['item_name', 'colour', 'found_place', 'handed_in_by'] as const)('缺少 %s 不能登记 [VIP-4.1]', async (field) => {
  await expect(t.create(LostItem, li, { ...phone, [field]: '' })).rejects.toMatchObject({ code: 'invalid', fields: { [field]: expect.anything() } });
});

test('拾获时间留空即登记时刻，不能晚于现在', async () => {
  expect((await t.create(LostItem, li, { ...umbrella, found_at: null })).found_at).toEqual(t.now());
  await expect(t.create(LostItem, li, { ...phone, found_at: new Date('2026-12-24T00:00:00Z') })).rejects.toThrow('lost_item.future');
});

test('登记后待当班主管签字，没有主管在岗时按钮写明原因 [VIP-4.2]', async () => {
  t.at('2026-11-30T17:20:00Z');
  const item = await t.create(LostItem, li, phone);
  expect(item).toMatchObject({ state: 'registered', holder: 'shift' });
  const before = await t.run(he, (tx) => recordPage(tx, LostItem, item.id));
  expect(before.steps.find((s) => s.name === 'accept')?.blocked?.[0]).toContain('没有当班主管');
  await expect(t.step(LostItemProcess, item.id, 'accept', he, { slot }, [t.sign('supervisor', he)])).rejects.toThrow('lost_item.not_ready');
  await t.create(DutyPresence, he, {});
  await expect(t.step(LostItemProcess, item.id, 'accept', he, { slot })).rejects.toThrow('signature.missing');
  await expect(t.step(LostItemProcess, item.id, 'accept', li, { slot }, [t.sign('supervisor', li)])).rejects.toThrow('not_allowed');
  const accepted = await t.step(LostItemProcess, item.id, 'accept', he, { slot }, [t.sign('supervisor', he)]);
  expect(accepted).toMatchObject({ state: 'kept', slips: [expect.any(String)] });
  expect((await t.run(li, (tx) => recordPage(tx, LostItem, item.id))).signatures).toMatchObject([{ name: '何强' }]);
});

test('贵重物品须放保险柜，一格一件 [VIP-4.3]', async () => {
  await onDuty();
  const shelf = await t.create(SafeSlot, gao, { code: 'J-01', kind: 'shelf' });
  const watch = await t.create(LostItem, li, { ...phone, item_name: '手表', found_at: t.now() });
  const accept = (slotId: string | null) => t.step(LostItemProcess, watch.id, 'accept', he, { slot: slotId }, [t.sign('supervisor', he)]);
  await expect(accept(null)).rejects.toThrow('lost_item.safe_needed');
  await expect(accept(shelf.id)).rejects.toThrow('lost_item.not_a_safe');
  await expect(accept(slot)).rejects.toThrow('lost_item.slot_taken');
  const free = await t.create(SafeSlot, gao, { code: 'B-04', kind: 'safe' });
  await expect(accept(free.id)).resolves.toMatchObject({ state: 'kept' });
});

test('两位主管同时使用同一格保险柜，只有一件放得进去 [VIP-4.3]', async () => {
  await onDuty();
  const free = await t.create(SafeSlot, gao, { code: 'B-05', kind: 'safe' });
  const items = await Promise.all([1, 2, 3, 4].map((n) => t.create(LostItem, li, { ...phone, item_name: `项链 ${n}`, found_at: t.now() })));
  const results = await Promise.allSettled(items.map((i) => t.step(LostItemProcess, i.id, 'accept', he, { slot: free.id }, [t.sign('supervisor', he)])));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(results.filter((r) => r.status === 'rejected').map((r) => r.reason.code)).toEqual(Array(3).fill('lost_item.slot_taken'));
});

test('上交人不能为自己签字，代理主管可以签 [VIP-4.2]', async () => {
  await onDuty();
  const own = await t.create(LostItem, he, { ...umbrella, handed_in_by: '何强', found_at: t.now() });
  expect(own.finder).toBe(he.id);
  await expect(t.step(LostItemProcess, own.id, 'accept', he, {}, [t.sign('supervisor', he)])).rejects.toThrow('lost_item.own_find');
  const acting = await t.deputy(await t.actor('vip_agent', 'VIP', '周宇'), 'duty_supervisor', 'VIP', he);
  await t.create(DutyPresence, acting, {});
  await t.step(LostItemProcess, own.id, 'accept', acting, {}, [t.sign('supervisor', acting)]);
  const page = await t.run(li, (tx) => recordPage(tx, LostItem, own.id));
  expect(page.row.state).toBe('kept');
  expect(page.timeline[0]).toMatchObject({ actor: '周宇', onBehalfOf: expect.anything() });
});

test('没有任职的人不能登记当班，重复登记被拒绝，营业日结束自动离岗', async () => {
  t.at('2026-12-10T12:00:00Z');
  await t.tick();
  const presence = await t.create(DutyPresence, he, {});
  await expect(t.create(DutyPresence, he, {})).rejects.toThrow('duty_presence.twice');
  await expect(t.create(DutyPresence, gao, {})).rejects.toThrow('not_allowed');
  await expect(t.create(DutyPresence, li, {})).rejects.toThrow('not_allowed');
  t.at('2026-12-11T00:00:00Z');
  await t.tick();
  expect(await t.read(DutyPresence, presence.id)).toMatchObject({ state: 'off_duty', until: new Date('2026-12-11T00:00:00Z') });
  const next = await t.create(DutyPresence, he, {});
  await t.step(DutyPresenceProcess, next.id, 'go_off', he, {});
  expect(await t.run(t.system, (tx) => supervisorsOnDuty(tx, t.unit('VIP')))).toEqual([]);
});

test('银色手机：当班签字入柜、日结转贵宾中心、三天后双方签字移交总务处 [VIP-4.4] [VIP-4.5] [AS-19]', async () => {
  t.at('2026-11-30T17:20:00Z');
  const three = await t.create(SafeSlot, gao, { code: 'B-33', kind: 'safe' });
  const id = await stored(phone, three.id);
  expect(await t.read(LostItem, id)).toMatchObject({ state: 'kept', slot: three.id, keep_until: '2026-12-03', holder: 'shift' });
  t.at('2026-11-30T23:59:59Z');
  await t.tick();
  expect((await t.read(LostItem, id)).state).toBe('kept');
  t.at('2026-12-01T00:00:00Z');
  await t.tick();
  expect(await t.read(LostItem, id)).toMatchObject({ state: 'in_custody', holder: 'vip_centre' });

  const both = [t.sign('deliverer', li), t.sign('receiver', zhao)];
  t.at('2026-12-02T14:10:00Z');
  await expect(t.step(LostItemProcess, id, 'transfer', li, {}, both)).rejects.toThrow('2026-12-03');
  t.at('2026-12-03T14:10:00Z');
  expect((await t.tasks(li)).find((task) => task.recordId === id)).toMatchObject({ step: 'transfer', dueAt: '2026-12-04T00:00:00.000Z', overdue: false });
  await expect(t.step(LostItemProcess, id, 'transfer', li, {}, [both[0]!])).rejects.toThrow('signature.missing');
  await expect(t.step(LostItemProcess, id, 'transfer', li, {}, [both[0]!, t.sign('receiver', '路人')])).rejects.toThrow('signature.not_entitled');
  await t.step(LostItemProcess, id, 'transfer', li, {}, both);
  expect(await t.read(LostItem, id)).toMatchObject({ state: 'at_general_affairs', holder: 'general_affairs', slot: null, received_by: '赵宁' });
  const { slips } = await t.run(zhao, (tx) => recordPage(tx, LostItem, id));
  expect(slips.find((s) => s.number.startsWith('YJ-202612-'))?.copies).toEqual([['贵宾中心联', 'VIP centre copy'], ['总务处联', 'General Affairs copy']]);
});

test('过了期限一分钟仍未移交：看板逾期并上报客服经理 [VIP-4.5] [AS-19]', async () => {
  t.at('2026-11-30T17:20:00Z');
  const id = await stored(umbrella);
  t.at('2026-12-01T00:00:00Z');
  await t.tick();
  t.at('2026-12-04T00:01:00Z');
  await t.tick();
  expect((await t.tasks(li)).find((task) => task.recordId === id)).toMatchObject({ step: 'transfer', overdue: true, escalated: true });
});

test('业务日定期：一日凌晨一点登记的仍按前一营业日起算 [VIP-4.5]', async () => {
  t.at('2026-12-31T17:00:00Z');
  await t.tick();
  expect((await t.read(LostItem, await stored(umbrella))).keep_until).toBe('2027-01-03');
  t.at('2027-01-01T04:00:00Z');
  await t.tick();
  expect((await t.read(LostItem, await stored(umbrella))).keep_until).toBe('2027-01-04');
});

test('违禁品立即交公安，易腐物品一日后由经理和主管处置', async () => {
  t.at('2027-01-05T12:00:00Z');
  await t.tick();
  await onDuty();
  const knife = await t.create(LostItem, li, { ...umbrella, item_name: '管制刀具', nature: 'forbidden', found_at: t.now() });
  await t.step(LostItemProcess, knife.id, 'accept', he, {}, [t.sign('supervisor', he)]);
  expect((await t.tasks(he)).find((task) => task.recordId === knife.id)).toMatchObject({ step: 'to_police', dueAt: '2027-01-05T13:00:00.000Z' });
  await t.step(LostItemProcess, knife.id, 'to_police', he, { police_station: '城东派出所', police_receipt: 'GA-01' }, [t.sign('supervisor', he)]);
  expect(await t.read(LostItem, knife.id)).toMatchObject({ state: 'with_police', holder: 'police', police_receipt: 'GA-01' });

  const cake = await t.create(LostItem, li, { ...umbrella, item_name: '蛋糕', nature: 'perishable', found_at: t.now() });
  await t.step(LostItemProcess, cake.id, 'accept', he, {}, [t.sign('supervisor', he)]);
  const dispose = () => t.step(LostItemProcess, cake.id, 'dispose', gao, { reason: '已变质，丢弃' }, [t.sign('manager', gao), t.sign('supervisor', he)]);
  await expect(dispose()).rejects.toThrow('lost_item.not_ready');
  t.later({ days: 1 });
  await t.tick();
  await dispose();
  expect((await t.read(LostItem, cake.id)).state).toBe('disposed');
});

test('总务处公告招领满一年归公；已知失主先通知', async () => {
  t.at('2027-02-01T12:00:00Z');
  await t.tick();
  const id = await stored(umbrella);
  await t.step(LostItemProcess, id, 'notify_owner', li, { owner_name: '王丽', owner_phone: '13800001234', how: '电话告知，周五来取' });
  expect(await t.read(LostItem, id)).toMatchObject({ state: 'kept', owner_name: '王丽', notified_at: t.now() });
  t.at('2027-02-04T12:00:00Z');
  await t.tick();
  await t.step(LostItemProcess, id, 'transfer', li, {}, [t.sign('deliverer', li), t.sign('receiver', zhao)]);
  await t.step(LostItemProcess, id, 'publish_notice', zhao, { notice_place: '大堂公告栏' });
  expect((await t.read(LostItem, id)).notice_ends).toBe('2028-02-04');
  t.at('2028-02-05T00:00:01Z');
  await t.tick();
  expect((await t.read(LostItem, id)).state).toBe('state_owned');
});
