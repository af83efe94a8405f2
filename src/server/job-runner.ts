/** Who does the jobs (后台任务): takes the next one of each organisation, says every second that it goes on, and ends it with what came of it. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { loadActor } from '../kernel/access/people.ts';
import { asSystem } from '../kernel/access/system.ts';
import { tenantsOf } from '../kernel/access/tenant.ts';
import type { Label } from '../kernel/api.ts';
import { isBusy, isPassing, refusalOf } from '../kernel/database/refusals.ts';
import { isId, newId } from '../kernel/database/id.ts';
import { beat, claimJob, endJob, keepCheckpoint, layDown, NoLongerOurs, RESULT_DAYS, type JobEnd, type JobKind, type OpenJob, type Standing, takeFrom } from '../kernel/job/job.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { StartProblem } from './start-problem.ts';

export interface JobRunner {
  readonly kinds: ReadonlyMap<string, JobKind>;
  stop(): Promise<void>;
}
export interface JobPlace { readonly dataDir: string }
const AT_ONCE = 2;
const RUNNER = 'runner';
const SWEEP_EVERY = 3_600;

export const resultPath = (dataDir: string, tenantId: string, id: string): string => join(dataDir, 'results', tenantId, id);

export function kindsOf(kernel: Kernel, own: readonly JobKind[]): ReadonlyMap<string, JobKind> {
  return new Map([...own, ...kernel.modules.flatMap((m) => m.jobs ?? [])].map((kind) => [kind.name, kind]));
}

export function startJobRunner(kernel: Kernel, kinds: ReadonlyMap<string, JobKind>, place: JobPlace, report: (what: string, e: unknown) => void): JobRunner {
  const runner = newId(kernel.clock.now());
  const running = new Map<string, { readonly over: Promise<void>; cut(): void }>();
  let stopped = false;
  let round = 0;
  let before: string | null | undefined;
  /** Only one program uses a data folder: the runner that stood in it last is gone, and nobody needs to wait for it to lapse. */
  const succeed = async (): Promise<void> => {
    if (before === undefined) {
      before = await readFile(join(place.dataDir, RUNNER), 'utf8').catch(() => null);
      await writeFile(join(place.dataDir, RUNNER), runner);
    }
    const gone = before;
    if (gone !== null && isId(gone)) for (const tenant of await tenantsOf(kernel.pool)) await kernel.write(asSystem(tenant.id, 'job'), async (tx) => { await takeFrom(tx, gone); return {}; });
    before = null;
  };
  const look = async (): Promise<void> => {
    if (before !== null) await succeed();
    if (round++ % SWEEP_EVERY === 0) await sweep(place.dataDir, kernel.clock.now());
    for (const tenant of await tenantsOf(kernel.pool)) {
      if (stopped || running.size >= AT_ONCE) return;
      const { job } = await kernel.write(asSystem(tenant.id, 'job'), async (tx) => ({ job: await claimJob(tx, runner) }));
      if (!job) continue;
      const one = runOne({ kernel, kinds, place, runner, tenantId: tenant.id, report }, job);
      // What was lost and is taken again runs beside itself for a moment, and only the later may write.
      const key = `${job.id} ${job.attempts}`;
      running.set(key, one);
      void one.over.finally(() => { running.delete(key); next(); });
    }
  };
  let looking: Promise<void> | null = null;
  const next = (): void => { if (!stopped) looking ??= look().catch((e: unknown) => report('job runner', e)).finally(() => { looking = null; }); };
  const timer = setInterval(next, 1_000);
  return {
    kinds,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      for (const one of running.values()) one.cut();
      await Promise.all([...running.values()].map((one) => one.over));
    },
  };
}

interface At { readonly kernel: Kernel; readonly kinds: ReadonlyMap<string, JobKind>; readonly place: JobPlace; readonly runner: string; readonly tenantId: string; readonly report: (what: string, e: unknown) => void }
type Why = 'stopped' | 'closing' | 'lost';

function runOne(at: At, job: OpenJob): { readonly over: Promise<void>; cut(): void } {
  const { kernel, runner, tenantId } = at;
  const system = asSystem(tenantId, 'job');
  const held = { id: job.id, runner, attempts: job.attempts };
  const abort = new AbortController();
  let why: Why | null = null;
  let standing: Standing = { done: 0, of: null, note: null };
  const cut = (because: Why): void => { why ??= because; abort.abort(new NoLongerOurs()); };
  let saying: Promise<unknown> = Promise.resolve();
  const say = () => {
    saying = kernel.write(system, async (tx) => ({ told: await beat(tx, held, standing) })).then(({ told }) => { if (!told) cut('lost'); else if (told.stop) cut('stopped'); }, () => undefined);
  };
  const breath = setInterval(say, 1_000);
  const over = (async () => {
    const ended = await work(at, job, abort.signal, (s) => { standing = s; }).then((end) => ({ end }), (error: unknown) => ({ error }));
    clearInterval(breath);
    await saying;
    if (why === 'lost') return;
    await kernel.write(system, async (tx) => {
      await beat(tx, held, standing);
      if ('end' in ended) await endJob(tx, held, 'done', ended.end);
      else if (why === 'stopped') await endJob(tx, held, 'cancelled');
      else if (why === 'closing' || isPassing(ended.error)) await layDown(tx, held, isBusy(ended.error, 'in_use'));
      else await endJob(tx, held, 'failed', { said: wordsOf(ended.error, at, job) });
      return {};
    });
  })().catch((e: unknown) => at.report(`job ${job.kind}`, e));
  return { over, cut: () => cut('closing') };
}

async function work(at: At, job: OpenJob, signal: AbortSignal, stand: (s: Standing) => void): Promise<JobEnd> {
  const { kernel, runner, tenantId, place } = at;
  const kind = at.kinds.get(job.kind) as JobKind<object> | undefined;
  if (!kind) throw new Refusal('job.kind', ['这个版本没有这种任务', 'This version has no such job']);
  const actor = await kernel.read(asSystem(tenantId, 'job'), (tx) => loadActor(tx, job.asked_by));
  if (!actor) throw new Refusal('job.person', ['提出任务的人已停用', 'Whoever asked for it can no longer sign in']);
  return kind.run({
    id: job.id, input: job.input, actor, checkpoint: job.checkpoint, signal, now: () => kernel.clock.now(), read: (w) => kernel.read(actor, w), write: (w) => kernel.write(actor, w),
    progress: (done, of, note) => stand({ done, of, note: note ?? null }),
    async keep(portion) {
      signal.throwIfAborted();
      await kernel.write(actor, async (tx) => {
        await keepCheckpoint(tx, { id: job.id, runner, attempts: job.attempts }, await portion(tx));
        return {};
      });
    },
    async file(name, type, content) {
      const path = resultPath(place.dataDir, tenantId, job.id);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const part = `${path}.${runner.slice(-6)}.part`;
      await pipeline(content, createWriteStream(part, { mode: 0o600 }), { signal });
      await rename(part, path);
      return { name, type, bytes: (await stat(path)).size };
    },
  });
}

function wordsOf(e: unknown, at: At, job: OpenJob): Label {
  if (e instanceof Refusal || e instanceof StartProblem) return e.label;
  const refusal = refusalOf(e, at.kernel);
  if (refusal) return refusal.label;
  const reference = job.id.slice(-12);
  at.report(`job ${job.kind} ${reference}`, e);
  return [`系统出错，编号 ${reference}`, `Something went wrong on our side, reference ${reference}`];
}

/** Results are kept for a week; what a killed program left half written goes as well. */
async function sweep(dataDir: string, now: Date): Promise<void> {
  const root = join(dataDir, 'results');
  for (const tenant of await readdir(root).catch(() => [])) {
    for (const name of await readdir(join(root, tenant))) {
      const path = join(root, tenant, name);
      const days = name.endsWith('.part') ? 1 : RESULT_DAYS;
      const { mtime } = await stat(path);
      if (now.getTime() - mtime.getTime() > days * 86_400_000) await rm(path, { force: true });
    }
  }
}
