/** Words of the page (页面用词): the same as in the registers, which the browser does not load. */
import type { Label } from '../../../../kernel/api.ts';

export const KIND_WORDS = { compensation: ['赔偿', 'Compensation'], fine: ['罚款', 'Fine'] } as const;
export const THING_WORDS = {
  badge: ['门卡', 'Badge'], locker: ['储物柜钥匙', 'Locker key'], drawer: ['抽屉钥匙', 'Drawer key'], headset: ['耳麦', 'Headset'], tool: ['工具', 'Tool'],
  property: ['公司设施或资源', 'Company property'], loss: ['其他经济损失', 'Other loss'],
} as const;
export const STATE_WORDS: { readonly [state: string]: Label } = {
  to_assess: ['待评估', 'To be assessed'], assessed: ['待告知', 'To be notified'], notified: ['待答复', 'To be answered'], disputed: ['有异议', 'Disputed'], agreed: ['待列入', 'To be put down'], scheduled: ['扣款中', 'Being deducted'], settled: ['已扣清', 'Settled'], waived: ['已免除', 'Waived'], to_return: ['应退还', 'To be returned'], returned: ['已退还', 'Returned'],
};
