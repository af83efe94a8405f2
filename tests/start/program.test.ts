import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isRunning } from '../../src/server/instance-lock.ts';
import { startPostgres } from '../../src/server/postgres.ts';

/** The whole program as a process, with a stand-in for the application: one line for every obstacle, nothing left behind. */
const bundle = resolve(`.data/test-start-${process.pid}/server.mjs`);
let folder = '';
const programs: Program[] = [];

interface Program { readonly child: ChildProcess; readonly ended: Promise<number>; text(): string }

beforeAll(() => {
  const script = `import { buildServer } from ${JSON.stringify(resolve('tools/build.mjs'))};
    await buildServer(${JSON.stringify(bundle)}, ${JSON.stringify(bundle)}, { './server/app.ts': ${JSON.stringify(resolve('tests/start/stand-in-app.ts'))} });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
});
afterAll(() => rmSync(resolve(bundle, '..'), { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dutydesk-program-'));
  chmodSync(folder, 0o711);
});
afterEach(async () => {
  for (const { child } of programs) child.kill('SIGTERM');
  await Promise.all(programs.splice(0).map(({ ended }) => ended));
  rmSync(folder, { recursive: true, force: true });
});

test('启动、登录提示、停止后不留任何进程', async () => {
  const program = await started();
  expect(program.text()).toContain('director');
  expect(await visit(program)).toMatchObject({ visits: 1, demo: true });
  const database = databasePid();
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(isRunning(database)).toBe(false);
  expect(readdirSync(folder).filter(name => name.endsWith('.lock'))).toEqual([]);
});

test('Ctrl-C 会同时来自终端与启动器，仍干净停止', async () => {
  const program = await started({ DUTYDESK_DEMO: '0' });
  expect(await visit(program)).toMatchObject({ demo: false });
  program.child.kill('SIGINT');
  await pause(20);
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(0);
});

test('同一数据的第二个实例一行说明并以 3 退出', async () => {
  await started();
  const second = run();
  expect(await second.ended).toBe(3);
  expect(oneLine(second)).toMatch(/正被另一个 Dutydesk（进程 \d+）使用 .* in use by another Dutydesk/);
});

test('自身被 kill -9 后，数据库随之停止，下一次启动接手数据', async () => {
  const first = await started();
  await visit(first);
  const database = databasePid();
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await started();
  expect(isRunning(database)).toBe(false);
  expect(await visit(second)).toMatchObject({ visits: 2 });
});

test('数据库被 kill -9 后自动恢复，程序不重启', async () => {
  const program = await started();
  await visit(program);
  process.kill(databasePid(), 'SIGKILL');
  // An answer may still come from the database that is just dying.
  await expect.poll(() => program.text(), { timeout: 15_000, interval: 100 }).toMatch(/数据库已恢复/);
  await expect.poll(() => visit(program).catch(() => null), { timeout: 15_000, interval: 100 }).toMatchObject({ pid: program.child.pid });
});

test('数据库反复死亡则说明原因并以 75 退出，由启动器重启', async () => {
  const program = await started();
  const killer = setInterval(() => {
    try { process.kill(databasePid(), 'SIGKILL'); } catch { /* it is just dead */ }
  }, 100);
  const code = await program.ended;
  clearInterval(killer);
  expect(code).toBe(75);
  expect(program.text()).toMatch(/内置数据库无法恢复运行/);
});

test('程序自己的错误：留下线索，以 75 退出', async () => {
  const program = await started();
  await fetch(`${address(program)}/bug`).catch(() => 'cut off');
  expect(await program.ended).toBe(75);
  expect(program.text()).toMatch(/a bug on purpose/);
});

test('端口被占用：一行说明', async () => {
  const blocker = await occupied();
  const program = run({ PORT: String(portOf(blocker)) });
  expect(await program.ended).toBe(1);
  expect(oneLine(program)).toMatch(/端口 \d+ 已被别的程序占用.*taken by another program/);
  blocker.close();
});

test('PORT、DATABASE_URL 写错：一行说明', async () => {
  expect(await refused({ PORT: '80a' })).toMatch(/PORT=80a 不是端口号.*not a port number/);
  expect(await refused({ DATABASE_URL: 'mysql://a@b/c' })).toMatch(/DATABASE_URL 不是 postgres:.*not of the form/);
  expect(await refused({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' })).toMatch(/连不上数据库.*No PostgreSQL answers/);
  expect(await refused({ DATABASE_URL: 'postgres://a:b@no-such-host.invalid/c' })).toMatch(/连不上数据库.*host name/);
});

test('DATABASE_URL 可用时不启动内置数据库；口令错、库名错各有一行说明', async () => {
  const own = await startPostgres({ dataDir: join(folder, 'own'), fast: true, log: () => { /* looked at from outside */ } });
  const wrongPassword = await refused({ DATABASE_URL: own.url.replace(/:[^:@]+@/, ':wrong@') });
  const wrongDatabase = await refused({ DATABASE_URL: own.url.replace(/\/dutydesk$/, '/nowhere') });
  const program = await started({ DATABASE_URL: own.url });
  const answer = await visit(program);
  const builtIn = existsSync(join(folder, 'postgres'));
  program.child.kill('SIGTERM');
  const code = await program.ended;
  await own.stop();
  expect(wrongPassword).toMatch(/口令不对.*wrong user or password/);
  expect(wrongDatabase).toMatch(/数据库不存在.*does not exist/);
  expect(answer).toMatchObject({ visits: 1 });
  expect(builtIn).toBe(false);
  expect(code).toBe(0);
});

test('启动器死去（kill -9）后程序自行停止', async () => {
  const starter = spawn(process.execPath, ['-e', `
    const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(bundle)}], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    process.stdout.write('child ' + child.pid + '\\n');`], { env: environment({}), stdio: ['ignore', 'pipe', 'pipe'] });
  const program = watch(starter);
  await expect.poll(() => program.text(), { timeout: 30_000 }).toMatch(/http:/);
  const pid = Number(/child (\d+)/.exec(program.text())?.[1]);
  expect(isRunning(pid)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 15_000 }).toBe(false);
});

async function started(extra: NodeJS.ProcessEnv = {}): Promise<Program> {
  const program = run(extra);
  await expect.poll(() => program.text(), { timeout: 30_000 }).toMatch(/http:/);
  return program;
}

function run(extra: NodeJS.ProcessEnv = {}): Program {
  return watch(spawn(process.execPath, [bundle], { env: environment(extra), stdio: ['ignore', 'pipe', 'pipe'] }));
}

function watch(child: ChildProcess): Program {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part: string) => { text += part; });
  const ended = new Promise<number>(done => child.once('close', (code, signal) => done(code ?? (signal === 'SIGKILL' ? 137 : 1))));
  const program = { child, ended, text: () => text };
  programs.push(program);
  return program;
}

async function refused(extra: NodeJS.ProcessEnv): Promise<string> {
  const program = run(extra);
  expect(await program.ended).toBe(1);
  return oneLine(program);
}

function oneLine(program: Program): string {
  const lines = program.text().trim().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

function environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, PORT: '0', HOST: '127.0.0.1', DUTYDESK_DATA: folder, DATABASE_URL: '', DUTYDESK_DEMO: '', ...extra };
}

function address(program: Program): string {
  return /http:\/\/\S+/.exec(program.text())?.[0] ?? '';
}

async function visit(program: Program): Promise<unknown> {
  const answer = await fetch(address(program));
  expect(answer.status).toBe(200);
  return answer.json();
}

function databasePid(): number {
  return Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function occupied(): Promise<Server> {
  return new Promise(done => { const server = createServer().listen(0, '127.0.0.1', () => done(server)); });
}

function portOf(server: Server): number {
  const at = server.address();
  return typeof at === 'object' && at !== null ? at.port : 0;
}
