import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Member, members } from '../members/index.ts';
import { CardProduct, CardProductProcess, cards, cardByNumber, GoldThreshold, markUsed, MemberCard, MemberCardProcess, productsOnSale, StudentPrice } from './index.ts';

let t: TestKernel;
let zhou: Actor;
let gao: Actor;
let product: string;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [members, cards], now: '2026-12-07T08:00:00Z' });
  [zhou, gao] = [await t.actor('vip_agent', 'VIP', '周宇'), await t.actor('vip_manager', 'VIP', '高敏')];
  product = (await t.create(CardProduct, gao, { name: '会员卡', kind: 'member' })).id;
});
afterAll(() => t.close());

const member = (name: string) => t.create(Member, gao, { name, phone: `1380000${String(++n).padStart(4, '0')}`, birthday_kind: 'solar' });
async function active(name = '王丽', values = {}): Promise<string> {
  const card = await t.create(MemberCard, t.system, { member: (await member(name)).id, product, unit_id: t.unit('VIP'), ...values });
  await t.step(MemberCardProcess, card.id, 'activate', gao, { card_no: `66${String(++n).padStart(4, '0')}` });
  return card.id;
}

test('不经入会不能录会员资料、开卡、激活；旧卡由经理补录', async () => {
  await expect(t.create(Member, zhou, { name: '来客', phone: '13800001111', birthday_kind: 'solar' })).rejects.toMatchObject({ code: 'not_allowed' });
  const who = (await member('老会员')).id;
  await expect(t.create(MemberCard, zhou, { member: who, product })).rejects.toMatchObject({ code: 'not_allowed' });
  const card = await t.create(MemberCard, gao, { member: who, product });
  await expect(t.step(MemberCardProcess, card.id, 'activate', zhou, { card_no: '660000' })).rejects.toMatchObject({ code: 'member_card.by_application' });
  await t.step(MemberCardProcess, card.id, 'activate', gao, { card_no: '660000' });
  expect(await t.read(MemberCard, card.id)).toMatchObject({ state: 'active', card_no: '660000' });
});

test('学生卡无价、金卡门槛未定时不能上架；答复后可以', async () => {
  const student = (await t.create(CardProduct, gao, { name: '学生卡', kind: 'student' })).id;
  const stored = (await t.create(CardProduct, gao, { name: '储值卡', kind: 'stored_value' })).id;
  const put = (id: string) => t.step(CardProductProcess, id, 'put_on_sale', gao, {});
  await expect(put(student)).rejects.toMatchObject({ code: 'card_product.not_ready', label: [expect.stringContaining('学生卡售价'), expect.anything()] });
  await expect(put(stored)).rejects.toMatchObject({ code: 'card_product.not_ready', label: [expect.stringContaining('金卡门槛'), expect.anything()] });
  await put(product);
  const onSale = () => t.run(zhou, (tx) => productsOnSale(tx, '2026-12-07'));
  expect(await onSale()).toEqual([{ id: product, name: '会员卡', kind: 'member', price: 20_000 }]);
  await t.answer(StudentPrice, 8_800);
  await t.answer(GoldThreshold, 1_000_000);
  await put(student);
  await put(stored);
  expect((await onSale()).map((p) => p.price)).toEqual([20_000, 8_800, 300_000]);
  await t.step(CardProductProcess, student, 'withdraw', gao, { reason: '暂停' });
  expect(await onSale()).toHaveLength(2);
});

test('刷卡面号码或档案编号都查得到；补卡后旧号已作废，新卡沿用原账户', async () => {
  const card = await active();
  const { card_no, number } = await t.read(MemberCard, card);
  for (const text of [card_no!, ` ${card_no} `, `${card_no!.slice(0, 2)} ${card_no!.slice(2)}`, number]) expect((await t.run(zhou, (tx) => cardByNumber(tx, text)))?.id).toBe(card);
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '电话挂失' });
  await expect(t.step(MemberCardProcess, card, 'replace', zhou, {})).rejects.toMatchObject({ code: 'not_allowed' });
  await t.step(MemberCardProcess, card, 'replace', gao, {});
  const [fresh] = await t.sql<{ id: string; account: string }>('select id, account from member_card where replaces = $1', [card]);
  expect(fresh?.account).toBe(card);
  await t.step(MemberCardProcess, fresh!.id, 'activate', zhou, { card_no: '669999' });
  expect((await t.run(zhou, (tx) => cardByNumber(tx, '669999')))?.account).toBe(card);
  expect((await t.read(MemberCard, card)).state).toBe('replaced');
});

test('转让：双方当面签字，同一张卡换持卡人，打印转让单两联；学生卡不能转让', async () => {
  const card = await active('王丽');
  const to = await member('刘芳');
  const transfer = (holder: string, receiver: string) => t.step(MemberCardProcess, card, 'transfer', zhou, { to_member: to.id }, [t.sign('holder', holder), t.sign('receiver', receiver)]);
  await expect(t.step(MemberCardProcess, card, 'transfer', zhou, { to_member: to.id }, [t.sign('holder', '王丽')])).rejects.toMatchObject({ code: 'signature.missing' });
  await expect(transfer('张三', '刘芳')).rejects.toMatchObject({ code: 'member_card.other_signer' });
  await transfer('王丽', '刘芳');
  expect((await t.read(MemberCard, card)).member).toBe(to.id);
  const page = await t.run(zhou, (tx) => recordPage(tx, MemberCard, card));
  expect(page.slips.map((s) => s.copies.length)).toEqual([2]);
  expect(page.signatures.map((s) => s.name)).toEqual(['王丽', '刘芳']);

  const [student] = await t.sql<{ id: string }>(`select id from card_product where kind = 'student'`);
  const own = await t.create(MemberCard, t.system, { member: to.id, product: student!.id, valid_until: '2026-12-08', unit_id: t.unit('VIP') });
  await t.step(MemberCardProcess, own.id, 'activate', gao, { card_no: '660777' });
  await expect(t.step(MemberCardProcess, own.id, 'transfer', zhou, { to_member: (await member('陈立')).id }, [t.sign('holder', '刘芳'), t.sign('receiver', '陈立')])).rejects.toMatchObject({ code: 'member_card.not_ready' });
});

const papers = async (card: string) => {
  const { slips } = await t.run(zhou, (tx) => recordPage(tx, MemberCard, card));
  return t.run(zhou, (tx) => Promise.all(slips.map(async (s) => ({ label: s.label[0], copies: s.copies.length, page: await slipPage(tx, s.id, '') }))));
};

test('挂失：来电先停用，印挂失单两联，本人到店补签；同一张卡再挂失另出一单，各有各的签名', async () => {
  const card = await active('王丽');
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '地铁上丢失', told_by: 'phone' });
  const sign = (name: string) => t.step(MemberCardProcess, card, 'sign_loss', zhou, {}, [t.sign('holder', name), t.sign('clerk', zhou)]);
  const [slip] = await papers(card);
  expect(slip).toMatchObject({ label: '会员卡挂失单', copies: 2, page: { signatures: [], signatureBoxes: [['挂失人', expect.anything()], ['经办人', expect.anything()]] } });
  expect(slip!.page.lines.map((l) => l.value)).toEqual(expect.arrayContaining(['王丽', ['来电', 'By phone'], '地铁上丢失']));
  await expect(sign('张三')).rejects.toMatchObject({ code: 'member_card.other_signer' });
  t.later({ minutes: 5 });
  await sign('王丽');
  await expect(sign('王丽')).rejects.toMatchObject({ code: 'member_card.not_ready', label: ['挂失单已签字', expect.anything()] });
  await t.step(MemberCardProcess, card, 'restore', zhou, {});
  t.later({ minutes: 5 });
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '又找不到了' });
  const [first, second] = await papers(card);
  expect([first, second].map((p) => p!.page.signatures.map((x) => x.name).sort())).toEqual([['周宇', '王丽'], []]);
  t.later({ minutes: 5 });
  await sign('王丽');
  expect((await papers(card)).map((p) => p.page.signatures.length)).toEqual([2, 2]);
  t.at('2026-12-07T08:00:00Z');
});

test('转让两次，两张转让单各只有自己那次的签名，各写着转让前后卡内的本金、赠送和积分', async () => {
  const card = await active('王丽');
  await t.run(t.system, (tx) => tx.query(`insert into ledger_account (tenant_id, ledger, account, owner, balance) values ($1, 'club_cash', 'principal', $2, 190909), ($1, 'club_cash', 'bonus', $2, 19091), ($1, 'member_points', 'card', $2, 320)`, [t.tenantId, card]));
  for (const [from, to] of [['王丽', '刘芳'], ['刘芳', '陈立']] as const) {
    t.later({ minutes: 1 });
    await t.step(MemberCardProcess, card, 'transfer', zhou, { to_member: (await member(to)).id }, [t.sign('holder', from), t.sign('receiver', to)]);
  }
  expect((await papers(card)).map((p) => p.page.signatures.map((x) => x.name))).toEqual([['王丽', '刘芳'], ['刘芳', '陈立']]);
  for (const { page } of await papers(card)) {
    expect([page.table!.columns.map((c) => c[0]), ...page.table!.rows]).toEqual([
      ['卡内', '转让前（转让人）', '转让后（受让人）'], [['本金', 'Principal'], '1,909.09', '1,909.09'], [['赠送', 'Bonus'], '190.91', '190.91'], [['积分', 'Points'], '320', '320'],
    ]);
  }
  t.at('2026-12-07T08:00:00Z');
});

test('销卡：卡内有钱不能销；持卡人与经理签字，不能到场须两人见证；销卡单两联', async () => {
  const [card, away, rich] = [await active('王丽'), await active('刘芳'), await active('陈立')];
  const close = (id: string, signatures: Parameters<typeof t.step>[5]) => t.step(MemberCardProcess, id, 'close', gao, { reason: '退会' }, signatures);
  await t.run(t.system, (tx) => tx.query(`insert into ledger_account (tenant_id, ledger, account, owner, balance) values ($1, 'club_cash', 'bonus', $2, 1), ($1, 'member_points', 'card', $3, 320)`, [t.tenantId, rich, card]));
  await expect(close(rich, [t.sign('holder', '陈立'), t.sign('manager', gao)])).rejects.toMatchObject({ code: 'member_card.holds_value' });
  await expect(close(card, [t.sign('holder', '张三'), t.sign('manager', gao)])).rejects.toMatchObject({ code: 'member_card.other_signer' });
  await expect(close(card, [t.sign('holder', '王丽'), t.sign('manager', zhou)])).rejects.toMatchObject({ code: 'signature.not_entitled' });
  await close(card, [t.sign('holder', '王丽'), t.sign('manager', gao)]);
  const [slip] = await papers(card);
  expect(slip).toMatchObject({ label: '会员卡销卡单', copies: 2 });
  expect(slip!.page.signatures.map((x) => x.name)).toEqual(['王丽', '高敏']);
  expect(slip!.page.lines.find((l) => l.label[0] === '剩余积分')?.value).toEqual(['320（销卡后不能再用）', expect.stringContaining('320')]);
  await close(away, [{ ...t.sign('holder', '刘芳'), kind: 'refused', witnesses: ['周宇', '何强'] }, t.sign('manager', gao)]);
  expect((await t.read(MemberCard, away)).state).toBe('closed');
});

test('学生证明到期次日清晨自动停用；更新证明后恢复；普通卡没有这一步', async () => {
  const [own] = await t.sql<{ id: string }>(`select id from member_card where card_no = '660777'`);
  await t.tick();
  expect((await t.read(MemberCard, own!.id)).state).toBe('active');
  t.at('2026-12-09T01:00:00Z');
  await t.tick();
  expect(await t.read(MemberCard, own!.id)).toMatchObject({ state: 'suspended', suspended_for: '学生证明到期' });
  await expect(t.step(MemberCardProcess, own!.id, 'renew_proof', zhou, { valid_until: '2026-12-09' })).rejects.toMatchObject({ code: 'member_card.proof_over' });
  await t.step(MemberCardProcess, own!.id, 'renew_proof', zhou, { valid_until: '2027-09-01' });
  expect((await t.read(MemberCard, own!.id)).state).toBe('active');
  await expect(t.step(MemberCardProcess, await active(), 'renew_proof', zhou, { valid_until: '2027-09-01' })).rejects.toMatchObject({ code: 'member_card.not_ready' });
});

test('首次使用只记一次', async () => {
  const card = await active();
  await t.run(zhou, (tx) => markUsed(tx, card, new Date('2026-12-07T12:00:00Z')));
  await t.run(zhou, (tx) => markUsed(tx, card, new Date('2026-12-08T12:00:00Z')));
  expect((await t.read(MemberCard, card)).first_used_at).toEqual(new Date('2026-12-07T12:00:00Z'));
  await expect(t.run(zhou, (tx) => markUsed(tx, t.unit('VIP'), t.now()))).rejects.toMatchObject({ code: 'not_found' });
});
