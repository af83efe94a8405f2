/**
 * The service worker of an entry that works with no network: keeps the program's own files of one version on the device and
 * serves them from there. It never touches `/api/`: what people read stays in their own store, not in a cache that the next
 * person could see. The build puts the list of files in (tools/precache.mjs). Serves FS-5.8, AC-33.
 */
import { fromServer } from '../client/wire.ts';

declare const PRECACHE: { readonly entry: string; readonly version: string; readonly files: readonly string[] };
interface Lasting extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetching extends Lasting { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
}
const worker = self as unknown as Worker;

const FAMILY = `dutydesk${PRECACHE.entry}`;
const NAME = `${FAMILY}${PRECACHE.version}`;
const files = new Set(PRECACHE.files);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => { if (event.data === 'take-over') void worker.skipWaiting(); });
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === PRECACHE.entry) event.respondWith(kept(PRECACHE.entry, request));
  else if (files.has(url.pathname)) event.respondWith(kept(url.pathname, request));
});

/** All files of this version, or none: half a program is worse than the one before. */
async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await Promise.all(PRECACHE.files.map(async (file) => {
    const response = await fromServer(file);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    await cache.put(file, response);
  }));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(FAMILY) && name !== NAME) await caches.delete(name);
  await worker.clients.claim();
}

async function kept(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return await cache.match(file) ?? fromServer(request);
}
