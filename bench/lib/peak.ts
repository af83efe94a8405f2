/** What a process holds at most (RSS, in MB) while some work lasts, asked twenty times a second. */
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

export async function heldBy(pid: number): Promise<number> {
  const [, held = '0'] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(held) / 1024;
}

export async function peakOf<T>(pid: number, work: () => Promise<T>): Promise<{ readonly value: T; readonly mb: number }> {
  let going = true;
  let mb = 0;
  const watching = (async () => {
    while (going) {
      mb = Math.max(mb, await heldBy(pid));
      await wait(50);
    }
  })();
  const value = await work().finally(() => { going = false; });
  await watching;
  return { value, mb };
}
