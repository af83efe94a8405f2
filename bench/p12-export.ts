/** P12: a list of a million records taken away as a workbook and as csv over HTTP: how long it takes, and what memory the application holds at most meanwhile. */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Opened } from './lib/app.ts';
import { bench } from './lib/bench.ts';
import { peakOf } from './lib/peak.ts';
import { openPool } from '../src/kernel/database/connect.ts';

const COLUMNS = 'guest,room,purpose,came_on,came_at,people,paid,remark';

await bench('P12', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const { port, cookie, tenantId, userId, unitId } = await app.ask<Opened>({});
  const owner = openPool(b.postgres.url, 1);
  const rows = b.quick ? 20_000 : 1_000_000;
  // In slices: each stays below the time a statement may take.
  for (let from = 1; from <= rows; from += 100_000) {
    await owner.query(
      `insert into bench_visit (tenant_id, id, number, state, unit_id, version, created_at, created_by, guest, room, purpose, came_on, came_at, people, paid, remark)
       select $1, gen_random_uuid(), 'LF-202601-' || lpad(i::text, 7, '0'), '', $2, 1, now(), $3, '来宾' || (i % 9973), 'V' || (i % 40), 'p' || (i % 50),
         date '2024-01-01' + (i % 700), timestamptz '2024-01-01' + make_interval(mins => i % 1000000), 1 + i % 9, (i * 37) % 500000, case when i % 3 = 0 then '=要求靠窗，自带茶叶 ' || md5(i::text) end from generate_series($4::int, $5::int) as i`,
      [tenantId, unitId, userId, from, Math.min(rows, from + 99_999)]);
  }
  await owner.query('vacuum analyze bench_visit');
  await owner.end();
  const limitS = rows / 1_000_000 * 90;
  for (const format of ['xlsx', 'csv']) {
    const top = await peakOf(app.pid, async () => {
      const began = performance.now();
      const answer = await fetch(`http://127.0.0.1:${port}/api/records/bench_visit/export?${new URLSearchParams({ format, columns: COLUMNS }).toString()}`, { headers: { cookie } });
      const file = join(b.dataDir, `visits.${format}`);
      if (!answer.ok || !answer.body) throw new Error(`the export answered ${answer.status}`);
      await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(file));
      const seconds = (performance.now() - began) / 1000;
      if ((await stat(file)).size < rows * 20) throw new Error('the file is too short to hold the rows');
      b.say(`${format}: ${((await stat(file)).size / 1_048_576).toFixed(0)} MB, ${Math.round(rows / seconds)} rows/s`);
      return seconds;
    });
    b.print({ name: `export-${format}-s`, value: top.value, limit: limitS, most: 1, runs: 1 });
    b.print({ name: `export-${format}-mb`, value: top.mb, limit: 400, most: 1, runs: 1 });
  }
});
