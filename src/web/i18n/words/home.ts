/** Texts of 我的工作: tasks by deadline, duties of the day, figures. */
import type { Label } from '../../../kernel/api.ts';

export const home = {
  title: ['我的工作', 'My work'],
  morning: ['{name}，早上好', 'Good morning, {name}'],
  afternoon: ['{name}，下午好', 'Good afternoon, {name}'],
  evening: ['{name}，晚上好', 'Good evening, {name}'],
  tasks: ['待办', 'Tasks'],
  overdue: ['已超时', 'Overdue'],
  today: ['今天到期', 'Due today'],
  later: ['以后到期', 'Due later'],
  duties: ['今天的定期事项', 'Duties of today'],
  allDuties: ['全部定期事项', 'All duties'],
  figures: ['我负责的数字', 'My figures'],
  noTasks: ['手上没有待办', 'Nothing waits for you'],
  noTasksText: ['轮到您签字、审批或处理的事项会按期限排在这里，点开就是要办的那一步。', 'What waits for your signature, approval or action stands here by deadline, and opens straight at its step.'],
  noDuties: ['今天没有轮到您的定期事项', 'No duty of yours today'],
  noDutiesText: ['每日报表、巡检、对账等到期的事项会出现在这里。', 'Daily reports, inspections and reconciliations appear here when they are due.'],
  noFigures: ['还没有要您负责的数字', 'No figures are yours yet'],
  escalated: ['已上报', 'Escalated'],
  due: ['期限', 'Due'],
} as const satisfies { readonly [word: string]: Label };
