/**
 * Room on the disk (磁盘余量). The built-in database shares the disk with everything else; one that cannot write its log any more stops, and
 * reading stops with it. So while little is left nothing new is written: what is there stays readable, and there is room to end cleanly.
 */
import { statfs } from 'node:fs/promises';
import { diskFull } from '../kernel/database/refusals.ts';

export interface Room { mustHaveRoom(): void; stop(): void }

const REST_BYTES = 64 * 1024 * 1024;
const EVERY_MS = 500;

export function watchRoom(dataDir: string, rest = REST_BYTES): Room {
  let full = false;
  const look = () => statfs(dataDir).then(({ bavail, bsize }) => { full = bavail * bsize < rest; }, () => undefined);
  void look();
  const watch = setInterval(look, EVERY_MS).unref();
  return { mustHaveRoom() { if (full) throw diskFull(); }, stop: () => clearInterval(watch) };
}
