/** The addresses the navigation offers, in two themes, two languages and two widths: axe finds nothing against WCAG 2.2 AA, and nothing scrolls sideways. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Meta } from '../../src/kernel/api.ts';
import { type Desk, findings, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

const PEOPLE = ['admin', 'liyan', 'qinlan', 'duanfei', 'fanghua', 'hanxue', 'zongmin'];
const LOOKS = [
  { width: 1440, dark: false, english: false }, { width: 1440, dark: true, english: true },
  // Tall, so that what stands at the foot of the screen does not cover what is measured.
  { width: 390, height: 1_800, dark: true, english: false }, { width: 390, height: 1_800, dark: false, english: true },
];

async function addressesOf(page: Page, seen: Set<string>): Promise<string[]> {
  const meta = await (await page.request.get('/api/meta')).json() as Meta;
  const all = ['/', '/duties', '/search?q=li', '/guide', '/guide/first-steps', '/parameters', '/access', '/access?tab=matrix', '/audit'];
  for (const m of meta.modules) {
    all.push(...m.pages.map((p) => `/p/${m.name}/${p.name}`), ...m.reports.map((r) => `/report/${r.name}`));
    for (const [i, r] of m.registers.entries()) {
      all.push(`/r/${r.name}`, ...(r.mayCreate ? [`/r/${r.name}/new`] : []));
      // Asking every register for its first record takes longer than looking at pages: one register in twelve is asked, and its record and slip are looked at.
      if (!every && i % 12 !== 0 && !EVERYWHERE.test(`/r/${r.name}`)) continue;
      const { rows } = await (await page.request.get(`/api/records/${r.name}?size=1`)).json() as { rows?: { id: string }[] };
      const first = rows?.[0];
      if (!first) continue;
      all.push(`/r/${r.name}/${first.id}`);
      const { slips } = await (await page.request.get(`/api/records/${r.name}/${first.id}`)).json() as { slips?: { id: string }[] };
      if (slips?.[0]) all.push(`/slip/${slips[0].id}`);
    }
  }
  // A page looks the same for everybody who sees it; records and slips differ.
  return all.filter((a) => !seen.has(a) && seen.add(a));
}

/** What everybody sees all day is looked at in every combination; every other address in one, taking turns. */
const EVERYWHERE = /^\/$|^\/duties|^\/r\/lost_item$|^\/p\/points\/counter|^\/parameters/;
/** Drawn from definitions by the same few files: one in nine of them here, all with DUTYDESK_AXE=all. */
const RECORD = /[\da-f-]{36}$/;
const GENERATED = /^\/(r|report|slip)\//;
const every = process.env['DUTYDESK_AXE'] === 'all';

test('各个地址 axe 无发现，也不横向滚动', async () => {
  const seen = new Set<string>();
  const found: string[] = [];
  let turn = 0;
  let looked = 0;
  for (const login of PEOPLE) {
    const pages = await Promise.all(LOOKS.map((look) => desk.person(login, look)));
    const addresses = await addressesOf(pages[0]!, seen);
    const asked = addresses.filter((address, i) => every || !GENERATED.test(address) || EVERYWHERE.test(address) || RECORD.test(address) || i % 9 === 0);
    // Each look has a page of its own; they work side by side.
    const work = LOOKS.map((): string[] => []);
    for (const address of asked) for (const i of every || EVERYWHERE.test(address) ? [0, 1, 2, 3] : [turn++ % 4]) work[i]!.push(address);
    await Promise.all(work.map(async (mine, i) => {
      for (const address of mine) found.push(...await look(pages[i]!, `${login} ${address} (${JSON.stringify(LOOKS[i])})`, address));
    }));
    looked += asked.length;
    for (const page of pages) await page.context().close();
  }
  expect(found).toEqual([]);
  expect(looked).toBeGreaterThan(60);
}, 1_800_000);

async function look(page: Page, name: string, address: string): Promise<string[]> {
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy="true"], .ant-skeleton').first().waitFor({ state: 'hidden' });
  const violations = await findings(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...violations.map((v) => `${name}: ${v}`),
    ...(wide > 1 ? [`${name}: scrolls sideways by ${wide} px`] : []),
  ];
}
