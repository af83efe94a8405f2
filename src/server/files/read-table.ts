/**
 * A table that somebody brings along (表格读入): xlsx of Excel and WPS, or csv in UTF-8 or GB18030 with whatever separates its
 * columns. Read as text, cell by cell, with a look at what a zip file would unpack to before anything is unpacked.
 */
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { Refusal } from '../../kernel/refusal.ts';
import { unguarded } from './spreadsheet.ts';
import { zipEntries } from './zip.ts';

export interface SheetRead { readonly sheets: readonly string[]; readonly sheet: string; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }

export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_PACKED = 100;
const MOST_PARTS = 2_000;
const MOST_COLUMNS = 200;

/** In: the file's bytes and, for a workbook with several sheets, which one. Refused: what is no table, is empty, or would unpack to too much. */
export async function readTable(bytes: Buffer, options: { readonly sheet?: string; readonly mostRows: number }): Promise<SheetRead> {
  const workbook = bytes.subarray(0, 4).equals(ZIP);
  if (!workbook && bytes.subarray(0, 8).equals(OLD_EXCEL)) throw new Refusal('import.xls', ['这是旧式 xls 文件，请另存为 xlsx 或 csv', 'This is an old xls file; please save it as xlsx or csv'], 422);
  const { sheets, sheet, cells } = workbook ? await ofWorkbook(bytes, options.sheet) : { sheets: [], sheet: '', cells: ofText(bytes) };
  const grid = cells.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ''));
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (grid.length < 2) throw new Refusal('import.empty', ['表里没有内容：第一行是栏目，下面每行一条记录', 'There is nothing in the table: the first row names the fields, each row below is a record'], 422);
  if (width > MOST_COLUMNS) throw new Refusal('import.wide', [`列数超过 ${MOST_COLUMNS}`, `More than ${MOST_COLUMNS} columns`], 422);
  if (grid.length - 1 > options.mostRows) throw new Refusal('import.rows', [`一次最多导入 ${options.mostRows} 行，这份表有 ${grid.length - 1} 行，请分成几个文件`, `At most ${options.mostRows} rows at a time, and this table has ${grid.length - 1}; please divide the file`], 422);
  const even = grid.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ''));
  return { sheets, sheet, heads: even[0]!, rows: even.slice(1) };
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

async function ofWorkbook(bytes: Buffer, wanted: string | undefined): Promise<{ readonly sheets: string[]; readonly sheet: string; readonly cells: string[][] }> {
  mustUnpackSmall(bytes);
  const found = await readExcelFile(bytes).catch(() => { throw notATable(); });
  const chosen = found.find((one) => one.sheet === wanted) ?? found[0];
  if (!chosen) throw notATable();
  return { sheets: found.map((one) => one.sheet), sheet: chosen.sheet, cells: chosen.data.map((row) => row.map(textOf)) };
}

function mustUnpackSmall(bytes: Buffer): void {
  let unpacked = 0;
  try {
    const entries = zipEntries(bytes);
    if (entries.length > MOST_PARTS) unpacked = Infinity;
    for (const entry of entries) {
      unpacked += entry.unpacked;
      // A real sheet packs to a twentieth or so. A thousandth is nothing but repetition, made to keep the program busy for minutes.
      if (entry.unpacked > 1_000_000 && entry.unpacked > MOST_PACKED * entry.packed) unpacked = Infinity;
    }
  } catch (e) {
    throw e instanceof RangeError ? notATable() : e;
  }
  if (unpacked > MOST_UNPACKED) throw new Refusal('import.zip', ['文件解压后过大，不予读取', 'The file would unpack to too much and is not read'], 422);
}

const notATable = () => new Refusal('import.not_a_table', ['读不出这个文件，请用 xlsx 或 csv', 'This file cannot be read; please use xlsx or csv'], 422);

/** Days and times as the fields read them; a workbook keeps the wall clock as if it were UTC. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) { const iso = cell.toISOString(); return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`; }
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell);
}

function ofText(bytes: Buffer): string[][] {
  const text = decoded(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a file with NUL in it is no text
  if (/\u0000/.test(text)) throw notATable();
  try {
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, bom: true, cast: unguarded }) as string[][];
  } catch {
    throw new Refusal('import.csv', ['csv 的引号或分隔不成对，请检查后再导入', 'Quotes or separators of the csv do not match; please check it'], 422);
  }
}

/** UTF-8 when the bytes are valid as such, UTF-16 by its mark, else GB18030, as Excel and WPS in Chinese save it. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** What stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const first = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  return [',', '\t', ';', '，', '|'].map((mark) => ({ mark, count: first.split(mark).length })).sort((a, b) => b.count - a.count)[0]!.mark;
}
