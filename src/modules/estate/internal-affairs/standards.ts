/**
 * Standards (标准化): a standard for each post, checks whether the post works to it, correction and re-check by somebody else; the standardisation
 * work itself as tasks with evidence. Serves LOG-10.8, LOG-10.9, P37.
 */
import { calendar, defineDuty, defineProcess, defineRegister, f, readRecord, Refusal, unitsBelow } from '../../../kernel/index.ts';
import { HEADS, STAFF, STANDARDS, STANDARDS_READERS } from './roles.ts';

export const WorkStandard = defineRegister('work_standard', {
  label: ['岗位标准', 'Standard of a post'],
  number: 'BZ-{000}',
  fields: {
    post: f.text('岗位', 'Post', { max: 40 }),
    title: f.text('名称', 'Title', { max: 80 }),
    text: f.longText('内容', 'Text', { max: 4000 }),
    policy: f.ref('所据制度', 'Under which rule', 'policy', { optional: true }),
  },
  title: ['post', 'title'],
  list: ['post', 'title', 'policy'],
  sorts: ['number', 'post'],
  unique: [['post', 'title']],
  access: { read: STANDARDS_READERS, create: STANDARDS, edit: STANDARDS, namesOpen: true },
  empty: ['还没有岗位标准。', 'No standards yet.'],
});
export const WorkStandardProcess = defineProcess(WorkStandard, 'draft',
  { draft: { label: ['起草', 'Draft'], tone: 'waiting' }, in_force: { label: ['执行中', 'In force'], tone: 'done' }, withdrawn: { label: ['已停用', 'Withdrawn'], tone: 'stopped' } },
  (step) => ({
    adopt: step({ label: ['批准执行', 'Adopt'], tone: 'primary', from: ['draft'], to: 'in_force', by: HEADS, form: {} }),
    withdraw: step({ label: ['停用', 'Withdraw'], tone: 'danger', from: ['draft', 'in_force'], to: 'withdrawn', by: HEADS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

export const StandardCheck = defineRegister('standard_check', {
  label: ['标准执行检查', 'Check against a standard'],
  number: 'BJ-{yyyy}-{0000}',
  fields: {
    standard: f.ref('标准', 'Standard', 'work_standard'),
    employee: f.ref('被查人', 'Who', 'employee'),
    result: f.choice('结果', 'Result', { met: ['符合', 'Met'], not_met: ['不符合', 'Not met'] }),
    looked_at: f.text('查看了什么', 'What was looked at', { max: 300 }),
    finding: f.text('不符合项', 'Finding', { max: 300, optional: true, hint: ['不符合必填', 'Required unless met'] }),
    correct_by: f.date('整改期限', 'To be put right by', { optional: true }),
    checked_on: f.date('检查日期', 'Checked on', { optional: true, readonly: true }),
    corrected: f.text('整改情况', 'What was done', { max: 300, optional: true, readonly: true }),
    corrected_by: f.ref('整改登记人', 'Entered by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['standard', 'employee'],
  list: ['checked_on', 'standard', 'employee', 'result', 'finding', 'correct_by'],
  sorts: ['-checked_on', '-number'],
  indexes: [['standard', 'checked_on'], ['employee', 'checked_on']],
  access: { read: STANDARDS_READERS, create: STANDARDS },
  empty: ['还没有检查。', 'No checks yet.'],
  opening: {
    facts: async ({ tx, input }) => ({ standard: await readRecord(tx, WorkStandard, input.standard) }),
    guard({ input, facts, day }) {
      if (facts.standard?.state !== 'in_force') throw new Refusal('standard_check.not_in_force', ['标准没有在执行', 'The standard is not in force'], 422, { standard: ['请选择执行中的标准', 'Choose one in force'] });
      if (input.result === 'not_met' && (input.finding === null || input.correct_by === null || input.correct_by < day)) {
        throw new Refusal('standard_check.finding', ['不符合须写明问题和今后的整改期限', 'Say what is not met, and by when it is put right'], 422, { finding: ['必填', 'Required'], correct_by: [`不早于 ${day}`, `Not before ${day}`] });
      }
    },
    set: ({ facts, day }) => ({ checked_on: day, unit_id: facts.standard!.unit_id }),
  },
});
export const StandardCheckProcess = defineProcess(StandardCheck, 'recorded',
  {
    recorded: { label: ['已登记', 'Recorded'], tone: 'waiting' },
    correcting: { label: ['整改中', 'Being put right'], tone: 'active', due: { step: 'correct', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.correct_by ?? day, c), escalateTo: 'logistics_head' } },
    rechecking: { label: ['待复查', 'To be re-checked'], tone: 'active' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
  },
  (step) => ({
    issue: step({ label: ['下达', 'Issue'], tone: 'primary', from: ['recorded'], to: ['correcting', 'closed'], by: STANDARDS, form: {}, choose: ({ record }) => (record.result === 'met' ? 'closed' : 'correcting') }),
    correct: step({
      label: ['整改完成', 'Put right'], tone: 'primary', from: ['correcting'], to: 'rechecking', by: STAFF, form: { corrected: f.text('整改情况', 'What was done', { max: 300 }) },
      set: ({ actor }) => ({ corrected_by: actor.id }),
    }),
    close: step({
      label: ['复查办结', 'Close after re-check'], tone: 'primary', from: ['rechecking'], to: 'closed', by: [...STANDARDS, ...HEADS], form: {},
      ready: ({ record, actor }) => (record.corrected_by === actor.id ? ['由另一人复查', 'Somebody else re-checks'] : null),
    }),
    return: step({ label: ['退回整改', 'Send back'], from: ['rechecking'], to: 'correcting', by: [...STANDARDS, ...HEADS], form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

export const StandardTask = defineRegister('standard_task', {
  label: ['标准化工作', 'Standardisation task'],
  number: 'BG-{yyyy}-{000}',
  fields: {
    task: f.text('事项', 'Task', { max: 120, hint: ['如编制、宣贯、评审、更新目录', 'Such as drafting, teaching, reviewing, updating the list'] }),
    due_on: f.date('完成期限', 'Due on'),
    outcome: f.longText('完成情况', 'Outcome', { max: 1000, optional: true, readonly: true }),
    evidence: f.attachment('成果', 'Evidence', { optional: true }),
    done_on: f.date('完成日期', 'Done on', { optional: true, readonly: true }),
  },
  title: ['task'],
  list: ['task', 'due_on', 'done_on'],
  sorts: ['due_on', '-number'],
  access: { read: STANDARDS_READERS, create: [...HEADS, ...STANDARDS] },
  empty: ['还没有标准化工作。', 'No tasks yet.'],
  opening: {
    guard({ input, day }) {
      if (input.due_on < day) throw new Refusal('standard_task.past', ['期限已过', 'The date has passed'], 422, { due_on: [`不早于 ${day}`, `Not before ${day}`] });
    },
  },
});
export const StandardTaskProcess = defineProcess(StandardTask, 'open',
  {
    open: { label: ['办理中', 'Open'], tone: 'active', due: { step: 'finish', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.due_on, c), escalateTo: 'logistics_head' } },
    finished: { label: ['待验收', 'To be accepted'], tone: 'active' },
    accepted: { label: ['已验收', 'Accepted'], tone: 'done' },
  },
  (step) => ({
    finish: step({ label: ['完成', 'Finish'], tone: 'primary', from: ['open'], to: 'finished', by: STANDARDS, form: { outcome: f.longText('完成情况', 'Outcome', { max: 1000 }) }, set: ({ day }) => ({ done_on: day }) }),
    accept: step({ label: ['验收', 'Accept'], tone: 'primary', from: ['finished'], to: 'accepted', by: HEADS, form: {} }),
    return: step({ label: ['退回', 'Send back'], from: ['finished'], to: 'open', by: HEADS, form: { reason: f.text('原因', 'Reason', { max: 200 }) }, set: () => ({ done_on: null }) }),
  }),
);

/** Every standard in force is looked at once a quarter; one that was not shows the duty open. */
export const StandardsDuty = defineDuty('standards_checked', {
  label: ['每季逐岗检查标准执行', 'Each standard checked every quarter'],
  statements: ['LOG-10.8'],
  recurs: { every: 'month', days: [25], months: [3, 6, 9, 12] }, by: '18:00', unitKind: 'centre', owner: 'standards_owner', deputy: 'logistics_head', escalate: { to: 'centre_manager', afterMinutes: 3 * 24 * 60 },
  form: { reason: f.text('未查的标准及原因', 'Which were not checked, and why', { max: 300 }) },
  async evidence({ tx, unit, day }) {
    const [row] = await tx.query<{ standards: number; unchecked: number }>(
      `select count(*)::int as standards, (count(*) filter (where not exists (select 1 from standard_check k where k.tenant_id = s.tenant_id and k.standard = s.id and k.checked_on between $3 and $4 and k.state <> 'recorded' and k.archived_at is null)))::int as unchecked
       from work_standard s where s.tenant_id = $1 and s.unit_id = any($2) and s.state = 'in_force' and s.archived_at is null`, [tx.tenantId, await unitsBelow(tx, unit), `${calendar.addMonths(`${day.slice(0, 7)}-01`, -2)}`, day]);
    return row && row.standards > 0 && row.unchecked === 0 ? { standards: row.standards } : null;
  },
});
