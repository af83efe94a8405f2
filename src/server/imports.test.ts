/** Tables into registers, over HTTP as the page does it: read, tried, written, taken back. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import writeExcelFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';
import type { ImportDone, ImportRead, ImportTried, JobRow, Row } from '../kernel/api.ts';
import { readTable } from './files/read-table.ts';
import { zipChunks } from './files/zip-write.ts';

let house: House;
let hr: Person;
beforeAll(async () => {
  house = await openHouse();
  hr = await house.person(house.here, 'hr', 'YL');
});
afterAll(() => house.close());

const COLUMNS = ['staff_no', 'name', 'hired_on', 'unit_id'];
const tried = async (rows: readonly (readonly string[])[], key: readonly string[] | null = null, columns: readonly (string | null)[] = COLUMNS, who = hr) => {
  const answer = await house.ask('POST', '/api/imports/employee/try', { token: who.token, body: { columns, rows, key } });
  return { status: answer.status, code: answer.code, ...(answer.status === 200 ? answer.json<ImportTried>() : ({} as ImportTried)) };
};
const brought = (rows: readonly (readonly string[])[], more: object = {}) => house.ask('POST', '/api/imports/employee', { token: hr.token, body: { columns: COLUMNS, rows, key: null, file: '花名册.xlsx', goodOnly: false, ...more } });
const staff = async (q: string) => (await house.ask('GET', `/api/records/employee?q=${encodeURIComponent(q)}`, { token: hr.token })).json<{ rows: Row[]; total: number }>();
const form = (name: string, bytes: Buffer) => {
  const head = Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`);
  return { raw: Buffer.concat([head, bytes, Buffer.from('\r\n--x--\r\n')]) as unknown as string, headers: { 'content-type': 'multipart/form-data; boundary=x' } };
};

describe('读表', () => {
  const rows = [['工号', '姓名', '入职日'], ['9001', '曾国藩', '2026-03-02'], ['9002', '李,四', '2026/4/5']];
  const csv = (mark: string, quote = true) => rows.map((row) => row.map((cell) => (quote && cell.includes(mark) ? `"${cell}"` : cell)).join(mark)).join('\r\n');
  const gb18030 = Buffer.from('b9a4bac52cd0d5c3fb0d0a393030312cd4f8b9fab7aa0d0a', 'hex');
  test.each([
    ['UTF-8 逗号', Buffer.from(csv(','))], ['UTF-8 带标记', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv(','))])], ['制表符', Buffer.from(csv('\t'))], ['分号', Buffer.from(csv(';'))],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv(','), 'utf16le')])],
  ])('%s', async (_name, bytes) => {
    expect(await readTable(bytes, { mostRows: 10 })).toMatchObject({ heads: rows[0], rows: rows.slice(1) });
  });

  test('GB18030，WPS 与旧版 Excel 存出来的样子', async () => {
    expect(await readTable(gb18030, { mostRows: 10 })).toMatchObject({ heads: ['工号', '姓名'], rows: [['9001', '曾国藩']] });
  });

  test('xlsx：日期、数字、是否、前导零、几个工作表、空行', async () => {
    const bytes = await writeExcelFile([
      { sheet: '说明', data: [[{ value: 'a' }], [{ value: 'b' }]] },
      { sheet: '数据', data: [[{ value: '日' }, { value: '数' }, { value: '是' }, { value: '号' }], [], [{ value: new Date('2026-03-02T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' }, { value: 12.5, type: Number }, { value: true, type: Boolean }, { value: '007', type: String }]] },
    ]).toBuffer();
    expect(await readTable(bytes, { sheet: '数据', mostRows: 10 })).toMatchObject({ sheets: ['说明', '数据'], sheet: '数据', heads: ['日', '数', '是', '号'], rows: [['2026-03-02', '12.5', '是', '007']] });
  });

  test('Excel 自己存的样子：共享文字带格式和注音、跳过的行与格、时刻与日期时间、公式的结果、出错的格、1904 起算', async () => {
    const part = (name: string, body: string) => ({ name, text: [`<?xml version="1.0" encoding="UTF-8"?>${body}`] });
    const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
    const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const workbook = async (from1904: boolean) => buffer(Readable.from(zipChunks((async function* () {
      yield part('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>');
      yield part('_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>`);
      yield part('xl/workbook.xml', `<workbook ${main}><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets><sheet name="表一" sheetId="7" r:id="rId3"/></sheets></workbook>`);
      yield part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Type="${kind}/worksheet" Target="worksheets/sheet9.xml"/><Relationship Id="rId4" Type="${kind}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId5" Type="${kind}/styles" Target="styles.xml"/></Relationships>`);
      yield part('xl/sharedStrings.xml', `<sst ${main}><si><t>姓名</t></si><si><t>时刻</t></si><si><r><rPr><b/></rPr><t>王</t></r><r><t xml:space="preserve"> 小明</t></r><rPh sb="0" eb="1"><t>ワン</t></rPh></si></sst>`);
      yield part('xl/styles.xml', `<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="176"/></cellXfs></styleSheet>`);
      yield part('xl/worksheets/sheet9.xml', `<worksheet ${main}><dimension ref="A1:G9"/><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
        <row r="5"><c r="B5" t="s"><v>2</v></c><c r="C5" s="1"><v>0.4375</v></c><c r="D5" s="2"><v>46083.604166666664</v></c><c r="E5" s="3"><v>46083</v></c><c r="F5" t="str"><f>B5&amp;1</f><v>王1</v></c><c r="G5" t="inlineStr"><is><t>直接_x000D_写</t></is></c></row>
        <row r="9"><c r="B9"><f>1/8</f><v>0.125</v></c><c r="C9"><v>13800138000</v></c><c r="D9" t="b"><v>0</v></c><c r="E9" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`);
    })())));
    const { heads, rows } = await readTable(await workbook(false), { mostRows: 10 });
    expect(heads).toEqual(['', '姓名', '时刻', '', '', '', '']);
    expect(rows[0]).toEqual(['', '王 小明', '10:30:00', '2026-03-02 14:30:00', '2026-03-02', '王1', '直接\r写']);
    expect(rows[1]).toEqual(['', '0.125', '13800138000', '否', '#N/A', '', '']);
    const later = await readTable(await workbook(true), { mostRows: 10 });
    expect(later.rows[0]!.slice(2, 5)).toEqual(['10:30:00', '2030-03-03 14:30:00', '2030-03-03']);
  });

  test.each([
    ['空表', Buffer.from('工号,姓名\r\n'), 'import.empty'], ['旧式 xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'import.xls'],
    ['坏掉的压缩包', Buffer.from('504b0304aaaa', 'hex'), 'import.not_a_table'], ['程序', Buffer.from('MZ\0\0\0\n\0'), 'import.not_a_table'], ['引号不成对', Buffer.from('工号,姓名\r\n"9001,曾'), 'import.csv'],
    ['行数过多', Buffer.from(`工号\n${'1\n'.repeat(11)}`), 'import.rows'], ['列数过多', Buffer.from(`${'a,'.repeat(300)}\n${'1,'.repeat(300)}`), 'import.wide'],
  ])('%s：说明原因', async (_name, bytes, code) => {
    await expect(readTable(bytes, { mostRows: 10 })).rejects.toMatchObject({ code, status: 422 });
  });

  test('压缩炸弹：只看目录，不解开 [S4]', async () => {
    const packed = deflateRawSync(Buffer.alloc(1_000));
    const entry = (mark: number, extra: Buffer) => { const head = Buffer.alloc(mark === 0x02014b50 ? 46 : 30); head.writeUInt32LE(mark, 0); return Buffer.concat([head, extra]); };
    const local = entry(0x04034b50, packed);
    const directory = entry(0x02014b50, Buffer.from('a'));
    directory.writeUInt16LE(1, 28);
    directory.writeUInt32LE(packed.length, 20);
    directory.writeUInt32LE(3_000_000_000, 24);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(local.length, 16);
    await expect(readTable(Buffer.concat([local, directory, end]), { mostRows: 10 })).rejects.toMatchObject({ code: 'import.zip' });
  });
});

test('上传之后：栏目已按表头对好', async () => {
  const answer = await house.ask('POST', '/api/imports/employee/read', { token: hr.token, ...form('花名册.csv', Buffer.from('工号,姓名,入职日,部门,备注\n8001,周一,2026-01-05,FS-NE,无')) });
  expect(answer.json<ImportRead>()).toMatchObject({ columns: ['staff_no', 'name', 'hired_on', 'unit_id', null], rows: [['8001', '周一', '2026-01-05', 'FS-NE', '无']] });
});

test('试算说明每一行会怎样，什么都不留下', async () => {
  const found = await tried([['7001', '周一', '2026-01-05', 'FS-NE'], ['7002', '', '2026-01-05', 'FS-NE'], ['7003', '吴三', '三月五日', '东北服务部'], ['7004', '郑四', '20260105', '没有的部门'], ['', '', '', '']]);
  expect(found).toMatchObject({ create: 1, change: 0, refused: 3 });
  expect(found.rows.map((r) => [r.row, r.what, Object.keys(r.cells).map(Number)])).toEqual([[0, 'create', []], [1, 'refused', [1]], [2, 'refused', [2]], [3, 'refused', [3]]]);
  expect(found.rows[3]!.cells[3]![0]).toContain('没有的部门');
  expect((await staff('7001')).total).toBe(0);
});

test('有一行不对就什么都不写；只导入对的行，其余说明', async () => {
  const rows = [['6001', '冯一', '2026-01-05', 'FS-NE'], ['6002', '陈二', '不是日期', 'FS-NE']];
  expect(await brought(rows)).toMatchObject({ status: 422, code: 'import.refused' });
  expect((await staff('6001')).total).toBe(0);
  const done = (await brought(rows, { goodOnly: true })).json<ImportDone>();
  expect(done).toMatchObject({ create: 1, refused: 1, number: expect.stringMatching(/^DR-/) });
  expect((await staff('6001')).total).toBe(1);
});

test('同一请求发两次，只导入一次', async () => {
  const key = crypto.randomUUID();
  const body = { columns: COLUMNS, rows: [['5001', '褚一', '2026-01-05', 'FS-NE']], key: null, file: 'a.csv', goodOnly: false };
  const [a, b] = await Promise.all([1, 2].map(() => house.ask('POST', '/api/imports/employee', { token: hr.token, body, key })));
  expect([a!.status, b!.status]).toEqual([200, 200]);
  expect(a!.json<ImportDone>().batch).toBe(b!.json<ImportDone>().batch);
  expect((await staff('5001')).total).toBe(1);
});

test('按工号核对：有的修改，没变的不动，没有的新登记；整批撤销后回到原样', async () => {
  await brought([['4001', '卫一', '2026-01-05', 'FS-NE'], ['4002', '蒋二', '2026-01-05', 'FS-NE']]);
  const rows = [['4001', '卫一', '2026-02-01', 'FS-NE'], ['4002', '蒋二', '2026-01-05', 'FS-NE'], ['4003', '沈三', '2026-01-05', 'FS-NE'], ['4003', '沈三', '2026-01-06', 'FS-NE']];
  const done = (await brought(rows, { key: ['staff_no'], goodOnly: true })).json<ImportDone>();
  expect(done).toMatchObject({ create: 1, change: 1, same: 1, refused: 1 });
  expect(done.rows[3]!.problem![0]).toBe('与第 3 行是同一条记录');
  const [changed] = (await staff('4001')).rows;
  expect(changed).toMatchObject({ hired_on: '2026-02-01' });
  const page = (await house.ask('GET', `/api/records/employee/${changed!.id}`, { token: hr.token })).json<{ timeline: { reason: string | null }[] }>();
  expect(page.timeline.map((e) => e.reason)).toContain('导入 花名册.xlsx');

  const back = await house.ask('POST', `/api/records/import_batch/${done.batch}/steps/take_back`, { token: hr.token, body: { input: { reason: '传错了文件' } } });
  expect(back.status).toBe(200);
  expect((await staff('4001')).rows[0]).toMatchObject({ hired_on: '2026-01-05' });
  expect((await staff('4003')).total).toBe(0);
  const batch = (await house.ask('GET', `/api/records/import_batch/${done.batch}`, { token: hr.token })).json<{ row: Row }>().row;
  expect(batch).toMatchObject({ state: 'undone', taken_back: 2, kept: 0 });
});

test('撤销时，后来被人改过的保留不动并计数；别人不能撤销我的导入', async () => {
  const done = (await brought([['3001', '韩一', '2026-01-05', 'FS-NE'], ['3002', '杨二', '2026-01-05', 'FS-NE']])).json<ImportDone>();
  const [row] = (await staff('3001')).rows;
  await house.ask('PATCH', `/api/records/employee/${row!.id}`, { token: hr.token, body: { version: row!.version, values: { job_title: '技术员' } } });
  const other = await house.person(house.here, 'hr', 'YL');
  const take = (who: Person) => house.ask('POST', `/api/records/import_batch/${done.batch}/steps/take_back`, { token: who.token, body: { input: { reason: '传错了' } } });
  expect((await take(other)).status).toBe(404);
  expect((await take(hr)).status).toBe(200);
  expect((await staff('3001')).rows[0]).toMatchObject({ job_title: '技术员' });
  expect((await staff('3002')).total).toBe(0);
  expect((await house.ask('GET', `/api/records/import_batch/${done.batch}`, { token: hr.token })).json<{ row: Row }>().row).toMatchObject({ taken_back: 1, kept: 1 });
  // 归档过的同一工号再导入：恢复并改成表里的内容，不算重复
  expect((await brought([['3002', '杨二', '2026-03-01', 'FS-NE']], { key: ['staff_no'] })).json<ImportDone>()).toMatchObject({ change: 1, refused: 0 });
  expect((await staff('3002')).rows[0]).toMatchObject({ hired_on: '2026-03-01' });
});

test('没有登记权限的人不能导入，也读不到模板；遮盖过的内容不当作值；不是这张表的栏目被拒绝', async () => {
  const agent = await house.person(house.here, 'vip_agent', 'VIP');
  expect((await tried([['2001', '朱一', '2026-01-05', 'FS-NE']], null, COLUMNS, agent)).status).toBe(403);
  expect((await house.ask('GET', '/api/imports/employee/template', { token: agent.token })).status).toBe(403);
  const dispatcher = await house.person(house.here, 'dispatcher', 'FS');
  const masked = await house.ask('POST', '/api/imports/service_request/try', { token: dispatcher.token, body: { columns: ['mail'], rows: [['w***@example.com']], key: null } });
  expect(masked.json<ImportTried>().rows[0]!.cells[0]![0]).toContain('遮盖');
  expect(await tried([['2001']], null, ['tenant_id'])).toMatchObject({ status: 422, code: 'import.columns' });
  expect(await tried([['2001', 'x']], ['job_title'], ['staff_no', 'name'])).toMatchObject({ status: 422, code: 'import.key' });
});

test('只到得了东北的人导入别处的记录：那一行被拒绝，别的照常', async () => {
  const north = await house.person(house.here, 'hr', 'FS-NE');
  const found = await tried([['1001', '秦一', '2026-01-05', 'FS-NE'], ['1002', '尤二', '2026-01-05', 'VIP']], null, COLUMNS, north);
  expect(found.rows.map((r) => r.what)).toEqual(['create', 'refused']);
});

test('模板的表头就是栏目；未导入的行连同原因成一份表', async () => {
  const template = await house.ask('GET', '/api/imports/employee/template?lang=0', { token: hr.token });
  expect(template.status).toBe(200);
  const refused = await house.ask('POST', '/api/imports/employee/refused', { token: hr.token, body: { heads: ['工号'], rows: [['9', '必填']] } });
  expect(refused.status).toBe(200);
});

test('同时写的一组里有一行与已有的重复：只有它被拒绝，其余一行不多一行不少', async () => {
  await brought([['1900', '秦一', '2026-01-05', 'FS-NE']]);
  const rows = Array.from({ length: 60 }, (_, i) => [`19${String(i + 1).padStart(2, '0')}`, '尤二', '2026-01-05', 'FS-NE']);
  const done = (await brought([...rows.slice(0, 20), ['1900', '重复', '2026-01-05', 'FS-NE'], ['1901', '表内重复', '2026-01-05', 'FS-NE'], ...rows.slice(20)], { goodOnly: true })).json<ImportDone>();
  expect([done.create, done.refused, done.rows.filter((r) => r.what === 'refused').map((r) => r.row)]).toEqual([60, 2, [20, 21]]);
  expect((await staff('尤二')).total).toBe(60);
  expect((await staff('重复')).total).toBe(0);
});

describe('大表', () => {
  const TOTAL = 5_200;
  const job = async (id: string) => (await house.ask('GET', `/api/jobs/${id}`, { token: hr.token })).json<JobRow>();
  const ended = async (id: string) => { await expect.poll(async () => (await job(id)).state, { timeout: 120_000, interval: 500 }).toMatch(/done|failed|cancelled/); return job(id); };
  const bodyOf = (found: ImportRead, what: 'try' | 'bring') => ({ what, upload: found.large!.upload, total: found.large!.total, file: '大表.csv', heads: found.heads, columns: found.columns, key: ['staff_no'], lang: 0 });
  const start = async (body: object, who = hr) => house.ask('POST', '/api/imports/employee/large', { token: who.token, body });
  const count = async () => (await house.owner.query<{ n: number }>(`select count(*)::int as n from employee where staff_no like 'D%' and archived_at is null`)).rows[0]!.n;

  test('超过五千行：只看前一百行，试算和导入在后台；不能导入的带原因取回；断在半途接着写，不重不漏；整批撤销也在后台', async () => {
    const lines = Array.from({ length: TOTAL }, (_, i) => `D${i},${i === 3_000 ? '' : '钱三'},${i === 17 ? '不是日期' : '2026-01-05'},FS-NE`);
    lines[5_100] = lines[10]!;
    const found = (await house.ask('POST', '/api/imports/employee/read', { token: hr.token, ...form('大表.csv', Buffer.from(`工号,姓名,入职日,部门\n${lines.join('\n')}`)) })).json<ImportRead>();
    expect([found.rows.length, found.large?.total]).toEqual([100, TOTAL]);
    const trial = await ended((await start(bodyOf(found, 'try'))).json<{ id: string }>().id);
    expect(trial).toMatchObject({ state: 'done', done: TOTAL, of: TOTAL, said: [`试算完毕：新登记 ${TOTAL - 3}，修改 0，无变化 0，不能导入 3`, expect.anything()] });
    expect(await count()).toBe(0);
    const file = Buffer.from(await (await fetch(`${house.app.address}/api/jobs/${trial.id}/file`, { headers: { cookie: `dutydesk=${hr.token}` } })).arrayBuffer());
    const refused = await readTable(file, { mostRows: 10 });
    expect(refused.rows.map((r) => [r[0], r[4], r[5]])).toEqual([['D17', '19', expect.stringContaining('2026-')], ['D3000', '3002', '必填'], ['D10', '5102', '与前面的行是同一条记录']]);

    const other = await house.person(house.here, 'hr', 'YL');
    expect((await ended2((await start(bodyOf(found, 'bring'), other)).json<{ id: string }>().id, other)).said?.[0]).toContain('重新上传');

    const { id } = (await start(bodyOf(found, 'bring'))).json<{ id: string }>();
    await expect.poll(async () => (await job(id)).done, { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
    // Cut off: nobody says any more that they work on it, and what still comes from the old runner is refused.
    await house.owner.query(`update job set runner = gen_random_uuid(), beat_at = clock_timestamp() - interval '1 minute' where id = $1`, [id]);
    const done = await ended(id);
    expect(done).toMatchObject({ state: 'done', said: [`导入完毕：新登记 ${TOTAL - 3}，修改 0，无变化 1，不能导入 2`, expect.anything()] });
    expect(await count()).toBe(TOTAL - 3);
    const batch = done.href!.split('/').at(-1)!;
    expect((await house.ask('GET', `/api/records/import_batch/${batch}`, { token: hr.token })).json<{ row: Row }>().row).toMatchObject({ opened: TOTAL - 3, unchanged: 1, left_out: 2 });

    expect((await house.ask('POST', `/api/records/import_batch/${batch}/steps/take_back`, { token: hr.token, body: { input: { reason: '传错了' } } })).status).toBe(200);
    const jobs = (await house.ask('GET', '/api/jobs', { token: hr.token })).json<{ rows: JobRow[] }>().rows;
    expect((await ended(jobs[0]!.id)).said?.[0]).toContain(String(TOTAL - 3));
    expect(await count()).toBe(0);
    expect((await house.ask('GET', `/api/records/import_batch/${batch}`, { token: hr.token })).json<{ row: Row }>().row).toMatchObject({ state: 'undone', taken_back: TOTAL - 3, kept: 0 });
  }, 240_000);

  const ended2 = async (id: string, who: Person) => {
    const of = async () => (await house.ask('GET', `/api/jobs/${id}`, { token: who.token })).json<JobRow>();
    await expect.poll(async () => (await of()).state, { timeout: 30_000 }).toBe('failed');
    return of();
  };
});
