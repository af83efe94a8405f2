/** Pay secrecy over HTTP: a colleague and a supervisor are refused in list, export, options and query; one's own is seen; payroll's look is logged. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../../../tests/access/house.ts';
import { asSystem } from '../../../kernel/access/system.ts';
import { createRecord } from '../../../kernel/register/write.ts';
import { Employee, staff } from '../staff/index.ts';
import { pay, PayRecord } from './index.ts';

let house: House;
let own: Person;
let colleague: Person;
let supervisor: Person;
let payroll: Person;
let employee: string;
let record: string;
beforeAll(async () => {
  house = await openHouse({ modules: [staff, pay] });
  own = await house.person(house.here, 'line_supervisor', 'CC-IN');
  colleague = await house.person(house.here, 'attendance_clerk', 'CC');
  supervisor = await house.person(house.here, 'line_supervisor', 'CC');
  payroll = await house.person(house.here, 'payroll', 'YL');
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => {
    const unit_id = house.here.units['CC-IN']!;
    employee = (await createRecord(tx, Employee, { staff_no: '1001', name: '欧阳娜', hired_on: '2024-01-01', app_user: own.id, unit_id })).id;
    record = (await createRecord(tx, PayRecord, { employee, valid_from: '2026-01-01', base: 681_234, allowance: null, unit_id })).id;
    return {};
  });
}, 120_000);
afterAll(() => house.close());
const of = (who: Person, path: string) => house.ask('GET', path, { token: who.token });
const query = (name: string, params: object) => `/api/queries/${name}?params=${encodeURIComponent(JSON.stringify(params))}`;

test('同事与没有薪资岗位的主管：列表、导出、按人查询一律 403，单条如同不存在，搜索也找不到 [AC-14] [CC-3.2]', async () => {
  for (const who of [colleague, supervisor]) {
    const answers = await Promise.all(['/api/records/pay_record?page=1&size=50', '/api/records/pay_record/export?format=csv', query('pay_of', { employee })].map((path) => of(who, path)));
    expect(answers.map((a) => a.status)).toEqual([403, 403, 403]);
    expect((await of(who, `/api/records/pay_record/${record}`)).status).toBe(404);
    expect((await of(who, '/api/meta')).text).not.toContain('"pay_record"');
    expect((await of(who, query('my_pay', {}))).json()).toEqual([]);
  }
});

test('本人看得到自己的；薪资专员看到的也是遮盖的，看明文要写理由并记录在案 [AC-14] [CC-3.2]', async () => {
  expect((await of(own, query('my_pay', {}))).json()).toMatchObject([{ base: 681_234 }]);
  expect((await of(own, query('pay_of', { employee }))).json()).toMatchObject([{ base: 681_234 }]);
  const listed = await of(payroll, '/api/records/pay_record?page=1&size=50');
  expect([listed.status, listed.text.includes(record), listed.text.includes('681234')]).toEqual([200, true, false]);
  const exported = await of(payroll, '/api/records/pay_record/export?format=csv');
  expect([exported.status, /6812\.?34|6,812/.test(exported.text)]).toEqual([200, false]);
  const clear = await house.ask('POST', `/api/records/pay_record/${record}/disclose`, { token: payroll.token, body: { field: 'base', reason: '核对十一月工资' } });
  expect([clear.status, clear.text.includes('681234')]).toEqual([200, true]);
  expect((await house.ask('POST', `/api/records/pay_record/${record}/disclose`, { token: payroll.token, body: { field: 'base', reason: '' } })).status).toBe(422);
  const page = await of(payroll, `/api/records/pay_record/${record}`);
  expect(page.text).toContain('核对十一月工资');
});
