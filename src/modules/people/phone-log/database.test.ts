/** A queue_log table followed in a PostgreSQL of its own: rows as they come, late ones, restart, both forms of the table, and what keeps it from being read. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Reach } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../staff/index.ts';
import { phoneLog, PhoneSource } from './index.ts';
import { FollowFolders } from './watch.ts';

let t: TestKernel;
let wu: Actor;
let folder: string;
let url: string;
let pbx: pg.Client;
beforeAll(async () => {
  t = await startTest({ modules: [staff, phoneLog], now: '2026-11-16T11:00:00Z' });
  wu = await t.actor('attendance_clerk', 'CC', '吴静');
  folder = mkdtempSync(join(tmpdir(), 'dutydesk-pbx-'));
  const base = new URL(process.env['DUTYDESK_TEST_POSTGRES'] ?? '');
  const admin = new pg.Client({ connectionString: base.toString() });
  await admin.connect();
  await admin.query(`create database pbx_${process.pid}`);
  await admin.end();
  base.pathname = `/pbx_${process.pid}`;
  url = base.toString();
  pbx = new pg.Client({ connectionString: url });
  await pbx.connect();
});
afterAll(async () => { await pbx.end(); await t.close(); rmSync(folder, { recursive: true, force: true }); });

let sources = 0;
async function source(name: string, address: object | string, more: object = {}): Promise<string> {
  const row = await t.create(PhoneSource, wu, { name: `总机 ${++sources}`, source_kind: 'queue_log_db', zone: 'Asia/Shanghai', folder: name, ...more });
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'database.json'), typeof address === 'string' ? address : JSON.stringify(address), { mode: 0o600 });
  return row.id;
}
const reach: () => Reach = () => ({ now: () => t.now(), read: (work) => t.kernel.read(t.system, work), write: (work) => t.kernel.write(t.system, work) });
const look = () => FollowFolders.run({ ...reach(), tenantId: t.tenantId, folder });
const events = (id: string) => t.sql<{ at_offset: number; at: Date; agent: string; event: string; params: string }>(
  'select e.at_offset::float8 as at_offset, e.at, e.agent, e.event, e.params from phone_event e join phone_file f on f.tenant_id = e.tenant_id and f.id = e.file where e.tenant_id = $1 and f.source = $2 order by e.at_offset', [t.tenantId, id]);
const trouble = async (id: string) => (await t.read(PhoneSource, id)).trouble;
const SHIPPED = `(id bigint primary key, time timestamp, callid varchar(80), queuename varchar(256), agent varchar(80), event varchar(32), data1 varchar(100), data2 varchar(100), data3 varchar(100), data4 varchar(100), data5 varchar(100))`;

test('表中的行来一行读一行：本地时间属于来源的时区，微秒保留，尾部合并的转接也读得出 [CC-5.2a]', async () => {
  await pbx.query(`create table queue_log ${SHIPPED}`);
  const id = await source('pbx-live', { url });
  await look();
  expect([await events(id), await trouble(id)]).toEqual([[], null]);
  await pbx.query(`insert into queue_log values (1, '2026-11-16 09:00:00.25', '1794790450.1', 'NONE', '1001', 'AGENTLOGIN', 'PJSIP/1001-0000001a', null, null), (2, '2026-11-16 09:05:00', 'c2', 'sup', '1001', 'CONNECT', '3', 'b', '2')`);
  await look();
  await pbx.query(`insert into queue_log values (3, '2026-11-16 09:09:00', 'c2', 'sup', '1001', 'ATTENDEDTRANSFER', 'LINK', 'a', 'b', '3', '240|1'), (4, '2026-11-16 09:10:00', 'c3', 'sup', 'NONE', 'ENTERQUEUE', '', '13800000000', '1', null, null)`);
  await look();
  await look();
  expect((await events(id)).map((e) => [e.at_offset, e.at.toISOString(), e.agent, e.event, e.params])).toEqual([
    [1, '2026-11-16T01:00:00.250Z', '1001', 'AGENTLOGIN', 'PJSIP/1001-0000001a'], [2, '2026-11-16T01:05:00.000Z', '1001', 'CONNECT', '3|b|2'],
    [3, '2026-11-16T01:09:00.000Z', '1001', 'ATTENDEDTRANSFER', 'LINK|a|b|3|240|1'], [4, '2026-11-16T01:10:00.000Z', 'NONE', 'ENTERQUEUE', '||1'],
  ]);
  expect((await t.read(PhoneSource, id)).last_event_at?.toISOString()).toBe('2026-11-16T01:10:00.000Z');
  expect(await t.sql('select file_name, stored from phone_import where tenant_id = $1 and source = $2', [t.tenantId, id])).toEqual([{ file_name: 'queue_log', stored: 2 }]);
});

test('号小而后提交的行不会漏；停机期间的行补上；重启后重看不重复', async () => {
  await pbx.query(`create table late_log ${SHIPPED}`);
  const id = await source('pbx-late', { url, table: 'public.late_log' });
  const add = (n: number) => pbx.query(`insert into late_log values ($1, '2026-11-16 10:00:00', 'c', 'sup', '1002', 'PAUSE', 'Lunch')`, [n]);
  await add(11); await add(13);
  await look();
  await add(12);
  await look();
  expect((await events(id)).map((e) => e.at_offset)).toEqual([11, 12, 13]);
  // Another program over the same records knows nothing of what was looked at before.
  const { FollowFolders: again } = await import('./watch.ts?restarted' as './watch.ts');
  await add(14);
  await again.run({ ...reach(), tenantId: t.tenantId, folder });
  expect((await events(id)).map((e) => e.at_offset)).toEqual([11, 12, 13, 14]);
});

test('六千行分页读完；一列 data 的形式与带时区的时间', async () => {
  await pbx.query(`create table one_log (id bigserial primary key, "time" timestamptz, callid text, queuename text, agent text, event text, data text)`);
  await pbx.query(`insert into one_log ("time", callid, queuename, agent, event, data) select '2026-11-16 09:00:00+08'::timestamptz + n * interval '1 second', 'c' || n, 'sup', '1003', 'CONNECT', '3|b|2' from generate_series(1, 6000) n`);
  const id = await source('pbx-one', { url, table: 'one_log' }, { zone: 'UTC' });
  await look();
  const rows = await events(id);
  expect([rows.length, rows[0]!.at.toISOString(), rows.at(-1)!.params]).toEqual([6000, '2026-11-16T01:00:01.000Z', '3|b|2']);
});

test('不认识的事件照存并报告；带引号与换行的内容不散', async () => {
  await pbx.query(`create table odd_log ${SHIPPED}`);
  await pbx.query(`insert into odd_log values (1, '2026-11-16 09:00:00', 'c', 'sup', '1004', 'HOLDMUSIC', 'say "hi", twice', E'a\nb')`);
  const id = await source('pbx-odd', { url, table: 'odd_log' });
  await look();
  expect([(await events(id))[0]!.params, await t.sql('select unknown, stored from phone_import where tenant_id = $1 and source = $2', [t.tenantId, id])]).toEqual(['say "hi", twice|a b', [{ unknown: 1, stored: 1 }]]);
});

test('只读：账号只有读的权限也够，跟随不改对方的库', async () => {
  await pbx.query(`create table ro_log ${SHIPPED}; insert into ro_log values (1, '2026-11-16 09:00:00', 'c', 'sup', '1005', 'PAUSE', 'x'); create role reader_${process.pid} login password 'reading'; grant select on ro_log to reader_${process.pid}`);
  const as = new URL(url);
  as.username = `reader_${process.pid}`; as.password = 'reading';
  const id = await source('pbx-ro', { url: as.toString(), table: 'ro_log' });
  await look();
  expect(await events(id)).toHaveLength(1);
  const denied = await source('pbx-denied', { url: as.toString(), table: 'queue_log' });
  await look();
  expect(await trouble(denied)).toContain('没有读这张表的权限');
  await pbx.query(`revoke all on ro_log from reader_${process.pid}`);
});

test('地址只能由管理机器的人写在文件里：权限过宽、不是 PostgreSQL、表名不正、连不上，都说明原因且不影响别的来源；改好即恢复', async () => {
  await pbx.query(`create table good_log ${SHIPPED}; insert into good_log values (1, '2026-11-16 09:00:00', 'c', 'sup', '1006', 'PAUSE', 'x')`);
  const cases = [
    ['pbx-open', { url }, /chmod 600/], ['pbx-json', '{', /不是 JSON/], ['pbx-mysql', { url: 'mysql://localhost/asterisk' }, /postgres:\/\//], ['pbx-name', { url, table: 'queue_log; drop table queue_log' }, /只写表名/],
    ['pbx-none', { url, table: 'nothing_here' }, /没有 queue_log 形式的表/], ['pbx-away', { url: 'postgres://127.0.0.1:9/pbx' }, /连不上/], ['pbx-nodb', { url: url.replace(/\/pbx_\d+/, '/no_such_pbx') }, /没有这个数据库/],
  ] as const;
  const ids = [];
  for (const [name, address] of cases) ids.push(await source(name, address));
  chmodSync(join(folder, 'pbx-open', 'database.json'), 0o644);
  const good = await source('pbx-zgood', { url, table: 'good_log' });
  await look();
  for (const [i, [, , why]] of cases.entries()) expect(await trouble(ids[i]!)).toMatch(why);
  expect([(await events(good)).length, await trouble(good)]).toEqual([1, null]);
  const shown = JSON.stringify(await t.sql('select trouble from phone_source where tenant_id = $1', [t.tenantId]));
  expect(shown).not.toContain(new URL(url).password || '@');
  chmodSync(join(folder, 'pbx-open', 'database.json'), 0o600);
  await look();
  expect(await trouble(ids[0]!)).toBeNull();
  for (const [name] of cases) unlinkSync(join(folder, name, 'database.json'));
});
