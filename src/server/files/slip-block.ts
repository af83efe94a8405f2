/**
 * What a slip is made of: blocks that know their height before they are drawn, and the drawing of
 * signatures, stamps and QR codes that both papers share.
 */
import { encode } from 'uqr';
import type { SignatureView, SlipPage } from '../../kernel/api.ts';
import { CINNABAR, codePoint, drawLine, drawLines, breakLines, FAINT, INK, type Ink, lineHeight, RULE, type Style, widthOf } from './pdf-ink.ts';

export interface Paper { readonly width: number; readonly height: number; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
export interface Block {
  readonly height: number;
  readonly draw: (y: number) => void;
  /** Drawn again at the top of a page that begins with this block: the heading of its table. */
  readonly repeat?: Block;
}
export interface SignatureBox { readonly label: string; readonly signature: SignatureView | null }

export function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.height, 0);
}

/** `turn` begins page `page` and says how much room its head took. */
export function drawBlocks(blocks: readonly Block[], paper: Paper, turn: (page: number) => number): void {
  let y = paper.top;
  let page = 1;
  for (const block of blocks) {
    if (y > paper.top && y + block.height > paper.height - paper.bottom) {
      page += 1;
      y = paper.top + turn(page);
      block.repeat?.draw(y);
      y += block.repeat?.height ?? 0;
    }
    block.draw(y);
    y += block.height;
  }
}

export function gap(height: number): Block {
  return { height, draw: () => undefined };
}

export function textBlock(ink: Ink, text: string, place: { x: number; width: number }, style: Style, align: 'left' | 'center' | 'right' = 'left'): Block {
  const lines = breakLines(ink, text, place.width, style);
  return { height: lines.length * lineHeight(style), draw: y => { drawLines(ink, lines, { ...place, y }, style, align); } };
}

/** Every box of the form with the signature given for it; signatures without a box get one. */
export function signatureBoxes(slip: SlipPage, lang: 0 | 1): SignatureBox[] {
  const left = [...slip.signatures];
  const boxes = slip.signatureBoxes.map(label => {
    const at = left.findIndex(signature => signature.role[0] === label[0]);
    return { label: label[lang], signature: at < 0 ? null : left.splice(at, 1)[0] ?? null };
  });
  return [...boxes, ...left.map(signature => ({ label: signature.role[lang], signature }))];
}

/** Strokes scaled from their 480 x 160 canvas into the box; a refusal is written out with its witnesses. */
export function drawSignature(ink: Ink, signature: SignatureView, box: { x: number; y: number; width: number; height: number }, lang: 0 | 1): void {
  if (signature.kind === 'refused') {
    const words = lang === 0 ? `拒签　见证：${signature.witnesses.join('、')}` : `Refused. Witnesses: ${signature.witnesses.join(', ')}`;
    const lines = breakLines(ink, words, box.width, REFUSED);
    drawLines(ink, lines, { ...box, y: box.y + Math.max(0, (box.height - lines.length * lineHeight(REFUSED)) / 2) }, REFUSED);
    return;
  }
  const strokes = strokesOf(signature.image);
  if (strokes === '') {
    drawLine(ink, signature.name, box.x, box.y + (box.height - 15) / 2, { size: 10 });
    return;
  }
  const scale = Math.min(box.width / 480, box.height / 160);
  ink.doc.save().translate(box.x, box.y + (box.height - 160 * scale) / 2).scale(scale)
    .lineWidth(4).lineCap('round').lineJoin('round').strokeColor(INK).path(strokes).stroke().restore();
}

/** A stamp pressed by hand: double frame, a few degrees off, ink that lets the paper through. `right` and `middle` are its edge and axis; its width comes back. */
export function drawStamp(ink: Ink, text: string, right: number, middle: number, nth: number, size = 13): number {
  const style: Style = { size, weight: 'medium', color: CINNABAR };
  const width = stampWidth(ink, text, size);
  const height = size * 1.95;
  const { doc } = ink;
  doc.save().rotate(ANGLES[nth % ANGLES.length] ?? 0, { origin: [right - width / 2, middle] }).opacity(0.82).strokeColor(CINNABAR);
  doc.lineWidth(size * 0.12).roundedRect(right - width, middle - height / 2, width, height, size * 0.22).stroke();
  doc.lineWidth(size * 0.045).roundedRect(right - width + size * 0.2, middle - height / 2 + size * 0.2, width - size * 0.4, height - size * 0.4, size * 0.12).stroke();
  drawLine(ink, text, right - width + size * 0.65, middle - size * 0.75, style);
  doc.opacity(1).restore();
  return width;
}

export function stampWidth(ink: Ink, text: string, size: number): number {
  return widthOf(ink, text, { size, weight: 'medium' }) + size * 1.3;
}

export function stampRows(ink: Ink, stamps: readonly string[], size: number, width: number): string[][] {
  const rows: string[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const stamp of stamps) {
    const needs = stampWidth(ink, stamp, size) + 9;
    if (used + needs > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(stamp);
    used += needs;
  }
  return rows;
}

export function drawQr(ink: Ink, content: string, x: number, y: number, size: number): void {
  const { data } = encode(content, { ecc: 'M', border: 0 });
  const module = size / data.length;
  const { doc } = ink;
  doc.save();
  data.forEach((row, r) => row.forEach((dark, c) => { if (dark) doc.rect(x + c * module, y + r * module, module + 0.02, module + 0.02); }));
  doc.fill('#000000').restore();
}

/** Says which characters had to be drawn as their code point; nothing when there were none. Measured after everything else. */
export function missingBlock(ink: Ink, place: { x: number; width: number }, lang: 0 | 1): Block[] {
  if (ink.missing.size === 0) return [];
  const codes = [...ink.missing].sort((a, b) => a - b).map(codePoint).join(' ');
  const words = lang === 0 ? `※ 打印字库缺字，以方框内码位代替，以系统记录为准：${codes}` : `※ Not in the printing font, shown as code point in a box: ${codes}`;
  return [textBlock(ink, words, place, { size: 6.5, color: FAINT })];
}

export function cancelledWords(slip: SlipPage, lang: 0 | 1): string {
  const reason = slip.cancelledReason ?? '';
  return lang === 0 ? `本单已作废，编号保留。原因：${reason}` : `This slip is cancelled, its number is kept. Reason: ${reason}`;
}

export function rule(ink: Ink, x1: number, y: number, x2: number, width = 0.5, color = RULE): void {
  ink.doc.save().lineWidth(width).strokeColor(color).moveTo(x1, y).lineTo(x2, y).stroke().restore();
}

const ANGLES = [-7, 5, -4, 8];
const REFUSED: Style = { size: 8, color: CINNABAR };
const LONGEST_STROKES = 200_000;

/** Path data as signature pads give it; anything else draws nothing, then the name stands in print. */
function strokesOf(image: string | null): string {
  const path = image?.trim() ?? '';
  const well = path.length <= LONGEST_STROKES && /^[Mm]/.test(path) && /^[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*$/.test(path) && /\d/.test(path);
  return well ? path : '';
}
