/**
 * Times by grade (报修时限). The source's repair rules break off before their figures: these are the usual ones of public procedures, shipped as an
 * editable template and marked as not from the source. Serves TEA-1, AS-39.
 */
import { defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import { GRADES, type Grade, type Terms } from './rules.ts';

const writeBy = ['logistics_head', 'general_affairs'];
const TEMPLATE: { readonly [g in Grade]: Terms } = { urgent: { take: 5, arrive: 15, days: 1 }, small: { take: 5, arrive: 15, days: 3 }, odd: { take: 5, arrive: 15, days: 7 } };
const WHAT = {
  take: { label: ['接单', 'taken'], unit: ['分钟', 'Minutes'], help: ['从报修到维修工接单', 'From the report until a worker takes it'] },
  arrive: { label: ['到场', 'on site'], unit: ['分钟', 'Minutes'], help: ['从报修到到场；有约定时间的按约定', 'From the report until somebody is there; an appointed time goes before it'] },
  days: { label: ['完成', 'finished'], unit: ['天', 'Days'], help: ['从报修（或约定）之日起，到该日营业结束', 'From the day of the report or appointment, until that business day ends'] },
} as const;

const one = (grade: Grade, what: keyof Terms) => defineParameter(`repairs.${what}_${grade}`, {
  label: [`报修时限：${GRADES[grade][0]}${WHAT[what].label[0]}`, `Repairs, ${GRADES[grade][1].toLowerCase()}: ${WHAT[what].label[1]} within`],
  help: [`${WHAT[what].help[0]}。模板值，非来源文件所列，可修改`, `${WHAT[what].help[1]}. A template value, not from the source; change it as you need`],
  field: f.integer(WHAT[what].unit[0], WHAT[what].unit[1], { min: 1, max: 10_000 }), source: 'TEA-1', default: TEMPLATE[grade][what], writeBy,
});
const PARAMETERS = {
  urgent: { take: one('urgent', 'take'), arrive: one('urgent', 'arrive'), days: one('urgent', 'days') },
  small: { take: one('small', 'take'), arrive: one('small', 'arrive'), days: one('small', 'days') },
  odd: { take: one('odd', 'take'), arrive: one('odd', 'arrive'), days: one('odd', 'days') },
};
export const repairParameters = Object.values(PARAMETERS).flatMap((p) => [p.take, p.arrive, p.days]);

export async function termsOf(tx: Tx, grade: Grade, day: string): Promise<Terms> {
  const p = PARAMETERS[grade];
  return { take: await parameter(tx, p.take, day), arrive: await parameter(tx, p.arrive, day), days: await parameter(tx, p.days, day) };
}
