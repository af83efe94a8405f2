/**
 * Membership cards (会员卡): opened through an application, active only after the VIP centre's staff bound the card's
 * number, suspended when lost, replaced by a new number on the same account, handed to another holder, closed.
 * Serves VIP-1.4, VIP-1.5, VIP-5.1, G9, G24, G25, P5.
 */
import { createRecord, defineProcess, defineRegister, f, may, readRecord, Refusal, tables, updateRecord, type Process, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Member } from '../members/index.ts';
import { CardProduct } from './product.ts';
import { accountOf, assertEmpty, assertHolder, assertMayActivate, assertProof, assertTransfer } from './rules.ts';
import { closingPaper, goesAlong, LOSS_SIGNERS, lossReport, type Standing, suspensionPaper, TOLD_BY, transferPaper } from './papers.ts';
import { ClosingSlip, SuspensionSlip, TransferSlip } from './slips.ts';

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
/** Signers of the loss report and of the closing, as their boxes on the papers say. */
const CLOSING_SIGNERS = [['持卡人', 'Holder'], ['客服经理', 'VIP manager']] as const;

export const MemberCardProcess = defineProcess(MemberCard, 'issued',
  {
    issued: { label: ['待激活', 'Not activated'], tone: 'waiting' },
    active: { label: ['正常', 'Active'], tone: 'active' },
    suspended: { label: ['已停用', 'Suspended'], tone: 'alarm' },
    replaced: { label: ['已补卡', 'Replaced'], tone: 'stopped' },
    closed: { label: ['已销卡', 'Closed'], tone: 'stopped' },
  },
  (step) => ({ ...inUse(step), ...ending(step) }),
);

type Take = Parameters<Parameters<typeof defineProcess<typeof MemberCard, { readonly [s in 'issued' | 'active' | 'suspended' | 'replaced' | 'closed']: Process['states'][string] }, Process['steps']>>[3]>[0];

/** Activated, reported lost and found again, re-issued, handed on, proof renewed. */
function inUse(step: Take) {
  return {
    activate: step({
      label: ['激活', 'Activate'], tone: 'primary', from: ['issued'], to: 'active', by: clerks,
      form: { card_no: f.text('卡号', 'Card number', { max: 30, hint: ['刷卡或键入卡面号码', 'Scan it, or type the number on the card'] }) },
      guard: ({ record, actor }) => assertMayActivate(record, may(actor, ['vip_manager'])),
      set: ({ now }) => ({ activated_at: now }),
    }),
    suspend: step({
      label: ['挂失', 'Suspend'], tone: 'danger', from: ['active'], to: 'suspended', by: ['vip_agent', 'duty_supervisor', 'vip_manager'],
      hint: ['来电即可先挂失；本人到店后在挂失单上补签', 'A call is enough; the holder signs the slip when they come in'],
      form: { suspended_for: f.text('原因', 'Why', { max: 200 }), told_by: f.choice('挂失方式', 'Reported', TOLD_BY, { optional: true, initial: 'phone' }) },
      facts: async ({ tx, record }) => ({ holder: await readRecord(tx, Member, record.member) }),
      slip: { kind: SuspensionSlip, content: ({ record, facts, input, now, calendar }) => suspensionPaper(record, facts.holder, input, now, calendar.zone) },
    }),
    sign_loss: step({
      label: ['挂失单签字', 'Sign the slip'], from: ['suspended'], to: 'suspended', by: clerks, form: {},
      sign: [{ name: 'holder', label: LOSS_SIGNERS[0], by: 'guest' }, { name: 'clerk', label: LOSS_SIGNERS[1], by: 'user' }],
      facts: async ({ tx, record }) => ({ ...(await lossReport(tx, record.id)), holder: (await readRecord(tx, Member, record.member))?.name ?? '' }),
      ready: ({ facts }) => (facts.slip === null ? ['没有挂失单', 'There is no slip'] : facts.signed ? ['挂失单已签字', 'The slip is signed'] : null),
      preview: ({ facts }) => ({ lines: facts.slip === null ? [] : [[`挂失单 ${facts.slip}`, `Slip ${facts.slip}`]] }),
      guard: ({ facts, signers }) => assertHolder(facts.holder, signers.holder!.name),
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
        ...(await standing(tx, record)), holder: await readRecord(tx, Member, record.member), to: input.to_member ? await readRecord(tx, Member, input.to_member) : null, kind: (await readRecord(tx, CardProduct, record.product))?.kind,
      }),
      ready: ({ facts }) => (facts.kind === 'student' ? ['学生卡限本人使用，不能转让', 'A student card is for its holder only'] : null),
      guard: ({ facts, signers }) => assertTransfer(facts.holder!, facts.to, { holder: signers.holder!.name, receiver: signers.receiver!.name }),
      preview: ({ facts }) => ({ lines: [goesAlong(facts)] }),
      set: ({ input }) => ({ member: input.to_member }),
      slip: {
        kind: TransferSlip,
        content: async ({ tx, record, facts }) => transferPaper(record, { from: facts.holder!.name, to: facts.to!.name }, facts, await standing(tx, record)),
      },
    }),
    renew_proof: step({
      label: ['更新学生证明', 'Renew student proof'], from: ['active', 'suspended'], to: 'active', by: clerks,
      form: { valid_until: f.date('证明有效期至', 'Proof good until') },
      ready: ({ record }) => (record.valid_until === null ? ['不是学生卡', 'Not a student card'] : null),
      guard: ({ input, day }) => assertProof(input.valid_until, day),
      set: () => ({ suspended_for: null }),
    }),
  };
}

/** Another piece of plastic, and the ways a card ends. */
function ending(step: Take) {
  return {
    /** The house gives another piece of plastic for the same card, e.g. on reaching a tier. */
    exchange: step({ label: ['换发卡面', 'Exchange the card'], from: ['active'], to: 'active', by: [], form: { card_no: f.text('新卡号', 'New card number', { max: 30 }) } }),
    lapse: step({ label: ['学生证明到期停用', 'Student proof ran out'], from: ['active'], to: 'suspended', by: [], form: {}, set: () => ({ suspended_for: '学生证明到期' }) }),
    close: step({
      label: ['销卡', 'Close'], tone: 'danger', from: ['issued', 'active', 'suspended'], to: 'closed', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) },
      hint: ['持卡人不能到场时，由两名见证人见证', 'When the holder cannot come, two people witness it'],
      sign: [{ name: 'holder', label: CLOSING_SIGNERS[0], by: 'guest', refusable: true }, { name: 'manager', label: CLOSING_SIGNERS[1], by: 'user', role: 'vip_manager' }],
      facts: ({ tx, record }) => toClose(tx, record),
      preview: ({ facts }) => ({ lines: facts.points === 0 ? [] : [[`卡内还有 ${facts.points} 积分，销卡后不能再用`, `There are ${facts.points} points on the card; they cannot be used any more`]] }),
      guard({ facts, signers }) {
        assertEmpty(facts.money);
        assertHolder(facts.holder?.name ?? '', signers.holder!.name);
      },
      slip: { kind: ClosingSlip, content: ({ record, facts, input }) => closingPaper(record, facts, input.reason) },
    }),
    /** Closed by what was signed for elsewhere: the last refund, the price given back. */
    wind_up: step({
      label: ['随退款销卡', 'Closed with the refund'], from: ['issued', 'active', 'suspended'], to: 'closed', by: [], form: { reason: f.text('原因', 'Why', { max: 200 }) },
      facts: ({ tx, record }) => toClose(tx, record),
      guard: ({ facts }) => assertEmpty(facts.money),
      slip: { kind: ClosingSlip, content: ({ record, facts, input }) => ({ ...closingPaper(record, facts, input.reason), boxes: CLOSING_SIGNERS }) },
    }),
  };
}

// By hand only the manager opens cards; a re-issue may, because the lost card stood before it.
const NextCard: typeof MemberCard = { ...MemberCard, access: { ...MemberCard.access, create: clerks } };

/** The card that follows a lost one: the same holder, product and account, a number to be bound. */
async function followCard(tx: Tx, record: RowOf<typeof MemberCard>): Promise<void> {
  await createRecord(tx, NextCard, {
    member: record.member, product: record.product, replaces: record.id, account: accountOf(record), application_no: record.application_no,
    valid_until: record.valid_until, first_used_at: record.first_used_at, unit_id: record.unit_id,
  });
}

/** By the number on the card, its QR code, or the number on file, with or without the gaps that are printed between its digits; undefined when there is none. */
export async function cardByNumber(tx: Tx, text: string): Promise<RowOf<typeof MemberCard> | undefined> {
  const all = tables(tx, MemberCard).selectFrom('member_card').selectAll().where('tenant_id', '=', tx.tenantId);
  const found = await all.where((e) => e.or([e('card_no', '=', text.trim()), e('number', '=', text.trim())])).executeTakeFirst();
  return found ?? all.where((e) => e(e.fn<string>('replace', ['card_no', e.val(' '), e.val('')]), '=', text.replaceAll(/\s/g, ''))).executeTakeFirst();
}

/** Holder, product, and what stands on the account, whatever ledgers of the modules above keep it. */
async function toClose(tx: Tx, record: RowOf<typeof MemberCard>) {
  const held = (of: readonly string[]) => heldOn(tx, accountOf(record), of);
  return { holder: await readRecord(tx, Member, record.member), product: (await readRecord(tx, CardProduct, record.product))?.name ?? '', money: await held(['principal', 'bonus']), points: await held(['card']) };
}

/** What stands on the card's account now. */
async function standing(tx: Tx, record: RowOf<typeof MemberCard>): Promise<Standing> {
  const held = (of: string) => heldOn(tx, accountOf(record), [of]);
  return { principal: await held('principal'), bonus: await held('bonus'), points: await held('card') };
}

async function heldOn(tx: Tx, account: string, of: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(abs(balance)), 0)::bigint as n from ledger_account where tenant_id = $1 and owner = $2 and account = any($3)`, [tx.tenantId, account, of]);
  return Number(row?.n ?? 0);
}

/** The first time a service was had with the card: from then on there is no cooling off. Called by whatever gives one. */
export async function markUsed(tx: Tx, cardId: string, at: Date): Promise<void> {
  const card = await readRecord(tx, MemberCard, cardId);
  if (!card) throw new Refusal('not_found', ['没有这张卡', 'No such card'], 404);
  if (card.first_used_at === null) await updateRecord(tx, MemberCard, card, { first_used_at: at }, { what: 'update', reason: '首次使用' });
}
