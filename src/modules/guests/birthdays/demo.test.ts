import { expect, test } from 'vitest';
import { noPictures, type Demo } from '../../../kernel/demo.ts';
import { takeStep, type Actor } from '../../../kernel/index.ts';
import { createRecord } from '../../../kernel/register/write.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { demo as cardsDemo } from '../cards/demo.ts';
import { cards } from '../cards/index.ts';
import { members } from '../members/index.ts';
import { points } from '../points/index.ts';
import { demo } from './demo.ts';
import { cash } from '../../money/cash/index.ts';
import { bills } from '../bills/index.ts';
import { rooms } from '../rooms/index.ts';
import { shifts } from '../shifts/index.ts';
import { birthdays } from './index.ts';

// A morning in mid-month, the small hours of the 1st, and the last day of February.
test.each(['2026-11-26T02:00:00Z', '2027-02-28T17:30:00Z', '2027-02-28T12:00:00Z', '2026-12-16T13:40:00Z'])('演示数据可在 %s 装入：有人来过、有人没来、今晚有客、明天待领', { timeout: 120_000 }, async (loaded) => {
  const t = await startTest({ modules: [members, cards, shifts, cash, rooms, bills, points, birthdays], now: loaded });
  const d = await demoFor(t);
  await cardsDemo(d);
  t.at(loaded);
  await demo(d);
  expect(t.now()).toEqual(new Date(loaded));
  await t.tick();
  const states = Object.fromEntries((await t.sql<{ state: string; n: number }>('select state, count(*)::int as n from birthday_visit group by state')).map((r) => [r.state, r.n]));
  expect(states).toMatchObject({ returned: 1, no_show: 1 });
  expect(states['closed']).toBeGreaterThanOrEqual(4);
  expect(states['listed']).toBeGreaterThanOrEqual(4);
  expect((states['room_held'] ?? 0) + (states['arrived'] ?? 0)).toBeGreaterThanOrEqual(2);
  expect(await t.sql(`select sum(amount)::int as sum from ledger_entry where ledger = 'gift_stock'`)).toEqual([{ sum: 0 }]);
  await t.close();
});

async function demoFor(t: TestKernel): Promise<Demo> {
  const people = new Map<string, Actor>();
  for (const [login, role, unit, name] of [['zhouyu', 'vip_agent', 'VIP', '周宇'], ['gaomin', 'vip_manager', 'VIP', '高敏'], ['fanghua', 'finance', 'YL', '方华'], ['tianrong', 'service_supervisor', 'VIP', '田蓉'], ['linxi', 'front_desk', 'VIP', '林溪'], ['luohao', 'network_admin', 'VIP', '罗浩']] as const) {
    people.set(login, await t.actor(role, unit, name));
  }
  const local = new Date(t.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
    today: local, unit: t.unit, at: t.at, now: t.now, actor: (login) => people.get(login)!, random: () => 0.5, sign: t.sign,
    create: (register, actor, values) => t.run(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.run(actor, (tx) => takeStep(tx, process, id, step, input as never, { signatures, typed: true })),
    batch: (actor, work) => t.run(actor, work),
    picture: noPictures, together: async (things, work) => { for (const thing of things) await work(thing); },
  };
}
