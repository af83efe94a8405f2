/**
 * Keyboard for the common tasks. A key typed while an input method composes is part of a word, never a command; keys
 * without Ctrl act only outside inputs and dialogs, and can be switched off (WCAG 2.1.4).
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';

/** 'mod+k' is Ctrl, on a Mac also Command. Single keys as they are typed: '/', '?', 'n'. */
export type Keys = { readonly [combination: string]: (event: KeyboardEvent) => void };

export function useKeys(keys: Keys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => { latest.current = keys; });
  useEffect(() => {
    if (!enabled) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || event.altKey) return;
      const mod = event.ctrlKey || event.metaKey;
      const act = latest.current[mod ? `mod+${event.key.toLowerCase()}` : event.key];
      if (!act || (!mod && (!singleKeys.on || isBusy(event)))) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [enabled]);
}

/** 229 is what some browsers report for the Enter that only ends a composition. */
export const isComposing = (event: { readonly isComposing?: boolean; readonly keyCode?: number }): boolean => event.isComposing === true || event.keyCode === 229;

export function useSingleKeys(): { readonly on: boolean; readonly setOn: (on: boolean) => void } {
  const on = useSyncExternalStore(subscribe, () => singleKeys.on);
  return { on, setOn };
}

const storageKey = 'dutydesk.single-keys';
const singleKeys = { on: localStorage.getItem(storageKey) !== 'off' };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

function setOn(on: boolean): void {
  singleKeys.on = on;
  localStorage.setItem(storageKey, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

/** Somebody is typing, or something stands above the page. */
function isBusy(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.isContentEditable || target?.closest('input, textarea, select, [role="combobox"], [role="listbox"], [role="menu"]')) return true;
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest('a, button, [role="button"], [tabindex]:not(main)')) return true;
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
