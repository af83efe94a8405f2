/**
 * Points slips (积分单): the paper a guest brings after consumption. One slip is posted once, against one bill; on an open
 * bill its points wait. The confirmation slip is signed by the guest; a supervisor can take a posting back.
 * Serves VIP-1.5 to VIP-1.9, G19, G20, AS-04, AS-05.
 */
import { balanceOf, calendar, calendarOf, cancelSlip, dayOf, defineProcess, defineRegister, f, journalOf, parameter, post, posting, readRecord, Refusal, reverse, tables, takeStep, type Label, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { accountOf, cardProblem, MemberCard } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { Bill } from '../bills/index.ts';
import { MemberPoints } from './ledgers.ts';
import { BelowZero, ExpiryMonths, PerYuan, ShiftEnds, SlipDays } from './parameters.ts';
import { alreadyPosted, assertSlipFresh, earningBase, expiryOf, pointsFor, shiftEnd } from './rules.ts';
import { ConfirmationSlip, ReversalSlip } from './slips.ts';

export const PointsSlip = defineRegister('points_slip', {
  label: ['积分单', 'Points slip'],
  number: 'JFD-{yyyy}{mm}-{00000}',
  fields: {
    slip_no: f.text('积分单号', 'Slip number', { max: 40 }),
    card: f.ref('会员卡', 'Card', 'member_card'),
    bill: f.ref('账单', 'Bill', 'bill'),
    issued_on: f.date('开单日期', 'Issued on'),
    points: f.integer('积分', 'Points', { optional: true, readonly: true }),
    posted_at: f.dateTime('入账时间', 'Posted at', { optional: true, readonly: true }),
    posted_on: f.date('入账营业日', 'Business day', { optional: true, readonly: true }),
    posted_by: f.personName('入账人', 'Posted by', { optional: true, readonly: true }),
    expires_on: f.date('积分有效期至', 'Points good until', { optional: true, readonly: true }),
    sign_by: f.dateTime('签字截止', 'To be signed by', { optional: true, readonly: true }),
    reason: f.text('作废或冲销原因', 'Why void or reversed', { optional: true, readonly: true, max: 200 }),
  },
  title: ['slip_no'],
  list: ['slip_no', 'card', 'bill', 'points', 'posted_at', 'posted_by'],
  sorts: ['-number', '-posted_at'],
  indexes: [['posted_on']],
  unique: [['slip_no']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['客人出示积分单后在这里登记；账单已付即入账，未付则挂账。', 'Slips that guests present: posted at once when the bill is paid, otherwise waiting for it.'],
  opening: {
    facts: ({ tx, input }) => presented(tx, input),
    guard({ input, facts }) {
      if (facts.known) throw new Refusal('points_slip.taken', facts.known);
      if (facts.bill.state === 'cancelled') throw new Refusal('points_slip.bill_cancelled', ['账单已取消，不能积分', 'The bill was cancelled']);
      const problem = cardProblem(facts.card.state, 'earn');
      if (problem) throw new Refusal('points_slip.card', problem, 409, { card: problem });
      assertSlipFresh(input.issued_on, facts, facts.validDays);
      if (facts.points === 0) throw new Refusal('points_slip.nothing', ['这张账单没有可积分的消费', 'Nothing on this bill earns points'], 409, { bill: ['没有可积分的消费', 'Earns nothing'] });
    },
    set: ({ facts }) => ({ points: facts.points }),
    // The posting happens in the same moment when the bill is paid: the clerk confirms once.
    async effect({ tx, record, facts }) {
      if (facts.bill.state === 'paid') await takeStep(tx, PointsSlipProcess, record.id, 'post', {});
    },
  },
});

const why = f.text('冲销原因', 'Why reversed', { max: 200 });

export const PointsSlipProcess = defineProcess(PointsSlip, 'pending',
  {
    pending: { label: ['待付款', 'Waiting for payment'], tone: 'waiting' },
    // Shown when the shift ends: until then signing is the next thing to do anyway, afterwards it is an exception.
    posted: { label: ['已入账待签字', 'Posted, to be signed'], tone: 'active', due: { step: 'confirm', at: ({ record, now }) => record.sign_by ?? now, showBeforeHours: 0, escalateTo: 'duty_supervisor' } },
    confirmed: { label: ['已签字', 'Signed'], tone: 'done' },
    void: { label: ['作废', 'Void'], tone: 'stopped' },
    reversed: { label: ['已冲销', 'Reversed'], tone: 'stopped' },
  },
  (step) => ({
    post: step({
      label: ['入账', 'Post'], tone: 'primary', from: ['pending'], to: 'posted', by: ['vip_agent'], form: {},
      facts: ({ tx, record, day }) => toPost(tx, record, day),
      ready: ({ facts }) => (facts.bill.state === 'paid' ? cardProblem(facts.card.state, 'earn') : ['账单尚未付款，积分挂账', 'The bill is not paid; the points wait']),
      guard({ facts }) {
        if (facts.points === 0) throw new Refusal('points_slip.nothing', ['这张账单没有可积分的消费', 'Nothing on this bill earns points']);
      },
      set: ({ facts, now, day, actor }) => ({
        points: facts.points, posted_at: now, posted_on: day, posted_by: actor.name, expires_on: facts.expires, sign_by: shiftEnd(now, facts.shiftEnds, facts.zone),
      }),
      async effect({ tx, record, facts, now }) {
        await post(tx, posting(MemberPoints, 'earn', {
          amount: facts.points, owner: accountOf(facts.card), because: record.slip_no, cause: { register: 'points_slip', id: record.id }, at: now, unit: record.unit_id,
          ...(facts.expires === null ? {} : { expires: facts.expires }),
        }));
      },
      slip: {
        kind: ConfirmationSlip,
        async content({ tx, record, facts }) {
          const after = await balanceOf(tx, MemberPoints, 'card', accountOf(facts.card));
          return {
            lines: [
              { label: ['积分单号', 'Slip number'], value: record.slip_no }, { label: ['卡号', 'Card'], value: facts.card.card_no ?? facts.card.number }, { label: ['会员', 'Member'], value: (await readRecord(tx, Member, facts.card.member))?.name ?? '' },
              { label: ['账单号', 'Bill'], value: facts.bill.bill_no }, { label: ['积分金额', 'Amount'], value: yuan(facts.base) },
              { label: ['本次积分', 'Points'], value: String(facts.points) }, { label: ['原有积分', 'Balance before'], value: String(after - facts.points) },
              { label: ['现有积分', 'Balance after'], value: String(after) }, { label: ['有效期至', 'Good until'], value: facts.expires ?? ['长期', 'No expiry'] },
            ],
            stamps: [['已积分', 'Posted']], boxes: [['会员', 'Member']],
          };
        },
      },
    }),
    confirm: step({
      label: ['客人签字', 'Guest signs'], tone: 'primary', from: ['posted'], to: 'confirmed', by: ['vip_agent'], form: {},
      sign: [{ name: 'member', label: ['会员', 'Member'], by: 'guest' }],
      preview: ({ record }) => ({ lines: [[`确认积分 ${record.points ?? 0} 分，积分单 ${record.slip_no}`, `${record.points ?? 0} points on slip ${record.slip_no}`]] }),
    }),
    void: step({
      label: ['作废', 'Void'], tone: 'danger', from: ['pending'], to: 'void', by: ['vip_agent', 'duty_supervisor'],
      form: { reason: f.text('作废原因', 'Why void', { max: 200 }) },
    }),
    lose: step({ label: ['随收款冲销', 'Taken back with the payment'], from: ['posted', 'confirmed'], to: 'reversed', by: [], form: { reason: why } }),
    reverse: step({
      label: ['冲销', 'Reverse'], tone: 'danger', from: ['posted', 'confirmed'], to: 'reversed', by: ['duty_supervisor'],
      form: { reason: why },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      async facts({ tx, record, day }) {
        const card = await readRecord(tx, MemberCard, record.card);
        const journal = await journalOf(tx, MemberPoints, 'earn', record.slip_no);
        return { journal, card, negative: await parameter(tx, BelowZero, day) };
      },
      async effect({ tx, record, facts, input }) {
        if (!facts.journal) throw new Refusal('points_slip.not_posted', ['这张积分单没有入账', 'This slip was not posted']);
        await reverse(tx, MemberPoints, facts.journal, { because: `${record.slip_no}/冲销`, unit: record.unit_id, negative: facts.negative });
        await cancelSlip(tx, { register: 'points_slip', recordId: record.id, kind: ConfirmationSlip }, input.reason);
      },
      slip: {
        kind: ReversalSlip,
        content: async ({ tx, record, facts, input }) => ({
          lines: [
            { label: ['积分单号', 'Slip number'], value: record.slip_no }, { label: ['冲销积分', 'Points taken back'], value: String(record.points ?? 0) },
            { label: ['现有积分', 'Balance after'], value: String(facts.card ? await balanceOf(tx, MemberPoints, 'card', accountOf(facts.card)) : 0) },
            { label: ['原因', 'Why'], value: input.reason },
          ],
          stamps: [['已冲销', 'Reversed']],
        }),
      },
    }),
  }),
);

type Presented = { readonly slip_no: string; readonly card: string; readonly bill: string };

/** The bill is locked, so that two counters presenting the same slip or the same bill see each other. */
async function presented(tx: Tx, input: Presented) {
  const bill = await readRecord(tx, Bill, input.bill, { lock: true });
  const card = await readRecord(tx, MemberCard, input.card);
  if (!bill || !card) throw new Refusal('reference', ['没有这张账单或会员卡', 'No such bill or card'], 422);
  const day = await dayOf(tx, tx.now, bill.unit_id);
  const { zone } = await calendarOf(tx, bill.unit_id);
  return {
    bill, card, day, wall: calendar.localParts(tx.now, zone).date, known: await knownSlip(tx, input, zone),
    validDays: await parameter(tx, SlipDays, day), points: pointsFor(earningBase(bill), await parameter(tx, PerYuan, day)),
  };
}

/** The same slip number, or another live slip for the same bill: said with time and name, as a colleague would say it. */
async function knownSlip(tx: Tx, input: Presented, zone: string): Promise<Label | null> {
  const found = await tables(tx, PointsSlip).selectFrom('points_slip').select(['slip_no', 'state', 'posted_at', 'posted_by']).where('tenant_id', '=', tx.tenantId)
    .where((e) => e.or([e('slip_no', '=', input.slip_no), e.and([e('bill', '=', input.bill), e('state', 'not in', ['void', 'reversed'])])])).executeTakeFirst();
  if (!found) return null;
  if (found.posted_at && found.posted_by) return alreadyPosted({ slipNo: found.slip_no, at: found.posted_at, by: found.posted_by }, zone);
  return [`积分单 ${found.slip_no} 已登记，待账单付款`, `Slip ${found.slip_no} is registered and waits for payment`];
}

async function toPost(tx: Tx, record: RowOf<typeof PointsSlip>, day: string) {
  const bill = await readRecord(tx, Bill, record.bill);
  const card = await readRecord(tx, MemberCard, record.card);
  if (!bill || !card) throw new Refusal('reference', ['没有这张账单或会员卡', 'No such bill or card'], 422);
  const base = earningBase(bill);
  return {
    bill, card, base, points: pointsFor(base, await parameter(tx, PerYuan, day)), expires: expiryOf(day, await parameter(tx, ExpiryMonths, day)),
    shiftEnds: await parameter(tx, ShiftEnds, day), zone: (await calendarOf(tx, record.unit_id)).zone,
  };
}

/** Points that wait for payment: told at the counter, not spendable. */
export async function pendingPoints(tx: Tx, card: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(points), 0)::int as n from points_slip where tenant_id = $1 and card = $2 and state = 'pending'`, [tx.tenantId, card]);
  return row?.n ?? 0;
}
