/**
 * Something in the days that people have to look at (考勤疑点): facts and who is concerned. A person reports it to discipline or puts it aside with a
 * reason; the program does neither. Serves CC-5.3, CG-12, CG-13, AC-06, AC-15, AC-16, AC-19.
 */
import { calendar, calendarOf, createRecord, defineProcess, defineRegister, f, readRecord, Refusal, updateRecord } from '../../../kernel/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { Employee } from '../staff/index.ts';
import { READERS } from './roles.ts';

const KINDS = { absence: ['旷工', 'Absence'], late_early: ['迟到早退达次数', 'Late or early past the threshold'], proxy: ['代签嫌疑', 'Proxy sign-in suspected'] } as const;
/** The clause a report to discipline cites. */
const CLAUSES: { readonly [kind in keyof typeof KINDS]: string } = { absence: 'CC-ORAL-2', late_early: 'CC-FINE-1', proxy: 'CC-WRIT-1' };
const LOOKERS = ['attendance_clerk', 'line_supervisor', 'centre_manager'] as const;

export const AttendanceFinding = defineRegister('attendance_finding', {
  label: ['考勤疑点', 'Attendance finding'],
  number: 'YD-{yyyy}-{0000}',
  fields: {
    finding_kind: f.choice('类别', 'Kind', KINDS, { readonly: true }),
    employee: f.ref('员工', 'Employee', 'employee', { readonly: true }),
    other: f.ref('涉及', 'Also concerned', 'employee', { optional: true, readonly: true }),
    from_day: f.date('起', 'From', { readonly: true }),
    to_day: f.date('止', 'To', { readonly: true }),
    days: f.integer('班次数', 'Shifts', { readonly: true }),
    in_month: f.integer('当月累计', 'In the month', { optional: true, readonly: true }),
    review: f.yesNo('达到除名评议', 'Reaches a dismissal review', { optional: true, readonly: true }),
    facts: f.longText('事实', 'Facts', { max: 2_000, readonly: true }),
    facts_en: f.longText('事实（英文）', 'Facts in English', { max: 2_000, optional: true, readonly: true }),
    changed_after: f.yesNo('报告之后事实有变', 'Facts changed after the report', { optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
    put_aside: f.text('不报告的理由', 'Why not reported', { max: 300, optional: true, readonly: true }),
    finding_key: f.text('标识', 'Key', { max: 120, readonly: true, readBy: ['auditor'] }),
  },
  title: ['employee', 'from_day'],
  list: ['finding_kind', 'employee', 'from_day', 'review', 'facts'],
  sorts: ['-from_day', '-number'],
  indexes: [['employee', 'from_day']],
  unique: [['finding_key']],
  access: { read: READERS, create: [] },
  empty: ['没有疑点。', 'Nothing to look at.'],
});

export const AttendanceFindingProcess = defineProcess(AttendanceFinding, 'open',
  {
    open: { label: ['待查看', 'To be looked at'], tone: 'alarm', due: { step: 'report', at: ({ day, calendar: centre }) => calendar.endOfBusinessDay(calendar.addDays(day, 3), centre) } },
    reported: { label: ['已报告', 'Reported'], tone: 'active' },
    aside: { label: ['不报告', 'Put aside'], tone: 'stopped' },
    withdrawn: { label: ['事实已变，撤回', 'Withdrawn, facts changed'], tone: 'stopped' },
  },
  (step) => ({
    report: step({
      label: ['报告违纪', 'Report to discipline'], tone: 'primary', from: ['open'], to: 'reported', by: LOOKERS,
      hint: ['由与报告人、本人无关的人听取和决定', 'Somebody else hears the person and decides'],
      form: { remark: f.longText('补充说明', 'Remark', { max: 500, optional: true }) },
      facts: async ({ tx, record }) => {
        const employee = await readRecord(tx, Employee, record.employee);
        return { employee, noon: calendar.instantOf(record.to_day, '12:00', (await calendarOf(tx, employee?.unit_id ?? '')).zone) };
      },
      preview: ({ record }) => ({ lines: [[record.facts, record.facts_en ?? record.facts]] }),
      guard({ facts, actor }) { if (facts.employee?.app_user === actor.id) throw new Refusal('attendance_finding.self', ['不能处理关于自己的疑点', 'Not about oneself'], 403); },
      async effect({ tx, record, input, facts, now }) {
        const incident = await createRecord(tx, IncidentRegister, {
          employee: record.employee, clause: CLAUSES[record.finding_kind], occurred_at: facts.noon < now ? facts.noon : now, zone: 'work-area', grade: 'ordinary', unit_id: facts.employee?.unit_id ?? '',
          description: `${record.facts}${input.remark === null ? '' : `\n${input.remark}`}\n（考勤疑点 ${record.number}）`,
          ...(record.finding_kind === 'absence' ? { absence_consecutive: record.days, absence_in_month: record.in_month ?? record.days } : {}),
        });
        await updateRecord(tx, AttendanceFinding, record, { incident: incident.id }, { what: 'report' });
      },
    }),
    put_aside: step({ label: ['不报告', 'Put aside'], from: ['open'], to: 'aside', by: LOOKERS, form: { put_aside: f.text('理由', 'Why', { max: 300 }) } }),
    withdraw: step({ label: ['撤回', 'Withdraw'], from: ['open'], to: 'withdrawn', by: [], form: {} }),
    return: step({ label: ['重新列出', 'List again'], from: ['withdrawn'], to: 'open', by: [], form: {} }),
  }),
);
