/**
 * Writing on a PDF page (油墨): one CJK font in two weights, lines broken where Chinese may be broken,
 * and characters the font does not hold drawn as a box with their code point, never left out: a name on a slip is a legal matter.
 */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

export const INK = '#1B2A33';
export const FAINT = '#5F6F78';
export const RULE = '#8A979D';
/** 朱砂, for stamps and numbers. */
export const CINNABAR = '#C0392B';
/** 石青. */
export const AZURITE = '#1F6F7F';

export type Weight = 'regular' | 'medium';
export interface Ink {
  readonly doc: PDFKit.PDFDocument;
  /** Code points met that the font does not hold. */
  readonly missing: Set<number>;
  readonly finish: () => Promise<Buffer>;
}
export interface Style { readonly size: number; readonly weight?: Weight; readonly color?: string }
export interface Line { readonly text: string; readonly width: number }

/** A document without pages; `title` is what the viewer's window shows. `at` makes the same slip the same bytes. */
export function openInk(title: string, lang: 0 | 1, at: Date): Ink {
  const doc = new PDFDocument({
    autoFirstPage: false, margin: 0, compress: true, lang: lang === 0 ? 'zh-CN' : 'en', displayTitle: true, pdfVersion: '1.7',
    info: { Title: title, Creator: 'Dutydesk 值班台', CreationDate: at, ModDate: at },
  });
  doc.registerFont('regular', FONT.regular);
  doc.registerFont('medium', FONT.medium);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  return { doc, missing: new Set(), finish: () => { doc.end(); return ended; } };
}

/** Breaks at line ends, between Chinese characters and between words; a word wider than the line is broken anywhere. */
export function breakLines(ink: Ink, text: string, width: number, style: Style): Line[] {
  const lines: Line[] = [];
  for (const paragraph of visible(text).split('\n')) {
    let line = '';
    let used = 0;
    for (const part of partsOf(ink, paragraph, width, style)) {
      const needs = widthOf(ink, part, style);
      if (line && used + needs > width && !HANGING.test(part)) {
        lines.push({ text: line.trimEnd(), width: widthOf(ink, line.trimEnd(), style) });
        line = '';
        used = 0;
      }
      if (!line && part.trim() === '') continue;
      line += part;
      used += needs;
    }
    lines.push({ text: line, width: used });
  }
  return lines;
}

export function lineHeight(style: Style): number {
  return style.size * LEADING;
}

/** One line; `y` is the top of its line box. */
export function drawLine(ink: Ink, text: string, x: number, y: number, style: Style): void {
  const { doc } = ink;
  let at = x;
  for (const { text: run, held } of heldRuns(ink, visible(text), style)) {
    if (held) {
      doc.font(style.weight ?? 'regular').fontSize(style.size).fillColor(style.color ?? INK);
      doc.text(run, at, y + style.size * (LEADING - FONT_BOX) / 2, { lineBreak: false });
      at += doc.widthOfString(run);
    } else {
      for (const character of run) at += drawCodePoint(ink, character, at, y, style);
    }
  }
}

export function drawLines(ink: Ink, lines: readonly Line[], box: { x: number; y: number; width: number }, style: Style, align: 'left' | 'center' | 'right' = 'left'): number {
  let y = box.y;
  for (const { text, width } of lines) {
    const free = box.width - width;
    drawLine(ink, text, box.x + (align === 'left' ? 0 : align === 'center' ? free / 2 : free), y, style);
    y += lineHeight(style);
  }
  return y;
}

export function widthOf(ink: Ink, text: string, style: Style): number {
  ink.doc.font(style.weight ?? 'regular').fontSize(style.size);
  let width = 0;
  for (const { text: run, held } of heldRuns(ink, text, style)) width += held ? ink.doc.widthOfString(run) : Array.from(run).length * style.size;
  return width;
}

/** 'U+20BB7 𠮷' cannot be printed, so 'U+20BB7' is. */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const resolve = createRequire(import.meta.url).resolve;
const FONT = {
  regular: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  medium: resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf'),
};
const LEADING = 1.5;
/** Noto's own line box: ascender 1.16, descender 0.288. */
const FONT_BOX = 1.448;
/** Closing marks stay on the line they close. */
const HANGING = /^[，。、；：！？）》」』】”’,.;:!?)\]}%]/;
const PART = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|\p{Script=Han}|\s+|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\p{Script=Han}]+/gu;
/** Controls, direction marks and variation selectors draw nothing and could reorder a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: single marks are meant, wherever they stand.
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|[\u{e0100}-\u{e01ef}]|\p{Cs}/gu;

function visible(text: string): string {
  return text.replace(/\t/g, ' ').replace(INVISIBLE, '');
}

function* partsOf(ink: Ink, paragraph: string, width: number, style: Style): Generator<string> {
  for (const [part] of paragraph.matchAll(PART)) {
    if (part.length > 1 && widthOf(ink, part, style) > width) yield* part;
    else yield part;
  }
}

function heldRuns(ink: Ink, text: string, style: Style): { text: string; held: boolean }[] {
  ink.doc.font(style.weight ?? 'regular');
  const font = (ink.doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font.font;
  const runs: { text: string; held: boolean }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const held = font.hasGlyphForCodePoint(code);
    if (!held) ink.missing.add(code);
    const last = runs.at(-1);
    if (last?.held === held) last.text += character;
    else runs.push({ text: character, held });
  }
  return runs;
}

/** A square as wide as a character with the code point in it, in two rows. */
function drawCodePoint(ink: Ink, character: string, x: number, y: number, style: Style): number {
  const { doc } = ink;
  const size = style.size;
  const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const rows = [digits.slice(0, Math.ceil(digits.length / 2)), digits.slice(Math.ceil(digits.length / 2))];
  const top = y + size * (LEADING - 1) / 2;
  const tiny = size * 0.36;
  doc.save().lineWidth(0.5).strokeColor(style.color ?? INK).rect(x + size * 0.06, top + size * 0.02, size * 0.88, size * 0.94).stroke().restore();
  doc.font('regular').fontSize(tiny).fillColor(style.color ?? INK);
  rows.forEach((row, i) => doc.text(row, x + (size - doc.widthOfString(row)) / 2, top + size * (0.02 + 0.42 * i), { lineBreak: false }));
  return size;
}
