/**
 * Attachments on disk (附件库): photos, scans and papers kept under the hash of their bytes, so that the same file is kept once
 * and a changed byte shows. What a file is, its bytes say, never its name. What could run in a browser or an office is refused [S4].
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { AttachmentRef } from '../../kernel/api.ts';
import { newId } from '../../kernel/database/id.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sniff } from './sniff.ts';

export interface Stored {
  readonly sha256: string;
  readonly bytes: number;
  /** Media type by content, e.g. 'image/png'. */
  readonly type: string;
  /** The name it came with, made harmless; for showing and for Content-Disposition. */
  readonly name: string;
}
export interface Store {
  /** Takes the whole stream or nothing. Refused: empty, larger than `maxBytes`, not of a kind that is kept. */
  put(stream: Readable, options: { readonly maxBytes: number; readonly originalName: string }): Promise<Stored>;
  /** Rejects with ENOENT when there is no such file. */
  open(sha256: string): Promise<{ readonly stream: Readable; readonly bytes: number }>;
  /** Reads the file again and compares; false when a byte changed or it is gone. */
  verify(sha256: string): Promise<boolean>;
}

/** What lies in the store becomes an attachment of the organisation, which records can name. */
export async function keepAttachment(tx: Tx, { name, type, bytes, sha256 }: Stored): Promise<AttachmentRef> {
  const id = newId(tx.now);
  await tx.query('insert into attachment (tenant_id, id, name, type, bytes, sha256, uploaded_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [tx.tenantId, id, name, type, bytes, sha256, tx.actor.id, tx.now]);
  return { id, name, type, bytes, sha256 };
}

export async function openStore(dir: string): Promise<Store> {
  await mkdir(join(dir, INCOMING), { recursive: true });
  return {
    put: (stream, options) => put(dir, stream, options),
    open: async sha256 => {
      const path = pathIn(dir, sha256);
      const { size } = await stat(path);
      return { stream: createReadStream(path), bytes: size };
    },
    verify: sha256 => verify(pathIn(dir, sha256), sha256),
  };
}

/** No path, no control or direction characters, nothing Windows reserves, at most 120 characters, never empty. */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(UNSAFE, '').replace(/[<>:"|?*]/g, '_').replace(/\s+/g, ' ').replace(/^[.\s]+|[.\s]+$/g, '');
  const named = RESERVED.test(clean) ? `_${clean}` : clean;
  const characters = Array.from(named);
  if (characters.length <= LONGEST_NAME) return named || 'file';
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(named)?.[0] ?? '';
  return characters.slice(0, LONGEST_NAME - ending.length).join('') + ending;
}

const INCOMING = 'incoming';
const LONGEST_NAME = 120;
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

async function put(dir: string, stream: Readable, options: { readonly maxBytes: number; readonly originalName: string }): Promise<Stored> {
  const incoming = join(dir, INCOMING, randomUUID());
  const file = await open(incoming, 'wx+', 0o600);
  try {
    const { sha256, bytes } = await receive(file, stream, options.maxBytes);
    const type = await sniff(file, bytes);
    await file.sync();
    await file.close();
    const folder = join(dir, sha256.slice(0, 2), sha256.slice(2, 4));
    await mkdir(folder, { recursive: true });
    await rename(incoming, join(folder, sha256));
    await syncFolder(folder);
    return { sha256, bytes, type, name: safeName(options.originalName) };
  } catch (error) {
    stream.destroy();
    await file.close().catch(() => undefined);
    await rm(incoming, { force: true });
    throw error;
  }
}

async function receive(file: FileHandle, stream: Readable, maxBytes: number): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string);
    bytes += part.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    hash.update(part);
    await writeAll(file, part);
  }
  if (bytes === 0) throw new Refusal('attachment.empty', ['文件是空的', 'The file is empty'], 400);
  return { sha256: hash.digest('hex'), bytes };
}

async function writeAll(file: FileHandle, part: Buffer): Promise<void> {
  let done = 0;
  while (done < part.length) done += (await file.write(part, done, part.length - done)).bytesWritten;
}

/** The file's name must survive a power cut as well as its bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function verify(path: string, sha256: string): Promise<boolean> {
  try {
    return await hashOf(path) === sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** SHA-256 of a file's bytes, read piece by piece. Rejects with ENOENT when there is none. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Where the bytes with this hash lie. */
export function pathIn(dir: string, sha256: string): string {
  if (!/^[\da-f]{64}$/.test(sha256)) throw new Refusal('attachment.unknown', ['没有这个附件', 'There is no such attachment'], 404);
  return join(dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

function tooLarge(maxBytes: number): Refusal {
  const size = maxBytes >= 1_000_000 ? `${Math.floor(maxBytes / 100_000) / 10} MB` : `${Math.floor(maxBytes / 1000)} kB`;
  return new Refusal('attachment.too_large', [`文件超过 ${size}`, `The file is larger than ${size}`], 413);
}
