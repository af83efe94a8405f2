/**
 * Re-issue of a lost card (补卡): the holder is known, the fee goes into the till, a new number takes over the same account and
 * the old one is refused from now on; two copies, signed. In one press, so that nobody pays without a card or the reverse.
 * Serves VIP-5.1, G25, P1.
 */
import { calendar, dayOf, defineProcess, defineRegister, emit, f, parameter, post, posting, readRecord, Refusal, takeStep, updateRecord, type Tx, yuan } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { accountOf, MemberCard, MemberCardProcess, ReissueFee } from '../cards/index.ts';
import { TENDERS } from './deposit.ts';
import { holdingOf, tillFor } from './ledger.ts';
import { reissueProblem } from './rules.ts';
import { ReissueSlip } from './slips.ts';

export const CardReissue = defineRegister('card_reissue', {
  label: ['补卡', 'Re-issue'],
  number: 'BK-{yyyy}{mm}-{0000}',
  fields: {
    card: f.ref('挂失的卡', 'Lost card', 'member_card', { hint: ['先在会员卡上挂失', 'Suspend the card first'] }),
    new_no: f.text('新卡号', 'New card number', { max: 30, hint: ['刷新卡或键入卡面号码', 'Scan the new card, or type the number on it'] }),
    id_seen: f.yesNo('已核对持卡人身份', 'The holder’s identity was checked'),
    tender: f.choice('工本费支付方式', 'Fee paid by', TENDERS, { initial: 'cash' }),
    fee: f.money('工本费', 'Fee', { optional: true, readonly: true }),
    shift: f.ref('当班', 'Till shift', 'shift', { optional: true, readonly: true }),
    new_card: f.ref('新卡', 'New card', 'member_card', { optional: true, readonly: true }),
    old_no: f.text('旧卡号', 'Old number', { optional: true, readonly: true, max: 30 }),
    done_at: f.dateTime('补卡时间', 'Re-issued at', { optional: true, readonly: true }),
  },
  title: ['card', 'new_no'],
  list: ['card', 'old_no', 'new_no', 'fee', 'tender', 'done_at'],
  sorts: ['-number'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent', 'vip_manager'] },
  empty: ['卡丢失后先挂失，再在这里补办；余额、积分、等级都随账户走。', 'A lost card is suspended, then re-issued here; value, points and tier go with the account.'],
  opening: {
    facts: ({ tx, input }) => lostCard(tx, input.card),
    guard({ input, facts }) {
      const problem = reissueProblem(facts.card.state, facts.card.suspended_for);
      if (problem) throw new Refusal('card_reissue.card', problem, 409, { card: problem });
      if (!input.id_seen) throw new Refusal('card_reissue.identity', ['请先核对持卡人身份', 'Check the holder’s identity first'], 409, { id_seen: ['须核对', 'Must be checked'] });
    },
    set: ({ facts }) => ({ fee: facts.fee, shift: facts.shift, old_no: facts.card.card_no, unit_id: facts.card.unit_id }),
    effect: async ({ tx, record }) => { await takeStep(tx, CardReissueProcess, record.id, 'issue', {}); },
  },
});

export const CardReissueProcess = defineProcess(CardReissue, 'asked',
  {
    asked: { label: ['待补发', 'To be issued'], tone: 'waiting' },
    issued: { label: ['已补发待签字', 'Issued, to be signed'], tone: 'active', due: { step: 'confirm', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'duty_supervisor' } },
    confirmed: { label: ['已签字', 'Signed'], tone: 'done' },
  },
  (step) => ({
    issue: step({
      label: ['补发', 'Issue'], from: ['asked'], to: 'issued', by: [], form: {},
      set: ({ now }) => ({ done_at: now }),
      async effect({ tx, record, now }) {
        await feeIn(tx, record, now);
        await takeStep(tx, MemberCardProcess, record.card, 'supersede', {});
        const [fresh] = await tx.query<{ id: string }>('select id from member_card where tenant_id = $1 and replaces = $2', [tx.tenantId, record.card]);
        await takeStep(tx, MemberCardProcess, fresh!.id, 'activate', { card_no: record.new_no });
        await updateRecord(tx, CardReissue, { id: record.id }, { new_card: fresh!.id }, { what: 'update' });
        emit(tx, 'card.reissued', { from: record.card, to: fresh!.id });
      },
      slip: {
        kind: ReissueSlip,
        async content({ tx, record }) {
          const held = await holdingOf(tx, accountOf((await readRecord(tx, MemberCard, record.card))!));
          return {
            lines: [
              { label: ['补卡单', 'Re-issue'], value: record.number }, { label: ['旧卡号', 'Old number'], value: record.old_no ?? '' }, { label: ['新卡号', 'New number'], value: record.new_no },
              { label: ['工本费', 'Fee'], value: record.fee ? [`${yuan(record.fee)}（${TENDERS[record.tender][0]}）`, `${yuan(record.fee)} (${TENDERS[record.tender][1]})`] : ['免收', 'Free of charge'] },
              { label: ['卡内本金', 'Principal on the card'], value: yuan(held.principal) }, { label: ['卡内赠送', 'Bonus on the card'], value: yuan(held.bonus) },
              { label: ['说明', 'Please note'], value: ['旧卡号自即刻起作废；余额、积分与等级照旧。', 'The old number is void from now on; balance, points and tier stay.'] },
            ],
            stamps: [['已补卡', 'Re-issued']], boxes: [['会员', 'Member']],
          };
        },
      },
    }),
    confirm: step({
      label: ['客人签字', 'Guest signs'], tone: 'primary', from: ['issued'], to: 'confirmed', by: ['vip_agent', 'vip_manager'], form: {},
      sign: [{ name: 'member', label: ['会员', 'Member'], by: 'guest' }],
      preview: ({ record }) => ({ lines: [[`新卡号 ${record.new_no}，旧卡号 ${record.old_no ?? ''} 作废`, `New number ${record.new_no}; ${record.old_no ?? ''} is no longer good`]] }),
    }),
  }),
);

/** The card is locked, so that two desks do not both replace it. A fee needs a till. */
async function lostCard(tx: Tx, id: string) {
  const card = await readRecord(tx, MemberCard, id, { lock: true });
  if (!card) throw new Refusal('reference', ['没有这张卡', 'No such card'], 422, { card: ['请从列表中选择', 'Choose from the list'] });
  const fee = await parameter(tx, ReissueFee, await dayOf(tx, tx.now, card.unit_id));
  return { card, fee, shift: fee > 0 ? await tillFor(tx, card.unit_id) : null };
}

interface Paid { readonly id: string; readonly number: string; readonly fee: number | null; readonly tender: string; readonly shift: string | null; readonly unit_id: string }
async function feeIn(tx: Tx, r: Paid, at: Date): Promise<void> {
  if (!r.fee) return;
  const common = { amount: r.fee, because: r.number, cause: { register: 'card_reissue', id: r.id }, at, unit: r.unit_id };
  await post(tx, r.tender === 'cash' ? posting(ClubCash, 'card_fee_cash', { ...common, owner: r.shift! }) : posting(ClubCash, 'card_fee_bank', common));
}
