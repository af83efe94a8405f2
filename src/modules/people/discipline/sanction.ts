/**
 * A sanction as decided and served (处分决定), with the explanation frozen on the day of the decision. It is in force for a time,
 * used up by accumulation, revoked, or replaced by a new decision on the same incident; one of them stands at a time.
 * Serves CC-ESC-1 to CC-ESC-3b, CG-14, CG-15, SM-2, SM-3.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, takeStep, type Tx } from '../../../kernel/index.ts';
import { LEVEL_LABELS, rank } from '../rulebook/index.ts';
import { DismissalReviewProcess } from './dismissal-process.ts';
import { withdrawReviews } from './dismissal-review.ts';
import { READERS } from './roles.ts';

export const LEVELS = { action: LEVEL_LABELS.action, iip: LEVEL_LABELS.iip, oral: LEVEL_LABELS.oral, written: LEVEL_LABELS.written } as const;
/** States in which a decision is the one that stands for its incident. */
const STANDING = ['issued', 'in_force', 'consumed', 'expired'] as const;
const once = { readonly: true } as const;
const later = { readonly: true, optional: true } as const;

export const Sanction = defineRegister('sanction', {
  label: ['处分决定', 'Sanction'],
  number: 'CF-{yyyy}-{0000}',
  gapless: true,
  fields: {
    employee: f.ref('员工', 'Employee', 'employee', once),
    level: f.choice('级别', 'Level', LEVELS, once),
    clause: f.text('条款', 'Clause', { max: 28, ...once }),
    family: f.text('同类', 'Family', { max: 40, ...once }),
    rulebook_no: f.text('守则版本', 'Rulebook version', { max: 12, ...once }),
    incident: f.ref('违纪事件', 'Incident', 'incident', once),
    occurred_on: f.date('事发日', 'Day of the act', once),
    decided_on: f.date('决定日', 'Decided on', once),
    decided_by: f.text('决定人', 'Decided by', { max: 60, ...once }),
    months_in_force: f.integer('效力（月）', 'Months in force', once),
    contract_term: f.text('合同期', 'Contract term', { max: 60, ...once }),
    change_reason: f.longText('与建议不同的理由', 'Why it departs from the proposal', { max: 1000, ...later }),
    second_approver: f.text('第二批准人', 'Second approver', { max: 60, ...later }),
    served_on: f.date('送达日', 'Served on', later),
    served_how: f.choice('送达方式', 'How served', { signed: ['本人签收', 'Signed'], refused: ['拒签，两人见证', 'Refused before two witnesses'] }, later),
    in_force_to: f.date('效力至', 'In force to', later),
    consumed_by: f.ref('并入', 'Merged into', 'sanction', later),
    review: f.yesNo('可进入解除审查', 'Eligible for dismissal review', once),
    revoke_reason: f.text('撤销原因', 'Why revoked', { max: 300, ...later }),
    round: f.integer('第几次决定', 'Decision number', { min: 1, max: 99, hint: ['同一事件撤销后重新决定的次序', 'Counts the decisions on one incident'], ...once }),
    replaces: f.ref('取代', 'Replaces', 'sanction', later),
    first_served_on: f.date('首次送达日', 'First served on', { hint: ['减轻的处分从第一次送达起算', 'A lighter decision counts from the first service'], ...later }),
    compared_with: f.text('比照条款', 'Compared clause', { max: 28, ...later }),
    accused_user: f.ref('本人', 'The person', 'app_user', later),
    explanation: f.longText('依据', 'Why', { max: 60_000, ...once }),
  },
  title: ['employee', 'level'],
  list: ['employee', 'level', 'clause', 'occurred_on', 'served_on', 'in_force_to', 'consumed_by'],
  sorts: ['-number', '-served_on', '-decided_on'],
  unique: [['incident', 'round']],
  indexes: [['employee', 'state']],
  access: { read: READERS, create: [], own: 'accused_user' },
  empty: ['还没有处分。处分由违纪事件的“决定”产生。', 'No sanctions yet. They come from deciding an incident.'],
});

export const SanctionProcess = defineProcess(Sanction, 'issued',
  {
    issued: { label: ['待送达', 'To be served'], tone: 'waiting' },
    in_force: {
      label: ['有效', 'In force'], tone: 'active',
      timer: { step: 'expire', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.in_force_to ?? day, c) },
    },
    consumed: { label: ['已合并', 'Used up'], tone: 'stopped' },
    expired: { label: ['已届满', 'Expired'], tone: 'done' },
    suspended: { label: ['依据已变，待重新决定', 'Its basis has changed, to be decided anew'], tone: 'waiting' },
    replaced: { label: ['已被新决定取代', 'Replaced by a new decision'], tone: 'stopped' },
    revoked: { label: ['已撤销', 'Revoked'], tone: 'stopped' },
  },
  (step) => ({
    serve: step({
      label: ['送达', 'Served'], from: ['issued'], to: 'in_force', by: [],
      form: { served_how: f.choice('送达方式', 'How served', { signed: ['本人签收', 'Signed'], refused: ['拒签，两人见证', 'Refused before two witnesses'] }) },
      set: ({ record, day }) => ({ served_on: day, in_force_to: lastDayInForce(record.first_served_on ?? day, record.months_in_force) }),
    }),
    consume: step({ label: ['并入', 'Used up'], from: ['in_force'], to: 'consumed', by: [], form: { consumed_by: f.ref('并入', 'Merged into', 'sanction') } }),
    expire: step({ label: ['届满', 'Expired'], from: ['in_force'], to: 'expired', by: [], form: {} }),
    restore: step({ label: ['恢复效力', 'In force again'], from: ['consumed'], to: 'in_force', by: [], form: {}, set: () => ({ consumed_by: null }) }),
    suspend: step({ label: ['待重新决定', 'To be decided anew'], from: [...STANDING], to: 'suspended', by: [], form: {}, effect: ({ tx, record }) => release(tx, record.id) }),
    replace: step({ label: ['被取代', 'Replaced'], from: [...STANDING, 'suspended'], to: 'replaced', by: [], form: {}, effect: ({ tx, record }) => release(tx, record.id) }),
    revoke: step({
      label: ['撤销', 'Revoke'], tone: 'danger', from: [...STANDING, 'suspended'], to: 'revoked', by: [],
      form: { revoke_reason: f.text('撤销原因', 'Why revoked', { max: 300 }) },
      effect: ({ tx, record }) => release(tx, record.id),
    }),
  }),
);

/** What it used up is in force again, and a review that rested on it has lost its ground. */
async function release(tx: Tx, id: string): Promise<void> {
  const merged = await tx.query<{ id: string }>(`select id from sanction where tenant_id = $1 and consumed_by = $2 and state = 'consumed' order by number`, [tx.tenantId, id]);
  for (const one of merged) await takeStep(tx, SanctionProcess, one.id, 'restore', {});
  await withdrawReviews(tx, DismissalReviewProcess, id);
}

export interface NewSanction {
  readonly employee: string; readonly level: keyof typeof LEVELS; readonly clause: string; readonly family: string; readonly rulebook_no: string; readonly incident: string; readonly occurred_on: string;
  readonly decided_on: string; readonly decided_by: string; readonly months_in_force: number; readonly contract_term: string; readonly change_reason: string | null; readonly second_approver: string | null;
  readonly review: boolean; readonly accused_user: string | null; readonly explanation: string; readonly unit_id: string;
  readonly compared_with: string | null;
}

/** The latest decision on an incident that is not gone: standing, or waiting to be decided anew. */
export async function latestDecision(tx: Tx, incident: string): Promise<LatestDecision | null> {
  const [row] = await tx.query<LatestDecision>(
    `select s.id, s.number, s.state, s.level, s.round, s.served_on, s.first_served_on, s.decided_on, s.explanation, f.number as first_number, f.decided_on as first_decided_on
     from sanction s join sanction f on f.tenant_id = s.tenant_id and f.incident = s.incident and f.round = 1
     where s.tenant_id = $1 and s.incident = $2 and s.state not in ('revoked', 'replaced') order by s.round desc limit 1`, [tx.tenantId, incident]);
  return row ?? null;
}
export interface LatestDecision {
  readonly id: string; readonly number: string; readonly state: string; readonly level: keyof typeof LEVELS; readonly round: number; readonly served_on: string | null; readonly first_served_on: string | null;
  readonly decided_on: string; readonly explanation: string; readonly first_number: string; readonly first_decided_on: string;
}

/**
 * Writes the decision and uses up, in the same transaction, the past Orals it takes together (AC-02). Nobody types one in by hand. A decision
 * that is no heavier than the one it replaces counts from the first service: the person had been warned by then.
 */
export async function issueSanction(tx: Tx, values: NewSanction, consumes: readonly string[]): Promise<string> {
  const before = await latestDecision(tx, values.incident);
  const [last] = await tx.query<{ round: number }>('select coalesce(max(round), 0) as round from sanction where tenant_id = $1 and incident = $2', [tx.tenantId, values.incident]);
  if (before) await takeStep(tx, SanctionProcess, before.id, 'replace', {});
  const noHeavier = before !== null && rank(values.level) <= rank(before.level);
  const { id } = await createRecord(tx, Sanction, {
    ...values, round: (last?.round ?? 0) + 1, replaces: before?.id ?? null, first_served_on: noHeavier ? (before.first_served_on ?? before.served_on) : null,
  });
  const used = await tx.query<{ id: string }>('select id from sanction where tenant_id = $1 and employee = $2 and number = any($3) order by number', [tx.tenantId, values.employee, consumes]);
  for (const one of used) await takeStep(tx, SanctionProcess, one.id, 'consume', { consumed_by: id });
  return id;
}

/** Served 24 November for 12 months: in force to 23 November, so that the windows of the code and this day agree. */
export function lastDayInForce(served: string, months: number): string {
  return calendar.addDays(calendar.addMonths(served, months), -1);
}
