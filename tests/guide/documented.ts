/** What the documents tell people to type: fenced shell blocks line by line, and commands in running text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/kernel/database/migrate.ts';

export interface Page { readonly file: string; readonly text: string }
export interface Documented { readonly command: string; readonly file: string }

const PAGES = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md', 'GLOSSARY.md', 'CHANGELOG.md'];
/** A fence says what is in it, so that nothing to be typed is overlooked. */
export const OTHER_FENCES = ['ts', 'tsx', 'js', 'sql', 'ini', 'yaml', 'json', 'text'];
const FENCE = /^```([^\n]*)\n([\s\S]*?)^```/gm;
const PROGRAMS = 'npm|npx|node|git|sudo|docker|systemctl|journalctl|apt-get|patronictl|systemd-analyze|curl|pg_dump|echo';
const TYPED = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:${PROGRAMS}) \\S`);

export function pages(): Page[] {
  const below = ['docs', 'src'].flatMap((folder) => readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.md')).map((f) => join(folder, f)));
  return [...PAGES, ...below.sort()].map((file) => ({ file, text: readFileSync(join(projectRoot(), file), 'utf8') }));
}

export const fencesOf = ({ text }: Page): { readonly kind: string; readonly text: string }[] => [...text.matchAll(FENCE)].map((m) => ({ kind: m[1]!.trim(), text: m[2]! }));

/** Two spaces and a hash begin a remark. */
const bare = (line: string): string => line.replace(/\s+# .*$/, '').trim();

export function commandsIn(page: Page): Documented[] {
  const typed = fencesOf(page).filter((f) => f.kind === 'sh').flatMap((f) => f.text.split('\n')).map(bare).filter((line) => line !== '' && !line.startsWith('#'));
  const said = [...page.text.replaceAll(FENCE, '').matchAll(/`([^`\n]+)`/g)].map((m) => m[1]!.trim()).filter((text) => TYPED.test(text));
  return [...typed, ...said].map((command) => ({ command, file: page.file }));
}
