/** R7: a part of the suite on a PostgreSQL that is reached only through PgBouncer in transaction mode, as Debian packs it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPool } from '../../src/kernel/database/connect.ts';
import { runSuite } from './suite.ts';
import { freePort, onScratch, type Scratch } from './scratch.ts';

const PROGRAM = '/usr/sbin/pgbouncer';
/** The kernel, and two modules that post, hold and close. */
const PART = ['src/kernel/kernel.test.ts', 'src/kernel/ledger.test.ts', 'src/kernel/numbers.test.ts', 'src/kernel/audit.test.ts', 'src/modules/guests/points', 'src/modules/service/parts'];

export interface Behind { readonly installed: boolean; readonly passed: number; readonly failed: number; readonly said: string }

export async function behindPgBouncer(): Promise<Behind> {
  try {
    execFileSync(PROGRAM, ['--version'], { stdio: 'ignore' });
  } catch {
    return { installed: false, passed: 0, failed: 0, said: 'apt-get install pgbouncer' };
  }
  return onScratch(through);
}

async function through({ folder, url }: Scratch): Promise<Behind> {
  let bouncer: ChildProcess | undefined;
  try {
    const straight = new URL(url);
    const port = await freePort();
    const setting = join(folder, 'pgbouncer.ini');
    writeFileSync(join(folder, 'users'), `"${straight.username}" "${decodeURIComponent(straight.password)}"\n"dutydesk_test" "dutydesk-test"\n`, { mode: 0o644 });
    writeFileSync(setting, `[databases]\n* = host=${straight.hostname} port=${straight.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = plain\nauth_file = ${join(folder, 'users')}\npool_mode = transaction\ndefault_pool_size = 40\nmax_client_conn = 400\nserver_idle_timeout = 2\nignore_startup_parameters = extra_float_digits,statement_timeout,idle_in_transaction_session_timeout\n`, { mode: 0o644 });
    bouncer = spawn(PROGRAM, ['-q', ...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), setting], { stdio: 'ignore' });
    const at = new URL(url);
    at.port = String(port);
    await answers(at.toString());
    return { installed: true, ...await runSuite(at.toString(), PART, { DUTYDESK_PREPARE: '0' }) };
  } finally {
    bouncer?.kill('SIGTERM');
  }
}

async function answers(url: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const pool = openPool(url, 1);
    const there = await pool.query('select 1').then(() => true, () => false);
    await pool.end();
    if (there) return;
    await pause(100);
  }
  throw new Error('PgBouncer does not answer');
}
