/**
 * Card applications (入会办理): one guest's way from the first words to an active card. Nothing personal stands here before
 * the guest consented; a guest who declines leaves a row that counts and says nothing about the person.
 * Serves VIP-1.1 to VIP-1.5, VIP-8.2 to VIP-8.9, AS-01 to AS-03, P1.
 */
import { defineRegister, f } from '../../../kernel/index.ts';

export const readers = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
export const CHANNELS = {
  counter: ['到店', 'At the counter'], phone: ['电话', 'Phone'], shop: ['商铺', 'Shops and malls'], street: ['街头', 'Street'], online: ['会员群', 'Member group'], email: ['邮件', 'E-mail'], other: ['其他', 'Other'],
} as const;
export const TENDERS = { cash: ['现金', 'Cash'], bank_card: ['银行卡', 'Bank card'], mobile: ['微信或支付宝', 'Mobile payment'], transfer: ['转账', 'Transfer'] } as const;
export const PROOFS = { student_card: ['学生证', 'Student card'], admission: ['录取通知书', 'Letter of admission'], online: ['学信网验证', 'Online registry'] } as const;
export const BIRTHDAYS = { solar: ['公历', 'Solar calendar'], lunar: ['农历', 'Lunar calendar'], leap: ['农历闰月', 'Lunar leap month'] } as const;
const WHY_NOT = { later: ['以后再说', 'Another time'], price: ['觉得贵', 'Too expensive'], seldom: ['不常来', 'Comes seldom'], data: ['不愿留资料', 'Does not wish to leave data'], other: ['其他', 'Other'] } as const;

export const CardApplication = defineRegister('card_application', {
  label: ['入会办理', 'Card application'],
  number: 'RH-{yyyy}{mm}-{00000}',
  fields: {
    product: f.ref('卡种', 'Product', 'card_product'),
    channel: f.choice('来源', 'Channel', CHANNELS, { initial: 'counter' }),
    explained_by: f.ref('说明人', 'Explained by', 'app_user', { optional: true, readonly: true }),
    explained_at: f.dateTime('说明时间', 'Explained at', { optional: true, readonly: true }),
    consent_text: f.ref('告知书', 'Notice', 'script_text', { optional: true, readonly: true }),
    consent_hash: f.text('告知书指纹', 'Fingerprint of the notice', { optional: true, readonly: true, max: 64 }),
    consent_at: f.dateTime('同意时间', 'Consented at', { optional: true, readonly: true }),
    form_kind: f.choice('填表方式', 'Form', { screen: ['客人屏', 'Guest screen'], paper: ['纸质', 'Paper'] }, { optional: true, readonly: true }),
    form_at: f.dateTime('填表时间', 'Filled in at', { optional: true, readonly: true }),
    form_witness: f.ref('见证人', 'Witness', 'app_user', { optional: true, readonly: true }),
    form_scan: f.photo('申请表扫描件', 'Scan of the form', { optional: true, readonly: true, personal: true }),
    guest_name: f.personName('姓名', 'Name', { optional: true, readonly: true }),
    phone: f.phone('手机', 'Mobile', { optional: true, readonly: true }),
    born_on: f.date('出生日期', 'Date of birth', { optional: true, readonly: true, personal: true }),
    greet: f.yesNo('愿收到生日祝福', 'Wishes to be greeted', { optional: true, readonly: true }),
    birthday_kind: f.choice('生日历法', 'Birthday kept by', BIRTHDAYS, { optional: true, readonly: true }),
    student_proof: f.choice('学生证明', 'Student proof', PROOFS, { optional: true, readonly: true }),
    proof_until: f.date('证明有效期至', 'Proof good until', { optional: true, readonly: true }),
    charter: f.ref('章程', 'Charter', 'script_text', { optional: true, readonly: true }),
    charter_hash: f.text('章程指纹', 'Fingerprint of the charter', { optional: true, readonly: true, max: 64 }),
    charter_signed_at: f.dateTime('章程签署时间', 'Charter signed at', { optional: true, readonly: true }),
    amount: f.money('应收', 'Due', { optional: true, readonly: true }),
    tender: f.choice('支付方式', 'Tender', TENDERS, { optional: true, readonly: true }),
    received: f.money('实收', 'Received', { optional: true, readonly: true }),
    change_due: f.money('找零', 'Change', { optional: true, readonly: true }),
    payment_ref: f.text('支付流水号', 'Payment reference', { optional: true, readonly: true, max: 60 }),
    paid_at: f.dateTime('收款时间', 'Paid at', { optional: true, readonly: true }),
    paid_on: f.date('收款营业日', 'Paid on', { optional: true, readonly: true }),
    shift: f.ref('收款当班', 'Till shift', 'shift', { optional: true, readonly: true }),
    member: f.ref('会员', 'Member', 'member', { optional: true, readonly: true }),
    entered_by: f.ref('录入人', 'Entered by', 'app_user', { optional: true, readonly: true }),
    card: f.ref('会员卡', 'Card', 'member_card', { optional: true, readonly: true }),
    id_returned: f.yesNo('身份证已退还', 'Identity card returned', { optional: true, readonly: true }),
    change_given: f.yesNo('零钱已找', 'Change given', { optional: true, readonly: true }),
    activated_by: f.ref('激活人', 'Activated by', 'app_user', { optional: true, readonly: true }),
    activated_at: f.dateTime('激活时间', 'Activated at', { optional: true, readonly: true }),
    declined_for: f.choice('未办原因', 'Why not', WHY_NOT, { optional: true, readonly: true }),
    closed_for: f.text('终止原因', 'Why ended', { optional: true, readonly: true, max: 200 }),
  },
  title: ['product', 'guest_name'],
  list: ['product', 'guest_name', 'channel', 'amount', 'activated_at'],
  sorts: ['-created_at', '-number', '-paid_at'],
  indexes: [['paid_on']],
  access: { read: readers, create: ['front_desk', 'vip_agent'] },
  empty: ['在“入会台”向客人介绍会员时，从这里开始。', 'It begins at the joining desk, when somebody tells a guest about membership.'],
});

/** What is forgotten when a guest steps back before joining. */
export const FORGOTTEN = { guest_name: null, phone: null, born_on: null, form_scan: null, greet: null, birthday_kind: null, student_proof: null, proof_until: null } as const;
