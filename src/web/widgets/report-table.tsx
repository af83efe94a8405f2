/**
 * The table of a report: tabular figures, totals under a double rule, and every figure that has records behind it
 * opens them. Hand-made pages use it too.
 */
import type { FieldMeta, ReportPage } from '../../kernel/api.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { Go, listHref } from './go.tsx';
import { textOf, widgetOf } from './index.tsx';
import type { ReactNode } from 'react';

export type ReportTableProps = Pick<ReportPage, 'columns' | 'rows' | 'titles' | 'totals' | 'links'> & {
  readonly caption: string /** Marks rows, e.g. the first of a ranking. */;
  markOf?(row: ReportPage['rows'][number], at: number): string | undefined;
};

export function ReportTable({ columns, rows, titles, totals, links, caption, markOf }: ReportTableProps) {
  const { t } = useText();
  const format = useFormat();
  const text = (field: FieldMeta, value: unknown) => textOf(field, value, titles, t, format);
  const hasTotals = rows.length > 0 && Object.keys(totals).length > 0;
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={numeric(column)}>
                {t(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} data-mark={markOf?.(row, at)}>
              {columns.map((column, place) => {
                const shown: ReactNode = figure(
                  text(column, row[column.name]),
                  links[at]?.[column.name],
                  `${t(column.label)} ${text(columns[0]!, row[columns[0]!.name])}`,
                );
                return place === 0 && !widgetOf(column).figure ? (
                  <th key={column.name} scope="row">
                    {shown}
                  </th>
                ) : (
                  <td key={column.name} className={numeric(column)}>
                    {shown}
                  </td>
                );
              })}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="w-nothing">
                {t(['这段时间没有记录', 'No records in this period'])}
              </td>
            </tr>
          )}
        </tbody>
        {hasTotals && (
          <tfoot>
            <tr>
              {columns.map((column, place) =>
                place === 0 && !column.total ? (
                  <th key={column.name} scope="row">
                    {t(['合计', 'Total'])}
                  </th>
                ) : (
                  <td key={column.name} className={numeric(column)}>
                    {column.total && totals[column.name] !== undefined
                      ? text(totalField(column), column.kind === 'quantity' ? String(totals[column.name]) : totals[column.name])
                      : null}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const numeric = (column: FieldMeta): string => (widgetOf(column).figure ? 'w-num' : '');
/** A total of references or yes/no is a count. */
const totalField = (column: FieldMeta): FieldMeta => (widgetOf(column).figure ? column : { ...column, kind: 'integer', options: {} });

function figure(text: string, link: ReportPage['links'][number][string] | undefined, name: string): ReactNode {
  if (!link || text === '' || text === '0' || text === '0.00') return text;
  return (
    <Go href={listHref(link.register, link.filter)} aria-label={`${name}: ${text}`}>
      {text}
    </Go>
  );
}
