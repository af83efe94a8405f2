/**
 * What a person has typed into a form and not yet sent. It lives in this tab (session storage) together with the
 * form's idempotency key, so a reload or a lost answer neither loses the typing nor writes twice.
 */
import { useEffect, useRef, useState } from 'react';
import type { SignatureInput } from '../../kernel/api.ts';
import { newId } from '../client.ts';

export type Values = { readonly [field: string]: unknown };
export type Signed = {
  readonly [name: string]: Pick<SignatureInput, 'signer' | 'kind' | 'strokes'> & { readonly witnesses: readonly [string, string] };
};
export interface Draft {
  readonly values: Values;
  readonly signed: Signed;
  readonly key: string;
}

const PREFIX = 'dutydesk.draft.';

export function useDraft(name: string, start: { readonly values: Values; readonly signed: Signed }) {
  const [draft, setDraft] = useState<Draft>(() => kept(name) ?? { ...start, key: newId() });
  const [restored] = useState(() => kept(name) !== null);
  const [changed, setChanged] = useState(restored);
  const finished = useRef(false);
  useEffect(() => {
    if (!changed || finished.current) return;
    const timer = setTimeout(() => keep(name, draft), 150);
    return () => clearTimeout(timer);
  }, [name, draft, changed]);
  const change = (next: Partial<Draft>) => {
    setChanged(true);
    setDraft((before) => ({ ...before, ...next }));
  };
  return {
    draft,
    changed,
    restored,
    setValue: (field: string, value: unknown) => {
      setChanged(true);
      setDraft((before) => ({ ...before, values: { ...before.values, [field]: value } }));
    },
    setSigned: (signer: string, value: Signed[string]) => {
      setChanged(true);
      setDraft((before) => ({ ...before, signed: { ...before.signed, [signer]: value } }));
    },
    /** Before anything is sent: a device that dies meanwhile sends the same again, under the same key. */
    store: () => keep(name, draft),
    /** A new key: the last one was answered, what is sent now is something else. */
    renew: () => change({ key: newId() }),
    restart: () => {
      drop(name);
      setChanged(false);
      setDraft({ ...start, key: newId() });
    },
    finish: () => {
      finished.current = true;
      drop(name);
    },
  };
}

/** At sign-out: nothing of one person waits for the next at a shared till. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}

function kept(name: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}
function keep(name: string, draft: Draft): void {
  // A full store loses the draft's safety, not the form itself.
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(draft));
  } catch {
    drop(name);
  }
}
const drop = (name: string): void => sessionStorage.removeItem(PREFIX + name);
