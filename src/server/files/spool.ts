/**
 * A file made aside before it is sent (落盘): the transaction that reads it ends when the last row is written, however slow the reader
 * is, and what goes wrong on the way is an answer with its reason rather than half a file.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Spooled { readonly stream: Readable; readonly bytes: number }

/** For the owner's eyes only, and gone with the last byte read (at once where the system lets an open file go). */
export async function spooled(content: Readable | AsyncIterable<Buffer>, signal?: AbortSignal): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'dutydesk-'));
  const gone = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'file');
    await pipeline(content, createWriteStream(path, { mode: 0o600 }), signal ? { signal } : {});
    const file = await open(path, 'r');
    const { size } = await file.stat();
    const stream = file.createReadStream();
    await gone().catch(() => { stream.once('close', () => void gone().catch(() => undefined)); });
    return { stream, bytes: size };
  } catch (e) {
    await gone().catch(() => undefined);
    throw e;
  }
}
