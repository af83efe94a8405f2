/** Numbers people read: `YW-{yyyy}{mm}-{0000}` on business day 2026-11-30 gives series `YW-202611-` and number `YW-202611-0001`. */
import type { PlainDate } from '../calendar/plain-date.ts';
import type { Tx } from '../database/tx.ts';
import { assert } from '../refusal.ts';
import type { Kernel } from '../runtime.ts';
import type { Register } from './register.ts';

export interface Series { readonly head: string; readonly width: number; readonly tail: string }

export function seriesOf(pattern: string, day: PlainDate): Series {
  const dated = pattern.replaceAll('{yyyy}', day.slice(0, 4)).replaceAll('{yy}', day.slice(2, 4)).replaceAll('{mm}', day.slice(5, 7)).replaceAll('{dd}', day.slice(8, 10));
  const match = /^([^{]*)\{(0+)\}([^{]*)$/.exec(dated);
  assert(match, `number pattern ${pattern} needs one run of zeros in braces`);
  return { head: match[1]!, width: match[2]!.length, tail: match[3]! };
}

export const numbered = (s: Series, n: number): string => `${s.head}${String(n).padStart(s.width, '0')}${s.tail}`;

/** In the transaction: without holes; the series waits for this transaction to end, so take it as late as possible. */
export async function nextNumber(tx: Tx, scope: string, pattern: string, day: PlainDate): Promise<string> {
  const s = seriesOf(pattern, day);
  const [row] = await tx.query<{ n: number }>('select dd_number($1, $2) as n', [tx.tenantId, `${scope}/${s.head}`]);
  return numbered(s, row!.n);
}

/** In a moment of its own: nobody waits for anybody's commit, but a refused attempt leaves a hole. */
export async function numberFor(tx: Tx, register: Register, day: PlainDate): Promise<string> {
  if (register.gapless) return nextNumber(tx, register.name, register.number, day);
  const s = seriesOf(register.number, day);
  const given = sources.get(tx);
  if (given) return given(`${register.name}/${s.head}`, s);
  return numbered(s, await draw(tx.kernel, tx.tenantId, `${register.name}/${s.head}`));
}

type Source = (series: string, s: Series) => Promise<string>;
/** Transactions that write many records of one kind get their numbers elsewhere. */
const sources = new WeakMap<Tx, Source>();

/** For a trial that is taken back: numbers that look like none, and use up none. */
export function numberOnTrial(tx: Tx): void {
  let n = 0;
  sources.set(tx, (_series, s) => Promise.resolve(`${s.head}~${n++}${s.tail}`));
}

const BLOCK = 50;
/** Draws so many at a time; what is not used of the last block leaves a hole, as a refused attempt does. */
export function numberInBlocks(tx: Tx): void {
  const blocks = new Map<string, { next: number; last: number; more: Promise<void> | null }>();
  const draw1 = async (series: string): Promise<number> => {
    const block = blocks.get(series) ?? { next: 1, last: 0, more: null };
    blocks.set(series, block);
    while (block.next > block.last) {
      block.more ??= take(tx.kernel, tx.tenantId, series, BLOCK).then((first) => { block.next = first; block.last = first + BLOCK - 1; }).finally(() => { block.more = null; });
      await block.more;
    }
    return block.next++;
  };
  sources.set(tx, async (series, s) => numbered(s, await draw1(series)));
}

/** Numbers drawn ahead of their use, by tenant and series: only while nobody else draws from them (the demo is loading). */
export interface DrawnAhead { readonly each: number; readonly series: Map<string, { readonly tenantId: string; readonly series: string; next: number; last: number }> }

/** Gives back what was drawn ahead and not used, so that the series go on without a hole. */
export async function giveBack(kernel: Kernel, ahead: DrawnAhead): Promise<void> {
  for (const s of ahead.series.values()) await kernel.side.query('select dd_numbers_now($1, $2, $3)', [s.tenantId, s.series, s.next - 1 - s.last]);
  ahead.series.clear();
}

interface Waiting { resolve(n: number): void; reject(e: unknown): void }
const queues = new WeakMap<Kernel, Map<string, Waiting[]>>();

/** Whoever asks while an earlier call is under way shares the next one. */
function draw(kernel: Kernel, tenantId: string, series: string): Promise<number> {
  const queue = queues.get(kernel) ?? new Map<string, Waiting[]>();
  queues.set(kernel, queue);
  const key = `${tenantId}/${series}`;
  return new Promise((resolve, reject) => {
    const others = queue.get(key);
    if (others) others.push({ resolve, reject });
    else {
      const mine = [{ resolve, reject }];
      queue.set(key, mine);
      void serve(kernel, tenantId, series, mine, () => queue.delete(key));
    }
  });
}

/** `done` is called in the moment nobody waits any more: who asks after it begins anew. */
async function serve(kernel: Kernel, tenantId: string, series: string, waiting: Waiting[], done: () => void): Promise<void> {
  while (waiting.length > 0) {
    const now = waiting.splice(0);
    try {
      const first = await take(kernel, tenantId, series, now.length);
      now.forEach((w, i) => w.resolve(first + i));
    } catch (e) {
      for (const w of now) w.reject(e);
    }
  }
  done();
}

/** The first of so many numbers that belong to the caller alone. */
async function take(kernel: Kernel, tenantId: string, series: string, many: number): Promise<number> {
  const { drawAhead } = kernel;
  const key = `${tenantId}/${series}`;
  const there = drawAhead?.series.get(key);
  if (there && there.last - there.next + 1 >= many) {
    there.next += many;
    return there.next - many;
  }
  // What is left of the last draw was followed at once by nobody else's numbers: drawing on continues it.
  const more = drawAhead ? many + drawAhead.each : many;
  const { rows } = await kernel.side.query<{ n: number }>('select dd_numbers_now($1, $2, $3) as n', [tenantId, series, more]);
  const last = rows[0]!.n;
  if (!drawAhead) return last - many + 1;
  const first = there?.next ?? last - more + 1;
  drawAhead.series.set(key, { tenantId, series, next: first + many, last });
  return first;
}
