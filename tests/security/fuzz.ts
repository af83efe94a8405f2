/**
 * Requests that nobody means to send, made from the OpenAPI file by a seed. Each begins as the schema wants it, with records
 * that exist, and is then spoilt in one place, so that it gets past the first checks; some are nonsense from the start.
 */
import { newId } from '../../src/kernel/database/id.ts';

export type Json = { readonly [name: string]: unknown };
export interface Operation { readonly method: string; readonly path: string; readonly id: string; readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Json }[]; readonly body: Json | undefined; readonly upload: boolean }
export interface Request { readonly method: string; readonly path: string; readonly raw: string | undefined; readonly type: string; readonly key: string | null; readonly how: string; readonly operation: Operation }
/** What the house has to offer: ids of records by register, of people, names of things. */
export interface Known { ids(register: string): readonly string[]; readonly others: readonly string[]; readonly names: { readonly [parameter: string]: readonly string[] } }
export type Chance = (most: number) => number;

/** The same numbers for the same seed on every machine. */
export function chance(seed: number): Chance {
  let n = seed % 2_147_483_647 || 1;
  return (most) => { n = (n * 48_271) % 2_147_483_647; return n % most; };
}
const pick = <T>(of: readonly T[], random: Chance): T => of[random(of.length)]!;

const TEXTS = ['', ' ', '\u0000', 'a\u0000b', '\ud800', 'a\udfff', '\uffff', '😀'.repeat(50), 'x'.repeat(5_000), '字'.repeat(70_000), '__proto__', 'constructor', 'toString', 'hasOwnProperty', `' or 1=1 --`, '"; drop table member; --', '../../etc/passwd', '%00', '%s%n', '{{7*7}}', '${7*7}',
  '<script>alert(1)</script>', '\u202e\u200bx', '1e999', 'NaN', 'null', '-1', '9'.repeat(40), '00000000-0000-0000-0000-000000000000', '0000-01-01', '9999-12-31', '10000-01-01', '2026-02-30', '2026-13-45', '-0001-01-01', '2026-01-01T25:61:00Z', '275760-09-13T00:00:00Z', '24:00', '\\', '[', '京A😀'];
const NUMBERS = [-1, 0, -0, 1, 0.1, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 63, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE];
const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner, _, i) => (i % 2 ? [inner] : { all: [inner] }), 'x');
const OTHERS: readonly unknown[] = [null, true, false, [], {}, [[]], [null], [{}], { constructor: 1 }, JSON.parse('{"__proto__":{"admin":true}}') as unknown, nested(40), Array.from({ length: 3_000 }, (_, i) => i), { length: -1 }, { toString: 'x' }, { then: 'x' }];
export const hostile = (random: Chance): unknown => [() => pick(TEXTS, random), () => pick(TEXTS, random), () => pick(NUMBERS, random), () => pick(OTHERS, random)][random(4)]!();
const NAMES = ['__proto__', 'constructor', 'prototype', 'tenant_id', 'id', 'version', 'state', 'created_by', 'created_at', 'archived_at', 'password_hash', 'is_admin', 'roles', 'toString', 'x'.repeat(2_000), '', '\u0000'];

/** Every operation of the file, with references to shared schemas followed. */
export function operationsOf(file: { readonly paths: { readonly [path: string]: { readonly [method: string]: Json } }; readonly components: { readonly schemas: Json } }): Operation[] {
  const follow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(follow);
    if (typeof value !== 'object' || value === null) return value;
    const to = (value as { $ref?: string }).$ref;
    if (to !== undefined) return follow(file.components.schemas[to.split('/').at(-1)!]);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, follow(inner)]));
  };
  return Object.entries(file.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, o]) => {
    const content = (o['requestBody'] as { content?: { [type: string]: { schema: Json } } } | undefined)?.content;
    return { method: method.toUpperCase(), path, id: String(o['operationId']), parameters: (o['parameters'] ?? []) as Operation['parameters'], body: follow(content?.['application/json']?.schema) as Json | undefined, upload: content?.['multipart/form-data'] !== undefined };
  }));
}

const DAY = ['2026-11-23', '2026-11-01', '2026-12-31', '2024-02-29'];
/** A value as the schema wants it, by chance. */
function wanted(schema: Json, known: Known, random: Chance): unknown {
  const any = schema['anyOf'] as readonly Json[] | undefined;
  if (any) return wanted(pick(any, random), known, random);
  const [type] = Array.isArray(schema['type']) ? [pick(schema['type'] as string[], random)] : [schema['type'] as string | undefined];
  if (schema['enum']) return pick(schema['enum'] as unknown[], random);
  switch (type) {
    case 'object': {
      const required = (schema['required'] ?? []) as readonly string[];
      return Object.fromEntries(Object.entries((schema['properties'] ?? {}) as { [name: string]: Json }).filter(([name, inner]) => inner['readOnly'] !== true && (required.includes(name) || random(3) === 0)).map(([name, inner]) => [name, wanted(inner, known, random)]));
    }
    case 'array': return Array.from({ length: Math.max(Number(schema['minItems'] ?? 0), random(3)) }, () => wanted((schema['items'] ?? {}) as Json, known, random));
    case 'integer': case 'number': return Math.min(Math.max(random(40), Number(schema['minimum'] ?? 0)), Number(schema['maximum'] ?? 1e9));
    case 'boolean': return random(2) === 0;
    case 'null': return null;
    case 'string': return wantedText(schema, known, random);
    default: return hostile(random);
  }
}
function wantedText(schema: Json, known: Known, random: Chance): string {
  const of = /^id of a (\w+)$/.exec(String(schema['description'] ?? ''))?.[1];
  if (schema['format'] === 'uuid') return pick(of ? known.ids(of) : known.ids('unit'), random);
  if (schema['format'] === 'date') return pick(DAY, random);
  if (schema['format'] === 'date-time') return `${pick(DAY, random)}T08:30:00.000Z`;
  const pattern = String(schema['pattern'] ?? '');
  if (pattern.includes('[01]')) return '08:30';
  if (pattern.includes('\\d{1,15}')) return String(random(90) + 1);
  const long = Math.min(Number(schema['maxLength'] ?? 12), 12);
  return ['13800001234', '王小明来访', 'abc', '京A12345'][random(4)]!.slice(0, Math.max(long, Number(schema['minLength'] ?? 1)));
}

/** Every place in a value, as a path of names. */
function places(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...at, name]))];
}
/** A copy with something else in one place. Built as text where the name is __proto__, which an object literal would swallow. */
function replaced(value: unknown, at: readonly (string | number)[], by: unknown): unknown {
  if (at.length === 0) return by;
  const [name, ...rest] = at;
  const copy: unknown[] | Map<string, unknown> = Array.isArray(value) ? [...value as unknown[]] : new Map(Object.entries(value as object));
  if (Array.isArray(copy)) copy[Number(name)] = replaced(copy[Number(name)], rest, by);
  else copy.set(String(name), replaced(copy.get(String(name)), rest, by));
  return Array.isArray(copy) ? copy : Object.fromEntries(copy);
}

const RAWS = ['', '{', 'null', '[]', '"x"', '7', '{"values":', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', '{"version":1e400}', '\ufeff{}', `${'['.repeat(50_000)}`, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'a=b&c=d', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'];
const TYPES = ['application/json', 'application/json', 'application/json', 'text/plain', 'application/xml', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'application/json; charset=utf-7', ''];
export const HOWS = ['as wanted', 'one value', 'unknown name', 'left out', 'not an object', 'wrong id', 'query'] as const;

/** One request for an operation, spoilt in the way named. */
export function request(o: Operation, how: typeof HOWS[number], known: Known, random: Chance): Request {
  const register = /^\/api\/(?:records|options)\/(\w+)/.exec(o.path)?.[1] ?? '';
  const spoiltPath = how === 'wrong id' ? random(3) : -1;
  const path = o.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (spoiltPath === 0) return pick(known.others, random);
    if (spoiltPath > 0) return encoded(pick(TEXTS, random) || '-');
    return pick(known.names[name] ?? known.ids(register), random);
  });
  const query = o.parameters.filter((p) => p.in === 'query').map((p) => `${p.name}=${encoded(how === 'query' && random(2) === 0 ? textOf(hostile(random)) : queryValue(p.name, p.schema, known, random))}`).filter(() => random(2) === 0);
  if (how === 'query' && random(4) === 0) query.push(`${encodeURIComponent(pick(NAMES, random))}=1`, 'page=1', 'page=2');
  const raw = bodyOf(o, how, known, random);
  return { method: o.method, path: `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`, ...raw, key: how === 'wrong id' && random(6) === 0 ? pick(['', 'x', '0'.repeat(200)], random) : newId(new Date(1_795_000_000_000 + random(2_000_000_000))), how, operation: o };
}

function bodyOf(o: Operation, how: typeof HOWS[number], known: Known, random: Chance): { readonly raw: string | undefined; readonly type: string } {
  if (o.method === 'GET') return { raw: undefined, type: '' };
  if (o.upload) {
    const name = pick(['a.png', '../../x.html', 'a.svg', '工资.csv', 'a"b.csv', 'x'.repeat(500), ''], random);
    return { raw: how === 'not an object' ? pick(RAWS, random) : `--x\r\ncontent-disposition: form-data; name="${pick(['file', 'other', '__proto__'], random)}"; filename="${name}"\r\n\r\n${pick(['', 'a,b\n1,2', '<svg onload=alert(1)>', 'PK\u0003\u0004', '\u0000\u0001', ',\n'.repeat(5_000)], random)}\r\n--x${pick(['--\r\n', ''], random)}`, type: 'multipart/form-data; boundary=x' };
  }
  if (how === 'not an object') return { raw: pick(RAWS, random), type: pick(TYPES, random) };
  const good = o.body ? wanted(o.body, known, random) : {};
  const at = pick(places(good), random);
  const spoilt = (): string => {
    switch (how) {
      case 'one value': return JSON.stringify(replaced(good, at, hostile(random))) ?? 'null';
      case 'left out': return JSON.stringify(replaced(good, at, undefined)) ?? '{}';
      // The text is put together by hand: an object cannot be given a member __proto__ by assignment.
      case 'unknown name': return JSON.stringify(good).replace('{', () => `{${JSON.stringify(pick(NAMES.filter((name) => !Object.hasOwn((o.body?.['properties'] ?? {}) as object, name)), random))}:1${Object.keys(good as object).length > 0 ? ',' : ''}`);
      default: return JSON.stringify(good);
    }
  };
  return { raw: spoilt(), type: 'application/json' };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 6_000);
/** Half a character has no encoding: it is sent as the bytes it would have. */
const encoded = (text: string): string => encodeURIComponent(text.slice(0, 3_000).replace(/\p{Surrogate}/gu, '')) + (/\p{Surrogate}/u.test(text) ? '%ED%A0%80' : '');

const OPERATORS = ['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'between', 'empty', 'constructor'];
function queryValue(name: string, schema: Json, known: Known, random: Chance): string {
  if (schema['enum']) return String(pick(schema['enum'] as unknown[], random));
  if (schema['type'] === 'integer') return String(random(3) + 1);
  switch (name) {
    case 'from': case 'to': return pick(DAY, random);
    case 'id': return pick(known.ids('app_user'), random);
    case 'sort': return pick(['number', '-number', '-created_at', 'name', 'tenant_id', '-'], random);
    case 'filter': return JSON.stringify(pick([{ field: pick(['number', 'state', 'name', 'created_at', 'archived', 'unit_id', 'kind', 'phone', ...NAMES.slice(0, 6)], random), op: pick(OPERATORS, random), value: hostile(random) }, { all: [nested(random(30))] }, { any: [] }, hostile(random)], random));
    case 'params': return JSON.stringify(pick([{}, { from: '2026-01-01', to: '2026-12-31' }, { month: '2026-11' }, { day: '2026-11-23' }, { year: 2026 }, { period: { from: '2026-01-01', to: '2026-02-01' } }, { id: pick(known.ids('app_user'), random) }, { unit: pick(known.ids('unit'), random), [pick(NAMES, random)]: hostile(random) }, { [pick(['from', 'to', 'day', 'month', 'year', 'period', 'unit', 'id', 'member', 'person', 'q'], random)]: hostile(random) }], random));
    case 'columns': return pick(['number', 'number,name', 'constructor', ',,,', 'name,name'], random);
    default: return pick(['王', 'a', '1', '2026', '😀'], random);
  }
}
