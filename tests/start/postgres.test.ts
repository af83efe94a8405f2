import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRunning, takeLock } from '../../src/server/instance-lock.ts';
import { startPostgres, type Postgres } from '../../src/server/postgres.ts';

/** The launcher of the built-in database: starts, keeps what it acknowledged, refuses a second opener, leaves nothing behind. */
let folder = '';
const open: Postgres[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dutydesk-start-'));
  chmodSync(folder, 0o711);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const postgres of open.splice(0)) await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('首次启动建库，只在本机、凭随机口令可用', async () => {
  const postgres = await started();
  expect(await ask(postgres.url, 'select current_database() as answer')).toBe('dutydesk');
  expect(await ask(postgres.url, "select datlocprovider::text || ' ' || pg_encoding_to_char(encoding) as answer from pg_database where datname = current_database()")).toBe('b UTF8');
  expect(await ask(postgres.url, "select current_setting('fsync') || current_setting('full_page_writes') || current_setting('synchronous_commit') as answer")).toBe('ononon');
  expect(await ask(postgres.url, "select current_setting('listen_addresses') || '|' || current_setting('unix_socket_directories') as answer")).toBe('127.0.0.1|');
  expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
  await expect(ask(postgres.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1 as answer')).rejects.toMatchObject({ code: '28P01' });
});

test('停止后不留进程，再次启动数据仍在', async () => {
  const first = await started();
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  expect(await first.exited).toBe(0);
  expect(isRunning(first.pid)).toBe(false);
  await expect(reachable(first.port)).resolves.toBe(false);
  const second = await started();
  expect(await ask(second.url, 'select answer from kept')).toBe(42);
});

test('数据库主进程被 kill -9 后重新启动，已确认的写入一条不少', async () => {
  const first = await started();
  await ask(first.url, 'create table kept (n int)');
  const client = new pg.Client(first.url);
  client.on('error', () => { /* it is being killed */ });
  await client.connect();
  const acknowledged: number[] = [];
  const writing = (async () => {
    for (let n = 0; ; n++) {
      await client.query('insert into kept values ($1)', [n]);
      acknowledged.push(n);
    }
  })().catch(() => 'cut off');
  await pause(300);
  process.kill(first.pid, 'SIGKILL');
  await writing;
  expect(await first.exited).toBe(137);
  const second = await started(first.port);
  expect(second.url).toBe(first.url);
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(await ask(second.url, `select count(*)::int as answer from kept where n <= ${acknowledged.at(-1)}`)).toBe(acknowledged.length);
});

test('数据库子进程被 kill -9 后自行恢复', async () => {
  const postgres = await started();
  await ask(postgres.url, 'create table kept as select 7 as answer');
  const victim = new pg.Client(postgres.url);
  victim.on('error', () => { /* it is being killed */ });
  await victim.connect();
  const { rows } = await victim.query('select pg_backend_pid() as pid');
  process.kill(rows[0].pid, 'SIGKILL');
  await expect.poll(() => ask(postgres.url, 'select answer from kept').catch(() => null), { timeout: 20_000 }).toBe(7);
});

test('繁忙的后台进程在主进程死后仍在，先清掉它们再启动', async () => {
  const first = await started();
  const busy = new pg.Client(first.url);
  busy.on('error', () => { /* it is being killed */ });
  await busy.connect();
  const { rows } = await busy.query('select pg_backend_pid() as pid');
  const lost = busy.query('select sum(sqrt(a * b)) from generate_series(1, 60000) a, generate_series(1, 60000) b').catch(() => 'cut off');
  await pause(300);
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  await pause(300);
  expect(isRunning(rows[0].pid)).toBe(true);
  const second = await started();
  expect(isRunning(rows[0].pid)).toBe(false);
  expect(await ask(second.url, 'select 1 as answer')).toBe(1);
  expect(await lost).toBe('cut off');
});

test('数据库文件夹正被使用时，第二个打开者被拒绝', async () => {
  await started();
  await expect(startPostgres({ dataDir: folder, log: quiet })).rejects.toMatchObject({ code: 'in-use', exitCode: 3 });
  await expect(inOwnProcess()).resolves.toMatch(/in use by process/);
});

test('启动者被 kill -9 后数据库随之停止，接替者可用同一数据', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve('tests/start/open-postgres.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const pid = Number((await line(child)).split(' ')[1]);
  expect(isRunning(pid)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await started();
  expect(isRunning(pid)).toBe(false);
  expect(await ask(next.url, 'select 1 as answer')).toBe(1);
});

test('死进程的 postmaster.pid 与锁文件不碍事，号码被别的程序复用也不碍事', async () => {
  const first = await started();
  await first.stop();
  const bystander = spawn('sleep', ['60']);
  children.push(bystander);
  writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${bystander.pid}\n${join(folder, 'cluster')}\n`);
  writeFileSync(join(folder, 'postgres.lock'), JSON.stringify({ pid: bystander.pid, started: 'another boot', place: await myPlace(), token: 'old' }));
  const second = await started();
  expect(await ask(second.url, 'select 1 as answer')).toBe(1);
  expect(bystander.exitCode).toBe(null);
});

test('建库中途被打断，下次从头再建', async () => {
  mkdirSync(join(folder, 'cluster.new', 'base'), { recursive: true });
  const postgres = await started();
  expect(await ask(postgres.url, 'select 1 as answer')).toBe(1);
  expect(existsSync(join(folder, 'cluster.new'))).toBe(false);
});

test('被占端口说得出原因', async () => {
  const first = await started();
  copyFileSync(join(folder, 'password'), join(folder, 'copy'));
  await expect(startPostgres({ dataDir: join(folder, 'other'), port: first.port, log: quiet })).rejects.toMatchObject({ label: [expect.stringMatching(/起不来/), expect.stringMatching(/TCP/)] });
});

test('两个来者只有一个得到锁；看不见的持有者只要还在更新就不被夺走', async () => {
  const file = join(folder, 'a.lock');
  const both = await Promise.all([takeLock(file), takeLock(file)]);
  expect(both.filter(one => 'lock' in one)).toHaveLength(1);
  const other = join(folder, 'b.lock');
  writeFileSync(other, JSON.stringify({ pid: 1, started: '', place: 'another container', token: 'x' }));
  const beat = setInterval(() => writeFileSync(other, readFileSync(other)), 1_000);
  const refused = await takeLock(other);
  clearInterval(beat);
  expect(refused).toMatchObject({ heldBy: { token: 'x' } });
  expect(await takeLock(other)).toHaveProperty('lock');
});

async function started(port?: number): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir: folder, log: quiet, ...(port === undefined ? {} : { port }) });
  open.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => { /* the caller sees it in the query */ });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

function reachable(port: number): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); done(true); }).once('error', () => done(false));
  });
}

function inOwnProcess(): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve('tests/start/open-postgres.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return line(child);
}

function line(child: ChildProcess): Promise<string> {
  return new Promise(done => child.stdout?.setEncoding('utf8').once('data', (text: string) => done(text.trim())));
}

async function myPlace(): Promise<string> {
  const file = join(folder, 'place.lock');
  const taken = await takeLock(file);
  const { place } = JSON.parse(readFileSync(file, 'utf8'));
  expect(taken).toHaveProperty('lock');
  return place;
}

function quiet(): void { /* these tests look at the outcome */ }
