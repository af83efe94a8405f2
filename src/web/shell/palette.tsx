/** Ctrl+K: every page, every allowed beginning and step, views, and what the shell itself can do; found by Chinese, full pinyin, initials or English. */
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Meta, SavedViews } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { CHAPTERS } from '../guide/chapters.ts';
import { searchOf } from '../pages/list-view.ts';
import { useAppearance } from './appearance.tsx';
import { type Finding, useFindings } from './choices-list.tsx';
import { type Deed, deedsOf } from './destinations.ts';
import { Icon } from './icons.tsx';
import { pageDeeds } from './page-deeds.ts';
import { bestOf, type Spelled, spelledBy } from './palette-match.ts';
import { useSignOut } from './person-menu.tsx';
import { registerOf, useMe, useMeta } from './session.tsx';

export function Palette({ onClose, onKeyboard, onScan }: { readonly onClose: () => void; readonly onKeyboard: () => void; readonly onScan: () => void }) {
  const { t } = useText();
  const { history } = useRouter();
  const meta = useMeta();
  const deeds = [...pageDeeds(), ...deedsOf(meta, useMe()), ...useViewDeeds(meta), ...useActions(onKeyboard, onScan), ...chapters];
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const spelled = usePinyin();
  const findings: Finding[] = bestOf(deeds, typed, spelled).map((deed) => ({
    key: deed.key, group: t(deed.where), choose: () => { onClose(); if (deed.href !== undefined) history.push(deed.href); deed.act?.(); },
    content: <><span className="hit-title">{t(deed.label)}</span></>,
  }));
  const { input, list } = useFindings(findings, t(words.shell.palette), true, onClose);
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={560} className="palette" title={<span className="visually-hidden">{t(words.shell.palette)}</span>} style={{ top: 72 }} afterOpenChange={(open) => { if (open) field.current?.focus(); }}>
      <div className="palette-input"><Icon name="search" /><input ref={field} autoFocus type="text" value={typed} placeholder={t(words.shell.paletteInput)} {...input} onChange={(event) => setTyped(event.target.value)} /><kbd aria-hidden="true">Esc</kbd></div>
      {list ?? <p className="search-nothing" role="status">{t(words.shell.paletteNothing)}</p>}
    </Modal>
  );
}

/** The user guide, chapter by chapter. */
const chapters: readonly Deed[] = [
  { key: '/guide', href: '/guide', label: words.shell.guide, where: words.common.product },
  ...CHAPTERS.map(({ name, label }): Deed => ({ key: `/guide/${name}`, href: `/guide/${name}`, label, where: words.shell.guide })),
];

/** The dictionary is large; it comes when the palette is opened, and until then letters are compared as they stand. */
function usePinyin(): Spelled {
  const [spelled, setSpelled] = useState<Spelled>(() => () => false);
  useEffect(() => {
    let gone = false;
    void import('pinyin-pro').then(({ match }) => { if (!gone) setSpelled(() => spelledBy(match)); });
    return () => { gone = true; };
  }, []);
  return spelled;
}

/** What is no page: how things look, the keyboard map, the way out. */
function useActions(onKeyboard: () => void, onScan: () => void): readonly Deed[] {
  const { lang, setLang } = useText();
  const { setAppearance } = useAppearance();
  const signOut = useSignOut();
  const where = words.shell.actions;
  return [
    ...([['light', words.shell.light], ['dark', words.shell.dark], ['system', words.shell.system_]] as const).map(([value, label]): Deed => ({ key: `appearance-${value}`, label: fill(words.shell.appearanceOf, { which: label }), where, act: () => setAppearance(value) })),
    { key: 'language', label: words.shell.languageSwitch, where, act: () => setLang(lang ? 0 : 1) },
    { key: 'scan', label: words.shell.scan, where, act: onScan },
    { key: 'keyboard', label: words.shell.keyboard, where, act: onKeyboard },
    { key: 'sign-out', label: words.shell.signOut, where, act: signOut },
  ];
}

/** Mine and those shared with me, of every register. */
function useViewDeeds(meta: Meta): readonly Deed[] {
  const views = useQuery({ queryKey: ['views'], queryFn: ({ signal }) => api.get<SavedViews>('/views', {}, signal), staleTime: 60_000 }).data?.views ?? [];
  return views.flatMap((view): readonly Deed[] => {
    const register = registerOf(meta, view.register);
    return register ? [{ key: `view-${view.id}`, label: [view.name, view.name], where: fill(words.shell.viewsOf, { what: register.label }), href: `/r/${view.register}?${new URLSearchParams(Object.entries(searchOf(view)).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]))}` }] : [];
  });
}
