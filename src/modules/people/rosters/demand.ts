/** Call volumes by weekday and hour (话量预测), and what they ask of a roster. Serves AC-22. */
import { calendar, defineQuery, defineRegister, f, parameter, scopeOf, type Tx } from '../../../kernel/index.ts';
import { agentsFor, withShrinkage } from './erlang.rules.ts';
import { AnswerWithin, ServiceLevel, Shrinkage } from './parameters.ts';
import { PLANNERS, READERS } from './roles.ts';
import { daysFrom } from './rules.ts';

const WEEKDAYS = { '1': ['周一', 'Monday'], '2': ['周二', 'Tuesday'], '3': ['周三', 'Wednesday'], '4': ['周四', 'Thursday'], '5': ['周五', 'Friday'], '6': ['周六', 'Saturday'], '7': ['周日', 'Sunday'] } as const;
export const CallVolume = defineRegister('call_volume', {
  label: ['话量预测', 'Call volume'],
  number: 'HL-{00000}',
  fields: {
    line: f.unit('线路', 'Line'),
    valid_from: f.date('起用日', 'Valid from'),
    weekday: f.choice('星期', 'Weekday', WEEKDAYS),
    hour: f.integer('小时', 'Hour', { min: 0, max: 23, hint: ['9 表示 9:00–10:00', '9 means 9:00–10:00'] }),
    calls: f.integer('来电数', 'Calls', { min: 0, max: 100_000 }),
    aht: f.integer('平均处理秒数', 'Handling time (seconds)', { min: 1, max: 7200 }),
  },
  title: ['weekday', 'hour'],
  list: ['line', 'valid_from', 'weekday', 'hour', 'calls', 'aht'],
  sorts: ['weekday', '-number'],
  unique: [['line', 'valid_from', 'weekday', 'hour']],
  access: { read: READERS, create: PLANNERS, edit: PLANNERS, archive: PLANNERS },
  empty: ['还没有话量预测。按星期和小时填写来电数与平均处理时长，或从表格导入。', 'No call volumes yet. Enter calls and handling time by weekday and hour, or import a spreadsheet.'],
  opening: { set: ({ input }) => ({ unit_id: input.line }) },
});

export interface HourNeed { readonly day: string; readonly hour: number; readonly calls: number; readonly aht: number; readonly agents: number; readonly planned: number; readonly serviceLevel: number }

/** People needed by the hour for each of the days; of several forecasts the latest that has begun counts. */
export async function needOf(tx: Tx, line: string, from: string, to: string): Promise<HourNeed[]> {
  const rows = await tx.query<{ valid_from: string; weekday: string; hour: number; calls: number; aht: number }>(
    'select valid_from, weekday, hour, calls, aht from call_volume where tenant_id = $1 and line = $2 and valid_from <= $3 and archived_at is null order by valid_from desc', [tx.tenantId, line, to]);
  if (rows.length === 0) return [];
  const [target, within, shrink] = [await parameter(tx, ServiceLevel, from), await parameter(tx, AnswerWithin, from), await parameter(tx, Shrinkage, from)];
  const known = new Map<string, { agents: number; serviceLevel: number }>();
  const levelFor = (calls: number, aht: number) => {
    const key = `${calls}/${aht}`;
    const level = known.get(key) ?? agentsFor({ calls, minutes: 60, aht }, target / 100, within);
    known.set(key, level);
    return level;
  };
  return daysFrom(from, to).flatMap((day) => {
    const latest = rows.find((r) => r.valid_from <= day)?.valid_from;
    return rows.filter((r) => r.valid_from === latest && Number(r.weekday) === calendar.weekday(day) && r.calls > 0).sort((a, b) => a.hour - b.hour).map((r) => {
      const { agents, serviceLevel } = levelFor(r.calls, r.aht);
      return { day, hour: r.hour, calls: r.calls, aht: r.aht, agents, planned: withShrinkage(agents, shrink), serviceLevel };
    });
  });
}

export const StaffingNeed = defineQuery('staffing_need', {
  label: ['话务人数测算', 'Staffing need'], access: [...PLANNERS, 'auditor'], params: { line: f.unit('线路', 'Line'), from: f.date('起', 'From'), to: f.date('止', 'To') },
  async run(tx, { line, from, to }): Promise<HourNeed[]> {
    const units = await scopeOf(tx, tx.actor, [...PLANNERS, 'auditor']);
    return units !== null && !units.includes(line) ? [] : needOf(tx, line, from, calendar.addDays(from, Math.min(41, calendar.daysBetween(from, to))));
  },
});
