/**
 * A picture for the head of a paper (抬头图标): PNG or JPEG by what its bytes are, whole, and of a size that printing can bear.
 * Anything else, SVG above all, is refused: a picture that a viewer could run or that unpacks to gigabytes never gets in.
 */
import { crc32, inflateSync } from 'node:zlib';
import { Refusal } from '../refusal.ts';

export interface Picture { readonly type: 'png' | 'jpg'; readonly data: Buffer; readonly width: number; readonly height: number }
export const MOST_PICTURE_BYTES = 200 * 1024;
const MOST_SIDE = 2_000;

/** Out of a data address; null when it is none of a whole PNG or JPEG. */
export function pictureOf(address: string): Picture | null {
  const [, base64] = /^data:image\/(?:png|jpeg);base64,([A-Za-z0-9+/]+=*)$/.exec(address) ?? [];
  if (base64 === undefined) return null;
  const data = Buffer.from(base64, 'base64');
  try {
    return pngOf(data) ?? jpegOf(data);
  } catch (e) {
    if (e instanceof RangeError || (e as NodeJS.ErrnoException).code?.startsWith('Z_') || (e as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw e;
  }
}

/** As it is kept: the address says what the bytes are. */
export function checkedPicture(address: string): string {
  if (address.length > MOST_PICTURE_BYTES * 1.4) throw refusal('picture.large', [`图标不超过 ${MOST_PICTURE_BYTES / 1024} KB`, `The logo may have at most ${MOST_PICTURE_BYTES / 1024} KB`]);
  const picture = pictureOf(address);
  if (!picture) throw refusal('picture.kind', ['图标须为完整的 PNG（非隔行）或 JPEG 图片，不接受 SVG 等其他格式', 'The logo must be a whole PNG (not interlaced) or JPEG; SVG and other kinds are not accepted']);
  if (picture.width > MOST_SIDE || picture.height > MOST_SIDE) throw refusal('picture.side', [`图标边长不超过 ${MOST_SIDE} 像素`, `The logo may be at most ${MOST_SIDE} pixels wide and high`]);
  return `data:image/${picture.type === 'png' ? 'png' : 'jpeg'};base64,${picture.data.toString('base64')}`;
}
const refusal = (code: string, words: readonly [string, string]): Refusal => new Refusal(code, words, 422, { logo: words });

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS: { readonly [colour: number]: number } = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Read to its end, every piece by its sum, the pixels unpacked to exactly as many as the heading says. */
function pngOf(data: Buffer): Picture | null {
  if (!data.subarray(0, 8).equals(PNG)) return null;
  const pieces: { readonly type: string; readonly body: Buffer }[] = [];
  for (let at = 8; at < data.length;) {
    const length = data.readUInt32BE(at);
    const named = data.subarray(at + 4, at + 8 + length);
    if (crc32(named) !== data.readUInt32BE(at + 8 + length)) return null;
    pieces.push({ type: named.toString('latin1', 0, 4), body: named.subarray(4) });
    at += 12 + length;
  }
  const [head] = pieces;
  if (head?.type !== 'IHDR' || head.body.length !== 13 || pieces.at(-1)?.type !== 'IEND') return null;
  const [width, height] = [head.body.readUInt32BE(0), head.body.readUInt32BE(4)];
  const [depth = 0, colour = 0, , , interlaced] = head.body.subarray(8);
  const channels = CHANNELS[colour];
  if (width === 0 || height === 0 || channels === undefined || ![1, 2, 4, 8].includes(depth) || interlaced !== 0) return null;
  if (colour === 3 && !pieces.some((piece) => piece.type === 'PLTE' && piece.body.length > 0 && piece.body.length % 3 === 0)) return null;
  const picture: Picture = { type: 'png', data, width, height };
  // Its sides say by themselves that it is too large.
  if (width > MOST_SIDE || height > MOST_SIDE) return picture;
  const pixels = height * (1 + Math.ceil(width * channels * depth / 8));
  const packed = Buffer.concat(pieces.filter((piece) => piece.type === 'IDAT').map((piece) => piece.body));
  return inflateSync(packed, { maxOutputLength: pixels + 1 }).length === pixels ? picture : null;
}

function jpegOf(data: Buffer): Picture | null {
  if (data.readUInt16BE(0) !== 0xffd8 || data.readUInt16BE(data.length - 2) !== 0xffd9) return null;
  for (let at = 2; at < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1]!;
    // The frame says its sides; the kinds that pdf readers draw: baseline, extended, progressive.
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      const picture: Picture = { type: 'jpg', data, height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
      return picture.width > 0 && picture.height > 0 && [1, 3, 4].includes(data[at + 9]!) ? picture : null;
    }
    if (marker === 0xda) return null;
  }
  return null;
}
