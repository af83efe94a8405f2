/** A composed report as PDF on A4, in the look of its Word document: what is read or archived without being changed. */
import type { ComposedPage, ReportPage } from '../../kernel/api.ts';
import { SECTION_WORDS, sectionNumber, sentenceText } from './composed-docx.ts';
import { type ReportExtra, subtitle, WORDS } from './document.ts';
import { breakLines, CINNABAR, drawLine, drawLines, FAINT, INK, type Ink, type Line, lineHeight, openInk, RULE, type Style, widthOf } from './pdf-ink.ts';
import { isFigure, plainNumber, reportText, totalText } from './report-cell.ts';
import { type Block, drawBlocks, gap, type Paper, rule, textBlock } from './slip-block.ts';

const A4: Paper = { width: 595.28, height: 841.89, left: 56, right: 56, top: 56, bottom: 62 };
const FRAME = { x: A4.left, width: A4.width - A4.left - A4.right };
const TITLE: Style = { size: 19, weight: 'medium' };
const HEADING: Style = { size: 13, weight: 'medium' };
const BODY: Style = { size: 10.5 };
const CELL: Style = { size: 8.5 };
const HEAD: Style = { size: 8.5, weight: 'medium' };
const SMALL: Style = { size: 8.5, color: FAINT };
const GOOD = '#3C7A57';
const PAD = 4;
const KEPT_ROWS = 14;

export async function writeComposedPdf(page: ComposedPage, lang: 0 | 1, extra: ReportExtra): Promise<Buffer> {
  const ink = openInk(`${page.label[lang]} ${extra.conditions.map((c) => c.value).join(' – ')}`, lang, new Date(page.asOf));
  const turn = (number: number) => { newSheet(ink, page, number, lang, extra); return 0; };
  turn(1);
  drawBlocks([
    textBlock(ink, extra.organisation, FRAME, { size: 11, color: FAINT }, 'center'), gap(2),
    textBlock(ink, page.label[lang], FRAME, TITLE, 'center'), gap(2),
    textBlock(ink, subtitle(page, lang, extra), FRAME, SMALL, 'center'), gap(6),
    ...page.sections.flatMap((section, at) => sectionBlocks(ink, section, at, lang, extra)),
    ...(page.withheld.length === 0 ? [] : [gap(10), textBlock(ink, SECTION_WORDS.withheld[lang] + page.withheld.map((title) => title[lang]).join(lang === 0 ? '、' : ', '), FRAME, SMALL)]),
    ...(page.signs.length === 0 ? [] : [signatureBlock(ink, page, lang)]),
  ], A4, turn);
  return ink.finish();
}

function newSheet(ink: Ink, page: ComposedPage, number: number, lang: 0 | 1, extra: ReportExtra): void {
  ink.doc.addPage({ size: [A4.width, A4.height], margin: 0 });
  const foot = `${page.label[lang]}　${WORDS.by[lang]}${WORDS.colon[lang]}${extra.generatedBy}　　${lang === 0 ? `第 ${number} 页` : `Page ${number}`}`;
  drawLine(ink, foot, A4.width / 2 - widthOf(ink, foot, { size: 8, color: FAINT }) / 2, A4.height - 40, { size: 8, color: FAINT });
}

/** Blocks that may not be parted by the end of a page. */
function together(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, block) => sum + block.height, 0),
    draw(y) {
      let at = y;
      for (const block of blocks) { block.draw(at); at += block.height; }
    },
  };
}

function sectionBlocks(ink: Ink, section: ComposedPage['sections'][number], at: number, lang: 0 | 1, extra: ReportExtra): Block[] {
  const asOf = `${SECTION_WORDS.asOf[lang]} ${section.asOf}`;
  const heading: Block = {
    height: lineHeight(HEADING) + 18,
    draw(y) {
      drawLine(ink, `${sectionNumber(at, lang)}${section.title[lang]}`, FRAME.x, y + 12, HEADING);
      drawLine(ink, asOf, FRAME.x + FRAME.width - widthOf(ink, asOf, SMALL), y + 16, SMALL);
    },
  };
  const sentences = section.sentences.map((parts) => sentenceBlock(ink, sentenceText(parts, lang), lang));
  const tables = section.tables.flatMap((table) => tableBlocks(ink, table, lang, extra.zone));
  const [first, ...rest] = [...sentences, ...tables];
  return first ? [together([heading, first]), ...rest] : [heading];
}

/** Chinese paragraphs begin two characters in. */
function sentenceBlock(ink: Ink, text: string, lang: 0 | 1): Block {
  // Room for the indent is kept by two characters that are not drawn: white space at the head of a line would be dropped.
  const held = lang === 0 ? '国国' : '';
  const [first, ...rest] = breakLines(ink, held + text, FRAME.width, BODY);
  const indent = widthOf(ink, held, BODY);
  return {
    height: (rest.length + 1) * lineHeight(BODY) + 3,
    draw(y) {
      drawLine(ink, (first?.text ?? '').slice(held.length), FRAME.x + indent, y, BODY);
      drawLines(ink, rest, { ...FRAME, y: y + lineHeight(BODY) }, BODY);
    },
  };
}

function tableBlocks(ink: Ink, table: ReportPage, lang: 0 | 1, zone: string): Block[] {
  const reading = { titles: table.titles, lang, zone };
  const heads = table.columns.map((column) => column.label[lang]);
  const body = table.rows.length === 0 ? [heads.map((_, i) => (i === 0 ? WORDS.empty[lang] : ''))] : table.rows.map((row) => table.columns.map((column) => reportText(row[column.name], column, reading)));
  const totals = Object.keys(table.totals).length === 0 ? [] : [table.columns.map((column, i) => totalText(table.totals[column.name], column) || (i === 0 ? WORDS.total[lang] : ''))];
  const { widths, shrunk } = widthsOf(ink, [heads, ...body, ...totals]);
  const [cell, head] = [CELL, HEAD].map((style) => ({ ...style, size: style.size * shrunk })) as [Style, Style];
  const aligns = table.columns.map((column) => (isFigure(column) ? 'right' as const : 'left' as const));
  const row = (texts: readonly string[], style: Style, role: 'head' | 'body' | 'total') => rowBlock(ink, texts, { widths, aligns, style, role });
  const [first, ...more] = body.map((texts) => row(texts, cell, 'body'));
  const caption = textBlock(ink, table.label[lang], FRAME, { size: 10, weight: 'medium' }, 'center');
  const top = [gap(8), caption, gap(3), row(heads, head, 'head'), ...(first ? [first] : [])];
  const rest = [...more, ...totals.map((texts) => row(texts, head, 'total')), gap(3)];
  return [
    // A table that fits on a page is not parted.
    ...(body.length <= KEPT_ROWS ? [together([...top, ...rest])] : [together(top), ...rest]),
    ...table.proof.map(({ label, left, right, ok }) =>
      textBlock(ink, `${label[lang]}${WORDS.colon[lang]}${plainNumber(left)} ${ok ? '=' : '≠'} ${plainNumber(right)}　${WORDS[ok ? 'agrees' : 'differs'][lang]}`, FRAME, { size: 8.5, color: ok ? GOOD : CINNABAR })),
    ...table.notes.map((note) => textBlock(ink, note[lang], FRAME, SMALL)),
    gap(4),
  ];
}

const LEAST_SHRUNK = 0.7;
/** What a column needs so that no word and no figure of it breaks, and of the rest a share by what it holds; in smaller letters when a line does not hold all. */
function widthsOf(ink: Ink, rows: readonly (readonly string[])[]): { readonly widths: readonly number[]; readonly shrunk: number } {
  const [heads = []] = rows;
  const edges = PAD * 2 + 1;
  const pieces = heads.map((_, c) => Math.max(...rows.map((row) => unbroken(ink, row[c] ?? ''))));
  const room = FRAME.width - edges * heads.length;
  const shrunk = Math.max(LEAST_SHRUNK, Math.min(1, room / sum(pieces)));
  const needs = pieces.map((piece) => piece * shrunk + edges);
  const more = heads.map((head, c) => Math.max(0, Math.max(widthOf(ink, head, HEAD), Math.min(190, Math.max(...rows.map((row) => widthOf(ink, row[c] ?? '', CELL))))) + edges + 3 - needs[c]!));
  const left = FRAME.width - sum(needs);
  return { widths: needs.map((need, c) => (left <= 0 ? need * FRAME.width / sum(needs) : need + more[c]! * left / sum(more))), shrunk };
}
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A word, a figure, or of Chinese the few characters that a short name has. */
function unbroken(ink: Ink, text: string): number {
  const pieces = text.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{1,4}|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/gu) ?? [];
  return Math.min(120, Math.max(0, ...pieces.map((piece) => widthOf(ink, piece, HEAD))));
}

interface RowLook { readonly widths: readonly number[]; readonly aligns: readonly ('left' | 'right')[]; readonly style: Style; readonly role: 'head' | 'body' | 'total' }
function rowBlock(ink: Ink, texts: readonly string[], { widths, aligns, style, role }: RowLook): Block {
  const cells: Line[][] = texts.map((text, c) => breakLines(ink, text, (widths[c] ?? 0) - PAD * 2, style));
  const height = Math.max(...cells.map((lines) => lines.length)) * lineHeight(style) + 5;
  return {
    height,
    draw(y) {
      if (role === 'head') ink.doc.rect(FRAME.x, y, FRAME.width, height).fill('#E8EFF0');
      rule(ink, FRAME.x, y, FRAME.x + FRAME.width, role === 'body' ? 0.4 : 1, role === 'body' ? RULE : INK);
      let x = FRAME.x;
      cells.forEach((lines, c) => {
        drawLines(ink, lines, { x: x + PAD, y: y + 2.5, width: (widths[c] ?? 0) - PAD * 2 }, style, aligns[c]);
        x += widths[c] ?? 0;
      });
      rule(ink, FRAME.x, y + height, FRAME.x + FRAME.width, role === 'total' ? 1 : 0.4, role === 'total' ? INK : RULE);
    },
  };
}

function signatureBlock(ink: Ink, page: ComposedPage, lang: 0 | 1): Block {
  const width = FRAME.width / page.signs.length;
  return {
    height: 112,
    draw(y) {
      page.signs.forEach((label, i) => {
        const x = FRAME.x + i * width;
        drawLine(ink, `${label[lang]}${SECTION_WORDS.sign[lang]}`, x, y + 30, BODY);
        rule(ink, x, y + 80, x + width - 24, 0.6, RULE);
        drawLine(ink, SECTION_WORDS.date[lang], x, y + 86, BODY);
      });
    },
  };
}
