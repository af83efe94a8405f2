/** Figures of the birthday activity that the organisation may set. Serves G2, G4, G5, G6. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const ListDaysAhead = defineParameter('birthdays.list_days_ahead', {
  label: ['生日名单提前几天生成', 'Days before the month that its list is made'],
  help: ['每月 1 日只作确认；提前生成，1 日生日的会员才来得及前一天领礼品', 'The 1st only confirms; made earlier so that a gift for the 1st can be drawn the day before'],
  field: f.integer('天数', 'Days', { min: 1, max: 28 }), source: 'G4', default: 7, writeBy: ['vip_manager'],
});
export const KeepLeapDay = defineParameter<'02-28' | '03-01'>('birthdays.leap_day', {
  label: ['2 月 29 日生日在平年哪天过', 'When 29 February is kept in other years'], help: ['农历三十遇小月按廿九，闰月遇无闰之年按本月', 'Lunar 30 in a short month becomes 29; a leap month its plain one'],
  field: f.choice('日期', 'Day', { '02-28': ['2 月 28 日', '28 February'], '03-01': ['3 月 1 日', '1 March'] }), source: 'G6', default: '02-28', writeBy: ['vip_manager'],
});
export const FinanceOpens = defineParameter('birthdays.finance_opens', {
  label: ['财务开门时间', 'When finance opens'], help: ['客人未到店的礼品在财务下一次开门时退回', 'Gifts of guests who did not come go back at the next opening'],
  field: f.time('时间', 'Time'), source: 'G5', default: '09:00', writeBy: ['finance', 'vip_manager'],
});
export const VisitWindow = defineParameter('birthdays.visit_window', {
  label: ['可约在生日前后几天到店', 'Days around the birthday on which a member may come'], help: ['0 表示只能生日当天', '0 means the birthday only'],
  field: f.integer('天数', 'Days', { min: 0, max: 31 }), source: 'VIP-2.1', default: 7, writeBy: ['vip_manager'],
});
export const CutDays = defineParameter('birthdays.cut_days', {
  label: ['礼品对账日', 'Days on which gifts are reconciled'], help: ['空格分开；30 遇短月按月末，31 日归入下一期', 'Separated by spaces; 30 means the last day of a shorter month, the 31st belongs to the next period'],
  field: f.text('日', 'Days', { max: 20 }), source: 'G2', default: '15 30', writeBy: ['finance', 'vip_manager'],
});
