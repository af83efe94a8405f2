/** One running product with its demo organisation and one Chromium for all browser tests of a run. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { ProvidedContext } from 'vitest';
import type { TestProject } from 'vitest/node';
import { openPool } from '../../src/kernel/database/connect.ts';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { assert } from '../../src/kernel/refusal.ts';
import { startApp } from '../../src/server/app.ts';
import { findBrowser } from '../../tools/browser.mjs';
import { build, isStale } from '../../tools/build.mjs';

declare module 'vitest' {
  interface ProvidedContext { desk: { readonly address: string; readonly database: string; readonly chromium: string; readonly ahead: number } }
}

/**
 * The day on which every browser test lives, whatever day it is: an ordinary Thursday morning in the middle of nothing. Another one may be named (a moment
 * as in ISO 8601, or `now`), to see whether the product minds the hour, the weekday or the end of a month.
 */
const MORNING = '2026-11-26T10:00:00+08:00';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

type Opened = ProvidedContext['desk'] & { close(): Promise<void> };
/** Each line of days loads this file anew, so what they share lies where both see it. */
const shared = globalThis as { dutydeskDesk?: { readonly opened: Promise<Opened>; users: number } };

/** Both lines of days ask for it; the first opens it and the last closes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.dutydeskDesk ??= { opened: open(), users: 0 };
  const desk = shared.dutydeskDesk;
  desk.users += 1;
  const { close, ...provided } = await desk.opened;
  project.provide('desk', provided);
  return async () => {
    desk.users -= 1;
    if (desk.users > 0) return;
    delete shared.dutydeskDesk;
    await close();
  };
}

async function open(): Promise<Opened> {
  const base = process.env.DUTYDESK_TEST_POSTGRES;
  assert(base, 'tests/global-setup.ts runs before and starts PostgreSQL');
  if (isStale()) await build();
  const webDir = join(projectRoot(), 'dist', 'web');
  assert(existsSync(join(webDir, 'index.html')), 'the pages are built');
  const { path } = findBrowser();
  assert(path, 'browser tests need Chromium; CHROMIUM_PATH names one');

  const name = `b_${randomBytes(6).toString('hex')}`;
  const admin = openPool(base, 1);
  await admin.query(`create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'dutydesk-browser-'));
  const named = process.env.DUTYDESK_TEST_NOW || MORNING;
  const ahead = named === 'now' ? 0 : new Date(named).getTime() - Date.now();
  assert(Number.isFinite(ahead), 'DUTYDESK_TEST_NOW is `now` or a moment as in ISO 8601');
  const clock = { now: () => new Date(Date.now() + ahead) };
  const app = await startApp({ clock, ownerUrl: url.toString(), dataDir, host: '127.0.0.1', port: 0, demo: true, webDir, requestsPerMinute: 100_000, quiet: true, outboundAllow: ['127.0.0.1'] });
  const browser = await chromium.launchServer({ executablePath: path, args: FLAGS, host: '127.0.0.1' });
  return {
    address: app.address, database: url.toString(), chromium: browser.wsEndpoint(), ahead,
    async close() {
      await browser.close();
      await app.close();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
