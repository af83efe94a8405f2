/** A document as PDF on A4 (公文版面): its sheets with their foot, and tables that turn pages with their heading on each. */
import type { ReportPage } from '../../kernel/api.ts';
import { plainNumber, isFigure, reportText, totalText } from './report-cell.ts';
import { WORDS } from './document.ts';
import { breakLines, CINNABAR, drawLines, FAINT, INK, type Ink, type Line, lineHeight, RULE, type Style, widthOf } from './pdf-ink.ts';
import { type Block, gap, rule, textBlock } from './slip-block.ts';

export interface Frame { readonly x: number; readonly width: number }
export interface TableLook { readonly lang: 0 | 1; readonly zone: string; readonly frame: Frame; readonly captioned?: boolean }
const CELL: Style = { size: 8.5 };
const HEAD: Style = { size: 8.5, weight: 'medium' };
export const SMALL: Style = { size: 8.5, color: FAINT };
const GOOD = '#3C7A57';
const PAD = 4;
const KEPT_ROWS = 14;

/** Blocks that may not be parted by the end of a page. */
export function together(blocks: readonly Block[]): Block {
  return {
    height: blocks.reduce((sum, block) => sum + block.height, 0),
    draw(y) {
      let at = y;
      for (const block of blocks) { block.draw(at); at += block.height; }
    },
  };
}

/** `captioned`: with its name above it. */
export function tableBlocks(ink: Ink, table: ReportPage, { lang, zone, frame, captioned = true }: TableLook): Block[] {
  const reading = { titles: table.titles, lang, zone };
  const heads = table.columns.map((column) => column.label[lang]);
  const body = table.rows.length === 0 ? [heads.map((_, i) => (i === 0 ? WORDS.empty[lang] : ''))] : table.rows.map((row) => table.columns.map((column) => reportText(row[column.name], column, reading)));
  const totals = Object.keys(table.totals).length === 0 ? [] : [table.columns.map((column, i) => totalText(table.totals[column.name], column) || (i === 0 ? WORDS.total[lang] : ''))];
  const { widths, shrunk } = widthsOf(ink, [heads, ...body, ...totals], frame);
  const [cell, head] = [CELL, HEAD].map((style) => ({ ...style, size: style.size * shrunk })) as [Style, Style];
  const aligns = table.columns.map((column) => (isFigure(column) ? 'right' as const : 'left' as const));
  const row = (texts: readonly string[], style: Style, role: 'head' | 'body' | 'total') => rowBlock(ink, texts, { widths, aligns, style, role, frame });
  const caption = captioned ? [gap(8), textBlock(ink, table.label[lang], frame, { size: 10, weight: 'medium' }, 'center'), gap(3)] : [];
  const heading = row(heads, head, 'head');
  const [first, ...more] = body.map((texts) => ({ ...row(texts, cell, 'body'), repeat: heading }));
  const top = [...caption, heading, ...(first ? [first] : [])];
  const rest = [...more, ...totals.map((texts) => ({ ...row(texts, head, 'total'), repeat: heading })), gap(3)];
  return [
    // A table that fits on a page is not parted.
    ...(body.length <= KEPT_ROWS ? [together([...top, ...rest])] : [together(top), ...rest]),
    ...table.proof.map(({ label, left, right, ok }) =>
      textBlock(ink, `${label[lang]}${WORDS.colon[lang]}${plainNumber(left)} ${ok ? '=' : '≠'} ${plainNumber(right)}　${WORDS[ok ? 'agrees' : 'differs'][lang]}`, frame, { size: 8.5, color: ok ? GOOD : CINNABAR })),
    ...table.notes.map((note) => textBlock(ink, note[lang], frame, SMALL)),
    gap(4),
  ];
}

const LEAST_SHRUNK = 0.7;
/** What a column needs so that no word and no figure of it breaks, and of the rest a share by what it holds; in smaller letters when a line does not hold all. */
function widthsOf(ink: Ink, rows: readonly (readonly string[])[], frame: Frame): { readonly widths: readonly number[]; readonly shrunk: number } {
  const [heads = []] = rows;
  const edges = PAD * 2 + 1;
  const pieces = heads.map((_, c) => Math.max(...rows.map((row) => unbroken(ink, row[c] ?? ''))));
  const room = frame.width - edges * heads.length;
  const shrunk = Math.max(LEAST_SHRUNK, Math.min(1, room / sum(pieces)));
  const needs = pieces.map((piece) => piece * shrunk + edges);
  const more = heads.map((head, c) => Math.max(0, Math.max(widthOf(ink, head, HEAD), Math.min(190, Math.max(...rows.map((row) => widthOf(ink, row[c] ?? '', CELL))))) + edges + 3 - needs[c]!));
  const left = frame.width - sum(needs);
  return { widths: needs.map((need, c) => (left <= 0 ? need * frame.width / sum(needs) : need + more[c]! * left / sum(more))), shrunk };
}
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A word, a figure, or of Chinese the few characters that a short name has. */
function unbroken(ink: Ink, text: string): number {
  const pieces = text.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{1,4}|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/gu) ?? [];
  return Math.min(120, Math.max(0, ...pieces.map((piece) => widthOf(ink, piece, HEAD))));
}

interface RowLook { readonly frame: Frame; readonly widths: readonly number[]; readonly aligns: readonly ('left' | 'right')[]; readonly style: Style; readonly role: 'head' | 'body' | 'total' }
function rowBlock(ink: Ink, texts: readonly string[], { widths, aligns, style, role, frame }: RowLook): Block {
  const cells: Line[][] = texts.map((text, c) => breakLines(ink, text, (widths[c] ?? 0) - PAD * 2, style));
  const height = Math.max(...cells.map((lines) => lines.length)) * lineHeight(style) + 5;
  return {
    height,
    draw(y) {
      if (role === 'head') ink.doc.rect(frame.x, y, frame.width, height).fill('#E8EFF0');
      rule(ink, frame.x, y, frame.x + frame.width, role === 'body' ? 0.4 : 1, role === 'body' ? RULE : INK);
      let x = frame.x;
      cells.forEach((lines, c) => {
        drawLines(ink, lines, { x: x + PAD, y: y + 2.5, width: (widths[c] ?? 0) - PAD * 2 }, style, aligns[c]);
        x += widths[c] ?? 0;
      });
      rule(ink, frame.x, y + height, frame.x + frame.width, role === 'total' ? 1 : 0.4, role === 'total' ? INK : RULE);
    },
  };
}
