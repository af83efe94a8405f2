/** Makes a module that compiles, is tested and shows on the page: `npm run new-module guests/umbrellas 雨伞 Umbrella`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineRegister, f } from '../src/kernel/index.ts';
import { tableSql } from '../src/kernel/database/schema.ts';
import { projectRoot } from '../src/kernel/database/migrate.ts';

const AREAS = ['people', 'service', 'guests', 'estate', 'money'];

export interface NewModule { readonly area: string; readonly name: string; readonly zh: string; readonly en: string }

/** Reads the command's words; the reason when they are off. */
export function readWords(words: readonly string[]): NewModule | string {
  const [path = '', zh = '', en = ''] = words;
  const [area = '', name = ''] = path.split('/');
  if (!AREAS.includes(area) || !/^[a-z][a-z-]*[a-z]$/.test(name)) return `Usage: npm run new-module <area>/<module-name> <中文> <English>; areas: ${AREAS.join(' ')}`;
  return { area, name, zh: zh || '新台账', en: en || 'New register' };
}

/** The files of a new module, by path below its folder. */
export function filesOf(m: NewModule): { readonly [path: string]: string } {
  const register = m.name.replaceAll('-', '_').replace(/s$/, '');
  const pascal = register.split('_').map((w) => w[0]!.toUpperCase() + w.slice(1)).join('');
  const camel = m.name.replaceAll(/-(.)/g, (_, c: string) => c.toUpperCase());
  const draft = defineRegister(register, {
    label: [m.zh, m.en], number: 'XX-{yyyy}-{0000}', fields: { name: f.text('名称', 'Name'), note: f.longText('备注', 'Note', { optional: true }) },
    list: ['name'], access: { read: [], create: [] },
  });
  return {
    'README.md': `# ${m.zh} ${m.en}\n\nWhat this module is for, in two sentences. Requirements: none yet.\n\n- \`${register}.ts\` the register and its process\n- \`rules.ts\` decisions, pure\n- \`migrations/\` its tables\n`,
    'index.ts': `/** Front door of ${m.name}: ${m.zh}. */\nimport { defineModule } from '../../../kernel/index.ts';\nimport { ${pascal}, ${pascal}Process } from './${register.replaceAll('_', '-')}.ts';\n\nexport { ${pascal} } from './${register.replaceAll('_', '-')}.ts';\n\nexport const ${camel} = defineModule({\n  name: '${m.name}', area: '${m.area}', label: ['${m.zh}', '${m.en}'],\n  roles: { administrator: ['管理员', 'Administrator'] },\n  registers: [${pascal}], processes: [${pascal}Process],\n});\n`,
    [`${register.replaceAll('_', '-')}.ts`]: `/** ${m.en} (${m.zh}): what it is in the organisation's words. */\nimport { defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';\nimport { mayClose } from './rules.ts';\n\nexport const ${pascal} = defineRegister('${register}', {\n  label: ['${m.zh}', '${m.en}'],\n  number: 'XX-{yyyy}-{0000}',\n  fields: {\n    name: f.text('名称', 'Name'),\n    note: f.longText('备注', 'Note', { optional: true }),\n  },\n  list: ['name'],\n  access: { read: ['administrator'], create: ['administrator'], edit: ['administrator'], archive: ['administrator'] },\n});\n\nexport const ${pascal}Process = defineProcess(${pascal}, 'open', {\n  open: { label: ['进行中', 'Open'], tone: 'active' },\n  closed: { label: ['已了结', 'Closed'], tone: 'done' },\n}, (step) => ({\n  close: step({\n    label: ['了结', 'Close'], from: ['open'], to: 'closed', by: ['administrator'],\n    form: { note: f.longText('备注', 'Note', { optional: true }) },\n    guard({ input }) {\n      if (!mayClose(input.note)) throw new Refusal('${register}.note', ['了结须写明备注', 'Closing needs a note'], 422, { note: ['必填', 'Required'] });\n    },\n  }),\n}));\n`,
    'rules.ts': `/** Decisions of ${m.name}, pure: give them values, they give answers. */\n\n/** It is closed only with a word about how it ended. */\nexport function mayClose(note: string | null): boolean {\n  return note !== null && note.trim().length > 0;\n}\n`,
    'rules.test.ts': `/** The rules of ${m.name} as a table. */\nimport { expect, test } from 'vitest';\nimport { mayClose } from './rules.ts';\n\ntest.each([[null, false], ['', false], ['  ', false], ['已办妥', true]] as const)('备注“%s”可否了结:%s', (note, expected) => {\n  expect(mayClose(note)).toBe(expected);\n});\n`,
    [`${register.replaceAll('_', '-')}.test.ts`]: `/** ${m.zh}: registered, closed, refused. */\nimport { afterAll, beforeAll, expect, test } from 'vitest';\nimport { startTest, type TestKernel } from '../../../kernel/testing.ts';\nimport { ${camel} } from './index.ts';\nimport { ${pascal}, ${pascal}Process } from './${register.replaceAll('_', '-')}.ts';\n\nlet t: TestKernel;\nbeforeAll(async () => { t = await startTest({ modules: [${camel}] }); });\nafterAll(() => t.close());\n\ntest('了结须写明备注', async () => {\n  const someone = await t.actor('administrator', 'YL');\n  const row = await t.create(${pascal}, someone, { name: '甲' });\n  await expect(t.step(${pascal}Process, row.id, 'close', someone, {})).rejects.toMatchObject({ code: '${register}.note' });\n  await t.step(${pascal}Process, row.id, 'close', someone, { note: '已办妥' });\n  expect(await t.read(${pascal}, row.id)).toMatchObject({ state: 'closed', note: '已办妥' });\n});\n`,
    'migrations/0001-start.sql': `-- Why: the register of ${m.name}.\n\n${tableSql(draft, new Set())}\n`,
  };
}

export function writeModule(m: NewModule, root: string): string {
  const folder = join(root, 'src/modules', m.area, m.name);
  if (existsSync(folder)) throw new Error(`${folder} is there already`);
  for (const [path, text] of Object.entries(filesOf(m))) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

if (process.argv[1]?.endsWith('new-module.ts')) {
  const m = readWords(process.argv.slice(2));
  if (typeof m === 'string') {
    process.stderr.write(`${m}\n`);
    process.exitCode = 2;
  } else {
    const folder = writeModule(m, projectRoot());
    const camel = m.name.replaceAll(/-(.)/g, (_, c: string) => c.toUpperCase());
    const listed = readFileSync(join(projectRoot(), 'src/modules.ts'), 'utf8').includes(`/${m.area}/${m.name}/`);
    process.stdout.write(`${folder}\n${listed ? '' : `Now add to src/modules.ts:  import { ${camel} } from './modules/${m.area}/${m.name}/index.ts';  and ${camel} to the list.\n`}`);
  }
}
