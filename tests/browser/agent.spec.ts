/** The day of an agent: own attendance and a correction within 48 hours, leave, a swap offered and accepted, own things, a customer looked up for a reason, and a claim that is disputed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, type Desk, openDesk, said } from './desk.ts';

let desk: Desk;
let na: Page;
interface Shift { readonly id: string; readonly number: string; readonly day: string }
let shifts: readonly Shift[];
const main = (page: Page) => page.locator('main');
const shown = (day: string) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10);
const listed = async (page: Page, path: string) => { await page.goto(path); await main(page).getByRole('row').nth(1).waitFor(); return said(page); };
/** What the page asks for, sent; the record that came of it. */
async function sent(page: Page, register: string): Promise<string> {
  await main(page).getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForURL(new RegExp(`/r/${register}/[0-9a-f-]{36}`));
  return new URL(page.url()).pathname.split('/').at(-1)!;
}
async function step(page: Page, name: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = () => Promise.resolve()): Promise<void> {
  await main(page).getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
const at = async (page: Page, label: RegExp, text: string) => { await main(page).getByLabel(label).fill(text); await main(page).getByLabel(label).press('Enter'); };

beforeAll(async () => {
  desk = await openDesk();
  na = await desk.person('ouyangna');
  shifts = await desk.stored<Shift>(
    `select p.id, p.number, to_char(p.day, 'YYYY-MM-DD') as day from planned_shift p join employee e on e.tenant_id = p.tenant_id and e.id = p.employee join tenant t on t.id = p.tenant_id
     where t.code = 'demo' and e.staff_no = '1001' and p.state = 'planned' and p.day > (now() at time zone 'Asia/Shanghai')::date order by p.day`);
});
afterAll(() => desk.close());

test('看自己的考勤，只有自己的；昨天的签退在 48 小时内申请更正，证据由系统附上 [SM-7] [CC-5.2a]', async () => {
  expect(await listed(na, '/r/attendance_day')).not.toMatch(/尉迟琳|昝蕾/);
  const [yesterday] = await desk.stored<{ day: string }>(
    `select to_char(d.day, 'YYYY-MM-DD') as day from attendance_day d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee join tenant t on t.id = d.tenant_id
     where t.code = 'demo' and e.staff_no = '1001' and d.day < (now() at time zone 'Asia/Shanghai')::date order by d.day desc limit 1`);
  await na.goto('/r/punch_correction/new');
  await choose(main(na), /^员工/, '欧阳娜');
  await at(na, /^考勤日/, yesterday!.day);
  await at(na, /^补签出/, `${yesterday!.day} 18:20`);
  await main(na).getByLabel(/^说明/).fill('客户来电延长到六点二十。');
  const id = await sent(na, 'punch_correction');
  const [correction] = await desk.stored<{ state: string; evidence: string }>('select state, evidence from punch_correction where id = $1', [id]);
  expect([correction!.state, correction!.evidence.length > 20]).toEqual(['requested', true]);
});

test('请一天事假：算出半天数，等主管审批；自己没有批准的按钮 [CC-5.1a]', async () => {
  await na.goto('/r/leave_request/new');
  await choose(main(na), /^员工/, '欧阳娜');
  await choose(main(na), /^假别/, '事假');
  await at(na, /^起\*/, shown(shifts[1]!.day));
  await at(na, /^止\*/, shown(shifts[1]!.day));
  await main(na).getByLabel(/^事由/).fill('陪家人复诊。');
  const id = await sent(na, 'leave_request');
  expect(await desk.stored('select state, half_days from leave_request where id = $1', [id])).toEqual([{ state: 'submitted', half_days: 2 }]);
  await main(na).getByRole('button', { name: '撤回', exact: true }).waitFor();
  expect(await main(na).getByRole('button', { name: '批准', exact: true }).count()).toBe(0);
});

test('与同事换班：选得到同事，同事未接受之前班表不变 [AC-19]', async () => {
  await na.goto('/r/shift_swap/new');
  await choose(main(na), /^我的班次/, shifts[0]!.number);
  await choose(main(na), /^同事\*/, '尉迟琳');
  await main(na).getByLabel(/^原因/).fill('晚上有夜校课程。');
  const id = await sent(na, 'shift_swap');
  expect(await desk.stored('select s.state, p.employee = s.offerer as mine from shift_swap s join planned_shift p on p.tenant_id = s.tenant_id and p.id = s.shift where s.id = $1', [id])).toEqual([{ state: 'offered', mine: true }]);
  await step(na, '撤回');
  await main(na).getByText('已撤回').first().waitFor();
});

test('自己领用的门卡、耳麦和钥匙，没有别人的 [SM-11]', async () => {
  const things = await listed(na, '/r/custody_item');
  expect([things.includes('MK-1001'), things.includes('EM-1001'), things.includes('GZ-1001'), things.includes('1002')]).toEqual([true, true, true, false]);
});

test('写明理由才看到客户资料；列表里电话遮盖 [AC-13] [CC-3.1]', async () => {
  await na.goto('/r/customer_lookup/new');
  await choose(main(na), /^客户/, '吐哈油田');
  await main(na).getByText('其他（写明）', { exact: true }).click();
  await main(na).getByRole('button', { name: '登记', exact: true }).click();
  await main(na).getByText(/请写明|写明/).first().waitFor();
  await main(na).getByLabel(/^说明/).fill('客户来电询问检修日期，没有单号。');
  const id = await sent(na, 'customer_lookup');
  const [{ phone } = { phone: '' }] = await desk.stored<{ phone: string }>('select c.contact_phone as phone from customer_lookup l join customer c on c.tenant_id = l.tenant_id and c.id = l.customer where l.id = $1', [id]);
  await main(na).getByText(/可看到/).waitFor();
  expect(await said(na)).toContain(phone);
  expect(await listed(na, '/r/customer_lookup')).not.toContain(phone);
});

test('赔偿告知：看得到为什么和扣多少，提出异议后不再往下走 [LG-4] [CC-FINE-2]', async () => {
  await na.goto('/p/deductions/owed');
  await main(na).getByText('耳麦接线被座椅压断').waitFor();
  expect(await said(na)).toMatch(/不构成法律意见.*欧阳娜 1001.*(答复期未满|书面告知于 [\d-]+，不在截止日)/);
  await main(na).getByRole('link', { name: /^PK-/ }).click();
  await step(na, '提出异议', (dialog) => dialog.getByLabel(/^异议/).fill('座椅轮子是坏的，报修过。'));
  await main(na).getByText('有异议').first().waitFor();
  await na.goto('/p/deductions/owed');
  // After the month's cut-off the late notice is the first reason, before the dispute.
  await main(na).getByText(/员工有异议，未决|书面告知于 [\d-]+，不在截止日/).first().waitFor();
});
