/** An evening at the VIP centre: a phone is handed in, the supervisor signs it into the safe, somebody guesses, and the owner takes it home. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Desk, download, draw, openDesk, said } from './desk.ts';

let desk: Desk;
let li: Page;
let he: Page;
let item: string;
beforeAll(async () => {
  desk = await openDesk();
  [li, he] = [await desk.person('liyan'), await desk.person('heqiang')];
});
afterAll(() => desk.close());

const DETAILS = '型号 X200，屏保是一只橘猫，左下角有裂';
const ID = '310101199001011234';
const idOf = (address: string) => new URL(address, 'http://desk').pathname.split('/').at(-1)!;
const yes = (page: Page, question: string) => page.getByRole('radiogroup', { name: question }).getByText('是', { exact: true }).click();

test('登记时写下特征明细，登记后不再显示；保险柜由当班主管签字，货架和空位都不收 [VIP-4.1] [VIP-4.2] [VIP-4.3]', async () => {
  await li.goto('/r/lost_item');
  await li.getByRole('link', { name: '新建遗留物品' }).click();
  await li.getByLabel('物品名称').fill('手机');
  await li.getByLabel('颜色').fill('银色');
  await li.getByLabel('遗失地点').fill('V11 包厢');
  await li.getByLabel('上交人*', { exact: true }).fill('保洁 0231');
  await yes(li, '贵重物品');
  await li.getByLabel('特征明细').fill(DETAILS);
  await li.getByRole('button', { name: '登记', exact: true }).click();
  await li.waitForURL(/\/r\/lost_item\/[0-9a-f-]{36}/);
  item = new URL(li.url()).pathname;
  await li.getByText('待主管签字').first().waitFor();
  expect(await said(li)).toMatch(/YW-\d{6}-\d{4} 手机/);
  expect(await li.content()).not.toContain('橘猫');
  const [kept] = await desk.stored<{ details: string; handed_in_by: string; holder: string }>('select details, handed_in_by, holder from lost_item where id = $1', [idOf(item)]);
  expect(kept).toEqual({ details: DETAILS, handed_in_by: '保洁 0231', holder: 'shift' });

  await he.goto('/');
  await he.goto(item);
  await he.getByRole('button', { name: '签字入库' }).click();
  const dialog = he.getByRole('dialog');
  const send = () => dialog.getByRole('button', { name: '签字入库' }).click();
  await send();
  await dialog.getByRole('alert').first().waitFor();
  await draw(dialog.locator('canvas'));
  await send();
  await dialog.getByText('贵重物品须登记保险柜格号').waitFor();
  await choose(dialog, /^保管位/, '货架-01');
  await send();
  await dialog.getByText('货架-01 不是保险柜，贵重物品须存入保险柜').waitFor();
  await choose(dialog, /^保管位/, '保险柜-06');
  await send();
  await dialog.waitFor({ state: 'hidden' });
  await he.getByText('当班保管').first().waitFor();
  const page = await said(he);
  expect(page).toContain('何强办理“签字入库”');
  expect(page).toContain('保险柜-06');
  expect(await he.getByRole('link', { name: '登记费用' }).getAttribute('href')).toBe(`/r/lost_item_cost/new?item=${idOf(item)}`);
  expect(await he.content()).not.toContain('橘猫');
  const signed = await desk.stored<{ signer_name: string }>('select signer_name from signature where record_id = $1', [idOf(item)]);
  expect(signed).toEqual([{ signer_name: '何强' }]);
});

/** From the item's page: name and words first; the page then moves on by itself. */
async function claim(name: string, statement: string): Promise<string> {
  await li.goto(item);
  await li.getByRole('button', { name: '有人来认领' }).click();
  const dialog = li.getByRole('dialog');
  await dialog.getByLabel(/^认领人\*/).fill(name);
  expect(await li.content()).not.toContain('橘猫');
  await dialog.getByLabel(/^认领人陈述/).fill(statement);
  await dialog.getByRole('button', { name: '保存陈述' }).click();
  await li.waitForURL(/\/r\/lost_item_claim\//);
  return idOf(li.url());
}

test('只说“黑色手机”的人领不走，也看不到明细，但留下一次记录 [VIP-4.7] [AS-20]', async () => {
  const refused = await claim('王某', '一部黑色手机');
  await li.getByText('已拒绝').first().waitFor();
  expect(await said(li)).toContain('所述颜色（黑）与登记不符');
  expect(await li.content()).not.toContain('橘猫');
  expect(await li.getByRole('button', { name: '核对无误，发还' }).count()).toBe(0);
  expect(await desk.stored('select state, statement from lost_item_claim where id = $1', [refused])).toEqual([{ state: 'refused', statement: '一部黑色手机' }]);
  await li.goto(item);
  await li.getByText('王某').first().waitFor();
  expect(await said(li)).toContain('当班保管');
});

test('失主先说后看：并排核对，查验证件，两人签字，证件号遮盖，领取单两联可存 PDF [VIP-4.6] [VIP-4.7] [VIP-4.8] [VIP-4.9] [AS-20]', async () => {
  const given = await claim('刘芳', '银色 X200 手机，屏保是一只橘猫');
  const dialog = li.getByRole('dialog');
  await dialog.getByRole('figure').nth(1).waitFor();
  const [stated, recorded] = await dialog.getByRole('figure').allInnerTexts();
  expect(stated).toContain('银色 X200 手机，屏保是一只橘猫');
  expect(recorded).toContain(DETAILS);
  expect(await dialog.innerText()).toContain('3 项特征说出 2 项');

  await yes(li, '陈述与明细相符');
  await dialog.getByRole('radiogroup', { name: '已查验有效证件原件' }).getByText('否', { exact: true }).click();
  await dialog.getByLabel(/^证件号码/).fill(ID);
  await dialog.getByLabel(/^联系电话/).fill('13812345678');
  const [claimant, supervisor] = [dialog.getByRole('group', { name: '认领人签名' }), dialog.getByRole('group', { name: '当班主管签名' })];
  await claimant.getByLabel('姓名').fill('刘芳');
  await supervisor.getByLabel('签名人').fill('何强');
  await draw(claimant.locator('canvas'));
  await draw(supervisor.locator('canvas'));
  const send = dialog.getByRole('button', { name: '核对无误，发还' });
  await send.click();
  await dialog.getByText('须查验认领人的有效证件').waitFor();
  await yes(li, '已查验有效证件原件');
  await send.click();
  await dialog.waitFor({ state: 'hidden' });
  await li.getByText('已领取').first().waitFor();
  expect(await said(li)).toContain('310***********1234');
  expect(await li.content()).not.toContain(ID);
  const [row] = await desk.stored<{ id_number: string; state: string }>('select id_number, state from lost_item_claim where id = $1', [given]);
  expect(row?.state).toBe('returned');
  expect(row?.id_number).not.toContain('19900101');
  expect(await desk.stored('select state, holder, slot from lost_item where id = $1', [idOf(item)])).toEqual([{ state: 'returned', holder: 'owner', slot: null }]);

  await li.getByRole('link', { name: '打印单据' }).waitFor();
  await li.locator('main a[href^="/slip/"]:not([href*="print"])').first().click();
  await li.getByRole('article').nth(1).waitFor();
  expect(await li.getByRole('article').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(['客户联', '贵宾中心联']);
  for (const copy of await li.getByRole('article').all()) {
    const paper = await copy.innerText();
    for (const words of ['遗留物品领取单', 'V11 包厢', '刘芳', '何强', '居民身份证 310***********1234', '138****5678', '已领取']) expect(paper).toContain(words);
    expect(await copy.getByRole('img', { name: /的签名$/ }).count()).toBe(2);
  }
  const pdf = await download(li, () => li.getByRole('button', { name: 'PDF' }).click());
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
});
