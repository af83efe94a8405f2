/**
 * What every figure needs: a PostgreSQL of its own with the product's durable settings on a real disk, the same compiled code that
 * the product runs, medians, and one line that a script can read.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { startPostgres, type Postgres } from '../../src/server/postgres.ts';

export interface Bench {
  readonly quick: boolean;
  readonly dataDir: string;
  readonly postgres: Postgres;
  /** A process of the bench (`bench/lib/<name>.ts`), which answers one message with one message. */
  start(name: string, environment?: { readonly [name: string]: string }): Promise<Peer>;
  /** What explains a figure; with --verbose. */
  say(text: string): void;
  /** `least`: the ratio must reach the goal (rates); `most`: it must not exceed it (times, sizes). */
  print(line: { readonly name: string; readonly value: number; readonly limit: number; readonly runs: number } & ({ readonly least: number } | { readonly most: number })): void;
}
export interface Peer { readonly pid: number; ask<T>(message: object): Promise<T>; end(): Promise<void> }

/** Opens the bench, measures, and takes everything down again, also when the measuring fails. */
export async function bench(figure: string, measure: (b: Bench) => Promise<void>): Promise<void> {
  const home = join(projectRoot(), '.data', 'bench');
  mkdirSync(home, { recursive: true });
  const dataDir = mkdtempSync(join(home, `${figure.toLowerCase()}-`));
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log: () => undefined });
  const children: ChildProcess[] = [];
  try {
    await measure({
      quick: process.argv.includes('--quick'), dataDir, postgres,
      start: async (name, environment = {}) => {
        const child = fork(join(projectRoot(), '.data', 'bench', 'built', 'lib', `${name}.mjs`), { env: { ...process.env, NODE_ENV: 'production', ...environment }, execArgv: (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter((o) => o !== '' && name === 'app') });
        children.push(child);
        return peerOf(child);
      },
      say: (text) => { if (process.argv.includes('--verbose')) process.stdout.write(`   ${text}\n`); },
      print: (line) => {
        const ratio = line.value / line.limit;
        const ok = 'least' in line ? ratio >= line.least : ratio <= line.most;
        const goal = 'least' in line ? line.least : line.most;
        process.stdout.write(`${figure} ${line.name} value=${short(line.value)} limit=${short(line.limit)} ratio=${ratio.toFixed(2)} goal=${goal.toFixed(2)} runs=${line.runs} ${ok ? 'ok' : 'short'}\n`);
      },
    });
  } finally {
    await Promise.all(children.map(ended));
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function peerOf(child: ChildProcess): Promise<Peer> {
  const next = <T>(): Promise<T> => new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (m: { readonly problem?: string; readonly answer: T }) => {
      child.off('exit', gone);
      if (m.problem !== undefined) reject(new Error(m.problem));
      else resolve(m.answer);
    });
  });
  return next<object>().then(() => ({
    pid: child.pid!,
    ask: <T>(message: object) => { child.send(message); return next<T>(); },
    end: () => ended(child),
  }));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

/** The other end of `start`: says that it is ready, then answers. */
export function answering(answer: (message: never) => Promise<unknown>): void {
  process.on('message', (m) => {
    answer(m as never).then((value) => process.send?.({ answer: value ?? {} }), (e: unknown) => process.send?.({ problem: e instanceof Error ? (e.stack ?? e.message) : String(e) }));
  });
  for (const end of ['disconnect', 'SIGTERM'] as const) process.on(end, () => process.exit(0));
  process.send?.({ answer: {} });
}

const short = (n: number): string => (n >= 100 ? n.toFixed(0) : n >= 1 ? n.toFixed(2) : n.toFixed(3));

export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** The round whose ratio is the median one: its two sides were measured within seconds of each other. */
export function medianRound<T extends { readonly value: number; readonly limit: number }>(rounds: readonly T[]): T {
  return [...rounds].sort((a, b) => a.value / a.limit - b.value / b.limit)[Math.floor(rounds.length / 2)]!;
}

/** CPU used so far by a process, or by PostgreSQL with all its children living and dead, in milliseconds. */
export const cpuOf = (pid: number): number => ticks(pid).own * 10;
export function cpuOfPostgres(pid: number): number {
  const children = childrenOf(pid).reduce((sum, child) => sum + ticks(child).own, 0);
  const { own, reaped } = ticks(pid);
  return (own + reaped + children) * 10;
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((other) => statOf(other)?.[1] === String(pid));
}

function ticks(pid: number): { own: number; reaped: number } {
  const stat = statOf(pid);
  const at = (i: number) => Number(stat?.[i] ?? 0);
  return { own: at(11) + at(12), reaped: at(13) + at(14) };
}

/** Fields of /proc/<pid>/stat from the state on; the name before may hold spaces. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
