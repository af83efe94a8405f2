/** Above the rows: words to look for, the states to tick, what is filtered, and how the list is shown and taken away. */
import { Button, Checkbox, Popover, Segmented, Select } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { FieldMeta, Filter, Label, RegisterMeta, Titles } from '../../kernel/api.ts';
import { fill, useFormat, useText, words } from '../i18n/index.tsx';
import { lower } from '../shell/destinations.ts';
import { Icon } from '../shell/icons.tsx';
import { useTyped } from '../shell/search-box.tsx';
import { EXPORT_FORMATS, ExportMenu } from '../widgets/export-menu.tsx';
import { LabelButton } from '../widgets/label-dialog.tsx';
import { choicesOf } from '../widgets/kinds/choice.tsx';
import type { ListSearch } from './list-address.ts';
import { groupChoices, groupsOf } from './list-group.ts';
import { ViewChoice } from './list-views.tsx';
import { chosenOf, filterFields, filterSaid, topParts, withChosen, withParts } from './list-filter.ts';

const FilterBuilder = lazy(async () => ({ default: (await import('./list-builder.tsx')).FilterBuilder }));

export type Density = 'comfortable' | 'compact';
export interface BarProps {
  readonly register: RegisterMeta;
  readonly search: ListSearch;
  readonly onSearch: (next: ListSearch) => void;
  readonly titles: Titles;
  readonly total: number | undefined;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly columns: readonly string[];
}

export function ListBar(props: BarProps) {
  const { register, search, onSearch, titles } = props;
  const { t } = useText();
  const [building, setBuilding] = useState(false);
  const fields = filterFields(register);
  const setFilter = (filter: Filter | undefined) => { const { filter: _gone, page: _first, ...rest } = search; onSearch({ ...rest, ...(filter ? { filter } : {}) }); };
  const choices = fields.filter((field) => field.kind === 'choice' && field.name !== 'state').slice(0, 2);
  const inBar = new Set(['state', ...choices.map((field) => field.name)]);
  return (
    <div className="list-bar">
      <div className="list-bar-row">
        <ViewChoice register={register} search={search} onSearch={onSearch} />
        <SearchField register={register} search={search} onSearch={onSearch} />
        {choices.map((field) => <ChoiceFilter key={field.name} field={field} filter={search.filter} onFilter={setFilter} />)}
        <Button icon={<Icon name="filter" />} data-list-filter onClick={() => setBuilding(true)}>{t(words.list.filter)}</Button>
        <span className="list-bar-gap" />
        <ShowTools {...props} />
      </div>
      {register.states.length > 0 && <StateFilter register={register} filter={search.filter} onFilter={setFilter} />}
      <GroupChip register={register} search={search} onSearch={onSearch} />
      <FilterChips fields={fields} filter={search.filter} inBar={inBar} titles={titles} onFilter={setFilter} onOpen={() => setBuilding(true)} />
      <Suspense fallback={null}>{building && <FilterBuilder fields={fields} filter={search.filter} onClose={() => setBuilding(false)} onApply={(filter) => { setBuilding(false); setFilter(filter); }} />}</Suspense>
    </div>
  );
}

function SearchField({ register, search, onSearch }: Pick<BarProps, 'register' | 'search' | 'onSearch'>) {
  const { t } = useText();
  const [typed, setTyped] = useState(search.q ?? '');
  const { q, composition } = useTyped(typed, 250);
  const said = useRef(search.q ?? '');
  const label = t(fill(words.list.searchIn, { what: register.label }));
  useEffect(() => { if ((search.q ?? '') !== said.current) { said.current = search.q ?? ''; setTyped(search.q ?? ''); } }, [search.q]);
  useEffect(() => {
    if (q === said.current || q !== typed.trim()) return;
    said.current = q;
    const { q: _gone, page: _first, ...rest } = search;
    onSearch({ ...rest, ...(q ? { q } : {}) });
  }, [q, typed, search, onSearch]);
  return (
    <span className="list-search"><Icon name="search" />
      <input type="search" data-list-search aria-label={label} placeholder={label} value={typed} autoComplete="off" {...composition} onChange={(event) => setTyped(event.target.value)} />
    </span>
  );
}

interface FilterProps { readonly filter: Filter | undefined; readonly onFilter: (filter: Filter | undefined) => void }

function ChoiceFilter({ field, filter, onFilter }: FilterProps & { readonly field: FieldMeta }) {
  const { t } = useText();
  const chosen = [...chosenOf(filter, field.name)];
  return (
    <Select mode="multiple" className="choice-filter" aria-label={t(field.label)} placeholder={t(field.label)} value={chosen} allowClear maxTagCount={1} maxTagTextLength={8} virtual={false} popupMatchSelectWidth={false}
      options={choicesOf(field).map(([value, label]) => ({ value, label: t(label) }))} onChange={(next) => onFilter(withChosen(filter, field.name, next))} />
  );
}

/** The states lie open: they are what people look by most. */
function StateFilter({ register, filter, onFilter }: FilterProps & { readonly register: RegisterMeta }) {
  const { t } = useText();
  const chosen = chosenOf(filter, 'state');
  const toggle = (name: string) => onFilter(withChosen(filter, 'state', chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]));
  return (
    <div className="state-filter" role="group" aria-label={t(words.common.state)}>
      <button type="button" aria-pressed={chosen.length === 0} onClick={() => onFilter(withChosen(filter, 'state', []))}>{t(words.list.everyState)}</button>
      {register.states.map((state) => <button key={state.name} type="button" aria-pressed={chosen.includes(state.name)} data-tone={state.tone} onClick={() => toggle(state.name)}><i aria-hidden="true" />{t(state.label)}</button>)}
    </div>
  );
}

function FilterChips({ fields, filter, inBar, titles, onFilter, onOpen }: FilterProps & { readonly fields: readonly FieldMeta[]; readonly inBar: ReadonlySet<string>; readonly titles: Titles; readonly onOpen: () => void }) {
  const { t, lang } = useText();
  const format = useFormat();
  const parts = topParts(filter);
  const shown = parts.filter((part) => !('field' in part && inBar.has(part.field) && (part.op === 'in' || part.op === 'eq')));
  if (shown.length === 0) return null;
  return (
    <div className="filter-chips" role="group" aria-label={t(words.list.filters)}>
      {shown.map((part) => {
        const sentence = filterSaid(part, fields, titles, { t, lang, format });
        return (
          <span key={JSON.stringify(part)} className="filter-chip">
            <button type="button" onClick={onOpen}>{sentence}</button>
            <button type="button" aria-label={`${t(words.common.remove)} ${sentence}`} onClick={() => onFilter(withParts(parts.filter((one) => one !== part)))}><Icon name="close" size={12} /></button>
          </span>
        );
      })}
      <Button type="link" size="small" onClick={() => onFilter(undefined)}>{t(words.list.clearAll)}</Button>
    </div>
  );
}

/** That the rows stand in groups, and the way back. */
function GroupChip({ register, search, onSearch }: Pick<BarProps, 'register' | 'search' | 'onSearch'>) {
  const { t } = useText();
  const chosen = groupsOf(register, search.group);
  if (chosen.length === 0) return null;
  const what = chosen.map((value) => t(groupChoices(register).find((one) => one.value === value)?.label ?? [value, value])).join(' / ');
  const said = t(fill(words.list.groupedBy, { what }));
  const { group: _gone, ...rest } = search;
  return <div className="filter-chips"><span className="filter-chip"><span>{said}</span><button type="button" aria-label={`${t(words.common.remove)} ${said}`} onClick={() => onSearch(rest)}><Icon name="close" size={12} /></button></span></div>;
}

function ShowTools({ register, search, onSearch, total, density, onDensity, columns }: BarProps) {
  const { t } = useText();
  const { number } = useFormat();
  const group = groupsOf(register, search.group).join(',');
  const grouped = group === '' ? [] : EXPORT_FORMATS.map(([format, label]) => ({ format, label: [`分组小计：${label[0]}`, `Groups: ${label[1]}`] as const, query: { group } }));
  const put = (cols: readonly string[] | undefined) => { const { cols: _gone, ...rest } = search; onSearch({ ...rest, ...(cols ? { cols: cols.join(',') } : {}) }); };
  const order = (name: string) => { const at = columns.indexOf(name); return at < 0 ? columns.length : at; };
  const fields = [...register.fields].sort((a, b) => order(a.name) - order(b.name));
  return (
    <>
      <Popover trigger="click" placement="bottomRight" arrow={false} content={(
        <div className="show-panel" role="dialog" aria-label={t(words.list.display)}>
          <div className="person-setting"><span id="density">{t(words.list.density)}</span><Segmented<Density> aria-labelledby="density" size="small" value={density} onChange={onDensity} options={[{ value: 'comfortable', label: t(words.list.comfortable) }, { value: 'compact', label: t(words.list.compact) }]} /></div>
          <GroupChoice register={register} search={search} onSearch={onSearch} />
          <div className="show-columns" role="group" aria-label={t(words.list.columns)}>
            {fields.map((field) => <Checkbox key={field.name} checked={columns.includes(field.name)} onChange={(event) => put(event.target.checked ? [...columns, field.name] : columns.filter((name) => name !== field.name))}>{t(field.label)}</Checkbox>)}
          </div>
          <Button type="link" size="small" onClick={() => put(undefined)}>{t(words.list.columnsReset)}</Button>
        </div>)}>
        <Button icon={<Icon name="columns" />} className="list-tool"><span>{t(words.list.display)}</span></Button>
      </Popover>
      <ExportMenu path={`/records/${register.name}/export`} query={{ q: search.q, filter: search.filter, sort: search.sort, columns: columns.join(','), view: search.view }} busy={fill(words.list.exporting, { n: total === undefined ? '' : number(total), what: lower(register.label) })} more={grouped} rows={total} className="list-tool" />
      <LabelButton register={register.name} those={{ q: search.q, filter: search.filter, sort: search.sort }} count={total} className="list-tool" />
    </>
  );
}

/** One field to group by, and another inside it. */
function GroupChoice({ register, search, onSearch }: Pick<BarProps, 'register' | 'search' | 'onSearch'>) {
  const { t } = useText();
  const chosen = groupsOf(register, search.group);
  const choices = groupChoices(register);
  const put = (group: readonly (string | undefined)[]) => { const { group: _gone, page: _first, ...rest } = search; const named = group.filter((one) => one !== undefined); onSearch({ ...rest, ...(named.length > 0 ? { group: named.join(',') } : {}) }); };
  const select = (i: 0 | 1, label: Label) => (
    <label className="show-group"><span>{t(label)}</span>
      <Select aria-label={t(label)} size="small" value={chosen[i] ?? ''} virtual={false} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false}
        options={[{ value: '', label: t(words.list.groupNone) }, ...choices.filter((one) => i === 0 || one.value.split('.')[0] !== chosen[0]?.split('.')[0]).map((one) => ({ value: one.value, label: t(one.label) }))]}
        onChange={(value) => put(i === 1 ? [chosen[0], value || undefined] : value === '' ? [] : [value, chosen[1]?.split('.')[0] === value.split('.')[0] ? undefined : chosen[1]])} />
    </label>
  );
  return <div className="show-groups">{select(0, words.list.groupBy)}{chosen.length > 0 && select(1, words.list.groupThen)}</div>;
}
