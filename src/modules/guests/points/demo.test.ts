import { expect, test } from 'vitest';
import { takeStep } from '../../../kernel/index.ts';
import { createRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { noPictures, type Demo } from '../../../kernel/demo.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { demo as cardsDemo } from '../cards/demo.ts';
import { cards } from '../cards/index.ts';
import { cash } from '../../money/cash/index.ts';
import { rooms } from '../rooms/index.ts';
import { shifts } from '../shifts/index.ts';
import { bills } from '../bills/index.ts';
import { lostProperty } from '../lost-property/index.ts';
import { demo as lostPropertyDemo } from '../lost-property/demo.ts';
import { members } from '../members/index.ts';
import { demo } from './demo.ts';
import { points } from './index.ts';
import { PointsByMonth } from './reports.ts';

test('演示数据可在凌晨、月初装入，报表平衡', { timeout: 120_000 }, async () => {
  const loaded = '2027-03-01T17:30:00Z';
  const here = await startTest({ modules: [members, cards, shifts, cash, rooms, bills, points, lostProperty], now: loaded });
  const d = await demoFor(here);
  await cardsDemo(d);
  await demo(d);
  here.at(loaded);
  await lostPropertyDemo(d);
  here.at(loaded);
  await here.tick();
  const manager = d.actor('gaomin');
  const month = await here.run(manager, (tx) => runReport(tx, PointsByMonth, { period: { from: '2026-01-01', to: '2028-01-01' } }));
  expect(month.proof.map((p) => p.ok)).toEqual([true, true]);
  expect(month.totals.earned).toBeGreaterThan(5_000);
  expect(month.totals.redeemed).toBeGreaterThan(0);
  const items = await here.sql<{ state: string }>('select state from lost_item order by number');
  expect(items.map((i) => i.state).sort()).toEqual(['at_general_affairs', 'disposed', 'in_custody', 'in_custody', 'notice_published', 'registered', 'returned', 'returned', 'with_police']);
  await here.close();
});

async function demoFor(here: TestKernel): Promise<Demo> {
  const people = {
    zhouyu: await here.actor('vip_agent', 'VIP', '周宇'), liyan: await here.actor('vip_agent', 'VIP', '李妍'), heqiang: await here.actor('duty_supervisor', 'VIP', '何强'),
    gaomin: await here.actor('vip_manager', 'VIP', '高敏'), fanghua: await here.actor('finance', 'YL', '方华'), zhaoning: await here.actor('general_affairs', 'YL', '赵宁'),
  };
  let seed = 7;
  return {
    today: here.now().toISOString().slice(0, 10), unit: here.unit, actor: (login) => people[login as keyof typeof people], at: here.at, now: () => new Date(here.now()),
    create: (register, actor, values) => here.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => here.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => here.kernel.write(actor, work), sign: here.sign,
    picture: noPictures, together: async (things, work) => { for (const thing of things) await work(thing); },
    random: () => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647; },
  };
}
