/** Around every page: navigation on the left, the bar on top, the page in the middle. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useChanges } from '../client.ts';
import { fill, useText, words, ZoneProvider } from '../i18n/index.tsx';
import { isOpen, jobsQuery } from '../widgets/job.tsx';
import { useNarrow } from './appearance.tsx';
import { Icon } from './icons.tsx';
import { useKeys } from './keyboard.ts';
import { Navigation } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';
import { useHandheld } from './scanning.ts';
import { SearchBox } from './search-box.tsx';
import { homeQuery, unreadQuery, useMe } from './session.tsx';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeyboardMap = lazy(async () => ({ default: (await import('./keyboard-map.tsx')).KeyboardMap }));
const ScanBox = lazy(async () => ({ default: (await import('./scan-box.tsx')).ScanBox }));
type Above = 'palette' | 'keyboard' | 'navigation' | 'scan' | null;

export function Frame() {
  const me = useMe();
  useChanges();
  return <ZoneProvider zone={me.organisation.zone}><FrameBody /></ZoneProvider>;
}

function FrameBody() {
  const { t } = useText();
  const narrow = useNarrow();
  const [above, setAbove] = useState<Above>(null);
  const close = () => setAbove(null);
  useKeys({ 'mod+k': () => setAbove('palette'), '?': () => setAbove('keyboard'), s: () => setAbove('scan') });
  useHandheld();
  return (
    <div className="frame">
      <a className="skip-link" href="#content">{t(words.shell.skip)}</a>
      <TopBar narrow={narrow} onNavigation={() => setAbove('navigation')} onPalette={() => setAbove('palette')} onKeyboard={() => setAbove('keyboard')} onScan={() => setAbove('scan')} />
      {!narrow && <div className="side"><Navigation /></div>}
      <Content />
      {narrow && <Drawer open={above === 'navigation'} onClose={close} placement="left" size={288} title={t(words.common.product)} className="side-drawer"><Navigation onGo={close} /></Drawer>}
      <Suspense fallback={null}>
        {above === 'palette' && <Palette onClose={close} onKeyboard={() => setAbove('keyboard')} onScan={() => setAbove('scan')} />}
        {above === 'scan' && <ScanBox onClose={close} />}
        {above === 'keyboard' && <KeyboardMap onClose={close} />}
      </Suspense>
    </div>
  );
}

function TopBar({ narrow, onNavigation, onPalette, onKeyboard, onScan }: { readonly narrow: boolean; readonly onNavigation: () => void; readonly onPalette: () => void; readonly onKeyboard: () => void; readonly onScan: () => void }) {
  const { t, lang, setLang } = useText();
  const navigate = useNavigate();
  const me = useMe();
  return (
    <header className="top-bar">
      {narrow && <Button type="text" className="top-icon" aria-label={t(words.shell.openNavigation)} icon={<Icon name="menu" size={18} />} onClick={onNavigation} />}
      <Link to="/" className="brand"><span className="brand-name">{t(words.common.product)}</span>{!narrow && <span className="brand-organisation">{me.organisation.name}</span>}</Link>
      {!narrow && <SearchBox />}
      <div className="top-right">
        {narrow && <Button type="text" className="top-icon" aria-label={t(words.shell.search)} icon={<Icon name="search" size={18} />} onClick={() => { void navigate({ to: '/search' }); }} />}
        <Button type="text" className="top-icon" aria-label={t(words.shell.scan)} title={t(words.shell.scan)} icon={<Icon name="scan" size={18} />} onClick={onScan} />
        {!narrow && <Button type="text" onClick={onPalette} className="palette-button" aria-label={t(words.shell.palette)}><kbd>Ctrl K</kbd></Button>}
        <JobCount />
        <TaskCount />
        <NoticeBell />
        {!narrow && <Button type="text" aria-label={t(words.shell.languageSwitch)} onClick={() => setLang(lang ? 0 : 1)}>{lang ? '中文' : 'English'}</Button>}
        <PersonMenu onKeyboard={onKeyboard} />
      </div>
    </header>
  );
}

function TaskCount() {
  const { t } = useText();
  const tasks = useQuery(homeQuery).data?.tasks ?? [];
  const late = tasks.filter((task) => task.overdue).length;
  if (tasks.length === 0) return null;
  const label = t(fill(late > 0 ? words.shell.tasksOverdue : words.shell.tasksWaiting, { n: tasks.length, late }));
  return <Link to="/" className="task-count" data-late={late > 0} aria-label={label} title={label}><Icon name="work" /><span aria-hidden="true">{tasks.length}</span></Link>;
}

/** Only while something of mine is under way. */
function JobCount() {
  const { t } = useText();
  const open = useQuery(jobsQuery).data?.rows.filter(isOpen).length ?? 0;
  if (open === 0) return null;
  const label = t(fill(words.shell.jobsUnderWay, { n: open }));
  return <Link to="/jobs" className="task-count" aria-label={label} title={label}><Icon name="clock" /><span aria-hidden="true">{open}</span></Link>;
}

function NoticeBell() {
  const { t } = useText();
  const unread = useQuery(unreadQuery).data ?? 0;
  const label = t(unread > 0 ? fill(words.shell.noticesUnread, { n: unread > 99 ? '99+' : unread }) : words.shell.notices);
  return <Link to={'/notices' as string} className="task-count notice-bell" aria-label={label} title={label}><Icon name="bell" />{unread > 0 && <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}</Link>;
}

/** After a change of page the keyboard and the screen reader continue in the page, not in the navigation. */
function Content() {
  const { t } = useText();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const last = useRef(pathname);
  const online = useOnline();
  useEffect(() => {
    if (last.current !== pathname && !main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
    last.current = pathname;
  }, [pathname]);
  return (
    <main id="content" ref={main} tabIndex={-1}>
      {!online && <p className="offline" role="status">{t(words.shell.offline)}</p>}
      <Outlet />
    </main>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore((changed) => {
    addEventListener('online', changed);
    addEventListener('offline', changed);
    return () => { removeEventListener('online', changed); removeEventListener('offline', changed); };
  }, () => navigator.onLine);
}
