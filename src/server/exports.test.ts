/** What is taken away is what is shown, in each of the four forms: the same rows and columns, in the reader's language, masked and withheld as on the page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../kernel/access/system.ts';
import type { JobRow } from '../kernel/api.ts';
import { openHouse, plant, type House, type Person } from '../../tests/access/house.ts';
import { defineModule, defineRegister, f } from '../kernel/index.ts';
import { readTable } from './files/read-table.ts';
import { readPdf } from './files/read-pdf.testing.ts';
import { writeCsv } from './files/spreadsheet.ts';
import { writeXlsx } from './files/workbook.ts';
import { zipText } from './files/zip.ts';

const Place = defineRegister('export_place', { label: ['网点', 'Place'], number: 'EP{0000}', fields: { name: f.text('名称', 'Name') }, title: ['name'], list: ['name'], access: { read: ['exporter', 'half_exporter'], create: ['exporter'] } });
const Visit = defineRegister('export_visit', {
  label: ['来访', 'Visit'], number: 'EV{0000}',
  fields: {
    guest: f.text('来宾', 'Guest'), place: f.ref('网点', 'Place', 'export_place'), phone: f.phone('电话', 'Phone', { optional: true }), kind: f.choice('类别', 'Kind', { new: ['新客', 'New guest'], old: ['熟客', 'Known guest'] }),
    spent: f.money('消费', 'Spent'), day: f.date('日期', 'Day'), matter: f.text('内情', 'Inner matter', { optional: true, readBy: ['exporter'] }),
  },
  title: ['guest'], list: ['guest', 'place', 'phone', 'kind', 'spent', 'day', 'matter'], sorts: ['-day', 'day'], access: { read: ['exporter', 'half_exporter'], create: ['exporter'] },
});
const MODULE = defineModule({ name: 'exports-test', area: 'service', label: ['导出', 'Exports'], roles: { exporter: ['导出员', 'Exporter'], half_exporter: ['半导出员', 'Half exporter'] }, registers: [Place, Visit] });

let house: House;
let full: Person;
let half: Person;
let far: Person;
let visit: string;
beforeAll(async () => {
  house = await openHouse({ modules: [MODULE], tables: [Place, Visit] });
  [full, half, far] = [await house.person(house.here, 'exporter', 'YL'), await house.person(house.here, 'half_exporter', 'YL'), await house.person(house.elsewhere, 'exporter', 'YL')];
  const place = await plant(house, house.here, Place, 'YL', { name: '滨江店' });
  for (const [i, guest] of ['曾国藩', '=1+1', '𠮷野 <b>'].entries()) {
    const row = await plant(house, house.here, Visit, 'YL', { guest, place: place.id, phone: '13812345678', kind: i === 1 ? 'old' : 'new', spent: 128_850 + i, day: `2026-03-0${i + 1}`, matter: '只给全权的人' });
    if (i === 0) visit = row.id;
  }
});
afterAll(() => house.close());

const take = async (who: Person, path: string) => {
  const answer = await fetch(house.app.address + path, { headers: { cookie: `dutydesk=${who.token}` } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const FORMS = ['xlsx', 'csv', 'docx', 'pdf'] as const;
/** What a person would read in the file. */
async function wordsOf(form: (typeof FORMS)[number], bytes: Buffer): Promise<string> {
  if (form === 'xlsx') return JSON.stringify(await readXlsx(bytes));
  if (form === 'csv') return bytes.toString('utf8');
  if (form === 'docx') return zipText(bytes, 'word/document.xml').replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
  return readPdf(bytes).map((page) => page.text).join('\n');
}
const file = async (who: Person, path: string, form: (typeof FORMS)[number], more = '') => {
  const answer = await take(who, `${path}?format=${form}${more}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  return wordsOf(form, answer.bytes);
};

describe.each(FORMS)('列表导出 %s', (form) => {
  const LIST = '/api/records/export_visit/export';
  test('行、列、次序与筛选都如所见；引用是名称，选项是它的名字', async () => {
    const all = await file(full, LIST, form);
    for (const words of ['编号', '来宾', '曾国藩', '滨江店', '新客', '熟客', '只给全权的人']) expect(all).toContain(words);
    expect(all.indexOf('曾国藩')).toBeGreaterThan(all.indexOf('野'));
    const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'kind', op: 'eq', value: 'new' }] }));
    const some = await file(full, LIST, form, `&filter=${filter}&sort=day&columns=guest`);
    expect(some).toContain('曾国藩');
    expect(some.indexOf('曾国藩')).toBeLessThan(some.indexOf('野'));
    for (const words of ['熟客', '滨江店', '=1+1']) expect(some).not.toContain(words);
  });

  test('掩码仍是掩码；无权的列不在；别的组织一行也没有；无权的人拿不到', async () => {
    expect(await file(full, LIST, form)).not.toContain('13812345678');
    expect(await file(full, LIST, form)).toContain('138****5678');
    const less = await file(half, LIST, form, '&columns=guest,matter');
    expect(less).toContain('曾国藩');
    expect(less).not.toContain('内情');
    expect(less).not.toContain('只给全权的人');
    expect(await file(far, LIST, form)).not.toContain('曾国藩');
    const stranger = await house.person(house.here, 'administrator', 'YL');
    expect((await take(stranger, `${LIST}?format=${form}`)).status).toBe(403);
  });

  test('英文读者拿到英文', async () => {
    const english = await file(full, LIST, form, '&lang=1');
    for (const words of ['Number', 'Guest', 'New guest', 'Known guest']) expect(english).toContain(words);
    for (const words of ['来宾', '熟客']) expect(english).not.toContain(words);
  });

  test('单条记录：字段都在，掩码仍是掩码，无权的字段不在，经过只在要的时候给', async () => {
    const path = `/api/records/export_visit/${visit}/export`;
    const whole = await file(full, path, form);
    for (const words of ['曾国藩', '滨江店', '138****5678', '只给全权的人', '2026-03-01', '1,288.50']) expect(whole).toContain(words);
    expect(whole).not.toContain('13812345678');
    const less = await file(half, path, form);
    expect(less).not.toContain('只给全权的人');
    if (form !== 'csv') {
      expect(whole).not.toContain('登记来访');
      expect(await file(full, path, form, '&history=1')).toContain('登记来访');
    }
    expect((await take(far, `${path}?format=${form}`)).status).toBe(404);
  });
});

describe('导出的列表说得出自己是什么', () => {
  const LIST = '/api/records/export_visit/export';
  const filter = (f: object) => `&filter=${encodeURIComponent(JSON.stringify(f))}`;
  const about = async (who: Person, more: string) => {
    const { bytes } = await take(who, `${LIST}?format=xlsx${more}`);
    const sheets = await readXlsx(bytes);
    return { sheets: sheets.map((one) => one.sheet), first: sheets[0]!.data, said: Object.fromEntries(sheets.at(-1)!.data.map(([label, value]) => [String(label), String(value)])) };
  };

  test('xlsx：第一张表仍是纯数据，第二张“说明”写明内容、检索、筛选、排序、行数、谁在何时导出', async () => {
    const nested = { all: [{ field: 'spent', op: 'gte', value: 128_850 }, { any: [{ field: 'kind', op: 'in', value: ['new'] }, { field: 'day', op: 'between', value: ['2026-03-01', '2026-03-31'] }] }] };
    const found = await about(full, `${filter(nested)}&sort=day&columns=guest,spent&q=${encodeURIComponent('曾国藩')}`);
    expect(found.sheets).toEqual(['来访', '说明']);
    expect(found.first).toEqual([['编号', '来宾', '消费'], [expect.any(String), '曾国藩', 1288.5]]);
    expect(found.said).toMatchObject({ 检索: '曾国藩', 筛选: '消费 不小于 1,288.50 且 (类别 等于 新客 或 日期 介于 2026-03-01 – 2026-03-31)', 排序: '日期 升序', 共: '1' });
    expect(found.said['内容']).toMatch(/　来访$/);
    expect(found.said['导出时间']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d（Asia\/Shanghai）$/);
    expect(found.said['制表']).not.toBe('');
    const english = await about(full, `${filter(nested)}&lang=1`);
    expect(english.sheets).toEqual(['Visit', 'About']);
    expect(english.said).toMatchObject({ Filter: 'Spent at least 1,288.50 and (Kind is New guest or Day between 2026-03-01 – 2026-03-31)', Order: 'Day descending', Rows: '3' });
    expect((await about(full, '&group=kind,day.month')).said).toMatchObject({ 筛选: '无', 分组: '类别 / 日期（按月）' });
  });

  test('Word 与 PDF 写在题下；CSV 只有数据', async () => {
    const more = `${filter({ any: [{ field: 'kind', op: 'eq', value: 'old' }, { field: 'guest', op: 'contains', value: '曾' }] })}&sort=day`;
    for (const form of ['docx', 'pdf'] as const) {
      const text = (await file(full, LIST, form, more)).replaceAll('\n', '');
      for (const said of ['筛选：类别 等于 熟客 或 来宾 包含 曾', '排序：日期 升序', '共：2 条']) expect(text).toContain(said);
    }
    const csv = parse(await file(full, LIST, 'csv', more), { bom: true }) as string[][];
    expect([csv[0]![0], csv.length]).toEqual(['编号', 3]);
  });

  test('视图的名字：用着它的人看得见，改动过的有记号；别人的私有视图不说', async () => {
    const saved = (await house.ask('POST', '/api/views', { token: full.token, body: { register: 'export_visit', name: '三月新客', state: { sort: 'day', filter: { field: 'kind', op: 'eq', value: 'new' } } } })).json<{ id: string }>();
    const same = `${filter({ field: 'kind', op: 'eq', value: 'new' })}&sort=day&view=${saved.id}`;
    expect((await about(full, same)).said).toMatchObject({ 视图: '三月新客' });
    expect((await about(full, `&sort=day&view=${saved.id}`)).said).toMatchObject({ 视图: '三月新客（已改动）' });
    expect((await about(half, same)).said).not.toHaveProperty('视图');
  });

  test('遮住的在说明里也不露：无权的栏、个人信息不能用来筛选；看不到的记录没有名字；公式仍是文字', async () => {
    for (const [who, f] of [[half, { field: 'matter', op: 'contains', value: '只给' }], [full, { field: 'phone', op: 'eq', value: '13812345678' }]] as const) {
      for (const form of FORMS) {
        const answer = await take(who, `${LIST}?format=${form}${filter(f)}`);
        expect([answer.status, answer.bytes.toString('utf8').includes('13812345678')]).toEqual([422, false]);
      }
    }
    for (const wrong of ['"x"', '{"all":[["x"]]}', '{"all":[{"all":["x"]}]}', '{"field":1,"op":"eq"}']) {
      for (const form of FORMS) expect((await take(full, `${LIST}?format=${form}&filter=${encodeURIComponent(wrong)}`)).status).toBe(422);
    }
    const secret = await plant(house, house.elsewhere, Place, 'YL', { name: '别家的店' });
    const own = await plant(house, house.here, Place, 'YL', { name: '城南店' });
    expect((await about(full, filter({ any: [{ field: 'place', op: 'eq', value: secret.id }, { field: 'place', op: 'eq', value: own.id }] }))).said).toMatchObject({ 筛选: '网点 等于 另一条记录 或 网点 等于 城南店' });
    const formula = await take(full, `${LIST}?format=xlsx&q=${encodeURIComponent('=1+1')}`);
    expect(zipText(formula.bytes, 'xl/worksheets/sheet2.xml')).toContain('<c r="B2" s="7" t="inlineStr"><is><t>=1+1</t>');
  });
});

test('每次导出都记入历史：谁、何种格式、多少行', async () => {
  await take(half, '/api/records/export_visit/export?format=csv');
  const [row] = await house.kernel.read(asSystem(house.here.tenant.id, 'test'), (tx) => tx.query<{ form: object }>(`select form from history where tenant_id = $1 and what = 'export' and register = 'export_visit' and actor_id = $2 order by id desc limit 1`, [house.here.tenant.id, half.id]));
  expect(row!.form).toMatchObject({ format: 'csv', rows: 3 });
});

test('页多得翻不过来的 Word 与 PDF 被拒绝，并指向 Excel 与 CSV；Excel 照常', async () => {
  await house.owner.query(`insert into export_visit (tenant_id, id, number, state, unit_id, version, created_at, created_by, guest, place, kind, spent, day)
    select tenant_id, gen_random_uuid(), 'EX' || i, '', unit_id, 1, created_at, created_by, '批量' || i, place, 'new', i, date '2025-01-01' from export_visit, generate_series(1, 2100) i where number = 'EV0001' and tenant_id = $1`, [house.here.tenant.id]);
  for (const form of ['docx', 'pdf'] as const) {
    const refused = await house.ask('GET', `/api/records/export_visit/export?format=${form}`, { token: full.token });
    expect([refused.status, refused.code]).toEqual([413, 'export.too_long']);
    expect(refused.text).toContain('Excel、CSV');
  }
  expect(await file(full, '/api/records/export_visit/export', 'xlsx')).toContain('批量2100');
});

describe('公式语料在 LibreOffice 里走一遭 [S4]', () => {
  const HOSTILE = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', '\r=1+1', '＝1+1', '＋1', '－1', '＠SUM(1)', '  =1+1', '"=1+1"', "'=1+1", '=HYPERLINK("http://x","y")', '=cmd|\' /C calc\'!A0', '|calc', '\u200b=1+1', '\ufeff=1', '=WEBSERVICE("http://127.0.0.1:9/")'];
  const table = { title: '语料', lang: 0 as const, columns: [{ label: '文', kind: 'text' as const }, { label: '序', kind: 'number' as const }], rows: HOSTILE.map((text, i): [string, number] => [text, i]) };
  const through = async (bytes: Buffer, name: string, to: string, ...how: readonly string[]): Promise<Buffer> => {
    const folder = mkdtempSync(join(tmpdir(), 'dutydesk-formula-'));
    try {
      writeFileSync(join(folder, name), bytes);
      execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, ...how, '--convert-to', to, '--outdir', join(folder, 'out'), join(folder, name)], { stdio: 'ignore', timeout: 100_000 });
      return readFileSync(join(folder, 'out', name.replace(/\w+$/, to.split(':')[0]!)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  /** As a spreadsheet shows it: a return is shown as a line break. */
  const shown = (text: string) => text.replace(/\r/g, '\n').replace(/[\u200b\ufeff]/g, '');

  test('xlsx 存成别的格式：没有一格变成公式，读到的就是写下的', async () => {
    const back = await through(await buffer(writeXlsx(table)), 'a.xlsx', 'fods');
    expect(back.toString('utf8')).not.toMatch(/table:formula=/);
    const csv = parse(await through(await buffer(writeXlsx(table)), 'a.xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76,1'), { bom: true, relax_quotes: true }) as string[][];
    expect(csv.slice(1).map(([text]) => shown(text!).trim())).toEqual(HOSTILE.map((text) => shown(text).trim()));
  }, 120_000);

  test('csv：没有一格变成公式，撇号后面一字不差；自己再导入时撇号不留', async () => {
    const bytes = await buffer(writeCsv(table));
    for (const separators of ['44', '59', '44/59/9']) expect((await through(bytes, 'a.csv', 'fods', `--infilter=CSV:${separators},34,76`)).toString('utf8')).not.toMatch(/table:formula=/);
    const csv = parse(await through(bytes, 'a.csv', 'csv:Text - txt - csv (StarCalc):44,34,76,1', '--infilter=CSV:44,34,76'), { bom: true, relax_quotes: true }) as string[][];
    expect(csv.slice(1).map(([text]) => shown(text!))).toEqual(HOSTILE.map((text) => `'${shown(text).replace('\n=', "\n'=")}`));
    const { rows } = await readTable(bytes, { mostRows: 100 });
    expect(rows.map(([text]) => text!)).toEqual(HOSTILE.map((text) => text.trim()));
  }, 120_000);
});

test('行数很多的列表在后台导出：与当场导出一样的内容，只有本人取得到；没有权限的人开不了头', async () => {
  const ask = (path: string, who: Person, body?: object) => house.ask(body ? 'POST' : 'GET', path, { token: who.token, ...(body ? { body } : {}) });
  const { id } = (await ask('/api/records/export_visit/export', half, { format: 'csv', lang: '0', filter: JSON.stringify({ field: 'kind', op: 'eq', value: 'new' }), total: 2 })).json<{ id: string }>();
  const job = async () => (await ask(`/api/jobs/${id}`, half)).json<JobRow>();
  await expect.poll(async () => (await job()).state, { timeout: 30_000 }).toBe('done');
  const made = await take(half, `/api/jobs/${id}/file`);
  const straight = await take(half, `/api/records/export_visit/export?format=csv&filter=${encodeURIComponent(JSON.stringify({ field: 'kind', op: 'eq', value: 'new' }))}`);
  const rows = (parse(straight.bytes.toString(), { bom: true }) as string[][]).length - 1;
  expect(await job()).toMatchObject({ title: ['导出来访', 'Export Visit'], done: rows, of: 2, said: [`已导出 ${rows} 行`, `${rows} rows exported`], file: { name: '来访.csv' } });
  expect([made.status, made.bytes.equals(straight.bytes), rows > 1]).toEqual([200, true, true]);
  expect((await take(full, `/api/jobs/${id}/file`)).status).toBe(404);
  const stranger = await house.person(house.here, 'administrator', 'VIP');
  expect((await ask('/api/records/export_visit/export', stranger, { format: 'csv' })).status).toBe(403);
  expect((await ask('/api/records/export_visit/export', half, { format: 'exe' })).status).toBe(422);
});
