/** On the page of an order: both clocks with what is left, the holds that stopped them, and who is suggested while nobody is on the way. Serves AC-35. */
import { useQuery } from '@tanstack/react-query';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { OrderClocks, ShownClock } from '../clocks.ts';
import { SuggestionList } from './suggestions.tsx';
import './dispatch.css';

/** As they travel: moments are text. */
type Travelled<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] extends readonly (infer I)[] ? readonly Travelled<I>[] : T[K] };

const NAMES = { response: ['响应（到场）', 'Response (arrival)'], repair: ['修复（完工）', 'Repair (work done)'] } as const;
const STATES = {
  met: ['按时', 'In time'], missed: ['已超时', 'Too late'], running: ['计时中', 'Running'], overdue: ['已超期', 'Overdue'], stopped: ['已停表', 'Stopped'], unknown: ['时限未知', 'Unknown'],
} as const;
const REASONS = { waiting_parts: ['等配件', 'Waiting for parts'], customer: ['等用户', 'Waiting for the customer'], weather: ['天气', 'Weather'] } as const;
const ASSIGNABLE = ['drafted', 'issued', 'accepted'];

export function OrderPanel({ page }: PanelProps) {
  const { t } = useText();
  const { id, state } = page.row;
  const mayAssign = page.steps.some((s) => s.name === 'issue' || s.name === 'assign');
  return (
    <>
      <Section title={t(['时限', 'Clocks'])}><Clocks order={id} state={state} /></Section>
      {ASSIGNABLE.includes(state) && mayAssign && <Section title={t(['派工建议', 'Whom to send'])}><SuggestionList order={id} more /></Section>}
    </>
  );
}

function Clocks({ order, state }: { readonly order: string; readonly state: string }) {
  const { t } = useText();
  const format = useFormat();
  const found = useQuery({ queryKey: keys.query('service_order_clocks', { order, state }), queryFn: () => api.get<Travelled<OrderClocks>>('/queries/service_order_clocks', { params: { order } }), retry: false });
  if (found.error) return <RefusalNote error={found.error} />;
  if (!found.data) return <p className="w-quiet" aria-busy />;
  const { clocks, holds, hours } = found.data;
  return (
    <>
      <div className="db-clocks">{clocks.map((c) => <Clock key={c.clock} of={c as Travelled<ShownClock>} />)}</div>
      {holds.length > 0 && (
        <ul className="db-holds">
          {holds.map((h) => (
            <li key={h.from}>
              {format.dateTime(h.from)} – {h.open ? t(['至今', 'now']) : format.dateTime(h.to)} · {t(REASONS[h.reason])}{h.note ? `（${h.note}）` : ''} · {stopped(h.stops as readonly ('response' | 'repair')[], t)}
            </li>
          ))}
        </ul>
      )}
      <p className="w-quiet">{t(fill(['计时时段：{hours}；从受理时起算。', 'Clocks run: {hours}; from the moment it was asked for.'], { hours }))}</p>
    </>
  );
}

function stopped(stops: readonly ('response' | 'repair')[], t: (label: Label) => string): string {
  if (stops.length === 0) return t(['时钟照走', 'clocks ran on']);
  const names = stops.map((s) => t(s === 'response' ? ['响应', 'response'] : ['修复', 'repair']));
  return t([`停表：${names.join('、')}`, `stopped: ${names.join(', ')}`]);
}

function Clock({ of: c }: { readonly of: Travelled<ShownClock> }) {
  const { t } = useText();
  const format = useFormat();
  const share = c.used === null ? 0 : Math.min(1, c.used / c.limit);
  const hours = (minutes: number) => format.number(Math.round(minutes / 6) / 10);
  return (
    <div className="db-clock" data-state={c.state}>
      <span className="db-clock-name">{t(NAMES[c.clock as 'response' | 'repair'])}</span>
      <b>{t(STATES[c.state as keyof typeof STATES])}</b>
      <span className="db-gauge" aria-hidden><i style={{ width: `${share * 100}%` }} /></span>
      <small>
        {c.due === null ? t(['节假日未登记，时限待定', 'Holidays are not entered; the deadline is open']) : t([`期限 ${format.dateTime(c.due)}`, `Due ${format.dateTime(c.due)}`])}
        {c.used !== null && ` · ${t([`已用 ${hours(c.used)} / ${hours(c.limit)} 小时`, `${hours(c.used)} of ${hours(c.limit)} h used`])}`}
      </small>
    </div>
  );
}
