/**
 * Slips as paper (单据打印): a form with lines, copies named at the edge, stamps at a slight angle, strokes of the signatures,
 * and a QR code that leads back to the record. A4: copies share a sheet with a line to cut along when they fit.
 * 80 mm: every copy is a strip as long as it needs. What stands on it is frozen in the SlipPage; nothing is computed here.
 */
import type { Label, Said, SlipPage } from '../../kernel/api.ts';
import { localParts } from '../../kernel/calendar/zone.ts';
import { drawLine, FAINT, type Ink, type Made, openInk, RULE, widthOf } from './pdf-ink.ts';
import { type Block, drawBlocks, heightOf, type Paper } from './slip-block.ts';
import { a4Blocks, drawContinuation } from './slip-form.ts';
import { stripBlocks } from './slip-strip.ts';

/** A slip in one language: every value is plain text. */
export interface SpokenSlip extends Omit<SlipPage, 'lines' | 'table'> {
  readonly lines: readonly { readonly label: Label; readonly value: string }[];
  readonly table: { readonly columns: readonly Label[]; readonly rows: readonly (readonly string[])[] } | null;
}
export function spoken(slip: SlipPage, lang: 0 | 1): SpokenSlip {
  const said = (value: Said): string => (typeof value === 'string' ? value : value[lang]);
  return {
    ...slip, lines: slip.lines.map(({ label, value }) => ({ label, value: said(value) })), table: slip.table && { columns: slip.table.columns, rows: slip.table.rows.map((row) => row.map(said)) },
  };
}

export interface SlipCopy {
  readonly slip: SpokenSlip;
  readonly lang: 0 | 1;
  /** '2026-12-07 14:30' on the centre's clock. */
  readonly at: string;
  readonly copy: string;
  readonly nth: number;
  readonly stamps: readonly string[];
}

/** `zone` is the centre's: the time on the slip is what the clock on its wall showed. */
export async function writeSlipPdf(slip: SlipPage, paper: 'a4' | '80mm', lang: 0 | 1, zone: string): Promise<Made> {
  const issued = new Date(slip.at);
  const { date, time } = localParts(issued, zone);
  const ink = openInk(`${slip.label[lang]} ${slip.number}`, lang, issued);
  const copies = (slip.copies.length > 0 ? slip.copies : [['', ''] as const])
    .map((copy, nth): SlipCopy => ({ slip: spoken(slip, lang), lang, at: `${date} ${time}`, copy: copy[lang], nth, stamps: stampsOf(slip, lang) }));
  if (paper === 'a4') drawSheets(ink, copies);
  else for (const copy of copies) drawStrip(ink, copy);
  const missing = [...ink.missing];
  return { bytes: await ink.finish(), missing };
}

const A4: Paper = { width: 595.28, height: 841.89, left: 42, right: 56, top: 26, bottom: 14 };
const STRIP = { width: 226.77, left: 12, right: 12, top: 14, bottom: 22 };

function drawSheets(ink: Ink, copies: readonly SlipCopy[]): void {
  const half = A4.height / 2;
  const room = half - A4.top - A4.bottom;
  let free = false;
  for (const copy of copies) {
    const blocks = a4Blocks(ink, copy, A4);
    const fits = heightOf(blocks) <= room;
    if (fits && free) {
      cutLine(ink, half);
      drawBlocks(blocks, { ...A4, top: half + A4.top }, () => 0);
      free = false;
      continue;
    }
    newSheet(ink);
    drawBlocks(blocks, A4, page => { newSheet(ink); return drawContinuation(ink, copy, A4, page); });
    free = fits;
  }
}

function newSheet(ink: Ink): void {
  ink.doc.addPage({ size: [A4.width, A4.height], margin: 0 });
}

function drawStrip(ink: Ink, copy: SlipCopy): void {
  // Measured on a strip of any length, then drawn on one of just that length.
  const blocks: Block[] = stripBlocks(ink, copy, { ...STRIP, height: 0 });
  const height = STRIP.top + heightOf(blocks) + STRIP.bottom;
  ink.doc.addPage({ size: [STRIP.width, height], margin: 0 });
  drawBlocks(blocks, { ...STRIP, height: height + 1 }, () => 0);
}

function cutLine(ink: Ink, y: number): void {
  const { doc } = ink;
  const scissors = { size: 9, color: FAINT };
  doc.save().lineWidth(0.5).strokeColor(RULE).dash(3, { space: 3 }).moveTo(0, y).lineTo(A4.width, y).stroke().undash().restore();
  doc.rect(22, y - 5, widthOf(ink, '✂', scissors) + 6, 10).fill('#FFFFFF');
  drawLine(ink, '✂', 25, y - 6.5, scissors);
}

/** The first print is the original; what is printed after it says so. */
function stampsOf(slip: SlipPage, lang: 0 | 1): string[] {
  const stamps = slip.stamps.map((stamp: Label) => stamp[lang]);
  const again = slip.printed - 1;
  if (again > 0 && !slip.stamps.some(stamp => stamp[0].startsWith('补打'))) stamps.push(lang === 0 ? `补打 ${again}` : `Reprint ${again}`);
  return stamps;
}
