/**
 * Chinese and English. Every text is a Label `[zh, en]`, so a missing translation does not compile. Dates, numbers and
 * money are written here and nowhere else, in the organisation's own zone. Serves C-11.
 */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import { localParts } from '../../kernel/calendar/zone.ts';

export { words } from './words/index.ts';

export type Lang = 0 | 1;
interface Language { readonly lang: Lang; readonly setLang: (lang: Lang) => void; readonly zone: string }

/** `onChange`: what the server answered in the other language is read again. */
export function LanguageProvider({ onChange, children }: { readonly onChange?: () => void; readonly children: ReactNode }) {
  // Said to the document at once and not after drawing: the first requests leave while the page is drawn.
  const [lang, choose] = useState<Lang>(() => told(remembered()));
  const setLang = useCallback((chosen: Lang) => {
    localStorage.setItem(storageKey, String(chosen));
    choose(told(chosen));
    onChange?.();
  }, [onChange]);
  const value = useMemo(() => ({ lang, setLang, zone: defaultZone }), [lang, setLang]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

/** Below the sign-in: times are those of the organisation, wherever the browser stands. */
export function ZoneProvider({ zone, children }: { readonly zone: string; readonly children: ReactNode }) {
  const { lang, setLang } = useContext(LanguageContext);
  const value = useMemo(() => ({ lang, setLang, zone }), [lang, setLang, zone]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useText(): { readonly t: (label: Label) => string; readonly lang: Lang; readonly setLang: (lang: Lang) => void } {
  const { lang, setLang } = useContext(LanguageContext);
  return useMemo(() => ({ t: (label: Label) => label[lang], lang, setLang }), [lang, setLang]);
}

export interface Format {
  /** '2026-11-23 14:05' · '23 Nov 2026, 14:05' */
  dateTime(iso: string): string;
  /** Accepts an instant or a day without a time; a day is never moved by the zone. */
  date(iso: string): string;
  /** '14:05' */
  time(iso: string): string;
  number(n: number): string;
  /** From fen: '¥1,234.50'. */
  money(fen: number): string;
  /** '3 小时前' · 'in 20 minutes' */
  ago(iso: string): string;
  /** The day an instant lies on in the organisation's zone: '2026-11-23'. */
  day(at: Date): string;
  readonly zone: string;
}

export function useFormat(): Format {
  const { lang, zone } = useContext(LanguageContext);
  return useMemo(() => formatOf(lang, zone), [lang, zone]);
}

/** Puts values into the places of a text: `fill(['共 {n} 条', '{n} records'], { n: 3 })`. */
export function fill(label: Label, values: { readonly [name: string]: string | number | Label }): Label {
  const one = (lang: Lang) => label[lang].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return value === undefined ? '' : typeof value === 'object' ? value[lang] : String(value);
  });
  return [one(0), one(1)];
}

export const languageTag = ['zh-CN', 'en'] as const;

const storageKey = 'dutydesk.language';
const defaultZone = 'Asia/Shanghai';
const LanguageContext = createContext<Language>({ lang: 0, setLang: () => undefined, zone: defaultZone });

/** Chinese unless the person chose otherwise, or the browser speaks no Chinese at all. */
function remembered(): Lang {
  const stored = localStorage.getItem(storageKey);
  if (stored) return stored === '1' ? 1 : 0;
  return navigator.languages.some((tag) => tag.startsWith('zh')) || !navigator.languages.some((tag) => tag.startsWith('en')) ? 0 : 1;
}

function told(lang: Lang): Lang {
  document.documentElement.lang = languageTag[lang];
  return lang;
}

function formatOf(lang: Lang, zone: string): Format {
  const tag = languageTag[lang];
  const numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 4 });
  const monies = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  // What is no moment (a masked birthday) stays as it arrived; a page must not fall over a value it only shows.
  const isMoment = (iso: string) => iso.length > 10 && !Number.isNaN(Date.parse(iso));
  const date = (iso: string) => (isPlain(iso) ? written(iso, lang) : isMoment(iso) ? written(localParts(new Date(iso), zone).date, lang) : iso);
  const time = (iso: string) => (isMoment(iso) ? localParts(new Date(iso), zone).time : iso);
  return {
    date, time, zone,
    dateTime: (iso) => (isMoment(iso) ? `${date(iso)}${lang ? ', ' : ' '}${time(iso)}` : date(iso)),
    number: (n) => numbers.format(n),
    money: (fen) => `${fen < 0 ? '−' : ''}¥${monies.format(Math.abs(fen) / 100)}`,
    ago: (iso) => (isMoment(iso) ? distance(relative, (Date.parse(iso) - Date.now()) / 1000) : iso),
    day: (at) => localParts(at, zone).date,
  };
}

const isPlain = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function written(day: string, lang: Lang): string {
  return lang === 0 ? day : `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

const spans = [['day', 86_400], ['hour', 3600], ['minute', 60]] as const;
function distance(relative: Intl.RelativeTimeFormat, seconds: number): string {
  for (const [unit, length] of spans) if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  return relative.format(0, 'minute');
}
