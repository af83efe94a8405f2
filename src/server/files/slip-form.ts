/**
 * A slip as an A4 form: heading with number and QR, ruled grid of label and value, table, signatures,
 * stamps over the grid, and the copy's name written down the right edge as on multi-part paper.
 */
import {
  AZURITE, breakLines, CINNABAR, drawLine, drawLines, FAINT, INK, type Ink, type Line, lineHeight, RULE, type Style, widthOf,
} from './pdf-ink.ts';
import {
  type Block, cancelledWords, drawQr, drawSignature, drawStamp, gap, missingBlock, type Paper, rule, type SignatureBox, signatureBoxes, stampRows, stampWidth, textBlock,
} from './slip-block.ts';
import { drawLogo } from './pdf-letterhead.ts';
import { styleOf } from '../../kernel/document/slip-style.rules.ts';
import type { SlipCopy } from './slip-pdf.ts';

export function a4Blocks(ink: Ink, copy: SlipCopy, paper: Paper): Block[] {
  const frame: Frame = { x: paper.left, width: paper.width - paper.left - paper.right };
  const { slip, lang } = copy;
  const grid = pairGrid(ink, slip.lines.map(line => ({ label: line.label[lang], value: line.value })), frame);
  const body = [...grid, ...tableRows(ink, copy, frame), ...signatureRows(ink, signatureBoxes(slip, lang), frame, lang)];
  const height = body.reduce((sum, block) => sum + block.height, 0);
  const marks: Block = { height: 0, draw: y => drawMarks(ink, copy, frame, y, Math.min(height, paper.height / 2)) };
  const { note } = styleOf(slip);
  const rows = [heading(ink, copy, frame, height), ...body, marks];
  if (note[lang] !== '') rows.push(gap(4), textBlock(ink, note[lang], frame, { size: 8.5 }));
  if (slip.cancelled) rows.push(gap(4), textBlock(ink, cancelledWords(slip, lang), frame, { size: 8.5, color: CINNABAR }));
  return [...rows, gap(4), ...footerBlocks(ink, copy, frame), foot(ink, copy, frame), ...missingBlock(ink, frame, lang)];
}

/** Head of a page that continues a slip; comes back with the room it took. */
export function drawContinuation(ink: Ink, copy: SlipCopy, paper: Paper, page: number): number {
  const words = `${copy.slip.label[copy.lang]}  ${copy.slip.number}  ${copy.copy}  ${copy.lang === 0 ? `续 ${page}` : `continued ${page}`}`;
  drawLine(ink, words, paper.left, paper.top, SMALL);
  if (copy.slip.cancelled) drawStamp(ink, copy.lang === 0 ? '作废' : 'CANCELLED', paper.width - paper.right - 4, paper.top + 5, 0, 9);
  return 20;
}

interface Frame { readonly x: number; readonly width: number }
interface Pair { readonly label: string; readonly value: string }
const ORGANISATION: Style = { size: 10.5, color: FAINT };
const TITLE: Style = { size: 18, weight: 'medium' };
const SMALL: Style = { size: 8.5, color: FAINT };
const NUMBER: Style = { size: 11, weight: 'medium', color: CINNABAR };
const LABEL: Style = { size: 9, color: FAINT };
const VALUE: Style = { size: 10 };
const CELL: Style = { size: 9 };
const PAD = 5;
const QR = 50;
const STAMP = 11;
const MOST_LINES = 24;
const COPY_COLORS = [INK, CINNABAR, AZURITE];

function heading(ink: Ink, copy: SlipCopy, frame: Frame, bodyHeight: number): Block {
  const { slip, lang } = copy;
  const title = slip.label[lang];
  const { shows } = styleOf(slip);
  const qr = slip.qr !== '' && shows('qr');
  const head = slipHead(copy, ink, frame);
  const right = !qr ? frame.x + frame.width : frame.x + frame.width - QR - 10;
  return {
    height: 78 + head.height,
    draw: top => {
      head.draw(top);
      const y = top + head.height;
      const middle = frame.x + frame.width / 2;
      const centred = (text: string, at: number, style: Style): number => {
        const width = widthOf(ink, text, style);
        drawLine(ink, text, middle - width / 2, at, style);
        return width;
      };
      const size = Math.min(TITLE.size, TITLE.size * 260 / widthOf(ink, title, TITLE));
      const width = Math.max(90, centred(title, y + 16 + (TITLE.size - size) / 2, { ...TITLE, size }) + 24);
      drawStamps(ink, copy.stamps, frame, y, middle - width / 2 - 8);
      rule(ink, middle - width / 2, y + 45, middle + width / 2, 0.9, INK);
      rule(ink, middle - width / 2, y + 47.2, middle + width / 2, 0.4, INK);
      drawLine(ink, `${lang === 0 ? '日期' : 'Date'}  ${copy.at}`, frame.x, y + 58, SMALL);
      const number = widthOf(ink, slip.number, NUMBER);
      drawLine(ink, slip.number, right - number, y + 55.5, NUMBER);
      drawLine(ink, 'No.', right - number - 20, y + 57.5, SMALL);
      if (qr) drawQr(ink, slip.qr, frame.x + frame.width - QR, y + 20, QR);
      drawCopyName(ink, copy, frame.x + frame.width + 9, y + 78, bodyHeight);
    },
  };
}

/** Left of the title, where nothing is written: a stamp may stand crooked but may not hide an amount. Two rows, smaller if need be. */
function drawStamps(ink: Ink, stamps: readonly string[], frame: Frame, y: number, right: number): void {
  let size = STAMP;
  let rows = stampRows(ink, stamps, size, right - frame.x - 10);
  while (rows.length > 2 && size > 5) {
    size -= 1;
    rows = stampRows(ink, stamps, size, right - frame.x - 10);
  }
  rows.forEach((row, r) => {
    let x = frame.x + 6 + r * 5;
    row.forEach((stamp, i) => {
      x += stampWidth(ink, stamp, size);
      drawStamp(ink, stamp, x, y + 13 + r * 27 + (i % 2) * 4, r + i, size);
      x += 9;
    });
  });
}

/** Down the right edge, in the colour of its sheet: 客户联 black, the next red, the next blue-green. */
function drawCopyName(ink: Ink, copy: SlipCopy, x: number, y: number, height: number): void {
  if (copy.copy === '') return;
  const style: Style = { size: 9.5, weight: 'medium', color: COPY_COLORS[copy.nth % COPY_COLORS.length] ?? INK };
  if (copy.lang === 1) {
    const words = `Copy ${copy.nth + 1}: ${copy.copy}`;
    ink.doc.save().rotate(90, { origin: [x + 14, y] });
    drawLine(ink, words, x + 14, y, style);
    ink.doc.restore();
    return;
  }
  const characters = Array.from(`第${'一二三四五六七八九'.charAt(copy.nth) || copy.nth + 1}联　${copy.copy.replace(/[（）()]/g, '　')}`);
  const step = Math.min(13, Math.max(10, (height - 4) / characters.length));
  characters.forEach((character, i) => drawLine(ink, character, x + 2, y + i * step, style));
}

/** Two pairs to a row; a pair that needs more room has the row to itself. */
export function pairGrid(ink: Ink, lines: readonly Pair[], frame: Frame): Block[] {
  const label = Math.min(110, Math.max(58, ...lines.map(line => widthOf(ink, line.label, LABEL) + PAD * 2)));
  const half = frame.width / 2 - label - PAD * 2;
  const rows: Pair[][] = [];
  for (const line of lines) {
    const last = rows.at(-1);
    const short = widthOf(ink, line.value, VALUE) <= half && !line.value.includes('\n');
    if (short && last?.length === 1 && widthOf(ink, last[0]?.value ?? '', VALUE) <= half && !last[0]?.value.includes('\n')) last.push(line);
    else rows.push([line]);
  }
  return rows.flatMap(row => inPieces(ink, row, frame.width - label - PAD * 2)).map((row, i) => gridRow(ink, row, frame, label, i === 0));
}

/** A text longer than a page can turn goes on in rows without a label. */
function inPieces(ink: Ink, row: readonly Pair[], width: number): (readonly Pair[])[] {
  const [only] = row;
  const lines = row.length === 1 && only ? breakLines(ink, only.value, width, VALUE) : [];
  if (!only || lines.length <= MOST_LINES) return [row];
  return chunks(lines).map((piece, i) => [{ label: i === 0 ? only.label : '', value: piece.map(line => line.text).join('\n') }]);
}

function chunks<T>(lines: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, i) => lines.slice(i * MOST_LINES, (i + 1) * MOST_LINES));
}

function gridRow(ink: Ink, row: readonly Pair[], frame: Frame, label: number, first: boolean): Block {
  const cell = frame.width / row.length;
  const cells = row.map((pair, i) => ({
    x: frame.x + i * cell,
    label: breakLines(ink, pair.label, label - PAD * 2 + 1, LABEL),
    value: breakLines(ink, pair.value, cell - label - PAD * 2, VALUE),
  }));
  const height = Math.max(22, ...cells.map(c => Math.max(c.value.length * lineHeight(VALUE), c.label.length * lineHeight(LABEL)) + 8));
  return {
    height,
    draw: y => {
      box(ink, frame, y, height, first);
      for (const { x, label: words, value } of cells) {
        if (x > frame.x) upright(ink, x, y, height);
        upright(ink, x + label, y, height);
        drawLines(ink, words, { x: x + PAD, y: y + (height - words.length * lineHeight(LABEL)) / 2, width: label - PAD * 2 }, LABEL);
        drawLines(ink, value, { x: x + label + PAD, y: y + (height - value.length * lineHeight(VALUE)) / 2, width: cell - label - PAD * 2 }, VALUE);
      }
    },
  };
}

function tableRows(ink: Ink, copy: SlipCopy, frame: Frame): Block[] {
  const { table, lines } = copy.slip;
  if (!table) return [];
  const heads = table.columns.map(column => column[copy.lang]);
  const right = heads.map((_, c) => table.rows.length > 0 && table.rows.every(row => FIGURE.test(row[c] ?? '')));
  const widths = columnWidths(ink, heads, table.rows, frame.width);
  const head = tableRow(ink, heads, widths, frame, { ...LABEL, weight: 'medium' }, heads.map(() => 'center'), lines.length === 0);
  return [...head, ...table.rows.flatMap(row => tableRow(ink, row, widths, frame, CELL, right.map(yes => yes ? 'right' : 'left'), false))];
}
const FIGURE = /^[-+¥￥]?[\d,]*\.?\d*\s*%?$/;

/** Shares of the width by what the columns hold, none below what its head needs. */
function columnWidths(ink: Ink, heads: readonly string[], rows: readonly (readonly string[])[], width: number): number[] {
  const wants = heads.map((head, c) => {
    const longest = Math.max(...rows.slice(0, 200).map(row => widthOf(ink, row[c] ?? '', CELL)), 0);
    return Math.max(widthOf(ink, head, LABEL), Math.min(longest, 220)) + PAD * 2 + 6;
  });
  const sum = wants.reduce((a, b) => a + b, 0);
  return wants.map(want => want * width / sum);
}

function tableRow(ink: Ink, values: readonly string[], widths: readonly number[], frame: Frame, style: Style, aligns: readonly ('left' | 'center' | 'right')[], first: boolean): Block[] {
  const cells = widths.map((width, c) => chunks(breakLines(ink, values[c] ?? '', width - PAD * 2, style)));
  const pieces = Math.max(1, ...cells.map(cell => cell.length));
  return Array.from({ length: pieces }, (_, piece) => {
    const lines: Line[][] = cells.map(cell => cell[piece] ?? []);
    const height = Math.max(20, ...lines.map(one => one.length * lineHeight(style) + 6));
    return { height, draw: y => drawCells(ink, lines, widths, { ...frame, y, height }, style, aligns, first && piece === 0) };
  });
}

function drawCells(
  ink: Ink, cells: readonly Line[][], widths: readonly number[], place: Frame & { y: number; height: number }, style: Style, aligns: readonly ('left' | 'center' | 'right')[], first: boolean,
): void {
  box(ink, place, place.y, place.height, first);
  let x = place.x;
  widths.forEach((width, c) => {
    const lines = cells[c] ?? [];
    if (c > 0) upright(ink, x, place.y, place.height);
    drawLines(ink, lines, { x: x + PAD, y: place.y + (place.height - lines.length * lineHeight(style)) / 2, width: width - PAD * 2 }, style, aligns[c]);
    x += width;
  });
}

function signatureRows(ink: Ink, boxes: readonly SignatureBox[], frame: Frame, lang: 0 | 1): Block[] {
  const rows: Block[] = [];
  for (let i = 0; i < boxes.length; i += 3) rows.push(signatureRow(ink, boxes.slice(i, i + 3), frame, lang, boxes.length <= 3 ? boxes.length : 3));
  return rows;
}

function signatureRow(ink: Ink, boxes: readonly SignatureBox[], frame: Frame, lang: 0 | 1, across: number): Block {
  const cell = frame.width / across;
  const height = 52;
  return {
    height,
    draw: y => {
      box(ink, frame, y, height, false);
      boxes.forEach(({ label, signature }, i) => {
        const x = frame.x + i * cell;
        if (i > 0) upright(ink, x, y, height);
        drawLine(ink, `${label}${lang === 0 ? '：' : ':'}`, x + PAD, y + 2, LABEL);
        if (!signature) return;
        drawSignature(ink, signature, { x: x + PAD + 6, y: y + 14, width: cell - PAD * 2 - 8, height: 28 }, lang);
        const name = { size: 7, color: FAINT };
        drawLine(ink, signature.name, x + cell - PAD - widthOf(ink, signature.name, name), y + height - 12, name);
      });
    },
  };
}

/** 作废 across the middle of the grid, whose lower end `y` is. */
function drawMarks(ink: Ink, copy: SlipCopy, frame: Frame, y: number, height: number): void {
  rule(ink, frame.x - 0.5, y, frame.x + frame.width + 0.5, 1, INK);
  if (copy.slip.cancelled) drawStamp(ink, copy.lang === 0 ? '作　废' : 'CANCELLED', frame.x + frame.width * 0.62, Math.max(60, y - height / 2), 0, 34);
}

/** The organisation's name with its mark beside it and its address below; what the ordinary heading already has room for takes none. */
function slipHead({ slip, lang }: SlipCopy, ink: Ink, frame: Frame): Block {
  const { style } = slip;
  const { shows } = styleOf(slip);
  const name = style.name[lang] || slip.organisation;
  const logo = shows('logo') ? style.logo : null;
  const address = shows('address') ? style.address[lang] : '';
  const small: Style = { size: 7.5, color: FAINT };
  const lift = logo === null ? 0 : 8;
  return {
    height: lift + (address === '' ? 0 : 9),
    draw: y => {
      const wide = widthOf(ink, name, ORGANISATION);
      const middle = frame.x + frame.width / 2;
      if (logo !== null) drawLogo(ink, logo, { x: middle - wide / 2 - 66, y: y - 3, width: 60, height: 22 }, 'right');
      drawLine(ink, name, middle - wide / 2, y + lift / 2, ORGANISATION);
      if (address !== '') drawLine(ink, address, middle - widthOf(ink, address, small) / 2, y + lift + 14, small);
    },
  };
}

function footerBlocks(ink: Ink, { slip, lang }: SlipCopy, frame: Frame): Block[] {
  const words = styleOf(slip).shows('footer') ? slip.style.footer[lang] : '';
  return words === '' ? [] : [textBlock(ink, words, frame, { size: 7.5, color: FAINT })];
}

function foot(ink: Ink, copy: SlipCopy, frame: Frame): Block {
  const { slip, lang } = copy;
  const code = styleOf(slip).shows('check') ? `${lang === 0 ? '内容校验' : 'Content check'} ${slip.contentHash.slice(0, 16)}` : '';
  const style: Style = { size: 7, color: FAINT };
  const words = lang === 0 ? `共 ${slip.copies.length} 联` : `${slip.copies.length} copies`;
  return {
    height: lineHeight(style),
    draw: y => {
      drawLine(ink, words, frame.x, y, style);
      drawLine(ink, code, frame.x + frame.width - widthOf(ink, code, style), y, style);
    },
  };
}

/** Outer sides heavy, line between rows light; each row draws its own so that a page may end anywhere. */
function box(ink: Ink, frame: Frame, y: number, height: number, first: boolean): void {
  const end = frame.x + frame.width;
  ink.doc.save().lineWidth(1).strokeColor(INK).moveTo(frame.x, y).lineTo(frame.x, y + height).moveTo(end, y).lineTo(end, y + height).stroke().restore();
  rule(ink, frame.x - 0.5, y, end + 0.5, first ? 1 : 0.5, first ? INK : RULE);
  rule(ink, frame.x - 0.5, y + height, end + 0.5, 0.5, RULE);
}

function upright(ink: Ink, x: number, y: number, height: number): void {
  ink.doc.save().lineWidth(0.5).strokeColor(RULE).moveTo(x, y).lineTo(x, y + height).stroke().restore();
}
