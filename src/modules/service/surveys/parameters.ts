/** What the organisation decides about surveys (满意度调查参数). Serves SM-34. */
import { defineParameter, f } from '../../../kernel/index.ts';

const writeBy = ['centre_manager'];
const days = (name: string, zh: string, en: string, help: readonly [string, string], value: number) => defineParameter(`surveys.${name}`, {
  label: [zh, en], help, field: f.integer('天', 'Days', { min: 1, max: 90 }), source: 'SM-34', default: value, writeBy,
});
export const AskWithinDays = days('ask_within_days', '认证后几天内发问卷', 'Days in which a survey is still sent', ['超过这些天不再询问', 'Later nobody is asked'], 14);
export const AnswerDays = days('answer_days', '答复期限（天）', 'Days to answer', ['到期未答即失效', 'After that it expires'], 14);
export const LowScore = defineParameter('surveys.low_score', {
  label: ['低分线', 'Low score'], help: ['总体评分不高于此分须回访', 'An overall score of this or less is followed up'], field: f.integer('分', 'Score', { min: 1, max: 4 }), source: 'SM-34', default: 2, writeBy,
});
export const EnoughAnswers = defineParameter('surveys.enough_answers', {
  label: ['样本足够的份数', 'Answers that suffice'], help: ['少于此数，平均分旁注明“样本少”', 'With fewer, the average is marked “few answers”'], field: f.integer('份', 'Answers', { min: 1, max: 1000 }), source: 'AC-37', default: 30, writeBy,
});
export const EnoughPercent = defineParameter('surveys.enough_percent', {
  label: ['样本足够的回收率', 'Response rate that suffices'], help: ['低于此比例，平均分旁注明“样本少”', 'Below this, the average is marked “few answers”'], field: f.integer('%', '%', { min: 1, max: 100 }), source: 'AC-37', default: 20, writeBy,
});
export const surveyParameters = [AskWithinDays, AnswerDays, LowScore, EnoughAnswers, EnoughPercent];
