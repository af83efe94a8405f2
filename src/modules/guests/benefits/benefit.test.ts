import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { GoldThreshold, MemberCard, MemberCardProcess, StudentPrice } from '../cards/index.ts';
import { Bill, BillProcess } from '../bills/index.ts';
import { RoomSession, SessionProcess } from '../rooms/index.ts';
import { clubTime } from '../rooms/rooms.testing.ts';
import { startBenefits, MONDAY, type BenefitsClub } from './benefits.testing.ts';
import { BenefitCheck, type CheckedCard } from './check.ts';
import { BenefitRule, BenefitRuleProcess, BenefitUse, BenefitUseProcess } from './index.ts';
import { BenefitsByRule } from './reports.ts';

let club: BenefitsClub;
beforeEach(async () => { club = await startBenefits(); });
afterEach(() => club.t.close());
const refused = (code: string) => expect.objectContaining({ code });
const at = (time: string) => { club.t.at(clubTime(time).toISOString()); };
/** A session entered afterwards, at an exact second; over before the next. */
const past = async (code: string, on: string, card: string) => {
  const session = await club.switchOn(code, { card, switched_on_at: clubTime(on), switched_off_at: new Date(clubTime(on).getTime() + 60_000) });
  await club.heard();
  return session.id;
};
const decisionOf = async (session: string) => (await club.uses()).find((u) => u.session === session);

describe('周一权益在真实开房上 [VIP-8.5] [AS-12]', () => {
  test.each([
    ['203', '7 13:59:59', 'stored_value', 'refused', 'time', null],
    ['203', '7 14:00:00', 'stored_value', 'granted', null, '7 16:00:00'],
    ['203', '7 18:59:59', 'stored_value', 'granted', null, '7 20:59:59'],
    ['203', '7 19:00:00', 'stored_value', 'refused', 'time', null],
    ['301', '7 15:00:00', 'stored_value', 'refused', 'room', null],
  ] as const)('%s 在 %s 凭 %s：%s', async (room, on, kind, state, why, until) => {
    at('7 22:00');
    const session = await past(room, on, await club.card(kind));
    expect(await decisionOf(session)).toMatchObject({ state, refused_for: why, free_until: until === null ? null : clubTime(until) });
    expect((await club.t.read(RoomSession, session)).free_until).toEqual(until === null ? null : clubTime(until));
  });

  test('周二、会员卡与规则无关，不打扰；客人问起，查权益说明差在哪里', async () => {
    at('8 22:00');
    const [stored, member] = [await club.card('stored_value'), await club.card('member')];
    await past('203', '8 15:00', stored);
    await past('205', '7 15:00', member);
    expect(await club.uses()).toEqual([]);
    const check = async (card: string, when: string) => (await club.t.run(club.lina, async (tx) => runQuery(tx, BenefitCheck, { number: (await tx.query<{ n: string }>('select card_no as n from member_card where id = $1', [card]))[0]!.n, kind: 'medium', at: clubTime(when) })) as CheckedCard).rules.map((r) => [r.granted, r.says[0]]);
    expect(await check(stored, '8 15:00')).toEqual([[false, '周一欢唱：不享受，营业日是周二，限周一']]);
    expect(await check(member, '7 15:00')).toEqual([[false, '周一欢唱：不享受，这张是会员卡，限储值卡']]);
    expect(await check(stored, '7 15:00')).toEqual([[true, '周一欢唱：免费 120 分钟，15:00 至 17:00']]);
  });
});

test('每张卡每个营业日一次：第二次写明在哪里用过；补的卡是同一账户；下周一又可以 [G11]', async () => {
  const { t, gao } = club;
  const card = await club.card('stored_value');
  const first = await club.switchOn('203', { card, slip_no: 'KF-A' });
  await club.heard();
  await t.step(MemberCardProcess, card, 'suspend', gao, { suspended_for: '遗失' });
  await t.step(MemberCardProcess, card, 'replace', gao, {});
  const [fresh] = await t.sql<{ id: string }>('select id from member_card where replaces = $1', [card]);
  await t.step(MemberCardProcess, fresh!.id, 'activate', gao, { card_no: '6600 9001' });
  const second = await club.switchOn('205', { card: fresh!.id });
  await club.heard();
  expect(await decisionOf(first.id)).toMatchObject({ state: 'granted', period: '2026-12-07' });
  expect(await decisionOf(second.id)).toMatchObject({ state: 'refused', refused_for: 'once', says: '周一欢唱：不享受，每营业日一次，已在开房 KF-A 使用', period: null });
  await t.step(SessionProcess, second.id, 'switch_off', club.lina, {});
  at('14 15:00');
  const next = await past('205', '14 14:30', fresh!.id);
  expect(await decisionOf(next)).toMatchObject({ state: 'granted', period: '2026-12-14' });
});

test('两台终端同时为一张卡的两次开房判定：恰好一次享受，另一次写明用在哪里 [G11]', async () => {
  const { t, lina, zhou } = club;
  const card = await club.card('stored_value');
  const [a, b] = [await club.switchOn('203', { card }), await club.switchOn('205', { card })];
  const ask = (session: string, by: typeof lina) => t.create(BenefitUse, by, { session, card, rule: club.rule });
  await Promise.all([ask(a.id, lina), ask(b.id, zhou)]);
  expect((await club.uses()).map((u) => [u.state, u.refused_for]).sort()).toEqual([['granted', null], ['refused', 'once']]);
  expect(await t.sql('select count(*)::int as n from benefit_use where period is not null')).toEqual([{ n: 1 }]);
  // The key holds even against code that forgets the lock.
  await expect(t.run(t.system, (tx) => tx.query(`update benefit_use set period = '2026-12-07' where state = 'refused'`))).rejects.toThrow(/benefit_use/);
});

test('先开机后登记卡：按开机时间判定；未登记的卡、没启用的规则不能判定；同一次开房不判两遍', async () => {
  const { t, lina, gao } = club;
  const card = await club.card('stored_value');
  const session = await club.switchOn('203');
  await club.heard();
  const ask = (more: object = {}) => t.create(BenefitUse, lina, { session: session.id, card, rule: club.rule, ...more });
  await expect(ask()).rejects.toMatchObject(refused('benefit_use.card'));
  at('7 19:30');
  await t.step(SessionProcess, session.id, 'name_card', lina, { card });
  await club.heard();
  expect(await decisionOf(session.id)).toMatchObject({ state: 'granted', free_from: clubTime('7 15:00'), free_until: clubTime('7 17:00') });
  await expect(ask()).rejects.toMatchObject(refused('benefit_use.decided'));
  const draft = await t.create(BenefitRule, gao, { ...MONDAY, code: 'TEA', name: '下午茶' });
  await expect(ask({ rule: draft.id })).rejects.toMatchObject(refused('benefit_use.rule'));
  expect((await t.read(MemberCard, card)).first_used_at).toEqual(clubTime('7 15:00'));
});

describe('换房重新判定 [P14] [G11]', () => {
  const move = async (session: string, to: string, when: string) => {
    at(when);
    await club.t.step(SessionProcess, session, 'move', club.lina, { to_room: club.room(to), reason: '人数变化' });
    await club.heard();
  };
  test('换到另一间中包：照旧', async () => {
    const session = await club.switchOn('203', { card: await club.card('stored_value') });
    await club.heard();
    await move(session.id, '205', '7 15:40');
    expect(await club.uses()).toMatchObject([{ state: 'granted', free_until: clubTime('7 17:00') }]);
  });
  test('换到大包：免费到换房为止，当天不能再用；主管签字可替换', async () => {
    const { t, he, lina } = club;
    const session = await club.switchOn('203', { card: await club.card('stored_value') });
    await club.heard();
    await move(session.id, '301', '7 15:40');
    const [use] = await club.uses();
    expect(use).toMatchObject({ state: 'stopped', free_until: clubTime('7 15:40'), period: '2026-12-07' });
    expect((await t.read(RoomSession, session.id)).benefit_note).toContain('15:40 换房，免费到此为止');
    const substitute = (by: typeof he) => t.step(BenefitUseProcess, use!.id, 'substitute', by, { substituted_for: '中包音响故障' }, [t.sign('supervisor', he)]);
    await expect(substitute(lina)).rejects.toMatchObject(refused('not_allowed'));
    await substitute(he);
    expect(await club.uses()).toMatchObject([{ state: 'granted', free_until: clubTime('7 17:00') }]);
    await move(session.id, '101', '7 16:00');
    expect(await club.uses()).toMatchObject([{ state: 'granted', free_until: clubTime('7 17:00') }]);
  });
  test('从大包换到中包：从换房起两小时', async () => {
    const session = await club.switchOn('301', { card: await club.card('stored_value') });
    await club.heard();
    await move(session.id, '203', '7 15:30');
    expect((await club.uses()).map((u) => [u.state, u.free_from, u.free_until])).toEqual([['refused', null, null], ['granted', clubTime('7 15:30'), clubTime('7 17:30')]]);
    expect((await club.t.read(RoomSession, session.id)).benefit_note).toBe('周一欢唱：免费 120 分钟，15:30 至 17:30');
  });
});

test('中包满了，主管签字可用大包；时间不符的主管也不能放宽 [G11]', async () => {
  const { t, he } = club;
  const large = await club.switchOn('301', { card: await club.card('stored_value') });
  await club.heard();
  const use = (await decisionOf(large.id))!;
  await t.step(BenefitUseProcess, use.id, 'substitute', he, { substituted_for: '中包已满' }, [t.sign('supervisor', he)]);
  expect(await decisionOf(large.id)).toMatchObject({ state: 'granted', refused_for: null, free_until: clubTime('7 17:00'), period: '2026-12-07' });
  expect((await t.read(RoomSession, large.id)).benefit_note).toContain('主管替换包厢');
  at('7 19:10');
  const late = await club.switchOn('205', { card: await club.card('stored_value') });
  await club.heard();
  await expect(t.step(BenefitUseProcess, (await decisionOf(late.id))!.id, 'substitute', he, { substituted_for: '客人坚持' }, [t.sign('supervisor', he)])).rejects.toMatchObject(refused('benefit_use.not_ready'));
});

test('判定印在开房单和账单上，账单号记在权益上；已付的不能撤销，冲销后可以，当天又能用 [VIP-8.5]', async () => {
  const { t, zhou, he, lina } = club;
  const card = await club.card('stored_value');
  const session = await club.switchOn('203', { card });
  await club.heard();
  const paper = async (id: string) => (await t.sql<{ content: { lines: { label: string[]; value: string }[] } }>('select content from slip where record_id = $1 order by number desc limit 1', [id]))[0]!.content.lines.find((l) => l.label[0] === '会员权益')?.value;
  await t.step(SessionProcess, session.id, 'print_slip', lina, {});
  expect(await paper(session.id)).toEqual(['周一欢唱：免费 120 分钟，15:00 至 17:00', expect.stringContaining('120')]);
  const bill = await t.create(Bill, zhou, { bill_no: 'Z-1', kind: 'consumption', total: 18_800, session: session.id });
  await t.step(BillProcess, bill.id, 'pay', zhou, { mobile: 18_800 });
  expect(await paper(bill.id)).toEqual(['周一欢唱：免费 120 分钟，15:00 至 17:00', expect.stringContaining('120')]);
  await club.heard();
  const [use] = await club.uses();
  expect(use!.bill).toBe(bill.id);
  const withdraw = () => t.step(BenefitUseProcess, use!.id, 'withdraw', he, { stopped_for: '登记错卡' });
  await expect(withdraw()).rejects.toMatchObject(refused('benefit_use.not_ready'));
  await t.step(BillProcess, bill.id, 'take_back', he, { cancelled_for: '录错' }, [t.sign('supervisor', he)]);
  await club.heard();
  await withdraw();
  expect((await t.read(RoomSession, session.id)).benefit_note).toBeNull();
  const again = await club.switchOn('205', { card });
  await club.heard();
  expect(await decisionOf(again.id)).toMatchObject({ state: 'granted' });
});

test('未激活的卡不能享受权益 [VIP-1.5]', async () => {
  const { t, gao } = club;
  const active = await t.read(MemberCard, await club.card('stored_value'));
  const issued = await t.create(MemberCard, gao, { member: active.member, product: active.product });
  const session = await club.switchOn('203', { card: issued.id });
  await club.heard();
  expect(await decisionOf(session.id)).toMatchObject({ state: 'refused', refused_for: 'card', says: '周一欢唱：不享受，该卡尚未激活，不能享受优惠' });
});

test('规则分版：新版接替，旧版到前一天；过去的判定不变；过期或更旧的版次、待定事项未答复都不能启用 [G9] [G24]', async () => {
  const { t, gao } = club;
  at('8 10:00');
  const second = await club.put({ edition: 2, starts_on: '2026-12-14', minutes: 180 });
  expect([(await t.read(BenefitRule, club.rule)).ends_on, (await t.read(BenefitRule, second)).state]).toEqual(['2026-12-13', 'in_force']);
  at('14 20:00');
  const session = await past('203', '14 15:00', await club.card('stored_value'));
  expect(await decisionOf(session)).toMatchObject({ free_until: clubTime('14 18:00') });
  const draft = async (more: object) => (await t.create(BenefitRule, gao, { ...MONDAY, ...more })).id;
  const publish = (id: string) => t.step(BenefitRuleProcess, id, 'publish', gao, {});
  const no = async (more: object, words: string) => expect(publish(await draft(more))).rejects.toMatchObject({ code: 'benefit_rule.not_ready', label: [expect.stringContaining(words), expect.anything()] });
  await no({ edition: 3, starts_on: '2026-12-10' }, '开始日期已过');
  await no({ edition: 4, starts_on: '2026-12-14' }, '新版须版次更高、开始更晚');
  await no({ code: 'STU', products: ['student'], starts_on: '2026-12-20' }, '学生卡售价');
  await no({ code: 'GOLD', tiers: ['gold'], starts_on: '2026-12-20' }, '金卡门槛');
  await t.answer(StudentPrice, 10_000);
  await t.answer(GoldThreshold, 1_000_000);
  await publish(await draft({ code: 'STU', edition: 2, products: ['student'], starts_on: '2026-12-21' }));
  await publish(await draft({ code: 'GOLD', edition: 2, tiers: ['gold'], starts_on: '2026-12-21' }));
  await expect(draft({ code: 'BAD', enter_to: '13:00' })).rejects.toMatchObject(refused('benefit_rule.window'));
  await expect(draft({ code: 'BAD', ends_on: '2026-12-01' })).rejects.toMatchObject(refused('benefit_rule.dates'));
});

test('统计：享受、不享受、提前结束、免费分钟，与期次相符', async () => {
  at('7 22:00');
  await past('203', '7 14:00', await club.card('stored_value'));
  await past('203', '7 19:30', await club.card('stored_value'));
  const report = await club.t.run(club.gao, (tx) => runReport(tx, BenefitsByRule, { from: '2026-12-01', to: '2026-12-31' }));
  expect(report.rows).toMatchObject([{ granted: 1, refused: 1, minutes: 120, stopped: 0, withdrawn: 0, mostly: 'time' }]);
  expect(report.proof.map((p) => [p.left, p.right, p.ok])).toEqual([[1, 1, true], [2, 2, true]]);
});
