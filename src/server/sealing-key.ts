/**
 * The sealing keys of this installation (封存密钥): in the data folder and not in the database, one a line, the newest first. That one seals; those after
 * it only open what they sealed before. Whoever backs up the database must back this file up apart from it.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataDir: string): string => join(dataDir, 'sealing.key');
/** Stands in the file from the making of a new key until everything stored is sealed with it. */
const UNDER_WAY = '# resealing';

/** Made at the first start. */
export function sealingKeys(dataDir: string): readonly Buffer[] {
  const file = fileIn(dataDir);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return [...readFileSync(file, 'utf8').matchAll(/^[\da-f]{64}$/gm)].map(([line]) => Buffer.from(line, 'hex'));
}
export const isResealing = (dataDir: string): boolean => readFileSync(fileIn(dataDir), 'utf8').includes(UNDER_WAY);

/** The old file or the new one, never half of it, and on the disk before anything is sealed. */
export function keepSealingKeys(dataDir: string, keys: readonly Buffer[], underWay: boolean): void {
  const file = fileIn(dataDir);
  const draft = openSync(`${file}.part`, 'w', 0o600);
  writeFileSync(draft, [...keys.map((key) => key.toString('hex')), ...(underWay ? [UNDER_WAY] : []), ''].join('\n'));
  fsyncSync(draft);
  closeSync(draft);
  renameSync(`${file}.part`, file);
  const folder = openSync(dataDir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
