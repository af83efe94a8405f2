/** An identity provider (OpenID Connect): authorization code with PKCE, state and nonce; the person is found by one claim and bound to the provider's subject. */
import * as oidc from 'openid-client';
import type { Tenant } from '../../kernel/access/tenant.ts';
import { note } from '../../kernel/audit/history.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { atTheDoor } from './secret.ts';
import { giveTicket, takeTicket, tenantOf } from './ticket.ts';

export interface Provider {
  /** On the button: "Sign in with …". */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** The claim that holds the sign-in name here, `preferred_username` unless said otherwise. */
  readonly claim: string;
  readonly scope: string;
}

const away = () => new Refusal('sign_in.provider', ['统一登录暂时不可用，请稍后再试或用密码登录', 'Single sign-on is not available right now; try later or use your password'], 503);
const stranger = () => new Refusal('sign_in.stranger', ['统一登录认得您，但这里没有您的账户，请联系管理员', 'The provider knows you, but you have no account here; please ask the administrator'], 403);

const configurations = new Map<string, Promise<oidc.Configuration>>();
/** Read once; a provider that was away is asked again the next time. */
function configurationOf(p: Provider): Promise<oidc.Configuration> {
  const key = `${p.issuer} ${p.clientId}`;
  const known = configurations.get(key);
  if (known) return known;
  const url = new URL(p.issuer);
  // Plain http is for a provider on this machine only: a test, or one behind its own proxy.
  const local = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const made = oidc.discovery(url, p.clientId, p.clientSecret ?? undefined, p.clientSecret === null ? oidc.None() : undefined, local ? { execute: [oidc.allowInsecureRequests] } : {});
  configurations.set(key, made);
  made.catch(() => configurations.delete(key));
  return made;
}

export async function leaveForProvider(kernel: Kernel, p: Provider, tenant: Tenant, callback: string, next: string): Promise<{ readonly url: string; readonly state: string }> {
  const configuration = await configurationOf(p).catch(() => { throw away(); });
  const verifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const { state } = await kernel.write(atTheDoor(tenant.id), async (tx) => ({ state: await giveTicket(tx, 'provider', 10, null, { verifier, nonce, next }) }));
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: callback, scope: p.scope, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  return { url: url.href, state };
}

/** Who came back. `state` is what this browser left with. Refuses what does not fit together, and people who have no account here. */
export async function returnFromProvider(kernel: Kernel, p: Provider, current: URL, state: string): Promise<{ readonly tenantId: string; readonly userId: string; readonly next: string }> {
  const tenantId = tenantOf(state);
  const configuration = await configurationOf(p).catch(() => { throw away(); });
  const { ticket } = await kernel.write(atTheDoor(tenantId), async (tx) => ({ ticket: await takeTicket(tx, 'provider', state) }));
  const tokens = await oidc.authorizationCodeGrant(configuration, current, {
    pkceCodeVerifier: String(ticket.data['verifier']), expectedNonce: String(ticket.data['nonce']), expectedState: state, idTokenExpected: true,
  }).catch(() => { throw away(); });
  const claims = tokens.claims();
  if (!claims) throw away();
  const more = claims[p.claim] === undefined ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub).catch(() => { throw away(); }) : claims;
  const name = more[p.claim];
  const { userId } = await kernel.write(atTheDoor(tenantId), async (tx) => ({ userId: await personOf(tx, p, claims.sub, typeof name === 'string' ? name : '') }));
  return { tenantId, userId, next: String(ticket.data['next']) };
}

/** By the subject once it is bound. The first time by name, and only if nobody else came from there under it: names are given anew, subjects never. */
async function personOf(tx: Tx, p: Provider, subject: string, name: string): Promise<string> {
  const [bound] = await tx.query<{ user_id: string }>('select user_id from outside_identity where tenant_id = $1 and issuer = $2 and subject = $3', [tx.tenantId, p.issuer, subject]);
  if (bound) return bound.user_id;
  const [user] = await tx.query<{ id: string }>(
    `select u.id from app_user u where u.tenant_id = $1 and u.name = $2 and not u.disabled and u.archived_at is null
       and not exists (select 1 from outside_identity o where o.tenant_id = u.tenant_id and o.user_id = u.id and o.issuer = $3) for update`, [tx.tenantId, name, p.issuer]);
  if (!user || name === '') throw stranger();
  await tx.query('insert into outside_identity (tenant_id, issuer, subject, user_id, bound_at) values ($1, $2, $3, $4, $5)', [tx.tenantId, p.issuer, subject, user.id, tx.now]);
  await note(tx, { register: 'app_user', recordId: user.id, number: '', unitId: null, what: 'outside_identity', after: { issuer: p.issuer } });
  return user.id;
}
