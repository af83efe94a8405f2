/** `npm run bench [-- --quick] [-- P1 P3]`: compiles the figures as the product is compiled, then runs one after the other and prints a line for each. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../src/kernel/database/migrate.ts';

const here = join(projectRoot(), 'bench');
const built = join(projectRoot(), '.data', 'bench', 'built');
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-')).map((a) => a.toLowerCase());
const figures = readdirSync(here).filter((f) => /^p\d+-.*\.ts$/.test(f)).sort((a, b) => Number.parseInt(a.slice(1)) - Number.parseInt(b.slice(1)))
  .filter((f) => wanted.length === 0 || wanted.includes(f.split('-')[0]!));
const parts = readdirSync(join(here, 'lib')).filter((f) => f.endsWith('.ts')).map((f) => `lib/${f}`);

rmSync(built, { recursive: true, force: true });
await build({
  entryPoints: [...figures, ...parts].map((f) => join(here, f)), outdir: built, outbase: here, outExtension: { '.js': '.mjs' },
  bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', sourcemap: 'linked', logLevel: 'warning', loader: { '.sql': 'text' },
});
let failed = 0;
for (const figure of figures) {
  const { status } = spawnSync(process.execPath, [join(built, figure.replace(/\.ts$/, '.mjs')), ...process.argv.slice(2)], { stdio: 'inherit', cwd: projectRoot() });
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
