/**
 * The day of a centre manager: a heavier sanction that needs a second approver, an appeal granted by HR with all that falls with it, a decision taken
 * anew, the next version of the code published for a day to come, and the list of who has not signed.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, download, openDesk, said } from './desk.ts';

let desk: Desk;
let qin: Page;
let luo: Page;
beforeAll(async () => {
  desk = await openDesk();
  [qin, luo] = await Promise.all([desk.person('qinlan'), desk.person('luowen')]);
});
afterAll(() => desk.close());

const main = (page: Page) => page.locator('main');
const press = async (page: Page, name: string) => {
  await main(page).getByRole('button', { name, exact: true }).click();
  return page.getByRole('dialog');
};
const pick = (dialog: Locator, field: RegExp, answer: string) => dialog.getByRole('radiogroup', { name: field }).getByText(answer, { exact: true }).click();
const done = async (page: Page, name: string) => {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
};
const incidentOf = async (name: string, clause: string, nth = 0) => (await desk.stored<{ id: string }>(
  'select i.id from incident i join employee e on e.tenant_id = i.tenant_id and e.id = i.employee where e.name = $1 and i.clause = $2 order by i.occurred_at', [name, clause]))[nth]!.id;

test('加重须第二批准人：中心经理拟决定，人事同意，处分写着两个人的名字 [CG-25]', async () => {
  const incident = await incidentOf('粟倩', 'CC-IIP-5');
  await qin.goto(`/r/incident/${incident}`);
  await main(qin).getByText('通话中可以听到争吵').first().waitFor();
  await press(qin, '形成建议');
  await done(qin, '形成建议');
  await main(qin).getByText('待决定').first().waitFor();
  const dialog = await press(qin, '决定');
  await dialog.getByRole('combobox', { name: /^处分/ }).click();
  await qin.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '书面警告' }).click();
  await dialog.getByLabel(/与建议不同的理由/).fill('两通客户来电因此中断，客户改拨投诉线。');
  await dialog.getByLabel(/加重所据损害证据/).fill('通话录音与投诉登记各一份。');
  await done(qin, '决定');
  await main(qin).getByText('待第二人批准').first().waitFor();
  expect(await desk.stored('select id from sanction where incident = $1', [incident])).toEqual([]);

  await luo.goto(`/r/incident/${incident}`);
  const second = await press(luo, '同意变更');
  await second.getByText('秦岚拟决定：书面警告').waitFor();
  await done(luo, '同意变更');
  await main(luo).getByText('待送达').first().waitFor();
  expect(await desk.stored('select level, decided_by, second_approver from sanction where incident = $1', [incident])).toEqual([{ level: 'written', decided_by: '秦岚', second_approver: '罗文' }]);
});

test('申诉成立：结论之前看到会牵动哪些处分，之后两层逐层列出，旧决定都在 [SM-3]', async () => {
  const [appeal] = await desk.stored<{ id: string }>(`select a.id from appeal a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee where e.name = '靳冬梅'`);
  const before = await desk.stored(`select s.number, s.level from sanction s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where e.name = '靳冬梅' order by s.number`);
  await luo.goto(`/r/appeal/${appeal!.id}`);
  await main(luo).getByText('班长口头同意我在座席吃饭').first().waitFor();
  const dialog = await press(luo, '作出结论');
  await dialog.getByText(/如撤销：CF-\d{4}-\d{4} 口头警告 → IIP（改进计划）（第 1 层）/).waitFor();
  await dialog.getByText(/如撤销：CF-\d{4}-\d{4} 书面警告 → 口头警告（第 2 层）/).waitFor();
  await pick(dialog, /^结论/, '撤销');
  await dialog.getByLabel(/^理由/).fill('班长书面作证属实，当日午餐时间安排了培训。');
  await done(luo, '作出结论');
  await main(luo).getByText('牵动的处分（2）').waitFor();
  expect(await said(luo)).toMatch(/第 1 层 CF-\d{4}-\d{4} 口头警告 → IIP（改进计划） 待重新决定 第 2 层 CF-\d{4}-\d{4} 书面警告 → 口头警告 待重新决定/);
  const after = await desk.stored<{ number: string; level: string; state: string }>(`select s.number, s.level, s.state from sanction s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where e.name = '靳冬梅' order by s.number`);
  expect(after.map(({ number, level }) => ({ number, level }))).toEqual(before);
  expect(after.map((one) => one.state)).toEqual(['revoked', 'suspended', 'suspended']);
});

test('中心经理按次序重新决定：后一层先不能决定，前一层决定之后从首次送达起算', async () => {
  const [second, third] = [await incidentOf('靳冬梅', 'CC-IIP-3', 1), await incidentOf('靳冬梅', 'CC-IIP-3', 2)];
  await qin.goto(`/r/incident/${third}`);
  await main(qin).getByText(/先重新决定 CF-/).first().waitFor();
  await qin.goto(`/r/incident/${second}`);
  await press(qin, '决定');
  await done(qin, '决定');
  await main(qin).getByText('待送达').first().waitFor();
  const rounds = await desk.stored<{ level: string; round: number; state: string; counts: boolean }>('select level, round, state, first_served_on is not null as counts from sanction where incident = $1 order by round', [second]);
  expect(rounds).toEqual([{ level: 'oral', round: 1, state: 'replaced', counts: false }, { level: 'iip', round: 2, state: 'issued', counts: true }]);
});

test('起草下一版、体检、征求意见、批准，公布于下月一日：现行版仍是 1.0 [SM-1]', async () => {
  const [current] = await desk.stored<{ id: string }>(`select id from rulebook_version where no = '1.0'`);
  await qin.goto(`/r/rulebook_version/${current!.id}`);
  const dialog = await press(qin, '起草下一版');
  await dialog.getByLabel(/^新版本号/).fill('1.2');
  await done(qin, '起草下一版');
  const [next] = await desk.stored<{ id: string }>(`select id from rulebook_version where no = '1.2'`);
  await qin.goto(`/r/rulebook_version/${next!.id}`);
  await press(qin, '体检通过');
  await done(qin, '体检通过');
  await main(qin).getByText('已体检').first().waitFor();
  const asking = await press(qin, '开始征求意见');
  await asking.getByLabel(/^征求意见对象/).fill('全体员工与工会');
  await done(qin, '开始征求意见');
  await main(qin).getByText('征求意见').first().waitFor();
  const approving = await press(qin, '批准');
  await approving.getByLabel(/^意见及答复/).fill('公示三天，没有意见；工会书面同意。');
  await done(qin, '批准');
  await main(qin).getByText('已批准').first().waitFor();
  const publishing = await press(qin, '公布');
  const [day] = await desk.stored<{ day: string }>(`select to_char(date_trunc('month', now() at time zone 'Asia/Shanghai') + interval '1 month', 'YYYY-MM-DD') as day`);
  await publishing.getByLabel(/^公布生效日/).fill(day!.day);
  await publishing.getByLabel(/^公布生效日/).press('Enter');
  await publishing.getByLabel(/^公布依据/).fill('工会同意，职工代表无异议');
  await done(qin, '公布');
  await main(qin).getByText('已公布，待生效').first().waitFor();
  expect(await desk.stored(`select no, state from rulebook_version where no in ('1.0', '1.2') order by no`)).toEqual([{ no: '1.0', state: 'effective' }, { no: '1.2', state: 'published' }]);
});

test('谁还没有签：新版本人人待签，提醒一次；旧版只差三人；打印成册与导出一个文件', async () => {
  await qin.goto('/p/rulebook/signing');
  await main(qin).getByRole('button', { name: '提醒未签收的人' }).click();
  await done(qin, '提醒未签收的人');
  const [asked] = await desk.stored<{ n: string; reminded: string }>(`select count(*)::text as n, count(a.reminded_on)::text as reminded from rulebook_acknowledgement a join rulebook_version v on v.tenant_id = a.tenant_id and v.id = a.rulebook where v.no = '1.2'`);
  expect(asked!.reminded).toBe(asked!.n);
  await main(qin).getByText(`谁还没有签（${asked!.n}）`).waitFor();
  const [old] = await desk.stored<{ id: string }>(`select id from rulebook_version where no = '1.0'`);
  await qin.goto(`/p/rulebook/signing?version=${old!.id}`);
  await main(qin).getByText('谁还没有签（3）').waitFor();
  expect(await said(qin)).toMatch(/粟倩[\s\S]*提醒 1 次/);

  await qin.goto(`/p/rulebook/print?version=${old!.id}&lang=both`);
  await main(qin).getByRole('article').getByText('IIP（改进计划） IIP (improvement plan)').first().waitFor();
  await qin.goto(`/p/rulebook/check?version=${old!.id}`);
  const file = await download(qin, () => main(qin).getByRole('button', { name: '导出为文件' }).click());
  expect(file.name).toBe('rulebook-1.0.json');
  expect(JSON.parse(file.bytes.toString('utf8'))).toMatchObject({ format: 'dutydesk-rulebook', version: 1, rulebook: { no: '1.0' } });
});
