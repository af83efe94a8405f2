/** What the phone's pages work with: today's list, the visits in hand, the outbox, and the difference between the two clocks. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { address, answerOf, ApiRefusal, ask } from '../../../../../web/client/wire.ts';
import { change, keep, type Kept, readAll, readOne } from '../../../../../web/offline/database.ts';
import { openOutbox, type Outbox, type OutboxView, type WaitingFile } from '../../../../../web/offline/outbox.ts';
import type { Outgoing } from '../../../../../web/offline/outbox.rules.ts';
import { keepData } from '../../../../../web/offline/device.ts';
import { offsetMs } from '../../clock.rules.ts';
import type { MyVisits } from '../../day.ts';
import { changed, type Draft } from './draft.ts';

interface KeptDay extends Kept { readonly day: MyVisits; readonly offset: number; readonly readAt: string }
export interface Phone {
  readonly owner: string;
  readonly day: MyVisits | null;
  readonly readAt: string | null;
  readonly offset: number | null;
  readonly drafts: readonly Draft[];
  readonly box: OutboxView;
  readonly outbox: Outbox | null;
  readonly loading: boolean;
  /** Nobody is signed in any more; what is on the phone stays. */
  readonly signedOut: boolean;
  /** The server refused today's list, e.g. because the person is no technician. */
  readonly refused: ApiRefusal | null;
  refresh(): Promise<void>;
  /** Stored before it is shown as stored. */
  save(draft: Draft, next?: Partial<Draft>): Promise<Draft>;
  discard(draft: Draft): Promise<void>;
}

const QUIET: OutboxView = { items: [], sending: false, signedOut: false, reachable: true };
const WEEK = 7 * 86_400_000;

export function usePhone(owner: string): Phone {
  const [kept, setKept] = useState<KeptDay | null>(null);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [loading, setLoading] = useState(true);
  const [refused, setRefused] = useState<ApiRefusal | null>(null);
  const [signedOut, setSignedOut] = useState(false);
  const [box, outbox] = useOutbox(owner);
  const latest = useRef<readonly Draft[]>([]);
  const show = useCallback((next: readonly Draft[]) => { latest.current = next; setDrafts(next); }, []);

  const refresh = useCallback(async () => {
    try {
      const asked = Date.now();
      const day = await answerOf<MyVisits>(await ask(address('/queries/my_visits'), {}));
      const next: KeptDay = { id: `${owner}/day`, owner, day, offset: offsetMs(day.at, asked, Date.now()), readAt: new Date().toISOString() };
      await keep('kept', next);
      setKept(next);
      setRefused(null);
      setSignedOut(false);
    } catch (problem) {
      if (problem instanceof ApiRefusal && problem.status === 403) setRefused(problem);
      setSignedOut(problem instanceof ApiRefusal && problem.status === 401);
    }
  }, [owner]);

  useEffect(() => {
    let gone = false;
    void (async () => {
      const [day, own] = [await readOne<KeptDay>('kept', `${owner}/day`), await tidy(owner)];
      if (gone) return;
      // What was read more than a week ago is no longer anybody's business.
      setKept(day && Date.now() - Date.parse(day.readAt) < WEEK ? day : null);
      show(own);
      await refresh();
      if (!gone) setLoading(false);
    })();
    void keepData();
    addEventListener('online', refresh);
    return () => { gone = true; removeEventListener('online', refresh); };
  }, [owner, refresh, show]);

  // Whatever arrived at the server changes what the server says of the day.
  const sent = box.items.filter((item) => item.standing === 'sent').length;
  useEffect(() => { if (sent > 0) void refresh(); }, [sent, refresh]);

  const safety = kept?.day.safety;
  return useMemo(() => ({
    owner, day: kept?.day ?? null, readAt: kept?.readAt ?? null, offset: kept?.offset ?? null, drafts, box, outbox, loading, signedOut, refused, refresh,
    async save(draft, next = {}) {
      const now = latest.current.find((one) => one.id === draft.id) ?? draft;
      // What is queued is on its way: nothing may change under the signature.
      if (now.queuedAt !== null) return now;
      const after = changed(now, next, safety ?? []);
      show([...latest.current.filter((one) => one.id !== after.id), after]);
      await keep('drafts', after);
      return after;
    },
    async discard(draft) {
      await change(async (tx) => {
        tx.remove('drafts', draft.id);
        for (const file of await tx.all<WaitingFile>('files', owner)) if (file.group === draft.id) tx.remove('files', file.id);
        for (const item of await tx.all<Outgoing>('outbox', owner)) if (item.group === draft.id) tx.remove('outbox', item.id);
      });
      show(latest.current.filter((one) => one.id !== draft.id));
    },
  }), [owner, kept, drafts, box, outbox, loading, signedOut, refused, refresh, show, safety]);
}

function useOutbox(owner: string): readonly [OutboxView, Outbox | null] {
  const [box, setBox] = useState<OutboxView>(QUIET);
  const [outbox, setOutbox] = useState<Outbox | null>(null);
  useEffect(() => {
    const opened = openOutbox(owner);
    const stop = opened.watch(setBox);
    setOutbox(opened);
    return () => { stop(); opened.close(); };
  }, [owner]);
  return [box, outbox];
}

/** The visits in hand. One that arrived more than a week ago leaves the device, its photographs as soon as it has arrived. */
async function tidy(owner: string): Promise<readonly Draft[]> {
  const items = await readAll<Outgoing>('outbox', owner);
  const open = new Set(items.filter((item) => item.standing !== 'sent' && item.essential).map((item) => item.group));
  const old = new Set(items.filter((item) => item.sentAt !== null && Date.now() - Date.parse(item.sentAt) > WEEK).map((item) => item.group).filter((group) => !open.has(group)));
  await change(async (tx) => {
    const drafts = await tx.all<Draft>('drafts', owner);
    for (const item of items) if (old.has(item.group)) tx.remove('outbox', item.id);
    for (const draft of drafts) if (draft.queuedAt !== null && old.has(draft.id)) tx.remove('drafts', draft.id);
    const arrived = new Set(drafts.filter((d) => d.queuedAt !== null && !open.has(d.id)).map((d) => d.id));
    for (const file of await tx.all<WaitingFile>('files', owner)) if (arrived.has(file.group)) tx.remove('files', file.id);
  });
  return readAll<Draft>('drafts', owner);
}

