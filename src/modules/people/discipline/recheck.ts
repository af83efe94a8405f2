/**
 * The trace of a cascade (重新核定): for every decision that was built on one now revoked or reduced, what it was, what it comes to when
 * computed again, how many levels deep, and how it was decided in the end. Nobody types one in. Serves SM-3.
 */
import { createRecord, defineProcess, defineRegister, f, takeStep, type Tx } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS } from '../rulebook/index.ts';
import type { Fallen } from './cascade.rules.ts';
import { stored } from './explained.rules.ts';
import { freeze } from './frozen.ts';
import { CASE_READERS } from './roles.ts';

const once = { readonly: true } as const;
const later = { readonly: true, optional: true } as const;

export const SanctionRecheck = defineRegister('sanction_recheck', {
  label: ['重新核定', 'Decision computed again'],
  number: 'FH-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee', once),
    root: f.ref('起因处分', 'Set off by', 'sanction', once),
    reason: f.text('起因', 'Why', { max: 400, ...once }),
    sanction: f.ref('受影响的处分', 'Decision affected', 'sanction', once),
    incident: f.ref('违纪事件', 'Incident', 'incident', once),
    depth: f.integer('第几层', 'Levels deep', once),
    because: f.text('所依据的处分', 'Built on', { max: 300, ...once }),
    was: f.choice('原级别', 'Was', LEVEL_LABELS, once),
    was_review: f.yesNo('原可进入解除审查', 'Was eligible for dismissal review', once),
    comes_to: f.choice('重新计算', 'Comes to', LEVEL_LABELS, { hint: ['留空为不再处分', 'Empty: no sanction'], ...later }),
    explanation: f.longText('重新计算的依据', 'Why it comes to that', { max: 60_000, ...once }),
    new_sanction: f.ref('新决定', 'New decision', 'sanction', later),
  },
  title: ['sanction', 'comes_to'],
  list: ['employee', 'sanction', 'was', 'comes_to', 'depth', 'because', 'new_sanction'],
  sorts: ['-number', 'depth'],
  access: { read: CASE_READERS, create: [] },
  empty: ['没有重新核定。处分经申诉撤销或减轻后，以它为依据的处分在此逐层列出。', 'Nothing to compute again. When a decision is revoked or reduced, those built on it stand here level by level.'],
});

export const SanctionRecheckProcess = defineProcess(SanctionRecheck, 'open',
  {
    open: { label: ['待重新决定', 'To be decided anew'], tone: 'waiting' },
    unchanged: { label: ['结果不变', 'Holds as it was'], tone: 'done' },
    decided: { label: ['已重新决定', 'Decided anew'], tone: 'done' },
    lapsed: { label: ['不再处分', 'No sanction any more'], tone: 'stopped' },
  },
  (step) => ({
    hold: step({ label: ['结果不变', 'Holds'], from: ['open'], to: 'unchanged', by: [], form: {} }),
    decide: step({ label: ['已重新决定', 'Decided anew'], from: ['open'], to: 'decided', by: [], form: { new_sanction: f.ref('新决定', 'New decision', 'sanction') } }),
    lapse: step({ label: ['不再处分', 'No sanction'], from: ['open'], to: 'lapsed', by: [], form: {} }),
  }),
);

export interface Affected { readonly id: string; readonly incident: string; readonly employee: string; readonly unit_id: string }

export async function writeRecheck(tx: Tx, affected: Affected, cause: { readonly root: string; readonly reason: string }, fallen: Fallen): Promise<void> {
  const { id } = await createRecord(tx, SanctionRecheck, {
    employee: affected.employee, root: cause.root, reason: cause.reason, sanction: affected.id, incident: affected.incident, depth: fallen.depth, because: fallen.because.join(' '),
    was: fallen.was, was_review: fallen.wasReview, comes_to: fallen.now, explanation: stored(freeze(fallen.explanation)), unit_id: affected.unit_id,
  });
  if (fallen.same) await takeStep(tx, SanctionRecheckProcess, id, 'hold', {});
}

/** The incident was decided anew, or ends without a sanction. */
export async function settleRechecks(tx: Tx, incident: string, newSanction: string | null): Promise<void> {
  const open = await tx.query<{ id: string }>(`select id from sanction_recheck where tenant_id = $1 and incident = $2 and state = 'open' order by number`, [tx.tenantId, incident]);
  for (const { id } of open) {
    if (newSanction === null) await takeStep(tx, SanctionRecheckProcess, id, 'lapse', {});
    else await takeStep(tx, SanctionRecheckProcess, id, 'decide', { new_sanction: newSanction });
  }
}

/** Numbers of this person's decisions that have to be decided anew before this one, because it is built on them. */
export async function openBefore(tx: Tx, employee: string, firstNumber: string): Promise<readonly string[]> {
  const rows = await tx.query<{ number: string }>(
    `select s.number from sanction s join sanction f on f.tenant_id = s.tenant_id and f.incident = s.incident and f.round = 1
     where s.tenant_id = $1 and s.employee = $2 and s.state = 'suspended' and f.number < $3 order by f.number`, [tx.tenantId, employee, firstNumber]);
  return rows.map((row) => row.number);
}

export const levelOf = (level: Level | null): readonly [string, string] => (level === null ? ['不再处分', 'no sanction'] : LEVEL_LABELS[level]);
