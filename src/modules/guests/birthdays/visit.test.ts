import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { MemberCardProcess } from '../cards/index.ts';
import { GiftStock } from '../points/index.ts';
import { RoomSession } from '../rooms/index.ts';
import { startHouse, type House } from './birthdays.testing.ts';
import { BirthdayMonthProcess, BirthdayTask, BirthdayTaskProcess, BirthdayVisit, BirthdayVisitProcess, GiftCount, GiftCountProcess, GiftDraw, GiftDrawProcess } from './index.ts';
import { GiftCountLine } from './count.ts';
import { keepLists } from './listing.ts';

let house: House;
beforeAll(async () => { house = await startHouse('2026-11-25T04:00:00Z'); });
afterAll(() => house.t.close());

const store = (gift: string) => house.t.run(house.t.system, (tx) => balanceOf(tx, GiftStock, 'store', gift));
const inHand = async (gift: string) => house.t.run(house.t.system, async (tx) => {
  const [hand] = await tx.query<{ id: string }>('select id from gift_hand where gift = $1', [gift]);
  return hand ? balanceOf(tx, GiftStock, 'hand', hand.id) : 0;
});
const state = async (visit: string) => (await house.t.read(BirthdayVisit, visit)).state;
const step = BirthdayVisitProcess;

/** Members whose birthday is kept on `day`, on the list and contacted; the clock stands at noon of the day before. */
async function listed(day: string, names: readonly string[]): Promise<string[]> {
  const { t } = house;
  t.at(`${new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)}T04:00:00Z`);
  const visits: string[] = [];
  for (const name of names) {
    const member = await house.member(name, `1990-${day.slice(5)}`);
    await t.run(t.system, (tx) => keepLists(tx, t.unit('VIP')));
    visits.push(await house.visit(member));
    await house.contacted(visits.at(-1)!);
  }
  return visits;
}
/** The evening of the visit: the list went out in the morning. */
async function evening(day: string): Promise<void> {
  house.t.at(`${day}T03:00:00Z`);
  await house.t.tick();
  house.t.at(`${day}T11:00:00Z`);
}

test('十五日的五位会员：领五件、送三件、一位没来、一位没带证件，退回两件，对账前后的数字 [VIP-2.14] [VIP-2.15] [AS-15]', { timeout: 60_000 }, async () => {
  const { t, gao, fang, li } = house;
  const gift = await house.gift(40);
  const visits = await listed('2026-12-15', ['王丽', '刘芳', '陈建国', '孙悦', '张伟']);
  const draw = await t.create(GiftDraw, gao, { for_day: '2026-12-15', gift });
  const issue = (signer = gao) => t.step(GiftDrawProcess, draw.id, 'issue', fang, {}, [t.sign('drawer', signer)]);
  await expect(t.step(GiftDrawProcess, draw.id, 'issue', fang, {})).rejects.toThrow('signature.missing');
  await issue();
  expect([await store(gift), await inHand(gift)]).toEqual([35, 5]);
  await evening('2026-12-15');
  for (const [at, name] of ['王丽', '刘芳', '陈建国'].entries()) {
    await house.arrived(visits[at]!);
    await house.ready(visits[at]!);
    await house.give(visits[at]!, name);
  }
  await house.arrived(visits[4]!);
  await expect(t.step(step, visits[4]!, 'check_id', li, { id_result: 'no_document' })).resolves.toMatchObject({ state: 'id_failed' });
  await expect(t.step(step, visits[4]!, 'seat', li, { agreed: true, area_told: true })).rejects.toThrow('wrong_state');
  expect([await store(gift), await inHand(gift)]).toEqual([35, 2]);

  t.at('2026-12-16T00:00:01Z');
  await t.tick();
  expect(await t.read(BirthdayVisit, visits[3]!)).toMatchObject({ state: 'no_show', closed_for: '未到店', return_due: new Date('2026-12-16T01:00:00Z') });
  expect(await t.read(BirthdayVisit, visits[4]!)).toMatchObject({ state: 'no_show', closed_for: '证件未通过：没有带证件' });
  const count = await t.create(GiftCount, fang, { cut_on: '2026-12-15' });
  expect(await t.read(GiftCount, count.id)).toMatchObject({ period_from: '2026-11-30', drawn: 5, delivered: 3, returned: 0, open: 2, expected_store: 35, expected_hand: 2 });

  t.at('2026-12-16T01:30:00Z');
  await t.tick();
  expect((await t.tasks(fang)).filter((task) => task.step === 'return_gift')).toMatchObject([{ overdue: true }, { overdue: true }]);
  for (const visit of [visits[3]!, visits[4]!]) {
    await expect(t.step(step, visit, 'return_gift', fang, {}, [t.sign('drawer', house.shi)])).rejects.toThrow('signature.not_entitled');
    await t.step(step, visit, 'return_gift', fang, {}, [t.sign('drawer', gao)]);
  }
  expect([await store(gift), await inHand(gift)]).toEqual([37, 0]);
  const submit = () => t.step(GiftCountProcess, count.id, 'submit', gao, {});
  await expect(submit()).rejects.toThrow('gift_count.uncounted');
  await t.step(GiftCountProcess, count.id, 'refresh', fang, {});
  expect(await t.read(GiftCount, count.id)).toMatchObject({ drawn: 5, delivered: 3, returned: 2, open: 0, expected_store: 37, expected_hand: 0 });
  await counted(count.id, 0);
  await submit();
  const sign = (manager = gao) => t.step(GiftCountProcess, count.id, 'sign', fang, {}, [t.sign('manager', manager), t.sign('finance', fang)]);
  await expect(t.step(GiftCountProcess, count.id, 'sign', fang, {}, [t.sign('finance', fang)])).rejects.toThrow('signature.missing');
  const { slips } = await sign();
  const paper = await t.run(fang, (tx) => slipPage(tx, slips[0]!, '星河会'));
  expect(Object.fromEntries(paper.lines.map((l) => [l.label[0], l.value]))).toMatchObject({ 对账期: ['2026-11-30（不含）— 2026-12-15（含）', 'after 2026-11-30, up to 2026-12-15'], 领用: '5', 赠送: '3', 退回: '2', 经理手中未了: '0', 差异: '0' });
  expect(await t.read(GiftCount, count.id)).toMatchObject({ state: 'locked', difference: 0 });
});

/** Fills every line of an open sheet with the ledger's figure, the store's first line with a difference. */
async function counted(count: string, difference: number, note: string | null = null): Promise<void> {
  const { t, fang } = house;
  const lines = await t.sql<{ id: string; expected: number; version: number }>(`select id, expected, version from gift_count_line where count = $1 order by place desc, expected desc`, [count]);
  const [first, ...rest] = lines;
  const fill = (line: (typeof lines)[number], values: object) => t.run(fang, (tx) => editRecord(tx, GiftCountLine, line.id, line.version, values, null));
  await fill(first!, { counted: first!.expected + difference, note });
  for (const line of rest) await fill(line, { counted: line.expected });
}

test('礼品领用：六项登记、打印遮盖、完整打印须写原因，只有经理领、财务发，不能自领自发 [VIP-2.3] [VIP-2.4]', async () => {
  const { t, gao, fang, zhou } = house;
  const gift = await house.gift(3);
  const [visit] = await listed('2026-12-18', ['欧阳倩']);
  await t.step(step, visit!, 'contact', zhou, { contact_result: 'will_come', address: '滨江路 8 号' });
  await expect(t.create(GiftDraw, zhou, { for_day: '2026-12-18', gift })).rejects.toThrow('not_allowed');
  await expect(t.create(GiftDraw, gao, { for_day: '2026-12-17', gift })).rejects.toThrow('gift_draw.nobody');
  const draw = await t.create(GiftDraw, gao, { for_day: '2026-12-18', gift });
  await expect(t.create(GiftDraw, gao, { for_day: '2026-12-18', gift })).rejects.toThrow('gift_draw.nobody');
  await expect(t.step(step, visit!, 'withdraw', zhou, { closed_for: '不来了' })).rejects.toThrow('birthday_visit.not_ready');
  await t.step(GiftDrawProcess, draw.id, 'cancel', gao, { reason: '换一种礼品' });
  expect(await t.read(BirthdayVisit, visit!)).toMatchObject({ draw: null, gift: null, state: 'listed' });
  const again = await t.create(GiftDraw, gao, { for_day: '2026-12-18', gift });
  const other = await t.actor('vip_manager', 'VIP', '另一位经理');
  await expect(t.step(GiftDrawProcess, again.id, 'issue', fang, {}, [t.sign('drawer', other)])).rejects.toThrow('gift_draw.other_signer');
  const both = await t.deputy(gao, 'finance', 'YL', fang);
  await expect(t.step(GiftDrawProcess, again.id, 'issue', both, {}, [t.sign('drawer', gao)])).rejects.toThrow('gift_draw.own');
  const { slips } = await t.step(GiftDrawProcess, again.id, 'issue', fang, {}, [t.sign('drawer', gao)]);
  const masked = await t.run(fang, (tx) => slipPage(tx, slips[0]!, '星河会'));
  expect(masked.table?.columns.map(([zh]) => zh)).toEqual(['物品名称', '会员姓名', '生日', '电话', '地址', '卡号']);
  expect(masked.table?.rows[0]?.slice(1)).toEqual(['欧阳倩', '2026-12-18', '138****1234', '滨江路＊＊＊', expect.stringMatching(/^＊＊\d{4}$/)]);
  expect(masked.signatures.map((s) => s.name)).toEqual(['高敏']);
  await expect(t.step(GiftDrawProcess, again.id, 'print_full', fang, { reason: '' })).rejects.toThrow('invalid');
  const full = await t.step(GiftDrawProcess, again.id, 'print_full', fang, { reason: '税务抽查' });
  const paper = await t.run(fang, (tx) => slipPage(tx, full.slips[0]!, '星河会'));
  expect(paper.table?.rows[0]).toEqual(expect.arrayContaining(['13800001234', '滨江路 8 号']));
  expect(paper.lines.map((l) => l.value)).toContain('税务抽查');
  await expect(t.run(zhou, (tx) => slipPage(tx, full.slips[0]!, '星河会'))).rejects.toThrow('not_found');
});

test('库存不足不能领；八次同时领同一天只成功一次 [VIP-2.3]', async () => {
  const { t, gao } = house;
  await listed('2026-12-20', ['赵敏', '曾国强']);
  const one = await house.gift(1);
  await expect(t.create(GiftDraw, gao, { for_day: '2026-12-20', gift: one })).rejects.toThrow('gift_draw.short');
  const gift = await house.gift(20);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => t.create(GiftDraw, gao, { for_day: '2026-12-20', gift })));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(results.filter((r) => r.status === 'rejected').map((r) => r.reason.code)).toEqual(Array(7).fill('gift_draw.nobody'));
});

test('当日名单自动报服务部，主管留房，前台有姓氏和预约号，前一时段提醒跟踪 [VIP-2.5] [VIP-2.6] [VIP-2.7]', async () => {
  const { t, zhou, tian, li } = house;
  const gift = await house.gift(5);
  const [visit] = await listed('2026-12-22', ['欧阳倩']);
  await house.drawn('2026-12-22', gift);
  t.at('2026-12-21T23:59:00Z');
  await t.tick();
  expect(await state(visit!)).toBe('drawn');
  t.at('2026-12-22T00:01:00Z');
  await t.tick();
  expect(await state(visit!)).toBe('notified');
  expect((await t.tasks(tian)).find((task) => task.recordId === visit)).toMatchObject({ step: 'pass_on', dueAt: '2026-12-22T04:00:00.000Z' });
  await t.step(step, visit!, 'pass_on', tian, {});
  expect((await t.tasks(li)).find((task) => task.recordId === visit)).toMatchObject({ step: 'hold_room' });
  const hold = (from: string, where: object = { room: house.room('205') }) => t.step(step, visit!, 'hold_room', li, { slot_start: new Date(from), slot_end: new Date(Date.parse(from) + 7_200_000), ...where });
  await expect(hold('2026-12-23T11:00:00Z')).rejects.toThrow('birthday_visit.other_day');
  await expect(hold('2026-12-22T12:00:00Z', {})).rejects.toThrow('birthday_visit.no_room');
  await hold('2026-12-22T12:00:00Z');
  const page = async () => (await t.run(li, (tx) => recordPage(tx, BirthdayVisit, visit!))).row;
  const reserved = await page();
  expect(reserved).toMatchObject({ surname: '欧阳', reservation_no: expect.stringMatching(/^YD20261222-\d+$/), room: house.room('205') });
  const [booking] = await t.sql<{ id: string; guest: string; purpose: string }>('select id, guest, purpose from booking where number = $1', [reserved['reservation_no']]);
  expect(booking).toMatchObject({ guest: '欧阳', purpose: 'birthday' });
  // The guest calls and comes an hour earlier: another time, the same number.
  await hold('2026-12-22T11:00:00Z', { room: house.room('207') });
  expect(await page()).toMatchObject({ reservation_no: reserved['reservation_no'], room: house.room('207') });
  const follow = async () => (await t.tasks(zhou)).find((task) => task.recordId === visit);
  // The slot that begins at 19:00 has the slot of 14:00 before it.
  t.at('2026-12-22T05:59:00Z');
  await t.tick();
  expect(await follow()).toBeUndefined();
  t.at('2026-12-22T06:00:00Z');
  await t.tick();
  expect(await follow()).toMatchObject({ step: 'track', dueAt: '2026-12-22T11:00:00.000Z' });
  await t.step(step, visit!, 'track', zhou, { track_note: '七点到，四位' });
  expect(await state(visit!)).toBe('tracked');
  await t.step(step, visit!, 'no_show', zhou, { closed_for: '客人来电说不来了' });
  expect(await t.sql('select state from booking where id = $1', [booking!.id])).toEqual([{ state: 'cancelled' }]);
});

test('代领被拒；出生日期不符须经理写明理由批准，不是本人不能批准；不留证件号码和照片 [VIP-2.8] [VIP-2.9]', async () => {
  const { t, gao, li } = house;
  const gift = await house.gift(5);
  const [visit] = await listed('2026-12-24', ['单小雨']);
  await house.drawn('2026-12-24', gift);
  await evening('2026-12-24');
  await house.held(visit!, { room: house.room('203') });
  await expect(t.step(step, visit!, 'arrive', li, { in_person: false })).rejects.toMatchObject({ code: 'birthday_visit.proxy', label: [expect.stringContaining('本人'), expect.anything()] });
  await t.step(step, visit!, 'arrive', li, { in_person: true });
  expect((await house.sentences(step, visit!, 'check_id', li))[0]).toContain('1990-12-24');
  const approve = () => t.step(step, visit!, 'approve', gao, { approved_for: '身份证按阳历登记错一天，本人无疑' });
  await t.step(step, visit!, 'check_id', li, { id_result: 'other_person' });
  await expect(approve()).rejects.toThrow('birthday_visit.not_ready');
  await t.step(step, visit!, 'check_id', li, { id_result: 'date_differs' });
  await expect(t.step(step, visit!, 'approve', li, { approved_for: '熟客' })).rejects.toThrow('not_allowed');
  await expect(t.step(step, visit!, 'approve', gao, { approved_for: '' })).rejects.toThrow('invalid');
  await approve();
  expect(await t.read(BirthdayVisit, visit!)).toMatchObject({ state: 'id_ok', id_seen: true, id_result: 'date_differs', id_checked_by: '李娜', id_checked_at: t.now(), approved_by: '高敏' });
  const columns = await t.sql<{ name: string }>(`select column_name as name from information_schema.columns where table_name = 'birthday_visit' and column_name ~ '^id_|photo|image|document'`);
  expect(columns.map((c) => c.name).sort()).toEqual(['id_checked_at', 'id_checked_by', 'id_result', 'id_seen']);
});

test('先谈妥消费、带入包厢，再开机请经理；入座后出现字幕和走廊音乐两项任务，都完成才算庆祝完毕 [VIP-2.10] [VIP-2.11] [VIP-2.12] [VIP-2.13]', async () => {
  const { t, gao, li, luo } = house;
  const gift = await house.gift(5);
  const [visit] = await listed('2026-12-26', ['仇军']);
  await house.drawn('2026-12-26', gift);
  await evening('2026-12-26');
  await house.arrived(visit!);
  await t.step(step, visit!, 'check_id', li, { id_result: 'matches' });
  await expect(house.give(visit!, '仇军')).rejects.toThrow('wrong_state');
  await expect(t.step(step, visit!, 'switch_on', li, {})).rejects.toThrow('wrong_state');
  await expect(t.step(step, visit!, 'seat', li, { agreed: false, area_told: true })).rejects.toThrow('birthday_visit.not_agreed');
  await expect(t.step(step, visit!, 'seat', li, { agreed: true, area_told: false })).rejects.toThrow('birthday_visit.area');
  await t.step(step, visit!, 'seat', li, { agreed: true, area_told: true });
  const tasks = await t.sql<{ id: string; kind: string; surname: string; room: string }>('select id, kind, surname, room from birthday_task where visit = $1 order by kind', [visit]);
  expect(tasks).toMatchObject([{ kind: 'corridor_music', surname: '仇', room: '203' }, { kind: 'subtitles', surname: '仇', room: '203' }]);
  expect((await t.tasks(luo)).filter((task) => task.register === 'birthday_task')).toHaveLength(2);
  await t.step(BirthdayTaskProcess, tasks[0]!.id, 'do', luo, {});
  // Switched on at the desk, from the room wall: the visit follows by itself.
  const { booking, room } = await t.read(BirthdayVisit, visit!);
  await t.create(RoomSession, li, { room: room!, booking: booking!, guest: '仇' });
  await t.tick();
  expect(await state(visit!)).toBe('switched_on');
  await expect(t.step(step, visit!, 'give', li, {}, [t.sign('guest', '仇军')])).rejects.toThrow('not_allowed');
  await expect(house.give(visit!, '仇军的朋友')).rejects.toThrow('birthday_visit.other_signer');
  await expect(t.step(step, visit!, 'give', gao, {})).rejects.toThrow('signature.missing');
  const { slips } = await t.step(step, visit!, 'give', gao, {}, [t.sign('guest', '仇军')]);
  const paper = await t.run(gao, (tx) => slipPage(tx, slips[0]!, '星河会'));
  expect(Object.fromEntries(paper.lines.map((l) => [l.label[0], l.value]))).toMatchObject({ 姓名: '仇军', 电话: '138****1234', 生日: ['2026-12-26（12月26日）', '2026-12-26 (26 December)'], 赠送人: '高敏' });
  expect(paper.signatures.map((s) => s.name)).toEqual(['仇军']);
  expect(await inHand(gift)).toBe(0);
  expect(await state(visit!)).toBe('given');
  await t.step(BirthdayTaskProcess, tasks[1]!.id, 'do', luo, {});
  await t.tick();
  expect(await state(visit!)).toBe('entertained');
  await t.step(step, visit!, 'close', li, {});
  expect(await state(visit!)).toBe('closed');
  expect(await t.read(BirthdayTask, tasks[1]!.id)).toMatchObject({ state: 'done', done_by: '罗浩' });
});

test('八个终端同时登记赠送：礼品只出一件；卡挂失的不能送 [VIP-2.12]', async () => {
  const { t, zhou, gao } = house;
  const gift = await house.gift(5);
  const [visit] = await listed('2026-12-27', ['马超']);
  await house.drawn('2026-12-27', gift);
  await evening('2026-12-27');
  await house.arrived(visit!);
  await house.ready(visit!);
  const card = (await t.read(BirthdayVisit, visit!)).card!;
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '挂失' });
  await expect(house.give(visit!, '马超')).rejects.toMatchObject({ code: 'birthday_visit.not_ready', label: [expect.stringContaining('停用'), expect.anything()] });
  await t.step(MemberCardProcess, card, 'restore', zhou, {});
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => t.step(step, visit!, 'give', gao, {}, [t.sign('guest', '马超')])));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(await inHand(gift)).toBe(0);
  expect(await t.sql(`select 1 from ledger_journal where ledger = 'gift_stock' and movement = 'give_birthday' and because = $1`, [(await t.read(BirthdayVisit, visit!)).number])).toHaveLength(1);
});

test('对账有差异：写明原因或由主任批准入账；差异人不能批准自己；入账后账面等于实点 [VIP-2.15]', async () => {
  const { t, gao, fang, shi } = house;
  t.at('2026-12-31T02:00:00Z');
  await t.tick();
  for (const { id } of await t.sql<{ id: string }>(`select id from birthday_visit where state = 'no_show'`)) await t.step(step, id, 'return_gift', fang, {}, [t.sign('drawer', gao)]);
  await expect(t.create(GiftCount, fang, { cut_on: '2027-01-15' })).rejects.toThrow('gift_count.future');
  const count = await t.create(GiftCount, fang, { cut_on: '2026-12-30' });
  expect(count.period_from).toBe('2026-12-15');
  await expect(t.create(GiftCount, gao, { cut_on: '2026-12-30' })).rejects.toMatchObject({ status: 409 });
  await counted(count.id, -1);
  await expect(t.step(GiftCountProcess, count.id, 'submit', gao, {})).rejects.toThrow('gift_count.unexplained');
  await counted(count.id, -1, '破损一件已丢弃');
  await t.step(GiftCountProcess, count.id, 'submit', gao, { explanation: '库房破损' });
  const [line] = await t.sql<{ gift: string; counted: number; id: string; version: number }>(`select gift, counted, id, version from gift_count_line where count = $1 order by place desc, expected desc limit 1`, [count.id]);
  await expect(t.run(fang, (tx) => editRecord(tx, GiftCountLine, line!.id, line!.version, { counted: 1 }, null))).rejects.toThrow('gift_count.closed');
  const before = await store(line!.gift);
  expect(await t.read(GiftCount, count.id)).toMatchObject({ difference: -1, state: 'counted' });
  const postIt = (approver = shi) => t.step(GiftCountProcess, count.id, 'post_difference', fang, { explanation: '破损一件' }, [t.sign('approver', approver)]);
  await expect(postIt(gao)).rejects.toThrow('signature.not_entitled');
  await postIt();
  await expect(postIt()).rejects.toThrow('gift_count.not_ready');
  expect(await store(line!.gift)).toBe(before - 1);
  expect(line!.counted).toBe(before - 1);
  expect(await t.run(t.system, (tx) => balanceOf(tx, GiftStock, 'lost', line!.gift))).toBe(1);
  await t.step(GiftCountProcess, count.id, 'sign', fang, {}, [t.sign('manager', gao), t.sign('finance', fang)]);
  const early = await t.create(GiftCount, fang, { cut_on: '2026-12-31' });
  await counted(early.id, 0);
  await t.step(GiftCountProcess, early.id, 'submit', gao, {});
  await house.gift(3);
  await expect(t.step(GiftCountProcess, early.id, 'sign', fang, {}, [t.sign('manager', gao), t.sign('finance', fang)])).rejects.toMatchObject({ label: [expect.stringContaining('又有变动'), expect.anything()] });
});

test('遗失的礼品由财务登记、领用经理签字，记在遗失账上', async () => {
  const { t, gao, fang, zhou } = house;
  const gift = await house.gift(2);
  const [visit] = await listed('2027-01-05', ['孙丽']);
  await house.drawn('2027-01-05', gift);
  await evening('2027-01-05');
  await t.step(step, visit!, 'no_show', zhou, { closed_for: '客人来电改期' });
  await t.step(step, visit!, 'lose_gift', fang, { closed_for: '搬运时摔碎' }, [t.sign('drawer', gao)]);
  expect(await state(visit!)).toBe('lost');
  expect([await store(gift), await inHand(gift), await t.run(t.system, (tx) => balanceOf(tx, GiftStock, 'lost', gift))]).toEqual([1, 0, 1]);
});

test('每次对账签字、会员都了结后财务归档：之后登记只读，不能再补人 [VIP-2.16]', async () => {
  const { t, gao, fang, zhou } = house;
  t.at('2027-01-06T04:00:00Z');
  const [december] = await t.sql<{ id: string }>(`select id from birthday_month where month = '2026-12'`);
  await t.step(BirthdayMonthProcess, december!.id, 'review', zhou, {});
  await t.step(BirthdayMonthProcess, december!.id, 'report', gao, {}, [t.sign('manager', gao)]);
  const archive = () => t.step(BirthdayMonthProcess, december!.id, 'archive', fang, {}, [t.sign('finance', fang)]);
  await t.tick();
  const open = await t.sql<{ id: string }>(`select id from birthday_visit where month = $1 and state not in ('closed', 'returned', 'lost', 'lapsed', 'withdrawn')`, [december!.id]);
  // The guest whose date of birth differed was let in, but never seated: the manager has to say what became of the gift.
  expect(open).toHaveLength(1);
  await expect(archive()).rejects.toThrow('birthday_month.not_ready');
  await t.step(step, open[0]!.id, 'no_show', gao, { closed_for: '客人临时有事先走' });
  await t.step(step, open[0]!.id, 'return_gift', fang, {}, [t.sign('drawer', gao)]);
  await archive();
  expect(await t.sql(`select state, archived_by from birthday_month where id = $1`, [december!.id])).toEqual([{ state: 'archived', archived_by: '方华' }]);
  const [visit] = await t.sql<{ id: string }>(`select id from birthday_visit where month = $1 and state = 'closed' limit 1`, [december!.id]);
  for (const actor of [zhou, gao, fang]) expect((await t.run(actor, (tx) => recordPage(tx, BirthdayVisit, visit!.id))).steps).toEqual([]);
  await expect(t.step(step, visit!.id, 'contact', zhou, { contact_result: 'will_come' })).rejects.toThrow('wrong_state');
  await expect(t.run(gao, (tx) => editRecord(tx, BirthdayVisit, visit!.id, 1, { surname: '王' }, null))).rejects.toThrow('not_allowed');
  t.at('2026-12-30T04:00:00Z');
  await expect(t.create(BirthdayVisit, zhou, { member: await house.member('迟来', '1990-12-31') })).rejects.toThrow('birthday_month.archived');
});

test('没有签完的对账和没有了结的会员挡住归档 [VIP-2.16]', async () => {
  const other = await startHouse('2026-12-31T04:00:00Z');
  const { t, zhou, gao, fang } = other;
  await other.member('王丽', '1990-12-31');
  await t.run(t.system, (tx) => keepLists(tx, t.unit('VIP')));
  const [december] = await t.sql<{ id: string }>(`select id from birthday_month where month = '2026-12'`);
  const [visit] = await t.sql<{ id: string }>('select id from birthday_visit');
  await other.contacted(visit!.id);
  await t.step(BirthdayMonthProcess, december!.id, 'review', zhou, {});
  await t.step(BirthdayMonthProcess, december!.id, 'report', gao, {}, [t.sign('manager', gao)]);
  const archive = () => t.step(BirthdayMonthProcess, december!.id, 'archive', fang, {}, [t.sign('finance', fang)]);
  await expect(archive()).rejects.toMatchObject({ label: ['本月还没有结束', expect.anything()] });
  await other.drawn('2026-12-31', await other.gift(2));
  t.at('2027-01-01T00:30:00Z');
  await expect(archive()).rejects.toMatchObject({ label: ['还有 1 位会员没有了结', expect.anything()] });
  await t.tick();
  await t.step(step, visit!.id, 'return_gift', fang, {}, [t.sign('drawer', gao)]);
  // The 31st belongs to the period that ends on 15 January.
  await expect(archive()).rejects.toMatchObject({ label: ['2026-12-15、2026-12-30、2027-01-15 的礼品对账还没有签字', expect.anything()] });
  await t.close();
});
