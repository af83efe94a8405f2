/**
 * Opening points from a printed table (从积分表导入期初): the sheet as it is, cell by cell with its points, typed sums added up again; brought in
 * through the same door as any table, so that it can be taken back as a whole. Serves CG-47, AC-23.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { ImportDone, ImportRead, ImportTried, Label, ListPage } from '../../../../kernel/api.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { PageHeading } from '../../../../web/shell/page.tsx';
import { Go, listHref, recordHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { readMatrix, type Named, type ReadMatrix } from './read-matrix.ts';
import './board.css';

const COLUMNS = ['region', 'service_type', 'as_of', 'orders', 'points', 'source'];

const listOf = (register: string) => ({ queryKey: keys.list(register, { size: 200 }), queryFn: () => api.get<ListPage>(`/records/${register}`, { page: 1, size: 200 }) });
const namedIn = (page: ListPage | undefined): readonly Named[] => (page?.rows ?? []).map((row) => ({ number: row.number, code: String(row['code']), name: String(row['name']) }));

export function OpeningPage() {
  const { t } = useText();
  const [types, regions] = [useQuery(listOf('service_type')), useQuery(listOf('service_region'))];
  const [sheet, setSheet] = useState<{ readonly read: ImportRead; readonly file: string }>();
  const [error, setError] = useState<unknown>(null);
  const input = useRef<HTMLInputElement>(null);
  const open = async (file: File) => {
    const form = new FormData();
    form.append('file', file, file.name);
    setError(null);
    await api.send<ImportRead>('/imports/points_opening/read', form).then((read) => setSheet({ read, file: file.name }), setError);
  };
  const known = { types: namedIn(types.data), regions: namedIn(regions.data) };
  return (
    <div className="sp-opening">
      <PageHeading title={t(['从积分表导入期初', 'Opening points from a table'])} note={t(['区域各占一行，服务类型各占一列，格中为单数；另有一行“单项分”。各处合计重新相加，不符的表不导入。', 'A row for each region, a column for each service type, orders in the cells, and a row of unit points. Every sum is added up again; a table that does not add up is not brought in.'])} />
      <RefusalNote error={error ?? types.error ?? regions.error} />
      <input ref={input} type="file" hidden accept=".xlsx,.csv,.txt" aria-label={t(['选择积分表', 'Choose the points table'])} onChange={(e) => { const [file] = e.target.files ?? []; e.target.value = ''; if (file) void open(file); }} />
      <p className="sp-exports">
        <Button type={sheet ? 'default' : 'primary'} disabled={!types.data || !regions.data} onClick={() => input.current?.click()}>{t(sheet ? ['换一个文件', 'Another file'] : ['选择积分表', 'Choose the points table'])}</Button>
        {types.data && regions.data && <a href={blankTable(known, t)} download={t(['积分表.csv', 'points-table.csv'])}>{t(['下载空白积分表', 'Download an empty table'])}</a>}
        <Go href="/r/points_opening">{t(['期初积分台账', 'Register of opening points'])}</Go>
      </p>
      {sheet && <Sheet key={sheet.file} file={sheet.file} matrix={readMatrix(sheet.read, known)} />}
    </div>
  );
}

/** The table as it is expected, with the regions and service types of this house, to be filled in. */
function blankTable({ types, regions }: { readonly types: readonly Named[]; readonly regions: readonly Named[] }, t: (label: Label) => string): string {
  const gaps = types.map(() => '');
  const lines = [[t(['区域', 'Region']), ...types.map((one) => one.name)], ...regions.map((one) => [one.name, ...gaps]), [t(['单项分', 'Unit points']), ...gaps]];
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${lines.map((line) => line.join(',')).join('\r\n')}`)}`;
}

function Sheet({ file, matrix }: { readonly file: string; readonly matrix: ReadMatrix }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const [form, setForm] = useState({ as_of: '', source: file.replace(/\.[^.]+$/, '') });
  const [tried, setTried] = useState<ImportTried>();
  const [done, setDone] = useState<ImportDone>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [key] = useState(newId);
  const ready = matrix.problems.length === 0 && matrix.cells.length > 0 && form.as_of !== '' && form.source.trim() !== '';
  const bring = async () => {
    const rows = matrix.cells.map((c) => [c.region.number, c.type.number, form.as_of, String(c.orders), String(c.points), form.source.trim()]);
    setBusy(true);
    setError(null);
    try {
      const found = await api.post<ImportTried>('/imports/points_opening/try', { columns: COLUMNS, rows, key: null });
      setTried(found);
      if (found.refused === 0) setDone(await api.post<ImportDone>('/imports/points_opening', { columns: COLUMNS, rows, key: null, file, goodOnly: false }, { key }));
      void client.invalidateQueries({ queryKey: keys.records('points_opening') });
    } catch (failed) {
      setError(failed);
    }
    setBusy(false);
  };
  const refused = sayOnce((tried?.rows ?? []).filter((row) => row.what === 'refused').map((row) => {
    const cell = matrix.cells[row.row]!;
    return { where: `${cell.region.name} ${cell.type.name}`, why: t(row.problem ?? Object.values(row.cells)[0] ?? (['不能导入', 'Cannot be brought in'] satisfies Label)) };
  }), matrix.cells.length, t);
  return (
    <>
      <Section title={file}><Cells matrix={matrix} /></Section>
      <Problems title={['表上的数对不上，请改正后再选', 'The table does not add up; correct it and choose it again']} lines={matrix.problems.map((p) => t(p))} />
      <Problems title={['这些格不能导入，没有写入任何内容', 'These cells cannot be brought in; nothing was written']} lines={refused} />
      <RefusalNote error={error} />
      {done ? (
        <p role="status" className="sp-done">
          {t(fill(['已导入 {n} 格，{points} 分，标明“未由指令推算”。', '{n} cells with {points} points are in, marked “not derived”.'], { n: done.create, points: format.number(matrix.points) }))}{' '}
          <Go href={`/report/service_points_with_opening?day=${form.as_of}`}>{t(['看含期初的积分', 'See points with opening balances'])}</Go>{' '}
          {done.batch && <Go href={recordHref('import_batch', done.batch)}>{t(['查看这一批', 'Look at this import'])}</Go>}{' '}
          <Go href={listHref('points_opening')}>{t(['期初积分台账', 'Register of opening points'])}</Go>
        </p>
      ) : matrix.problems.length === 0 && (
        <form className="sp-period" onSubmit={(e) => { e.preventDefault(); void bring(); }} aria-label={t(['导入期初', 'Bring in the opening points'])}>
          <label htmlFor="sp-as-of">{t(['截至，含当日', 'As of, that day included'])}</label>
          <DateInput id="sp-as-of" value={form.as_of} onChange={(value) => setForm((f) => ({ ...f, as_of: typeof value === 'string' ? value : '' }))} />
          <label>{t(['出处', 'Source'])} <Input value={form.source} maxLength={120} onChange={(e) => setForm((f) => ({ ...f, source: e.target.value }))} /></label>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>{t(fill(['导入 {n} 格', 'Bring in {n} cells'], { n: matrix.cells.length }))}</Button>
        </form>
      )}
    </>
  );
}

/** One reason stands once, with the cells it holds for. */
function sayOnce(refused: readonly { readonly where: string; readonly why: string }[], all: number, t: (label: Label) => string): string[] {
  return [...new Set(refused.map((r) => r.why))].map((why) => {
    const cells = refused.filter((r) => r.why === why).map((r) => r.where);
    return cells.length === all && all > 1 ? t([`${why}（全部 ${all} 格）`, `${why} (all ${all} cells)`]) : `${cells.join(t(['、', ', ']))}${t(['：', ': '])}${why}`;
  });
}

function Problems({ title, lines }: { readonly title: Label; readonly lines: readonly string[] }) {
  const { t } = useText();
  if (lines.length === 0) return null;
  return <div role="alert" className="sp-problems"><p>{t(title)}</p><ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul></div>;
}

function Cells({ matrix }: { readonly matrix: ReadMatrix }) {
  const { t } = useText();
  const format = useFormat();
  const caption = t(['积分表：单数，下为积分', 'Points table: orders, points below']);
  const of = (match: (c: ReadMatrix['cells'][number]) => boolean) => {
    const found = matrix.cells.filter(match);
    return { orders: found.reduce((n, c) => n + c.orders, 0), points: found.reduce((n, c) => n + c.points, 0) };
  };
  const figure = ({ orders, points }: { readonly orders: number; readonly points: number }) => (orders === 0 ? '0' : <>{format.number(orders)}<small>{format.number(points)}</small></>);
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report sp-cells">
        <caption>{caption}</caption>
        <thead>
          <tr><th scope="col">{t(['区域', 'Region'])}</th>{matrix.types.map((type) => <th key={type.code} scope="col" className="w-num">{type.name}</th>)}<th scope="col" className="w-num">{t(['合计', 'Total'])}</th></tr>
          <tr><th scope="row">{t(['单项分', 'Unit points'])}</th>{matrix.types.map((type) => <td key={type.code} className="w-num">{matrix.unitPoints.get(type.code) ?? '――'}</td>)}<td /></tr>
        </thead>
        <tbody>
          {matrix.regions.map((region) => (
            <tr key={region.code}>
              <th scope="row">{region.name}</th>
              {matrix.types.map((type) => <td key={type.code} className="w-num">{figure(of((c) => c.region === region && c.type === type))}</td>)}
              <td className="w-num">{figure(of((c) => c.region === region))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{t(['合计', 'Total'])}</th>{matrix.types.map((type) => <td key={type.code} className="w-num">{figure(of((c) => c.type === type))}</td>)}<td className="w-num">{figure(of(() => true))}</td></tr></tfoot>
      </table>
    </div>
  );
}
