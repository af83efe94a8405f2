/** A complaint about an employee, asked for by that employee in every way the program offers, until the manager releases it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecord } from '../../src/kernel/register/write.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { Employee, staff } from '../../src/modules/people/staff/index.ts';
import { cards } from '../../src/modules/guests/cards/index.ts';
import { members } from '../../src/modules/guests/members/index.ts';
import { rooms } from '../../src/modules/guests/rooms/index.ts';
import { scripts } from '../../src/modules/guests/scripts/index.ts';
import { complaints } from '../../src/modules/guests/complaints/index.ts';
import { calls } from '../../src/modules/guests/calls/index.ts';
import { openHouse, type House, type Person } from './house.ts';

const MATTER = '催了三次才上单出言不逊';
let house: House;
let accused: Person;
let supervisor: Person;
let colleague: Person;
let manager: Person;
let call: string;
let complaint: string;
let number: string;
let callNumber: string;

beforeAll(async () => {
  house = await openHouse({ modules: [staff, scripts, members, cards, rooms, complaints, calls] });
  colleague = await house.person(house.here, 'vip_agent', 'VIP');
  accused = await house.person(house.here, 'duty_supervisor', 'VIP');
  supervisor = await house.person(house.here, 'duty_supervisor', 'VIP');
  manager = await house.person(house.here, 'vip_manager', 'VIP');
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => createRecord(tx, Employee, { staff_no: 'V003', name: '何强', hired_on: '2025-01-01', app_user: accused.id, unit_id: house.here.units['VIP']! }));
  call = (await post('/api/records/hotline_call', { values: { phone: '13800001234', rings: 1 } })).id;
  const { row } = (await house.ask('GET', `/api/records/hotline_call/${call}`, { token: colleague.token })).json<{ row: { began_at: string; number: string } }>();
  callNumber = row.number;
  const today = row.began_at.slice(0, 10);
  const five = { accused_no: 'V003', happened_on: new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10), matter: MATTER, room: '208', guest: '王丽' };
  await post(`/api/records/hotline_call/${call}/steps/complain`, { version: 1, input: five, signatures: [] });
  complaint = (await house.ask('GET', `/api/records/hotline_call/${call}`, { token: colleague.token })).json<{ row: { complaint: string } }>().row.complaint;
  number = (await house.ask('GET', `/api/records/guest_complaint/${complaint}`, { token: colleague.token })).json<{ row: { number: string } }>().row.number;
  await post(`/api/records/guest_complaint/${complaint}/steps/escalate`, { version: 2, input: { note: null }, signatures: [] });
}, 180_000);
afterAll(() => house.close());

async function post(path: string, body: unknown, who = colleague): Promise<{ id: string }> {
  const answer = await house.ask('POST', path, { token: who.token, body });
  expect(answer.status, answer.text).toBe(200);
  return answer.json();
}
const ways = () => [
  ['列表', '/api/records/guest_complaint?page=1&size=50'], ['来电列表', '/api/records/hotline_call?page=1&size=50'],
  ['按内容筛选', `/api/records/guest_complaint?page=1&size=50&filter=${encodeURIComponent(JSON.stringify({ field: 'matter', op: 'contains', value: '出言' }))}`],
  ['列表内查找', `/api/records/guest_complaint?page=1&size=50&q=${encodeURIComponent('208')}`],
  ['全局搜索编号', `/api/search?q=${number}`], ['全局搜索房号', '/api/search?q=208'],
  ['导出', '/api/records/guest_complaint/export?format=csv'], ['来电导出', '/api/records/hotline_call/export?format=csv'],
  ['选项', `/api/options/guest_complaint?q=${number}`], ['首页任务', '/api/home'], ['热线台', '/api/queries/hotline_desk?params={}'],
] as const;
const shows = async (who: Person, path: string) => {
  const { status, text } = await house.ask('GET', path, { token: who.token });
  expect(status, text).toBe(200);
  return text.includes(complaint) || text.includes(number) || text.includes(MATTER) || text.includes(call) || text.includes(callNumber);
};

test('公开之前，当事人在列表、查找、导出、选项、任务、热线台都看不到，同事和另一位主管看得到 [AS-29]', async () => {
  const seen = [];
  for (const [name, path] of ways()) seen.push([name, await shows(accused, path)]);
  expect(seen).toEqual(ways().map(([name]) => [name, false]));
  for (const [name, path] of ways().filter(([n]) => n !== '首页任务')) expect([name, await shows(colleague, path)]).toEqual([name, true]);
  expect(await shows(supervisor, '/api/home')).toBe(true);
});

test('知道编号也打不开：记录与历史、步骤预览、步骤、公开个人信息、来电都是 404 [AS-29]', async () => {
  const base = `/api/records/guest_complaint/${complaint}`;
  const asked = [
    await house.ask('GET', base, { token: accused.token }),
    await house.ask('GET', `/api/records/hotline_call/${call}`, { token: accused.token }),
    await house.ask('GET', `${base}/steps/escalate/preview`, { token: accused.token }),
    await house.ask('POST', `${base}/steps/supervisor_takes`, { token: accused.token, body: { version: 3, input: {}, signatures: [] } }),
    await house.ask('POST', `${base}/disclose`, { token: accused.token, body: { field: 'phone', reason: '想看看是谁' } }),
  ];
  expect(asked.map((a) => [a.status, a.text.includes(MATTER)])).toEqual(asked.map(() => [404, false]));
  expect((await house.ask('GET', base, { token: colleague.token })).text).toContain(MATTER);
});

test('统计里也不含它；经理公开之后当事人看得到全部 [AS-29]', async () => {
  const params = encodeURIComponent(JSON.stringify({ period: { from: '2020-01-01', to: '2035-01-01' } }));
  const received = async (who: Person) => (await house.ask('GET', `/api/reports/guest_complaints_by_topic?params=${params}`, { token: who.token })).json<{ totals: { received: number } }>().totals.received;
  expect([await received(accused), await received(colleague)]).toEqual([0, 1]);
  await post(`/api/records/guest_complaint/${complaint}/steps/supervisor_takes`, { version: 3, input: {}, signatures: [] }, supervisor);
  await post(`/api/records/guest_complaint/${complaint}/steps/answer`, { version: 4, input: { solution: '当面致歉' }, signatures: [] }, supervisor);
  expect((await house.ask('POST', `/api/records/guest_complaint/${complaint}/steps/release`, { token: colleague.token, body: { version: 5, input: {}, signatures: [] } })).status).toBe(403);
  await post(`/api/records/guest_complaint/${complaint}/steps/release`, { version: 5, input: {}, signatures: [] }, manager);
  const page = await house.ask('GET', `/api/records/guest_complaint/${complaint}`, { token: accused.token });
  expect([page.status, page.text.includes(MATTER), await received(accused)]).toEqual([200, true, 1]);
});
