/** UUIDv7: made by whoever makes the record, ordered by time, so that ids index well and can be made offline. */
import { randomFillSync } from 'node:crypto';

/** Chance is drawn for many ids at once: asking for it costs more than using it. */
const chance = Buffer.alloc(4096);
let used = chance.length;

/** Ids of one millisecond count up from a number drawn by chance, so that what was made first also stands first; 48 bits of chance are left to each. */
let madeAt = Number.NaN;
let count = 0;

export function newId(now: Date): string {
  if (used === chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  const bytes = Buffer.from(chance.subarray(used, used + 16));
  used += 16;
  count = now.getTime() === madeAt ? count + 1 : bytes.readUIntBE(6, 3);
  madeAt = now.getTime();
  bytes.writeUIntBE(madeAt, 0, 6);
  bytes[6] = 0x70 | ((count >>> 22) & 0x0f);
  bytes[7] = (count >>> 14) & 0xff;
  bytes[8] = 0x80 | ((count >>> 8) & 0x3f);
  bytes[9] = count & 0xff;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
