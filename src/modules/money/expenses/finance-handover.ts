/**
 * The hand-over of a closed month to finance (财务月报移交): the documents of the file counted, added up and fingerprinted when the centre hands it over;
 * finance compares it with the ledger and signs, or sends it back. Serves LOG-4.3, LOG-4.5, P27.
 */
import { createHash } from 'node:crypto';
import { calendar, defineProcess, defineRegister, defineSlip, f, grantFor, readRecord, Refusal, rmbCapitals, type RowOf, type SlipContent, type Tx, yuan } from '../../../kernel/index.ts';
import { BudgetMonth } from '../budgets/index.ts';
import { type FileLine, fileLines, spentIn } from './finance-file.ts';
import { handOverProblem, receiveProblem } from './rules.ts';

const GIVERS = ['logistics_head', 'centre_manager', 'dispatcher'];
const HandOverSlip = defineSlip('finance_handover', { label: ['财务月报移交单', 'Hand-over to finance'], number: 'CWYJ-{yyyy}-{0000}', copies: [['财务联', 'Finance copy'], ['中心联', 'Centre copy']] });

export const FinanceHandOver = defineRegister('finance_handover', {
  label: ['财务月报移交', 'Hand-over to finance'],
  number: 'CWY-{yyyy}-{000}',
  fields: {
    budget_month: f.ref('预算月', 'Budget month', 'budget_month', { hint: ['已结账的月份', 'A month that is closed'] }),
    centre: f.unit('中心', 'Centre', { optional: true, readonly: true }),
    month: f.text('月份', 'Month', { max: 7, optional: true, readonly: true }),
    documents: f.integer('单据张数', 'Documents', { optional: true, readonly: true }),
    total: f.money('金额合计', 'Total', { optional: true, readonly: true, negative: true }),
    fingerprint: f.text('文件指纹', 'Fingerprint of the file', { max: 64, optional: true, readonly: true }),
    note: f.text('说明', 'Note', { max: 200, optional: true }),
    received_on: f.date('签收日期', 'Received on', { optional: true, readonly: true }),
  },
  title: ['centre', 'month'],
  list: ['centre', 'month', 'documents', 'total', 'received_on'],
  sorts: ['-number', '-month'],
  unique: [['budget_month']],
  access: { read: [...GIVERS, 'finance', 'auditor'], create: GIVERS },
  empty: ['还没有移交。中心结账后在此把月报文件移交财务，财务核对后签收。', 'Nothing handed over yet. After closing a month the centre hands the file to finance here, and finance signs for it.'],
  opening: {
    facts: async ({ tx, input, actor }) => { const file = await fileOf(tx, input.budget_month); return { ...file, may: file.centre !== null && (await grantFor(tx, actor, GIVERS, file.centre)) !== undefined }; },
    guard({ facts }) {
      if (!facts.may) throw new Refusal('not_allowed', ['您没有这项权限', 'You may not do this'], 403);
      const problem = facts.closed ? handOverProblem(facts) : (['该月尚未结账', 'That month is not closed'] as const);
      if (problem) throw new Refusal('finance_handover.not_ready', problem, 409, { budget_month: problem });
    },
    set: ({ facts }) => ({ centre: facts.centre, month: facts.month, documents: facts.documents, total: facts.total, fingerprint: facts.fingerprint, ...(facts.centre === null ? {} : { unit_id: facts.centre }) }),
  },
});

export const FinanceHandOverProcess = defineProcess(FinanceHandOver, 'handed_over',
  {
    handed_over: { label: ['待财务签收', 'With finance'], tone: 'waiting', due: { step: 'receive', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'centre_manager' } },
    returned: { label: ['已退回', 'Sent back'], tone: 'alarm', due: { step: 'hand_again', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c) } },
    received: { label: ['财务已签收', 'Received by finance'], tone: 'done' },
  },
  (step) => ({
    receive: step({
      label: ['财务签收', 'Receive and sign'], tone: 'primary', from: ['handed_over'], to: 'received', by: ['finance'], form: {},
      hint: ['签收前重新核对：张数、金额、指纹与账上支出', 'Checked again before signing: documents, total, fingerprint, and what the ledger has'],
      sign: [{ name: 'finance', label: ['财务', 'Finance'], by: 'user', role: 'finance' }],
      facts: ({ tx, record }) => fileOf(tx, record.budget_month),
      preview: ({ record, facts }) => ({ lines: [[`移交 ${record.documents} 张、${yuan(record.total ?? 0)} 元；账上支出 ${yuan(facts.spent)} 元`, `${record.documents} documents, ${yuan(record.total ?? 0)} yuan; the ledger has ${yuan(facts.spent)} yuan spent`]] }),
      guard({ record, facts, actor }) {
        if (record.created_by === actor.id) throw new Refusal('finance_handover.own', ['移交人不能自己签收', 'Whoever handed it over does not sign for it'], 403);
        const problem = receiveProblem(record, facts);
        if (problem) throw new Refusal('finance_handover.changed', problem, 409);
      },
      set: ({ day }) => ({ received_on: day }),
      slip: { kind: HandOverSlip, content: async ({ tx, record, facts }) => slipOf(record, facts.lines, await namesOf(tx, record.centre)) },
    }),
    send_back: step({ label: ['退回', 'Send back'], tone: 'danger', from: ['handed_over'], to: 'returned', by: ['finance'], form: { why: f.text('退回原因', 'Why', { max: 200 }) } }),
    hand_again: step({
      label: ['重新移交', 'Hand over again'], tone: 'primary', from: ['returned'], to: 'handed_over', by: GIVERS, form: { note: f.text('说明', 'Note', { max: 200 }) },
      facts: ({ tx, record }) => fileOf(tx, record.budget_month),
      ready: ({ facts }) => handOverProblem(facts),
      set: ({ facts }) => ({ documents: facts.documents, total: facts.total, fingerprint: facts.fingerprint }),
    }),
  }),
);

interface File { readonly closed: boolean; readonly centre: string | null; readonly month: string; readonly lines: readonly FileLine[]; readonly documents: number; readonly total: number; readonly spent: number; readonly fingerprint: string }
/** The file of a month as it stands: all documents of the centre, whoever looks. */
async function fileOf(tx: Tx, id: string): Promise<File> {
  const month = await readRecord(tx, BudgetMonth, id);
  if (!month) return { closed: false, centre: null, month: '', lines: [], documents: 0, total: 0, spent: 0, fingerprint: '' };
  const span = { from: `${month.month}-01`, to: calendar.addDays(calendar.addMonths(`${month.month}-01`, 1), -1), centre: month.centre, units: null };
  const lines = await fileLines(tx, span);
  return {
    closed: month.state === 'closed', centre: month.centre, month: month.month, lines, documents: lines.length, total: lines.reduce((n, l) => n + l.amount, 0), spent: await spentIn(tx, span),
    fingerprint: createHash('sha256').update(JSON.stringify(lines.map((l) => [l.booked_on, l.document, l.what, l.category, l.amount, l.invoice_no]))).digest('hex').slice(0, 16),
  };
}

async function namesOf(tx: Tx, centre: string | null): Promise<{ readonly centre: string; readonly categories: ReadonlyMap<string, string> }> {
  const [unit] = await tx.query<{ name: string }>('select name from unit where tenant_id = $1 and id = $2', [tx.tenantId, centre]);
  const categories = await tx.query<{ id: string; name: string }>('select id, name from budget_category where tenant_id = $1 and unit_id = $2 order by list_order', [tx.tenantId, centre]);
  return { centre: unit?.name ?? '', categories: new Map(categories.map((c) => [c.id, c.name])) };
}

function slipOf(record: RowOf<typeof FinanceHandOver>, lines: readonly FileLine[], names: { readonly centre: string; readonly categories: ReadonlyMap<string, string> }): SlipContent {
  return {
    lines: [
      { label: ['移交编号', 'Hand-over'], value: record.number }, { label: ['中心', 'Centre'], value: names.centre }, { label: ['月份', 'Month'], value: record.month ?? '' }, { label: ['单据张数', 'Documents'], value: String(record.documents ?? 0) },
      { label: ['金额合计', 'Total'], value: `¥${yuan(record.total ?? 0)}` }, { label: ['大写', 'In words'], value: rmbCapitals(record.total ?? 0) }, { label: ['文件指纹', 'Fingerprint of the file'], value: record.fingerprint ?? '' },
    ],
    table: {
      columns: [['费用科目', 'Category'], ['张数', 'Documents'], ['金额（元）', 'Yuan']],
      rows: [...names.categories].map(([id, name]) => { const own = lines.filter((l) => l.category === id); return [name, String(own.length), yuan(own.reduce((n, l) => n + l.amount, 0))]; }),
    },
    boxes: [['移交人', 'Handed over by']],
  };
}
