/**
 * The way of a card application (入会流程): explained, consented, filled in by the guest, charter signed, paid, entered by
 * the VIP centre, checked again and active. Serves VIP-1.1 to VIP-1.5, VIP-8.6 to VIP-8.9, P1.
 */
import { calendar, defineProcess, f, parameter, readRecord, Refusal, type Process } from '../../../kernel/index.ts';
import { answersOn, CardProduct, saleProblem } from '../cards/index.ts';
import { textInForce } from '../scripts/index.ts';
import { BIRTHDAYS, CardApplication, FORGOTTEN, PROOFS } from './application.ts';
import { backOffice } from './back-office.ts';
import { BirthdayCounts } from './parameters.ts';
import { assertAdult, assertCharter, assertExplained, assertStudent } from './rules.ts';
import { CharterSlip, FormSlip } from './slips.ts';

const hosts = ['front_desk', 'vip_agent'] as const;
const guestForm = {
  guest_name: f.personName('姓名', 'Name'), phone: f.phone('手机', 'Mobile'),
  born_on: f.date('出生日期', 'Date of birth', { personal: true, hint: ['用来确认已满十八周岁', 'To make sure you are of age'] }),
  greet: f.yesNo('愿意收到生日祝福', 'Wishes to be greeted on the birthday'),
  birthday_kind: f.choice('生日按', 'Birthday kept by', BIRTHDAYS, { initial: 'solar' }),
  student_proof: f.choice('学生证明', 'Student proof', PROOFS, { optional: true }), proof_until: f.date('证明有效期至', 'Proof good until', { optional: true }),
} as const;

export const CardApplicationProcess = defineProcess(CardApplication, 'introduced',
  {
    introduced: { label: ['介绍中', 'Introduced'], tone: 'waiting' },
    explained: { label: ['已说明', 'Explained'], tone: 'waiting' },
    consented: { label: ['已同意', 'Consented'], tone: 'active' },
    form_filled: { label: ['已填表', 'Form filled in'], tone: 'active' },
    charter_signed: { label: ['已签章程', 'Charter signed'], tone: 'active' },
    // Money taken without an active card is what the next shift asks about first.
    paid: { label: ['已收款待录入', 'Paid, to be entered'], tone: 'alarm', due: { step: 'enter', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'duty_supervisor' } },
    entered: { label: ['已录入待激活', 'Entered, to be activated'], tone: 'alarm', due: { step: 'activate', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'duty_supervisor' } },
    active: { label: ['已入会', 'Member'], tone: 'done' },
    declined: { label: ['未办理', 'Declined'], tone: 'stopped' },
    withdrawn: { label: ['中途放弃', 'Withdrawn'], tone: 'stopped' },
    returned: { label: ['已退款', 'Money returned'], tone: 'stopped' },
  },
  (step) => ({ ...beforeTheForm(step), ...byTheGuest(step), ...steppingBack(step), ...backOffice(step) }),
);

export type StateName = 'introduced' | 'explained' | 'consented' | 'form_filled' | 'charter_signed' | 'paid' | 'entered' | 'active' | 'declined' | 'withdrawn' | 'returned';
export type Take = Parameters<Parameters<typeof defineProcess<typeof CardApplication, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** Nothing about the person yet: what was told, and whether the guest agrees to leave data. */
function beforeTheForm(step: Take) {
  return {
    explain: step({
      label: ['已向客人说明', 'Explained to the guest'], tone: 'primary', from: ['introduced', 'explained'], to: 'explained', by: hosts,
      form: {
        product: f.ref('客人选的卡', 'The card chosen', 'card_product'),
        how_to_get: f.yesNo('办理方式', 'How to get it'), how_to_use: f.yesNo('使用方法', 'How to use it'), cost_told: f.yesNo('费用', 'What it costs'), data_told: f.yesNo('所需资料', 'Which data it needs'),
      },
      facts: async ({ tx, record, input, day }) => ({ product: await readRecord(tx, CardProduct, input.product ?? record.product), answers: await answersOn(tx, day) }),
      guard({ input, facts }) {
        assertExplained(input);
        const problem = facts.product?.state !== 'on_sale' ? (['该卡种未上架', 'This product is not on sale'] as const) : saleProblem(facts.product, facts.answers);
        if (problem) throw new Refusal('card_application.not_on_sale', problem, 409, { product: problem });
      },
      set: ({ actor, now }) => ({ explained_by: actor.id, explained_at: now }),
    }),
    decline: step({
      label: ['客人不办', 'The guest declines'], from: ['introduced', 'explained'], to: 'declined', by: hosts,
      hint: ['礼貌道别；不留任何个人资料', 'A kind goodbye; no personal data is kept'],
      form: { declined_for: f.choice('原因', 'Why', { later: ['以后再说', 'Another time'], price: ['觉得贵', 'Too expensive'], seldom: ['不常来', 'Comes seldom'], data: ['不愿留资料', 'Does not wish to leave data'], other: ['其他', 'Other'] }) },
    }),
    consent: step({
      label: ['客人同意留资料', 'The guest consents'], tone: 'primary', from: ['explained'], to: 'consented', by: hosts,
      form: { agreed: f.yesNo('客人已阅告知书并同意', 'The guest read the notice and agrees') },
      facts: async ({ tx }) => ({ notice: await textInForce(tx, 'consent') }),
      ready: ({ facts }) => (facts.notice ? null : ['还没有生效的个人信息告知书', 'There is no notice on personal data in force']),
      preview: ({ facts }) => ({ lines: facts.notice ? [[facts.notice.words, facts.notice.words_en ?? facts.notice.words]] : [] }),
      guard({ input }) {
        if (!input.agreed) throw new Refusal('card_application.no_consent', ['客人不同意就不能登记资料，请改用“客人不办”', 'Without consent nothing is written down; use “The guest declines”'], 409, { agreed: ['须同意', 'Must agree'] });
      },
      set: ({ facts, now }) => ({ consent_text: facts.notice!.id, consent_hash: facts.notice!.text_hash, consent_at: now }),
    }),
  };
}

/** Written by the guest's own hand, on the screen turned to them or on paper. */
function byTheGuest(step: Take) {
  return {
    fill_form: step({
      label: ['客人填表', 'The guest fills in the form'], tone: 'primary', from: ['consented'], to: 'form_filled', by: hosts,
      hint: ['把屏幕转给客人，由客人自己填写并签名', 'Turn the screen to the guest, who fills it in and signs'],
      form: guestForm, sign: [{ name: 'guest', label: ['申请人', 'Applicant'], by: 'guest' }],
      facts: async ({ tx, record, day }) => ({ kind: (await readRecord(tx, CardProduct, record.product))?.kind ?? '', counts: (await parameter(tx, BirthdayCounts, day)) === 'allow' }),
      guard({ input, facts, day, signers }) {
        assertAdult(input.born_on, day, facts.counts);
        assertStudent(facts.kind, input.student_proof, input.proof_until, day);
        if (signers.guest!.name !== input.guest_name) throw new Refusal('card_application.other_signer', ['申请表须由客人本人签名', 'The guest in person signs the form'], 422, { guest_name: ['与签名不一致', 'Differs from the signature'] });
      },
      set: ({ actor, now }) => ({ form_kind: 'screen', form_at: now, form_witness: actor.id }),
      slip: {
        kind: FormSlip,
        content: ({ input }) => ({
          lines: [
            { label: ['申请人', 'Applicant'], value: input.guest_name }, { label: ['手机', 'Mobile'], value: `${'*'.repeat(7)}${input.phone.slice(-4)}` },
            { label: ['年龄', 'Age'], value: ['已满十八周岁', 'Eighteen or over'] }, { label: ['生日祝福', 'Birthday greeting'], value: input.greet ? BIRTHDAYS[input.birthday_kind] : ['不需要', 'Not wanted'] },
          ],
        }),
      },
    }),
    paper_form: step({
      label: ['纸质申请表', 'Paper form'], from: ['consented'], to: 'form_filled', by: hosts,
      hint: ['客人在纸上填写并签名后拍照；资料由贵宾中心照表录入', 'Photograph the form once the guest has written and signed it; the VIP centre enters it from there'],
      form: {
        form_scan: f.photo('申请表照片', 'Photograph of the form', { max: 4 }), born_on: f.date('出生日期', 'Date of birth', { personal: true }),
        student_proof: guestForm.student_proof, proof_until: guestForm.proof_until,
      },
      facts: async ({ tx, record, day }) => ({ kind: (await readRecord(tx, CardProduct, record.product))?.kind ?? '', counts: (await parameter(tx, BirthdayCounts, day)) === 'allow' }),
      guard({ input, facts, day }) {
        assertAdult(input.born_on, day, facts.counts);
        assertStudent(facts.kind, input.student_proof, input.proof_until, day);
      },
      set: ({ actor, now }) => ({ form_kind: 'paper', form_at: now, form_witness: actor.id }),
    }),
    show_charter: step({
      label: ['展示章程', 'Show the charter'], from: ['form_filled'], to: 'form_filled', by: hosts, form: {},
      facts: async ({ tx }) => ({ charter: await textInForce(tx, 'charter') }),
      ready: ({ facts }) => (facts.charter ? null : ['还没有生效的会员章程', 'There is no charter in force']),
      set: ({ facts }) => ({ charter: facts.charter!.id, charter_hash: facts.charter!.text_hash }),
    }),
    sign_charter: step({
      label: ['客人签署章程', 'The guest signs the charter'], tone: 'primary', from: ['form_filled'], to: 'charter_signed', by: hosts, form: {},
      sign: [{ name: 'guest', label: ['会员', 'Member'], by: 'guest' }],
      facts: async ({ tx }) => ({ charter: await textInForce(tx, 'charter') }),
      ready: ({ record, facts }) => (record.charter_hash === null && facts.charter ? ['请先向客人展示会员章程', 'Show the charter to the guest first'] : null),
      preview: ({ facts }) => ({ lines: facts.charter ? [[`${facts.charter.title} 第 ${facts.charter.edition ?? 1} 版`, `${facts.charter.title}, version ${facts.charter.edition ?? 1}`], [facts.charter.words, facts.charter.words_en ?? facts.charter.words]] : [] }),
      guard({ record, facts, signers }) {
        assertCharter(record.charter_hash, facts.charter?.text_hash ?? null);
        if (record.guest_name !== null && signers.guest!.name !== record.guest_name) throw new Refusal('card_application.other_signer', ['章程须由申请人本人签署', 'The applicant in person signs the charter']);
      },
      set: ({ now }) => ({ charter_signed_at: now }),
      slip: {
        kind: CharterSlip,
        content: ({ record, facts, signers }) => ({
          lines: [
            { label: ['章程', 'Charter'], value: [`${facts.charter!.title} 第 ${facts.charter!.edition} 版`, `${facts.charter!.title}, edition ${facts.charter!.edition}`] }, { label: ['签署人', 'Signed by'], value: signers.guest!.name },
            { label: ['正文', 'Text'], value: facts.charter!.words }, { label: ['正文指纹', 'Fingerprint'], value: record.charter_hash! },
          ],
        }),
      },
    }),
  };
}

/** Not wanted after all, before any money was paid. */
function steppingBack(step: Take) {
  return {
    withdraw: step({
      label: ['客人中途放弃', 'The guest steps back'], tone: 'danger', from: ['consented', 'form_filled', 'charter_signed'], to: 'withdrawn', by: hosts,
      hint: ['已填的资料立即从记录中清除', 'What was filled in is cleared from the record at once'],
      form: { closed_for: f.text('原因', 'Why', { optional: true, max: 200 }) },
      set: () => FORGOTTEN,
    }),
  };
}
