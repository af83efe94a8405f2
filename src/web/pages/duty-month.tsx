/** A month of duties as a sheet: each day says how many are done, open and missed; a press shows them below. */
import type { DutyRow, Tone } from '../../kernel/api.ts';
import { addDays, daysInMonth, partsOf, weekday } from '../../kernel/calendar/plain-date.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { toneColor } from '../theme.ts';
import { dutyTone } from './duty-tone.ts';
import { weekdays } from './weekdays.ts';

export interface DutyMonthProps { readonly first: string; readonly chosen: string; readonly today: string; readonly duties: readonly DutyRow[]; readonly onDay: (day: string) => void }

export function DutyMonth({ first, chosen, today, duties, onDay }: DutyMonthProps) {
  const { t } = useText();
  const { year, month } = partsOf(first);
  const days = Array.from({ length: daysInMonth(year, month) }, (_, i) => addDays(first, i));
  return (
    <div className="month-scroll">
      <ol className="month" aria-label={t(words.duties.month)}>
        {days.map((day, i) => (
          <li key={day} style={i === 0 ? { gridColumnStart: weekday(day) } : undefined}>
            <Day day={day} chosen={day === chosen} today={day === today} duties={duties.filter((duty) => duty.day === day)} onChoose={() => onDay(day)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Day({ day, chosen, today, duties, onChoose }: { readonly day: string; readonly chosen: boolean; readonly today: boolean; readonly duties: readonly DutyRow[]; readonly onChoose: () => void }) {
  const { t } = useText();
  const { date } = useFormat();
  const now = new Date().toISOString();
  const groups = new Map<string, { readonly tone: ReturnType<typeof dutyTone>['tone']; n: number }>();
  for (const duty of duties) {
    const { tone, label } = dutyTone(duty, now);
    const group = groups.get(t(label)) ?? { tone, n: 0 };
    group.n += 1;
    groups.set(t(label), group);
  }
  const spoken = [`${date(day)} ${t(weekdays[weekday(day) % 7]!)}`, ...[...groups].map(([label, { n }]) => `${label} ${n}`)].join(', ');
  return (
    <button type="button" className="month-day" aria-pressed={chosen} aria-label={spoken} data-today={today} onClick={onChoose}>
      <span className="month-number"><b>{Number(day.slice(8))}</b><small>{t(weekdays[weekday(day) % 7]!)}</small></span>
      {[...groups].map(([label, { tone, n }]) => <span key={label} className="month-count" style={{ color: toneColor[tone].text }}><i>{marks[tone]}</i><span>{label}</span> {n}</span>)}
    </button>
  );
}

/** On a phone a mark stands for the word, so that colour is not alone. */
const marks: { readonly [tone in Tone]: string } = { done: '✓', waiting: '○', active: '○', stopped: '–', alarm: '!' };
