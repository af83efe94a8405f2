/** Everything sealed is sealed anew with a new key, also when the command is killed in its middle; nothing is ever out of reach. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Organisation } from '../../../tests/access/house.ts';
import { asSystem } from '../../kernel/access/system.ts';
import { loadActor } from '../../kernel/access/people.ts';
import { seal, verify } from '../../kernel/audit/history.ts';
import { openCipher } from '../../kernel/database/cipher.ts';
import { createRecord, defineModule, defineRegister, f } from '../../kernel/index.ts';
import { editRecord } from '../../kernel/register/write.ts';
import { keepRobot, keepWebhook } from '../notices/outlets.ts';
import { openOutbound } from '../outbound/outbound.ts';
import { sealingKeys } from '../sealing-key.ts';
import { keepCodes } from '../sign-in/codes.ts';
import { giveTicket } from '../sign-in/ticket.ts';
import { reseal } from './reseal.ts';

const Guest = defineRegister('sealed_guest', {
  label: ['客人', 'Guest'], number: 'KR-{0000}', list: ['name'], access: { read: ['clerk'], create: ['clerk'], edit: ['clerk'] },
  fields: { name: f.text('姓名', 'Name'), id_no: f.idNumber('证件号码', 'Document number', { optional: true }) },
});
const guests = defineModule({ name: 'sealed_guests', area: 'guests', label: ['客人', 'Guests'], roles: { clerk: ['前台', 'Clerk'] }, registers: [Guest] });
const [FIRST, SECOND] = ['E10000001', 'E20000002'];
/** What somebody may type, and what no key opens. */
const LOOKS_SEALED = `v1.${'A'.repeat(60)}`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ modules: [guests], tables: [Guest] });
  for (const of of [house.here, house.elsewhere]) await furnish(of);
}, 60_000);
afterAll(() => house.close());

/** One of everything that is sealed: in a column, in the history before and after, in a row's JSON. */
async function furnish(of: Organisation): Promise<void> {
  const clerk = await house.person(of, 'clerk', 'CC');
  const outbound = openOutbound({ allow: [] });
  const actor = (await house.kernel.read(asSystem(of.tenant.id, 'test'), (tx) => loadActor(tx, clerk.id)))!;
  await house.kernel.write(asSystem(of.tenant.id, 'test'), async (tx) => {
    await keepCodes(tx, clerk.id, 'JBSWY3DPEHPK3PXP', 1);
    await giveTicket(tx, 'code_make', 10, clerk.id, { sealed: tx.kernel.cipher.seal('JBSWY3DPEHPK3PXP') });
    await keepRobot(tx, outbound, null, { kind: 'feishu', label: '群', unit: of.units['CC']!, url: 'https://open.feishu.cn/open-apis/bot/v2/hook/x', secret: 'robot', kinds: ['task'], lang: 0, quietFrom: null, quietTo: null });
    await keepWebhook(tx, outbound, null, { label: '外面', url: 'https://example.org/hook', events: ['created'], registers: [] });
    return {};
  });
  await house.kernel.write(actor, async (tx) => {
    const { id, version } = await createRecord(tx, Guest, { name: '张三', id_no: FIRST }, { typed: true });
    await editRecord(tx, Guest, id, version, { id_no: SECOND }, '更正');
    return {};
  });
}

const place = () => ({ ownerUrl: house.owner.options.connectionString!, dataDir: house.dataDir });
const STORED = ['second_factor.sealed', 'sign_in_ticket.data', 'robot.sealed_url', 'robot.sealed_secret', 'webhook.sealed_url', 'webhook.sealed_secret', 'sealed_guest.id_no'];
/** Everything sealed of an organisation outside its history. */
async function stored(of: Organisation): Promise<string[]> {
  const found = await Promise.all(STORED.map(async (where) => {
    const [table, column] = where.split('.');
    return (await house.owner.query<{ sealed: string }>(`select ${column === 'data' ? `data ->> 'sealed'` : column} as sealed from ${table} where tenant_id = $1`, [of.tenant.id])).rows.map((r) => r.sealed);
  }));
  return found.flat();
}
const opensWith = async (of: Organisation, ...keys: readonly Buffer[]) => {
  const cipher = openCipher(...keys);
  return (await stored(of)).filter((text) => { try { return cipher.open(text) !== ''; } catch { return false; } }).length;
};
const fileOf = () => readFileSync(join(house.dataDir, 'sealing.key'), 'utf8');
/** The product as it starts with the keys that are there: what people see and what the house can do. */
async function allIsInReach(): Promise<void> {
  const app = await house.beside();
  try {
    for (const of of [house.here, house.elsewhere]) {
      const system = asSystem(of.tenant.id, 'test');
      const { cipher } = app.kernel;
      expect((await stored(of)).map((text) => cipher.open(text))).toEqual(expect.arrayContaining(['JBSWY3DPEHPK3PXP', 'robot', 'https://example.org/hook', SECOND]));
      const history = (await house.owner.query<{ before: { id_no: string } | null; after: { id_no: string } }>(`select before, after from history where tenant_id = $1 and register = 'sealed_guest' order by id`, [of.tenant.id])).rows;
      expect(history.map((h) => [h.before && cipher.open(h.before.id_no), cipher.open(h.after.id_no)])).toEqual([[null, FIRST], [FIRST, SECOND]]);
      await app.kernel.write(system, async (tx) => ({ n: await seal(tx) }));
      expect(await app.kernel.read(system, verify)).toMatchObject({ ok: true });
    }
  } finally {
    await app.close();
  }
}

test('执行到一半被杀：两把密钥都在，什么都打得开；再执行一次接着做完，不另造密钥；历史原样，链条完好', async () => {
  const [old] = sealingKeys(house.dataDir) as [Buffer];
  const [first, second] = (await house.owner.query<{ id: string }>('select id from tenant order by created_at, id')).rows.map(({ id }) => [house.here, house.elsewhere].find((of) => of.tenant.id === id)!) as [Organisation, Organisation];
  const blocker = await house.owner.connect();
  await blocker.query('begin');
  await blocker.query('select 1 from webhook where tenant_id = $1 for update', [second.tenant.id]);
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', `const { reseal } = await import(${JSON.stringify(resolve('src/server/command/reseal.ts'))}); await reseal(${JSON.stringify(place())});`], { stdio: 'inherit' });
  const waiting = async () => (await house.owner.query(`select 1 from pg_stat_activity where datname = current_database() and query like 'update "webhook"%' and state = 'active'`)).rowCount;
  await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await blocker.query('rollback');
  blocker.release();
  await expect.poll(waiting).toBe(0);

  const keys = sealingKeys(house.dataDir);
  expect([keys.length, keys[1], fileOf()]).toEqual([2, old, expect.stringContaining('# resealing')]);
  const all = STORED.length;
  expect([await opensWith(first, keys[0]!), await opensWith(second, keys[0]!), await opensWith(second, old)]).toEqual([all, 0, all]);
  await allIsInReach();

  expect(await reseal(place())).toEqual({ goneOn: true, organisations: 2, texts: all, inHistory: 6, oldKeys: 1, unopened: [] });
  expect(sealingKeys(house.dataDir)).toEqual(keys);
  expect(fileOf()).not.toContain('#');
  expect([await opensWith(first, keys[0]!), await opensWith(second, keys[0]!)]).toEqual([all, all]);
  await allIsInReach();
}, 60_000);

test('再换一把：只留历史仍需要的旧密钥；像封存而打不开的原样不动，说明在哪里', async () => {
  const [middle, oldest] = sealingKeys(house.dataDir) as [Buffer, Buffer];
  await house.owner.query(`update sealed_guest set name = $2 where tenant_id = $1`, [house.here.tenant.id, LOOKS_SEALED]);
  expect(await reseal(place())).toEqual({ goneOn: false, organisations: 2, texts: 2 * STORED.length, inHistory: 6, oldKeys: 1, unopened: ['sealed_guest.name'] });
  const keys = sealingKeys(house.dataDir);
  expect([keys.length, keys[1], keys[0]!.equals(middle)]).toEqual([2, oldest, false]);
  expect((await house.owner.query('select name from sealed_guest where tenant_id = $1', [house.here.tenant.id])).rows).toEqual([{ name: LOOKS_SEALED }]);
  await allIsInReach();
}, 60_000);
