/**
 * A workbook row by row (长表写出): rows become XML, which is packed and handed on while the next rows are read, so that a million
 * rows take no more memory than a thousand. Text stands in its own cell as text, never as a formula; what would become one when
 * somebody opens the cell and presses Enter carries the mark by which Excel and WPS leave it as it is.
 */
import { Readable } from 'node:stream';
import { type About, type CellKind, type CellValue, cleanText, isFigureKind, isFormula, sheetName, type SheetColumn, type Table, widthOf, yesNo } from './spreadsheet.ts';
import { zipChunks } from './zip-write.ts';

/** A sheet holds so many, the heading among them; what is longer goes on in a further sheet. */
export const SHEET_ROWS = 1_048_576;

export function writeXlsx(table: Table, most = SHEET_ROWS): Readable {
  return Readable.from(zipChunks(entriesOf(table, most)), { objectMode: false });
}

async function* entriesOf(table: Table, most: number): AsyncGenerator<{ name: string; text: AsyncIterable<string> | Iterable<string> }> {
  const rows = batchesOf(table.rows, most - 1);
  let sheets = 0;
  let more = true;
  while (more) {
    sheets += 1;
    yield {
      name: `xl/worksheets/sheet${sheets}.xml`,
      text: sheetText(table, async () => {
        const { value, done } = await rows.next();
        more = done !== true && value !== undefined && value.goesOn;
        return done === true ? undefined : value;
      }),
    };
  }
  const about = table.about?.();
  if (about) yield { name: `xl/worksheets/sheet${sheets + 1}.xml`, text: [aboutText(about)] };
  for (const [name, xml] of frameOf(table, sheets, about)) yield { name, text: [xml] };
}

interface Batch { readonly rows: readonly (readonly CellValue[])[]; readonly first: number; readonly last: boolean; readonly goesOn: boolean }
const BATCH = 64;
/** Rows in batches, none of which runs over the end of a sheet; the last of a sheet says so. */
async function* batchesOf(given: Table['rows'], most: number): AsyncGenerator<Batch> {
  let held: (readonly CellValue[])[] = [];
  let first = 0;
  for await (const row of given) {
    const full = first + held.length === most;
    if (full || held.length === BATCH) {
      yield { rows: held, first, last: full, goesOn: full };
      first = full ? 0 : first + held.length;
      held = [];
    }
    held.push(row);
  }
  yield { rows: held, first, last: true, goesOn: false };
}

async function* sheetText(table: Table, next: () => Promise<Batch | undefined>): AsyncGenerator<string> {
  const { columns, lang } = table;
  const letters = columns.map((_, i) => letterOf(i));
  const wide = columns.map((column, i) => `<col min="${i + 1}" max="${i + 1}" width="${column.width ?? widthOf(column)}" customWidth="1"/>`).join('');
  const heads = columns.map((column, i) => text(`${letters[i]}1`, cleanText(column.label), isFigureKind(column.kind) ? LOOK.headRight : LOOK.head)).join('');
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${wide}</cols><sheetData><row r="1">${heads}</row>`;
  for (let batch = await next(); batch; batch = batch.last ? undefined : await next()) {
    let out = '';
    batch.rows.forEach((row, i) => {
      const r = batch!.first + i + 2;
      out += `<row r="${r}">`;
      for (let c = 0; c < columns.length; c += 1) out += cell(`${letters[c]}${r}`, row[c], columns[c] as SheetColumn, lang);
      out += '</row>';
    });
    if (out) yield out;
  }
  yield '</sheetData></worksheet>';
}

function aboutText({ rows }: About): string {
  const said = rows.map(([label, value], i) => `<row r="${i + 1}">${text(`A${i + 1}`, cleanText(label), LOOK.head)}${text(`B${i + 1}`, cleanText(value), isFormula(value) ? LOOK.formula : LOOK.wrapped)}</row>`);
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="14" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/></cols><sheetData>${said.join('')}</sheetData></worksheet>`;
}

/** Styles by their place in `styles.xml`. */
const LOOK = { plain: 0, head: 1, headRight: 2, money: 3, percent: 4, date: 5, time: 6, formula: 7, wrapped: 8 } as const;

function cell(at: string, value: CellValue, { kind }: SheetColumn, lang: 0 | 1): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${at}"${styled(kind)}><v>${value}</v></c>` : text(at, String(value), LOOK.plain);
  if (typeof value === 'boolean') return text(at, yesNo(value, lang), LOOK.plain);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : `<c r="${at}" s="${kind === 'date' ? LOOK.date : LOOK.time}"><v>${serial(value.getTime())}</v></c>`;
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return `<c r="${at}" s="${LOOK.date}"><v>${serial(Date.parse(`${value}T00:00:00Z`))}</v></c>`;
  const clean = cleanText(value);
  return text(at, clean, isFormula(clean) ? LOOK.formula : LOOK.plain);
}

const styled = (kind: CellKind): string => (kind === 'money' ? ` s="${LOOK.money}"` : kind === 'percent' ? ` s="${LOOK.percent}"` : '');
/** Days since the last day of 1899, as spreadsheets count; the clock behind the point. */
const serial = (ms: number): number => Math.round((ms / 86_400_000 + 25_569) * 1e9) / 1e9;

function text(at: string, words: string, look: number): string {
  const kept = /^\s|\s$|[\r\n\t]/.test(words) ? ' xml:space="preserve"' : '';
  return `<c r="${at}"${look === 0 ? '' : ` s="${look}"`} t="inlineStr"><is><t${kept}>${escaped(words)}</t></is></c>`;
}

/** A return would be read as a line feed, and `_x000D_` as a return. */
export function escaped(words: string): string {
  if (!/[&<>"\r_]/.test(words)) return words;
  return words.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\r/g, '&#13;');
}

function letterOf(index: number): string {
  const rest = index % 26;
  return (index >= 26 ? letterOf((index - rest) / 26 - 1) : '') + String.fromCharCode(65 + rest);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function frameOf(table: Table, tables: number, about: About | undefined): [string, string][] {
  const sheets = tables + (about ? 1 : 0);
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  const name = (n: number): string => escaped(n > tables ? (sheetName(table.title) === about!.title ? `${about!.title} 2` : about!.title) : n === 1 ? sheetName(table.title) : `${sheetName(table.title).slice(0, 26).replace(/[\ud800-\udbff]$/, '')} ${n}`);
  const type = (part: string, kind: string) => `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const link = (n: number, kind: string, target: string) => `<Relationship Id="rId${n}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return [
    ['xl/styles.xml', STYLES],
    ['xl/workbook.xml', `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbers.map((n) => `<sheet name="${name(n)}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${XML}<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => link(n, 'worksheet', `worksheets/sheet${n}.xml`)).join('')}${link(sheets + 1, 'styles', 'styles.xml')}</Relationships>`],
    ['_rels/.rels', `${XML}<Relationships xmlns="${PACKAGE}/relationships">${link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    ['[Content_Types].xml', `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type('workbook', 'sheet.main')}${type('styles', 'styles')}${numbers.map((n) => type(`worksheets/sheet${n}`, 'worksheet')).join('')}</Types>`],
  ];
}

const FACE = '<sz val="10"/><name val="Microsoft YaHei"/>';
const xf = (more: string, inside = '') => `<xf borderId="0" fillId="0" fontId="0" numFmtId="0" xfId="0" ${more}>${inside}</xf>`;
const head = (side: string) => `<xf borderId="1" fillId="2" fontId="1" numFmtId="0" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${side}" wrapText="1"/></xf>`;
const figure = (format: number) => `<xf borderId="0" fillId="0" fontId="0" numFmtId="${format}" xfId="0" applyNumberFormat="1"/>`;
const day = (format: number) => `<xf borderId="0" fillId="0" fontId="0" numFmtId="${format}" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left"/></xf>`;
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>
<fonts count="2"><font>${FACE}</font><font><b/>${FACE}</font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EFF0"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF1F5F6B"/></bottom></border></borders>
<cellStyleXfs count="1"><xf borderId="0" fillId="0" fontId="0" numFmtId="0"/></cellStyleXfs>
<cellXfs count="9">${xf('')}${head('left')}${head('right')}${figure(4)}${figure(164)}${day(165)}${day(166)}${xf('quotePrefix="1"')}${xf('applyAlignment="1"', '<alignment vertical="top" wrapText="1"/>')}</cellXfs></styleSheet>`;
