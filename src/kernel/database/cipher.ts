/** Seals what must not stand in clear in the database (ID numbers): AES-256-GCM with keys of the data folder. The first seals; the others only open what they sealed before. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Cipher } from '../field/field.ts';
import { assert } from '../refusal.ts';

export function openCipher(...keys: readonly Buffer[]): Cipher {
  const [key] = keys;
  assert(key && keys.every((k) => k.length === 32), 'each sealing key has 32 bytes');
  return {
    seal(clear) {
      const iv = randomBytes(12);
      const c = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([c.update(clear, 'utf8'), c.final()]);
      return `v1.${Buffer.concat([iv, c.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      assert(sealed.startsWith('v1.'), 'sealed text of a known version');
      return opened(Buffer.from(sealed.slice(3), 'base64url'), keys);
    },
  };
}

/** Its tag says whether it was this key. */
function opened(bytes: Buffer, [key, ...others]: readonly Buffer[]): string {
  const d = createDecipheriv('aes-256-gcm', key!, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
  try { return Buffer.concat([d.update(bytes.subarray(28)), d.final()]).toString('utf8'); } catch (e) { if (others.length === 0) throw e; }
  return opened(bytes, others);
}
