/** Texts of the duties page and of the dialog that records one as done. */
import type { Label } from '../../../kernel/api.ts';

export const duties = {
  title: ['定期事项', 'Duties'],
  open: ['待完成', 'Open'],
  done: ['已完成', 'Done'],
  late: ['逾期完成', 'Done late'],
  missed: ['未完成', 'Missed'],
  overdue: ['已超时', 'Overdue'],
  fulfil: ['办理', 'Do'],
  by: ['{time} 前', 'by {time}'],
  doneBy: ['{name} 于 {time} 完成', '{name} at {time}'],
  escalatedAt: ['{time} 已上报', 'Escalated {time}'],
  evidence: ['凭据', 'Evidence'],
  statements: ['对应条款', 'Fulfils'],
  onlyMine: ['只看我的', 'Only mine'],
  list: ['按日', 'By day'],
  month: ['按月', 'Month'],
  previous: ['上一月', 'Previous month'],
  next: ['下一月', 'Next month'],
  emptyDay: ['这一天没有定期事项', 'No duty on this day'],
  empty: ['这个月没有定期事项', 'No duty in this month'],
  emptyText: ['模块里规定的每日、每周、每月事项，到期会自动排在这里，完成后留下凭据。', 'What the rules ask for daily, weekly or monthly appears here by itself and leaves evidence when done.'],
  summary: ['{done} 项完成，{open} 项待办，{missed} 项未完成', '{done} done, {open} open, {missed} missed'],
  notMine: ['由其他岗位办理', 'For another post'],
  recorded: ['已记录：{what}', 'Recorded: {what}'],
  formMissing: ['请在台账里办理这一事项。', 'Do this from its register.'],
} as const satisfies { readonly [word: string]: Label };
