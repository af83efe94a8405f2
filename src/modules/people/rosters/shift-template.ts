/** Shift templates (班次模板): the shifts a line works, with their meal and their break. A planned shift keeps the times of its day. Serves CC-5.1b. */
import { defineRegister, f } from '../../../kernel/index.ts';
import { mustPlan, PLANNERS, READERS } from './roles.ts';
import { isNight, refuseHours } from './rules.ts';

/** The times of a shift, the same in a template and in a planned shift. */
export const hoursFields = {
  starts: f.time('上班', 'Begins'),
  ends: f.time('下班', 'Ends', { hint: ['早于或等于上班时间表示次日', 'At or before the beginning: on the next day'] }),
  meal_from: f.time('用餐起', 'Meal from', { optional: true }),
  meal_to: f.time('用餐止', 'Meal to', { optional: true }),
  break_from: f.time('休息起', 'Break from', { optional: true }),
  break_to: f.time('休息止', 'Break to', { optional: true }),
} as const;

export const ShiftTemplate = defineRegister('shift_template', {
  label: ['班次模板', 'Shift template'],
  number: 'BM-{000}',
  fields: {
    line: f.unit('线路或中心', 'Line or centre'),
    code: f.text('代号', 'Code', { max: 4, hint: ['如 早、中、夜', 'Such as E, L, N'] }),
    name: f.text('名称', 'Name', { max: 20 }),
    ...hoursFields,
    least: f.integer('每天至少人数', 'At least this many a day', { min: 0, max: 500, initial: 1, hint: ['自动排班的下限；话务需求另按时段计算', 'The floor of automatic planning; call demand is added by the hour'] }),
    skill: f.text('所需技能', 'Skill needed', { max: 20, optional: true, hint: ['如 英语；留空则人人可上', 'Such as English; empty: anybody'] }),
    night: f.yesNo('夜班', 'Night shift', { optional: true, readonly: true }),
  },
  title: ['code', 'name'],
  list: ['line', 'code', 'name', 'starts', 'ends', 'least', 'night'],
  sorts: ['code', 'number'],
  indexes: [['line']],
  unique: [['line', 'code']],
  access: { read: READERS, create: PLANNERS, archive: PLANNERS },
  empty: ['还没有班次模板。先登记本线的早、中、夜班及用餐休息时间。', 'No templates yet. Enter the shifts of the line with their meal and break.'],
  opening: { facts: ({ tx, input }) => mustPlan(tx, input.line), guard: ({ input }) => refuseHours(input), set: ({ input }) => ({ night: isNight(input), unit_id: input.line }) },
});
