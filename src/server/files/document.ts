/**
 * Reports as files (报表导出): a Word document to sign and file, a workbook to go on working with.
 * Both carry the period, the totals, and the arithmetic with its verdict, as the page does.
 */
import {
  AlignmentType, BorderStyle, Document, Footer, type IBorderOptions, ImageRun, Packer, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, WidthType,
} from 'docx';
import type { CellObject, Row } from 'write-excel-file/node';
import type { Label, PaperStyle, ReportPage } from '../../kernel/api.ts';
import { localParts } from '../../kernel/calendar/zone.ts';
import { pictureOf } from '../../kernel/document/picture.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { isFigure, plainNumber, type Reading, reportCell, reportText, totalCell, totalText } from './report-cell.ts';
import { cellKindOf, cellOf, cleanText, HEADER, ORDINARY_ROWS, sheetName, xlsxOf } from './spreadsheet.ts';

export interface ReportExtra {
  readonly organisation: string;
  /** The person who made the file. */
  readonly generatedBy: string;
  readonly zone: string;
  readonly style: PaperStyle;
  /** The parameters as the page shows them, e.g. 月份 2026-11. */
  readonly conditions: readonly { readonly label: Label; readonly value: string }[];
}

/** Word and PDF are turned over page by page: what is longer is refused in favour of the workbook. */
export const DOCUMENT_ROWS = 2000;

export async function writeReportDocx(report: ReportPage, lang: 0 | 1, extra: ReportExtra): Promise<Buffer> {
  if (report.rows.length > DOCUMENT_ROWS) throw tooLongToTurn();
  const landscape = report.columns.length > 6;
  const reading: Reading = { titles: report.titles, lang, zone: extra.zone };
  return Packer.toBuffer(new Document({
    title: report.label[lang], creator: cleanText(extra.generatedBy), description: cleanText(extra.organisation),
    styles: { default: { document: { run: { font: FONT, size: 20, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [{
      properties: { page: { size: { width: 11906, height: 16838, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT }, margin: MARGIN } },
      footers: { default: footer(report, lang, extra) },
      children: [
        ...docxHead(extra, lang),
        line(report.label[lang], { size: 34, bold: true }, { alignment: AlignmentType.CENTER, spacing: { before: 40, after: 80 } }),
        line(subtitle(report, lang, extra), { size: 18, color: GREY }, { alignment: AlignmentType.CENTER, spacing: { after: 160 } }),
        table(report, reading, (landscape ? 16838 : 11906) - MARGIN.left - MARGIN.right),
        ...proofLines(report, lang),
        ...notes(report, lang),
      ],
    }],
  }));
}

/** First sheet: the table with its totals. Second sheet: when, for what, and whether it adds up. */
export async function writeReportXlsx(report: ReportPage, lang: 0 | 1, extra: ReportExtra): Promise<Buffer> {
  const name = sheetName(report.label[lang]);
  return xlsxOf([
    reportSheet(report, name, lang, extra),
    { sheet: name === WORDS.proof[lang] ? `${WORDS.proof[lang]} 2` : WORDS.proof[lang], data: proofSheet(report, lang, extra), columns: [{ width: 48 }, { width: 18 }, { width: 18 }, { width: 14 }] },
  ]);
}

/** What is said in words on the first sheet, then a sheet for each table. */
export async function writeTablesXlsx(label: Label, summary: readonly (readonly string[])[], tables: readonly ReportPage[], lang: 0 | 1, extra: ReportExtra): Promise<Buffer> {
  const first = sheetName(label[lang]);
  const named = tables.map((one, i) => ({ one, name: `${i + 1} ${sheetName(one.label[lang])}`.slice(0, 31).replace(/[\ud800-\udbff]$/, '') }));
  return xlsxOf([
    { sheet: first, data: summary.map((row): Row => row.map((words) => cellOf(words, 'text', lang))), columns: [{ width: 24 }, { width: 110 }] },
    ...named.map(({ one, name }) => reportSheet(one, name, lang, extra)),
  ]);
}

function reportSheet(report: ReportPage, sheet: string, lang: 0 | 1, extra: ReportExtra) {
  if (report.rows.length > ORDINARY_ROWS) throw tooLongToHold();
  const reading: Reading = { titles: report.titles, lang, zone: extra.zone };
  const header = report.columns.map((column): CellObject => ({ value: cleanText(column.label[lang]), type: String, ...HEADER, align: isFigure(column) ? 'right' : 'left' }));
  const body = report.rows.map((row): Row => report.columns.map(column => cellOf(reportCell(row[column.name], column, reading), cellKindOf(column.kind), lang)));
  return { sheet, data: [header, ...body, ...totalsRow(report, lang)], stickyRowsCount: 1, columns: report.columns.map(column => ({ width: isFigure(column) ? 14 : 20 })) };
}

export const WORDS = {
  proof: ['核对', 'Proof'], total: ['合计', 'Total'], notes: ['说明', 'Notes'], asOf: ['数据截至', 'As of'], by: ['制表', 'Made by'],
  left: ['一方', 'One side'], right: ['另一方', 'Other side'], verdict: ['结论', 'Verdict'], agrees: ['相符', 'agrees'], differs: ['不符', 'does not agree'],
  empty: ['本期没有记录', 'No records in this period'], page: ['第', 'Page'], of: ['页，共', 'of'], pages: ['页', ''], colon: ['：', ': '],
} as const;
export const FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'Noto Sans CJK SC', cs: 'Arial' };
export const MARGIN = { top: 1000, bottom: 900, left: 1000, right: 1000 };
export const GREY = '5F6F78';
const INK = '1B2A33';
const CINNABAR = 'C0392B';
const BAMBOO = '3C7A57';
const THIN: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: '8A979D' };
const THICK: IBorderOptions = { style: BorderStyle.SINGLE, size: 10, color: INK };
const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };

type Look = { readonly size?: number; readonly bold?: boolean; readonly color?: string };
type Place = { readonly keepNext?: boolean; readonly alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]; readonly spacing?: { readonly before?: number; readonly after?: number } };

export function line(text: string, look: Look = {}, place: Place = {}): Paragraph {
  const runs = cleanText(text).split(/\r?\n/).map((part, i) => new TextRun({ text: part, font: FONT, color: INK, ...look, ...(i > 0 ? { break: 1 } : {}) }));
  return new Paragraph({ ...place, children: runs });
}

/** Logo, name and address of the organisation, each where it is given. */
export function docxHead({ style, organisation }: ReportExtra, lang: 0 | 1, size = 20): Paragraph[] {
  const centred = { alignment: AlignmentType.CENTER };
  const logo = style.logo === null ? null : pictureOf(style.logo);
  const height = 40;
  return [
    ...(logo ? [new Paragraph({ ...centred, children: [new ImageRun({ type: logo.type, data: logo.data, transformation: { height, width: Math.round(Math.min(460, height * logo.width / logo.height)) } })] })] : []),
    line(style.name[lang] || organisation, { size, color: GREY }, centred),
    ...(style.address[lang] === '' ? [] : [line(style.address[lang], { size: 16, color: GREY }, centred)]),
  ];
}

export function subtitle(report: Pick<ReportPage, 'asOf'>, lang: 0 | 1, extra: ReportExtra): string {
  const conditions = extra.conditions.map(({ label, value }) => `${label[lang]}${WORDS.colon[lang]}${value}`);
  return [...conditions, `${WORDS.asOf[lang]}${WORDS.colon[lang]}${clock(report.asOf, extra.zone)}`].join('　');
}

/** `keep` holds a short table together on one page. */
export function table(report: ReportPage, reading: Reading, width: number, keep = false): Table {
  const { widths, shrunk } = widthsOf(report, reading, width);
  const row = (texts: readonly string[], look: Look, role: 'head' | 'body' | 'total'): TableRow => new TableRow({
    cantSplit: true, ...(role === 'head' ? { tableHeader: true } : {}),
    children: texts.map((text, i) => new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 90, right: 90 },
      borders: { left: NONE, right: NONE, top: role === 'head' ? THICK : THIN, bottom: role === 'head' ? THIN : role === 'total' ? THICK : THIN },
      ...(role === 'head' ? { shading: { fill: 'E8EFF0' } } : {}),
      children: [line(text, { size: Math.round(18 * shrunk), ...look }, { ...(keep && role !== 'total' ? { keepNext: true } : {}), alignment: report.columns[i] && isFigure(report.columns[i]) ? AlignmentType.RIGHT : AlignmentType.LEFT })],
    })),
  });
  const rows = report.rows.map(values => row(report.columns.map(column => reportText(values[column.name], column, reading)), {}, 'body'));
  const empty = report.rows.length > 0 ? [] : [row(report.columns.map((_, i) => i === 0 ? WORDS.empty[reading.lang] : ''), { color: GREY }, 'body')];
  const totals = hasTotals(report) ? [row(report.columns.map((column, i) => totalText(report.totals[column.name], column) || (i === 0 ? WORDS.total[reading.lang] : '')), { bold: true }, 'total')] : [];
  return new Table({
    width: { size: width, type: WidthType.DXA }, columnWidths: widths,
    rows: [row(report.columns.map(column => column.label[reading.lang]), { bold: true }, 'head'), ...rows, ...empty, ...totals],
  });
}

const LEAST_SHRUNK = 0.7;
/** By the longest content seen, within reason; a Chinese character counts twice. */
function widthsOf(report: ReportPage, reading: Reading, width: number): { readonly widths: number[]; readonly shrunk: number } {
  const wants = report.columns.map((column) =>
    Math.min(36, Math.max(6, ...textsOf(report, column, reading).map((text) => Array.from(text).reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)))) + 2);
  const shares = wants.map((want) => want * width / total(wants));
  // A figure or a word broken over two lines reads as two: its column is wide enough for it, in smaller letters if need be; what is left goes to those that want more.
  const pieces = report.columns.map((column) => Math.max(...textsOf(report, column, reading).map(unbroken)));
  const shrunk = Math.max(LEAST_SHRUNK, Math.min(1, (width - PADDING * pieces.length) / total(pieces)));
  const needs = pieces.map((piece) => piece * shrunk + PADDING);
  const more = shares.map((share, i) => Math.max(0, share - needs[i]!));
  const left = width - total(needs);
  return { widths: needs.map((need, i) => Math.floor(left <= 0 || total(more) === 0 ? need * width / total(needs) : need + more[i]! * left / total(more))), shrunk };
}
const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const PADDING = 190;
const LETTER = 112;
const HAN = 184;
const KEPT_HAN = 4;
const textsOf = (report: ReportPage, column: ReportPage['columns'][number], reading: Reading): readonly string[] =>
  [column.label[reading.lang], totalText(report.totals[column.name], column), ...report.rows.slice(0, 200).map((row) => reportText(row[column.name], column, reading))];

/** How wide the longest piece is that stays in one line, in twentieths of a point: a word, a figure, a short Chinese name; longer ones may be parted. */
function unbroken(text: string): number {
  const pieces = text.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/gu) ?? [];
  return Math.max(0, ...pieces.map((piece) => (piece.charCodeAt(0) > 0x2e7f ? Math.min(KEPT_HAN, piece.length) * HAN : Math.min(22, piece.length) * LETTER)));
}

export function proofLines(report: ReportPage, lang: 0 | 1, headed = true): Paragraph[] {
  if (report.proof.length === 0) return [];
  const lines = report.proof.map(({ label, left, right, ok }) => {
    const sum = `${label[lang]}${WORDS.colon[lang]}${plainNumber(left)} ${ok ? '=' : '≠'} ${plainNumber(right)}　${ok ? '✓' : '✗'} ${WORDS[ok ? 'agrees' : 'differs'][lang]}`;
    return line(sum, { size: 18, color: ok ? BAMBOO : CINNABAR, bold: !ok });
  });
  return headed ? [line(WORDS.proof[lang], { bold: true }, { spacing: { before: 240, after: 60 } }), ...lines] : lines;
}

export function notes(report: ReportPage, lang: 0 | 1, headed = true): Paragraph[] {
  if (report.notes.length === 0) return [];
  if (!headed) return report.notes.map((note) => line(note[lang], { size: 17, color: GREY }));
  return [line(WORDS.notes[lang], { bold: true }, { spacing: { before: 240, after: 60 } }), ...report.notes.map((note, i) => line(`${i + 1}. ${note[lang]}`, { size: 18 }))];
}

export function footer(report: Pick<ReportPage, 'asOf'>, lang: 0 | 1, extra: Pick<ReportExtra, 'generatedBy' | 'zone' | 'style'>): Footer {
  const look = { font: FONT, size: 16, color: GREY };
  const made = `${WORDS.by[lang]}${WORDS.colon[lang]}${cleanText(extra.generatedBy)}　${clock(report.asOf, extra.zone)}　　`;
  return new Footer({ children: [...(extra.style.footer[lang] === '' ? [] : [line(extra.style.footer[lang], { size: 16, color: GREY }, { alignment: AlignmentType.CENTER })]), new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ ...look, children: [made, `${WORDS.page[lang]} `, PageNumber.CURRENT, ` ${WORDS.of[lang]} `, PageNumber.TOTAL_PAGES, ` ${WORDS.pages[lang]}`] })],
  })] });
}

function totalsRow(report: ReportPage, lang: 0 | 1): Row[] {
  if (!hasTotals(report)) return [];
  const style = { fontWeight: 'bold', topBorderStyle: 'thin', bottomBorderStyle: 'double' } as const;
  return [report.columns.map((column, i): CellObject => {
    const cell = cellOf(totalCell(report.totals[column.name], column), cellKindOf(column.kind), lang);
    return { ...(cell ?? (i === 0 ? { value: WORDS.total[lang], type: String } : { value: '', type: String })), ...style };
  })];
}

/** What a report is: whose, which, under which conditions, as of when, by whom. */
export function headWords(report: Pick<ReportPage, 'label' | 'asOf'>, lang: 0 | 1, extra: ReportExtra): (readonly [label: string, value: string])[] {
  return [[extra.organisation, report.label[lang]], ...extra.conditions.map(({ label, value }) => [label[lang], value] as const), [WORDS.asOf[lang], clock(report.asOf, extra.zone)], [WORDS.by[lang], extra.generatedBy]];
}

/** The same with its arithmetic and notes. */
export function proofWords(report: ReportPage, lang: 0 | 1, extra: ReportExtra): (readonly [label: string, value: string])[] {
  return [
    ...headWords(report, lang, extra),
    ...report.proof.map(({ label, left, right, ok }) => [label[lang], `${plainNumber(left)} ${ok ? '=' : '≠'} ${plainNumber(right)}　${WORDS[ok ? 'agrees' : 'differs'][lang]}`] as const),
    ...report.notes.map((one) => [WORDS.notes[lang], one[lang]] as const),
  ];
}

function proofSheet(report: ReportPage, lang: 0 | 1, extra: ReportExtra): Row[] {
  const text = (value: string, style: Partial<CellObject> = {}): CellObject => ({ value: cleanText(value), type: String, ...style });
  return [
    [text(`${extra.organisation}　${report.label[lang]}`, { fontWeight: 'bold', fontSize: 13 })],
    ...extra.conditions.map(({ label, value }): Row => [text(label[lang]), text(value)]),
    [text(WORDS.asOf[lang]), text(clock(report.asOf, extra.zone))],
    [text(WORDS.by[lang]), text(extra.generatedBy)],
    [],
    [text(WORDS.proof[lang], HEADER), text(WORDS.left[lang], HEADER), text(WORDS.right[lang], HEADER), text(WORDS.verdict[lang], HEADER)],
    ...report.proof.map(({ label, left, right, ok }): Row => [
      text(label[lang], { wrap: true }), { value: left, type: Number }, { value: right, type: Number },
      text(WORDS[ok ? 'agrees' : 'differs'][lang], { textColor: `#${ok ? BAMBOO : CINNABAR}`, fontWeight: 'bold' }),
    ]),
    ...(report.notes.length === 0 ? [] : [[], [text(WORDS.notes[lang], HEADER)], ...report.notes.map((note): Row => [text(note[lang], { wrap: true })])]),
  ];
}

function hasTotals(report: ReportPage): boolean {
  return Object.keys(report.totals).length > 0;
}

function clock(at: string, zone: string): string {
  const { date, time } = localParts(new Date(at), zone);
  return `${date} ${time}`;
}

/** For Word and PDF. */
export function tooLongToTurn(): Refusal {
  const most = plainNumber(DOCUMENT_ROWS);
  return new Refusal('export.too_long', [`Word 和 PDF 最多 ${most} 行，请缩小范围，或改用 Excel、CSV 导出`, `Word and PDF hold at most ${most} rows: narrow the list, or export as Excel or CSV`], 413);
}

function tooLongToHold(): Refusal {
  const most = plainNumber(ORDINARY_ROWS);
  return new Refusal('export.too_long', [`一张表超过 ${most} 行，请缩小范围，或改用 CSV 导出`, `A table of more than ${most} rows: narrow the report, or export as CSV`], 413);
}
