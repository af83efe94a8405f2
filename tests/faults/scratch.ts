/** A PostgreSQL by itself for one proof, gone afterwards; and a port that nobody uses. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../../src/server/postgres.ts';

export interface Scratch { readonly folder: string; readonly url: string; postgres(): Postgres; /** The same cluster at the same address once more. */ again(): Promise<void> }

/** `fast` gives up what a power cut needs; with false everything answered survives any kill. */
export async function onScratch<T>(work: (at: Scratch) => Promise<T>, { fast = true }: { readonly fast?: boolean } = {}): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-faults-'));
  // The database may run as another user than us.
  chmodSync(folder, 0o755);
  const start = (port?: number) => startPostgres({ dataDir: join(folder, 'postgres'), fast, log: () => undefined, ...(port ? { port } : {}) });
  let current = await start();
  try {
    process.env['DUTYDESK_TEST_POSTGRES'] = current.url;
    return await work({ folder, url: current.url, postgres: () => current, again: async () => { current = await start(current.port); } });
  } finally {
    await current.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const at = server.address();
      server.close(() => done(typeof at === 'object' && at !== null ? at.port : 0));
    });
  });
}
