/**
 * What a file is by its bytes (文件识别): pictures, PDF, office documents without macros, zip, film, plain text.
 * Everything else is refused: markup that a browser would run, programs, macros, and what nobody can name [S4].
 */
import type { FileHandle } from 'node:fs/promises';
import { Refusal } from '../../kernel/refusal.ts';
import { END_MARK, entriesIn, type ZipEntry } from './zip.ts';

/** Media type, or a Refusal that says what to do instead. */
export async function sniff(file: FileHandle, bytes: number): Promise<string> {
  const head = await read(file, 0, Math.min(bytes, HEAD));
  const known = KNOWN.find(kind => kind.at(head));
  if (known) return known.type;
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return zipType(await directoryOf(file, bytes));
  if (PROGRAMS.some(mark => startsWith(head, mark)) || head.subarray(0, 2).toString('latin1') === '#!') throw refusedProgram();
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw refusedOldOffice();
  return textType(file, bytes, head);
}

const HEAD = 4096;
const DIRECTORY_MOST = 4_000_000;
const TEXT_MOST = 2_000_000;

const KNOWN: readonly { readonly type: string; at(head: Buffer): boolean }[] = [
  { type: 'image/png', at: head => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', at: head => startsWith(head, [0xff, 0xd8, 0xff]) },
  { type: 'image/gif', at: head => /^GIF8[79]a/.test(latin(head, 0, 6)) },
  { type: 'image/webp', at: head => latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP' },
  { type: 'application/pdf', at: head => latin(head, 0, 5) === '%PDF-' },
  { type: 'video/quicktime', at: head => latin(head, 4, 8) === 'ftyp' && latin(head, 8, 12) === 'qt  ' },
  { type: 'video/mp4', at: head => latin(head, 4, 8) === 'ftyp' && /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|3gp[4-7]|dash)$/.test(latin(head, 8, 12)) },
];
/** Windows, Linux, macOS in both byte orders, Java, WebAssembly. */
const PROGRAMS = [
  [0x4d, 0x5a], [0x7f, 0x45, 0x4c, 0x46], [0xfe, 0xed, 0xfa], [0xce, 0xfa, 0xed, 0xfe], [0xcf, 0xfa, 0xed, 0xfe], [0xca, 0xfe, 0xba, 0xbe], [0x00, 0x61, 0x73, 0x6d],
];
const OFFICE: readonly (readonly [part: string, type: string])[] = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];
/** Inside office documents: macros and controls, however the file is called. */
const MACRO = /vbaproject|vbadata|macrosheets\/|activex\/|\.bin$/i;
/** Pictures of embedded fonts and printer settings end in .bin as well and do nothing. */
const HARMLESS_BIN = /printersettings\d*\.bin$/i;
const PROGRAM_NAME = /\.(exe|dll|scr|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|apk|app|sh|svg|svgz|html?|xhtml|docm|xlsm|xlsb|pptm|dotm|xltm|xlam)$/i;
const MARKUP = /<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|xml|\?xml|!entity|math|style|link|meta|img|form|a)\b|<\?(?:xml|php)|<!--/i;

function zipType(entries: readonly ZipEntry[]): string {
  const names = entries.map(entry => entry.name.replaceAll('\\', '/'));
  if (names.some(name => name.startsWith('/') || name.split('/').includes('..') || /^[a-z]:/i.test(name))) throw refusedUnknown();
  const office = OFFICE.find(([part]) => names.includes(part)) ?? (names.includes('[Content_Types].xml') ? null : undefined);
  if (office === null) throw refusedUnknown();
  if (office) {
    if (names.some(name => MACRO.test(name) && !HARMLESS_BIN.test(name))) throw refusedMacro();
    return office[1];
  }
  if (names.some(name => MACRO.test(name) && /vbaproject/i.test(name))) throw refusedMacro();
  if (names.some(name => PROGRAM_NAME.test(name))) throw refusedProgram();
  return 'application/zip';
}

/** The directory stands at the end, before a comment of at most 65,535 bytes. */
async function directoryOf(file: FileHandle, bytes: number): Promise<ZipEntry[]> {
  const tailAt = Math.max(0, bytes - 65_557);
  const tail = await read(file, tailAt, bytes - tailAt);
  const end = tail.lastIndexOf(END_MARK);
  if (end < 0 || end + 22 > tail.length) throw refusedUnknown();
  const size = tail.readUInt32LE(end + 12);
  const at = tail.readUInt32LE(end + 16);
  if (size > DIRECTORY_MOST || at + size > bytes) throw refusedUnknown();
  try {
    return entriesIn(await read(file, at, size), tail.readUInt16LE(end + 10));
  } catch (error) {
    if (error instanceof RangeError) throw refusedUnknown();
    throw error;
  }
}

/** Text has no control characters, is UTF-8 or GB18030, and holds no markup. */
async function textType(file: FileHandle, bytes: number, head: Buffer): Promise<string> {
  if (bytes > TEXT_MOST) throw refusedUnknown();
  const whole = bytes <= HEAD ? head : await read(file, 0, bytes);
  const words = decoded(whole);
  if (words === undefined || CONTROL.test(words)) throw refusedUnknown();
  if (MARKUP.test(words)) throw refusedMarkup();
  return 'text/plain';
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: text holds none of these.
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

function decoded(bytes: Buffer): string | undefined {
  // A browser that guesses UTF-16 sees markup where UTF-8 sees none.
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return undefined;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding: the next one is tried.
    }
  }
  return undefined;
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const into = Buffer.alloc(length);
  const { bytesRead } = await file.read(into, 0, length, at);
  return into.subarray(0, bytesRead);
}
function startsWith(head: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, i) => head[i] === byte);
}
function latin(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to);
}

const refusedProgram = (): Refusal => new Refusal('attachment.program', ['程序或脚本不能作为附件', 'Programs and scripts cannot be attached'], 415);
const refusedMarkup = (): Refusal => new Refusal('attachment.markup', ['网页与 SVG 不能作为附件，请改存为图片或 PDF', 'Web pages and SVG cannot be attached: save them as a picture or PDF'], 415);
const refusedMacro = (): Refusal => new Refusal('attachment.macro', ['带宏的文件不能作为附件，请另存为不带宏的格式', 'Documents with macros cannot be attached: save without macros'], 415);
const refusedOldOffice = (): Refusal => new Refusal('attachment.old_office', ['旧版 Office 文件请另存为 docx 或 xlsx 再上传', 'Save old Office files as docx or xlsx first'], 415);
const refusedUnknown = (): Refusal =>
  new Refusal('attachment.unknown_kind', ['只接受图片、PDF、Word、Excel、PPT、压缩包、视频和纯文本', 'Only pictures, PDF, Word, Excel, PowerPoint, zip, video and plain text are accepted'], 415);
