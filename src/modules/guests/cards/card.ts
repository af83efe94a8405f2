/**
 * Membership cards (会员卡): opened through an application, active only after the VIP centre's staff bound the card's
 * number, suspended when lost, replaced by a new number on the same account, handed to another holder, closed.
 * Serves VIP-1.4, VIP-1.5, VIP-5.1, G9, G24, G25, P5.
 */
import { createRecord, defineProcess, defineRegister, f, may, readRecord, Refusal, tables, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Member } from '../members/index.ts';
import { CardProduct } from './product.ts';
import { accountOf, assertEmpty, assertMayActivate, assertProof, assertTransfer } from './rules.ts';
import { TransferSlip } from './slips.ts';

export const MemberCard = defineRegister('member_card', {
  label: ['会员卡', 'Member card'],
  number: 'HY{yyyy}-{000000}',
  fields: {
    member: f.ref('会员', 'Member', 'member'),
    product: f.ref('卡种', 'Product', 'card_product'),
    card_no: f.text('卡号', 'Card number', { optional: true, readonly: true, max: 30 }),
    activated_at: f.dateTime('激活时间', 'Activated at', { optional: true, readonly: true }),
    application_no: f.text('入会单号', 'Application', { optional: true, readonly: true, max: 40 }),
    valid_until: f.date('学生证明有效期至', 'Student proof good until', { optional: true, readonly: true }),
    first_used_at: f.dateTime('首次使用', 'First used at', { optional: true, readonly: true, hint: ['冷静期退款要看是否用过', 'Whether a cooling-off refund is possible depends on it'] }),
    replaces: f.ref('补发自', 'Replaces', 'member_card', { optional: true, readonly: true }),
    account: f.ref('沿用账户', 'Account of', 'member_card', { optional: true, readonly: true, hint: ['补发的卡沿用首张卡的账户', 'A re-issued card uses the account of the first'] }),
    suspended_for: f.text('停用原因', 'Why suspended', { optional: true, readonly: true, max: 200 }),
  },
  title: ['card_no', 'member'],
  list: ['card_no', 'member', 'product', 'activated_at'],
  sorts: ['-number', 'card_no'],
  unique: [['card_no']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_manager'] },
  empty: ['客人入会后，卡列在这里；未激活的卡不能积分、兑换、储值和享受优惠。', 'Cards stand here once guests have joined; until activation they neither earn, redeem, hold value nor give benefits.'],
});

const clerks = ['vip_agent', 'vip_manager'] as const;

export const MemberCardProcess = defineProcess(MemberCard, 'issued',
  {
    issued: { label: ['待激活', 'Not activated'], tone: 'waiting' },
    active: { label: ['正常', 'Active'], tone: 'active' },
    suspended: { label: ['已停用', 'Suspended'], tone: 'alarm' },
    replaced: { label: ['已补卡', 'Replaced'], tone: 'stopped' },
    closed: { label: ['已销卡', 'Closed'], tone: 'stopped' },
  },
  (step) => ({
    activate: step({
      label: ['激活', 'Activate'], tone: 'primary', from: ['issued'], to: 'active', by: clerks,
      form: { card_no: f.text('卡号', 'Card number', { max: 30, hint: ['刷卡或键入卡面号码', 'Scan it, or type the number on the card'] }) },
      guard: ({ record, actor }) => assertMayActivate(record, may(actor, ['vip_manager'])),
      set: ({ now }) => ({ activated_at: now }),
    }),
    suspend: step({
      label: ['挂失', 'Suspend'], tone: 'danger', from: ['active'], to: 'suspended', by: ['vip_agent', 'duty_supervisor', 'vip_manager'],
      form: { suspended_for: f.text('原因', 'Why', { max: 200 }) },
    }),
    restore: step({ label: ['解挂', 'Restore'], from: ['suspended'], to: 'active', by: clerks, form: {}, set: () => ({ suspended_for: null }) }),
    replace: step({
      label: ['免费补卡', 'Replace free of charge'], from: ['suspended'], to: 'replaced', by: ['vip_manager'],
      hint: ['生成一张待激活的新卡，沿用原账户；旧卡号不能再用。收工本费的补卡在“补卡”台账里办', 'Opens a new card on the same account; the old number is refused from now on. With the fee, use “Re-issue”'], form: {},
      effect: async ({ tx, record }) => { await followCard(tx, record); },
    }),
    /** Re-issued by the module above, against a fee. */
    supersede: step({ label: ['补卡', 'Re-issue'], from: ['suspended'], to: 'replaced', by: [], form: {}, effect: async ({ tx, record }) => { await followCard(tx, record); } }),
    transfer: step({
      label: ['转让', 'Transfer'], from: ['active'], to: 'active', by: clerks,
      hint: ['同一账户换持卡人，双方当面签字', 'The same account gets another holder; both sign in person'],
      form: { to_member: f.ref('受让人', 'To', 'member') },
      sign: [{ name: 'holder', label: ['现持卡人', 'Holder'], by: 'guest' }, { name: 'receiver', label: ['受让人', 'New holder'], by: 'guest' }],
      facts: async ({ tx, record, input }) => ({
        holder: await readRecord(tx, Member, record.member), to: input.to_member ? await readRecord(tx, Member, input.to_member) : null, kind: (await readRecord(tx, CardProduct, record.product))?.kind,
      }),
      ready: ({ facts }) => (facts.kind === 'student' ? ['学生卡限本人使用，不能转让', 'A student card is for its holder only'] : null),
      guard: ({ facts, signers }) => assertTransfer(facts.holder!, facts.to, { holder: signers.holder!.name, receiver: signers.receiver!.name }),
      set: ({ input }) => ({ member: input.to_member }),
      slip: {
        kind: TransferSlip,
        content: ({ record, facts }) => ({
          lines: [
            { label: ['卡号', 'Card'], value: record.card_no ?? record.number }, { label: ['转让人', 'From'], value: facts.holder!.name }, { label: ['受让人', 'To'], value: facts.to!.name },
            { label: ['约定', 'Agreed'], value: '卡内余额、积分与等级随卡转让；章程对受让人同样适用。' },
          ],
        }),
      },
    }),
    renew_proof: step({
      label: ['更新学生证明', 'Renew student proof'], from: ['active', 'suspended'], to: 'active', by: clerks,
      form: { valid_until: f.date('证明有效期至', 'Proof good until') },
      ready: ({ record }) => (record.valid_until === null ? ['不是学生卡', 'Not a student card'] : null),
      guard: ({ input, day }) => assertProof(input.valid_until, day),
      set: () => ({ suspended_for: null }),
    }),
    /** The house gives another piece of plastic for the same card, e.g. on reaching a tier. */
    exchange: step({ label: ['换发卡面', 'Exchange the card'], from: ['active'], to: 'active', by: [], form: { card_no: f.text('新卡号', 'New card number', { max: 30 }) } }),
    lapse: step({ label: ['学生证明到期停用', 'Student proof ran out'], from: ['active'], to: 'suspended', by: [], form: {}, set: () => ({ suspended_for: '学生证明到期' }) }),
    close: step({
      label: ['销卡', 'Close'], tone: 'danger', from: ['issued', 'active', 'suspended'], to: 'closed', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) },
      facts: ({ tx, record }) => heldOn(tx, accountOf(record)),
      guard: ({ facts }) => assertEmpty(facts),
    }),
  }),
);

// By hand only the manager opens cards; a re-issue may, because the lost card stood before it.
const NextCard: typeof MemberCard = { ...MemberCard, access: { ...MemberCard.access, create: clerks } };

/** The card that follows a lost one: the same holder, product and account, a number to be bound. */
async function followCard(tx: Tx, record: RowOf<typeof MemberCard>): Promise<void> {
  await createRecord(tx, NextCard, {
    member: record.member, product: record.product, replaces: record.id, account: accountOf(record), application_no: record.application_no,
    valid_until: record.valid_until, first_used_at: record.first_used_at, unit_id: record.unit_id,
  });
}

/** By the number on the card, its QR code, or the number on file; undefined when there is none. */
export async function cardByNumber(tx: Tx, text: string): Promise<RowOf<typeof MemberCard> | undefined> {
  return tables(tx, MemberCard).selectFrom('member_card').selectAll().where('tenant_id', '=', tx.tenantId)
    .where((e) => e.or([e('card_no', '=', text.trim()), e('number', '=', text.trim())])).executeTakeFirst();
}

/** Money on the account, whatever ledger of the modules above keeps it. */
async function heldOn(tx: Tx, account: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(abs(balance)), 0)::bigint as n from ledger_account where tenant_id = $1 and owner = $2 and account in ('principal', 'bonus')`, [tx.tenantId, account]);
  return Number(row?.n ?? 0);
}

/** The first time a service was had with the card: from then on there is no cooling off. Called by whatever gives one. */
export async function markUsed(tx: Tx, cardId: string, at: Date): Promise<void> {
  const card = await readRecord(tx, MemberCard, cardId);
  if (!card) throw new Refusal('not_found', ['没有这张卡', 'No such card'], 404);
  if (card.first_used_at === null) await updateRecord(tx, MemberCard, card, { first_used_at: at }, { what: 'update', reason: '首次使用' });
}
