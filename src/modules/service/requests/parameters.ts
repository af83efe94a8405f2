/**
 * How soon a request is answered, and when wording counts as alike. The source prints no figures for either: the defaults are the
 * product's own and may be changed. Serves SM-20.
 */
import { calendar, calendarOf, defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import type { ReplyTerms } from './reply.rules.ts';

const writeBy = ['centre_manager'];
const DEFAULT: { readonly [p in 'urgent' | 'high' | 'normal']: readonly [zh: string, en: string, minutes: number] } = {
  urgent: ['紧急', 'urgent', 30], high: ['优先', 'high', 120], normal: ['一般', 'normal', 480],
};
const reply = (priority: keyof typeof DEFAULT) => defineParameter(`requests.reply_minutes_${priority}`, {
  label: [`申请答复时限（${DEFAULT[priority][0]}）`, `Answer to a request, ${DEFAULT[priority][1]}`],
  help: ['从接到申请到受理、并入或不予受理的分钟数，只计受理时间；紧急全天计时。默认值为产品设定，非来源文件所列',
    'Minutes from receiving a request to accepting, merging or refusing it, counted in desk hours; urgent ones round the clock. A product default, not from the source'],
  field: f.integer('分钟', 'Minutes', { min: 5, max: 100_000 }), source: 'SM-20', default: DEFAULT[priority][2], writeBy,
});
const REPLY = { urgent: reply('urgent'), high: reply('high'), normal: reply('normal') };
export const DeskOpens = defineParameter('requests.opens_at', {
  label: ['受理时间起', 'Desk opens'], help: ['工作日从此时起计答复时限（产品默认值）', 'On working days the clock runs from this time (product default)'],
  field: f.time('时间', 'Time'), source: 'SM-20', default: '08:30', writeBy,
});
export const DeskCloses = defineParameter('requests.closes_at', {
  label: ['受理时间止', 'Desk closes'], help: ['工作日到此时止（产品默认值）', 'On working days it runs until this time (product default)'],
  field: f.time('时间', 'Time'), source: 'SM-20', default: '17:30', writeBy,
});
export const AlikePercent = defineParameter('requests.alike_percent', {
  label: ['内容相似多少算重复', 'Wording alike enough to be the same'],
  help: ['同一站点的未结申请，文字相似达到此比例时提示合并（产品默认值）', 'Open requests of one site are proposed for merging from this likeness on (product default)'],
  field: f.integer('百分比', 'Per cent', { min: 10, max: 100 }), source: 'SM-20', default: 50, writeBy,
});
export const requestParameters = [REPLY.urgent, REPLY.high, REPLY.normal, DeskOpens, DeskCloses, AlikePercent];

export async function replyTerms(tx: Tx, priority: keyof typeof DEFAULT, unit: string, day: string): Promise<ReplyTerms> {
  const { zone } = await calendarOf(tx, unit);
  const minutes = await parameter(tx, REPLY[priority], day);
  if (priority === 'urgent') return { minutes, hours: { zone, week: weekOf([1, 2, 3, 4, 5, 6, 7], { from: '00:00', to: '24:00' }), holidays: 'open' }, holidays: calendar.holidayData([]) };
  const open = { from: await parameter(tx, DeskOpens, day), to: await parameter(tx, DeskCloses, day) };
  const holidays = calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null', [tx.tenantId]));
  return { minutes, hours: { zone, week: weekOf([1, 2, 3, 4, 5], open), holidays: 'closed' }, holidays };
}
const weekOf = (days: readonly number[], open: calendar.Opening) => Object.fromEntries(days.map((d) => [d, [open]]));
