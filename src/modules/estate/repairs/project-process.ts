/**
 * The course of a construction job: planned, contracted, built, accepted by several signers, settled with retention, under warranty until its day,
 * closed. It cannot be settled before every signer has signed. Serves LOG-2.6, P23, AS-39.
 */
import { calendar, createRecord, defineProcess, f, Refusal, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { RepairProcess } from './order-process.ts';
import { ConstructionAcceptance, ConstructionProject, RUN } from './project.ts';
import { HEADS } from './roles.ts';
import { openAcceptance, PARTIES, refuseFewSigners, settle, warrantyEnds, type Party, type Signer } from './rules.ts';

type Project = RowOf<typeof ConstructionProject>;

export const ConstructionAcceptanceProcess = defineProcess(ConstructionAcceptance, 'waiting',
  {
    waiting: { label: ['待签', 'To be signed'], tone: 'waiting', due: { step: 'sign_off', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'logistics_head' } },
    objected: { label: ['有异议', 'Objection'], tone: 'alarm' },
    signed: { label: ['已签', 'Signed'], tone: 'done' },
  },
  (step) => ({
    sign_off: step({
      label: ['验收签字', 'Sign the acceptance'], tone: 'primary', from: ['waiting', 'objected'], to: 'signed', by: RUN, form: { opinion: f.text('意见', 'Opinion', { max: 300 }) },
      sign: [{ name: 'signer', label: ['验收人', 'Signer'], by: 'guest' }], set: ({ day }) => ({ signed_on: day }),
      effect: ({ tx, record }) => acceptIfComplete(tx, record.project),
    }),
    object: step({ label: ['提出异议', 'Object'], tone: 'danger', from: ['waiting'], to: 'objected', by: RUN, form: { opinion: f.text('须整改的内容', 'What has to be put right', { max: 300 }) } }),
  }),
);

const BY = { by: RUN } as const;
export const ConstructionProcess = defineProcess(ConstructionProject, 'planned',
  {
    planned: { label: ['已立项', 'Planned'], tone: 'waiting' },
    contracted: { label: ['已签合同', 'Contracted'], tone: 'active' },
    building: { label: ['施工中', 'Being built'], tone: 'active', due: { step: 'complete', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.ends_on ?? day, c), showBeforeHours: 72, escalateTo: 'logistics_head' } },
    acceptance: { label: ['竣工验收', 'Acceptance'], tone: 'waiting' },
    accepted: { label: ['已验收', 'Accepted'], tone: 'active', due: { step: 'settle', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 30, c), escalateTo: 'logistics_head' } },
    warranty: { label: ['保修期', 'Under warranty'], tone: 'active', timer: { step: 'end_warranty', at: ({ record, day, calendar: c }) => calendar.startOfBusinessDay(record.warranty_to ?? day, c) } },
    retention_due: { label: ['待付质保金', 'Retention due'], tone: 'waiting', due: { step: 'pay_retention', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 14, c), escalateTo: 'logistics_head' } },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
  },
  (step) => ({
    sign_contract: step({
      label: ['签合同', 'Sign the contract'], tone: 'primary', from: ['planned'], to: 'contracted', by: HEADS,
      form: {
        contractor: f.text('施工单位', 'Contractor', { max: 80 }), contract_no: f.text('合同号', 'Contract no.', { max: 40 }), contract_amount: f.money('合同金额', 'Contract amount', { min: 0 }), starts_on: f.date('开工日期', 'Starts on'), ends_on: f.date('计划竣工', 'To be completed by'),
        warranty_months: f.integer('保修月数', 'Months of warranty', { min: 0, max: 120 }), retention_percent: f.integer('质保金比例', 'Retention', { min: 0, max: 30, unit: ['%', '%'] }), over_reason: f.text('超预算原因', 'Why above the budget', { optional: true, max: 200 }),
      },
      guard({ record, input }) {
        if (input.ends_on < input.starts_on) throw new Refusal('construction_project.span', ['竣工早于开工', 'It ends before it starts'], 422, { ends_on: [`不早于 ${input.starts_on}`, `Not before ${input.starts_on}`] });
        if (input.contract_amount > record.budget && (input.over_reason ?? '').trim() === '') throw new Refusal('construction_project.over_budget', ['合同超出预算，请写明原因', 'Above the budget; say why'], 422, { over_reason: ['超预算必填', 'Needed above the budget'] });
      },
    }),
    start: step({ label: ['开工', 'Start'], tone: 'primary', from: ['contracted'], to: 'building', ...BY, form: { disclosed: f.yesNo('已作安全交底', 'Safety explained') }, guard: ({ input }) => { if (!input.disclosed) throw new Refusal('construction_project.safety', ['先作安全交底', 'Explain safety first'], 422, { disclosed: ['必须', 'Needed'] }); } }),
    complete: step({
      label: ['提请验收', 'Ask for acceptance'], tone: 'primary', from: ['building'], to: 'acceptance', ...BY, form: { parties: f.choices('验收方', 'Signers', PARTIES, { hint: ['建设方和施工方必选', 'Owner and builder are needed'] }) },
      facts: async ({ tx, record }) => ({ logs: await countOf(tx, 'construction_log', record.id) }),
      ready: ({ facts }) => (facts.logs === 0 ? ['还没有施工日志', 'There is no log yet'] : null),
      guard: ({ input }) => refuseFewSigners(input.parties as readonly Party[]),
      async effect({ tx, record, input }) { for (const party of input.parties as readonly Party[]) await createRecord(tx, ConstructionAcceptance, { project: record.id, party, unit_id: record.unit_id }); },
    }),
    accept: step({ label: ['验收通过', 'Accepted'], from: ['acceptance'], to: 'accepted', by: [], form: {}, facts: async ({ tx, record }) => ({ open: openAcceptance(await signersOf(tx, record.id)) }), ready: ({ facts }) => facts.open, set: ({ day }) => ({ accepted_on: day }) }),
    settle: step({
      label: ['结算', 'Settle'], hint: ['全部验收方签字后才能结算', 'Only when every signer has signed'], tone: 'primary', from: ['acceptance', 'accepted'], to: 'warranty', by: [...HEADS, 'finance'],
      form: { final_amount: f.money('结算金额', 'Final amount', { min: 0 }), paid: f.money('已付进度款', 'Paid so far', { min: 0, initial: 0 }), deduction: f.money('扣款', 'Deduction', { min: 0, initial: 0 }), basis: f.text('结算依据', 'Basis', { max: 200 }) },
      facts: async ({ tx, record }) => ({ open: openAcceptance(await signersOf(tx, record.id)) }),
      ready: ({ facts }) => facts.open,
      preview: ({ record }) => ({ lines: [], initial: { final_amount: record.contract_amount, paid: 0, deduction: 0 } }),
      set: ({ record, input, day }) => ({ ...settle({ final: input.final_amount, paid: input.paid, deduction: input.deduction, retention_percent: record.retention_percent ?? 0 }), settled_on: day, warranty_to: warrantyEnds(record.accepted_on ?? day, record.warranty_months ?? 0) }),
      effect: ({ tx, record }) => closeRepair(tx, record),
    }),
    end_warranty: step({ label: ['保修期满', 'Warranty ended'], from: ['warranty'], to: ['retention_due', 'closed'], by: [], form: {}, choose: ({ record }) => ((record.retention ?? 0) > 0 ? 'retention_due' : 'closed') }),
    pay_retention: step({ label: ['支付质保金', 'Pay the retention'], tone: 'primary', from: ['retention_due'], to: 'closed', by: [...HEADS, 'finance'], form: { defects: f.text('保修期内缺陷及处理', 'Defects and what was done', { max: 300 }), voucher: f.text('凭证号', 'Voucher', { max: 40 }) } }),
  }),
);

async function countOf(tx: Tx, table: 'construction_log', project: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from ${table} where tenant_id = $1 and project = $2 and archived_at is null`, [tx.tenantId, project]);
  return row!.n;
}
export const signersOf = (tx: Tx, project: string): Promise<readonly Signer[]> => tx.query<Signer>('select party, state from construction_acceptance where tenant_id = $1 and project = $2 and archived_at is null order by number', [tx.tenantId, project]);

/** The project is locked first: of the last two to sign, the second sees the first and completes the acceptance. */
async function acceptIfComplete(tx: Tx, project: string): Promise<void> {
  await tx.query('select id from construction_project where tenant_id = $1 and id = $2 for update', [tx.tenantId, project]);
  if (openAcceptance(await signersOf(tx, project)) === null) await takeStep(tx, ConstructionProcess, project, 'accept', {});
}
async function closeRepair(tx: Tx, { repair }: Pick<Project, 'repair'>): Promise<void> {
  if (repair === null) return;
  await takeStep(tx, RepairProcess, repair, 'construction_done', {});
}
