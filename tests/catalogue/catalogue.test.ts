/** The data rules of the architecture, held against the tables of all modules. Each rule is also shown to catch its offence. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool, type Client, type Pool } from '../../src/kernel/database/connect.ts';
import { driftOf } from '../../src/kernel/database/schema.ts';
import { defineRegister } from '../../src/kernel/register/register.ts';
import { f } from '../../src/kernel/index.ts';
import { startTest, type TestKernel } from '../../src/kernel/testing.ts';
import { modules } from '../../src/modules.ts';
import { APPEND_ONLY, DEFINERS, MAY_DELETE, OTHER_INDEXES, RULES, withoutForeignKey, withoutIndex, type Query } from './rules.ts';
import { actsOfTheSystem, sessionBound, sourcesUnder, withoutWhy } from './sources.ts';

/** Where the product acts without a person, and why that is right. A new place is a decision: it is added here by hand. */
const ACTS_OF_THE_SYSTEM: { readonly [place: string]: string } = {
  'src/kernel/duty/occurrences.ts: duty': 'duties fall due, are proven and passed on by the clock',
  'src/kernel/events.ts: event': 'news to modules above, after the writer has gone',
  'src/kernel/ledger/hold.ts: timer': 'what was held is given back when its time is over',
  'src/kernel/notice/by-the-clock.ts: timer': 'people are told of tasks and duties at their moment, whoever caused them',
  'src/kernel/process/timers.ts: timer': 'steps that the system takes at their moment, tasks passed on',
  'src/server/command/doctor.ts: command': 'whoever runs the machine has its database in hand; the examination only reads',
  'src/server/command/people.ts: command': 'whoever runs the machine lets people in who are locked out; the history says that it was done at the terminal',
  'src/server/command/tables.ts: command': 'who is meant by a sign-in name; the table goes in and out with that person’s rights',
  'src/server/demo.ts: demo': 'the demo organisation sets itself up',
  'src/server/clock-rounds.ts: seal': 'the audit chain is sealed every second',
  'src/server/clock-rounds.ts: timer': 'modules work by the clock where no person does: files of other programs are followed',
  'src/server/job-runner.ts: job': 'who works on a job and how far it is; the work itself is done with the rights of whoever asked',
  'src/server/notices/deliver.ts: timer': 'the queue is worked off by the clock; what leaves says register, number, step and deadline',
  'src/server/notices/pass-on.ts: timer': 'notices go into the queue by the ways that their readers chose',
  'src/server/notices/senders.ts: timer': 'address, language and keys of whom a delivery is for',
  'src/server/routes/changes.ts: event': 'the live changes look for news; what is told goes by the listener’s own access',
  'src/server/routes/intakes.ts: intake': 'somebody outside has no post; the token decides what is opened, the intake what is written',
  'src/server/set-up.ts: set-up': 'the first administrator of a new organisation cannot make themselves',
  'src/server/sign-in/secret.ts: sign-in': 'nobody is signed in yet, or no longer',
};

let t: TestKernel;
let owner: Pool;
const registers = () => [...t.kernel.registers.values()];
const queryOf = (client: Pool | Client): Query => async <T>(text: string, values: readonly unknown[] = []) => (await client.query(text, values as unknown[])).rows as T[];

beforeAll(async () => {
  t = await startTest({ modules });
  const url = new URL(process.env['DUTYDESK_TEST_POSTGRES'] ?? '');
  const [here] = await t.sql<{ name: string }>('select current_database() as name');
  url.pathname = `/${here?.name}`;
  owner = openPool(url.toString(), 1);
});
afterAll(async () => {
  await t.close();
  await owner.end();
});

/** Tries something in a transaction that leaves nothing behind. */
async function triedOut<T>(statements: string, look: (query: Query) => Promise<T>): Promise<T> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(statements);
    return await look(queryOf(client));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('目录规则', () => {
  test.each(RULES)('$name', async (rule) => {
    expect(await rule.find(queryOf(owner))).toEqual([]);
  });
  test.each(RULES)('能查出违反:$name', async (rule) => {
    expect((await triedOut(rule.offence, (query) => rule.find(query))).join('\n')).toMatch(rule.caught);
  });

  test('例外都还存在,且各有理由', async () => {
    const there = await queryOf(owner)<{ name: string }>(`select relname::text as name from pg_class where relnamespace = 'public'::regnamespace union select proname::text from pg_proc where pronamespace = 'public'::regnamespace`);
    const names = new Set(there.map((r) => r.name));
    const exceptions = { ...OTHER_INDEXES, ...MAY_DELETE, ...DEFINERS };
    expect(Object.keys(exceptions).filter((name) => !names.has(name))).toEqual([]);
    expect(Object.values(exceptions).filter((why) => why.length < 20)).toEqual([]);
    expect(APPEND_ONLY.length).toBeGreaterThan(20);
  });

  test('应用角色改不动历史、账、单据、签名:数据库直接拒绝', async () => {
    const attempts = [...APPEND_ONLY.flatMap((table) => [`delete from ${table}`, `update ${table} set ${table === 'tenant' ? 'name = name' : table === 'migration' ? 'at = at' : 'tenant_id = tenant_id'}`, `truncate ${table}`]), 'update ledger_lot set quantity = 0'];
    const codes: string[] = [];
    for (const text of attempts) codes.push(await t.run(t.system, (tx) => tx.query(text)).then(() => `${text} was allowed`, (e: { code?: string }) => `${e.code}`));
    expect(new Set(codes)).toEqual(new Set(['42501']));
    expect(codes.length).toBeGreaterThan(60);
  });
});

describe('定义与表', () => {
  test('定义与表一致;不一致能查出', async () => {
    expect(await driftOf(queryOf(owner), registers())).toEqual([]);
    const drift = await triedOut('alter table unit add column offending text; alter table unit alter column code drop not null', (query) => driftOf(query, registers()));
    expect(drift.join('\n')).toMatch(/unit\.code is optional[\s\S]*unit\.offending stands in the database/);
  });

  test('列表提供的排序、引用、唯一键都有索引;缺少能查出', async () => {
    expect(await withoutIndex(queryOf(owner), registers())).toEqual([]);
    expect(await triedOut('drop index role_grant_tenant_id_holder_idx', (query) => withoutIndex(query, registers()))).toEqual(['role_grant by reference holder']);
    const Loose = defineRegister('holiday', { label: ['x', 'x'], number: '{0}', fields: { name: f.text('x', 'x') }, list: ['name'], sorts: ['name'], access: { read: [], create: [] } });
    expect(await withoutIndex(queryOf(owner), [Loose])).toEqual(['holiday sorted by name']);
  });

  test('引用都由外键守住;缺少能查出', async () => {
    expect(await withoutForeignKey(queryOf(owner), registers())).toEqual([]);
    expect(await triedOut('alter table role_grant drop constraint role_grant_tenant_id_holder_fkey', (query) => withoutForeignKey(query, registers()))).toEqual(['role_grant.holder -> app_user']);
  });
});

describe('源码', () => {
  const code = sourcesUnder('src', /\.tsx?$/).filter(({ path }) => !/\.test\.tsx?$|testing[^/]*\.ts$/.test(path));
  const migrations = sourcesUnder('src', /\.sql$/);

  test('每个迁移文件第一行说明原因', () => {
    expect(withoutWhy(migrations)).toEqual([]);
    expect(migrations.length).toBeGreaterThanOrEqual(readdirSync('src/kernel/database/migrations').length);
    expect(withoutWhy([{ path: 'x.sql', text: 'create table x ();\n-- Why: too late to say it here' }])).toEqual(['x.sql']);
  });

  test('不依赖会话:没有会话级锁、监听、会话设置、临时表', () => {
    expect(sessionBound([...code, ...migrations])).toEqual([]);
    const offences = [`tx.query('select pg_advisory_lock(1)')`, `client.query('LISTEN changes')`, 'tx.query(`notify x`)', `'set search_path = x'`, `'create temp table x ()'`, `select set_config('a.b', 'c', false)`, `'prepare one as'`];
    expect(offences.filter((text) => sessionBound([{ path: 'x.ts', text }]).length === 0)).toEqual([]);
  });

  test('系统无人代办之处逐一列出理由;新增的会在此失败', () => {
    expect([...new Set(actsOfTheSystem(code))].sort()).toEqual(Object.keys(ACTS_OF_THE_SYSTEM).sort());
    expect(actsOfTheSystem([{ path: 'x.ts', text: `const a = asSystem(tenantId, 'timer');\nconst b = asSystem(id, why);` }])).toEqual(['x.ts: timer', 'x.ts: reason not written out']);
  });
});
