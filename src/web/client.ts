/**
 * How the browser speaks with the server: the shapes of `kernel/api.ts`, nothing else. A write carries the key made
 * when its form opened, so that pressing twice, or a bad network, still writes exactly once. Serves C-4, C-9.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AttachmentRef, Change } from '../kernel/api.ts';
import { idleSeconds } from './client/idle.ts';
import { address, answerOf, ApiRefusal, ask, newId, type Query } from './client/wire.ts';

export { ApiRefusal, messageOf, newId, type Query } from './client/wire.ts';

export interface WriteOptions {
  /** `newId()` of the moment the form opened. Left out, the write gets a key of its own and is still retried with it. */
  readonly key?: string;
}

/** Paths may be given with or without `/api`. Objects in a query travel as JSON; undefined, null and '' are left out. */
export const api = {
  get: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => answerOf<T>(await send(address(path, query), signal ? { signal } : {})),
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
  download: (path: string, query?: Query): Promise<Saved> => saved(address(path, query), {}),
  /** The same for what is made from something sent along. */
  fetch: (path: string, body: unknown, query?: Query): Promise<Saved> => saved(address(path, query), { method: 'POST', headers: { 'idempotency-key': newId(), 'content-type': 'application/json' }, body: JSON.stringify(body) }),
};

/** Of a file: the characters that no font could print, and what is not in it. */
export interface Saved { readonly missing: string | null; readonly note: string | null }
async function saved(url: string, request: RequestInit): Promise<Saved> {
  const answer = await send(url, request);
  const { headers } = answer;
  save(await answer.blob(), fileName(headers.get('content-disposition')) ?? new URL(url, location.href).pathname.split('/').pop() ?? 'file');
  const note = headers.get('dutydesk-note');
  return { missing: headers.get('dutydesk-missing-characters'), note: note && decodeURIComponent(note) };
}

/** Whether the program is there at all. */
export const answers = (): Promise<boolean> => fetch('/health', { cache: 'no-store' }).then((answer) => answer.ok, () => false);

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
  unread: ['notices', 'unread'] as const,
  notices: (query: Query) => ['notices', 'list', query] as const,
  slip: (id: string) => ['slips', id] as const,
};

/** Keeps every open page fresh: what somebody else changed is read again. One stream for all tabs of this browser. */
export function useChanges(enabled = true): void {
  const client = useQueryClient();
  useEffect(() => (enabled ? listen(client) : undefined), [client, enabled]);
}

const attempts = 4;
/** The server has waited for it long enough: told at once instead of asked again. */
export const isInUse = (error: unknown): boolean => error instanceof ApiRefusal && error.body.code === 'database.in_use';

async function write<T>(method: string, path: string, body: unknown, options: WriteOptions = {}): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { 'idempotency-key': options.key ?? newId(), ...(form ? {} : { 'content-type': 'application/json' }) };
  const request = { method, headers, body: form ? body : JSON.stringify(body ?? {}) };
  for (let attempt = 1; ; attempt++) {
    try {
      return await answerOf<T>(await send(address(path), request));
    } catch (error) {
      const transient = error instanceof ApiRefusal && [0, 502, 503].includes(error.status) && !isInUse(error);
      if (!transient || attempt === attempts) throw error;
      await pause(300 * 2 ** attempt);
    }
  }
}

async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    // Titles and history come in the language the page is shown in.
    return await ask(url, { ...request, headers: { ...request.headers, 'accept-language': document.documentElement.lang, 'dutydesk-idle': String(idleSeconds()) } });
  } catch (error) {
    if (error instanceof ApiRefusal && error.status === 401) signInAgain(error.body.code);
    throw error;
  }
}

/** A full load, so that nothing of the last person stays in memory; the address is kept for afterwards. People outside have no account to sign in with. */
function signInAgain(why: string): void {
  if (['/sign-in', '/reset'].includes(location.pathname) || location.pathname.startsWith('/intake/')) return;
  const next = location.pathname + location.search;
  const said = new URLSearchParams({ ...(next === '/' ? {} : { next }), ...(why === 'signed_out.idle' ? { problem: why } : {}) });
  location.assign(said.size > 0 ? `/sign-in?${said}` : '/sign-in');
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

/** What changed, how many notices wait to be read, or that anything may have changed. */
type News = Change | { readonly unread: number } | 'all';

/** Browsers allow six connections to one server: so one tab holds the stream and tells the others. */
function listen(client: QueryClient): () => void {
  const refresh = refresher(client);
  const channel = new BroadcastChannel('dutydesk-changes');
  channel.onmessage = (event: MessageEvent<News>) => refresh(event.data);
  const tell = (change: News) => { refresh(change); channel.postMessage(change); };
  const stop = new AbortController();
  const hold = () => stream(tell, stop.signal);
  // Locks exist on https and localhost only; elsewhere each tab has a stream of its own.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) locks.request('dutydesk-changes', { signal: stop.signal }, hold).catch(() => undefined);
  else void hold();
  return () => { stop.abort(); channel.close(); };
}

/** Resolves when stopped. After a break everything is read again, because changes may have been missed. */
function stream(tell: (change: News) => void, stop: AbortSignal): Promise<void> {
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
      source.addEventListener('unread', (event: MessageEvent<string>) => tell({ unread: Number(event.data) }));
      source.onerror = () => {
        broken = true;
        if (source?.readyState !== EventSource.CLOSED) return;
        // Refused: whether one is still signed in is asked where the answer can be read, so that a screen left alone does not stay open.
        void api.get('/me').catch(() => undefined);
        setTimeout(open, wait);
        wait = Math.min(wait * 2, 60_000);
      };
    };
    stop.addEventListener('abort', () => { source?.close(); resolve(); });
    open();
  });
}

/** Collects for a moment: a step often changes several records at once. */
function refresher(client: QueryClient): (change: News) => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (change) => {
    if (typeof change === 'object' && 'unread' in change) {
      client.setQueryData(keys.unread, change.unread);
      void client.invalidateQueries({ queryKey: ['notices', 'list'] });
      return;
    }
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
