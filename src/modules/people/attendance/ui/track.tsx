/** One person's day on a line of time (一条时间线): the plan above, what the telephone tells below, exceptions marked under both. Serves AC-06. */
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Label } from '../../../../kernel/api.ts';
import type { Bar, DayLine } from '../queries.ts';

const NAMES: { readonly [kind in Bar['kind']]: Label } = { plan: ['班次', 'Shift'], meal: ['用餐', 'Meal'], break: ['休息', 'Break'], login: ['已签到', 'Signed in'], pause: ['暂停', 'Paused'], call: ['通话', 'Call'], exception: ['与计划不符', 'Not as planned'] };
const ORDER: readonly Bar['kind'][] = ['plan', 'meal', 'break', 'login', 'pause', 'call', 'exception'];

export function Track({ line, from, to, label }: { readonly line: DayLine; readonly from: number; readonly to: number; readonly label: string }) {
  const { t } = useText();
  const format = useFormat();
  const time = (ms: number) => format.time(new Date(ms).toISOString());
  const at = (ms: number) => ((Math.min(Math.max(ms, from), to) - from) / (to - from)) * 100;
  const hours = Array.from({ length: Math.round((to - from) / 3_600_000) + 1 }, (_, i) => from + i * 3_600_000);
  const step = hours.length > 14 ? 3 : 2;
  const bars = [...line.bars].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.from - b.from);
  const told = bars.filter((b) => b.kind !== 'exception').map((b) => `${t(NAMES[b.kind])} ${time(b.from)}–${time(b.to)}`).join(t(['；', '; ']));
  return (
    <div className="at-track" role="img" aria-label={`${label}${t(['：', ': '])}${told === '' ? t(['没有记录', 'nothing recorded']) : told}`}>
      {hours.map((hour, i) => <span key={hour} className="at-hour" style={{ left: `${at(hour)}%` }} data-named={i % step === 0 && i < hours.length - 1}>{i % step === 0 && i < hours.length - 1 ? time(hour).slice(0, 5) : ''}</span>)}
      {bars.map((b, i) => (
        <i key={i} data-kind={b.kind} data-open={b.open} style={{ left: `${at(b.from)}%`, width: `max(${at(b.to) - at(b.from)}%, 2px)` }} title={`${t(NAMES[b.kind])} ${time(b.from)}–${time(b.to)}${b.reason ? ` ${b.reason}` : ''}`} />
      ))}
    </div>
  );
}
