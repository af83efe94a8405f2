/**
 * The half-year statement (半年结算单) of a branch: what was accrued by the closing day, and by name what is not on it and why.
 * Issued once, signed and frozen; what is priced later goes to the next one. Serves FS-4.3, SM-30, AC-31, CG-53.
 */
import { createRecord, defineProcess, defineRegister, emit, f, organisationDay, Refusal, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import { ReplacementAgreementProcess } from './agreement.ts';
import { closingDays } from './parameters.ts';
import { READERS } from './receivables.ts';
import { reasonFor, REASONS, refuseWrongClosing, type ClosingDays, type Reason, type StatementRow } from './rules.ts';
import { HalfYearStatement, statementContent } from './slips.ts';

const ISSUERS = ['branch_manager', 'finance'];

export const SettlementStatement = defineRegister('settlement_statement', {
  label: ['半年结算单', 'Half-year statement'],
  number: 'JS-{yyyy}-{000}',
  gapless: true,
  fields: {
    branch: f.unit('区域服务部', 'Branch'),
    closing_on: f.date('结算日', 'Closing day', { hint: ['6 月 30 日或 12 月 31 日；可在参数中改', '30 June or 31 December; set under Parameters'] }),
    lines: f.integer('列入份数', 'On the statement', { optional: true, readonly: true }),
    unpriced: f.integer('未定价份数', 'Not priced', { optional: true, readonly: true }),
    left_out: f.integer('未列入份数', 'Left out', { optional: true, readonly: true }),
    total: f.money('结算金额', 'Total', { optional: true, readonly: true }),
    issued_on: f.date('签发日期', 'Issued on', { optional: true, readonly: true }),
  },
  title: ['branch', 'closing_on'],
  list: ['branch', 'closing_on', 'lines', 'unpriced', 'total', 'issued_on'],
  sorts: ['-closing_on', '-number', 'state'],
  unique: [['branch', 'closing_on']],
  access: { read: READERS, create: ISSUERS },
  empty: ['每半年为每个区域服务部开一张结算单；没有定价的协议会列明原因并转到下期。', 'One statement for each branch and half-year; agreements without a price are named and go to the next.'],
  opening: {
    async facts({ tx, input }) {
      const [unit] = await tx.query<{ unit_kind: string }>('select unit_kind from unit where tenant_id = $1 and id = $2', [tx.tenantId, input.branch]);
      return { closings: await closingDays(tx, await organisationDay(tx)), isBranch: unit?.unit_kind === 'branch' };
    },
    guard({ input, facts, day }) {
      if (!facts.isBranch) throw new Refusal('settlement_statement.not_a_branch', ['结算单按区域服务部开具', 'A statement belongs to a branch'], 422, { branch: ['请选择区域服务部', 'Choose a branch'] });
      refuseWrongClosing(input.closing_on, facts.closings as ClosingDays, day);
    },
    set: ({ input }) => ({ unit_id: input.branch }),
  },
});

/** One row for each agreement that stood before the closing day, on the statement or not; written when it is issued, never after. */
export const StatementLine = defineRegister('settlement_statement_line', {
  label: ['结算单明细', 'Statement line'],
  number: 'JM-{yyyy}-{00000}',
  fields: {
    statement: f.ref('半年结算单', 'Half-year statement', 'settlement_statement', { readonly: true }),
    agreement: f.ref('协议', 'Agreement', 'replacement_agreement', { readonly: true }),
    standing: f.choice('是否列入', 'Standing', REASONS, { readonly: true }),
    amount: f.money('金额', 'Amount', { optional: true, readonly: true }),
  },
  title: ['agreement', 'standing'],
  list: ['statement', 'agreement', 'standing', 'amount'],
  sorts: ['-number'],
  unique: [['statement', 'agreement']],
  access: { read: READERS, create: [] },
  hidden: true,
});

/** What a statement would hold now; rows are locked when it is about to be issued, so that no price changes in between. */
export async function candidates(tx: Tx, branch: string, closing: string, lock = false): Promise<StatementRow[]> {
  const rows = await tx.query<Omit<StatementRow, 'reason'>>(
    `select a.id, a.number, c.name as customer, a.part, a.quantity, a.agreed_on, a.state, a.service_done_on, a.unit_price, a.amount, a.accrued_on
     from replacement_agreement a join customer c on c.tenant_id = a.tenant_id and c.id = a.customer
     where a.tenant_id = $1 and a.unit_id = $2 and a.agreed_on <= $3 and a.statement is null and a.state in ('agreed', 'price_pending', 'priced', 'accrued') and a.archived_at is null
     order by a.agreed_on, a.number${lock ? ' for update of a' : ''}`, [tx.tenantId, branch, closing]);
  return rows.map((r) => ({ ...r, reason: reasonFor(r, closing) })).sort((a, b) => Number(a.reason !== 'on_statement') - Number(b.reason !== 'on_statement'));
}

/** As it was issued: reasons and amounts from the frozen lines, the rest from the agreements, which are fixed once priced. */
export async function issuedRows(tx: Tx, statement: string): Promise<StatementRow[]> {
  return tx.query<StatementRow>(
    `select a.id, a.number, c.name as customer, a.part, a.quantity, a.agreed_on, a.state, a.service_done_on, case when l.amount is null then null else a.unit_price end as unit_price, l.amount, a.accrued_on, l.standing as reason
     from settlement_statement_line l join replacement_agreement a on a.tenant_id = l.tenant_id and a.id = l.agreement join customer c on c.tenant_id = a.tenant_id and c.id = a.customer
     where l.tenant_id = $1 and l.statement = $2 order by (l.standing <> 'on_statement'), a.agreed_on, a.number`, [tx.tenantId, statement]);
}

export const SettlementStatementProcess = defineProcess(SettlementStatement, 'draft',
  {
    draft: { label: ['待签发', 'To be issued'], tone: 'waiting' },
    issued: { label: ['已签发', 'Issued'], tone: 'done' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['签发', 'Issue'], hint: ['签发后不再变动；之后定价的协议列入下期', 'Fixed once issued; what is priced later goes to the next statement'], tone: 'primary', from: ['draft'], to: 'issued', by: ISSUERS, form: {},
      sign: [{ name: 'branch', label: ['区域经理', 'Branch manager'], by: 'user', role: 'branch_manager' }, { name: 'finance', label: ['财务', 'Finance'], by: 'user', role: 'finance' }],
      facts: ({ tx, record }) => candidates(tx, record.branch, record.closing_on),
      ready({ record, facts, day }) {
        if (day < record.closing_on) return [`${record.closing_on} 当天起才能签发`, `It can be issued when ${record.closing_on} has come`];
        return facts.length === 0 ? ['没有可结算的协议', 'There is nothing to settle'] : null;
      },
      preview: ({ facts }) => ({ lines: [summary(facts)] }),
      async effect({ tx, record }) {
        const rows = await candidates(tx, record.branch, record.closing_on, true);
        for (const row of rows) {
          if (row.reason === 'on_statement') await takeStep(tx, ReplacementAgreementProcess, row.id, 'put_on_statement', { statement: record.id });
          await createRecord(tx, StatementLine, { statement: record.id, agreement: row.id, standing: row.reason, amount: row.reason === 'on_statement' ? row.amount : null, unit_id: record.unit_id });
        }
        const on = rows.filter((r) => r.reason === 'on_statement');
        await updateRecord(tx, SettlementStatement, record, { lines: on.length, unpriced: rows.filter((r) => r.reason === 'unpriced').length, left_out: rows.length - on.length, total: totalOf(on) }, { what: 'count' });
        emit(tx, 'settlement_statement.issued', { statement: record.id });
      },
      set: ({ day }) => ({ issued_on: day }),
      slip: {
        kind: HalfYearStatement,
        async content({ tx, record }) {
          const [unit] = await tx.query<{ name: string }>('select name from unit where tenant_id = $1 and id = $2', [tx.tenantId, record.branch]);
          return statementContent({ ...record, branch: unit?.name ?? '—' }, await issuedRows(tx, record.id));
        },
      },
    }),
    drop: step({ label: ['作废', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: ISSUERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

export const totalOf = (rows: readonly { readonly amount: number | null }[]): number => rows.reduce((sum, r) => sum + (r.amount ?? 0), 0);

function summary(rows: readonly StatementRow[]): readonly [string, string] {
  const n = (reason: Reason) => rows.filter((r) => r.reason === reason).length;
  const left = n('not_performed') + n('accrued_later');
  return [
    `列入 ${n('on_statement')} 份；未定价 ${n('unpriced')} 份${left > 0 ? `，其他未列入 ${left} 份` : ''}，转下期`,
    `${n('on_statement')} on the statement; ${n('unpriced')} not priced${left > 0 ? `, ${left} left out for other reasons` : ''}, for the next one`,
  ];
}
