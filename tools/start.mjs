/**
 * npm start: installs what is missing, fetches a newer Node.js where this one is too old, builds what changed, and runs the
 * program in this terminal. npm run dev (--dev): runs the sources instead and follows every change.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBuilt } from './build.mjs';
import { join } from 'node:path';
import { ensureNode, ensurePackages, PROJECT, tell } from './node-runtime.mjs';

const TRY_AGAIN = 75;
const RESTARTS = 5;
const WITHIN_MS = 120_000;

await ensureNode();
ensurePackages();
if (process.argv.includes('--dev')) await runDev();
else await runBuilt();

async function runBuilt() {
  const wanted = process.argv.includes('--build');
  await ensureBuilt(wanted);
  if (wanted) return;
  process.env.NODE_ENV = process.env.NODE_ENV || 'production';
  process.exit(await keep(process.execPath, ['--enable-source-maps', join(PROJECT, 'dist', 'server.mjs')]));
}

async function runDev() {
  const tsx = join(PROJECT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const vite = join(PROJECT, 'node_modules', 'vite', 'bin', 'vite.js');
  const pages = spawn(process.execPath, [vite, 'build', '--watch', '--config', join(PROJECT, 'vite.config.ts'), '--logLevel', 'warn'], { cwd: PROJECT, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await keep(process.execPath, [tsx, 'watch', '--clear-screen=false', join(PROJECT, 'src', 'main.ts')], false);
  pages.kill();
  process.exit(code);
}

/** Runs the program until it ends for good; one that was killed or asks for it (exit code 75) is started again. */
async function keep(program, args, tied = true) {
  let asked = false;
  let child;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      asked = true;
      child.kill(signal);
    });
  }
  process.on('disconnect', () => {
    asked = true;
    child.kill('SIGTERM');
  });
  const restarts = [];
  for (;;) {
    // The channel closes when we die, however we die: the program then stops too.
    child = spawn(program, args, { cwd: PROJECT, stdio: tied ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit' });
    const [code, signal] = await new Promise(done => {
      child.once('exit', (...how) => done(how)).once('error', () => done([127, null]));
    });
    const status = code === null ? 128 + constants.signals[signal] : code;
    const recent = restarts.filter(at => at > performance.now() - WITHIN_MS);
    if (asked || (signal === null && code !== TRY_AGAIN) || recent.length >= RESTARTS) return status;
    restarts.push(performance.now());
    tell(`程序意外结束（${signal || code}），正在重新启动`, `The program ended unexpectedly (${signal || code}), starting it again`);
    await new Promise(done => { setTimeout(done, 1_000); });
  }
}
