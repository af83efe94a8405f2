/**
 * Study sessions (学习会): what was studied, when and where, and who was there, by signature or confirmed by the organiser. Serves FS-1.2, LOG-7.2, LOG-10.6.
 */
import { createRecord, defineProcess, defineRegister, f, Refusal, takeStep, unitsBelow, type RowOf, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt } from '../staff/index.ts';
import { ATTENDEES, HOURS_READERS, ORGANISERS, READERS } from './roles.ts';
import { notHeldYet, refuseOtherName } from './rules.ts';

export const STUDY_SUBJECTS = {
  service: ['业务', 'Service'], safety: ['安全', 'Safety'], rules: ['制度', 'Rules'], quality: ['质量与标准', 'Quality and standards'], information: ['信息安全', 'Information security'], family: ['人口与健康', 'Family and health'], other: ['其他', 'Other'],
} as const;

export const StudySession = defineRegister('study_session', {
  label: ['学习会', 'Study session'],
  number: 'XX-{yyyy}-{000}',
  fields: {
    topic: f.text('主题', 'Topic', { max: 80 }),
    held_on: f.date('日期', 'Held on'),
    place: f.text('地点', 'Place', { max: 60 }),
    subject: f.choice('类别', 'Subject', STUDY_SUBJECTS, { optional: true }),
    hours: f.quantity('学时', 'Hours', { optional: true, scale: 1, min: 0.5, hint: ['按到会人计入个人学时', 'Counted for each person who attends'] }),
    participants: f.unit('参加单位', 'For', { hint: ['该单元及其下级的全体在职人员列入应到名单', 'Everybody employed at this unit and below is expected'] }),
    speaker: f.personName('主讲', 'Speaker', { optional: true }),
    document: f.ref('学习文件', 'Document studied', 'policy', { optional: true }),
    summary: f.longText('纪要', 'Minutes', { max: 4000, optional: true }),
    materials: f.attachment('资料', 'Materials', { optional: true }),
  },
  title: ['topic', 'held_on'],
  list: ['topic', 'held_on', 'participants', 'place', 'document'],
  sorts: ['-held_on', '-number'],
  access: { read: READERS, create: ORGANISERS, edit: ORGANISERS, archive: ['centre_manager'], namesOpen: true },
  empty: ['还没有学习会。登记主题、日期和参加单位，通知后生成应到名单。', 'No sessions yet. Enter topic, day and unit; calling it makes the list of those expected.'],
});

export const StudyAttendance = defineRegister('study_attendance', {
  label: ['学习签到', 'Attendance'],
  number: 'XD-{yyyy}-{0000}',
  fields: {
    session: f.ref('学习会', 'Session', 'study_session'),
    employee: f.ref('员工', 'Employee', 'employee'),
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true, readonly: true }),
    how: f.choice('方式', 'How', { signature: ['本人签名', 'Signed'], confirmed: ['组织者确认', 'Confirmed by the organiser'] }, { optional: true, readonly: true }),
    attended_at: f.dateTime('签到时间', 'Entered at', { optional: true, readonly: true }),
    excuse: f.text('请假原因', 'Excuse', { max: 200, optional: true, readonly: true }),
  },
  title: ['employee', 'session'],
  list: ['employee', 'session', 'how', 'attended_at', 'excuse'],
  sorts: ['-number'],
  indexes: [['session', 'state'], ['app_user']],
  unique: [['session', 'employee']],
  access: { read: [...READERS, ...HOURS_READERS], create: ORGANISERS, own: 'app_user' },
  empty: ['学习会通知后，应到的人列在这里。', 'When a session is called, those expected stand here.'],
  opening: {
    facts: async ({ tx, input }) => ({ session: await sessionOf(tx, input.session), employee: input.employee }),
    guard({ facts }) {
      if (facts.session?.state !== 'called') throw new Refusal('study_attendance.not_called', ['学习会没有在签到', 'The session is not open for attendance'], 422, { session: ['请选择签到中的学习会', 'Choose an open session'] });
    },
  },
});

export const StudySessionProcess = defineProcess(StudySession, 'planned',
  {
    planned: { label: ['已计划', 'Planned'], tone: 'waiting' },
    called: { label: ['签到中', 'Taking attendance'], tone: 'active' },
    closed: { label: ['已结束', 'Closed'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    call: step({
      label: ['通知并生成名单', 'Call it and make the list'], tone: 'primary', from: ['planned'], to: 'called', by: ORGANISERS, form: {},
      facts: async ({ tx, record }) => ({ people: await colleaguesAt(tx, await unitsBelow(tx, record.participants), record.held_on) }),
      ready: ({ facts }) => (facts.people.length === 0 ? ['参加单位当日没有在职人员', 'Nobody is employed there on that day'] : null),
      preview: ({ facts }) => ({ lines: [[`应到 ${facts.people.length} 人`, `${facts.people.length} people expected`]] }),
      async effect({ tx, record, facts }) {
        for (const person of facts.people) await createRecord(tx, StudyAttendance, { session: record.id, employee: person.id, app_user: person.app_user, unit_id: person.place });
      },
    }),
    close: step({
      label: ['结束', 'Close'], tone: 'primary', from: ['called'], to: 'closed', by: ORGANISERS,
      hint: ['未签到又未请假的记为缺席', 'Who neither attended nor was excused counts as absent'],
      form: { summary: f.longText('纪要', 'Minutes', { max: 4000 }) },
      facts: async ({ tx, record }) => ({ open: await openNames(tx, record.id) }),
      ready: ({ record, day }) => notHeldYet(record.held_on, day),
      preview: ({ facts }) => ({ lines: facts.open.length === 0 ? [] : [[`将记为缺席：${facts.open.map((p) => p.name).join('、')}`, `Will count as absent: ${facts.open.map((p) => p.name).join(', ')}`]] }),
      async effect({ tx, facts }) {
        for (const { id } of facts.open) await takeStep(tx, StudyAttendanceProcess, id, 'miss', {});
      },
    }),
    cancel: step({ label: ['取消', 'Cancel'], tone: 'danger', from: ['planned', 'called'], to: 'cancelled', by: ORGANISERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

export const StudyAttendanceProcess = defineProcess(StudyAttendance, 'expected',
  {
    expected: { label: ['应到', 'Expected'], tone: 'waiting' },
    attended: { label: ['已到', 'Attended'], tone: 'done' },
    excused: { label: ['请假', 'Excused'], tone: 'stopped' },
    absent: { label: ['缺席', 'Absent'], tone: 'alarm' },
  },
  (step) => ({
    sign_in: step({
      label: ['签到', 'Sign in'], tone: 'primary', from: ['expected'], to: 'attended', by: [...new Set([...ORGANISERS, ...ATTENDEES])], form: {},
      sign: [{ name: 'attendee', label: ['参加人', 'Attendee'], by: 'guest' }],
      facts: ({ tx, record }) => attendanceFacts(tx, record),
      ready: ({ facts, day }) => notOpen(facts, day),
      guard: ({ facts, signers }) => refuseOtherName(facts.name, signers.attendee!.name),
      set: ({ now }) => ({ how: 'signature', attended_at: now }),
    }),
    confirm: step({
      label: ['确认到会', 'Confirm attendance'], from: ['expected'], to: 'attended', by: ORGANISERS, form: {},
      facts: ({ tx, record }) => attendanceFacts(tx, record),
      ready: ({ facts, day, actor }) => notOpen(facts, day) ?? (facts.app_user === actor.id ? ['本人请签到，不能自行确认', 'Sign in yourself; nobody confirms their own attendance'] : null),
      set: ({ now }) => ({ how: 'confirmed', attended_at: now }),
    }),
    excuse: step({ label: ['请假', 'Excuse'], from: ['expected'], to: 'excused', by: ORGANISERS, form: { excuse: f.text('请假原因', 'Excuse', { max: 200 }) } }),
    miss: step({ label: ['记为缺席', 'Absent'], from: ['expected'], to: 'absent', by: [], form: {} }),
  }),
);

async function sessionOf(tx: Tx, id: string) {
  const [row] = await tx.query<{ state: string; held_on: string }>('select state, held_on from study_session where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row;
}
async function openNames(tx: Tx, session: string) {
  return tx.query<{ id: string; name: string }>(
    `select s.id, e.name from study_attendance s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
     where s.tenant_id = $1 and s.session = $2 and s.state = 'expected' and s.archived_at is null order by e.staff_no`, [tx.tenantId, session]);
}

async function attendanceFacts(tx: Tx, record: RowOf<typeof StudyAttendance>) {
  const session = await sessionOf(tx, record.session);
  const [employee] = await tx.query<{ name: string }>('select name from employee where tenant_id = $1 and id = $2', [tx.tenantId, record.employee]);
  return { state: session?.state ?? '', held_on: session?.held_on ?? '', name: employee?.name ?? '', app_user: record.app_user };
}
function notOpen(facts: { readonly state: string; readonly held_on: string }, day: string) {
  return facts.state === 'called' ? notHeldYet(facts.held_on, day) : (['学习会没有在签到', 'The session is not open for attendance'] as const);
}
