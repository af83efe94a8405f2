/** What bounds deductions (扣款口径): profile of the place, switch for fines, minimum wage, cut-off, time to answer. Serves LG-1 to LG-4, AC-08, AC-09. */
import { defineParameter, f } from '../../../kernel/index.ts';
import { PROFILES } from './guard.rules.ts';

const who = ['hr', 'payroll'];
export const ProfileOfPlace = defineParameter('deductions.profile', {
  label: ['扣款法律口径', 'Legal profile for deductions'], field: f.choice('口径', 'Profile', PROFILES), source: 'LG-1', default: 'national' as const, writeBy: who,
  help: ['每月扣款的上限与罚款的限制按此口径计算。均为默认值，不构成法律意见，启用前请由律师确认', 'Bounds of a month’s deduction and limits to fines. Defaults only, not legal advice: have a lawyer confirm them before use'],
});
export const FinesAllowed = defineParameter('deductions.fines', {
  label: ['启用罚款', 'Fines switched on'], field: f.yesNo('启用', 'On'), source: 'LG-2', default: false, writeBy: ['hr'],
  help: ['企业罚款的依据有争议，默认关闭；广东口径下即使启用也不得罚款。不构成法律意见', 'Whether an employer may fine is disputed, so this is off; under the Guangdong profile fines stay forbidden. Not legal advice'],
});
export const MinimumWage = defineParameter('deductions.minimum_wage', {
  label: ['当地月最低工资', 'Local monthly minimum wage'], field: f.money('金额', 'Amount', { min: 1 }), source: 'LG-1', writeBy: who,
  help: ['扣款后余下的工资不得低于此数；按当地公布的数填写，并随公布更新', 'What is left after a deduction is never below this; as published locally, from the day it applies'],
  blocks: ['没有答复之前，不能计算月度扣款', 'Until it is answered no month can be computed'],
});
export const CutOffDay = defineParameter('deductions.cut_off_day', {
  label: ['扣款截止日（每月几日）', 'Cut-off day of the month'], field: f.integer('日', 'Day', { min: 1, max: 28 }), source: 'SM-5', default: 25, writeBy: who,
  help: ['书面告知须早于当月此日，当月才可以扣', 'A written notice must be dated before this day to count for the month'],
});
export const AnswerDays = defineParameter('deductions.answer_days', {
  label: ['答复期（工作日）', 'Time to answer (working days)'], field: f.integer('工作日', 'Working days', { min: 1, max: 30 }), source: 'SM-5', default: 3, writeBy: ['hr'],
  help: ['书面告知后员工可以同意或提出异议的工作日数；逾期记为未答复', 'Working days after the notice to agree or dispute; after that silence is recorded'],
});
export const deductionParameters = [ProfileOfPlace, FinesAllowed, MinimumWage, CutOffDay, AnswerDays];
