/** The application: migrates, opens the kernel, loads the demo on first run, answers HTTP, runs the jobs, and takes all of it down again. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { removeTenant, tenantsOf } from '../kernel/access/tenant.ts';
import type { Label } from '../kernel/api.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { keyFrom, openCipher } from '../kernel/database/cipher.ts';
import { openPool } from '../kernel/database/connect.ts';
import { applicationUrl, migrate } from '../kernel/database/migrate.ts';
import { openKernel, withSystem, type Kernel } from '../kernel/runtime.ts';
import type { Module } from '../kernel/module.ts';
import { modules as ownModules } from '../modules.ts';
import { DEMO_CODE, demoSignIns, ensureDemo, type SignIn } from './demo.ts';
import { openStore } from './files/store.ts';
import { openHttp } from './http.ts';
import { startJobs } from './jobs.ts';
import { openApi } from './openapi.ts';
import type { Context } from './routes/context.ts';
import { deskRoutes } from './routes/desk.ts';
import { fileRoutes } from './routes/files.ts';
import { governanceRoutes } from './routes/governance.ts';
import { recordRoutes } from './routes/records.ts';
import { reportRoutes } from './routes/reports.ts';
import { openSessions } from './session.ts';

export const VERSION = '0.1.0';

export interface AppOptions {
  readonly ownerUrl: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  readonly webDir: string;
  /** For tests and measurements. */
  readonly clock?: Clock;
  readonly requestsPerMinute?: number;
  readonly quiet?: boolean;
  readonly modules?: readonly Module[];
}
export interface App {
  readonly address: string;
  readonly signIns: readonly { readonly name: string; readonly password: string; readonly post: Label }[];
  readonly kernel: Kernel;
  close(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const modules = options.modules ?? ownModules;
  mkdirSync(options.dataDir, { recursive: true });
  await migrate(options.ownerUrl, withSystem(modules));
  const url = await applicationUrl(options.ownerUrl, options.dataDir);
  const cipher = openCipher(keyFrom(join(options.dataDir, 'sealing.key')));
  if (options.demo) await ensureDemo({ url, modules, cipher }, options.ownerUrl, (id) => withOwner(options.ownerUrl, (owner) => removeTenant(owner, id)));
  const kernel = openKernel({ url, modules, cipher, clock: options.clock ?? systemClock });
  const http = await openHttp(kernel, { webDir: options.webDir, requestsPerMinute: options.requestsPerMinute ?? 1_200, ...(options.quiet ? { log: false } : {}) });
  const isDemo = (await tenantsOf(kernel.pool)).some((t) => t.code === DEMO_CODE);
  const signIns: readonly SignIn[] = isDemo ? demoSignIns(kernel) : [];
  const context: Context = { kernel, sessions: openSessions(kernel), store: await openStore(join(options.dataDir, 'attachments')), version: VERSION, demoSignIns: () => signIns };
  for (const routes of [deskRoutes, recordRoutes, reportRoutes, governanceRoutes, fileRoutes]) routes(http, context);
  const description = openApi(kernel, VERSION);
  http.get('/api/openapi.json', async (request) => {
    await context.sessions.of(request);
    return description;
  });
  http.get('/health', async () => {
    await kernel.side.query('select 1');
    return { ok: true, version: VERSION };
  });
  await http.listen({ host: options.host, port: options.port });
  const jobs = startJobs(kernel, (what, e) => http.log.error({ err: e }, what));
  const address = http.server.address() as AddressInfo;
  return {
    address: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`, signIns, kernel,
    async close() {
      await jobs.stop();
      await http.close();
      await kernel.close();
    },
  };
}

async function withOwner<T>(url: string, work: (pool: ReturnType<typeof openPool>) => Promise<T>): Promise<T> {
  const pool = openPool(url, 1);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
