/**
 * The books of the club looked at every night (账目自查): one check or more for each of the invariants I1 to I11, each answering with
 * the offenders by name. Nothing here repairs; what is wrong is for people to explain. Serves section 4.3, I1 to I11.
 */
import { calendar, type Label, type Ledger, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { InvoiceSheets, stockProblems } from '../../money/invoices/index.ts';
import { CLUB_LEDGERS } from '../business-log/index.ts';
import { custodyProblems } from '../hand-over/index.ts';
import { GiftStock, MemberPoints } from '../points/index.ts';

const NAMES = CLUB_LEDGERS.map((l) => l.name);
/** Points may go below nought when what was earned is taken back (section 4.5); money and pieces may not. */
const FLOORS = [ClubCash, InvoiceSheets, GiftStock].flatMap((l: Ledger) => Object.entries(l.accounts).filter(([, a]) => a.floor === 0).map(([account]) => `${l.name}.${account}`));

export const INVARIANTS = {
  i1: ['借贷相抵', 'Every journal adds up to nought'], i2: ['余额等于分录之和', 'Balances equal their entries'], i3: ['余额不低于下限', 'No balance below its floor'], i4: ['批次余量等于积分', 'Lots equal the points'],
  i5: ['发票号段不重不漏', 'Invoice numbers neither overlap nor lack'], i6: ['冲销一次且互为镜像', 'Reversed once, as a mirror'], i7: ['单据连号', 'Slips without holes'], i8: ['各物有且只有一个保管人', 'One holder for everything'],
  i9: ['卡内本金等于预收款', 'Principal equals prepaid money'], i10: ['审计链完整', 'The audit chain is whole'], i11: ['已关营业日不再入账', 'Nothing is posted into a closed day'],
} as const satisfies { readonly [name: string]: Label };
export type InvariantName = keyof typeof INVARIANTS;
export interface Offender { readonly invariant: InvariantName; readonly what: string }

type Found = { readonly what: string };
interface Check { readonly invariant: InvariantName; find(tx: Tx, day: string): Promise<readonly Found[]> }
const sql = (invariant: InvariantName, text: string, values: readonly unknown[] = [NAMES]): Check => ({ invariant, find: (tx) => tx.query<Found>(text, [tx.tenantId, ...values]) });

export const CHECKS: readonly Check[] = [
  sql('i1', `select concat(j.ledger, ' ', j.movement, ' ', j.because) as what from ledger_journal j left join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id
    where j.tenant_id = $1 and j.ledger = any($2) group by j.id, j.ledger, j.movement, j.because having coalesce(sum(e.amount), 0) <> 0 or count(e.journal) <> 2`),
  sql('i2', `select concat(a.ledger, ' ', a.account, ' ', a.owner, ' ', a.balance, ' ≠ ', coalesce(s.n, 0)) as what from ledger_account a
    left join (select ledger, account, owner, sum(amount) as n from ledger_entry where tenant_id = $1 and ledger = any($2) group by 1, 2, 3) s on s.ledger = a.ledger and s.account = a.account and s.owner = a.owner
    where a.tenant_id = $1 and a.ledger = any($2) and a.balance <> coalesce(s.n, 0)`),
  sql('i3', `select concat(ledger, ' ', account, ' ', owner, ' ', balance) as what from ledger_account where tenant_id = $1 and balance < 0 and concat(ledger, '.', account) = any($2)
    union all select concat(e.ledger, ' ', e.account, ' ', e.owner, ' ', e.balance_after) from ledger_entry e where e.tenant_id = $1 and e.balance_after < 0 and concat(e.ledger, '.', e.account) = any($2)`, [FLOORS]),
  sql('i4', `select concat(a.owner, ' ', a.balance, ' ≠ ', coalesce(sum(l.remaining), 0)) as what from ledger_account a left join ledger_lot l on l.tenant_id = a.tenant_id and l.ledger = a.ledger and l.account = a.account and l.owner = a.owner
    where a.tenant_id = $1 and a.ledger = $2 and a.account = 'card' group by a.owner, a.balance having greatest(a.balance, 0) <> coalesce(sum(l.remaining), 0)`, [MemberPoints.name]),
  { invariant: 'i5', find: async (tx) => (await stockProblems(tx)).map((p) => ({ what: `${p.batch} ${p.problem}` })) },
  sql('i6', `select concat(o.ledger, ' ', o.movement, ' ', o.because) as what from ledger_journal r join ledger_journal o on o.tenant_id = r.tenant_id and o.id = r.reverses where r.tenant_id = $1 and r.ledger = any($2)
    and (r.amount <> o.amount or o.reverses is not null or (select count(*) from ledger_journal x where x.tenant_id = r.tenant_id and x.reverses = o.id) > 1
      or exists (select 1 from ledger_entry e full join (select * from ledger_entry where tenant_id = $1 and journal = r.id) b on b.account = e.account and b.owner = e.owner and b.amount = -e.amount
        where (e.tenant_id = $1 and e.journal = o.id and b.journal is null))
      or exists (select 1 from (select lot, account, quantity from ledger_lot_use where tenant_id = $1 and journal = o.id) u
        full join (select lot, account, quantity from ledger_lot_use where tenant_id = $1 and journal = r.id) v using (lot, account) where u.quantity is distinct from -v.quantity))`),
  sql('i7', `select concat(kind, ' ', series, ' 缺 ', most - n) as what from (select kind, regexp_replace(number, '\\d+$', '') as series, max(substring(number from '\\d+$')::bigint) as most, count(*) as n from slip
    where tenant_id = $1 and $2::text[] is not null group by 1, 2) s where most <> n`),
  { invariant: 'i8', find: (tx) => custodyProblems(tx) },
  // A gift in hand is in the hand of one person who still works here.
  sql('i8', `select concat('礼品 ', coalesce(h.number, a.owner::text), ' ', a.balance, ' 件没有在岗的保管人') as what from ledger_account a
    left join gift_hand h on h.tenant_id = a.tenant_id and h.id = a.owner left join app_user u on u.tenant_id = h.tenant_id and u.id = h.holder
    where a.tenant_id = $1 and a.ledger = $2 and a.account = 'hand' and a.balance <> 0 and (u.id is null or u.disabled)`, [GiftStock.name]),
  sql('i9', `select concat('卡内本金 ', p.principal, ' ≠ 预收款 ', p.prepaid) as what from (select coalesce(sum(amount) filter (where account = 'principal'), 0) as principal, -coalesce(sum(amount) filter (where account = 'prepaid'), 0) as prepaid
    from ledger_entry where tenant_id = $1 and ledger = $2) p where p.principal <> p.prepaid
    union all select concat(s.number, ' 冻结 ', s.outstanding, ' ≠ 重算 ', (select coalesce(sum(e.amount), 0) from ledger_entry e where e.tenant_id = s.tenant_id and e.ledger = $2 and e.account = 'principal' and e.business_day <= s.quarter_end))
    from prepaid_snapshot s where s.tenant_id = $1 and s.outstanding <> (select coalesce(sum(e.amount), 0) from ledger_entry e where e.tenant_id = s.tenant_id and e.ledger = $2 and e.account = 'principal' and e.business_day <= s.quarter_end)`, [ClubCash.name]),
  {
    // The links of two days every night: each link is walked on its own night and once more; the whole chain is walked on the audit page.
    invariant: 'i10',
    find: (tx, day) => tx.query<Found>(
      `select concat(l.business_day, ' ', l.seq) as what from (select business_day, seq, history_id, hash, lag(hash) over (order by business_day, seq) as prev from audit_link where tenant_id = $1 and business_day >= $2) l
         left join history h on h.tenant_id = $1 and h.id = l.history_id where l.prev is not null and (h.id is null or l.hash <> sha256(l.prev || convert_to(dd_history_text(h), 'UTF8')))
       union all select concat(h.register, ' ', h.number, ' 未入链') from history h where h.tenant_id = $1 and h.business_day >= $2
         and not exists (select 1 from audit_link l where l.tenant_id = h.tenant_id and l.history_id = h.id) and not exists (select 1 from history_unsealed u where u.tenant_id = h.tenant_id and u.history_id = h.id)`,
      [tx.tenantId, calendar.addDays(day, -2)]),
  },
  sql('i11', `select concat(d.day, ' ', j.ledger, ' ', j.movement, ' ', j.because) as what from ledger_journal j join club_day d on d.tenant_id = j.tenant_id and d.day = j.business_day and d.state = 'closed'
    where j.tenant_id = $1 and j.ledger = any($2) and j.recorded_at > d.closed_at`),
];

/** At most so many of one invariant are named; the rest is a number. */
const MOST = 50;

export async function checkBooks(tx: Tx, day: string): Promise<readonly Offender[]> {
  const found: Offender[] = [];
  for (const check of CHECKS) found.push(...(await check.find(tx, day)).slice(0, MOST).map(({ what }) => ({ invariant: check.invariant, what: what.slice(0, 300) })));
  return found;
}
