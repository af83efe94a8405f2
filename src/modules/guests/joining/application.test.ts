import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../kernel/database/id.ts';
import { balanceOf } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { cardProblem, MemberCard, markUsed, StudentPrice } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { ScriptText, ScriptTextProcess } from '../scripts/index.ts';
import { storedValueOf } from '../stored-value/index.ts';
import { CardApplication, CardApplicationProcess } from './index.ts';
import { startHouse, type House } from './joining.testing.ts';
import { BirthdayCounts } from './parameters.ts';

let h: House;
beforeAll(async () => { h = await startHouse(); });
afterAll(() => h.t.close());

const balance = (account: 'till' | 'income_card_fee' | 'advance' | 'prepaid', owner?: string) => h.t.run(h.t.system, (tx) => balanceOf(tx, ClubCash, account, owner));
const page = (id: string) => h.t.run(h.zhou, (tx) => recordPage(tx, CardApplication, id));
const step = CardApplicationProcess;

test('入会全程：说明、同意、客人填表、签第三版章程、收 200 找 100、录入、再核对后激活 [AS-01] [VIP-1.1] [VIP-1.2] [VIP-1.3] [VIP-1.4] [VIP-8.3] [VIP-8.7] [VIP-8.8]', async () => {
  const { t, lina, zhou } = h;
  const before = { till: await balance('till', h.shift), income: await balance('income_card_fee') };
  const id = await h.application('introduced');
  const form = { guest_name: '王丽', phone: '13900000101', born_on: '1997-03-01', greet: true, birthday_kind: 'solar' as const };
  await expect(t.step(step, id, 'fill_form', lina, form, [t.sign('guest', '王丽')])).rejects.toMatchObject({ code: 'wrong_state' });
  await t.step(step, id, 'explain', lina, { product: h.products.member, how_to_get: true, how_to_use: true, cost_told: true, data_told: true });
  expect(await t.read(CardApplication, id)).toMatchObject({ explained_by: lina.id, explained_at: t.now() });
  await expect(t.step(step, id, 'fill_form', lina, form, [t.sign('guest', '王丽')])).rejects.toMatchObject({ code: 'wrong_state' });
  await t.step(step, id, 'consent', lina, { agreed: true });
  await expect(t.step(step, id, 'fill_form', lina, form, [t.sign('guest', '李娜')])).rejects.toMatchObject({ code: 'card_application.other_signer' });
  await t.step(step, id, 'fill_form', lina, form, [t.sign('guest', '王丽')]);
  const filled = await t.read(CardApplication, id);
  expect(filled).toMatchObject({ guest_name: '王丽', form_kind: 'screen', form_witness: lina.id });
  const notice = await t.read(ScriptText, filled.consent_text!);
  expect(notice).toMatchObject({ occasion: 'consent', edition: 1 });
  expect(filled.consent_hash).toBe(createHash('sha256').update(notice.words).digest('hex'));
  await t.step(step, id, 'show_charter', lina, {});
  await t.step(step, id, 'sign_charter', lina, {}, [t.sign('guest', '王丽')]);
  await t.step(step, id, 'pay', zhou, { tender: 'cash', received: 30_000 });
  const person = { guest_name: '王丽', phone: '13900000101', greet: true, birthday_kind: 'solar' as const };
  await expect(t.step(step, id, 'enter', lina, person)).rejects.toMatchObject({ code: 'not_allowed' });
  await t.step(step, id, 'enter', zhou, person);
  const activate = (ticks: { checked_again: boolean; id_returned: boolean; change_given: boolean }) => t.step(step, id, 'activate', zhou, { card_no: '880001', ...ticks });
  await expect(activate({ checked_again: true, id_returned: false, change_given: true })).rejects.toMatchObject({ code: 'card_application.id_not_returned' });
  await expect(activate({ checked_again: true, id_returned: true, change_given: false })).rejects.toMatchObject({ code: 'card_application.change_not_given', label: [expect.stringContaining('100.00'), expect.anything()] });
  await activate({ checked_again: true, id_returned: true, change_given: true });

  expect([await balance('till', h.shift) - before.till, await balance('income_card_fee') - before.income]).toEqual([20_000, -20_000]);
  const done = await t.read(CardApplication, id);
  expect(done).toMatchObject({ state: 'active', amount: 20_000, received: 30_000, change_due: 10_000, id_returned: true, change_given: true, entered_by: zhou.id, activated_by: zhou.id });
  expect(await t.read(MemberCard, done.card!)).toMatchObject({ state: 'active', card_no: '880001', application_no: done.number });
  expect(await t.read(Member, done.member!)).toMatchObject({ name: '王丽', birthday: '1997-03-01', consented_to: '个人信息告知书 第 1 版' });
  const { slips, signatures } = await page(id);
  expect(slips.map((s) => s.label[0])).toEqual(['入会申请表', '会员章程（签署本）', '入会收据', '会员欢迎单']);
  const charter = await t.read(ScriptText, done.charter!);
  expect(charter.edition).toBe(3);
  expect(done.charter_hash).toBe(createHash('sha256').update(charter.words).digest('hex'));
  const signed = await t.sql<{ step: string; content_hash: string }>('select step, content_hash from signature where record_id = $1 order by at, id', [id]);
  expect(signed.map((s) => s.step).sort()).toEqual(['fill_form', 'sign_charter']);
  expect(signatures).toHaveLength(2);
  const paper = await t.run(zhou, (tx) => slipPage(tx, slips[1]!.id, '星河会'));
  expect(paper.lines.find((l) => l.label[0] === '正文指纹')?.value).toBe(done.charter_hash);
});

test('激活前四种用途都被拒绝：同意后到激活前，客人名下没有可用的卡 [VIP-1.5]', async () => {
  const { t } = h;
  const id = await h.application('entered');
  expect(await t.read(CardApplication, id)).toMatchObject({ card: null, member: null });
  expect((['earn', 'redeem', 'value', 'benefit'] as const).map((use) => cardProblem('issued', use)?.[0])).toEqual(['积分', '兑换', '储值或消费', '享受优惠'].map((zh) => `该卡尚未激活，不能${zh}`));
});

test('客人听完说明不办：记原因、计入转化，没有任何个人资料 [AS-02] [VIP-8.9]', async () => {
  const { t, lina } = h;
  const members = async () => (await t.sql<{ n: string }>('select count(*) as n from member'))[0]!.n;
  const before = await members();
  const id = await h.application('explained');
  await t.step(step, id, 'decline', lina, { declined_for: 'later' });
  expect(await t.read(CardApplication, id)).toMatchObject({ state: 'declined', declined_for: 'later', guest_name: null, phone: null, born_on: null, form_scan: null, member: null });
  expect(await members()).toBe(before);
  const history = await t.sql<{ form: object | null; after: object | null }>('select form, after from history where record_id = $1', [id]);
  expect(JSON.stringify(history)).not.toMatch(/guest_name|phone|born_on/);
  expect((await page(id)).signatures).toEqual([]);
  await expect(t.step(step, id, 'consent', lina, { agreed: true })).rejects.toMatchObject({ code: 'wrong_state' });
});

test('不同意留资料就不能登记；漏说一项也不能往下办 [VIP-1.1] [VIP-1.2]', async () => {
  const { t, lina } = h;
  const id = await h.application('explained');
  await expect(t.step(step, id, 'consent', lina, { agreed: false })).rejects.toMatchObject({ code: 'card_application.no_consent' });
  expect((await t.read(CardApplication, id)).consent_at).toBeNull();
  await expect(t.step(step, id, 'explain', lina, { product: h.products.member, how_to_get: true, how_to_use: false, cost_told: true, data_told: true })).rejects.toMatchObject({ code: 'card_application.not_explained' });
});

test('未成年：2009-03-02 生，2026-12-07 拒绝；2027-03-03 可以；生日当天由参数决定 [AS-03]', async () => {
  const { t, lina } = h;
  const now = t.now().toISOString();
  const fill = async (at: string) => {
    t.at('2026-12-07T12:00:00Z');
    const id = await h.application('consented', { product: 'student' });
    t.at(at);
    return t.step(step, id, 'fill_form', lina, { guest_name: '小林', phone: '13900000202', born_on: '2009-03-02', greet: false, birthday_kind: 'solar', student_proof: 'student_card', proof_until: '2028-07-01' }, [t.sign('guest', '小林')]);
  };
  await expect(fill('2026-12-07T12:00:00Z')).rejects.toMatchObject({ code: 'card_application.minor', label: [expect.stringContaining('17 周岁'), expect.anything()] });
  await expect(fill('2027-03-02T12:00:00Z')).rejects.toMatchObject({ code: 'card_application.minor' });
  expect((await fill('2027-03-03T12:00:00Z')).state).toBe('form_filled');
  await t.answer(BirthdayCounts, 'allow', '2027-03-01');
  expect((await fill('2027-03-02T12:00:00Z')).state).toBe('form_filled');
  t.at(now);
});

test('学生卡须有有效证明，卡上写明有效期；没有定价的那一天不能卖 [VIP-8.2]', async () => {
  const { t, lina } = h;
  const id = await h.application('consented', { product: 'student' });
  const fill = (more: object) => t.step(step, id, 'fill_form', lina, { guest_name: '小陈', phone: '13900000303', born_on: '2005-01-01', greet: false, birthday_kind: 'solar', ...more }, [t.sign('guest', '小陈')]);
  await expect(fill({})).rejects.toMatchObject({ code: 'card_application.no_proof' });
  await expect(fill({ student_proof: 'student_card', proof_until: '2026-12-07' })).rejects.toMatchObject({ code: 'card_application.proof_over' });
  const joined = await h.application('active', { product: 'student', name: '小赵', born: '2005-01-01', received: 10_000 });
  expect(await t.read(MemberCard, (await t.read(CardApplication, joined)).card!)).toMatchObject({ valid_until: '2028-07-01' });
  await t.answer(StudentPrice, 12_000, '2026-12-20');
  t.at('2026-12-20T12:00:00Z');
  await expect(h.application('paid', { product: 'student', born: '2005-01-01', received: 10_000 })).rejects.toMatchObject({ code: 'card_application.short' });
  t.at('2026-12-07T12:00:00Z');
});

test('章程换版后，展示过旧版的须重新展示再签；签名绑定展示的那一版 [VIP-8.7]', async () => {
  const { t, lina } = h;
  const id = await h.application('form_filled');
  await expect(t.step(step, id, 'sign_charter', lina, {}, [t.sign('guest', '王丽')])).rejects.toMatchObject({ code: 'card_application.not_ready' });
  await t.step(step, id, 'show_charter', lina, {});
  const fresh = await h.charter();
  await expect(t.step(step, id, 'sign_charter', lina, {}, [t.sign('guest', '王丽')])).rejects.toMatchObject({ code: 'card_application.charter_changed' });
  await t.step(step, id, 'show_charter', lina, {});
  await expect(t.step(step, id, 'sign_charter', lina, {}, [t.sign('guest', '刘芳')])).rejects.toMatchObject({ code: 'card_application.other_signer' });
  await t.step(step, id, 'sign_charter', lina, {}, [t.sign('guest', '王丽')]);
  expect((await t.read(CardApplication, id)).charter).toBe(fresh);
});

test('章程含排除退款、补卡、转让的条款：发布前警告，不写理由不能发布', async () => {
  const { t, gao } = h;
  const { id } = await t.create(ScriptText, gao, { occasion: 'charter', title: '会员章程', words: '余额概不退款。卡片遗失恕不补办。本卡不得转让。', place: 1 });
  await expect(t.step(ScriptTextProcess, id, 'publish', gao, {})).rejects.toMatchObject({ code: 'script_text.void_clauses', label: [expect.stringContaining('3 处'), expect.anything()] });
  await t.step(ScriptTextProcess, id, 'revise', gao, { title: '会员章程', words: '余额可退。卡片遗失可补办。本卡可转让。' });
  await t.step(ScriptTextProcess, id, 'publish', gao, {});
  const inForce = await t.sql<{ edition: number }>(`select edition from script_text where occasion = 'charter' and state = 'in_force'`);
  expect(inForce).toEqual([{ edition: (await t.read(ScriptText, id)).edition }]);
  await expect(t.step(ScriptTextProcess, id, 'revise', gao, { title: '改', words: '改' })).rejects.toMatchObject({ code: 'wrong_state' });
});

test('客人屏填过的姓名、手机不必再打；纸质表没写的须录入 [VIP-1.3] [VIP-1.4]', async () => {
  const { t, lina, zhou } = h;
  const screen = await h.application('paid', { name: '温婉', phone: '13700000501' });
  await t.step(step, screen, 'enter', zhou, { greet: true, birthday_kind: 'solar' });
  expect(await t.read(CardApplication, screen)).toMatchObject({ state: 'entered', guest_name: '温婉', phone: '+8613700000501' });
  const paper = await h.application('consented');
  await t.step(step, paper, 'paper_form', lina, { form_scan: [newId(t.now())], born_on: '1990-01-01' });
  await t.step(step, paper, 'show_charter', lina, {});
  await t.step(step, paper, 'sign_charter', lina, {}, [t.sign('guest', '方圆')]);
  await t.step(step, paper, 'pay', zhou, { tender: 'mobile', received: 20_000 });
  await expect(t.step(step, paper, 'enter', zhou, { greet: false, birthday_kind: 'solar' })).rejects.toMatchObject({ code: 'card_application.not_written', fields: { guest_name: expect.anything() as unknown, phone: expect.anything() as unknown } });
  await t.step(step, paper, 'enter', zhou, { guest_name: '方圆', phone: '13700000502', greet: false, birthday_kind: 'solar' });
  expect((await t.read(CardApplication, paper)).guest_name).toBe('方圆');
});

test('手机号已登记：选已有会员则不重复建档；不是同一人须写理由', async () => {
  const { t, zhou } = h;
  const first = await h.application('active', { phone: '13700000001' });
  const known = (await t.read(CardApplication, first)).member!;
  const second = await h.application('paid', { phone: '13700000001' });
  const enter = (more: object) => t.step(step, second, 'enter', zhou, { guest_name: '王丽', phone: '13700000001', greet: false, birthday_kind: 'solar', ...more });
  await expect(enter({})).rejects.toMatchObject({ code: 'card_application.duplicate', label: [expect.stringContaining('王丽'), expect.anything()] });
  await enter({ existing_member: known });
  await t.step(step, second, 'activate', zhou, { card_no: '990001', checked_again: true, id_returned: true, change_given: true });
  expect((await t.read(CardApplication, second)).member).toBe(known);
  const twins = await h.application('paid', { phone: '13700000001', name: '王丽丽' });
  await t.step(step, twins, 'enter', zhou, { guest_name: '王丽丽', phone: '13700000001', greet: false, birthday_kind: 'solar', not_duplicate: '母女共用手机' });
  await t.step(step, twins, 'activate', zhou, { card_no: '990002', checked_again: true, id_returned: true, change_given: true });
  expect((await t.read(CardApplication, twins)).member).not.toBe(known);
});

test('储值卡：首存不少于 3000，收款时挂预收，激活时转入卡内并出储值凭单，立即成为贵宾 [VIP-8.4]', async () => {
  const { t, zhou } = h;
  const id = await h.application('charter_signed', { product: 'stored_value' });
  await expect(t.step(step, id, 'pay', zhou, { amount: 299_999, tender: 'cash', received: 299_999 })).rejects.toMatchObject({ code: 'card_application.first_deposit' });
  await expect(t.step(step, id, 'pay', zhou, { amount: 500_001, tender: 'cash', received: 500_001 })).rejects.toMatchObject({ code: 'card_deposit.cap' });
  await t.step(step, id, 'pay', zhou, { tender: 'cash', received: 300_000 });
  expect(await balance('advance')).toBe(-300_000);
  await t.step(step, id, 'enter', zhou, { guest_name: '王丽', phone: '13700000077', greet: true, birthday_kind: 'solar' });
  await t.step(step, id, 'activate', zhou, { card_no: '990777', checked_again: true, id_returned: true, change_given: true });
  const card = await t.read(MemberCard, (await t.read(CardApplication, id)).card!);
  expect(await t.run(zhou, (tx) => storedValueOf(tx, card))).toEqual({ principal: 300_000, bonus: 0 });
  expect([await balance('advance'), await balance('prepaid')]).toEqual([0, -300_000]);
  expect(await t.sql('select tier, because from card_tier where card = $1', [card.id])).toEqual([{ tier: 'vip', because: expect.stringContaining('单笔储值 3,000.00') }]);
});

test('收款后未办成：经理签字退款，资料清除，收据作废', async () => {
  const { t, zhou, gao } = h;
  const till = await balance('till', h.shift);
  const paid = await h.application('paid');
  const back = (signatures: Parameters<typeof t.step>[5]) => t.step(step, paid, 'give_back', zhou, { closed_for: '客人改主意' }, signatures);
  await expect(back([t.sign('guest', '王丽')])).rejects.toMatchObject({ code: 'signature.missing' });
  await back([t.sign('guest', '王丽'), t.sign('manager', gao)]);
  expect(await balance('till', h.shift)).toBe(till);
  expect(await t.read(CardApplication, paid)).toMatchObject({ state: 'returned', guest_name: null, phone: null });
  expect((await page(paid)).slips.filter((s) => s.cancelled).map((s) => s.label[0])).toEqual(['入会收据']);
});

test('冷静期：激活后七天内没用过，退卡费并销卡；用过或过期不退', async () => {
  const { t, zhou, gao } = h;
  const income = await balance('income_card_fee');
  const [fresh, used, late] = [await h.application('active'), await h.application('active'), await h.application('active')];
  const back = (id: string) => t.step(step, id, 'fee_back', zhou, { closed_for: '冷静期' }, [t.sign('guest', '王丽'), t.sign('manager', gao)]);
  await t.run(zhou, async (tx) => markUsed(tx, (await t.read(CardApplication, used)).card!, t.now()));
  await expect(back(used)).rejects.toMatchObject({ code: 'card_application.not_ready', label: [expect.stringContaining('已使用'), expect.anything()] });
  t.later({ days: 7 });
  await back(fresh);
  expect((await t.read(MemberCard, (await t.read(CardApplication, fresh)).card!)).state).toBe('closed');
  expect(await balance('income_card_fee')).toBe(income - 40_000);
  t.later({ days: 1 });
  await expect(back(late)).rejects.toMatchObject({ code: 'card_application.not_ready', label: [expect.stringContaining('2026-12-14'), expect.anything()] });
  t.at('2026-12-07T12:00:00Z');
});

test('中途放弃：已填的资料从记录清除', async () => {
  const { t, lina } = h;
  const id = await h.application('charter_signed');
  await t.step(step, id, 'withdraw', lina, { closed_for: '改天再来' });
  expect(await t.read(CardApplication, id)).toMatchObject({ state: 'withdrawn', guest_name: null, phone: null, born_on: null });
});

test('收款后到营业日结束还没激活：上报当班主管', async () => {
  const { t, zhou } = h;
  const id = await h.application('paid');
  t.at('2026-12-08T00:00:01Z');
  await t.tick();
  expect((await t.tasks(zhou)).filter((x) => x.recordId === id)).toMatchObject([{ step: 'enter', overdue: true, escalated: true }]);
  t.at('2026-12-07T12:00:00Z');
});

test('两人同时激活同一张入会单、同一卡号给两位客人：恰好一次', async () => {
  const { t, zhou } = h;
  const id = await h.application('entered');
  const go = (who: string, card_no: string) => t.step(step, who, 'activate', zhou, { card_no, checked_again: true, id_returned: true, change_given: true });
  const twice = await Promise.allSettled([go(id, '770001'), go(id, '770002')]);
  expect(twice.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const [a, b] = [await h.application('entered'), await h.application('entered')];
  const same = await Promise.allSettled([go(a, '770003'), go(b, '770003')]);
  expect(same.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});
