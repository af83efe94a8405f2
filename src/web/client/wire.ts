/**
 * One request and its answer, for every entry of the product: the pages, the technician's phone, the worker behind it.
 * Knows nothing of React, so the phone loads nothing else with it. Serves C-4, C-9.
 */
import type { Label, RefusalBody } from '../../kernel/api.ts';

/** The server (or the network) said no. `status` 0: nothing arrived. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly body: RefusalBody;
  constructor(status: number, body: RefusalBody) {
    super(`${status} ${body.code}: ${body.message[1]}`);
    this.name = 'ApiRefusal';
    this.status = status;
    this.body = body;
  }
}

/** For an `ApiRefusal` the server's own sentence, for anything else a plain one. */
export function messageOf(error: unknown): Label {
  return error instanceof ApiRefusal ? error.body.message : ['页面出了问题，请刷新后再试。', 'This page has a problem. Reload it and try again.'];
}

/** UUIDv7, as the server makes them: ordered by time, and makeable with no network. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) { bytes[i] = time % 256; time = Math.floor(time / 256); }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export type Query = { readonly [name: string]: unknown };

/** Paths may be given with or without `/api`. Objects in a query travel as JSON; undefined, null and '' are left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const base = path.startsWith('/api/') ? path : `/api${path.startsWith('/') ? '' : '/'}${path}`;
  return search.size ? `${base}${base.includes('?') ? '&' : '?'}${search}` : base;
}

/** What the server answered; anything but yes is thrown as an `ApiRefusal`. */
export async function ask(url: string, request: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...request });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiRefusal(0, { code: 'network', message: ['连不上服务器，请检查网络后再试。', 'The server cannot be reached. Check the network and try again.'] });
  }
  if (response.ok) return response;
  throw new ApiRefusal(response.status, await refusalOf(response));
}

/** Straight from the server, past every cache: for the worker that keeps the program on the phone. */
export const fromServer = (request: Request | string): Promise<Response> => fetch(request, { cache: 'no-cache' });

export async function answerOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  return await response.json() as T;
}

async function refusalOf(response: Response): Promise<RefusalBody> {
  try {
    const { error } = await response.json() as { error: RefusalBody };
    if (Array.isArray(error.message)) return error;
  } catch { /* not ours: a proxy's page */ }
  return { code: 'unavailable', message: [`服务器没有正常回答（${response.status}）。`, `The server did not answer properly (${response.status}).`] };
}
