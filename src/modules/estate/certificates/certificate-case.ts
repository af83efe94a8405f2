/**
 * Certificates handled for employees (证件办理): applied, papers checked, filed with the authority, received, handed over against signature,
 * and after the days set taken out of the register again. One post alone sees them. Serves LOG-7.1, P30, G-L8.
 */
import { calendar, defineParameter, defineProcess, defineRegister, f, parameter, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { eraseOn, missingPapers, refuseIncomplete, refuseKind, refuseReceiver } from './rules.ts';

/** The one post; heads, personnel and the person concerned included, nobody else opens a case. */
export const CLERK = ['certificate_clerk'] as const;

export const BirthOn = defineParameter('certificates.birth_on', {
  label: ['办理生育服务证件', 'Birth-service certificates are handled'],
  help: ['准生证已成历史，生育信息敏感：默认不办理。启用前请确认依据', 'Birth permits are history and the data is sensitive: off unless the organisation says otherwise'],
  field: f.yesNo('办理', 'Handled'), source: 'G-L8', default: false, writeBy: ['operations_gm'],
});
export const KeepDays = defineParameter('certificates.keep_days', {
  label: ['证件办理记录的保留天数', 'Days a certificate case is kept'],
  help: ['自交付或撤回之日起，期满自动抹去个人信息', 'From hand-over or withdrawal; then what is personal is blanked by itself'],
  field: f.integer('天数', 'Days', { min: 1, max: 1095 }), source: 'LOG-7.1', default: 180, writeBy: ['operations_gm'],
});

const KINDS = { birth_service: ['生育服务登记', 'Birth-service registration'], residence: ['居住证', 'Residence permit'], licence: ['从业资格证', 'Work licence'], title: ['职称证书', 'Professional title'] } as const;
const PAPERS = { id: ['身份证', 'ID card'], household: ['户口簿', 'Household book'], photo: ['照片', 'Photograph'], employment: ['在职证明', 'Proof of employment'], other: ['主管部门要求的其他资料', 'Others the authority asks for'] } as const;
type Paper = keyof typeof PAPERS;

export const CertificateCase = defineRegister('certificate_case', {
  label: ['证件办理', 'Certificate case'],
  number: 'ZJ-{yyyy}-{000}',
  fields: {
    kind: f.choice('证件', 'Certificate', KINDS),
    employee: f.ref('申请人', 'Applicant', 'employee', { optional: true }),
    authority: f.text('主管部门', 'Authority', { max: 60 }),
    papers: f.choices('所需资料', 'Papers asked for', PAPERS, { optional: true }),
    seen: f.choices('已交资料', 'Papers handed in', PAPERS, { optional: true, readonly: true }),
    filed_on: f.date('报送日期', 'Filed on', { optional: true, readonly: true }),
    receipt_no: f.text('受理号', 'Receipt number', { max: 40, optional: true, readonly: true }),
    received_on: f.date('领证日期', 'Received on', { optional: true, readonly: true }),
    handed_on: f.date('交付日期', 'Handed over on', { optional: true, readonly: true }),
    keep_until: f.date('保留至', 'Kept until', { optional: true, readonly: true }),
  },
  title: ['kind'],
  list: ['kind', 'employee', 'authority', 'filed_on', 'received_on', 'handed_on', 'keep_until'],
  sorts: ['-number', 'state', 'keep_until'],
  access: { read: CLERK, create: CLERK },
  empty: ['没有证件办理。只有证件专员能看到本台账。', 'No cases. Only the certificate clerk sees this register.'],
  opening: {
    facts: async ({ tx, now }) => ({ birthOn: await parameter(tx, BirthOn, calendar.localParts(now, 'Asia/Shanghai').date) }),
    guard({ input, facts }) {
      refuseKind(input.kind, facts.birthOn);
      if (input.employee === null) throw new Refusal('certificate_case.applicant', ['请选择申请人', 'Choose the applicant'], 422, { employee: ['必填', 'Required'] });
    },
  },
});

/** Blank at the end: whose it was, what was asked for and handed in, under which number it was filed. */
const BLANK = { employee: null, papers: null, seen: null, receipt_no: null } as const;

export const CertificateProcess = defineProcess(CertificateCase, 'applied',
  {
    applied: { label: ['已申请，核资料', 'Applied, papers to be checked'], tone: 'waiting', due: { step: 'check', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c) } },
    complete: { label: ['资料齐全，待报送', 'Complete, to be filed'], tone: 'active', due: { step: 'file', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c) } },
    filed: { label: ['已报送，待领证', 'Filed with the authority'], tone: 'active' },
    received: { label: ['已领证，待交付', 'Received, to be handed over'], tone: 'active', due: { step: 'hand_over', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c) } },
    handed: { label: ['已交付', 'Handed over'], tone: 'done', timer: { step: 'erase', at: ({ record, day, calendar: c }) => calendar.startOfBusinessDay(record.keep_until ?? day, c) } },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped', timer: { step: 'erase', at: ({ record, day, calendar: c }) => calendar.startOfBusinessDay(record.keep_until ?? day, c) } },
    erased: { label: ['已抹去', 'Blanked'], tone: 'stopped' },
  },
  (step) => ({
    ask: step({
      label: ['登记已交资料', 'Enter what was handed in'], from: ['applied'], to: 'applied', by: CLERK, form: { seen: f.choices('已交资料', 'Papers handed in', PAPERS) },
    }),
    check: step({
      label: ['资料齐全', 'Papers complete'], tone: 'primary', from: ['applied'], to: 'complete', by: CLERK, form: { seen: f.choices('已交资料', 'Papers handed in', PAPERS) },
      preview: ({ record }) => ({ lines: [[`所需：${(record.papers ?? []).map((p) => PAPERS[p][0]).join('、')}`, `Asked for: ${(record.papers ?? []).map((p) => PAPERS[p][1]).join(', ')}`]], initial: { seen: record.seen } }),
      guard: ({ record, input }) => refuseIncomplete(missingPapers(record.papers ?? [], input.seen).map((p) => PAPERS[p as Paper])),
    }),
    file: step({
      label: ['报送', 'File'], tone: 'primary', from: ['complete'], to: 'filed', by: CLERK, form: { receipt_no: f.text('受理号', 'Receipt number', { max: 40 }) }, set: ({ day }) => ({ filed_on: day }),
    }),
    receive: step({ label: ['领证', 'Receive'], tone: 'primary', from: ['filed'], to: 'received', by: CLERK, form: {}, set: ({ day }) => ({ received_on: day }) }),
    hand_over: step({
      label: ['交付', 'Hand over'], tone: 'primary', from: ['received'], to: 'handed', by: CLERK, form: {},
      hint: ['本人签收；原件与资料一并退还，不留复印件', 'Received in person; originals go back, no copies stay'],
      sign: [{ name: 'applicant', label: ['申请人', 'Applicant'], by: 'guest' }],
      facts: async ({ tx, record, day }) => ({ name: await nameOf(tx, record.employee), keep: await parameter(tx, KeepDays, day) }),
      guard: ({ facts, signers }) => refuseReceiver(facts.name, signers.applicant!.name),
      set: ({ day, facts }) => ({ handed_on: day, keep_until: eraseOn(day, facts.keep) }),
    }),
    withdraw: step({
      label: ['撤回', 'Withdraw'], tone: 'danger', from: ['applied', 'complete', 'filed'], to: 'withdrawn', by: CLERK, form: {},
      facts: async ({ tx, day }) => ({ keep: await parameter(tx, KeepDays, day) }),
      set: ({ day, facts }) => ({ keep_until: eraseOn(day, facts.keep) }),
    }),
    erase: step({ label: ['期满抹去', 'Blank after the days set'], from: ['handed', 'withdrawn'], to: 'erased', by: [], form: {}, set: () => BLANK }),
  }),
);

async function nameOf(tx: Tx, id: string | null): Promise<string> {
  const employee = id === null ? null : await readRecord(tx, Employee, id);
  return employee?.name ?? '';
}
