/** Search everything, from every page: by name, pinyin, initials, number or the last digits of a phone. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { SearchHit } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { StateTag } from '../widgets/state-tag.tsx';
import { type Finding, useFindings } from './choices-list.tsx';
import { Icon } from './icons.tsx';
import { useKeys } from './keyboard.ts';
import { registerOf, useMeta } from './session.tsx';

export function SearchBox() {
  const { t } = useText();
  const { history } = useRouter();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const { q, composition } = useTyped(typed);
  const hits = useSearch(q);
  const close = () => { setOpen(false); field.current?.blur(); };
  const go = (to: () => void) => { close(); setTyped(''); to(); };
  const all = () => { if (typed.trim()) go(() => { void navigate({ to: '/search', search: { q: typed.trim() } }); }); };
  const findings: Finding[] = (q ? hits.data ?? [] : []).slice(0, 20).map((hit) => ({ key: hit.id, group: t(hit.registerLabel), content: <Hit hit={hit} />, choose: () => go(() => history.push(`/r/${hit.register}/${hit.id}`)) }));
  const { input, list } = useFindings(findings, t(words.shell.search), open && q !== '', () => { setTyped(''); close(); }, all);
  // A list page has its own search box; there `/` belongs to it.
  useKeys({ '/': () => (document.querySelector<HTMLElement>('[data-list-search]') ?? field.current)?.focus() });
  return (
    <div className="search-box" role="search" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false); }}>
      <Icon name="search" />
      <input ref={field} type="text" value={typed} placeholder={t(words.shell.searchAll)} {...input} {...composition}
        onFocus={() => setOpen(true)} onChange={(event) => { setTyped(event.target.value); setOpen(true); }} />
      <kbd aria-hidden="true">/</kbd>
      {open && q !== '' && (
        <div className="search-findings">
          {list ?? <p className="search-nothing" role="status">{hits.isFetching ? t(words.common.loading) : <>{t(fill(words.shell.searchNothing, { q }))}<small>{t(words.shell.searchHint)}</small></>}</p>}
          {findings.length > 0 && <button type="button" className="search-all" onMouseDown={(event) => event.preventDefault()} onClick={all}>{t(words.shell.searchAllOf)}<span aria-hidden="true">Enter</span></button>}
        </div>
      )}
    </div>
  );
}

export function Hit({ hit }: { readonly hit: SearchHit }) {
  const register = registerOf(useMeta(), hit.register);
  return <><span className="hit-number">{hit.number}</span><span className="hit-title">{hit.title}</span>{hit.state && register && <StateTag register={register} state={hit.state} />}</>;
}

export function useSearch(q: string) {
  return useQuery({ queryKey: ['search', q], queryFn: ({ signal }) => api.get<readonly SearchHit[]>('/search', { q }, signal), enabled: q !== '', placeholderData: keepPreviousData, staleTime: 10_000 });
}

/** What to look for: a moment after the last key, and never the half-typed letters of an input method. */
export function useTyped(typed: string, wait = 160): { readonly q: string; readonly composition: { readonly onCompositionStart: () => void; readonly onCompositionEnd: () => void } } {
  const [q, setQ] = useState(typed.trim());
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    if (composing) return undefined;
    if (typed.trim() === '') { setQ(''); return undefined; }
    const timer = setTimeout(() => setQ(typed.trim()), wait);
    return () => clearTimeout(timer);
  }, [typed, composing, wait]);
  return { q, composition: { onCompositionStart: () => setComposing(true), onCompositionEnd: () => setComposing(false) } };
}

