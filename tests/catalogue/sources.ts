/** What the source itself must keep to, as questions to its text: nothing that depends on a session, and every act of the system named. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Source { readonly path: string; readonly text: string }

export function sourcesUnder(folder: string, ending: RegExp): Source[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && ending.test(e.name)).map((e) => `${e.parentPath}/${e.name}`).sort().map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

const SESSION_BOUND: readonly (readonly [RegExp, string])[] = [
  [/pg_(try_)?advisory_(lock|unlock)/i, 'a lock of the session'],
  [/query\(\s*['"`]\s*(un)?listen\b/i, 'listening'],
  [/pg_notify|query\(\s*['"`]\s*notify\b/i, 'notifying'],
  [/['"`]\s*set\s+(?!local\b)(session\s+)?\w+(\.\w+)?\s*(=|to)\s/i, 'a setting of the session'],
  [/set_config\([^)]*,\s*false\s*\)/i, 'a setting of the session'],
  [/create\s+temp/i, 'a temporary table'],
  [/['"`]\s*prepare\s+\w+/i, 'a prepared statement of the session'],
  [/with hold/i, 'a cursor that outlives its transaction'],
];

/** Nothing may depend on which connection serves the next transaction. */
export const sessionBound = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ path, text }) => SESSION_BOUND.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${path}: ${what}`));

export const withoutWhy = (migrations: readonly Source[]): string[] =>
  migrations.filter(({ text }) => !/^-- Why: \S.{15,}/.test(text.split('\n')[0] ?? '')).map(({ path }) => path);

/** `file: reason` of every place that acts without a person. */
export function actsOfTheSystem(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => [...text.matchAll(/\basSystem\(([^)]*)\)/g)]
    .filter(({ 1: given = '' }) => !given.includes(': '))
    .map(({ 1: given = '' }) => `${path}: ${/'([a-z-]+)'\s*$/.exec(given)?.[1] ?? 'reason not written out'}`));
}
