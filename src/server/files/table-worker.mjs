/**
 * A table read in a thread of its own (表格读取线程): a workbook of 20 MB takes seconds and some hundred MB, neither of which the pages should wait
 * or pay for. Hands its rows over in portions, the next when the last was taken. Plain JavaScript, because a thread is started from this very file.
 */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'csv-parse';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';

const PORTION = 500;
const SLICE = 1 << 16;
const MIDNIGHT = '00:00:00';

const { bytes, workbook, wanted } = workerData;
try {
  parentPort.postMessage({ end: await (workbook ? ofWorkbook() : ofText()) });
} catch (e) {
  parentPort.postMessage({ wrong: e?.code?.startsWith?.('CSV_') ? 'csv' : 'table', why: String(e) });
}
parentPort.close();

async function hand(rows) {
  parentPort.postMessage({ rows });
  await once(parentPort, 'message');
}

async function ofWorkbook() {
  const sheets = [];
  await readXlsx(bytes, { sheets: ({ name }) => { sheets.push(name); return false; } });
  const sheet = sheets.includes(wanted) ? wanted : sheets[0];
  let rows = [];
  for await (const { values } of streamXlsxRows(bytes, { sheet })) if (rows.push(values.map(textOf)) === PORTION) { await hand(rows); rows = []; }
  if (rows.length > 0) await hand(rows);
  return { sheets, sheet };
}

/** Days and times as the fields read them; a workbook keeps the wall clock as if it were UTC, in fractions of a day, and an hour without a day as one of its day nought. */
function textOf(cell) {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  if (!(cell instanceof Date)) return String(cell);
  const [day, time] = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().split(/[T.]/);
  if (day.startsWith('1899-') || (day === '1904-01-01' && time !== MIDNIGHT)) return time;
  return time === MIDNIGHT ? day : `${day} ${time}`;
}

async function ofText() {
  const encoding = encodingOf();
  const parser = parse({ delimiter: delimiterOf(encoding), relax_column_count: true, skip_empty_lines: true, bom: true });
  const feeding = (async () => {
    for (const text of texts(encoding)) if (!parser.write(text)) await once(parser, 'drain');
    parser.end();
  })();
  // What stops the reading stops the feeding as well; the reading says why.
  feeding.catch(() => undefined);
  let rows = [];
  for await (const row of parser) if (rows.push(row) === PORTION) { await hand(rows); rows = []; }
  if (rows.length > 0) await hand(rows);
  return { sheets: [], sheet: '' };
}

/** UTF-8 when the bytes are valid as such, UTF-16 by its mark, else GB18030, as Excel and WPS in Chinese save it. */
function encodingOf() {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    for (const _ of texts('utf-8', true));
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** Piece by piece. A file with NUL in it is no text. */
function* texts(encoding, fatal = false) {
  const decoder = new TextDecoder(encoding, { fatal });
  for (let from = 0; from < bytes.length; from += SLICE) {
    const text = decoder.decode(bytes.subarray(from, from + SLICE), { stream: true });
    if (!fatal && text.includes('\u0000')) throw new Error('NUL');
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** What stands most often in the first line, outside quotes. */
function delimiterOf(encoding) {
  const [start = ''] = texts(encoding);
  const first = (start.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  return [',', '\t', ';', '，', '|'].map(mark => ({ mark, count: first.split(mark).length })).sort((a, b) => b.count - a.count)[0].mark;
}
