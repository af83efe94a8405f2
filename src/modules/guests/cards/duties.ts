/** Student cards whose proof has run out are suspended by the system every morning. Serves G24. */
import { defineDuty, tables, takeStep, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { MemberCard, MemberCardProcess } from './card.ts';

export const StudentProofs = defineDuty('student_proofs', {
  label: ['学生证明到期停用', 'Student cards past their proof suspended'],
  statements: ['VIP-8.2'],
  recurs: { every: 'day' }, by: '09:30', unitKind: 'centre', owner: 'vip_manager', deputy: 'vip_agent', form: {},
  evidence: async ({ tx, unit, day }) => ({ suspended: await suspendLapsed(tx, unit, day) }),
});

export async function suspendLapsed(tx: Tx, unit: string, day: string): Promise<number> {
  const lapsed = await tables(tx, MemberCard).selectFrom('member_card').select('id').where('tenant_id', '=', tx.tenantId)
    .where('state', '=', 'active').where('valid_until', '<', day).where('unit_id', 'in', await unitsBelow(tx, unit)).execute();
  for (const { id } of lapsed) await takeStep(tx, MemberCardProcess, id, 'lapse', {});
  return lapsed.length;
}
