/**
 * P12: a table of a hundred thousand rows with eight fields brought into a register over HTTP, as a workbook and as csv: from the moment the file is sent
 * until the last row is written, with numbers, history and search words; and what memory the application holds at most meanwhile.
 */
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImportRead, JobRow } from '../src/kernel/api.ts';
import { openPool } from '../src/kernel/database/connect.ts';
import { writeCsv } from '../src/server/files/spreadsheet.ts';
import { writeXlsx } from '../src/server/files/workbook.ts';
import type { Opened } from './lib/app.ts';
import { bench, cpuOf, cpuOfPostgres } from './lib/bench.ts';
import { heldBy, peakOf } from './lib/peak.ts';

const HEADS = ['来宾', '包厢', '事由', '日期', '到达时间', '人数', '消费', '备注'];
const table = (rows: number) => ({
  title: '来访', lang: 0 as const, columns: HEADS.map((label) => ({ label, kind: 'text' as const })),
  rows: Array.from({ length: rows }, (_, i) => {
    const day = `2026-${String(1 + (i % 9)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
    return [`来宾${i % 9973}`, `V${i % 40}`, `事由 ${i % 50}`, day, `${day} 1${i % 9}:30`, String(1 + (i % 9)), `${i % 5000}.50`, i % 3 === 0 ? '要求靠窗，自带茶叶' : ''];
  }),
});

await bench('P12', async (b) => {
  const app = await b.start('app', { BENCH_DATABASE: b.postgres.url, BENCH_DATA: b.dataDir });
  const { port, cookie } = await app.ask<Opened>({});
  const at = (path: string) => `http://127.0.0.1:${port}/api/${path}`;
  const send = async <T>(path: string, body: BodyInit, headers: { readonly [name: string]: string } = {}): Promise<T> => {
    const answer = await fetch(at(path), { method: 'POST', body, headers: { cookie, 'x-dutydesk': '1', ...headers } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return await answer.json() as T;
  };
  const done = async (id: string): Promise<JobRow> => {
    for (;;) {
      const job = await (await fetch(at(`jobs/${id}`), { headers: { cookie } })).json() as JobRow;
      if (!['waiting', 'running'].includes(job.state)) return job;
      await wait(200);
    }
  };
  const rows = b.quick ? 10_000 : 100_000;
  const owner = openPool(b.postgres.url, 1);
  const written = async (): Promise<number> => Number((await owner.query<{ n: string }>('select count(*) as n from bench_visit')).rows[0]!.n);
  for (const format of ['xlsx', 'csv'] as const) {
    const file = await buffer(format === 'xlsx' ? writeXlsx(table(rows)) : writeCsv(table(rows)));
    const used = { app: cpuOf(app.pid), postgres: cpuOfPostgres(b.postgres.pid) };
    const before = { mb: await heldBy(app.pid), rows: await written() };
    const { value: seconds, mb } = await peakOf(app.pid, async () => {
      const began = performance.now();
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)]), `visits.${format}`);
      const found = await send<ImportRead>('imports/bench_visit/read', form);
      b.say(`${format}: ${(file.length / 1_048_576).toFixed(1)} MB read in ${((performance.now() - began) / 1000).toFixed(1)} s, then ${(await heldBy(app.pid)).toFixed(0)} MB held, ${before.mb.toFixed(0)} before`);
      if (found.large === null) throw new Error('the table is not large');
      const { id } = await send<{ id: string }>('imports/bench_visit/large', JSON.stringify({ what: 'bring', upload: found.large.upload, file: `visits.${format}`, heads: found.heads, columns: found.columns, key: null, total: found.large.total, lang: 0 }), { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() });
      const job = await done(id);
      if (job.state !== 'done') throw new Error(`the import ended as ${job.state}: ${JSON.stringify(job)}`);
      return (performance.now() - began) / 1000;
    });
    if (await written() - before.rows !== rows) throw new Error('not every row was written');
    b.print({ name: `import-${format}-s`, value: seconds, limit: rows / 100_000 * 60, most: 1, runs: 1 });
    b.say(`${format}: CPU ${((cpuOf(app.pid) - used.app) / 1000).toFixed(1)} s of the application, ${((cpuOfPostgres(b.postgres.pid) - used.postgres) / 1000).toFixed(1)} s of the database`);
    b.print({ name: `import-${format}-mb`, value: mb, limit: 400, most: 1, runs: 1 });
  }
  await owner.end();
});
