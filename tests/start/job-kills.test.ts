/** Every kind of job with the program killed in its middle: it goes on after the start, and what it writes is there once. */
import { expect, test } from 'vitest';
import { newId } from '../../src/kernel/database/id.ts';
import { type Running, runProduct } from '../faults/running.ts';
import type { HouseState, ImportRead, JobRow } from '../../src/kernel/api.ts';

const ROWS = 8_000;
let product: Running;
const cookies = new Map<string, string>();
async function ask<T>(who: string, method: string, path: string, given?: object | FormData): Promise<T> {
  const form = given instanceof FormData;
  const answer = await fetch(`${product.address}/api${path}`, {
    method, headers: { cookie: cookies.get(who) ?? '', 'idempotency-key': newId(new Date()), ...(given && !form ? { 'content-type': 'application/json' } : {}) }, ...(given ? { body: form ? given : JSON.stringify(given) } : {}),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie) cookies.set(who, cookie);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}
const newest = async (who: string, kind: string) => (await ask<{ rows: JobRow[] }>(who, 'GET', '/jobs')).rows.find((j) => j.kind === kind);
/** Killed once all of them have begun; waits until all have ended. */
async function killedAmid(works: readonly (readonly [who: string, kind: string])[]): Promise<JobRow[]> {
  for (const [who, kind] of works) await expect.poll(async () => (await newest(who, kind))?.state, { timeout: 30_000, interval: 20 }).toMatch(/running|done/);
  product.killApplication();
  await product.healthy();
  for (const [who, kind] of works) await expect.poll(async () => (await newest(who, kind).catch(() => undefined))?.state, { timeout: 240_000 }).toMatch(/done|failed/);
  return Promise.all(works.map(async ([who, kind]) => (await newest(who, kind))!));
}

test('备份、校验、试算、导入、撤销导入、导出、自动排班：办到一半程序被杀，启动后接着办完，写下的不重不漏', async () => {
  product = await runProduct();
  try {
    await product.healthy();
    for (const name of ['admin', 'luowen', 'qinlan']) await ask(name, 'POST', '/sign-in', { name, password: 'dutydesk-demo' });
    const staff = async () => (await ask<{ total: number }>('luowen', 'GET', `/records/employee?q=${encodeURIComponent('杀不死')}`)).total;
    const form = new FormData();
    form.append('file', new Blob([`工号,姓名,入职日\n${Array.from({ length: ROWS }, (_, i) => `K${i},杀不死,2026-01-05`).join('\n')}`]), '大表.csv');
    const found = await ask<ImportRead>('luowen', 'POST', '/imports/employee/read', form);
    const large = (what: 'try' | 'bring') => ask('luowen', 'POST', '/imports/employee/large', { what, upload: found.large!.upload, total: found.large!.total, file: '大表.csv', heads: found.heads, columns: found.columns, key: null, lang: 0 });

    await large('try');
    await ask('admin', 'POST', '/house/backup', {});
    const [tried, backed] = await killedAmid([['luowen', 'import.try'], ['admin', 'house.backup']]);
    expect([tried!.said?.[0], await staff()]).toEqual([`试算完毕：新登记 ${ROWS}，修改 0，无变化 0，不能导入 0`, 0]);
    expect(backed).toMatchObject({ state: 'done' });

    await large('bring');
    await ask('admin', 'POST', '/house/verify', {});
    const [brought, verified] = await killedAmid([['luowen', 'import.bring'], ['admin', 'house.verify']]);
    expect([brought!.state, brought!.said?.[0], await staff()]).toEqual(['done', `导入完毕：新登记 ${ROWS}，修改 0，无变化 0，不能导入 0`, ROWS]);
    expect(verified).toMatchObject({ state: 'done' });
    expect((await ask<HouseState>('admin', 'GET', '/house')).backups.length).toBeGreaterThan(0);

    const { rows: [roster] } = await ask<{ rows: { id: string }[] }>('qinlan', 'GET', `/records/shift_roster?filter=${encodeURIComponent(JSON.stringify({ field: 'state', op: 'eq', value: 'draft' }))}`);
    const run = await ask<{ id: string }>('qinlan', 'POST', '/records/roster_run', { values: { roster: roster!.id, seconds: 60 } });
    await ask('luowen', 'POST', '/records/employee/export', { format: 'xlsx', q: '杀不死', total: ROWS });
    const [solved, exported] = await killedAmid([['qinlan', 'roster.solve'], ['luowen', 'export.list']]);
    expect([exported!.state, exported!.said?.[0], exported!.file?.name]).toEqual(['done', `已导出 ${ROWS} 行`, '员工.xlsx']);
    expect([solved!.said?.[0], solved!.href]).toEqual(['班次已写入草稿', `/r/roster_run/${run.id}`]);
    expect((await ask<{ row: { state: string } }>('qinlan', 'GET', `/records/roster_run/${run.id}`)).row.state).toMatch(/done|short/);

    const batch = brought!.href!.split('/').at(-1)!;
    await ask('luowen', 'POST', `/records/import_batch/${batch}/steps/take_back`, { input: { reason: '试过了' } });
    await killedAmid([['luowen', 'import.take_back']]);
    expect(await staff()).toBe(0);
    expect((await ask<{ row: object }>('luowen', 'GET', `/records/import_batch/${batch}`)).row).toMatchObject({ state: 'undone', taken_back: ROWS, kept: 0 });
    expect(product.starts()).toBe(5);
  } finally {
    await product.stop();
  }
}, 600_000);
