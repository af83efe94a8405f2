/** The program's log: one line of JSON for a fault, by which it is found, and in which nothing stands that people typed. */
import { expect, test } from 'vitest';
import { startTest } from '../kernel/testing.ts';
import { openHttp } from './http.ts';
import { plainError } from './log-error.ts';

test('出错时日志一行 JSON:编号、种类、位置都在,人名、电话、邮箱、Cookie 都不在', async () => {
  const t = await startTest({ modules: [] });
  const lines: string[] = [];
  const http = await openHttp(t.kernel, { webDir: '/nowhere', requestsPerMinute: 1_000, log: { write: (line) => lines.push(line) } });
  try {
    http.get('/api/value', () => t.kernel.pool.query(`select '欧阳娜13812345678'::int`));
    http.get('/api/ours', () => { throw new Error('550 no such mailbox <zhang.min@example.org> for 13812345678'); });
    for (const url of ['/api/value', '/api/ours']) {
      const answer = await http.inject({ url: `${url}?q=${encodeURIComponent('欧阳娜')}`, headers: { cookie: 'dutydesk=secret-of-somebody' } });
      expect(answer.statusCode).toBe(500);
      const line = JSON.parse(lines.at(-1)!) as { reference: string; level: number; err: { type: string; code?: string; stack: string } };
      expect([line.level, line.reference]).toEqual([50, (answer.json() as { error: { reference: string } }).error.reference]);
      expect(line.err.stack).toMatch(/^at .+:\d+/);
    }
    expect(JSON.parse(lines[0]!)).toMatchObject({ err: { type: 'DatabaseError', code: '22P02', message: expect.stringMatching(/^22P02 pg_strtoint/) } });
    expect(JSON.parse(lines[1]!)).toMatchObject({ err: { type: 'Error', message: '550 no such mailbox <…@…> for …' } });
    expect(lines.join('')).not.toMatch(/欧阳娜|138123|zhang|secret-of-somebody/);
    expect(plainError('欧阳娜')).toEqual({ type: 'string', message: '', stack: '' });
  } finally {
    await http.close();
    await t.close();
  }
});
