/**
 * Takings of rooms (营收): by tender, by type of room, by shift. Each adds up the tenders of paid bills and is proven against the
 * club's cash ledger, which was written by the same payments but is read apart. Serves VIP-6.4, G18, section 4.2, I9.
 */
import { defineReport, f, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { BILL_READERS } from './bill.ts';
import { TENDER_NAMES, TENDERS, type Tender } from './rules.ts';

const access = ['duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
const params = { from: f.date('自营业日', 'From'), to: f.date('至营业日', 'To') };
const initial = ({ day }: { readonly day: string }) => ({ from: `${day.slice(0, 8)}01`, to: day });
interface Days { readonly from: string; readonly to: string }

const of = async (tx: Tx, { from, to }: Days): Promise<readonly unknown[]> => [tx.tenantId, from, to, await scopeOf(tx, tx.actor, BILL_READERS)];
const PAID = `from bill_tender l join bill b on b.tenant_id = l.tenant_id and b.id = l.bill where l.tenant_id = $1 and l.paid_on between $2 and $3 and l.taken_back_at is null and b.kind = 'consumption' and ($4::uuid[] is null or l.unit_id = any($4))`;

export const RevenueByTender = defineReport('revenue_by_tender', {
  label: ['营收：按支付方式', 'Takings by tender'],
  access, params, initial,
  columns: {
    tender: f.choice('支付方式', 'Tender', TENDERS), bills: f.integer('笔数', 'Payments'), amount: f.money('金额', 'Amount'), share: f.text('占比', 'Share'), money: f.money('其中钱和本金', 'Of it money and principal', { hint: ['券和赠送不是钱', 'Vouchers and bonus are no money'] }),
    invoiceable: f.money('可开票', 'May be invoiced'),
  },
  totals: ['bills', 'amount', 'money', 'invoiceable'],
  async rows(tx, days) {
    const rows = await tx.query<{ tender: Tender; bills: number; amount: number; principal: number; invoiceable: number }>(
      `select l.tender, count(*)::int as bills, sum(l.amount)::bigint as amount, sum(l.principal)::bigint as principal, sum(l.invoiceable)::bigint as invoiceable ${PAID} group by 1`, [...await of(tx, days)]);
    const all = rows.reduce((sum, r) => sum + Number(r.amount), 0);
    return TENDER_NAMES.map((tender) => {
      const row = rows.find((r) => r.tender === tender);
      const amount = Number(row?.amount ?? 0);
      return {
        tender, bills: row?.bills ?? 0, amount, share: all === 0 ? '—' : `${((amount * 100) / all).toFixed(1)} %`, invoiceable: Number(row?.invoiceable ?? 0),
        money: tender === 'voucher' ? 0 : tender === 'stored_value' ? Number(row?.principal ?? 0) : amount,
      };
    });
  },
  async proof(tx, days, rows) {
    const [cash, bank, card] = [await moved(tx, days, 'bill_cash'), await moved(tx, days, 'bill_bank'), await moved(tx, days, 'spend_principal')];
    const sum = (names: readonly Tender[], pick: 'amount' | 'money' = 'amount') => rows.filter((r) => names.includes(r.tender)).reduce((n, r) => n + r[pick], 0);
    return [
      { label: ['现金 = 账上收进各班钱箱的消费款', 'Cash = bills paid into tills by the ledger'], left: sum(['cash']), right: cash },
      { label: ['银行卡、移动支付、转账 = 账上收进银行的消费款', 'Cards, mobile and transfers = bills paid to the bank by the ledger'], left: sum(['bank_card', 'mobile', 'transfer']), right: bank },
      { label: ['储值支付的本金 = 账上卡内本金的消费', 'Principal spent = principal that left the cards by the ledger'], left: sum(['stored_value'], 'money'), right: card },
    ];
  },
  drill: {
    amount: (row, { from, to }) => ({ register: 'bill_tender', filter: { all: [...(row === null ? [] : [{ field: 'tender', op: 'eq' as const, value: row.tender }]), { field: 'paid_on', op: 'between', value: [from, to] }, { field: 'taken_back_at', op: 'empty' }] } }),
  },
  notes: () => [['按收款的营业日；冲销的不计；充值不是营收，见储值的报表', 'By the business day of payment; what was taken back is left out; deposits are no takings, see stored value']],
  chart: { kind: 'pie', x: 'tender', y: ['amount'] },
});

export const RevenueByRoomType = defineReport('revenue_by_room_type', {
  label: ['营收：按包厢类型', 'Takings by room type'],
  access, params, initial,
  columns: {
    type: f.text('包厢类型', 'Room type'), bills: f.integer('账单', 'Bills'), amount: f.money('金额', 'Amount'), each: f.money('平均每单', 'Per bill', { optional: true }), hours: f.text('开房小时', 'Hours'), per_hour: f.money('每小时', 'Per hour', { optional: true }),
    free: f.integer('权益免费分钟', 'Free minutes by benefits'),
  },
  totals: ['bills', 'amount', 'free'],
  async rows(tx, days) {
    const rows = await tx.query<{ type: string; bills: number; amount: number; minutes: number; free: number }>(
      `with paid as (select b.id, b.session, sum(l.amount) as amount ${PAID} group by 1, 2),
       stay as (select p.id, s.room_type, row_number() over (partition by p.session order by p.id) as first, extract(epoch from coalesce(s.switched_off_at, s.planned_until) - s.switched_on_at) / 60 as minutes,
         greatest(0, extract(epoch from least(s.free_until, coalesce(s.switched_off_at, s.planned_until)) - s.switched_on_at) / 60) as free from paid p join room_session s on s.tenant_id = $1 and s.id = p.session)
       select coalesce(t.name, '未挂开房') as type, count(*)::int as bills, sum(p.amount)::bigint as amount, coalesce(sum(y.minutes) filter (where y.first = 1), 0)::int as minutes, coalesce(sum(y.free) filter (where y.first = 1), 0)::int as free
       from paid p left join stay y on y.id = p.id left join room_type t on t.tenant_id = $1 and t.id = y.room_type group by t.name, t.seats order by t.seats nulls last`, [...await of(tx, days)]);
    return rows.map((r) => ({
      type: r.type, bills: r.bills, amount: Number(r.amount), each: r.bills === 0 ? null : Math.round(Number(r.amount) / r.bills), hours: (r.minutes / 60).toFixed(1), per_hour: r.minutes === 0 ? null : Math.round((Number(r.amount) * 60) / r.minutes), free: r.free,
    }));
  },
  async proof(tx, days, rows) {
    const [row] = await tx.query<{ soft: number }>(`select coalesce(sum(case when l.tender = 'voucher' then l.amount else l.bonus end), 0)::bigint as soft ${PAID}`, [...await of(tx, days)]);
    return [{ label: ['金额 − 券和赠送 = 账上的包厢收入', 'Amount less vouchers and bonus = room income by the ledger'], left: rows.reduce((n, r) => n + r.amount, 0) - Number(row?.soft ?? 0), right: await income(tx, days) }];
  },
  notes: () => [['一次开房有几张账单时，时长只计一次；“未挂开房”是没有选开房的账单', 'A session with several bills counts its hours once; bills without a session stand in a line of their own']],
  chart: { kind: 'bar', x: 'type', y: ['amount'] },
});

export const RevenueByShift = defineReport('revenue_by_shift', {
  label: ['营收：按当班', 'Takings by till shift'],
  access, params, initial,
  columns: { shift: f.ref('当班', 'Till shift', 'shift'), clerk: f.personName('当班人', 'Clerk', { optional: true }), day: f.date('营业日', 'Business day'), bills: f.integer('现金账单', 'Bills paid in cash'), cash: f.money('现金', 'Cash') },
  totals: ['bills', 'cash'],
  async rows(tx, days) {
    const rows = await tx.query<{ shift: string; clerk: string | null; day: string; bills: number; cash: number }>(
      `select l.shift, u.display_name as clerk, s.business_day as day, count(*)::int as bills, sum(l.amount)::bigint as cash
       from bill_tender l join bill b on b.tenant_id = l.tenant_id and b.id = l.bill join shift s on s.tenant_id = l.tenant_id and s.id = l.shift left join app_user u on u.tenant_id = l.tenant_id and u.id = s.clerk
       where l.tenant_id = $1 and l.paid_on between $2 and $3 and l.taken_back_at is null and b.kind = 'consumption' and ($4::uuid[] is null or l.unit_id = any($4)) and l.tender = 'cash' group by 1, 2, 3, s.number order by s.number`, [...await of(tx, days)]);
    return rows.map((r) => ({ ...r, cash: Number(r.cash) }));
  },
  async proof(tx, days, rows) {
    const till = await tx.query<{ owner: string; n: number }>(
      `select e.owner, sum(e.amount)::bigint as n from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
       where e.tenant_id = $1 and e.ledger = '${ClubCash.name}' and e.account = 'till' and coalesce(o.movement, j.movement) = 'bill_cash' and e.business_day between $2 and $3 group by 1`, [tx.tenantId, days.from, days.to]);
    return rows.map((r) => ({ label: [`${r.day} ${r.clerk ?? ''}：账单的现金 = 钱箱收的消费款`, `${r.day} ${r.clerk ?? ''}: cash of bills = into the till by the ledger`] as Label, left: r.cash, right: Number(till.find((one) => one.owner === r.shift)?.n ?? 0) }));
  },
  drill: { cash: (row, { from, to }) => ({ register: 'bill_tender', filter: { all: [...(row === null ? [] : [{ field: 'shift', op: 'eq' as const, value: row.shift }]), { field: 'tender', op: 'eq', value: 'cash' }, { field: 'paid_on', op: 'between', value: [from, to] }] } }) },
  notes: () => [['现金属于收款人的当班；其他方式不经钱箱，见按支付方式', 'Cash belongs to the till shift of whoever took it; other tenders pass no till, see by tender']],
  chart: { kind: 'bar', x: 'clerk', y: ['cash'] },
});

/** What a movement brought by the ledger, reversals taken off; of the bills alone. */
async function moved(tx: Tx, { from, to }: Days, movement: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(j.amount), 0)::bigint as n from ledger_journal j where j.tenant_id = $1 and j.ledger = $4 and j.movement = $5 and j.reverses is null and j.business_day between $2 and $3
       and not exists (select 1 from ledger_journal r where r.tenant_id = j.tenant_id and r.reverses = j.id)`, [tx.tenantId, from, to, ClubCash.name, movement]);
  return Number(row?.n ?? 0);
}

async function income(tx: Tx, { from, to }: Days): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(-sum(amount), 0)::bigint as n from ledger_entry where tenant_id = $1 and ledger = $4 and account = 'income_room' and business_day between $2 and $3`, [tx.tenantId, from, to, ClubCash.name]);
  return Number(row?.n ?? 0);
}
