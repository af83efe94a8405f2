/**
 * Compensation tables by thing and version (赔偿标准). A table is drafted, approved by somebody else and holds from a day on; the next version
 * takes its place, earlier losses keep the earlier one. Serves CG-04, CG-05, CC-FINE-2, CC-FINE-3.
 */
import { defineProcess, defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { BASES, type Rate, THINGS } from './rate.rules.ts';
import { READERS } from './roles.ts';

export const CompensationRate = defineRegister('compensation_rate', {
  label: ['赔偿标准', 'Compensation table'],
  number: 'PB-{yyyy}-{000}',
  fields: {
    thing: f.choice('物品', 'Thing', THINGS),
    basis: f.choice('计法', 'Basis', BASES),
    amount: f.money('金额', 'Amount', { optional: true, hint: ['定额，或区间的下限', 'The fixed amount, or where the range begins'] }),
    to_amount: f.money('至', 'Up to', { optional: true, hint: ['只用于区间', 'For a range only'] }),
    criteria: f.text('区间内如何取数', 'How the amount within is set', { max: 300, optional: true, hint: ['区间须有书面标准（CG-04）', 'A range needs written criteria (CG-04)'] }),
    valid_from: f.date('生效日', 'In force from'),
    reason: f.text('依据', 'Grounds', { max: 300, hint: ['采购价、会议决定等', 'Purchase price, decision of a meeting …'] }),
    version_no: f.integer('版次', 'Version', { optional: true, readonly: true }),
    approved_by: f.ref('批准人', 'Approved by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['thing', 'version_no'],
  list: ['thing', 'version_no', 'basis', 'amount', 'to_amount', 'valid_from', 'reason'],
  sorts: ['-valid_from', '-number'],
  access: { read: [...READERS, 'agent'], create: ['general_affairs', 'hr'] },
  empty: ['还没有赔偿标准。总务处或人事按物品拟定，中心经理批准后自生效日起适用。', 'No tables yet. General affairs or HR draft one for each thing; once approved it holds from its day on.'],
  opening: {
    facts: async ({ tx, input }) => ({ last: await lastVersion(tx, input.thing) }),
    guard({ input, day }) {
      if (input.valid_from < day) throw new Refusal('compensation_rate.past', ['不能追溯生效', 'Not in force for the past'], 422, { valid_from: ['不早于今天', 'Not before today'] });
      if (input.basis !== 'actual' && input.amount === null) throw new Refusal('compensation_rate.amount', ['请填写金额', 'Give the amount'], 422, { amount: ['必填', 'Required'] });
      if (input.basis === 'actual' && (input.amount !== null || input.to_amount !== null)) throw new Refusal('compensation_rate.actual', ['按实际费用的不填金额', 'Actual cost has no amount'], 422, { amount: ['留空', 'Leave empty'] });
      if (input.basis === 'range' && (input.to_amount === null || input.amount === null || input.to_amount <= input.amount)) throw new Refusal('compensation_rate.range', ['区间的上限须高于下限', 'A range ends above where it begins'], 422, { to_amount: ['高于下限', 'Above the lower end'] });
      if (input.basis === 'range' && input.criteria === null) throw new Refusal('compensation_rate.criteria', ['区间须写明如何取数（CG-04）', 'A range needs written criteria (CG-04)'], 422, { criteria: ['必填', 'Required'] });
      if (input.basis !== 'range' && input.to_amount !== null) throw new Refusal('compensation_rate.no_range', ['不是区间，不填“至”', 'Only a range has an upper end'], 422, { to_amount: ['留空', 'Leave empty'] });
    },
    set: ({ facts }) => ({ version_no: facts.last + 1 }),
  },
});

async function lastVersion(tx: Tx, thing: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`compensation_rate ${tx.tenantId} ${thing}`]);
  const [row] = await tx.query<{ n: number }>('select coalesce(max(version_no), 0)::int as n from compensation_rate where tenant_id = $1 and thing = $2', [tx.tenantId, thing]);
  return row?.n ?? 0;
}

export const CompensationRateProcess = defineProcess(CompensationRate, 'draft',
  { draft: { label: ['待批准', 'To be approved'], tone: 'waiting' }, approved: { label: ['已批准', 'Approved'], tone: 'done' }, refused: { label: ['未批准', 'Refused'], tone: 'stopped' } },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['draft'], to: 'approved', by: ['centre_manager', 'hr'], form: {},
      guard({ record, actor, day }) {
        if (actor.kind === 'user' && actor.id === record.created_by) throw new Refusal('compensation_rate.own', ['拟定人不能批准', 'Whoever drafted it does not approve it'], 403);
        if (record.valid_from < day) throw new Refusal('compensation_rate.late', ['生效日已过，请另拟一版', 'Its day has passed; draft another version'], 409);
      },
      set: ({ actor }) => ({ approved_by: actor.kind === 'user' ? actor.id : null }),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['draft'], to: 'refused', by: ['centre_manager', 'hr'], form: { why: f.text('理由', 'Reason', { max: 200 }) } }),
  }),
);

export const approvedRates = (tx: Tx): Promise<Rate[]> => tx.query<Rate>(
  `select id, number, thing, version_no, basis, amount::float8 as amount, to_amount::float8 as to_amount, criteria, valid_from from compensation_rate where tenant_id = $1 and state = 'approved' and archived_at is null`, [tx.tenantId]);
