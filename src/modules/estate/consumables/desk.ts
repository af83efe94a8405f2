/** The store keeper's desk (物资台): what waits to be approved, issued or received, and what runs short. Serves LOG-3.6, LOG-3.7. */
import { calendar, dayOf, defineQuery, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import { warningOf, type Warning } from './rules.ts';

export interface DeskRow {
  readonly register: 'consumable_request' | 'consumable_purchase' | 'consumable_count'; readonly id: string; readonly number: string; readonly state: string; readonly item: string; readonly measure: string; readonly quantity: number;
  readonly held: number; readonly who: string; readonly purpose: string; readonly days: number;
}
export interface ShelfRow { readonly id: string; readonly name: string; readonly shelf: string | null; readonly measure: string; readonly held: number; readonly minimum: number | null; readonly warning: Warning }
export interface StoreDesk { readonly today: string; readonly waiting: readonly DeskRow[]; readonly shelves: readonly ShelfRow[] }

export const StoreDeskQuery = defineQuery('store_desk', {
  label: ['物资台', 'Store desk'],
  access: READERS,
  params: {},
  async run(tx): Promise<StoreDesk> {
    const units = await scopeOf(tx, tx.actor, READERS);
    const today = await dayOf(tx, tx.now, tx.actor.grants.find((g) => READERS.includes(g.role))?.unitId ?? '');
    const rows = await waiting(tx, units);
    return { today, waiting: rows.map(({ since, ...r }) => ({ ...r, days: Math.max(0, calendar.daysBetween(since, today)) })), shelves: await shelves(tx, units) };
  },
});

/** The longest waiting first, of whatever kind. */
async function waiting(tx: Tx, units: readonly string[] | null): Promise<readonly (Omit<DeskRow, 'days'> & { readonly since: string })[]> {
  return tx.query(
    `select w.*, concat_ws(' ', i.name, i.spec) as item, i.measure, coalesce(a.balance, 0)::int as held from (
       select 'consumable_request' as register, r.tenant_id, r.id, r.number, r.state, r.item as item_id, coalesce(r.approved, r.quantity) as quantity, concat_ws(' · ', u.name, r.taker) as who, r.purpose, r.unit_id, to_char(r.created_at, 'YYYY-MM-DD') as since
         from consumable_request r left join unit u on u.tenant_id = r.tenant_id and u.id = r.department where r.tenant_id = $1 and r.state in ('requested', 'approved') and r.archived_at is null
       union all select 'consumable_purchase', p.tenant_id, p.id, p.number, p.state, p.item, p.quantity, '', p.purpose, p.unit_id, to_char(p.created_at, 'YYYY-MM-DD')
         from consumable_purchase p where p.tenant_id = $1 and p.state in ('requested', 'approved') and p.archived_at is null
       union all select 'consumable_count', k.tenant_id, k.id, k.number, k.state, k.item, k.counted, '', coalesce(k.reason, ''), k.unit_id, to_char(k.created_at, 'YYYY-MM-DD')
         from consumable_count k where k.tenant_id = $1 and k.state = 'counted' and k.archived_at is null) w
     join consumable i on i.tenant_id = w.tenant_id and i.id = w.item_id
     left join ledger_account a on a.tenant_id = w.tenant_id and a.ledger = 'consumable_stock' and a.account = 'on_hand' and a.owner = w.item_id
     where $2::uuid[] is null or w.unit_id = any($2) order by since, w.number limit 300`, [tx.tenantId, units]);
}

async function shelves(tx: Tx, units: readonly string[] | null): Promise<readonly ShelfRow[]> {
  const rows = await tx.query<Omit<ShelfRow, 'warning'>>(
    `select i.id, concat_ws(' ', i.name, i.spec) as name, i.shelf, i.measure, coalesce(a.balance, 0)::int as held, i.minimum from consumable i
     left join ledger_account a on a.tenant_id = i.tenant_id and a.ledger = 'consumable_stock' and a.account = 'on_hand' and a.owner = i.id
     where i.tenant_id = $1 and i.archived_at is null and ($2::uuid[] is null or i.unit_id = any($2)) order by i.code limit 1000`, [tx.tenantId, units]);
  return rows.map((r) => ({ ...r, warning: warningOf(r.held, r.minimum) }));
}

/** For the home page. */
export async function shortOf(tx: Tx): Promise<number> {
  return (await shelves(tx, await scopeOf(tx, tx.actor, READERS))).filter((r) => r.warning !== null).length;
}
