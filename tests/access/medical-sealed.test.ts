/** What a check-up found, asked for by the head of the department, the office and the administrator in every way the program offers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../src/kernel/access/system.ts';
import { createRecord } from '../../src/kernel/register/write.ts';
import { medical } from '../../src/modules/estate/medical/index.ts';
import { Employee, staff } from '../../src/modules/people/staff/index.ts';
import { openHouse, type House, type Person } from './house.ts';

const FINDINGS = '心电图异常疑似早搏';
let house: House;
let head: Person;
let office: Person;
let admin: Person;
let doctor: Person;
let checkup: string;
let result: { readonly id: string; readonly number: string };

beforeAll(async () => {
  house = await openHouse({ modules: [staff, medical] });
  [head, office, admin, doctor] = [await house.person(house.here, 'branch_manager', 'FS-NE'), await house.person(house.here, 'general_affairs', 'YL'), await house.person(house.here, 'administrator', 'YL'), await house.person(house.here, 'company_doctor', 'YL')];
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => createRecord(tx, Employee, { staff_no: 'M001', name: '那顺', hired_on: '2025-01-01', unit_id: house.here.units['FS-NE']! }));
  const today = new Date().toISOString().slice(0, 10);
  const plan = await post('/api/records/checkup_plan', { values: { title: '年度体检', participants: house.here.units['FS-NE'], begins_on: today, ends_on: today, provider: '市一院' } }, office);
  await post(`/api/records/checkup_plan/${plan.id}/steps/list`, { version: 1, input: {}, signatures: [] }, office);
  checkup = (await list('/api/records/checkup?page=1&size=50', head))[0]!.id;
  await post(`/api/records/checkup/${checkup}/steps/examine`, { version: 1, input: { examined_on: today }, signatures: [] }, office);
  const { id } = await post('/api/records/checkup_result', { values: { checkup, outcome: 'watch', findings: FINDINGS, advice: '少熬夜' } }, doctor);
  result = { id, number: (await house.ask('GET', `/api/records/checkup_result/${id}`, { token: doctor.token })).json<{ row: { number: string } }>().row.number };
}, 180_000);
afterAll(() => house.close());

async function post(path: string, body: unknown, who: Person): Promise<{ id: string }> {
  const answer = await house.ask('POST', path, { token: who.token, body });
  expect(answer.status, answer.text).toBe(200);
  return answer.json();
}
const list = async (path: string, who: Person) => (await house.ask('GET', path, { token: who.token })).json<{ rows: { id: string; state: string }[] }>().rows;
const ways = () => ['/api/records/checkup_result?page=1&size=50', `/api/records/checkup_result/${result.id}`, `/api/records/checkup_result/${result.id}/history`, '/api/records/checkup_result/export?format=csv',
  `/api/options/checkup_result?q=${result.number}`, `/api/search?q=${result.number}`, `/api/search?q=${encodeURIComponent('早搏')}`, `/api/records/checkup/${checkup}`, '/api/records/checkup/export?format=csv', '/api/home'];

test('部门负责人看得到已体检，看不到结果；总务处和管理员也打不开，任何入口都一样 [AS-41]', async () => {
  expect((await list('/api/records/checkup?page=1&size=50', head)).map((r) => r.state)).toEqual(['examined']);
  for (const who of [head, office, admin]) {
    for (const path of ways()) {
      const answer = await house.ask('GET', path, { token: who.token });
      expect([path, answer.text.includes(FINDINGS), answer.text.includes(result.number), answer.text.includes(result.id) && answer.status === 200]).toEqual([path, false, false, false]);
    }
    expect((await house.ask('GET', `/api/records/checkup_result/${result.id}`, { token: who.token })).status).toBeGreaterThanOrEqual(403);
  }
});

test('医生打得开、导得出；导出记入历史 [AS-41]', async () => {
  expect((await house.ask('GET', `/api/records/checkup_result/${result.id}`, { token: doctor.token })).text).toContain(FINDINGS);
  const logged = () => house.kernel.read(asSystem(house.here.tenant.id, 'test'), (tx) => tx.query<{ actor_id: string; register: string }>(`select actor_id, register from history where tenant_id = $1 and what = 'export' and register = 'checkup_result'`, [house.here.tenant.id]));
  expect(await logged()).toEqual([]);
  const file = await house.ask('GET', '/api/records/checkup_result/export?format=csv&columns=checkup,outcome,findings', { token: doctor.token });
  expect([file.status, file.text.includes(FINDINGS)]).toEqual([200, true]);
  expect(await logged()).toEqual([{ actor_id: doctor.id, register: 'checkup_result' }]);
});
