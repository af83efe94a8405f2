/** `npm run test:faults [-- --quick R1 R2 …]`: prints one line for each promise; ends in `short` when it is not kept. */
import { setTimeout as pause } from 'node:timers/promises';
import { openPool } from '../../src/kernel/database/connect.ts';
import type { TestKernel } from '../../src/kernel/testing.ts';
import { backups } from './backups.ts';
import { failovers } from './failover.ts';
import { type Balance, histories } from './histories.ts';
import { image } from './image.ts';
import { kills } from './kills.ts';
import { missing } from './patroni.ts';
import { behindPgBouncer } from './pgbouncer.ts';
import { pooled, pooledHere } from './pooled.ts';
import { type Away, awayAndExhausted, diskFull, isKept } from './away.ts';
import { partitioned } from './partitions.ts';
import { failuresIn } from './suite.ts';
import { orders } from './steps.ts';
import { childrenOf, perhaps } from './running.ts';
import { onScratch, type Scratch } from './scratch.ts';
import { chance } from '../security/fuzz.ts';

const SEED = 20_261_123;
const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
/** A number given from outside, the full one, or the small one. */
const size = (name: string, full: number, small: number): number => Number(process.env[name] ?? (quick ? small : full));
const line = (text: string, ok: boolean, problems: readonly string[] = []) => {
  process.stdout.write(`${text} ${ok ? 'ok' : 'short'}\n`);
  for (const problem of problems.slice(0, 12)) process.stdout.write(`   ${problem}\n`);
  if (!ok) process.exitCode = 1;
};

const PROOFS: { readonly [name: string]: () => Promise<void> } = {
  async R1() {
    const r = await kills(size('DUTYDESK_KILLS', 200, 3), SEED);
    line(`R1 kills value=${r.kills} acknowledged=${r.acknowledged} lost=${r.lost} doubled=${r.doubled} unanswered=${r.unanswered} repeated=${r.repeated} starts=${r.starts} problems=${r.problems.length}`,
      r.lost + r.doubled + r.problems.length === 0 && r.acknowledged > 10 * r.kills, r.problems);
  },
  async R2() {
    const count = size('DUTYDESK_HISTORIES', 10_000, 100);
    const r = await onScratch((at) => inHouses(count, (n, seed) => histories(n, seed, { whenDone: (t) => analyse(at, t) })));
    line(`R2 histories value=${r.histories} postings=${r.postings} refused=${r.refused} lost=${r.lost} problems=${r.problems.length}`, r.lost + r.problems.length === 0 && r.postings > r.histories, r.problems);
  },
  async 'R2-kills'() {
    const count = size('DUTYDESK_HISTORIES', 10_000, 100);
    const k = await onScratch((at) => amidKills(at, count), { fast: false });
    line(`R2 histories-amid-kills value=${k.histories} kills=${k.kills} postings=${k.postings} refused=${k.refused} sent-again=${k.again} lost=${k.lost} problems=${k.problems.length}`, k.lost + k.problems.length === 0 && k.again > 0 && k.postings > k.histories, k.problems);
  },
  async R3() {
    const r = await onScratch(() => orders(size('DUTYDESK_ORDERS', 10_000, 300), SEED));
    const of = ([n, all]: readonly [number, number]) => `${n}/${all}`;
    line(`R3 orders value=${r.orders} processes=${r.processes} events=${r.events} taken=${r.taken} refused=${r.refused} repeated=${r.repeated} clock-steps=${r.clockSteps} deadlines-fired=${r.fired} escalated=${r.escalated} states=${of(r.states)} steps=${of(r.steps)} timers=${of(r.timers)} problems=${r.problems.length}`,
      r.problems.length === 0 && (quick || r.missed.length === 0), [...r.problems, ...(quick ? [] : r.missed)]);
  },
  async R4() {
    const seconds = size('DUTYDESK_AWAY', 60, 8);
    const told = (a: Away) => line(`R4 ${a.what} value=${a.seconds} acknowledged=${a.acknowledged} reads=${a.reads} refused=${Object.entries(a.refused).map(([status, n]) => `${status}:${n}`).join(',')} longest-s=${a.longestS.toFixed(1)} recovered-s=${a.recoveredS.toFixed(1)} lost=${a.lost} doubled=${a.doubled} problems=${a.problems.length}`, isKept(a), a.problems);
    await awayAndExhausted(seconds, told);
    if (!(await diskFull(seconds, told))) process.stdout.write('R4 disk-full was left out: nobody may mount a disk here\n');
  },
  async R5() {
    const r = await onScratch((at) => backups(at, size('DUTYDESK_FLIPS', 300, 20), SEED), { fast: false });
    line(`R5 backup tables=${r.tables} rows=${r.rows} mb=${r.megabytes.toFixed(1)} backup-s=${r.backupS.toFixed(1)} restore-s=${r.restoreS.toFixed(1)} differing=${r.differing.length} flips=${r.flips} refused=${r.refused} in-filling=${r.harmless} accepted=${r.accepted.length}`,
      r.differing.length + r.accepted.length === 0 && r.tables > 300 && r.refused > r.flips / 2, [...r.differing, ...r.accepted]);
  },
  async R6() {
    const lacking = missing();
    if (lacking.length > 0) return line(`R6 failover needs packages that are not here: apt-get install -y --no-install-recommends ${lacking.join(' ')}`, false);
    const r = await failovers(size('DUTYDESK_FAILOVERS', 6, 2), SEED);
    line(`R6 failover value=${r.kills} acknowledged=${r.acknowledged} lost=${r.lost} doubled=${r.doubled} unanswered=${r.unanswered} faults=${r.faults} starts=${r.starts} longest-away=${r.longest.toFixed(1)}s problems=${r.problems.length} cut-acknowledged=${r.heldWhileCut} control-acknowledged=${r.controlAcknowledged} control-lost=${r.controlLost}`,
      r.lost + r.doubled + r.problems.length + r.heldWhileCut === 0 && r.acknowledged > 10 * r.kills && r.controlLost > 0 && r.controlLost < r.controlAcknowledged,
      [...r.problems, ...(r.controlLost === 0 ? ['the control lost nothing, so this proves nothing'] : [])]);
  },
  async R7() {
    const r = await behindPgBouncer();
    line(r.installed ? `R7 pgbouncer transaction-mode passed=${r.passed} failed=${r.failed}` : `R7 pgbouncer is not installed (${r.said})`, r.installed && r.failed === 0 && r.passed > 50,
      r.failed > 0 || r.passed === 0 ? failuresIn(r.said) : []);
  },
  async 'R7-product'() {
    if (!pooledHere()) return line('R7 pgbouncer is not installed (apt-get install pgbouncer)', false);
    const r = await onScratch((at) => pooled(at, quick ? 5 : 30));
    line(`R7 pgbouncer product acknowledged=${r.acknowledged} lost=${r.lost} doubled=${r.doubled} faults=${r.faults} problems=${r.problems.length}`, r.lost + r.doubled + r.faults + r.problems.length === 0 && r.acknowledged > 50, r.problems);
  },
  async 'R7-partitions'() {
    const r = await onScratch(partitioned);
    line(`R7 hash-partitioned tables=${r.partitioned} left=${r.left.length} passed=${r.passed} failed=${r.failed} reads=${r.reads} reads-elsewhere=${r.elsewhere.length}`,
      r.left.length + r.failed + r.elsewhere.length === 0 && r.passed > 100 && r.reads > 1_000, [...r.left, ...failuresIn(r.said), ...r.elsewhere]);
  },
  async image() {
    const r = await image();
    line(`image steps=${r.steps} healthy-after=${r.seconds.toFixed(1)}s stopped-with=${r.code}`, r.problem === '' && r.code === 0, r.problem === '' ? [] : r.problem.split('\n').slice(-10));
  },
};

/** A cluster for tests never counts its rows by itself, and with many of them plans go wrong. */
async function analyse(at: Scratch, t: TestKernel): Promise<void> {
  const url = new URL(at.url);
  url.pathname = new URL(t.kernel.pool.options.connectionString!).pathname;
  const owner = openPool(url.toString(), 1);
  await owner.query('analyze');
  await owner.end();
}

/** A thousand histories in an organisation, then the next. */
async function inHouses(count: number, play: (n: number, seed: number) => Promise<Balance>): Promise<Balance> {
  const all: Balance[] = [];
  for (let from = 0; from < count; from += 1_000) all.push(await play(Math.min(1_000, count - from), SEED + from * 7));
  const sum = (what: 'histories' | 'postings' | 'refused' | 'again' | 'lost') => all.reduce((n, r) => n + r[what], 0);
  return { histories: sum('histories'), postings: sum('postings'), refused: sum('refused'), again: sum('again'), lost: sum('lost'), acts: {}, problems: all.flatMap((r) => r.problems) };
}

/** The database dies every second or two, one of its processes or all of it. */
async function amidKills(at: Scratch, count: number): Promise<Balance & { readonly kills: number }> {
  const random = chance(SEED);
  let kills = 0;
  const kill = async (): Promise<void> => {
    kills++;
    const { pid } = at.postgres();
    const children = childrenOf(pid);
    // Without some of its processes it ends by itself.
    if (children.length > 0 && random(2) === 0) { perhaps(() => process.kill(children[random(children.length)]!, 'SIGKILL')); return; }
    perhaps(() => process.kill(pid, 'SIGKILL'));
    await at.postgres().exited;
    await at.again();
  };
  const r = await inHouses(count, async (n, seed) => {
    let going = true;
    let killer = Promise.resolve();
    return histories(n, seed, {
      begun: () => { killer = (async () => { for (; going; await pause(500 + random(1_500))) await kill(); })(); },
      worked: async () => { going = false; await killer; },
    });
  });
  return { ...r, kills };
}

for (const [name, proof] of Object.entries(PROOFS)) if (wanted.length === 0 || wanted.includes(name)) await proof();
