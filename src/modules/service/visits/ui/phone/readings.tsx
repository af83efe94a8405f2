/** Readings: what was measured, a number, its unit. The usual ones are one tap away. */
import { useText } from '../../../../../web/i18n/index.tsx';
import { newId } from '../../../../../web/client/wire.ts';
import type { Label } from '../../../../../kernel/api.ts';
import { readingValue } from '../../document.rules.ts';
import type { DraftReading } from './draft.ts';
import { Section } from './parts.tsx';
import type { PartProps } from './visit.tsx';

const USUAL: readonly (readonly [Label, string])[] = [
  [['运行小时', 'Running hours'], 'h'], [['机油压力', 'Oil pressure'], 'MPa'], [['水温', 'Coolant temperature'], '℃'], [['电压', 'Voltage'], 'V'], [['频率', 'Frequency'], 'Hz'], [['负荷', 'Load'], 'kW'],
];

export function Readings({ draft, change }: PartProps) {
  const { t } = useText();
  const { readings } = draft;
  const put = (line: string, next: Partial<DraftReading>) => change({ readings: readings.map((r) => (r.line === line ? { ...r, ...next } : r)) });
  const add = (what: string, unit: string) => change({ readings: [...readings, { line: newId(), what, value: '', unit }] });
  const complete = readings.every((r) => r.what.trim() !== '' && readingValue(r.value) !== null);
  return (
    <Section id="readings" title={t(['读数', 'Readings'])} done={readings.length > 0 && complete} note={readings.length > 0 ? String(readings.length) : undefined}>
      <ul className="lines">
        {readings.map((r) => (
          <li key={r.line} className="reading">
            <input aria-label={t(['测的是什么', 'What was measured'])} placeholder={t(['项目', 'What'])} value={r.what} maxLength={40} onChange={(e) => put(r.line, { what: e.target.value })} />
            <input className="figure" aria-label={t([`${r.what || '读数'}的数值`, `Value of ${r.what || 'the reading'}`])} inputMode="decimal" value={r.value} maxLength={16} aria-invalid={r.value !== '' && readingValue(r.value) === null} onChange={(e) => put(r.line, { value: e.target.value })} />
            <input className="unit" aria-label={t([`${r.what || '读数'}的单位`, `Unit of ${r.what || 'the reading'}`])} value={r.unit} maxLength={10} onChange={(e) => put(r.line, { unit: e.target.value })} />
            <button type="button" className="remove" aria-label={t([`移除${r.what || '这一行'}`, `Remove ${r.what || 'this line'}`])} onClick={() => change({ readings: readings.filter((one) => one.line !== r.line) })}>×</button>
          </li>
        ))}
      </ul>
      <div className="quick">
        {USUAL.filter(([what]) => !readings.some((r) => r.what === t(what))).map(([what, unit]) => <button key={what[0]} type="button" onClick={() => add(t(what), unit)}>+ {t(what)}</button>)}
        <button type="button" onClick={() => add('', '')}>+ {t(['其他', 'Other'])}</button>
      </div>
    </Section>
  );
}
