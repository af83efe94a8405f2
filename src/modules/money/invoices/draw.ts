/** Drawing invoices (发票领用): finance gives a shift a run of numbers against the clerk's signature, and takes blanks back. Serves VIP-6.6, P10, I5, AS-22. */
import { defineProcess, defineRegister, f, post, posting, readRecord, Refusal, type Tx, yuan } from '../../../kernel/index.ts';
import { Shift } from '../../guests/shifts/index.ts';
import { batchHeads } from './batch.ts';
import { InvoiceSheets } from './ledger.ts';
import { rangesOf, takeOut } from './range.ts';
import { contains, overlaps, sizeOf, spanText, type Span } from './rules.ts';
import { DrawSlip } from './slips.ts';

const numbers = { first_no: f.integer('起始号', 'First number', { big: true, min: 1, max: 99_999_999 }), last_no: f.integer('终止号', 'Last number', { big: true, min: 1, max: 99_999_999 }) };

export const InvoiceDraw = defineRegister('invoice_draw', {
  label: ['发票领用', 'Invoices drawn'],
  number: 'FPL-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    shift: f.ref('领用当班', 'For till shift', 'shift'),
    batch: f.ref('入库批次', 'Batch', 'invoice_batch'),
    ...numbers,
    drawn_at: f.dateTime('领用时间', 'Drawn at', { optional: true, readonly: true }),
    returned: f.text('退回号段', 'Returned', { optional: true, readonly: true, max: 200 }),
  },
  title: ['shift', 'batch'],
  list: ['shift', 'batch', 'first_no', 'last_no', 'drawn_at'],
  sorts: ['-number', '-drawn_at'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['finance'] },
  empty: ['财务在这里把一段号码发给当班，当班人签字后才算领到。', 'Finance gives a run of numbers to a shift here; they are its own once the clerk has signed.'],
  opening: {
    async facts({ tx, input }) {
      const shift = await readRecord(tx, Shift, input.shift);
      return { shift, inStock: await rangesOf(tx, { holder: 'finance', batch: input.batch }) };
    },
    guard({ input, facts }) {
      if (!facts.shift || !HAS_HANDS.includes(facts.shift.state)) throw new Refusal('invoice_draw.shift', ['该当班不能领用', 'That till shift cannot draw'], 409, { shift: ['须为未截账的当班', 'A shift that is not cut'] });
      assertInStock(facts.inStock, { first: input.first_no, last: input.last_no });
    },
    set: ({ facts }) => ({ unit_id: facts.shift!.unit_id }),
  },
});
const HAS_HANDS: readonly string[] = ['preparing', 'ready', 'open'];

function assertInStock(inStock: readonly Span[], wanted: Span): void {
  if (wanted.last < wanted.first) throw new Refusal('invoice_draw.order', ['终止号小于起始号', 'The last number is below the first'], 422, { last_no: ['不小于起始号', 'Not below the first'] });
  if (inStock.some((r) => contains(r, wanted))) return;
  const held = inStock.length === 0 ? ['没有库存', 'nothing'] as const : [inStock.map(spanText).join('、'), inStock.map(spanText).join(', ')] as const;
  throw new Refusal('invoice_draw.not_there', [`财务库存中没有 ${spanText(wanted)}；现有：${held[0]}`, `Finance does not hold ${spanText(wanted)}; it holds ${held[1]}`], 409, { first_no: ['不在库存中', 'Not in stock'] });
}

const clerkSigns = [{ name: 'clerk', label: ['当班人', 'Clerk'], by: 'user', role: 'vip_agent' }] as const;

export const InvoiceDrawProcess = defineProcess(InvoiceDraw, 'prepared',
  {
    prepared: { label: ['待签领', 'To be signed for'], tone: 'waiting' },
    drawn: { label: ['已领用', 'Drawn'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    draw: step({
      label: ['签领', 'Sign for'], tone: 'primary', from: ['prepared'], to: 'drawn', by: ['finance'], form: {}, sign: clerkSigns,
      facts: ({ tx, record }) => handOf(tx, record.shift),
      ready: ({ facts }) => (HAS_HANDS.includes(facts.state) ? null : ['当班已截账，不能领用', 'The shift is cut']),
      guard: ({ facts, signers }) => assertClerk(facts, signers.clerk!.userId),
      set: ({ now }) => ({ drawn_at: now }),
      async effect({ tx, record, now }) {
        const span = { first: record.first_no, last: record.last_no };
        const inStock = await rangesOf(tx, { holder: 'finance', batch: record.batch });
        assertInStock(inStock, span);
        await takeOut(tx, inStock.find((r) => contains(r, span))!, span, { holder: 'shift', shift: record.shift, unit: record.unit_id });
        await post(tx, posting(InvoiceSheets, 'draw', { amount: sizeOf(span), from: record.batch, to: record.shift, because: record.number, cause: { register: 'invoice_draw', id: record.id }, at: now, unit: record.unit_id, dimensions: [record.batch] }));
      },
      slip: {
        kind: DrawSlip,
        async content({ tx, record, facts, actor }) {
          const head = (await batchHeads(tx, [record.batch])).get(record.batch)!;
          const span = { first: record.first_no, last: record.last_no };
          return {
            lines: [
              { label: ['当班人', 'Clerk'], value: facts.name }, { label: ['发票代码', 'Invoice code'], value: head.code }, { label: ['面额', 'Denomination'], value: head.face === null ? '' : yuan(head.face) },
              { label: ['号码', 'Numbers'], value: spanText(span) }, { label: ['张数', 'Sheets'], value: String(sizeOf(span)) }, { label: ['财务经办', 'Issued by finance'], value: actor.name },
            ],
          };
        },
      },
    }),
    take_back: step({
      label: ['退回财务', 'Take blanks back'], from: ['drawn'], to: 'drawn', by: ['finance'],
      hint: ['当班不再需要的空白发票；号码须还在其手中', 'Blanks the shift no longer needs; they must still be in its hands'],
      form: { back_first: numbers.first_no, back_last: numbers.last_no }, sign: clerkSigns,
      facts: ({ tx, record }) => handOf(tx, record.shift),
      ready: ({ facts }) => (HAS_HANDS.includes(facts.state) ? null : ['当班已截账，不能退回', 'The shift is cut']),
      guard: ({ facts, signers }) => assertClerk(facts, signers.clerk!.userId),
      set: ({ record, input }) => ({ returned: [record.returned, spanText({ first: input.back_first, last: input.back_last })].filter((x) => x !== null).join('、') }),
      async effect({ tx, record, input, now }) {
        const span = { first: input.back_first, last: input.back_last };
        const held = (await rangesOf(tx, { holder: 'shift', shift: record.shift, batch: record.batch })).find((r) => overlaps(r, span) && contains(r, span));
        if (!held) throw new Refusal('invoice_draw.not_held', [`${spanText(span)} 不在该当班手中`, `${spanText(span)} is not in the hands of that shift`], 409, { back_first: ['不在当班手中', 'Not with the shift'] });
        await takeOut(tx, held, span, { holder: 'finance', unit: record.unit_id });
        await post(tx, posting(InvoiceSheets, 'give_back', { amount: sizeOf(span), from: record.shift, to: record.batch, because: `${record.number}/${record.version}`, cause: { register: 'invoice_draw', id: record.id }, at: now, unit: record.unit_id, dimensions: [record.batch] }));
      },
    }),
    cancel: step({ label: ['取消', 'Cancel'], from: ['prepared'], to: 'cancelled', by: ['finance'], form: { why: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

interface Hand { readonly state: string; readonly clerk: string | null; readonly name: string }
async function handOf(tx: Tx, shift: string): Promise<Hand> {
  const [row] = await tx.query<Hand>(
    `select s.state, s.clerk, u.display_name as name from shift s join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk where s.tenant_id = $1 and s.id = $2${tx.looking ? '' : ' for share of s'}`, [tx.tenantId, shift]);
  return row ?? { state: '', clerk: null, name: '' };
}

function assertClerk(hand: Hand, signer: string | null): void {
  if (signer !== hand.clerk) throw new Refusal('invoice_draw.other_signer', [`须由当班人 ${hand.name} 本人签字`, `${hand.name}, whose shift it is, must sign in person`]);
}
