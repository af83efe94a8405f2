/** Ctrl+K: every page and every allowed beginning, found by Chinese, full pinyin, initials or English. */
import { useRouter } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import { useText, words } from '../i18n/index.tsx';
import { type Finding, useFindings } from './choices-list.tsx';
import { type Deed, deedsOf } from './destinations.ts';
import { Icon } from './icons.tsx';
import { useMe, useMeta } from './session.tsx';

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { history } = useRouter();
  const deeds = deedsOf(useMeta(), useMe());
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const spelled = usePinyin();
  const findings: Finding[] = bestOf(deeds, typed, spelled).map((deed) => ({
    key: deed.href, group: t(deed.where), choose: () => { onClose(); history.push(deed.href); },
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

type Spelled = (text: string, typed: string) => boolean;

/** The dictionary is large; it comes when the palette is opened, and until then letters are compared as they stand. */
function usePinyin(): Spelled {
  const [spelled, setSpelled] = useState<Spelled>(() => () => false);
  useEffect(() => {
    let gone = false;
    void import('pinyin-pro').then(({ match }) => { if (!gone) setSpelled(() => (text: string, typed: string) => match(text, typed, { continuous: true }) !== null); });
    return () => { gone = true; };
  }, []);
  return spelled;
}

const most = 40;

/** What begins with the words first, then what contains them, then what is spelled so. Groups keep their order. */
function bestOf(deeds: readonly Deed[], typed: string, spelled: Spelled): readonly Deed[] {
  const q = typed.trim().toLowerCase();
  if (q === '') return deeds.slice(0, most);
  const letters = q.replaceAll(/\s+/g, '');
  const rank = (label: Label): number => {
    const [zh, en] = [label[0].toLowerCase(), label[1].toLowerCase()];
    if (zh.startsWith(q) || en.startsWith(q)) return 0;
    if (zh.includes(q) || en.includes(q)) return 1;
    return /^[a-z]+$/.test(letters) && spelled(label[0], letters) ? 2 : 9;
  };
  return deeds.map((deed) => ({ deed, rank: rank(deed.label) })).filter((one) => one.rank < 9).sort((a, b) => a.rank - b.rank).slice(0, most).map((one) => one.deed);
}
