import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript6';
import { expect, test } from 'vitest';

/** The house style as a test: what can be measured about the source is measured here, and offenders are named. */
const files = walk('src').filter(path => /\.tsx?$/.test(path));
const code = files.filter(path => !isTest(path));
const kernel = code.filter(path => path.startsWith('src/kernel/'));
const texts = new Map(files.map(path => [path, readFileSync(path, 'utf8')]));
const trees = new Map(files.map(path => [path, ts.createSourceFile(path, text(path), ts.ScriptTarget.ES2023, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)]));
const K = ts.SyntaxKind;
const CALLS = [K.CallExpression, K.NewExpression];
const CLASSES = [K.ClassDeclaration, K.ClassExpression];
const FUNCTIONS = [K.FunctionDeclaration, K.FunctionExpression, K.ArrowFunction, K.MethodDeclaration, K.Constructor, K.GetAccessor, K.SetAccessor];
/** Every tree is walked once; a check then looks at the kinds of node it is about. */
const found = allNodes();

test('内核不超过八千行', () => {
  expect(kernel.reduce((sum, path) => sum + lines(path), 0)).toBeLessThanOrEqual(8_000);
});

test('一个文件不超过四百行', () => {
  expect(files.filter(path => lines(path) > 400).map(path => `${path}: ${lines(path)}`)).toEqual([]);
});

test('一个函数不超过七十行', () => {
  expect(of(code, FUNCTIONS).filter(({ node }) => hasBody(node)).map(({ path, node }) => ({ at: place(path, node), length: span(path, node) }))
    .filter(({ length }) => length > 70).map(({ at, length }) => `${at}: ${length}`)).toEqual([]);
});

test('只用具名导出', () => {
  expect([...offenders(code, [K.ExportAssignment], () => true), ...offenders(code, [K.DefaultKeyword], node => ts.canHaveModifiers(node.parent))]).toEqual([]);
});

test('不写 any，不压制编译器', () => {
  expect(offenders(files, [K.AnyKeyword], () => true)).toEqual([]);
  expect(matches(files.filter(path => !path.startsWith('tests/types/')), /@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
});

test('不用 console', () => {
  expect(offenders(code, [K.PropertyAccessExpression], node => ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'console')).toEqual([]);
});

test('不执行字符串', () => {
  expect(offenders(code, CALLS, node => /^(globalThis\.|window\.)?(eval|Function)$/.test(called(node)))).toEqual([]);
});

test('时间从外面传入，只有 clock.ts 看钟', () => {
  const timeless = code.filter(path => /^src\/(kernel|modules)\//.test(path) && basename(path) !== 'clock.ts' && !isBrowserPart(path));
  expect(offenders(timeless, CALLS, looksAtTheClock)).toEqual([]);
});

test('不用枚举、命名空间、装饰器', () => {
  expect(offenders(code, [K.EnumDeclaration, K.ModuleDeclaration, K.Decorator], node => !ts.isModuleDeclaration(node) || node.name.kind === K.Identifier)).toEqual([]);
});

test('类只用于错误与适配器', () => {
  expect(offenders(code, CLASSES, node => ts.isClassLike(node) && node.heritageClauses === undefined)).toEqual([]);
});

test('文件名一律短横线小写', () => {
  expect(files.filter(path => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(basename(path)))).toEqual([]);
});

test('每个文件开头说明它是什么', () => {
  const silent = code.filter(path => basename(path) !== 'index.ts' && !startsWithComment(path));
  expect(silent).toEqual([]);
});

test('名字里没有 Manager、Helper、Util、Service、Info', () => {
  const banned = /(Manager|Helpers?|Utils?|Info)$/;
  expect(code.filter(path => /(^|-)(manager|helpers?|utils?|info)(-|\.|$)|\.service\./.test(basename(path)))).toEqual([]);
  expect(offenders(code, [K.Identifier], node => ts.isIdentifier(node) && banned.test(node.text) && isNameOfDeclaration(node))).toEqual([]);
  // Service is a word of this trade; as the name of a class it is the other thing.
  expect(offenders(code, CLASSES, node => ts.isClassLike(node) && /Service$/.test(node.name?.text ?? ''))).toEqual([]);
});

test('每个模块有 README.md 与 index.ts', () => {
  const modules = folders('src/modules').flatMap(folders);
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.flatMap(folder => ['README.md', 'index.ts'].filter(name => !readdirSync(folder).includes(name)).map(name => `${folder} lacks ${name}`))).toEqual([]);
});

test('只有 kernel/database 与数据库驱动打交道', () => {
  const others = code.filter(path => !path.startsWith('src/kernel/database/'));
  expect(offenders(others, [K.ImportDeclaration], node => /^(pg|kysely)(\/|$)/.test(importedName(node)))).toEqual([]);
});

test('向外联网只有一处：网页的 client 与服务器的 outbound', () => {
  const others = code.filter(path => !/^src\/(web\/client(\.ts|\/)|server\/outbound)/.test(path));
  expect(offenders(others, [K.CallExpression], node => /^(globalThis\.|window\.)?fetch$/.test(called(node)))).toEqual([]);
  expect(offenders(others, [K.ImportDeclaration], node => /^(node:)?(http2|https|dgram|tls|undici|axios)$/.test(importedName(node)))).toEqual([]);
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

interface Placed { readonly path: string; readonly node: ts.Node }

function allNodes(): ReadonlyMap<ts.SyntaxKind, Placed[]> {
  const kinds = [...CALLS, ...CLASSES, ...FUNCTIONS, K.ExportAssignment, K.DefaultKeyword, K.AnyKeyword, K.PropertyAccessExpression, K.EnumDeclaration, K.ModuleDeclaration,
    K.Decorator, K.Identifier, K.ImportDeclaration];
  const placed = new Map<ts.SyntaxKind, Placed[]>(kinds.map(kind => [kind, []]));
  for (const [path, root] of trees) {
    const visit = (node: ts.Node): void => {
      placed.get(node.kind)?.push({ path, node });
      ts.forEachChild(node, visit);
    };
    visit(root);
  }
  return placed;
}

function of(paths: readonly string[], kinds: readonly ts.SyntaxKind[]): Placed[] {
  const wanted = new Set(paths);
  return kinds.flatMap(kind => {
    const placed = found.get(kind);
    expect(placed, `nodes of kind ${K[kind]} are not collected`).toBeDefined();
    return (placed ?? []).filter(({ path }) => wanted.has(path));
  });
}

function called(node: ts.Node): string {
  return (ts.isCallExpression(node) || ts.isNewExpression(node)) && !ts.isCallExpression(node.expression) ? node.expression.getText().slice(0, 60) : '';
}

function tree(path: string): ts.SourceFile {
  const found = trees.get(path);
  expect(found).toBeDefined();
  return found as ts.SourceFile;
}

function offenders(paths: readonly string[], kinds: readonly ts.SyntaxKind[], isOne: (node: ts.Node) => boolean): string[] {
  return of(paths, kinds).filter(({ node }) => isOne(node)).map(({ path, node }) => `${place(path, node)}: ${node.getText().split('\n')[0]?.slice(0, 80)}`);
}

function matches(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap(path => text(path).split('\n').flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 80)}`] : [])));
}

function place(path: string, node: ts.Node): string {
  return `${path}:${tree(path).getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

function span(path: string, node: ts.Node): number {
  const line = (at: number): number => tree(path).getLineAndCharacterOfPosition(at).line;
  return line(node.getEnd()) - line(node.getStart()) + 1;
}

function hasBody(node: ts.Node): boolean {
  return 'body' in node && node.body !== undefined;
}

function looksAtTheClock(node: ts.Node): boolean {
  return (ts.isNewExpression(node) && called(node) === 'Date' && (node.arguments ?? []).length === 0)
    || (ts.isCallExpression(node) && node.arguments.length === 0 && /^(Date\.now|Date|dayjs)$/.test(called(node)));
}

function startsWithComment(path: string): boolean {
  // Imports may come first; what counts is that a comment stands before the first thing of the file's own.
  const first = tree(path).statements.find(statement => !ts.isImportDeclaration(statement));
  const start = first === undefined ? text(path).length : first.getStart();
  return /(^|\n)\s*(\/\*|\/\/)/.test(text(path).slice(0, start));
}

function isNameOfDeclaration(node: ts.Node): boolean {
  return ts.isIdentifier(node) && 'name' in node.parent && node.parent.name === node
    && (ts.isVariableDeclaration(node.parent) || ts.isFunctionDeclaration(node.parent) || ts.isClassDeclaration(node.parent)
      || ts.isInterfaceDeclaration(node.parent) || ts.isTypeAliasDeclaration(node.parent) || ts.isParameter(node.parent));
}

function importedName(node: ts.Node): string {
  return ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.importClause?.isTypeOnly !== true ? node.moduleSpecifier.text : '';
}
