/** What a shift leaves open with points, for the hand-over: slips the guest has not signed, slips that wait for payment, and the merchant copies there must be. Serves VIP-1.8, VIP-1.10, VIP-1.13. */
import { unitsBelow, type Label, type Tx } from '../../../kernel/index.ts';
import { postingsOf } from './duties.ts';

export interface OpenPaper { readonly register: 'points_slip' | 'redemption'; readonly id: string; readonly number: string; readonly at: Date | null; readonly by: string | null; readonly problem: Label }

export async function openPapers(tx: Tx, unit: string): Promise<readonly OpenPaper[]> {
  const units = await unitsBelow(tx, unit);
  const rows = await tx.query<{ register: OpenPaper['register']; id: string; number: string; state: string; at: Date | null; by: string | null }>(
    `select 'points_slip' as register, id, slip_no as number, state, posted_at as at, posted_by as by from points_slip where tenant_id = $1 and state in ('posted', 'pending') and unit_id = any($2)
     union all select 'redemption', id, number, state, executed_at, executed_by from redemption where tenant_id = $1 and state = 'executed' and unit_id = any($2) order by at nulls last, number`, [tx.tenantId, units]);
  return rows.map(({ state, ...r }) => ({ ...r, problem: state === 'pending' ? ['账单未付，积分挂账', 'The bill is not paid; the points wait'] : ['客人没有签字', 'Not signed by the guest'] }));
}

/** Merchant copies of a business day: postings and redemptions together. */
export const merchantCopies = (tx: Tx, unit: string, day: string): Promise<number> => postingsOf(tx, unit, day);
