import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type InstanceLock, takeLock } from './instance-lock.ts';
import { asCommand, type Binaries, chooseRunAs, findBinaries, giveTo, type RunAs } from './postgres-binaries.ts';
import { clearLeftovers, readPostmasterPid } from './postgres-leftovers.ts';
import { EXIT_DATA_IN_USE, StartProblem } from './start-problem.ts';

/**
 * The database that comes with the product: a PostgreSQL cluster in the data folder, started and stopped with us, reachable
 * from this machine only and with a password nobody had to choose. Nothing acknowledged is lost when any of its processes
 * or we ourselves are killed. `fast` trades exactly that promise for speed and is for tests.
 */
export interface PostgresOptions {
  readonly dataDir: string;
  readonly fast?: boolean;
  /** Keep this port, for a restart under clients that already know the address. */
  readonly port?: number;
  readonly log: (line: string) => void;
}
export interface Postgres {
  /** Superuser, database "dutydesk". */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
  /** The exit code, or 128 + signal. */
  readonly exited: Promise<number>;
}

export const SUPERUSER = 'dutydesk';
export const DATABASE = 'dutydesk';
export const DISK_FULL = 'postgres-disk-full';

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  mkdirSync(options.dataDir, { recursive: true });
  const taken = await takeLock(join(options.dataDir, 'postgres.lock'));
  if ('heldBy' in taken) throw new StartProblem('in-use', [
    `数据库目录 ${options.dataDir} 正被进程 ${taken.heldBy.pid} 使用`,
    `The database folder ${options.dataDir} is in use by process ${taken.heldBy.pid}`], EXIT_DATA_IN_USE);
  try {
    return await startLocked(options, taken.lock);
  } catch (error) {
    taken.lock.release();
    throw error;
  }
}

async function startLocked(options: PostgresOptions, lock: InstanceLock): Promise<Postgres> {
  const cluster = join(options.dataDir, 'cluster');
  const binaries = findBinaries();
  const runAs = chooseRunAs(binaries, options.dataDir);
  const password = passwordIn(options.dataDir);
  await clearLeftovers(cluster, options.log);
  if (!existsSync(cluster)) await createCluster(options, binaries, runAs, cluster, password);
  giveTo(runAs, cluster);
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? await freePort();
    try {
      return await launch({ ...options, port }, binaries, runAs, cluster, password, lock);
    } catch (error) {
      // Between finding a free port and using it somebody else may have taken it.
      if (attempt >= 3 || !(error instanceof Error) || !/could not bind|could not create any TCP/i.test(error.message)) throw error;
    }
  }
}

async function launch(options: PostgresOptions & { readonly port: number }, binaries: Binaries, runAs: RunAs, cluster: string,
  password: string, lock: InstanceLock): Promise<Postgres> {
  const settings = { ...ALWAYS, ...(options.fast === true ? FAST : {}), port: String(options.port) };
  const args = ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const call = asCommand(runAs, binaries.program('postgres'), args, true);
  // A session of its own: Ctrl-C in the terminal is for us, and we stop the database last.
  const child = spawn(call.command, call.args, { ...call.options, stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' });
  const said = listen(child, options.log);
  const exited = exitOf(child);
  const gone = exited.then(code => {
    throw failed('postgres-failed', said, code);
  });
  gone.catch(() => { /* after the start, `exited` is what callers watch */ });
  await Promise.race([gone, untilReady(cluster, child)]);
  const pid = child.pid ?? 0;
  void exited.then(() => lock.release());
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${options.port}/${DATABASE}`,
    port: options.port, pid, exited,
    stop: () => stop(child, exited, binaries, cluster),
  };
}

const ALWAYS = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', log_min_messages: 'fatal',
  max_connections: '60', shared_buffers: '128MB', work_mem: '16MB', maintenance_work_mem: '64MB', jit: 'off', track_io_timing: 'off',
  // Three waiting I/O processes gain nothing on the small machines this is for.
  io_method: 'sync',
};
const FAST = {
  fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', wal_level: 'minimal', max_wal_senders: '0', autovacuum: 'off',
  max_connections: '120',
};

// Made beside its final place and renamed when complete: a cluster that exists is a whole one.
async function createCluster(options: PostgresOptions, binaries: Binaries, runAs: RunAs, cluster: string, password: string): Promise<void> {
  const draft = `${cluster}.new`;
  const passwordFile = join(options.dataDir, 'initdb-password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(runAs, draft);
  giveTo(runAs, passwordFile);
  try {
    await run(binaries.program('initdb'), ['-D', draft, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
      `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
      ...(options.fast === true ? ['--no-sync'] : [])], runAs, '');
    await run(binaries.program('postgres'), ['--single', '-D', draft, '-c', 'log_min_messages=fatal', 'postgres'], runAs, `CREATE DATABASE ${DATABASE};\n`);
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

async function run(program: string, args: readonly string[], runAs: RunAs, input: string): Promise<void> {
  const call = asCommand(runAs, program, args, true);
  const child = spawn(call.command, call.args, { ...call.options, stdio: ['pipe', 'ignore', 'pipe'] });
  const said = listen(child, () => { /* told only when it fails */ });
  child.stdin?.on('error', () => { /* it ended before reading; its exit code tells */ });
  child.stdin?.end(input);
  const code = await exitOf(child);
  if (code !== 0) throw failed('initdb-failed', said, code);
}

function passwordIn(dataDir: string): string {
  const file = join(dataDir, 'password');
  if (!existsSync(file) || readFileSync(file, 'utf8').trim() === '') {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}

async function untilReady(cluster: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const found = readPostmasterPid(cluster);
    if (found !== null && found.pid === child.pid && found.status === 'ready') return;
    if (child.exitCode !== null || child.signalCode !== null) return;
    await pause(10);
  }
}

async function stop(child: ChildProcess, exited: Promise<number>, binaries: Binaries, cluster: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') spawn(binaries.program('pg_ctl'), ['stop', '-D', cluster, '-m', 'fast'], { windowsHide: true, stdio: 'ignore' });
  else child.kill('SIGINT');
  const patience = setTimeout(() => child.kill('SIGQUIT'), 30_000);
  await exited;
  clearTimeout(patience);
}

function listen(child: ChildProcess, log: (line: string) => void): string[] {
  const said: string[] = [];
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter(one => one.trim() !== '')) {
      said.push(line);
      if (said.length > 20) said.shift();
      log(line);
    }
  });
  return said;
}

function failed(what: string, said: readonly string[], code: number): StartProblem {
  const text = said.join(' ');
  if (/no space left on device/i.test(text)) return new StartProblem(DISK_FULL, ['磁盘已满，数据库写不进去（no space left on device）', 'The disk is full: the database found no space left on device']);
  const reason = (said.findLast(line => /FATAL|PANIC|error:/.test(line)) ?? said.at(-1) ?? `exit code ${code}`).replace(/^.*?(FATAL|PANIC|error):\s*/, '');
  return new StartProblem(what, [`内置数据库起不来：${reason}`, `The built-in database did not start: ${reason}`]);
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
