/** The words of a Word file, read in the browser (取出 Word 文字): a paragraph or a cell to a line. Only what old reports need; pictures stay behind. */
const CENTRAL = 0x02014b50;
const MOST_BYTES = 20_000_000;

/** Undefined when it is no Word file. */
export async function wordsOfDocx(bytes: ArrayBuffer): Promise<string | undefined> {
  const view = new DataView(bytes);
  for (let at = 0; at + 46 < bytes.byteLength; at++) {
    if (view.getUint32(at, true) !== CENTRAL) continue;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(bytes, at + 46, nameLength));
    if (name === 'word/document.xml') return textOf(await contentOf(view, { method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), start: view.getUint32(at + 42, true) }));
    at += 45 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

async function contentOf(view: DataView, entry: { readonly method: number; readonly size: number; readonly start: number }): Promise<string> {
  const from = entry.start + 30 + view.getUint16(entry.start + 26, true) + view.getUint16(entry.start + 28, true);
  const packed = new Uint8Array(view.buffer as ArrayBuffer, from, entry.size);
  if (entry.method === 0) return new TextDecoder().decode(packed);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  // A file of some kilobytes can unpack into gigabytes; nobody's report is that long.
  for (let { done, value } = await reader.read(); !done && text.length < MOST_BYTES; { done, value } = await reader.read()) text += decoder.decode(value, { stream: true });
  await reader.cancel();
  return text;
}

const ENTITIES: { readonly [entity: string]: string } = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
function textOf(xml: string): string {
  return xml.replaceAll(/<w:(?:br|cr)\b[^>]*>|<\/w:p>/g, '\n').replaceAll(/<w:tab\b[^>]*>/g, ' ').replaceAll(/<[^>]+>/g, '').replaceAll(/&(?:lt|gt|quot|apos|amp);/g, (e) => ENTITIES[e] ?? e).replaceAll(/\n{3,}/g, '\n\n').trim();
}
