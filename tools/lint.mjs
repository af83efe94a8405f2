/**
 * Lints what changed since it last passed. The rules look at one file at a time, so a file that passed with the same words,
 * the same rules and the same linter passes again. LINT=all looks at everything.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './node-runtime.mjs';

process.chdir(PROJECT);
const REMEMBERED = join('.data', 'lint-passed.json');
const FOLDERS = ['src', 'tests', 'bench', 'tools'];
const LINTED = /\.(tsx?|mjs|json)$/;
const AT_LEAST = 10;

const rules = hash(readFileSync('biome.json', 'utf8') + readFileSync(join('node_modules', '@biomejs', 'biome', 'package.json'), 'utf8'));
const files = new Map([...readdirSync('.'), ...FOLDERS.flatMap(folder => readdirSync(folder, { recursive: true }).map(name => join(folder, String(name))))]
  .filter(name => LINTED.test(name)).map(name => [name, hash(rules + readFileSync(name, 'utf8'))]));
const passed = process.env.LINT === 'all' ? new Set() : remembered();
const changed = [...files].filter(([, words]) => !passed.has(words)).map(([name]) => name);
if (files.size < AT_LEAST) {
  process.stdout.write(`fewer than ${AT_LEAST} files found: the check itself is broken\n`);
  process.exit(1);
}
if (changed.length > 0) {
  const asked = changed.length > 500 ? ['.'] : changed;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--diagnostic-level=error', '--max-diagnostics=50', '--no-errors-on-unmatched', ...asked], { encoding: 'utf8' });
  if (status !== 0) {
    process.stdout.write(`${stdout}${stderr}`);
    process.exit(1);
  }
}
mkdirSync('.data', { recursive: true });
writeFileSync(REMEMBERED, JSON.stringify([...files.values()]));
process.stdout.write(`${files.size} files, ${changed.length} of them changed since they last passed\n`);

function remembered() {
  return new Set(existsSync(REMEMBERED) ? JSON.parse(readFileSync(REMEMBERED, 'utf8')) : []);
}

function hash(words) {
  return createHash('sha256').update(words).digest('base64url');
}
