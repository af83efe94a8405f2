/** What a roster must keep (排班参数): rest, days in a row, notice; and the service level that call demand is computed for. Serves SM-9, AC-22. */
import { defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import type { RestRules } from './rules.ts';

const writeBy = ['hr', 'centre_manager'] as const;
export const MinRestHours = defineParameter('rosters.min_rest_hours', {
  label: ['两班之间至少休息', 'Rest between two shifts'], help: ['上一班下班到下一班上班的最少小时数', 'Hours from the end of one shift to the beginning of the next'],
  field: f.integer('小时', 'Hours', { min: 8, max: 24 }), source: 'SM-9', default: 11, writeBy,
});
export const MostDays = defineParameter('rosters.most_days', {
  label: ['连续上班天数上限', 'Days at work, at most'], help: ['在下面所定的天数里最多上班几天', 'At most this many days at work within the days below'],
  field: f.integer('天', 'Days', { min: 1, max: 14 }), source: 'SM-9', default: 5, writeBy,
});
export const InDays = defineParameter('rosters.in_days', {
  label: ['上限所看的天数', 'Days looked at'], help: ['例如 6 天里最多 5 天', 'For example 5 days within 6'],
  field: f.integer('天', 'Days', { min: 2, max: 28 }), source: 'SM-9', default: 6, writeBy,
});
export const NoticeDays = defineParameter('rosters.notice_days', {
  label: ['提前公布天数', 'Days of notice'], help: ['班表须在首日之前这么多天公布；更晚公布要写明原因', 'A roster is published this many days before its first; later needs a reason'],
  field: f.integer('天', 'Days', { min: 0, max: 60 }), source: 'SM-9', default: 7, writeBy,
});
export const ServiceLevel = defineParameter('rosters.service_level', {
  label: ['服务水平（%）', 'Service level (%)'], help: ['在下面所定的秒数内接起的来电比例', 'Share of calls answered within the seconds below'],
  field: f.integer('%', '%', { min: 50, max: 99 }), source: 'AC-22', default: 80, writeBy,
});
export const AnswerWithin = defineParameter('rosters.answer_within', {
  label: ['接起时限（秒）', 'Answered within (seconds)'], help: ['服务水平所计的等待秒数', 'Seconds of waiting counted by the service level'],
  field: f.integer('秒', 'Seconds', { min: 1, max: 600 }), source: 'AC-22', default: 30, writeBy,
});
export const Shrinkage = defineParameter('rosters.shrinkage', {
  label: ['缩减率（%）', 'Shrinkage (%)'], help: ['培训、会议、病假等不在线的比例；需求按此放大', 'Share of paid time off the phones; demand is enlarged by it'],
  field: f.integer('%', '%', { min: 0, max: 60 }), source: 'AC-22', default: 0, writeBy,
});
export const rosterParameters = [MinRestHours, MostDays, InDays, NoticeDays, ServiceLevel, AnswerWithin, Shrinkage] as const;

export async function restRulesOn(tx: Tx, day: string): Promise<RestRules> {
  const [minRestHours, mostDays, inDays] = await Promise.all([parameter(tx, MinRestHours, day), parameter(tx, MostDays, day), parameter(tx, InDays, day)]);
  return { minRestHours, mostDays, inDays };
}
