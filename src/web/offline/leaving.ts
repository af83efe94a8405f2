/**
 * Leaving a device (退出时的本机清理): wherever somebody signs out in this browser, what was read goes; work the server does not have yet
 * stays, unseen by others, until its owner is back. With nothing unsent nothing stays. Serves AC-33.
 */
import { forget, type Kept, readAll } from './database.ts';
import type { Outgoing } from './outbox.rules.ts';

/** The last person who used this device without a network. */
export const LAST_PERSON = 'dutydesk.visit.person';

/** Work in hand as far as leaving must know it. */
interface InHand extends Kept { readonly queuedAt: string | null }

/** How many pieces of work of this person the server does not have yet. */
export async function unsent(owner: string): Promise<number> {
  const [drafts, items] = await Promise.all([readAll<InHand>('drafts', owner), readAll<Outgoing>('outbox', owner)]);
  const groups = new Set([...drafts.filter((d) => d.queuedAt === null).map((d) => d.id), ...items.filter((item) => item.standing !== 'sent' && item.essential).map((item) => item.group)]);
  return groups.size;
}

export async function leaveDevice(owner: string): Promise<void> {
  localStorage.removeItem(LAST_PERSON);
  const left = await unsent(owner);
  await forget(owner, left > 0 ? ['kept'] : ['kept', 'drafts', 'files', 'outbox']);
}
