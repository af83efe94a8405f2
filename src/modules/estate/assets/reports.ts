/** What the ledger of assets says of a period (固定资产增减), and what the counts of a year found (盘点结果). Serves LOG-3.1, LOG-3.2. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import { CATEGORIES, type Category } from './rules.ts';

const signed = { negative: true } as const;
interface Row { readonly category: Category; readonly opening: number; readonly entered: number; readonly missing: number; readonly gone: number; readonly closing: number; readonly pieces: number }
const reach = (tx: Tx) => scopeOf(tx, tx.actor, READERS);
const sum = (rows: readonly Row[], of: (r: Row) => number): number => rows.reduce((n, r) => n + of(r), 0);
/** A reversal counts as less of what it reverses. `$1` organisation, `$2` units. */
const MOVED = `
  from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
  join asset a on a.tenant_id = e.tenant_id and a.id = e.owner where e.tenant_id = $1 and e.ledger = 'asset_book' and e.account = 'on_book' and ($2::uuid[] is null or a.unit_id = any($2))`;
const WHAT = 'coalesce(o.movement, j.movement)';

export const AssetChanges = defineReport('asset_changes', {
  label: ['固定资产增减', 'Assets: in, out and on the books'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    category: f.choice('类别', 'Category', CATEGORIES), opening: f.money('期初', 'Opening', signed), entered: f.money('增加', 'Entered', signed), missing: f.money('盘亏净额', 'Missing, net', signed), gone: f.money('报废与转出', 'Scrapped or moved out', signed), closing: f.money('期末', 'Closing', signed), pieces: f.integer('期末件数', 'Pieces'),
  },
  totals: ['opening', 'entered', 'missing', 'gone', 'closing', 'pieces'],
  async rows(tx, p) {
    const found = await tx.query<Omit<Row, 'closing'>>(
      `select a.category, coalesce(sum(e.amount) filter (where e.business_day < $3), 0)::bigint as opening,
         coalesce(sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} in ('enter', 'count_in', 'turn_in')), 0)::bigint as entered,
         coalesce(-sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} in ('miss', 'find')), 0)::bigint as missing,
         coalesce(-sum(e.amount) filter (where e.business_day >= $3 and ${WHAT} in ('scrap', 'turn_out')), 0)::bigint as gone,
         count(distinct e.owner) filter (where (select sum(x.amount) from ledger_entry x where x.tenant_id = e.tenant_id and x.ledger = e.ledger and x.account = e.account and x.owner = e.owner and x.business_day <= $4) > 0)::int as pieces
       ${MOVED} and e.business_day <= $4 group by a.category`, [tx.tenantId, await reach(tx), p.from, p.to]);
    // Every category is listed, with zeros where nothing is.
    return (Object.keys(CATEGORIES) as Category[]).map((category) => {
      const r = found.find((x) => x.category === category) ?? { category, opening: 0, entered: 0, missing: 0, gone: 0, pieces: 0 };
      return { ...r, closing: r.opening + r.entered - r.missing - r.gone };
    });
  },
  async proof(tx, p, rows) {
    const units = await reach(tx);
    const [held] = await tx.query<{ value: number }>(`select coalesce(sum(c.balance), 0)::bigint as value from ledger_account c join asset a on a.tenant_id = c.tenant_id and a.id = c.owner where c.tenant_id = $1 and c.ledger = 'asset_book' and c.account = 'on_book' and ($2::uuid[] is null or a.unit_id = any($2))`, [tx.tenantId, units]);
    const [later] = await tx.query<{ value: number }>(`select coalesce(sum(e.amount), 0)::bigint as value ${MOVED} and e.business_day > $3`, [tx.tenantId, units, p.to]);
    const [listed] = await tx.query<{ n: number }>(
      `select count(*)::int as n from asset a where a.tenant_id = $1 and a.entered_on <= $3 and (a.left_on is null or a.left_on > $3) and ($2::uuid[] is null or a.unit_id = any($2))
       and not exists (select 1 from asset_movement m where m.tenant_id = a.tenant_id and m.asset = a.id and m.what = 'missed' and m.moved_on <= $3 and not exists (select 1 from asset_movement b where b.tenant_id = m.tenant_id and b.asset = m.asset and b.what = 'found' and b.number > m.number and b.moved_on <= $3))`, [tx.tenantId, units, p.to]);
    return [
      { label: ['期初 + 增加 − 盘亏 − 报废与转出 = 各资产账户余额 − 之后的变动（分）', 'Opening + in − missing − out = balances of the accounts − what moved since, in fen'], left: sum(rows, (r) => r.closing), right: held!.value - later!.value },
      { label: ['账上件数 = 台账中未注销、未盘亏的件数', 'Pieces in the ledger = pieces of the register neither struck off nor missing'], left: sum(rows, (r) => r.pieces), right: listed!.n },
    ];
  },
  drill: {
    entered: (row, p) => ({ register: 'asset', filter: { all: [...(row === null ? [] : [{ field: 'category', op: 'eq', value: row.category } as const]), { field: 'entered_on', op: 'between', value: [p.from, p.to] }] } }),
    gone: (row, p) => ({ register: 'asset', filter: { all: [...(row === null ? [] : [{ field: 'category', op: 'eq', value: row.category } as const]), { field: 'left_on', op: 'between', value: [p.from, p.to] }] } }),
    closing: (row) => ({ register: 'asset', filter: { all: row === null ? [] : [{ field: 'category', op: 'eq', value: row.category }] } }),
  },
  notes: () => [
    ['按原值计，不计提折旧；折旧由财务处核算。', 'At original value. Depreciation is not counted here: the finance office does that.'],
    ['盘亏净额 = 盘亏 − 找回；核销不再改变在账金额。', 'Missing, net: missing less found again. Writing off changes nothing on the books any more.'],
  ],
  chart: { kind: 'bar', x: 'category', y: ['closing'] },
});

export const AssetCounts = defineReport('asset_counts', {
  label: ['固定资产盘点结果', 'Results of asset counts'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: { department: f.unit('部门', 'Department'), counts: f.integer('盘点次数', 'Counts'), expected: f.integer('账面', 'On the books'), found: f.integer('相符', 'Found'), missing: f.integer('盘亏', 'Missing'), surplus: f.integer('盘盈', 'Surplus'), elsewhere: f.integer('账在别处', 'Booked elsewhere') },
  totals: ['counts', 'expected', 'found', 'missing', 'surplus', 'elsewhere'],
  async rows(tx, p) {
    // Departments with assets that nobody counted are listed too.
    return tx.query(
      `select d.department, count(c.id)::int as counts, coalesce(sum(c.expected), 0)::int as expected, coalesce(sum(c.found), 0)::int as found, coalesce(sum(c.missing), 0)::int as missing, coalesce(sum(c.surplus), 0)::int as surplus, coalesce(sum(c.elsewhere), 0)::int as elsewhere
       from (select distinct coalesce(department, unit_id) as department from asset where tenant_id = $1 and left_on is null and archived_at is null and ($2::uuid[] is null or unit_id = any($2))
             union select department from asset_count where tenant_id = $1 and closed_on between $3 and $4 and ($2::uuid[] is null or unit_id = any($2))) d
       join unit u on u.tenant_id = $1 and u.id = d.department
       left join asset_count c on c.tenant_id = $1 and c.department = d.department and c.closed_on between $3 and $4 and c.archived_at is null group by d.department, u.code order by u.code`, [tx.tenantId, await reach(tx), p.from, p.to]);
  },
  async proof(tx, p, rows) {
    const [lines] = await tx.query<{ expected: number; found: number }>(
      `select count(*) filter (where l.outcome in ('found', 'missing'))::int as expected, count(*) filter (where l.outcome = 'found')::int as found from asset_count_line l join asset_count c on c.tenant_id = l.tenant_id and c.id = l.count
       where l.tenant_id = $1 and c.closed_on between $3 and $4 and c.archived_at is null and l.archived_at is null and ($2::uuid[] is null or c.unit_id = any($2))`, [tx.tenantId, await reach(tx), p.from, p.to]);
    const total = (key: 'expected' | 'found' | 'missing') => rows.reduce((n, r) => n + Number(r[key]), 0);
    return [
      { label: ['账面 = 明细中相符与盘亏的行数', 'On the books = lines found or missing'], left: total('expected'), right: lines!.expected },
      { label: ['账面 − 盘亏 = 明细中相符的行数', 'On the books − missing = lines found'], left: total('expected') - total('missing'), right: lines!.found },
    ];
  },
  drill: { counts: (row, p) => ({ register: 'asset_count', filter: { all: [...(row === null ? [] : [{ field: 'department', op: 'eq', value: row.department } as const]), { field: 'closed_on', op: 'between', value: [p.from, p.to] }] } }) },
  notes: () => [['没有盘点的部门也列出，次数为 0。', 'Departments that were not counted are listed with 0.']],
  chart: { kind: 'bar', x: 'department', y: ['found', 'missing', 'surplus'] },
});
