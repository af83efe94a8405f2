/**
 * Redemption (积分兑换): explained, agreed, and then points and gift move together or not at all. The guest signs; a
 * supervisor can take it back on the same business day, to the same lots. Serves VIP-1.5, VIP-1.11 to VIP-1.13, AS-06, AS-08.
 */
import { balanceOf, calendar, calendarOf, cancelSlip, dayOf, defineProcess, defineRegister, f, journalOf, parameter, post, posting, readRecord, Refusal, reverse, type Label, type Tx } from '../../../kernel/index.ts';
import { accountOf, cardProblem, MemberCard } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { houseWords } from '../scripts/index.ts';
import { Gift } from './gift.ts';
import { GiftStock, MemberPoints } from './ledgers.ts';
import { ShiftEnds } from './parameters.ts';
import { RedemptionItem, RedemptionProgramme } from './programme.ts';
import { assertSameDay, offerProblem, shiftEnd, shortage } from './rules.ts';
import { RedemptionSlip, ReversalSlip } from './slips.ts';

export const Redemption = defineRegister('redemption', {
  label: ['积分兑换单', 'Redemption'],
  number: 'DHD-{yyyy}{mm}-{00000}',
  fields: {
    card: f.ref('会员卡', 'Card', 'member_card'),
    item: f.ref('兑换礼品', 'Gift on offer', 'redemption_item'),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 1000, initial: 1 }),
    points: f.integer('所需积分', 'Points', { optional: true, readonly: true }),
    gift: f.ref('礼品', 'Gift', 'gift', { optional: true, readonly: true }),
    executed_at: f.dateTime('兑换时间', 'Redeemed at', { optional: true, readonly: true }),
    executed_on: f.date('兑换营业日', 'Business day', { optional: true, readonly: true }),
    executed_by: f.personName('经办人', 'By', { optional: true, readonly: true }),
    sign_by: f.dateTime('签字截止', 'To be signed by', { optional: true, readonly: true }),
    reason: f.text('冲销原因', 'Why reversed', { optional: true, readonly: true, max: 200 }),
  },
  title: ['gift', 'points'],
  list: ['card', 'gift', 'quantity', 'points', 'executed_at', 'executed_by'],
  sorts: ['-number', '-executed_at'],
  indexes: [['executed_on']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['向客人说明活动后在这里开兑换单。', 'A redemption starts here, once the programme was explained.'],
  opening: {
    facts: ({ tx, input }) => wanted(tx, input),
    guard: ({ facts }) => assertPossible(facts),
    set: ({ facts }) => ({ points: facts.points, gift: facts.item.gift }),
  },
});

const ASK_FIRST: Label = ['先把能换什么、扣多少分讲清楚，客人同意再扣；礼品交到手里，说一句“希望您喜欢”', 'Say what can be had and how many points it takes; deduct once the guest agrees, and hand the gift over with “I hope you like it”'];
export const RedemptionProcess = defineProcess(Redemption, 'quoted',
  {
    quoted: { label: ['已说明待同意', 'Explained'], tone: 'waiting', timer: { step: 'lapse', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of) } },
    executed: { label: ['已兑换待签字', 'Redeemed, to be signed'], tone: 'active', due: { step: 'confirm', at: ({ record, now }) => record.sign_by ?? now, showBeforeHours: 0, escalateTo: 'duty_supervisor' } },
    confirmed: { label: ['已签字', 'Signed'], tone: 'done' },
    declined: { label: ['未兑换', 'Not redeemed'], tone: 'stopped' },
    reversed: { label: ['已冲销', 'Reversed'], tone: 'stopped' },
  },
  (step) => ({
    execute: step({
      label: ['客人同意，扣分并交付', 'Agreed: deduct and hand over'], hint: ASK_FIRST, tone: 'primary', from: ['quoted'], to: 'executed', by: ['vip_agent'],
      form: { agreed: f.yesNo('客人同意扣除积分', 'The guest agrees to the deduction') },
      facts: async ({ tx, record, day }) => ({ ...(await wanted(tx, record)), shiftEnds: await parameter(tx, ShiftEnds, day), words: await houseWords(tx, 'redeem') }),
      preview: ({ facts }) => ({ lines: [[`扣除 ${facts.points} 分，余 ${facts.balance - facts.points} 分；${facts.gift.name} 库存 ${facts.stock}`, `${facts.points} points off, ${facts.balance - facts.points} left; ${facts.stock} of ${facts.gift.name} in store`], ...facts.words] }),
      guard({ input, facts }) {
        if (!input.agreed) throw new Refusal('redemption.not_agreed', ['须先征得客人同意', 'The guest must agree first'], 409, { agreed: ['须同意', 'Must agree'] });
        assertPossible(facts);
      },
      set: ({ facts, now, day, actor }) => ({
        points: facts.points, gift: facts.item.gift, executed_at: now, executed_on: day, executed_by: actor.name, sign_by: shiftEnd(now, facts.shiftEnds, facts.zone),
      }),
      async effect({ tx, record, facts, now }) {
        const common = { because: record.number, cause: { register: 'redemption', id: record.id }, at: now, unit: record.unit_id };
        await post(tx,
          posting(MemberPoints, 'redeem', { ...common, amount: facts.points, owner: accountOf(facts.card) }),
          posting(GiftStock, 'give', { ...common, amount: record.quantity, owner: facts.item.gift }));
      },
      slip: {
        kind: RedemptionSlip,
        async content({ tx, record, facts }) {
          const after = await balanceOf(tx, MemberPoints, 'card', accountOf(facts.card));
          return {
            lines: [
              { label: ['卡号', 'Card'], value: facts.card.card_no ?? facts.card.number }, { label: ['会员', 'Member'], value: (await readRecord(tx, Member, facts.card.member))?.name ?? '' }, { label: ['活动', 'Programme'], value: facts.programme.name },
              { label: ['礼品', 'Gift'], value: `${facts.gift.name} × ${record.quantity}` }, { label: ['扣除积分', 'Points deducted'], value: String(facts.points) },
              { label: ['原有积分', 'Balance before'], value: String(after + facts.points) }, { label: ['现有积分', 'Balance after'], value: String(after) },
            ],
            stamps: [['已兑换', 'Redeemed']], boxes: [['会员', 'Member']],
          };
        },
      },
    }),
    confirm: step({
      label: ['客人签字', 'Guest signs'], tone: 'primary', from: ['executed'], to: 'confirmed', by: ['vip_agent'], form: {},
      sign: [{ name: 'member', label: ['会员', 'Member'], by: 'guest' }],
    }),
    decline: step({ label: ['客人不兑换', 'The guest declines'], from: ['quoted'], to: 'declined', by: ['vip_agent'], form: {} }),
    lapse: step({ label: ['当日未兑换', 'Not redeemed that day'], from: ['quoted'], to: 'declined', by: [], form: {} }),
    reverse: step({
      label: ['冲销', 'Reverse'], tone: 'danger', from: ['executed', 'confirmed'], to: 'reversed', by: ['duty_supervisor'],
      form: { item_back: f.yesNo('礼品已收回', 'The gift is back'), reason: f.text('冲销原因', 'Why reversed', { max: 200 }) },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      facts: async ({ tx, record }) => ({ points: await journalOf(tx, MemberPoints, 'redeem', record.number), gift: await journalOf(tx, GiftStock, 'give', record.number), card: await readRecord(tx, MemberCard, record.card) }),
      guard({ record, input, day }) {
        assertSameDay(record.executed_on ?? day, day);
        if (!input.item_back) throw new Refusal('redemption.item_out', ['礼品收回后才能冲销', 'The gift must come back first'], 409, { item_back: ['须收回', 'Must be back'] });
      },
      async effect({ tx, record, facts, input }) {
        if (!facts.points || !facts.gift) throw new Refusal('redemption.not_posted', ['这张兑换单没有入账', 'This redemption was not posted']);
        const because = { because: `${record.number}/冲销`, unit: record.unit_id };
        // Same order as the posting locks them: gifts before points.
        await reverse(tx, GiftStock, facts.gift, because);
        await reverse(tx, MemberPoints, facts.points, because);
        await cancelSlip(tx, { register: 'redemption', recordId: record.id, kind: RedemptionSlip }, input.reason);
      },
      slip: {
        kind: ReversalSlip,
        content: async ({ tx, record, facts, input }) => ({
          lines: [
            { label: ['兑换单号', 'Redemption'], value: record.number }, { label: ['退回积分', 'Points given back'], value: String(record.points ?? 0) },
            { label: ['现有积分', 'Balance after'], value: String(facts.card ? await balanceOf(tx, MemberPoints, 'card', accountOf(facts.card)) : 0) },
            { label: ['原因', 'Why'], value: input.reason },
          ],
          stamps: [['已冲销', 'Reversed']],
        }),
      },
    }),
  }),
);

interface Wanted { readonly card: string; readonly item: string; readonly quantity: number }
type Possible = Awaited<ReturnType<typeof wanted>>;

async function wanted(tx: Tx, w: Wanted) {
  const card = await readRecord(tx, MemberCard, w.card);
  const item = await readRecord(tx, RedemptionItem, w.item);
  const programme = item && (await readRecord(tx, RedemptionProgramme, item.programme));
  const gift = item && (await readRecord(tx, Gift, item.gift));
  if (!card || !item || !programme || !gift) throw new Refusal('reference', ['没有这张卡或这项礼品', 'No such card or gift'], 422);
  return {
    card, item, programme, gift, quantity: w.quantity, points: item.points * w.quantity, day: await dayOf(tx, tx.now, programme.unit_id), zone: (await calendarOf(tx, programme.unit_id)).zone,
    balance: await balanceOf(tx, MemberPoints, 'card', accountOf(card)), stock: await balanceOf(tx, GiftStock, 'store', item.gift),
  };
}

function assertPossible(w: Possible): void {
  const card = cardProblem(w.card.state, 'redeem');
  if (card) throw new Refusal('redemption.card', card, 409, { card });
  const offer = offerProblem({ programme: w.programme, offered: w.item.offered }, w.day);
  if (offer) throw new Refusal('redemption.not_offered', offer, 409, { item: offer });
  const short = shortage({ points: w.points, pieces: w.quantity }, { points: w.balance, pieces: w.stock });
  if (short) throw new Refusal('redemption.short', short);
}
