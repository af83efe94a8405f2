/** Section on service points (服务积分): by type for the period and the year, by region with both rankings. Serves FS-2.6, FS-2.7, FS-2.8. */
import type { Fill } from '../summary.ts';
import { asOfOf, cell, total, type Part } from './section.ts';

export const points: Fill = async ({ tx, params, table }) => {
  const [last] = await tx.query<{ day: string | null }>('select max(credited_on) as day from service_order where tenant_id = $1 and credited_on between $2 and $3', [tx.tenantId, params.from, params.to]);
  const byType = await table('service_points_by_type', params, { caption: ['积分（按服务类型，本期与累计）', 'Points by service type, period and cumulative'] });
  const ranking = await table('service_points_ranking', params, { caption: ['积分排名（按区域，总分与人均）', 'Ranking of regions, by total and per head'] });
  const order = ranking.rows.map((row, at) => ({ at, rank: Number(row['rank'] ?? 0) })).filter((r) => r.rank > 0).sort((a, b) => a.rank - b.rank);
  const first = order[0];
  const leading: Part[] = first === undefined ? [] : [
    ['总分第一为', ' The most points went to '], [nameOf(ranking, first.at), nameOf(ranking, first.at)], ['（', ' ('], cell(ranking, first.at, 'points'), [' 分）。', ').'],
  ];
  return {
    asOf: asOfOf(params, last?.day ?? null),
    sentences: [[['本期计分服务指令 ', 'In the period '], total(byType, 'orders'), [' 单，积分 ', ' orders earned '], total(byType, 'points'), [' 分；当年累计 ', ' points; the year so far has '], total(byType, 'year_points'), [' 分。', '.'], ...leading]],
    tables: [byType, ranking],
  };
};

const nameOf = (page: { readonly rows: readonly { readonly [c: string]: unknown }[]; readonly titles: { readonly [id: string]: string } }, at: number): string => {
  const region = String(page.rows[at]?.['region'] ?? '');
  return page.titles[region] ?? region;
};
