/**
 * How the browser speaks with the server: the shapes of `kernel/api.ts`, nothing else. A write carries the key made
 * when its form opened, so that pressing twice, or a bad network, still writes exactly once. Serves C-4, C-9.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AttachmentRef, Change, Label, RefusalBody } from '../kernel/api.ts';

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

export type Query = { readonly [name: string]: unknown };
export interface WriteOptions {
  /** `newId()` of the moment the form opened. Left out, the write gets a key of its own and is still retried with it. */
  readonly key?: string;
}

/** Paths may be given with or without `/api`. Objects in a query travel as JSON; undefined, null and '' are left out. */
export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => read<T>(await send(address(path, query), signal ? { signal } : {})),
  post: <T>(path: string, body?: unknown, options?: WriteOptions): Promise<T> => write<T>('POST', path, body, options),
  patch: <T>(path: string, body: unknown, options?: WriteOptions): Promise<T> => write<T>('PATCH', path, body, options),
  /** A form with files in it. */
  send: <T>(path: string, form: FormData, options?: WriteOptions): Promise<T> => write<T>('POST', path, form, options),
  upload: (file: File, options?: WriteOptions): Promise<AttachmentRef> => {
    const form = new FormData();
    form.append('file', file, file.name);
    return write<AttachmentRef>('POST', '/attachments', form, options);
  },
  /** Saves what the server answers under the name the server gives it. */
  download: async (path: string, query?: Query): Promise<void> => {
    const response = await send(address(path, query), {});
    save(await response.blob(), fileName(response.headers.get('content-disposition')) ?? path.split('/').pop() ?? 'file');
  },
};

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

/** Query keys, so that a change of one record refreshes exactly what shows it. */
export const keys = {
  me: ['me'] as const,
  meta: ['meta'] as const,
  home: ['home'] as const,
  records: (register: string) => ['records', register] as const,
  list: (register: string, query: Query) => ['records', register, 'list', query] as const,
  record: (register: string, id: string) => ['records', register, 'one', id] as const,
  preview: (register: string, id: string, step: string) => ['records', register, 'one', id, 'preview', step] as const,
  options: (register: string, query: Query) => ['options', register, query] as const,
  query: (name: string, params: Query) => ['queries', name, params] as const,
  report: (name: string, params: Query) => ['reports', name, params] as const,
  duties: (from: string, to: string) => ['duties', from, to] as const,
  slip: (id: string) => ['slips', id] as const,
};

/** Keeps every open page fresh: what somebody else changed is read again. One stream for all tabs of this browser. */
export function useChanges(enabled = true): void {
  const client = useQueryClient();
  useEffect(() => (enabled ? listen(client) : undefined), [client, enabled]);
}

/** For an `ApiRefusal` the server's own sentence, for anything else a plain one. */
export function messageOf(error: unknown): Label {
  return error instanceof ApiRefusal ? error.body.message : ['页面出了问题，请刷新后再试。', 'This page has a problem. Reload it and try again.'];
}

const attempts = 4;

async function write<T>(method: string, path: string, body: unknown, options: WriteOptions = {}): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { 'idempotency-key': options.key ?? newId(), ...(form ? {} : { 'content-type': 'application/json' }) };
  const request = { method, headers, body: form ? body : JSON.stringify(body ?? {}) };
  for (let attempt = 1; ; attempt++) {
    try {
      return await read<T>(await send(address(path), request));
    } catch (error) {
      const transient = error instanceof ApiRefusal && [0, 502, 503].includes(error.status);
      if (!transient || attempt === attempts) throw error;
      await pause(300 * 2 ** attempt);
    }
  }
}

async function send(url: string, request: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...request });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiRefusal(0, { code: 'network', message: ['连不上服务器，请检查网络后再试。', 'The server cannot be reached. Check the network and try again.'] });
  }
  if (response.ok) return response;
  if (response.status === 401) signInAgain();
  throw new ApiRefusal(response.status, await refusalOf(response));
}

async function read<T>(response: Response): Promise<T> {
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

/** A full load, so that nothing of the last person stays in memory; the address is kept for afterwards. */
function signInAgain(): void {
  if (location.pathname === '/sign-in') return;
  const next = location.pathname + location.search;
  location.assign(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
}

function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const base = path.startsWith('/api/') ? path : `/api${path.startsWith('/') ? '' : '/'}${path}`;
  return search.size ? `${base}${base.includes('?') ? '&' : '?'}${search}` : base;
}

function fileName(disposition: string | null): string | undefined {
  const star = disposition?.match(/filename\*=(?:UTF-8'')?([^;]+)/i)?.[1];
  return star ? decodeURIComponent(star) : disposition?.match(/filename="?([^";]+)"?/i)?.[1];
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const pause = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Browsers allow six connections to one server: so one tab holds the stream and tells the others. */
function listen(client: QueryClient): () => void {
  const refresh = refresher(client);
  const channel = new BroadcastChannel('dutydesk-changes');
  channel.onmessage = (event: MessageEvent<Change | 'all'>) => refresh(event.data);
  const tell = (change: Change | 'all') => { refresh(change); channel.postMessage(change); };
  const stop = new AbortController();
  const hold = () => stream(tell, stop.signal);
  // Locks exist on https and localhost only; elsewhere each tab has a stream of its own.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) locks.request('dutydesk-changes', { signal: stop.signal }, hold).catch(() => undefined);
  else void hold();
  return () => { stop.abort(); channel.close(); };
}

/** Resolves when stopped. After a break everything is read again, because changes may have been missed. */
function stream(tell: (change: Change | 'all') => void, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined;
    let broken = false;
    let wait = 2000;
    const heard = (event: MessageEvent<string>) => { tell(JSON.parse(event.data) as Change); };
    const open = () => {
      if (stop.aborted) return;
      source = new EventSource('/api/changes');
      source.onopen = () => { if (broken) tell('all'); broken = false; wait = 2000; };
      source.onmessage = heard;
      source.addEventListener('change', heard);
      source.onerror = () => {
        broken = true;
        if (source?.readyState !== EventSource.CLOSED) return;
        setTimeout(open, wait);
        wait = Math.min(wait * 2, 60_000);
      };
    };
    stop.addEventListener('abort', () => { source?.close(); resolve(); });
    open();
  });
}

/** Collects for a moment: a step often changes several records at once. */
function refresher(client: QueryClient): (change: Change | 'all') => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (change) => {
    waiting.add(change === 'all' ? 'all' : change.register);
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const registers = [...waiting];
      waiting.clear();
      if (registers.includes('all')) { void client.invalidateQueries(); return; }
      for (const register of registers) void client.invalidateQueries({ queryKey: keys.records(register) });
      for (const queryKey of [keys.home, ['duties'], ['queries'], ['reports'], ['options']]) void client.invalidateQueries({ queryKey });
    }, 300);
  };
}
