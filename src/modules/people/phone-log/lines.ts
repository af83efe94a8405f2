/**
 * Lines of a stream with the byte at which each begins (按字节读行); gz is recognised by its first bytes. Memory stays flat: one chunk and one
 * line are held at a time. Serves P7.
 */
import { createGunzip } from 'node:zlib';
import { pipeline, Readable } from 'node:stream';
import type { Line } from './reader.rules.ts';

/** A longer line is no line of a log: what is held stays bounded. */
const LONGEST = 65_536;

export async function* linesOf(stream: Readable, from = 0): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  for await (const chunk of await plain(stream)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
      lines.push({ text: bytes.toString('utf8', start, end > start && bytes[end - 1] === 13 ? end - 1 : end), offset: offset + start, whole: true });
      start = end + 1;
    }
    if (bytes.length - start > LONGEST) {
      lines.push({ text: bytes.toString('utf8', start, start + 200), offset: offset + start, whole: false });
      start = bytes.length;
    }
    rest = bytes.subarray(start);
    offset += start;
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [{ text: rest.toString('utf8'), offset, whole: false }];
}

/** The stream itself, or what it holds when it is a gz. */
async function plain(stream: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const whole = async function* (): AsyncGenerator<Buffer> {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  };
  if (first.done || first.value[0] !== 0x1f || first.value[1] !== 0x8b) return whole();
  // A damaged gz ends its own stream; the error reaches whoever reads.
  return pipeline(Readable.from(whole()), createGunzip(), () => undefined);
}
