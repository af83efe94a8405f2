/** A count is kept twice: in this tab as every form, and in the browser, so that a closed tab or an empty battery loses nothing. */
import { useEffect, useState } from 'react';

const TAB = 'dutydesk.draft.';
const BROWSER = 'dutydesk.count.';

/** True once the tab has back what the browser kept. */
export function useKept(name: string): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const kept = localStorage.getItem(BROWSER + name);
    if (kept !== null && sessionStorage.getItem(TAB + name) === null) sessionStorage.setItem(TAB + name, kept);
    setReady(true);
    const keep = () => {
      const typed = sessionStorage.getItem(TAB + name);
      if (typed !== null) localStorage.setItem(BROWSER + name, typed);
    };
    const timer = setInterval(keep, 1000);
    addEventListener('pagehide', keep);
    return () => { clearInterval(timer); removeEventListener('pagehide', keep); };
  }, [name]);
  return ready;
}
export const forgetKept = (name: string): void => localStorage.removeItem(BROWSER + name);
