/**
 * Writing on a PDF page (油墨): one CJK font in two weights, further fonts for the characters it lacks, lines broken where Chinese
 * may be broken. What no font holds is drawn as a box with its code point, never left out: a name on a slip is a legal matter.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { projectRoot } from '../../kernel/database/migrate.ts';

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
  /** Code points met that no font holds. */
  readonly missing: Set<number>;
  /** Which font holds what the ordinary one lacks; null: none. */
  readonly elsewhere: Map<number, string | null>;
  readonly finish: () => Promise<Buffer>;
}
/** A finished document; `missing`: code points that no font here holds, printed as a box with their code. */
export interface Made { readonly bytes: Buffer; readonly missing: readonly number[] }
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
  for (const { name, path } of OTHERS) doc.registerFont(name, path);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  return { doc, missing: new Set(), elsewhere: new Map(), finish: () => { doc.end(); return ended; } };
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
  for (const { text: run, font } of runsOf(ink, visible(text), style)) {
    if (font !== null) {
      doc.font(font).fontSize(style.size).fillColor(style.color ?? INK);
      doc.text(run, at, y + style.size * ((LEADING - FONT_BOX) / 2 + ASCENT) - ascentOf(doc, style.size), { lineBreak: false });
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
  let width = 0;
  for (const { text: run, font } of runsOf(ink, text, style)) width += font === null ? Array.from(run).length * style.size : ink.doc.font(font).fontSize(style.size).widthOfString(run);
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
/** Beside it: the Han characters that its edition for the mainland leaves out, then whatever large font this machine has. */
const OTHERS = [
  join(projectRoot(), 'src/server/files/fonts/rare-han.otf'),
  '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf', '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf', 'C:/Windows/Fonts/simsunb.ttf',
].filter((path, i) => i === 0 || existsSync(path)).map((path, i) => ({ name: `other${i}`, path }));
const LEADING = 1.5;
/** Noto's own line box: ascender 1.16, descender 0.288. */
const FONT_BOX = 1.448;
const ASCENT = 1.16;
/** Closing marks stay on the line they close. */
const HANGING = /^[，。、；：！？）》」』】”’,.;:!?)\]}%]/;
const PART = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|\p{Script=Han}|\s+|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\p{Script=Han}]+/gu;
/** Controls, direction marks and variation selectors draw nothing and could reorder a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: single marks are meant, wherever they stand.
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|[\u{e0100}-\u{e01ef}]|\p{Cs}/gu;

/** The font draws ’ a whole Chinese character wide, which tears “Manager’s” apart. */
const APOSTROPHE = /(?<=[A-Za-z])’(?=[A-Za-z])/g;
function visible(text: string): string {
  return text.replace(/\t/g, ' ').replace(INVISIBLE, '').replace(APOSTROPHE, "'");
}

function* partsOf(ink: Ink, paragraph: string, width: number, style: Style): Generator<string> {
  for (const [part] of paragraph.matchAll(PART)) {
    if (part.length > 1 && widthOf(ink, part, style) > width) yield* part;
    else yield part;
  }
}

interface Kit { readonly font: { readonly ascent: number; readonly unitsPerEm: number; hasGlyphForCodePoint(code: number): boolean } }
const kitOf = (doc: PDFKit.PDFDocument): Kit => (doc as unknown as { _font: Kit })._font;
/** From the top of a font's own box to the line that its letters stand on: the same line for every font. */
function ascentOf(doc: PDFKit.PDFDocument, size: number): number {
  const { font } = kitOf(doc);
  return size * font.ascent / font.unitsPerEm;
}

function runsOf(ink: Ink, text: string, style: Style): { text: string; font: string | null }[] {
  const ordinary = style.weight ?? 'regular';
  ink.doc.font(ordinary);
  const { font } = kitOf(ink.doc);
  const runs: { text: string; font: string | null }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const held = font.hasGlyphForCodePoint(code) ? ordinary : otherFont(ink, code);
    const last = runs.at(-1);
    if (last && last.font === held) last.text += character;
    else runs.push({ text: character, font: held });
  }
  return runs;
}

function otherFont(ink: Ink, code: number): string | null {
  const known = ink.elsewhere.get(code);
  if (known !== undefined) return known;
  const found = OTHERS.find(({ name }) => kitOf(ink.doc.font(name)).font.hasGlyphForCodePoint(code))?.name ?? null;
  ink.elsewhere.set(code, found);
  if (found === null) ink.missing.add(code);
  return found;
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
