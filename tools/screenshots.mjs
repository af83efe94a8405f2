/**
 * The README's pictures and the user guide's, taken from the running program: starts the built product with its demo in a folder of its own and
 * looks at the pages as the people of the demo. `npm run screenshots`, after `node tools/build.mjs`; with names only those
 * (`npm run screenshots -- lost-items points-counter`), `-- --at http://127.0.0.1:8321` from a demo that runs already.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { PROJECT } from './node-runtime.mjs';
import { PICTURES } from './pictures/index.mjs';

const PORT = 18_621;
const LANGUAGES = [['zh', 'zh-CN'], ['en', 'en-GB']];
const images = join(PROJECT, 'docs', 'images');
const FRONT = [
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

const asked = process.argv.slice(2);
const running = asked.includes('--at') ? asked.splice(asked.indexOf('--at'), 2)[1] : null;
const wanted = ({ name }) => asked.length === 0 || asked.includes(name);
const browserPath = findBrowser().path;
if (browserPath === null) throw new Error('no browser found');
const at = running ?? `http://127.0.0.1:${PORT}`;
const close = running === null ? startProduct() : async () => undefined;
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const failed = [];
try {
  while (!(await fetch(`${at}/health`).then((r) => r.ok, () => false))) await pause(200);
  mkdirSync(images, { recursive: true });
  for (const picture of FRONT.filter(wanted)) await look(picture, 'zh-CN', (page) => page.screenshot({ path: join(images, `${picture.name}.png`) }));
  for (const [language, locale] of LANGUAGES) {
    const folder = join(PROJECT, 'docs', 'guide', 'images', language);
    mkdirSync(folder, { recursive: true });
    for (const picture of PICTURES.filter(wanted)) {
      await look(picture, locale, async (page) => writeFileSync(join(folder, `${picture.name}.webp`), await webp(page))).catch((error) => { failed.push(`${language}/${picture.name}: ${error.message.split('\n')[0]}`); });
    }
  }
} finally {
  await browser.close();
  await close();
}
if (failed.length > 0) throw new Error(`Pictures not taken:\n${failed.join('\n')}`);

/** `before` does what must be done on the page first: opens a dialog, fills in a form. It gets the page and a choice between Chinese and English. */
async function look({ login, address, dark = false, width = 1280, height = width < 600 ? 780 : 800, before }, locale, take) {
  const context = await browser.newContext({ baseURL: at, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  try {
    if (login) await context.request.post('/api/sign-in', { data: { name: login, password: 'dutydesk-demo' } });
    const page = await context.newPage();
    await page.goto(typeof address === 'function' ? await address((path) => context.request.get(`/api${path}`).then((r) => r.json())) : address);
    await page.locator('h1').first().waitFor();
    await settled(page);
    await before?.(page, (zh, en) => (locale === 'zh-CN' ? zh : en));
    await settled(page);
    await take(page);
  } finally {
    await context.close();
  }
}

async function settled(page) {
  await page.locator('[aria-busy="true"], .ant-skeleton, .loading').first().waitFor({ state: 'hidden' });
  await pause(900);
}

/** A third of the size of a PNG, with letters as sharp; the browser writes it itself. */
async function webp(page) {
  const session = await page.context().newCDPSession(page);
  return Buffer.from((await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 })).data, 'base64');
}

function startProduct() {
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-pictures-'));
  const product = spawn(process.execPath, [join(PROJECT, 'dist', 'server.mjs')], { env: { ...process.env, PORT: String(PORT), DUTYDESK_DATA: dataDir }, stdio: 'ignore' });
  return async () => {
    const gone = new Promise((done) => product.once('exit', done));
    product.kill('SIGTERM');
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  };
}
