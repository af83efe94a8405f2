/**
 * What a push service is handed (RFC 8291, RFC 8188, RFC 8292): the message sealed for one browser, so that the service cannot
 * read it, and a token by which the service knows who sends. With Node's own cryptography and no package in between.
 */
import { createCipheriv, createECDH, createPrivateKey, type ECDH, hkdfSync, randomBytes, sign } from 'node:crypto';

export interface BrowserKeys { readonly p256dh: string; readonly auth: string }
export interface VapidKeys { readonly publicKey: string; readonly privateKey: string }

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const derive = (key: Uint8Array, salt: Uint8Array, about: Uint8Array | string, length: number): Buffer => Buffer.from(hkdfSync('sha256', key, salt, about, length));
const RECORD_BYTES = 4096;

function newPair(): ECDH {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return pair;
}

export function newVapidKeys(): VapidKeys {
  const pair = newPair();
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') };
}

/** The body of the request. `salt` and `sender` are new for every message; given only where a known result is checked. */
export function sealPush(text: string, browser: BrowserKeys, salt: Buffer = randomBytes(16), sender: ECDH = newPair()): Buffer {
  const theirs = bytes(browser.p256dh);
  const ours = sender.getPublicKey();
  const shared = sender.computeSecret(theirs);
  const secret = derive(shared, bytes(browser.auth), Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]), 32);
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // The last record ends with a 2.
  const sealed = Buffer.concat([cipher.update(Buffer.from(text)), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()]);
  const head = Buffer.alloc(21);
  salt.copy(head);
  head.writeUInt32BE(RECORD_BYTES, 16);
  head.writeUInt8(ours.length, 20);
  return Buffer.concat([head, ours, sealed]);
}

/** The header by which the service knows the sender; good for this service and half a day. */
export function vapidHeader(endpoint: string, subject: string, keys: VapidKeys, now: Date): string {
  const point = bytes(keys.publicKey);
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: keys.privateKey, x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } });
  const part = (x: object) => Buffer.from(JSON.stringify(x)).toString('base64url');
  const claims = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: new URL(endpoint).origin, exp: Math.floor(now.getTime() / 1000) + 12 * 3600, sub: subject })}`;
  return `vapid t=${claims}.${sign('sha256', Buffer.from(claims), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}, k=${keys.publicKey}`;
}

/** Whether these are keys that something can be sealed for: a point on the curve, and sixteen bytes. */
export function areBrowserKeys(keys: BrowserKeys): boolean {
  try {
    newPair().computeSecret(bytes(keys.p256dh));
    return bytes(keys.auth).length === 16;
  } catch {
    return false;
  }
}
