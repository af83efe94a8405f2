/**
 * A sanction as decided and served (处分决定), with the explanation frozen on the day of the decision. It is in force for a time,
 * used up by accumulation, or revoked. Serves CC-ESC-1 to CC-ESC-3b, CG-14, CG-15, SM-2.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import { LEVEL_LABELS } from '../rulebook/index.ts';
import { withdrawReviews } from './dismissal-review.ts';
import { APPROVERS, READERS } from './roles.ts';

const LEVELS = { action: LEVEL_LABELS.action, iip: LEVEL_LABELS.iip, oral: LEVEL_LABELS.oral, written: LEVEL_LABELS.written } as const;
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
    accused_user: f.ref('本人', 'The person', 'app_user', later),
    explanation: f.longText('依据', 'Why', { max: 60_000, ...once }),
  },
  title: ['employee', 'level'],
  list: ['employee', 'level', 'clause', 'occurred_on', 'served_on', 'in_force_to', 'consumed_by'],
  sorts: ['-number', '-served_on', '-decided_on'],
  unique: [['incident']],
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
    revoked: { label: ['已撤销', 'Revoked'], tone: 'stopped' },
  },
  (step) => ({
    serve: step({
      label: ['送达', 'Served'], from: ['issued'], to: 'in_force', by: [],
      form: { served_how: f.choice('送达方式', 'How served', { signed: ['本人签收', 'Signed'], refused: ['拒签，两人见证', 'Refused before two witnesses'] }) },
      set: ({ record, day }) => ({ served_on: day, in_force_to: lastDayInForce(day, record.months_in_force) }),
    }),
    consume: step({ label: ['并入', 'Used up'], from: ['in_force'], to: 'consumed', by: [], form: { consumed_by: f.ref('并入', 'Merged into', 'sanction') } }),
    expire: step({ label: ['届满', 'Expired'], from: ['in_force'], to: 'expired', by: [], form: {} }),
    restore: step({ label: ['恢复效力', 'In force again'], from: ['consumed'], to: 'in_force', by: [], form: {}, set: () => ({ consumed_by: null }) }),
    revoke: step({
      label: ['撤销', 'Revoke'], tone: 'danger', from: ['issued', 'in_force'], to: 'revoked', by: APPROVERS,
      hint: ['撤销后不再计入任何累计；因它而合并的处分恢复效力', 'It counts no more; what it used up is in force again'],
      form: { revoke_reason: f.text('撤销原因', 'Why revoked', { max: 300 }) },
      guard({ record, actor }) {
        if (actor.id === record.accused_user) throw new Refusal('sanction.own', ['不能撤销自己的处分', 'Nobody revokes their own sanction'], 403);
      },
      effect: async ({ tx, record }) => {
        const merged = await tx.query<{ id: string }>(`select id from sanction where tenant_id = $1 and consumed_by = $2 and state = 'consumed' order by number`, [tx.tenantId, record.id]);
        for (const { id } of merged) await takeStep(tx, SanctionProcess, id, 'restore', {});
        await withdrawReviews(tx, record.id);
      },
    }),
  }),
);

export interface NewSanction {
  readonly employee: string; readonly level: keyof typeof LEVELS; readonly clause: string; readonly family: string; readonly rulebook_no: string; readonly incident: string; readonly occurred_on: string;
  readonly decided_on: string; readonly decided_by: string; readonly months_in_force: number; readonly contract_term: string; readonly change_reason: string | null; readonly second_approver: string | null;
  readonly review: boolean; readonly accused_user: string | null; readonly explanation: string; readonly unit_id: string;
}

/** Writes the decision and uses up, in the same transaction, the past Orals it takes together (AC-02). Nobody types one in by hand. */
export async function issueSanction(tx: Tx, values: NewSanction, consumes: readonly string[]): Promise<string> {
  const { id } = await createRecord(tx, Sanction, values);
  const used = await tx.query<{ id: string }>('select id from sanction where tenant_id = $1 and employee = $2 and number = any($3) order by number', [tx.tenantId, values.employee, consumes]);
  for (const one of used) await takeStep(tx, SanctionProcess, one.id, 'consume', { consumed_by: id });
  return id;
}

/** Served 24 November for 12 months: in force to 23 November, so that the windows of the code and this day agree. */
export function lastDayInForce(served: string, months: number): string {
  return calendar.addDays(calendar.addMonths(served, months), -1);
}
