/**
 * Traffic-safety education (交通安全教育): a lesson for all drivers of a unit; each signs in person or is excused, who does neither is absent and must make
 * it up. Serves LOG-1.8.
 */
import { createRecord, defineDuty, defineProcess, defineRegister, f, Refusal, takeStep, unitsBelow, type RowOf, type Tx } from '../../../kernel/index.ts';
import { OFFICE, READERS } from './violation.ts';

export const SafetyLesson = defineRegister('safety_lesson', {
  label: ['交通安全教育', 'Safety lesson'],
  number: 'AJ-{yyyy}-{000}',
  fields: {
    topic: f.text('主题', 'Topic', { max: 80 }),
    kind: f.choice('形式', 'Form', { lesson: ['集中学习', 'Lesson'], case: ['案例警示', 'Case'], drill: ['演练', 'Drill'], publicity: ['宣传', 'Publicity'] }),
    held_on: f.date('日期', 'Held on'),
    place: f.text('地点', 'Place', { max: 60 }),
    content: f.longText('内容', 'Content', { max: 4000, optional: true }),
    materials: f.attachment('资料', 'Materials', { optional: true }),
  },
  title: ['topic', 'held_on'],
  list: ['topic', 'kind', 'held_on', 'place'],
  sorts: ['-held_on', '-number'],
  access: { read: [...READERS, 'driver'], create: OFFICE, edit: OFFICE, archive: ['centre_manager'] },
  empty: ['还没有安全教育。登记主题和日期，通知后全体驾驶员列入应到名单。', 'No lessons yet. Enter topic and day; calling it lists all drivers.'],
});

export const SafetyAttendance = defineRegister('safety_attendance', {
  label: ['安全教育签到', 'Attendance at a safety lesson'],
  number: 'AQ-{yyyy}-{0000}',
  fields: {
    lesson: f.ref('安全教育', 'Lesson', 'safety_lesson'),
    driver: f.ref('驾驶员', 'Driver', 'driver'),
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true, readonly: true }),
    attended_at: f.dateTime('签到时间', 'Signed at', { optional: true, readonly: true }),
    excuse: f.text('请假原因', 'Excuse', { max: 200, optional: true, readonly: true }),
  },
  title: ['driver', 'lesson'],
  list: ['driver', 'lesson', 'attended_at', 'excuse'],
  sorts: ['-number'],
  indexes: [['lesson', 'state'], ['app_user']],
  unique: [['lesson', 'driver']],
  access: { read: READERS, create: [], own: 'app_user' },
  empty: ['安全教育通知后，应到的驾驶员列在这里。', 'When a lesson is called, the drivers expected stand here.'],
});

export const SafetyLessonProcess = defineProcess(SafetyLesson, 'planned',
  { planned: { label: ['已计划', 'Planned'], tone: 'waiting' }, called: { label: ['签到中', 'Taking attendance'], tone: 'active' }, closed: { label: ['已结束', 'Closed'], tone: 'done' }, cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' } },
  (step) => ({
    call: step({
      label: ['通知驾驶员', 'Call the drivers'], tone: 'primary', from: ['planned'], to: 'called', by: OFFICE, form: {},
      facts: async ({ tx, record }) => ({ drivers: await driversOf(tx, record.unit_id) }),
      ready: ({ facts }) => (facts.drivers.length === 0 ? ['没有在岗驾驶员', 'No drivers at work'] : null),
      preview: ({ facts }) => ({ lines: [[`应到 ${facts.drivers.length} 人`, `${facts.drivers.length} expected`]] }),
      async effect({ tx, record, facts }) { for (const d of facts.drivers) await createRecord(tx, SafetyAttendance, { lesson: record.id, driver: d.id, app_user: d.app_user, unit_id: record.unit_id }); },
    }),
    close: step({
      label: ['结束', 'Close'], tone: 'primary', from: ['called'], to: 'closed', by: OFFICE, form: { content: f.longText('内容', 'Content', { max: 4000 }) },
      hint: ['未签到又未请假的记为缺席，须补课', 'Who neither signed nor was excused is absent and makes it up'],
      facts: async ({ tx, record }) => ({ open: await tx.query<{ id: string }>(`select id from safety_attendance where tenant_id = $1 and lesson = $2 and state = 'expected' and archived_at is null order by number`, [tx.tenantId, record.id]) }),
      ready: ({ record, day }) => (record.held_on > day ? [`${record.held_on} 才举行`, `It is held on ${record.held_on}`] : null),
      async effect({ tx, facts }) { for (const { id } of facts.open) await takeStep(tx, SafetyAttendanceProcess, id, 'miss', {}); },
    }),
    cancel: step({ label: ['取消', 'Cancel'], tone: 'danger', from: ['planned', 'called'], to: 'cancelled', by: OFFICE, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

export const SafetyAttendanceProcess = defineProcess(SafetyAttendance, 'expected',
  {
    expected: { label: ['应到', 'Expected'], tone: 'waiting' }, attended: { label: ['已到', 'Attended'], tone: 'done' }, excused: { label: ['请假', 'Excused'], tone: 'stopped' },
    absent: { label: ['缺席', 'Absent'], tone: 'alarm', due: { step: 'make_up', at: ({ now }) => new Date(now.getTime() + 7 * 86_400_000), escalateTo: 'centre_manager' } }, made_up: { label: ['已补课', 'Made up'], tone: 'done' },
  },
  (step) => ({
    sign_in: step({
      label: ['签到', 'Sign in'], tone: 'primary', from: ['expected'], to: 'attended', by: [...OFFICE, 'driver'], form: {}, sign: [{ name: 'attendee', label: ['驾驶员', 'Driver'], by: 'guest' }],
      facts: ({ tx, record }) => lessonFacts(tx, record),
      ready: ({ facts, day }) => (facts.state !== 'called' || facts.held_on > day ? ['不在签到时间', 'Attendance is not being taken'] : null),
      guard: ({ facts, signers }) => refuseOther(facts.name, signers.attendee!.name),
      set: ({ now }) => ({ attended_at: now }),
    }),
    excuse: step({ label: ['请假', 'Excuse'], from: ['expected'], to: 'excused', by: OFFICE, form: { excuse: f.text('请假原因', 'Excuse', { max: 200 }) } }),
    miss: step({ label: ['记为缺席', 'Absent'], from: ['expected'], to: 'absent', by: [], form: {} }),
    make_up: step({
      label: ['补课签名', 'Make up'], tone: 'primary', from: ['absent'], to: 'made_up', by: OFFICE, form: {}, sign: [{ name: 'attendee', label: ['驾驶员', 'Driver'], by: 'guest' }],
      facts: ({ tx, record }) => lessonFacts(tx, record), guard: ({ facts, signers }) => refuseOther(facts.name, signers.attendee!.name), set: ({ now }) => ({ attended_at: now }),
    }),
  }),
);

function refuseOther(name: string, signer: string): void {
  if (signer.trim() !== name) throw new Refusal('safety_attendance.signer', [`须由${name}本人签名`, `${name} must sign in person`], 422, { 'sign.attendee': [`请由${name}签名`, `To be signed by ${name}`] });
}
async function driversOf(tx: Tx, unit: string): Promise<readonly { readonly id: string; readonly app_user: string | null }[]> {
  return tx.query(`select id, app_user from driver where tenant_id = $1 and unit_id = any($2) and state <> 'left' and archived_at is null order by number`, [tx.tenantId, await unitsBelow(tx, unit)]);
}
async function lessonFacts(tx: Tx, record: RowOf<typeof SafetyAttendance>) {
  const [row] = await tx.query<{ state: string; held_on: string; name: string }>(
    `select l.state, l.held_on, e.name from safety_lesson l, driver d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee where l.tenant_id = $1 and l.id = $2 and d.tenant_id = $1 and d.id = $3`, [tx.tenantId, record.lesson, record.driver]);
  return row ?? { state: '', held_on: '', name: '' };
}

export const MonthlySafetyLesson = defineDuty('monthly_safety_lesson', {
  label: ['每月交通安全教育', 'Monthly traffic-safety lesson'],
  statements: ['LOG-1.8'],
  recurs: { every: 'month', days: [31] }, by: '17:00', unitKind: 'centre', owner: 'vehicle_dispatcher', deputy: 'centre_manager', escalate: { to: 'centre_manager', afterMinutes: 3 * 24 * 60 },
  form: { note: f.text('未举行的原因', 'Why there was none', { max: 200 }) },
  /** Done by a lesson of the month that was closed; a centre without drivers has nobody to teach. */
  evidence: ({ tx, unit, day }) => taught(tx, unit, day),
});
export async function taught(tx: Tx, unit: string, day: string): Promise<{ readonly [name: string]: unknown } | null> {
  const [lesson] = await tx.query<{ number: string; topic: string }>(`select number, topic from safety_lesson where tenant_id = $1 and unit_id = $2 and state = 'closed' and held_on >= $3 and held_on <= $4 and archived_at is null order by held_on limit 1`, [tx.tenantId, unit, `${day.slice(0, 8)}01`, day]);
  if (lesson) return { note: `${lesson.number} ${lesson.topic}` };
  return (await driversOf(tx, unit)).length === 0 ? { note: '本单位没有驾驶员' } : null;
}
