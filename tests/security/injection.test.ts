/** Texts that would act, in every register: what leaves as a file, on paper or by mail stays text, and no page lets a script of its own in. */
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givePost } from '../../src/kernel/access/people.ts';
import { AppUser } from '../../src/kernel/access/organisation.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { newId } from '../../src/kernel/database/id.ts';
import { updateRecord } from '../../src/kernel/register/write.ts';
import { zipEntries, zipText } from '../../src/server/files/zip.ts';
import { NO_OTHERS } from '../../src/server/start-settings.ts';
import { inParallel, openHouse, type House, type Person } from '../access/house.ts';
import { PAYLOADS, plantEach, spoilt } from './planted.ts';

const DIST = join(process.cwd(), 'dist', 'web');
let house: House;
let all: Person;
let smtp: SMTPServer;
const mails: string[] = [];
const slips: string[] = [];
let ids: Map<string, string[]>;

beforeAll(async () => {
  smtp = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onData(stream, _session, done) { let text = ''; stream.on('data', (part: Buffer) => { text += part.toString('utf8'); }).on('end', () => { mails.push(text); done(); }); } });
  const port = await new Promise<number>((open) => { const server = smtp.listen(0, '127.0.0.1', () => open((server.address() as AddressInfo).port)); });
  house = await openHouse({ signingIn: { ...NO_OTHERS, publicUrl: 'https://desk.example.org', mail: { url: `smtp://127.0.0.1:${port}`, from: 'desk@example.org' } }, ...(existsSync(DIST) ? { webDir: DIST } : {}) });
  all = await house.person(house.here, 'administrator', 'YL', { password: 'a long enough password' });
  for (const role of new Set(house.kernel.modules.flatMap((m) => Object.keys(m.roles)))) if (role !== 'administrator') await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => { await givePost(tx, all.id, { role, unit: 'YL' }); return {}; });
  ids = await plantEach(house, spoilt(0));
  for (const [i, text] of PAYLOADS.entries()) {
    const id = newId(new Date());
    await house.owner.query(`insert into slip values ($1, $2, 'test', $3, 'member', $4, 'test', $5, 'hash', now(), $4)`, [house.here.tenant.id, id, `S${i}`, ids.get('member')![0], JSON.stringify({ label: [text, text], copies: [[text, text]], number: `S${i}`, lines: [{ label: [text, text], value: text }] })]);
    slips.push(id);
  }
}, 300_000);
afterAll(async () => { await house.close(); await new Promise<void>((done) => { smtp.close(() => done()); }); });

const bytesOf = async (path: string): Promise<{ readonly status: number; readonly bytes: Buffer; readonly headers: Headers }> => {
  const answer = await fetch(house.app.address + path, { headers: { cookie: `dutydesk=${all.token}` } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
};
const cellsOf = (csv: string): string[] => [...csv.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map((m) => (m[1] ?? m[2] ?? '').replaceAll('""', '"'));
const ACTS = /^[\s\u200b]*[=+\-@|\uff1d\uff0b\uff0d\uff20]/;
/** A cell of figures may begin with a minus. */
const FIGURE = /^-?[\d.,]+%?$/;

test('导出 csv、xlsx:没有一格能当公式执行,也没有宏与外部连接;总是下载,不在页内打开 [S7]', async () => {
  const wrong: string[] = [];
  let [cells, texts] = [0, 0];
  await inParallel([...house.kernel.registers.values()], async (r) => {
    const base = `/api/records/${r.name}/export?columns=${Object.keys(r.fields).join(',')}`;
    const csv = await bytesOf(`${base}&format=csv`);
    const xlsx = await bytesOf(`${base}&format=xlsx`);
    for (const file of [csv, xlsx]) {
      if (file.status !== 200) wrong.push(`${r.name}: ${file.status}`);
      else if (!/^attachment;/.test(file.headers.get('content-disposition') ?? '') || file.headers.get('x-content-type-options') !== 'nosniff') wrong.push(`${r.name}: opens in the page`);
    }
    for (const cell of cellsOf(csv.bytes.toString('utf8').replace(/^\uFEFF/, ''))) {
      cells++;
      if (PAYLOADS.some((p) => cell.includes(p))) texts++;
      if (ACTS.test(cell) && !FIGURE.test(cell)) wrong.push(`${r.name}: ${cell}`);
    }
    for (const entry of zipEntries(xlsx.bytes)) {
      if (/vba|external|connection|query/i.test(entry.name)) wrong.push(`${r.name}: ${entry.name}`);
      else if (/sheet\d+\.xml$/.test(entry.name) && /<f[ >]|<hyperlink|<script|<img/.test(zipText(xlsx.bytes, entry.name))) wrong.push(`${r.name}: formula or markup in ${entry.name}`);
    }
  });
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(2_000);
  expect(texts).toBeGreaterThan(150);
}, 300_000);

test('报表与综合报告的 Word:内容只是文字,没有宏、链接、外部引用 [S7]', async () => {
  const wrong: string[] = [];
  let [read, held] = [0, 0];
  await inParallel([...[...house.kernel.reports.keys()].map((name) => `/api/reports/${name}/export?format=docx`), ...[...house.kernel.composedReports.keys()].map((name) => `/api/composed-reports/${name}/export?format=docx`)], async (path) => {
    const { status, bytes } = await bytesOf(path);
    // A report that needs parameters says so.
    if (status >= 500) wrong.push(`${status} ${path}`);
    if (status !== 200) return;
    read++;
    for (const entry of zipEntries(bytes)) {
      if (/vba|embed|activex/i.test(entry.name)) wrong.push(`${path}: ${entry.name}`);
      const text = /\.(xml|rels)$/.test(entry.name) ? zipText(bytes, entry.name) : '';
      if (/data-hit(?![^<]*<\/w:t>)|<script|<img|TargetMode="External"|3703701/.test(text)) wrong.push(`${path}: ${entry.name}`);
      if (/&lt;(script|img|svg|iframe|b|a|x) data-hit/.test(text)) held++;
    }
  });
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(20);
  expect(held).toBeGreaterThan(0);
}, 300_000);

test('单据 PDF:没有脚本、动作、链接、嵌入文件 [S7]', async () => {
  const wrong: string[] = [];
  for (const [i, id] of slips.entries()) {
    const paper = ['a4', '80mm'][i % 2]!;
    const { status, bytes } = await bytesOf(`/api/slips/${id}/pdf?paper=${paper}`);
    if (status !== 200) wrong.push(`${id} ${paper}: ${status}`);
    if (/\/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile|RichMedia|SubmitForm)\b/.test(opened(bytes))) wrong.push(`${id} ${paper}: acts`);
  }
  expect(wrong).toEqual([]);
});
/** The objects of a PDF, those in compressed streams too. */
function opened(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/\/Type\s*\/ObjStm[\s\S]*?stream\r?\n/g)].map((m) => { try { return inflateSync(pdf.subarray(m.index + m[0].length)).toString('latin1'); } catch { return ''; } });
  return text.replace(/stream\r?\n[\s\S]*?endstream/g, '') + streams.join('');
}

test('信件:只有纯文本,组织名与姓名里的内容进不了信头 [S7]', async () => {
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), (tx) => updateRecord(tx, AppUser, all, { mail: 'zhang@example.org', display_name: '<img data-hit src=x onerror=__hit=1>' }));
  await house.owner.query(`update tenant set name = $2 where id = $1`, [house.here.tenant.id, '云岭<script>__hit=1</script>\r\nBcc: evil@example.org']);
  await new Promise((done) => { setTimeout(done, 1_100); });
  await house.ask('POST', '/api/sign-in/forgotten', { body: { organisation: 'here', name: all.login } });
  await expect.poll(() => mails.length).toBe(1);
  const [head] = mails[0]!.split('\r\n\r\n');
  expect(head).toMatch(/^Content-Type: text\/plain/mi);
  expect(head).not.toMatch(/^(Bcc|Cc):/mi);
  expect(mails[0]).not.toMatch(/text\/html|multipart/i);
});

test('反转方向与看不见的字符:登记时去掉,存下的没有 [S7]', async () => {
  const post = await house.ask('POST', '/api/records/member', { token: all.token, body: { values: { name: '王\u202e\u200b丽\u2066', phone: '13800000001', birthday_kind: 'solar' } } });
  expect(post.status).toBe(200);
  const page = await house.ask('GET', `/api/records/member/${post.json<{ id: string }>().id}`, { token: all.token });
  expect(page.text).toContain('王丽');
  expect(page.text).not.toMatch(/[\u200b\u202a-\u202e\u2066-\u2069]/);
});

test('每个网页与每个回答都带内容安全策略:脚本只来自自己,页里没有内联脚本与事件 [S7]', async () => {
  const pages = ['/', '/visit/', '/sign-in', '/reset', '/r/member', `/r/member/${ids.get('member')![0]}`, '/set-up', '/no/such/page', '/%3Cscript%3E', '/slip/x', '/i/here/x/y', '/api/me', '/api/nonsense', '/health', '/api/records/member?filter=%3Cscript%3E'];
  const wrong: string[] = [];
  let html = 0;
  for (const path of pages) {
    const { bytes, headers } = await bytesOf(path);
    const policy = headers.get('content-security-policy') ?? '';
    if (!/script-src 'self'(;|$)/.test(policy) || !/object-src 'none'/.test(policy) || !/base-uri 'none'/.test(policy) || !/frame-ancestors 'none'/.test(policy) || headers.get('x-content-type-options') !== 'nosniff' || headers.get('referrer-policy') !== 'no-referrer' || headers.has('access-control-allow-origin') || headers.get('content-type') === null) wrong.push(`${path}: ${policy}`);
    const type = headers.get('content-type') ?? '';
    if (!type.startsWith('text/html')) continue;
    html++;
    wrong.push(...inlined(bytes.toString('utf8')).map((what) => `${path}: ${what}`));
  }
  for (const name of ['index.html', 'visit/index.html']) wrong.push(...inlined(readFileSync(join('src/web', name), 'utf8')).map((what) => `${name}: ${what}`));
  expect(wrong).toEqual([]);
  expect(inlined('<script>1</script><p onclick="x()"><a href="javascript:1">')).toHaveLength(3);
  if (existsSync(DIST)) expect(html).toBeGreaterThan(8);
});
const inlined = (html: string): string[] => [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*["']|(?:href|src)\s*=\s*["']?\s*javascript:/gi)].map((m) => m[0]);
