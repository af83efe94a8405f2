/**
 * Whose phone this is (本机使用者): the last person who signed in here, so that the phone opens with no network. Another person who signs
 * in sees nothing of it; what has not been sent yet stays, unseen, until its owner is back.
 */
import type { Me } from '../../../../../kernel/api.ts';
import { address, answerOf, ApiRefusal, ask, newId } from '../../../../../web/client/wire.ts';
import { forget } from '../../../../../web/offline/database.ts';
import { LAST_PERSON, leaveDevice } from '../../../../../web/offline/leaving.ts';

export interface Person { readonly id: string; readonly name: string; readonly organisation: string; readonly zone: string }

const personOf = (me: Me): Person => ({ id: me.id, name: me.displayName, organisation: me.organisation.name, zone: me.organisation.zone });

export function lastPerson(): Person | null {
  try {
    return JSON.parse(localStorage.getItem(LAST_PERSON) ?? 'null') as Person | null;
  } catch {
    return null;
  }
}

/** Who the server says is signed in; null when nobody is. With no network the last person, undefined when there was none. */
export async function whoIsHere(): Promise<Person | null | undefined> {
  try {
    const person = personOf(await answerOf<Me>(await ask(address('/me'), {})));
    await arrived(person);
    return person;
  } catch (problem) {
    if (problem instanceof ApiRefusal && problem.status === 401) return null;
    return lastPerson() ?? undefined;
  }
}

export async function signIn(given: { readonly organisation?: string; readonly name: string; readonly password: string }): Promise<Person> {
  const me = await answerOf<Me>(await ask(address('/sign-in'), { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': newId() }, body: JSON.stringify(given) }));
  const person = personOf(me);
  await arrived(person);
  return person;
}

/** What the person before had read goes; what that person has not sent yet stays. */
async function arrived(person: Person): Promise<void> {
  const before = lastPerson();
  if (before && before.id !== person.id) await forget(before.id, ['kept']);
  localStorage.setItem(LAST_PERSON, JSON.stringify(person));
}

/** Nothing that was read stays; with nothing unsent, nothing at all. */
export async function signOut(owner: string): Promise<void> {
  await leaveDevice(owner);
  await ask(address('/sign-out'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(() => undefined);
}
