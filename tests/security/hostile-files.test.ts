/**
 * Files made to do harm, sent over HTTP to every address that takes one: refused in words or kept as bytes that are only ever
 * downloaded; nothing is unpacked on trust, and memory stays flat.
 */
import { createDeflateRaw } from 'node:zlib';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/kernel/database/id.ts';
import { openHouse, type House, type Person } from '../access/house.ts';

let house: House;
let hr: Person;
beforeAll(async () => {
  house = await openHouse();
  hr = await house.person(house.here, 'hr', 'YL');
}, 120_000);
afterAll(() => house.close());

interface Entry { readonly name: string; readonly packed: Buffer; readonly claimed?: number; readonly method?: number }
function zip(entries: readonly Entry[]): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, packed, claimed = packed.length, method = 0 } of entries) {
    const called = Buffer.from(name);
    const [local, listed] = [Buffer.alloc(30), Buffer.alloc(46)];
    local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(method, 8); local.writeUInt32LE(packed.length, 18); local.writeUInt32LE(claimed, 22); local.writeUInt16LE(called.length, 26);
    listed.writeUInt32LE(0x02014b50, 0); listed.writeUInt16LE(method, 10); listed.writeUInt32LE(packed.length, 20); listed.writeUInt32LE(claimed, 24); listed.writeUInt16LE(called.length, 28); listed.writeUInt32LE(at, 42);
    locals.push(local, called, packed);
    directory.push(listed, called);
    at += 30 + called.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(entries.length, 8); end.writeUInt16LE(entries.length, 10); end.writeUInt32LE(Buffer.concat(directory).length, 12); end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
async function deflated(megabytes: number): Promise<Buffer> {
  const out: Buffer[] = [];
  const stream = createDeflateRaw({ level: 9 });
  stream.on('data', (part: Buffer) => out.push(part));
  const ended = new Promise((done) => { stream.once('end', done); });
  for (let i = 0; i < megabytes; i++) if (!stream.write(Buffer.alloc(1_048_576, 0x20))) await new Promise((done) => { stream.once('drain', done); });
  stream.end();
  await ended;
  return Buffer.concat(out);
}
const plain = (name: string, text: string): Entry => ({ name, packed: Buffer.from(text) });
const BOOK = [
  plain('[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
  plain('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
  plain('xl/workbook.xml', '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
  plain('xl/_rels/workbook.xml.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
];
const sheet = (body: string, before = ''): Entry => plain('xl/worksheets/sheet1.xml', `<?xml version="1.0"?>${before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`);
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

function form(name: string, bytes: Buffer): { readonly body: Buffer; readonly type: string } {
  return { body: Buffer.concat([Buffer.from(`--xx\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`), bytes, Buffer.from('\r\n--xx--\r\n')]), type: 'multipart/form-data; boundary=xx' };
}
async function send(path: string, name: string, bytes: Buffer): Promise<{ readonly status: number; readonly code: string; readonly text: string }> {
  const { body, type } = form(name, bytes);
  const answer = await fetch(house.app.address + path, { method: 'POST', headers: { cookie: `dutydesk=${hr.token}`, 'content-type': type, 'idempotency-key': newId(new Date()) }, body: new Uint8Array(body) });
  const text = await answer.text();
  return { status: answer.status, text, code: answer.status >= 400 ? (JSON.parse(text) as { error: { code: string } }).error.code : '' };
}
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const READ = '/api/imports/employee/read';

test('压缩炸弹:谎报大小的、如实而千倍的、六万个条目的,都不解开;内存增长不到 400 MB,期间别人照常 [S4]', async () => {
  const bomb = await deflated(1_000);
  const small = await deflated(60);
  const many = Array.from({ length: 60_000 }, (_, i) => plain(`a${i}`, ''));
  // Of this thread alone: other tests run beside it in the same process.
  const used = () => { const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
  const before = used();
  let most = before;
  const timer = setInterval(() => { most = Math.max(most, used()); }, 5);
  const begun = performance.now();
  const [answers, beside] = await Promise.all([
    Promise.all([
      send(READ, 'a.xlsx', zip([...BOOK, { name: 'xl/worksheets/sheet1.xml', packed: bomb, claimed: 1_000, method: 8 }])),
      send(READ, 'a.xlsx', zip([...BOOK, { name: 'xl/worksheets/sheet1.xml', packed: bomb, claimed: 1_000 * 1_048_576, method: 8 }])),
      send(READ, 'a.xlsx', zip([...BOOK, { name: 'xl/worksheets/sheet1.xml', packed: small, claimed: 60 * 1_048_576, method: 8 }])),
      send(READ, 'a.xlsx', zip(many)),
      send('/api/attachments', 'a.zip', zip([{ name: 'a.txt', packed: bomb, claimed: 1_000 * 1_048_576, method: 8 }])),
    ]),
    house.ask('GET', '/api/me', { token: hr.token }),
  ]);
  clearInterval(timer);
  expect(answers.slice(0, 4).map((a) => a.code)).toEqual(['import.not_a_table', 'import.zip', 'import.zip', 'import.zip']);
  // A zip is kept as it came; nobody unpacks it.
  expect(answers[4]!.status).toBe(200);
  expect(beside.status).toBe(200);
  expect((most - before) / 1e6).toBeLessThan(400);
  expect(performance.now() - begun).toBeLessThan(30_000);
}, 120_000);

test('外部实体与实体膨胀:不读文件,不展开 [S4]', async () => {
  const head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>';
  for (const name of ['&e;', '&c;']) {
    const answer = await send(READ, 'a.xlsx', zip([...BOOK, sheet(`<row r="1">${cell('A1', '工号')}${cell('B1', '姓名')}</row><row r="2">${cell('A2', '8001')}${cell('B2', name)}</row>`, head)]));
    expect(answer.status < 500, answer.text.slice(0, 200)).toBe(true);
    expect(answer.text).not.toMatch(/root:|aaaaaaaaaaaaaaaaaaaa/);
  }
  const whole = await send(READ, 'a.xlsx', zip([...BOOK, sheet(`<row r="1">${cell('A1', '工号')}${cell('B1', '姓名')}</row><row r="2">${cell('A2', '8001')}${cell('B2', '周一')}</row>`)]));
  expect(whole.text).toContain('周一');
});

test('两种面孔的文件:图片开头、脚本在后,只按一种面孔保存,只供下载 [S4]', async () => {
  const two: readonly (readonly [string, Buffer])[] = [
    ['gif-js', Buffer.from('GIF89a/*\u0000\u0000*/=1;__hit=1;//')], ['png-html', Buffer.concat([PNG, Buffer.from('<script>__hit=1</script>')])], ['pdf-html', Buffer.from('%PDF-1.7\n<script>__hit=1</script>')],
    ['jpeg-php', Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from('<?php system($_GET[0]);?>')])], ['png-zip', Buffer.concat([PNG, zip([plain('a.exe', 'MZ')])])],
  ];
  for (const [what, bytes] of two) {
    for (const name of ['a.svg', 'a.html', '../../../index.html', 'a.png\u0000.html', '\u202egnp.exe', 'con.png', 'a";filename="b.html']) {
      const kept = await send('/api/attachments', name.replaceAll('"', '%22'), bytes);
      expect(kept.status, `${what} ${name}`).toBe(200);
      const { id, name: called } = JSON.parse(kept.text) as { id: string; name: string };
      expect(called).not.toMatch(/[/\\\p{Cc}\p{Cf}"]|^con\./u);
      const back = await fetch(`${house.app.address}/api/attachments/${id}`, { headers: { cookie: `dutydesk=${hr.token}` } });
      expect([back.headers.get('content-type'), back.headers.get('x-content-type-options')]).toEqual(['application/octet-stream', 'nosniff']);
      expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename="file"; filename\*=UTF-8''[^"\r\n]+$/);
      expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
    }
  }
});

test('SVG 脚本、网页、宏、程序、向上的路径:一律说明不收 [S4]', async () => {
  const office = (part: string, more: string) => zip([plain('[Content_Types].xml', ''), plain(part, ''), plain(more, '')]);
  const refused: readonly (readonly [Buffer, string])[] = [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="__hit=1"/>'), 'attachment.markup'], [Buffer.from('\ufeff \n<html><script>__hit=1</script>'), 'attachment.markup'], [Buffer.from('<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><x/>'), 'attachment.markup'],
    [office('word/document.xml', 'word/vbaProject.bin'), 'attachment.macro'], [office('xl/workbook.xml', 'xl/macrosheets/sheet1.xml'), 'attachment.macro'], [office('ppt/presentation.xml', 'ppt/activeX/activeX1.xml'), 'attachment.macro'],
    [zip([plain('../../etc/cron.d/x', '')]), 'attachment.unknown_kind'], [zip([plain('a\\..\\..\\x', '')]), 'attachment.unknown_kind'], [zip([plain('/etc/passwd', '')]), 'attachment.unknown_kind'], [zip([plain('invoice.pdf.exe', 'MZ')]), 'attachment.program'],
    [Buffer.from('MZ\u0090\u0000'), 'attachment.program'], [Buffer.from('#!/bin/sh\nid'), 'attachment.program'],
  ];
  for (const [bytes, code] of refused) expect((await send('/api/attachments', '照片.png', bytes)).code).toBe(code);
  // Pictures from outside go through the same door.
  for (const path of ['/api/intake/here/x/y/photos', '/api/received/nobody']) expect((await send(path, 'a.png', Buffer.from('<svg onload=1>'))).status).toBeGreaterThanOrEqual(400);
});

test('表格里的公式:读入时只是文字;未导入的行退回的表里也不执行,全角的也一样 [S4]', async () => {
  const acts = ['=1+1', '+1', '-1+1', '@SUM(1)', '＝1+1', '＋1', '－1+1', '＠SUM(1)', '\t=1', '|cmd'];
  const csv = Buffer.from(`工号,姓名,备注\n${acts.map((a, i) => `9${i},"${a}","${a}"`).join('\n')}`);
  const answer = await send(READ, '花名册.csv', csv);
  const { rows } = JSON.parse(answer.text) as { rows: string[][] };
  expect(rows.map((r) => r[1])).toEqual(acts.map((a) => a.trim()));
  const back = await house.ask('POST', '/api/imports/employee/refused?lang=0', { token: hr.token, body: { heads: ['工号', '姓名', '原因'], rows: acts.map((a, i) => [`9${i}`, a, '测试']) } });
  expect(back.status).toBe(200);
  expect(back.headers.get('content-disposition')).toMatch(/^attachment;/);
  const formula = await send(READ, 'a.xlsx', zip([...BOOK, sheet(`<row r="1">${cell('A1', '工号')}${cell('B1', '姓名')}</row><row r="2">${cell('A2', '8001')}<c r="B2" t="str"><f>HYPERLINK("http://evil.example")</f><v>点我</v></c></row>`)]));
  expect(formula.text).not.toContain('HYPERLINK');
});

test('没有收下的文件不留残余 [S4]', () => {
  expect(readdirSync(join(house.dataDir, 'attachments', 'incoming'))).toEqual([]);
});
