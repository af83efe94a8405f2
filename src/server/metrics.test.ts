/** /metrics: there only with a token, readable by Prometheus, by route and never by address, so that no name and no id stands in it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPool } from '../kernel/database/connect.ts';
import { type App, startApp } from './app.ts';
import { backUpToShelf } from './backup/shelf.ts';

test('指标：没有令牌就没有这个地址；按路由计数，不含地址里的内容；最近一份备份多久了', async () => {
  const name = `m_${randomBytes(6).toString('hex')}`;
  const admin = openPool(process.env.DUTYDESK_TEST_POSTGRES!, 1);
  await admin.query(`create database ${name}`);
  const url = new URL(process.env.DUTYDESK_TEST_POSTGRES!);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-metrics-'));
  const start = (more: { readonly metricsToken?: string }) => startApp({ ownerUrl: url.toString(), dataDir, host: '127.0.0.1', port: 0, demo: false, webDir: join(dataDir, 'none'), quiet: true, ...more });
  const ask = async (app: App, headers: { [name: string]: string } = {}) => {
    const answer = await fetch(`${app.address}/metrics`, { headers });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  try {
    const without = await start({});
    expect((await ask(without, { authorization: 'Bearer ' })).status).toBe(404);
    await without.close();

    const app = await start({ metricsToken: 'a-token-of-mine' });
    for (const headers of [{}, { authorization: 'Bearer a-token' }, { authorization: 'a-token-of-mine' }]) expect((await ask(app, headers)).status).toBe(401);
    await fetch(`${app.address}/api/records/employee?q=${encodeURIComponent('欧阳娜')}`);
    const mine = { authorization: 'Bearer a-token-of-mine' };
    const first = await ask(app, mine);
    expect([first.status, first.type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(first.text).toContain('dutydesk_http_seconds_count{method="GET",route="/api/records/:register",status="401"} 1');
    expect(first.text).not.toContain(encodeURIComponent('欧阳娜'));
    expect(first.text).toMatch(/^dutydesk_database_connections \d+$/m);
    expect(first.text).toMatch(/^dutydesk_backup_age_seconds nan$/im);
    await backUpToShelf(url.toString(), { dataDir, at: new Date(Date.now() - 3_600_000), program: 'test' });
    expect(Number(/^dutydesk_backup_age_seconds (\S+)$/m.exec((await ask(app, mine)).text)?.[1])).toBeGreaterThanOrEqual(3_599);
    await app.close();
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 120_000);
