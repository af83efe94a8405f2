/** A database that stands still: whoever waits is told within seconds, a statement that is only slow is left alone, and afterwards everything works again. `npm run test:faults -- R4` is the whole. */
import { expect, test } from 'vitest';
import { isUnreachable, openPool } from '../../src/kernel/database/connect.ts';
import { childrenOf, perhaps } from '../faults/running.ts';
import { onScratch } from '../faults/scratch.ts';

test('数据库静止不答：等着的人十几秒内得到答复，之后照常；只是慢的语句不受打扰 [R4]', async () => {
  const before = process.env['DUTYDESK_TEST_POSTGRES'];
  try {
    await onScratch(async (at) => {
      const pool = openPool(at.url, 4);
      const { pid } = at.postgres();
      const send = (signal: 'SIGSTOP' | 'SIGCONT') => { for (const one of [pid, ...childrenOf(pid)]) perhaps(() => process.kill(one, signal)); };
      try {
        const slow = pool.query(`select pg_sleep(7), 'done' as answer`);
        expect((await slow).rows).toMatchObject([{ answer: 'done' }]);
        await Promise.all([pool.query('select 1'), pool.query('select 1')]);
        send('SIGSTOP');
        const from = performance.now();
        // One on a connection that is open, the others also on new ones.
        const answers = await Promise.all(Array.from({ length: 4 }, () => pool.query('select 1').then(() => 'answered', (e: unknown) => (isUnreachable(e) ? 'silent' : String(e)))));
        expect(answers).toEqual(['silent', 'silent', 'silent', 'silent']);
        expect(performance.now() - from).toBeLessThan(15_000);
        send('SIGCONT');
        expect((await pool.query('select 2 as answer')).rows).toEqual([{ answer: 2 }]);
      } finally {
        send('SIGCONT');
        await pool.end();
      }
    });
  } finally {
    if (before === undefined) delete process.env['DUTYDESK_TEST_POSTGRES'];
    else process.env['DUTYDESK_TEST_POSTGRES'] = before;
  }
}, 60_000);
