/** The look of papers and labels over HTTP: who may, what is refused, that an old slip keeps its look, and that labels are of what one may see. */
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, plant, type House, type Person } from '../../tests/access/house.ts';
import type { PaperStyle, PaperStylePage, SlipPage, Written } from '../kernel/api.ts';
import { PLAIN_STYLE } from '../kernel/document/style.ts';
import { defineModule, defineProcess, defineRegister, defineSlip, f } from '../kernel/index.ts';
import { readPdf } from './files/read-pdf.testing.ts';
import { zipEntries, zipText } from './files/zip.ts';

const Parcel = defineRegister('paper_parcel', { label: ['包裹', 'Parcel'], number: 'BG{0000}', fields: { what: f.text('内容', 'What') }, title: ['what'], list: ['what'], access: { read: ['porter'], create: ['porter'] } });
const Ticket = defineSlip('paper_ticket', { label: ['领取单', 'Ticket'], number: 'LQ-{0000}', copies: [['客户联', 'Guest copy']] });
const Handing = defineProcess(Parcel, 'here', { here: { label: ['在', 'Here'], tone: 'active' } }, (step) => ({
  hand: step({ label: ['开单', 'Issue'], from: ['here'], to: 'here', by: ['porter'], form: {}, slip: { kind: Ticket, content: ({ record }) => ({ lines: [{ label: ['内容', 'What'], value: String(record.what) }] }) } }),
}));
const MODULE = defineModule({ name: 'papers-test', area: 'service', label: ['收发', 'Parcels'], roles: { porter: ['收发员', 'Porter'] }, registers: [Parcel], processes: [Handing] });

/** A whole picture of one colour. */
function png(width = 40, height = 20, change: (data: Buffer) => Buffer = (data) => data): string {
  const piece = (type: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(body.length);
    frame.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7f)]))));
  const data = change(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), piece('IHDR', head), piece('IDAT', pixels), piece('IEND', Buffer.alloc(0))]));
  return `data:image/png;base64,${data.toString('base64')}`;
}

let house: House;
let chief: Person;
let porter: Person;
const clock = { ahead: 0 };
beforeAll(async () => {
  house = await openHouse({ modules: [MODULE], tables: [Parcel], clock: { now: () => new Date(Date.now() + clock.ahead) } });
  const top = Object.keys(house.here.units)[0]!;
  [chief, porter] = [await house.person(house.here, 'administrator', top), await house.person(house.here, 'porter', 'YL')];
});
afterAll(() => house.close());

const page = async () => (await house.ask('GET', '/api/paper-style', { token: chief.token })).json<PaperStylePage>();
const keep = async (style: Partial<PaperStyle>, version?: number) => house.ask('POST', '/api/paper-style', { token: chief.token, body: { style: { ...PLAIN_STYLE, ...style }, version: version ?? (await page()).version } });
const take = async (path: string, who = porter) => {
  const answer = await fetch(house.app.address + path, { headers: { cookie: `dutydesk=${who.token}` } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const words = (bytes: Buffer) => readPdf(bytes).map((one) => one.text).join('').replaceAll('\n', '');
const issue = async () => {
  const parcel = await plant(house, house.here, Parcel, 'YL', { what: '文件袋' });
  const done = (await house.ask('POST', `/api/records/paper_parcel/${parcel.id}/steps/hand`, { token: porter.token, body: { input: {}, version: parcel.version } })).json<Written>();
  return { parcel, slip: done.slips[0]! };
};

test('只有对整个组织负责的管理员能看能改', async () => {
  expect((await house.ask('GET', '/api/paper-style', { token: porter.token })).status).toBe(403);
  expect((await house.ask('POST', '/api/paper-style', { token: porter.token, body: { style: PLAIN_STYLE, version: 0 } })).status).toBe(403);
  expect((await page()).kinds).toEqual([{ name: 'paper_ticket', label: Ticket.label, module: MODULE.label }]);
});

test('改样式只管以后：旧单据补打仍是当时的样子，新开的单据与导出的文件用新样式', async () => {
  const before = await issue();
  const first = await take(`/api/slips/${before.slip}/pdf`);
  clock.ahead += 60_000;
  const logo = png();
  expect((await keep({ name: ['滨江贵宾中心', 'Riverside'], address: ['滨江路 8 号　021-6000', '8 Riverside'], footer: ['凭单领取，遗失不补', 'Keep this slip'], logo, slips: { paper_ticket: { note: ['三日内有效', 'Valid three days'], hidden: ['check'] } } })).status).toBe(200);
  clock.ahead += 60_000;
  const after = await issue();
  const second = await take(`/api/slips/${after.slip}/pdf`);
  for (const said of ['滨江贵宾中心', '滨江路 8 号', '凭单领取，遗失不补', '三日内有效']) {
    expect(words(second.bytes)).toContain(said);
    expect(words(first.bytes)).not.toContain(said);
  }
  expect([words(first.bytes).includes('内容校验'), words(second.bytes).includes('内容校验')]).toEqual([true, false]);
  expect(words((await take(`/api/slips/${after.slip}/pdf?paper=80mm`)).bytes)).toContain('三日内有效');
  // Printed again: what was issued before the change is the same to the byte.
  expect((await take(`/api/slips/${before.slip}/pdf`)).bytes.equals(first.bytes)).toBe(true);
  const shown = (await house.ask('GET', `/api/slips/${before.slip}`, { token: porter.token })).json<SlipPage>();
  expect(shown.style).toEqual(PLAIN_STYLE);
  for (const path of ['/api/records/paper_parcel/export', `/api/records/paper_parcel/${after.parcel.id}/export`]) {
    const pdf = await take(`${path}?format=pdf`);
    for (const said of ['滨江贵宾中心', '滨江路 8 号', '凭单领取，遗失不补']) expect(words(pdf.bytes)).toContain(said);
    expect(pdf.bytes.toString('latin1')).toContain('/Subtype /Image');
    const docx = await take(`${path}?format=docx`);
    expect(zipText(docx.bytes, 'word/document.xml')).toContain('滨江贵宾中心');
    expect(zipEntries(docx.bytes).some((entry) => /^word\/media\/.*\.png$/.test(entry.name))).toBe(true);
  }
});

test('别人先改了就不盖过去；不认识的单据、过长的文字都被拒绝', async () => {
  const { version } = await page();
  expect((await keep({ footer: ['甲', ''] }, version)).status).toBe(200);
  expect(await keep({ footer: ['乙', ''] }, version)).toMatchObject({ status: 409, code: 'paper_style.moved_on' });
  expect((await page()).style.footer[0]).toBe('甲');
  expect(await keep({ slips: { nothing: { note: ['', ''], hidden: [] } } })).toMatchObject({ status: 422, code: 'paper_style.kind' });
  expect((await keep({ name: ['长'.repeat(61), ''] })).status).toBe(422);
  expect((await house.ask('POST', '/api/paper-style', { token: chief.token, body: { style: { ...PLAIN_STYLE, script: 'x' }, version: (await page()).version } })).status).toBe(422);
});

describe('图标看内容不看名字 [S4]', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');
  test.each([
    ['SVG', `data:image/svg+xml;base64,${svg}`], ['改名为 PNG 的 SVG', `data:image/png;base64,${svg}`], ['外部地址', 'http://127.0.0.1/logo.png'],
    ['截断的 PNG', png(40, 20, (data) => data.subarray(0, data.length - 20))], ['校验和不对的 PNG', png(40, 20, (data) => { data[50] = data[50]! ^ 1; return data; })],
    ['PNG 后面拖着网页', png(40, 20, (data) => Buffer.concat([data, Buffer.from('<html><script>alert(1)</script>')]))], ['边长过大', png(2_400, 2)],
    ['声称很大、内容很少', png(40, 20, (data) => { data.writeUInt32BE(60_000, 16); data.writeUInt32BE(60_000, 20); data.writeUInt32BE(crc32(data.subarray(12, 29)), 29); return data; })],
    ['空', 'data:image/png;base64,'], ['只有开头的 JPEG', `data:image/jpeg;base64,${Buffer.from('ffd8ffe000104a464946', 'hex').toString('base64')}`], ['过大', `data:image/png;base64,${'A'.repeat(390_000)}`],
  ])('%s 被拒绝，并说明原因', async (_name, logo) => {
    const { version } = await page();
    const answer = await keep({ logo });
    expect(answer.status).toBe(422);
    expect(answer.json<{ error: { fields: { logo: string[] } } }>().error.fields.logo).toHaveLength(2);
    expect((await page()).version).toBe(version);
  });
});

test('文字只是文字：标记、公式、方向控制符都不起作用 [S7]', async () => {
  const evil = '<img src=x onerror=alert(1)>\u202e=1+1{{x}}';
  clock.ahead += 60_000;
  expect((await keep({ name: [evil, evil], address: [evil, evil], footer: [evil, evil], slips: { paper_ticket: { note: [evil, evil], hidden: [] } } })).status).toBe(200);
  clock.ahead += 60_000;
  const { parcel, slip } = await issue();
  const printed = words((await take(`/api/slips/${slip}/pdf`)).bytes);
  expect(printed).toContain('<img src=x onerror=alert(1)>=1+1{{x}}');
  expect(printed).not.toContain('\u202e');
  const xml = zipText((await take(`/api/records/paper_parcel/${parcel.id}/export?format=docx`)).bytes, 'word/document.xml');
  expect(xml).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(xml).not.toContain('<img');
});

describe('标签', () => {
  const labels = async (body: object, who = porter) => {
    const answer = await fetch(`${house.app.address}/api/labels/paper_parcel`, { method: 'POST', headers: { cookie: `dutydesk=${who.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, pages: () => readPdf(bytes), note: decodeURIComponent(answer.headers.get('dutydesk-note') ?? ''), error: () => (JSON.parse(bytes.toString('utf8')) as { error: { code: string; message: [string, string] } }).error };
  };
  const parcel = (what: string, where = 'YL') => plant(house, house.here, Parcel, where, { what });

  test('选中的几条、筛选出的全部；每条几张；纸张与码可选', async () => {
    const [one, two] = [await parcel('红色信封'), await parcel('蓝色信封')];
    for (const [paper, width, height] of [['40x30', 113, 85], ['50x30', 142, 85], ['60x40', 170, 113]] as const) {
      for (const symbol of ['qr', 'code128']) {
        const pages = (await labels({ ids: [one.id, two.id], sort: 'number', paper, symbol, copies: 2 })).pages();
        expect(pages.map((label) => [Math.round(label.width), Math.round(label.height)])).toEqual(Array.from({ length: 4 }, () => [width, height]));
        expect(pages[0]!.text.replaceAll('\n', '')).toContain('红色信封');
        expect(pages[2]!.text).toContain(two.number);
      }
    }
    const all = await labels({ q: '信封', paper: 'sheet' });
    expect([all.pages().length, all.note]).toEqual([1, '']);
    for (const made of [one, two]) expect(all.pages()[0]!.text).toContain(made.number);
    expect(all.pages()[0]!.text).not.toContain('文件袋');
    const some = await labels({ filter: { any: [{ field: 'number', op: 'eq', value: two.number }] }, paper: 'sheet' });
    expect([some.pages()[0]!.text.includes(one.number), some.pages()[0]!.text.includes(two.number)]).toEqual([false, true]);
  });

  test('整页整页选来的几百条一次印完；归档的照印；超过上限用话拒绝', async () => {
    const kept = await parcel('旧物');
    await house.owner.query('update paper_parcel set archived_at = now() where id = $1', [kept.id]);
    const { rows: many } = await house.owner.query<{ id: string }>(`insert into paper_parcel (tenant_id, id, number, state, unit_id, version, created_at, created_by, what)
      select tenant_id, gen_random_uuid(), 'PX' || lpad(i::text, 4, '0'), state, unit_id, 1, created_at, created_by, '批次' || i from paper_parcel, generate_series(1, 251) i where id = $1 returning id`, [kept.id]);
    const ids = [kept.id, ...many.slice(1).map((made) => made.id)];
    const printed = await labels({ ids, copies: 1, paper: 'sheet', sort: 'number' });
    expect([printed.status, printed.pages().length, printed.note]).toEqual([200, 11, '']);
    expect(printed.pages()[0]!.text).toContain(kept.number);
    const over = await labels({ ids: [...ids, many[0]!.id], copies: 2 });
    expect([over.status, over.error().code, over.error().message[0]]).toEqual([422, 'label.many', '一次最多打印 500 张标签，请缩小范围或减少张数']);
    expect((await labels({ filter: { field: 'what', op: 'contains', value: '批次' }, copies: 2 })).error().code).toBe('label.many');
  });

  test('看不到的记录没有标签，并说有几条；一条也没有就说明白', async () => {
    const [mine, hidden] = [await parcel('自己的', 'FS'), await parcel('机密')];
    const field = await house.person(house.here, 'porter', 'FS');
    const part = await labels({ ids: [mine.id, hidden.id] }, field);
    expect([part.pages().length, part.note]).toEqual([1, '1 条没有标签：已经不在，或您无权查看']);
    expect((await labels({ ids: [hidden.id], lang: '1' }, field)).error()).toMatchObject({ code: 'label.none', message: [expect.stringContaining('无权查看'), '1 without a label: gone, or not for you to see'] });
    const outside = await house.person(house.elsewhere, 'porter', 'YL');
    expect((await labels({ ids: [mine.id] }, outside)).error().code).toBe('label.none');
    expect((await labels({ ids: [mine.id] }, chief)).status).toBe(403);
    expect((await labels({ q: '无此物' })).error()).toMatchObject({ code: 'label.none', message: ['没有可打印的记录', 'There is nothing to print labels of'] });
    for (const wrong of [{ paper: 'a3' }, { ids: [] }, { ids: ['x'] }, { copies: 25 }, { filter: { field: 'what', op: 'eq', value: { a: 1 } } }]) expect((await labels(wrong)).status).toBe(422);
  });

  test('编号放不进条形码、或印出来太密的，留下来说明，其余照印', async () => {
    const [plain, chinese, long] = [await parcel('甲'), await parcel('乙'), await parcel('丙')];
    await house.owner.query(`update paper_parcel set number = case id when $1 then '包裹甲' else 'ABCDEFGH-IJKLMNOP-QRSTUVW' end where id in ($1, $2)`, [chinese.id, long.id]);
    const ids = [plain.id, chinese.id, long.id];
    const bars = await labels({ ids, symbol: 'code128', paper: '40x30' });
    expect(bars.pages()).toHaveLength(1);
    expect(bars.note).toBe('1 条的编号不是英文字母和数字，条形码放不下，请改用二维码：包裹甲；1 条的编号在这种纸上印成条形码太密，扫不出来，请选更宽的纸或改用二维码：ABCDEFGH-IJKLMNOP-QRSTUVW');
    expect((await labels({ ids, symbol: 'code128', paper: '40x30', lang: '1' })).note).toMatch(/^1 with numbers that a barcode cannot hold.*; 1 whose barcode would be too fine/);
    expect((await labels({ ids, symbol: 'qr', paper: '40x30' })).pages()).toHaveLength(3);
  });
});
