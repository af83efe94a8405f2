/** Equipment on PostgreSQL: doubles, dates, places, labels, and the warranty as the unit's page shows it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers, Site, SiteProcess } from '../customers/index.ts';
import { Equipment, equipment, EquipmentCover, EquipmentProcess, warrantyOn } from './index.ts';
import { EquipmentToday, type UnitToday } from './warranty.ts';

let t: TestKernel;
let hq: Actor;
let ne: Actor;
let technician: Actor;
let customer: string;
let site: string;
let n = 0;

beforeAll(async () => {
  t = await startTest({ modules: [customers, contracts, equipment], now: '2026-11-23T02:00:00Z' });
  hq = await t.actor('dispatcher', 'FS', '段飞');
  ne = await t.actor('branch_manager', 'FS-NE', '韩雪');
  technician = await t.actor('technician', 'FS-NE', '关振国');
  customer = (await t.create(Customer, hq, { name: '北岭采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  site = (await t.create(Site, hq, { customer, name: '一号站', branch: t.unit('FS-NE') })).id;
});
afterAll(() => t.close());

const heater = (over: object = {}) => ({
  model: 'HJ-800', serial: `YL25-${++n}`, product: 'heater', customer, site, shipped_on: '2025-10-31', commissioned_on: '2025-11-24', warranty_from: 'commissioned', parts_months: 12, labour_months: 6, travel_months: 0, ...over,
} as const);
const today = (who: Actor, id: string) => t.run(who, (tx) => runQuery(tx, EquipmentToday, { equipment: id })) as Promise<UnitToday | null>;

test('设备归站点所在区域；同一客户同型号的出厂编号不能重复，空格、大小写、全角算同一个', async () => {
  const first = await t.create(Equipment, hq, heater({ serial: 'YL25-A 7' }));
  expect(first).toMatchObject({ unit_id: t.unit('FS-NE'), state: 'in_use' });
  for (const serial of ['YL25-A 7', 'yl25-a7', 'ＹＬ２５－Ａ７']) {
    await expect(t.create(Equipment, hq, heater({ serial }))).rejects.toMatchObject({ code: 'equipment.double', fields: { serial: expect.anything() } });
  }
  await expect(t.create(Equipment, hq, heater({ serial: 'YL25-A7', model: 'HJ-900' }))).resolves.toMatchObject({ model: 'HJ-900' });
});

test('两人同时登记同一台，只有一条', async () => {
  const both = await Promise.allSettled([hq, ne, hq, ne].map((who) => t.create(Equipment, who, heater({ serial: 'YL25-RACE' }))));
  expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(both.filter((r) => r.status === 'rejected').map((r) => (r.reason as { code: string }).code)).toEqual(['equipment.double', 'equipment.double', 'equipment.double']);
});

test('日期颠倒、未来日期、别家的站点、外区域的站点都不收', async () => {
  await expect(t.create(Equipment, hq, heater({ commissioned_on: '2025-10-30' }))).rejects.toThrow('equipment.order_of_dates');
  await expect(t.create(Equipment, hq, heater({ shipped_on: '2026-11-24', commissioned_on: null }))).rejects.toThrow('equipment.future');
  const other = await t.create(Customer, hq, { name: '沙泉采油厂', kind: 'oilfield', branch: t.unit('FS-XJ') });
  const far = await t.create(Site, hq, { customer: other.id, name: '联合站', branch: t.unit('FS-XJ') });
  await expect(t.create(Equipment, hq, heater({ site: far.id }))).rejects.toThrow('equipment.foreign_site');
  await expect(t.create(Equipment, ne, heater({ customer: other.id, site: far.id }))).rejects.toThrow('equipment.other_branch');
});

test('设备页显示今日三项保修与依据；次日配件出保，合同保障当日则按合同 [SM-26]', async () => {
  const unit = await t.create(Equipment, hq, heater());
  const results = async (who: Actor) => Object.fromEntries(Object.entries((await today(who, unit.id))!.warranty).map(([aspect, d]) => [aspect, d.result]));
  t.at('2026-11-23T02:00:00Z');
  expect(await results(technician)).toEqual({ parts: 'in', labour: 'out', travel: 'out' });
  t.at('2026-11-24T02:00:00Z');
  expect(await results(technician)).toEqual({ parts: 'out', labour: 'out', travel: 'out' });
  await expect(t.create(EquipmentCover, hq, { equipment: unit.id, contract: 'WB-1', from_on: '2026-11-25', to_on: '2026-11-24', covers: ['parts'] })).rejects.toThrow('equipment_cover.span');
  const cover = await t.create(EquipmentCover, hq, { equipment: unit.id, contract: 'WB-1', from_on: '2026-11-24', to_on: '2027-11-23', covers: ['parts', 'labour'] });
  expect(cover.unit_id).toBe(t.unit('FS-NE'));
  expect(await results(technician)).toEqual({ parts: 'contract', labour: 'contract', travel: 'out' });
  const parts = (await today(technician, unit.id))!.warranty.parts;
  expect(parts.explanation.map((l) => l[0]).join('\n')).toContain('[2025-11-24, 2026-11-24)');
  expect((await t.run(hq, (tx) => warrantyOn(tx, unit.id, '2026-11-23'))).parts.result).toBe('in');
  await expect(t.run(hq, (tx) => warrantyOn(tx, site, '2026-11-23'))).rejects.toThrow('equipment.unknown');
});

test('别的区域看不到这台设备的保修；标签地址只给可打印的人', async () => {
  const unit = await t.create(Equipment, hq, heater());
  expect(await today(await t.actor('technician', 'FS-XJ'), unit.id)).toBeNull();
  expect((await today(technician, unit.id))!.label).toBeNull();
  expect((await today(ne, unit.id))!.label!.path).toMatch(/^\/intake\/[^/]+\/equipment_request\/[A-Za-z0-9_-]{24}$/);
  const page = await t.run(technician, (tx) => recordPage(tx, Equipment, unit.id));
  expect(JSON.stringify(page)).not.toContain((await t.read(Equipment, unit.id)).qr_token);
});

test('每台的令牌随机，更换标签后旧令牌不再属于任何设备，停用后没有令牌', async () => {
  const [a, b] = [await t.create(Equipment, hq, heater()), await t.create(Equipment, hq, heater())];
  expect(a.qr_token).not.toBe(b.qr_token);
  await t.step(EquipmentProcess, a.id, 'renew_label', ne, { reason: '标签被揭走' });
  const renewed = await t.read(Equipment, a.id);
  expect(renewed.qr_token).not.toBe(a.qr_token);
  expect(await t.sql('select 1 from equipment where tenant_id = $1 and qr_token = $2', [t.tenantId, a.qr_token])).toEqual([]);
  await t.step(EquipmentProcess, a.id, 'retire', ne, { reason: '报废' });
  expect((await t.read(Equipment, a.id)).qr_token).toBeNull();
  await t.step(EquipmentProcess, a.id, 'reinstate', ne, { reason: '修复后再用' });
  expect((await t.read(Equipment, a.id)).qr_token).toMatch(/^[A-Za-z0-9_-]{24}$/);
});

test('投运一次，不早于发运；移装到本客户的站点；站点转区域时设备随之', async () => {
  const unit = await t.create(Equipment, hq, heater({ commissioned_on: null }));
  expect((await today(ne, unit.id))!.warranty.parts.result).toBe('undetermined');
  await expect(t.step(EquipmentProcess, unit.id, 'commission', ne, { commissioned_on: '2025-10-01' })).rejects.toThrow('equipment.order_of_dates');
  await t.step(EquipmentProcess, unit.id, 'commission', ne, { commissioned_on: '2026-11-20' });
  await expect(t.step(EquipmentProcess, unit.id, 'commission', ne, { commissioned_on: '2026-11-21' })).rejects.toThrow('equipment.not_ready');
  const next = await t.create(Site, hq, { customer, name: '二号站', branch: t.unit('FS-NE') });
  await t.step(EquipmentProcess, unit.id, 'move', hq, { site: next.id, reason: '移装' });
  await t.step(SiteProcess, next.id, 'move', hq, { branch: t.unit('FS-NC'), reason: '区域调整' });
  await t.tick();
  expect(await t.read(Equipment, unit.id)).toMatchObject({ site: next.id, unit_id: t.unit('FS-NC') });
  const foreign = await t.create(Customer, hq, { name: '临滩油田', kind: 'oilfield', branch: t.unit('FS-EC') });
  const away = await t.create(Site, hq, { customer: foreign.id, name: '联合站', branch: t.unit('FS-EC') });
  await expect(t.step(EquipmentProcess, unit.id, 'move', hq, { site: away.id, reason: '移装' })).rejects.toThrow('equipment.foreign_site');
});
