/**
 * What the pages of policies show: the shelf of documents in force, open to everybody, and a campaign with those who have not signed.
 * Serves FS-0.3, FS-1.3, FS-2.1.
 */
import { defineQuery, f, scopeOf, type HomeFigure, type Label, type Tx } from '../../../kernel/index.ts';
import { POLICY_KINDS } from './policy.ts';
import { EVERYBODY, READERS, SIGNERS } from './roles.ts';

export interface CampaignView { readonly id: string; readonly number: string; readonly title: string; readonly state: string; readonly due_on: string; readonly opened_on: string | null; readonly letter: string }
export interface SignerView { readonly id: string; readonly employee: string; readonly name: string; readonly staff_no: string; readonly place: string; readonly state: 'waiting' | 'signed' | 'refused' | 'waived'; readonly signed_at: Date | null; readonly app_user: string | null }

/** The one asked for, otherwise the one opened last. */
export async function campaignInView(tx: Tx, wanted: string | null): Promise<CampaignView | undefined> {
  const all = await campaigns(tx);
  return wanted === null ? all[0] : all.find((c) => c.id === wanted);
}

/** Those in which the reader signs, or sees somebody who does. */
async function campaigns(tx: Tx): Promise<CampaignView[]> {
  return tx.query<CampaignView>(
    `select c.id, c.number, c.title, c.state, c.due_on, c.opened_on, c.letter from signature_campaign c where c.tenant_id = $1 and c.archived_at is null and c.state <> 'draft'
       and ($2::uuid[] is null or exists (select 1 from letter_signature s where s.tenant_id = c.tenant_id and s.campaign = c.id and s.archived_at is null and (s.unit_id = any($2) or s.app_user = $3)))
     order by c.opened_on desc, c.number desc`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS), tx.actor.kind === 'user' ? tx.actor.id : null]);
}

export function signersOf(tx: Tx, campaign: string): Promise<SignerView[]> {
  return tx.query<SignerView>(
    `select s.id, s.employee, e.name, e.staff_no, s.unit_id as place, s.state, s.signed_at, s.app_user
     from letter_signature s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
     where s.tenant_id = $1 and s.campaign = $2 and s.archived_at is null order by e.staff_no`, [tx.tenantId, campaign]);
}

export interface ShelfDocument { readonly id: string; readonly number: string; readonly code: string; readonly title: string; readonly kind: Label; readonly rule_no: number | null; readonly body: string; readonly version_no: number; readonly effective_from: string; readonly decided_by: string | null; readonly content_hash: string; readonly earlier: number }

const SHELF_ORDER = ['plan_book', 'service_system', 'resolution', 'responsibility_letter', 'regional_guarantee', 'special_rule', 'management_rule'];
/** Everybody reads what binds them: the documents of their unit, of all above it and of all below. */
export const PolicyShelf = defineQuery('policy_shelf', {
  label: ['现行制度', 'Documents in force'], access: EVERYBODY, params: {},
  async run(tx): Promise<ShelfDocument[]> {
    const rows = await tx.query<Omit<ShelfDocument, 'kind'> & { readonly kind: keyof typeof POLICY_KINDS }>(
      `select p.id, p.number, p.code, p.title, p.kind, p.rule_no, p.body, p.version_no, p.effective_from, p.decided_by, p.content_hash,
         (select count(*) from policy o where o.tenant_id = p.tenant_id and o.code = p.code and o.state = 'superseded') as earlier
       from policy p where p.tenant_id = $1 and p.state = 'in_force' and p.archived_at is null and ($2::uuid[] is null or p.unit_id = any($2)) order by p.kind, p.rule_no nulls first, p.code`,
      [tx.tenantId, await boundBy(tx)]);
    const at = (row: { readonly kind: string }) => SHELF_ORDER.indexOf(row.kind);
    return [...rows].sort((a, b) => at(a) - at(b)).map((row) => ({ ...row, kind: POLICY_KINDS[row.kind] }));
  },
});

/** Units whose documents bind the reader; null when all do. */
async function boundBy(tx: Tx): Promise<readonly string[] | null> {
  const below = await scopeOf(tx, tx.actor, EVERYBODY);
  if (below === null) return null;
  const above = await tx.query<{ id: string }>(
    `with recursive up as (select id, parent from unit where tenant_id = $1 and id = any($2)
       union select u.id, u.parent from unit u join up on u.id = up.parent where u.tenant_id = $1) select id from up`, [tx.tenantId, below]);
  return above.map((u) => u.id);
}

/** Where the signers of a campaign stand, in the order of the units' codes. */
export function placesOf(tx: Tx, signers: readonly SignerView[]): Promise<{ readonly id: string; readonly name: string }[]> {
  return tx.query('select id, name from unit where tenant_id = $1 and id = any($2) order by code', [tx.tenantId, [...new Set(signers.map((s) => s.place))]]);
}

export interface SigningPage {
  readonly campaigns: readonly CampaignView[];
  readonly campaign: (CampaignView & { readonly letterTitle: string; readonly letterCode: string; readonly version: number; readonly hash: string; readonly body: string; readonly today: string }) | null;
  readonly places: readonly { readonly id: string; readonly name: string; readonly signers: readonly SignerView[] }[];
  /** What the person at the screen has to sign in this campaign. */
  readonly mine: string | null;
}

export const SigningQuery = defineQuery('letter_signing', {
  label: ['签署', 'Signing'], access: EVERYBODY, params: { campaign: f.ref('签署活动', 'Campaign', 'signature_campaign', { optional: true }) },
  async run(tx, { campaign: wanted }): Promise<SigningPage> {
    const list = await campaigns(tx);
    const found = await campaignInView(tx, wanted ?? (await waitingFor(tx)));
    if (!found) return { campaigns: list, campaign: null, places: [], mine: null };
    const [letter] = await tx.query<{ code: string; title: string; version_no: number; content_hash: string; body: string }>(
      'select code, title, version_no, content_hash, body from policy where tenant_id = $1 and id = $2', [tx.tenantId, found.letter]);
    const reach = await scopeOf(tx, tx.actor, READERS);
    const signers = await signersOf(tx, found.id);
    const seen = signers.filter((s) => reach === null || reach.includes(s.place) || s.app_user === tx.actor.id);
    return {
      campaigns: list,
      campaign: { ...found, letterTitle: letter?.title ?? '', letterCode: letter?.code ?? '', version: letter?.version_no ?? 0, hash: letter?.content_hash ?? '', body: letter?.body ?? '', today: tx.now.toISOString() },
      places: (await placesOf(tx, seen)).map(({ id, name }) => ({ id, name, signers: seen.filter((s) => s.place === id) })),
      mine: signers.find((s) => s.app_user === tx.actor.id && s.state === 'waiting')?.id ?? null,
    };
  },
});

/** Whoever has something to sign finds it first. */
async function waitingFor(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ campaign: string }>(
    `select s.campaign from letter_signature s join signature_campaign c on c.tenant_id = s.tenant_id and c.id = s.campaign and c.state = 'open'
     where s.tenant_id = $1 and s.app_user = $2 and s.state = 'waiting' and s.archived_at is null order by c.due_on limit 1`, [tx.tenantId, tx.actor.id]);
  return row?.campaign ?? null;
}

export const toSign: HomeFigure = {
  label: ['待我签署', 'Waiting for my signature'], roles: SIGNERS,
  async value(tx) {
    const [row] = await tx.query<{ n: number }>(
      `select count(*) as n from letter_signature s join signature_campaign c on c.tenant_id = s.tenant_id and c.id = s.campaign and c.state = 'open'
       where s.tenant_id = $1 and s.app_user = $2 and s.state = 'waiting' and s.archived_at is null`, [tx.tenantId, tx.actor.id]);
    return { value: String(row?.n ?? 0), href: '/p/policies/signing', tone: (row?.n ?? 0) > 0 ? 'alarm' : 'done' };
  },
};
