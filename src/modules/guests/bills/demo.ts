/** Bills of the past evenings, and tonight's: paid with cash into the open shift's till, from a card, one still open. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendarOf, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import { Bill, BillProcess } from './index.ts';
import type { Tender } from './rules.ts';

interface Stay { readonly id: string; readonly number: string; readonly day: string; readonly minutes: number; readonly price: number; readonly guests: number; readonly off: Date | null; readonly card: string | null; readonly n: number }
const TENDERS: readonly Tender[] = ['mobile', 'mobile', 'bank_card', 'mobile', 'transfer'];
const NOTHING = { cash: null, bank_card: null, mobile: null, transfer: null, voucher: null, stored_value: null, card: null };

export async function demo(d: Demo): Promise<void> {
  const [lin, sun, loaded] = [d.actor('linxi'), d.actor('sunwei'), d.now()];
  const { stays } = await d.batch(lin, async (tx) => ({ stays: await unbilled(tx) }));
  const past = stays.filter((s) => s.off !== null && s.day < d.today);
  const days = [...new Set(past.map((s) => s.day))].map((day) => past.filter((s) => s.day === day));
  await d.together(days, async (evening) => {
    d.at(new Date(Math.max(...evening.map((s) => s.off!.getTime())) + 5 * 60_000).toISOString());
    for (const stay of evening) await d.batch(lin, (tx) => paid(tx, stay));
  });
  // The open shift's till takes tonight's cash; what lies before it was paid by other means.
  d.at(new Date(loaded.getTime() - 20 * 60_000).toISOString());
  const cash = await d.batch(sun, async (tx) => ({ shift: (await tx.query(`select 1 from shift where tenant_id = $1 and clerk = $2 and state = 'open'`, [tx.tenantId, sun.id])).length > 0 }));
  for (const [i, stay] of stays.filter((s) => s.day === d.today).entries()) {
    const total = totalOf(stay);
    const bill = await d.create(Bill, sun, { bill_no: `SY-${stay.number.slice(2)}`, ticket_no: `XP-${stay.number.slice(2)}`, kind: 'consumption', total, session: stay.id });
    if (stay.off === null) continue;
    const half = i % 2 === 0 && cash.shift ? Math.floor(total / 20_000) * 10_000 : 0;
    await d.step(BillProcess, bill.id, 'pay', sun, { ...NOTHING, cash: half || null, mobile: total - half || null });
  }
  d.at(loaded.toISOString());
}

async function paid(tx: Tx, stay: Stay): Promise<object> {
  const total = totalOf(stay);
  const bill = await createRecord(tx, Bill, { bill_no: `SY-${stay.number.slice(2)}`, ticket_no: `XP-${stay.number.slice(2)}`, kind: 'consumption', total, session: stay.id });
  if (stay.card !== null && total <= 120_000) return takeStep(tx, BillProcess, bill.id, 'pay', { ...NOTHING, stored_value: total, card: stay.card });
  return takeStep(tx, BillProcess, bill.id, 'pay', { ...NOTHING, [TENDERS[stay.n % TENDERS.length]!]: total - (stay.n % 9 === 0 ? 5_000 : 0), voucher: stay.n % 9 === 0 ? 5_000 : null });
}

/** By the hour, and what was eaten and drunk. */
const totalOf = (s: Stay): number => Math.ceil(s.minutes / 60) * s.price + s.guests * 2_600;

async function unbilled(tx: Tx): Promise<Stay[]> {
  const [where] = await tx.query<{ unit: string }>('select unit_id as unit from room where tenant_id = $1 limit 1', [tx.tenantId]);
  const { zone } = await calendarOf(tx, where!.unit);
  return tx.query<Stay>(
    `select s.id, s.number, to_char((s.switched_on_at at time zone $2) - interval '8 hours', 'YYYY-MM-DD') as day, (extract(epoch from coalesce(s.switched_off_at, s.planned_until) - s.switched_on_at) / 60)::int as minutes,
       t.price_hour::int as price, coalesce(s.guests, 4) as guests, s.switched_off_at as off, case when p.kind = 'stored_value' then s.card end as card, row_number() over (order by s.switched_on_at)::int as n
     from room_session s join room_type t on t.tenant_id = s.tenant_id and t.id = s.room_type
       left join member_card c on c.tenant_id = s.tenant_id and c.id = s.card left join card_product p on p.tenant_id = c.tenant_id and p.id = c.product
     where s.tenant_id = $1 and t.price_hour is not null and not exists (select 1 from bill b where b.tenant_id = s.tenant_id and b.session = s.id) and (s.state = 'off' or s.planned_until < $3) order by s.switched_on_at`, [tx.tenantId, zone, tx.now]);
}
