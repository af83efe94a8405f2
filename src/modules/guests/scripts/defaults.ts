/** On which occasion what is said to a guest, and what is said while joining until the house publishes its own words: kind, short, never stiff. Serves VIP-8.1, VIP-8.9. */
import type { Label } from '../../../kernel/index.ts';

/** Texts a guest agrees to or signs: one in force for the whole club. */
export const DOCUMENTS = { charter: ['会员章程', 'Charter'], consent: ['个人信息告知书', 'Notice on personal data'] } as const satisfies { readonly [occasion: string]: Label };
/** The moments of joining, in their order. */
export const MOMENTS = {
  join: ['介绍会员', 'Introducing membership'], join_explain: ['说明办理与使用', 'Explaining the cards'], join_data: ['请客人填写资料', 'Asking for particulars'],
  join_charter: ['请客人阅读章程', 'Asking to read the charter'], join_pay: ['收款', 'Taking the payment'], join_done: ['办理成功', 'Card is active'], join_declined: ['客人未办理', 'The guest declines'],
} as const satisfies { readonly [moment: string]: Label };
export type Moment = keyof typeof MOMENTS;

export const OCCASIONS = {
  ...DOCUMENTS, ...MOMENTS,
  greet_call: ['接听电话', 'Answering the telephone'], price: ['价格咨询', 'Asked about prices'], reserve: ['电话预约', 'Reservation by telephone'],
  complaint: ['受理投诉', 'Taking a complaint'], id_check: ['核对证件', 'Checking the ID'], gift: ['赠送生日礼品', 'Handing over the birthday gift'],
  redeem: ['积分兑换', 'Redeeming points'], survey: ['征询意见', 'Asking for an opinion'], lost: ['认领物品', 'Claiming lost property'], farewell: ['送别', 'Seeing off'],
} as const satisfies { readonly [occasion: string]: Label };

export const DEFAULT_WORDS: { readonly [moment in Moment]: Label } = {
  join: ['您好，今晚玩得还尽兴吗？如果您常来，办一张会员卡会更划算，我用一分钟给您讲讲，好吗？', 'Good evening, I hope you are enjoying yourselves. If you come often, a card soon pays for itself; may I tell you about it in a minute?'],
  join_explain: ['我们有三种卡：在校学生可以办学生卡；会员卡可以参加活动、积分换礼；储值卡存够首存就是贵宾待遇。您平时怎么消费，我帮您挑合适的。', 'We have three cards: one for students, one for points, gifts and activities, and one you pay money onto, which makes you a VIP at once. Tell me how you like to come, and I will suggest the one that fits.'],
  join_data: ['麻烦您填一下姓名和手机号。身份证只看一眼核对年龄，马上还您，号码我们不留。', 'Would you please fill in your name and phone? I only glance at your identity card for your age and hand it straight back; we keep no number.'],
  join_charter: ['这是会员章程，请您慢慢看；有不清楚的地方随时问我，没有问题请在下面签名，您也会拿到一份。', 'This is our charter; please take your time and ask me anything. When it suits you, sign below; a copy is yours to keep.'],
  join_pay: ['一共是这个数，您看用现金还是扫码？收据马上打给您。', 'This is the total; would you like to pay in cash or by phone? I will print the receipt right away.'],
  join_done: ['都办好了，您的卡已经可以用了，身份证请收好。祝您欢唱愉快！', 'All done: your card works from now on, and here is your identity card. Have a wonderful time singing!'],
  join_declined: ['没关系，您什么时候想办都可以找我。祝您欢唱愉快！', 'Not at all, whenever you like. Have a wonderful time tonight!'],
};
