/** Opens a Word file as an office does: LibreOffice reads it and writes its words. Without LibreOffice this throws. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export async function wordsInOffice(file: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dutydesk-summary-'));
  try {
    await writeFile(join(folder, 'report.docx'), file);
    await promisify(execFile)('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, join(folder, 'report.docx')], { timeout: 90_000 });
    return await readFile(join(folder, 'report.txt'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
