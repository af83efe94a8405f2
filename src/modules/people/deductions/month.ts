/**
 * A month's deductions (月度扣款): computed by the guard, looked at, approved, handed to payroll as a file; never silently. The rest is carried
 * over. Serves SM-5, LG-1 to LG-4, AC-08, AC-09.
 */
import { calendar, defineProcess, defineRegister, f, parameter, Refusal, rmbCapitals, takeStep, type Tx, updateRecord, yuan } from '../../../kernel/index.ts';
import { MoneyClaimProcess } from './claim-process.ts';
import { computeMonth, type Computed, sameLines, storedLines } from './compute.ts';
import { KINDS, NOT_LEGAL_ADVICE, PROFILES, type ProfileName } from './guard.rules.ts';
import { CutOffDay, MinimumWage, ProfileOfPlace } from './parameters.ts';
import { PAYROLL } from './roles.ts';
import { PayrollList } from './slips.ts';

const later = { optional: true, readonly: true } as const;
export const DeductionMonth = defineRegister('deduction_month', {
  label: ['月度扣款', 'Month of deductions'],
  number: 'KK-{yyyy}-{000}',
  fields: {
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-11', 'Such as 2026-11'] }),
    cut_off: f.date('截止日', 'Cut-off', later), profile: f.choice('口径', 'Profile', PROFILES, later), minimum_wage: f.money('最低工资', 'Minimum wage', later),
    people: f.integer('人数', 'People', later), total: f.money('本月扣款', 'Deducted', later), carried: f.money('结转', 'Carried over', later), approved_on: f.date('批准日', 'Approved on', later), handed_on: f.date('交付日', 'Handed over on', later),
  },
  title: ['month'],
  list: ['month', 'profile', 'cut_off', 'people', 'total', 'carried', 'approved_on', 'handed_on'],
  sorts: ['-month', '-number'],
  unique: [['month']],
  access: { read: [...PAYROLL, 'auditor'], create: PAYROLL },
  empty: ['还没有月度扣款。薪资专员按月开单，系统按上限计算，批准后交付工资系统。', 'No months yet. Payroll opens one for a month; the guard computes it, and once approved it is handed over.'],
  opening: {
    facts: async ({ tx, input }) => {
      const first = monthOf(input.month);
      const [open] = await tx.query<{ month: string }>(`select month from deduction_month where tenant_id = $1 and archived_at is null and ((state = 'draft' and month < $2) or month > $2) order by month limit 1`, [tx.tenantId, input.month]);
      return first === null ? { other: null, terms: null } : { other: open?.month ?? null, terms: await termsOf(tx, input.month) };
    },
    guard({ input, facts, day }) {
      if (facts.terms === null) throw new Refusal('deduction_month.month', ['月份写成 2026-11', 'Write the month like 2026-11'], 422, { month: ['如 2026-11', 'Such as 2026-11'] });
      if (input.month > day.slice(0, 7)) throw new Refusal('deduction_month.future', ['不能预先扣款', 'Not for a month to come'], 422, { month: ['不晚于本月', 'Not later than this month'] });
      if (facts.other !== null) throw new Refusal('deduction_month.order', [`须按月份先后：${facts.other}`, `Months come in order: ${facts.other}`], 409);
    },
    set: ({ facts }) => (facts.terms ? { cut_off: facts.terms.cutOff, profile: facts.terms.profile, minimum_wage: facts.terms.minimumWage } : {}),
    async effect({ tx, record }) { await computeMonth(tx, { ...record, cutOff: record.cut_off!, profile: record.profile!, minimumWage: record.minimum_wage }, true); },
  },
});
export const monthOf = (month: string): string | null => (/^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? `${month}-01` : null);

/** What a month is computed by: the answers in force on its last day. Refused while the minimum wage is not answered and the profile asks for it. */
export async function termsOf(tx: Tx, month: string): Promise<{ readonly profile: ProfileName; readonly minimumWage: number | null; readonly cutOff: string }> {
  const last = calendar.lastOfMonth(`${month}-01`);
  const profile = await parameter(tx, ProfileOfPlace, last) as ProfileName;
  return { profile, minimumWage: profile === 'none' ? null : await parameter(tx, MinimumWage, last), cutOff: `${month}-${String(await parameter(tx, CutOffDay, last)).padStart(2, '0')}` };
}

export const Deduction = defineRegister('deduction', {
  label: ['扣款明细', 'Deduction'],
  number: 'KX-{yyyy}-{0000}',
  fields: {
    deduction_month: f.ref('月度扣款', 'Month', 'deduction_month'), month: f.text('月份', 'Month', { max: 7 }), employee: f.ref('员工', 'Employee', 'employee'), claim: f.ref('赔偿与罚款单', 'Claim', 'money_claim'), kind: f.choice('类别', 'Kind', KINDS),
    open: f.money('扣前未清', 'Open before'), amount: f.money('本月扣款', 'Deducted'), carried: f.money('结转下月', 'Carried over'), why: f.text('原因', 'Why', { max: 300 }), why_en: f.text('原因（英文）', 'Why, in English', { max: 300 }),
    wage: f.money('当月工资', 'Wage of the month', { optional: true, personal: true, readBy: PAYROLL }), cap: f.money('当月上限', 'Cap of the month', { readBy: PAYROLL, personal: true }),
    person: f.ref('本人', 'The person', 'app_user', later),
  },
  title: ['employee', 'month'],
  list: ['month', 'employee', 'claim', 'kind', 'open', 'amount', 'carried', 'why'],
  sorts: ['-month', '-number'],
  indexes: [['employee', 'month'], ['claim']],
  unique: [['deduction_month', 'claim']],
  access: { read: [...PAYROLL, 'auditor'], create: [], own: 'person' },
  empty: ['没有扣款明细。由月度扣款计算产生。', 'No deductions. They come from computing a month.'],
});

export const DeductionMonthProcess = defineProcess(DeductionMonth, 'draft',
  { draft: { label: ['已计算，待批准', 'Computed, to be approved'], tone: 'waiting' }, approved: { label: ['已批准', 'Approved'], tone: 'active' }, handed: { label: ['已交付工资系统', 'Handed to payroll'], tone: 'done' } },
  (step) => ({
    recompute: step({
      label: ['重新计算', 'Compute again'], from: ['draft'], to: 'draft', by: PAYROLL, form: {},
      facts: async ({ tx, record }) => ({ terms: await termsOf(tx, record.month) }),
      set: ({ facts }) => ({ cut_off: facts.terms.cutOff, profile: facts.terms.profile, minimum_wage: facts.terms.minimumWage }),
      async effect({ tx, record }) { await computeMonth(tx, { ...record, cutOff: record.cut_off!, profile: record.profile!, minimumWage: record.minimum_wage }, true); },
    }),
    approve: step({
      label: ['批准扣款', 'Approve'], tone: 'primary', from: ['draft'], to: 'approved', by: PAYROLL, form: {},
      hint: ['批准即记账：从各人应扣中转出', 'Approval posts it: each amount leaves what is owed'],
      facts: async ({ tx, record }) => {
        const now = await computeMonth(tx, { ...record, cutOff: record.cut_off!, profile: record.profile!, minimumWage: record.minimum_wage }, false);
        return { now, same: sameLines(now, await storedLines(tx, record.id)) };
      },
      ready: ({ record, day }) => (record.cut_off !== null && day < record.cut_off ? [`截止日 ${record.cut_off} 之前不能批准`, `Not before the cut-off ${record.cut_off}`] : null),
      preview: ({ facts, record }) => ({ lines: [[`${record.people ?? 0} 人，扣 ${yuan(record.total ?? 0)} 元，结转 ${yuan(record.carried ?? 0)} 元`, `${record.people ?? 0} people, ${yuan(record.total ?? 0)} yuan taken, ${yuan(record.carried ?? 0)} carried over`], ...stopped(facts.now), NOT_LEGAL_ADVICE] }),
      guard({ facts }) { if (!facts.same) throw new Refusal('deduction_month.changed', ['计算之后情况有变，请重新计算', 'Something changed since; compute again'], 409); },
      set: ({ day }) => ({ approved_on: day }),
      async effect({ tx, record, facts }) {
        for (const line of facts.now) if (line.amount > 0) await takeStep(tx, MoneyClaimProcess, line.claim, 'deduct', { deducted: line.amount, month: record.month });
        // From now on the person sees their own line; a draft is nobody's yet.
        for (const line of await storedLines(tx, record.id)) if (line.app_user !== null) await updateRecord(tx, Deduction, line, { person: line.app_user }, { what: 'approved' });
      },
    }),
    hand_over: step({
      label: ['交付工资系统', 'Hand to payroll'], tone: 'primary', from: ['approved'], to: 'handed', by: PAYROLL, form: { received_by: f.text('接收人', 'Received by', { max: 40 }) },
      hint: ['先下载清单文件（Excel 或 CSV），交付后不再改动；更正在下月进行', 'Download the file first; afterwards nothing changes, corrections go into the next month'],
      facts: async ({ tx, record }) => ({ lines: await storedLines(tx, record.id) }),
      set: ({ day }) => ({ handed_on: day }),
      slip: { kind: PayrollList, content: ({ record, facts, input }) => ({
        lines: [{ label: ['月份', 'Month'], value: record.month }, { label: ['人数', 'People'], value: String(record.people ?? 0) }, { label: ['合计', 'Total'], value: [`${yuan(record.total ?? 0)} 元`, `${yuan(record.total ?? 0)} yuan`] }, { label: ['大写', 'In words'], value: rmbCapitals(record.total ?? 0) }, { label: ['接收人', 'Received by'], value: input.received_by }],
        table: { columns: [['工号', 'Staff number'], ['姓名', 'Name'], ['单号', 'Claim'], ['类别', 'Kind'], ['扣款', 'Deducted'], ['结转', 'Carried over']], rows: facts.lines.filter((l) => l.amount > 0).map((l) => [l.staff_no, l.name, l.claim_number, KINDS[l.kind], yuan(l.amount), yuan(l.carried)]) },
        boxes: [['薪资', 'Payroll'], ['财务', 'Finance']],
      }) },
    }),
  }),
);

/** What is not taken this month is named before the approval. */
const stopped = (lines: readonly Computed[]) => lines.filter((l) => l.amount === 0).slice(0, 8).map((l): readonly [string, string] => [`${l.number}：${l.why[0]}`, `${l.number}: ${l.why[1]}`]);
