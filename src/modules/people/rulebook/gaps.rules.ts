/**
 * Open questions of the code as printed (守则的矛盾与空白): what is unclear, what to choose, which parameter holds the answer.
 * One entry per finding; `lint.rules.ts` asks each whether it still stands. CG-04 to CG-32.
 */
import type { Label } from '../../../kernel/api.ts';
import type { Parameters } from './parameters.rules.ts';

export type Severity = 'error' | 'warning' | 'info';

export interface Gap {
  readonly id: string;
  readonly severity: Severity;
  /** Open while any of these is null; the first one is where the answer goes. */
  readonly parameters: readonly (keyof Parameters)[];
  readonly clauses: readonly string[];
  readonly message: Label;
  readonly resolution: Label;
}

export const GAPS: readonly Gap[] = [
  {
    id: 'CG-05', severity: 'warning', parameters: ['key.loss', 'key.drawer_included'], clauses: ['CC-1.14c', 'CC-FINE-3'],
    message: ['一处写储物柜和抽屉钥匙，另一处只写储物柜钥匙；都没有金额。', 'One place names locker and drawer keys, the other only the locker key; neither gives an amount.'],
    resolution: ['建议按实际费用凭票赔偿，抽屉钥匙包括在内。', 'Suggested: actual cost with a receipt, drawer key included.'],
  },
  {
    id: 'CG-07', severity: 'error', parameters: ['phone.urgent_in_rest_area', 'phone.max_minutes'], clauses: ['CC-1.11b', 'CC-ORAL-13'],
    message: ['一处允许在休息区接急电，另一处要求手机通话只能到中心以外。', 'One clause allows urgent calls in the rest area, another allows mobile calls only outside the centre.'],
    resolution: ['选定休息区急电是否允许，并定休息室座机的时长（建议允许、5 分钟）。', 'Choose whether urgent calls in the rest area are allowed, and the limit for the rest-room phone (suggested: allowed, 5 minutes).'],
  },
  {
    id: 'CG-08', severity: 'warning', parameters: ['zones_for_sanction'], clauses: ['CC-1.12a', 'CC-ORAL-4'],
    message: ['禁烟包括休息室，处分却只写办公区域。', 'Smoking is forbidden in the rest room too, but only the office area carries a sanction.'],
    resolution: ['逐条写明处分适用的区域；未写的区域只记录、不定级。', 'Name the zones each sanction applies to; elsewhere the matter is recorded without a level.'],
  },
  {
    id: 'CG-09', severity: 'warning', parameters: ['zones_for_sanction'], clauses: ['CC-1.5.1', 'CC-IIP-5', 'CC-ORAL-3'],
    message: ['禁止喧哗包括休息室，处分却只写办公区域。', 'Noise is forbidden in the rest room too, but only the office area carries a sanction.'],
    resolution: ['逐条写明处分适用的区域；未写的区域只记录、不定级。', 'Name the zones each sanction applies to; elsewhere the matter is recorded without a level.'],
  },
  {
    id: 'CG-10', severity: 'warning', parameters: ['eating.ordinary'], clauses: ['CC-1.8', 'CC-IIP-3', 'CC-ORAL-5'],
    message: ['在非指定地点用餐只写了情节严重的级别。', 'Eating outside the designated places has a level only when serious.'],
    resolution: ['为一般情节选定级别（建议 IIP）。', 'Choose the level for the ordinary grade (suggested: IIP).'],
  },
  {
    id: 'CG-11', severity: 'error', parameters: ['late.period', 'late.combine', 'late.grace_minutes'], clauses: ['CC-FINE-1', 'CC-5.2b'],
    message: ['迟到早退满 2 次罚款，但没写统计周期、是否合计、宽限分钟和金额；迟到也没有处分级别。', 'Late or early twice is fined, but period, combining, grace minutes and amount are missing; lateness has no ladder level either.'],
    resolution: ['选定周期（建议自然月）、合计与宽限（建议 0 分钟）；金额未定时只提示已达次数。', 'Choose the period (suggested: calendar month), combining and grace (suggested: 0 minutes); without an amount only the threshold is shown.'],
  },
  {
    id: 'CG-12', severity: 'error', parameters: ['absence.level[2 days]', 'absence.month', 'absence.consecutive'], clauses: ['CC-ORAL-2', 'CC-DIS-6'],
    message: ['旷工 1 天、连续 3 天、一个月 6 天都有规定，唯独 2 天没有；“一个月”“连续”也没有定义。', 'Absence of 1 day, 3 in a row and 6 in a month is covered, 2 days is not; "month" and "in a row" are undefined.'],
    resolution: ['为 2 天选定级别（建议口头警告），并选定月份与连续的算法（建议自然月、连续排班）。', 'Choose the level for 2 days (suggested: Oral), and how months and runs are counted (suggested: calendar month, consecutive scheduled shifts).'],
  },
  {
    id: 'CG-14', severity: 'error', parameters: ['repeat.window', 'repeat.mode', 'repeat.same_kind'], clauses: ['CC-ESC-2'],
    message: ['“再次犯同类错误”没有说明何为同类、追溯多久、第三次怎么办。', '"The same kind again" leaves open what the same kind is, how far back it looks and what a third time leads to.'],
    resolution: ['选定同类的范围、追溯期（建议 12 个月）和升级方式（建议逐级）。', 'Choose what is the same kind, the window (suggested: 12 months) and the mode (suggested: chain).'],
  },
  {
    id: 'CG-15', severity: 'error', parameters: ['accumulation.oral.window', 'accumulation.written.window', 'accumulation.written.same_contract_term'], clauses: ['CC-ESC-3a', 'CC-ESC-3b'],
    message: ['3 次口头警告的“一年”没说滚动还是自然年；2 次书面警告没有期限。', 'The year for 3 Oral Warnings is neither rolling nor calendar; 2 Written Warnings have no window.'],
    resolution: ['选定两个累计期（建议 12 个月和 24 个月、同一合同期）。', 'Choose both windows (suggested: 12 months, and 24 months within one contract term).'],
  },
  {
    id: 'CG-17', severity: 'warning', parameters: ['status_board.fourth'], clauses: ['CC-ACT-3'],
    message: ['状态牌当月第 4 次及以后怎么处理没有写。', 'What follows the 4th time in a month for the status board is not written.'],
    resolution: ['建议当月第 4 次起按再犯处理，次月重新计数。', 'Suggested: from the 4th time in the month it is a repeat; the next month starts anew.'],
  },
  {
    id: 'CG-18', severity: 'warning', parameters: ['action.definition', 'iip.definition'], clauses: ['CC-ESC-1'],
    message: ['Action 和 IIP 是什么，全文没有解释。', 'Nowhere is it said what Action and IIP are.'],
    resolution: ['写下本单位对两者的定义；IIP 建议按改进计划办理。', 'Write down your own definition of both; an IIP is best run as an improvement plan.'],
  },
  {
    id: 'CG-21', severity: 'error', parameters: ['forgery.ordinary'], clauses: ['CC-FINE-5', 'CC-DIS-9'],
    message: ['一般情节的伪造只写了赔偿，没有处分级别。', 'Ordinary forging has a money effect but no level.'],
    resolution: ['为一般情节选定级别（建议书面警告）。', 'Choose the level for the ordinary grade (suggested: Written).'],
  },
  {
    id: 'CG-24', severity: 'warning', parameters: ['grooming.severity'], clauses: ['CC-2.1b', 'CC-2.2'],
    message: ['仪容要求按性别区分，执行时有公平风险。', 'Grooming rules differ by gender, which is a fairness risk when enforced.'],
    resolution: ['建议只作提示，不作违纪。', 'Suggested: treat as advice, not as an offence.'],
  },
  {
    id: 'CG-25', severity: 'error', parameters: ['override.max_above_base'], clauses: ['CC-NOTE-2'],
    message: ['线路主管一人即可不受条款限制地加重处罚。', 'A single line supervisor may set any penalty, unbound by the clauses.'],
    resolution: ['定下加重的上限（建议最多高出 2 级），并须写明理由、损害证据和第二批准人。', 'Set a bound (suggested: at most 2 levels above base), with reason, evidence of harm and a second approver.'],
  },
  {
    id: 'CG-27', severity: 'error', parameters: ['published_at'], clauses: ['CC-EFF-2'],
    message: ['没有公布日期，无法判断哪些事件适用本守则。', 'There is no publication date, so nobody can tell which incidents it governs.'],
    resolution: ['填写公布日期；此前的事件适用旧版本或无规定。', 'Enter the publication date; earlier incidents fall under the earlier version or under no rule.'],
  },
  {
    id: 'CG-30', severity: 'warning', parameters: ['leaving_post.min'], clauses: ['CC-ORAL-6'],
    message: ['离岗多久算擅自离岗没有写。', 'How long an absence from the seat counts as leaving the post is not written.'],
    resolution: ['选定分钟数（建议 15 分钟，且没有暂停码或假单）。', 'Choose the minutes (suggested: 15, with no pause code or leave covering it).'],
  },
  {
    id: 'CG-32', severity: 'warning', parameters: ['fine.allowed'], clauses: ['CC-FINE-1', 'CC-FINE-2', 'CC-FINE-3', 'CC-FINE-4', 'CC-FINE-5'],
    message: ['罚款与赔偿混在一张表里，两者的法律依据不同。', 'Fines and compensation stand in one list although the law treats them differently.'],
    resolution: ['选定是否使用罚款（建议不用，只保留赔偿）。', 'Choose whether fines are used at all (suggested: no, compensation only).'],
  },
];

/** Things worth knowing that no answer changes. */
export const REMARKS: readonly Gap[] = [
  {
    id: 'CG-16', severity: 'info', parameters: [], clauses: ['CC-ACT-3', 'CC-ESC-3a'],
    message: ['口头提醒与口头警告是两回事：提醒只用于状态牌计数，不进入任何累计。', 'A verbal reminder is not an Oral Warning: it only serves the status-board count and adds up to nothing.'],
    resolution: ['无须选择。', 'Nothing to choose.'],
  },
  {
    id: 'CG-19', severity: 'info', parameters: [], clauses: ['CC-FINE-2', 'CC-FINE-4', 'CC-FINE-5', 'CC-ORAL-8', 'CC-ORAL-10', 'CC-DIS-9'],
    message: ['同一行为既有处分又有赔偿：作为一个决定的两个后果，不会处分两次。', 'The same act has a sanction and a money effect: two effects of one decision, never two sanctions.'],
    resolution: ['无须选择。', 'Nothing to choose.'],
  },
  {
    id: 'CG-26', severity: 'info', parameters: [], clauses: ['CC-NOTE-2'],
    message: ['加重处罚永远不到解除：解除只能经解除审查，由人逐项核对后决定。', 'A heavier penalty never reaches dismissal: that goes through a dismissal review only, decided by people item by item.'],
    resolution: ['无须选择。', 'Nothing to choose.'],
  },
  {
    id: 'CG-28', severity: 'info', parameters: [], clauses: ['CC-ACT-1'],
    message: ['耳机条款的豁免按员工是否接电话的登记，自登记生效之日起算。', 'The exemption from the headset clause follows the dated record of whether a person takes calls.'],
    resolution: ['为不接电话的员工登记 takes_calls=false。', 'Record takes_calls=false for staff who take no calls.'],
  },
];
