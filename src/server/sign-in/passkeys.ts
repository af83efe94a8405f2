/** Passkeys (WebAuthn): a key that stays in the device or its owner's key store; the person shows themselves to the device. Counts as two factors. */
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import { note } from '../../kernel/audit/history.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { giveTicket, takeTicket } from './ticket.ts';

/** A browser binds a passkey to the name of the site; a bare address of the net has none. */
export interface Site { readonly name: string; readonly origin: string }
export function siteOf(request: FastifyRequest): Site | null {
  const { hostname } = request;
  const named = !/^[\d.]+$|^\[/.test(hostname) && (request.protocol === 'https' || hostname === 'localhost');
  return named ? { name: hostname, origin: `${request.protocol}://${request.host}` } : null;
}
export function mustHaveSite(request: FastifyRequest): Site {
  const site = siteOf(request);
  if (!site) throw new Refusal('passkey.site', ['通行密钥只能在 https 网址或 localhost 下使用', 'Passkeys work only under an https address or localhost']);
  return site;
}

const notRight = () => new Refusal('passkey.wrong', ['通行密钥没有通过验证', 'The passkey was not accepted'], 401);

export async function startPasskey(tx: Tx, site: Site, person: { readonly id: string; readonly name: string; readonly displayName: string; readonly organisation: string }) {
  const known = await tx.query<{ id: string }>('select credential as id from passkey where tenant_id = $1 and user_id = $2', [tx.tenantId, person.id]);
  const options = await generateRegistrationOptions({
    rpName: person.organisation, rpID: site.name, userName: person.name, userDisplayName: person.displayName, userID: new Uint8Array(Buffer.from((tx.tenantId + person.id).replaceAll('-', ''), 'hex')),
    attestationType: 'none', excludeCredentials: known.map(({ id }) => ({ id })), authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, ticket: await giveTicket(tx, 'passkey_make', 5, person.id, { challenge: options.challenge }) };
}

export async function keepPasskey(tx: Tx, site: Site, userId: string, given: { readonly ticket: string; readonly response: object; readonly label: string }): Promise<void> {
  const ticket = await takeTicket(tx, 'passkey_make', given.ticket);
  const made = await verifyRegistrationResponse({
    response: given.response as RegistrationResponseJSON, expectedChallenge: String(ticket.data['challenge']), expectedOrigin: site.origin, expectedRPID: site.name, requireUserVerification: true,
  }).catch(() => { throw notRight(); });
  if (!made.verified || ticket.userId !== userId) throw notRight();
  const { credential } = made.registrationInfo;
  await tx.query('insert into passkey (tenant_id, credential, user_id, label, public_key, counter, transports, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.tenantId, credential.id, userId, given.label, Buffer.from(credential.publicKey), credential.counter, credential.transports ?? [], tx.now]);
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'passkey', after: { label: given.label } });
}

export async function dropPasskey(tx: Tx, userId: string, id: string): Promise<void> {
  const gone = await tx.query<{ label: string }>('delete from passkey where tenant_id = $1 and user_id = $2 and credential = $3 returning label', [tx.tenantId, userId, id]);
  if (gone.length > 0) await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'passkey_off', before: { label: gone[0]!.label } });
}

/** Asks for any passkey of this site: whose it is, the passkey says. */
export async function askPasskey(tx: Tx, site: Site) {
  const options = await generateAuthenticationOptions({ rpID: site.name, userVerification: 'required' });
  return { options, ticket: await giveTicket(tx, 'passkey_use', 5, null, { challenge: options.challenge }) };
}

/** Whose passkey answered. Refuses (401) another challenge, another site, an unknown key, a copied one (its counter stood still). */
export async function acceptPasskey(tx: Tx, site: Site, given: { readonly ticket: string; readonly response: object }): Promise<string> {
  const ticket = await takeTicket(tx, 'passkey_use', given.ticket);
  const response = given.response as AuthenticationResponseJSON;
  const [key] = await tx.query<{ user_id: string; public_key: Buffer; counter: number; transports: string[] }>(
    `select p.user_id, p.public_key, p.counter, p.transports from passkey p join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id and not u.disabled and u.archived_at is null
     where p.tenant_id = $1 and p.credential = $2 for update of p`, [tx.tenantId, String(response.id)]);
  if (!key) throw notRight();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response, expectedChallenge: String(ticket.data['challenge']), expectedOrigin: site.origin, expectedRPID: site.name, requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(key.public_key), counter: key.counter, transports: key.transports as AuthenticatorTransport[] },
  }).catch(() => { throw notRight(); });
  if (!verified) throw notRight();
  await tx.query('update passkey set counter = $3, used_at = $4 where tenant_id = $1 and credential = $2', [tx.tenantId, response.id, authenticationInfo.newCounter, tx.now]);
  return key.user_id;
}
