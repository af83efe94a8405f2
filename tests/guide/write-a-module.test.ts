/** docs/write-a-module.md is true: its code is taken from the page, compiled by TypeScript and run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf } from '../../src/kernel/index.ts';
import { startTest, type TestKernel } from '../../src/kernel/testing.ts';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { filesOf, readWords, writeModule } from '../../tools/new-module.ts';

const folder = join(projectRoot(), 'tests/guide/from-the-page');
const page = readFileSync(join(projectRoot(), 'docs/write-a-module.md'), 'utf8');
const blocks = [...page.matchAll(/```ts\n\/\/ ([a-z.-]+)\n([\s\S]*?)```/g)].map((m) => ({ file: m[1]!, code: m[2]! }));

const code = (file: string): string => blocks.find((b) => b.file === file)!.code;
const compile = (files: readonly string[]) => execFileSync(process.execPath, [join(projectRoot(), 'node_modules/typescript/bin/tsc'), '--noEmit', '--singleThreaded', '-p', folder], { encoding: 'utf8', stdio: 'pipe' }) + files.join('');

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'umbrella.ts'), `/** From the page. */\n${code('umbrella.ts').replace('\'@kernel\'', '\'../../../src/kernel/index.ts\'')}\n${code('rules.ts')}`);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../../tsconfig.json', include: ['.'] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('文档中的代码能编译;改错一处就不能', () => {
  compile([]);
  const path = join(folder, 'wrong.ts');
  writeFileSync(path, `import { Umbrella } from './umbrella.ts';\nUmbrella.fields.nothing;\n`);
  expect(() => compile([])).toThrow();
  rmSync(path);
});

test('文档中的模块照所写的运行', async () => {
  const { Fees, Lending, Umbrella, umbrellas } = await import(/* @vite-ignore */ join(folder, 'umbrella.ts')) as never as { [name: string]: never };
  const t: TestKernel = await startTest({ modules: [umbrellas as never], tables: [Umbrella as never] });
  const body = code('umbrella.test.ts').replace(/^test\([^\n]*\n/, '').replace(/\}\);\s*$/, '');
  const run = Object.getPrototypeOf(async () => undefined).constructor as new (...names: string[]) => (...values: unknown[]) => Promise<void>;
  await new run('t', 'expect', 'balanceOf', 'Umbrella', 'Lending', 'Fees', body)(t, expect, balanceOf, Umbrella, Lending, Fees);
  await t.close();
});

test('new-module 造出的模块能编译,名字不对则说明用法', () => {
  expect(readWords(['nowhere/x'])).toMatch(/Usage/);
  const words = readWords(['guests/sample-parasols', '遮阳伞', 'Parasol']);
  expect(words).toMatchObject({ area: 'guests', name: 'sample-parasols' });
  expect(Object.keys(filesOf(words as never)).sort()).toEqual(['README.md', 'index.ts', 'migrations/0001-start.sql', 'rules.test.ts', 'rules.ts', 'sample-parasol.test.ts', 'sample-parasol.ts']);
  const root = join(folder, 'made');
  const made = writeModule(words as never, root);
  for (const file of ['index.ts', 'sample-parasol.ts', 'sample-parasol.test.ts']) {
    const path = join(made, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('../../../kernel/', '../../../../../../../../src/kernel/'));
  }
  compile([]);
  rmSync(root, { recursive: true });
});
