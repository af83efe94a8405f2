/** What the club decides about inspections. Serves G22, VIP-9.2. */
import { defineParameter, f } from '../../../kernel/index.ts';
import type { Recheck } from './rules.ts';

const writeBy = ['vip_director', 'operations_gm'];
export const PerMonth = defineParameter('inspections.per_month', {
  label: ['每个区域每月抽查次数', 'Inspections per area and month'], help: ['时间由系统随机抽取，只有检查人看得到', 'The times are drawn; only the inspector sees them'],
  field: f.integer('次', 'Times', { min: 1, max: 10 }), source: 'G22', default: 2, writeBy,
});
export const WindowFrom = defineParameter('inspections.window_from', {
  label: ['抽查时段起', 'Inspections from'], help: ['每天可能抽查的最早时间', 'The earliest time of a day'], field: f.time('时间', 'Time'), source: 'VIP-9.2', default: '15:00', writeBy,
});
export const WindowTo = defineParameter('inspections.window_to', {
  label: ['抽查时段止', 'Inspections until'], help: ['早于起点的，指次日', 'Earlier than the first: the next day'], field: f.time('时间', 'Time'), source: 'VIP-9.2', default: '01:00', writeBy,
});
export const DueDays = defineParameter('inspections.due_days', {
  label: ['整改期限（天）', 'Days to rectify'], help: ['通知书上没有另写日期时', 'When the notice names no other day'], field: f.integer('天', 'Days', { min: 1, max: 90 }), source: 'G22', default: 7, writeBy,
});
export const RecheckBy = defineParameter<Recheck>('inspections.recheck_by', {
  label: ['谁不能复查', 'Who may not recheck'], help: ['整改人和责任人总是不能；从严时，开通知书的检查人也不能', 'Never who corrected it or answers for it; in a strict house not the inspector either'],
  field: f.choice('规则', 'Rule', { not_corrector: ['整改人、责任人', 'Corrector and responsible'], not_inspector_either: ['整改人、责任人、检查人', 'Corrector, responsible and inspector'] }), source: 'AS-32', default: 'not_corrector', writeBy,
});
export const inspectionParameters = [PerMonth, WindowFrom, WindowTo, DueDays, RecheckBy];
