/** A handheld scanner types into any page; what is scanned is opened, unless the page that stands open has its own use for codes. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import type { SearchHit } from '../../kernel/api.ts';
import { api, messageOf } from '../client.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { isComposing } from './keyboard.ts';
import { openWedge, scannedOf } from './scan.ts';

/** A page that has its own use for codes takes them while it is open; the newest has them. */
const takers: ((code: string) => void)[] = [];
export function useScans(take: (code: string) => void): void {
  const latest = useRef(take);
  useEffect(() => { latest.current = take; });
  useEffect(() => {
    const taker = (code: string) => latest.current(code);
    takers.push(taker);
    return () => { takers.splice(takers.indexOf(taker), 1); };
  }, []);
}

/** Keys that a scanner types outside of inputs; in an input they are simply typed. Before all shortcuts, so that a code never presses one. */
export function useHandheld(): void {
  const scanned = useScanned();
  const latest = useRef(scanned);
  useEffect(() => { latest.current = scanned; });
  useEffect(() => {
    const wedge = openWedge();
    const pressed = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target?.isContentEditable || target?.closest('input:not([type="checkbox"]), textarea, select, [role="combobox"]');
      const taken = wedge.take({ key: event.key, at: event.timeStamp, plain: !typing && !isComposing(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector('[role="dialog"][aria-modal="true"]') });
      if (taken === 'none') return;
      event.preventDefault();
      event.stopPropagation();
      if (taken !== 'part') latest.current(taken.code);
    };
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, []);
}

/** An address is opened; a number opens its record, or what was found for it when there are several. */
function useOpening(): (code: string) => void {
  const { t } = useText();
  const { history } = useRouter();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  return (code) => {
    const scanned = scannedOf(code);
    if ('path' in scanned) { history.push(scanned.path); return; }
    void client.fetchQuery({ queryKey: ['search', scanned.q], queryFn: () => api.get<readonly SearchHit[]>('/search', { q: scanned.q.slice(0, 100) }) }).then((hits) => {
      const exact = hits.filter((hit) => hit.number.toLowerCase() === scanned.q.toLowerCase());
      const [only] = exact.length === 1 ? exact : hits.length === 1 ? hits : [];
      if (only) history.push(`/r/${only.register}/${only.id}`);
      else if (hits.length > 0) void navigate({ to: '/search', search: { q: scanned.q } });
      else message.warning(t(fill(words.shell.scanNothing, { code: scanned.q })));
    }).catch((error: unknown) => message.error(t(messageOf(error))));
  };
}

/** What is done with a code here and now. */
export function useScanned(): (code: string) => void {
  const open = useOpening();
  return (code) => (takers.at(-1) ?? open)(code);
}
