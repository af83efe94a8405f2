import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { ClaimCompare } from './compare.ts';
import { DutyPresence, DutyPresenceProcess, LostItem, LostItemClaim, LostItemClaimProcess, LostItemProcess, lostProperty, SafeSlot } from './index.ts';
import { LostPropertyByMonth } from './reports.ts';

let t: TestKernel;
let li: Actor;
let he: Actor;
let item: string;
let presence: string;
let slots = 0;

beforeAll(async () => {
  t = await startTest({ modules: [lostProperty], now: '2026-12-01T12:00:00Z' });
  li = await t.actor('vip_agent', 'VIP', '李妍');
  he = await t.actor('duty_supervisor', 'VIP', '何强');
});
afterAll(() => t.close());

beforeEach(async () => {
  slots += 1;
  t.at(`2026-12-${String(slots).padStart(2, '0')}T12:00:00Z`);
  await t.tick();
  const gao = await t.actor('vip_manager', 'VIP');
  const slot = await t.create(SafeSlot, gao, { code: `S-${slots}`, kind: 'safe' });
  presence = (await t.create(DutyPresence, he, {})).id;
  const found = await t.create(LostItem, li, {
    item_name: '手机', colour: '银色', found_place: '208', found_at: t.now(), handed_in_by: '服务员 0231', nature: 'ordinary', valuable: true, details: '华为 Mate 60，屏保是一只橘猫，右下角有裂痕',
  });
  item = found.id;
  await t.step(LostItemProcess, item, 'accept', he, { slot: slot.id }, [t.sign('supervisor', he)]);
});

const details = 'Mate 60';
const paper = { matched: true, id_seen: true, id_type: 'identity_card', phone: '13800001234' } as const;
/** A resident's number whose check digit is right and whose last four are 1234. */
const idNumber = '310101199003121234';

async function claimBy(claimant: string, statement: string): Promise<string> {
  const claim = await t.create(LostItemClaim, li, { item, claimant });
  await t.step(LostItemClaimProcess, claim.id, 'record_statement', li, { statement });
  return claim.id;
}
async function everythingSeen(actor: Actor, claim: string): Promise<string> {
  return JSON.stringify(await t.run(actor, async (tx) => [await recordPage(tx, LostItem, item), await recordPage(tx, LostItemClaim, claim)]));
}
/** What the dialog shows beside the form of the hand-over. */
const beside = (claim: string, actor = li) => t.run(actor, (tx) => runQuery(tx, ClaimCompare, { claim }));

test('第一位只说“黑色手机”：明细不显示，判为不符并留下记录 [VIP-4.7] [AS-20]', async () => {
  const claim = await t.create(LostItemClaim, li, { item, claimant: '陈某' });
  expect(await everythingSeen(li, claim.id)).not.toContain(details);
  expect(await beside(claim.id)).toBeNull();
  const { state } = await t.step(LostItemClaimProcess, claim.id, 'record_statement', li, { statement: '黑色手机' });
  expect(state).toBe('refused');
  expect(await t.read(LostItemClaim, claim.id)).toMatchObject({ verdict: 'contradicts', refusal: '所述颜色（黑）与登记不符' });
  expect(await everythingSeen(li, claim.id)).not.toContain(details);
  expect(await beside(claim.id)).toBeNull();
  await expect(t.step(LostItemClaimProcess, claim.id, 'hand_over', li, { ...paper, id_number: idNumber }, [t.sign('claimant', '陈某'), t.sign('supervisor', he)])).rejects.toThrow('wrong_state');
  const attempts = (await t.run(li, (tx) => recordPage(tx, LostItem, item))).related.find((r) => r.register === 'lost_item_claim');
  expect(attempts?.total).toBe(1);
});

test('第二位说出颜色、型号、屏保：主管在场核对证件后签领，号码加密并遮盖 [VIP-4.6] [VIP-4.7] [VIP-4.8] [VIP-4.9] [AS-20]', async () => {
  const claim = await claimBy('刘芳', '银色华为 Mate 60，屏保是一只橘猫');
  const signatures = [t.sign('claimant', '刘芳'), t.sign('supervisor', he)];
  const input = { ...paper, id_number: idNumber };
  const done = await t.step(LostItemClaimProcess, claim, 'hand_over', li, input, signatures);
  expect(done.state).toBe('returned');
  expect(await t.read(LostItem, item)).toMatchObject({ state: 'returned', holder: 'owner', slot: null });

  const page = await t.run(li, (tx) => recordPage(tx, LostItemClaim, claim));
  expect(page.row).toMatchObject({ id_number: '310***********1234', phone: '138****1234', supervisor: '何强' });
  expect(page.signatures.map((s) => s.name).sort()).toEqual(['何强', '刘芳']);
  const [stored] = await t.sql<{ id_number: string }>('select id_number from lost_item_claim where id = $1', [claim]);
  expect(stored?.id_number).not.toContain('199003');
  const slip = await t.run(li, (tx) => slipPage(tx, done.slips[0]!, '云岭'));
  expect(slip.copies.map(([zh]) => zh)).toEqual(['客户联', '贵宾中心联']);
  expect(slip.lines.map((l) => l.value)).toContainEqual(['居民身份证 310***********1234', expect.stringContaining('310***********1234')]);
  expect(JSON.stringify(slip)).not.toContain('13800001234');
});

test('没有主管在岗：按钮禁用并写明原因，签了字也不行 [VIP-4.6] [VIP-4.9] [AS-20]', async () => {
  const claim = await claimBy('刘芳', '银色手机，屏保是一只橘猫');
  await t.step(DutyPresenceProcess, presence, 'go_off', he, {});
  const { steps } = await t.run(li, (tx) => recordPage(tx, LostItemClaim, claim));
  expect(steps.find((s) => s.name === 'hand_over')?.blocked?.[0]).toContain('没有当班主管登记在岗');
  const handOver = (signatures: Parameters<typeof t.step>[5]) => t.step(LostItemClaimProcess, claim, 'hand_over', li, { ...paper, id_number: idNumber }, signatures);
  await expect(handOver([t.sign('claimant', '刘芳'), t.sign('supervisor', he)])).rejects.toThrow('lost_item_claim.not_ready');
  const other = await t.actor('duty_supervisor', 'VIP', '孙伟');
  presence = (await t.create(DutyPresence, other, {})).id;
  await expect(handOver([t.sign('claimant', '刘芳'), t.sign('supervisor', he)])).rejects.toThrow('lost_item.not_on_duty');
  await expect(handOver([t.sign('claimant', '刘芳'), t.sign('supervisor', other)])).resolves.toMatchObject({ state: 'returned' });
  await t.step(DutyPresenceProcess, presence, 'go_off', other, {});
});

test.each([
  ['陈述不符', { matched: false }, '刘芳', 'lost_item_claim.mismatch'],
  ['没有查验证件', { id_seen: false }, '刘芳', 'lost_item_claim.id_not_seen'],
  ['身份证号校验位错误', { id_number: '310101199003121230' }, '刘芳', 'invalid'],
  ['没有电话', { phone: '' }, '刘芳', 'invalid'],
  ['别人代签', {}, '刘芳的朋友', 'lost_item_claim.other_signer'],
] as const)('%s：不能发还 [VIP-4.8]', async (_name, wrong, signer, code) => {
  const claim = await claimBy('刘芳', '银色手机，屏保是一只橘猫');
  await expect(t.step(LostItemClaimProcess, claim, 'hand_over', li, { ...paper, id_number: idNumber, ...wrong }, [t.sign('claimant', signer), t.sign('supervisor', he)])).rejects.toThrow(code);
  expect((await t.read(LostItem, item)).state).toBe('kept');
});

test('缺主管签名不能发还 [VIP-4.9]', async () => {
  const claim = await claimBy('刘芳', '银色手机');
  await expect(t.step(LostItemClaimProcess, claim, 'hand_over', li, { ...paper, id_number: idNumber }, [t.sign('claimant', '刘芳')])).rejects.toThrow('signature.missing');
});

test('陈述之后才并排看到明细，被拒绝的由当班主管写明理由复核', async () => {
  const claim = await claimBy('刘芳', '我的手机丢了');
  expect((await t.read(LostItemClaim, claim)).verdict).toBe('vague');
  await t.step(LostItemClaimProcess, claim, 'recheck', he, { reason: '客人情绪激动，已当面说出型号与屏保' });
  expect(await beside(claim)).toMatchObject({ stated: '我的手机丢了', details: expect.stringContaining(details) });
  expect(await beside(claim, await t.actor('vip_agent', 'CC'))).toBeNull();
  await t.step(LostItemClaimProcess, claim, 'refuse', li, { refusal: '说不出屏保' });
  expect(await beside(claim)).toBeNull();
});

test('同一件物品两人同时领取，只有一人领走', async () => {
  const claims = [await claimBy('刘芳', '银色手机'), await claimBy('王丽', '银色手机')];
  const names = ['刘芳', '王丽'];
  const results = await Promise.allSettled(claims.map((claim, i) =>
    t.step(LostItemClaimProcess, claim, 'hand_over', li, { ...paper, id_number: idNumber }, [t.sign('claimant', names[i]!), t.sign('supervisor', he)])));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(t.create(LostItemClaim, li, { item, claimant: '赵某' })).rejects.toThrow('lost_item_claim.gone');
});

test('明细不能借筛选、搜索或排序猜出来 [VIP-4.7]', async () => {
  const found = (q: object) => t.run(li, (tx) => listPage(tx, LostItem, { page: 1, size: 50, ...q }));
  await expect(found({ filter: { field: 'details', op: 'contains', value: '橘猫' } })).rejects.toThrow('filter');
  expect((await found({ q: '橘猫' })).total).toBe(0);
  expect(JSON.stringify(await found({}))).not.toContain('橘猫');
});

test('别的中心的人看不到遗留物品', async () => {
  const stranger = await t.actor('vip_agent', 'CC');
  await expect(t.run(stranger, (tx) => recordPage(tx, LostItem, item))).rejects.toThrow('not_found');
});

test('月报各去向之和等于登记数', async () => {
  const report = await t.run(he, (tx) => runReport(tx, LostPropertyByMonth, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect(report.rows).toHaveLength(1);
  expect(report.totals.found).toBeGreaterThan(0);
  expect(report.proof.map((p) => p.ok)).toEqual([true, true]);
});
