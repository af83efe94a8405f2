/** What the invoice desk asks while the clerk works: the papers, what may be invoiced, and the sheets proposed. Serves VIP-6.4, AS-25, AS-27. */
import { dayOf, defineQuery, f, Refusal, tables } from '../../../kernel/index.ts';
import { InvoiceType, type MODELS } from './batch.ts';
import { papersOf } from './invoice.ts';
import { planFor } from './issuing.ts';
import { assertPapers, sheetsText } from './rules.ts';

export interface DeskKind { readonly id: string; readonly name: string; readonly model: keyof typeof MODELS; readonly sheets: string; readonly total: number; readonly uncovered: number; readonly quotaLeft: number | null; readonly blanks: boolean }
export interface Unfinished { readonly id: string; readonly ticket_no: string; readonly room: string | null; readonly amount: number; readonly state: string }
export interface DeskView { readonly ticket: string; readonly room: string; readonly total: number; readonly amount: number; readonly kinds: readonly DeskKind[] }

export const InvoiceDesk = defineQuery('invoice_desk', {
  label: ['开票台：核单', 'Invoice desk: papers'],
  access: ['vip_agent'],
  params: { ticket_no: f.text('小票号', 'Small ticket', { max: 40 }), room_slip_no: f.text('开房单号', 'Room slip', { max: 40 }) },
  async run(tx, { ticket_no, room_slip_no }): Promise<DeskView> {
    const papers = await papersOf(tx, ticket_no, room_slip_no);
    assertPapers(papers);
    const { ticket, shift } = papers;
    if (!ticket) throw new Refusal('not_found', ['没有这张小票', 'There is no such ticket'], 404);
    const amount = ticket.invoiceable ?? 0;
    const types = await tables(tx, InvoiceType).selectFrom('invoice_type').select(['id', 'name', 'model']).where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).orderBy('number').execute();
    const day = await dayOf(tx, tx.now, shift.unit_id);
    const kinds: DeskKind[] = [];
    for (const type of types) {
      const plan = (await planFor(tx, { type: type.id, shift: shift.id, amount, day }))!;
      const whole = type.model !== 'denominated';
      kinds.push({
        ...type, sheets: sheetsText(plan.proposal.sheets), total: whole ? amount : plan.proposal.total, uncovered: whole ? 0 : plan.proposal.uncovered,
        quotaLeft: plan.quota === null ? null : plan.quota - plan.used,
        blanks: type.model === 'electronic' || (type.model === 'numbered' ? plan.stock.ranges.some((r) => plan.stock.heads.get(r.batch)?.type === type.id) : plan.proposal.total > 0),
      });
    }
    return { ticket: ticket.ticket_no ?? ticket.bill_no, room: ticket.room ?? '', total: ticket.total, amount, kinds };
  },
});

/** Papers that were taken in by this clerk's shift and are not stamped yet; never those that are, which would tell how many copies to count. */
export const InvoiceDeskOpen = defineQuery('invoice_desk_open', {
  label: ['开票台：没有办完的', 'Invoice desk: not finished'],
  access: ['vip_agent'],
  params: {},
  run: (tx): Promise<readonly Unfinished[]> => tx.query<Unfinished>(
    `select i.id, i.ticket_no, i.room, coalesce(i.amount, 0)::int as amount, i.state from invoice i join shift s on s.tenant_id = i.tenant_id and s.id = i.shift
     where i.tenant_id = $1 and s.clerk = $2 and s.state = 'open' and i.state in ('papers_seen', 'issued', 'checked') and i.archived_at is null order by i.number`, [tx.tenantId, tx.actor.id]),
});
