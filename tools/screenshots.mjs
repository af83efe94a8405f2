/**
 * The README's pictures, taken from the running program: starts the built product with its demo in a folder of its own, looks at the
 * pages as the people of the demo, writes docs/images. `npm run screenshots`, after `node tools/build.mjs`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { PROJECT } from './node-runtime.mjs';

const PORT = 18_621;
const at = `http://127.0.0.1:${PORT}`;
const images = join(PROJECT, 'docs', 'images');
const PICTURES = [
  { name: 'my-work', login: 'sulin', address: '/' },
  { name: 'lost-items', login: 'liyan', address: '/r/lost_item' },
  { name: 'points-ranking', login: 'duanfei', address: '/p/service-points/board' },
  { name: 'replay', login: 'qinlan', address: '/p/discipline/replay' },
  { name: 'rulebook-check', login: 'qinlan', address: '/p/rulebook/check', dark: true },
  { name: 'dispatch-board', login: 'duanfei', address: '/p/orders/dispatch' },
  { name: 'work-summary', login: 'niewenbo', address: '/p/work-reports/summary' },
  { name: 'budget', login: 'fanghua', address: '/p/expenses/budget' },
  { name: 'phone', login: 'liyan', address: '/', width: 390 },
];

const browserPath = findBrowser().path;
if (browserPath === null) throw new Error('no browser found');
const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-pictures-'));
const product = spawn(process.execPath, [join(PROJECT, 'dist', 'server.mjs')], { env: { ...process.env, PORT: String(PORT), DUTYDESK_DATA: dataDir }, stdio: 'ignore' });
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  while (!(await fetch(`${at}/health`).then((r) => r.ok, () => false))) await pause(200);
  mkdirSync(images, { recursive: true });
  for (const { name, login, address, dark = false, width = 1280 } of PICTURES) {
    const context = await browser.newContext({ baseURL: at, viewport: { width, height: width < 600 ? 780 : 800 }, colorScheme: dark ? 'dark' : 'light', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    await context.request.post('/api/sign-in', { data: { name: login, password: 'dutydesk-demo' } });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator('main h1').first().waitFor();
    await pause(1_500);
    await page.screenshot({ path: join(images, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  const gone = new Promise((done) => product.once('exit', done));
  product.kill('SIGTERM');
  await gone;
  rmSync(dataDir, { recursive: true, force: true });
}
