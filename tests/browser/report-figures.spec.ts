/**
 * Reports as every post of the demo organisation reads them: a figure is made of the records which that post may open, unless the
 * report says in words that it is for more readers. Asked of the product after the days of its people, without a page; every
 * day a tenth of the figures, evenly spread over reports and posts. DUTYDESK_ACCESS=full asks all.
 */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadActor } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import type { Actor } from '../../src/kernel/access/actor.ts';
import { openCipher } from '../../src/kernel/database/cipher.ts';
import { openKernel, type Kernel } from '../../src/kernel/runtime.ts';
import { modules } from '../../src/modules.ts';
import { DEMO_PEOPLE } from '../../src/server/demo-people.ts';
import { compareFigures, wholeHouse } from '../access/report-figures.ts';
import { now } from './desk.ts';

const FULL = process.env['DUTYDESK_ACCESS'] === 'full';
let kernel: Kernel;
let all: Actor;
const readers: Actor[] = [];
beforeAll(async () => {
  kernel = openKernel({ url: inject('desk').database, modules, clock: { now }, cipher: openCipher(Buffer.alloc(32, 7)) });
  const { rows: [demo] } = await kernel.pool.query<{ id: string; root: string }>(`select t.id, u.id as root from tenant t join unit u on u.tenant_id = t.id and u.parent is null where t.code = 'demo'`);
  all = wholeHouse(kernel, demo!.id, demo!.root);
  await kernel.read(asSystem(demo!.id, 'test'), async (tx) => {
    const people = await tx.query<{ id: string }>('select id from app_user where tenant_id = $1 and name = any($2) order by name', [demo!.id, DEMO_PEOPLE.map((p) => p.login)]);
    for (const { id } of people) {
      const actor = await loadActor(tx, id);
      if (actor) readers.push(actor);
    }
  });
});
afterAll(() => kernel.close());

test('报表的每个数字都由读者打得开的记录组成；面向更多人的报表写明理由 [S1] [C-10]', async () => {
  const { figures, exact, wrong } = await compareFigures(kernel, all, readers, FULL ? 1_000 : 3, FULL);
  process.stdout.write(`S1 report figures value=${figures} exact=${exact} mismatches=${wrong.length} readers=${readers.length} reports=${kernel.reports.size} ${wrong.length === 0 ? 'ok' : 'short'}\n`);
  expect(wrong.slice(0, 30), `${wrong.length} figures differ`).toEqual([]);
  expect(readers.length).toBeGreaterThan(40);
  expect(exact).toBeGreaterThan(1_500);
}, 300_000);
