/** The user guide is whole: every page and register of the product has its chapter in both languages, and nothing a chapter names is missing. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Tokens } from 'marked';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { withSystem } from '../../src/kernel/runtime.ts';
import { modules } from '../../src/modules.ts';
import { CHAPTERS, subjectOf } from '../../src/web/guide/chapters.ts';
import { linked, type Parsed, parse, plain, within } from '../../src/web/guide/markdown.ts';
import { PICTURES } from '../../tools/pictures/index.mjs';
import { sourcesUnder } from '../catalogue/sources.ts';

const guide = join(projectRoot(), 'docs', 'guide');
const LANGUAGES = ['zh', 'en'] as const;
const texts = new Map<string, Parsed>(LANGUAGES.flatMap((language) => readdirSync(join(guide, language)).map((file) => [`${language}/${file.replace(/\.md$/, '')}`, parse(readFileSync(join(guide, language, file), 'utf8'))] as const)));
const text = (language: string, name: string) => texts.get(`${language}/${name}`)!;
const whole = withSystem(modules);
const shellPages = [...readFileSync(join(projectRoot(), 'src/web/shell/router.tsx'), 'utf8').matchAll(/\.\.\.inShell, path: '\/([a-z]*)/g)].map((m) => m[1]!).filter((name) => !['report', 'slips'].includes(name));
/** What a chapter must speak of: hand-made pages, registers of the navigation, pages of the shell. */
const places = [
  ...new Set(shellPages.map((name) => `/${name}`)),
  ...whole.flatMap((m) => [...Object.keys(m.pages ?? {}).map((page) => `/p/${m.name}/${page}`), ...m.registers.filter((r) => !r.hidden).map((r) => `/r/${r.name}`)]),
];
const known = whole.map((m) => ({ name: m.name, registers: m.registers, reports: [...(m.reports ?? []), ...(m.composedReports ?? [])] }));
const imagesOf = (name: string) => within(texts.get(name)!.tokens).filter((t) => t.type === 'image').map((t) => (t as Tokens.Image).href);

test('每个模块、每个平台页面恰好属于一章', () => {
  const owners = new Map<string, string[]>();
  for (const { name, modules: mine = [], pages = [] } of CHAPTERS) for (const what of [...mine, ...pages.map((page) => `/${page}`)]) owners.set(what, [...(owners.get(what) ?? []), name]);
  expect([...owners].filter(([, chapters]) => chapters.length > 1)).toEqual([]);
  expect([...owners.keys()].sort()).toEqual([...whole.map((m) => m.name), ...new Set(shellPages.map((page) => `/${page}`))].sort());
  expect(places.length).toBeGreaterThan(250);
});

test('中英文章节与清单一致：标题、级次、小节、图片一一对应', () => {
  for (const language of LANGUAGES) expect(readdirSync(join(guide, language)).sort()).toEqual(['README.md', ...CHAPTERS.map(({ name }) => `${name}.md`)].sort());
  for (const { name, label } of CHAPTERS) {
    const [zh, en] = [text('zh', name), text('en', name)];
    expect([zh.title, en.title]).toEqual(label);
    expect(en.headings.map(({ depth, pages }) => ({ depth, pages })), name).toEqual(zh.headings.map(({ depth, pages }) => ({ depth, pages })));
    expect(imagesOf(`en/${name}`), name).toEqual(imagesOf(`zh/${name}`).map((href) => href.replace('/zh/', '/en/')));
  }
});

test('每个页面、每本台账在所属的章里有自己的小节，只有一处', () => {
  const spoken = new Map<string, string[]>();
  for (const { name } of CHAPTERS) for (const { pages } of text('zh', name).headings) for (const page of pages) spoken.set(page, [...(spoken.get(page) ?? []), name]);
  const missing = places.filter((place) => !spoken.has(place));
  expect(missing).toEqual([]);
  expect([...spoken].filter(([page, chapters]) => chapters.length !== 1 || subjectOf(page, known)?.chapter.name !== chapters[0])).toEqual([]);
  const reports = whole.flatMap((m) => (m.reports ?? []).map((r) => `/report/${r.name}`));
  const hidden = whole.flatMap((m) => m.registers.map((r) => `/r/${r.name}`));
  expect([...spoken.keys()].filter((page) => ![...places, ...hidden, ...reports].includes(page))).toEqual([]);
});

test('任何地址都能找到它的章，无论打开的是哪条记录', () => {
  expect(subjectOf('/', known)).toMatchObject({ chapter: { name: 'first-steps' }, page: '/' });
  expect(subjectOf('/notices/settings', known)).toMatchObject({ chapter: { name: 'notices' }, page: '/notices' });
  expect(subjectOf('/r/employee/0190-aa/new', known)).toMatchObject({ chapter: { name: 'organisation' }, page: '/r/employee' });
  expect(subjectOf('/report/staff_by_unit', known)).toMatchObject({ chapter: { name: 'organisation' }, page: '/report/staff_by_unit' });
  expect(subjectOf('/nowhere', known)).toBeUndefined();
});

test('页面与首页数字里写明的地址都真有这一页', () => {
  const routes = [...readFileSync(join(projectRoot(), 'src/web/shell/router.tsx'), 'utf8').matchAll(/path: '\/([a-z-]*)/g)].map((m) => m[1]!);
  const there = (address: string): boolean => {
    const [first = '', second = '', third = ''] = address.split('/').slice(1);
    if (first === 'p') return whole.some((m) => m.name === second && third in (m.pages ?? {}));
    if (first === 'r') return whole.some((m) => m.registers.some(({ name }) => name === second));
    return first === 'report' ? known.some((m) => m.reports.some(({ name }) => name === second)) : [...routes, 'visit'].includes(first); // The technician's phone is a page of its own.
  };
  const written = sourcesUnder('src', /(?<!\.test)\.tsx?$/).flatMap(({ path, text: source }) => [...source.matchAll(/href(?:=\{?|: )["'`](\/[^"'`?#$]*)(["'`?#$])/g)].filter((m) => !(m[2] === '$' && m[1]!.split('/').length < 4)).map((m) => ({ path, address: m[1]! })));
  expect(written.length).toBeGreaterThan(100);
  expect(written.filter(({ address }) => !there(address))).toEqual([]);
});

test('章里的链接与图片都在，图片都有说明，没有写坏的标记', () => {
  const wrong: string[] = [];
  for (const [name, parsed] of texts) {
    const language = name.split('/')[0]!;
    for (const token of within(parsed.tokens)) {
      if (token.type === 'image' && !(/^\.\.\/images\/(zh|en)\/[a-z-]+\.webp$/.test(token['href'] as string) && existsSync(join(guide, language, token['href'] as string)))) wrong.push(`${name}: ${token['href'] as string}`);
      if (token.type === 'image' && token['text'] === '') wrong.push(`${name}: ${token['href'] as string} has no words`);
      // `**` beside Chinese punctuation is not taken for bold: it would stand on the page.
      if (token.type === 'text' && !('tokens' in token && token.tokens) && /\*\*|<[a-z/!]/.test(token.raw)) wrong.push(`${name}: ${token.raw.slice(0, 40)}`);
      if (token.type !== 'link') continue;
      const to = linked(token['href'] as string);
      const there = to && texts.get(`${language}/${to.chapter ?? name.split('/')[1]!}`);
      if (to ? !there || (to.anchor !== '' && !there.headings.some(({ anchor }) => anchor === to.anchor)) : !existsSync(join(guide, language, token['href'] as string))) wrong.push(`${name}: ${token['href'] as string}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('目录列出每一章，按次序', () => {
  for (const [i, language] of LANGUAGES.entries()) {
    const links = within(text(language, 'README').tokens).filter((t) => t.type === 'link') as Tokens.Link[];
    expect(links.map((t) => [t.href, plain(t.tokens)])).toEqual(CHAPTERS.map(({ name, label }) => [`${name}.md`, label[i]]));
  }
});

test('图片表里的每一张都有文件、有章使用，合计不超过 8 MB', () => {
  const names = PICTURES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const language of LANGUAGES) {
    expect(readdirSync(join(guide, 'images', language)).sort()).toEqual(names.map((name) => `${name}.webp`).sort());
    expect(CHAPTERS.flatMap(({ name }) => imagesOf(`${language}/${name}`)).sort()).toEqual(names.map((name) => `../images/${language}/${name}.webp`).sort());
  }
  expect(LANGUAGES.flatMap((language) => names.map((name) => statSync(join(guide, 'images', language, `${name}.webp`)).size)).reduce((a, b) => a + b, 0)).toBeLessThan(8_000_000);
});
