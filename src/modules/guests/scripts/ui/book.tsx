/** The script book (话术本): what is said on which occasion, in large type to read from while speaking, and today's prices. Serves VIP-8.1, VIP-7.4. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import type { Price, Script, ScriptBook } from '../prices.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import './book.css';

export function BookPage() {
  const { t } = useText();
  const [wanted, setWanted] = useState('');
  const book = useQuery({ queryKey: keys.query('script_book', {}), queryFn: () => api.get<ScriptBook>('/queries/script_book', { params: {} }) });
  const found = (words: string) => words.toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <div className="book">
      <PageHeading title={t(['话术本', 'Script book'])} note={t(['亲切、不生硬；价格以今天为准', 'Kind, never stiff; prices are those of today'])} />
      <label className="book-find"><span>{t(['查找', 'Find'])}</span><Input allowClear value={wanted} onChange={(e) => setWanted(e.target.value)} /></label>
      <RefusalNote error={book.error} />
      {book.isPending && <Loading />}
      {book.data && (
        <div className="book-columns">
          <Scripts scripts={book.data.scripts.filter((s) => found(s.title + s.words))} />
          <Prices prices={book.data.prices.filter((p) => found(p.name + (p.terms ?? '')))} />
        </div>
      )}
    </div>
  );
}

function useChoices(register: string, field: string): { readonly [value: string]: Label } {
  return (useRegister(register)?.fields.find((f) => f.name === field)?.options['choices'] ?? {}) as { readonly [value: string]: Label };
}

function Scripts({ scripts }: { readonly scripts: readonly Script[] }) {
  const { t } = useText();
  const occasions = useChoices('script_text', 'occasion');
  const groups = Object.keys(occasions).filter((occasion) => scripts.some((s) => s.occasion === occasion)) as Script['occasion'][];
  if (groups.length === 0) return <EmptyState title={t(['没有话术', 'No scripts'])} text={t(['由客服经理在“话术”台账中写入', 'The manager writes them in the register of scripts'])} />;
  return (
    <div className="book-scripts">
      {groups.map((occasion) => (
        <section key={occasion} aria-label={t(occasions[occasion] ?? [occasion, occasion])}>
          <h2>{t(occasions[occasion] ?? [occasion, occasion])}</h2>
          {scripts.filter((s) => s.occasion === occasion).map((s) => (
            <figure key={s.title}>
              <figcaption>{s.title}</figcaption>
              <blockquote>{t([s.words, s.words_en ?? s.words])}</blockquote>
              {s.remark && <p className="w-quiet">{s.remark}</p>}
            </figure>
          ))}
        </section>
      ))}
    </div>
  );
}

function Prices({ prices }: { readonly prices: readonly Price[] }) {
  const { t } = useText();
  const format = useFormat();
  const kinds = useChoices('price_item', 'item_kind');
  return (
    <section className="book-prices" aria-label={t(['价目表', 'Prices'])}>
      <h2>{t(['价目表', 'Prices'])}</h2>
      {prices.length === 0 && <p className="w-quiet">{t(['没有今天有效的价目', 'No prices hold today'])}</p>}
      {[...new Set(prices.map((p) => p.item_kind))].map((kind) => (
        <div key={kind}>
          <h3>{t(kinds[kind] ?? [kind, kind])}</h3>
          <dl>
            {prices.filter((p) => p.item_kind === kind).map((p) => (
              <div key={p.id}>
                <dt>{p.name}{p.terms && <small>{p.terms}</small>}</dt>
                <dd>{format.money(p.price)}<small> / {p.per}</small></dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
