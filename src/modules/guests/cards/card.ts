/**
 * Membership cards (会员卡) and what they are sold as: opened by the VIP centre, active only after its staff bound the
 * card's number, suspended when lost, replaced by a new number on the same account. Serves VIP-1.4, VIP-1.5, G9, G25.
 */
import { createRecord, defineProcess, defineRegister, f, tables, type RowOf, type Tx } from '../../../kernel/index.ts';
import { accountOf } from './rules.ts';

const readers = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const CardProduct = defineRegister('card_product', {
  label: ['卡种', 'Card product'],
  number: 'KZ{00}',
  fields: {
    name: f.text('名称', 'Name', { max: 30 }),
    kind: f.choice('类别', 'Kind', { student: ['学生卡', 'Student card'], member: ['会员卡', 'Membership card'], stored_value: ['储值卡', 'Stored-value card'] }),
    price: f.money('售价', 'Price', { optional: true, hint: ['章程未写明的留空，定价后再发卡', 'Left empty where the rules name none; priced before cards are sold'] }),
  },
  title: ['name'],
  list: ['name', 'kind', 'price'],
  sorts: ['name'],
  unique: [['name']],
  access: { read: readers, create: ['vip_manager'], edit: ['vip_manager'], archive: ['vip_manager'] },
});

export const MemberCard = defineRegister('member_card', {
  label: ['会员卡', 'Member card'],
  number: 'HY{yyyy}-{000000}',
  fields: {
    member: f.ref('会员', 'Member', 'member'),
    product: f.ref('卡种', 'Product', 'card_product'),
    card_no: f.text('卡号', 'Card number', { optional: true, readonly: true, max: 30 }),
    activated_at: f.dateTime('激活时间', 'Activated at', { optional: true, readonly: true }),
    replaces: f.ref('补发自', 'Replaces', 'member_card', { optional: true, readonly: true }),
    account: f.ref('沿用账户', 'Account of', 'member_card', { optional: true, readonly: true, hint: ['补发的卡沿用首张卡的账户', 'A re-issued card uses the account of the first'] }),
    suspended_for: f.text('停用原因', 'Why suspended', { optional: true, readonly: true, max: 200 }),
  },
  title: ['card_no', 'member'],
  list: ['card_no', 'member', 'product', 'activated_at'],
  sorts: ['-number', 'card_no'],
  unique: [['card_no']],
  access: { read: readers, create: ['vip_agent', 'vip_manager'] },
  empty: ['发卡后在这里激活；未激活的卡不能积分、兑换、储值和享受优惠。', 'Cards are activated here; until then they neither earn, redeem, hold value nor give benefits.'],
});

export const MemberCardProcess = defineProcess(MemberCard, 'issued',
  {
    issued: { label: ['待激活', 'Not activated'], tone: 'waiting' },
    active: { label: ['正常', 'Active'], tone: 'active' },
    suspended: { label: ['已挂失', 'Suspended'], tone: 'alarm' },
    replaced: { label: ['已补卡', 'Replaced'], tone: 'stopped' },
    closed: { label: ['已销卡', 'Closed'], tone: 'stopped' },
  },
  (step) => ({
    activate: step({
      label: ['激活', 'Activate'], tone: 'primary', from: ['issued'], to: 'active', by: ['vip_agent', 'vip_manager'],
      form: { card_no: f.text('卡号', 'Card number', { max: 30, hint: ['刷卡或键入卡面号码', 'Scan it, or type the number on the card'] }) },
      set: ({ now }) => ({ activated_at: now }),
    }),
    suspend: step({
      label: ['挂失', 'Suspend'], tone: 'danger', from: ['active'], to: 'suspended', by: ['vip_agent', 'duty_supervisor', 'vip_manager'],
      form: { suspended_for: f.text('原因', 'Why', { max: 200 }) },
    }),
    restore: step({ label: ['解挂', 'Restore'], from: ['suspended'], to: 'active', by: ['vip_agent', 'vip_manager'], form: {}, set: () => ({ suspended_for: null }) }),
    replace: step({
      label: ['补卡', 'Replace'], from: ['suspended'], to: 'replaced', by: ['vip_agent', 'vip_manager'],
      hint: ['生成一张待激活的新卡，沿用原账户；旧卡号不能再用', 'Opens a new card on the same account; the old number is refused from now on'], form: {},
      async effect({ tx, record }) {
        await createRecord(tx, MemberCard, { member: record.member, product: record.product, replaces: record.id, account: accountOf(record), unit_id: record.unit_id });
      },
    }),
    close: step({ label: ['销卡', 'Close'], tone: 'danger', from: ['issued', 'active', 'suspended'], to: 'closed', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

/** By the number on the card or the number on file; undefined when there is none. */
export async function cardByNumber(tx: Tx, text: string): Promise<RowOf<typeof MemberCard> | undefined> {
  return tables(tx, MemberCard).selectFrom('member_card').selectAll().where('tenant_id', '=', tx.tenantId)
    .where((e) => e.or([e('card_no', '=', text.trim()), e('number', '=', text.trim())])).executeTakeFirst();
}
