/**
 * One person's assessment (个人评定): self → branch manager → committee at head office → published → appeal. Nobody decides their own
 * grade. Serves FS-2.3, SM-33.
 */
import { calendar, createRecord, defineParameter, defineProcess, defineRegister, f, parameterOrNull, Refusal, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { EmployeeGrade } from './employee-grade.ts';
import { CENTRE, READERS, RECOMMENDERS } from './roles.ts';
import { GRADES, ownGrade, refuseAppealDecider, refuseAppealOutcome, refuseCommittee } from './rules.ts';

export const AppealDays = defineParameter('grading.appeal_days', {
  label: ['等级申诉期限（天）', 'Days within which a grade may be appealed'],
  help: ['从公布次日起算。规定中没有写明，未答复前申诉不限期。', 'Counted from the day after publication. The documents do not say; until answered there is no limit.'],
  field: f.integer('天数', 'Days', { min: 1, max: 365 }), source: 'SM-33', suggestion: { value: 10, why: ['公布后两周内可以处理完毕', 'Leaves time to deal with it within two weeks'] }, writeBy: ['centre_manager'],
});

const grade = f.choice('等级', 'Grade', GRADES);

export const GradeAssessment = defineRegister('grade_assessment', {
  label: ['个人评定', 'Assessment of a person'],
  number: 'DJ-{yyyy}-{000}',
  fields: {
    campaign: f.ref('评定活动', 'Campaign', 'grade_campaign'),
    employee: f.ref('员工', 'Employee', 'employee'),
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true, readonly: true }),
    self_grade: f.choice('自评等级', 'Own view', GRADES, { optional: true, readonly: true }),
    self_text: f.longText('自评', 'Self-assessment', { max: 2000, optional: true, readonly: true }),
    branch_grade: f.choice('服务部推荐', 'Recommended', GRADES, { optional: true, readonly: true }),
    branch_text: f.longText('推荐意见', 'Reasons of the branch', { max: 2000, optional: true, readonly: true }),
    branch_by: f.ref('推荐人', 'Recommended by', 'app_user', { optional: true, readonly: true }),
    grade: f.choice('评定等级', 'Grade', GRADES, { optional: true, readonly: true }),
    committee_text: f.longText('评定组意见', 'Reasons of the committee', { max: 2000, optional: true, readonly: true }),
    graded_by: f.ref('经办人', 'Entered by', 'app_user', { optional: true, readonly: true }),
    chair: f.ref('评定组组长', 'Chair', 'app_user', { optional: true, readonly: true }),
    published_on: f.date('公布日期', 'Published on', { optional: true, readonly: true }),
    appeal_text: f.longText('申诉理由', 'Appeal', { max: 2000, optional: true, readonly: true }),
    appeal_outcome: f.choice('申诉结果', 'Outcome of the appeal', { upheld: ['维持', 'Upheld'], changed: ['改评', 'Changed'] }, { optional: true, readonly: true }),
    appeal_answer: f.longText('申诉答复', 'Answer to the appeal', { max: 2000, optional: true, readonly: true }),
  },
  title: ['employee', 'campaign'],
  list: ['employee', 'campaign', 'self_grade', 'branch_grade', 'grade', 'published_on'],
  sorts: ['number', '-published_on'],
  indexes: [['campaign', 'state'], ['app_user']],
  unique: [['campaign', 'employee']],
  access: { read: READERS, create: CENTRE, own: 'app_user' },
  empty: ['评定活动发起后，应评人员列在这里。', 'When a campaign opens, those expected stand here.'],
  opening: {
    facts: async ({ tx, input }) => ({ campaign: await campaignState(tx, input.campaign) }),
    guard({ facts }) { if (facts.campaign !== 'open') throw new Refusal('grade_assessment.not_open', ['评定活动没有开放', 'The campaign is not open'], 422, { campaign: ['请选择评定中的活动', 'Choose an open campaign'] }); },
  },
});
type Row = RowOf<typeof GradeAssessment>;
const closed = (state: string | null) => (state === 'open' ? null : (['评定活动已结束', 'The campaign is closed'] as const));
const inCampaign = async ({ tx, record }: { readonly tx: Tx; readonly record: Row }) => ({ campaign: await campaignState(tx, record.campaign), name: await nameOf(tx, record.employee) });

export const GradeAssessmentProcess = defineProcess(GradeAssessment, 'expected',
  {
    expected: { label: ['待自评', 'Awaiting self-assessment'], tone: 'waiting' },
    self_done: { label: ['待服务部推荐', 'Awaiting the branch'], tone: 'active' },
    recommended: { label: ['待评定组', 'Awaiting the committee'], tone: 'active' },
    graded: { label: ['已评定，待公布', 'Graded, to be published'], tone: 'active' },
    published: { label: ['已公布', 'Published'], tone: 'done' },
    appealed: { label: ['申诉中', 'Under appeal'], tone: 'alarm' },
    final: { label: ['已复核', 'Final'], tone: 'done' },
    left_open: { label: ['未评定', 'Not graded'], tone: 'stopped' },
  },
  (step) => ({
    assess_self: step({
      label: ['自评', 'Self-assessment'], tone: 'primary', from: ['expected'], to: 'self_done', by: ['technician', 'branch_manager'],
      hint: ['由本人签名；没有登录账号的在区域经理处填写', 'Signed in person; without a sign-in at the branch manager’s desk'],
      form: { self_grade: f.choice('自评等级', 'Own view', GRADES), self_text: f.longText('掌握的技能与完成的工作', 'Skills and work done', { max: 2000 }) },
      sign: [{ name: 'self', label: ['本人', 'In person'], by: 'guest' }],
      facts: inCampaign, ready: ({ facts }) => closed(facts.campaign),
      guard({ facts, signers }) {
        if (signers.self!.name.trim() !== facts.name) throw new Refusal('grade_assessment.in_person', [`须由${facts.name}本人签名`, `${facts.name} must sign in person`], 422, { 'sign.self': [`请由${facts.name}签名`, `To be signed by ${facts.name}`] });
      },
    }),
    recommend: step({
      label: ['服务部推荐', 'Recommend'], tone: 'primary', from: ['self_done'], to: 'recommended', by: RECOMMENDERS,
      hint: ['区域经理本人由总部推荐', 'A branch manager is recommended by head office'],
      form: { branch_grade: f.choice('推荐等级', 'Recommended grade', GRADES), branch_text: f.longText('推荐意见', 'Reasons', { max: 2000 }) },
      facts: inCampaign, ready: ({ facts, record, actor }) => closed(facts.campaign) ?? ownGrade(record.app_user, actor.id),
      set: ({ actor }) => ({ branch_by: actor.id }),
    }),
    grade: step({
      label: ['评定', 'Grade'], tone: 'primary', from: ['recommended'], to: 'graded', by: CENTRE,
      form: { grade, committee_text: f.longText('评定组意见', 'Reasons of the committee', { max: 2000 }) },
      sign: [{ name: 'chair', label: ['评定组组长', 'Chair of the committee'], by: 'user', role: 'centre_manager' }, { name: 'member', label: ['评定组成员', 'Member of the committee'], by: 'user', role: 'dispatcher' }],
      facts: inCampaign, ready: ({ facts, record, actor }) => closed(facts.campaign) ?? ownGrade(record.app_user, actor.id),
      preview: ({ record }) => ({
        lines: [[`自评：${GRADES[record.self_grade ?? 'junior'][0]}；推荐：${GRADES[record.branch_grade ?? 'junior'][0]}`, `Own view: ${GRADES[record.self_grade ?? 'junior'][1]}; recommended: ${GRADES[record.branch_grade ?? 'junior'][1]}`], [record.branch_text ?? '', record.branch_text ?? '']],
        initial: { grade: record.branch_grade },
      }),
      guard: ({ record, signers }) => refuseCommittee({ assessed: record.app_user, recommendedBy: record.branch_by }, Object.values(signers)),
      set: ({ actor, signers }) => ({ graded_by: actor.id, chair: signers.chair!.userId }),
    }),
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['graded'], to: 'published', by: CENTRE, form: {},
      hint: ['公布之日起按新等级', 'The grade counts from the day it is published'],
      ready: ({ record, actor }) => ownGrade(record.app_user, actor.id),
      set: ({ day }) => ({ published_on: day }),
      effect: ({ tx, record, day }) => holdFrom(tx, record, day),
    }),
    appeal: step({
      label: ['申诉', 'Appeal'], from: ['published'], to: 'appealed', by: ['technician', 'branch_manager'], form: { appeal_text: f.longText('申诉理由', 'Reasons', { max: 2000 }) },
      sign: [{ name: 'self', label: ['本人', 'In person'], by: 'guest' }],
      facts: async ({ tx, record, day }) => ({ name: await nameOf(tx, record.employee), days: await parameterOrNull(tx, AppealDays, day) }),
      ready({ record, facts, day }) {
        const last = facts.days === null || record.published_on === null ? null : calendar.addDays(record.published_on, facts.days);
        return last !== null && day > last ? [`申诉期已于 ${last} 届满`, `Appeals were possible until ${last}`] : null;
      },
      guard({ facts, signers }) { if (signers.self!.name.trim() !== facts.name) throw new Refusal('grade_assessment.in_person', [`须由${facts.name}本人签名`, `${facts.name} must sign in person`]); },
    }),
    decide_appeal: step({
      label: ['决定申诉', 'Decide the appeal'], tone: 'primary', from: ['appealed'], to: 'final', by: ['centre_manager', 'hr'],
      form: {
        appeal_outcome: f.choice('申诉结果', 'Outcome', { upheld: ['维持', 'Upheld'], changed: ['改评', 'Changed'] }), grade: f.choice('改评为', 'New grade', GRADES, { optional: true }),
        appeal_answer: f.longText('答复', 'Answer', { max: 2000 }),
      },
      facts: async ({ record }) => ({ now: record.grade }),
      guard({ record, input, actor, facts }) {
        refuseAppealDecider({ assessed: record.app_user, before: [record.branch_by, record.graded_by, record.chair] }, actor.id);
        refuseAppealOutcome(input.appeal_outcome, facts.now, input.grade);
      },
      set: ({ input, facts }) => ({ grade: input.grade ?? facts.now }),
      effect: async ({ tx, record, before, day }) => { if (record.grade !== before.grade) await holdFrom(tx, record, day); },
    }),
    leave_open: step({ label: ['结束时未评定', 'Left open'], from: ['expected', 'self_done', 'recommended'], to: 'left_open', by: [], form: {} }),
  }),
);

/** The new grade goes into the person's history; the one before ends the day before, or never held when it began on the same day. */
async function holdFrom(tx: Tx, record: Row, day: string): Promise<void> {
  const before = await tx.query<{ id: string; valid_from: string }>('select id, valid_from from employee_grade where tenant_id = $1 and employee = $2 and valid_to is null for update', [tx.tenantId, record.employee]);
  for (const old of before) {
    const last = calendar.addDays(day, -1);
    await updateRecord(tx, EmployeeGrade, old, { valid_to: last }, { what: 'end' });
  }
  await createRecord(tx, EmployeeGrade, { employee: record.employee, grade: record.grade!, valid_from: day, assessment: record.id, unit_id: record.unit_id });
}

async function campaignState(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>('select state from grade_campaign where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.state ?? null;
}
async function nameOf(tx: Tx, employee: string): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from employee where tenant_id = $1 and id = $2', [tx.tenantId, employee]);
  return row?.name ?? '';
}
