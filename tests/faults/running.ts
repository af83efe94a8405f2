/** The built product as a process that dies and is started again, as a service manager would do it, and its database seen from beside. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPool, type Pool } from '../../src/kernel/database/connect.ts';
import { freePort } from './scratch.ts';

export interface Running {
  readonly address: string;
  readonly dataDir: string;
  /** How often it was started. */
  starts(): number;
  /** All it said at the terminal. */
  printed(): string;
  killApplication(): void;
  killDatabase(): void;
  /** Answers until it does. */
  healthy(seconds?: number): Promise<void>;
  /** The database's owner, past the application. */
  owner(): Pool;
  stop(): Promise<void>;
}

/** `dataDir`: a folder that is there already, on a disk of the caller's; `databaseUrl`: a PostgreSQL of the caller's. */
export async function runProduct(options: { readonly demo?: boolean; readonly dataDir?: string; readonly databaseUrl?: string } = {}): Promise<Running> {
  const bundle = resolve(`.data/test-faults-${process.pid}/server.mjs`);
  execFileSync(process.execPath, ['--input-type=module', '-e', `import { buildServer } from ${JSON.stringify(resolve('tools/build.mjs'))}; await buildServer(${JSON.stringify(bundle)});`], { stdio: 'inherit' });
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'dutydesk-kills-'));
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let [wanted, starts] = [true, 0];
  let child: ChildProcess | undefined;
  let printed = '';
  const keepRunning = async (): Promise<void> => {
    while (wanted) {
      starts++;
      child = spawn(process.execPath, [bundle], { env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DUTYDESK_DATA: dataDir, DATABASE_URL: options.databaseUrl ?? '', DUTYDESK_DEMO: options.demo === false ? '0' : '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => { printed = (printed + bytes.toString()).slice(-200_000); });
      await new Promise((done) => child?.once('exit', done));
      await pause(100);
    }
  };
  const kept = keepRunning();
  const noteOf = () => readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  return {
    address, dataDir, starts: () => starts, printed: () => printed,
    killApplication: () => { child?.kill('SIGKILL'); },
    killDatabase: () => perhaps(() => process.kill(Number(noteOf()[0]), 'SIGKILL')),
    async healthy(seconds = 120) {
      for (let i = 0; i < 20 * seconds; i++) {
        if (await fetch(`${address}/health`).then((r) => r.ok, () => false)) return;
        await pause(50);
      }
      throw new Error(`no answer for ${seconds} s after ${starts} starts`);
    },
    owner: () => openPool(options.databaseUrl ?? `postgres://dutydesk:${readFileSync(join(dataDir, 'postgres', 'password'), 'utf8').trim()}@127.0.0.1:${noteOf()[3]}/dutydesk`, 1),
    async stop() {
      wanted = false;
      child?.kill('SIGTERM');
      await kept;
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
      rmSync(resolve(bundle, '..'), { recursive: true, force: true });
    },
  };
}

/** Between two lives there is no process, or no note of it. */
export function perhaps(work: () => void): void {
  try {
    work();
  } catch (e) {
    if (!['ESRCH', 'ENOENT'].includes((e as NodeJS.ErrnoException).code ?? '')) throw e;
  }
}

/** The processes of a PostgreSQL besides its first one, on Linux. */
export function childrenOf(pid: number): number[] {
  let found = '';
  perhaps(() => { found = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'); });
  return found.trim().split(' ').filter((x) => x !== '').map(Number);
}
