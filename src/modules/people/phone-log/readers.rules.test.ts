/** Every trap of the telephone logs as a table; no database. The made-up day of the fixtures is read whole. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deviceOf, maskedCaller, meaningOf } from './event.rules.ts';
import { cellsOf, mappingOf, momentOf, type Mapping, type SourceKind } from './reader.rules.ts';
import { readerFor } from './readers.rules.ts';
import { DAY_LOG } from './testing.ts';

const NO_MAPPING: Mapping = { columns: {}, events: {} };
function read(kind: SourceKind, text: string, options: { readonly zone?: string; readonly mapping?: Mapping; readonly cut?: true } = {}) {
  const reader = readerFor(kind, { zone: options.zone ?? 'Asia/Shanghai', mapping: options.mapping ?? NO_MAPPING, takenAt: Date.parse('2026-11-16T04:00:00Z') });
  let offset = 0;
  const lines = text.split('\n');
  const taken = lines.map((line, i) => { const one = reader.take({ text: line, offset, whole: !(options.cut && i === lines.length - 1) }); offset += Buffer.byteLength(line) + 1; return one; });
  const all = [...taken, reader.end()];
  return { events: all.flatMap((one) => one.events), unknown: all.flatMap((one) => one.unknown ?? []), malformed: all.flatMap((one, i) => (one.malformed ? [`${i + 1} ${one.malformed}`] : [])) };
}
const one = (line: string) => { const [event] = read('queue_log', line).events; return meaningOf(event!); };

test('样例一天的日志 27 行全部读入，位置即字节位置 [AC-06] [CC-5.2a]', () => {
  const { events, unknown, malformed } = read('queue_log', DAY_LOG);
  expect([events.length, unknown, malformed]).toEqual([27, [], []]);
  expect(events.every((e) => DAY_LOG.slice(e.offset).startsWith(`${e.at / 1000}|${e.callId}|`))).toBe(true);
  expect(new Date(events[3]!.at).toISOString()).toBe('2026-11-16T00:54:10.000Z');
});
test('样例与测试共用的文件一字不差', () => {
  expect(DAY_LOG.split('\n').length - 1).toBe(27);
  expect(readFileSync(new URL('fixtures/queue_log_20261116.txt', import.meta.url), 'utf8')).toBe(DAY_LOG);
});

test.each([
  ['1794790450|1794790450.4|NONE|1001|AGENTLOGIN|PJSIP/1001-0000001a', { kind: 'sign_in', key: 'agent', device: 'PJSIP/1001', paused: false }],
  ['1794823230|1794790450.4|NONE|1001|AGENTLOGOFF|PJSIP/1001-0000001a|32780', { kind: 'sign_out', key: 'agent', sinceMs: 32_780_000 }],
  ['1|x|q|a|E|', null],
  ['1794790200|MANAGER|sales|PJSIP/1006|ADDMEMBER|', { kind: 'sign_in', key: 'queue sales', device: null, paused: false }],
  ['1794790200|MANAGER|sales|PJSIP/1006|ADDMEMBER|PAUSED', { kind: 'sign_in', key: 'queue sales', device: null, paused: true }],
  ['1794801605|NONE|NONE|Agent:1001|PAUSEALL|Lunch', { kind: 'pause', key: '*', reason: 'Lunch' }],
  ['1794801605|NONE|support|Agent:1001|UNPAUSE|Auto-Unpause', { kind: 'unpause', key: 'support' }],
  ['1794791592|1794791390.8|support|PJSIP/1004|COMPLETEAGENT|10|192|1', { kind: 'call_end', call: '1794791390.8', talkMs: 192_000 }],
  ['1794791592|c|support|a|ATTENDEDTRANSFER|BRIDGE|b-1|10|192|1', { kind: 'call_end', call: 'c', talkMs: 192_000 }],
  ['1794791592|c|support|a|ATTENDEDTRANSFER|APP|Queue|10|33|1', { kind: 'call_end', call: 'c', talkMs: 33_000 }],
  ['1794791592|c|support|a|ATTENDEDTRANSFER|LINK|SIP/1-1|SIP/2-1|10|77|1', { kind: 'call_end', call: 'c', talkMs: 77_000 }],
  ['1794791592|c|support|a|BLINDTRANSFER|8001|default|5|61|2', { kind: 'call_end', call: 'c', talkMs: 61_000 }],
  ['1794791592|c|support|a|TRANSFER|8001|default|5|62|2', { kind: 'call_end', call: 'c', talkMs: 62_000 }],
  ['1794791592|NONE|NONE|NONE|QUEUESTART|', { kind: 'restart' }],
  ['1794791592|c|support|a|RINGNOANSWER|12000', { kind: 'not_answered' }],
  ['1794791592|c|support|a|WRAPUPSTART|15', { kind: 'wrap_up', forMs: 15_000 }],
  ['1794791592|c|support|a|AGENTCALLBACKLOGIN|1004@agents', { kind: 'sign_in', key: 'agent', device: '1004@agents', paused: false }],
  ['1794791592|c|support|a|AGENTCALLBACKLOGOFF|1004@agents|600|CommandLogoff', { kind: 'sign_out', key: 'agent', sinceMs: 600_000 }],
] as const)('%s 的含义 [CC-5.2a]', (line, wanted) => {
  expect(wanted === null ? read('queue_log', line).malformed : one(line)).toEqual(wanted ?? ['1 time']);
});

test('不认识的事件保留并点名；截断的行报行号，其余照常 [AC-07]', () => {
  const lines = DAY_LOG.trimEnd().split('\n');
  const log = [...lines.slice(0, 5), '1794790700|NONE|support|1001|HOLDMUSIC|on', ...lines.slice(5, 9), '1794791500|1794791390.8|sup', ...lines.slice(9)].join('\n');
  const { events, unknown, malformed } = read('queue_log', log);
  expect([events.length, unknown, malformed]).toEqual([28, ['HOLDMUSIC'], ['11 cut']]);
});
test('文件末尾截断的行不当作完整的行', () => {
  expect(read('queue_log', '1794823230|x|NONE|1001|AGENTLOGOFF|PJSIP/1001', { cut: true }).malformed).toEqual(['1 cut']);
  expect(read('queue_log', '1794790450|x|NONE|1001|AGENTLOGIN|PJSIP/1001-01', { cut: true }).events).toHaveLength(1);
});
test('同一秒内相同的行是两件事：以位置区分 [AC-07]', () => {
  const line = '1794790200|MANAGER|sales|PJSIP/1006|ADDMEMBER|';
  expect(read('queue_log', `${line}\n${line}`).events.map((e) => e.offset)).toEqual([0, line.length + 1]);
});
test('来电号码只留掩码，名字不留 [AC-13]', () => {
  const { events } = read('queue_log', '1794791390|c|support|NONE|ENTERQUEUE||13800000000|1|张_三');
  expect([events[0]!.params, events[0]!.caller, JSON.stringify(events).includes('13800000000'), JSON.stringify(events).includes('张')]).toEqual(['||1', '138****0000', false, false]);
});
test.each([['13800000000', '138****0000'], ['+86 138 0000 0000', '+86****0000'], ['8001', '***'], ['anonymous', null], ['', null], ['张三', '***']] as const)('号码 %s 掩码 %s', (number, wanted) => {
  expect(maskedCaller(number)).toBe(wanted);
});
test.each([['PJSIP/1001-0000001a', 'PJSIP/1001'], ['SIP/201-00a3;2', 'SIP/201-00a3;2'], ['SIP/201-000000a3;2', 'SIP/201'], ['NONE', null]] as const)('话机 %s 是 %s', (channel, wanted) => {
  expect(deviceOf(channel)).toBe(wanted);
});

test.each([
  ['2026-11-16 08:54:10', 'Asia/Shanghai', '2026-11-16T00:54:10.000Z'], ['2026-11-16 08:54:10.123456', 'Asia/Shanghai', '2026-11-16T00:54:10.123Z'], ['1794790450', 'Asia/Shanghai', '2026-11-16T00:54:10.000Z'],
  // Clocks go back: the hour between two and three exists twice, and the first is meant; clocks go forward: the hour that is missing moves on.
  ['2026-10-25 02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'], ['2026-03-29 02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'], ['2026-11-16T08:54:10+08:00', 'Europe/Berlin', '2026-11-16T00:54:10.000Z'],
] as const)('%s 在 %s 是 %s', (text, zone, wanted) => {
  expect(new Date(momentOf(text, zone)!).toISOString()).toBe(wanted);
});
test.each(['2026-13-01 00:00:00', '09220', 'yesterday', ''])('读不出的时间 %s 不猜', (text) => {
  expect(momentOf(text, 'Asia/Shanghai')).toBeNull();
});

test('数据库形式与文件同义，以行号区分；data5 里的“时长|位置”仍读得出 [AC-07]', () => {
  const { events, malformed } = read('queue_log_db', ['id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5',
    '7,2026-11-16 08:54:10.250000,1794790450.4,NONE,1001,AGENTLOGIN,PJSIP/1001-0000001a,,,,', '8,2026-11-16 09:13:12,c,support,PJSIP/1004,ATTENDEDTRANSFER,LINK,SIP/1-1,SIP/2-1,10,77|1', '9,bad,c,s,a,CONNECT,1,2,3,,'].join('\n'));
  expect(events.map((e) => [e.offset, new Date(e.at).toISOString(), meaningOf(e).kind])).toEqual([[7, '2026-11-16T00:54:10.250Z', 'sign_in'], [8, '2026-11-16T01:13:12.000Z', 'call_end']]);
  expect([meaningOf(events[1]!), malformed]).toEqual([{ kind: 'call_end', call: 'c', talkMs: 77_000 }, ['4 time']]);
});
test('通话记录：接通时长、哪台话机；号码离开记录', () => {
  const { events, malformed } = read('cdr', '"","13912345678","8001","from-trunk","""王五"" <13912345678>","PJSIP/trunk-00000010","PJSIP/1004-00000011","Queue","support","2026-11-16 09:09:50","2026-11-16 09:10:00","2026-11-16 09:13:12",202,192,"ANSWERED","DOCUMENTATION","1794791390.8",""\nhalf,a,line');
  expect(events.map((e) => [e.agent, e.params, new Date(e.at).toISOString()])).toEqual([['PJSIP/trunk', '192|outgoing|ANSWERED', '2026-11-16T01:10:00.000Z'], ['PJSIP/1004', '192|incoming|ANSWERED', '2026-11-16T01:10:00.000Z']]);
  expect([JSON.stringify(events).includes('13912345678'), events[0]!.caller, malformed]).toEqual([false, '139****5678', ['2 cut']]);
});
test('Issabel：没有休息代码的行是签到签出，有的是休息；未结束的等结束后再取', () => {
  const { events } = read('issabel', ['id,number,id_break,break,datetime_init,datetime_end', '1,1001,NULL,,2026-11-16 08:54:10,2026-11-16 18:00:30', '2,1001,3,Lunch,2026-11-16 12:00:05,2026-11-16 13:00:20', '3,1002,NULL,,2026-11-16 08:57:30,NULL'].join('\n'));
  expect(events.map((e) => meaningOf(e))).toEqual([{ kind: 'span', what: 'login', forMs: 32_780_000, reason: '' }, { kind: 'span', what: 'pause', forMs: 3_615_000, reason: 'Lunch' }]);
});
test('普通表格按对照读入；没有对照的列名报“列”', () => {
  const mapping = mappingOf('time=时间, agent=工号，event=动作\nevent.签入=SIGN_IN;event.签出=SIGN_OUT')!;
  const { events, unknown } = read('csv', '时间;工号;动作\n2026-11-16 08:54:10;1001;签入\n2026-11-16 18:00:30;1001;签出\n2026-11-16 18:00:31;1001;打卡', { mapping });
  expect([events.map((e) => e.event), unknown]).toEqual([['SIGN_IN', 'SIGN_OUT', '打卡'], ['打卡']]);
  expect(read('csv', 'a,b,c\n1,2,3', { mapping }).malformed).toEqual(['1 columns', '2 columns']);
});
test.each(['time=a', 'time=a,agent=b', 'x=y', 'time=', 'time=a,agent=b,event=c,other=d'])('对照 %s 不完整', (text) => {
  expect(mappingOf(text)).toBeNull();
});
test('表格单元：引号内的分隔与双引号', () => {
  expect(cellsOf('"a, b","say ""yes""",c')).toEqual(['a, b', 'say "yes"', 'c']);
});

const block = (headers: { readonly [name: string]: string }) => `${Object.entries({ 'Event-Name': 'CUSTOM', 'Event-Subclass': 'callcenter%3A%3Ainfo', 'Event-Date-Timestamp': '1794790450000000', ...headers }).map(([k, v]) => `${k}: ${v}`).join('\n')}\n\n`;
test('FreeSWITCH：状态不变也会发事件，只算变化；系统置的休息不是本人的 [CC-5.2a]', () => {
  const status = (to: string) => block({ 'CC-Action': 'agent-status-change', 'CC-Agent': '1001@pbx', 'CC-Agent-Status': to.replaceAll(' ', '%20') });
  const { events } = read('freeswitch', status('Available') + status('Available') + status('On Break') + status('Available') + block({ 'CC-Action': 'agent-max-no-answer', 'CC-Agent': '1001@pbx', 'CC-Agent-No-Answer-Status': 'On%20Break' }) + status('Logged Out'));
  expect(events.map((e) => meaningOf(e)).map((m) => (m.kind === 'pause' ? `pause ${m.reason}` : m.kind))).toEqual(['sign_in', 'pause On Break', 'sign_in', 'pause no-answer', 'sign_out']);
});
test('FreeSWITCH：通话以桥接的起止计；被切断的最后一块报告', () => {
  const start = block({ 'CC-Action': 'bridge-agent-start', 'CC-Agent': '1001@pbx', 'CC-Queue': 'support', 'CC-Agent-Answered-Time': '1794791400', 'CC-Member-Joined-Time': '1794791390', 'CC-Member-Session-UUID': 'm1', 'CC-Member-CID-Number': '13800000000' });
  const end = block({ 'CC-Action': 'bridge-agent-end', 'CC-Agent': '1001@pbx', 'CC-Queue': 'support', 'CC-Agent-Answered-Time': '1794791400', 'CC-Bridge-Terminated-Time': '1794791592', 'CC-Member-Session-UUID': 'm1' });
  const { events, malformed } = read('freeswitch', `${start}${end}Event-Name: CUSTOM\nEvent-Sub`);
  expect(events.map((e) => meaningOf(e))).toEqual([{ kind: 'call_start', call: 'm1', waitedMs: 10_000 }, { kind: 'call_end', call: 'm1', talkMs: 192_000 }]);
  expect([JSON.stringify(events).includes('13800000000'), malformed.length]).toEqual([false, 2]);
});
test('FreeSWITCH：坐席清单按各自的改变时刻；同一变化在两次清单里是同一件', () => {
  const head = 'name|instance_id|uuid|type|contact|status|state|max_no_answer|wrap_up_time|reject_delay_time|busy_delay_time|no_answer_delay_time|last_bridge_start|last_bridge_end|last_offered_call|last_status_change|no_answer_count|calls_answered|talk_time|ready_time|external_calls_count';
  const row = (status: string, at: number) => `1001@pbx|single_box||callback|user/1001|${status}|Waiting|3|10|10|60|0|0|0|0|${at}|0|0|0|0|0`;
  const first = read('freeswitch_agents', `${head}\n${row('Available', 1794790450)}\n+OK`).events;
  const second = read('freeswitch_agents', `${head}\n${row('Available', 1794790450)}\n+OK`).events;
  const third = read('freeswitch_agents', `${head}\n${row('On Break', 1794790900)}\n+OK`).events;
  expect([first[0]!.at, first[0]!.offset === second[0]!.offset, first[0]!.offset === third[0]!.offset]).toEqual([1794790450000, true, false]);
});

const COLUMNS = 'id\ttime\tcallid\tqueuename\tserverid\tagent\tevent\tdata1\tdata2\tdata3\tdata4\tdata5\tcreated';
test.each([
  ['MySQL 客户端导出：微秒、NULL、转义', `${COLUMNS}\n7\t2026-11-16 08:54:10.250000\t1794790450.4\tsupport\tNULL\tPJSIP/1001\tCONNECT\t5\t1794.2\t3\tNULL\tNULL\t2026-11-16 08:54:10\n8\t2026-11-16 08:54:11.000000\t1794790450.5\tNULL\tNULL\tNULL\tQUEUESTART\tNULL\tNULL\tNULL\tNULL\tNULL\t2026-11-16 08:54:11`,
    [[7, '2026-11-16T00:54:10.250Z', 'support', 'PJSIP/1001', 'CONNECT', '5|1794.2|3'], [8, '2026-11-16T00:54:11.000Z', 'NONE', 'NONE', 'QUEUESTART', '']]],
  ['时间是秒数的旧表，一个 data 列', 'id\ttime\tcallid\tqueuename\tagent\tevent\tdata\n3\t1794790450\tc.1\tsupport\tAgent/1001\tCOMPLETEAGENT\t10|192|1', [[3, '2026-11-16T00:54:10.000Z', 'support', 'Agent/1001', 'COMPLETEAGENT', '10|192|1']]],
  ['phpMyAdmin 的 CSV，NULL 不带引号', '"id","time","callid","queuename","agent","event","data1","data2"\n"9","2026-11-16 08:54:10","c.2","support","PJSIP/1004","PAUSE","Lunch",NULL', [[9, '2026-11-16T00:54:10.000Z', 'support', 'PJSIP/1004', 'PAUSE', 'Lunch']]],
  ['INTO OUTFILE 的 \\N', 'id\ttime\tcallid\tqueuename\tagent\tevent\tdata1\n4\t2026-11-16 08:54:10\t\\N\tsupport\tMay Flowers\tADDMEMBER\t\\N', [[4, '2026-11-16T00:54:10.000Z', 'support', 'May Flowers', 'ADDMEMBER', '']]],
  ['QueueMetrics 的列名', 'partition\ttime_id\tcall_id\tqueue\tagent\tverb\tdata1\tdata2\tdata3\tunique_row_count\nP001\t1794790450\tc.3\tsupport\tAgent/1002\tCOMPLETECALLER\t8\t184\t1\t55', [[55, '2026-11-16T00:54:10.000Z', 'support', 'Agent/1002', 'COMPLETECALLER', '8|184|1']]],
  ['转接 LINK 的尾数合在 data5', 'id\ttime\tcallid\tqueuename\tagent\tevent\tdata1\tdata2\tdata3\tdata4\tdata5\n6\t2026-11-16 08:54:10\tc.4\tsupport\t1001\tATTENDEDTRANSFER\tLINK\tch1\tch2\t10\t192|1', [[6, '2026-11-16T00:54:10.000Z', 'support', '1001', 'ATTENDEDTRANSFER', 'LINK|ch1|ch2|10|192|1']]],
] as const)('数据库形式：%s [CC-5.2a]', (_, text, expected) => {
  const { events, malformed } = read('queue_log_db', text);
  expect(malformed).toEqual([]);
  expect(events.map((e) => [e.offset, new Date(e.at).toISOString(), e.queue, e.agent, e.event, e.params])).toEqual(expected);
});
test('数据库形式：主叫号码遮盖，值里的引号不吞掉后面的列；用 GMT 写的表由来源时区说明', () => {
  const [event] = read('queue_log_db', 'id\ttime\tcallid\tqueuename\tagent\tevent\tdata1\tdata2\tdata3\tdata4\n5\t2026-11-16 00:54:10\tc.5\tsupport\tNONE\tENTERQUEUE\t\t13812345678\t1\tBob "Tiger', { zone: 'UTC' }).events;
  expect([event!.caller, event!.params, new Date(event!.at).toISOString()]).toEqual(['138****5678', '||1', '2026-11-16T00:54:10.000Z']);
});
test('没有 id 列的表按行的位置认，不当作行号', () => {
  const reader = readerFor('queue_log_db', { zone: 'Asia/Shanghai', mapping: NO_MAPPING, takenAt: 0 });
  const heading = 'time\tcallid\tqueuename\tagent\tevent\tdata';
  reader.take({ text: heading, offset: 0, whole: true });
  const { events } = reader.take({ text: '2026-11-16 08:54:10\tc.1\tsupport\t1001\tPAUSE\tLunch', offset: 44, whole: true });
  expect([reader.byRow, events[0]!.offset, events[0]!.params]).toEqual([false, 44, 'Lunch']);
});
