/** What the joining desk shows: today's applications and what is on sale; and for one application the words to say, the texts to show, what is due. Serves VIP-8.1, VIP-8.6, VIP-8.7. */
import { dayOf, defineQuery, f, grantFor, readRecord, scopeOf, tables, type Tx } from '../../../kernel/index.ts';
import { answersOn, CardProduct, priceOf, productsOnSale, type Sellable } from '../cards/index.ts';
import { type Moment, textInForce, wordsOfJoining } from '../scripts/index.ts';
import { CardApplication } from './application.ts';

const access = ['front_desk', 'vip_agent'] as const;
const OPEN = ['introduced', 'explained', 'consented', 'form_filled', 'charter_signed', 'paid', 'entered'] as const;

export interface DeskRow { readonly id: string; readonly number: string; readonly state: string; readonly product: string; readonly guest: string | null; readonly created_at: Date }
export interface DeskView { readonly products: readonly Sellable[]; readonly open: readonly DeskRow[]; readonly scripts: { readonly [moment in Moment]: readonly [string, string] }; readonly today: { readonly introduced: number; readonly joined: number; readonly declined: number } }
export interface DeskText { readonly title: string; readonly edition: number | null; readonly body: string; readonly body_en: string | null }
export interface ApplicationView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly product: Sellable | null;
  readonly guest: string | null;
  readonly price: number | null;
  readonly amount: number | null;
  readonly change: number | null;
  readonly notice: DeskText | null;
  readonly charter: DeskText | null;
  /** Slip of the last step that printed one. */
  readonly slip: string | null;
  readonly card: string | null;
}

export const Desk = defineQuery('joining_desk', {
  label: ['入会台', 'Joining desk'], access, params: {},
  async run(tx): Promise<DeskView> {
    const scope = await scopeOf(tx, tx.actor, access);
    const unit = tx.actor.grants.find((g) => access.some((role) => role === g.role))?.unitId;
    const day = unit === undefined ? '' : await dayOf(tx, tx.now, unit);
    const rows = await tables(tx, CardApplication, CardProduct).selectFrom('card_application as a').innerJoin('card_product as p', (j) => j.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.id', '=', 'a.product'))
      .select(['a.id', 'a.number', 'a.state', 'p.name as product', 'a.guest_name as guest', 'a.created_at', 'a.unit_id']).where('a.tenant_id', '=', tx.tenantId).where('a.state', 'in', OPEN).orderBy('a.created_at', 'desc').limit(60).execute();
    const today = await tx.query<{ state: string; n: number }>(
      `select case when activated_at is not null then 'joined' when state = 'declined' then 'declined' else 'other' end as state, count(*)::int as n from card_application
       where tenant_id = $1 and created_at > $2 and ($3::uuid[] is null or unit_id = any($3)) group by 1`, [tx.tenantId, new Date(tx.now.getTime() - 16 * 3_600_000), scope]);
    const of = (state: string) => today.find((r) => r.state === state)?.n ?? 0;
    return {
      products: day === '' ? [] : await productsOnSale(tx, day), scripts: await wordsOfJoining(tx),
      open: rows.filter((r) => scope === null || scope.includes(r.unit_id)).map(({ unit_id: _unit, ...r }) => r),
      today: { introduced: today.reduce((sum, r) => sum + r.n, 0), joined: of('joined'), declined: of('declined') },
    };
  },
});

export const DeskApplication = defineQuery('joining_application', {
  label: ['入会台：一位客人', 'Joining desk: one guest'], access,
  params: { id: f.ref('入会单', 'Application', 'card_application') },
  async run(tx, { id }): Promise<ApplicationView | null> {
    const row = await readRecord(tx, CardApplication, id);
    if (!row || !(await grantFor(tx, tx.actor, access, row.unit_id))) return null;
    const product = await readRecord(tx, CardProduct, row.product);
    const price = product ? priceOf(product, await answersOn(tx, await dayOf(tx, tx.now, row.unit_id))) : null;
    const [slip] = await tx.query<{ id: string }>(`select id from slip where tenant_id = $1 and register = 'card_application' and record_id = $2 order by at desc, id desc limit 1`, [tx.tenantId, id]);
    return {
      id: row.id, number: row.number, state: row.state, version: row.version, guest: row.guest_name, amount: row.amount, change: row.change_due, card: row.card, slip: slip?.id ?? null,
      product: product && price !== null ? { id: product.id, name: product.name, kind: product.kind, price } : null, price, notice: await text(tx, 'consent'), charter: await text(tx, 'charter'),
    };
  },
});

async function text(tx: Tx, kind: 'consent' | 'charter'): Promise<DeskText | null> {
  const row = await textInForce(tx, kind);
  return row ? { title: row.title, edition: row.edition, body: row.words, body_en: row.words_en } : null;
}
