/** All that was found, by register. On a phone this is where one searches. */
import { Link, useNavigate, useSearch as useAddressSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { fill, useText, words } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { EmptyState, Failure, PageHeading } from '../shell/page.tsx';
import { Hit, useSearch, useTyped } from '../shell/search-box.tsx';

export function SearchPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const asked = useAddressSearch({ strict: false, select: (search) => (search as { q?: string }).q ?? '' });
  const [typed, setTyped] = useState(asked);
  const { q, composition } = useTyped(typed);
  const hits = useSearch(q);
  useEffect(() => { setTyped(asked); }, [asked]);
  useEffect(() => { if (q === typed.trim() && q !== asked) void navigate({ to: '/search', search: q ? { q } : {}, replace: true }); }, [q, typed, asked, navigate]);
  const found = q ? hits.data ?? [] : [];
  const groups = [...new Map(found.map((hit) => [hit.register, hit.registerLabel]))];
  return (
    <div className="search-page">
      <PageHeading title={t(words.shell.searchTitle)} note={q && hits.data ? t(fill(words.shell.searchCount, { n: found.length })) : undefined} />
      <span className="list-search search-page-box"><Icon name="search" /><input type="search" autoFocus data-list-search aria-label={t(words.shell.search)} placeholder={t(words.shell.searchAll)} value={typed} autoComplete="off" {...composition} onChange={(event) => setTyped(event.target.value)} /></span>
      {hits.error && <Failure error={hits.error} onRetry={() => { void hits.refetch(); }} />}
      {q === '' && <EmptyState icon="search" title={t(words.shell.searchStart)} text={t(words.shell.searchHint)} />}
      {q !== '' && hits.data && found.length === 0 && <EmptyState icon="search" title={t(fill(words.shell.searchNothing, { q }))} text={t(words.shell.searchHint)} />}
      {groups.map(([register, label]) => (
        <section key={register} className="search-group">
          <h2>{t(label)}</h2>
          <ul>{found.filter((hit) => hit.register === register).map((hit) => <li key={hit.id}><Link to="/r/$register/$id" params={{ register, id: hit.id }} className="hit"><Hit hit={hit} /></Link></li>)}</ul>
        </section>
      ))}
    </div>
  );
}
