/**
 * Who ranks where, by total and per head, side by side with the formula: totals alone favour large branches.
 * A row says where the same branch stands in the other ranking. Serves FS-2.8 and the fairness finding.
 */
import type { Filter, Label } from '../../../../kernel/api.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import type { Board } from '../reports.ts';
import { ordersHref } from './orders-behind.ts';

type Region = Board['regions'][number];

export function Rankings({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  const none = '――';
  const byTotal = [...board.regions].sort((a, b) => (a.rank ?? last) - (b.rank ?? last));
  const byHead = [...board.regions].sort((a, b) => (a.perHeadRank ?? last) - (b.perHeadRank ?? last));
  const points = board.regions.reduce((sum, r) => sum + r.points, 0);
  const bonus = Object.values(board.bonus).reduce((sum, n) => sum + n, 0);
  const people = board.regions.reduce((sum, r) => sum + r.headcount, 0);
  return (
    <>
      <div className="sp-rankings">
        <table className="w-report">
          <caption>{t(['按总分排名', 'Ranking by total'])}</caption>
          <thead><tr><Head of={['总分名次', 'By total']} /><Head of={['区域', 'Region']} /><Head of={['积分', 'Points']} figure /><Head of={['加分', 'Bonus']} figure /><Head of={['人均名次', 'Per head']} figure /></tr></thead>
          <tbody>
            {byTotal.map((r) => (
              <tr key={r.id} data-mark={r.rank === 1 ? 'first' : undefined}>
                <td className="sp-rank">{r.rank ?? none}</td><th scope="row">{r.name}</th>
                <td className="w-num"><Go href={ordersHref(board, { region: r.id })} aria-label={`${r.name}: ${format.number(r.points)}`}>{format.number(r.points)}</Go></td>
                <td className="w-num"><Bonus board={board} region={r} /></td>
                <td className="w-num"><Elsewhere here={r.rank} there={r.perHeadRank} /></td>
              </tr>
            ))}
          </tbody>
          <tfoot><tr><td className="sp-rank">{none}</td><th scope="row">{t(['合计', 'Total'])}</th><td className="w-num">{format.number(points)}</td><td className="w-num">{format.number(bonus)}</td><td className="w-num">{none}</td></tr></tfoot>
        </table>
        <table className="w-report">
          <caption>{t(['按人均排名', 'Ranking per head'])}</caption>
          <thead><tr><Head of={['人均名次', 'Per head']} /><Head of={['区域', 'Region']} /><Head of={['人均积分', 'Points per head']} figure /><Head of={['积分 ÷ 人数', 'Points ÷ staff']} figure /></tr></thead>
          <tbody>
            {byHead.map((r) => (
              <tr key={r.id} data-mark={r.perHeadRank === 1 ? 'first' : undefined}>
                <td className="sp-rank">{r.perHeadRank ?? none}</td><th scope="row">{r.name}</th>
                <td className="w-num">{r.perHead === null ? none : r.perHead.toFixed(1)}</td>
                <td className="w-num sp-formula">{format.number(r.points)} ÷ {r.headcount}</td>
              </tr>
            ))}
          </tbody>
          <tfoot><tr><td className="sp-rank">{none}</td><th scope="row">{t(['合计', 'Total'])}</th><td className="w-num">{none}</td><td className="w-num sp-formula">{format.number(points)} ÷ {people}</td></tr></tfoot>
        </table>
      </div>
      <p className="w-quiet">{t(fill([
        '人均积分 = 积分 ÷ {day} 在岗人数（区域服务部，不含总部），保留一位小数；名次按未舍入的数值。只看总分有利于人多的区域，故两种名次并列。',
        'Per head = points ÷ branch staff on {day}, head office not counted, to one decimal; ranks use the exact value. Totals favour large branches, so both rankings are shown.',
      ], { day: board.to }))}</p>
      <p className="w-quiet">{t(['加分是中心按绩效规则加的分，单列；积分与两种名次都不含加分。', 'Bonus points are added by the centre under its performance rules and stand apart; points and both ranks leave them out.'])}</p>
    </>
  );
}

const last = Number.MAX_SAFE_INTEGER;

/** Opens the grants behind it. */
function Bonus({ board, region }: { readonly board: Board; readonly region: Region }) {
  const format = useFormat();
  const points = board.bonus[region.id] ?? 0;
  if (points === 0) return <>{format.number(0)}</>;
  const filter: Filter = { all: [{ field: 'region', op: 'eq', value: region.id }, { field: 'granted_on', op: 'between', value: [board.from, board.to] }] };
  return <Go href={listHref('bonus_grant', filter)} aria-label={`${region.name}: +${format.number(points)}`}>+{format.number(points)}</Go>;
}

function Head({ of, figure }: { readonly of: Label; readonly figure?: true }) {
  const { t } = useText();
  return <th scope="col" className={figure ? 'w-num' : ''}>{t(of)}</th>;
}

/** The rank in the other list, and how far it lies from this one: 5 ↓3. */
function Elsewhere({ here, there }: { readonly here: Region['rank']; readonly there: Region['rank'] }) {
  const { t } = useText();
  if (here === null || there === null) return <>――</>;
  const moved = here - there;
  if (moved === 0) return <>{there}</>;
  const words: Label = moved > 0 ? [`高 ${moved} 位`, `${moved} higher`] : [`低 ${-moved} 位`, `${-moved} lower`];
  return <>{there} <span className="sp-moved" data-up={moved > 0} role="img" aria-label={t(words)}>{moved > 0 ? '↑' : '↓'}{Math.abs(moved)}</span></>;
}
