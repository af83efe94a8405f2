/**
 * A request for leave (请假单): asked by the person, decided by the supervisor in view of who is left at work; never by the person asking,
 * nor by a deputy of that person. Long and sick leave also goes to HR. Serves CC-5.1a, SM-8, AC-15.
 */
import { calendar, calendarOf, defineProcess, defineRegister, defineSlip, emit, f, holdersOf, may, post, posting, readRecord, Refusal, type Actor, type RowOf, type Tx } from '../../../kernel/index.ts';
import { liftUnavailable, markUnavailable } from '../rosters/index.ts';
import { Employee } from '../staff/index.ts';
import { LeaveBalance } from './balance.ts';
import { LeaveKind } from './kinds.ts';
import { balanceFor, daysWorked, otherLeave } from './looked-up.ts';
import { ASKERS, DECIDERS, READERS } from './roles.ts';
import { halfDays, overlaps, partsOf, refuseSpan, type LeaveSpan } from './rules.ts';
import { staffingDuring, type StaffingDay } from './staffing.ts';

const HALVES = { am: ['上午', 'Morning'], pm: ['下午', 'Afternoon'] } as const;
export const LeaveSlip = defineSlip('leave_slip', { label: ['请假单', 'Leave slip'], number: 'QJD-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['考勤联', 'Attendance']] });

export const LeaveRequest = defineRegister('leave_request', {
  label: ['请假', 'Leave request'],
  number: 'QJ-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    kind: f.ref('假别', 'Kind', 'leave_kind'),
    from_day: f.date('起', 'From'),
    from_half: f.choice('起于', 'Beginning in the', HALVES, { initial: 'am' }),
    to_day: f.date('止', 'To', { hint: ['含当日', 'That day included'] }),
    to_half: f.choice('止于', 'Ending in the', HALVES, { initial: 'pm' }),
    reason: f.longText('事由', 'Reason', { max: 500 }),
    proof: f.attachment('证明', 'Proof', { optional: true }),
    half_days: f.integer('计假（半天）', 'Counts (half days)', { optional: true, readonly: true }),
    entitlement: f.ref('额度', 'From entitlement', 'leave_entitlement', { optional: true, readonly: true }),
    retroactive: f.yesNo('补请', 'Afterwards', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    decided_by: f.ref('审批人', 'Decided by', 'app_user', { optional: true, readonly: true }),
    below_reason: f.text('低于最少人数仍批准的理由', 'Why approved below the minimum', { max: 300, optional: true, readonly: true }),
    decision_note: f.text('审批意见', 'Note', { max: 300, optional: true, readonly: true }),
  },
  title: ['employee', 'from_day'],
  list: ['employee', 'kind', 'from_day', 'to_day', 'half_days', 'reason'],
  sorts: ['-from_day', '-created_at', '-number'],
  indexes: [['employee', 'from_day']],
  access: { read: READERS, create: ASKERS, own: 'person' },
  empty: ['没有请假单。员工在此申请，主管看着当天人手审批。', 'No leave requests. People ask here; the supervisor decides with the staffing of the day in view.'],
  opening: {
    facts: async ({ tx, input, actor, now }) => askingFacts(tx, input, actor, now),
    guard({ input, facts, actor }) {
      refuseSpan(input);
      if (facts.employee && actor.kind === 'user' && facts.employee.app_user !== actor.id && !may(actor, [...DECIDERS, 'hr', 'attendance_clerk'])) throw new Refusal('leave_request.for_others', ['只能为自己请假', 'You can ask for yourself only'], 422, { employee: ['请选择自己', 'Choose yourself'] });
      if (facts.kind?.needs_proof && (input.proof === null || input.proof.length === 0)) throw new Refusal('leave_request.proof', [`${facts.kind.name}须附证明`, 'This kind of leave needs proof'], 422, { proof: ['请附证明', 'Attach the proof'] });
      if (facts.kind && facts.daysLate > facts.kind.retroactive_days) throw new Refusal('leave_request.too_late', [`最多补请 ${facts.kind.retroactive_days} 天前的假`, `At most ${facts.kind.retroactive_days} days afterwards`], 422, { from_day: ['过早', 'Too early'] });
      if (facts.daysLate > 0 && (input.proof === null || input.proof.length === 0)) throw new Refusal('leave_request.late_proof', ['补请须附证明', 'Leave asked for afterwards needs proof'], 422, { proof: ['请附证明', 'Attach the proof'] });
      if (facts.other) throw new Refusal('leave_request.overlap', [`与请假单 ${facts.other} 重叠`, `It overlaps request ${facts.other}`], 409, { from_day: ['日期重叠', 'Days overlap'] });
      if (facts.half_days === 0) throw new Refusal('leave_request.no_work', ['这几天本来就不上班', 'These are no working days'], 422, { from_day: ['没有应上的班', 'No shifts on these days'] });
      refuseBalance(facts);
    },
    set: ({ facts }) => ({ half_days: facts.half_days, entitlement: facts.balance?.id ?? null, retroactive: facts.daysLate > 0, person: facts.employee?.app_user ?? null, ...(facts.employee ? { unit_id: facts.employee.line ?? facts.employee.unit_id } : {}) }),
  },
});
type Row = RowOf<typeof LeaveRequest>;

interface Asking extends LeaveSpan { readonly employee: string; readonly kind: string }
async function askingFacts(tx: Tx, input: Asking, _actor: Actor, now: Date) {
  const [employee, kind] = [await readRecord(tx, Employee, input.employee), await readRecord(tx, LeaveKind, input.kind)];
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`leave ${tx.tenantId} ${input.employee}`]);
  const today = calendar.businessDay(now, await calendarOf(tx, employee?.unit_id ?? ''));
  const others = await otherLeave(tx, input.employee, input.from_day, input.to_day);
  return {
    employee, kind, daysLate: Math.max(0, calendar.daysBetween(input.from_day, today)),
    other: others.find((o) => overlaps(o, input))?.number ?? null,
    half_days: input.to_day < input.from_day ? 0 : halfDays(input, await daysWorked(tx, input.employee, input.from_day, input.to_day)),
    balance: kind?.keeps_balance ? await balanceFor(tx, input.employee, input.kind, Number(input.from_day.slice(0, 4))) : null,
    keeps: kind?.keeps_balance ?? false, sameYear: input.from_day.slice(0, 4) === input.to_day.slice(0, 4),
  };
}
function refuseBalance(facts: { readonly keeps: boolean; readonly sameYear: boolean; readonly half_days: number; readonly balance: { readonly left: number } | null }): void {
  if (!facts.keeps) return;
  if (!facts.sameYear) throw new Refusal('leave_request.two_years', ['跨年请按年份分两张', 'Across the year end, ask once for each year'], 422, { to_day: ['不要跨年', 'Within one year'] });
  const left = facts.balance?.left ?? 0;
  if (left < facts.half_days) throw new Refusal('leave_request.balance', [`额度还剩 ${left} 个半天，需要 ${facts.half_days} 个`, `${left} half days are left, ${facts.half_days} are needed`], 422, { to_day: ['超出额度', 'Beyond the balance'] });
}

/** Neither the person on leave, nor who wrote the request, nor somebody who stands in for that person. */
async function decidingFacts(tx: Tx, record: Row, actor: Actor) {
  const kind = await readRecord(tx, LeaveKind, record.kind);
  const own = (await Promise.all([...DECIDERS, 'hr'].map((role) => holdersOf(tx, role, record.unit_id)))).flat().filter((h) => h.id === actor.id);
  return {
    kind, days: await staffingDuring(tx, record.employee, record),
    balance: record.entitlement === null ? null : await balanceFor(tx, record.employee, record.kind, Number(record.from_day.slice(0, 4))),
    standsIn: own.length > 0 && own.every((h) => h.deputyFor !== null && (h.deputyFor === record.person || h.deputyFor === record.created_by)),
  };
}
type Deciding = Awaited<ReturnType<typeof decidingFacts>>;
export function refuseOwn(record: Pick<Row, 'person' | 'created_by'>, actor: Pick<Actor, 'id' | 'kind'>, standsIn: boolean): void {
  if (actor.kind !== 'user') return;
  if (actor.id === record.person || actor.id === record.created_by) throw new Refusal('leave_request.own', ['不能审批自己的请假', 'Nobody decides on their own leave'], 403);
  if (standsIn) throw new Refusal('leave_request.deputy', ['您是请假人的代理，不能代批他本人的假', 'You stand in for the person asking; somebody else decides'], 403);
}
const shown = (facts: Deciding): { readonly lines: readonly (readonly [string, string])[] } => ({ lines: [
  ...facts.days.slice(0, 14).map(sentence),
  ...(facts.balance === null ? [] : [[`额度还剩 ${facts.balance.left} 个半天`, `${facts.balance.left} half days are left`] as const]),
] });
const sentence = (d: StaffingDay): readonly [string, string] => [
  `${d.day}：应到 ${d.planned}，已请假 ${d.away}，批准后 ${d.after}，至少 ${d.least}${d.after < d.least ? ' —— 低于最少人数' : ''}`,
  `${d.day}: ${d.planned} planned, ${d.away} on leave, ${d.after} left, at least ${d.least}${d.after < d.least ? ' — below the minimum' : ''}`];

export const LeaveRequestProcess = defineProcess(LeaveRequest, 'submitted',
  {
    submitted: { label: ['待审批', 'To be decided'], tone: 'waiting', due: { step: 'approve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 2, c), escalateTo: 'centre_manager' } },
    with_hr: { label: ['待人事确认', 'With HR'], tone: 'waiting', due: { step: 'confirm', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'centre_manager' } },
    approved: { label: ['已批准', 'Approved'], tone: 'active', timer: { step: 'complete', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.to_day, c) } },
    taken: { label: ['已休', 'Taken'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
    cancelled: { label: ['已销假', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['submitted'], to: ['approved', 'with_hr'], by: DECIDERS,
      form: { decision_note: f.text('意见', 'Note', { max: 300, optional: true }), below_reason: f.text('低于最少人数仍批准的理由', 'Why below the minimum', { max: 300, optional: true }) },
      facts: ({ tx, record, actor }) => decidingFacts(tx, record, actor),
      preview: ({ facts }) => shown(facts),
      guard({ record, facts, actor, input }) {
        refuseOwn(record, actor, facts.standsIn);
        const short = facts.days.filter((d) => d.after < d.least);
        if (short.length > 0 && input.below_reason === null) throw new Refusal('leave_request.below', [`${short.map((d) => d.day).join('、')} 将低于最少人数；不批准，或写明理由`, `Below the minimum on ${short.map((d) => d.day).join(', ')}; refuse, or give the reason`], 422, { below_reason: ['必填', 'Required'] });
      },
      choose: ({ record, facts }) => (facts.kind?.hr_from != null && (record.half_days ?? 0) >= facts.kind.hr_from ? 'with_hr' : 'approved'),
      set: ({ actor }) => ({ decided_by: actor.kind === 'user' ? actor.id : null }),
      async effect({ tx, record, now }) { if (record.state === 'approved') await takeEffect(tx, record, now); },
      slip: { kind: LeaveSlip, content: async ({ tx, record, facts }) => ({ lines: [
        { label: ['员工', 'Employee'], value: (await readRecord(tx, Employee, record.employee))?.name ?? '' }, { label: ['假别', 'Kind'], value: facts.kind?.name ?? '' },
        { label: ['起', 'From'], value: `${record.from_day} ${HALVES[record.from_half][0]}` }, { label: ['止', 'To'], value: `${record.to_day} ${HALVES[record.to_half][0]}` },
        { label: ['计假（半天）', 'Half days'], value: String(record.half_days ?? 0) }, { label: ['事由', 'Reason'], value: record.reason },
      ], boxes: [['员工', 'Employee'], ['审批人', 'Decided by']] }) },
    }),
    confirm: step({
      label: ['人事确认', 'Confirm'], tone: 'primary', from: ['with_hr'], to: 'approved', by: ['hr'], form: { decision_note: f.text('意见', 'Note', { max: 300, optional: true }) },
      facts: ({ tx, record, actor }) => decidingFacts(tx, record, actor), preview: ({ facts }) => shown(facts),
      guard: ({ record, facts, actor }) => refuseOwn(record, actor, facts.standsIn),
      effect: ({ tx, record, now }) => takeEffect(tx, record, now),
    }),
    refuse: step({
      label: ['不批准', 'Refuse'], tone: 'danger', from: ['submitted', 'with_hr'], to: 'refused', by: [...DECIDERS, 'hr'], form: { decision_note: f.text('理由', 'Reason', { max: 300 }) },
      facts: ({ tx, record, actor }) => decidingFacts(tx, record, actor), guard: ({ record, facts, actor }) => refuseOwn(record, actor, facts.standsIn),
      set: ({ actor }) => ({ decided_by: actor.kind === 'user' ? actor.id : null }),
    }),
    withdraw: step({
      label: ['撤回', 'Withdraw'], from: ['submitted', 'with_hr'], to: 'withdrawn', by: ASKERS, form: {},
      guard({ record, actor }) { if (actor.kind === 'user' && actor.id !== record.person && actor.id !== record.created_by) throw new Refusal('leave_request.not_yours', ['只有申请人可以撤回', 'Only the person asking may withdraw it'], 403); },
    }),
    cancel: step({
      label: ['销假', 'Cancel'], from: ['approved'], to: 'cancelled', by: [...DECIDERS, 'hr'], form: { decision_note: f.text('原因', 'Reason', { max: 300 }) },
      guard({ record, day }) { if (day >= record.from_day) throw new Refusal('leave_request.begun', ['假期已开始；请用“提前返岗”', 'It has begun; use “Back early”']); },
      async effect({ tx, record, now }) { await giveBack(tx, record, record.half_days ?? 0, record.from_day, now); },
    }),
    back_early: step({
      label: ['提前返岗', 'Back early'], from: ['approved', 'taken'], to: 'taken', by: [...DECIDERS, 'hr'],
      form: { to_day: f.date('最后休假日', 'Last day of leave'), decision_note: f.text('说明', 'Note', { max: 300, optional: true }) },
      facts: async ({ tx, record, input }) => ({ used: input.to_day ? halfDays({ ...record, to_day: input.to_day, to_half: 'pm' }, await daysWorked(tx, record.employee, record.from_day, input.to_day)) : 0 }),
      guard({ record, input }) { if (input.to_day < record.from_day || input.to_day >= record.to_day) throw new Refusal('leave_request.back', ['须在休假期间之内、早于原止日', 'Within the leave, before its last day'], 422, { to_day: [`${record.from_day} 至 ${record.to_day} 之前`, `From ${record.from_day}, before ${record.to_day}`] }); },
      set: ({ facts }) => ({ half_days: facts.used, to_half: 'pm' }),
      async effect({ tx, record, before, now }) { await giveBack(tx, record, (before.half_days ?? 0) - (record.half_days ?? 0), calendar.addDays(record.to_day, 1), now); },
    }),
    complete: step({ label: ['假满', 'Over'], from: ['approved'], to: 'taken', by: [], form: {} }),
  }),
);

async function takeEffect(tx: Tx, record: Row, now: Date): Promise<void> {
  if (record.entitlement !== null && (record.half_days ?? 0) > 0) {
    await post(tx, posting(LeaveBalance, 'take', { amount: record.half_days!, owner: record.entitlement, because: record.number, at: now, cause: { register: 'leave_request', id: record.id } }));
  }
  const kind = await readRecord(tx, LeaveKind, record.kind);
  await markUnavailable(tx, partsOf(record).map((p) => ({ employee: record.employee, day: p.day, part: p.part, why: kind?.name ?? '' })), record.number, record.unit_id);
  emit(tx, 'leave.approved', { request: record.id, employee: record.employee, from: record.from_day, to: record.to_day });
}

async function giveBack(tx: Tx, record: Row, halves: number, from: string, now: Date): Promise<void> {
  if (record.entitlement !== null && halves > 0) {
    await post(tx, posting(LeaveBalance, 'give_back', { amount: halves, owner: record.entitlement, because: `${record.number}/${record.version}`, at: now, cause: { register: 'leave_request', id: record.id } }));
  }
  await liftUnavailable(tx, record.number, from);
  emit(tx, 'leave.shortened', { request: record.id, employee: record.employee, from: record.from_day, to: record.to_day });
}
