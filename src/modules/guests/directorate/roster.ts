/** The department's roster (排班表), a week at a time: every day has somebody in every shift before it is published. Kept small; a roster of the whole house would replace it. Serves VIP-9.4. */
import { defineProcess, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { DIRECTOR, READERS } from './posts.ts';
import { gapsIn, refuseNotMonday, refuseShift, weekOf } from './rules.ts';

const CODES = { A: ['A 班', 'A shift'], B: ['B 班', 'B shift'] } as const;
export const RosterWeek = defineRegister('roster_week', {
  label: ['排班表', 'Roster'],
  number: 'PB-{yyyy}-{000}',
  fields: { monday: f.date('星期一', 'Monday'), note: f.text('说明', 'Note', { max: 200, optional: true }) },
  title: ['monday'],
  list: ['monday', 'note'],
  sorts: ['-monday', '-number'],
  unique: [['monday', 'unit_id']],
  access: { read: READERS, create: DIRECTOR },
  empty: ['没有排班表。主任按周排班，每天 A、B 班都有人后公布。', 'No rosters. The director makes one for a week; it is published when no shift is empty.'],
  opening: { guard: ({ input }) => refuseNotMonday(input.monday) },
});
export const RosterShift = defineRegister('roster_shift', {
  label: ['班次', 'Shift of a person'],
  number: 'BC-{yyyy}-{00000}',
  hidden: true,
  fields: {
    week: f.ref('排班表', 'Roster', 'roster_week'),
    employee: f.ref('员工', 'Employee', 'employee'),
    day: f.date('日期', 'Day'),
    code: f.choice('班次', 'Shift', CODES),
    starts: f.time('起', 'From', { initial: '14:00' }),
    ends: f.time('止', 'To', { initial: '22:00' }),
  },
  title: ['employee', 'day'],
  list: ['week', 'day', 'code', 'employee', 'starts', 'ends'],
  sorts: ['day'],
  unique: [['employee', 'day']],
  access: { read: READERS, create: DIRECTOR, edit: DIRECTOR, archive: DIRECTOR },
  opening: {
    facts: async ({ tx, input }) => ({ week: await readRecord(tx, RosterWeek, input.week) }),
    guard({ input, facts }) {
      refuseShift({ from: input.starts, to: input.ends });
      if (facts.week && !weekOf(facts.week.monday).includes(input.day)) throw new Refusal('roster_shift.day', ['不在这一周', 'Not in this week'], 422, { day: ['请选择本周的日期', 'A day of this week'] });
      if (facts.week?.state === 'published') throw new Refusal('roster_shift.published', ['排班表已公布；请先撤回', 'The roster is published; withdraw it first']);
    },
    set: ({ facts }) => (facts.week ? { unit_id: facts.week.unit_id } : {}),
  },
});
export const RosterWeekProcess = defineProcess(RosterWeek, 'drafted',
  { drafted: { label: ['编排中', 'Being made'], tone: 'waiting' }, published: { label: ['已公布', 'Published'], tone: 'done' } },
  (step) => ({
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['drafted'], to: 'published', by: DIRECTOR, form: {},
      facts: async ({ tx, record }) => ({ shifts: await shiftsOf(tx, record.id) }),
      ready: ({ record, facts }) => gapsIn(weekOf(record.monday), Object.keys(CODES), facts.shifts),
    }),
    withdraw: step({ label: ['撤回修改', 'Withdraw'], from: ['published'], to: 'drafted', by: DIRECTOR, form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);
const shiftsOf = (tx: Tx, week: string): Promise<{ day: string; code: string }[]> => tx.query('select day, code from roster_shift where tenant_id = $1 and week = $2 and archived_at is null', [tx.tenantId, week]);
