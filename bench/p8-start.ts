/** P8: from starting the built product, with data in it, to the first answered request; and its idle memory with the database. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../src/kernel/database/migrate.ts';
import { bench, childrenOf, median } from './lib/bench.ts';

const PORT = 18_321;

/** Proportional set size of a process and all below it: shared pages count once. */
function memoryOf(pid: number): number {
  const own = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? '0';
  return Number(own) / 1024 + childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), 0);
}

await bench('P8', async (b) => {
  const server = join(projectRoot(), 'dist', 'server.mjs');
  if (!existsSync(server)) throw new Error('build first: node tools/build.mjs');
  const launch = () => spawn(process.execPath, [server], { env: { ...process.env, PORT: String(PORT), DUTYDESK_DATA: join(b.dataDir, 'product'), NODE_ENV: 'production' }, stdio: 'ignore' });
  const answered = async (): Promise<void> => {
    for (;;) {
      const ok = await fetch(`http://127.0.0.1:${PORT}/api/demo-sign-ins`).then((r) => r.ok, () => false);
      if (ok) return;
      await pause(10);
    }
  };
  const stop = async (child: ReturnType<typeof launch>) => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
  };
  const first = launch();
  await answered();
  await stop(first);
  const times: number[] = [];
  const sizes: number[] = [];
  for (let i = 0; i < (b.quick ? 2 : 5); i++) {
    const start = performance.now();
    const child = launch();
    await answered();
    times.push((performance.now() - start) / 1_000);
    await pause(b.quick ? 2_000 : 8_000);
    sizes.push(memoryOf(child.pid!));
    await stop(child);
  }
  b.print({ name: 'start-s', value: median(times), limit: 2, most: 1, runs: times.length });
  b.print({ name: 'idle-memory-mb', value: median(sizes), limit: 400, most: 1, runs: sizes.length });
});
