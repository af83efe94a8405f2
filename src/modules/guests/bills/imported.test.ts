import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../../../tests/access/house.ts';
import { newId } from '../../../kernel/index.ts';
import type { ImportDone, ImportRead, ImportTried, Row, Written } from '../../../kernel/api.ts';

let house: House;
let clerk: Person;
let agent: Person;
let manager: Person;
beforeAll(async () => {
  house = await openHouse();
  [clerk, agent, manager] = [await house.person(house.here, 'front_desk', 'VIP'), await house.person(house.here, 'vip_agent', 'VIP'), await house.person(house.here, 'vip_manager', 'VIP')];
  const type = await make(manager, 'room_type', { name: '中包', kind: 'medium', seats: 8, price_hour: 12_800 });
  for (const code of ['203', '205']) await make(manager, 'room', { code, room_type: type });
});
afterAll(() => house.close());

const make = async (who: Person, register: string, values: object, key?: string): Promise<string> => {
  const answer = await house.ask('POST', `/api/records/${register}`, { token: who.token, body: { values }, ...(key ? { key } : {}) });
  expect([answer.status, answer.code]).toEqual([200, '']);
  return answer.json<Written>().id;
};
const rowsOf = async (register: string) => (await house.ask('GET', `/api/records/${register}`, { token: manager.token })).json<{ rows: Row[] }>().rows;

/** As the till's system saves it: the code page of Chinese Windows, every character looked up in the decoder. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high++) for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), Buffer.from([high, low]));
  return Buffer.concat([...text].map((c) => (c.codePointAt(0)! < 0x80 ? Buffer.from(c) : codes.get(c) ?? Buffer.from('?'))));
}
async function brought(register: string, file: string, csv: readonly (readonly string[])[]) {
  const bytes = gb18030(csv.map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\r\n'));
  const head = Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${file}"\r\ncontent-type: text/csv\r\n\r\n`);
  const read = (await house.ask('POST', `/api/imports/${register}/read`, { token: clerk.token, raw: Buffer.concat([head, bytes, Buffer.from('\r\n--x--\r\n')]) as unknown as string, headers: { 'content-type': 'multipart/form-data; boundary=x' } })).json<ImportRead>();
  const table = { columns: read.columns, rows: read.rows, key: null };
  const tried = (await house.ask('POST', `/api/imports/${register}/try`, { token: clerk.token, body: table })).json<ImportTried>();
  const done = (await house.ask('POST', `/api/imports/${register}`, { token: clerk.token, body: { ...table, file, goodOnly: true } })).json<ImportDone>();
  return { read, tried, done };
}

test('本店系统的开房和账单以 GB18030 的表导入：表头自动对好，时间重叠的一行被拒并说明，账单按开房单号找到开房', { timeout: 60_000 }, async () => {
  const day = house.kernel.clock.now().getTime() - 3 * 86_400_000;
  const date = new Date(day).toISOString().slice(0, 10);
  const sessions = await brought('room_session', '开房.csv', [
    ['开房单号', '包厢', '客人姓氏', '人数', '开机时间', '关机时间', '收银机'],
    ['K261120-01', '203', '欧阳', '6', `${date} 14:05`, `${date} 16:10`, '1'],
    ['K261120-02', '205', '仇', '8', `${date} 15:30`, `${date} 18:45`, '1'],
    ['K261120-03', '203', '单', '4', `${date} 15:00`, `${date} 17:00`, '2'],
  ]);
  expect(sessions.read.columns).toEqual(['slip_no', 'room', 'guest', 'guests', 'switched_on_at', 'switched_off_at', null]);
  expect(sessions.tried).toMatchObject({ refused: 1 });
  expect(sessions.done).toMatchObject({ refused: 1 });
  expect((await rowsOf('room_session')).map((r) => [r['slip_no'], r.state, r['late']]).sort()).toEqual([['K261120-01', 'off', true], ['K261120-02', 'off', true]]);
  expect((await rowsOf('room')).every((r) => r.state === 'free')).toBe(true);
  const [first] = (await rowsOf('room_session')).filter((r) => r['slip_no'] === 'K261120-01');
  const bills = await brought('bill', '账单.csv', [['账单号', '小票号', '开房', '类别', '应付金额'], ['SY-9001', 'XP-9001', first!.number, '消费', '1,268.50'], ['SY-9002', 'XP-9002', '没有这张', '消费', '88'], ['SY-9003', 'XP-9001', '', '消费', '66.00']]);
  expect(bills.done).toMatchObject({ refused: 2 });
  expect((await rowsOf('bill')).map((r) => [r['bill_no'], r['total'], r['session'], r['room'], r.state])).toEqual([['SY-9001', 126_850, first!.id, '203', 'open']]);
});

test('经接口写入账单，同一张小票不会有两张账单', async () => {
  await make(clerk, 'bill', { bill_no: 'SY-API', ticket_no: 'XP-API', kind: 'consumption', total: 8_800 });
  const again = await house.ask('POST', '/api/records/bill', { token: clerk.token, body: { values: { bill_no: 'SY-API-2', ticket_no: 'XP-API', kind: 'consumption', total: 8_800 } } });
  expect([again.status, again.code]).toEqual([409, 'bill.double']);
});

test('储值送出后断电：重启后以同一键重发，只有一笔储值、同一个单号；同键换了金额被拒 [AS-42]', { timeout: 60_000 }, async () => {
  const product = await make(manager, 'card_product', { name: '储值卡', kind: 'stored_value' });
  const member = await make(manager, 'member', { name: '王丽', phone: '13900000001', birthday_kind: 'solar' });
  const card = await make(manager, 'member_card', { member, product });
  const step = (path: string, who: Person, input: object) => house.ask('POST', path, { token: who.token, body: { input } });
  expect((await step(`/api/records/member_card/${card}/steps/activate`, manager, { card_no: '6600 1' })).status).toBe(200);
  const shift = await make(agent, 'shift', { code: 'a', place: 'first' });
  await opened(shift);
  const key = newId(house.kernel.clock.now());
  const send = (amount: number) => house.ask('POST', '/api/records/card_deposit', { token: agent.token, key, body: { values: { card, amount, tender: 'cash', payer: 'personal' } } });
  const answers = await Promise.all([send(50_000), send(50_000), send(50_000)]);
  answers.push(await send(50_000));
  expect(answers.map((a) => [a.status, a.code])).toEqual(answers.map(() => [200, '']));
  expect(new Set(answers.map((a) => a.json<Written>().id)).size).toBe(1);
  expect(new Set(answers.map((a) => a.json<Written>().number)).size).toBe(1);
  expect(answers[0]!.status).toBe(200);
  expect((await send(60_000)).status).toBe(422);
  const deposits = await rowsOf('card_deposit');
  expect(deposits.map((d) => [d.id, d['amount'], d['principal_after']])).toEqual([[answers[0]!.json<Written>().id, 50_000, 50_000]]);
  const { rows } = await house.owner.query('select count(*)::int as n from ledger_journal where tenant_id = $1 and movement = $2', [house.here.tenant.id, 'deposit_cash']);
  expect(rows).toEqual([{ n: 1 }]);
  expect((await house.owner.query('select number from slip where tenant_id = $1 and record_id = $2', [house.here.tenant.id, deposits[0]!.id])).rows).toHaveLength(1);
});

/** Float drawn and briefed, as at the beginning of every shift. */
async function opened(shift: string): Promise<void> {
  await house.owner.query(`update shift set state = 'open', opened_at = now(), float_at = now(), briefed_at = now() where tenant_id = $1 and id = $2`, [house.here.tenant.id, shift]);
}
