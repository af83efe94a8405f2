/**
 * Checks that a rule is kept (制度落实检查): what was looked at, what was found, the action and its date, the re-check by somebody else;
 * a rule that does not fit any more sends a revision on its way. Serves P-POLICY.
 */
import { calendar, defineProcess, defineRegister, f, readRecord, type Tx } from '../../../kernel/index.ts';
import { draftRevision, draftsOf, Policy } from './policy.ts';
import { CHECKERS, KEEPERS, READERS } from './roles.ts';
import { refuseCheck } from './rules.ts';

export const PolicyCheck = defineRegister('policy_check', {
  label: ['制度落实检查', 'Check of a rule'],
  number: 'LS-{yyyy}-{0000}',
  fields: {
    policy: f.ref('制度', 'Rule', 'policy'),
    result: f.choice('落实情况', 'Kept', { kept: ['已落实', 'Kept'], partly: ['部分落实', 'Partly kept'], not_kept: ['未落实', 'Not kept'] }),
    looked_at: f.longText('查看了什么', 'What was looked at', { max: 1000, hint: ['抽查了哪些单据、现场、人员', 'Which papers, places, people'] }),
    finding: f.longText('发现的问题', 'Finding', { max: 2000, optional: true, hint: ['未完全落实必填', 'Required unless kept'] }),
    action: f.longText('整改措施', 'Action', { max: 1000, optional: true }),
    action_due: f.date('整改期限', 'Action due', { optional: true }),
    revise: f.yesNo('制度需要修订', 'The rule needs revision', { optional: true, hint: ['勾选后自动起草修订版', 'A revision is drafted'] }),
    files: f.attachment('附件', 'Files', { optional: true }),
    checked_on: f.date('检查日期', 'Checked on', { optional: true, readonly: true }),
    answer: f.longText('整改情况', 'What was done', { max: 1000, optional: true, readonly: true }),
    answered_by: f.ref('整改人', 'Answered by', 'app_user', { optional: true, readonly: true }),
    rechecked: f.longText('复查结果', 'Result of the re-check', { max: 1000, optional: true, readonly: true }),
  },
  title: ['policy', 'checked_on'],
  list: ['policy', 'checked_on', 'result', 'finding', 'action_due'],
  sorts: ['-checked_on', '-number'],
  indexes: [['policy', 'checked_on']],
  access: { read: READERS, create: CHECKERS },
  empty: ['还没有落实检查。按制度规定的周期到现场查看是否照办。', 'No checks yet. At the interval that a rule sets, look whether it is kept.'],
  opening: {
    facts: async ({ tx, input }) => ({ policy: await readRecord(tx, Policy, input.policy) }),
    guard: ({ input, facts, day }) => refuseCheck(input, { state: facts.policy?.state ?? '', day }),
    set: ({ facts, day }) => ({ checked_on: day, unit_id: facts.policy!.unit_id }),
    effect: async ({ tx, record }) => { if (record.revise) await toRevise(tx, record.policy); },
  },
});

export const PolicyCheckProcess = defineProcess(PolicyCheck, 'recorded',
  {
    recorded: { label: ['已登记', 'Recorded'], tone: 'waiting' },
    correcting: { label: ['整改中', 'Being put right'], tone: 'active', due: { step: 'answer', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.action_due ?? day, c), escalateTo: 'centre_manager' } },
    rechecking: { label: ['待复查', 'To be re-checked'], tone: 'active' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
  },
  (step) => ({
    issue: step({
      label: ['下达', 'Issue'], tone: 'primary', from: ['recorded'], to: ['closed', 'correcting'], by: CHECKERS, form: {},
      hint: ['已落实的随即办结；其余进入整改', 'What is kept closes at once; the rest is put right'],
      choose: ({ record }) => (record.result === 'kept' ? 'closed' : 'correcting'),
    }),
    answer: step({
      label: ['整改完成', 'Put right'], tone: 'primary', from: ['correcting'], to: 'rechecking', by: [...new Set([...KEEPERS, ...CHECKERS])],
      form: { answer: f.longText('整改情况', 'What was done', { max: 1000 }) },
      set: ({ actor }) => ({ answered_by: actor.id }),
    }),
    close: step({
      label: ['复查办结', 'Close after re-check'], tone: 'primary', from: ['rechecking'], to: 'closed', by: CHECKERS, form: { rechecked: f.longText('复查结果', 'Result of the re-check', { max: 1000 }) },
      ready: ({ record, actor }) => (record.answered_by === actor.id ? ['由另一人复查', 'Somebody else re-checks'] : null),
    }),
    return: step({ label: ['退回整改', 'Send back'], from: ['rechecking'], to: 'correcting', by: CHECKERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

async function toRevise(tx: Tx, id: string): Promise<void> {
  const policy = await readRecord(tx, Policy, id);
  if (policy && (await draftsOf(tx, policy.code)).length === 0) await draftRevision(tx, policy);
}
