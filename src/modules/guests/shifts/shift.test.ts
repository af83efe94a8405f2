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
