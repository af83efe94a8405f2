// What people and attackers hand in as attachments: kept by content, named harmlessly, refused when it could run.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, safeName, type Store } from './store.ts';
import { writeXlsx } from './workbook.ts';

let dir = '';
let store: Store;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'attachments-'));
  store = await openStore(dir);
});
afterAll(() => rm(dir, { recursive: true }));

const keep = (bytes: Buffer | string, originalName = 'a.bin') => store.put(Readable.from([Buffer.from(bytes)]), { maxBytes: 3_000_000, originalName });
const mp4 = (brand: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(12)]);
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('按内容认定类型，不信文件名 [S4]', () => {
  test.each<[string, Buffer, string]>([
    ['png', PNG, 'image/png'],
    ['jpeg', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
    ['gif', Buffer.from('GIF89a\u0001\u0000'), 'image/gif'],
    ['webp', Buffer.from('RIFF\u0000\u0000\u0000\u0000WEBPVP8 '), 'image/webp'],
    ['pdf', Buffer.from('%PDF-1.7\n%'), 'application/pdf'],
    ['mp4', mp4('isom'), 'video/mp4'],
    ['手机录像', mp4('qt  '), 'video/quicktime'],
    ['docx', zip(['[Content_Types].xml', 'word/document.xml']), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['xlsx', zip(['[Content_Types].xml', 'xl/workbook.xml', 'xl/printerSettings/printerSettings1.bin']), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['zip', zip(['照片/1.png', '说明.txt']), 'application/zip'],
    ['文本', Buffer.from('值班记录：a < b && c > d\r\n\t第二行'), 'text/plain'],
    ['GB18030 文本', Buffer.from('d6b5b0e0bcc7c2bc', 'hex'), 'text/plain'],
  ])('%s', async (_, bytes, type) => {
    expect((await keep(bytes, 'evil.svg')).type).toBe(type);
  });

  test.each<[string, Buffer | string, string]>([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'attachment.markup'],
    ['带声明的 SVG', '\ufeff<?xml version="1.0"?>\n<!-- x --><svg/>', 'attachment.markup'],
    ['网页', '  <!DOCTYPE html><html></html>', 'attachment.markup'],
    ['藏在文字后的脚本', `${'记录 '.repeat(3000)}<ScRiPt src=x>`, 'attachment.markup'],
    ['XXE', '<!ENTITY x SYSTEM "file:///etc/passwd">', 'attachment.markup'],
    ['PHP', '<?php system($_GET[0]);', 'attachment.markup'],
    ['UTF-16 网页', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<script>', 'utf16le')]), 'attachment.unknown_kind'],
    ['Windows 程序', 'MZ\u0090\u0000', 'attachment.program'],
    ['Linux 程序', Buffer.from('7f454c460201', 'hex'), 'attachment.program'],
    ['脚本', '#!/bin/sh\nrm -rf /', 'attachment.program'],
    ['旧版 Office', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'attachment.old_office'],
    ['docm', zip(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']), 'attachment.macro'],
    ['改名的 xlsm', zip(['[Content_Types].xml', 'xl/workbook.xml', 'xl/VBAPROJECT.BIN']), 'attachment.macro'],
    ['Excel 4 宏', zip(['[Content_Types].xml', 'xl/workbook.xml', 'xl/macrosheets/sheet1.xml']), 'attachment.macro'],
    ['ActiveX', zip(['[Content_Types].xml', 'word/document.xml', 'word/activeX/activeX1.xml']), 'attachment.macro'],
    ['嵌入对象', zip(['[Content_Types].xml', 'word/document.xml', 'word/embeddings/oleObject1.bin']), 'attachment.macro'],
    ['压缩包里的程序', zip(['a/发票.pdf.exe']), 'attachment.program'],
    ['压缩包里的 SVG', zip(['a.svg']), 'attachment.program'],
    ['向上的路径', zip(['../../etc/cron.d/x']), 'attachment.unknown_kind'],
    ['绝对路径', zip(['C:\\windows\\x.txt']), 'attachment.unknown_kind'],
    ['没有目录的压缩包', Buffer.from('504b030414000000', 'hex'), 'attachment.unknown_kind'],
    ['目录残缺的压缩包', zip(['a.txt']).fill(0, 35, 60), 'attachment.unknown_kind'],
    ['未知二进制', Buffer.from([0, 1, 2, 3, 4]), 'attachment.unknown_kind'],
    ['空文件', '', 'attachment.empty'],
  ])('拒绝%s', async (_, bytes, code) => {
    await expect(keep(bytes, '照片.png')).rejects.toMatchObject({ name: 'Refusal', code });
    expect(await readdir(join(dir, 'incoming'))).toEqual([]);
  });

  test('自己导出的工作簿收得回来', async () => {
    const file = await buffer(writeXlsx({ title: '导出', lang: 0, columns: [{ label: '名', kind: 'text' }], rows: [['王丽']] }));
    expect((await keep(file)).type).toContain('spreadsheetml');
  });
});

describe('存放', () => {
  test('按哈希存放，读回原样；同一文件只存一份', async () => {
    const bytes = Buffer.concat([PNG, Buffer.alloc(300_000, 7)]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const halves = () => Readable.from([bytes.subarray(0, 100_001), bytes.subarray(100_001)]);
    const [first, second] = await Promise.all([1, 2].map(n => store.put(halves(), { maxBytes: 400_000, originalName: `${n}.png` })));
    expect(first).toEqual({ sha256, bytes: bytes.length, type: 'image/png', name: '1.png' });
    expect(second?.sha256).toBe(sha256);
    const path = join(dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    expect(await readdir(join(path, '..'))).toEqual([sha256]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const opened = await store.open(sha256);
    expect(opened.bytes).toBe(bytes.length);
    expect((await buffer(opened.stream)).equals(bytes)).toBe(true);
    expect(await store.verify(sha256)).toBe(true);
    await writeFile(path, (await readFile(path)).fill(1, 5000, 5001));
    expect(await store.verify(sha256)).toBe(false);
  });

  test('超出大小即停，不留残余', async () => {
    let sent = 0;
    const endless = Readable.from((function* (): Generator<Buffer> {
      for (; ; sent += 1) yield Buffer.alloc(10_000, 65);
    })());
    await expect(store.put(endless, { maxBytes: 50_000, originalName: 'a.txt' })).rejects.toMatchObject({ code: 'attachment.too_large', status: 413 });
    expect(sent).toBeLessThan(50);
    expect(await readdir(join(dir, 'incoming'))).toEqual([]);
  });

  test('上传中断，不留残余', async () => {
    const broken = Readable.from((function* (): Generator<Buffer> {
      yield PNG;
      throw new Error('connection reset');
    })());
    await expect(store.put(broken, { maxBytes: 50_000, originalName: 'a.png' })).rejects.toThrow('connection reset');
    expect(await readdir(join(dir, 'incoming'))).toEqual([]);
  });

  test('不是哈希的编号打不开任何文件', async () => {
    for (const id of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`]) await expect(store.open(id)).rejects.toMatchObject({ code: 'attachment.unknown', status: 404 });
    await expect(store.open('0'.repeat(64))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await store.verify('0'.repeat(64))).toBe(false);
  });
});

test.each([
  ['../../etc/passwd', 'passwd'], ['C:\\temp\\照片.png', '照片.png'], ['a\u202egnp.exe', 'agnp.exe'], ['a\u0000b\r\n.txt', 'ab.txt'], ['', 'file'], ['..', 'file'],
  ['CON.txt', '_CON.txt'], ['a"b<c>|d?.pdf', 'a_b_c__d_.pdf'], [`${'长'.repeat(300)}.docx`, `${'长'.repeat(115)}.docx`], ['.htaccess', 'htaccess'], ['𠮷.png', '𠮷.png'],
])('文件名 %j → %j [S4]', (given, safe) => {
  expect(safeName(given)).toBe(safe);
});

/** A zip of empty entries. */
function zip(names: readonly string[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const name of names.map(one => Buffer.from(one))) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, name);
    central.push(entry, name);
    offset += head.length + name.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
