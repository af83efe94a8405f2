import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning } from './instance-lock.ts';
import { StartProblem } from './start-problem.ts';

/**
 * What an earlier life of the database left behind. After a kill -9 of the application the postmaster is still shutting
 * down; after a kill -9 of the postmaster its backends may still be writing. Starting beside them would ruin the data, so
 * they are waited for, then asked, then ended; only then is a postmaster.pid that belongs to nobody removed.
 * The caller holds the lock of the data folder: whatever still runs here belongs to no living instance.
 */
export async function clearLeftovers(cluster: string, log: (line: string) => void): Promise<void> {
  if (!existsSync(cluster)) return;
  const waits: readonly (readonly [NodeJS.Signals | null, number])[] = [[null, 3_000], ['SIGINT', 15_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]];
  for (const [signal, patience] of waits) {
    const running = processesOf(cluster);
    if (running.length === 0) break;
    if (signal !== null) log(`database processes of an earlier run are still there (${running.join(', ')}): ${signal}`);
    if (signal !== null) for (const pid of running) end(pid, signal);
    for (let waited = 0; waited < patience && processesOf(cluster).length > 0; waited += 50) await pause(50);
  }
  const left = processesOf(cluster);
  if (left.length > 0) throw new StartProblem('leftovers', [
    `上一次运行留下的数据库进程（${left.join('、')}）没有结束，请先结束它们`,
    `Database processes of an earlier run (${left.join(', ')}) do not end; end them first`]);
  removeStalePid(cluster, log);
}

/** Line 1 of postmaster.pid is the process, line 4 its port, line 8 says when connections are welcome. */
export function readPostmasterPid(cluster: string): { readonly pid: number; readonly port: number; readonly status: string } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return null;
  }
}

function removeStalePid(cluster: string, log: (line: string) => void): void {
  const found = readPostmasterPid(cluster);
  if (found === null) return;
  // Without /proc the process cannot be looked at; then PostgreSQL's own check of the number decides.
  if (!existsSync('/proc/self/cwd') && isRunning(found.pid)) return;
  log(`postmaster.pid of process ${found.pid}, which is gone, removed`);
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

// Every PostgreSQL process works in its data folder, which tells it from any other program and any other cluster.
function processesOf(cluster: string): number[] {
  if (!existsSync('/proc/self/cwd')) {
    const found = readPostmasterPid(cluster);
    return found !== null && process.platform !== 'win32' && isRunning(found.pid) ? [found.pid] : [];
  }
  const folder = realpathSync(cluster);
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => worksIn(pid, folder) && isRunning(pid));
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try { process.kill(pid, signal); } catch { /* it ended by itself meanwhile */ }
}
