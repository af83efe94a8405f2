/** R7: the whole product behind PgBouncer in transaction mode, as deploy/ sets it up: from an empty database over the demo to clients at work, everything compared. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPool } from '../../src/kernel/database/connect.ts';
import { compare, type Kills, lookUp, openDesk, work } from './kills.ts';
import { filled } from './patroni.ts';
import { runProduct } from './running.ts';
import { freePort, type Scratch } from './scratch.ts';

const PROGRAM = '/usr/sbin/pgbouncer';
const CLIENTS = 4;
export const pooledHere = (): boolean => existsSync(PROGRAM);

export async function pooled({ folder, url }: Scratch, seconds: number): Promise<Omit<Kills, 'kills' | 'starts'>> {
  const straight = new URL(url);
  const admin = openPool(url, 1);
  await admin.query(`create role desk login password 'owner-of-the-test' createrole bypassrls`);
  await admin.query('create database desk owner desk template template0');
  await admin.end();
  straight.pathname = '/desk';
  const inDesk = openPool(straight.toString(), 1);
  await inDesk.query(readFileSync(resolve('deploy/pgbouncer.sql'), 'utf8').replace('change-this', 'pool-of-the-test'));
  await inDesk.end();
  const port = await freePort();
  const [settings, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users')];
  writeFileSync(users, '"pgbouncer" "pool-of-the-test"\n', { mode: 0o644 });
  writeFileSync(settings, filled('pgbouncer.ini', { 'dutydesk = host=127.0.0.1 port=5432': `desk = host=127.0.0.1 port=${straight.port}`, 'listen_port = 6432': `listen_port = ${port}\nunix_socket_dir =`, '/etc/pgbouncer/userlist.txt\n;': `${users}\n;` }), { mode: 0o644 });
  const bouncer = spawn(PROGRAM, ['-q', ...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), settings], { stdio: 'ignore' });
  const before = process.env['DUTYDESK_PREPARE'];
  process.env['DUTYDESK_PREPARE'] = '0';
  try {
    const product = await runProduct({ databaseUrl: `postgres://desk:owner-of-the-test@127.0.0.1:${port}/desk` });
    try {
      await product.healthy(300);
      const desk = await openDesk(product);
      const known = await lookUp(desk);
      let n = 20_261_123;
      let going = true;
      const random = (most: number) => { n = (n * 48_271) % 2_147_483_647; return n % most; };
      const clients = Array.from({ length: CLIENTS }, async (_, c) => { for (let i = 0; going; i++) await work(desk, known, `${c}.${i}`, random); });
      await pause(seconds * 1_000);
      going = false;
      await Promise.all(clients);
      return await compare(product, desk, known);
    } finally {
      await product.stop();
    }
  } finally {
    bouncer.kill('SIGTERM');
    if (before === undefined) delete process.env['DUTYDESK_PREPARE'];
    else process.env['DUTYDESK_PREPARE'] = before;
  }
}
