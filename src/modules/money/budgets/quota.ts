/**
 * The monthly quota (月度额度): a dated version with one line for each category. It comes into force only when its lines make up
 * the stated total, and is never changed afterwards; a later version of the same centre follows it. Serves FS-3.1, AC-24.
 */
import { defineProcess, defineRegister, f, readRecord, Refusal, type Tx, yuan } from '../../../kernel/index.ts';
import { EVERYBODY, OFFICE } from './category.ts';
import { quotaProblem, type QuotaLine, type QuotaVersion } from './rules.ts';

export const BudgetQuota = defineRegister('budget_quota', {
  label: ['月度额度', 'Monthly quota'],
  number: 'ED-{yyyy}-{000}',
  fields: {
    effective_from: f.date('自何月起', 'In force from', { hint: ['每月一日', 'The first of a month'] }),
    total: f.money('月度总额', 'Total a month', { min: 1 }),
    basis: f.text('依据', 'Basis', { max: 120 }),
  },
  title: ['effective_from', 'total'],
  list: ['effective_from', 'total', 'basis'],
  sorts: ['-effective_from'],
  access: { read: EVERYBODY, create: OFFICE },
  empty: ['还没有月度额度。开立后逐科目填写金额，合计与总额相符方可生效。', 'No monthly quota yet. Open one, give each category its amount; it comes into force when they make up the total.'],
  opening: {
    guard({ input }) {
      if (!input.effective_from.endsWith('-01')) throw new Refusal('budget_quota.first', ['额度须自某月一日起', 'A quota begins on the first of a month'], 422, { effective_from: ['须为一日', 'The first of a month'] });
    },
  },
});

export const BudgetQuotaLine = defineRegister('budget_quota_line', {
  label: ['科目额度', 'Quota of a category'],
  number: 'EDM-{yyyy}-{0000}',
  fields: {
    quota: f.ref('月度额度', 'Monthly quota', 'budget_quota'),
    category: f.ref('费用科目', 'Category', 'budget_category'),
    amount: f.money('每月额度', 'Amount a month'),
  },
  title: ['category', 'amount'],
  list: ['quota', 'category', 'amount'],
  sorts: ['number'],
  unique: [['quota', 'category']],
  access: { read: EVERYBODY, create: OFFICE, edit: OFFICE },
  hidden: true,
  opening: {
    facts: async ({ tx, input }) => ({ state: (await readRecord(tx, BudgetQuota, input.quota, { lock: true }))?.state ?? null }),
    guard({ facts }) {
      if (facts.state !== 'draft') throw new Refusal('budget_quota.in_force', ['该额度已定，不能再改；请开立新的版本', 'This quota is settled; open a new version'], 409, { quota: ['须为草稿', 'Must be a draft'] });
    },
  },
});

interface Adopting { readonly lines: readonly QuotaLine[]; readonly sameMonth: string | null }

export const BudgetQuotaProcess = defineProcess(BudgetQuota, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['已生效', 'In force'], tone: 'done' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    adopt: step({
      label: ['生效', 'Put into force'], tone: 'primary', from: ['draft'], to: 'in_force', by: OFFICE, form: {},
      hint: ['各科目合计须等于总额；生效后不再修改', 'The categories must make up the total; it cannot be changed afterwards'],
      async facts({ tx, record }): Promise<Adopting> {
        return { lines: await linesOf(tx, record.id), sameMonth: await inForceFrom(tx, record) };
      },
      preview: ({ record, facts }) => ({ lines: [[`${facts.lines.length} 个科目，合计 ${yuan(record.total)} 元`, `${facts.lines.length} categories, ${yuan(record.total)} yuan in all`]] }),
      ready: ({ record, facts }) => quotaProblem(record.total, facts.lines),
      guard: ({ facts }) => refuseSameMonth(facts.sameMonth),
      // Two people may put two drafts into force at the same moment: they take turns, and the second finds the first.
      async effect({ tx, record }) {
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`budget_quota ${tx.tenantId} ${record.unit_id} ${record.effective_from}`]);
        refuseSameMonth(await inForceFrom(tx, record));
      },
    }),
    drop: step({ label: ['作废', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: OFFICE, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

async function inForceFrom(tx: Tx, quota: { readonly id: string; readonly effective_from: string; readonly unit_id: string }): Promise<string | null> {
  const [same] = await tx.query<{ number: string }>(
    `select number from budget_quota where tenant_id = $1 and effective_from = $2 and state = 'in_force' and id <> $3 and unit_id = $4`, [tx.tenantId, quota.effective_from, quota.id, quota.unit_id]);
  return same?.number ?? null;
}
function refuseSameMonth(number: string | null): void {
  if (number !== null) throw new Refusal('budget_quota.same_month', [`${number} 已自同月生效`, `${number} is in force from the same month`]);
}

const linesOf = (tx: Tx, quota: string): Promise<QuotaLine[]> =>
  tx.query<QuotaLine>('select category, amount from budget_quota_line where tenant_id = $1 and quota = $2 and archived_at is null', [tx.tenantId, quota]);

/** Every version in force, with its lines. */
export async function quotaVersions(tx: Tx): Promise<QuotaVersion[]> {
  const rows = await tx.query<QuotaLine & { readonly id: string; readonly effective_from: string; readonly centre: string; readonly number: string }>(
    `select q.id, q.number, q.effective_from, q.unit_id as centre, l.category, l.amount from budget_quota q join budget_quota_line l on l.tenant_id = q.tenant_id and l.quota = q.id
     where q.tenant_id = $1 and q.state = 'in_force' order by q.effective_from`, [tx.tenantId]);
  const versions = new Map<string, { id: string; number: string; effective_from: string; centre: string; lines: QuotaLine[] }>();
  for (const r of rows) {
    const version = versions.get(r.id) ?? { id: r.id, number: r.number, effective_from: r.effective_from, centre: r.centre, lines: [] };
    version.lines.push({ category: r.category, amount: r.amount });
    versions.set(r.id, version);
  }
  return [...versions.values()];
}
