import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One data folder, one running instance. The lock is a file that names its holder (process, start of that process, machine
 * or container). A holder that is dead loses it; a holder that cannot be seen from here (another container on the same
 * volume) is believed as long as it keeps touching the file.
 */
export interface InstanceLock { release(): void }
export interface Holder { readonly pid: number; readonly started: string; readonly place: string; readonly token: string }

const TOUCH_MS = 3_000;
const SILENT_MS = 10_000;

/** The lock, or the holder that has it. */
export async function takeLock(file: string): Promise<{ readonly lock: InstanceLock } | { readonly heldBy: Holder }> {
  mkdirSync(dirname(file), { recursive: true });
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), place: place(), token: randomUUID() };
  for (;;) {
    if (claim(file, mine)) return { lock: hold(file, mine) };
    const other = read(file);
    if (other === 'gone') continue;
    if (other !== 'unreadable' && await isAlive(file, other)) return { heldBy: other };
    evict(file, other);
  }
}

export function holderOf(file: string): Holder | null {
  const found = read(file);
  return typeof found === 'object' ? found : null;
}

/** The start time the system gives a process, so that a reused process number is not mistaken for the old process. */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return '';
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

// link() either makes the complete file or fails: nobody can read half a lock.
function claim(file: string, mine: Holder): boolean {
  const draft = `${file}.${mine.token}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function hold(file: string, mine: Holder): InstanceLock {
  const touch = setInterval(() => { if (isHolder(file, mine.token)) utimesSync(file, new Date(), new Date()); }, TOUCH_MS);
  touch.unref();
  return {
    release() {
      clearInterval(touch);
      if (isHolder(file, mine.token)) rmSync(file, { force: true });
    },
  };
}

function isHolder(file: string, token: string): boolean {
  const now = read(file);
  return typeof now === 'object' && now.token === token;
}

async function isAlive(file: string, holder: Holder): Promise<boolean> {
  if (holder.place === place()) return isRunning(holder.pid) && (holder.started === '' || holder.started === startOf(holder.pid));
  const before = mtime(file);
  for (let waited = 0; waited < SILENT_MS; waited += 500) {
    await pause(500);
    if (mtime(file) !== before) return true;
  }
  return false;
}

// Two newcomers may both see a dead holder: what was moved away is looked at again, and a live lock is put back.
function evict(file: string, seen: Holder | 'unreadable'): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (typeof moved === 'object' && (seen === 'unreadable' || moved.token !== seen.token)) {
    try { linkSync(aside, file); } catch { /* a third one was faster and holds it now */ }
  }
  rmSync(aside, { force: true });
}

function read(file: string): Holder | 'gone' | 'unreadable' {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isHolderShape(value) ? value : 'unreadable';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

function isHolderShape(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'started' in value
    && typeof value.started === 'string' && 'place' in value && typeof value.place === 'string' && 'token' in value && typeof value.token === 'string';
}

function mtime(file: string): number {
  try { return statSync(file).mtimeMs; } catch { return 0; }
}

function place(): string {
  try { return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`; } catch { return hostname(); }
}
