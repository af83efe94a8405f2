/** Who was responsible at a moment: money, sheets and station by the shift that held them (23:17 is a question, not a quarrel). Serves P11, I8, section 4.7. */
import { calendar, calendarOf, defineReport, f, type Tx } from '../../../kernel/index.ts';
import { InvoiceSheets } from '../../money/invoices/index.ts';
import { ClubCash } from '../../money/cash/index.ts';

const THINGS = { till: ['收银款', 'Takings'], float: ['备用金', 'Float'], sheets: ['空白发票', 'Blank invoices'] } as const;
interface Held { readonly shift: string; readonly thing: keyof typeof THINGS; readonly amount: number }

export const CustodyAt = defineReport('custody_at', {
  label: ['某时由谁保管', 'Who was responsible at a moment'],
  access: ['duty_supervisor', 'vip_manager', 'finance', 'auditor'],
  params: { day: f.date('日期', 'Date'), time: f.time('时刻', 'Time') },
  initial: ({ day }) => ({ day, time: '23:17' }),
  columns: { shift: f.ref('当班', 'Till shift', 'shift'), clerk: f.personName('当班人', 'Clerk'), thing: f.choice('什么', 'What', THINGS), amount: f.integer('数量', 'Amount', { big: true, hint: ['钱以分计', 'Money in fen'] }) },
  totals: [],
  async rows(tx, { day, time }) {
    const held = await heldAt(tx, await moment(tx, day, time));
    const names = await tx.query<{ id: string; name: string }>('select s.id, u.display_name as name from shift s join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk where s.tenant_id = $1 and s.id = any($2)', [tx.tenantId, held.map((h) => h.shift)]);
    return held.map((h) => ({ ...h, clerk: names.find((n) => n.id === h.shift)?.name ?? '' }));
  },
  async proof(tx, { day, time }, rows) {
    const at = await moment(tx, day, time);
    const [all] = await tx.query<{ n: number }>(
      `select coalesce(sum(case when j.movement in ('float_drawn', 'float_replenished', 'float_over', 'float_unsealed') then j.amount when j.movement in ('float_slip', 'float_returned', 'float_short', 'float_sealed') then -j.amount else 0 end), 0)::bigint as n
       from ledger_journal j where j.tenant_id = $1 and j.ledger = $2 and j.at <= $3 and j.reverses is null and not exists (select 1 from ledger_journal r where r.tenant_id = j.tenant_id and r.reverses = j.id and r.at <= $3)`, [tx.tenantId, ClubCash.name, at]);
    return [{ label: ['各班备用金之和 = 进出相抵', 'Floats with shifts = what came less what went'], left: rows.filter((r) => r.thing === 'float').reduce((sum, r) => sum + r.amount, 0), right: Number(all?.n ?? 0) }];
  },
  notes: () => [['以分录发生的时刻计算；接班在一笔交易中完成，任何时刻每样东西只在一个当班手中', 'By the moment of each entry; a take-over is one transaction, so at any moment each thing is with one till shift']],
});

async function moment(tx: Tx, day: string, time: string): Promise<Date> {
  const [root] = await tx.query<{ id: string }>('select id from unit where tenant_id = $1 and parent is null', [tx.tenantId]);
  return calendar.instantOf(day, time.slice(0, 5), (await calendarOf(tx, root?.id ?? '')).zone);
}

async function heldAt(tx: Tx, at: Date): Promise<Held[]> {
  const rows = await tx.query<{ shift: string; thing: Held['thing']; amount: number }>(
    `select e.owner as shift, case e.account when 'shift' then 'sheets' else e.account end as thing, sum(e.amount)::bigint as amount from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
     where e.tenant_id = $1 and j.at <= $4 and ((e.ledger = $2 and e.account in ('till', 'float')) or (e.ledger = $3 and e.account = 'shift')) group by 1, 2 having sum(e.amount) <> 0 order by 1, 2`, [tx.tenantId, ClubCash.name, InvoiceSheets.name, at]);
  return rows.map((r) => ({ ...r, amount: Number(r.amount) }));
}

/** Money, sheets or floats that lie with a shift that is not on duty any more: none, every night (I8). */
export function custodyProblems(tx: Tx): Promise<{ readonly what: string }[]> {
  return tx.query(
    `select concat(s.number, ' ', a.account, ' ', a.balance) as what from ledger_account a join shift s on s.tenant_id = a.tenant_id and s.id = a.owner
       where a.tenant_id = $1 and a.balance <> 0 and ((a.ledger = 'club_cash' and a.account in ('till', 'float')) or (a.ledger = 'invoice_sheets' and a.account = 'shift')) and s.state not in ('preparing', 'ready', 'open', 'cut')
     union all select concat(s.number, ' ', r.first_no, '-', r.last_no) from invoice_range r join shift s on s.tenant_id = r.tenant_id and s.id = r.shift where r.tenant_id = $1 and r.holder = 'shift' and s.state not in ('preparing', 'ready', 'open', 'cut')
     union all select concat(s.number, ' ', p.number) from petty_float p join shift s on s.tenant_id = p.tenant_id and s.id = p.holder where p.tenant_id = $1 and p.state = 'drawn' and s.state not in ('preparing', 'ready', 'open', 'cut')`, [tx.tenantId]);
}
