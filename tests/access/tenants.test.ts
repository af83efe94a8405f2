/** Organisations in one database never see each other: not by forgetting a condition, not by guessing ids, not by writing. */
import { randomInt } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/kernel/database/id.ts';
import { stepsOf } from '../../src/kernel/process/process.ts';
import type { Register } from '../../src/kernel/register/register.ts';
import { APPEND_ONLY } from '../catalogue/rules.ts';
import { generator, inOrder, inParallel, openHouse, plant, type House, type Made, type Organisation, type Person } from './house.ts';

/** In daily runs a few thousand; DUTYDESK_FOREIGN_IDS=100000 for the figure. */
const FOREIGN_IDS = Number(process.env['DUTYDESK_FOREIGN_IDS'] ?? 3_000);
let house: House;
let tables: string[];
let all: Person[];
const theirs: { readonly register: Register; readonly row: Made }[] = [];
const ours = new Map<string, Made>();

beforeAll(async () => {
  house = await openHouse();
  const roles = [...new Set(house.kernel.modules.flatMap((m) => Object.keys(m.roles)))];
  all = [];
  for (const role of roles) all.push(await house.person(house.here, role, 'YL'));
  const make = generator(house.kernel, new Date());
  const rows = new Map<string, string>();
  for (const register of inOrder([...house.kernel.registers.values()])) {
    const one = async (of: Organisation) => {
      const targets = (name: string) => (name === 'unit' ? of.units['VIP']! : rows.get(`${of.tenant.id}/${name}`) ?? null);
      const row = await plant(house, of, register, 'VIP', make.values(register, targets, false));
      rows.set(`${of.tenant.id}/${register.name}`, row.id);
      return row;
    };
    ours.set(register.name, await one(house.here));
    theirs.push({ register, row: await one(house.elsewhere) });
  }
  tables = (await house.owner.query<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`)).rows.map((r) => r.name);
}, 300_000);
afterAll(() => house.close());

const beginFor = (tenantId: string, readOnly: boolean) => `begin${readOnly ? ' read only' : ''}; set local dutydesk.tenant = '${tenantId}'`;

/** As the application signs in, outside its kernel; everything is rolled back. */
async function asApplication<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await house.kernel.pool.connect();
  try {
    await client.query(begin);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const mayUpdate = async (client: pg.PoolClient, table: string): Promise<boolean> => (await client.query<{ may: boolean }>(`select has_table_privilege($1, 'update') as may`, [table])).rows[0]!.may;
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (e: unknown) => (e instanceof pg.DatabaseError ? (e.code ?? '') : String(e)));

test('没有说明组织的查询,哪张表都没有一行;说明了就只有自己的 [S2]', async () => {
  const count = (client: pg.PoolClient, table: string, where: string) => client.query<{ n: number }>(`select count(*)::int as n from ${table} ${where}`).then((r) => r.rows[0]!.n);
  const filled = (await Promise.all(tables.map(async (table) => ((await house.owner.query(`select 1 from ${table} limit 1`)).rowCount === 1 ? [table] : [])))).flat();
  expect(filled).toEqual(expect.arrayContaining(['history', 'session', 'search_word', ...house.kernel.registers.keys()]));
  const unsaid = await asApplication('begin', async (client) => { const n: number[] = []; for (const t of tables) n.push(await count(client, t, '')); return n; });
  expect(unsaid.reduce((a, b) => a + b, 0)).toBe(0);
  const said = await asApplication(beginFor(house.here.tenant.id, true), async (client) => { const n: number[] = []; for (const t of tables) n.push(await count(client, t, `where tenant_id <> '${house.here.tenant.id}'`)); return n; });
  expect(said.reduce((a, b) => a + b, 0)).toBe(0);
  expect(await asApplication(beginFor(house.here.tenant.id, true), (client) => count(client, 'member', ''))).toBe(1);
});

test('替别的组织写入、改动、移走一行,数据库都拒绝或不见 [S2]', async () => {
  const begin = beginFor(house.here.tenant.id, false);
  for (const table of tables.filter((t) => house.kernel.registers.has(t))) {
    const copy = `insert into ${table} select (jsonb_populate_record(r, jsonb_build_object('tenant_id', '${house.elsewhere.tenant.id}', 'id', '${newId(new Date())}', 'number', 'X'))).* from ${table} r limit 1`;
    expect(await asApplication(begin, (client) => codeOf(client.query(copy))), table).toBe('42501');
    expect(await asApplication(begin, (client) => codeOf(client.query(`update ${table} set tenant_id = '${house.elsewhere.tenant.id}'`))), table).toBe('42501');
    // A table that only grows may not be updated at all; every other shows nothing of theirs to update.
    const touched = await asApplication(begin, async (client) => (await mayUpdate(client, table) ? (await client.query(`update ${table} set version = 99 where tenant_id = '${house.elsewhere.tenant.id}'`)).rowCount : 'only grows'));
    expect(touched, table).toBe(APPEND_ONLY.includes(table) ? 'only grows' : 0);
  }
  expect(await asApplication(begin, (client) => codeOf(client.query(`insert into counter values ('${house.elsewhere.tenant.id}', 'x', 1)`)))).toBe('42501');
});

test('引用不能指向别的组织的记录 [S2]', async () => {
  const keys = (await house.owner.query<{ table: string; first: string; column: string; target: string }>(`select conrelid::regclass::text as table,
    (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first, (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[2]) as column,
    confrelid::regclass::text as target from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`)).rows;
  expect(keys.length).toBeGreaterThan(10);
  expect(keys.filter(({ first }) => first !== 'tenant_id')).toEqual([]);
  // Tried where a row of ours stands that could be bent; every other key at least begins with the organisation.
  for (const { table, column, target } of keys.filter((key) => ours.has(key.table))) {
    const foreign = theirs.find((x) => x.register.name === target)!.row.id;
    const work = async (client: pg.PoolClient) => [await mayUpdate(client, table), await codeOf(client.query(`update ${table} set "${column}" = $1`, [foreign]))];
    expect([[true, '23503'], [false, '42501']], `${table}.${column}`).toContainEqual(await asApplication(beginFor(house.here.tenant.id, false), work));
  }
  const hr = all.find((p) => p.role === 'hr')!;
  const foreignUser = theirs.find((x) => x.register.name === 'app_user')!.row.id;
  const answer = await house.ask('POST', '/api/records/employee', { token: hr.token, body: { values: { staff_no: 'Z1', name: '某人', app_user: foreignUser, hired_on: '2026-01-01' } } });
  expect([answer.status, answer.code]).toEqual([422, 'reference']);
});

test('猜编号:别的组织的编号与随便的编号,任何岗位从任何地址都得不到一条 [S2]', async () => {
  const registers = [...house.kernel.registers.values()];
  const steps = [...house.kernel.processes.values()].flatMap((p) => Object.keys(stepsOf(p)).map((step) => `${p.register.name}/ID/steps/${step}`));
  const shapes: readonly (readonly [string, string, unknown])[] = [
    ...registers.flatMap((r) => [['GET', `records/${r.name}/ID`, undefined], ['GET', `options/${r.name}?id=ID`, undefined], ['PATCH', `records/${r.name}/ID`, { version: 1, values: {} }],
      ['POST', `records/${r.name}/ID/archive`, { reason: '试一试看' }], ['POST', `records/${r.name}/ID/disclose`, { field: 'phone', reason: '试一试看' }],
      ['GET', `records/${r.name}?filter=${encodeURIComponent('{"field":"id","op":"eq","value":"ID"}')}`, undefined]] as const),
    ...steps.flatMap((s) => [['POST', `records/${s}`, { input: {} }], ['GET', `records/${s}/preview`, undefined]] as const),
    ['GET', 'slips/ID', undefined], ['GET', 'slips/ID/pdf', undefined], ['POST', 'slips/ID/print', {}], ['GET', 'attachments/ID', undefined], ['POST', 'duties/ID/done', {}], ['POST', 'access/password', { user: 'ID', password: 'a long password' }],
  ];
  const foreign = (await Promise.all(['slip', 'attachment', 'duty_occurrence', ...house.kernel.registers.keys()].map((t) => house.owner.query<{ id: string }>(`select id from ${t} where tenant_id = $1`, [house.elsewhere.tenant.id])))).flatMap((r) => r.rows.map((x) => x.id));
  const clear = theirs.map(({ row }) => row.id);
  const leaked: string[] = [];
  // Their own clock goes on meanwhile: what a timer of theirs did is theirs. Nobody else may have left a trace.
  const traces = async () => (await house.owner.query<{ n: number }>(`select count(*)::int as n from history where tenant_id = $1 and actor_name <> '系统'`, [house.elsewhere.tenant.id])).rows[0]!.n;
  const timed = async () => new Set((await house.owner.query<{ id: string }>(`select record_id as id from history where tenant_id = $1 and actor_name = '系统' and reason <> 'test'`, [house.elsewhere.tenant.id])).rows.map((r) => r.id));
  const standing = () => Promise.all(theirs.map(({ register, row }) => house.owner.query<{ id: string; version: number; archived_at: Date | null }>(`select id, version, archived_at from ${register.name} where id = $1`, [row.id]).then((r) => r.rows[0]!)));
  const before = await standing();
  const tracesBefore = await traces();
  await inParallel(Array.from({ length: FOREIGN_IDS }, (_, i) => i), async (i) => {
    const id = i % 4 === 3 ? newId(new Date()) : foreign[randomInt(foreign.length)]!;
    const [method, shape, body] = shapes[i % shapes.length]!;
    const p = all[randomInt(all.length)]!;
    const sent = body === undefined ? {} : { raw: JSON.stringify(body).replaceAll('"ID"', JSON.stringify(id)) };
    const answer = await house.ask(method, `/api/${shape.replaceAll('ID', id)}`, { token: p.token, ...sent });
    const empty = answer.status === 200 && (answer.text === '[]' || /"rows":\[\].*"total":0/.test(answer.text));
    if (answer.status >= 500 || (answer.status < 400 && !empty)) leaked.push(`${p.role} ${method} ${shape} -> ${answer.status} ${answer.text.slice(0, 120)}`);
    if (answer.status < 400 && clear.some((known) => known !== id && answer.text.includes(known))) leaked.push(`${p.role} ${method} ${shape} names another organisation's record`);
  });
  process.stdout.write(`S2 foreign ids value=${FOREIGN_IDS} leaks=${leaked.length} tables=${tables.length} ${leaked.length === 0 ? 'ok' : 'short'}\n`);
  expect(leaked.slice(0, 20)).toEqual([]);
  expect(await traces()).toBe(tracesBefore);
  const after = await standing();
  const byTimer = await timed();
  expect(byTimer.size).toBeLessThan(10);
  expect(after.filter(({ id }) => !byTimer.has(id))).toEqual(before.filter(({ id }) => !byTimer.has(id)));
}, 600_000);

test('列表、搜索、导出、待办、审计里没有别的组织的一条 [S2]', async () => {
  const known = theirs.flatMap(({ row }) => [row.id]);
  const paths = ['search?q=w', 'home', 'audit', 'duties?from=2026-01-01&to=2026-03-01', ...[...house.kernel.registers.keys()].flatMap((r) => [`records/${r}?size=200`, `records/${r}/export?format=csv`, `options/${r}`]), ...[...house.kernel.queries.keys()].map((q) => `queries/${q}`)];
  const found: string[] = [];
  await inParallel(all.flatMap((p) => paths.map((path) => ({ p, path }))), async ({ p, path }) => {
    const answer = await house.ask('GET', `/api/${path}`, { token: p.token });
    if (known.some((id) => answer.text.includes(id))) found.push(`${p.role} ${path}`);
  });
  expect(found).toEqual([]);
}, 300_000);
