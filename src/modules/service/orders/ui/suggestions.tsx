/** Whom to send (派工建议): the first with the reason, the others with why not; on the board and on the order's page. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { memo } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Suggestions } from '../dispatch.ts';

const SHOWN = 4;

interface Props { readonly order: string; readonly onPick?: (technician: string) => void; readonly more?: boolean }
/** Remembered: while an order is moved by keyboard the suggestions stay as they are. */
export const SuggestionList = memo(function SuggestionList({ order, onPick, more = false }: Props) {
  const { t, lang } = useText();
  const found = useQuery({ queryKey: keys.query('service_order_suggestions', { order }), queryFn: () => api.get<Suggestions>('/queries/service_order_suggestions', { params: { order } }), retry: false });
  if (found.error) return <RefusalNote error={found.error} />;
  if (!found.data) return <p className="w-quiet" aria-busy />;
  const { rated } = found.data;
  if (rated.length === 0) return <p className="w-quiet">{t(['还没有人登记这类服务的技能，无法建议。', 'No skills are on record for this kind of work, so nobody can be suggested.'])}</p>;
  const able = rated.filter((r) => r.excluded === null);
  const shown = [...able.slice(0, SHOWN), ...rated.filter((r) => r.excluded !== null).slice(0, more ? 30 : 3)];
  return (
    <ol className="db-suggestions">
      {shown.map((r) => (
        <li key={r.id} data-first={r === able[0]} data-excluded={r.excluded !== null}>
          <span className="db-who"><b>{r.name}</b> <small>{r.branch}</small></span>
          <span className="db-why">{r.excluded === null ? r.because[lang] : t(['不能派：', 'Not possible: ']) + t(r.excluded)}</span>
          {r === able[0] && <em>{t(['建议', 'Suggested'])}</em>}
          {onPick && r.excluded === null && <Button size="small" onClick={() => onPick(r.id)} aria-label={t([`派给 ${r.name}`, `Assign to ${r.name}`])}>{t(['派给', 'Assign'])}</Button>}
        </li>
      ))}
    </ol>
  );
});
