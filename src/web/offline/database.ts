/**
 * What stands on the device (设备存储): one IndexedDB with four stores. Everything carries its owner, the person signed in, so that
 * the next person at the same phone never sees it. Several changes that belong together are one transaction.
 */
export type StoreName = 'kept' | 'drafts' | 'files' | 'outbox';
export interface Kept { readonly id: string; readonly owner: string }

const NAME = 'dutydesk-offline';
const STORES: readonly StoreName[] = ['kept', 'drafts', 'files', 'outbox'];

/** One transaction: read what is there, then write. Nothing else may be awaited inside, or the browser ends it. */
export interface Changing {
  get<T extends Kept>(store: StoreName, id: string): Promise<T | undefined>;
  all<T extends Kept>(store: StoreName, owner: string): Promise<T[]>;
  put<T extends Kept>(store: StoreName, value: T): void;
  remove(store: StoreName, id: string): void;
}

export const readOne = <T extends Kept>(store: StoreName, id: string): Promise<T | undefined> => within('readonly', (tx) => tx.get<T>(store, id));
export const readAll = <T extends Kept>(store: StoreName, owner: string): Promise<T[]> => within('readonly', (tx) => tx.all<T>(store, owner));
export const keep = <T extends Kept>(store: StoreName, value: T): Promise<void> => within('readwrite', async (tx) => tx.put(store, value));
export const change = <T>(work: (tx: Changing) => Promise<T>): Promise<T> => within('readwrite', work);

/** Everything of one person, in the stores named. */
export function forget(owner: string, stores: readonly StoreName[]): Promise<void> {
  return change(async (tx) => {
    for (const store of stores) for (const { id } of await tx.all(store, owner)) tx.remove(store, id);
  });
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name, { keyPath: 'id' }).createIndex('owner', 'owner');
    };
    request.onsuccess = () => {
      // A newer program in another tab wants to change the stores: let go, and open again when next needed.
      request.result.onversionchange = () => { request.result.close(); opened = undefined; };
      resolve(request.result);
    };
    request.onerror = () => { opened = undefined; reject(request.error ?? new Error('the device refused its storage')); };
  });
  return opened;
}

async function within<T>(mode: 'readonly' | 'readwrite', work: (tx: Changing) => Promise<T>): Promise<T> {
  const tx = (await open()).transaction(STORES, mode);
  const ended = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('the device refused to store'));
  });
  const store = (name: StoreName) => tx.objectStore(name);
  try {
    const result = await work({
      get: (name, id) => answered(store(name).get(id)),
      all: (name, owner) => answered(store(name).index('owner').getAll(owner)),
      put: (name, value) => { store(name).put(value); },
      remove: (name, id) => { store(name).delete(id); },
    });
    await ended;
    return result;
  } catch (problem) {
    ended.catch(() => undefined);
    try { tx.abort(); } catch { /* it has ended already */ }
    throw problem;
  }
}

const answered = <T>(request: IDBRequest): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result as T);
  request.onerror = () => reject(request.error ?? new Error('the device could not read'));
});
