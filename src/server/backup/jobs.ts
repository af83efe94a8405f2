/** Backups and their verification as jobs: asked for in the page by who answers for all of it; one at a time, because each reads the whole database. */
import { join } from 'node:path';
import type { Label } from '../../kernel/api.ts';
import type { JobKind } from '../../kernel/job/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { StartProblem } from '../start-problem.ts';
import { sweepLeftovers } from './leftovers.ts';
import { type Place, verifyBackup } from './restore.ts';
import { backupsIn, backUpToShelf, shelfIn } from './shelf.ts';

export interface VerifyInput { readonly name: string }

export function backupJobs(place: Place, program: string): { readonly backup: JobKind<object>; readonly verify: JobKind<VerifyInput> } {
  return {
    backup: {
      name: 'house.backup', label: ['备份', 'Backup'],
      async run({ now }) {
        await sweepLeftovers(place, now());
        const made = await backUpToShelf(place.ownerUrl, { dataDir: place.dataDir, at: now(), program });
        const amount: Label = [`${made.tables} 张表，${made.rows} 行，${made.attachments} 个附件`, `${made.tables} tables, ${made.rows} rows, ${made.attachments} attachments`];
        if (made.missing.length > 0) throw new StartProblem('backup.missing', [`已备份 ${amount[0]}，但有 ${made.missing.length} 个附件丢失或变过`, `Backed up ${amount[1]}, but ${made.missing.length} attachments are gone or changed`]);
        return { said: [`已备份：${amount[0]}`, `Backed up: ${amount[1]}`] };
      },
    },
    verify: {
      name: 'house.verify', label: ['校验备份', 'Verification of a backup'],
      async run({ input, now }) {
        await sweepLeftovers(place, now());
        if (!(await backupsIn(place.dataDir)).some((b) => b.name === input.name)) throw new Refusal('house.no_backup', ['这份备份已经不在', 'That backup is no longer there']);
        const { tables, rows, attachments } = await verifyBackup(join(shelfIn(place.dataDir), input.name), place);
        return { said: [`${input.name} 恢复到临时库核对无误：${tables} 张表，${rows} 行，${attachments} 个附件`, `${input.name} was restored into a scratch database and agrees: ${tables} tables, ${rows} rows, ${attachments} attachments`] };
      },
    },
  };
}
