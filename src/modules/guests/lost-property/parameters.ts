/** Figures of lost property that the organisation may set. Serves VIP-4.5, G12, G13. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const KeepDays = defineParameter('lost_property.keep_days', {
  label: ['遗留物品保管天数', 'Days lost property is kept'],
  help: ['从拾获营业日的次日起算，满期当日营业结束前移交总务处', 'Counted from the business day after it was found; passed to General Affairs before that day ends'],
  field: f.integer('天数', 'Days', { min: 1, max: 60 }), source: 'VIP-4.5', default: 3, writeBy: ['vip_manager'],
});
export const ValuableKeepDays = defineParameter('lost_property.valuable_keep_days', {
  label: ['贵重物品在保险柜的保管天数', 'Days valuables stay in the safe'],
  help: ['章程未另作规定时与其他物品相同', 'The same as for other things unless the house rules say otherwise'],
  field: f.integer('天数', 'Days', { min: 1, max: 60 }), source: 'G12', default: 3, writeBy: ['vip_manager'],
});
export const PerishableDays = defineParameter('lost_property.perishable_days', {
  label: ['易腐物品几日后可处置', 'Days after which perishables may be disposed of'],
  help: ['一至三日，由客服经理与当班主管共同签字处置', 'One to three days; the manager and the supervisor on duty both sign'],
  field: f.integer('天数', 'Days', { min: 1, max: 3 }), source: 'G13', default: 1, writeBy: ['vip_manager'],
});
export const NoticeMonths = defineParameter('lost_property.notice_months', {
  label: ['招领公告期（月）', 'Months of public notice'],
  help: ['公告期满无人认领的，归国家所有（民法典第三百一十八条）', 'Unclaimed after this long it belongs to the State (Civil Code, art. 318)'],
  field: f.integer('月数', 'Months', { min: 1, max: 60 }), source: 'G13', default: 12, writeBy: ['general_affairs'],
});
