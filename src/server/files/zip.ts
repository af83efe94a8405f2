/**
 * What a zip file says about itself (压缩包目录), read without unpacking it: names and sizes of its entries.
 * A workbook of 2 MB can unpack to gigabytes; whoever reads one looks here first.
 */
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  /** As the directory claims; `zipText` holds it to that. */
  readonly unpacked: number;
  readonly method: number;
  readonly offset: number;
}

/** Entries of the central directory. Throws a RangeError when the bytes are not a whole zip file. */
export function zipEntries(bytes: Buffer): ZipEntry[] {
  const end = bytes.lastIndexOf(END_MARK);
  if (end < 0 || end + 22 > bytes.length) throw new RangeError('no end of directory');
  return entriesIn(bytes.subarray(bytes.readUInt32LE(end + 16), end), bytes.readUInt16LE(end + 10));
}

/** Entries of a central directory that was read by itself. */
export function entriesIn(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (directory.readUInt32LE(at) !== ENTRY_MARK) throw new RangeError('broken directory');
    const nameLength = directory.readUInt16LE(at + 28);
    const nameEnd = at + 46 + nameLength;
    if (nameEnd > directory.length) throw new RangeError('broken directory');
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd), method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20), unpacked: directory.readUInt32LE(at + 24), offset: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** One small entry as text; never more than `most` bytes are unpacked. */
export function zipText(bytes: Buffer, name: string, most = 8_000_000): string {
  const entry = zipEntries(bytes).find(one => one.name === name);
  if (!entry) throw new RangeError(`no entry ${name}`);
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  return (entry.method === 0 ? packed.subarray(0, most) : inflateRawSync(packed, { maxOutputLength: most })).toString('utf8');
}

/** 'PK\5\6', the record at the end of the file. */
export const END_MARK = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const ENTRY_MARK = 0x02014b50;
