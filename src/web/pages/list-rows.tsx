/** The rows of a list: a table on a desk, cards on a phone. The number is the link; a press anywhere in the row follows it. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { FieldMeta, ListPage, RegisterMeta, Row } from '../../kernel/api.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { cellOf, widgetOf } from '../widgets/index.tsx';
import { useOverrides } from '../widgets/known.ts';
import { StateTag } from '../widgets/state-tag.tsx';
import type { Density } from './list-bar.tsx';

export interface RowsProps {
  readonly register: RegisterMeta;
  readonly page: ListPage;
  readonly columns: readonly FieldMeta[];
  readonly density: Density;
  readonly sort: string | undefined;
  /** Left out where the order is not for this table to say. */
  readonly onSort?: (sort: string | undefined) => void;
  readonly stale: boolean;
  /** Left out where rows are only looked at. */
  readonly selection?: Selection | undefined;
}
export interface Selection { has(id: string): boolean; toggle(rows: readonly Row[], on: boolean): void }

export function ListTable({ register, page, columns, density, sort, onSort, stale, selection }: RowsProps) {
  const { t } = useText();
  const open = useOpen(register);
  const cell = useCell(register, page);
  const heading = { register, sort, ...(onSort ? { onSort } : {}) };
  return (
    <div className="list-scroll" role="region" aria-label={t(fill(words.list.rows, { what: register.label }))} tabIndex={0} data-stale={stale}>
      <table className="list-table" data-density={density}>
        <thead>
          <tr>
            {selection && <th scope="col" className="list-tick"><Tick rows={page.rows} selection={selection} label={t(words.list.selectPage)} /></th>}
            <Heading {...heading} name="number">{t(words.common.number)}</Heading>
            {register.states.length > 0 && <Heading {...heading} name="state">{t(words.common.state)}</Heading>}
            {columns.map((field) => <Heading key={field.name} {...heading} name={field.name} figure={widgetOf(field).figure === true}>{t(field.label)}</Heading>)}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.id} onClick={(event) => open(event, row)}>
              {selection && <td className="list-tick"><Tick rows={[row]} selection={selection} label={t(fill(words.list.select, { number: row.number }))} /></td>}
              <th scope="row"><NumberLink register={register} row={row} /></th>
              {register.states.length > 0 && <td><StateTag register={register} state={row.state} /></td>}
              {columns.map((field) => <td key={field.name} data-kind={field.kind} className={widgetOf(field).figure ? 'w-num' : undefined}>{cell(field, row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ListCards({ register, page, columns, stale, selection }: Pick<RowsProps, 'register' | 'page' | 'columns' | 'stale' | 'selection'>) {
  const { t } = useText();
  const open = useOpen(register);
  const cell = useCell(register, page);
  return (
    <ul className="list-cards" data-stale={stale}>
      {page.rows.map((row) => (
        <li key={row.id} onClick={(event) => open(event, row)}>
          <div className="list-card-head">{selection && <Tick rows={[row]} selection={selection} label={t(fill(words.list.select, { number: row.number }))} />}<NumberLink register={register} row={row} />{register.states.length > 0 && <StateTag register={register} state={row.state} />}</div>
          <dl>{columns.slice(0, 5).map((field) => { const shown = cell(field, row); return shown && <div key={field.name}><dt>{t(field.label)}</dt><dd>{shown}</dd></div>; })}</dl>
        </li>
      ))}
    </ul>
  );
}

/** Chosen for what is done with several records at once; with several rows, all or none of them. */
function Tick({ rows, selection, label }: { readonly rows: readonly Row[]; readonly selection: Selection; readonly label: string }) {
  const chosen = rows.filter((row) => selection.has(row.id)).length;
  const some = chosen > 0 && chosen < rows.length;
  return <label className="tick"><input type="checkbox" data-row-tick={rows.length === 1 || undefined} aria-label={label} checked={chosen === rows.length} ref={(box) => { if (box) box.indeterminate = some; }} onChange={(event) => selection.toggle(rows, event.target.checked)} /></label>;
}

/** x: the box of the row whose link has the focus. */
export function tickFocused(): void {
  document.activeElement?.closest('tr, li')?.querySelector<HTMLElement>('[data-row-tick]')?.click();
}

/** j and k: to the link of the next or previous row, so that Enter opens it. */
export function moveFocus(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function NumberLink({ register, row }: { readonly register: RegisterMeta; readonly row: Row }) {
  const { t } = useText();
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) { event.preventDefault(); moveFocus(by); }
  };
  return (
    <>
      <Link to="/r/$register/$id" params={{ register: register.name, id: row.id }} className="row-number" data-row-link onKeyDown={move}>{row.number}</Link>
      {row.archived_at && <small className="row-archived">{t(words.list.archived)}</small>}
    </>
  );
}

interface HeadingProps { readonly register: RegisterMeta; readonly name: string; readonly sort: string | undefined; readonly onSort?: (sort: string | undefined) => void; readonly figure?: boolean; readonly children: ReactNode }

/** Only orders that the register declares can be asked for. A third press gives the usual order back. */
function Heading({ register, name, sort, onSort, figure = false, children }: HeadingProps) {
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
  const className = figure ? 'w-num' : undefined;
  if (!onSort || !register.sorts.some((one) => one.replace(/^-/, '') === name)) return <th scope="col" className={className}>{children}</th>;
  const next = direction === 'none' ? name : direction === 'ascending' ? `-${name}` : undefined;
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <button type="button" className="sort-button" onClick={() => onSort(next)}>{children}{direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} size={12} />}</button>
    </th>
  );
}

function useCell(register: RegisterMeta, page: ListPage): (field: FieldMeta, row: Row) => ReactNode {
  const own = useOverrides().cell;
  return (field, row) => own?.[`${register.name}.${field.name}`]?.(row, page.titles) ?? cellOf(field, row, page.titles);
}

/** A press on a link, a button or on selected text means just that. */
function useOpen(register: RegisterMeta): (event: MouseEvent, row: Row) => void {
  const navigate = useNavigate();
  return (event, row) => {
    if (event.target instanceof Element && event.target.closest('a, button, input, label')) return;
    if (getSelection()?.toString()) return;
    const href = `/r/${register.name}/${row.id}`;
    if (event.ctrlKey || event.metaKey) { open(href, '_blank', 'noopener'); return; }
    void navigate({ to: '/r/$register/$id', params: { register: register.name, id: row.id } });
  };
}
