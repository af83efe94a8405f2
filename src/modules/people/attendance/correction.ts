/**
 * Correcting a missing punch (补签): opened by the system when a sign-in or sign-out is missing, or by somebody within 48 hours. The system puts the
 * evidence beside it; the supervisor decides, never about themselves; what the log says stays. Serves SM-7, CG-13, LG-8.
 */
import { calendar, defineProcess, defineRegister, f, parameter, readRecord, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Label } from '../../../kernel/api.ts';
import { Employee } from '../staff/index.ts';
import { computeFor } from './compute.ts';
import { evidenceOf } from './evidence.ts';
import { CorrectionHours } from './parameters.ts';
import { ASKERS, DECIDERS, READERS } from './roles.ts';

const REASONS = {
  forgot: ['忘记', 'Forgot'], device: ['话机或系统故障', 'Device or system failed'], restart: ['电话系统重启', 'Telephone restarted'], static: ['固定座席不产生签到', 'A fixed seat writes no sign-in'], elsewhere: ['公差在外', 'Sent elsewhere'], other: ['其他', 'Other'],
} as const;

export const PunchCorrection = defineRegister('punch_correction', {
  label: ['补签', 'Punch correction'],
  number: 'BQ-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    day: f.date('考勤日', 'Day'),
    sign_in: f.dateTime('补签到', 'Sign-in', { optional: true, hint: ['只补签出时留空', 'Empty when only the sign-out is missing'] }),
    sign_out: f.dateTime('补签出', 'Sign-out', { optional: true }),
    reason_code: f.choice('原因', 'Reason', REASONS, { optional: true }),
    statement: f.longText('说明', 'Statement', { max: 500, optional: true }),
    evidence: f.longText('系统所附证据', 'Evidence put beside it', { max: 4_000, optional: true, readonly: true }),
    evidence_en: f.longText('所附证据（英文）', 'Evidence in English', { max: 4_000, optional: true, readonly: true }),
    opened_by_system: f.yesNo('系统列出', 'Listed by the system', { optional: true, readonly: true }),
    decided_by: f.ref('审批人', 'Decided by', 'app_user', { optional: true, readonly: true }),
    decision_note: f.text('审批意见', 'Note', { max: 300, optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['employee', 'day'],
  list: ['day', 'employee', 'reason_code', 'sign_in', 'sign_out', 'decided_by'],
  sorts: ['-day', '-number'],
  indexes: [['employee', 'day']],
  access: { read: READERS, create: ASKERS, own: 'person' },
  empty: ['没有补签。漏签由系统列出，也可以在 48 小时内自行申请。', 'No corrections. Missing punches are listed by the system; one may also ask within 48 hours.'],
  opening: {
    async facts({ tx, input }) {
      if (!tx.looking) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`punch_correction ${tx.tenantId} ${input.employee} ${input.day}`]);
      const employee = await readRecord(tx, Employee, input.employee);
      const [day] = await tx.query<{ state: string; plan_to: Date | null; until: Date }>(
        'select state, plan_to, coalesce(plan_to, sign_out, created_at) as until from attendance_day where tenant_id = $1 and employee = $2 and day = $3', [tx.tenantId, input.employee, input.day]);
      const [open] = await tx.query<{ number: string }>(`select number from punch_correction where tenant_id = $1 and employee = $2 and day = $3 and state in ('open', 'requested') and archived_at is null`, [tx.tenantId, input.employee, input.day]);
      const hours = await parameter(tx, CorrectionHours, input.day);
      const own = input.opened_by_system === true || tx.actor.kind === 'system' || may(tx, employee?.app_user ?? null);
      return { employee, day: day ?? null, open: open ?? null, hours, own, evidence: await evidenceOf(tx, input.employee, input.day) };
    },
    guard({ input, facts, now }) {
      if (!facts.own) throw new Refusal('punch_correction.other', ['坐席只能补签自己的', 'Agents correct only their own'], 403);
      if (!facts.day) throw new Refusal('punch_correction.no_day', ['这一天还没有考勤', 'There is no attendance for that day yet'], 422, { day: ['没有考勤', 'No attendance'] });
      if (facts.day.state === 'closed') throw new Refusal('punch_correction.closed', ['该月已结账；请由考勤员作调整', 'The month is closed; the attendance clerk makes an adjustment'], 409);
      if (facts.open) throw new Refusal('punch_correction.twice', [`已有待处理的补签 ${facts.open.number}`, `A correction is open already: ${facts.open.number}`], 409);
      if (input.opened_by_system !== true) {
        if (now.getTime() > facts.day.until.getTime() + facts.hours * 3_600_000) throw new Refusal('punch_correction.late', [`已超过 ${facts.hours} 小时的补签期限`, `The ${facts.hours} hours for a correction are over`], 409);
        refuseTimes(input.sign_in, input.sign_out, now);
      }
    },
    set: ({ input, facts }) => ({ evidence: facts.evidence[0], evidence_en: facts.evidence[1], opened_by_system: input.opened_by_system === true, person: facts.employee?.app_user ?? null, ...(facts.employee ? { unit_id: facts.employee.unit_id } : {}) }),
    async effect({ tx, record }) {
      if (record.opened_by_system !== true) await takeStep(tx, PunchCorrectionProcess, record.id, 'ask', { sign_in: record.sign_in, sign_out: record.sign_out, reason_code: record.reason_code ?? 'other', statement: record.statement ?? '' });
    },
  },
});

/** Both languages have the same lines. */
function linesOf(evidence: string | null, english: string | null): Label[] {
  const en = (english ?? '').split('\n');
  return (evidence ?? '').split('\n').filter((l) => l !== '').map((l, i) => [l, en[i] || l]);
}

/** Somebody whose only post is the agent's acts for themselves alone. */
const may = (tx: Tx, person: string | null): boolean => person === tx.actor.id || tx.actor.grants.some((g) => g.role !== 'agent' && (ASKERS as readonly string[]).includes(g.role));

function refuseTimes(signIn: Date | null, signOut: Date | null, now: Date): void {
  if (signIn === null && signOut === null) throw new Refusal('punch_correction.nothing', ['请填写补签到或补签出', 'Give a sign-in or a sign-out'], 422, { sign_in: ['至少填一个', 'At least one'] });
  if (signIn !== null && signOut !== null && signOut <= signIn) throw new Refusal('punch_correction.order', ['签出须晚于签到', 'The sign-out must be after the sign-in'], 422, { sign_out: ['晚于签到', 'After the sign-in'] });
  if ((signIn ?? signOut)! > now || (signOut ?? signIn)! > now) throw new Refusal('punch_correction.future', ['补签的时间在将来', 'It lies in the future'], 422, { sign_out: ['不晚于现在', 'Not later than now'] });
}

const times = {
  sign_in: f.dateTime('补签到', 'Sign-in', { optional: true }), sign_out: f.dateTime('补签出', 'Sign-out', { optional: true }),
};
export const PunchCorrectionProcess = defineProcess(PunchCorrection, 'open',
  {
    open: {
      label: ['待说明', 'Waiting for the person'], tone: 'waiting',
      due: { step: 'ask', at: ({ now }) => new Date(now.getTime() + 48 * 3_600_000) },
      timer: { step: 'lapse', at: ({ now }) => new Date(now.getTime() + 48 * 3_600_000) },
    },
    requested: { label: ['待审批', 'To be decided'], tone: 'active', due: { step: 'approve', at: ({ day, calendar: centre }) => calendar.endOfBusinessDay(calendar.addDays(day, 2), centre) } },
    approved: { label: ['已补签', 'Corrected'], tone: 'done' },
    rejected: { label: ['未准', 'Refused'], tone: 'stopped' },
    lapsed: { label: ['逾期未说明', 'Nobody answered'], tone: 'stopped' },
  },
  (step) => ({
    ask: step({
      label: ['说明并申请', 'Explain and ask'], tone: 'primary', from: ['open'], to: 'requested', by: ASKERS,
      form: { ...times, reason_code: f.choice('原因', 'Reason', REASONS), statement: f.longText('说明', 'Statement', { max: 500 }) },
      facts: async ({ tx, record }) => ({ evidence: await evidenceOf(tx, record.employee, record.day), own: tx.actor.kind === 'system' || may(tx, record.person) }),
      guard({ input, facts, now }) {
        if (!facts.own) throw new Refusal('punch_correction.other', ['坐席只能补签自己的', 'Agents correct only their own'], 403);
        refuseTimes(input.sign_in, input.sign_out, now);
      },
      set: ({ facts }) => ({ evidence: facts.evidence[0], evidence_en: facts.evidence[1] }),
    }),
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['requested'], to: 'approved', by: DECIDERS,
      form: { ...times, decision_note: f.text('审批意见', 'Note', { max: 300, optional: true }) },
      preview: ({ record }) => ({ lines: linesOf(record.evidence, record.evidence_en), initial: { sign_in: record.sign_in, sign_out: record.sign_out } }),
      ready: ({ record, actor }) => (record.person === actor.id ? ['不能审批自己的补签', 'Nobody decides about their own'] : null),
      guard({ record, input, actor, now }) { refuseOwn(record.person, actor.id); refuseTimes(input.sign_in, input.sign_out, now); },
      set: ({ actor }) => ({ decided_by: actor.id }),
      effect: ({ tx, record }) => computeFor(tx, [record.employee], record.day, record.day),
    }),
    reject: step({
      label: ['不准', 'Refuse'], tone: 'danger', from: ['requested'], to: 'rejected', by: DECIDERS,
      form: { decision_note: f.text('理由', 'Why', { max: 300 }) },
      ready: ({ record, actor }) => (record.person === actor.id ? ['不能审批自己的补签', 'Nobody decides about their own'] : null),
      guard: ({ record, actor }) => refuseOwn(record.person, actor.id),
      set: ({ actor }) => ({ decided_by: actor.id }),
      effect: ({ tx, record }) => computeFor(tx, [record.employee], record.day, record.day),
    }),
    lapse: step({ label: ['逾期', 'Lapse'], from: ['open'], to: 'lapsed', by: [], form: {}, effect: ({ tx, record }) => computeFor(tx, [record.employee], record.day, record.day) }),
  }),
);

function refuseOwn(person: string | null, actor: string): void {
  if (person === actor) throw new Refusal('punch_correction.self', ['不能审批自己的补签', 'Nobody decides about their own'], 403);
}

