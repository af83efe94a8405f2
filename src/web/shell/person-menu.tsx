/** Who I am here: my posts and until when, how things look, and the way out. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popover, Segmented } from 'antd';
import { useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { fill, type Lang, useFormat, useText, words } from '../i18n/index.tsx';
import { leaveDevice } from '../offline/leaving.ts';
import { stopPushing } from '../pages/notice-push.ts';
import { forgetDrafts } from '../widgets/draft.ts';
import { type Appearance, useAppearance } from './appearance.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useMe } from './session.tsx';

export function PersonMenu({ onKeyboard }: { readonly onKeyboard: () => void }) {
  const { t } = useText();
  const me = useMe();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} content={<PersonPanel onKeyboard={() => { setOpen(false); onKeyboard(); }} onLeave={() => setOpen(false)} />}>
      <button type="button" className="person-button" aria-expanded={open} aria-label={t(fill(words.shell.person, { name: me.displayName }))}>
        <span className="person-mark" aria-hidden="true">{markOf(me.displayName)}</span><span className="person-name">{me.displayName}</span><Icon name="down" size={12} />
      </button>
    </Popover>
  );
}

function PersonPanel({ onKeyboard, onLeave }: { readonly onKeyboard: () => void; readonly onLeave: () => void }) {
  const { t, lang, setLang } = useText();
  const { appearance, setAppearance } = useAppearance();
  const signOut = useSignOut();
  const me = useMe();
  return (
    <div className="person-panel" role="dialog" aria-label={t(fill(words.shell.person, { name: me.displayName }))}>
      <Posts />
      <div className="person-setting"><span id="setting-appearance">{t(words.shell.appearance)}</span>
        <Segmented<Appearance> aria-labelledby="setting-appearance" value={appearance} onChange={setAppearance} options={appearances.map(([value, label, icon]) => ({ value, title: t(label), label: <span className="segment"><Icon name={icon} size={14} />{t(label)}</span> }))} />
      </div>
      <div className="person-setting"><span id="setting-language">{lang ? 'Language' : '语言'}</span>
        <Segmented<Lang> aria-labelledby="setting-language" value={lang} onChange={setLang} options={[{ value: 0, label: <span lang="zh-CN">中文</span> }, { value: 1, label: <span lang="en">English</span> }]} />
      </div>
      <div className="person-actions">
        <Link to={'/notices/settings' as string} className="person-link" onClick={onLeave}><Icon name="bell" />{t(words.shell.noticeSettings)}</Link>
        <Link to="/account" className="person-link" onClick={onLeave}><Icon name="people" />{t(words.shell.account)}</Link>
        <Link to="/jobs" className="person-link" onClick={onLeave}><Icon name="clock" />{t(words.shell.jobs)}</Link>
        <Link to={'/guide' as string} className="person-link" onClick={onLeave}><Icon name="page" />{t(words.shell.guide)}</Link>
        <Button type="text" icon={<Icon name="keyboard" />} onClick={onKeyboard}>{t(words.shell.keyboard)}</Button>
        <Button type="text" icon={<Icon name="exit" />} onClick={signOut}>{t(words.shell.signOut)}</Button>
      </div>
    </div>
  );
}

function Posts() {
  const { t } = useText();
  const format = useFormat();
  const me = useMe();
  return (
    <>
      <p className="person-who"><strong>{me.displayName}</strong><span>{me.name} · {me.organisation.name}</span></p>
      <ul className="person-posts" aria-label={t(words.shell.posts)}>
        {me.posts.length === 0 && <li>{t(words.shell.noPosts)}</li>}
        {me.posts.map((post) => (
          <li key={`${post.role} ${post.unit} ${post.deputyFor}`}>
            <span>{t(post.label)}</span>
            <small>{[post.unitName, post.deputyFor && t(fill(words.shell.deputyFor, { name: post.deputyFor })), post.until && t(fill(words.shell.until, { date: format.date(post.until) }))].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A full load afterwards: nothing this person read stays in memory for the next. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const { id } = useMe();
  return () => {
    forgetDrafts();
    // What the same browser keeps for work without a network goes as well, also where it was never used or is refused.
    const left = [leaveDevice(id).catch(() => undefined), stopPushing().catch(() => undefined), api.post('/sign-out').catch(() => undefined)];
    void Promise.all(left).then(() => { client.clear(); location.assign('/sign-in'); });
  };
}

const appearances: readonly (readonly [Appearance, Label, IconName])[] = [['light', words.shell.light, 'sun'], ['dark', words.shell.dark, 'moon'], ['system', words.shell.system_, 'screen']];

/** The last two signs of a Chinese name, the initials of another. */
const markOf = (name: string): string => (/^[\x20-\x7e]+$/.test(name) ? name.split(' ').map((part) => part[0]).join('').slice(0, 2).toUpperCase() : name.slice(-2));
