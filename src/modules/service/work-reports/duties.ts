/**
 * The calendar at work (按期报告): each branch and the centre owe a report for every day, week and month. The duty makes the
 * report appear, the process drafts it, and handing it in fulfils the duty. Serves FS-2.5, FS-2.9, SM-32.
 */
import { calendar, createRecord, defineDuty, parameter, tables, type Label, type Tx } from '../../../kernel/index.ts';
import { dueTime, type Level, periodOf, type ReportKind } from './periods.rules.ts';
import { WhoReports } from './parameters.ts';
import { KIND_LABELS } from './report.rules.ts';
import { levelOf, WorkReport } from './work-report.ts';

const LEVELS: { readonly [L in Level]: { readonly owner: string; readonly deputy: string; readonly unitKind: string; readonly label: Label } } = {
  branch: { owner: 'branch_manager', deputy: 'centre_manager', unitKind: 'branch', label: ['区域', 'Branch'] },
  consolidated: { owner: 'dispatcher', deputy: 'centre_manager', unitKind: 'centre', label: ['汇总', 'Consolidated'] },
};

function duty(level: Level, kind: ReportKind) {
  const { owner, deputy, unitKind, label } = LEVELS[level];
  const { days, time } = dueTime(kind, level);
  return defineDuty(`work_report_${level}_${kind}`, {
    label: [`${label[0]}${KIND_LABELS[kind][0]}`, `${label[1]} ${KIND_LABELS[kind][1].toLowerCase()} report`],
    statements: ['FS-2.5'],
    recurs: kind === 'daily' ? { every: 'day' } : kind === 'weekly' ? { every: 'week', on: [days] } : { every: 'month', days: [days] },
    by: time, owner, deputy, unitKind,
    ...(level === 'branch' ? { escalate: { to: 'centre_manager', afterMinutes: 120 } } : {}),
    form: {},
    async evidence({ tx, unit, day }) {
      // The day it is due lies `days` after the last day of the period.
      const last = periodOf(kind, calendar.addDays(day, -days));
      if ((await levelOf(tx, unit)) !== level || !(await expectedFrom(tx, level, last.from))) return { expected: false };
      const report = await ensure(tx, unit, kind, last.from);
      await ensure(tx, unit, kind, periodOf(kind, day).from);
      return report.handed_in_at === null ? null : { report: report.number };
    },
  });
}
export const ReportDuties = (['branch', 'consolidated'] as const).flatMap((level) => (['daily', 'weekly', 'monthly'] as const).map((kind) => duty(level, kind)));

/** Whether a level owes reports for a period that begins on that day. */
export async function expectedFrom(tx: Tx, level: Level, day: string): Promise<boolean> {
  const who = await parameter(tx, WhoReports, day);
  return who === 'all' || (who === 'centre' && level === 'consolidated');
}

interface Ensured { readonly number: string; readonly handed_in_at: Date | null }
async function ensure(tx: Tx, place: string, report_kind: ReportKind, starts_on: string): Promise<Ensured> {
  const found = await tables(tx, WorkReport).selectFrom('work_report').select(['number', 'handed_in_at'])
    .where('tenant_id', '=', tx.tenantId).where('place', '=', place).where('report_kind', '=', report_kind).where('starts_on', '=', starts_on).executeTakeFirst();
  return found ?? createRecord(tx, WorkReport, { place, report_kind, starts_on });
}
