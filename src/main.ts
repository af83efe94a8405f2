/**
 * The program: reads the environment, takes the data folder for itself, starts the built-in database unless DATABASE_URL
 * names another, starts the application, and takes everything down again in the opposite order. With a command (`backup`, `doctor` …) it does that and ends. The only file that does
 * anything by being imported. Whatever a person at the terminal can act on is said in one line, Chinese and English.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { systemClock } from './kernel/clock.ts';
import { modules } from './modules.ts';
import { startApp } from './server/app.ts';
import { restoreIfPlanned } from './server/backup/plan.ts';
import { type InstanceLock, takeLock } from './server/instance-lock.ts';
import { type KeptPostgres, keepPostgres } from './server/postgres-keeper.ts';
import { runCommand } from './server/command/run.ts';
import { EXIT_DATA_IN_USE, EXIT_TRY_AGAIN, explain, StartProblem } from './server/start-problem.ts';
import { assertAnswers, assertPortFree, readSettings, type StartSettings } from './server/start-settings.ts';

type App = Awaited<ReturnType<typeof startApp>>;

const projectDir = fileURLToPath(new URL('..', import.meta.url));
const running: { lock?: InstanceLock; database?: KeptPostgres; app?: App } = {};
let where = { dataDir: '', host: '', port: 0 };
let stoppedAt: number | undefined;

const command = process.argv.slice(2);
if (command.length === 0) listenForTheEnd();
try {
  const settings = readSettings(process.env, projectDir);
  where = settings;
  if (command.length > 0) process.exit(await runCommand(command, settings, line => process.stdout.write(`${line}\n`)));
  await start(settings);
} catch (error) {
  // The line is for the person who starts it; what it took to get there only helps whoever repairs the program.
  if (process.env['DUTYDESK_DEBUG'] === '1') say(inspect(error, { depth: 5 }));
  if (stoppedAt === undefined) await leave(explain(error, where));
}

async function start(settings: StartSettings): Promise<void> {
  mkdirSync(settings.dataDir, { recursive: true });
  const taken = await takeLock(join(settings.dataDir, 'dutydesk.lock'));
  if ('heldBy' in taken) throw new StartProblem('in-use', [
    `数据目录 ${settings.dataDir} 正被另一个 Dutydesk（进程 ${taken.heldBy.pid}）使用`,
    `The data folder ${settings.dataDir} is in use by another Dutydesk (process ${taken.heldBy.pid})`], EXIT_DATA_IN_USE);
  running.lock = taken.lock;
  await assertPortFree(settings.host, settings.port);
  const ownerUrl = settings.databaseUrl === null ? await startDatabase(settings) : settings.databaseUrl;
  if (settings.databaseUrl !== null) await assertAnswers(settings.databaseUrl);
  if (stoppedAt !== undefined) return;
  const told = await restoreIfPlanned({ ownerUrl, dataDir: settings.dataDir, modules }, systemClock.now());
  if (told) say(`${told.said[0]} / ${told.said[1]}`);
  const app = await startApp({ ownerUrl, restart: () => { void leave(new StartProblem('restore', ['正在重新启动以恢复备份', 'Starting again to restore a backup'], EXIT_TRY_AGAIN)); }, dataDir: settings.dataDir, host: settings.host, port: settings.port, demo: settings.demo, ownDatabase: settings.databaseUrl === null, backups: settings.backups, signingIn: settings.signingIn, outboundAllow: settings.outboundAllow, webDir: join(projectDir, 'dist', 'web'), ...(settings.metricsToken === null ? {} : { metricsToken: settings.metricsToken }) });
  running.app = app;
  if (stoppedAt === undefined) greet(app);
}

async function startDatabase(settings: StartSettings): Promise<string> {
  running.database = await keepPostgres({ dataDir: join(settings.dataDir, 'postgres'), log: line => say(`[postgres] ${line}`) });
  void running.database.lost.then(leave);
  return running.database.url;
}

function greet(app: App): void {
  const lines = ['', `  Dutydesk 值班台   ${app.address}`, ''];
  if (app.setUp !== null) lines.push(`  首次设置 / first set-up   ${app.setUp}`);
  if (app.signIns.length > 0) lines.push('  演示账号 / demo sign-ins');
  for (const { name, password, post } of app.signIns) lines.push(`    ${name.padEnd(14)} ${password.padEnd(16)} ${post[0]} / ${post[1]}`);
  process.stdout.write(`${lines.join('\n')}\n\n  停止请按 Ctrl+C / Ctrl+C stops it\n\n`);
}

function listenForTheEnd(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  // The starter went away without a word (kill -9): nobody could stop us any more.
  process.on('disconnect', () => void stop('disconnect'));
  process.stdout.on('error', () => { /* the terminal is gone; the program is not */ });
  process.stderr.on('error', () => { /* likewise */ });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, error => {
    if (stoppedAt !== undefined) return;
    // A bug of ours, for once with its stack. A fresh process is the only state known to be sound.
    say(`程序内部错误，即将重启 / internal error, restarting: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    void leave(new StartProblem('bug', ['程序因内部错误退出', 'Stopped because of an internal error'], EXIT_TRY_AGAIN));
  });
}

async function stop(why: string): Promise<void> {
  if (stoppedAt !== undefined) {
    // Ctrl-C reaches us twice, from the terminal and from the starter; only a later one means "at once".
    if (performance.now() - stoppedAt > 1_500) process.exit(130);
    return;
  }
  stoppedAt = performance.now();
  if (why !== 'disconnect') say('正在停止 / stopping …');
  await takeDown();
  process.exit(0);
}

async function leave(problem: StartProblem): Promise<void> {
  if (stoppedAt !== undefined) return;
  stoppedAt = performance.now();
  say(`${problem.label[0]} / ${problem.label[1]}`);
  await takeDown();
  process.exit(problem.exitCode);
}

async function takeDown(): Promise<void> {
  const patience = setTimeout(() => process.exit(1), 40_000);
  for (const step of [() => within(10_000, running.app?.close()), () => running.database?.stop(), () => running.lock?.release()]) {
    try {
      await step();
    } catch (error) {
      say(explain(error, where).label[1]);
    }
  }
  clearTimeout(patience);
}

// A request that never ends must not keep the database from stopping cleanly.
async function within(ms: number, work: Promise<void> | undefined): Promise<void> {
  const limit = new Promise<void>(done => { setTimeout(done, ms).unref(); });
  await Promise.race([work, limit]);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
