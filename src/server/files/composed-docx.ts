/** A composed report as a Word document to sign: numbered sections with their as-of, sentences, tables with their proof, signatures at the end. */
import { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TabStopType, TextRun, WidthType } from 'docx';
import type { ComposedPage, Label, SentencePart } from '../../kernel/api.ts';
import { docxHead, FONT, footer, GREY, line, MARGIN, notes, proofLines, type ReportExtra, subtitle, table } from './document.ts';
import { cleanText } from './spreadsheet.ts';

export async function writeComposedDocx(page: ComposedPage, lang: 0 | 1, extra: ReportExtra): Promise<Buffer> {
  return Packer.toBuffer(new Document({
    title: page.label[lang], creator: cleanText(extra.generatedBy), description: cleanText(extra.organisation),
    styles: { default: { document: { run: { font: FONT, size: 21, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [{
      properties: { page: { size: { width: 11906, height: 16838 }, margin: MARGIN } },
      footers: { default: footer(page, lang, extra) },
      children: [
        ...docxHead(extra, lang, 22),
        line(page.label[lang], { size: 40, bold: true }, { alignment: AlignmentType.CENTER, spacing: { before: 80, after: 100 } }),
        line(subtitle(page, lang, extra), { size: 18, color: GREY }, { alignment: AlignmentType.CENTER, spacing: { after: 120 } }),
        ...page.sections.flatMap((section, at) => sectionOf(section, at, lang, extra)),
        ...withheld(page, lang),
        ...(page.signs.length > 0 ? [signatures(page.signs, lang)] : []),
      ],
    }],
  }));
}

/** '一、' and so on, as Chinese reports count their sections. */
export function sectionNumber(at: number, lang: 0 | 1): string {
  const n = at + 1;
  if (lang === 1) return `${n}. `;
  const digits = '〇一二三四五六七八九';
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${n % 10 > 0 ? digits[n % 10] : ''}、`;
}
export const SECTION_WORDS = {
  asOf: ['截至', 'as of'], withheld: ['以下部分您无权查看，未列入：', 'Left out because you may not see them: '], sign: ['（签字）', ' (signature)'], date: ['日期：', 'Date: '], caption: ['表', 'Table'],
} as const;
export const sentenceText = (parts: readonly SentencePart[], lang: 0 | 1): string => parts.map((part) => ('text' in part ? part.text : part)[lang]).join('');

/** Longer tables may be parted by the end of a page. */
const KEPT_ROWS = 14;
const WIDTH = 11906 - MARGIN.left - MARGIN.right;

function sectionOf(section: ComposedPage['sections'][number], at: number, lang: 0 | 1, extra: ReportExtra): (Paragraph | Table)[] {
  const heading = new Paragraph({
    heading: HeadingLevel.HEADING_1, keepNext: true, spacing: { before: 320, after: 100 }, tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
    children: [
      new TextRun({ text: `${sectionNumber(at, lang)}${section.title[lang]}`, font: FONT, size: 26, bold: true, color: '1B2A33' }),
      new TextRun({ text: `\t${SECTION_WORDS.asOf[lang]} ${section.asOf}`, font: FONT, size: 18, color: GREY }),
    ],
  });
  return [
    heading,
    ...section.sentences.map((parts) => new Paragraph({ spacing: { line: 340, after: 60 }, ...(lang === 0 ? { indent: { firstLine: 420 } } : {}), children: [new TextRun({ text: cleanText(sentenceText(parts, lang)), font: FONT, size: 21, color: '1B2A33' })] })),
    ...section.tables.flatMap((one) => [
      new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 160, after: 60 }, children: [new TextRun({ text: one.label[lang], font: FONT, size: 19, bold: true, color: '1B2A33' })] }),
      table(one, { titles: one.titles, lang, zone: extra.zone }, WIDTH, one.rows.length <= KEPT_ROWS && Object.keys(one.totals).length > 0),
      ...proofLines(one, lang, false), ...notes(one, lang, false),
    ]),
  ];
}

function withheld(page: ComposedPage, lang: 0 | 1): Paragraph[] {
  if (page.withheld.length === 0) return [];
  return [line(`${SECTION_WORDS.withheld[lang]}${page.withheld.map((title) => title[lang]).join(lang === 0 ? '、' : ', ')}`, { size: 18, color: GREY }, { spacing: { before: 240 } })];
}

function signatures(signs: readonly Label[], lang: 0 | 1): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA }, columnWidths: signs.map(() => Math.floor(WIDTH / signs.length)),
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({
      cantSplit: true,
      children: signs.map((label) => new TableCell({
        margins: { top: 500, bottom: 60, left: 60, right: 60 },
        children: [line(`${label[lang]}${SECTION_WORDS.sign[lang]}`, { size: 20 }, { spacing: { after: 500 } }), line('____________________', { color: GREY }), line(SECTION_WORDS.date[lang], { size: 20 }, { spacing: { before: 60 } })],
      })),
    })],
  });
}
