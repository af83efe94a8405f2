/**
 * deploy/Dockerfile without Docker: its steps one after the other in a scratch folder as an ordinary user, then its entry point with its
 * environment, asked by its health check until that says yes, and stopped. What it does not show: that the base images hold what is needed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NOBODY } from '../../src/server/postgres-binaries.ts';
import { freePort } from './scratch.ts';

export interface Step { readonly word: string; readonly rest: string; readonly stage: number }
export interface Image { readonly steps: number; readonly seconds: number; readonly code: number | null; readonly problem: string }

/** Instructions in order, with the stage they belong to; remarks and broken lines taken out. */
export function stepsOf(text: string): Step[] {
  let stage = -1;
  return text.replaceAll(/^#.*\n/gm, '').replaceAll(/\\\n/g, ' ').split('\n').map((l) => l.trim()).filter(Boolean).map((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'FROM') stage++;
    return { word, rest, stage };
  });
}
/** From where, what, and whereto. */
export function copied(rest: string): { readonly from: string | null; readonly what: readonly string[]; readonly to: string } {
  const words = rest.split(/\s+/);
  const from = words[0]!.startsWith('--from=') ? words.shift()!.slice(7) : null;
  return { from, what: words.slice(0, -1), to: words.at(-1)! };
}

export async function image(): Promise<Image> {
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-image-'));
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const give = (path: string) => { if ('uid' in who) chownSync(path, NOBODY, NOBODY); };
  chmodSync(folder, 0o755);
  give(folder);
  const at = (stage: number, path: string) => (path.startsWith('/app') ? join(folder, `stage-${stage}`, path.slice(4)) : path.startsWith('/data') ? join(folder, `data${path.slice(5)}`) : join(folder, `stage-${stage}`, path));
  let environment: NodeJS.ProcessEnv = { PATH: process.env['PATH'], HOME: folder, npm_config_registry: process.env['npm_config_registry'] ?? spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim(), npm_config_update_notifier: 'false' };
  let [count, check, entry] = [0, [] as string[], [] as string[]];
  const began = performance.now();
  try {
    for (const { word, rest, stage } of stepsOf(readFileSync(resolve('deploy/Dockerfile'), 'utf8'))) {
      count++;
      if (word === 'WORKDIR') { mkdirSync(at(stage, rest)); give(at(stage, rest)); }
      else if (word === 'COPY') {
        const { from, what, to } = copied(rest);
        for (const one of what) {
          const target = to.endsWith('/') ? join(at(stage, to), basename(one)) : at(stage, to);
          if (from !== null) { renameSync(at(0, one), target); continue; }
          cpSync(resolve(one), target, { recursive: true });
          if ('uid' in who) spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, target]);
        }
      } else if (word === 'RUN') {
        const command = rest.replaceAll('/data', join(folder, 'data')).replaceAll('node:node', `${who.uid ?? process.getuid?.()}:${who.gid ?? process.getgid?.()}`);
        const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: at(stage, '/app'), env: environment, encoding: 'utf8', ...who });
        if (status !== 0) return { steps: count, seconds: 0, code: status, problem: `${rest}\n${stdout}${stderr}`.slice(-2_000) };
      } else if (word === 'ENV') environment = { ...environment, ...Object.fromEntries(rest.split(' ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1).replace('/data', join(folder, 'data'))])) };
      else if (word === 'HEALTHCHECK') check = JSON.parse(rest.slice(rest.indexOf('['))) as string[];
      else if (word === 'ENTRYPOINT') entry = (JSON.parse(rest) as string[]).map((w) => (w.startsWith('/app') ? at(stage, w) : w));
    }
    rmSync(at(0, '/app'), { recursive: true });
    return { steps: count, ...await runs(entry, check, { ...environment, PORT: String(await freePort()) }, at(1, '/app'), who), ...(existsSync(join(folder, 'data')) ? {} : { problem: 'nothing lies in /data' }) };
  } finally {
    process.stdout.write(`   ${Math.round((performance.now() - began) / 1_000)} s in all\n`);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runs(entry: readonly string[], check: readonly string[], env: NodeJS.ProcessEnv, cwd: string, who: object): Promise<Pick<Image, 'seconds' | 'code' | 'problem'>> {
  const began = performance.now();
  const child = spawn(entry[0]!, entry.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...who });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { said += part; });
  const ended = new Promise<number | null>((done) => { child.once('exit', done); });
  let well = false;
  for (let i = 0; !well && i < 120 && child.exitCode === null; i++) {
    await pause(500);
    well = spawnSync(check[0]!, check.slice(1), { env, cwd }).status === 0;
  }
  const seconds = (performance.now() - began) / 1_000;
  child.kill('SIGTERM');
  return { seconds, code: await ended, problem: well ? '' : `never healthy: ${said.slice(-1_500)}` };
}
