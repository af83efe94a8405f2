/**
 * A slip as a strip of 80 mm till paper: one column, copy's name at head and foot, amounts at the right edge,
 * strong black because thermal heads know no grey.
 */
import { breakLines, drawLine, drawLines, INK, type Ink, lineHeight, type Style, widthOf } from './pdf-ink.ts';
import { type Block, cancelledWords, drawQr, drawSignature, drawStamp, gap, missingBlock, type Paper, rule, signatureBoxes, stampRows, textBlock } from './slip-block.ts';
import { styleOf } from '../../kernel/document/slip-style.rules.ts';
import { drawLogo } from './pdf-letterhead.ts';
import type { SlipCopy } from './slip-pdf.ts';

export function stripBlocks(ink: Ink, copy: SlipCopy, paper: Paper): Block[] {
  const frame: Frame = { x: paper.left, width: paper.width - paper.left - paper.right };
  const { slip, lang } = copy;
  const { note, shows } = styleOf(slip);
  const logo = shows('logo') ? slip.style.logo : null;
  const address = shows('address') ? slip.style.address[lang] : '';
  const footer = shows('footer') ? slip.style.footer[lang] : '';
  const blocks: Block[] = [
    edge(ink, copy.copy, frame), gap(6),
    ...(logo === null ? [] : [{ height: 34, draw: (y: number) => drawLogo(ink, logo, { x: frame.x, y, width: frame.width, height: 30 }) }]),
    textBlock(ink, slip.style.name[lang] || slip.organisation, frame, SMALL, 'center'),
    ...(address === '' ? [] : [textBlock(ink, address, frame, TINY, 'center')]),
    textBlock(ink, slip.label[lang], frame, TITLE, 'center'), gap(4),
    pair(ink, lang === 0 ? '单号' : 'No.', slip.number, frame, { ...VALUE, weight: 'medium' }),
    pair(ink, lang === 0 ? '时间' : 'Time', copy.at, frame, VALUE),
    line(ink, frame, false),
    ...slip.lines.map(({ label, value }) => pair(ink, label[lang], value, frame, VALUE)),
    ...tableBlocks(ink, copy, frame),
    line(ink, frame, false),
    ...signatureBoxes(slip, lang).map(({ label, signature }): Block => {
      // Who signs never runs into the signature: a long post takes two lines or three.
      const who = breakLines(ink, label, 58, LABEL);
      const height = Math.max(44, who.length * lineHeight(LABEL) + 8);
      return {
        height,
        draw: y => {
          drawLines(ink, who, { x: frame.x, y: y + 4, width: 58 }, LABEL);
          if (signature) drawSignature(ink, signature, { x: frame.x + 66, y: y + height - 40, width: frame.width - 66, height: 34 }, lang);
          rule(ink, frame.x + 62, y + height - 4, frame.x + frame.width, 0.5, INK);
        },
      };
    }),
  ];
  blocks.push(...stampBlocks(ink, copy.stamps, frame));
  if (slip.cancelled) {
    blocks.push({ height: 72, draw: y => { drawStamp(ink, lang === 0 ? '作　废' : 'CANCELLED', frame.x + frame.width / 2 + (lang === 0 ? 62 : 86), y + 36, 0, lang === 0 ? 28 : 22); } });
    blocks.push(textBlock(ink, cancelledWords(slip, lang), frame, VALUE));
  }
  if (note[lang] !== '') blocks.push(gap(6), textBlock(ink, note[lang], frame, SMALL));
  if (slip.qr !== '' && shows('qr')) blocks.push(gap(8), { height: QR, draw: y => drawQr(ink, slip.qr, frame.x + (frame.width - QR) / 2, y, QR) });
  if (footer !== '') blocks.push(gap(4), textBlock(ink, footer, frame, TINY, 'center'));
  if (shows('check')) blocks.push(gap(4), textBlock(ink, slip.contentHash.slice(0, 16), frame, TINY, 'center'));
  blocks.push(...missingBlock(ink, frame, lang), gap(4), edge(ink, copy.copy, frame));
  return blocks;
}

interface Frame { readonly x: number; readonly width: number }
const TITLE: Style = { size: 14, weight: 'medium', color: '#000000' };
const SMALL: Style = { size: 8.5, color: '#000000' };
const LABEL: Style = { size: 8.5, color: '#000000' };
const VALUE: Style = { size: 9, color: '#000000' };
const TINY: Style = { size: 6.5, color: '#000000' };
const QR = 76;
const STAMP = 10;

/** ──── 客户联 ──── */
function edge(ink: Ink, words: string, frame: Frame): Block {
  const style: Style = { size: 9, weight: 'medium', color: '#000000' };
  return {
    height: words === '' ? 0 : lineHeight(style),
    draw: y => {
      if (words === '') return;
      const width = widthOf(ink, words, style);
      const middle = y + lineHeight(style) / 2;
      const side = (frame.width - width) / 2 - 8;
      drawLine(ink, words, frame.x + side + 8, y, style);
      rule(ink, frame.x, middle, frame.x + side, 0.8, INK);
      rule(ink, frame.x + frame.width - side, middle, frame.x + frame.width, 0.8, INK);
    },
  };
}

function line(ink: Ink, frame: Frame, solid: boolean): Block {
  return {
    height: 9,
    draw: y => {
      if (!solid) ink.doc.save().lineWidth(0.7).strokeColor(INK).dash(2.5, { space: 2 }).moveTo(frame.x, y + 4.5).lineTo(frame.x + frame.width, y + 4.5).stroke().undash().restore();
      else rule(ink, frame.x, y + 4.5, frame.x + frame.width, 0.7, INK);
    },
  };
}

/** Short values at the right edge, long ones on lines of their own beside the label. */
function pair(ink: Ink, label: string, value: string, frame: Frame, style: Style): Block {
  const labels = breakLines(ink, label, frame.width * 0.4, LABEL);
  const labelWidth = Math.max(...labels.map(one => one.width)) + 8;
  const values = breakLines(ink, value, frame.width - labelWidth, style);
  return {
    height: Math.max(labels.length * lineHeight(LABEL), values.length * lineHeight(style)) + 2,
    draw: y => {
      drawLines(ink, labels, { x: frame.x, y: y + 0.4, width: labelWidth }, LABEL);
      drawLines(ink, values, { x: frame.x + labelWidth, y, width: frame.width - labelWidth }, style, values.length === 1 ? 'right' : 'left');
    },
  };
}

/** First column on its own line, the others below it from the right: names are long and the paper is narrow. What would be torn across lines is listed instead. */
function tableBlocks(ink: Ink, copy: SlipCopy, frame: Frame): Block[] {
  const { table } = copy.slip;
  if (!table) return [];
  const [first = '', ...others] = table.columns.map(column => column[copy.lang]);
  const share = frame.width / Math.max(1, others.length);
  const torn = (cell: string): boolean => cell.split(/\s+/).some((word) => !/\p{Script=Han}/u.test(word) && widthOf(ink, word, VALUE) > share - 4) || breakLines(ink, cell, share - 4, VALUE).length > 3;
  if (table.rows.some((row) => row.slice(1).some(torn))) {
    return [line(ink, frame, false), ...table.rows.flatMap((row, r) => [
      ...(r === 0 ? [] : [gap(5)]), pair(ink, first, row[0] ?? '', frame, { ...VALUE, weight: 'medium' }),
      ...others.flatMap((label, c) => (row[c + 1] ? [pair(ink, label, row[c + 1]!, frame, VALUE)] : [])),
    ])];
  }
  const across = (values: readonly string[], style: Style): Block => {
    const cells = others.map((_, c) => breakLines(ink, values[c] ?? '', share - 4, style));
    return {
      height: others.length === 0 ? 0 : Math.max(...cells.map(lines => lines.length)) * lineHeight(style) + 2,
      draw: y => cells.forEach((lines, c) => { drawLines(ink, lines, { x: frame.x + c * share + 4, y, width: share - 4 }, style, 'right'); }),
    };
  };
  return [
    line(ink, frame, false), textBlock(ink, first, frame, { ...LABEL, weight: 'medium' }), across(others, { ...LABEL, weight: 'medium' }), line(ink, frame, true),
    ...table.rows.flatMap(row => [textBlock(ink, row[0] ?? '', frame, VALUE), across(row.slice(1), VALUE)]),
  ];
}

function stampBlocks(ink: Ink, stamps: readonly string[], frame: Frame): Block[] {
  return stampRows(ink, stamps, STAMP, frame.width).map((row, r) => ({
    height: 30,
    draw: y => {
      let right = frame.x + frame.width - 6;
      row.forEach((stamp, i) => { right -= drawStamp(ink, stamp, right, y + 17, r + i, STAMP) + 9; });
    },
  }));
}
