/**
 * Labels to stick on things (标签): a QR code or a Code 128 barcode with a name and a number, one label to a page of the label's size.
 */
import bwip from 'bwip-js/node';
import { Refusal } from '../../kernel/refusal.ts';
import { breakLines, drawLine, drawLines, type Ink, lineHeight, type Made, openInk, type Style, widthOf } from './pdf-ink.ts';
import { drawQr } from './slip-block.ts';

export interface LabelOf {
  /** What the scanner reads. */
  readonly code: string;
  readonly title: string;
  /** Printed under the code, usually the number of the record. */
  readonly number: string;
}
export interface LabelPaper {
  readonly widthMm: number;
  readonly heightMm: number;
  /** 'code128' holds printable ASCII only. */
  readonly symbol: 'qr' | 'code128';
  /** On sheets of so many across and down instead of one label to a page. */
  readonly sheet?: { readonly across: number; readonly down: number };
}
/** What label printers and stationers have: rolls of one label after the other, and A4 sheets of three by eight. */
export const LABEL_PAPERS = {
  '40x30': { widthMm: 40, heightMm: 30 }, '50x30': { widthMm: 50, heightMm: 30 }, '60x40': { widthMm: 60, heightMm: 40 },
  sheet: { widthMm: 70, heightMm: 37.125, sheet: { across: 3, down: 8 } },
} as const satisfies { readonly [name: string]: Omit<LabelPaper, 'symbol'> };

/** `at` is the time of printing; nothing of it stands on the label. */
export async function labelPdf(labels: readonly LabelOf[], paper: LabelPaper, at: Date): Promise<Made> {
  const ink = openInk('标签 Labels', 0, at);
  const [width, height] = [paper.widthMm * MM, paper.heightMm * MM];
  const { across, down } = paper.sheet ?? { across: 1, down: 1 };
  labels.forEach((label, i) => {
    const place = i % (across * down);
    if (place === 0) ink.doc.addPage({ size: [width * across, height * down], margin: 0 });
    ink.doc.save().translate((place % across) * width, Math.floor(place / across) * height);
    if (paper.symbol === 'qr') drawQrLabel(ink, label, width, height);
    else drawBarLabel(ink, label, width, height);
    ink.doc.restore();
  });
  const missing = [...ink.missing];
  return { bytes: await ink.finish(), missing };
}

const MM = 72 / 25.4;
const EDGE = 2 * MM;
const TITLE: Style = { size: 8, weight: 'medium', color: '#000000' };
const NUMBER: Style = { size: 7, color: '#000000' };

/** Code at the left, words beside it. */
function drawQrLabel(ink: Ink, label: LabelOf, width: number, height: number): void {
  const side = Math.min(height, width * 0.5) - EDGE * 2;
  drawQr(ink, label.code, EDGE, (height - side) / 2, side);
  const room = { x: EDGE * 2 + side, width: width - side - EDGE * 3 };
  const most = Math.max(1, Math.floor((height - EDGE * 2 - lineHeight(NUMBER)) / lineHeight(TITLE)));
  const lines = breakLines(ink, label.title, room.width, TITLE).slice(0, most);
  const number = fitted(ink, label.number, room.width, NUMBER);
  const top = (height - lines.length * lineHeight(TITLE) - lineHeight(NUMBER)) / 2;
  const y = drawLines(ink, lines, { ...room, y: top }, TITLE);
  drawLine(ink, label.number, room.x, y, number);
}

/** Title above, bars across, number below. */
function drawBarLabel(ink: Ink, label: LabelOf, width: number, height: number): void {
  const title = breakLines(ink, label.title, width - EDGE * 2, TITLE).slice(0, 1);
  const y = drawLines(ink, title, { x: EDGE, y: EDGE / 2, width: width - EDGE * 2 }, TITLE, 'center');
  const foot = height - EDGE / 2 - lineHeight(NUMBER);
  drawBars(ink, label.code, { x: EDGE, y: y + 1, width: width - EDGE * 2, height: foot - y - 2 });
  const number = fitted(ink, label.number, width - EDGE * 2, NUMBER);
  drawLine(ink, label.number, (width - widthOf(ink, label.number, number)) / 2, foot, number);
}

/** Ten modules of white on either side belong to the symbol. */
function drawBars(ink: Ink, code: string, box: { x: number; y: number; width: number; height: number }): void {
  if (!/^[\x20-\x7e]{1,48}$/.test(code)) {
    throw new Refusal('label.not_code128', ['条形码只能包含 48 个以内的英文字母、数字和符号，请改用二维码', 'A barcode holds at most 48 letters, digits and signs: use a QR code'], 400);
  }
  const [symbol] = bwip.raw({ bcid: 'code128', text: code });
  const steps = symbol && 'sbs' in symbol ? symbol.sbs : [];
  const module = box.width / (steps.reduce((sum, step) => sum + step, 0) + QUIET * 2);
  let x = box.x + QUIET * module;
  ink.doc.save();
  steps.forEach((step, i) => {
    if (i % 2 === 0) ink.doc.rect(x, box.y, step * module, box.height);
    x += step * module;
  });
  ink.doc.fill('#000000').restore();
}
const QUIET = 10;

function fitted(ink: Ink, text: string, width: number, style: Style): Style {
  return { ...style, size: Math.min(style.size, style.size * width / Math.max(1, widthOf(ink, text, style))) };
}
