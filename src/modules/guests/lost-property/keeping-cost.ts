/** Necessary costs of keeping and finding the owner (保管费用), which the owner bears on collection or the house waives. Serves G13, Civil Code art. 317. */
import { defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { LostItem } from './lost-item.ts';

export const KeepingCost = defineRegister('lost_item_cost', {
  label: ['遗留物品费用', 'Cost of keeping'],
  number: 'YF-{yyyy}{mm}-{0000}',
  hidden: true,
  fields: {
    item: f.ref('遗留物品', 'Lost item', 'lost_item'),
    cost_kind: f.choice('费用', 'For', { notice: ['公告', 'Notice'], keeping: ['保管', 'Keeping'], delivery: ['邮寄', 'Delivery'], other: ['其他', 'Other'] }),
    amount: f.money('金额', 'Amount', { min: 1 }),
    note: f.text('说明', 'Note', { optional: true, max: 200 }),
  },
  title: ['cost_kind', 'amount'],
  list: ['item', 'cost_kind', 'amount', 'note'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'general_affairs', 'auditor'], create: ['vip_agent', 'duty_supervisor', 'general_affairs'] },
  opening: {
    facts: async ({ tx, input }) => ({ state: (await readRecord(tx, LostItem, input.item))?.state ?? null }),
    guard({ facts }) {
      if (facts.state === null || ['returned', 'with_police', 'disposed', 'state_owned'].includes(facts.state)) throw new Refusal('lost_item_cost.gone', ['这件物品已不在保管中', 'This item is no longer in keeping'], 409, { item: ['已不在保管中', 'No longer in keeping'] });
    },
  },
});

export async function costsOf(tx: Tx, item: string): Promise<number> {
  const [row] = await tx.query<{ fen: number }>('select coalesce(sum(amount), 0)::bigint as fen from lost_item_cost where tenant_id = $1 and item = $2 and archived_at is null', [tx.tenantId, item]);
  return Number(row?.fen ?? 0);
}
