/** The QR label of a unit over HTTP: a request without a sign-in, nothing shown beyond the plate, old and unknown labels told apart by nobody. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../src/kernel/access/system.ts';
import type { IntakePage } from '../../src/kernel/api.ts';
import { createRecord } from '../../src/kernel/register/write.ts';
import { takeStep } from '../../src/kernel/process/step.ts';
import { Customer, Site } from '../../src/modules/service/customers/index.ts';
import { Equipment, EquipmentProcess } from '../../src/modules/service/equipment/index.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let token: string;
let unit: string;
beforeAll(async () => {
  house = await openHouse({ clock: { now: () => new Date('2026-02-10T01:00:00Z') } });
  const { here, kernel } = house;
  const made = await kernel.write(asSystem(here.tenant.id, 'test'), async (tx) => {
    const branch = here.units['FS-NE']!;
    const customer = (await createRecord(tx, Customer, { name: '北岭采油厂', kind: 'oilfield', branch, contact: '迟海峰', contact_phone: '13812345678' })).id;
    const site = (await createRecord(tx, Site, { customer, name: '一号站', branch })).id;
    return createRecord(tx, Equipment, { model: 'HJ-800', serial: 'YL25-0001', product: 'heater', customer, site, commissioned_on: '2025-02-10', warranty_from: 'commissioned', parts_months: 12, notes: '内部备注' });
  });
  token = made.qr_token!;
  unit = made.id;
});
afterAll(() => house.close());

const at = (t: string, organisation = 'here') => `/api/intake/${organisation}/equipment_request/${t}`;
const words = { content: '盘管渗漏，已停炉', requester: '王建国', phone: '13912345678', urgent: true };
const renew = () => house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => takeStep(tx, EquipmentProcess, unit, 'renew_label', { reason: '标签损坏' }));

test('扫码看到的只有铭牌上的型号和编号，没有客户、站点、联系人、保修、备注', async () => {
  const answer = await house.ask('GET', at(token));
  expect(answer.status).toBe(200);
  expect(answer.json<IntakePage>().lines).toEqual([['HJ-800　YL25-0001', 'HJ-800  YL25-0001']]);
  expect(answer.json<IntakePage>().fields.map((x) => x.name)).toEqual(['content', 'requester', 'phone', 'urgent', 'photos']);
  for (const secret of ['北岭采油厂', '一号站', '迟海峰', '12345678', '2025-02-10', '内部备注', unit]) expect(answer.text).not.toContain(secret);
});

test('提交后只得到编号；申请归设备所在区域，写着谁和什么', async () => {
  const answer = await house.ask('POST', at(token), { body: { values: words }, key: '01936f00-0000-7000-8000-000000000001' });
  expect(answer.json()).toEqual({ number: 'SQ-202602-0001', thanks: [expect.any(String), expect.any(String)], answers: expect.stringMatching(/^\/intake\/here\/request_answer\/[A-Za-z0-9_-]{16,}$/) });
  const { rows } = await house.owner.query('select channel, equipment, requester, unit_id, priority, state from service_request');
  expect(rows).toEqual([{ channel: 'qr', equipment: unit, requester: '王建国', unit_id: house.here.units['FS-NE'], priority: 'urgent', state: 'received' }]);
  expect((await house.ask('POST', at(token), { body: { values: words }, key: '01936f00-0000-7000-8000-000000000001' })).json()).toMatchObject({ number: 'SQ-202602-0001' });
  expect((await house.ask('POST', at(token), { body: { values: { ...words, phone: '' } } })).status).toBe(422);
  expect((await house.owner.query('select 1 from service_request')).rowCount).toBe(1);
});

test('换下的标签、没有的标签、别家的地址，答复一字不差', async () => {
  const old = token;
  await renew();
  const { rows } = await house.owner.query<{ qr_token: string }>('select qr_token from equipment where id = $1', [unit]);
  token = rows[0]!.qr_token;
  const answers = await Promise.all([at(old), at('AAAAAAAAAAAAAAAAAAAAAAAA'), at(token, 'elsewhere'), at(token, 'nowhere')].map((path) => house.ask('GET', path)));
  expect(new Set(answers.map((a) => `${a.status} ${a.text}`))).toEqual(new Set([`404 ${answers[0]!.text}`]));
  expect((await house.ask('POST', at(old), { body: { values: words } })).code).toBe('intake.unknown');
  expect((await house.ask('GET', at(token))).status).toBe(200);
});

test('停用设备的标签不再有效', async () => {
  const retired = token;
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => takeStep(tx, EquipmentProcess, unit, 'retire', { reason: '报废' }));
  expect((await house.ask('GET', at(retired))).code).toBe('intake.unknown');
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => takeStep(tx, EquipmentProcess, unit, 'reinstate', { reason: '再用' }));
  token = (await house.owner.query<{ qr_token: string }>('select qr_token from equipment where id = $1', [unit])).rows[0]!.qr_token;
});

test('同一地址短时间内提交次数有限', async () => {
  const statuses = [];
  for (let i = 0; i < 14; i++) statuses.push((await house.ask('POST', at(token), { body: { values: words } })).status);
  expect(statuses).toContain(429);
  expect(statuses.at(-1)).toBe(429);
});
