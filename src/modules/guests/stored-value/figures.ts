/** The figures tiers are judged by: deposits that still count, spending from the card, points earned. Serves VIP-1.14, G9. */
import type { Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import type { Happened, TierFigures } from './tier.rules.ts';

/** Deposits reversed or refunded do not count any more; spending and points are net of what was taken back, each on its own day. */
export async function tierFigures(tx: Tx, account: string): Promise<TierFigures> {
  const deposits = await tx.query<Happened>(
    `select posted_on as "on", amount::bigint as amount, number from card_deposit where tenant_id = $1 and account = $2 and state in ('posted', 'confirmed') and refunded_by is null order by number`, [tx.tenantId, account]);
  const spends = await net(tx, ClubCash.name, ['principal', 'bonus'], ['spend_principal', 'spend_bonus'], -1, account);
  // Points are kept by a module above; where there is none, nobody earns any.
  const points = await net(tx, 'member_points', ['card'], ['earn'], 1, account);
  return { deposits: deposits.map((d) => ({ ...d, amount: Number(d.amount) })), spends, points };
}

async function net(tx: Tx, ledger: string, accounts: readonly string[], movements: readonly string[], sign: 1 | -1, owner: string): Promise<readonly Happened[]> {
  const rows = await tx.query<{ on: string; amount: number }>(
    `select coalesce(oe.business_day, e.business_day) as "on", sum(e.amount)::bigint as amount from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
     left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
     left join ledger_entry oe on oe.tenant_id = o.tenant_id and oe.journal = o.id and oe.account = e.account and oe.owner = e.owner
     where e.tenant_id = $1 and e.ledger = $2 and e.account = any($3) and e.owner = $4 and coalesce(o.movement, j.movement) = any($5) group by 1`, [tx.tenantId, ledger, accounts, owner, movements]);
  return rows.map((r) => ({ on: r.on, amount: sign * Number(r.amount), number: '' }));
}
