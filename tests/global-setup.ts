import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { holderOf, isRunning } from '../src/server/instance-lock.ts';
import { startPostgres } from '../src/server/postgres.ts';

/**
 * One fast PostgreSQL for a whole test run, in memory where the machine offers it. Tests find its superuser's address in
 * DUTYDESK_TEST_POSTGRES or by inject('postgresUrl'). A cluster of one's own can be set in that variable beforehand.
 */
declare module 'vitest' {
  interface ProvidedContext { postgresUrl: string }
}

const PREFIX = 'dutydesk-test-';
const ENOUGH_BYTES = 1_500_000_000;
let running: Promise<{ readonly url: string; close(): Promise<void> }> | undefined;
let users = 0;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  running ??= start();
  users += 1;
  const cluster = await running;
  process.env['DUTYDESK_TEST_POSTGRES'] = cluster.url;
  project.provide('postgresUrl', cluster.url);
  return async () => {
    users -= 1;
    if (users === 0) await cluster.close();
  };
}

async function start(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const given = process.env['DUTYDESK_TEST_POSTGRES'];
  if (given !== undefined && given !== '') return { url: given, close: async () => { /* not ours */ } };
  const place = memoryFolder();
  sweep(place);
  const folder = mkdtempSync(join(place, PREFIX));
  // The database may run as another user than us.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), fast: true, log: line => process.stderr.write(`${line}\n`) });
  return {
    url: postgres.url,
    async close() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// A run that was killed leaves its cluster in memory, where nobody else would ever remove it.
function sweep(place: string): void {
  for (const name of readdirSync(place).filter(one => one.startsWith(PREFIX))) {
    const holder = holderOf(join(place, name, 'postgres', 'postgres.lock'));
    if (holder !== null && !isRunning(holder.pid)) rmSync(join(place, name), { recursive: true, force: true });
  }
}

function memoryFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > ENOUGH_BYTES ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}
