/** The state of the installation (系统状态) for whoever answers for all of it: what a physician would look at, the backups, and making or verifying one. */
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../kernel/access/actor.ts';
import { notAllowed, scopeOf } from '../../kernel/access/access.ts';
import type { HouseState, Label } from '../../kernel/api.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { type JobKind, jobsOf, labelsOf, startJob } from '../../kernel/job/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { backupJobs } from '../backup/jobs.ts';
import type { Place } from '../backup/restore.ts';
import { lastRestore, planRestore } from '../backup/plan.ts';
import { backupsIn, shelfIn } from '../backup/shelf.ts';
import { glance } from '../command/doctor.ts';
import { tenantList } from '../session.ts';
import { type Context, onceOf, read } from './context.ts';

/** An administrator of the whole organisation. */
export const answersForAll = async (tx: Tx): Promise<boolean> => (await scopeOf(tx, tx.actor, ['administrator'])) === null;

const wanted = z.strictObject({ name: z.string().max(60), password: z.string().max(200) });

export function houseRoutes(app: FastifyInstance, { kernel, sessions, version, jobKinds }: Context, place: Place, jobs: ReturnType<typeof backupJobs>, restart: (() => void) | null): void {
  const mustAnswer = async (request: FastifyRequest): Promise<Actor> => {
    const { actor } = await sessions.of(request);
    if (!(await kernel.read(actor, answersForAll))) throw notAllowed();
    return actor;
  };
  const kinds = Object.values(jobs).map((kind) => kind.name);
  /** Goes on while people work; one at a time. */
  const begin = <I extends object>(request: FastifyRequest, actor: Actor, kind: JobKind<I>, input: I, title: Label) => kernel.write(actor, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 12))', [tx.tenantId]);
    const [open] = await tx.query(`select 1 from job where tenant_id = $1 and kind = any($2) and state in ('waiting', 'running') limit 1`, [tx.tenantId, kinds]);
    if (open) throw new Refusal('house.busy', ['已有备份或校验在进行，请等它结束', 'A backup or a verification is under way; wait until it ends']);
    return startJob(tx, kind, input, title);
  }, onceOf(request, kind.name));
  /** A backup holds the data of every organisation here: nobody brings back, or loses, those of another. */
  const alone = async (tenantId: string): Promise<boolean> => (await tenantList(kernel)).every((tenant) => tenant.id === tenantId || tenant.demo);
  app.get('/api/house', async (request): Promise<HouseState> => {
    const actor = await mustAnswer(request);
    const [findings, backups, all] = await Promise.all([glance(place, kernel.clock.now()), backupsIn(place.dataDir), kernel.read(actor, (tx) => jobsOf(tx, labelsOf(jobKinds), { any: true }))]);
    return { version, findings, backups, jobs: all.filter((j) => kinds.includes(j.kind)).slice(0, 5), restored: await lastRestore(place.dataDir), mayRestore: restart !== null && (await alone(actor.tenantId)) };
  });
  app.post('/api/house/backup', async (request) => begin(request, await mustAnswer(request), jobs.backup, {}, ['备份全部数据', 'Back up everything']));
  app.post('/api/house/verify', async (request) => {
    const actor = await mustAnswer(request);
    const [newest] = await backupsIn(place.dataDir);
    if (!newest) throw new Refusal('house.no_backup', ['还没有备份可以校验', 'There is no backup to verify yet']);
    return begin(request, actor, jobs.verify, { name: newest.name }, [`校验 ${newest.name}`, `Verify ${newest.name}`]);
  });
  app.post('/api/house/restore', { config: { rateLimit: { max: 5, timeWindow: '1 minute' } } }, async (request) => {
    const session = await sessions.of(request);
    const { actor } = session;
    if (!(await kernel.read(actor, answersForAll))) throw notAllowed();
    const { name, password } = read(wanted, request.body);
    if (!restart || !(await alone(actor.tenantId))) throw new Refusal('house.restore_here', ['这里有几个组织，请停止程序后在终端执行 npm run dutydesk -- restore', 'There are several organisations here; stop the program and run npm run dutydesk -- restore at the terminal']);
    if (!(await backupsIn(place.dataDir)).some((b) => b.name === name)) throw new Refusal('house.no_backup', ['这份备份已经不在', 'That backup is no longer there'], 404);
    await sessions.confirm(request, session, password);
    await planRestore(place.dataDir, join(shelfIn(place.dataDir), name));
    // The answer goes out first.
    setTimeout(restart, 300);
    return {};
  });
}
