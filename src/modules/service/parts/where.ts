/** Where one part lies now, place by place, as far as the person reaches. Serves FS-3.4. */
import { defineQuery, f, scopeOf } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export interface PartWhere { readonly item: string; readonly name: string; readonly held: number }
export const PartWhereQuery = defineQuery('part_where', {
  label: ['配件在哪里', 'Where a part lies'],
  access: READERS,
  params: { part: f.ref('配件', 'Part', 'part') },
  run: async (tx, { part }) => tx.query<PartWhere>(
    `select i.id as item, p.name, a.balance::int as held from stock_item i join stock_place p on p.tenant_id = i.tenant_id and p.id = i.place
     join ledger_account a on a.tenant_id = i.tenant_id and a.ledger = 'part_stock' and a.account = 'on_hand' and a.owner = i.id
     where i.tenant_id = $1 and i.part = $2 and a.balance > 0 and ($3::uuid[] is null or i.unit_id = any($3)) order by a.balance desc, p.name`, [tx.tenantId, part, await scopeOf(tx, tx.actor, READERS)]),
});
