/** Saved views of a list: opened, saved, overwritten, shared with my unit, chosen to open with. The address holds what the view stands for. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input, type MenuProps, Popover } from 'antd';
import { useEffect, useState } from 'react';
import type { Label, RegisterMeta, SavedView, SavedViews } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import type { ListSearch } from './list-address.ts';
import { isSameState, searchOf, stateOf } from './list-view.ts';

const viewsQuery = (register: string) => ({ queryKey: ['views', register], queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.get<SavedViews>('/views', { register }, signal), staleTime: 60_000 });
interface ViewsProps { readonly register: RegisterMeta; readonly search: ListSearch; readonly onSearch: (next: ListSearch) => void }

/** Opens the list with the view chosen for it when its address asks for nothing; true while that is not known yet. */
export function useOpeningView({ register, search, onSearch }: ViewsProps): boolean {
  const found = useQuery(viewsQuery(register.name));
  const [open, setOpen] = useState(Object.keys(search).length > 0);
  const first = open || found.isPending ? undefined : found.data?.views.find((view) => view.opens);
  const untouched = Object.keys(search).length === 0;
  useEffect(() => {
    if (open || found.isPending) return;
    if (first && untouched) onSearch(searchOf(first)); else setOpen(true);
  }, [open, found.isPending, first, untouched, onSearch]);
  return !open && (found.isPending || first !== undefined);
}

/** The view the list was opened with, whether it was changed since, and both in words. */
export function useCurrentView(register: RegisterMeta, search: ListSearch): { readonly current: SavedView | undefined; readonly changed: boolean; readonly name: string | undefined } {
  const { t } = useText();
  const current = useQuery(viewsQuery(register.name)).data?.views.find((view) => view.id === search.view);
  const changed = current !== undefined && !isSameState(current.state, stateOf(search));
  return { current, changed, name: current && `${current.name}${changed ? t(words.views.changed) : ''}` };
}

export function ViewChoice({ register, search, onSearch }: ViewsProps) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const views = useQuery(viewsQuery(register.name)).data;
  const { current, changed, name: own } = useCurrentView(register, search);
  const name = own ?? t(words.views.all);
  return (
    <Popover trigger="click" placement="bottomLeft" arrow={false} open={open} onOpenChange={setOpen} destroyOnHidden content={views && <ViewPanel register={register} search={search} views={views} current={current} changed={changed} onSearch={(next) => { setOpen(false); onSearch(next); }} onStay={onSearch} />}>
      <Button className="view-choice" aria-label={t(fill(words.views.choose, { name }))} aria-expanded={open} data-view-choice icon={<Icon name="ledger" />}><span className="view-name">{name}</span><Icon name="down" size={12} /></Button>
    </Popover>
  );
}

/** Said when something of the view could not be shown. */
export function ViewNote({ register, search }: Omit<ViewsProps, 'onSearch'>) {
  const { t } = useText();
  const current = useQuery(viewsQuery(register.name)).data?.views.find((view) => view.id === search.view);
  return current && current.left > 0 ? <p className="view-note" role="status">{t(fill(words.views.left, { n: current.left }))}</p> : null;
}

interface PanelProps extends ViewsProps { readonly views: SavedViews; readonly current: SavedView | undefined; readonly changed: boolean; readonly onStay: (next: ListSearch) => void }

function ViewPanel({ register, search, views, current, changed, onSearch, onStay }: PanelProps) {
  const { t } = useText();
  const write = useWriting();
  const mine = views.views.filter((view) => view.mine);
  const shared = views.views.filter((view) => !view.mine);
  const opens = views.views.find((view) => view.opens);
  const choose = (view: string | null) => { void write.send(() => api.post('/views/choose', { register: register.name, view })); };
  const row = (view: SavedView) => <ViewRow key={view.id} {...{ register, search, view, views, changed }} current={view.id === current?.id} onOpen={() => onSearch(searchOf(view))} onGone={() => { if (view.id === current?.id) onStay({ view: 'all' }); }} onChoose={choose} write={write} />;
  return (
    <div className="view-panel" role="dialog" aria-label={t(words.views.views)}>
      <ul>
        <li className="view-row" data-current={current === undefined && Object.keys(stateOf(search)).length === 0}>
          <button type="button" className="view-open" onClick={() => onSearch({ view: 'all' })}>{t(words.views.all)}</button>
          <Opening opens={opens === undefined} name={t(words.views.all)} onChoose={() => choose(null)} />
        </li>
        {mine.length > 0 && <li className="view-head">{t(words.views.mine)}</li>}
        {mine.map(row)}
        {shared.length > 0 && <li className="view-head">{t(words.views.shared)}</li>}
        {shared.map(row)}
      </ul>
      <NameForm label={words.views.save} placeholder={words.views.name} onName={(name) => write.send(() => api.post<{ readonly id: string }>('/views', { register: register.name, name, state: stateOf(search) })).then((made) => { if (made) onStay({ ...search, view: made.id }); return made !== undefined; })} />
      <RefusalNote error={write.error} />
    </div>
  );
}

type Writing = ReturnType<typeof useWriting>;
function useWriting() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const send = async <T,>(work: () => Promise<T>): Promise<T | undefined> => {
    setError(null);
    try {
      const done = await work();
      await client.invalidateQueries({ queryKey: ['views'] });
      return done;
    } catch (failure) {
      setError(failure);
      return undefined;
    }
  };
  return { error, send };
}

function Opening({ opens, name, onChoose }: { readonly opens: boolean; readonly name: string; readonly onChoose: () => void }) {
  const { t } = useText();
  return opens ? <span className="view-opens">{t(words.views.opens)}</span> : <button type="button" className="view-opening" aria-label={t(fill(words.views.openWith, { name }))} onClick={onChoose}>{t(words.views.setOpening)}</button>;
}

interface RowProps {
  readonly register: RegisterMeta; readonly search: ListSearch; readonly view: SavedView; readonly views: SavedViews; readonly current: boolean; readonly changed: boolean;
  readonly onOpen: () => void; readonly onGone: () => void; readonly onChoose: (view: string | null) => void; readonly write: Writing;
}

function ViewRow({ register, search, view, views, current, changed, onOpen, onGone, onChoose, write }: RowProps) {
  const { t } = useText();
  const { modal } = App.useApp();
  const [naming, setNaming] = useState(false);
  const change = (body: object) => write.send(() => api.patch(`/views/${view.id}`, body));
  const remove = () => modal.confirm({ title: t(fill(words.views.removeSure, { name: view.name })), okText: t(words.views.remove), okButtonProps: { danger: true }, cancelText: t(words.common.cancel), onOk: async () => { await write.send(() => api.post(`/views/${view.id}/remove`, {})); onGone(); } });
  // A unit's default is kept by those who lead the unit.
  const open = !view.opensUnit || view.mayLead;
  const deeds: readonly (readonly [key: string, label: Label, act: () => unknown, show: boolean])[] = [
    ['overwrite', words.views.overwrite, () => change({ state: stateOf(search) }), view.mine && open && !(current && !changed)],
    ['rename', words.views.rename, () => setNaming(true), view.mine],
    ...views.units.map((unit) => [`share-${unit.id}`, fill(words.views.shareWith, { unit: unit.name }), () => change({ unit: unit.id }), view.mine && open && view.unit?.id !== unit.id] as const),
    ['opensUnit', fill(view.opensUnit ? words.views.unitOpensNot : words.views.unitOpens, { unit: view.unit?.name ?? '' }), () => change({ opensUnit: !view.opensUnit }), view.mayLead],
    ['unshare', words.views.unshare, () => change({ unit: null }), view.mine && open && view.unit !== null],
    ['copy', words.views.copy, () => write.send(() => api.post('/views', { register: register.name, name: view.name, state: view.state })), !view.mine],
    ['remove', view.mine ? words.views.remove : words.views.takeDown, remove, view.mayRemove],
  ];
  const items: MenuProps['items'] = deeds.filter(([, , , show]) => show).map(([key, label]) => ({ key, label: t(label), danger: key === 'remove' }));
  if (naming) return <li className="view-row"><NameForm label={words.views.rename} placeholder={words.views.name} initial={view.name} onName={async (name) => { const done = (await change({ name })) !== undefined; if (done) setNaming(false); return done; }} /></li>;
  const said = [view.mine ? '' : view.owner, view.unit ? t(fill(view.opensUnit ? words.views.sharedOpens : words.views.sharedWith, { unit: view.unit.name })) : ''].filter(Boolean).join(' · ');
  return (
    <li className="view-row" data-current={current}>
      <button type="button" className="view-open" aria-current={current} onClick={onOpen}>{view.name}{said && <small>{said}</small>}</button>
      <Opening opens={view.opens} name={view.name} onChoose={() => onChoose(view.id)} />
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => { deeds.find(([one]) => one === key)?.[2](); } }}>
        <Button type="text" size="small" aria-label={t(fill(words.views.more, { name: view.name }))}>⋯</Button>
      </Dropdown>
    </li>
  );
}

function NameForm({ label, placeholder, initial = '', onName }: { readonly label: Label; readonly placeholder: Label; readonly initial?: string; readonly onName: (name: string) => Promise<boolean> }) {
  const { t } = useText();
  const [name, setName] = useState(initial);
  return (
    <form className="view-name-form" onSubmit={(event) => { event.preventDefault(); void onName(name).then((done) => { if (done) setName(''); }); }}>
      <Input size="small" maxLength={60} aria-label={t(placeholder)} placeholder={t(placeholder)} value={name} onChange={(event) => setName(event.target.value)} />
      <Button size="small" htmlType="submit" disabled={name.trim() === ''}>{t(label)}</Button>
    </form>
  );
}
