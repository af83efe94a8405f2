/** The address of a followed database and the statement that reads it, as tables; no database. */
import { expect, test } from 'vitest';
import { addressOf, lineOf, statementFor } from './database.rules.ts';
import { cellsOf } from './reader.rules.ts';

test.each([
  ['{"url":"postgres://pbx/asterisk"}', 0o100600, 'queue_log'], ['{"url":"postgresql://pbx/asterisk","table":"asterisk.queue_log"}', 0o100400, 'asterisk.queue_log'],
])('%s：可以跟随', (text, mode, table) => { expect(addressOf(text, mode)).toMatchObject({ address: { table } }); });

test.each([
  ['{"url":"postgres://pbx/a"}', 0o100640, /chmod 600/], ['{"url":"postgres://pbx/a"}', 0o100604, /chmod 600/], ['x', 0o100600, /JSON/], ['null', 0o100600, /postgres/], ['{"url":"http://pbx/a"}', 0o100600, /postgres/],
  ['{"url":"postgres://pbx/a","table":"a.b.c"}', 0o100600, /表名/], ['{"url":"postgres://pbx/a","table":"a\\" b"}', 0o100600, /表名/], ['{"url":"postgres://pbx/a","table":7}', 0o100600, /表名/],
])('%s %o：拒绝并说明', (text, mode, why) => { expect(addressOf(text, mode)).toMatchObject({ refused: [expect.stringMatching(why), expect.any(String)] }); });

const columns = (...names: string[]) => names.map((name) => ({ name, type: name === 'time' ? 'timestamp without time zone' : 'text' }));
test('缺列的表不读；按数字的 id 取页，不按文字', () => {
  expect(statementFor('queue_log', columns('id', 'time', 'callid', 'queuename', 'agent'))).toBeNull();
  const statement = statementFor('pbx.queue_log', columns('id', 'time', 'callid', 'queuename', 'agent', 'event', 'data'))!;
  expect(statement).toMatch(/"time"::text as time.*'' as "data1".*from "pbx"\."queue_log" q where q\.id > \$1 order by q\.id limit 5000$/);
});

test('一行写成导出的一行：引号成对，换行成空格', () => {
  expect(cellsOf(lineOf({ id: '7', time: 't', callid: 'a "b", c', queuename: null, agent: 'x\ny', event: 'E' }).trimEnd()).slice(0, 6)).toEqual(['7', 't', 'a "b", c', '', 'x y', 'E']);
});
