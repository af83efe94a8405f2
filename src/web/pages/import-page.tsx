/** Filling a register from a table: choose the file, say which column is what, see what every row would do, correct, import. Nothing is written before the last press. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import type { ImportDone, ImportRead, ImportTried, Label, RegisterMeta } from '../../kernel/api.ts';
import { api, keys, messageOf, newId } from '../client.ts';
import { fill, useText } from '../i18n/index.tsx';
import { lower } from '../shell/destinations.ts';
import { Icon } from '../shell/icons.tsx';
import { PageHeading, useTitle } from '../shell/page.tsx';
import { useRegister } from '../shell/session.tsx';
import { Go, listHref, recordHref } from '../widgets/go.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { ImportGrid } from './import-grid.tsx';
import { keyFor, KeyChoice, type Table } from './import-key.tsx';
import { LargeImport } from './import-large.tsx';
import { NotFoundPage } from './not-found.tsx';
import './import.css';

export function ImportPage({ register: name }: { readonly register: string }) {
  const { t } = useText();
  const register = useRegister(name);
  useTitle(t(register ? fill(TITLE, { what: lower(register.label) }) : TITLE));
  if (!register?.importKeys) return <NotFoundPage />;
  return <Importing register={register} />;
}

const TITLE: Label = ['从表格导入{what}', 'Import {what} from a table'];

function Importing({ register }: { readonly register: RegisterMeta }) {
  const { t } = useText();
  const [table, setTable] = useState<Table>();
  const [tried, setTried] = useState<ImportTried>();
  const [done, setDone] = useState<ImportDone>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    await work().catch(setError);
    setBusy(false);
  };
  const tryOut = (next: Table) => during(async () => {
    setTable(next);
    if (next.large) return;
    setTried(await api.post<ImportTried>(`/imports/${register.name}/try`, { columns: next.columns, rows: next.rows, key: next.key }));
  });
  const open = (source: File, sheet?: string) => during(async () => {
    const form = new FormData();
    form.append('file', source, source.name);
    const found = await api.send<ImportRead>(`/imports/${register.name}/read${sheet === undefined ? '' : `?sheet=${encodeURIComponent(sheet)}`}`, form);
    await tryOut({ ...found, file: source.name, source, key: keyFor(register, found.columns) });
  });
  const again = () => { setTable(undefined); setTried(undefined); setDone(undefined); setError(undefined); };
  return (
    <div className="p-import">
      <p className="p-record-from"><Go href={listHref(register.name)}>{t(register.label)}</Go></p>
      <PageHeading title={t(fill(TITLE, { what: lower(register.label) }))}>{table && !done && <Button onClick={again}>{t(['换一个文件', 'Another file'])}</Button>}</PageHeading>
      <RefusalNote error={error} />
      {done ? <Done register={register} done={done} onAgain={again} />
        : !table ? <Choose register={register} busy={busy} onFile={(file) => { void open(file); }} />
          : table.large ? <LargeImport register={register} table={table} large={table.large} onTable={setTable} />
          : <Checked register={register} table={table} tried={tried} busy={busy} onTable={setTable} onTry={(next) => { void tryOut(next); }} onSheet={(sheet) => { void open(table.source, sheet); }} onDone={setDone} onError={setError} />}
    </div>
  );
}

function Choose({ register, busy, onFile }: { readonly register: RegisterMeta; readonly busy: boolean; readonly onFile: (file: File) => void }) {
  const { t, lang } = useText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  const template = () => { void api.download(`/imports/${register.name}/template`, { lang }).catch((error: unknown) => message.error(t(messageOf(error)))); };
  return (
    <section className="p-import-drop" aria-label={t(['选择表格', 'Choose a table'])} data-over={over} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Icon name="page" />
      <p>{t(['把表格拖到这里，或选择文件。第一行写栏目名，下面每行一条记录。', 'Drop a table here, or choose a file. The first row names the fields, each row below is a record.'])}</p>
      <p className="w-hint">{t(['xlsx 或 csv（UTF-8、GB18030 均可），导入前会先逐行试算，确认之后才写入；超过 5,000 行的在后台试算和写入，最多 200,000 行。', 'xlsx or csv in UTF-8 or GB18030. Every row is tried first; nothing is written before you confirm. More than 5,000 rows, up to 200,000, are tried and written as a job.'])}</p>
      <input ref={input} type="file" hidden accept=".xlsx,.csv,.txt" aria-label={t(['选择文件', 'Choose a file'])} onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) onFile(file); }} />
      <div className="p-import-tools">
        <Button type="primary" loading={busy} onClick={() => input.current?.click()}>{t(['选择文件', 'Choose a file'])}</Button>
        <Button onClick={template}>{t(['下载空白模板', 'Download an empty template'])}</Button>
      </div>
    </section>
  );
}

interface CheckedProps {
  readonly register: RegisterMeta; readonly table: Table; readonly tried: ImportTried | undefined; readonly busy: boolean;
  readonly onTable: (next: Table) => void; readonly onTry: (next: Table) => void; readonly onSheet: (sheet: string) => void; readonly onDone: (done: ImportDone) => void; readonly onError: (error: unknown) => void;
}

function Checked({ register, table, tried, busy, onTable, onTry, onSheet, onDone, onError }: CheckedProps) {
  const { t, lang } = useText();
  const client = useQueryClient();
  const [key, setKey] = useState(newId);
  const [writing, setWriting] = useState(false);
  const [edited, setEdited] = useState(false);
  const good = tried ? tried.create + tried.change : 0;
  const reTry = (next: Table) => { setEdited(false); setKey(newId()); onTry(next); };
  const edit = (row: number, column: number, text: string) => {
    setEdited(true);
    onTable({ ...table, rows: table.rows.map((cells, i) => (i === row ? cells.map((cell, j) => (j === column ? text : cell)) : cells)) });
  };
  const map = (at: number, field: string | null) => {
    const columns = table.columns.map((name, i) => (i === at ? field : name === field ? null : name));
    reTry({ ...table, columns, key: table.key?.every((column) => columns.includes(column)) ? table.key : keyFor(register, columns) });
  };
  const write = async (goodOnly: boolean) => {
    setWriting(true);
    try {
      const { columns, rows, key: by, file } = table;
      onDone(await api.post<ImportDone>(`/imports/${register.name}`, { columns, rows, key: by, file, goodOnly }, { key }));
      void client.invalidateQueries({ queryKey: keys.records(register.name) });
    } catch (error) {
      onError(error);
    }
    setWriting(false);
  };
  return (
    <>
      <div className="p-import-how">
        {table.sheets.length > 1 && <label>{t(['工作表', 'Sheet'])}<Select value={table.sheet} options={table.sheets.map((sheet) => ({ value: sheet, label: sheet }))} onChange={onSheet} popupMatchSelectWidth={false} /></label>}
        <KeyChoice register={register} table={table} onKey={(by) => reTry({ ...table, key: by })} />
        <Counts tried={tried} busy={busy} />
      </div>
      <ImportGrid register={register} table={table} tried={tried} onMap={map} onEdit={edit} />
      <div className="p-import-tools">
        {edited && <Button type="primary" loading={busy} onClick={() => reTry(table)}>{t(['重新试算', 'Try again'])}</Button>}
        {!edited && tried && tried.refused === 0 && <Button type="primary" disabled={good === 0} loading={writing || busy} onClick={() => { void write(false); }}>{t(fill(['导入 {n} 行', 'Import {n} rows'], { n: String(good) }))}</Button>}
        {!edited && tried && tried.refused > 0 && <Button type="primary" disabled={good === 0} loading={writing || busy} onClick={() => { void write(true); }}>{t(fill(['只导入没有问题的 {n} 行', 'Import the {n} good rows only'], { n: String(good) }))}</Button>}
        {tried && tried.refused > 0 && <RefusedDownload register={register} table={table} tried={tried} lang={lang} />}
      </div>
    </>
  );
}

function Counts({ tried, busy }: { readonly tried: ImportTried | undefined; readonly busy: boolean }) {
  const { t } = useText();
  if (!tried) return <p role="status">{busy ? t(['正在逐行试算…', 'Trying every row…']) : ''}</p>;
  const parts: readonly (readonly [Label, number, string])[] = [[['新登记 {n}', '{n} new'], tried.create, 'done'], [['修改 {n}', '{n} changed'], tried.change, 'active'], [['无变化 {n}', '{n} as they are'], tried.same, 'stopped'], [['有问题 {n}', '{n} refused'], tried.refused, 'alarm']];
  return <p role="status" className="p-import-counts" data-stale={busy}>{parts.filter(([, n], i) => n > 0 || i === 0).map(([label, n, tone]) => <span key={tone} data-tone={tone}>{t(fill(label, { n: String(n) }))}</span>)}</p>;
}

/** The rows that were left out, with the reasons in a last column: to be corrected in the spreadsheet and brought again. */
function RefusedDownload({ register, table, tried, lang }: { readonly register: RegisterMeta; readonly table: Table; readonly tried: ImportTried; readonly lang: 0 | 1 }) {
  const { t } = useText();
  const { message } = App.useApp();
  const download = async () => {
    const rows = tried.rows.filter((row) => row.what === 'refused').map((row) => [
      ...table.rows[row.row]!, [...(row.problem ? [t(row.problem)] : []), ...Object.entries(row.cells).map(([at, label]) => `${table.heads[Number(at)]}：${t(label)}`)].join('；'),
    ]);
    await api.fetch(`/imports/${register.name}/refused`, { heads: table.heads, rows }, { lang });
  };
  return <Button onClick={() => { download().catch((error: unknown) => message.error(t(messageOf(error)))); }}>{t(['下载有问题的行（附原因）', 'Download the refused rows with reasons'])}</Button>;
}

function Done({ register, done, onAgain }: { readonly register: RegisterMeta; readonly done: ImportDone; readonly onAgain: () => void }) {
  const { t } = useText();
  return (
    <div className="p-import-done">
      <Counts tried={done} busy={false} />
      <p>{t(done.batch ? ['这一批已记为 {n}，需要时可以整批撤销。', 'Kept as {n}; it can be taken back as a whole.'] : ['没有需要写入的内容。', 'There was nothing to write.']).replace('{n}', done.number ?? '')}</p>
      <div className="p-import-tools">
        <Go href={listHref(register.name)} className="primary-link">{t(['回到台账', 'Back to the list'])}</Go>
        {done.batch && <Go href={recordHref('import_batch', done.batch)} className="w-as-button">{t(['查看这一批', 'Look at this import'])}</Go>}
        <Button onClick={onAgain}>{t(['再导入一份', 'Import another'])}</Button>
      </div>
    </div>
  );
}
