/**
 * Tickets: what somebody has proven so far, or what was sent to them, kept between two requests. Good for minutes and
 * once; only the hash stands in the database.
 */
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { joined, newSecret, sha, split } from './secret.ts';

export type TicketKind = 'code' | 'enrol' | 'new_password' | 'reset' | 'passkey_make' | 'passkey_use' | 'provider' | 'code_make';
export interface Ticket { readonly userId: string | null; readonly data: { readonly [name: string]: unknown } }

export const expired = () => new Refusal('sign_in.ticket', ['这一步已过期或已用过，请重新开始', 'This step has run out or was used already; please begin again'], 410);

export async function giveTicket(tx: Tx, kind: TicketKind, minutes: number, userId: string | null, data: Ticket['data'] = {}): Promise<string> {
  const secret = newSecret();
  await tx.query('delete from sign_in_ticket where tenant_id = $1 and expires_at < $2', [tx.tenantId, tx.now]);
  await tx.query('insert into sign_in_ticket (tenant_id, token_hash, kind, user_id, data, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [tx.tenantId, sha(secret), kind, userId, JSON.stringify(data), new Date(tx.now.getTime() + minutes * 60_000)]);
  return joined(tx.tenantId, secret);
}

/** The organisation a ticket belongs to; whether it is good, the database says. */
export const tenantOf = (ticket: string): string => {
  const [tenantId] = split(ticket);
  if (!tenantId) throw expired();
  return tenantId;
};

/** Looks without using it up: a code may be mistyped. Refused when it is not there or has run out. */
export async function readTicket(tx: Tx, kind: TicketKind, ticket: string): Promise<Ticket> {
  const [row] = await tx.query<{ user_id: string | null; data: Ticket['data'] }>(
    'select user_id, data from sign_in_ticket where tenant_id = $1 and token_hash = $2 and kind = $3 and expires_at > $4', [tx.tenantId, sha(split(ticket)[1]), kind, tx.now]);
  if (!row) throw expired();
  return { userId: row.user_id, data: row.data };
}

/** Uses it up: of two at once, one gets it. */
export async function takeTicket(tx: Tx, kind: TicketKind, ticket: string): Promise<Ticket> {
  const [row] = await tx.query<{ user_id: string | null; data: Ticket['data'] }>(
    'delete from sign_in_ticket where tenant_id = $1 and token_hash = $2 and kind = $3 and expires_at > $4 returning user_id, data', [tx.tenantId, sha(split(ticket)[1]), kind, tx.now]);
  if (!row) throw expired();
  return { userId: row.user_id, data: row.data };
}

export const endTickets = (tx: Tx, userId: string, kind: TicketKind): Promise<unknown> =>
  tx.query('delete from sign_in_ticket where tenant_id = $1 and user_id = $2 and kind = $3', [tx.tenantId, userId, kind]);
