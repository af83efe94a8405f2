/**
 * The outbox (待发箱): writes made on the device, each with the idempotency key it was born with, sent in order within their
 * group and kept until the server has answered. What may go next, what an answer means, and how long to wait are decided
 * here; no browser, no clock. Serves AC-33.
 */
import type { RefusalBody } from '../../kernel/api.ts';

export type Sending = { readonly kind: 'write'; readonly path: string; readonly body: unknown } | { readonly kind: 'upload'; readonly file: string };
export type Standing = 'waiting' | 'sending' | 'sent' | 'refused';

export interface Outgoing {
  /** Its idempotency key. */
  readonly id: string;
  readonly owner: string;
  /** What belongs together and keeps its order: one visit. */
  readonly group: string;
  readonly order: number;
  /** A refusal of something that is not essential does not hold up what follows. */
  readonly essential: boolean;
  readonly what: Sending;
  readonly standing: Standing;
  readonly tries: number;
  /** Milliseconds since 1970; not tried again before. */
  readonly notBefore: number;
  /** Clock of the device. */
  readonly madeAt: string;
  readonly sentAt: string | null;
  readonly answer: unknown;
  readonly refusal: RefusalBody | null;
}

export const outgoing = (of: Pick<Outgoing, 'id' | 'owner' | 'group' | 'order' | 'what' | 'madeAt'> & { readonly essential?: boolean }): Outgoing =>
  ({ essential: true, standing: 'waiting', tries: 0, notBefore: 0, sentAt: null, answer: null, refusal: null, ...of });

const inOrder = (a: Outgoing, b: Outgoing) => a.order - b.order || (a.id < b.id ? -1 : 1);
const settled = (item: Outgoing) => item.standing === 'sent' || (item.standing === 'refused' && !item.essential);

/** The first of each group that is neither sent nor passed over; a group whose first is refused waits for a person. */
function heads(all: readonly Outgoing[]): readonly Outgoing[] {
  const groups = new Map<string, Outgoing[]>();
  for (const item of all) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups.values()].flatMap((items) => items.sort(inOrder).find((item) => !settled(item)) ?? []).filter((item) => item.standing !== 'refused');
}

/** What goes now: of the groups that may, the one that has waited longest. `sending` is what a closed page left behind: its key makes it safe to send again. */
export function nextToSend(all: readonly Outgoing[], now: number): Outgoing | undefined {
  return heads(all).filter((item) => item.notBefore <= now).sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1))[0];
}

/** When something may be tried again; undefined when nothing waits. */
export function wakeAt(all: readonly Outgoing[]): number | undefined {
  const times = heads(all).map((item) => item.notBefore);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** 2 s, 4 s, 8 s … at most five minutes, and up to a quarter less, so that many phones do not come back at once. `chance` is 0 to 1. */
export function pauseMs(tries: number, chance: number): number {
  return Math.round(Math.min(300_000, 1_000 * 2 ** Math.min(tries, 10)) * (1 - 0.25 * chance));
}

export const delivered = (item: Outgoing, answer: unknown, at: string): Outgoing => ({ ...item, standing: 'sent', answer, sentAt: at, refusal: null });

/** What a no means. Out: the item as it now stands; 'signed_out' when nobody is signed in and everything must wait. */
export function refused(item: Outgoing, status: number, refusal: RefusalBody, now: number, chance: number): Outgoing | 'signed_out' {
  if (status === 401) return 'signed_out';
  const tries = item.tries + 1;
  // No network, a server that restarts or is overrun: the same content may be taken later.
  if (status === 0 || status === 408 || status === 429 || status >= 500) return { ...item, standing: 'waiting', tries, notBefore: now + pauseMs(tries, chance), refusal: status === 0 ? null : refusal };
  return { ...item, standing: 'refused', tries, refusal };
}

/** By hand: now, whatever the pause. A refused item keeps its key as long as its content is the same. */
export const again = (item: Outgoing): Outgoing => (item.standing === 'sent' ? item : { ...item, standing: 'waiting', notBefore: 0 });

/** Stands in a body for the id the server gave to an earlier item of the same group. */
export const idFrom = (item: string) => ({ $idFrom: item });

/** The body with those ids in their places. Always the same for the same item, because answers never change. */
export function filledIn(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((part) => filledIn(part, answers));
  if (value === null || typeof value !== 'object') return value;
  const from = (value as { readonly $idFrom?: unknown }).$idFrom;
  if (typeof from === 'string') {
    const id = (answers.get(from) as { readonly id?: unknown } | undefined)?.id;
    if (typeof id !== 'string') throw new Error(`nothing was answered to ${from} yet`);
    return id;
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filledIn(part, answers)]));
}

/** The same for an address: `/records/visit/{item}/steps/submit`. */
export function addressed(path: string, answers: ReadonlyMap<string, unknown>): string {
  return path.replace(/\{([^}]+)\}/g, (_, item: string) => String(filledIn(idFrom(item), answers)));
}

export interface Counts { readonly waiting: number; readonly refused: number; readonly sent: number }

/** By group: a visit with six photos is one thing to its technician. */
export function countGroups(all: readonly Outgoing[]): Counts {
  const groups = new Map<string, Standing>();
  for (const item of all) {
    const before = groups.get(item.group) ?? 'sent';
    const here = settled(item) ? 'sent' : item.standing === 'refused' ? 'refused' : 'waiting';
    groups.set(item.group, before === 'refused' || here === 'refused' ? 'refused' : before === 'waiting' ? 'waiting' : here);
  }
  const count = (standing: Standing) => [...groups.values()].filter((one) => one === standing).length;
  return { waiting: count('waiting'), refused: count('refused'), sent: count('sent') };
}
