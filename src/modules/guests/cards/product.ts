/** Card products (卡种): what cards are sold as, at which price, and since when they are on sale. Serves VIP-8.2 to VIP-8.4, G9, G10, G24. */
import { defineProcess, defineRegister, f, parameter, parameterOrNull, tables, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { FirstDeposit, GoldThreshold, MemberPrice, StudentPrice } from './parameters.ts';
import { priceOf, saleProblem, type Answers } from './rules.ts';

export const CardProduct = defineRegister('card_product', {
  label: ['卡种', 'Card product'],
  number: 'KZ{00}',
  fields: {
    name: f.text('名称', 'Name', { max: 30 }),
    kind: f.choice('类别', 'Kind', { student: ['学生卡', 'Student card'], member: ['会员卡', 'Membership card'], stored_value: ['储值卡', 'Stored-value card'] }),
    price: f.money('售价', 'Price', { optional: true, hint: ['空着则按“规章参数”里的价格', 'Left empty, the price under Parameters holds'] }),
    on_sale_since: f.date('上架日期', 'On sale since', { optional: true, readonly: true }),
  },
  title: ['name'],
  list: ['name', 'kind', 'price', 'on_sale_since'],
  sorts: ['name'],
  unique: [['name']],
  access: { read: ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_manager'], edit: ['vip_manager'], archive: ['vip_manager'] },
  empty: ['先建卡种，定价后上架，才能办理入会。', 'Products come first: priced and on sale, then guests can join.'],
});

export const CardProductProcess = defineProcess(CardProduct, 'draft',
  {
    draft: { label: ['未上架', 'Not on sale'], tone: 'waiting' },
    on_sale: { label: ['在售', 'On sale'], tone: 'active' },
    withdrawn: { label: ['已下架', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    put_on_sale: step({
      label: ['上架', 'Put on sale'], tone: 'primary', from: ['draft', 'withdrawn'], to: 'on_sale', by: ['vip_manager'], form: {},
      facts: ({ tx, day }) => answersOn(tx, day),
      ready: ({ record, facts }) => saleProblem(record, facts),
      preview: ({ record, facts }) => ({ lines: [[`${record.name}，${yuan(priceOf(record, facts) ?? 0)} 元`, `${record.name}, ${yuan(priceOf(record, facts) ?? 0)} yuan`]] }),
      set: ({ day }) => ({ on_sale_since: day }),
    }),
    withdraw: step({ label: ['下架', 'Withdraw'], tone: 'danger', from: ['on_sale'], to: 'withdrawn', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

export async function answersOn(tx: Tx, day: string): Promise<Answers> {
  return {
    studentPrice: await parameterOrNull(tx, StudentPrice, day), goldThreshold: await parameterOrNull(tx, GoldThreshold, day),
    memberPrice: await parameter(tx, MemberPrice, day), firstDeposit: await parameter(tx, FirstDeposit, day),
  };
}

export interface Sellable { readonly id: string; readonly name: string; readonly kind: RowOf<typeof CardProduct>['kind']; readonly price: number }

/** What can be sold on a day in a unit, with its price. */
export async function productsOnSale(tx: Tx, day: string): Promise<readonly Sellable[]> {
  const answers = await answersOn(tx, day);
  const rows = await tables(tx, CardProduct).selectFrom('card_product').selectAll().where('tenant_id', '=', tx.tenantId).where('state', '=', 'on_sale').where('archived_at', 'is', null).orderBy('number').execute();
  return rows.flatMap((row) => {
    const price = priceOf({ kind: row.kind, price: row.price === null ? null : Number(row.price) }, answers);
    return price === null ? [] : [{ id: row.id, name: row.name, kind: row.kind, price }];
  });
}
