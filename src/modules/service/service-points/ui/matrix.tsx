/** Regions down, service types across, with the period row and the cumulative row of the printed table. Serves FS-2.6, FS-2.7. */
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go } from '../../../../web/widgets/go.tsx';
import type { Board } from '../reports.ts';
import { ordersHref, type Place, sumOf } from './orders-behind.ts';

interface Span { readonly from: string; readonly to: string }

export function Matrix({ board }: { readonly board: Board }) {
  const { t } = useText();
  const { types, regions, cells, yearCells } = board;
  const year: Span = { from: board.yearFrom, to: board.to };
  const caption = t(['各区域、各服务类型的积分', 'Points by region and service type']);
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report sp-matrix">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t(['区域', 'Region'])}</th>
            {types.map((type) => <th key={type.id} scope="col" className="w-num">{type.name}<small>{type.unitPoints === null ? t(['未定', 'not set']) : t([`每单 ${type.unitPoints}`, `${type.unitPoints} each`])}</small></th>)}
            <th scope="col" className="w-num">{t(['合计', 'Total'])}</th>
            <th scope="col" className="w-num">{t(['单数', 'Orders'])}</th>
          </tr>
        </thead>
        <tbody>
          {regions.map((region) => (
            <tr key={region.id}>
              <th scope="row">{region.name}</th>
              {types.map((type) => <td key={type.id} className="w-num"><Points cells={cells} span={board} at={{ region: region.id, type: type.id }} name={`${region.name} ${type.name}`} /></td>)}
              <td className="w-num sp-sum"><Points cells={cells} span={board} at={{ region: region.id }} name={region.name} /></td>
              <Count cells={cells} at={{ region: region.id }} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <SumRow board={board} cells={cells} span={board} label={t(['本期', 'This period'])} />
          <SumRow board={board} cells={yearCells} span={year} label={t(['累计', 'Cumulative'])} />
        </tfoot>
      </table>
    </div>
  );
}

function SumRow({ board, cells, span, label }: { readonly board: Board; readonly cells: Board['cells']; readonly span: Span; readonly label: string }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {board.types.map((type) => <td key={type.id} className="w-num"><Points cells={cells} span={span} at={{ type: type.id }} name={`${label} ${type.name}`} /></td>)}
      <td className="w-num"><Points cells={cells} span={span} at={{}} name={label} /></td>
      <Count cells={cells} at={{}} />
    </tr>
  );
}

/** A zero is printed and leads nowhere: there is nothing behind it. */
function Points({ cells, span, at, name }: { readonly cells: Board['cells']; readonly span: Span; readonly at: Place; readonly name: string }) {
  const format = useFormat();
  const { points } = sumOf(cells, at);
  return points === 0 ? <span className="sp-zero">0</span> : <Go href={ordersHref(span, at)} aria-label={`${name}: ${format.number(points)}`}>{format.number(points)}</Go>;
}

function Count({ cells, at }: { readonly cells: Board['cells']; readonly at: Place }) {
  const format = useFormat();
  return <td className="w-num">{format.number(sumOf(cells, at).orders)}</td>;
}
