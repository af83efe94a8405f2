/** What is said to a guest at each moment of joining, until the house publishes its own words: kind, short, never stiff. Serves VIP-8.1, VIP-8.9. */
import type { Label } from '../../../kernel/index.ts';

export const MOMENTS = {
  script_greeting: ['话术：介绍会员', 'Script: introducing membership'],
  script_explain: ['话术：说明办理与使用', 'Script: explaining how it works'],
  script_form: ['话术：请客人填写', 'Script: asking to fill in the form'],
  script_charter: ['话术：请客人阅读章程', 'Script: asking to read the charter'],
  script_pay: ['话术：收款', 'Script: taking the payment'],
  script_done: ['话术：办妥', 'Script: all done'],
  script_declined: ['话术：客人暂不办理', 'Script: the guest declines'],
} as const satisfies { readonly [moment: string]: Label };
export type Moment = keyof typeof MOMENTS;

export const DEFAULT_SCRIPTS: { readonly [moment in Moment]: Label } = {
  script_greeting: ['您好，今晚玩得还尽兴吗？如果您常来，办一张会员卡会更划算，我用一分钟给您讲讲，好吗？', 'Good evening, I hope you are enjoying yourselves. If you come often, a card soon pays for itself; may I tell you about it in a minute?'],
  script_explain: ['我们有三种卡：在校学生可以办学生卡；会员卡可以参加活动、积分换礼；储值卡存够首存就是贵宾待遇。您平时怎么消费，我帮您挑合适的。', 'We have three cards: one for students, one for points, gifts and activities, and one you pay money onto, which makes you a VIP at once. Tell me how you like to come, and I will suggest the one that fits.'],
  script_form: ['麻烦您填一下姓名和手机号。身份证只看一眼核对年龄，马上还您，号码我们不留。', 'Would you please fill in your name and phone? I only glance at your identity card for your age and hand it straight back; we keep no number.'],
  script_charter: ['这是会员章程，请您慢慢看；有不清楚的地方随时问我，没有问题请在下面签名，您也会拿到一份。', 'This is our charter; please take your time and ask me anything. When it suits you, sign below; a copy is yours to keep.'],
  script_pay: ['一共是这个数，您看用现金还是扫码？收据马上打给您。', 'This is the total; would you like to pay in cash or by phone? I will print the receipt right away.'],
  script_done: ['都办好了，您的卡已经可以用了，身份证请收好。祝您唱得开心！', 'All done: your card works from now on, and here is your identity card. Have a wonderful time singing!'],
  script_declined: ['没关系，您什么时候想办都可以找我。祝您今晚唱得开心！', 'Not at all, whenever you like. Have a wonderful time tonight!'],
};
