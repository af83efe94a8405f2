/**
 * A table that somebody brings along (表格读入): xlsx of Excel and WPS, or csv in UTF-8 or GB18030 with whatever separates its
 * columns. Read as text, cell by cell, with a look at what a zip file would unpack to before anything is unpacked.
 */
import { on } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../../kernel/database/migrate.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { unguarded } from './spreadsheet.ts';
import { zipEntries } from './zip.ts';

export interface SheetRead { readonly sheets: readonly string[]; readonly sheet: string; readonly heads: readonly string[]; readonly rows: readonly Row[] }
export type Row = readonly string[];

export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_PACKED = 100;
const MOST_PARTS = 2_000;
const MOST_COLUMNS = 200;

/** In: the file's bytes and, for a workbook with several sheets, which one. Refused: what is no table, is empty, or would unpack to too much. */
export async function readTable(bytes: Buffer, options: { readonly sheet?: string; readonly mostRows: number }): Promise<SheetRead> {
  const rows: Row[] = [];
  const { width, ...found } = await scanTable(bytes, options, (portion) => { rows.push(...portion); });
  return { ...found, rows: rows.map((row) => even(row, width)) };
}

export const even = (row: Row, width: number): Row => (row.length === width ? row : Array.from({ length: width }, (_, i) => row[i] ?? ''));

/** The same, handed over portion by portion, so that a long table is never held whole; rows may be shorter than `width`. What is refused may be refused at the end. */
export async function scanTable(
  bytes: Buffer, { sheet: wanted, mostRows }: { readonly sheet?: string; readonly mostRows: number }, take: (rows: readonly Row[]) => void | Promise<void>,
): Promise<Omit<SheetRead, 'rows'> & { readonly width: number }> {
  const workbook = bytes.subarray(0, 4).equals(ZIP);
  if (!workbook && bytes.subarray(0, 8).equals(OLD_EXCEL)) throw new Refusal('import.xls', ['这是旧式 xls 文件，请另存为 xlsx 或 csv', 'This is an old xls file; please save it as xlsx or csv'], 422);
  if (workbook) mustUnpackSmall(bytes);
  let heads: Row | undefined;
  let [width, total] = [0, 0];
  const end = await portionsOf({ bytes: new Uint8Array(bytes), workbook, wanted }, async (portion) => {
    const rows = portion.map((row) => row.map((cell) => (workbook ? cell : unguarded(cell)).trim())).filter((row) => row.some((cell) => cell !== ''));
    for (const row of rows) width = Math.max(width, row.length);
    heads ??= rows.shift();
    total += rows.length;
    // What is too much is counted, so that the refusal can say how much there is.
    if (total <= mostRows && width <= MOST_COLUMNS && rows.length > 0) await take(rows);
  });
  if (heads === undefined || total === 0) throw new Refusal('import.empty', ['表里没有内容：第一行是栏目，下面每行一条记录', 'There is nothing in the table: the first row names the fields, each row below is a record'], 422);
  if (width > MOST_COLUMNS) throw new Refusal('import.wide', [`列数超过 ${MOST_COLUMNS}`, `More than ${MOST_COLUMNS} columns`], 422);
  if (total > mostRows) throw new Refusal('import.rows', [`一次最多导入 ${mostRows} 行，这份表有 ${total} 行，请分成几个文件`, `At most ${mostRows} rows at a time, and this table has ${total}; please divide the file`], 422);
  return { ...end, heads: even(heads, width), width };
}

interface End { readonly sheets: readonly string[]; readonly sheet: string }
/** What the thread that reads may hold, so that no file takes the program's memory with it. */
const MOST_HELD_MB = 600;

async function portionsOf(given: { readonly bytes: Uint8Array; readonly workbook: boolean; readonly wanted: string | undefined }, take: (rows: readonly Row[]) => Promise<void>): Promise<End> {
  const worker = new Worker(join(projectRoot(), 'src', 'server', 'files', 'table-worker.mjs'), { workerData: given, transferList: [given.bytes.buffer as ArrayBuffer], execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MOST_HELD_MB } });
  try {
    for await (const [told] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[{ readonly rows?: readonly Row[]; readonly end?: End; readonly wrong?: 'csv' | 'table' }]>) {
      if (told.end) return told.end;
      if (told.wrong === 'csv') throw new Refusal('import.csv', ['csv 的引号或分隔不成对，请检查后再导入', 'Quotes or separators of the csv do not match; please check it'], 422);
      if (told.wrong) throw notATable();
      await take(told.rows!);
      worker.postMessage('more');
    }
  } catch (e) {
    if ((e as { readonly code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw tooMuch();
    throw e;
  } finally {
    await worker.terminate();
  }
  throw notATable();
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

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
  if (unpacked > MOST_UNPACKED) throw tooMuch();
}

const notATable = () => new Refusal('import.not_a_table', ['读不出这个文件，请用 xlsx 或 csv', 'This file cannot be read; please use xlsx or csv'], 422);
const tooMuch = () => new Refusal('import.zip', ['文件解压后过大，不予读取', 'The file would unpack to too much and is not read'], 422);
