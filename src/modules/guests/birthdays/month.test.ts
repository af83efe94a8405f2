import { afterEach, expect, test } from 'vitest';
import { recordPage } from '../../../kernel/register/page.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { BirthdayArrivals, BirthdayBoard, type BirthdayBoardView } from './board.ts';
import { startHouse, type House } from './birthdays.testing.ts';
import { BirthdayMonth, BirthdayMonthProcess, BirthdayVisit, BirthdayVisitProcess } from './index.ts';
import { keepLists } from './listing.ts';

let house: House;
afterEach(() => house.t.close());

const list = () => house.t.run(house.t.system, (tx) => keepLists(tx, house.t.unit('VIP')));
const month = async (name: string) => (await house.t.sql<{ id: string; state: string }>('select id, state from birthday_month where month = $1', [name]))[0];
const rows = (name: string) => house.t.sql<{ member_name: string; day: string; state: string; addition: boolean }>(
  `select v.member_name, v.day, v.state, v.addition from birthday_visit v join birthday_month m on m.tenant_id = v.tenant_id and m.id = v.month where m.month = $1 order by v.day, v.member_name`, [name]);
const report = (id: string) => house.t.step(BirthdayMonthProcess, id, 'report', house.gao, {}, [house.t.sign('manager', house.gao)]);

test('三月一日出生：2 月 22 日已在预列名单，2 月 28 日可领礼品，3 月 1 日确认时显示已领用 [VIP-2.1] [AS-14]', async () => {
  house = await startHouse('2027-02-21T04:00:00Z');
  const { t, zhou } = house;
  const wang = await house.member('王丽', '1990-03-01');
  const gift = await house.gift(40);
  await t.tick();
  expect(await month('2027-03')).toBeUndefined();
  t.at('2027-02-22T04:00:00Z');
  await t.tick();
  expect(await rows('2027-03')).toEqual([{ member_name: '王丽', day: '2027-03-01', state: 'listed', addition: false }]);
  const march = (await month('2027-03'))!;
  const review = () => t.step(BirthdayMonthProcess, march.id, 'review', zhou, {});
  const visit = await house.visit(wang);
  await house.contacted(visit);
  await expect(review()).rejects.toMatchObject({ code: 'birthday_month.not_ready', label: ['2027-03-01 起确认', expect.anything()] });
  t.at('2027-02-27T04:00:00Z');
  await expect(house.drawn('2027-03-01', gift)).rejects.toThrow('gift_draw.early');
  t.at('2027-02-28T04:00:00Z');
  await house.drawn('2027-03-01', gift);
  t.at('2027-03-01T02:00:00Z');
  expect((await t.tasks(zhou)).find((task) => task.recordId === march.id)).toMatchObject({ step: 'review' });
  expect(await house.sentences(BirthdayMonthProcess, march.id, 'review', zhou)).toEqual(['名单 1 人，已联系 1 人，能来 1 人']);
  await review();
  expect(await rows('2027-03')).toMatchObject([{ member_name: '王丽', state: 'drawn' }]);
});

test('1 日生日的会员没有领礼品：确认时给出提醒 [VIP-2.1]', async () => {
  house = await startHouse('2027-02-23T04:00:00Z');
  const { t, zhou } = house;
  const visit = await house.member('王丽', '1990-03-01').then(async (m) => { await list(); return house.visit(m); });
  t.at('2027-03-01T02:00:00Z');
  const march = (await month('2027-03'))!;
  const said = async () => (await house.sentences(BirthdayMonthProcess, march.id, 'review', zhou)).join();
  expect(await said()).toContain('1 日生日的 王丽 还没有领用礼品');
  await expect(t.step(BirthdayMonthProcess, march.id, 'review', zhou, {})).rejects.toThrow('birthday_month.uncontacted');
  await house.contacted(visit, 'will_not');
  expect(await said()).toBe('名单 1 人，已联系 1 人，能来 0 人');
  await expect(t.step(BirthdayMonthProcess, march.id, 'review', zhou, {})).resolves.toMatchObject({ state: 'reviewed' });
});

test('上报由经理签字冻结人数；之后加入的会员另列为新增，更正生日的随之移动，撤下的不再出现 [VIP-2.2]', async () => {
  house = await startHouse('2026-11-25T04:00:00Z');
  const { t, zhou, gao } = house;
  for (const [name, birthday] of [['王丽', '1990-12-05'], ['刘芳', '1988-12-20'], ['陈建国', '1975-12-24']] as const) await house.member(name, birthday);
  await t.tick();
  for (const { id } of await t.sql<{ id: string }>('select id from birthday_visit')) await house.contacted(id);
  t.at('2026-12-01T03:00:00Z');
  const december = (await month('2026-12'))!;
  await t.step(BirthdayMonthProcess, december.id, 'review', zhou, {});
  await expect(t.step(BirthdayMonthProcess, december.id, 'report', gao, {})).rejects.toThrow('signature.missing');
  await expect(t.step(BirthdayMonthProcess, december.id, 'report', zhou, {}, [t.sign('manager', zhou)])).rejects.toThrow('not_allowed');
  const { slips } = await report(december.id);
  const paper = await t.run(gao, (tx) => slipPage(tx, slips[0]!, '星河会'));
  expect(paper.lines.map((l) => l.value)).toEqual(['2026-12', '3', '3']);
  expect(paper.signatures.map((s) => s.name)).toEqual(['高敏']);

  t.at('2026-12-03T03:00:00Z');
  await house.member('孙悦', '1994-12-18');
  await house.member('马超', '1994-12-02');
  const chen = (await t.sql<{ id: string }>(`select id from member where name = '陈建国'`))[0]!;
  const liu = (await t.sql<{ id: string }>(`select id from member where name = '刘芳'`))[0]!;
  await t.run(t.system, async (tx) => { await tx.query(`update member set birthday = '1975-12-28' where id = $1`, [chen.id]); });
  await t.run(t.system, async (tx) => { await tx.query('update member set birthday = null where id = $1', [liu.id]); });
  await t.tick();
  expect(await rows('2026-12')).toEqual([
    { member_name: '王丽', day: '2026-12-05', state: 'listed', addition: false }, { member_name: '孙悦', day: '2026-12-18', state: 'listed', addition: true },
    { member_name: '刘芳', day: '2026-12-20', state: 'withdrawn', addition: false }, { member_name: '陈建国', day: '2026-12-28', state: 'listed', addition: false },
  ]);
  expect(await t.read(BirthdayMonth, december.id)).toMatchObject({ reported_members: 3, reported_coming: 3, state: 'running' });
  expect(await list()).toMatchObject({ added: 0, moved: 0, withdrawn: 0 });
  expect(await t.sql('select contact_result from birthday_visit where member = $1', [chen.id])).toEqual([{ contact_result: null }]);
});

test('更正到下个月的，等下个月的名单接收；更正到已过去的日子则撤下', async () => {
  house = await startHouse('2026-12-02T04:00:00Z');
  const { t } = house;
  const [chen, liu] = [await house.member('陈建国', '1975-12-24'), await house.member('刘芳', '1988-12-20')];
  await list();
  await t.run(t.system, async (tx) => { await tx.query(`update member set birthday = '1975-01-10', birthday_kind = 'lunar' where id = $1`, [chen]); });
  await t.run(t.system, async (tx) => { await tx.query(`update member set birthday = '1988-12-01' where id = $1`, [liu]); });
  expect(await list()).toMatchObject({ added: 0, withdrawn: 1 });
  const visit = await t.read(BirthdayVisit, await house.visit(chen));
  // Lunar 11-28 of 1974 is kept on 5 January 2027, still for the lunar year 2026.
  expect(visit).toMatchObject({ day: '2027-01-05', visit_on: '2027-01-05', year: 2026, month: null, kept_as: '农历冬月廿八' });
  t.at('2026-12-26T04:00:00Z');
  await list();
  expect(await rows('2027-01')).toMatchObject([{ member_name: '陈建国', day: '2027-01-05' }]);
});

test('农历与闰月会员按当年的公历日子列入 [AS-18]', async () => {
  house = await startHouse('2026-08-26T04:00:00Z');
  const { t } = house;
  await house.member('刘芳', '1988-09-25', 'lunar');
  await list();
  expect(await rows('2026-09')).toMatchObject([{ member_name: '刘芳', day: '2026-09-25' }]);
  t.at('2026-07-26T04:00:00Z');
  await house.member('欧阳倩', '2006-09-02', 'leap');
  await list();
  expect(await rows('2026-08')).toMatchObject([{ member_name: '欧阳倩', day: '2026-08-22' }]);
  t.at('2027-08-26T04:00:00Z');
  await list();
  expect((await rows('2027-09')).map((r) => r.day)).toContain('2027-09-15');
});

test('一位会员一年一行：八人同时补登，恰好一行；没有生日、没有卡、不在一个月内的不能补 [G3]', async () => {
  house = await startHouse('2026-12-02T04:00:00Z');
  const { t, zhou, gao } = house;
  const wang = await house.member('王丽', '1990-12-20');
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => t.create(BirthdayVisit, zhou, { member: wang })));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(results.filter((r) => r.status === 'rejected').every((r) => r.reason.status === 409)).toBe(true);
  expect(await list()).toMatchObject({ added: 0 });
  const nobody = await t.create(Member, gao, { name: '曾国强', phone: '13800001234', birthday_kind: 'solar' });
  await expect(t.create(BirthdayVisit, zhou, { member: nobody.id })).rejects.toThrow('birthday_visit.no_birthday');
  await expect(t.create(BirthdayVisit, zhou, { member: await house.member('仇军', '1969-10-10') })).rejects.toThrow('birthday_visit.not_soon');
  const closed = await house.member('张伟', '1982-12-24');
  const [card] = await t.sql<{ id: string }>('select id from member_card where member = $1', [closed]);
  await t.step(MemberCardProcess, card!.id, 'close', gao, { reason: '退会' }, [t.sign('holder', '张伟'), t.sign('manager', gao)]);
  await expect(t.create(BirthdayVisit, zhou, { member: closed })).rejects.toThrow('birthday_visit.no_card');
  expect((await t.read(MemberCard, card!.id)).state).toBe('closed');
});

test('联系结果：另约日期须写明且在窗口内；移出名单写原因', async () => {
  house = await startHouse('2026-11-25T04:00:00Z');
  const { t, zhou } = house;
  const wang = await house.member('王丽', '1990-12-15');
  await list();
  const visit = await house.visit(wang);
  const contact = (input: object) => t.step(BirthdayVisitProcess, visit, 'contact', zhou, { contact_result: 'date_fixed', ...input } as never);
  await expect(contact({})).rejects.toThrow('birthday_visit.no_date');
  await expect(contact({ visit_on: '2026-12-28' })).rejects.toThrow('birthday_visit.far');
  await contact({ visit_on: '2026-12-19', address: '滨江路 8 号', contact_note: '周六和家人来' });
  expect(await t.read(BirthdayVisit, visit)).toMatchObject({ visit_on: '2026-12-19', day: '2026-12-15', contacted_by: '周宇', address: '滨江路 8 号' });
  expect((await t.run(zhou, (tx) => recordPage(tx, BirthdayVisit, visit))).row['address']).toBe('＊＊＊');
  await house.contacted(visit);
  expect(await t.read(BirthdayVisit, visit)).toMatchObject({ visit_on: '2026-12-15', address: '滨江路 8 号' });
});

test('生日当天送祝福，一次为限；没来的会员也祝福；还没送的列在看板上 [VIP-5.2]', async () => {
  house = await startHouse('2026-12-13T04:00:00Z');
  const { t, zhou, gao } = house;
  const visit = await house.member('王丽', '1990-12-15').then(async (m) => { await list(); return house.visit(m); });
  const greet = (channel: 'phone' | 'sms') => t.step(BirthdayVisitProcess, visit, 'greet', zhou, { channel });
  const ungreeted = async () => ((await t.run(gao, (tx) => runQuery(tx, BirthdayBoard, {}))) as BirthdayBoardView).todo.filter((i) => i.label[0] === '今天生日、还没有送祝福').map((i) => i.count);
  await house.contacted(visit, 'will_not');
  await expect(greet('phone')).rejects.toMatchObject({ label: ['生日还没有到', expect.anything()] });
  expect(await ungreeted()).toEqual([]);
  t.at('2026-12-15T03:00:00Z');
  expect(await ungreeted()).toEqual([1]);
  await greet('phone');
  await expect(greet('sms')).rejects.toMatchObject({ label: ['已经祝福过', expect.anything()] });
  expect(await t.read(BirthdayVisit, visit)).toMatchObject({ greeted_at: t.now(), state: 'listed' });
  expect(await ungreeted()).toEqual([]);
});

test('看板：当月名单、对账日、今天要做什么；前台只看到今天有礼品的客人 [VIP-2.5]', async () => {
  house = await startHouse('2026-12-13T04:00:00Z');
  const { t, li, gao } = house;
  const names = ['王丽', '刘芳', '陈建国'];
  for (const [at, name] of names.entries()) await house.member(name, `1990-12-${14 + at}`);
  await list();
  const board = (actor = gao) => t.run(actor, (tx) => runQuery(tx, BirthdayBoard, {})) as Promise<BirthdayBoardView>;
  const todo = async () => Object.fromEntries((await board()).todo.map((i) => [i.label[0], i.count]));
  expect((await board()).cuts).toEqual([{ day: '2026-12-15', locked: false }, { day: '2026-12-30', locked: false }]);
  expect((await board()).rows.map((r) => [r.name, r.visitOn, r.keptAs])).toEqual([['王丽', '2026-12-14', '12月14日'], ['刘芳', '2026-12-15', '12月15日'], ['陈建国', '2026-12-16', '12月16日']]);
  expect(await todo()).toEqual({ '明天到店、礼品还没有领用': 1, 还没有联系: 3 });
  for (const { id } of await t.sql<{ id: string }>('select id from birthday_visit')) await house.contacted(id);
  await house.drawn('2026-12-14', await house.gift(5));
  expect(await todo()).toEqual({});
  t.at('2026-12-14T02:00:00Z');
  await t.tick();
  expect(await todo()).toEqual({ '明天到店、礼品还没有领用': 1, '今天生日、还没有送祝福': 1 });
  const arrivals = await t.run(li, (tx) => runQuery(tx, BirthdayArrivals, {})) as { rows: readonly { surname: string }[] };
  expect(arrivals.rows.map((r) => r.surname)).toEqual(['王']);
  t.at('2026-12-16T02:00:00Z');
  await t.tick();
  expect(await todo()).toMatchObject({ '没来的客人，礼品待退回财务': 1, '2026-12-15 的礼品还没有对账': 1, '今天到店、礼品还没有领用': 1 });
  await expect(t.run(li, (tx) => runQuery(tx, BirthdayBoard, {}))).rejects.toThrow('not_allowed');
  expect(await board(await t.actor('vip_agent', 'CC'))).toMatchObject({ rows: [] });
});
