/**
 * Runs dependency-cruiser with the rules of .dependency-cruiser.mjs. It needs the classic compiler API, which TypeScript 7
 * no longer has, so inside it "typescript" means the TypeScript 6 installed beside it. Without that it would find no
 * modules and praise them all: hence the count. Where every line that imports is the same as when it last passed, it passes
 * again; BOUNDARIES=all looks all the same.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Module, { register } from 'node:module';
import { join } from 'node:path';
import { PROJECT } from './node-runtime.mjs';

const AT_LEAST = 10;
const REMEMBERED = join('.data', 'boundaries-passed.json');

process.chdir(PROJECT);
const imports = importingLines();
const before = existsSync(REMEMBERED) ? JSON.parse(readFileSync(REMEMBERED, 'utf8')) : {};
if (before.imports === imports && process.env.BOUNDARIES !== 'all') {
  process.stdout.write(`${before.passed}, as when it last passed\n`);
  process.exit(0);
}
const older = name => name.replace(/^typescript(?=\/|$)/, 'typescript6');
const resolveAsBefore = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolveAsBefore(older(name), ...rest);
register(`data:text/javascript,${encodeURIComponent(`
  export const resolve = (name, context, next) => next(name.replace(/^typescript(?=\\/|$)/, 'typescript6'), context);`)}`);

const { cruise } = await import('dependency-cruiser');
const { default: extractOptions } = await import('dependency-cruiser/config-utl/extract-depcruise-options');
const { default: extractTsConfig } = await import('dependency-cruiser/config-utl/extract-ts-config');
const options = await extractOptions(join(PROJECT, '.dependency-cruiser.mjs'));
const { output } = await cruise(['src'], options, undefined, { tsConfig: extractTsConfig('tsconfig.json') });

const own = output.modules.filter(({ source }) => source.startsWith('src/'));
const broken = output.summary.violations;
for (const { rule, from, to, cycle } of broken) {
  const why = output.summary.ruleSetUsed?.forbidden?.find(({ name }) => name === rule.name)?.comment ?? '';
  process.stdout.write(`${rule.name}: ${from} -> ${cycle === undefined ? to : cycle.map(step => step.name ?? step).join(' -> ')}\n    ${why}\n`);
}
const passed = `${own.length} modules, ${output.summary.totalDependenciesCruised} imports, ${broken.length} broken rules`;
process.stdout.write(`${passed}\n`);
if (own.length < AT_LEAST) process.stdout.write(`fewer than ${AT_LEAST} modules cruised: the check itself is broken\n`);
if (broken.length > 0 || own.length < AT_LEAST) process.exit(1);
mkdirSync('.data', { recursive: true });
writeFileSync(REMEMBERED, JSON.stringify({ imports, passed }));

/** One hash over the rules, the packages and, file by file, every line in which something may be imported. */
function importingLines() {
  const hash = createHash('sha256');
  for (const file of ['.dependency-cruiser.mjs', 'package-lock.json', 'tsconfig.json', join('tools', 'boundaries.mjs')]) hash.update(readFileSync(file));
  const files = readdirSync('src', { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath ?? entry.path, entry.name)).sort();
  for (const file of files) {
    hash.update(`\n${file}\n`);
    if (/\.(tsx?|m?js)$/.test(file)) for (const line of readFileSync(file, 'utf8').split('\n')) if (/\b(import|from|require|reference)\b|['"`]\.{1,2}\//.test(line)) hash.update(`${line}\n`);
  }
  return hash.digest('base64url');
}
