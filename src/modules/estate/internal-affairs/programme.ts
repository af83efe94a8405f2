/**
 * The department's training programme (部门培训计划): filed with personnel, item by item held as a study session, tested where it is to be, and put on
 * file. Serves LOG-10.5, LOG-10.6, P35.
 */
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { STUDY_SUBJECTS, StudySession } from '../../people/training/index.ts';
import { TEACHERS, TRAINING_READERS } from './roles.ts';
import { isMonth, PASS } from './rules.ts';

export const TrainingProgramme = defineRegister('training_programme', {
  label: ['部门培训计划', 'Training programme'],
  number: 'PJ-{yyyy}-{00}',
  fields: {
    unit: f.unit('部门', 'Department'),
    year: f.integer('年度', 'Year', { grouped: false, hint: ['例如 2026', 'For example 2026'] }),
    aim: f.longText('目标', 'Aim', { max: 1000 }),
    filed_on: f.date('备案日期', 'Filed on', { optional: true, readonly: true }),
    summary: f.longText('年度小结', 'Summary', { max: 2000, optional: true, readonly: true }),
  },
  title: ['unit', 'year'],
  list: ['year', 'unit', 'aim', 'filed_on'],
  sorts: ['-year', '-number'],
  unique: [['unit', 'year']],
  access: { read: TRAINING_READERS, create: TEACHERS, edit: TEACHERS, namesOpen: true },
  empty: ['还没有部门培训计划。先立计划，再逐月安排项目，报人事备案。', 'No programme yet. Make one, lay out its items by month, file it with personnel.'],
  opening: {
    guard({ input }) {
      if (input.year < 2000 || input.year > 2100) throw new Refusal('training_programme.year', ['年度写作 2026', 'A year reads 2026'], 422, { year: ['例如 2026', 'For example 2026'] });
    },
    set: ({ input }) => ({ unit_id: input.unit }),
  },
});

export const TrainingItem = defineRegister('training_item', {
  label: ['培训项目', 'Training item'],
  number: 'PX-{yyyy}-{000}',
  fields: {
    programme: f.ref('培训计划', 'Programme', 'training_programme'),
    month: f.text('月份', 'Month', { max: 7, hint: ['例如 2026-03', 'For example 2026-03'] }),
    topic: f.text('内容', 'Topic', { max: 80 }),
    subject: f.choice('类别', 'Subject', STUDY_SUBJECTS),
    hours: f.quantity('计划学时', 'Hours planned', { scale: 1, min: 0.5 }),
    tested: f.yesNo('须考核', 'Tested'),
    session: f.ref('学习会', 'Session', 'study_session', { optional: true, readonly: true }),
    dropped_because: f.text('取消原因', 'Why dropped', { max: 200, optional: true, readonly: true }),
  },
  title: ['topic', 'month'],
  list: ['programme', 'month', 'topic', 'subject', 'hours', 'tested', 'session'],
  sorts: ['month', '-number'],
  indexes: [['programme', 'state']],
  access: { read: TRAINING_READERS, create: TEACHERS, edit: TEACHERS },
  empty: ['还没有培训项目。', 'No items yet.'],
  opening: {
    facts: async ({ tx, input }) => ({ programme: await readRecord(tx, TrainingProgramme, input.programme) }),
    guard({ input, facts }) {
      if (facts.programme?.state === 'closed') throw new Refusal('training_item.closed', ['该年度计划已办结', 'The programme is closed']);
      if (!isMonth(input.month) || Number(input.month.slice(0, 4)) !== facts.programme?.year) throw new Refusal('training_item.month', ['月份须在计划年度内', 'The month lies in the year of the programme'], 422, { month: [`例如 ${facts.programme?.year}-03`, `For example ${facts.programme?.year}-03`] });
    },
    set: ({ facts }) => ({ unit_id: facts.programme!.unit_id }),
  },
});

export const TrainingResult = defineRegister('training_result', {
  label: ['考核成绩', 'Test result'],
  number: 'PC-{yyyy}-{0000}',
  fields: {
    item: f.ref('培训项目', 'Item', 'training_item'),
    employee: f.ref('员工', 'Employee', 'employee'),
    score: f.integer('成绩', 'Score', { min: 0, max: 100 }),
    passed: f.yesNo('合格', 'Passed', { optional: true, readonly: true }),
  },
  title: ['employee', 'item'],
  list: ['item', 'employee', 'score', 'passed'],
  sorts: ['-number', '-score'],
  unique: [['item', 'employee']],
  access: { read: TRAINING_READERS, create: TEACHERS },
  empty: ['还没有成绩。', 'No results yet.'],
  opening: {
    facts: async ({ tx, input }) => ({ item: await readRecord(tx, TrainingItem, input.item), attended: await attended(tx, input.item, input.employee) }),
    guard({ facts }) {
      if (facts.item?.state !== 'held' || !facts.item.tested) throw new Refusal('training_result.not_held', ['该项目没有在考核', 'The item is not being tested'], 422, { item: ['请选择已举行、须考核的项目', 'Choose one that was held and is tested'] });
      if (!facts.attended) throw new Refusal('training_result.absent', ['该员工没有到会', 'Was not at the session'], 422, { employee: ['未到会', 'Not there'] });
    },
    set: ({ input, facts }) => ({ passed: input.score >= PASS, unit_id: facts.item!.unit_id }),
  },
});

export const TrainingProgrammeProcess = defineProcess(TrainingProgramme, 'draft',
  {
    draft: { label: ['编制', 'Draft'], tone: 'waiting' },
    submitted: { label: ['待备案', 'To be filed'], tone: 'active', due: { step: 'file', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c) } },
    filed: { label: ['执行中', 'Running'], tone: 'active' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
  },
  (step) => ({
    submit: step({
      label: ['报人事备案', 'Submit to personnel'], tone: 'primary', from: ['draft'], to: 'submitted', by: TEACHERS, form: {},
      facts: async ({ tx, record }) => ({ items: await itemsOf(tx, record.id) }),
      ready: ({ facts }) => (facts.items.length === 0 ? ['还没有培训项目', 'There are no items'] : null),
    }),
    file: step({ label: ['备案', 'File'], tone: 'primary', from: ['submitted'], to: 'filed', by: ['hr'], form: {}, set: ({ day }) => ({ filed_on: day }) }),
    return: step({ label: ['退回', 'Send back'], from: ['submitted'], to: 'draft', by: ['hr'], form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
    close: step({
      label: ['办结', 'Close'], tone: 'primary', from: ['filed'], to: 'closed', by: TEACHERS, form: { summary: f.longText('年度小结', 'Summary', { max: 2000 }) },
      facts: async ({ tx, record }) => ({ items: await itemsOf(tx, record.id) }),
      ready({ facts }) {
        const open = facts.items.filter((i) => !['on_file', 'dropped'].includes(i.state));
        return open.length > 0 ? [`未归档也未取消：${open.map((i) => i.topic).join('、')}`, `Neither on file nor dropped: ${open.map((i) => i.topic).join(', ')}`] : null;
      },
    }),
  }),
);

export const TrainingItemProcess = defineProcess(TrainingItem, 'planned',
  {
    planned: { label: ['已计划', 'Planned'], tone: 'waiting', due: { step: 'hold', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(calendar.lastOfMonth(isMonth(record.month) ? `${record.month}-01` : day), c), showBeforeHours: 31 * 24 } },
    held: { label: ['已举行', 'Held'], tone: 'active' },
    on_file: { label: ['已归档', 'On file'], tone: 'done' },
    dropped: { label: ['已取消', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    hold: step({
      label: ['登记已举行', 'Enter that it was held'], tone: 'primary', from: ['planned'], to: 'held', by: TEACHERS, form: { session: f.ref('学习会', 'Session', 'study_session') },
      facts: async ({ tx, record, input }) => ({ programme: await readRecord(tx, TrainingProgramme, record.programme), session: input.session ? await readRecord(tx, StudySession, input.session) : null }),
      ready: ({ facts }) => (facts.programme?.state === 'filed' ? null : ['计划还没有备案', 'The programme is not filed']),
      guard({ record, facts }) {
        if (facts.session?.state !== 'closed') throw new Refusal('training_item.session_open', ['学习会还没有结束', 'The session is not closed'], 422, { session: ['请选择已结束的学习会', 'Choose a session that is over'] });
        if (facts.session.subject !== record.subject) throw new Refusal('training_item.subject', ['学习会的类别与项目不同', 'The session has another subject'], 422, { session: ['类别不同', 'Another subject'] });
      },
    }),
    archive: step({
      label: ['归档', 'Put on file'], tone: 'primary', from: ['held'], to: 'on_file', by: TEACHERS, form: {},
      facts: async ({ tx, record }) => ({ without: record.tested ? await withoutResult(tx, record.id) : [] }),
      ready: ({ facts }) => (facts.without.length > 0 ? [`到会人员还缺成绩：${facts.without.join('、')}`, `No result yet: ${facts.without.join(', ')}`] : null),
    }),
    drop: step({ label: ['取消', 'Drop'], tone: 'danger', from: ['planned'], to: 'dropped', by: TEACHERS, form: { dropped_because: f.text('取消原因', 'Why', { max: 200 }) } }),
  }),
);

const itemsOf = (tx: Tx, programme: string) => tx.query<{ topic: string; state: string }>('select topic, state from training_item where tenant_id = $1 and programme = $2 and archived_at is null order by month, number', [tx.tenantId, programme]);
async function attended(tx: Tx, item: string, employee: string): Promise<boolean> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from study_attendance a join training_item i on i.tenant_id = a.tenant_id and i.session = a.session where a.tenant_id = $1 and i.id = $2 and a.employee = $3 and a.state = 'attended' and a.archived_at is null`, [tx.tenantId, item, employee]);
  return (row?.n ?? 0) > 0;
}
async function withoutResult(tx: Tx, item: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select e.name from study_attendance a join training_item i on i.tenant_id = a.tenant_id and i.session = a.session join employee e on e.tenant_id = a.tenant_id and e.id = a.employee
     where a.tenant_id = $1 and i.id = $2 and a.state = 'attended' and a.archived_at is null
       and not exists (select 1 from training_result r where r.tenant_id = a.tenant_id and r.item = i.id and r.employee = a.employee and r.archived_at is null) order by e.staff_no`, [tx.tenantId, item]);
  return rows.map((r) => r.name);
}
