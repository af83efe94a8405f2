/** What things cost (价目表), and the script book: what is said on which occasion beside the prices of a day. Serves VIP-7.4, VIP-8.1, VIP-5.14. */
import { dayOf, defineQuery, defineRegister, f, type Label, scopeOf, type Tx } from '../../../kernel/index.ts';
import type { OCCASIONS } from './defaults.ts';
import { holdsOn, refuseTwoPrices, refuseWrongPrice } from './rules.ts';

export const STAFF = ['vip_agent', 'duty_supervisor', 'vip_manager', 'vip_director'] as const;
export const KINDS = { room: ['包厢', 'Room'], card: ['会员卡', 'Card'], drink: ['酒水', 'Drinks'], food: ['小吃果盘', 'Food'], package: ['套餐', 'Package'], other: ['其他', 'Other'] } as const;
export const PriceItem = defineRegister('price_item', {
  label: ['价目', 'Price'],
  number: 'JM-{0000}',
  fields: {
    item_kind: f.choice('类别', 'Kind', KINDS),
    name: f.text('品名', 'Item', { max: 40 }),
    price: f.money('价格', 'Price'),
    per: f.text('单位', 'Per', { max: 20, hint: ['小时、份、张', 'Hour, portion, card'] }),
    terms: f.text('说明', 'Terms', { max: 200, optional: true, hint: ['时段、适用包厢、限制', 'Hours, rooms, limits'] }),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'To', { optional: true, hint: ['含当日；留空表示长期', 'That day included; empty: until further notice'] }),
  },
  title: ['name', 'per'],
  list: ['item_kind', 'name', 'price', 'per', 'terms', 'valid_from', 'valid_to'],
  sorts: ['item_kind', '-valid_from'],
  indexes: [['name', 'valid_from']],
  access: { read: [...STAFF, 'auditor'], create: ['vip_manager', 'vip_director'], edit: ['vip_manager', 'vip_director'], archive: ['vip_manager', 'vip_director'] },
  empty: ['还没有价目。接电话时在这里查。', 'No prices yet. This is where one looks while on the telephone.'],
  opening: {
    facts: async ({ tx, id, input }) => ({
      others: await tx.query<{ number: string; valid_from: string; valid_to: string | null }>(
        `select number, valid_from, valid_to from price_item where tenant_id = $1 and name = $2 and per = $3 and archived_at is null and ($4::uuid is null or id <> $4)`, [tx.tenantId, input.name, input.per, id]),
    }),
    guard({ input, facts }) { refuseWrongPrice(input); refuseTwoPrices(input, facts.others); },
  },
});

export interface Script { readonly occasion: keyof typeof OCCASIONS; readonly title: string; readonly words: string; readonly words_en: string | null; readonly remark: string | null }
export interface Price { readonly id: string; readonly item_kind: keyof typeof KINDS; readonly name: string; readonly price: number; readonly per: string; readonly terms: string | null }
export interface ScriptBook { readonly day: string; readonly scripts: readonly Script[]; readonly prices: readonly Price[] }

/** Texts of an occasion, in their order; other modules show them at their steps. */
export function scriptsFor(tx: Tx, units: readonly string[] | null, occasion: string | null): Promise<readonly Script[]> {
  return tx.query<Script>(
    `select occasion, title, words, words_en, remark from script_text where tenant_id = $1 and archived_at is null and state = 'in_force' and occasion not in ('charter', 'consent') and ($2::uuid[] is null or unit_id = any($2)) and ($3::text is null or occasion = $3) order by occasion, place, number`, [tx.tenantId, units, occasion]);
}

/** What the house wants said at a step, for the step's preview; nothing where it published no words, or keeps no scripts. */
export async function houseWords(tx: Tx, occasion: keyof typeof OCCASIONS): Promise<readonly Label[]> {
  if (!tx.kernel.registers.has('script_text')) return [];
  return (await scriptsFor(tx, null, occasion)).map((s) => [`可以这样说：“${s.words}”`, `You could say: “${s.words_en ?? s.words}”`]);
}

/** The script book as one page asks for it: all texts, and the prices of today. */
export const ScriptBookQuery = defineQuery('script_book', {
  label: ['话术与价目', 'Scripts and prices'],
  access: STAFF,
  params: { on: f.date('日期', 'Day', { optional: true }) },
  async run(tx, { on }): Promise<ScriptBook> {
    const units = await scopeOf(tx, tx.actor, STAFF);
    const day = on ?? await dayOf(tx, tx.now, tx.actor.grants.find((g) => STAFF.includes(g.role as never))?.unitId ?? '');
    const all = await tx.query<Price & { unit_id: string; valid_from: string; valid_to: string | null }>(
      `select id, unit_id, item_kind, name, price::float8 as price, per, terms, valid_from, valid_to from price_item where tenant_id = $1 and archived_at is null and ($2::uuid[] is null or unit_id = any($2)) order by item_kind, price, name`, [tx.tenantId, units]);
    const prices = all.filter((p) => holdsOn(p, day)).map(({ id, item_kind, name, price, per, terms }) => ({ id, item_kind, name, price, per, terms }));
    return { day, scripts: await scriptsFor(tx, units, null), prices };
  },
});
