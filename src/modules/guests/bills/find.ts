/** Finding bills for the modules above: by the paper a guest brings, and those that nobody has paid. Serves VIP-6.3, VIP-6.5. */
import { readRecord, tables, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Bill } from './bill.ts';

/** By the number on the small ticket or the bill; undefined when there is none. */
export async function billByTicket(tx: Tx, text: string): Promise<RowOf<typeof Bill> | undefined> {
  const [found] = await tx.query<{ id: string }>('select id from bill where tenant_id = $1 and (ticket_no = $2 or bill_no = $2 or number = $2) order by ticket_no = $2 desc nulls last limit 1', [tx.tenantId, text.trim()]);
  return found ? ((await readRecord(tx, Bill, found.id)) ?? undefined) : undefined;
}

/** Open bills written in a unit up to a moment: what a shift hands over as an exception. */
export function unpaidBills(tx: Tx, unit: string, until: Date): Promise<RowOf<typeof Bill>[]> {
  return tables(tx, Bill).selectFrom('bill').selectAll().where('tenant_id', '=', tx.tenantId).where('unit_id', '=', unit).where('state', '=', 'open').where('created_at', '<=', until).orderBy('number').execute();
}
