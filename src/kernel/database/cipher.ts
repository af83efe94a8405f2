/** Seals what must not stand in clear in the database (ID numbers): AES-256-GCM with a key that lives in the data folder, not in the database. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Cipher } from '../field/field.ts';
import { assert } from '../refusal.ts';

export function openCipher(key: Buffer): Cipher {
  assert(key.length === 32, 'the sealing key has 32 bytes');
  return {
    seal(clear) {
      const iv = randomBytes(12);
      const c = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([c.update(clear, 'utf8'), c.final()]);
      return `v1.${Buffer.concat([iv, c.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      assert(sealed.startsWith('v1.'), 'sealed text of a known version');
      const bytes = Buffer.from(sealed.slice(3), 'base64url');
      const d = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      d.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([d.update(bytes.subarray(28)), d.final()]).toString('utf8');
    },
  };
}

/** The key of this installation; made once. Whoever backs up the database must back this file up apart from it. */
export function keyFrom(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
}
