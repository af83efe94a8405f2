/** Secrets that travel: random, known to the database only by their hash, with the organisation in front so that even the look-up runs under row-level security. */
import { createHash, randomBytes } from 'node:crypto';
import { asSystem } from '../../kernel/access/system.ts';
import type { Actor } from '../../kernel/access/actor.ts';
import { isId } from '../../kernel/database/id.ts';

export const newSecret = (): string => randomBytes(32).toString('base64url');
export const sha = (secret: string): Buffer => createHash('sha256').update(secret).digest();
export const joined = (tenantId: string, secret: string): string => `${tenantId}.${secret}`;
export const split = (token: string): readonly [string | undefined, string] => {
  const [tenantId, secret] = token.split('.');
  return isId(tenantId) && secret ? [tenantId, secret] : [undefined, ''];
};

/** Nobody is signed in yet, or no longer. */
export const atTheDoor = (tenantId: string): Actor => asSystem(tenantId, 'sign-in');
