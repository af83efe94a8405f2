/**
 * The outbox at work: puts writes on the device, sends them one after another whenever the network allows, and keeps every
 * answer. One tab sends at a time; whatever happens to it, the next goes on with the same keys. Serves AC-33.
 */
import type { AttachmentRef, RefusalBody } from '../../kernel/api.ts';
import { address, answerOf, ApiRefusal, ask } from '../client/wire.ts';
import { change, keep, type Kept, readAll, readOne } from './database.ts';
import { addressed, again, delivered, filledIn, nextToSend, type Outgoing, refused, wakeAt } from './outbox.rules.ts';

/** A picture or paper waiting on the device. */
export interface WaitingFile extends Kept { readonly group: string; readonly name: string; readonly type: string; readonly sha256: string; readonly blob: Blob; readonly takenAt: string }

export interface OutboxView { readonly items: readonly Outgoing[]; readonly sending: boolean; readonly signedOut: boolean; readonly reachable: boolean }
export interface Outbox {
  /** Puts all of them on the device, or none; what is there already stays as it is, so a second tap adds nothing. */
  add(items: readonly Outgoing[]): Promise<void>;
  /** Tries now, whatever the pauses. */
  sendNow(): Promise<void>;
  /** A refused item goes once more, perhaps with other content: then it has a new key. */
  replace(id: string, next: Outgoing): Promise<void>;
  watch(listener: (view: OutboxView) => void): () => void;
  close(): void;
}

/** A network that takes the request and never answers must not hold up the rest for good. */
const PATIENCE_MS = 45_000;
const LOCK = 'dutydesk-outbox';
const CHANNEL = 'dutydesk-outbox';

export function openOutbox(owner: string): Outbox {
  let view: OutboxView = { items: [], sending: false, signedOut: false, reachable: navigator.onLine };
  const listeners = new Set<(view: OutboxView) => void>();
  const channel = new BroadcastChannel(CHANNEL);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const show = (next: Partial<OutboxView>) => {
    view = { ...view, ...next };
    for (const listener of listeners) listener(view);
  };
  const refresh = async () => show({ items: await readAll<Outgoing>('outbox', owner) });
  const tell = async () => { await refresh(); channel.postMessage(owner); };

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (closed) return;
    if (navigator.onLine) await alone(() => sendAll(owner, show, tell));
    await refresh();
    const wake = wakeAt(view.items);
    if (wake !== undefined && !view.signedOut && !closed) timer = setTimeout(() => void run(), Math.max(1_000, wake - Date.now()));
  };
  const online = () => { show({ reachable: true }); void hurry().then(run); };
  const offline = () => show({ reachable: false });
  const hurry = () => change(async (tx) => { for (const item of await tx.all<Outgoing>('outbox', owner)) if (item.standing === 'waiting') tx.put('outbox', again(item)); });
  const shown = () => { if (document.visibilityState === 'visible') void run(); };

  addEventListener('online', online);
  addEventListener('offline', offline);
  document.addEventListener('visibilitychange', shown);
  channel.onmessage = () => void refresh();
  void run();
  return {
    async add(items) {
      await change(async (tx) => { for (const item of items) if (!(await tx.get('outbox', item.id))) tx.put('outbox', item); });
      await tell();
      void run();
    },
    async sendNow() {
      show({ signedOut: false });
      await hurry();
      await run();
    },
    async replace(id, next) {
      await change(async (tx) => { if (id !== next.id) tx.remove('outbox', id); tx.put('outbox', next); });
      await tell();
      void run();
    },
    watch(listener) {
      listeners.add(listener);
      listener(view);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', shown);
      channel.close();
    },
  };
}

/** Only one tab of this browser sends; the others leave it to that one. */
async function alone(work: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return work();
  await locks.request(LOCK, { ifAvailable: true }, async (lock) => { if (lock) await work(); });
}

async function sendAll(owner: string, show: (next: Partial<OutboxView>) => void, tell: () => Promise<void>): Promise<void> {
  for (;;) {
    const items = await readAll<Outgoing>('outbox', owner);
    const next = nextToSend(items, Date.now());
    if (!next) break;
    show({ sending: true });
    await keep('outbox', { ...next, standing: 'sending' });
    await tell();
    const after = await attempt(next, items);
    if (after === 'signed_out') {
      await keep('outbox', { ...next, standing: 'waiting' });
      show({ signedOut: true, reachable: true });
      break;
    }
    await keep('outbox', after);
    await tell();
    show({ signedOut: false, reachable: after.standing !== 'waiting' });
    if (after.standing === 'waiting') break;
  }
  show({ sending: false });
}

async function attempt(item: Outgoing, all: readonly Outgoing[]): Promise<Outgoing | 'signed_out'> {
  try {
    const answer = item.what.kind === 'upload' ? await upload(item.what.file, item.id) : await write(item, item.what, all);
    return delivered(item, answer, new Date().toISOString());
  } catch (problem) {
    const [status, body] = problem instanceof ApiRefusal ? [problem.status, problem.body] as const : [422, unsendable(problem)] as const;
    return refused(item, status, body, Date.now(), Math.random());
  }
}

const unsendable = (problem: unknown): RefusalBody =>
  ({ code: 'outbox.unsendable', message: ['这台设备上的内容读不出来，请联系管理员', 'What stands on this device cannot be read; please tell the administrator'], reference: String(problem).slice(0, 200) });

async function write(item: Outgoing, what: Extract<Outgoing['what'], { kind: 'write' }>, all: readonly Outgoing[]): Promise<unknown> {
  const answers = new Map(all.filter((one) => one.group === item.group && one.standing === 'sent').map((one) => [one.id, one.answer]));
  const body = JSON.stringify(filledIn(what.body, answers));
  return answerOf(await ask(address(addressed(what.path, answers)), { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': item.id }, body, signal: AbortSignal.timeout(PATIENCE_MS) }));
}

async function upload(id: string, key: string): Promise<AttachmentRef> {
  const file = await readOne<WaitingFile>('files', id);
  if (!file) throw new Error(`file ${id} is not on this device`);
  const form = new FormData();
  form.append('file', file.blob, file.name);
  return answerOf<AttachmentRef>(await ask(address('/attachments'), { method: 'POST', headers: { 'idempotency-key': key }, body: form, signal: AbortSignal.timeout(4 * PATIENCE_MS) }));
}
