/** Figures of the points rules. What a yuan earns is an open question of the rulebook; the rest has the default of G19. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const PerYuan = defineParameter('points.per_yuan', {
  label: ['每消费一元积几分', 'Points per yuan'],
  help: ['按实际支付的整元数计算，赠送金额和充值不积分', 'For each full yuan really paid; bonus and recharges earn nothing'],
  field: f.integer('积分', 'Points', { min: 1, max: 1000 }), source: 'G19',
  suggestion: { value: 1, why: ['同类会所多为一元一分，最易向客人说明', 'One point per yuan is what most clubs use, and the easiest to explain'] },
  blocks: ['积分入账、发布积分兑换活动', 'Posting points and publishing a redemption programme'], writeBy: ['vip_manager'],
});
export const SlipDays = defineParameter('points.slip_days', {
  label: ['积分单有效天数', 'Days a points slip is good'], help: ['开单当日不计', 'The day of issue does not count'],
  field: f.integer('天数', 'Days', { min: 1, max: 366 }), source: 'G19', default: 7, writeBy: ['vip_manager'],
});
export const ExpiryMonths = defineParameter('points.expiry_months', {
  label: ['积分有效月数', 'Months until points expire'],
  help: ['0 表示不过期；缩短有效期只影响之后入账的积分，并须显著告知会员', '0 means never; a shorter time concerns later postings only and must be made known to members'],
  field: f.integer('月数', 'Months', { min: 0, max: 120 }), source: 'G19', default: 0, writeBy: ['vip_manager'],
});
export const ShiftEnds = defineParameter('points.shift_ends', {
  label: ['各班下班时间', 'Ends of shifts'],
  help: ['以空格分开；到点仍未签字的积分确认单和兑换单成为交接例外', 'Separated by spaces; slips unsigned by then become exceptions of the hand-over'],
  field: f.text('时间', 'Times', { max: 60 }), source: 'VIP-1.8', default: '20:00 02:00', writeBy: ['vip_manager'],
});
export const BelowZero = defineParameter('points.reversal_below_zero', {
  label: ['冲销积分可否使余额为负', 'May a reversal leave a negative balance'],
  help: ['已被兑换的积分要收回时：是 = 余额可为负，补足之前不能兑换', 'When points taken back were spent: yes = the balance may fall below zero and blocks redemption until made up'],
  field: f.yesNo('允许', 'Allowed'), source: 'G19', default: false, writeBy: ['vip_manager'],
});
export const NoticeDays = defineParameter('points.notice_days', {
  label: ['到期前几天告知会员', 'Days before expiry that members are told'],
  help: ['积分到期须以显著方式事先告知', 'Members must be told conspicuously before points expire'],
  field: f.integer('天数', 'Days', { min: 1, max: 180 }), source: 'G19', default: 30, writeBy: ['vip_manager'],
});
export const NeedsNotice = defineParameter('points.expiry_needs_notice', {
  label: ['清理到期积分须先有告知凭据', 'Points are taken off only with a proof of notice'],
  help: ['是 = 到期积分须先有告知凭据才从卡上清除', 'Yes = expired points leave the card only once the notice is proved'],
  field: f.yesNo('须有凭据', 'Proof needed'), source: 'G19', default: true, writeBy: ['vip_manager'],
});
