/** R2 in small, with every run of the tests; `npm run test:faults` is the whole. Each invariant is also shown to see its offence. */
import { expect, test } from 'vitest';
import { openPool } from '../../src/kernel/database/connect.ts';
import type { TestKernel } from '../../src/kernel/testing.ts';
import { histories, INVARIANTS } from './histories.ts';

test('一百五十段随机账目、八人同时:处处平衡;每条不变量都能看出对它的违反 [R2]', async () => {
  const seen: string[] = [];
  const r = await histories(150, 7, { whenDone: async (t) => { seen.push(...await offended(t)); } });
  expect([r.problems, r.lost, r.again]).toEqual([[], 0, 0]);
  expect(r.postings).toBeGreaterThan(500);
  expect(r.refused).toBeGreaterThan(50);
  expect(Object.keys(r.acts)).toEqual(['eat', 'expire', 'fill', 'hold', 'reversal', 'use']);
  expect(Math.min(...Object.values(r.acts))).toBeGreaterThan(3);
  expect(seen).toEqual(INVARIANTS.map((i) => i.name));
}, 120_000);

/** Breaks each invariant as only the owner of the database could, in a transaction that is rolled back; the names of those that saw it. */
async function offended(t: TestKernel): Promise<string[]> {
  const url = new URL(process.env['DUTYDESK_TEST_POSTGRES'] ?? '');
  url.pathname = `/${(await t.sql<{ name: string }>('select current_database() as name'))[0]?.name}`;
  const owner = openPool(url.toString(), 1);
  const client = await owner.connect();
  const seen: string[] = [];
  try {
    for (const { name, text, offence } of INVARIANTS) {
      await client.query('begin');
      await client.query(offence.replaceAll('$1', `'${t.tenantId}'`));
      const { rowCount } = await client.query(text, [t.tenantId]);
      seen.push(...(rowCount ? [name] : []));
      await client.query('rollback');
    }
  } finally {
    client.release();
    await owner.end();
  }
  return seen;
}
