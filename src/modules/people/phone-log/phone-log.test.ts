/** The telephone log on PostgreSQL: importing again, rotated and cut copies, two people at once, a file followed while it grows, callers forgotten. */
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, Reach } from '../../../kernel/index.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../staff/index.ts';
import { AgentAlias, aliasesOf, eventsOf, PhoneImport, phoneLog, PhoneSource, takeInOnce } from './index.ts';
import { KeepCallerDays } from './parameters.ts';
import { PhoneLines, PhoneLogPage, type LogPage, type PhoneLine } from './queries.ts';
import { DAY_LOG } from './testing.ts';
import { FollowFolders, forgetCallers } from './watch.ts';

let t: TestKernel;
let wu: Actor;
let folder: string;
beforeAll(async () => {
  t = await startTest({ modules: [staff, phoneLog], now: '2026-11-16T11:00:00Z' });
  wu = await t.actor('attendance_clerk', 'CC', '吴静');
  folder = mkdtempSync(join(tmpdir(), 'dutydesk-phone-'));
});
afterAll(async () => { await t.close(); rmSync(folder, { recursive: true, force: true }); });

const as = (actor: Actor): Reach => ({ now: () => t.now(), read: (work) => t.kernel.read(actor, work), write: (work) => t.kernel.write(actor, work) });
let sources = 0;
const source = (more: object = {}) => t.create(PhoneSource, wu, { name: `热线 ${++sources}`, source_kind: 'queue_log', zone: 'Asia/Shanghai', ...more });
const send = async (id: string, content: string | Buffer, name = 'queue_log', actor = wu) => {
  const { id: done } = await takeInOnce(as(actor), id, Readable.from([Buffer.from(content)]), name);
  const { lines, stored, repeated, unknown, malformed, problems, problems_en } = await t.read(PhoneImport, done);
  return { lines, stored, repeated, unknown, malformed, problems, problems_en };
};
const count = async (id: string) => (await t.sql<{ n: number }>('select count(*) as n from phone_event e join phone_file f on f.tenant_id = e.tenant_id and f.id = e.file where e.tenant_id = $1 and f.source = $2', [t.tenantId, id]))[0]!.n;

test('同一文件导入两次、再导入其前 20 行的轮转副本：仍是 27 条 [AC-07]', async () => {
  const { id } = await source();
  expect(await send(id, DAY_LOG)).toMatchObject({ lines: 27, stored: 27, repeated: 0, unknown: 0, malformed: 0 });
  expect(await send(id, DAY_LOG)).toMatchObject({ lines: 27, stored: 0, repeated: 27 });
  expect(await send(id, `${DAY_LOG.split('\n').slice(0, 20).join('\n')}\n`, 'queue_log.1')).toMatchObject({ lines: 20, stored: 0, repeated: 20 });
  expect(await send(id, gzipSync(DAY_LOG), 'queue_log.2.gz')).toMatchObject({ stored: 0, repeated: 27 });
  expect(await count(id)).toBe(27);
});
test('含一个不认识的事件与一行截断的文件：其余照存，报行号 [AC-07]', async () => {
  const { id } = await source();
  const lines = DAY_LOG.trimEnd().split('\n');
  const taken = await send(id, `${[...lines.slice(0, 3), '1794790300|NONE|sales|1001|HOLDMUSIC|on', ...lines.slice(3, 10), '1794794400|1794794400.11|sup', ...lines.slice(10)].join('\n')}\n`);
  expect(taken).toEqual({ lines: 29, stored: 28, repeated: 0, unknown: 1, malformed: 1, problems: '第 4 行：不认识的事件 HOLDMUSIC\n第 12 行：不完整', problems_en: 'Line 4: unknown event HOLDMUSIC\nLine 12: cut off' });
});
test('从中间截出的副本落在原来的位置；之后的行接着存 [AC-07]', async () => {
  const { id } = await source();
  await send(id, `${DAY_LOG.split('\n').slice(0, 20).join('\n')}\n`);
  expect(await send(id, `${DAY_LOG.split('\n').slice(12).join('\n')}`, 'tail.txt')).toMatchObject({ lines: 15, stored: 7, repeated: 8 });
  expect(await count(id)).toBe(27);
});
test('两个轮转文件拼成一个：第二个文件的行不会存两次 [AC-07]', async () => {
  const { id } = await source();
  const next = DAY_LOG.replaceAll('17947', '17957').replaceAll('17948', '17958');
  await send(id, DAY_LOG, 'queue_log.1');
  await send(id, next, 'queue_log');
  expect(await send(id, DAY_LOG + next, 'all.txt')).toMatchObject({ lines: 54, stored: 0, repeated: 54 });
});
test('相同的两行在同一秒内都算数', async () => {
  const { id } = await source();
  const line = '1794790200|MANAGER|sales|PJSIP/1006|ADDMEMBER|\n';
  expect(await send(id, line + line)).toMatchObject({ stored: 2 });
});
test('两人同时送同一个文件，存一份 [AC-07]', async () => {
  const { id } = await source();
  const taken = await Promise.all([send(id, DAY_LOG), send(id, DAY_LOG), send(id, DAY_LOG)]);
  expect([taken.reduce((sum, one) => sum + one.stored, 0), taken.reduce((sum, one) => sum + one.repeated, 0), await count(id)]).toEqual([27, 54, 27]);
});
test('数据库导出按行号，两次导出重叠部分不重复', async () => {
  const { id } = await source({ source_kind: 'queue_log_db' });
  const head = 'id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5\n';
  const row = (n: number) => `${n},2026-11-16 09:00:0${n}.5,c,support,1001,PAUSE,Lunch,,,,\n`;
  expect(await send(id, head + row(1) + row(2) + row(3))).toMatchObject({ stored: 3 });
  expect(await send(id, head + row(3) + row(4))).toMatchObject({ stored: 1, repeated: 1 });
});
test('事件只增不改：数据库不许改也不许删', async () => {
  await expect(t.run(t.system, (tx) => tx.query('update phone_event set agent = $2 where tenant_id = $1', [tx.tenantId, 'x']))).rejects.toThrow();
  await expect(t.run(t.system, (tx) => tx.query('delete from phone_event where tenant_id = $1', [tx.tenantId]))).rejects.toThrow();
});
test('来电只存掩码；过期删除，事件还在；不保存时一个也不存 [AC-13]', async () => {
  const { id } = await source();
  await send(id, DAY_LOG);
  const callers = () => t.sql<{ caller: string }>('select c.caller from phone_caller c join phone_file f on f.tenant_id = c.tenant_id and f.id = c.file where c.tenant_id = $1 and f.source = $2', [t.tenantId, id]);
  expect((await callers()).map((c) => c.caller)).toEqual(['138****0000', '138****0000', '138****0000']);
  t.later({ days: 89 });
  await t.run(t.system, (tx) => forgetCallers(tx));
  expect(await callers()).toHaveLength(3);
  t.later({ days: 3 });
  await t.run(t.system, (tx) => forgetCallers(tx));
  expect([(await callers()).length, await count(id)]).toEqual([0, 27]);
  t.at('2026-11-16T11:00:00Z');
  await t.answer(KeepCallerDays, 0, '2026-11-01');
  const other = await source();
  await send(other.id, DAY_LOG);
  expect(await t.sql('select 1 from phone_caller c join phone_file f on f.tenant_id = c.tenant_id and f.id = c.file where c.tenant_id = $1 and f.source = $2', [t.tenantId, other.id])).toEqual([]);
});
test('损坏的压缩文件：说明，不算成功', async () => {
  const { id } = await source();
  await expect(send(id, gzipSync(DAY_LOG.repeat(40)).subarray(0, 300), 'x.gz')).rejects.toMatchObject({ code: 'phone_import.damaged' });
});
test('损坏处之前的整行留下；几批读入的三天，每天只报一次新记录 [CC-5.2a]', async () => {
  const { id } = await source();
  const text = Array.from({ length: 4_500 }, (_, i) => `${1_794_751_200 + i * 30}|c.${i}|support|PJSIP/1001|RINGNOANSWER|${i}\n`).join('');
  const zipped = gzipSync(text);
  const told = async () => (await t.sql<{ day: string }>(`select payload ->> 'day' as day from event where tenant_id = $1 and name = 'phone_log.taken_in' order by id`, [t.tenantId])).map((e) => e.day);
  const whole = await source();
  const before = await told();
  await send(whole.id, text);
  expect((await told()).slice(before.length)).toEqual(['2026-11-15', '2026-11-16', '2026-11-17']);
  await expect(send(id, zipped.subarray(0, zipped.length - 2_000), 'x.gz')).rejects.toMatchObject({ code: 'phone_import.damaged' });
  const kept = await count(id);
  expect([kept > 2_000, kept < 4_500]).toEqual([true, true]);
  expect(await send(id, text, 'whole')).toMatchObject({ lines: 4_500, stored: 4_500 - kept, repeated: kept });
});
test('导出的数据库表与文件同义：MySQL 的一天，再导出重叠的行不重复 [CC-5.2a] [AC-07]', async () => {
  const table = await source({ source_kind: 'queue_log_db' });
  const rows = DAY_LOG.trimEnd().split('\n').map((line, i) => {
    const [at, callid, queue, agent, event, ...data] = line.split('|');
    const time = new Date(Number(at) * 1000 + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);
    return [i + 1, `${time}.000000`, callid, queue, agent, event, ...Array.from({ length: 4 }, (_, n) => data[n] || 'NULL'), data.slice(4).join('|') || 'NULL'].join('\t');
  });
  const heading = 'id\ttime\tcallid\tqueuename\tagent\tevent\tdata1\tdata2\tdata3\tdata4\tdata5';
  const dump = (from: number, to: number) => `${[heading, ...rows.slice(from, to)].join('\n')}\n`;
  expect(await send(table.id, dump(0, 20), 'queue_log.tsv')).toMatchObject({ stored: 20, malformed: 0, unknown: 0 });
  expect(await send(table.id, dump(10, 27), 'queue_log.tsv')).toMatchObject({ stored: 7, repeated: 10 });
  const file = await source();
  await send(file.id, DAY_LOG);
  const kept = (of: string) => t.sql('select e.at, e.call_id, e.queue, e.agent, e.event, e.params from phone_event e join phone_file f on f.tenant_id = e.tenant_id and f.id = e.file where e.tenant_id = $1 and f.source = $2 order by e.at_offset', [t.tenantId, of]);
  expect(await kept(table.id)).toEqual(await kept(file.id));
});
test('别的中心的来源不存在', async () => {
  const { id } = await source();
  const other = await t.actor('attendance_clerk', 'FS-NE', '外人');
  await expect(send(id, DAY_LOG, 'queue_log', other)).rejects.toMatchObject({ code: 'phone_import.source', status: 404 });
});
test.each([
  [{ zone: 'Mars/Olympus' }, 'phone_source.zone'], [{ folder: '../etc' }, 'phone_source.folder'], [{ folder: '/var/log' }, 'phone_source.folder'], [{ source_kind: 'csv', mapping: 'time=a' }, 'phone_source.mapping'],
] as const)('来源 %j 不成立', async (more, code) => {
  await expect(source(more)).rejects.toMatchObject({ code });
});

test('跟随增长的文件：只取完整的行，轮转改名后接着新文件，重启不重复 [CC-5.2a]', async () => {
  const { id } = await source({ folder: 'pbx1' });
  const dir = join(folder, 'pbx1');
  const look = () => FollowFolders.run({ ...as(t.system), tenantId: t.tenantId, folder });
  await look();
  mkdirSync(dir);
  const lines = DAY_LOG.split('\n');
  writeFileSync(join(dir, 'queue_log'), `${lines.slice(0, 10).join('\n')}\n${lines[10]!.slice(0, 20)}`);
  await look();
  expect(await count(id)).toBe(10);
  appendFileSync(join(dir, 'queue_log'), `${lines[10]!.slice(20)}\n${lines.slice(11, 20).join('\n')}\n`);
  await look();
  expect(await count(id)).toBe(20);
  renameSync(join(dir, 'queue_log'), join(dir, 'queue_log.1'));
  writeFileSync(join(dir, 'queue_log'), `${lines.slice(20).join('\n')}`);
  await look();
  await look();
  expect(await count(id)).toBe(27);
  writeFileSync(join(dir, 'queue_log.1.gz'), gzipSync(`${lines.slice(0, 20).join('\n')}\n`));
  await look();
  const imports = await t.sql<{ file_name: string; stored: number }>('select file_name, stored from phone_import where tenant_id = $1 and source = $2 order by created_at, number', [t.tenantId, id]);
  expect([await count(id), imports]).toEqual([27, [{ file_name: 'queue_log', stored: 10 }, { file_name: 'queue_log', stored: 7 }]]);
  expect((await t.read(PhoneSource, id)).last_event_at?.toISOString()).toBe('2026-11-16T10:05:01.000Z');
});

test('别名有起止：同一写法在同一天只属于一人；同时登记只成一个 [AC-06]', async () => {
  const hr = await t.actor('hr', 'YL');
  const one = await t.create(Employee, hr, { staff_no: '1001', name: '欧阳娜', hired_on: '2020-01-01', unit_id: t.unit('CC-IN') });
  const two = await t.create(Employee, hr, { staff_no: '1002', name: '尉迟琳', hired_on: '2020-01-01', unit_id: t.unit('CC-IN') });
  const alias = (employee: string, valid_from: string, valid_to?: string, name = '1001') => t.create(AgentAlias, wu, { alias: name, employee, valid_from, ...(valid_to ? { valid_to } : {}) });
  const first = await alias(one.id, '2026-01-01', '2026-06-30');
  await expect(alias(two.id, '2026-06-30')).rejects.toMatchObject({ code: 'agent_alias.overlap' });
  await expect(alias(two.id, '2026-08-01', '2026-07-01', 'x')).rejects.toMatchObject({ code: 'agent_alias.dates' });
  await alias(two.id, '2026-07-01');
  await t.run(wu, (tx) => editRecord(tx, AgentAlias, first.id, first.version, { valid_to: '2026-06-15' }, null));
  const periods = await t.run(wu, (tx) => aliasesOf(tx, [one.id, two.id], '2026-06-01', '2026-07-31'));
  expect(periods.map((p) => [p.employee === one.id ? '娜' : '琳', p.valid_from, p.valid_to])).toEqual([['娜', '2026-01-01', '2026-06-15'], ['琳', '2026-07-01', null]]);
  const raced = await Promise.allSettled([alias(one.id, '2026-01-01', undefined, 'PJSIP/1004'), alias(two.id, '2026-02-01', undefined, 'PJSIP/1004')]);
  expect(raced.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const { id } = await source();
  await send(id, DAY_LOG);
  const page = (await t.kernel.read(wu, (tx) => PhoneLogPage.run(tx, {}))) as LogPage;
  const names = page.unknownAgents.map((a) => [a.agent, a.suggestion?.name ?? null]);
  expect(names).toContainEqual(['1002', '尉迟琳']);
  expect(names).toContainEqual(['Agent:1001', '欧阳娜']);
  expect(names.some(([agent]) => agent === '1001' || agent === 'NONE')).toBe(false);
  const events = await t.kernel.read(wu, (tx) => eventsOf(tx, ['1001'], new Date('2026-11-16T00:00:00Z'), new Date('2026-11-16T12:00:00Z')));
  expect(events.filter((e) => e.source === id).map((e) => e.event)).toEqual(['AGENTLOGIN', 'AGENTLOGOFF']);
  const lines = (await t.kernel.read(wu, (tx) => PhoneLines.run(tx, { employee: two.id, day: '2026-11-16' }))) as PhoneLine[];
  expect(lines.some((l) => l.event === 'AGENTLOGIN' && l.agent === '1001' && Number(l.offset) === DAY_LOG.indexOf('1794790450|'))).toBe(true);
  const outsider = await t.actor('line_supervisor', 'FS-NE');
  expect(await t.kernel.read(outsider, (tx) => PhoneLines.run(tx, { employee: two.id, day: '2026-11-16' }))).toEqual([]);
});
