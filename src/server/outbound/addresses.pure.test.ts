/** Every class of address, and the ways in which people have written one to look like another. */
import { expect, test } from 'vitest';
import { isNamed, standingOf } from './addresses.ts';

test.each([
  ['8.8.8.8', 'open'], ['172.15.255.255', 'open'], ['172.32.0.1', 'open'], ['100.63.255.255', 'open'], ['100.128.0.1', 'open'], ['2400:3200::1', 'open'], ['2606:4700:4700::1111', 'open'],
  ['127.0.0.1', 'inside'], ['127.255.0.3', 'inside'], ['10.1.2.3', 'inside'], ['172.16.0.1', 'inside'], ['172.31.255.255', 'inside'], ['192.168.1.1', 'inside'], ['100.64.0.1', 'inside'], ['::1', 'inside'], ['fd12:3456::1', 'inside'], ['::ffff:10.0.0.1', 'inside'], ['::ffff:7f00:1', 'inside'],
  ['0.0.0.0', 'never'], ['169.254.169.254', 'never'], ['192.0.0.8', 'never'], ['192.0.2.1', 'never'], ['198.18.0.1', 'never'], ['198.51.100.7', 'never'], ['203.0.113.9', 'never'], ['224.0.0.1', 'never'], ['239.255.255.250', 'never'], ['255.255.255.255', 'never'],
  ['::', 'never'], ['fe80::1', 'never'], ['ff02::1', 'never'], ['64:ff9b::7f00:1', 'never'], ['2002:7f00:1::', 'never'], ['2001:0:4136:e378::', 'never'], ['2001:db8::1', 'never'], ['::127.0.0.1', 'never'], ['::ffff:169.254.169.254', 'never'], ['::ffff:a9fe:a9fe', 'never'],
  ['not an address', 'never'], ['', 'never'],
])('%s 是 %s [S6]', (address, standing) => {
  expect(standingOf(address)).toBe(standing);
});

test.each([
  ['http://robot.lan/x', ['robot.lan'], true], ['http://ROBOT.lan/x', ['robot.lan'], true], ['http://robot.lan/x', ['robot.lan:80'], true], ['https://robot.lan/x', ['robot.lan:443'], true], ['http://robot.lan:8080/x', ['robot.lan:8080'], true],
  ['http://robot.lan:8080/x', ['robot.lan:80'], false], ['http://robot.lan.evil.example/x', ['robot.lan'], false], ['http://evil-robot.lan/x', ['robot.lan'], false], ['http://0x7f.1/x', ['127.0.0.1'], true], ['http://[::1]:9/x', ['[::1]:9'], true], ['http://robot.lan/', [], false],
] as const)('%s 在 %j 之内：%s [S6]', (url, allow, expected) => {
  expect(isNamed(allow, new URL(url))).toBe(expected);
});
