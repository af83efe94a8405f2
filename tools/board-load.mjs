/**
 * The dispatch board under load (派工看板压测): fills a running demo with open orders and looks at the board in a browser. Prints how long the
 * server takes, how long until the board stands, and how even the frames are while it is scrolled and while an order is moved by keyboard.
 * `node tools/board-load.mjs http://127.0.0.1:8080 2000`; only against a demo, for the orders stay.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { tell } from './node-runtime.mjs';

const [at = 'http://127.0.0.1:8080', wanted = '2000'] = process.argv.slice(2);
const AT_ONCE = 8;
const signedIn = await fetch(`${at}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'duanfei', password: 'dutydesk-demo' }) });
const cookie = signedIn.headers.get('set-cookie').split(';')[0];
const ask = async (path, init = {}) => {
  const answer = await fetch(at + path, { ...init, headers: { cookie, 'content-type': 'application/json', ...init.headers } });
  // The product takes so many requests a minute from one address; filling it waits for the next.
  if (answer.status === 429) return pause(2_000).then(() => ask(path, init));
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
const post = (path, body) => ask(path, { method: 'POST', headers: { 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify(body) });
const board = () => ask(`/api/queries/dispatch_board?params=${encodeURIComponent(JSON.stringify({ span: 'week' }))}`);

await fill(Number(wanted));
const found = await board();
tell(`在看板上 ${found.orders.length} 单，其中待派 ${found.orders.filter((o) => o.technician === null).length} 单`, `${found.orders.length} orders on the board, ${found.orders.filter((o) => o.technician === null).length} of them to be assigned`);
const answers = [];
for (let i = 0; i < 15; i++) {
  const begun = performance.now();
  await board();
  answers.push(performance.now() - begun);
}
tell(`查询（周）中位 ${median(answers)} ms`, `query for a week, median ${median(answers)} ms`);
await look();

/** A third without anybody, the rest spread over the technicians and the week. */
async function fill(count) {
  const known = await board();
  const places = (await ask('/api/records/site?size=100')).rows;
  const types = (await ask('/api/records/service_type?size=100')).rows.filter((t) => t.code === 'MAINT');
  let next = known.orders.length;
  const one = async (n) => {
    const region = known.regions[n % known.regions.length];
    const crew = known.technicians.filter((t) => t.region === region.id);
    const place = places[n % places.length];
    const { id } = await post('/api/records/service_order', { values: { customer: place.customer, site: place.id, region: region.id, service_type: types[0].id, priority: n % 9 === 0 ? 'urgent' : 'normal', content: `压测 ${n}` } });
    if (n % 3 === 0) return;
    const from = Date.parse(known.days[n % 7].start) + (n % 14) * 3_600_000;
    await post(`/api/records/service_order/${id}/steps/issue`, { input: { technician: crew[n % crew.length].id, planned_from: new Date(from).toISOString(), planned_to: new Date(from + 5_400_000).toISOString(), override_reason: null } });
  };
  const worker = async () => { while (next < count) await one(next++); };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function look() {
  const { path } = findBrowser();
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
  const context = await browser.newContext({ baseURL: at, viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await context.request.post('/api/sign-in', { data: { name: 'duanfei', password: 'dutydesk-demo' } });
  const page = await context.newPage();
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  for (const span of ['day', 'week']) {
    const begun = performance.now();
    await page.goto(`/p/orders/dispatch?span=${span}`);
    await page.locator('.db-card').first().waitFor();
    tell(`${span}：打开到画出 ${Math.round(performance.now() - begun)} ms，画了 ${await page.locator('.db-bar-item, .db-card').count()} 张卡`, `${span}: drawn after ${Math.round(performance.now() - begun)} ms, ${await page.locator('.db-bar-item, .db-card').count()} cards drawn`);
    for (const part of ['.db-cards', '.db-rows']) report(`${span} ${part}`, await page.evaluate(scrolled, part));
  }
  await page.goto('/p/orders/dispatch');
  await page.locator('.db-card').first().focus();
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    globalThis.frames_ = [];
    let last = performance.now();
    const step = (now) => { globalThis.frames_.push(now - last); last = now; requestAnimationFrame(step); };
    requestAnimationFrame(step);
  });
  for (let i = 0; i < 40; i++) await page.keyboard.press(i % 2 ? 'ArrowDown' : 'ArrowRight');
  report('键盘移动 / moving by keyboard', await page.evaluate(() => globalThis.frames_));
  await browser.close();
}

/** Scrolls from top to bottom in the page and gives back how long each frame took. */
function scrolled(part) {
  return new Promise((resolve) => {
    const box = document.querySelector(part);
    const frames = [];
    let last = performance.now();
    const step = (now) => {
      frames.push(now - last);
      last = now;
      box.scrollTop += 120;
      if (frames.length < 180) requestAnimationFrame(step);
      else resolve(frames);
    };
    requestAnimationFrame(step);
  });
}

function report(what, frames) {
  const sorted = frames.slice(2).sort((a, b) => a - b);
  const late = sorted.filter((ms) => ms > 34).length;
  tell(`${what}：每帧中位 ${median(sorted)} ms，95% 在 ${Math.round(sorted[Math.floor(sorted.length * 0.95)])} ms 内，最长 ${Math.round(sorted.at(-1))} ms，慢于 30 帧/秒的 ${late} 帧`,
    `${what}: frame median ${median(sorted)} ms, 95 % within ${Math.round(sorted[Math.floor(sorted.length * 0.95)])} ms, longest ${Math.round(sorted.at(-1))} ms, ${late} frames slower than 30 a second`);
}

function median(values) {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] * 10) / 10;
}
