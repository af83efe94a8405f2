import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { openShiftOf, Shift, ShiftProcess, shifts } from './index.ts';

let t: TestKernel;
beforeAll(async () => { t = await startTest({ modules: [shifts], now: '2026-12-07T18:00:00Z' }); });
afterAll(() => t.close());

test('没有开班就没有收银；一人同时只有一个班；凌晨开的班属于前一营业日', async () => {
  const [zhou, sun] = [await t.actor('vip_agent', 'VIP', '周宇'), await t.actor('vip_agent', 'VIP', '孙薇')];
  const mine = (who: typeof zhou, unit?: string) => t.run(who, (tx) => openShiftOf(tx, unit));
  await expect(mine(zhou)).rejects.toMatchObject({ code: 'shift.none' });
  const shift = await t.create(Shift, zhou, { code: 'b', place: 'last' });
  expect(shift).toMatchObject({ business_day: '2026-12-07', clerk: zhou.id });
  expect((await mine(zhou, t.unit('VIP'))).id).toBe(shift.id);
  await expect(mine(zhou, t.unit('CC'))).rejects.toMatchObject({ code: 'shift.none' });
  await expect(mine(sun)).rejects.toMatchObject({ code: 'shift.none' });
  await expect(t.create(Shift, zhou, { code: 'a', place: 'first' })).rejects.toMatchObject({ code: 'shift.twice' });
  await t.step(ShiftProcess, shift.id, 'sign_out', zhou, {});
  await expect(mine(zhou)).rejects.toMatchObject({ code: 'shift.none' });
  expect((await t.create(Shift, zhou, { code: 'a', place: 'first' })).code).toBe('a');
});

test('截账等正在收的款入完账；截账之后不能再收', async () => {
  const li = await t.actor('vip_agent', 'VIP', '李妍');
  const shift = await t.create(Shift, li, { code: 'b', place: 'first' });
  const order: string[] = [];
  let taken = () => {};
  const atWork = new Promise<void>((resolve) => { taken = resolve; });
  let finish = () => {};
  const wait = new Promise<void>((resolve) => { finish = resolve; });
  const taking = t.run(li, async (tx) => { await openShiftOf(tx); taken(); await wait; order.push('taken'); });
  await atWork;
  const cut = t.step(ShiftProcess, shift.id, 'cut', t.system, {}).then(() => order.push('cut'));
  await t.sql('select pg_sleep(0.2)');
  finish();
  await Promise.all([taking, cut]);
  expect(order).toEqual(['taken', 'cut']);
  await expect(t.run(li, (tx) => openShiftOf(tx))).rejects.toMatchObject({ code: 'shift.none', label: [expect.stringContaining('已截账'), expect.anything()] });
});
