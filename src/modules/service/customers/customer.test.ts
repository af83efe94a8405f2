/** Customers and sites on PostgreSQL: whose they are, what is refused, and what moving does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Customer, CustomerProcess, customers, Site, SiteProcess } from './index.ts';

let t: TestKernel;
let hq: Actor;
let ne: Actor;
let xj: Actor;

beforeAll(async () => {
  t = await startTest({ modules: [customers], now: '2026-02-10T01:00:00Z' });
  hq = await t.actor('dispatcher', 'FS', '段飞');
  ne = await t.actor('branch_manager', 'FS-NE', '韩雪');
  xj = await t.actor('branch_manager', 'FS-XJ', '买买提·艾山');
});
afterAll(() => t.close());

const company = (name: string, branch: string) => ({ name, kind: 'oilfield', branch: t.unit(branch), contact: '王建国', contact_phone: '13812345678' } as const);

test('客户归入所选区域，本区域与总部可见，其他区域不可见', async () => {
  const made = await t.create(Customer, hq, company('松原油田', 'FS-NE'));
  expect(made).toMatchObject({ unit_id: t.unit('FS-NE'), state: 'served' });
  const seen = async (who: Actor) => (await t.run(who, (tx) => listPage(tx, Customer, { q: 'songyuan', page: 1, size: 20 }))).rows.map((r) => r.number);
  expect(await seen(hq)).toEqual([made.number]);
  expect(await seen(ne)).toEqual([made.number]);
  expect(await seen(xj)).toEqual([]);
});

test('区域只能登记本区域的客户和站点', async () => {
  await expect(t.create(Customer, ne, company('克拉玛依油田', 'FS-XJ'))).rejects.toMatchObject({ code: 'customer.other_branch', fields: { branch: expect.anything() } });
  const own = await t.create(Customer, ne, company('扶余油田', 'FS-NE'));
  await expect(t.create(Site, ne, { customer: own.id, name: '一号站', branch: t.unit('FS-XJ') })).rejects.toThrow('customer.other_branch');
});

test('名称不能重复，同一客户的站点名称不能重复', async () => {
  const made = await t.create(Customer, hq, company('重名油田', 'FS-NE'));
  await expect(t.create(Customer, hq, company('重名油田', 'FS-XJ'))).rejects.toThrow('customer.double');
  await t.create(Site, hq, { customer: made.id, name: '一号站', branch: t.unit('FS-NE') });
  await expect(t.create(Site, hq, { customer: made.id, name: '一号站', branch: t.unit('FS-NE') })).rejects.toThrow('site.double');
});

test('经纬度须一并填写，并在范围内', async () => {
  const { id: customer } = await t.create(Customer, hq, company('坐标油田', 'FS-NE'));
  const at = (more: object) => t.create(Site, hq, { customer, name: `站 ${JSON.stringify(more)}`, branch: t.unit('FS-NE'), ...more });
  await expect(at({ latitude: '45.1' })).rejects.toMatchObject({ code: 'site.half_position', fields: { longitude: expect.anything() } });
  await expect(at({ longitude: '124.8' })).rejects.toMatchObject({ code: 'site.half_position', fields: { latitude: expect.anything() } });
  await expect(at({ latitude: '91', longitude: '124.8' })).rejects.toMatchObject({ code: 'invalid' });
  expect(await at({ latitude: '45.141789', longitude: '124.825042' })).toMatchObject({ latitude: '45.141789' });
});

test('转区域写明原因，记录随之换区域；不能转到原处', async () => {
  const made = await t.create(Customer, hq, company('边界油田', 'FS-NE'));
  await expect(t.step(CustomerProcess, made.id, 'move', ne, { branch: t.unit('FS-XJ'), reason: '划转' })).rejects.toThrow('not_allowed');
  await expect(t.step(CustomerProcess, made.id, 'move', hq, { branch: t.unit('FS-NE'), reason: '划转' })).rejects.toThrow('customer.same_branch');
  await t.step(CustomerProcess, made.id, 'move', hq, { branch: t.unit('FS-XJ'), reason: '划转' });
  expect(await t.read(Customer, made.id)).toMatchObject({ branch: t.unit('FS-XJ'), unit_id: t.unit('FS-XJ') });
  const site = await t.create(Site, hq, { customer: made.id, name: '二号站', branch: t.unit('FS-NE') });
  await t.step(SiteProcess, site.id, 'move', hq, { branch: t.unit('FS-XJ'), reason: '划转' });
  expect(await t.read(Site, site.id)).toMatchObject({ branch: t.unit('FS-XJ'), unit_id: t.unit('FS-XJ') });
});

test('停止服务与恢复', async () => {
  const made = await t.create(Customer, hq, company('停用油田', 'FS-NE'));
  await t.step(CustomerProcess, made.id, 'stop', hq, { reason: '合同终止' });
  await expect(t.step(CustomerProcess, made.id, 'move', hq, { branch: t.unit('FS-XJ'), reason: '划转' })).rejects.toThrow('wrong_state');
  await t.step(CustomerProcess, made.id, 'resume', hq, { reason: '续约' });
  expect((await t.read(Customer, made.id)).state).toBe('served');
});
