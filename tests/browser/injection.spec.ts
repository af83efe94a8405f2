/**
 * Texts that would act, in every register of a house of its own, and every kind of screen opened by somebody who holds every post: nothing runs, nothing
 * becomes an element, nothing is asked of another host. Every day a part, evenly spread; DUTYDESK_INJECTION=all looks at all of them.
 */
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Meta } from '../../src/kernel/api.ts';
import { givePost } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { newId } from '../../src/kernel/database/id.ts';
import { openHouse, type House, type Person } from '../access/house.ts';
import { PAYLOADS, plantEach, spoilt } from '../security/planted.ts';

const ALL = process.env['DUTYDESK_INJECTION'] === 'all';
let house: House;
let browser: Browser;
let person: Person;
let ids: Map<string, string[]>;
let slip = '';

beforeAll(async () => {
  house = await openHouse({ webDir: join(process.cwd(), 'dist', 'web') });
  person = await house.person(house.here, 'administrator', 'YL');
  await house.kernel.write(asSystem(house.here.tenant.id, 'test'), async (tx) => {
    for (const role of new Set(house.kernel.modules.flatMap((m) => Object.keys(m.roles)))) if (role !== 'administrator') await givePost(tx, person.id, { role, unit: 'YL' });
    return {};
  });
  ids = await plantEach(house, spoilt(1));
  slip = newId(new Date());
  await house.owner.query(`insert into slip values ($1, $2, 'test', 'S1', 'member', $3, 'test', $4, 'hash', now(), $3)`, [house.here.tenant.id, slip, ids.get('member')![0],
    JSON.stringify({ label: [PAYLOADS[1], PAYLOADS[1]], copies: [[PAYLOADS[4], PAYLOADS[4]]], number: 'S1', lines: PAYLOADS.map((p) => ({ label: [p, p], value: p })) })]);
  browser = await chromium.connect(inject('desk').chromium);
}, 300_000);
afterAll(async () => { await browser.close(); await house.close(); });

/** What came true at one screen. */
async function watched(): Promise<{ readonly page: Page; taken(): string[] }> {
  const context = await browser.newContext({ baseURL: house.app.address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  const { host } = new URL(house.app.address);
  await context.addCookies([{ name: 'dutydesk', value: person.token, url: house.app.address, httpOnly: true, sameSite: 'Strict' }]);
  const found: string[] = [];
  await context.exposeFunction('ddSaw', (what: string) => { found.push(what); });
  await context.addInitScript(() => {
    const saw = (globalThis as unknown as { ddSaw(what: string): void }).ddSaw;
    Object.defineProperty(globalThis, '__hit', { set() { saw('a script ran'); } });
    document.addEventListener('securitypolicyviolation', (e) => saw(`the policy stopped ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  });
  const page = await context.newPage();
  page.on('dialog', (d) => { found.push(`a dialog: ${d.message()}`); void d.dismiss(); });
  page.on('request', (r) => { if (/^https?:/.test(r.url()) && new URL(r.url()).host !== host) found.push(`asked ${r.url()}`); });
  page.on('pageerror', (e) => { found.push(`an error: ${e.message.slice(0, 200)}`); });
  return { page, taken: () => found.splice(0) };
}

const settled = async (page: Page): Promise<void> => {
  await page.locator('h1, main').first().waitFor();
  // A heading stands before what it heads was asked for: what is drawn must stay the same for a moment, and say no more that it is loading.
  let before = '';
  await expect.poll(async () => {
    const [now, loading] = await page.evaluate(() => [document.body.innerText, document.querySelector('.loading, [aria-busy="true"], .ant-skeleton') !== null] as const);
    const same = now === before && !loading && now.length > 40;
    before = now;
    return same;
  }, { timeout: 15_000, interval: 200 }).toBe(true);
};
const became = (page: Page): Promise<string[]> => page.evaluate(() => [
  ...[...document.querySelectorAll('[data-hit]')].map((e) => `became an element: ${e.outerHTML.slice(0, 100)}`),
  ...[...document.querySelectorAll('a, form, iframe')].flatMap((e) => ['href', 'action', 'src', 'srcdoc'].map((a) => e.getAttribute(a) ?? '').filter((v) => /^\s*(javascript|data|vbscript):/i.test(v))).map((v) => `leads to ${v}`),
  ...(document.body.innerText.includes('3703701') ? ['a template was filled in'] : []),
]);
const shows = (page: Page): Promise<boolean> => page.evaluate((payloads) => payloads.some((p) => document.body.innerText.includes(p) || [...document.querySelectorAll('input, textarea')].some((e) => (e as HTMLInputElement).value.includes(p))), [...PAYLOADS]);

test('陷阱本身能看见:有脚本执行、有元素、有外部请求时会报', async () => {
  const { page, taken } = await watched();
  await page.goto('/sign-in');
  await page.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<img data-hit src=x onerror="__hit=1"><a href="javascript:1">x</a>'); (globalThis as unknown as { __hit: number }).__hit = 1; });
  await page.waitForTimeout(300);
  expect(await became(page)).toHaveLength(2);
  expect(taken().map((t) => t.split(' ').slice(0, 3).join(' '))).toEqual(expect.arrayContaining(['a script ran', 'the policy stopped']));
  await page.context().close();
});

test('各台账的列表、记录、登记页、单据、报表、页面、搜索、审计:没有一处执行、变成元素或外出请求 [S7]', async () => {
  const { page, taken } = await watched();
  const meta = await (await page.request.get('/api/meta')).json() as Meta;
  const often = [`/slip/${slip}`, `/slip/${slip}?print=1`, '/', '/audit', '/access', '/parameters', `/search?q=${encodeURIComponent('<b data-hit>')}`, `/search?q=${encodeURIComponent('data-hit')}`];
  const others = meta.modules.flatMap((m) => [
    ...m.pages.map((p) => `/p/${m.name}/${p.name}`), ...m.reports.map((r) => `/report/${r.name}`),
    ...m.registers.flatMap((r) => [`/r/${r.name}`, ...(ids.get(r.name) ? [`/r/${r.name}/${ids.get(r.name)!.at(-1)}`] : [])]),
  ]);
  const asked = [...often, ...others.filter((_, i) => ALL || i % 13 === 3)];
  const wrong: string[] = [];
  let [looked, showing] = [0, 0];
  for (const address of asked) {
    await page.goto(address);
    await settled(page);
    looked++;
    if (await shows(page)) showing++;
    wrong.push(...[...taken(), ...await became(page)].map((what) => `${address}: ${what}`));
  }
  process.stdout.write(`S7 screens=${looked} showing=${showing} wrong=${wrong.length}\n`);
  expect(wrong).toEqual([]);
  expect(looked).toBeGreaterThan(40);
  expect(showing).toBeGreaterThan(12);
  await page.context().close();
}, 1_800_000);

test('每个网页:策略不许内联脚本,页里也没有 [S7]', async () => {
  for (const path of ['/', '/visit/', '/sign-in', '/reset', '/r/member', '/no/such/page', '/set-up', '/intake/here/x/y']) {
    const answer = await fetch(house.app.address + path);
    const html = await answer.text();
    expect(answer.headers.get('content-type'), path).toMatch(/^text\/html/);
    expect(answer.headers.get('content-security-policy'), path).toMatch(/script-src 'self'(;|$)/);
    expect([...html.matchAll(/<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:/gi)].map((m) => m[0]), path).toEqual([]);
  }
});
