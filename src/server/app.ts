/** The application: migrates, opens the kernel, loads the demo on first run, answers HTTP, does the jobs and what the clock asks for, and takes all of it down again. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { removeTenant, tenantsOf } from '../kernel/access/tenant.ts';
import type { Label } from '../kernel/api.ts';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { openCipher } from '../kernel/database/cipher.ts';
import { applicationUrl, migrate } from '../kernel/database/migrate.ts';
import { openKernel, withSystem, type Kernel } from '../kernel/runtime.ts';
import type { Module } from '../kernel/module.ts';
import { modules as ownModules } from '../modules.ts';
import { startDailyBackups } from './backup/daily.ts';
import { DEMO_CODE, demoSignIns, ensureDemo, type SignIn } from './demo.ts';
import { openStore } from './files/store.ts';
import { openHttp } from './http.ts';
import { backupJobs } from './backup/jobs.ts';
import { startClockRounds } from './clock-rounds.ts';
import { exportRoutes } from './routes/exports.ts';
import { exportJob } from './export-jobs.ts';
import { importJobs } from './import-jobs.ts';
import { kindsOf, startJobRunner } from './job-runner.ts';
import { jobRoutes } from './routes/jobs.ts';
import { openMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import type { Context } from './routes/context.ts';
import { accountRoutes } from './routes/account.ts';
import { deskRoutes } from './routes/desk.ts';
import { fileRoutes } from './routes/files.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { changeRoutes } from './routes/changes.ts';
import { governanceRoutes } from './routes/governance.ts';
import { importRoutes } from './routes/imports.ts';
import { intakeRoutes } from './routes/intakes.ts';
import { recordRoutes } from './routes/records.ts';
import { noticeRoutes } from './routes/notices.ts';
import { startNotices } from './notices/start.ts';
import { openOutbound } from './outbound/outbound.ts';
import { paperRoutes } from './routes/papers.ts';
import { reportRoutes } from './routes/reports.ts';
import { sealingKeys } from './sealing-key.ts';
import { openSessions, tenantList } from './session.ts';
import { watchRoom } from './room.ts';
import { houseRoutes } from './routes/house.ts';
import { viewRoutes } from './routes/views.ts';
import { setUpRoutes } from './routes/set-up.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { openPost } from './mail/mail.ts';
import { mustNotBeNewer } from './newer.ts';
import { NO_OTHERS, type SigningInSettings } from './start-settings.ts';
import { mayLoadDemo, withOwner } from './set-up.ts';
import { VERSION } from './version.ts';


export interface AppOptions {
  readonly ownerUrl: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  readonly webDir: string;
  /** A backup a day into the data folder. */
  readonly backups?: boolean;
  /** The database lies in the data folder: nothing is written while its disk is nearly full. */
  readonly ownDatabase?: boolean;
  /** Opens /metrics to whoever shows it. */
  readonly metricsToken?: string;
  readonly signingIn?: SigningInSettings;
  readonly outboundAllow?: readonly string[];
  /** Ends the program so that it is started again, for what cannot be done while it runs. */
  readonly restart?: () => void;
  /** For tests and measurements. */
  readonly clock?: Clock;
  readonly requestsPerMinute?: number;
  readonly quiet?: boolean;
  readonly logTo?: { write(line: string): void };
  readonly modules?: readonly Module[];
}
export interface App {
  readonly address: string;
  readonly signIns: readonly { readonly name: string; readonly password: string; readonly post: Label }[];
  readonly kernel: Kernel;
  /** Where to make the first organisation, while there is none. */
  readonly setUp: string | null;
  close(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const modules = options.modules ?? ownModules;
  mkdirSync(options.dataDir, { recursive: true });
  // Tests bring tables of their own along.
  if (!options.modules) await mustNotBeNewer(options.ownerUrl, modules);
  await migrate(options.ownerUrl, withSystem(modules));
  const url = await applicationUrl(options.ownerUrl, options.dataDir);
  const cipher = openCipher(...sealingKeys(options.dataDir));
  const store = await openStore(join(options.dataDir, 'attachments'));
  const clock = options.clock ?? systemClock;
  if (options.demo && (await mayLoadDemo(options.ownerUrl))) await ensureDemo({ url, modules, cipher, clock, store }, options.ownerUrl, (id) => withOwner(options.ownerUrl, (owner) => removeTenant(owner, id)));
  const room = options.ownDatabase ? watchRoom(options.dataDir) : null;
  const kernel = openKernel({ url, modules, cipher, clock, ...(room ? { mustHaveRoom: room.mustHaveRoom } : {}) });
  const http = await openHttp(kernel, { webDir: options.webDir, requestsPerMinute: options.requestsPerMinute ?? 1_200, ...(options.logTo ? { log: options.logTo } : options.quiet ? { log: false } : {}), alwaysHttps: options.signingIn?.publicUrl?.startsWith('https:') ?? false });
  if (options.metricsToken !== undefined) openMetrics(http, kernel, { token: options.metricsToken, dataDir: options.dataDir });
  const tenants = await tenantsOf(kernel.pool);
  const signIns: readonly SignIn[] = tenants.some((t) => t.code === DEMO_CODE) ? demoSignIns(kernel) : [];
  const token = randomBytes(12).toString('hex');
  const signingIn = options.signingIn ?? NO_OTHERS;
  const post = signingIn.mail ? openPost(signingIn.mail) : null;
  const restart = options.restart ?? null;
  const place = { ownerUrl: options.ownerUrl, dataDir: options.dataDir, modules };
  const backups = backupJobs(place, VERSION);
  const imports = importJobs(options.dataDir);
  const largeList = exportJob(kernel);
  const jobKinds = kindsOf(kernel, [backups.backup, backups.verify, imports.tryOut, imports.bring, largeList]);
  const outbound = openOutbound({ allow: options.outboundAllow ?? [] });
  const context: Context = { kernel, jobKinds, signingIn, post, outbound, sessions: openSessions(kernel, signingIn.directory), store, version: VERSION, demoSignIns: async () => ((await tenantList(kernel)).some((t) => t.demo) ? signIns : []) };
  for (const routes of [signInRoutes, accountRoutes, deskRoutes, recordRoutes, reportRoutes, governanceRoutes, fileRoutes, changeRoutes, intakeRoutes, viewRoutes, bulkRoutes, noticeRoutes, paperRoutes]) routes(http, context);
  setUpRoutes(http, context, { ownerUrl: options.ownerUrl, token, dataDir: options.dataDir, restart });
  houseRoutes(http, context, place, backups, restart);
  exportRoutes(http, context, largeList);
  jobRoutes(http, context, place);
  importRoutes(http, context, options.dataDir, imports);
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
  const report = (what: string, e: unknown) => http.log.error({ err: e }, what);
  const rounds = startClockRounds(kernel, options.dataDir, report);
  const runner = startJobRunner(kernel, jobKinds, place, report);
  const notices = startNotices({ kernel, post, outbound, publicUrl: signingIn.publicUrl }, report);
  const daily = options.backups === true ? startDailyBackups(options.ownerUrl, { dataDir: options.dataDir, program: VERSION, now: () => clock.now() }, report) : null;
  const address = http.server.address() as AddressInfo;
  const at = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  return {
    address: at, signIns, kernel, setUp: tenants.length === 0 ? `${at}/set-up?token=${token}` : null,
    async close() {
      await runner.stop();
      await rounds.stop();
      await notices.stop();
      await daily?.stop();
      await http.close();
      post?.close();
      await kernel.close();
      room?.stop();
    },
  };
}
