/**
 * Steps of a service order (服务指令流程): drafted → issued → accepted → assigned → on the way → on site → done → certified → returned →
 * verified → closed. Holds go back to where they came from. Short ways: the dispatcher names the technician when issuing; a branch reports
 * finished work from paper. Verification earns the points even while a remainder is open; closing does not. Serves SM-21, SM-31, CG-48, CG-49, FS-5.6, FS-5.8, AC-35.
 */
import { calendar, defineProcess, emit, f, readRecord, type Actor, type Label, type Process, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { because, refuseSilentOverride, type Rated } from './dispatch.rules.ts';
import { suggestionFor } from './dispatch.ts';
import { beginHold, endHold, openHold } from './hold.ts';
import { ServiceRegion } from './places.ts';
import {
  closingProblem, othersWork, refuseAbsentWorker, refuseEarlyResolution, refuseFutureWork, refuseMissingRemainder, refuseOwnWork, refuseUnsafe, refuseUnsafePaper,
  refuseWithoutSafety, refuseBackwardsPlan, safetyMissing, whenOf, type Worker,
} from './rules.ts';
import { SAFETY_FORM } from './safety.ts';
import { OUTCOMES, plannedFrom, plannedTo, region, ServiceOrder, serviceType, UNDER_WAY } from './service-order.ts';
import { afterHold, inTime, type Priority } from './sla.rules.ts';
import { HOLD_REASONS, stopsOn, termsFor } from './sla.ts';

const reason = f.text('原因', 'Reason', { max: 200 });
const technician = f.ref('技术员', 'Technician', 'employee');
const overrideReason = f.text('与建议不同的理由', 'Why not as suggested', { max: 200, optional: true });
/** For what was done without a connection and is sent later. */
const at = f.dateTime('实际时间', 'Happened at', { optional: true, hint: ['断网时补传填写；留空即现在', 'For what is sent later; empty: now'] });
const outcome = f.choice('结果', 'Outcome', OUTCOMES, { initial: 'resolved' });
const remainder = f.longText('遗留问题', 'What remains', { optional: true, hint: ['有遗留问题时必填', 'Needed when something remains'] });
const CENTRE = ['dispatcher', 'centre_manager'];
const FIELD = ['technician', 'branch_manager'];
type UnderWay = keyof typeof UNDER_WAY;
const MOVABLE = Object.keys(UNDER_WAY) as readonly UnderWay[];
const SEEN = ['on_site', 'on_hold', 'done', 'certified', 'returned', 'verified'] as const;
const REPORTED = ['done', 'certified', 'returned', 'verified'] as const;

const responseDue = ({ record, now }: { readonly record: { readonly respond_by: Date | null }; readonly now: Date }) => record.respond_by ?? inDays(now, 1);
const repairDue = ({ record, now }: { readonly record: { readonly repair_by: Date | null }; readonly now: Date }) => record.repair_by ?? inDays(now, 3);

export const ServiceOrderProcess = defineProcess(ServiceOrder, 'drafted',
  {
    drafted: { label: ['已起草', 'Drafted'], tone: 'waiting', due: { step: 'issue', at: responseDue } },
    issued: { label: UNDER_WAY.issued, tone: 'waiting', due: { step: 'accept', at: responseDue, escalateTo: 'dispatcher' } },
    accepted: { label: UNDER_WAY.accepted, tone: 'active', due: { step: 'assign', at: responseDue, escalateTo: 'dispatcher' } },
    assigned: { label: UNDER_WAY.assigned, tone: 'active', due: { step: 'arrive', at: responseDue, escalateTo: 'dispatcher' } },
    en_route: { label: UNDER_WAY.en_route, tone: 'active', due: { step: 'arrive', at: responseDue, escalateTo: 'dispatcher' } },
    on_site: { label: UNDER_WAY.on_site, tone: 'active', due: { step: 'report_done', at: repairDue, escalateTo: 'dispatcher' } },
    on_hold: { label: ['已暂停', 'On hold'], tone: 'alarm', due: { step: 'resume', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 7, c), escalateTo: 'dispatcher' } },
    done: { label: ['已完工，待认证', 'Done, to be certified'], tone: 'waiting', due: { step: 'certify', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 1, c) } },
    certified: { label: ['已认证，待回传', 'Certified, to be returned'], tone: 'waiting', due: { step: 'hand_in', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'dispatcher' } },
    returned: { label: ['已回传，待核实', 'Returned, to be verified'], tone: 'waiting', due: { step: 'verify', at: ({ now }) => inDays(now, 3) } },
    verified: { label: ['已核实', 'Verified'], tone: 'done' },
    closed: { label: ['已关闭', 'Closed'], tone: 'stopped' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({ ...sending(step), ...working(step), ...pausing(step), ...reporting(step), ...ending(step), ...amending(step) }),
);

type StateName = 'drafted' | 'issued' | 'accepted' | 'assigned' | 'en_route' | 'on_site' | 'on_hold' | 'done' | 'certified' | 'returned' | 'verified' | 'closed' | 'cancelled';
type Take = Parameters<Parameters<typeof defineProcess<typeof ServiceOrder, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** From the centre to the technician. */
function sending(step: Take) {
  return {
    issue: step({
      label: ['下达', 'Issue'], hint: ['可同时指定技术员，也可留给区域服务部派工', 'Name the technician, or leave that to the branch'], tone: 'primary',
      from: ['drafted'], to: ['issued', 'assigned'], by: ['dispatcher'],
      form: { technician: f.ref('技术员', 'Technician', 'employee', { optional: true }), planned_from: plannedFrom, planned_to: plannedTo, override_reason: overrideReason },
      facts: ({ tx, record, input }) => assignment(tx, record, input),
      preview: ({ record, facts }) => ({ lines: whom(facts.suggestion), initial: { planned_from: record.planned_from, planned_to: record.planned_to } }),
      guard: ({ input, facts, day }) => refuseAssignment(input, facts, day),
      choose: ({ input }) => (input.technician === null ? 'issued' : 'assigned'),
      set: ({ record, input, day }) => ({ issued_on: record.issued_on ?? day, planned_from: input.planned_from ?? record.planned_from, planned_to: input.planned_to ?? record.planned_to }),
      effect: async ({ tx, record }) => emit(tx, 'service_order.issued', { order: record.id }),
    }),
    accept: step({ label: ['接单', 'Accept'], tone: 'primary', from: ['issued'], to: 'accepted', by: ['branch_manager'], form: {} }),
    decline: step({ label: ['退回中心', 'Decline'], from: ['issued', 'accepted'], to: 'drafted', by: ['branch_manager'], form: { reason } }),
    assign: step({
      label: ['派工', 'Assign'], hint: ['未接单的一并接单；已派工的改派', 'Accepts at the same time; names another one when somebody was named'], tone: 'primary',
      from: ['issued', 'accepted', 'assigned'], to: 'assigned', by: ['branch_manager', 'dispatcher'],
      form: { technician, planned_from: plannedFrom, planned_to: plannedTo, override_reason: overrideReason },
      facts: ({ tx, record, input }) => assignment(tx, record, input),
      preview: ({ record, facts }) => ({ lines: whom(facts.suggestion), initial: { technician: record.technician ?? facts.suggestion?.id ?? null, planned_from: record.planned_from, planned_to: record.planned_to } }),
      guard: ({ input, facts, day }) => refuseAssignment(input, facts, day),
      set: ({ record, input }) => ({ planned_from: input.planned_from ?? record.planned_from, planned_to: input.planned_to ?? record.planned_to }),
      effect: async ({ tx, record }) => emit(tx, 'service_order.assigned', { order: record.id }),
    }),
  };
}

/** At the customer's; nobody starts without the safety checklist of the day. */
function working(step: Take) {
  const own = async ({ tx, record }: { readonly tx: Tx; readonly record: { readonly technician: string | null } }) => ({ worker: await workerOf(tx, record.technician) });
  const mine = ({ facts, actor }: { readonly facts: { readonly worker: Worker | null }; readonly actor: Actor }) => othersWork(facts.worker, actor);
  return {
    depart: step({
      label: ['出发', 'Set out'], from: ['assigned'], to: 'en_route', by: FIELD, form: { at }, facts: own, ready: mine,
      guard({ record, input, now }) { whenOf(input.at, record, now); },
    }),
    check_safety: step({
      label: ['安全检查', 'Safety check'], hint: ['逐项确认，当天有效；不具备条件不得开工', 'Item by item, valid that day; no work while something is missing'],
      from: ['assigned', 'en_route', 'on_site'], to: ['assigned', 'en_route', 'on_site'], by: FIELD, form: { ...SAFETY_FORM, at }, facts: own, ready: mine,
      guard({ record, input, now }) { whenOf(input.at, record, now); refuseUnsafe(input); },
      choose: ({ record }) => record.state as 'assigned' | 'en_route' | 'on_site',
      set: ({ record, input, now, calendar: c }) => ({ safety_on: calendar.businessDay(whenOf(input.at, record, now), c) }),
    }),
    arrive: step({
      label: ['到场开工', 'Arrive and start'], tone: 'primary', from: ['assigned', 'en_route'], to: 'on_site', by: FIELD, form: { at }, facts: own,
      ready: (c) => mine(c) ?? safetyMissing(c.record.safety_on),
      guard({ record, input, now, calendar: c }) {
        refuseWithoutSafety(record.safety_on, calendar.businessDay(whenOf(input.at, record, now), c));
      },
      set: ({ record, input, now }) => responded(record, whenOf(input.at, record, now)),
    }),
    report_done: step({
      label: ['报完工', 'Report done'], tone: 'primary', from: ['on_site'], to: 'done', by: FIELD,
      form: { done_on: f.date('完成日期', 'Done on'), result: f.longText('完成情况', 'What was done', { optional: true }), outcome, remainder, at },
      facts: own, ready: mine,
      preview: ({ day }) => ({ lines: [], initial: { done_on: day } }),
      guard({ record, input, facts, day, now }) {
        whenOf(input.at, record, now);
        refuseFutureWork(input.done_on, day);
        refuseAbsentWorker(facts.worker, input.done_on);
        refuseMissingRemainder(input);
      },
      set: ({ record, input, now }) => ({ ...finished(record, whenOf(input.at, record, now)), resolved_on: input.outcome === 'resolved' ? input.done_on : null }),
      effect: async ({ tx, record }) => emit(tx, 'service_order.done', { order: record.id }),
    }),
  };
}

/** Waiting stops the clocks configured for its reason, and goes back to where it came from. */
function pausing(step: Take) {
  return {
    hold: step({
      label: ['暂停', 'Put on hold'], from: MOVABLE, to: 'on_hold', by: [...FIELD, 'dispatcher'],
      form: { hold_reason: f.choice('原因', 'Reason', HOLD_REASONS), note: f.text('说明', 'Note', { max: 200, optional: true }) },
      facts: async ({ tx, day }) => ({ stops: await stopsOn(tx, day) }),
      set: ({ record, now }) => ({ held_at: now, held_from: record.state as UnderWay }),
      effect: async ({ tx, record, input, facts, now }) => beginHold(tx, { id: record.id, unit_id: record.unit_id, now, reason: input.hold_reason, note: input.note, stops: facts.stops[input.hold_reason] }),
    }),
    resume: step({
      label: ['恢复', 'Resume'], tone: 'primary', from: ['on_hold'], to: MOVABLE, by: [...FIELD, 'dispatcher'], form: {},
      facts: async ({ tx, record, day }) => ({ hold: await openHold(tx, record.id), terms: await termsFor(tx, record.priority as Priority, record.unit_id, day) }),
      choose: ({ record }) => record.held_from ?? 'issued',
      set({ record, facts, now }) {
        const { hold, terms } = facts;
        const moved = hold === null ? {} : afterHold(record, { reason: hold.reason, from: hold.held_at, to: now }, hold.stops, { response: record.responded_at, repair: record.finished_at }, terms);
        return { ...moved, hold_reason: null, held_at: null, held_from: null };
      },
      effect: async ({ tx, record, now }) => endHold(tx, record.id, now),
    }),
  };
}

/** What comes back from the customer. */
function reporting(step: Take) {
  return {
    report_on_paper: step({
      label: ['按纸面报完工', 'Report from paper'], hint: ['技术员没有手机时，由区域服务部按纸质报告登记完工、认证与回传', 'For a technician without a phone: work, certification and return in one go, from the paper'],
      from: ['accepted', 'assigned', 'en_route', 'on_site'], to: 'returned', by: ['branch_manager', 'dispatcher'],
      form: {
        technician: f.ref('技术员', 'Technician', 'employee', { optional: true, hint: ['留空即已派的技术员', 'Empty: whoever was assigned'] }),
        done_on: f.date('完成日期', 'Done on'), result: f.longText('完成情况', 'What was done', { optional: true }), outcome, remainder,
        certified_by: f.personName('用户认证人', 'Certified by', { hint: ['在纸质报告上签字的用户代表', 'Who signed the paper for the customer'] }),
        safety_on_paper: f.yesNo('纸质安全检查表已填', 'Safety checklist filled in on paper'),
      },
      facts: async ({ tx, record, input }) => ({ worker: await workerOf(tx, input.technician ?? record.technician) }),
      preview: ({ record, day }) => ({ lines: [], initial: { done_on: day, technician: record.technician } }),
      guard({ input, facts, day }) {
        refuseFutureWork(input.done_on, day);
        refuseAbsentWorker(facts.worker, input.done_on, true);
        refuseMissingRemainder(input);
        refuseUnsafePaper(input.safety_on_paper);
      },
      set: ({ record, input, now }) => ({
        technician: input.technician ?? record.technician, safety_on: record.safety_on ?? input.done_on, ...responded(record, now), ...finished(record, now),
        resolved_on: input.outcome === 'resolved' ? input.done_on : null,
      }),
      effect: async ({ tx, record }) => emit(tx, 'service_order.done', { order: record.id }),
    }),
    certify: step({
      label: ['登记用户认证', 'Record the certification'], hint: ['用户在服务报告上签字后自动登记；纸质报告由区域服务部登记', 'By itself when the customer signs the report; from paper by the branch'],
      from: ['done'], to: 'certified', by: ['branch_manager'], form: { certified_by: f.personName('用户认证人', 'Certified by') },
    }),
    hand_in: step({ label: ['回传中心', 'Return to the centre'], tone: 'primary', from: ['certified'], to: 'returned', by: FIELD, form: {} }),
    resolve: step({
      label: ['遗留问题已解决', 'Remainder resolved'], from: REPORTED, to: REPORTED, by: [...FIELD, 'dispatcher'],
      form: { resolved_on: f.date('解决日期', 'Resolved on'), how: f.longText('如何解决', 'How') },
      ready: ({ record }) => (record.outcome === 'unresolved' ? null : ['没有遗留问题', 'Nothing remains']),
      preview: ({ day }) => ({ lines: [], initial: { resolved_on: day } }),
      guard: ({ record, input, day }) => refuseEarlyResolution(input.resolved_on, record.done_on, day),
      choose: ({ record }) => record.state as (typeof REPORTED)[number],
      set: () => ({ outcome: 'resolved' as const }),
      effect: async ({ tx, record }) => emit(tx, 'service_order.resolved', { order: record.id }),
    }),
  };
}

/** The centre looks at what came back. */
function ending(step: Take) {
  return {
    verify: step({
      label: ['核实', 'Verify'], hint: ['核实后按完成日期的单项分计分；有遗留问题也计分，但不能关闭', 'Points follow, by the unit points of the day of the work; a remainder does not prevent them, but it prevents closing'],
      tone: 'primary', from: ['returned'], to: 'verified', by: CENTRE, form: {},
      facts: async ({ tx, record }) => ({ worker: await workerOf(tx, record.technician) }),
      guard: ({ facts, actor }) => refuseOwnWork(facts.worker, actor.id),
      effect: async ({ tx, record }) => emit(tx, 'service_order.verified', { order: record.id }),
    }),
    send_back: step({
      label: ['退回', 'Send back'], from: ['done', 'certified', 'returned'], to: 'assigned', by: CENTRE, form: { reason },
      set: () => ({ finished_at: null, repair_met: null, outcome: null, resolved_on: null, safety_on: null }),
    }),
    close: step({
      label: ['关闭', 'Close'], from: ['verified'], to: 'closed', by: CENTRE, form: {},
      ready: ({ record }) => closingProblem(record),
      effect: async ({ tx, record }) => emit(tx, 'service_order.closed', { order: record.id }),
    }),
    reopen: step({
      label: ['撤销核实', 'Undo verification'], tone: 'danger', from: ['verified'], to: 'returned', by: ['centre_manager'], form: { reason },
      effect: async ({ tx, record }) => emit(tx, 'service_order.reopened', { order: record.id }),
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['drafted', 'issued', 'accepted', 'assigned', 'en_route', 'on_hold'], to: 'cancelled', by: ['dispatcher'], form: { reason },
      effect: async ({ tx, record, now }) => { await endHold(tx, record.id, now); emit(tx, 'service_order.cancelled', { order: record.id }); },
    }),
  };
}

/** What the centre adds to finished work. */
function amending(step: Take) {
  return {
    highlight: step({
      label: ['列入期间重点', 'Highlight'], hint: ['在期间汇总中列出', 'Listed in the summary of the period'], from: SEEN, to: SEEN, by: CENTRE, form: {},
      ready: ({ record }) => (record.highlight === true ? ['已列入', 'Already highlighted'] : null),
      choose: ({ record }) => record.state as (typeof SEEN)[number], set: () => ({ highlight: true }),
    }),
    remove_highlight: step({
      label: ['移出期间重点', 'Remove from the highlights'], from: SEEN, to: SEEN, by: CENTRE, form: {},
      ready: ({ record }) => (record.highlight === true ? null : ['未列入', 'Not highlighted']),
      choose: ({ record }) => record.state as (typeof SEEN)[number], set: () => ({ highlight: false }),
    }),
    correct: step({
      label: ['更正', 'Correct'], hint: ['原积分冲回，按更正后的内容重新计分', 'The old points are reversed and credited anew'],
      from: ['verified', 'closed'], to: ['verified', 'closed'], by: CENTRE,
      form: { region, service_type: serviceType, technician, reason },
      facts: async ({ tx, record, input }) => ({
        worker: await workerOf(tx, input.technician ?? record.technician),
        branch: (await readRecord(tx, ServiceRegion, input.region ?? record.region))?.branch ?? record.unit_id,
      }),
      preview: ({ record }) => ({ lines: [], initial: { region: record.region, service_type: record.service_type, technician: record.technician } }),
      guard: ({ record, facts, day }) => refuseAbsentWorker(facts.worker, record.done_on ?? day),
      choose: ({ record }) => (record.state === 'closed' ? 'closed' : 'verified'),
      set: ({ facts }) => ({ unit_id: facts.branch }),
      effect: async ({ tx, record }) => emit(tx, 'service_order.corrected', { order: record.id }),
    }),
  };
}

interface Assigned { readonly technician: string | null; readonly planned_from: Date | null; readonly planned_to: Date | null; readonly override_reason: string | null }
interface AssignmentFacts { readonly worker: Worker | null; readonly suggestion: Rated | null }
async function assignment(tx: Tx, record: RowOf<typeof ServiceOrder>, input: Partial<Assigned>): Promise<AssignmentFacts> {
  const planned = { planned_from: input.planned_from ?? record.planned_from, planned_to: input.planned_to ?? record.planned_to };
  return { worker: await workerOf(tx, input.technician), suggestion: await suggestionFor(tx, { ...record, ...planned }) };
}
function refuseAssignment(input: Assigned, { worker, suggestion }: AssignmentFacts, day: string): void {
  refuseAbsentWorker(worker, day);
  refuseBackwardsPlan(input);
  refuseSilentOverride(suggestion, input.technician, input.override_reason);
}
const whom = (s: Rated | null): readonly Label[] => (s === null ? [] : [[`建议派 ${s.name}（${s.branch}）：${because(s)[0]}`, `Suggested: ${s.name} (${s.branch}): ${because(s)[1]}`]]);

type Due = Pick<RowOf<typeof ServiceOrder>, 'respond_by' | 'responded_at' | 'response_met' | 'repair_by'>;
/** The first arrival counts; coming back after a hold does not change it. */
const responded = (order: Due, at: Date) => (order.responded_at === null ? { responded_at: at, response_met: inTime(at, order.respond_by) } : {});
const finished = (order: Due, at: Date) => ({ finished_at: at, repair_met: inTime(at, order.repair_by) });

async function workerOf(tx: Tx, id: string | null | undefined): Promise<Worker | null> {
  return id ? readRecord(tx, Employee, id) : null;
}
const inDays = (now: Date, days: number): Date => new Date(now.getTime() + days * 86_400_000);
