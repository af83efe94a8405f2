/** The house's words for asking a guest's opinion, to read from while the form is filled in. Serves VIP-8.1, VIP-3.3. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { ScriptBook } from '../../scripts/index.ts';

export function Asking() {
  const { t } = useText();
  const book = useQuery({ queryKey: keys.query('script_book', {}), queryFn: () => api.get<ScriptBook>('/queries/script_book', { params: {} }), staleTime: 60_000 });
  const said = book.data?.scripts.filter((s) => s.occasion === 'survey') ?? [];
  if (said.length === 0) return null;
  return (
    <aside className="w-hint" aria-label={t(['怎么说', 'What to say'])}>
      {said.map((s) => <p key={s.title}>{t([`可以这样说：“${s.words}”`, `You could say: “${s.words_en ?? s.words}”`])}</p>)}
    </aside>
  );
}
