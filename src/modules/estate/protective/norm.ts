/** Norms of protective supplies (劳保定额): what a post is given, how many, for how many days. The text names no figures, so the organisation enters them. Serves LOG-9.2, P33. */
import { defineRegister, f, type Tx } from '../../../kernel/index.ts';
import { itemOf } from '../consumables/index.ts';
import { HEADS, READERS } from './roles.ts';
import type { Norm } from './rules.ts';

export const ProtectiveNorm = defineRegister('protective_norm', {
  label: ['劳保定额', 'Protective norm'],
  number: 'LD-{0000}',
  fields: {
    post: f.text('岗位', 'Post', { max: 40, hint: ['与员工台账的“职务”一致', 'As “Position” in the staff register'] }),
    item: f.ref('用品', 'Item', 'consumable'),
    quantity: f.integer('每期数量', 'Each term', { min: 0, max: 1000, hint: ['填 0 表示自该日起不再发', '0 ends the norm from that day'] }),
    period_days: f.integer('期限', 'Term', { min: 1, max: 3650, unit: ['天', 'days'] }),
    old_for_new: f.yesNo('可以旧换新', 'Old for new', { hint: ['期内损坏可交旧领新', 'Damaged within the term: a new one against the old one'] }),
    valid_from: f.date('自', 'From'),
    reason: f.text('依据', 'Basis', { max: 200, optional: true }),
  },
  title: ['post', 'item'],
  list: ['post', 'item', 'quantity', 'period_days', 'old_for_new', 'valid_from', 'reason'],
  sorts: ['post', '-number'],
  unique: [['post', 'item', 'valid_from']],
  access: { read: READERS, create: HEADS, edit: HEADS, archive: HEADS },
  empty: ['还没有劳保定额。按岗位写明用品、数量和期限；改变时从新日期另登一条。', 'No norms yet. By post: item, number and term; a change is a new one from its day on.'],
  opening: { facts: async ({ tx, input }) => ({ item: await itemOf(tx, input.item) }), set: ({ facts }) => ({ unit_id: facts.item.unit_id }) },
});
export const normsOf = (tx: Tx, item?: string): Promise<Norm[]> =>
  tx.query<Norm>('select post, item, quantity, period_days, old_for_new, valid_from from protective_norm where tenant_id = $1 and archived_at is null and ($2::uuid is null or item = $2)', [tx.tenantId, item ?? null]);
