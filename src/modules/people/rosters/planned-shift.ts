/**
 * One shift of one person (计划班次): the times stand in it, so that a template changed later does not change the past. Moved and cancelled
 * by steps; after publication only with a reason. Serves CC-5.1b, SM-9, AC-06.
 */
import { calendar, calendarOf, defineProcess, defineRegister, emit, f, readRecord, Refusal, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Employee, employedOn } from '../staff/index.ts';
import { mustPlan, PLANNED, PLANNERS, READERS } from './roles.ts';
import { ShiftRoster } from './roster.ts';
import { ShiftTemplate } from './shift-template.ts';
import { type Hours, isNight, spanOf } from './rules.ts';

export const PlannedShift = defineRegister('planned_shift', {
  label: ['计划班次', 'Planned shift'],
  number: 'JB-{yyyy}-{000000}',
  fields: {
    roster: f.ref('班表', 'Roster', 'shift_roster'),
    employee: f.ref('员工', 'Employee', 'employee'),
    day: f.date('日期', 'Day', { hint: ['夜班按开始那天', 'A night shift counts to the day it begins'] }),
    template: f.ref('班次', 'Shift', 'shift_template'),
    line: f.unit('线路或中心', 'Line or centre', { optional: true, readonly: true }),
    starts: f.time('上班', 'Begins', { optional: true, readonly: true }),
    ends: f.time('下班', 'Ends', { optional: true, readonly: true }),
    meal_from: f.time('用餐起', 'Meal from', { optional: true, readonly: true }),
    meal_to: f.time('用餐止', 'Meal to', { optional: true, readonly: true }),
    break_from: f.time('休息起', 'Break from', { optional: true, readonly: true }),
    break_to: f.time('休息止', 'Break to', { optional: true, readonly: true }),
    night: f.yesNo('夜班', 'Night shift', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    by_solver: f.yesNo('自动排入', 'By the solver', { optional: true, readonly: true }),
    change_reason: f.text('变更原因', 'Why changed', { max: 200, optional: true, hint: ['班表公布后必填', 'Required once the roster is published'] }),
  },
  title: ['employee', 'day'],
  list: ['day', 'employee', 'template', 'starts', 'ends', 'line', 'night'],
  sorts: ['-day', 'day', '-number'],
  indexes: [['employee', 'day'], ['roster', 'day']],
  access: { read: [...READERS, ...PLANNED], create: PLANNERS, own: 'person' },
  empty: ['没有计划班次。', 'No planned shifts.'],
  opening: {
    facts: ({ tx, input }) => placing(tx, { ...input, id: null }),
    guard({ input, facts }) { refusePlacing(input, facts); refuseSilent(facts.published, input.change_reason); },
    set: ({ facts }) => columnsFrom(facts),
    async effect({ tx, record, facts }) { if (facts.published) tellChanged(tx, record); },
  },
});
export type Planned = RowOf<typeof PlannedShift>;

interface Placing {
  readonly roster: { readonly line: string; readonly from_day: string; readonly to_day: string } | null;
  readonly template: (Hours & { readonly line: string }) | null;
  readonly employed: boolean; readonly person: string | null; readonly taken: string | null; readonly published: boolean;
}
/** The person's row is locked, so that two shifts put in at once see each other. */
export async function placing(tx: Tx, wanted: { readonly id: string | null; readonly roster: string; readonly employee: string; readonly day: string; readonly template: string }): Promise<Placing> {
  const [roster, template, employee] = [await readRecord(tx, ShiftRoster, wanted.roster), await readRecord(tx, ShiftTemplate, wanted.template), await readRecord(tx, Employee, wanted.employee)];
  if (roster) await mustPlan(tx, roster.line);
  if (!tx.looking) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`planned_shift ${tx.tenantId} ${wanted.employee}`]);
  return {
    roster, template, employed: employee !== null && employedOn(employee, wanted.day), person: employee?.app_user ?? null, published: roster?.state === 'published',
    taken: roster && template ? await overlapping(tx, wanted, template, (await calendarOf(tx, roster.line)).zone) : null,
  };
}

async function overlapping(tx: Tx, wanted: { readonly id: string | null; readonly employee: string; readonly day: string }, hours: Hours, zone: string): Promise<string | null> {
  const rows = await tx.query<Hours & { id: string; day: string }>(
    `select id, day, starts, ends, meal_from, meal_to, break_from, break_to from planned_shift
     where tenant_id = $1 and employee = $2 and day between $3 and $4 and state = 'planned' and archived_at is null and id is distinct from $5`,
    [tx.tenantId, wanted.employee, calendar.addDays(wanted.day, -1), calendar.addDays(wanted.day, 1), wanted.id]);
  const mine = spanOf(wanted.day, hours, zone);
  const other = rows.find((r) => { const s = spanOf(r.day, r, zone); return s.from < mine.to && mine.from < s.to; });
  return other ? `${other.day} ${other.starts}–${other.ends}` : null;
}

export function refusePlacing(wanted: { readonly day: string }, { roster, template, employed, taken }: Placing): void {
  if (roster === null || template === null) return;
  if (wanted.day < roster.from_day || wanted.day > roster.to_day) throw new Refusal('planned_shift.day', ['不在班表的日期之内', 'Not a day of this roster'], 422, { day: [`${roster.from_day} 至 ${roster.to_day}`, `${roster.from_day} to ${roster.to_day}`] });
  if (template.line !== roster.line) throw new Refusal('planned_shift.other_line', ['班次不是本线的', 'The shift belongs to another line'], 422, { template: ['请选择本线的班次', 'Choose a shift of this line'] });
  if (!employed) throw new Refusal('planned_shift.not_employed', ['当日不在职', 'Not employed on that day'], 422, { employee: ['当日不在职', 'Not employed then'] });
  if (taken !== null) throw new Refusal('planned_shift.overlap', [`与已有班次重叠：${taken}`, `It overlaps a shift: ${taken}`], 409, { day: ['已有班次', 'A shift is there'] });
}

export const columnsFrom = ({ roster, template, person }: Placing) => (roster && template ? { ...hoursOf(template), night: isNight(template), line: roster.line, person, unit_id: roster.line } : {});
const hoursOf = (t: Hours): Hours => ({ starts: t.starts, ends: t.ends, meal_from: t.meal_from, meal_to: t.meal_to, break_from: t.break_from, break_to: t.break_to });

const reason = f.text('原因', 'Reason', { max: 200, optional: true, hint: ['班表公布后必填', 'Required once the roster is published'] });
export const PlannedShiftProcess = defineProcess(PlannedShift, 'planned',
  { planned: { label: ['已排', 'Planned'], tone: 'done' }, cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' } },
  (step) => ({
    move: step({
      label: ['改班', 'Move'], tone: 'primary', from: ['planned'], to: 'planned', by: PLANNERS,
      form: { employee: f.ref('员工', 'Employee', 'employee'), day: f.date('日期', 'Day'), template: f.ref('班次', 'Shift', 'shift_template'), change_reason: reason },
      facts: ({ tx, record, input }) => placing(tx, { id: record.id, roster: record.roster, employee: input.employee ?? record.employee, day: input.day ?? record.day, template: input.template ?? record.template }),
      preview: ({ record }) => ({ lines: [], initial: { employee: record.employee, day: record.day, template: record.template } }),
      guard({ input, facts }) { refusePlacing(input, facts); refuseSilent(facts.published, input.change_reason); },
      set: ({ facts }) => columnsFrom(facts),
      async effect({ tx, record, before, facts }) { if (facts.published) tellChanged(tx, before, record); },
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['planned'], to: 'cancelled', by: PLANNERS, form: { change_reason: reason },
      facts: async ({ tx, record }) => ({ published: (await readRecord(tx, ShiftRoster, record.roster))?.state === 'published' }),
      guard: ({ input, facts }) => refuseSilent(facts.published, input.change_reason),
      async effect({ tx, record, facts }) { if (facts.published) tellChanged(tx, record); },
    }),
  }),
);

/** Whose day is planned differently from what was published: once for each person and day. */
export function tellChanged(tx: Tx, ...shifts: readonly { readonly employee: string; readonly day: string }[]): void {
  for (const key of new Set(shifts.map((s) => `${s.employee} ${s.day}`))) { const [employee, day] = key.split(' '); emit(tx, 'planned_shift.changed', { employee, from: day, to: day }); }
}

export function refuseSilent(published: boolean, why: string | null): void {
  if (published && why === null) throw new Refusal('planned_shift.reason', ['班表已公布，变更要写明原因', 'The roster is published; a change needs its reason'], 422, { change_reason: ['必填', 'Required'] });
}
