/** Which addresses the product may speak to of itself: those of the open internet; what lies inside only where whoever runs the machine named it; some never. Serves S6. */
import { BlockList, isIP, isIPv6 } from 'node:net';

type Standing = 'open' | 'inside' | 'never';

const listOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [net, bits] = range.split('/');
    list.addSubnet(net!, Number(bits), isIPv6(net!) ? 'ipv6' : 'ipv4');
  }
  return list;
};
/** An organisation's own: private, shared by a carrier, this machine itself. */
const INSIDE = listOf(['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1/128', 'fc00::/7']);
/** Nobody's service: "this network", link-local (where clouds keep their keys), documentation, measuring, multicast, reserved. */
const NEVER = listOf([
  '0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20',
]);
/** Outside this range IPv6 has no hosts of the open internet; what translates to IPv4 or hides one is not believed. */
const GLOBAL_6 = listOf(['2000::/3']);

export function standingOf(address: string): Standing {
  const mapped = /^::ffff:(.+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return standingOf(mapped.includes('.') ? mapped : dotted(mapped));
  const version = isIP(address);
  if (version === 0) return 'never';
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (INSIDE.check(address, family)) return 'inside';
  if (NEVER.check(address, family)) return 'never';
  return version === 6 && !GLOBAL_6.check(address, 'ipv6') ? 'never' : 'open';
}

/** `7f00:1` as `127.0.0.1`: how an address of the web writes a mapped one. */
function dotted(hex: string): string {
  const [high, low] = hex.split(':').map((part) => Number.parseInt(part, 16));
  return [high! >> 8, high! & 255, low! >> 8, low! & 255].join('.');
}

/** What an administrator of the machine named: `host` or `host:port`, in the form in which addresses of the web write it. */
export const isNamed = (allow: readonly string[], url: URL): boolean => {
  const host = url.hostname.toLowerCase();
  return allow.some((entry) => entry === host || entry === `${host}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`);
};
