/** A record on paper and in tables (记录文书): label and value in a ruled grid, then its short tables, then its signatures as drawn. */
import { AlignmentType, Document, Packer, Table, TableCell, TableRow, WidthType } from 'docx';
import { buffer } from 'node:stream/consumers';
import type { Row } from 'write-excel-file/node';
import type { Label, ReportPage, SignatureView } from '../../kernel/api.ts';
import { docxHead, FONT, footer, GREY, line, MARGIN, type ReportExtra, subtitle, table, WORDS } from './document.ts';
import { writeSheets } from './pdf-sheet.ts';
import { drawLine, type Ink, type Made, type Style } from './pdf-ink.ts';
import { type Frame, tableBlocks } from './pdf-table.ts';
import { type Block, drawSignature, gap, rule, textBlock } from './slip-block.ts';
import { pairGrid } from './slip-form.ts';
import { cellOf, cleanText, HEADER, sheetName, writeCsv, xlsxOf } from './spreadsheet.ts';

export interface RecordFile {
  readonly label: Label;
  readonly number: string;
  readonly asOf: string;
  readonly pairs: readonly { readonly label: Label; readonly value: string }[];
  /** Texts alone. */
  readonly tables: readonly ReportPage[];
  /** `at` as the clock on the centre's wall showed it. */
  readonly signatures: readonly SignatureView[];
}

const titled = (file: RecordFile): { readonly label: Label; readonly asOf: string } => ({ label: [`${file.label[0]} ${file.number}`, `${file.label[1]} ${file.number}`], asOf: file.asOf });
const SIGNATURES: Label = ['签名', 'Signatures'];
const SIGNED: Label = ['已签名', 'signed'];
const REFUSED: Label = ['拒签，见证：', 'refused; witnesses: '];
const ITEM: Label = ['项目', 'Item'];
const CONTENT: Label = ['内容', 'Content'];
const verdict = (one: SignatureView, lang: 0 | 1): string => (one.kind === 'refused' ? `${REFUSED[lang]}${one.witnesses.join(lang === 0 ? '、' : ', ')}` : SIGNED[lang]);

export function recordPdf(file: RecordFile, lang: 0 | 1, extra: ReportExtra): Promise<Made> {
  return writeSheets(titled(file), lang, extra, (ink, frame) => [
    ...pairGrid(ink, file.pairs.map(({ label, value }) => ({ label: label[lang], value: value || '—' })), frame),
    { height: 4, draw: (y) => rule(ink, frame.x - 0.5, y, frame.x + frame.width + 0.5, 1) },
    ...file.tables.flatMap((one) => tableBlocks(ink, one, { lang, zone: extra.zone, frame })),
    ...signatureBlocks(ink, file.signatures, frame, lang),
  ]);
}

const WHO: Style = { size: 8.5 };
const ACROSS = 3;
function signatureBlocks(ink: Ink, signatures: readonly SignatureView[], frame: Frame, lang: 0 | 1): Block[] {
  if (signatures.length === 0) return [];
  const width = frame.width / ACROSS;
  const rows = Array.from({ length: Math.ceil(signatures.length / ACROSS) }, (_, r): Block => ({
    height: 74,
    draw: (y) => signatures.slice(r * ACROSS, (r + 1) * ACROSS).forEach((one, i) => {
      const x = frame.x + i * width;
      drawLine(ink, one.role[lang], x, y + 2, WHO);
      drawSignature(ink, one, { x, y: y + 16, width: width - 16, height: 36 }, lang);
      rule(ink, x, y + 54, x + width - 16);
      drawLine(ink, `${one.name}　${one.at}`, x, y + 56, { ...WHO, size: 7.5 });
    }),
  }));
  return [gap(8), textBlock(ink, SIGNATURES[lang], frame, { size: 10, weight: 'medium' }, 'center'), ...rows];
}

const WIDTH = 11906 - MARGIN.left - MARGIN.right;
export function recordDocx(file: RecordFile, lang: 0 | 1, extra: ReportExtra): Promise<Buffer> {
  const page = titled(file);
  const centred = { alignment: AlignmentType.CENTER };
  const heading = (label: Label) => line(label[lang], { size: 22, bold: true }, { ...centred, spacing: { before: 240, after: 80 } });
  return Packer.toBuffer(new Document({
    title: page.label[lang], creator: cleanText(extra.generatedBy), description: cleanText(extra.organisation),
    styles: { default: { document: { run: { font: FONT, size: 20, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [{
      properties: { page: { size: { width: 11906, height: 16838 }, margin: MARGIN } }, footers: { default: footer(page, lang, extra) },
      children: [
        ...docxHead(extra, lang),
        line(page.label[lang], { size: 32, bold: true }, { ...centred, spacing: { before: 40, after: 80 } }),
        line(subtitle(page, lang, extra), { size: 18, color: GREY }, { ...centred, spacing: { after: 160 } }),
        pairTable(file, lang),
        ...file.tables.flatMap((one) => [heading(one.label), table(one, { titles: {}, lang, zone: extra.zone }, WIDTH)]),
        ...(file.signatures.length === 0 ? [] : [heading(SIGNATURES), ...file.signatures.map((one) => line(`${one.role[lang]}${WORDS.colon[lang]}${one.name}　${one.at}　${verdict(one, lang)}`, { size: 18 }))]),
      ],
    }],
  }));
}

function pairTable(file: RecordFile, lang: 0 | 1): Table {
  const widths = [2600, WIDTH - 2600];
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA }, columnWidths: widths,
    rows: file.pairs.map(({ label, value }) => new TableRow({
      cantSplit: true,
      children: [label[lang], value || '—'].map((text, i) => new TableCell({
        width: { size: widths[i]!, type: WidthType.DXA }, margins: { top: 50, bottom: 50, left: 90, right: 90 }, ...(i === 0 ? { shading: { fill: 'F3F6F6' } } : {}),
        children: [line(text, { size: 19, ...(i === 0 ? { color: GREY } : {}) })],
      })),
    })),
  });
}

/** A sheet for the fields, and one for each table. */
export function recordXlsx(file: RecordFile, lang: 0 | 1): Promise<Buffer> {
  const taken = new Set<string>();
  const named = (label: Label): string => {
    const base = sheetName(label[lang]).slice(0, 27);
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${base} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  };
  const sheet = (label: Label, heads: readonly Label[], rows: readonly (readonly string[])[], wide: readonly number[]) => ({
    sheet: named(label), stickyRowsCount: 1, columns: wide.map((width) => ({ width })),
    data: [heads.map((head) => ({ value: head[lang], type: String, ...HEADER })), ...rows.map((row): Row => row.map((text) => cellOf(text, 'text', lang)))],
  });
  return xlsxOf([
    sheet(file.label, [ITEM, CONTENT], file.pairs.map(({ label, value }) => [label[lang], value]), [22, 60]),
    ...file.tables.map((one) => sheet(one.label, one.columns.map((c) => c.label), one.rows.map((row) => one.columns.map((c) => String(row[c.name] ?? ''))), one.columns.map(() => 28))),
    ...(file.signatures.length === 0 ? [] : [sheet(SIGNATURES, [['签署', 'Role'], ['姓名', 'Name'], ['时间', 'Time'], ['结果', 'Verdict']], file.signatures.map((one) => [one.role[lang], one.name, one.at, verdict(one, lang)]), [20, 20, 20, 30])]),
  ]);
}

/** The fields alone: a table of two columns. */
export function recordCsv(file: RecordFile, lang: 0 | 1): Promise<Buffer> {
  return buffer(writeCsv({ title: file.label[lang], lang, columns: [{ label: ITEM[lang], kind: 'text' }, { label: CONTENT[lang], kind: 'text' }], rows: file.pairs.map(({ label, value }) => [label[lang], value]) }));
}
