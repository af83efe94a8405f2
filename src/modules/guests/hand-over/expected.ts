/** What a shift should hold, from the ledgers and registers of the modules below: computed when the counts are in, never before. Serves P11, section 4.7. */
import { balanceOf, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { batchHeads, rangesOf } from '../../money/invoices/index.ts';
import type { Blank, Counted } from './rules.ts';

export interface Handed { readonly id: string; readonly unit_id: string; readonly opened_at: Date | null; readonly cut_at: Date | null }

export async function expectedOf(tx: Tx, shift: Handed): Promise<Counted> {
  const one = async (text: string, ...values: readonly unknown[]): Promise<number> => Number((await tx.query<{ n: number }>(text, [tx.tenantId, ...values]))[0]?.n ?? 0);
  const invoices = (states: readonly string[]) => one('select count(*)::int as n from invoice where tenant_id = $1 and shift = $2 and state = any($3)', shift.id, states);
  return {
    till: await balanceOf(tx, ClubCash, 'till', shift.id), float: await balanceOf(tx, ClubCash, 'float', shift.id), sheets: await blanksOf(tx, shift.id),
    tickets: await invoices(['issued', 'checked', 'filed']), voids: await invoices(['voided', 'red']),
    copies: await one(
      `select (select count(*) from points_slip where tenant_id = $1 and unit_id = $2 and posted_at >= $3 and posted_at <= $4) + (select count(*) from redemption where tenant_id = $1 and unit_id = $2 and executed_at >= $3 and executed_at <= $4) as n`,
      shift.unit_id, shift.opened_at, shift.cut_at ?? tx.now),
    gifts: await giftsOf(tx),
    keys: await one('select coalesce(sum(pieces), 0)::int as n from station_key where tenant_id = $1 and unit_id = $2 and archived_at is null', shift.unit_id),
    lost: tx.kernel.registers.has('lost_item') ? await one(`select count(*)::int as n from lost_item where tenant_id = $1 and unit_id = $2 and state in ('registered', 'kept', 'in_custody')`, shift.unit_id) : 0,
    unsigned: await one(
      `select (select count(*) from points_slip where tenant_id = $1 and unit_id = $2 and state = 'posted') + (select count(*) from redemption where tenant_id = $1 and unit_id = $2 and state = 'executed')
         + (select count(*) from card_deposit where tenant_id = $1 and unit_id = $2 and state = 'posted') as n`, shift.unit_id),
  };
}

async function blanksOf(tx: Tx, shift: string): Promise<readonly Blank[]> {
  const ranges = await rangesOf(tx, { holder: 'shift', shift });
  const heads = await batchHeads(tx, [...new Set(ranges.map((r) => r.batch))]);
  return ranges.map((r) => ({ code: heads.get(r.batch)!.code, first: r.first, last: r.last }));
}

async function giftsOf(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ sku: string; n: number }>(
    `select g.sku, a.balance::int as n from ledger_account a join gift g on g.tenant_id = a.tenant_id and g.id = a.owner where a.tenant_id = $1 and a.ledger = 'gift_stock' and a.account = 'store' and a.balance > 0 order by g.sku`, [tx.tenantId]);
  return new Map(rows.map((r) => [r.sku, r.n]));
}

/** How many entries a shift's accounts have: a cut fixes it, and nothing may have moved when the counts are compared. */
export async function sequenceOf(tx: Tx, shift: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from ledger_entry where tenant_id = $1 and owner = $2 and ((ledger = 'club_cash' and account in ('till', 'float')) or (ledger = 'invoice_sheets' and account = 'shift'))`, [tx.tenantId, shift]);
  return row?.n ?? 0;
}
