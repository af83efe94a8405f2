/**
 * Labels to stick on things (标签): a QR code or a Code 128 barcode with a name and a number, one label to a page of the label's size.
 */
import bwip from 'bwip-js/node';
import { breakLines, drawLine, drawLines, type Ink, type Line, lineHeight, type Made, openInk, type Style, widthOf } from './pdf-ink.ts';
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
  /** Kept white at each side; printers do not reach the rim of a sheet. */
  readonly edgeMm: number;
  /** On sheets of so many across and down instead of one label to a page. */
  readonly sheet?: { readonly across: number; readonly down: number };
}
/** What label printers and stationers have: rolls of one label after the other, and A4 sheets of three by eight. */
export const LABEL_PAPERS = {
  '40x30': { widthMm: 40, heightMm: 30, edgeMm: 2 }, '50x30': { widthMm: 50, heightMm: 30, edgeMm: 2 }, '60x40': { widthMm: 60, heightMm: 40, edgeMm: 2 },
  sheet: { widthMm: 70, heightMm: 37.125, edgeMm: 5, sheet: { across: 3, down: 8 } },
} as const satisfies { readonly [name: string]: Omit<LabelPaper, 'symbol'> };

/** `at` is the time of printing; nothing of it stands on the label. `used`: how many of the first sheet are gone already. */
export async function labelPdf(labels: readonly LabelOf[], paper: LabelPaper, at: Date, used = 0): Promise<Made> {
  const ink = openInk('标签 Labels', 0, at);
  const [width, height] = [paper.widthMm * MM, paper.heightMm * MM];
  const { across, down } = paper.sheet ?? { across: 1, down: 1 };
  const box: Box = { width, height, edge: paper.edgeMm * MM };
  labels.forEach((label, i) => {
    const place = (i + used) % (across * down);
    if (i === 0 || place === 0) ink.doc.addPage({ size: [width * across, height * down], margin: 0 });
    ink.doc.save().translate((place % across) * width, Math.floor(place / across) * height);
    if (paper.symbol === 'qr') drawQrLabel(ink, label, box);
    else drawBarLabel(ink, label, box);
    ink.doc.restore();
  });
  const missing = [...ink.missing];
  return { bytes: await ink.finish(), missing };
}

/** Why a barcode of this cannot stand on that paper: 'signs' it does not know, or too 'long' to be printed so that a scanner reads it. */
export function barcodeFault(code: string, paper: Pick<LabelPaper, 'widthMm'>): 'signs' | 'long' | null {
  if (!/^[\x20-\x7e]{1,48}$/.test(code)) return 'signs';
  return moduleOf(stepsOf(code), paper.widthMm * MM) < LEAST_DOTS * DOT ? 'long' : null;
}

interface Box { readonly width: number; readonly height: number; readonly edge: number }
const MM = 72 / 25.4;
const GAP = 2 * MM;
const TITLE: Style = { size: 8, weight: 'medium', color: '#000000' };
const NUMBER: Style = { size: 7, color: '#000000' };

/** Code at the left, words beside it. */
function drawQrLabel(ink: Ink, label: LabelOf, { width, height, edge }: Box): void {
  const side = Math.min(height - edge * 2, width * 0.5 - edge - GAP);
  drawQr(ink, label.code, edge, (height - side) / 2, side);
  const room = { x: edge + side + GAP, width: width - side - edge * 2 - GAP };
  const most = Math.max(1, Math.floor((height - edge * 2 - lineHeight(NUMBER)) / lineHeight(TITLE)));
  const lines = shortened(ink, label.title, room.width, most);
  const number = fitted(ink, label.number, room.width, NUMBER);
  const top = (height - lines.length * lineHeight(TITLE) - lineHeight(NUMBER)) / 2;
  const y = drawLines(ink, lines, { ...room, y: top }, TITLE);
  drawLine(ink, label.number, room.x, y, number);
}

/** Title above, bars across, number below. */
function drawBarLabel(ink: Ink, label: LabelOf, { width, height, edge }: Box): void {
  const title = shortened(ink, label.title, width - edge * 2, 1);
  const y = drawLines(ink, title, { x: edge, y: edge / 2, width: width - edge * 2 }, TITLE, 'center');
  const foot = height - edge / 2 - lineHeight(NUMBER);
  drawBars(ink, label.code, { width, y: y + 1, height: foot - y - 2 });
  const number = fitted(ink, label.number, width - edge * 2, NUMBER);
  drawLine(ink, label.number, (width - widthOf(ink, label.number, number)) / 2, foot, number);
}

/** What has no room ends in a mark that says so. */
function shortened(ink: Ink, title: string, width: number, most: number): readonly Line[] {
  const lines = breakLines(ink, title, width, TITLE);
  if (lines.length <= most) return lines;
  let last = [...lines[most - 1]!.text];
  while (last.length > 0 && widthOf(ink, `${last.join('')}…`, TITLE) > width) last = last.slice(0, -1);
  const text = `${last.join('').trimEnd()}…`;
  return [...lines.slice(0, most - 1), { text, width: widthOf(ink, text, TITLE) }];
}

/** In the middle of the label, whose rim is the white that belongs to the symbol. */
function drawBars(ink: Ink, code: string, box: { width: number; y: number; height: number }): void {
  const steps = stepsOf(code);
  const module = moduleOf(steps, box.width);
  let x = (box.width - module * total(steps)) / 2;
  ink.doc.save();
  steps.forEach((step, i) => {
    if (i % 2 === 0) ink.doc.rect(x, box.y, step * module, box.height);
    x += step * module;
  });
  ink.doc.fill('#000000').restore();
}

function stepsOf(code: string): readonly number[] {
  const [symbol] = bwip.raw({ bcid: 'code128', text: code });
  return symbol && 'sbs' in symbol ? symbol.sbs : [];
}
const total = (steps: readonly number[]): number => steps.reduce((sum, step) => sum + step, 0);

/** Ten modules of white on either side belong to the symbol. Label printers have 203 dots to the inch: a bar of one and a half of them is drawn as one or as two, and nothing reads it. */
const QUIET = 10;
const DOT = 72 / 203;
const LEAST_DOTS = 2;
const moduleOf = (steps: readonly number[], width: number): number => Math.floor(width / (total(steps) + QUIET * 2) / DOT + 1e-9) * DOT;

function fitted(ink: Ink, text: string, width: number, style: Style): Style {
  return { ...style, size: Math.min(style.size, style.size * width / Math.max(1, widthOf(ink, text, style))) };
}
