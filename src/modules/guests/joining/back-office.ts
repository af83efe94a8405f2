/**
 * What the house does once the charter is signed: takes the money, lets the VIP centre enter the data, checks again, makes the
 * card active; and gives the money back when it comes to that. Serves VIP-1.4, VIP-8.6 to VIP-8.8, AS-01, G7, G10.
 */
import { cancelSlip, createRecord, emit, f, parameter, readRecord, Refusal, rmbCapitals, tables, takeStep, updateRecord, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { answersOn, CardProduct, FeeKind, MemberCard, MemberCardProcess, priceOf } from '../cards/index.ts';
import { ScriptText } from '../scripts/index.ts';
import { Member } from '../members/index.ts';
import { assertFirstDeposit, CardDeposit, joiningMoneyBack, joiningMoneyIn, tillFor } from '../stored-value/index.ts';
import type { Take } from './application-process.ts';
import { BIRTHDAYS, CardApplication, FORGOTTEN, TENDERS } from './application.ts';
import { FeeCoolingDays } from './parameters.ts';
import { amountDue, assertNotDuplicate, assertReturned, assertWritten, changeOf, feeBackProblem } from './rules.ts';
import { FeeBackSlip, ReceiptSlip, WelcomeSlip } from './slips.ts';

const vip = ['vip_agent', 'vip_manager'] as const;
/** Money goes out of the clerk's till, and the manager signs for it. */
const moneyBackSigns = [{ name: 'guest', label: ['客人', 'Guest'], by: 'guest' }, { name: 'manager', label: ['客服经理', 'VIP manager'], by: 'user', role: 'vip_manager' }] as const;
type Application = RowOf<typeof CardApplication>;

export function backOffice(step: Take) {
  return { ...atTheTill(step), ...atTheVipCentre(step), ...undoing(step) };
}

function atTheTill(step: Take) {
  return {
    pay: step({
      label: ['收款', 'Take the payment'], tone: 'primary', from: ['charter_signed'], to: 'paid', by: vip,
      form: {
        amount: f.money('应收', 'Due', { optional: true, min: 1, hint: ['储值卡可以多存，空着按首次储值；其他卡按售价', 'More may be paid onto a stored-value card; empty means its first deposit. Other cards cost their price'] }),
        tender: f.choice('支付方式', 'Tender', TENDERS, { initial: 'cash' }), received: f.money('实收', 'Received'), payment_ref: f.text('支付流水号', 'Payment reference', { optional: true, max: 60 }),
      },
      async facts({ tx, record, day }) {
        const product = (await readRecord(tx, CardProduct, record.product))!;
        const answers = await answersOn(tx, day);
        return { product, price: priceOf(product, answers), shift: await tillFor(tx, record.unit_id), use: await useOfMoney(tx, product.kind, day) };
      },
      ready: ({ facts }) => (facts.price === null ? ['价格尚未确定，不能收款', 'There is no price yet'] : null),
      preview: ({ facts }) => ({ lines: [[`${facts.product.name}，应收 ${yuan(facts.price ?? 0)} 元`, `${facts.product.name}: ${yuan(facts.price ?? 0)} yuan`]], initial: { amount: facts.price, received: facts.price } }),
      guard({ input, facts }) { changeOf(amountDue(facts.product.kind, facts.price!, input.amount), input.received, input.tender); },
      set({ input, facts, now, day }) {
        const amount = amountDue(facts.product.kind, facts.price!, input.amount);
        return { amount, change_due: changeOf(amount, input.received, input.tender), paid_at: now, paid_on: day, shift: facts.shift };
      },
      async effect({ tx, record, facts, now }) {
        if (facts.use === 'advance') await assertFirstDeposit(tx, record.amount!, record.tender!, record.unit_id);
        await joiningMoneyIn(tx, { id: record.id, number: record.number, amount: record.amount!, cash: record.tender === 'cash', advance: facts.use === 'advance', shift: facts.shift, unit: record.unit_id, at: now });
      },
      slip: {
        kind: ReceiptSlip,
        content: ({ record, facts }) => ({
          lines: [
            { label: ['入会单', 'Application'], value: record.number }, { label: ['客人', 'Guest'], value: record.guest_name ?? '' }, { label: ['项目', 'For'], value: facts.product.name }, { label: ['应收', 'Due'], value: yuan(record.amount ?? 0) }, { label: ['大写', 'In words'], value: rmbCapitals(record.amount ?? 0) },
            { label: ['支付方式', 'Tender'], value: TENDERS[record.tender!] }, { label: ['实收', 'Received'], value: yuan(record.received ?? 0) }, { label: ['找零', 'Change'], value: yuan(record.change_due ?? 0) },
          ],
          stamps: [['已收款', 'Paid']],
        }),
      },
    }),
  };
}

function atTheVipCentre(step: Take) {
  return {
    enter: step({
      label: ['录入资料', 'Enter the data'], tone: 'primary', from: ['paid'], to: 'entered', by: vip,
      hint: ['照客人填写的内容录入；手机号已登记的先查是不是同一人', 'As the guest wrote it; when the phone is on file, find out whether it is the same person'],
      form: {
        // What the guest wrote on the screen stands already; it is typed from paper only, or where it must be put right.
        guest_name: f.personName('姓名', 'Name', { optional: true, hint: ['客人屏填的留空即照录；纸质表必填', 'Empty: as written on the guest screen; needed from paper'] }),
        phone: f.phone('手机', 'Mobile', { optional: true, hint: ['客人屏填的留空即照录；纸质表必填', 'Empty: as written on the guest screen; needed from paper'] }),
        greet: f.yesNo('愿收到生日祝福', 'Wishes to be greeted'), birthday_kind: f.choice('生日按', 'Birthday kept by', BIRTHDAYS, { initial: 'solar' }),
        existing_member: f.ref('已有会员', 'Member on file', 'member', { optional: true }), not_duplicate: f.text('不是同一人的理由', 'Why somebody else', { optional: true, max: 100 }),
      },
      facts: async ({ tx, record, input }) => ({ known: await knownBy(tx, input.phone ?? record.phone) }),
      preview: ({ record, facts }) => ({
        lines: facts.known.length === 0 ? [] : [[`手机号已登记：${facts.known.map((m) => `${m.number} ${m.name}`).join('、')}`, `The phone is on file: ${facts.known.map((m) => `${m.number} ${m.name}`).join(', ')}`]],
        initial: { greet: record.greet, birthday_kind: record.birthday_kind ?? 'solar' },
      }),
      guard({ record, input, facts }) { assertWritten(record, input); assertNotDuplicate(facts.known, input); },
      set: ({ record, actor, input }) => ({ entered_by: actor.id, member: input.existing_member, guest_name: input.guest_name ?? record.guest_name, phone: input.phone ?? record.phone }),
    }),
    activate: step({
      label: ['再次核对并激活', 'Check again and activate'], tone: 'primary', from: ['entered'], to: 'active', by: vip,
      form: {
        card_no: f.text('卡号', 'Card number', { max: 30, hint: ['刷卡或键入卡面号码', 'Scan it, or type the number on the card'] }),
        checked_again: f.yesNo('资料已再次核对', 'The data were checked again'), id_returned: f.yesNo('身份证已退还', 'Identity card returned'), change_given: f.yesNo('零钱已找清', 'Change given'),
      },
      facts: async ({ tx, record, day }) => {
        const product = (await readRecord(tx, CardProduct, record.product))!;
        return { product, use: await useOfMoney(tx, product.kind, record.paid_on ?? day) };
      },
      preview: ({ record, facts }) => ({ lines: [[`${record.guest_name ?? ''}，${facts.product.name}，找零 ${yuan(record.change_due ?? 0)} 元`, `${record.guest_name ?? ''}, ${facts.product.name}; ${yuan(record.change_due ?? 0)} in change`]] }),
      guard: ({ record, input }) => assertReturned(input, record.change_due ?? 0),
      set: ({ actor, now }) => ({ activated_by: actor.id, activated_at: now }),
      effect: ({ tx, record, input, facts }) => openCard(tx, record, input.card_no, facts.use === 'advance'),
      slip: {
        kind: WelcomeSlip,
        content: ({ record, input, facts }) => ({
          lines: [
            { label: ['会员', 'Member'], value: record.guest_name ?? '' }, { label: ['卡种', 'Product'], value: facts.product.name }, { label: ['卡号', 'Card'], value: input.card_no },
            { label: ['从现在起', 'From now on'], value: ['您的卡已经可以使用。消费后凭积分单到贵宾中心积分。', 'Your card is ready for use. After each visit, bring the points slip to the VIP centre.'] }, { label: ['丢失时', 'When lost'], value: ['请随时来电挂失，补办新卡后余额、积分照旧。', 'Call at any time to suspend it; a new card keeps balance and points.'] }, { label: ['祝您', 'We wish you'], value: ['唱得开心，常来常往！', 'A good evening of singing, and many more!'] },
          ],
          stamps: [['已激活', 'Active']],
        }),
      },
    }),
  };
}

function undoing(step: Take) {
  return {
    give_back: step({
      label: ['退还入会款', 'Give the money back'], tone: 'danger', from: ['paid', 'entered'], to: 'returned', by: vip,
      hint: ['收款后没有办成：钱退还客人，已填的资料清除', 'Paid but not completed: the money goes back and what was filled in is cleared'],
      form: { closed_for: f.text('原因', 'Why', { max: 200 }) }, sign: moneyBackSigns,
      facts: async ({ tx, record, day }) => ({ use: await useOfMoney(tx, (await readRecord(tx, CardProduct, record.product))!.kind, record.paid_on ?? day) }),
      set: () => ({ ...FORGOTTEN, member: null }),
      effect: ({ tx, before, facts, input, now }) => paidBack(tx, before, facts.use === 'advance', input.closed_for, now),
      slip: { kind: FeeBackSlip, content: ({ record, input }) => ({ lines: backLines(record, input.closed_for), stamps: [['已退款', 'Returned']] }) },
    }),
    fee_back: step({
      label: ['冷静期退卡费', 'Cooling-off: price back'], tone: 'danger', from: ['active'], to: 'returned', by: vip,
      hint: ['冷静期内、卡未用过：退还工本费并销卡；储值在退款单里退', 'Within the cooling-off and unused: the price goes back and the card is closed; deposits go back by a refund'],
      form: { closed_for: f.text('原因', 'Why', { max: 200 }) }, sign: moneyBackSigns,
      facts: async ({ tx, record, day }) => ({ days: await parameter(tx, FeeCoolingDays, day), card: record.card === null ? null : await readRecord(tx, MemberCard, record.card), use: await useOfMoney(tx, (await readRecord(tx, CardProduct, record.product))!.kind, record.paid_on ?? day), day }),
      ready: ({ record, facts }) => (facts.use === 'advance' ? ['这笔钱在卡内，请办理退款', 'The money is on the card; use a refund'] : feeBackProblem(record.paid_on ?? '', facts.day, facts.days, facts.card?.first_used_at ?? null)),
      async effect({ tx, before, record, input, now }) {
        await paidBack(tx, before, false, input.closed_for, now);
        await takeStep(tx, MemberCardProcess, record.card!, 'wind_up', { reason: `冷静期退卡 ${record.number}` });
      },
      slip: { kind: FeeBackSlip, content: ({ record, input }) => ({ lines: backLines(record, input.closed_for), stamps: [['已退款', 'Returned']] }) },
    }),
  };
}

const backLines = (record: Application, why: string) => [
  { label: ['入会单', 'Application'] as const, value: record.number }, { label: ['退还金额', 'Given back'] as const, value: yuan(record.amount ?? 0) },
  { label: ['大写', 'In words'] as const, value: rmbCapitals(record.amount ?? 0) }, { label: ['原因', 'Why'] as const, value: why },
];

async function paidBack(tx: Tx, a: Application, advance: boolean, why: string, at: Date): Promise<void> {
  const cash = a.tender === 'cash';
  await joiningMoneyBack(tx, { id: a.id, number: a.number, amount: a.amount!, cash, advance, shift: await tillFor(tx, a.unit_id), unit: a.unit_id, at });
  await cancelSlip(tx, { register: 'card_application', recordId: a.id, kind: ReceiptSlip }, why);
}

/** A fee is income at once; a first deposit, and a preload, wait for the card they belong to. */
async function useOfMoney(tx: Tx, kind: string, day: string): Promise<'fee' | 'advance'> {
  return kind === 'stored_value' || (await parameter(tx, FeeKind, day)) === 'preload' ? 'advance' : 'fee';
}

// By hand only the manager opens these; an application may, because the guest consented, signed and paid.
const NewMember: typeof Member = { ...Member, access: { ...Member.access, create: vip } };
const NewCard: typeof MemberCard = { ...MemberCard, access: { ...MemberCard.access, create: vip } };

/** Member, card and first deposit come into being together, at the moment the card is active. */
async function openCard(tx: Tx, record: Application, cardNo: string, advance: boolean): Promise<void> {
  if (record.guest_name === null || record.phone === null) throw new Refusal('card_application.not_entered', ['资料尚未录入', 'The data were not entered yet']);
  const notice = record.consent_text === null ? null : await readRecord(tx, ScriptText, record.consent_text);
  const consent = { consented_to: notice ? `${notice.title} 第 ${notice.edition} 版` : null, consented_at: record.consent_at };
  const member = record.member === null
    ? await createRecord(tx, NewMember, { name: record.guest_name, phone: record.phone, birthday: record.greet ? record.born_on : null, birthday_kind: record.birthday_kind ?? 'solar', ...consent, unit_id: record.unit_id })
    : await updateRecord(tx, Member, { id: record.member }, consent, { what: 'update', reason: `再次入会 ${record.number}` });
  const card = await createRecord(tx, NewCard, { member: member.id, product: record.product, application_no: record.number, valid_until: record.proof_until, unit_id: record.unit_id });
  await takeStep(tx, MemberCardProcess, card.id, 'activate', { card_no: cardNo });
  await updateRecord(tx, CardApplication, record, { member: member.id, card: card.id }, { what: 'update' });
  if (advance) await createRecord(tx, CardDeposit, { card: card.id, amount: record.amount!, tender: record.tender!, payer: 'personal', source: 'application', payment_ref: record.number, unit_id: record.unit_id });
  emit(tx, 'card.joined', { application: record.id, card: card.id, member: member.id });
}

/** Members with the same phone. */
async function knownBy(tx: Tx, phone: string | null) {
  if (phone === null) return [];
  return tables(tx, Member).selectFrom('member').select(['id', 'number', 'name']).where('tenant_id', '=', tx.tenantId).where('phone', '=', phone).where('archived_at', 'is', null).orderBy('number').execute();
}

