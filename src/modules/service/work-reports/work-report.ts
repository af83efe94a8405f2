/**
 * Periodic report (工作报告): drafted by itself from the records, commented and signed by the branch manager, submitted to the
 * centre, consolidated there and sent to the group. Signed figures are those of the records at that moment and stay as they are.
 * Serves SM-32, FS-0.4, FS-2.5, FS-2.9.
 */
import { calendar, calendarOf, defineProcess, defineRegister, emit, f, grantFor, Refusal, takeStep, tables, unitsBelow, type Actor, type Label, type Tx } from '../../../kernel/index.ts';
import { regionsFor } from '../orders/index.ts';
import { outdated, summed, type Figures } from './draft.rules.ts';
import { draftOf, type Drafted } from './figures.ts';
import { deadlineOf, type Level } from './periods.rules.ts';
import { absentLabel, changedSince, KIND_LABELS, notOver, notYours, periodFrom, WRITERS } from './report.rules.ts';

export const READERS = ['dispatcher', 'centre_manager', 'branch_manager', 'management_office'];
const ALL_WRITERS = ['branch_manager', 'dispatcher', 'centre_manager'];
const count = (zh: string, en: string) => f.integer(zh, en, { optional: true, readonly: true });

export const WorkReport = defineRegister('work_report', {
  label: ['工作报告', 'Work report'],
  number: 'BG-{yyyy}{mm}-{0000}',
  fields: {
    report_kind: f.choice('类别', 'Kind', KIND_LABELS),
    place: f.unit('单位', 'Unit', { hint: ['区域服务部的报告，或总部的汇总报告', 'A branch, or the centre for the consolidated report'] }),
    starts_on: f.date('期间自', 'From', { hint: ['周报为星期一，月报为一日', 'A Monday for a week, the first for a month'] }),
    ends_on: f.date('期间至', 'To', { optional: true, readonly: true }),
    level: f.choice('层级', 'Level', { branch: ['区域', 'Branch'], consolidated: ['汇总', 'Consolidated'] }, { optional: true, readonly: true }),
    due_at: f.dateTime('应报时间', 'Due at', { optional: true, readonly: true }),
    orders_issued: count('下达指令', 'Orders issued'),
    orders_done: count('完工指令', 'Orders done'),
    orders_open: count('期末在办', 'Open at the end'),
    emergencies: count('其中应急', 'Emergencies'),
    points: f.integer('积分', 'Points', { optional: true, readonly: true, min: -2_000_000_000 }),
    highlights: f.longText('完成的工作', 'Work done', { optional: true, readonly: true }),
    absent: f.text('未上报单位', 'Not handed in by', { optional: true, readonly: true }),
    comment: f.longText('说明', 'Comment', { optional: true, readonly: true, max: 2000 }),
    signed_by: f.ref('签字人', 'Signed by', 'app_user', { optional: true, readonly: true }),
    signed_at: f.dateTime('签字时间', 'Signed at', { optional: true, readonly: true }),
    handed_in_at: f.dateTime('上报时间', 'Handed in at', { optional: true, readonly: true }),
    late: f.yesNo('迟报', 'Late', { optional: true, readonly: true }),
    consolidated_in: f.ref('汇总报告', 'Consolidated in', 'work_report', { optional: true, readonly: true }),
  },
  title: ['place', 'report_kind', 'starts_on'],
  list: ['place', 'report_kind', 'starts_on', 'ends_on', 'orders_done', 'points', 'due_at', 'handed_in_at', 'late'],
  sorts: ['-starts_on', '-number', 'state'],
  indexes: [['report_kind', 'starts_on'], ['level', 'report_kind', 'starts_on']],
  unique: [['place', 'report_kind', 'starts_on']],
  access: { read: READERS, create: ALL_WRITERS, archive: ['centre_manager'] },
  empty: ['报告期一到，报告自动出现并由记录起草；区域经理补充说明、签字、上报。', 'Reports appear by the calendar and are drafted from the records; the branch manager comments, signs and hands them in.'],
  opening: {
    async facts({ tx, input, actor }) {
      const level = await levelOf(tx, input.place);
      return { level, mine: level !== null && (await mayWrite(tx, actor, level, input.place)), zone: (await calendarOf(tx, input.place)).zone };
    },
    guard({ input, facts, day }) {
      if (facts.level === null) throw new Refusal('work_report.unit', ['只有区域服务部和售后服务总部写工作报告', 'Only branches and their centre write work reports'], 422, { place: ['请选择区域服务部或总部', 'Choose a branch or the centre'] });
      if (!facts.mine) throw new Refusal('work_report.not_yours', notYours(facts.level), 422, { place: notYours(facts.level) });
      periodFrom(input.report_kind, input.starts_on, day);
    },
    set({ input, facts, day }) {
      const { to } = periodFrom(input.report_kind, input.starts_on, day);
      const level = facts.level ?? 'branch';
      return { ends_on: to, level, due_at: deadlineOf({ kind: input.report_kind, from: input.starts_on, to }, level, facts.zone), unit_id: input.place };
    },
  },
});

/** A branch is where a region is served from; the centre is the unit right above branches. Nothing else reports. */
export async function levelOf(tx: Tx, unit: string): Promise<Level | null> {
  const branches = new Set((await regionsFor(tx, 'points')).map((r) => r.branch));
  if (branches.has(unit)) return 'branch';
  const [above] = await tx.query<{ id: string }>('select parent as id from unit where tenant_id = $1 and id = any($2) and parent = $3 limit 1', [tx.tenantId, [...branches], unit]);
  return above ? 'consolidated' : null;
}
const mayWrite = async (tx: Tx, actor: Actor, level: Level, unit: string): Promise<boolean> => actor.kind === 'system' || (await grantFor(tx, actor, WRITERS[level], unit)) !== undefined;

type Report = Omit<{ readonly [name in keyof Figures]: number | null }, never> & { readonly unit_id: string; readonly level: Level | null; readonly starts_on: string; readonly ends_on: string | null; readonly report_kind: 'daily' | 'weekly' | 'monthly' };
interface Beside { readonly mine: boolean; readonly branches: Figures | null; readonly absent: readonly string[] }
interface Facts extends Beside { readonly records: Drafted }

/** For a consolidated report what the branches handed in and who has not. */
async function beside(tx: Tx, record: Report, actor: Actor): Promise<Beside> {
  const level = record.level ?? 'branch';
  const mine = await mayWrite(tx, actor, level, record.unit_id);
  if (level === 'branch') return { mine, branches: null, absent: [] };
  const theirs = await branchReports(tx, record);
  const names = await tx.query<{ name: string }>(
    'select name from unit where tenant_id = $1 and id = any($2) and not id = any($3) and archived_at is null order by code',
    [tx.tenantId, (await regionsFor(tx, 'points')).map((r) => r.branch), theirs.map((r) => r.unit_id)]);
  return { mine, branches: summed(theirs), absent: names.map((n) => n.name) };
}
/** The figures of the records now, and what lies beside them. */
async function look(tx: Tx, record: Report, actor: Actor): Promise<Facts> {
  const units = record.level === 'consolidated' ? await unitsBelow(tx, record.unit_id) : [record.unit_id];
  return { records: await draftOf(tx, units, { from: record.starts_on, to: record.ends_on ?? record.starts_on }), ...(await beside(tx, record, actor)) };
}
/** Those handed in for the same period. */
const branchReports = (tx: Tx, record: Report) => tables(tx, WorkReport).selectFrom('work_report').selectAll()
  .where('tenant_id', '=', tx.tenantId).where('level', '=', 'branch').where('report_kind', '=', record.report_kind).where('starts_on', '=', record.starts_on)
  .where('state', 'in', ['submitted', 'consolidated']).where('archived_at', 'is', null).execute();

const facts = (c: { readonly tx: Tx; readonly record: Report; readonly actor: Actor }) => look(c.tx, c.record, c.actor);
const readyFor = ({ record, facts: known }: { readonly record: Report; readonly facts: Beside }): Label | null => (known.mine ? null : notYours(record.level ?? 'branch'));
const toSign = (c: { readonly record: Report; readonly facts: Facts; readonly day: string }): Label | null =>
  readyFor(c) ?? notOver(c.record.ends_on ?? c.record.starts_on, c.day) ?? changedSince(outdated(c.record, c.facts.records));
const onlyFor = (level: Level, c: { readonly record: Report; readonly facts: Facts; readonly day: string }): Label | null => (c.record.level === level ? toSign(c) : notYours(c.record.level ?? 'branch'));
const laidBeside = ({ record, facts: known }: { readonly record: Report; readonly facts: Beside }): readonly Label[] => (known.branches === null ? [] : [
  absentLabel(known.absent),
  [`各区域上报完工 ${known.branches.orders_done} 单、${known.branches.points} 分；按记录完工 ${record.orders_done ?? 0} 单、${record.points ?? 0} 分`,
    `Branches reported ${known.branches.orders_done} orders done and ${known.branches.points} points; the records say ${record.orders_done ?? 0} and ${record.points ?? 0}`],
]);
const handedIn = ({ record, now }: { readonly record: { readonly due_at: Date | null }; readonly now: Date }) => ({ handed_in_at: now, late: record.due_at !== null && now.getTime() > record.due_at.getTime() });

export const WorkReportProcess = defineProcess(WorkReport, 'due',
  {
    due: { label: ['待起草', 'Due'], tone: 'waiting', timer: { step: 'draft', at: ({ record, calendar: of }) => calendar.endOfBusinessDay(record.ends_on ?? record.starts_on, of) } },
    drafted: { label: ['已起草', 'Drafted'], tone: 'waiting', due: { step: 'comment', at: ({ record, now }) => record.due_at ?? now, escalateTo: 'centre_manager' } },
    commented: { label: ['待签字', 'To be signed'], tone: 'waiting', due: { step: 'sign', at: ({ record, now }) => record.due_at ?? now, escalateTo: 'centre_manager' } },
    signed: { label: ['已签字', 'Signed'], tone: 'active', due: { step: 'submit', at: ({ record, now }) => record.due_at ?? now, escalateTo: 'centre_manager' } },
    submitted: { label: ['已上报', 'Handed in'], tone: 'active' },
    consolidated: { label: ['已汇总', 'Consolidated'], tone: 'done' },
    sent: { label: ['已报集团', 'Sent to the group'], tone: 'done' },
  },
  (step) => ({
    draft: step({
      label: ['按记录起草', 'Draft from the records'], hint: ['数字与完成的工作取自记录；签字前可以重新起草', 'Figures and work done come from the records; it can be drafted again until it is signed'],
      from: ['due', 'drafted', 'commented'], to: ['drafted', 'commented'], by: ALL_WRITERS, form: {}, facts, ready: (c) => readyFor(c),
      choose: ({ record }) => (record.comment === null ? 'drafted' : 'commented'),
      set: ({ facts: known }) => ({ ...known.records, absent: known.absent.length === 0 ? null : known.absent.join('、') }),
    }),
    comment: step({
      label: ['补充说明', 'Comment'], tone: 'primary', from: ['drafted', 'commented'], to: 'commented', by: ALL_WRITERS,
      form: { comment: f.longText('说明', 'Comment', { max: 2000, hint: ['重点、困难、需要总部支持的事项', 'What mattered, what is difficult, what the centre should help with'] }) },
      facts: ({ tx, record, actor }) => beside(tx, record, actor), ready: readyFor,
      preview: (c) => ({ lines: laidBeside(c), initial: { comment: c.record.comment } }),
    }),
    sign: step({
      label: ['签字', 'Sign'], tone: 'primary', from: ['commented'], to: 'signed', by: ['branch_manager'], form: {},
      sign: [{ name: 'manager', label: ['区域经理', 'Branch manager'], by: 'user', role: 'branch_manager' }], facts,
      ready: (c) => onlyFor('branch', c), set: ({ signers, now }) => ({ signed_by: signers.manager!.userId, signed_at: now }),
    }),
    sign_consolidated: step({
      label: ['签发汇总报告', 'Sign the consolidated report'], tone: 'primary', from: ['commented'], to: 'signed', by: ['centre_manager'], form: {},
      sign: [{ name: 'manager', label: ['中心经理', 'Centre manager'], by: 'user', role: 'centre_manager' }], facts,
      ready: (c) => onlyFor('consolidated', c), preview: (c) => ({ lines: laidBeside(c) }), set: ({ signers, now }) => ({ signed_by: signers.manager!.userId, signed_at: now }),
    }),
    submit: step({
      label: ['上报总部', 'Hand in to the centre'], tone: 'primary', from: ['signed'], to: 'submitted', by: ['branch_manager'], form: {},
      ready: ({ record }) => (record.level === 'branch' ? null : notYours('consolidated')), set: handedIn,
      effect: async ({ tx, record }) => emit(tx, 'work_report.submitted', { report: record.id }),
    }),
    send_back: step({
      label: ['退回区域', 'Send back'], from: ['submitted'], to: 'commented', by: ['dispatcher', 'centre_manager'], form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      set: () => ({ signed_by: null, signed_at: null, handed_in_at: null, late: null }),
    }),
    consolidate: step({ label: ['汇总', 'Consolidate'], from: ['submitted'], to: 'consolidated', by: [], form: { consolidated_in: f.ref('汇总报告', 'Consolidated in', 'work_report') } }),
    send: step({
      label: ['报集团', 'Send to the group'], hint: ['同期已上报的区域报告随之归入本报告', 'Branch reports handed in for the same period are consolidated in it'],
      tone: 'primary', from: ['signed'], to: 'sent', by: ['dispatcher', 'centre_manager'], form: {},
      ready: ({ record }) => (record.level === 'consolidated' ? null : notYours('branch')), set: handedIn,
      async effect({ tx, record }) {
        for (const report of await branchReports(tx, record)) if (report.state === 'submitted') await takeStep(tx, WorkReportProcess, report.id, 'consolidate', { consolidated_in: record.id });
        emit(tx, 'work_report.sent', { report: record.id });
      },
    }),
  }),
);
