/** The state of the installation (系统状态) for whoever answers for all of it: what a physician would look at, the backups, and making or verifying one. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/access/actor.ts';
import { notAllowed, scopeOf } from '../../kernel/access/access.ts';
import type { HouseState, Label } from '../../kernel/api.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { type JobKind, jobsOf, labelsOf, startJob } from '../../kernel/job/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { backupJobs } from '../backup/jobs.ts';
import type { Place } from '../backup/restore.ts';
import { backupsIn } from '../backup/shelf.ts';
import { glance } from '../command/doctor.ts';
import { type Context, onceOf } from './context.ts';

/** An administrator of the whole organisation. */
export const answersForAll = async (tx: Tx): Promise<boolean> => (await scopeOf(tx, tx.actor, ['administrator'])) === null;

export function houseRoutes(app: FastifyInstance, { kernel, sessions, version, jobKinds }: Context, place: Place, jobs: ReturnType<typeof backupJobs>): void {
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
  app.get('/api/house', async (request): Promise<HouseState> => {
    const actor = await mustAnswer(request);
    const [findings, backups, all] = await Promise.all([glance(place, kernel.clock.now()), backupsIn(place.dataDir), kernel.read(actor, (tx) => jobsOf(tx, labelsOf(jobKinds), { any: true }))]);
    return { version, findings, backups, jobs: all.filter((j) => kinds.includes(j.kind)).slice(0, 5) };
  });
  app.post('/api/house/backup', async (request) => begin(request, await mustAnswer(request), jobs.backup, {}, ['备份全部数据', 'Back up everything']));
  app.post('/api/house/verify', async (request) => {
    const actor = await mustAnswer(request);
    const [newest] = await backupsIn(place.dataDir);
    if (!newest) throw new Refusal('house.no_backup', ['还没有备份可以校验', 'There is no backup to verify yet']);
    return begin(request, actor, jobs.verify, { name: newest.name }, [`校验 ${newest.name}`, `Verify ${newest.name}`]);
  });
}
