/** What a person does at the screen, and what stands in the database afterwards: used by every browser test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { inject } from 'vitest';
import type pg from 'pg';
import { openPool } from '../../src/kernel/database/connect.ts';
import { assert } from '../../src/kernel/refusal.ts';

export const PASSWORD = 'dutydesk-demo';

/** What time it is for the product and at every screen (see open-desk.ts). */
export const now = (): Date => new Date(Date.now() + inject('desk').ahead);

export interface Look { readonly width?: number; readonly height?: number; readonly dark?: boolean; readonly english?: boolean }
export interface Desk {
  readonly address: string;
  /** A person at a screen of their own, signed in through the page. */
  person(login: string, look?: Look): Promise<Page>;
  /** A screen at which nobody is signed in. */
  screen(look?: Look): Promise<Page>;
  /** Reads what was stored; nothing is ever written this way. `now()` is the time of the product. */
  stored<T extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** Every test file opens it at its beginning and closes it at its end; the product behind it stays the same for the whole run. */
export async function openDesk(): Promise<Desk> {
  const { address, database, chromium: endpoint } = inject('desk');
  const browser: Browser = await chromium.connect(endpoint);
  const pool = openPool(database, 1);
  const contexts: BrowserContext[] = [];
  const screen = async ({ width = 1440, height = width < 600 ? 844 : 900, dark = false, english = false }: Look = {}) => {
    const context = await browser.newContext({
      baseURL: address, locale: english ? 'en-GB' : 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce',
      viewport: { width, height }, hasTouch: width < 600, acceptDownloads: true,
    });
    contexts.push(context);
    context.setDefaultTimeout(40_000);
    await context.addInitScript(turnClock, inject('desk').ahead);
    return context.newPage();
  };
  return {
    address, screen,
    async person(login, look) {
      const page = await screen(look);
      await signIn(page, login);
      return page;
    },
    stored: async (sql, values = []) => (await pool.query(sql.replaceAll('now()', `timestamptz '${now().toISOString()}'`), [...values])).rows,
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await pool.end();
    },
  };
}

/** Runs in the page: its clock goes as far ahead as the product's. */
function turnClock(ahead: number): void {
  const Real = Date;
  class Turned extends Real {
    constructor(...given: [] | [number]) {
      super(...(given.length === 0 ? [Real.now() + ahead] as const : given));
    }
    static override now(): number { return Real.now() + ahead; }
  }
  globalThis.Date = Turned as DateConstructor;
}

export async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
}

/** What the page says, as one text. */
export const said = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

/** Chooses from a list that is looked through by typing: a record, a person, a unit. */
export async function choose(within: Locator, label: string | RegExp, typed: string): Promise<void> {
  const page = within.page();
  await within.getByLabel(label).fill(typed);
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: typed }).first().click();
}

/** What the browser saves when something is pressed. */
/** Takes away what is shown in one of the forms that 导出 offers. */
export function exported(page: Page, form: RegExp, menu = '导出'): ReturnType<typeof download> {
  return download(page, async () => {
    await page.getByRole('main').getByRole('button', { name: menu, exact: true }).click();
    await page.getByRole('menuitem', { name: form }).click();
  });
}

export async function download(page: Page, press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-download-'));
  try {
    await file.saveAs(join(folder, 'file'));
    return { name: file.suggestedFilename(), bytes: readFileSync(join(folder, 'file')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Draws on a signature pad as a hand would. */
export async function draw(pad: Locator): Promise<void> {
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  assert(box, 'the pad is on the screen');
  const { mouse } = pad.page();
  await mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.6);
  await mouse.down();
  for (let i = 1; i <= 12; i++) await mouse.move(box.x + box.width * (0.2 + i * 0.05), box.y + box.height * (0.5 + 0.3 * Math.sin(i)));
  await mouse.up();
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What axe finds on the page against WCAG 2.2 AA, a line each. Put into the page by hand: through its own adapter it takes three times as long. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`);
  }, WCAG);
}
