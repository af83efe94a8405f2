/** A list put into groups: how many and how much in each, over the whole list; a group opens to its records. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { FieldMeta, Filter, ListGroup, ListGroups, ListPage, RegisterMeta } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { fill, useFormat, useText, words } from '../i18n/index.tsx';
import { useNarrow } from '../shell/appearance.tsx';
import { Icon } from '../shell/icons.tsx';
import { EmptyState, Failure, Loading } from '../shell/page.tsx';
import { ValueOf } from '../widgets/index.tsx';
import { type ListSearch, requestOf } from './list-address.ts';
import type { Density } from './list-bar.tsx';
import { topParts, withParts } from './list-filter.ts';
import { fieldOf, groupFilter, groupLabel } from './list-group.ts';
import { ListCards, ListTable } from './list-rows.tsx';

export interface GroupsProps {
  readonly register: RegisterMeta; readonly search: ListSearch; readonly groups: readonly string[]; readonly columns: readonly FieldMeta[];
  readonly density: Density; readonly onSearch: (next: ListSearch) => void;
}

export function ListGroupsView(props: GroupsProps) {
  const { register, search, groups, columns } = props;
  const { t } = useText();
  const request = { q: search.q, filter: search.filter, group: groups.join(','), columns: columns.map((field) => field.name).join(',') };
  const found = useQuery({
    queryKey: keys.list(register.name, request), queryFn: ({ signal }) => api.get<ListGroups>(`/records/${register.name}/groups`, request, signal),
    placeholderData: (last, query) => (query?.queryKey[1] === register.name ? keepPreviousData(last) : undefined),
  });
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  if (found.data.all.count === 0) return <EmptyState icon="search" title={t(words.list.nothing)} text={t(words.list.nothingText)} />;
  return <GroupTable {...props} found={found.data} stale={found.isPlaceholderData} />;
}

function GroupTable({ found, stale, ...props }: GroupsProps & { readonly found: ListGroups; readonly stale: boolean }) {
  const { register, density } = props;
  const { t } = useText();
  const sums = found.sums.flatMap((name) => fieldOf(register, name) ?? []);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (path: string) => setOpen((now) => { const next = new Set(now); if (!next.delete(path)) next.add(path); return next; });
  const label = t(fill(words.list.groupTable, { what: register.label }));
  const by = found.by.map((one) => t(fieldOf(register, one.field)?.label ?? [one.field, one.field]));
  return (
    <div className="list-scroll" role="region" aria-label={label} tabIndex={0} data-stale={stale}>
      <table className="list-table group-table" data-density={density}>
        <thead><tr><th scope="col">{by.join(' / ')}</th><th scope="col" className="w-num">{t(words.list.count)}</th>{sums.map((field) => <th key={field.name} scope="col" className="w-num">{t(field.label)}</th>)}</tr></thead>
        <tbody>{found.all.groups.map((group) => <GroupRows key={String(group.key)} {...props} found={found} sums={sums} group={group} path={[group]} open={open} onToggle={toggle} />)}</tbody>
        <tfoot><tr><th scope="row">{t(words.list.grandTotal)}</th><Figures group={found.all} sums={sums} /></tr></tfoot>
      </table>
    </div>
  );
}

interface RowsOf extends GroupsProps {
  readonly found: ListGroups; readonly sums: readonly FieldMeta[]; readonly group: ListGroup; readonly path: readonly ListGroup[];
  readonly open: ReadonlySet<string>; readonly onToggle: (path: string) => void;
}

function GroupRows({ group, path, ...props }: RowsOf) {
  const { register, found, sums, open, onToggle } = props;
  const { t } = useText();
  const depth = path.length;
  const by = found.by[depth - 1];
  if (!by) return null;
  const name = path.map((one) => String(one.key)).join('\n');
  const isOpen = open.has(name);
  const label = t(groupLabel(register, by, group.key, found.titles));
  return (
    <Fragment>
      <tr data-depth={depth} onClick={() => onToggle(name)}>
        <th scope="row"><button type="button" className="group-open" aria-expanded={isOpen} aria-label={t(fill(isOpen ? words.list.closeGroup : words.list.openGroup, { what: label }))} onClick={(event) => { event.stopPropagation(); onToggle(name); }}><Icon name={isOpen ? 'down' : 'right'} size={12} />{label}</button></th>
        <Figures group={group} sums={sums} />
      </tr>
      {isOpen && group.groups.map((inner) => <GroupRows key={String(inner.key)} {...props} group={inner} path={[...path, inner]} />)}
      {isOpen && group.groups.length === 0 && <tr className="group-records"><td colSpan={sums.length + 2}><Records {...props} path={path} count={group.count} /></td></tr>}
    </Fragment>
  );
}

function Figures({ group, sums }: { readonly group: ListGroup; readonly sums: readonly FieldMeta[] }) {
  const { number } = useFormat();
  return <><td className="w-num">{number(group.count)}</td>{sums.map((field, i) => { const sum = group.sums[i] ?? null; return <td key={field.name} className="w-num">{sum !== null && <ValueOf field={field} value={sum} row={null} titles={{}} />}</td>; })}</>;
}
const most = 20;
function Records({ register, search, columns, density, onSearch, found: { by }, path, count }: Omit<RowsOf, 'group' | 'sums' | 'open' | 'onToggle'> & { readonly count: number }) {
  const { t } = useText();
  const { number } = useFormat();
  const narrow = useNarrow();
  const filter = withParts([...topParts(search.filter), ...path.map((one, i): Filter => groupFilter(register, by[i] ?? { field: '', span: null }, one.key))]);
  const inside: ListSearch = { ...(search.q ? { q: search.q } : {}), ...(filter ? { filter } : {}), ...(search.sort ? { sort: search.sort } : {}), ...(search.cols ? { cols: search.cols } : {}) };
  const request = { ...requestOf(inside), size: most };
  const page = useQuery({ queryKey: keys.list(register.name, request), queryFn: ({ signal }) => api.get<ListPage>(`/records/${register.name}`, request, signal) });
  if (page.error) return <Failure error={page.error} onRetry={() => { void page.refetch(); }} />;
  if (!page.data) return <Loading />;
  return (
    <>
      {narrow ? <ListCards register={register} page={page.data} columns={columns} stale={false} /> : <ListTable register={register} page={page.data} columns={columns} density={density} sort={search.sort} stale={false} />}
      {count > page.data.rows.length && <button type="button" className="text-button" onClick={() => onSearch(inside)}>{t(fill(words.list.allOfGroup, { n: number(count) }))}</button>}
    </>
  );
}
