/**
 * A backup as one file (备份文件): a tar with manifest.json first, every table packed, the attachments by their hash and the sealing key.
 * Whoever has it has everything, so it is readable by its owner alone.
 */
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, extract } from 'tar';
import { z } from 'zod';
import { hashOf } from '../files/store.ts';
import { StartProblem } from '../start-problem.ts';

const hex = z.string().regex(/^[\da-f]{64}$/);
const Manifest = z.object({
  format: z.literal('dutydesk-backup'), version: z.literal(1), program: z.string(), at: z.iso.datetime(),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  migrations: z.array(z.object({ name: z.string(), checksum: hex })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int(), bytes: z.number().int(), sha256: hex, file: z.string().regex(/^tables\/\d{4}\.gz$/), packed: hex })),
  sequences: z.array(z.object({ name: z.string(), of: z.object({ table: z.string(), column: z.string() }).nullish(), value: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  attachments: z.array(hex), missing: z.array(hex), key: hex.nullable(),
});
export type Manifest = z.infer<typeof Manifest>;
export const MANIFEST = 'manifest.json';
/** The manifest's own hash: it says what all other parts must be, and this what it must be itself. Backups made before there was one lack it. */
const SEAL = 'manifest.sha256';
export const KEY = 'sealing.key';
export const attachmentName = (sha256: string): string => `attachments/${sha256}`;
const MAY_BE_IN_IT = /^(manifest\.json|manifest\.sha256|sealing\.key|tables\/?|attachments\/?|tables\/\d{4}\.gz|attachments\/[\da-f]{64})$/;

const broken = (zh: string, en: string) => new StartProblem('backup-broken', [`备份文件不完整：${zh}`, `The backup is not whole: ${en}`]);

/** Everything below `folder` becomes `file`, which is there whole or not at all. */
export async function pack(folder: string, file: string): Promise<void> {
  const draft = `${file}.part`;
  try {
    await writeFile(join(folder, SEAL), await hashOf(join(folder, MANIFEST)), { mode: 0o600 });
    const names = (await readdir(folder)).sort((a, b) => Number(b === MANIFEST) - Number(a === MANIFEST) || (a < b ? -1 : 1));
    await create({ file: draft, cwd: folder, portable: true }, names);
    await chmod(draft, 0o600);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A first look, before anything is unpacked: a tar that begins with the manifest. */
export async function mayBeBackup(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(512);
    await file.read(head, 0, 512, 0);
    return head.subarray(0, MANIFEST.length + 1).equals(Buffer.from(`${MANIFEST}\0`)) && head.subarray(257, 262).toString('latin1') === 'ustar';
  } finally {
    await file.close();
  }
}

/** Unpacks a backup into an empty folder and proves every part of it; what does not belong into one is refused before it is written. */
export async function unpack(file: string, folder: string): Promise<Manifest> {
  await stat(file).catch(() => { throw new StartProblem('no-backup', [`没有这个备份文件：${file}`, `There is no such backup: ${file}`]); });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const strange: string[] = [];
  await extract({
    file, cwd: folder, strict: true, preserveOwner: false,
    filter: (path, entry) => {
      const belongs = MAY_BE_IN_IT.test(path) && (!('type' in entry) || ['File', 'Directory', 'OldFile'].includes(entry.type));
      if (!belongs) strange.push(path);
      return belongs;
    },
  }).catch(() => { throw broken('不是备份文件，或在中途断开', 'it is no backup, or it was cut off'); });
  if (strange.length > 0) throw broken(`里面有不该有的 ${strange[0]}`, `${strange[0]} does not belong into it`);
  const manifest = await readManifest(folder);
  for (const table of manifest.tables) await mustBe(join(folder, table.file), table.packed, table.name);
  for (const sha256 of manifest.attachments) await mustBe(join(folder, attachmentName(sha256)), sha256, `attachment ${sha256.slice(0, 8)}`);
  if (manifest.key !== null) await mustBe(join(folder, KEY), manifest.key, KEY);
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  const seal = await readFile(join(folder, SEAL), 'utf8').catch(() => null);
  if (seal !== null) await mustBe(join(folder, MANIFEST), seal, MANIFEST);
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => { throw broken('缺少清单', 'its manifest is missing'); });
  const read = Manifest.safeParse(parsed(text));
  if (!read.success) throw broken('清单读不懂，可能来自更新的版本', 'its manifest cannot be read; perhaps a newer version made it');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function mustBe(file: string, sha256: string, what: string): Promise<void> {
  const found = await hashOf(file).catch(() => null);
  if (found === null) throw broken(`缺少 ${what}`, `${what} is missing`);
  if (found !== sha256) throw broken(`${what} 的内容变过`, `${what} was changed`);
}
