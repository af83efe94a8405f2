/**
 * Marks of private changes (私自换班标记): one for each of the two, found from who was there, or observed by the supervisor; explained, or
 * made an incident under CC-IIP-1. Nothing is sanctioned here. Serves AC-19, CC-IIP-1.
 */
import { createRecord, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { planOf } from './plan.ts';
import { PlannedShift } from './planned-shift.ts';
import { PLANNERS, READERS } from './roles.ts';
import { privateChanges, type Worked } from './swap.rules.ts';

const KINDS = { worked: ['上了别人的班', 'Worked somebody else’s shift'], gave_away: ['自己的班由别人上', 'Own shift worked by somebody else'] } as const;
export const ScheduleFlag = defineRegister('schedule_flag', {
  label: ['私自换班标记', 'Schedule flag'],
  number: 'SB-{yyyy}-{0000}',
  fields: {
    shift: f.ref('班次', 'Shift', 'planned_shift'),
    employee: f.ref('员工', 'Employee', 'employee'),
    other: f.ref('另一人', 'The other', 'employee'),
    kind: f.choice('情形', 'What', KINDS),
    day: f.date('日期', 'Day'),
    facts: f.text('事实', 'Facts', { max: 200 }),
    facts_en: f.text('事实（英文）', 'Facts in English', { max: 300, optional: true }),
    explanation: f.text('说明', 'Explanation', { max: 300, optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
  },
  title: ['employee', 'day'],
  list: ['day', 'employee', 'kind', 'other', 'shift', 'facts'],
  sorts: ['-day', '-number'],
  unique: [['shift', 'employee']],
  access: { read: READERS, create: [] },
  empty: ['没有私自换班的标记。', 'No private changes were found.'],
});

export const ScheduleFlagProcess = defineProcess(ScheduleFlag, 'open',
  { open: { label: ['待核实', 'To be checked'], tone: 'alarm' }, explained: { label: ['已说明', 'Explained'], tone: 'done' }, reported: { label: ['已报告', 'Reported'], tone: 'stopped' }, withdrawn: { label: ['事实已变，撤回', 'Withdrawn, facts changed'], tone: 'stopped' } },
  (step) => ({
    explain: step({ label: ['说明后销记', 'Explained'], from: ['open'], to: 'explained', by: PLANNERS, form: { explanation: f.text('说明', 'Explanation', { max: 300 }) } }),
    report: step({
      label: ['报告违纪', 'Report the breach'], tone: 'danger', from: ['open'], to: 'reported', by: PLANNERS, form: { explanation: f.text('核实情况', 'What was found', { max: 300 }) },
      async effect({ tx, record, input }) {
        const shift = await readRecord(tx, PlannedShift, record.shift);
        const [plan] = shift ? await planOf(tx, [shift.employee], shift.day, shift.day) : [];
        const incident = await createRecord(tx, IncidentRegister, {
          employee: record.employee, clause: 'CC-IIP-1', occurred_at: plan?.from ?? tx.now, zone: 'work-area', grade: 'ordinary', description: `${record.facts}。${input.explanation}`, unit_id: record.unit_id,
        });
        await updateRecord(tx, ScheduleFlag, record, { incident: incident.id });
      },
    }),
    withdraw: step({ label: ['撤回', 'Withdraw'], from: ['open'], to: 'withdrawn', by: [], form: {} }),
    return: step({ label: ['重新列出', 'List again'], from: ['withdrawn'], to: 'open', by: [], form: {} }),
  }),
);

/**
 * Compares who was there with the published plan of these people. In: presence of the day, whatever it was measured by. Out: how many marks
 * are new. The same shift marks the same person once. `again`: people whose whole days these are, so a
 * mark of theirs that no longer holds is withdrawn; what a supervisor saw with their own eyes stays.
 */
export async function flagPrivateChanges(tx: Tx, employees: readonly string[], from: string, to: string, worked: readonly Worked[], again: readonly string[] = []): Promise<number> {
  const plan = await planOf(tx, employees, from, to);
  const names = new Map((await tx.query<{ id: string; name: string }>('select id, name from employee where tenant_id = $1 and id = any($2)', [tx.tenantId, employees])).map((r) => [r.id, r.name]));
  const changes = privateChanges(plan, worked);
  if (again.length > 0) await withdrawOthers(tx, again, from, to, changes.map((c) => c.shift));
  let marked = 0;
  for (const c of changes) {
    const line = plan.find((p) => p.id === c.shift)!.line;
    const [worker, owner] = [names.get(c.worker) ?? '', names.get(c.owner) ?? ''];
    const said = { facts: `${worker} 上了 ${owner} 在 ${c.day} 的班次，没有批准的换班`, facts_en: `${worker} worked the shift of ${owner} on ${c.day} without an approved swap` };
    for (const [employee, other, kind] of [[c.worker, c.owner, 'worked'], [c.owner, c.worker, 'gave_away']] as const) {
      const [known] = await tx.query<{ id: string; state: string }>('select id, state from schedule_flag where tenant_id = $1 and shift = $2 and employee = $3', [tx.tenantId, c.shift, employee]);
      if (known?.state === 'withdrawn') await takeStep(tx, ScheduleFlagProcess, known.id, 'return', {});
      if (known) continue;
      await createRecord(tx, ScheduleFlag, { shift: c.shift, employee, other, kind, day: c.day, ...said, unit_id: line });
      marked++;
    }
  }
  return marked;
}

async function withdrawOthers(tx: Tx, people: readonly string[], from: string, to: string, still: readonly string[]): Promise<void> {
  const gone = await tx.query<{ id: string }>(
    `select g.id from schedule_flag g where g.tenant_id = $1 and g.state = 'open' and g.employee = any($2) and g.day between $3 and $4 and not (g.shift = any($5)) and g.archived_at is null
     and not exists (select 1 from shift_observation o where o.tenant_id = g.tenant_id and o.shift = g.shift and o.archived_at is null) order by g.number`, [tx.tenantId, people, from, to, still]);
  for (const { id } of gone) await takeStep(tx, ScheduleFlagProcess, id, 'withdraw', {});
}

/** What a supervisor sees with their own eyes: who sat there instead. */
export const SeenWorking = defineRegister('shift_observation', {
  label: ['代班目击', 'Observed stand-in'],
  number: 'DB-{yyyy}-{0000}',
  fields: {
    shift: f.ref('班次', 'Shift', 'planned_shift'),
    worker: f.ref('实际上班的人', 'Who worked it', 'employee'),
    remark: f.text('情况', 'What was seen', { max: 200 }),
  },
  title: ['shift', 'worker'],
  list: ['shift', 'worker', 'remark'],
  sorts: ['-number'],
  unique: [['shift', 'worker']],
  access: { read: READERS, create: [...PLANNERS, 'attendance_clerk'] },
  empty: ['没有目击记录。发现有人代别人上班而没有批准的换班时在此登记。', 'Nothing observed. Enter here when somebody works for somebody else without an approved swap.'],
  opening: {
    facts: async ({ tx, input }) => { const shift = await readRecord(tx, PlannedShift, input.shift); return { shift, plan: shift ? (await planOf(tx, [shift.employee], shift.day, shift.day)).find((p) => p.id === shift.id) : undefined }; },
    guard({ input, facts }) {
      if (facts.shift && !facts.plan) throw new Refusal('shift_observation.not_planned', ['班次没有公布或已取消', 'The shift is not published'], 422, { shift: ['请选择已公布的班次', 'Choose a published shift'] });
      if (facts.shift?.employee === input.worker) throw new Refusal('shift_observation.owner', ['这本来就是此人的班次', 'It is this person’s own shift'], 422, { worker: ['请选择代班的人', 'Choose who stood in'] });
    },
    set: ({ facts }) => (facts.plan ? { unit_id: facts.plan.line } : {}),
    async effect({ tx, record, facts }) {
      if (facts.plan) await flagPrivateChanges(tx, [facts.plan.employee, record.worker], facts.plan.day, facts.plan.day, [{ employee: record.worker, from: facts.plan.from, to: facts.plan.to }]);
    },
  },
});
