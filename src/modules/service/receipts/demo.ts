/**
 * Demo of receipts (回执): one for each of the 37 orders that came from a request, 30 back by 27 February 2026 and 7 missing (FS-5.7, AC-26).
 * Which seven is a rule, so that every load shows the same.
 */
import { calendar, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { expectReceipt, ReceiptProcess } from './receipt.ts';

const AS_OF = '2026-02-27';
const MANAGERS: { readonly [unit: string]: string } = { 'FS-NE': 'hanxue', 'FS-XJ': 'maimaiti', 'FS-EC': 'guyang', 'FS-NC': 'tianye', 'FS-NW': 'baiyun', 'FS-SW': 'xiangcheng' };
/** Every fifth of the 37 in the order of the work, from the fourth on: seven. */
const isMissing = (at: number): boolean => at % 5 === 3;

interface Awaited { readonly id: string; readonly unit_id: string; readonly done_on: string; readonly certified_by: string | null }

export async function demo(d: Demo): Promise<void> {
  d.at(`${AS_OF}T09:00:00Z`);
  const { all } = await d.batch(d.actor('duanfei'), async (tx) => ({ all: await awaited(tx) }));
  const back = all.filter((_, at) => !isMissing(at));
  for (const [code, login] of Object.entries(MANAGERS)) {
    const own = back.filter((r) => r.unit_id === d.unit(code));
    if (own.length === 0) continue;
    const manager = d.actor(login);
    await d.batch(manager, async (tx) => {
      for (const r of own) await takeStep(tx, ReceiptProcess, r.id, 'hand_in', handedIn(r), { signatures: [d.sign('branch', manager)] });
      return {};
    });
  }
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const r of back.slice(0, -2)) await takeStep(tx, ReceiptProcess, r.id, 'accept', {});
    return {};
  });
}

function handedIn({ done_on, certified_by }: Awaited) {
  const returned_on = [calendar.addDays(done_on, 2), AS_OF].sort()[0]!;
  return { returned_on, signed_on_paper_by: certified_by ?? '用户代表', paper: null };
}

async function awaited(tx: Tx): Promise<readonly Awaited[]> {
  const orders = await tx.query<{ id: string }>(
    `select distinct o.id, o.done_on, o.number from service_order o join service_request r on r.tenant_id = o.tenant_id and r."order" = o.id
     where o.tenant_id = $1 and o.done_on <= $2 order by o.done_on, o.number`, [tx.tenantId, AS_OF]);
  for (const { id } of orders) await expectReceipt(tx, id);
  return tx.query<Awaited>(
    `select h.id, h.unit_id, h.done_on, o.certified_by from receipt h join service_order o on o.tenant_id = h.tenant_id and o.id = h.service_order
     where h.tenant_id = $1 and h.done_on <= $2 order by h.done_on, h.number`, [tx.tenantId, AS_OF]);
}
