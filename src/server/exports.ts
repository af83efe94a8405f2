/**
 * Lists, records and reports as files (导出): what the person sees, in their language, as Excel, CSV, Word or PDF. Masked stays
 * masked, what they may not read is not there, formulas are neutralised. Long lists are read through a cursor and written row by row.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorsWithin, mayRead } from '../kernel/access/access.ts';
import { calendarOf } from '../kernel/access/organisation.ts';
import type { FieldMeta, Label, ReportPage } from '../kernel/api.ts';
import { note } from '../kernel/audit/history.ts';
import { localParts } from '../kernel/calendar/zone.ts';
import type { Tx } from '../kernel/database/tx.ts';
import { styleAt } from '../kernel/document/style.ts';
import type { Field } from '../kernel/field/field.ts';
import { fieldsMeta } from '../kernel/meta.ts';
import { listAll, type ListRequest } from '../kernel/register/list.ts';
import type { Register } from '../kernel/register/register.ts';
import { shownRow, textOf, titlesFor, type RawRow } from '../kernel/register/rows.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { groupTable } from './export-groups.ts';
import { codePoint } from './files/pdf-ink.ts';
import { DOCUMENT_ROWS, tooLongToTurn, type ReportExtra, WORDS, writeReportDocx } from './files/document.ts';
import { writeReportPdf } from './files/pdf-sheet.ts';
import { plainNumber } from './files/report-cell.ts';
import { spooled, type Spooled } from './files/spool.ts';
import { type About, cellKindOf, type CellValue, type SheetColumn, type Table, writeCsv } from './files/spreadsheet.ts';
import { writeXlsx } from './files/workbook.ts';
import { aboutList, type Said } from './list-about.ts';
import type { Session } from './session.ts';

export const FORMATS = ['xlsx', 'csv', 'docx', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];
export const TYPES: { readonly [F in Format]: string } = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf',
};

/** Whoever waits for a long file: told how far it is, and able to stop it. */
export interface Watch { readonly signal?: AbortSignal; readonly onRows?: (rows: number) => void }
/** What of a list: the same words, filter, order and columns as it is shown with. */
export interface ListWish {
  readonly request: Omit<ListRequest, 'page' | 'size'>; readonly columns: readonly string[] | null; readonly format: Format; readonly lang: 0 | 1;
  /** Its groups with their sums instead of its rows. */
  readonly group: string | null;
  /** The saved view it was opened with. */
  readonly view?: string | null;
}
export interface MadeFile { readonly name: string; readonly type: string; readonly content: Spooled | Buffer; readonly missing: readonly number[]; /** What is not in it, said to whoever asked for it. */ readonly note?: string }

export type Exporter = Pick<Session, 'actor' | 'tenant'>;

export async function exportList(kernel: Kernel, session: Exporter, register: Register, wish: ListWish, watch: Watch = {}): Promise<MadeFile> {
  const { format, lang, request } = wish;
  const actor = { ...session.actor, lang };
  let rows = 0;
  const seen: Watch = { ...watch, onRows: (n) => { rows = n; watch.onRows?.(n); } };
  const made = await kernel.read(actor, async (tx): Promise<Omit<MadeFile, 'name' | 'type'>> => {
    const about = format === 'csv' ? [] : await aboutList(tx, register, wish, session.tenant.zone);
    if (format === 'xlsx' || format === 'csv') {
      const table = wish.group === null ? await listTable(tx, register, wish, seen) : await groupTable(tx, register, wish, wish.group, seen);
      return { content: await spooled(format === 'csv' ? writeCsv(table) : writeXlsx({ ...table, about: () => aboutSheet(session, register, about, { lang, rows, at: tx.now }) }), watch.signal), missing: [] };
    }
    const page = wish.group === null ? await listAsReport(tx, register, wish, seen) : tableAsReport(register, await groupTable(tx, register, wish, wish.group, seen), tx.now);
    const extra = await extraOf(tx, session, [...about, { label: ROWS, value: `${page.rows.length}${lang === 0 ? ' 条' : ''}` }]);
    return format === 'docx' ? { content: await writeReportDocx(page, lang, extra), missing: [] } : pdfOf(await writeReportPdf(page, lang, extra));
  });
  await kernel.write(session.actor, async (tx) => {
    await note(tx, { register: register.name, recordId: session.actor.id, number: '', unitId: null, what: 'export', form: { format, rows, filter: request.filter ? JSON.stringify(request.filter) : null, q: request.q ?? null, ...(wish.group === null ? {} : { group: wish.group }) } });
    return {};
  });
  return { ...made, name: `${register.label[lang]}.${format}`, type: TYPES[format] };
}

/** Said on a sheet of its own behind the rows, so that these stay a table to go on working with. */
function aboutSheet({ actor, tenant }: Exporter, register: Register, about: readonly Said[], { lang, rows, at }: { readonly lang: 0 | 1; readonly rows: number; readonly at: Date }): About {
  const { date, time } = localParts(at, tenant.zone);
  return { title: ABOUT[lang], rows: [[WHAT[lang], `${tenant.name}　${register.label[lang]}`], ...about.map(({ label, value }) => [label[lang], value] as const), [ROWS[lang], plainNumber(rows)], [WORDS.by[lang], actor.name], [MADE[lang], `${date} ${time}（${tenant.zone}）`]] };
}
const ABOUT: Label = ['说明', 'About'];
const WHAT: Label = ['内容', 'What'];
const ROWS: Label = ['共', 'Rows'];
const MADE: Label = ['导出时间', 'Exported'];

export const pdfOf = (made: { readonly bytes: Buffer; readonly missing: readonly number[] }): Pick<MadeFile, 'content' | 'missing'> => ({ content: made.bytes, missing: made.missing });

/** Stops what is being made when the browser goes away. */
export function watching(request: FastifyRequest, reply: FastifyReply): Watch {
  const stop = new AbortController();
  reply.raw.once('close', () => { if (!reply.raw.writableFinished) stop.abort(); });
  request.raw.once('aborted', () => stop.abort());
  return { signal: stop.signal };
}

export function sendFile(reply: FastifyReply, { name, type, content, missing, note: left }: MadeFile): FastifyReply {
  if (missing.length > 0) reply.header('dutydesk-missing-characters', missing.map(codePoint).join(' '));
  if (left) reply.header('dutydesk-note', encodeURIComponent(left));
  if (Buffer.isBuffer(content)) return asFile(reply, content, name, type);
  return asFile(reply.header('content-length', content.bytes), content.stream, name, type);
}

export function asFile(reply: FastifyReply, body: unknown, name: string, type: string): FastifyReply {
  return reply.header('content-type', type).header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`).send(body);
}

export async function extraOf(tx: Tx, { tenant, actor }: Exporter, conditions: ReportExtra['conditions']): Promise<ReportExtra> {
  return { organisation: tenant.name, generatedBy: actor.name, zone: tenant.zone, style: await styleAt(tx, null), conditions };
}

const NUMBER: Label = ['编号', 'Number'];
const STATE: Label = ['状态', 'State'];

/** The columns that are shown and may be read. */
function fieldsOf(tx: Tx, register: Register, columns: readonly string[] | null): readonly (readonly [string, Field])[] {
  return (columns ?? register.list).flatMap((name) => {
    const f = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined;
    return f && mayRead(f, tx.actor) ? [[name, f] as const] : [];
  });
}

async function listTable(tx: Tx, register: Register, { request, columns, lang }: ListWish, watch: Watch): Promise<Table> {
  const { zone } = await calendarOf(tx, tx.actor.grants[0]?.unitId ?? '');
  const fields = fieldsOf(tx, register, columns);
  const process = tx.kernel.processes.get(register.name);
  const heads: SheetColumn[] = [
    { label: NUMBER[lang], kind: 'text' }, ...(process ? [{ label: STATE[lang], kind: 'text' } as const] : []),
    ...fields.map(([, f]): SheetColumn => ({ label: f.label[lang], kind: cellKindOf(f.kind.name) })),
  ];
  return { title: register.label[lang], columns: heads, lang, rows: cellRows(tx, register, fields, request, { lang, zone }, watch) };
}

/** Few enough to be forgotten before the memory counts them among what stays. */
const AT_ONCE = 250;

async function* cellRows(tx: Tx, register: Register, fields: readonly (readonly [string, Field])[], request: ListWish['request'], look: { readonly lang: 0 | 1; readonly zone: string }, watch: Watch): AsyncGenerator<readonly CellValue[]> {
  const process = tx.kernel.processes.get(register.name);
  const refers = fields.map(([name]) => name);
  const within = await actorsWithin(tx);
  let done = 0;
  for await (const batch of listAll(tx, register, request, AT_ONCE)) {
    watch.signal?.throwIfAborted();
    const titles = await titlesFor(tx, register, batch, refers, look.lang);
    for (const raw of batch) {
      const reader = within(raw.unit_id);
      yield [
        raw.number, ...(process ? [process.states[raw.state]?.label[look.lang] ?? raw.state] : []),
        ...fields.map(([name, f]) => (mayRead(f, reader) ? cell(tx.kernel, f, raw[name], look, titles) : null)),
      ];
    }
    done += batch.length;
    watch.onRows?.(done);
  }
}

function cell(kernel: Kernel, f: Field, column: unknown, look: { readonly lang: 0 | 1; readonly zone: string }, titles: { readonly [id: string]: string }): CellValue {
  if (column === null || column === undefined) return null;
  if (f.personal || f.kind.name === 'ref' || f.kind.name === 'unit') return textOf(kernel, f, column, look.lang, look.zone, titles);
  return f.kind.toCell(f.kind.fromColumn(column, kernel.cipher), f.options, look.lang, look.zone);
}

/** The list as the table of a document; refused when it is longer than anybody would turn pages of. */
async function listAsReport(tx: Tx, register: Register, { request, columns, lang }: ListWish, watch: Watch): Promise<ReportPage> {
  const fields = fieldsOf(tx, register, columns);
  const process = tx.kernel.processes.get(register.name);
  const within = await actorsWithin(tx);
  const raws: RawRow[] = [];
  for await (const batch of listAll(tx, register, request)) {
    watch.signal?.throwIfAborted();
    raws.push(...batch);
    if (raws.length > DOCUMENT_ROWS) throw tooLongToTurn();
  }
  watch.onRows?.(raws.length);
  const states = Object.fromEntries(Object.entries(process?.states ?? {}).map(([name, s]) => [name, s.label]));
  return {
    ...plainReport(register.name, register.label, tx.now), titles: await titlesFor(tx, register, raws, fields.map(([name]) => name), lang),
    columns: [textColumn('number', NUMBER), ...(process ? [{ ...textColumn('state', STATE), kind: 'choice', options: { choices: states } }] : []), ...fieldsMeta(Object.fromEntries(fields)).map(shownColumn)],
    rows: raws.map((raw) => shownRow(tx.kernel, register, raw, within(raw.unit_id))),
  };
}

/** What is a table already: figures as figures, the rest as it reads. */
function tableAsReport(register: Register, { columns, rows, lang }: Table, at: Date): ReportPage {
  const kindOf = (kind: SheetColumn['kind']) => (kind === 'money' ? 'money' : kind === 'number' ? 'integer' : 'text');
  const value = (given: CellValue, kind: SheetColumn['kind']): unknown => (typeof given !== 'number' ? given : kind === 'money' ? Math.round(given * 100) : given);
  return {
    ...plainReport(register.name, register.label, at),
    columns: columns.map((column, i) => ({ ...textColumn(`c${i}`, lang === 0 ? [column.label, ''] : ['', column.label]), kind: kindOf(column.kind) })),
    rows: [...(rows as Iterable<readonly CellValue[]>)].map((row) => Object.fromEntries(columns.map((column, i) => [`c${i}`, value(row[i], column.kind)]))),
  };
}

/** A table without anything computed. */
export const plainReport = (name: string, label: Label, at: Date): ReportPage => ({
  name, label, asOf: at.toISOString(), params: {}, columns: [], rows: [], titles: {}, totals: {}, proof: [], notes: [], chart: null, links: [],
});
export const shownColumn = (field: FieldMeta): ReportPage['columns'][number] => ({ ...field, total: false, drill: false });
export const textColumn = (name: string, label: Label): ReportPage['columns'][number] => shownColumn({ name, kind: 'text', label, optional: true, personal: false, options: {}, hint: null, readonly: true });
