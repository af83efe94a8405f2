/** Finance's third, independent count: tickets against invoices, money against takings. Serves VIP-6.7, AS-23, section 4.7. */
import { balanceOf, type Label, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import type { Check } from './rules.ts';

export interface CheckFacts { readonly expected: Check; readonly holder: string | null; readonly signedOut: boolean }

export async function checkFacts(tx: Tx, h: { readonly shift_out: string | null; readonly shift_in: string | null; readonly takings: number | null }): Promise<CheckFacts> {
  const count = async (states: readonly string[]) => Number((await tx.query<{ n: number }>('select count(*)::int as n from invoice where tenant_id = $1 and shift = $2 and state = any($3)', [tx.tenantId, h.shift_out, states]))[0]?.n ?? 0);
  const [shift] = await tx.query<{ state: string }>('select state from shift where tenant_id = $1 and id = $2', [tx.tenantId, h.shift_out]);
  return {
    expected: { tickets: await count(['issued', 'checked', 'filed']), voids: await count(['voided', 'red']), cash: h.takings ?? 0 },
    holder: await lastHolder(tx, h.shift_in, h.takings ?? 0), signedOut: shift?.state === 'closed',
  };
}

/** The takings went on with the shifts: who has them now; null while they lie in the safe. */
async function lastHolder(tx: Tx, from: string | null, amount: number): Promise<string | null> {
  let at = from;
  for (let hops = 0; at !== null && hops < 50; hops++) {
    if ((await balanceOf(tx, ClubCash, 'till', at)) >= amount) return at;
    const [next] = await tx.query<{ shift_in: string | null }>(`select shift_in from hand_over where tenant_id = $1 and shift_out = $2 and state <> 'cancelled' order by number desc limit 1`, [tx.tenantId, at]);
    at = next?.shift_in ?? null;
  }
  return null;
}

export const financeFind = (problem: Label | null, now: Date) => (problem ? { finance_problem: problem[0] } : { checked_at: now });
