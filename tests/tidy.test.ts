import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript6';
import { expect, test } from 'vitest';

/** The house style as a test: what can be measured about the source is measured here, and offenders are named. */
const files = walk('src').filter(path => /\.tsx?$/.test(path));
const code = files.filter(path => !isTest(path));
const kernel = code.filter(path => path.startsWith('src/kernel/'));
const texts = new Map(files.map(path => [path, readFileSync(path, 'utf8')]));
const K = ts.SyntaxKind;
const CALLS = [K.CallExpression, K.NewExpression];
const CLASSES = [K.ClassDeclaration, K.ClassExpression];
const FUNCTIONS = [K.FunctionDeclaration, K.FunctionExpression, K.ArrowFunction, K.MethodDeclaration, K.Constructor, K.GetAccessor, K.SetAccessor];

interface Look { readonly kinds: readonly ts.SyntaxKind[]; found(node: ts.Node): boolean }
const NETWORK = /^(node:)?(http|http2|https|net|dns|dns\/promises|tls|dgram|undici|axios|got|ws|nodemailer|openid-client|ldapts|web-push)$/;
/** Who else speaks over a network, to addresses that only whoever runs the machine can name. */
const OTHER_WAYS_OUT: { readonly [path: string]: string } = {
  'src/server/mail/mail.ts': 'SMTP to the mail server of the settings',
  'src/server/sign-in/provider.ts': 'the identity provider of the settings; its library checks issuer, keys and tokens',
  'src/server/sign-in/directory.ts': 'LDAP to the directory of the settings',
  'src/server/start-settings.ts': 'asks whether the port is free and the database of the settings answers, before anything is started',
  'src/server/postgres.ts': 'finds a free port for the built-in database',
};
const BANNED = /(Manager|Helpers?|Utils?|Info)$/;
/** What is looked for in the tree of one file. Which files a finding counts in is for the test to say. */
const LOOKS = {
  long: { kinds: FUNCTIONS, found: node => hasBody(node) && span(node) > 70 },
  defaultExport: { kinds: [K.ExportAssignment, K.DefaultKeyword], found: node => node.kind === K.ExportAssignment || ts.canHaveModifiers(node.parent) },
  any: { kinds: [K.AnyKeyword], found: () => true },
  console: { kinds: [K.PropertyAccessExpression], found: node => ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'console' },
  evaluated: { kinds: CALLS, found: node => /^(globalThis\.|window\.)?(eval|Function)$/.test(called(node)) },
  clock: { kinds: CALLS, found: looksAtTheClock },
  enums: { kinds: [K.EnumDeclaration, K.ModuleDeclaration, K.Decorator], found: node => !ts.isModuleDeclaration(node) || node.name.kind === K.Identifier },
  classes: { kinds: CLASSES, found: node => ts.isClassLike(node) && node.heritageClauses === undefined },
  serviceClass: { kinds: CLASSES, found: node => ts.isClassLike(node) && /Service$/.test(node.name?.text ?? '') },
  bannedName: { kinds: [K.Identifier], found: node => ts.isIdentifier(node) && BANNED.test(node.text) && isNameOfDeclaration(node) },
  driver: { kinds: [K.ImportDeclaration], found: node => /^(pg|kysely)(\/|$)/.test(importedName(node)) },
  network: { kinds: [K.ImportDeclaration, K.CallExpression], found: node => NETWORK.test(importedName(node) || calledFor(node)) },
  fetch: { kinds: [K.CallExpression], found: node => /^(globalThis\.|window\.)?fetch$/.test(called(node)) },
  silent: { kinds: [K.SourceFile], found: node => ts.isSourceFile(node) && !startsWithComment(node) },
} satisfies Record<string, Look>;
type Findings = { readonly [K in keyof typeof LOOKS]: readonly string[] };
const findings = remembered();

test('内核不超过八千行', () => {
  expect(kernel.reduce((sum, path) => sum + lines(path), 0)).toBeLessThanOrEqual(8_000);
});

test('一个文件不超过四百行', () => {
  expect(files.filter(path => lines(path) > 400).map(path => `${path}: ${lines(path)}`)).toEqual([]);
});

test('一个函数不超过七十行', () => {
  expect(found(code, 'long')).toEqual([]);
});

test('只用具名导出', () => {
  expect(found(code, 'defaultExport')).toEqual([]);
});

test('不写 any，不压制编译器', () => {
  expect(found(files, 'any')).toEqual([]);
  expect(matches(files.filter(path => !path.startsWith('tests/types/')), /@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
});

test('不用 console', () => {
  expect(found(code, 'console')).toEqual([]);
});

test('不执行字符串', () => {
  expect(found(code, 'evaluated')).toEqual([]);
});

test('时间从外面传入，只有 clock.ts 看钟', () => {
  const timeless = code.filter(path => /^src\/(kernel|modules)\//.test(path) && basename(path) !== 'clock.ts' && !isBrowserPart(path));
  expect(found(timeless, 'clock')).toEqual([]);
});

test('不用枚举、命名空间、装饰器', () => {
  expect(found(code, 'enums')).toEqual([]);
});

test('类只用于错误与适配器', () => {
  expect(found(code, 'classes')).toEqual([]);
});

test('文件名一律短横线小写', () => {
  expect(files.filter(path => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(basename(path)))).toEqual([]);
});

test('每个文件开头说明它是什么', () => {
  expect(found(code.filter(path => basename(path) !== 'index.ts'), 'silent')).toEqual([]);
});

test('名字里没有 Manager、Helper、Util、Service、Info', () => {
  expect(code.filter(path => /(^|-)(manager|helpers?|utils?|info)(-|\.|$)|\.service\./.test(basename(path)))).toEqual([]);
  expect(found(code, 'bannedName')).toEqual([]);
  // Service is a word of this trade; as the name of a class it is the other thing.
  expect(found(code, 'serviceClass')).toEqual([]);
});

test('每个模块有 README.md 与 index.ts', () => {
  const modules = folders('src/modules').flatMap(folders);
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.flatMap(folder => ['README.md', 'index.ts'].filter(name => !readdirSync(folder).includes(name)).map(name => `${folder} lacks ${name}`))).toEqual([]);
});

test('只有 kernel/database 与数据库驱动打交道', () => {
  const others = code.filter(path => !path.startsWith('src/kernel/database/'));
  expect(found(others, 'driver')).toEqual([]);
});

test('向外联网只有一处：网页的 client 与服务器的 outbound；另有去处的逐一列出 [S6]', () => {
  const others = code.filter(path => !/^src\/(web\/client(\.ts|\/)|server\/outbound\/)/.test(path));
  expect(found(others, 'fetch')).toEqual([]);
  const speakers = new Set(found(others, 'network').map(place_ => place_.split(':')[0]!));
  expect([...speakers].sort()).toEqual(Object.keys(OTHER_WAYS_OUT).sort());
  // Only a free port, never a connection.
  expect(text('src/server/postgres.ts')).toMatch(/import \{ createServer \} from 'node:net'/);
});

test('测试不模拟自己的代码，不跳过，不独占', () => {
  const tests = [...files, ...walk('tests').filter(path => path.endsWith('.ts'))].filter(path => isTest(path) && basename(path) !== 'tidy.test.ts');
  expect(matches(tests, /\bvi\.mock\(|\b(test|it|describe)\.(only|skip|todo|skipIf|runIf)\b/)).toEqual([]);
});

test('这份测试真的看到了源码', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(kernel.length).toBeGreaterThan(10);
});

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}

function folders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => join(folder, entry.name));
}

function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || /[./]testing[^/]*\.tsx?$/.test(path);
}

function isBrowserPart(path: string): boolean {
  return dirname(path).split('/').includes('ui');
}

function text(path: string): string {
  return texts.get(path) ?? readFileSync(path, 'utf8');
}

function lines(path: string): number {
  return text(path).trimEnd().split('\n').length;
}

/** What was found in a file is remembered with its words and with this test: only what changed is parsed again. */
function remembered(): ReadonlyMap<string, Findings> {
  const file = '.data/tidy.json';
  const self = readFileSync('tests/tidy.test.ts', 'utf8') + ts.version;
  const before = new Map<string, Findings>(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as [string, Findings][] : []);
  const keyed = files.map(path => [path, createHash('sha256').update(self).update(path).update(text(path)).digest('base64url')] as const);
  const all = new Map(keyed.map(([path, key]) => [path, { key, findings: before.get(key) ?? lookedAt(path) }]));
  mkdirSync('.data', { recursive: true });
  writeFileSync(file, JSON.stringify([...all.values()].map(one => [one.key, one.findings])));
  return new Map([...all].map(([path, one]) => [path, one.findings]));
}

function lookedAt(path: string): Findings {
  const root = ts.createSourceFile(path, text(path), ts.ScriptTarget.ES2023, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const looks = Object.entries<Look>(LOOKS).map(([name, look]) => ({ ...look, name, here: [] as string[] }));
  const visit = (node: ts.Node): void => {
    for (const look of looks) if (look.kinds.includes(node.kind) && look.found(node)) look.here.push(`${place(path, node)}: ${node.getText().split('\n')[0]?.slice(0, 80)}`);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return Object.fromEntries(looks.map(({ name, here }) => [name, here])) as unknown as Findings;
}

function found(paths: readonly string[], look: keyof typeof LOOKS): string[] {
  return paths.flatMap(path => findings.get(path)?.[look] ?? [`${path} was not looked at`]);
}

function called(node: ts.Node): string {
  return (ts.isCallExpression(node) || ts.isNewExpression(node)) && !ts.isCallExpression(node.expression) ? node.expression.getText().slice(0, 60) : '';
}

/** The package of a dynamic `import('…')` or `require('…')`. */
function calledFor(node: ts.Node): string {
  if (!ts.isCallExpression(node) || !(node.expression.kind === K.ImportKeyword || /^require$/.test(node.expression.getText()))) return '';
  const [first] = node.arguments;
  return first && ts.isStringLiteralLike(first) ? first.text : '';
}

function matches(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap(path => text(path).split('\n').flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 80)}`] : [])));
}

function place(path: string, node: ts.Node): string {
  return `${path}:${lineOf(node, node.getStart())}`;
}

function span(node: ts.Node): number {
  return lineOf(node, node.getEnd()) - lineOf(node, node.getStart()) + 1;
}

function lineOf(node: ts.Node, at: number): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(at).line + 1;
}

function hasBody(node: ts.Node): boolean {
  return 'body' in node && node.body !== undefined;
}

function looksAtTheClock(node: ts.Node): boolean {
  return (ts.isNewExpression(node) && called(node) === 'Date' && (node.arguments ?? []).length === 0)
    || (ts.isCallExpression(node) && node.arguments.length === 0 && /^(Date\.now|Date|dayjs)$/.test(called(node)));
}

function startsWithComment(root: ts.SourceFile): boolean {
  // Imports may come first; what counts is that a comment stands before the first thing of the file's own.
  const first = root.statements.find(statement => !ts.isImportDeclaration(statement));
  const start = first === undefined ? root.text.length : first.getStart();
  return /(^|\n)\s*(\/\*|\/\/)/.test(root.text.slice(0, start));
}

function isNameOfDeclaration(node: ts.Node): boolean {
  return ts.isIdentifier(node) && 'name' in node.parent && node.parent.name === node
    && (ts.isVariableDeclaration(node.parent) || ts.isFunctionDeclaration(node.parent) || ts.isClassDeclaration(node.parent)
      || ts.isInterfaceDeclaration(node.parent) || ts.isTypeAliasDeclaration(node.parent) || ts.isParameter(node.parent));
}

function importedName(node: ts.Node): string {
  return ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.importClause?.isTypeOnly !== true ? node.moduleSpecifier.text : '';
}
