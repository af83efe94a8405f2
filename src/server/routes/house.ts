/** The state of the installation (系统状态) for whoever answers for all of it: what a physician would look at, the backups, and making or verifying one. */
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notAllowed, scopeOf } from '../../kernel/access/access.ts';
import type { HouseState, Label } from '../../kernel/api.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Place } from '../backup/restore.ts';
import { verifyBackup } from '../backup/restore.ts';
import { backupsIn, backUpToShelf, shelfIn } from '../backup/shelf.ts';
import { glance } from '../command/doctor.ts';
import { explain, StartProblem } from '../start-problem.ts';
import type { Context } from './context.ts';

type What = 'backup' | 'verify';

/** An administrator of the whole organisation. */
export const answersForAll = async (tx: Tx): Promise<boolean> => (await scopeOf(tx, tx.actor, ['administrator'])) === null;

export function houseRoutes(app: FastifyInstance, { kernel, sessions, version }: Context, place: Place): void {
  let work: HouseState['work'] = null;
  let last: HouseState['last'] = null;
  const mustAnswer = async (request: FastifyRequest): Promise<void> => {
    const { actor } = await sessions.of(request);
    if (!(await kernel.read(actor, answersForAll))) throw notAllowed();
  };
  /** Goes on while people work; one at a time, because each reads the whole database. */
  const begin = (request: FastifyRequest, what: What, run: () => Promise<Label>): object => {
    if (work) throw new Refusal('house.busy', ['已有备份或校验在进行，请等它结束', 'A backup or a verification is under way; wait until it ends']);
    work = { what, since: kernel.clock.now().toISOString() };
    const end = (ok: boolean, said: Label) => { work = null; last = { what, ok, at: kernel.clock.now().toISOString(), said }; };
    run().then((said) => end(true, said), (e: unknown) => {
      request.log.error({ err: e }, what);
      end(false, explain(e, { dataDir: place.dataDir, host: '', port: 0 }).label);
    });
    return {};
  };
  app.get('/api/house', async (request): Promise<HouseState> => {
    await mustAnswer(request);
    const [findings, backups] = await Promise.all([glance(place, kernel.clock.now()), backupsIn(place.dataDir)]);
    return { version, findings, backups, work, last };
  });
  app.post('/api/house/backup', async (request) => {
    await mustAnswer(request);
    return begin(request, 'backup', async () => {
      const made = await backUpToShelf(place.ownerUrl, { dataDir: place.dataDir, at: kernel.clock.now(), program: version });
      const amount: Label = [`${made.tables} 张表，${made.rows} 行，${made.attachments} 个附件`, `${made.tables} tables, ${made.rows} rows, ${made.attachments} attachments`];
      if (made.missing.length > 0) throw new StartProblem('backup.missing', [`已备份 ${amount[0]}，但有 ${made.missing.length} 个附件丢失或变过`, `Backed up ${amount[1]}, but ${made.missing.length} attachments are gone or changed`]);
      return [`已备份：${amount[0]}`, `Backed up: ${amount[1]}`];
    });
  });
  app.post('/api/house/verify', async (request) => {
    await mustAnswer(request);
    const [newest] = await backupsIn(place.dataDir);
    if (!newest) throw new Refusal('house.no_backup', ['还没有备份可以校验', 'There is no backup to verify yet']);
    return begin(request, 'verify', async () => {
      const { tables, rows, attachments } = await verifyBackup(join(shelfIn(place.dataDir), newest.name), place);
      return [`${newest.name} 恢复到临时库核对无误：${tables} 张表，${rows} 行，${attachments} 个附件`, `${newest.name} was restored into a scratch database and agrees: ${tables} tables, ${rows} rows, ${attachments} attachments`];
    });
  });
}
