/**
 * Lists as spreadsheets (导出): exactly what the list shows, as xlsx or csv, opening without harm in Excel and WPS.
 * Text that a spreadsheet would run as a formula stays text: stored as text in xlsx, given a leading ' in csv.
 * Numbers, days and times stay numbers, days and times.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import writeExcelFile, { type CellObject, type Sheet } from 'write-excel-file/node';

export type CellKind = 'text' | 'number' | 'money' | 'percent' | 'date' | 'time' | 'boolean';
/** A Date holds the figures of the wall clock as if it were UTC, as a cell does: it knows no zone. */
export type CellValue = string | number | boolean | Date | null | undefined;
export interface SheetColumn {
  readonly label: string;
  /** In characters; measured from the label when left out. */
  readonly width?: number;
  /** 'money' is a number of yuan; 'date' is '2026-12-07' or a Date, 'time' a Date, both as the kinds' toCell gives them. */
  readonly kind: CellKind;
}
export interface Table {
  readonly title: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>;
  readonly lang: 0 | 1;
  /** A sheet of words behind the rows, asked for when they are all written. */
  readonly about?: () => About;
}
export interface About { readonly title: string; readonly rows: readonly (readonly [label: string, value: string])[] }

/** What is composed by hand, such as a report with its proof, is held in memory up to here. */
export const ORDINARY_ROWS = 50_000;

/** How the cells of a field are held, by the name of its kind. */
export function cellKindOf(kind: string): CellKind {
  if (kind === 'money' || kind === 'date') return kind;
  return kind === 'dateTime' ? 'time' : kind === 'integer' || kind === 'quantity' ? 'number' : 'text';
}

/** UTF-8 with the mark by which Excel recognises it; row by row, for lists of any length. */
export function writeCsv(table: Table): Readable {
  const out = stringify({ bom: true, record_delimiter: 'windows', quoted_match: APART, cast: { boolean: yes => yesNo(yes, table.lang) } });
  // An error of the rows or of the reader destroys `out`, whose consumer sees it; nothing is left to do here.
  pipeline(Readable.from(csvRows(table)), out).catch(() => undefined);
  return out;
}

/** For csv: text that Excel, WPS or LibreOffice could take for a formula gets a leading apostrophe, each of its lines by itself: with another separator than the one it was written with, a line stands alone. */
export function neutralised(text: string): string {
  const [first = '', ...rest] = text.replace(/\r\n?/g, '\n').split('\n');
  const guarded = (line: string) => (isFormula(line) ? `'${line}` : line);
  return [isFormula(text) ? `'${first}` : first, ...rest.map(guarded)].join('\n');
}

/** What the guard put in is none of the text. */
export const unguarded = (text: string): string => text.split('\n').map((line) => (line === "'" || (line.startsWith("'") && isFormula(line.slice(1))) ? line.slice(1) : line)).join('\n');

/** Behind blanks, invisible characters and quotes, in half or full width: what begins a formula in some program. */
export function isFormula(text: string): boolean {
  const first = text.replace(UNSEEN, '').charAt(0).normalize('NFKC');
  return '=+-@|'.includes(first) && first !== '' || /^[\t\r\n]/.test(text);
}

export const yesNo = (yes: boolean, lang: 0 | 1): string => BOOLEANS[yes ? 1 : 0][lang];

/** What XML cannot hold is taken out; what a cell cannot hold is cut with a visible mark. */
export function cleanText(text: string): string {
  const clean = text.replace(NOT_XML, '');
  return clean.length <= LONGEST_CELL ? clean : `${clean.slice(0, LONGEST_CELL - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** One cell with its format; also for sheets composed by hand. */
export function cellOf(value: CellValue, kind: CellKind, lang: 0 | 1): CellObject | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number, ...numberFormat(kind) } : { value: String(value), type: String };
  if (typeof value === 'boolean') return { value: yesNo(value, lang), type: String };
  if (value instanceof Date) return dateCell(value, kind);
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return { value: new Date(`${value}T00:00:00Z`), type: Date, format: DAY, align: 'left' };
  return { value: cleanText(value), type: String };
}

export async function xlsxOf(sheets: Sheet<Buffer>[]): Promise<Buffer> {
  return writeExcelFile(sheets, { fontFamily: 'Microsoft YaHei', fontSize: 10 }).toBuffer();
}

/** At most 31 characters, none of []:*?/\, not empty. */
export function sheetName(title: string): string {
  const name = cleanText(title).replace(/[[\]:*?/\\]/g, ' ').replace(/\s+/g, ' ').replace(/^['\s]+|['\s]+$/g, '');
  return name.slice(0, 31).replace(/[\ud800-\udbff]$/, '').replace(/['\s]+$/, '') || 'Sheet1';
}

export const HEADER = { fontWeight: 'bold', backgroundColor: '#E8EFF0', bottomBorderStyle: 'thin', bottomBorderColor: '#1F5F6B', wrap: true } as const;

const LONGEST_CELL = 32_767;
const DAY = 'yyyy-mm-dd';
const BOOLEANS = [['否', 'No'], ['是', 'Yes']] as const;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are forbidden in XML, and halves of characters.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** Blanks, invisible characters and quotes before the first that counts. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}\u3164\u115f"'＂＇]+/u;

function numberFormat(kind: CellKind): { format?: string } {
  if (kind === 'money') return { format: '#,##0.00' };
  if (kind === 'percent') return { format: '0.0%' };
  return {};
}

function dateCell(value: Date, kind: CellKind): CellObject {
  if (Number.isNaN(value.getTime())) return { value: '', type: String };
  return { value, type: Date, format: kind === 'date' ? DAY : `${DAY} hh:mm`, align: 'left' };
}

async function* csvRows(table: Table): AsyncGenerator<readonly (string | number | boolean)[]> {
  yield table.columns.map(column => neutralised(cleanText(column.label)));
  for await (const row of table.rows) yield table.columns.map((column, i) => csvCell(row[i], column.kind));
}

/** What some program takes for the end of a cell or of a row stands in quotes: behind it, a formula would begin anew. */
const APART = /[\t\r\n;]/;

function csvCell(value: CellValue, kind: CellKind): string | number | boolean {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return kind === 'money' ? value.toFixed(2) : value;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return neutralised(value.replace(NOT_XML, ''));
  if (Number.isNaN(value.getTime())) return '';
  return value.toISOString().replace('T', ' ').slice(0, kind === 'date' ? 10 : 16);
}

export const isFigureKind = (kind: CellKind): boolean => kind === 'number' || kind === 'money' || kind === 'percent';

/** A Chinese character is two wide. */
export function widthOf(column: SheetColumn): number {
  const label = Array.from(column.label).reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0) + 2;
  const usual = { text: 18, number: 10, money: 14, percent: 10, date: 12, time: 17, boolean: 8 }[column.kind];
  return Math.min(60, Math.max(label, usual));
}
