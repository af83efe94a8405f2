/**
 * Assessments of the branches' daily work (考核): by branch, month and special rule, with mark, finding, evidence and action; the branch
 * answers, the centre closes. Serves FS-2.2.
 */
import { defineProcess, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { servicePlaces } from '../staff/index.ts';
import { Policy } from './policy.ts';
import { CENTRE, READERS } from './roles.ts';
import { refuseAssessment } from './rules.ts';

export const RuleAssessment = defineRegister('rule_assessment', {
  label: ['制度考核', 'Assessment'],
  number: 'KH-{yyyy}{mm}-{000}',
  fields: {
    branch: f.unit('区域服务部', 'Branch'),
    month: f.text('考核月份', 'Month', { max: 7, hint: ['例如 2026-02', 'For example 2026-02'] }),
    rule: f.ref('制度', 'Special rule', 'policy'),
    rule_no: f.integer('项号', 'Rule number', { optional: true, readonly: true }),
    score: f.integer('得分', 'Mark', { min: 0, max: 100 }),
    finding: f.longText('发现的问题', 'Finding', { max: 2000, optional: true, hint: ['不满分必填', 'Required below 100'] }),
    evidence: f.longText('依据', 'Evidence', { max: 1000, hint: ['抽查了什么、哪些单据', 'What was looked at, which papers'] }),
    files: f.attachment('附件', 'Files', { optional: true }),
    action: f.longText('整改措施', 'Action', { max: 1000, optional: true, hint: ['不满分必填', 'Required below 100'] }),
    action_due: f.date('整改期限', 'Action due', { optional: true }),
    answer: f.longText('服务部说明', 'Answer of the branch', { max: 2000, optional: true, readonly: true }),
    checked: f.longText('复查结果', 'Result of the re-check', { max: 1000, optional: true, readonly: true }),
  },
  title: ['branch', 'month', 'rule'],
  list: ['branch', 'month', 'rule', 'score', 'finding', 'action_due'],
  sorts: ['-month', '-number', 'score'],
  unique: [['branch', 'month', 'rule']],
  access: { read: READERS, create: CENTRE, edit: CENTRE, archive: CENTRE },
  empty: ['还没有考核。每月按十项特别管理制度考核各区域服务部的日常工作。', 'No assessments yet. Each month the branches are assessed by the ten special rules.'],
  opening: {
    facts: async ({ tx, id, input }) => ({
      rule: await readRecord(tx, Policy, input.rule), isBranch: (await servicePlaces(tx)).some((p) => p.kind === 'branch' && p.id === input.branch),
      before: id === null ? null : await placed(tx, id),
    }),
    guard({ input, facts, day }) {
      if (facts.before !== null && facts.before.state !== 'drafted') throw new Refusal('rule_assessment.issued', ['已下发的考核不再修改', 'An issued assessment is not changed']);
      refuseAssessment(input, { day, isBranch: facts.isBranch, ruleInForce: facts.rule?.kind === 'special_rule' && facts.rule.state === 'in_force' });
      if (facts.before !== null && (facts.before.branch !== input.branch || facts.before.rule !== input.rule)) {
        throw new Refusal('rule_assessment.moved', ['服务部和制度不能更改，请归档后另行登记', 'Branch and rule stay; archive this one and record another']);
      }
    },
    set: ({ input, facts }) => ({ rule_no: facts.rule?.rule_no ?? null, unit_id: input.branch }),
  },
});

export const RuleAssessmentProcess = defineProcess(RuleAssessment, 'drafted',
  {
    drafted: { label: ['未下发', 'Not issued'], tone: 'waiting' },
    issued: { label: ['待服务部说明', 'Awaiting the branch'], tone: 'active' },
    answered: { label: ['待复查', 'To be re-checked'], tone: 'active' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
  },
  (step) => ({
    issue: step({
      label: ['下发', 'Issue'], tone: 'primary', from: ['drafted'], to: ['issued', 'closed'], by: CENTRE, form: {},
      hint: ['满分的考核随即办结；有扣分的由服务部说明', 'Full marks close at once; below that the branch answers'],
      choose: ({ record }) => (record.score === 100 ? 'closed' : 'issued'),
    }),
    answer: step({
      label: ['说明', 'Answer'], tone: 'primary', from: ['issued'], to: 'answered', by: ['branch_manager'],
      form: { answer: f.longText('说明与整改情况', 'Answer and what was done', { max: 2000 }) },
    }),
    close: step({
      label: ['复查办结', 'Close after re-check'], tone: 'primary', from: ['answered'], to: 'closed', by: CENTRE,
      form: { checked: f.longText('复查结果', 'Result of the re-check', { max: 1000 }) },
    }),
    return: step({ label: ['退回', 'Send back'], from: ['answered'], to: 'issued', by: CENTRE, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

async function placed(tx: Tx, id: string): Promise<{ readonly state: string; readonly branch: string; readonly rule: string } | null> {
  const [row] = await tx.query<{ state: string; branch: string; rule: string }>('select state, branch, rule from rule_assessment where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row ?? null;
}
