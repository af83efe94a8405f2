/** What the rules of joining leave to the house. Serves AS-03, section 1.10. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const BirthdayCounts = defineParameter('joining.eighteenth_birthday', {
  label: ['满十八周岁生日当天', 'On the eighteenth birthday itself'],
  help: ['歌舞娱乐场所不得接纳未成年人；生日当天是否办卡由本会决定，缺省从次日起', 'Song-and-dance venues admit no minors; whether the birthday itself suffices is the house’s decision, from the day after unless decided otherwise'],
  field: f.choice('生日当天', 'On the day', { refuse: ['不办，次日起', 'Refused until the day after'], allow: ['可以办', 'Allowed'] }),
  source: 'AS-03', default: 'refuse', writeBy: ['vip_manager'],
});

export const FeeCoolingDays = defineParameter('joining.cooling_days', {
  label: ['售卡冷静期（天）', 'Cooling-off for the price of a card (days)'],
  help: ['付款之日起多少天内、未使用过可退卡费；供参考，不是法律意见', 'Within how many days of paying an unused card’s price is given back; for reference, not legal advice'],
  field: f.integer('天', 'Days', { min: 0, max: 60 }), source: 'G10', default: 7, writeBy: ['vip_manager'],
});
