/**
 * For tests: reads back what was written to a PDF, page by page, through the fonts' own maps from glyph to character.
 * Only as much of PDF as pdfkit writes.
 */
import { inflateSync } from 'node:zlib';

export interface ReadPage { readonly width: number; readonly height: number; readonly text: string; readonly drawing: string }

export function readPdf(bytes: Buffer): ReadPage[] {
  const objects = objectsOf(bytes.toString('latin1'));
  const maps = new Map<string, Map<string, string>>();
  return [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head)).map(({ head }) => {
    const [, width = '0', height = '0'] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? [];
    const drawing = streamOf(objects, /\/Contents (\d+)/.exec(head)?.[1]);
    const resources = objects.get(/\/Resources (\d+)/.exec(head)?.[1] ?? '')?.head ?? head;
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]));
    const mapOf = (font: string): Map<string, string> => {
      const id = fonts.get(font) ?? '';
      const known = maps.get(id) ?? characterMap(streamOf(objects, /\/ToUnicode (\d+)/.exec(objects.get(id)?.head ?? '')?.[1]));
      maps.set(id, known);
      return known;
    };
    return { width: Number(width), height: Number(height), drawing, text: textOf(drawing, mapOf) };
  });
}

interface PdfObject { readonly head: string; readonly stream: Buffer | null }

function objectsOf(pdf: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const [, id = '', body = ''] of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('\nstream\n');
    objects.set(id, at < 0 ? { head: body, stream: null } : { head: body.slice(0, at), stream: Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1') });
  }
  return objects;
}

function streamOf(objects: Map<string, PdfObject>, id: string | undefined): string {
  const object = objects.get(id ?? '');
  if (!object?.stream) return '';
  return (object.head.includes('/FlateDecode') ? inflateSync(object.stream) : object.stream).toString('latin1');
}

function characterMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from = '', , list = ''] of cmap.matchAll(/<([\da-f]+)>\s+<([\da-f]+)>\s+\[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([\da-f ]+)>/gi)].forEach(([, hex = ''], i) => {
      map.set((Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'), Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    });
  }
  return map;
}

function textOf(drawing: string, mapOf: (font: string) => Map<string, string>): string {
  const lines: string[] = [];
  let font = '';
  for (const [, name, shown] of drawing.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = name;
    else lines.push([...(shown ?? '').matchAll(/<([\da-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []).map(glyph => mapOf(font).get(glyph.toLowerCase()) ?? '?').join(''));
  }
  return lines.join('\n');
}
