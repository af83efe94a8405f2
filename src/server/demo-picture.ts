/** A small picture for the demo, drawn from coloured rectangles and discs and packed as PNG: what a phone would have photographed, without a photograph. */
import { crc32, deflateSync } from 'node:zlib';
import type { DemoShape } from '../kernel/demo.ts';

const [WIDTH, HEIGHT] = [480, 360];

/** Later shapes lie upon earlier ones; the first usually fills the whole. */
export function drawPicture(shapes: readonly DemoShape[]): Buffer {
  // Each line of a PNG begins with the number of its filter: 0, none.
  const raw = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (const shape of shapes) paint(raw, shape);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

function paint(raw: Buffer, { x, y, width, height, colour, round }: DemoShape): void {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const [rx, ry] = [width / 2, height / 2];
  for (let row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row++) {
    for (let column = Math.max(0, x); column < Math.min(WIDTH, x + width); column++) {
      const inside = !round || ((column + 0.5 - x - rx) / rx) ** 2 + ((row + 0.5 - y - ry) / ry) ** 2 <= 1;
      if (inside) raw.set(rgb, row * (WIDTH * 3 + 1) + 1 + column * 3);
    }
  }
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
