/** The sealed push message against the example of its standard, and the sender's token. */
import { createECDH, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { areBrowserKeys, newVapidKeys, sealPush, vapidHeader } from './push-encryption.ts';

const BROWSER = { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' };

test('与 RFC 8291 第 5 节的例子逐字节相同', () => {
  const sender = createECDH('prime256v1');
  sender.setPrivateKey('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url');
  const sealed = sealPush('When I grow up, I want to be a watermelon', BROWSER, Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'), sender);
  expect(sealed.toString('base64url')).toBe('DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN');
});

test('发送方的令牌：对得上公钥，写明推送服务，半天有效；每次加密都不同', () => {
  const keys = newVapidKeys();
  const now = new Date('2026-11-26T02:00:00Z');
  const header = vapidHeader('https://push.example.org/send/abc', 'https://desk.example.org', keys, now);
  const [, token = '', key] = /^vapid t=(.+), k=(.+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key!, 'base64url');
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } });
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ aud: 'https://push.example.org', exp: now.getTime() / 1000 + 43_200, sub: 'https://desk.example.org' });
  expect(sealPush('x', BROWSER).equals(sealPush('x', BROWSER))).toBe(false);
});

test.each([[BROWSER, true], [{ ...BROWSER, auth: 'short' }, false], [{ ...BROWSER, p256dh: 'AAAA' }, false], [{ p256dh: `B${'A'.repeat(86)}`, auth: BROWSER.auth }, false], [{ p256dh: '', auth: '' }, false]])('%j 能用：%s', (keys, expected) => {
  expect(areBrowserKeys(keys)).toBe(expected);
});
