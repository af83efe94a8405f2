/**
 * Runs dependency-cruiser with the rules of .dependency-cruiser.mjs. It needs the classic compiler API, which TypeScript 7
 * no longer has, so inside it "typescript" means the TypeScript 6 installed beside it. Without that it would find no
 * modules and praise them all: hence the count.
 */
import Module, { register } from 'node:module';
import { join } from 'node:path';
import { PROJECT } from './node-runtime.mjs';

const AT_LEAST = 10;

process.chdir(PROJECT);
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
process.stdout.write(`${own.length} modules, ${output.summary.totalDependenciesCruised} imports, ${broken.length} broken rules\n`);
if (own.length < AT_LEAST) process.stdout.write(`fewer than ${AT_LEAST} modules cruised: the check itself is broken\n`);
process.exit(broken.length > 0 || own.length < AT_LEAST ? 1 : 0);
