/**
 * Status board not flipped (示意牌记录): seen by somebody else, counted by the calendar month: logged, a verbal reminder, then an incident.
 * Reminders are no Oral Warnings. Serves CC-1.6a, CC-ACT-3, CG-16, CG-17, AC-05, SM-10.
 */
import { createRecord, dayOf, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import { clauseOf, publishedVersions, versionOn, ZONE_LABELS } from '../rulebook/index.ts';
import { Employee } from '../staff/index.ts';
import { Incident } from './incident.ts';
import { CASE_READERS, REPORTERS } from './roles.ts';
import { ReminderSlip } from './slips.ts';
import { countBoard } from './status-board.rules.ts';

export const StatusBoardEvent = defineRegister('status_board_event', {
  label: ['示意牌记录', 'Status-board record'],
  number: 'SY-{yyyy}{mm}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    observed_at: f.dateTime('发现时间', 'Seen at'),
    zone: f.choice('地点', 'Where', ZONE_LABELS, { initial: 'work-area' }),
    occasion: f.choice('场合', 'Occasion', { start: ['上班', 'Start of work'], end: ['下班', 'End of work'], meal: ['用餐', 'Meal'], break: ['休息', 'Break'] }, { optional: true }),
    remark: f.text('说明', 'Remark', { max: 200, optional: true }),
    observed_on: f.date('日期', 'Day', { optional: true, readonly: true }),
    nth: f.integer('当月第几次', 'Which time in the month', { optional: true, readonly: true }),
    observer: f.personName('发现人', 'Seen by', { optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
  },
  title: ['employee', 'observed_on'],
  list: ['employee', 'observed_at', 'nth', 'observer', 'incident'],
  sorts: ['-observed_at'],
  indexes: [['employee', 'observed_on']],
  unique: [['employee', 'observed_at']],
  access: { read: [...CASE_READERS, 'attendance_clerk'], create: REPORTERS },
  empty: ['没有示意牌记录。看到未及时翻牌时登记：谁、何时、何处。', 'No records. Write down who did not flip the board, when and where.'],
  opening: {
    facts: async ({ tx, input }) => boardFacts(tx, input.employee, input.observed_at),
    guard({ input, facts, actor, now }) {
      if (input.observed_at > now) throw new Refusal('status_board_event.future', ['发现时间在将来', 'It lies in the future'], 422, { observed_at: ['不晚于现在', 'Not later than now'] });
      if (facts.accused === actor.id) throw new Refusal('status_board_event.self', ['须由他人发现，不能登记自己', 'Somebody else must have seen it'], 403);
    },
    set: ({ facts, actor }) => ({ observed_on: facts.day, nth: facts.nth, observer: actor.name }),
    effect: ({ tx, record, facts }): Promise<void> => settle(tx, record, facts.effect, facts.unit),
  },
});

export const StatusBoardProcess = defineProcess(StatusBoardEvent, 'seen',
  {
    seen: { label: ['已发现', 'Seen'], tone: 'active' },
    logged: { label: ['已记录', 'Logged'], tone: 'done' },
    reminded: { label: ['已口头提醒', 'Reminded'], tone: 'done' },
    charged: { label: ['已转违纪', 'Made an incident'], tone: 'alarm' },
  },
  (step) => ({
    log: step({ label: ['记录', 'Log'], from: ['seen'], to: 'logged', by: [], form: {} }),
    remind: step({
      label: ['口头提醒', 'Remind'], from: ['seen'], to: 'reminded', by: [], form: {},
      facts: async ({ tx, record }) => ({ employee: (await readRecord(tx, Employee, record.employee))?.name ?? '' }),
      slip: { kind: ReminderSlip, content: ({ record, facts }) => ({
        lines: [
          { label: ['员工', 'Employee'], value: facts.employee }, { label: ['日期', 'Day'], value: record.observed_on ?? '' }, { label: ['地点', 'Where'], value: ZONE_LABELS[record.zone] },
          { label: ['当月第几次', 'Which time in the month'], value: String(record.nth ?? '') }, { label: ['发现人', 'Seen by'], value: record.observer ?? '' },
          { label: ['说明', 'Note'], value: ['这是口头提醒，不是口头警告，不计入任何累计；当月再有一次将进入处分', 'This is a verbal reminder, not an Oral Warning; it counts for nothing. Once more this month leads to a sanction'] },
        ],
        stamps: [['口头提醒', 'Verbal reminder']],
      }) },
    }),
    charge: step({ label: ['转违纪', 'Make an incident'], from: ['seen'], to: 'charged', by: [], form: { incident: f.ref('违纪事件', 'Incident', 'incident') } }),
  }),
);

type Effect = 'logged' | 'reminder' | 'sanction';

/** Counted under the version of the day; two observers at once count one after the other. */
async function boardFacts(tx: Tx, employeeId: string, at: Date) {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`discipline/${employeeId}`]);
  const employee = await readRecord(tx, Employee, employeeId);
  const unit = employee?.unit_id ?? '';
  const day = await dayOf(tx, at, unit);
  const version = versionOn(await publishedVersions(tx), day);
  const clause = version ? clauseOf(version, 'CC-ACT-3') : undefined;
  const month = await tx.query<{ id: string; on: string }>(
    `select id, observed_on as on from status_board_event where tenant_id = $1 and employee = $2 and archived_at is null and observed_on >= date_trunc('month', $3::date) and observed_on <= $3::date`,
    [tx.tenantId, employeeId, day]);
  const counted = version && clause ? countBoard([...month, { id: LAST, on: day }], clause, version.parameters).find((one) => one.id === LAST) : undefined;
  return { accused: employee?.app_user ?? null, unit, day, nth: month.length + 1, effect: (counted?.effect ?? 'logged') as Effect };
}

/** Sorts behind every id of the same day. */
const LAST = '~';

interface Seen { readonly id: string; readonly employee: string; readonly observed_at: Date; readonly zone: keyof typeof ZONE_LABELS; readonly remark: string | null; readonly nth: number | null }

async function settle(tx: Tx, record: Seen, effect: Effect, unit: string): Promise<void> {
  if (effect === 'logged') await takeStep(tx, StatusBoardProcess, record.id, 'log', {});
  else if (effect === 'reminder') await takeStep(tx, StatusBoardProcess, record.id, 'remind', {});
  else {
    const incident = await createRecord(tx, Incident, {
      employee: record.employee, clause: 'CC-ACT-3', occurred_at: record.observed_at, zone: record.zone, grade: 'ordinary', nth_in_month: record.nth,
      description: `当月第 ${record.nth} 次未及时翻示意牌${record.remark === null ? '' : `：${record.remark}`}`, unit_id: unit,
    });
    await takeStep(tx, StatusBoardProcess, record.id, 'charge', { incident: incident.id });
  }
}
