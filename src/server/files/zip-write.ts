/** Writing a zip file as a stream (压缩包写出): what an entry comes to is said behind it, so nothing is held back until it is known. */
import { crc32, createDeflateRaw } from 'node:zlib';

export interface PackedEntry { readonly name: string; readonly offset: number; readonly crc: number; readonly packed: number; readonly unpacked: number }

/** The entries one after the other, then their directory. Each is packed while its text is being made. */
export async function* zipChunks(entries: AsyncIterable<{ readonly name: string; readonly text: AsyncIterable<string> | Iterable<string> }>): AsyncGenerator<Buffer> {
  const done: PackedEntry[] = [];
  let at = 0;
  for await (const { name, text } of entries) {
    const offset = at;
    const sum = { crc: 0, unpacked: 0 };
    let packed = 0;
    const head = headOf(name);
    at += head.length;
    yield head;
    for await (const chunk of deflated(text, sum)) {
      packed += chunk.length;
      at += chunk.length;
      yield chunk;
    }
    const entry = { name, offset, packed, ...sum };
    if (Math.max(at, entry.unpacked) > MOST) throw new RangeError('longer than a zip file of the plain kind may be');
    done.push(entry);
    const foot = Buffer.concat([u32(0x08074b50), sizesOf(entry)]);
    at += foot.length;
    yield foot;
  }
  yield directoryOf(done, at);
}

async function* deflated(text: AsyncIterable<string> | Iterable<string>, sum: { crc: number; unpacked: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 2, memLevel: 9 });
  let wake = (): void => undefined;
  deflate.on('drain', () => wake()).on('close', () => wake());
  const feed = async (): Promise<void> => {
    for await (const piece of text) {
      const bytes = Buffer.from(piece, 'utf8');
      sum.crc = crc32(bytes, sum.crc);
      sum.unpacked += bytes.length;
      if (!deflate.write(bytes)) await new Promise<void>((resolve) => { wake = resolve; });
      // Nobody reads on: nothing more is made.
      if (deflate.destroyed) return;
    }
    deflate.end();
  };
  feed().catch((e: unknown) => { deflate.destroy(e instanceof Error ? e : new Error(String(e))); });
  for await (const chunk of deflate as AsyncIterable<Buffer>) yield chunk;
}

const MOST = 0xffff_fffe;
const u16 = (n: number): Buffer => { const b = Buffer.alloc(2); b.writeUInt16LE(n); return b; };
const u32 = (n: number): Buffer => { const b = Buffer.alloc(4); b.writeUInt32LE(n); return b; };
/** Names in UTF-8; sizes stand behind the bytes; packed by deflate. 1980-01-01: the same content is the same file. */
const KIND = Buffer.concat([u16(20), u16(0x0808), u16(8), u16(0), u16(0x21)]);
const sizesOf = (e: PackedEntry): Buffer => Buffer.concat([u32(e.crc), u32(e.packed), u32(e.unpacked)]);

function headOf(name: string): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  return Buffer.concat([u32(0x04034b50), KIND, Buffer.alloc(12), u16(bytes.length), u16(0), bytes]);
}

function directoryOf(entries: readonly PackedEntry[], at: number): Buffer {
  const directory = Buffer.concat(entries.map((entry) => {
    const name = Buffer.from(entry.name, 'utf8');
    return Buffer.concat([u32(0x02014b50), u16(20), KIND, sizesOf(entry), u16(name.length), Buffer.alloc(12), u32(entry.offset), name]);
  }));
  return Buffer.concat([directory, u32(0x06054b50), u16(0), u16(0), u16(entries.length), u16(entries.length), u32(directory.length), u32(at), u16(0)]);
}
