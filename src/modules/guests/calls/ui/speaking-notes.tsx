/** What to say now, and what things cost today, beside the call. Serves VIP-7.4, VIP-8.1. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import type { ScriptBook } from '../../scripts/index.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go } from '../../../../web/widgets/go.tsx';

export function SpeakingNotes({ occasion }: { readonly occasion: string }) {
  const { t } = useText();
  const format = useFormat();
  const [wanted, setWanted] = useState('');
  const book = useQuery({ queryKey: keys.query('script_book', {}), queryFn: () => api.get<ScriptBook>('/queries/script_book', { params: {} }), staleTime: 60_000 });
  const said = book.data?.scripts.filter((s) => s.occasion === occasion) ?? [];
  const prices = book.data?.prices.filter((p) => (p.name + (p.terms ?? '')).includes(wanted.trim())) ?? [];
  return (
    <aside className="hotline-notes" aria-label={t(['话术与价目', 'Scripts and prices'])}>
      <h2>{t(['怎么说', 'What to say'])}<Go href="/p/scripts/book">{t(['话术本', 'Script book'])}</Go></h2>
      {said.length === 0 && <p className="w-quiet">{t(['这个场合还没有话术', 'No script for this occasion yet'])}</p>}
      {said.map((s) => <blockquote key={s.title}>{t([s.words, s.words_en ?? s.words])}{s.remark && <small>{s.remark}</small>}</blockquote>)}
      <h2>{t(['今天的价目', 'Prices today'])}</h2>
      <label><span>{t(['查价目', 'Find a price'])}</span><Input allowClear value={wanted} onChange={(e) => setWanted(e.target.value)} /></label>
      <dl tabIndex={0}>{prices.map((p) => <div key={p.id}><dt>{p.name}{p.terms && <small>{p.terms}</small>}</dt><dd>{format.money(p.price)}<small> / {p.per}</small></dd></div>)}</dl>
    </aside>
  );
}
