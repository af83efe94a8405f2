/**
 * The real application over HTTP, on a database of its own, with two organisations in it: people of every post, and a
 * generator of valid values for every kind of field, so that each register has records without anybody writing them.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPerson, givePost } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { createTenant, type Tenant } from '../../src/kernel/access/tenant.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { openPool, type Pool } from '../../src/kernel/database/connect.ts';
import { migrate } from '../../src/kernel/database/migrate.ts';
import { tableSql } from '../../src/kernel/database/schema.ts';
import { newId } from '../../src/kernel/database/id.ts';
import type { Field } from '../../src/kernel/field/field.ts';
import { sortsOf, type Register } from '../../src/kernel/register/register.ts';
import type { Module } from '../../src/kernel/module.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { createRecord } from '../../src/kernel/register/write.ts';
import { type Kernel, withSystem } from '../../src/kernel/runtime.ts';
import { makeUnits, TEST_UNITS } from '../../src/kernel/testing.ts';
import { SOURCE_CLAUSES } from '../../src/modules/people/rulebook/index.ts';
import { startApp, type App } from '../../src/server/app.ts';
import { openSession } from '../../src/server/session.ts';
import { setPassword } from '../../src/server/sign-in/password.ts';
import type { SigningInSettings } from '../../src/server/start-settings.ts';

export interface Answer { readonly status: number; readonly text: string; readonly code: string; json<T>(): T; readonly headers: Headers }
export interface Asked { readonly token?: string; readonly body?: unknown; readonly key?: string | null; readonly headers?: { readonly [name: string]: string }; readonly raw?: string }
export interface Organisation { readonly tenant: Tenant; readonly units: { readonly [code: string]: string } }
export interface House {
  readonly app: App;
  readonly kernel: Kernel;
  readonly owner: Pool;
  readonly dataDir: string;
  /** The product once more on the same database, as another process would be: nothing is shared but what stands there. */
  beside(): Promise<App>;
  /** The application's own connection: bound by row-level security. */
  readonly here: Organisation;
  readonly elsewhere: Organisation;
  person(of: Organisation, role: string, unit: string, more?: { readonly password?: string; readonly deputyFor?: string; readonly from?: string }): Promise<Person>;
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  close(): Promise<void>;
}
export interface Person { readonly id: string; readonly login: string; readonly role: string; readonly unit: string; readonly token: string }

export const above: { readonly [code: string]: string | null } = Object.fromEntries(TEST_UNITS.map(([code, , , parent]) => [code, parent]));

export async function openHouse(options: { readonly clock?: Clock; readonly requestsPerMinute?: number; readonly modules?: readonly Module[]; readonly tables?: readonly Register[]; readonly signingIn?: SigningInSettings; readonly demo?: boolean; readonly webDir?: string; readonly logTo?: { write(line: string): void } } = {}): Promise<House> {
  const base = process.env['DUTYDESK_TEST_POSTGRES'] ?? '';
  const name = `access_${process.pid}_${randomBytes(4).toString('hex')}`;
  const admin = openPool(base, 1);
  await admin.query(`create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-access-'));
  if (options.modules) {
    const all = withSystem(options.modules);
    const known = new Set(all.flatMap((m) => m.registers.map((r) => r.name)));
    await migrate(url.toString(), all, (options.tables ?? []).map((r) => ({ name: `test/${r.name}`, sql: tableSql(r, known) })));
  }
  const start = () => startApp({ ownerUrl: url.toString(), dataDir, host: '127.0.0.1', port: 0, demo: options.demo ?? false, webDir: options.webDir ?? join(dataDir, 'web'), quiet: process.env['DUTYDESK_LOUD'] !== '1',
    requestsPerMinute: options.requestsPerMinute ?? 10_000_000, ...(options.clock ? { clock: options.clock } : {}), ...(options.modules ? { modules: options.modules } : {}), ...(options.signingIn ? { signingIn: options.signingIn } : {}), ...(options.logTo ? { logTo: options.logTo } : {}) });
  const app = await start();
  const owner = openPool(url.toString(), 2);
  const { kernel } = app;
  const now = () => kernel.clock.now();
  const organisation = async (code: string): Promise<Organisation> => {
    const tenant = await createTenant(owner, { code, name: `云岭${code}`, zone: 'Asia/Shanghai', demo: false }, now());
    return { tenant, units: await kernel.write(asSystem(tenant.id, 'test'), (tx) => makeUnits(tx, TEST_UNITS)) };
  };
  let people = 0;
  return {
    app, kernel, owner, dataDir, beside: start, here: await organisation('here'), elsewhere: await organisation('elsewhere'),
    async person(of, role, unit, more = {}) {
      const login = `${role}.${unit.toLowerCase()}.${++people}`;
      const { id } = await kernel.write(asSystem(of.tenant.id, 'test'), async (tx) => {
        const made = await addPerson(tx, { name: login, displayName: `测${people}`, posts: more.deputyFor ? [] : [{ role, unit, ...(more.from ? { from: more.from } : {}) }] });
        if (more.deputyFor) await givePost(tx, made, { role, unit }, more.deputyFor);
        if (more.password) await setPassword(tx, made, more.password);
        return { id: made };
      });
      const { token } = await openSession(kernel, of.tenant, id, 'test');
      return { id, login, role, unit, token };
    },
    ask: (method, path, asked = {}) => ask(app.address, now, method, path, asked),
    async close() {
      await app.close();
      await owner.end();
      await admin.query(`drop database ${name}`).catch(() => admin.query(`drop database ${name} with (force)`));
      await admin.query(`drop role if exists "dutydesk_app_${name}"`);
      await admin.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ask(address: string, now: () => Date, method: string, path: string, { token, body, key, headers = {}, raw }: Asked): Promise<Answer> {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const given: { [name: string]: string } = { ...(sent === undefined ? {} : { 'content-type': 'application/json' }), ...(token ? { cookie: `dutydesk=${token}` } : {}), ...headers };
  if (method !== 'GET' && key !== null) given['idempotency-key'] ??= key ?? newId(now());
  const response = await fetch(address + path, { method, headers: given, ...(sent === undefined ? {} : { body: sent }) });
  const text = await response.text();
  const json = <T>() => JSON.parse(text) as T;
  const code = response.status >= 400 && text.startsWith('{') ? (json<{ error?: { code?: string } }>().error?.code ?? '') : '';
  return { status: response.status, text, code, json, headers: response.headers };
}

/** Works through many questions, a few at a time. */
export async function inParallel<T>(things: readonly T[], work: (thing: T) => Promise<void>, width = 6): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    for (let i = next++; i < things.length; i = next++) await work(things[i]!);
  }));
}

/** A clear value that stands nowhere else, so that finding it in an answer means that it got out. */
export interface Secret { readonly register: string; readonly field: string; readonly personal: boolean; readonly readBy: readonly string[] | null; readonly clear: string }

export interface Generator {
  values(register: Register, targets: (register: string) => string | null, typed: boolean): { [name: string]: unknown };
  readonly secrets: Secret[];
}

/** Valid values for every kind of field; personal and restricted ones are unique and remembered. */
export function generator(kernel: Kernel, now: Date, start = 1): Generator {
  let n = start;
  const secrets: Secret[] = [];
  const one = (register: Register, name: string, f: Field, targets: (register: string) => string | null): unknown => {
    n++;
    const value = valueOf(f, n, now, targets);
    const guarded = f.personal || f.options.readBy !== undefined;
    if (guarded && typeof value === 'string' && value.length >= 8) {
      const clear = f.kind.name === 'phone' ? value.replace('+86', '') : value;
      secrets.push({ register: register.name, field: name, personal: f.personal, readBy: f.options.readBy ?? null, clear });
    }
    return value;
  };
  void kernel;
  return {
    secrets,
    values: (register, targets, typed) => Object.fromEntries(Object.entries(register.fields)
      .filter(([, f]) => !(typed && f.options.readonly) && !(f.optional && ['attachment', 'photo', 'signature'].includes(f.kind.name)))
      .map(([name, f]) => [name, one(register, name, f, targets)])),
  };
}

const within = (n: number, min = 0, max = Number.MAX_SAFE_INTEGER) => Math.min(Math.max(n, min), max);
const dayOf = (n: number) => new Date(Date.UTC(1961, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);

export function valueOf(f: Field, n: number, now: Date, targets: (register: string) => string | null): unknown {
  const { min, max, choices, types, register } = f.options;
  const letters = [...String(n)].map((d) => 'abcdefghij'[Number(d)]).join('');
  const short = (head: string, end = '') => (max !== undefined && max < head.length + 9 ? `${letters}`.slice(0, max) : `${head}${letters}${end}`);
  switch (f.kind.name) {
    // The last letter keeps one value from being the beginning of another.
    case 'text': return f.options.readBy || f.personal ? short('secretly', 'z') : short('w');
    case 'longText': return `secretly${letters} at length`;
    case 'personName': return `Person ${letters}`;
    case 'phone': return `+86138${String(12_340_000 + n).padStart(8, '0')}`;
    case 'idNumber': return types && !types.includes('identityCard') ? `E${10_000_000 + n}` : identityCard(n);
    // Goes round instead of standing still at the most, so that keys stay apart.
    case 'integer': return max !== undefined && n > max ? (min ?? 0) + (n % (max - (min ?? 0) + 1)) : within(n, min, max);
    case 'money': return within(n * 100, min, max);
    case 'quantity': return String(within(n % 50 + 1, min, max));
    case 'date': return dayOf(n);
    case 'dateTime': return new Date(now.getTime() - n * 60_000);
    case 'time': return `${String(8 + n % 12).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
    case 'period': return { from: dayOf(n), to: dayOf(n + 30) };
    case 'choice': return Object.keys(choices ?? {})[0];
    case 'choices': return Object.keys(choices ?? {}).slice(0, 1);
    case 'yesNo': return false;
    case 'ref': return targets(String(register));
    case 'unit': return targets('unit');
    case 'plate': return `京A${String(10_000 + n % 90_000)}`;
    case 'attachment': case 'photo': return [newId(now)];
    case 'signature': return newId(now);
    default: throw new Error(`no value for a field of kind ${f.kind.name}: teach the generator`);
  }
}

function identityCard(n: number): string {
  const head = `110105${dayOf(n % 9_000).replaceAll('-', '')}${String(n % 1_000).padStart(3, '0')}`;
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * Number(head[at]), 0);
  return head + '10X98765432'[sum % 11];
}

/** What a register asks of a text beyond its kind. In: which of several of its records this is. */
export function shapedBy(register: Register, which: number): { readonly [name: string]: unknown } {
  if (register.name === 'points_period') return { month: `2026-0${which + 1}` };
  if (register.name === 'rulebook_clause') {
    const { code: _code, kind: _kind, text: _text, family: _family, base: _base, grade: _grade, zones: _zones, sanctions: _sanctions, confidence: _confidence, ...further } = SOURCE_CLAUSES[0]!;
    return { further: JSON.stringify(further) };
  }
  if (register.name === 'part_application') return { explanation: '[]' };
  if (register.name === 'rulebook_choice') return { parameter: 'repeat.mode', answer: '"chain"' };
  return {};
}

/** Registers in an order in which each comes after those it must refer to. */
export function inOrder(registers: readonly Register[]): Register[] {
  const done: Register[] = [];
  const waiting = new Set(registers);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((r) => Object.values(r.fields).every((f) => f.kind.name !== 'ref' || f.options.register === r.name || done.some((d) => d.name === f.options.register) || (f.optional && !anyReady(waiting, done))));
    if (ready.length === 0) throw new Error(`registers refer to each other in a circle: ${[...waiting].map((r) => r.name).join(', ')}`);
    for (const r of ready) { waiting.delete(r); done.push(r); }
  }
  return done;
}
const anyReady = (waiting: ReadonlySet<Register>, done: readonly Register[]): boolean =>
  [...waiting].some((r) => Object.values(r.fields).every((f) => f.kind.name !== 'ref' || f.options.register === r.name || done.some((d) => d.name === f.options.register)));

export interface Made { readonly id: string; readonly number: string; readonly version: number; readonly state: string; readonly unit_id: string }

/** A record as if it had always been there: the register's own guards look at what people type, not at this. */
export async function plant(house: Pick<House, 'kernel'>, of: Organisation, register: Register, unit: string, values: { readonly [name: string]: unknown }): Promise<Made> {
  const { opening: _opening, ...bare } = register;
  return house.kernel.write(asSystem(of.tenant.id, 'test'), async (tx) =>
    (await createRecord(tx, bare as Register, { ...values, unit_id: of.units[unit] } as never)) as unknown as Made).catch((e: unknown) => {
    throw e instanceof Refusal ? new Error(`the generator's values do not fit ${register.name}: ${e.message} ${JSON.stringify(e.fields ?? {})} ${JSON.stringify(values)}`) : e;
  });
}

export const sortFields = (r: Register): ReadonlySet<string> => new Set(sortsOf(r).map((s) => s.replace(/^-/, '')).concat('number'));
