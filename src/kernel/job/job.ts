/**
 * Long work that nobody waits for (后台任务): asked for by a person, done with their rights beside whatever they go on with, with progress, a way to
 * stop it, a result and its history. It outlives the program: what was under way when that stopped is begun again, from what it had kept.
 */
import type { Readable } from 'node:stream';
import type { Actor } from '../access/actor.ts';
import type { JobRow, Label } from '../api.ts';
import type { Reach } from '../by-the-clock.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import { Refusal } from '../refusal.ts';

export interface JobKind<I extends object = never> {
  readonly name: string;
  readonly label: Label;
  /** Works in short transactions. A Refusal fails the job with its own words; anything else thrown is our bug. */
  run(c: JobRun<I>): Promise<JobEnd>;
  /** In the transaction in which it was stopped or failed: what it was begun for hears of it. Only for kinds of modules. */
  unfinished?(tx: Tx, input: I, said: Label): Promise<void>;
}
export interface JobRun<I extends object> extends Reach {
  readonly id: string;
  readonly input: I;
  /** Whoever asked, with the posts they hold now. */
  readonly actor: Actor;
  /** What was kept when it was cut off; null at the first beginning. */
  readonly checkpoint: unknown;
  /** Aborted when somebody stops it, when the program ends, or when another has taken it over. */
  readonly signal: AbortSignal;
  progress(done: number, of: number | null, note?: Label): void;
  /** One portion and where the job stands after it, in one transaction: done once, whatever happens. Refused once the job is no longer ours. */
  keep(work: (tx: Tx) => Promise<unknown>): Promise<void>;
  /** Writes the result; it counts when the job ends with it. */
  file(name: string, type: string, content: Readable): Promise<JobFile>;
}
export interface JobFile { readonly name: string; readonly type: string; readonly bytes: number }
/** What came of it: in words, as a file to fetch, as a page to go to. */
export interface JobEnd { readonly said: Label; readonly file?: JobFile; readonly href?: string }

export interface OpenJob {
  readonly id: string; readonly kind: string; readonly input: object; readonly asked_by: string; readonly checkpoint: unknown; readonly attempts: number;
}

const MOST_OPEN = 10;
const MOST_ATTEMPTS = 4;
/** Nobody has said for so long that they work on it: they are gone. */
const LAPSE_SECONDS = 15;
export const RESULT_DAYS = 7;

/** Asks for the work; it begins within a second or two, or when those before it have ended. Refuses more than ten at once of one person. */
export async function startJob<I extends object>(tx: Tx, kind: JobKind<I>, input: I, title: Label): Promise<{ readonly id: string }> {
  const [open] = await tx.query<{ n: number }>(`select count(*)::int as n from job where tenant_id = $1 and asked_by = $2 and state in ('waiting', 'running')`, [tx.tenantId, tx.actor.id]);
  if (open!.n >= MOST_OPEN) throw new Refusal('job.too_many', [`你已有 ${MOST_OPEN} 个后台任务在办，请等其中一个结束`, `You have ${MOST_OPEN} jobs under way; wait until one of them ends`], 429);
  const id = newId(tx.now);
  await tx.query(`insert into job (tenant_id, id, kind, title, input, asked_by, asked_at, state) values ($1, $2, $3, $4, $5, $6, $7, 'waiting')`,
    [tx.tenantId, id, kind.name, JSON.stringify(title), JSON.stringify(input), tx.actor.id, tx.now]);
  return { id };
}

/** Stops it: at once while it waits, at its next breath while it runs. `any`: also another person's. */
export async function stopJob(tx: Tx, id: string, any: boolean): Promise<void> {
  const [row] = await tx.query<Ended & { readonly state: string }>(
    `update job set stop_asked = true, state = case when state = 'waiting' then 'cancelled' else state end, ended_at = case when state = 'waiting' then $3 else ended_at end
     where tenant_id = $1 and id = $2 and ($4 or asked_by = $5) and state in ('waiting', 'running') returning kind, input, state`, [tx.tenantId, id, tx.now, any, tx.actor.id]);
  if (!row) throw new Refusal('job.over', ['任务已经结束', 'The job has ended']);
  if (row.state === 'cancelled') await leftUnfinished(tx, row, STOPPED);
}

interface Ended { readonly kind: string; readonly input: object }
const STOPPED: Label = ['任务被停止', 'The job was stopped'];

async function leftUnfinished(tx: Tx, { kind, input }: Ended, said: Label): Promise<void> {
  const own = tx.kernel.modules.flatMap((m) => m.jobs ?? []).find((k) => k.name === kind) as JobKind<object> | undefined;
  await own?.unfinished?.(tx, input, said);
}

type Stored = Omit<JobRow, 'label' | 'askedAt' | 'endedAt' | 'fileUntil' | 'mine'> & { readonly asked_at: Date; readonly ended_at: Date | null; readonly asked_by: string };

/** The newest hundred of a person, or of everybody; `id` for one. */
export async function jobsOf(tx: Tx, labels: ReadonlyMap<string, Label>, c: { readonly any: boolean; readonly id?: string }): Promise<JobRow[]> {
  const rows = await tx.query<Stored>(
    `select j.id, j.kind, j.title, j.state, j.stop_asked as "stopping", j.done_count as done, j.of_count as "of", j.note, j.said, j.href, j.file, j.asked_at, j.ended_at, j.asked_by, u.display_name as "askedBy"
     from job j left join app_user u on u.tenant_id = j.tenant_id and u.id = j.asked_by
     where j.tenant_id = $1 and ${c.any ? 'true' : 'j.asked_by = $2'} ${c.id === undefined ? '' : `and j.id = $${c.any ? 2 : 3}`} order by j.asked_at desc limit 100`,
    [tx.tenantId, ...(c.any ? [] : [tx.actor.id]), ...(c.id === undefined ? [] : [c.id])]);
  return rows.map(({ asked_at, ended_at, asked_by, file, ...row }) => {
    const until = file === null || ended_at === null ? null : new Date(ended_at.getTime() + RESULT_DAYS * 86_400_000);
    return {
      ...row, label: labels.get(row.kind) ?? [row.kind, row.kind], askedAt: asked_at.toISOString(), endedAt: ended_at?.toISOString() ?? null, mine: asked_by === tx.actor.id,
      file: until && until > tx.now ? file : null, fileUntil: until?.toISOString() ?? null,
    };
  });
}

export const labelsOf = (kinds: ReadonlyMap<string, JobKind>): ReadonlyMap<string, Label> => new Map([...kinds].map(([name, kind]) => [name, kind.label]));

/** The result of one's own job; null when it is no longer kept, undefined when there is none. */
export async function jobFileOf(tx: Tx, id: string): Promise<JobFile | null | undefined> {
  const [row] = await tx.query<{ file: JobFile; ended_at: Date }>(`select file, ended_at from job where tenant_id = $1 and id = $2 and asked_by = $3 and state = 'done' and file is not null`, [tx.tenantId, id, tx.actor.id]);
  return row && (row.ended_at.getTime() + RESULT_DAYS * 86_400_000 > tx.now.getTime() ? row.file : null);
}

/** The next that waits, or whose runner is gone, becomes this runner's; of one person only one runs at a time. */
export async function claimJob(tx: Tx, runner: string): Promise<OpenJob | undefined> {
  const [found] = await tx.query<OpenJob & { readonly stop_asked: boolean }>(
    `update job set state = 'running', runner = $2, beat_at = clock_timestamp(), attempts = attempts + 1, started_at = coalesce(started_at, $3) where tenant_id = $1 and id = (
       select id from job j where tenant_id = $1 and (state = 'waiting' or (state = 'running' and beat_at < clock_timestamp() - make_interval(secs => $4)))
         and not exists (select 1 from job k where k.tenant_id = $1 and k.asked_by = j.asked_by and k.state = 'running' and k.id <> j.id)
       order by asked_at limit 1 for update skip locked)
     returning id, kind, input, asked_by, checkpoint, attempts, stop_asked`, [tx.tenantId, runner, tx.now, LAPSE_SECONDS]);
  if (!found) return undefined;
  if (found.stop_asked) await endJob(tx, { ...found, runner }, 'cancelled');
  else if (found.attempts > MOST_ATTEMPTS) await endJob(tx, { ...found, runner }, 'failed', { said: ['办理多次中断（程序停止，或数据一直被占用），没有完成', 'It was cut off several times (the program stopped, or its data stayed in use) and was not finished'] });
  else return found;
  return undefined;
}

/** What a runner that is certainly gone had under way waits again. */
export async function takeFrom(tx: Tx, gone: string): Promise<void> {
  await tx.query(`update job set state = 'waiting', runner = null where tenant_id = $1 and runner = $2 and state = 'running'`, [tx.tenantId, gone]);
}

/** One taking of a job. The same program may take one again that it seemed to have lost: the number of the attempt tells the two apart. */
export interface Held { readonly id: string; readonly runner: string; readonly attempts: number }
const STILL_HELD = `tenant_id = $1 and id = $2 and runner = $3 and attempts = $4 and state = 'running'`;
const keyOf = (tx: Tx, { id, runner, attempts }: Held): unknown[] => [tx.tenantId, id, runner, attempts];

export interface Standing { readonly done: number; readonly of: number | null; readonly note: Label | null }

/** Says that it goes on, and how far it is. Out: whether to stop; undefined when it is no longer this runner's. */
export async function beat(tx: Tx, held: Held, s: Standing): Promise<{ readonly stop: boolean } | undefined> {
  const [row] = await tx.query<{ stop: boolean }>(
    `update job set beat_at = clock_timestamp(), done_count = $5, of_count = $6, note = $7 where ${STILL_HELD} returning stop_asked as stop`,
    [...keyOf(tx, held), s.done, s.of, s.note && JSON.stringify(s.note)]);
  return row;
}

/** Within the transaction of a portion. Refuses when somebody else runs it, or nobody should. */
export async function keepCheckpoint(tx: Tx, held: Held, checkpoint: unknown): Promise<void> {
  const rows = await tx.query(`update job set checkpoint = $5, beat_at = clock_timestamp() where ${STILL_HELD} and not stop_asked returning 1`, [...keyOf(tx, held), JSON.stringify(checkpoint ?? null)]);
  if (rows.length === 0) throw new NoLongerOurs();
}
export class NoLongerOurs extends Error {}

export async function endJob(tx: Tx, held: Held, state: 'done' | 'failed' | 'cancelled', end?: JobEnd): Promise<void> {
  const [row] = await tx.query<Ended>(
    `update job set state = $5, said = $6, file = $7, href = $8, ended_at = $9, checkpoint = null where ${STILL_HELD} returning kind, input`,
    [...keyOf(tx, held), state, end ? JSON.stringify(end.said) : null, end?.file ? JSON.stringify(end.file) : null, end?.href ?? null, tx.now]);
  if (row && state !== 'done') await leftUnfinished(tx, row, end?.said ?? STOPPED);
}

/** Back into the line, for the program that comes after this one. Being cut off like this does not count; `counts` for what may happen at each attempt. */
export async function layDown(tx: Tx, held: Held, counts = false): Promise<void> {
  await tx.query(`update job set state = 'waiting', runner = null, attempts = attempts - $5 where ${STILL_HELD}`, [...keyOf(tx, held), counts ? 0 : 1]);
}
