/**
 * One go of automatic planning (自动排班): asked for, solved in a thread beside the program, written into the draft; cancelled at any time.
 * What could not be covered is named. Serves SM-9, P10.
 */
import { assert, createRecord, defineProcess, defineQuery, defineRegister, f, grantFor, type JobKind, readRecord, Refusal, startJob, stopJob, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Label } from '../../../kernel/api.ts';
import { PlannedShift } from './planned-shift.ts';
import { problemOf } from './problem.ts';
import { PLANNERS, READERS } from './roles.ts';
import { ShiftRoster } from './roster.ts';
import { modelOf, type Problem, shiftsIn, shortagesIn } from './solve.rules.ts';
import { solve, type Solved } from './solver.ts';

export const RosterRun = defineRegister('roster_run', {
  label: ['自动排班', 'Automatic planning'],
  number: 'ZP-{yyyy}-{0000}',
  fields: {
    roster: f.ref('班表', 'Roster', 'shift_roster'),
    seconds: f.integer('最多求解秒数', 'Seconds at most', { min: 5, max: 300, initial: 60 }),
    placed: f.integer('排入班次', 'Shifts placed', { optional: true, readonly: true }),
    gap: f.quantity('与最优的差距（%）', 'Gap to the best (%)', { optional: true, readonly: true }),
    shortages: f.longText('排不满之处', 'What stays uncovered', { max: 20_000, optional: true, readonly: true }),
    problem: f.text('未完成原因', 'Why it failed', { max: 300, optional: true, readonly: true }),
    problem_en: f.text('未完成原因（英文）', 'Why it failed, in English', { max: 300, optional: true, readonly: true }),
  },
  title: ['roster'],
  list: ['roster', 'seconds', 'placed', 'gap', 'shortages'],
  sorts: ['-number'],
  access: { read: READERS, create: PLANNERS },
  empty: ['还没有自动排过班。从排班页开始。', 'Nothing planned automatically yet. Begin on the roster page.'],
  opening: {
    facts: async ({ tx, input }) => ({ roster: await readRecord(tx, ShiftRoster, input.roster, { lock: true }), running: await runningOn(tx, input.roster) }),
    guard({ facts }) {
      if (facts.roster && facts.roster.state !== 'draft') throw new Refusal('roster_run.published', ['班表已公布，不能再自动排', 'The roster is published'], 409, { roster: ['已公布', 'Published'] });
      if (facts.running !== null) throw new Refusal('roster_run.running', [`正在自动排班：${facts.running}`, `It is being planned already: ${facts.running}`], 409);
    },
    set: ({ facts }) => (facts.roster ? { unit_id: facts.roster.line } : {}),
    async effect({ tx, record }) { await startJob(tx, SolveRoster, { run: record.id }, [`自动排班 ${record.number}`, `Planning ${record.number}`]); },
  },
});

async function runningOn(tx: Tx, roster: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(`select number from roster_run where tenant_id = $1 and roster = $2 and state = 'solving' and archived_at is null limit 1`, [tx.tenantId, roster]);
  return row?.number ?? null;
}

export const RosterRunProcess = defineProcess(RosterRun, 'solving',
  {
    solving: { label: ['求解中', 'Solving'], tone: 'active' },
    done: { label: ['已排好', 'Done'], tone: 'done' },
    short: { label: ['已排，未排满', 'Done, not covered'], tone: 'alarm' },
    failed: { label: ['未完成', 'Failed'], tone: 'stopped' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    cancel: step({
      label: ['停止', 'Stop'], tone: 'danger', from: ['solving'], to: 'cancelled', by: PLANNERS, form: {},
      async effect({ tx, record }) {
        const job = await jobOf(tx, record);
        if (job && ['waiting', 'running'].includes(job.state)) await stopJob(tx, job.id, true);
      },
    }),
    finish: step({
      label: ['完成', 'Finish'], from: ['solving'], to: ['done', 'short'], by: [],
      form: { placed: f.integer('排入班次', 'Placed'), gap: f.quantity('差距（%）', 'Gap (%)'), shortages: f.longText('排不满之处', 'Uncovered', { max: 20_000, optional: true }) },
      choose: ({ input }) => (input.shortages === null ? 'done' : 'short'),
    }),
    fail: step({
      label: ['未完成', 'Fail'], from: ['solving'], to: 'failed', by: [], form: { problem: f.text('原因', 'Why', { max: 300, optional: true }), problem_en: f.text('原因（英文）', 'Why, in English', { max: 300, optional: true }) },
    }),
  }),
);

const failure = ([problem, problem_en]: Label) => ({ problem: problem.slice(0, 300), problem_en: problem_en.slice(0, 300) });

/** Solved in a thread beside the program, whose progress is the job's; begun again when the program was stopped meanwhile. */
export const SolveRoster: JobKind<{ readonly run: string }> = {
  name: 'roster.solve', label: ['自动排班', 'Automatic planning'],
  async run({ input, read, keep, progress, signal }) {
    const page = { href: `/r/roster_run/${input.run}` };
    const found = await read(async (tx) => {
      const run = await readRecord(tx, RosterRun, input.run);
      const roster = run?.state === 'solving' ? await readRecord(tx, ShiftRoster, run.roster) : null;
      return run && roster ? { run, roster, problem: await problemOf(tx, roster) } : null;
    });
    if (!found) return { said: ['这次排班已经结束', 'This planning had ended already'], ...page };
    const { run, roster, problem } = found;
    if (problem.shifts.length === 0) throw new Refusal('roster_run.no_shifts', ['本线还没有班次模板', 'This line has no shift templates yet']);
    if (problem.workers.length === 0) throw new Refusal('roster_run.no_workers', ['本线没有可排的员工', 'This line has nobody to plan']);
    const model = modelOf(problem);
    const solving = solve(model.lp, { seconds: run.seconds, gap: 0.01 }, (p) => progress(Math.round(p.seconds), run.seconds, gapWords(p.gap)));
    const stop = () => solving.stop();
    signal.addEventListener('abort', stop);
    try {
      const solved = await solving.result;
      signal.throwIfAborted();
      assert(solved, 'only a stop leaves no result');
      await keep((tx) => store(tx, run.id, roster.id, problem, model, solved));
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return { said: ['班次已写入草稿', 'The shifts stand in the draft'], ...page };
  },
  async unfinished(tx, input, said) {
    const run = await readRecord(tx, RosterRun, input.run, { lock: true });
    if (run?.state === 'solving') await takeStep(tx, RosterRunProcess, run.id, 'fail', failure(said));
  },
};

const gapWords = (gap: number | null): Label => (gap === null ? ['求解中', 'Solving'] : [`求解中，离最优还差 ${(gap * 100).toFixed(1)}%`, `Solving, ${(gap * 100).toFixed(1)}% from the best`]);

async function jobOf(tx: Tx, run: { readonly id: string; readonly created_by: string }): Promise<{ readonly id: string; readonly state: string; readonly done: number; readonly note: Label | null } | undefined> {
  const [job] = await tx.query<{ id: string; state: string; done: number; note: Label | null }>(
    `select id, state, done_count as done, note from job where tenant_id = $1 and asked_by = $2 and kind = $3 and input->>'run' = $4 order by asked_at desc limit 1`, [tx.tenantId, run.created_by, SolveRoster.name, run.id]);
  return job;
}

/** Whoever published, or stopped the run, meanwhile has the last word. */
async function store(tx: Tx, id: string, rosterId: string, problem: Problem, model: ReturnType<typeof modelOf>, solved: Solved): Promise<object> {
  const run = await readRecord(tx, RosterRun, id, { lock: true });
  const roster = await readRecord(tx, ShiftRoster, rosterId, { lock: true });
  if (run?.state !== 'solving') return {};
  if (roster?.state !== 'draft') throw new Refusal('roster_run.published', ['求解期间班表已公布', 'The roster was published meanwhile']);
  if (!Number.isFinite(solved.objective)) throw new Refusal('roster_run.contradiction', ['手工排入的班次互相冲突（休息或天数），或时间太短没有得出结果；请先改掉冲突', 'Shifts set by hand contradict each other (rest or days), or the time was too short for a result; mend the conflicts first']);
  const kept = new Set(problem.fixed.map((x) => `${x.employee} ${x.day}`));
  const found = shiftsIn(problem, model, solved.values).filter((s) => !kept.has(`${s.employee} ${s.day}`));
  for (const s of found) await createRecord(tx, PlannedShift, { roster: rosterId, employee: s.employee, day: s.day, template: s.shift, by_solver: true });
  const shortages = shortagesIn(problem, model, solved.values).map((s) => `${s.text[0]}\n${s.text[1]}`);
  return takeStep(tx, RosterRunProcess, id, 'finish', { placed: found.length, gap: (Math.max(0, solved.gap) * 100).toFixed(2), shortages: shortages.length === 0 ? null : shortages.join('\n').slice(0, 20_000) });
}

export interface RunProgress { readonly state: string; readonly seconds: number; readonly most: number; readonly note: Label | null; readonly placed: number | null; readonly shortages: string | null; readonly problem: Label | null }
export const RosterRunProgress = defineQuery('roster_run_progress', {
  label: ['自动排班进度', 'Progress of planning'], access: PLANNERS, params: { run: f.ref('自动排班', 'Run', 'roster_run') },
  async run(tx, { run: id }): Promise<RunProgress | null> {
    const run = await readRecord(tx, RosterRun, id);
    if (!run || !(await grantFor(tx, tx.actor, PLANNERS, run.unit_id))) return null;
    const now = await jobOf(tx, run);
    return { state: run.state, seconds: now?.done ?? 0, most: run.seconds, note: now?.note ?? null, placed: run.placed, shortages: run.shortages, problem: run.problem === null ? null : [run.problem, run.problem_en ?? run.problem] };
  },
});
