/** What may be worn on which day (着装矩阵): seven days by item, one press changes a cell; whole days can be taken over from another. Serves CG-23. */
import { Button } from 'antd';
import type { Label } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { RulebookCheck } from '../queries.ts';

type Cell = 'allow' | 'forbid' | 'no-rule' | 'undefined';
export interface Dress { readonly [item: string]: readonly Cell[] }

const CELLS: { readonly [cell in Cell]: { readonly next: Cell; readonly sign: string; readonly label: Label } } = {
  allow: { next: 'forbid', sign: '○', label: ['可以穿', 'allowed'] },
  forbid: { next: 'no-rule', sign: '×', label: ['不可以穿', 'not allowed'] },
  'no-rule': { next: 'allow', sign: '—', label: ['不作规定', 'not regulated'] },
  undefined: { next: 'allow', sign: '?', label: ['未定', 'undecided'] },
};

export function DressGrid({ value, onChange, data }: { readonly value: Dress; onChange(value: Dress): void; readonly data: RulebookCheck }) {
  const { t } = useText();
  const set = (item: string, day: number, cell: Cell) => onChange({ ...value, [item]: value[item]!.map((old, index) => (index === day ? cell : old)) });
  const weekendAsFriday = () => onChange(Object.fromEntries(Object.entries(value).map(([item, week]) => [item, [...week.slice(0, 5), week[4]!, week[4]!]])));
  const fillOpen = () => onChange(Object.fromEntries(Object.entries(value).map(([item, week]) => [item, week.map((cell) => (cell === 'undefined' ? 'no-rule' : cell))])));
  const caption = t(['着装矩阵', 'Dress matrix']);
  return (
    <div className="w-scroll">
      <table className="w-report rb-dress">
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{t(['着装', 'Item'])}</th>{data.words.weekdays.map((day) => <th key={day[1]} scope="col">{t(day)}</th>)}</tr></thead>
        <tbody>
          {Object.entries(value).map(([item, week]) => (
            <tr key={item}>
              <th scope="row">{t(data.words.items[item] ?? [item, item])}</th>
              {week.map((cell, day) => (
                <td key={day} data-cell={cell}>
                  <button type="button" onClick={() => set(item, day, CELLS[cell].next)} aria-label={`${t(data.words.items[item] ?? [item, item])} ${t(data.words.weekdays[day]!)}: ${t(CELLS[cell].label)}`}>{CELLS[cell].sign}</button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="w-note">{Object.values(CELLS).map((cell) => `${cell.sign} ${t(cell.label)}`).join('　')}</p>
      <span className="rb-buttons"><Button size="small" onClick={weekendAsFriday}>{t(['周末同周五', 'Weekend as Friday'])}</Button><Button size="small" onClick={fillOpen}>{t(['未定的都不作规定', 'Undecided: not regulated'])}</Button></span>
    </div>
  );
}
