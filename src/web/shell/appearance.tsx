/** Light, dark or as the system; prints are always light. The choice stays in this browser. */
import { App, ConfigProvider, Empty } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '../i18n/index.tsx';
import { type Mode, paint, themeOf } from '../theme.ts';

export type Appearance = Mode | 'system';

export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const { lang } = useText();
  const [appearance, setAppearance] = useState<Appearance>(remembered);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const printing = usePrinting();
  const mode: Mode = printing ? 'light' : appearance === 'system' ? (systemDark ? 'dark' : 'light') : appearance;
  useMemo(() => paint(mode), [mode]);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const theme = useMemo(() => themeOf(mode, still), [mode, still]);
  const value = useMemo(() => ({
    mode, appearance,
    setAppearance: (next: Appearance) => { localStorage.setItem(storageKey, next); setAppearance(next); },
  }), [mode, appearance]);
  return (
    <AppearanceContext value={value}>
      <ConfigProvider theme={theme} locale={lang ? enGB : zhCN} button={{ autoInsertSpace: false }} renderEmpty={() => <Empty image={null} />} variant="outlined">
        <App className="app" message={{ maxCount: 3 }}>{children}</App>
      </ConfigProvider>
    </AppearanceContext>
  );
}

export const useAppearance = () => useContext(AppearanceContext);

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => setMatches(list.matches);
    changed();
    list.addEventListener('change', changed);
    return () => list.removeEventListener('change', changed);
  }, [query]);
  return matches;
}

/** Below this the navigation is a drawer and rows become cards. */
export const useNarrow = () => useMedia('(max-width: 767px)');

const storageKey = 'dutydesk.appearance';
const AppearanceContext = createContext<{ readonly mode: Mode; readonly appearance: Appearance; readonly setAppearance: (next: Appearance) => void }>({ mode: 'light', appearance: 'system', setAppearance: () => undefined });

function remembered(): Appearance {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The browser takes its picture right after this event, so the page must be light before it returns.
    const before = () => { flushSync(() => setPrinting(true)); };
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => { removeEventListener('beforeprint', before); removeEventListener('afterprint', after); };
  }, []);
  return printing;
}
