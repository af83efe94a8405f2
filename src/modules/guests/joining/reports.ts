/** How many guests who were told about membership joined, by who told them, through which channel, for which card. Serves VIP-8.9, AS-02, VIP-3.2. */
import { calendar, calendarOf, defineReport, f, scopeOf, tables, type Tx } from '../../../kernel/index.ts';
import { CardApplication, CHANNELS } from './application.ts';

const access = ['duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
const count = (zh: string, en: string) => f.integer(zh, en);

export const ApplicationsConversion = defineReport('applications_conversion', {
  label: ['入会转化', 'Conversion of applications'],
  access,
  params: { period: f.period('介绍日期', 'Introduced within'), by: f.choice('按', 'By', { employee: ['介绍人', 'Employee'], channel: ['来源', 'Channel'], product: ['卡种', 'Product'] }) },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 7)}-01`, to: calendar.addDays(day, 1) }, by: 'employee' as const }),
  columns: {
    group: f.text('分组', 'Group'), introduced: count('介绍', 'Introduced'), explained: count('已说明', 'Explained'), consented: count('同意填表', 'Consented'), paid: count('已收款', 'Paid'),
    joined: count('入会', 'Joined'), declined: count('不办', 'Declined'), stepped_back: count('中途放弃', 'Stepped back'), open: count('办理中', 'Under way'), rate: f.text('转化率', 'Conversion'),
  },
  totals: ['introduced', 'explained', 'consented', 'paid', 'joined', 'declined', 'stepped_back', 'open'],
  async rows(tx, { period, by }) {
    const group = { employee: `coalesce(u.display_name, '—')`, channel: 'a.channel', product: 'p.name' }[by];
    const rows = await tx.query<{ group: string; introduced: number; explained: number; consented: number; paid: number; joined: number; declined: number; stepped_back: number; open: number }>(
      `select ${group} as "group", count(*)::int as introduced, count(a.explained_at)::int as explained, count(a.consent_at)::int as consented, count(a.paid_at)::int as paid, count(a.activated_at)::int as joined,
         count(*) filter (where a.state = 'declined')::int as declined, count(*) filter (where a.state in ('withdrawn', 'returned') and a.activated_at is null)::int as stepped_back,
         count(*) filter (where a.activated_at is null and a.state not in ('declined', 'withdrawn', 'returned'))::int as open
       from card_application a join card_product p on p.tenant_id = a.tenant_id and p.id = a.product left join app_user u on u.tenant_id = a.tenant_id and u.id = a.created_by
       where a.tenant_id = $1 and a.created_at >= $2 and a.created_at < $3 and ($4::uuid[] is null or a.unit_id = any($4)) group by 1 order by 6 desc, 2 desc, 1`, [tx.tenantId, ...(await instants(tx, period)), await scopeOf(tx, tx.actor, access)]);
    return rows.map((r) => ({ ...r, group: by === 'channel' ? (CHANNELS[r.group as keyof typeof CHANNELS]?.[0] ?? r.group) : r.group, rate: `${((r.joined * 100) / r.introduced).toFixed(1)} %` }));
  },
  async proof(tx, { period }, rows) {
    const sum = (name: 'introduced' | 'joined' | 'declined' | 'stepped_back' | 'open') => rows.reduce((n, r) => n + r[name], 0);
    const scope = await scopeOf(tx, tx.actor, access);
    const [cards] = await tx.query<{ n: number }>(
      `select count(*)::int as n from member_card c join card_application a on a.tenant_id = c.tenant_id and a.number = c.application_no
       where c.tenant_id = $1 and c.replaces is null and a.created_at >= $2 and a.created_at < $3 and ($4::uuid[] is null or a.unit_id = any($4))`, [tx.tenantId, ...(await instants(tx, period)), scope]);
    return [
      { label: ['入会 = 由这些入会单开出的卡', 'Joined = cards that these applications opened'], left: sum('joined'), right: cards?.n ?? 0 },
      { label: ['介绍 = 入会 + 不办 + 中途放弃 + 办理中', 'Introduced = joined + declined + stepped back + under way'], left: sum('introduced'), right: sum('joined') + sum('declined') + sum('stepped_back') + sum('open') },
    ];
  },
  notes: () => [['不办的客人只计数，没有任何个人资料', 'Guests who declined are only counted; nothing about the person is kept']],
  chart: { kind: 'bar', x: 'group', y: ['introduced', 'joined'] },
});

/** The period's days as moments of the club, whose day begins in the morning. */
async function instants(tx: Tx, period: { readonly from: string; readonly to: string }): Promise<readonly [Date, Date]> {
  const [one] = await tx.query<{ unit_id: string }>('select unit_id from card_application where tenant_id = $1 limit 1', [tx.tenantId]);
  if (!one) return [tx.now, tx.now];
  const of = await calendarOf(tx, one.unit_id);
  return [calendar.startOfBusinessDay(period.from, of), calendar.startOfBusinessDay(period.to, of)];
}

/** Paid and not active yet: what hand-over asks first. For one shift, or for all of a unit. */
export async function paidNotActive(tx: Tx, of: { readonly shift?: string; readonly unit?: string }): Promise<readonly { readonly id: string; readonly number: string; readonly amount: number }[]> {
  const rows = await tables(tx, CardApplication).selectFrom('card_application').select(['id', 'number', 'amount']).where('tenant_id', '=', tx.tenantId).where('state', 'in', ['paid', 'entered'])
    .$if(of.shift !== undefined, (q) => q.where('shift', '=', of.shift!)).$if(of.unit !== undefined, (q) => q.where('unit_id', '=', of.unit!)).orderBy('number').execute();
  return rows.map((r) => ({ ...r, amount: Number(r.amount) }));
}
