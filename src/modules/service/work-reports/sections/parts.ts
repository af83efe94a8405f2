/** Section on parts (配件管理): applications, pieces and cost in and out of warranty by region, averages, old parts. Serves FS-3.4 to FS-3.8, AC-25, CG-50. */
import type { Fill } from '../summary.ts';
import { asOfOf, cell, listed, moneyTotal, total } from './section.ts';

export const parts: Fill = async ({ tx, params, table }) => {
  const [last] = await tx.query<{ day: string | null }>(
    `select max(d) as day from part_application a, unnest(array[a.applied_on, a.replaced_on, a.old_part_on, a.confirmed_on]) as d where a.tenant_id = $1 and d between $2 and $3`, [tx.tenantId, params.from, params.to]);
  const asOf = asOfOf(params, last?.day ?? null);
  const page = await table('parts_by_region', { from: params.from, to: asOf }, { caption: ['配件申报与更换', 'Parts applied for and replaced'] });
  const old = await table('old_parts_outstanding', { as_of: asOf }, { caption: ['旧件未交', 'Old parts outstanding'] });
  const regions = page.rows.map((r, i) => [[`${page.titles[String(r['region'])] ?? ''} `, `${page.titles[String(r['region'])] ?? ''} `] as const, cell(page, i, 'in_pieces')]);
  return {
    asOf,
    sentences: [
      [['接受处理配件申报单 ', 'Parts applications received: '], total(page, 'applications'), [' 份。', '.']],
      [['质保期内更换 ', 'Replaced in warranty: '], total(page, 'in_pieces'), [' 件（', ' pieces ('], ...listed(regions), ['），成本 ', '), cost '], moneyTotal(page, 'in_cost'), [' 元；质保期外 ', ' yuan; out of warranty '], total(page, 'out_pieces'),
        [' 件，成本 ', ' pieces, cost '], moneyTotal(page, 'out_cost'), [' 元。', ' yuan.']],
      [['更换后旧件未交 ', 'Old parts still outstanding: '], total(old, 'pieces'), [' 件。', ' pieces.']],
    ],
    tables: [page, old],
  };
};
