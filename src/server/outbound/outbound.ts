/**
 * The one way out: every request that the product makes of itself to an address which somebody typed in (webhooks, robots,
 * push services) goes through here. The name is asked for once and the connection goes to the address that was judged, so a
 * name that answers differently the second time gains nothing; each redirect is judged anew. Serves S6.
 */
import { lookup } from 'node:dns/promises';
import { request as plain, type IncomingMessage } from 'node:http';
import { request as sealed } from 'node:https';
import { isIP } from 'node:net';
import type { Label } from '../../kernel/api.ts';
import { isNamed, standingOf } from './addresses.ts';

export interface Address { readonly address: string; readonly family: number }
export interface OutboundOptions {
  /** Hosts (`host` or `host:port`) that may lie inside. */
  readonly allow?: readonly string[];
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
  readonly timeoutMs?: number;
}
export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Buffer;
}
export interface OutboundAnswer { readonly status: number; readonly text: string; readonly headers: { readonly [name: string]: string | string[] | undefined } }
export interface Outbound {
  /** Answers whatever the other side said, up to `MOST_BYTES` of it. Fails with an `OutboundProblem`. */
  send(request: OutboundRequest): Promise<OutboundAnswer>;
  /** Why nothing may be sent there; null when it may, as far as can be told without asking for the name. */
  problemWith(url: string): Label | null;
}

export type Why = 'address' | 'inside' | 'name' | 'silent' | 'unreachable' | 'redirect';
export class OutboundProblem extends Error {
  readonly why: Why;
  readonly label: Label;
  constructor(why: Why, label: Label) {
    super(label[1]);
    this.name = 'OutboundProblem';
    this.why = why;
    this.label = label;
  }
}

const MOST_BYTES = 64 * 1024;
const MOST_REDIRECTS = 3;
/** Headers that belong to whom they were meant for. */
const OWN_HEADERS = ['authorization', 'cookie'];

export function openOutbound({ allow = [], resolve = (host) => lookup(host, { all: true, verbatim: true }), timeoutMs = 10_000 }: OutboundOptions = {}): Outbound {
  return {
    async send(request) {
      const deadline = AbortSignal.timeout(timeoutMs);
      let at = readUrl(request.url);
      let { headers = {} } = request;
      for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
        const to = await judged(at, allow, resolve, deadline);
        const answer = await exchange(at, to, { ...request, headers }, deadline);
        const next = redirectOf(answer, at, request.method ?? 'POST');
        if (!next) return answer;
        if (at.protocol === 'https:' && next.protocol === 'http:') throw new OutboundProblem('redirect', ['对方要转到不加密的地址，没有照办', 'It redirected from https to http; that was not followed']);
        if (next.origin !== at.origin) headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase())));
        at = next;
      }
      throw new OutboundProblem('redirect', [`转址超过 ${MOST_REDIRECTS} 次`, `More than ${MOST_REDIRECTS} redirects`]);
    },
    problemWith(url) {
      try {
        const at = readUrl(url);
        const literal = literalOf(at);
        if (literal) permit(at, [literal], allow);
        else if (/(^|\.)localhost$/i.test(at.hostname)) permit(at, ['127.0.0.1'], allow);
        return null;
      } catch (e) {
        if (e instanceof OutboundProblem) return e.label;
        throw e;
      }
    },
  };
}

function readUrl(text: string): URL {
  const wrong = (label: Label) => new OutboundProblem('address', label);
  if (!URL.canParse(text)) throw wrong(['不是网址', 'That is not an address']);
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol)) throw wrong(['只支持 https 与 http', 'Only https and http']);
  if (url.username !== '' || url.password !== '') throw wrong(['网址里不能带用户名和密码', 'No user name or password in the address']);
  return url;
}

const literalOf = (url: URL): string | null => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) > 0 ? host : null;
};

/** All that a name leads to must be permitted: one good answer among bad ones is how a guard is talked past. */
function permit(url: URL, addresses: readonly string[], allow: readonly string[]): void {
  const named = isNamed(allow, url);
  for (const address of addresses) {
    const standing = standingOf(address);
    if (standing === 'open' || (standing === 'inside' && named)) continue;
    throw new OutboundProblem('inside', standing === 'inside'
      ? [`${url.hostname} 在内部网络里；要发往那里，请由运维在 DUTYDESK_OUTBOUND_ALLOW 中列出`, `${url.hostname} lies inside the network; whoever runs the machine must name it in DUTYDESK_OUTBOUND_ALLOW`]
      : [`${url.hostname} 不是可以发往的地址`, `${url.hostname} is no address to send to`]);
  }
}

async function judged(url: URL, allow: readonly string[], resolve: (host: string) => Promise<readonly Address[]>, deadline: AbortSignal): Promise<Address> {
  const literal = literalOf(url);
  const found = literal ? [{ address: literal, family: isIP(literal) }] : await beforeLate(resolve(url.hostname), deadline).catch((e: unknown) => {
    if (e instanceof OutboundProblem) throw e;
    throw new OutboundProblem('name', [`查不到 ${url.hostname}`, `${url.hostname} cannot be found`]);
  });
  if (found.length === 0) throw new OutboundProblem('name', [`查不到 ${url.hostname}`, `${url.hostname} cannot be found`]);
  permit(url, found.map((a) => a.address), allow);
  return found[0]!;
}

const silent = () => new OutboundProblem('silent', ['对方没有按时回答', 'It did not answer in time']);

function beforeLate<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const late = () => fail(silent());
    if (deadline.aborted) late();
    deadline.addEventListener('abort', late, { once: true });
    work.then(done, fail).finally(() => deadline.removeEventListener('abort', late));
  });
}

/** One request on a connection of its own, to the address that was judged. */
function exchange(url: URL, to: Address, { method = 'POST', headers = {}, body }: OutboundRequest, deadline: AbortSignal): Promise<OutboundAnswer> {
  return new Promise((done, fail) => {
    const failed = (e: Error & { code?: string }) => fail(deadline.aborted ? silent() : new OutboundProblem('unreachable', [`连接失败（${e.code ?? e.message}）`, `The connection failed (${e.code ?? e.message})`]));
    const asked = (url.protocol === 'https:' ? sealed : plain)(url, {
      method, agent: false, signal: deadline, headers: { 'user-agent': 'Dutydesk', ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      lookup: (_host, options, answer) => { if (options.all) answer(null, [to]); else answer(null, to.address, to.family); },
    }, (response) => { textOf(response).then((text) => done({ status: response.statusCode ?? 0, text, headers: response.headers }), failed); });
    asked.on('error', failed);
    asked.end(body);
  });
}

/** As much as is worth keeping; whoever goes on talking is hung up on. */
async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= MOST_BYTES) break;
  }
  response.destroy();
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
}

/** Where to go on. What was posted is posted again only where the answer says that it should be; else the redirect is the answer. */
function redirectOf(answer: OutboundAnswer, at: URL, method: string): URL | null {
  const { location } = answer.headers;
  const again = [307, 308].includes(answer.status) || (method === 'GET' && [301, 302, 303].includes(answer.status));
  if (!again || typeof location !== 'string' || !URL.canParse(location, at)) return null;
  return readUrl(new URL(location, at).href);
}
