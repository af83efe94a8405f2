/** Reports as files (报表导出): the same table as on the page in each of the forms, and composed reports table by table. */
import { buffer } from 'node:stream/consumers';
import type { ComposedPage, ReportPage } from '../kernel/api.ts';
import { type Format, type MadeFile, pdfOf, TYPES } from './exports.ts';
import { sentenceText, writeComposedDocx } from './files/composed-docx.ts';
import { writeComposedPdf } from './files/composed-pdf.ts';
import { DOCUMENT_ROWS, headWords, proofWords, type ReportExtra, tooLongToTurn, WORDS, writeReportDocx, writeReportXlsx, writeTablesXlsx } from './files/document.ts';
import { writeReportPdf } from './files/pdf-sheet.ts';
import { reportCell, totalCell } from './files/report-cell.ts';
import { spooled } from './files/spool.ts';
import { cellKindOf, type CellValue, neutralised, ORDINARY_ROWS, type Table, writeCsv } from './files/spreadsheet.ts';
import { writeXlsx } from './files/workbook.ts';

export async function reportFile(page: ReportPage, format: Format, lang: 0 | 1, extra: ReportExtra): Promise<MadeFile> {
  const made = async (): Promise<Pick<MadeFile, 'content' | 'missing'>> => {
    if (format === 'xlsx') return { content: page.rows.length > ORDINARY_ROWS ? await spooled(writeXlsx(longTable(page, lang, extra))) : await writeReportXlsx(page, lang, extra), missing: [] };
    if (format === 'csv') return { content: await spooled(writeCsv(reportTable(page, lang, extra.zone))), missing: [] };
    if (page.rows.length > DOCUMENT_ROWS) throw tooLongToTurn();
    return format === 'docx' ? { content: await writeReportDocx(page, lang, extra), missing: [] } : pdfOf(await writeReportPdf(page, lang, extra));
  };
  return { ...(await made()), name: `${page.label[lang]}.${format}`, type: TYPES[format] };
}

/** Figures as numbers, choices and names as the reader calls them; the totals in the last line, as in the workbook. */
function reportTable(page: ReportPage, lang: 0 | 1, zone: string): Table {
  const reading = { titles: page.titles, lang, zone };
  const total = Object.keys(page.totals).length === 0 ? [] : [page.columns.map((c, i): CellValue => totalCell(page.totals[c.name], c) ?? (i === 0 ? WORDS.total[lang] : null))];
  function* rows(): Generator<readonly CellValue[]> {
    for (const row of page.rows) yield page.columns.map((c) => reportCell(row[c.name], c, reading));
    yield* total;
  }
  return { title: page.label[lang], lang, columns: page.columns.map((c) => ({ label: c.label[lang], kind: cellKindOf(c.kind) })), rows: rows() };
}

/** What is too long to be composed cell by cell goes row by row like a list, its proof in words behind it. */
function longTable(page: ReportPage, lang: 0 | 1, extra: ReportExtra): Table {
  return { ...reportTable(page, lang, extra.zone), about: () => ({ title: WORDS.proof[lang], rows: proofWords(page, lang, extra) }) };
}

export async function composedFile(page: ComposedPage, format: Format, lang: 0 | 1, extra: ReportExtra): Promise<MadeFile> {
  const made = async (): Promise<Pick<MadeFile, 'content' | 'missing'>> => {
    const tables = page.sections.flatMap((section) => section.tables);
    if ((format === 'pdf' || format === 'docx') && tables.reduce((sum, one) => sum + one.rows.length, 0) > DOCUMENT_ROWS) throw tooLongToTurn();
    if (format === 'pdf') return pdfOf(await writeComposedPdf(page, lang, extra));
    if (format === 'docx') return { content: await writeComposedDocx(page, lang, extra), missing: [] };
    return { content: format === 'xlsx' ? await writeTablesXlsx(page.label, [...headWords(page, lang, extra), [], ...summaryRows(page, lang)], tables, lang, extra) : await composedCsv(page, tables, lang, extra.zone), missing: [] };
  };
  return { ...(await made()), name: `${page.label[lang]}.${format}`, type: TYPES[format] };
}

/** What the sections say in words. */
const summaryRows = (page: ComposedPage, lang: 0 | 1): string[][] => page.sections.flatMap((section) => [[section.title[lang], section.asOf], ...section.sentences.map((parts) => ['', sentenceText(parts, lang)])]);

/** The sentences, then one table below the other, each under its name. */
async function composedCsv(page: ComposedPage, tables: readonly ReportPage[], lang: 0 | 1, zone: string): Promise<Buffer> {
  const plain = (cells: readonly string[]) => `${cells.map((cell) => `"${neutralised(cell).replace(/"/g, '""')}"`).join(',')}\r\n`;
  const parts = [`\ufeff${summaryRows(page, lang).map(plain).join('')}`];
  for (const table of tables) parts.push(`\r\n${plain([table.label[lang]])}${(await buffer(writeCsv(reportTable(table, lang, zone)))).toString('utf8').replace(/^\ufeff/, '')}`);
  return Buffer.from(parts.join(''), 'utf8');
}
