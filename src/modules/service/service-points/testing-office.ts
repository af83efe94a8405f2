/** Opens a file as an office does: LibreOffice reads it and writes what it sees as plain text. Without LibreOffice this throws. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const WRITE_AS = { xlsx: ['csv', 'csv:Text - txt - csv (StarCalc):44,34,76,1'], docx: ['txt', 'txt:Text (encoded):UTF8'] } as const;

export async function openedInOffice(file: Buffer, kind: keyof typeof WRITE_AS): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dutydesk-office-'));
  const [ending, filter] = WRITE_AS[kind];
  try {
    await writeFile(join(folder, `report.${kind}`), file);
    // A profile of its own: two LibreOffices with one profile wait for each other.
    await promisify(execFile)('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, `report.${kind}`)], { timeout: 90_000 });
    return await readFile(join(folder, `report.${ending}`), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
