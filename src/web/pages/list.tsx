/** A register as a list (台账): looked through by words, states and conditions; the address holds all of it. Serves C-2, C-3. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ListPage, RegisterMeta } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { useNarrow } from '../shell/appearance.tsx';
import { lower } from '../shell/destinations.ts';
import { Icon } from '../shell/icons.tsx';
import { useKeys } from '../shell/keyboard.ts';
import { usePageDeeds } from '../shell/page-deeds.ts';
import { EmptyState, Failure, Loading, PageHeading } from '../shell/page.tsx';
import { moduleNamed, useMeta, useRegister } from '../shell/session.tsx';
import { ListAbout } from './list-about.tsx';
import { type ListSearch, requestOf } from './list-address.ts';
import { type Density, ListBar } from './list-bar.tsx';
import type { GroupsProps } from './list-groups.tsx';
import { groupsOf } from './list-group.ts';
import { ListPager } from './list-pager.tsx';
import { ListCards, ListTable, moveFocus, type Selection, tickFocused } from './list-rows.tsx';
import { useOpeningView, ViewNote } from './list-views.tsx';
import { NotFoundPage } from './not-found.tsx';

const BulkBar = lazy(async () => ({ default: (await import('./list-bulk.tsx')).BulkBar }));
const LazyGroups = lazy(async () => ({ default: (await import('./list-groups.tsx')).ListGroupsView }));
const ListGroups = (props: GroupsProps) => <Suspense fallback={<Loading />}><LazyGroups {...props} /></Suspense>;

export function ListPageView({ register: name }: { readonly register: string }) {
  const register = useRegister(name);
  return register ? <List register={register} /> : <NotFoundPage />;
}

function List({ register }: { readonly register: RegisterMeta }) {
  const { t } = useText();
  const { search, setSearch } = useAddress(register.name);
  const [density, setDensity] = useDensity(search, setSearch);
  const waiting = useOpeningView({ register, search, onSearch: setSearch });
  const narrow = useNarrow();
  const groups = groupsOf(register, search.group);
  const found = useListPage(register.name, search, groups.length === 0);
  const names = search.cols ? search.cols.split(',') : register.list;
  const columns = names.flatMap((column) => register.fields.find((field) => field.name === column) ?? []);
  const sortBy = (sort: string | undefined) => { const { sort: _gone, page: _first, ...rest } = search; setSearch({ ...rest, ...(sort ? { sort } : {}) }); };
  const turn = (page: number) => { const { page: _gone, ...rest } = search; setSearch({ ...rest, ...(page > 1 ? { page } : {}) }); };
  const module = moduleNamed(useMeta(), register.module);
  const untouched = search.q === undefined && search.filter === undefined;
  useListKeys(register, found.data, turn);
  const { selection, chosen, clear } = useSelection(search);
  return (
    <div className="list-page">
      <PageHeading title={t(register.label)} note={module && module.label[0] !== register.label[0] ? t(module.label) : undefined}>
        {register.importKeys && <Link to="/r/$register/import" params={{ register: register.name }} className="w-as-button">{t(words.list.import)}</Link>}
        {register.mayCreate && <CreateLink register={register} />}
      </PageHeading>
      <ListBar register={register} search={search} onSearch={setSearch} titles={found.data?.titles ?? {}} total={found.data?.total} density={density} onDensity={setDensity} columns={columns.map((field) => field.name)} />
      {chosen.size > 0 && <Suspense fallback={null}><BulkBar register={register} search={search} chosen={chosen} total={found.data?.total ?? 0} onClear={clear} /></Suspense>}
      <ViewNote register={register} search={search} />
      {found.data && groups.length === 0 && <ListAbout register={register} search={search} page={found.data} />}
      {waiting ? <Loading /> : groups.length > 0 ? <ListGroups register={register} search={search} groups={groups} columns={columns} density={density} onSearch={setSearch} /> : found.error ? <Failure error={found.error} onRetry={() => { void found.refetch(); }} />
        : !found.data ? <Loading />
          : found.data.rows.length === 0 ? <Nothing register={register} untouched={untouched} onClear={() => setSearch({ view: 'all' })} />
            : narrow ? <ListCards register={register} page={found.data} columns={columns} stale={found.isPlaceholderData} selection={selection} />
              : <ListTable register={register} page={found.data} columns={columns} density={density} sort={search.sort} onSort={sortBy} stale={found.isPlaceholderData} selection={selection} />}
      {groups.length === 0 && found.data && found.data.total > 0 && <ListPager page={found.data} onPage={turn} onSize={(size) => { const { page: _first, ...rest } = search; setSearch({ ...rest, size }); }} />}
    </div>
  );
}

function CreateLink({ register }: { readonly register: RegisterMeta }) {
  const { t } = useText();
  return <Link to="/r/$register/new" params={{ register: register.name }} className="primary-link"><Icon name="plus" />{t(fill(words.list.createOf, { what: lower(register.label) }))}</Link>;
}

/** Says what belongs here and offers the first step; or, after looking in vain, the way back to everything. */
function Nothing({ register, untouched, onClear }: { readonly register: RegisterMeta; readonly untouched: boolean; readonly onClear: () => void }) {
  const { t } = useText();
  if (!untouched) return <EmptyState icon="search" title={t(words.list.nothing)} text={t(words.list.nothingText)}><button type="button" className="text-button" onClick={onClear}>{t(words.list.clearAll)}</button></EmptyState>;
  return (
    <EmptyState title={t(fill(words.list.emptyTitle, { what: lower(register.label) }))} text={t(register.empty ?? words.list.emptyText)}>
      {register.mayCreate && <CreateLink register={register} />}
    </EmptyState>
  );
}

function useAddress(register: string) {
  const search = useSearch({ strict: false, select: (given) => given as ListSearch });
  const navigate = useNavigate();
  // Each change replaces the last one: "back" leaves the list instead of walking through every letter typed.
  const setSearch = (next: ListSearch) => { void navigate({ to: '/r/$register', params: { register }, search: next, replace: true, resetScroll: false }); };
  return { search, setSearch };
}

function useListPage(register: string, search: ListSearch, enabled: boolean) {
  const request = requestOf(search);
  return useQuery({
    queryKey: keys.list(register, request), queryFn: ({ signal }) => api.get<ListPage>(`/records/${register}`, request, signal), enabled,
    // Rows of another register must never stand under this heading.
    placeholderData: (last, query) => (query?.queryKey[1] === register ? keepPreviousData(last) : undefined),
  });
}

function useListKeys(register: RegisterMeta, page: ListPage | undefined, turn: (page: number) => void): void {
  const navigate = useNavigate();
  const press = (what: string) => () => document.querySelector<HTMLElement>(`[data-${what}]`)?.click();
  const more = page !== undefined && (page.totalIsEstimate ? page.rows.length === page.size : page.page * page.size < page.total);
  useKeys({
    j: () => moveFocus(1), k: () => moveFocus(-1), x: tickFocused, b: press('bulk'), f: press('list-filter'), v: press('view-choice'),
    '[': () => { if (page && page.page > 1) turn(page.page - 1); }, ']': () => { if (more) turn(page.page + 1); },
    ...(register.mayCreate ? { n: () => { void navigate({ to: '/r/$register/new', params: { register: register.name } }); } } : {}),
  });
  usePageDeeds([
    { key: 'here-filter', label: words.list.advanced, where: words.shell.thisPage, act: press('list-filter') },
    { key: 'here-views', label: words.views.views, where: words.shell.thisPage, act: press('view-choice') },
  ]);
}

const densityKey = 'dutydesk.density';
/** Rows ticked, with the versions they were seen in; other words or conditions begin anew. */
function useSelection(search: ListSearch) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const shown = JSON.stringify([search.q, search.filter]);
  const [of, setOf] = useState(shown);
  const clear = () => setChosen(new Map());
  if (of !== shown) { setOf(shown); clear(); }
  const selection: Selection = {
    has: (id) => chosen.has(id),
    toggle: (rows, on) => setChosen((now) => { const next = new Map(now); for (const row of rows) { if (on) next.set(row.id, row.version); else next.delete(row.id); } return next; }),
  };
  return { selection, chosen, clear };
}

/** In the address once it was chosen, so that a view keeps it; otherwise as this browser had it last. */
function useDensity(search: ListSearch, setSearch: (next: ListSearch) => void): readonly [Density, (density: Density) => void] {
  const last: Density = localStorage.getItem(densityKey) === 'compact' ? 'compact' : 'comfortable';
  return [search.density ?? last, (next) => { localStorage.setItem(densityKey, next); setSearch({ ...search, density: next }); }];
}
