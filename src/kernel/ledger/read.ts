/** What a record page shows of ledgers: the record's accounts with balance and last entries. */
import { may } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { RecordPage } from '../api.ts';
import type { Tx } from '../database/tx.ts';
import { balanceOf } from './post.ts';

interface EntryRow { readonly at: Date; readonly movement: string; readonly amount: number; readonly balance_after: number | null; readonly because: string }

/** `actor` as the record's unit is concerned. */
export async function accountsOf(tx: Tx, actor: Actor, register: string, id: string): Promise<RecordPage['accounts']> {
  const accounts = [];
  for (const ledger of tx.kernel.ledgers.values()) {
    if (!may(actor, ledger.read)) continue;
    for (const [name, type] of Object.entries(ledger.accounts)) {
      if (type.per !== register) continue;
      const entries = await tx.query<EntryRow>(
        `select j.at, j.movement, e.amount, e.balance_after, j.because from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
         where e.tenant_id = $1 and e.ledger = $2 and e.account = $3 and e.owner = $4 order by e.business_day desc, j.recorded_at desc limit 20`, [tx.tenantId, ledger.name, name, id]);
      accounts.push({
        ledger: ledger.name, account: name, label: type.label, unit: ledger.unit, balance: await balanceOf(tx, ledger, name, id),
        entries: entries.map((e) => ({
          at: e.at.toISOString(), label: ledger.movements[e.movement]?.label ?? (['冲销', 'Reversal'] as const), amount: e.amount, balanceAfter: e.balance_after, because: e.because,
        })),
      });
    }
  }
  return accounts;
}
