/** `npm run test:faults [-- --quick R1 R2]`: prints one line for each promise; ends in `short` when it is not kept. */
import { startPostgres } from '../../src/server/postgres.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { histories } from './histories.ts';
import { kills } from './kills.ts';
import { behindPgBouncer } from './pgbouncer.ts';

const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const number = (name: string) => (process.env[name] ? Number(process.env[name]) : undefined);
const runs = (name: string) => wanted.length === 0 || wanted.includes(name);
const line = (text: string, ok: boolean) => { process.stdout.write(`${text} ${ok ? 'ok' : 'short'}\n`); if (!ok) process.exitCode = 1; };

async function main(): Promise<void> {
  if (runs('R1')) {
    const r = await kills(number('DUTYDESK_KILLS') ?? (quick ? 3 : 20), 20_261_123);
    line(`R1 kills value=${r.kills} acknowledged=${r.acknowledged} lost=${r.lost} doubled=${r.doubled} unanswered=${r.unanswered} repeated=${r.repeated} starts=${r.starts} problems=${r.problems.length}`,
      r.lost + r.doubled + r.problems.length === 0 && r.acknowledged > 10 * r.kills);
    for (const problem of r.problems.slice(0, 10)) process.stdout.write(`   ${problem}\n`);
  }
  if (wanted.includes('R7')) {
    const r = await behindPgBouncer();
    line(r.installed ? `R7 pgbouncer transaction-mode passed=${r.passed} failed=${r.failed}` : `R7 pgbouncer is not installed (${r.said})`, r.installed && r.failed === 0 && r.passed > 50);
    if (r.failed > 0 || r.passed === 0) process.stdout.write(`${r.said.split('\n').filter((l) => /FAIL|Error/.test(l)).slice(0, 12).join('\n')}\n`);
  }
  if (!runs('R2')) return;
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-histories-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), fast: true, log: () => undefined });
  try {
    process.env.DUTYDESK_TEST_POSTGRES = postgres.url;
    const r = await histories(number('DUTYDESK_HISTORIES') ?? (quick ? 100 : 1_000), 20_261_123);
    line(`R2 histories value=${r.histories} postings=${r.postings} refused=${r.refused} problems=${r.problems.length}`, r.problems.length === 0 && r.postings > r.histories);
    for (const problem of r.problems.slice(0, 10)) process.stdout.write(`   ${problem}\n`);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
await main();
