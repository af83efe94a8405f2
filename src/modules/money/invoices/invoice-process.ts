/** The way of an invoice: papers seen, torn off, compared by the guest, ticket stamped and kept; voided or written off. Serves VIP-6.3 to VIP-6.5, P10, G17, AS-22, AS-27. */
import { defineProcess, emit, f, Refusal, rmbCapitals, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { openShiftOf } from '../../guests/shifts/index.ts';
import { Invoice } from './invoice.ts';
import { numbersOf, picksFor, piecesOf, planFor, tearOff, voidSheets, type Plan } from './issuing.ts';
import { assertAmount, assertQuota, sheetsText, totalOf, voidProblem } from './rules.ts';
import { TicketStub } from './slips.ts';

const tell = (tx: Tx, news: string, i: RowOf<typeof Invoice>): void => emit(tx, news, { invoice: i.id, at: tx.now.toISOString() });

const issueForm = {
  type: f.ref('发票种类', 'Kind', 'invoice_type'),
  sheets: f.text('面额与张数', 'Denominations', { optional: true, max: 200, hint: ['定额发票用，空着按建议，例如 100×3 50×1', 'For fixed denominations; empty: as proposed, e.g. 100×3 50×1'] }),
  consent: f.yesNo('客人同意少开', 'The guest agrees to less', { optional: true }),
  e_number: f.text('电子发票号码', 'E-invoice number', { optional: true, max: 40, hint: ['税务平台给出的号码', 'The number the tax platform gave'] }),
};
interface Typed { readonly type: string; readonly sheets: string | null; readonly consent: boolean | null; readonly e_number: string | null }

function assertIssue(record: RowOf<typeof Invoice>, input: Typed, { plan, shift }: { readonly plan: Plan | null; readonly shift: { readonly id: string } }): void {
  if (!plan) throw new Refusal('invoice.no_type', ['没有这种发票', 'There is no such kind'], 422, { type: ['请选择', 'Choose one'] });
  if (record.shift !== shift.id) throw new Refusal('invoice.other_shift', ['这张小票由另一个当班受理', 'Another shift took this ticket in'], 409);
  if (plan.model === 'electronic') {
    if (input.e_number === null) throw new Refusal('invoice.no_number', ['请填写税务平台给出的号码', 'The number from the tax platform is needed'], 422, { e_number: ['必填', 'Required'] });
    assertQuota(plan.quota, plan.used, record.amount ?? 0);
    return;
  }
  const { sheets } = picksFor(plan, input.type, input.sheets);
  assertAmount(record.amount ?? 0, plan.model === 'numbered' ? record.amount ?? 0 : totalOf(sheets), input.consent);
}

function issuedAs(record: RowOf<typeof Invoice>, input: Typed, plan: Plan) {
  const { sheets, picks } = picksFor(plan, input.type, input.sheets);
  const issued = plan.model === 'denominated' ? totalOf(sheets) : record.amount ?? 0;
  return {
    model: plan.model, issued_amount: issued, uncovered: (record.amount ?? 0) - issued, sheets: plan.model === 'denominated' ? sheetsText(sheets) : null,
    numbers: plan.model === 'electronic' ? input.e_number : numbersOf(picks), pieces: piecesOf(picks),
  };
}

export const InvoiceProcess = defineProcess(Invoice, 'papers_seen',
  {
    papers_seen: { label: ['单据已核', 'Papers seen'], tone: 'waiting', due: { step: 'issue', at: ({ now }) => new Date(now.getTime() + 15 * 60_000) } },
    issued: { label: ['已撕取待客人核对', 'Torn off, for the guest to compare'], tone: 'active' },
    checked: { label: ['客人已核对', 'Compared by the guest'], tone: 'active' },
    filed: { label: ['已盖章留存', 'Stamped and kept'], tone: 'done' },
    voided: { label: ['已作废', 'Voided'], tone: 'stopped' },
    red: { label: ['已红冲', 'Written off'], tone: 'stopped' },
    cancelled: { label: ['未开', 'Not issued'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['撕取发票', 'Tear off'], tone: 'primary', from: ['papers_seen'], to: 'issued', by: ['vip_agent'],
      form: issueForm,
      async facts({ tx, record, input, day }) {
        const shift = await openShiftOf(tx, record.unit_id);
        return { shift, plan: await planFor(tx, { type: input.type ?? null, shift: shift.id, amount: record.amount ?? 0, day }) };
      },
      preview: ({ record }) => ({ lines: [[`可开票金额 ${yuan(record.amount ?? 0)}，包厢 ${record.room ?? ''}`, `${yuan(record.amount ?? 0)} may be invoiced, room ${record.room ?? ''}`]] }),
      guard: ({ record, input, facts }) => assertIssue(record, input, facts),
      set: ({ record, input, facts, now, day, actor }) => ({ ...issuedAs(record, input, facts.plan!), issued_at: now, issued_on: day, issued_by: actor.name }),
      async effect({ tx, record, input, facts }) {
        await tearOff(tx, record, picksFor(facts.plan!, input.type, input.sheets).picks);
        tell(tx, 'invoice.issued', record);
      },
    }),
    compare: step({
      label: ['客人核对无误', 'Compared by the guest'], tone: 'primary', from: ['issued'], to: 'checked', by: ['vip_agent'],
      form: { right: f.yesNo('客人核对金额无误', 'The guest finds the amount right') },
      preview: ({ record }) => ({ lines: [[`发票 ${record.numbers ?? ''}，合计 ${yuan(record.issued_amount ?? 0)}`, `Invoice ${record.numbers ?? ''}, ${yuan(record.issued_amount ?? 0)} in all`]] }),
      guard({ input }) {
        if (!input.right) throw new Refusal('invoice.not_right', ['客人认为有误：请作废后重开', 'The guest finds it wrong: void it and issue again'], 409, { right: ['须无误', 'Must be right'] });
      },
    }),
    stamp: step({
      label: ['盖章留小票', 'Stamp and keep the ticket'], tone: 'primary', from: ['checked'], to: 'filed', by: ['vip_agent'],
      form: { room_written: f.yesNo('小票上已写包厢号', 'The room number is on the ticket'), stamped: f.yesNo('已盖“发票已开”章', 'Stamped “invoiced”'), kept: f.yesNo('小票已留存', 'The ticket is kept') },
      guard({ input }) {
        const missing = (['room_written', 'stamped', 'kept'] as const).find((name) => !input[name]);
        if (missing) throw new Refusal('invoice.not_stamped', ['三项都做完才能留存', 'All three must be done'], 409, { [missing]: ['须完成', 'Must be done'] });
      },
      slip: {
        kind: TicketStub,
        content: ({ record }) => ({
          lines: [
            { label: ['小票号', 'Small ticket'], value: record.ticket_no }, { label: ['包厢号', 'Room'], value: record.room ?? '' }, { label: ['发票号码', 'Invoice numbers'], value: record.numbers ?? '' },
            { label: ['开票金额', 'Issued'], value: yuan(record.issued_amount ?? 0) }, { label: ['大写', 'In words'], value: rmbCapitals(record.issued_amount ?? 0) }, { label: ['开具人', 'Issued by'], value: record.issued_by ?? '' },
          ],
          stamps: [['发票已开', 'Invoiced']],
        }),
      },
    }),
    void: step({
      label: ['作废', 'Void'], tone: 'danger', from: ['issued', 'checked', 'filed'], to: 'voided', by: ['vip_agent', 'duty_supervisor'],
      hint: ['同一当班，全部联次在手', 'The same shift, with every copy in hand'],
      form: { why: f.text('作废原因', 'Why voided', { max: 200 }), all_copies: f.yesNo('全部联次都在', 'Every copy is here') },
      facts: ({ tx, record }) => stillOpen(tx, record.shift),
      ready: ({ record, facts }) => voidProblem(record, facts),
      guard({ input }) {
        if (!input.all_copies) throw new Refusal('invoice.copies', ['联次不全不能作废', 'It cannot be voided while a copy is missing'], 409, { all_copies: ['须全部在手', 'All must be here'] });
      },
      async effect({ tx, record }) {
        await voidSheets(tx, record);
        tell(tx, 'invoice.voided', record);
      },
    }),
    write_off: step({
      label: ['开红字发票', 'Write off'], tone: 'danger', from: ['issued', 'checked', 'filed'], to: 'red', by: ['vip_agent', 'finance'],
      form: { red_no: f.text('红字发票号', 'Red-letter number', { max: 40 }), why: f.text('原因', 'Why', { max: 200 }) },
      ready: ({ record }) => (record.model === 'electronic' ? null : ['只有电子发票开红字；纸质发票作废', 'Only e-invoices are written off; paper is voided']),
      effect: async ({ tx, record }) => tell(tx, 'invoice.voided', record),
    }),
    cancel: step({ label: ['不开了', 'Not issued after all'], from: ['papers_seen'], to: 'cancelled', by: ['vip_agent', 'duty_supervisor'], form: { why: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

/** The shift that issued it, as long as it is on duty; a cut waits for this transaction. */
async function stillOpen(tx: Tx, shift: string | null): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>(`select state from shift where tenant_id = $1 and id = $2${tx.looking ? '' : ' for share'}`, [tx.tenantId, shift]);
  return row?.state === 'open' ? shift : null;
}
