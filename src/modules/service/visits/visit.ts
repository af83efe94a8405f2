/**
 * A visit (到访): what a technician's phone delivers about one order, as a whole: the document the customer signed, its hash, the photographs,
 * both clocks. Taken in one transaction; what cannot be done because the world moved on is kept as a conflict, with the signature, for
 * somebody to settle. Serves FS-5.8, AC-33, SM-21, SM-23.
 */
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal, takeStep, type RowOf } from '../../../kernel/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { apply, asSigned, customersSignature, type Settlement } from './apply.ts';
import { attempt } from './attempt.ts';
import { readProblems, type Problem } from './conflict.rules.ts';
import { readDocument } from './document.ts';
import { technicianOf } from './technician.ts';

const LEADERS = ['dispatcher', 'branch_manager', 'centre_manager'];
const SHORT_PARTS = { not_from_stock: ['未出库（客户自备或另行补记）', 'Not from stock (the customer’s own, or booked otherwise)'], van: ['再从随车库存出库', 'From the van once more'] } as const;

export const Visit = defineRegister('visit', {
  label: ['到访记录', 'Visit'],
  number: 'DF-{yyyy}{mm}-{0000}',
  fields: {
    service_order: f.ref('服务指令', 'Service order', 'service_order'),
    technician: f.ref('技术员', 'Technician', 'employee', { optional: true, readonly: true }),
    sent_by: f.ref('发送人', 'Sent by', 'app_user', { optional: true, readonly: true }),
    started_at: f.dateTime('开始（手机时间）', 'Begun (phone)'),
    customer_signer: f.personName('客户签名人', 'Signed for the customer', { optional: true, readonly: true }),
    signed_at: f.dateTime('签名（手机时间）', 'Signed (phone)', { optional: true, readonly: true }),
    sent_at: f.dateTime('发送（手机时间）', 'Sent (phone)', { optional: true, readonly: true }),
    received_at: f.dateTime('收到（服务器时间）', 'Received (server)', { optional: true, readonly: true }),
    clock_offset: f.integer('手机慢（秒）', 'Phone behind by (s)', { optional: true, readonly: true, min: -2_000_000_000, hint: ['手机与服务器最近一次通话时的时差，负数为快', 'When the two last spoke; negative: ahead'] }),
    document: f.longText('签名内容', 'What was signed', { max: 60_000, optional: true, readonly: true }),
    document_hash: f.text('内容摘要', 'Hash of what was signed', { max: 64, optional: true, readonly: true }),
    photos: f.photo('照片', 'Photographs', { max: 12, optional: true, readonly: true }),
    problems: f.longText('冲突', 'Conflict', { max: 20_000, optional: true, readonly: true }),
    settlement: f.longText('处理', 'How it was settled', { max: 1_000, optional: true, readonly: true }),
    report: f.ref('服务报告', 'Service report', 'service_report', { optional: true, readonly: true }),
    receipt: f.ref('回执', 'Receipt', 'receipt', { optional: true, readonly: true }),
  },
  title: ['service_order'],
  list: ['service_order', 'technician', 'signed_at', 'received_at', 'report', 'receipt'],
  sorts: ['-number', '-received_at'],
  indexes: [['service_order'], ['sent_by', 'received_at'], ['state', 'received_at']],
  access: { read: LEADERS, create: ['technician'], own: 'sent_by' },
  empty: ['技术员在手机上办完一次到访，客户签名后送到这里。', 'When a technician finishes a visit on the phone and the customer has signed, it arrives here.'],
  opening: {
    facts: async ({ tx, input, actor }) => ({ order: await readRecord(tx, ServiceOrder, input.service_order), technician: await technicianOf(tx, actor.id) }),
    guard({ facts }) {
      if (facts.technician === null) throw new Refusal('visit.no_technician', ['您的登录没有关联员工档案，请联系人事', 'Your sign-in is not linked to a staff record; please ask HR'], 422);
    },
    set: ({ facts, actor }) => ({ technician: facts.technician?.id ?? null, sent_by: actor.id, ...(facts.technician ? { unit_id: facts.technician.unit_id } : {}) }),
  },
});

export const VisitProcess = defineProcess(Visit, 'underway',
  {
    underway: { label: ['进行中', 'Underway'], tone: 'active' },
    received: { label: ['已收到', 'Received'], tone: 'active' },
    delivered: { label: ['已送达', 'Delivered'], tone: 'done' },
    conflict: {
      label: ['有冲突，待处理', 'Conflict to settle'], tone: 'alarm',
      due: { step: 'deliver', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 1, c), escalateTo: 'dispatcher' },
    },
    kept: { label: ['仅存档', 'Kept for the record'], tone: 'stopped' },
  },
  (step) => ({
    submit: step({
      label: ['提交到访', 'Submit the visit'], hint: ['由手机发送；客户签名对应所示内容的摘要', 'Sent by the phone; the signature binds to the hash of what was shown'], from: ['underway'], to: 'received', by: ['technician'],
      form: {
        document: f.longText('签名内容', 'What was signed', { max: 60_000 }),
        document_hash: f.text('内容摘要', 'Hash', { max: 64 }),
        signed_at: f.dateTime('签名（手机时间）', 'Signed (phone)'),
        sent_at: f.dateTime('发送（手机时间）', 'Sent (phone)'),
        customer_signer: f.personName('客户签名人', 'Signed for the customer'),
        strokes: f.longText('签名笔迹', 'Strokes of the signature', { max: 60_000 }),
        photos: f.photo('照片', 'Photographs', { max: 12, optional: true }),
      },
      facts: async ({ tx, record, input, actor }) => ({
        own: record.sent_by === actor.id,
        pictures: await tx.query<{ sha256: string }>('select sha256 from attachment where tenant_id = $1 and id = any($2) and uploaded_by = $3', [tx.tenantId, input.photos ?? [], actor.id]),
      }),
      ready: ({ facts }) => (facts.own ? null : ['由发送的手机继续', 'The phone that began it goes on']),
      guard({ record, input, facts }) {
        const document = readDocument(input.document, input.document_hash);
        if (document.order !== record.service_order) throw new Refusal('visit.other_order', ['签名内容属于另一份指令', 'What was signed belongs to another order'], 422);
        refuseOtherPictures(document.photos.map((p) => p.sha256), facts.pictures.map((p) => p.sha256));
      },
      set: ({ input, now }) => ({ received_at: now, clock_offset: secondsOf(readDocument(input.document, input.document_hash).clock_offset_ms) }),
      async effect({ tx, record, input }) {
        const signed = { signer: input.customer_signer, strokes: input.strokes, hash: input.document_hash };
        await takeStep(tx, VisitProcess, record.id, 'seal', {}, { signatures: asSigned(signed) });
        const taken = await attempt(tx, () => apply(tx, record, signed, { parts: null }));
        if ('problems' in taken) await takeStep(tx, VisitProcess, record.id, 'set_aside', { problems: JSON.stringify(taken.problems) });
        else await takeStep(tx, VisitProcess, record.id, 'take', taken.value);
      },
    }),
    seal: step({
      label: ['客户签名', 'Customer’s signature'], hint: ['签名与所示内容的摘要绑在一起', 'Bound to the hash of what was shown'], from: ['received'], to: 'received', by: [], form: {},
      sign: [{ name: 'customer', label: ['客户代表', 'For the customer'], by: 'guest' }],
    }),
    take: step({
      label: ['办结', 'Take'], from: ['received'], to: 'delivered', by: [],
      form: { report: f.ref('服务报告', 'Service report', 'service_report', { optional: true }), receipt: f.ref('回执', 'Receipt', 'receipt', { optional: true }) },
    }),
    set_aside: step({ label: ['记为冲突', 'Set aside'], from: ['received'], to: 'conflict', by: [], form: { problems: f.longText('冲突', 'Conflict', { max: 20_000 }) } }),
    deliver: step({
      label: ['处理并办结', 'Settle and take'], hint: ['客户签过的内容不变、不用重签；只决定办不成的那一部分', 'What the customer signed stays; only what could not be done is decided'], tone: 'primary',
      from: ['conflict'], to: 'delivered', by: ['technician', 'branch_manager'],
      form: {
        short_parts: f.choice('不够的配件', 'Parts that fell short', SHORT_PARTS, { optional: true, hint: ['没有缺件时留空', 'Empty when nothing fell short'] }),
        settlement: f.longText('怎么处理', 'How it is settled', { max: 1_000 }),
      },
      facts: async ({ tx, record }) => {
        const order = await readRecord(tx, ServiceOrder, record.service_order, { lock: true });
        return { state: order?.state ?? null };
      },
      preview: ({ record }) => ({ lines: problemsOf(record).map((p) => p.why) }),
      async effect({ tx, record, before, input }) {
        const decided: Settlement = { parts: input.short_parts === null ? null : { source: input.short_parts, short: problemsOf(before).flatMap((p) => (p.part ? [p.part] : [])) } };
        const taken = await apply(tx, record, await customersSignature(tx, record), decided);
        if ('problems' in taken) throw new Refusal('visit.still', joined(taken.problems), 409);
        await takeStep(tx, VisitProcess, record.id, 'link', taken.value);
      },
    }),
    link: step({
      label: ['登记单据', 'Link the papers'], from: ['delivered'], to: 'delivered', by: [],
      form: { report: f.ref('服务报告', 'Service report', 'service_report', { optional: true }), receipt: f.ref('回执', 'Receipt', 'receipt', { optional: true }) },
    }),
    keep: step({
      label: ['仅存档', 'Keep for the record'], hint: ['不计入指令；签名内容和照片照样保存', 'It does not count for the order; what was signed stays'], tone: 'danger',
      from: ['conflict'], to: 'kept', by: ['branch_manager', 'dispatcher'], form: { settlement: f.longText('原因', 'Why', { max: 1_000 }) },
    }),
  }),
);

export const problemsOf = (visit: Pick<RowOf<typeof Visit>, 'problems'>): readonly Problem[] => (visit.problems === null ? [] : readProblems(visit.problems));

const joined = (problems: readonly Problem[]): readonly [string, string] => [problems.map((p) => p.why[0]).join('；'), problems.map((p) => p.why[1]).join('; ')];
const secondsOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000));

/** Exactly the pictures the customer saw, no more and no fewer. */
function refuseOtherPictures(signed: readonly string[], sent: readonly string[]): void {
  if (signed.length === sent.length && signed.every((hash) => sent.includes(hash))) return;
  throw new Refusal('visit.pictures', ['照片与签名时所示的不一致', 'The photographs are not those that were shown'], 422, { photos: ['与签名内容不一致', 'Not those that were signed'] });
}

