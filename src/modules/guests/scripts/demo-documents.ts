/** A charter and a notice on personal data as a club might word them; the law is the club's own business, this is an example. */
export const CHARTER = [
  `第一条 会员卡由本人使用，消费时出示卡片或卡上的二维码。
第二条 每满一元积一分，赠送金额和充值本身不积分；积分按当期兑换活动换礼。
第三条 储值卡的本金和赠送按比例扣减；七日内没有使用的可以全额退还，以后退款按剩余本金计算，十五日内到账。
第四条 卡片遗失可以挂失补办，余额和积分不受影响；会员卡可以转让，双方到贵宾中心签字办理。
第五条 储值会员每周一 14:00 至 19:00 进场，中包免费欢唱两小时，每卡每个营业日一次。
第六条 本会停业或变更以上约定，提前三十天公告并逐一通知。
第七条 未满十八周岁不能入会。`,
  `1. The card is used by its holder, who shows the card or its code when paying.
2. Every full yuan paid earns a point; bonus money and top-ups earn none. Points buy gifts of the current programme.
3. Principal and bonus of a stored-value card are used in proportion; unused money is returned in full within seven days, afterwards the principal left is returned within fifteen days.
4. A lost card is suspended and replaced with everything on it; a card may be transferred, both parties signing at the VIP centre.
5. Holders of stored-value cards who enter on a Monday between 14:00 and 19:00 sing two hours free in a medium room, once per card and business day.
6. The club announces its closing and any change of these terms thirty days ahead.
7. Nobody under eighteen can join.`,
] as const;
export const NOTICE = [
  `为办理和使用会员卡，我们只登记您的姓名、手机号，并看一眼身份证核对年龄；证件号码和照片不留存。
生日只在您愿意收到祝福时登记。这些资料只用于会员服务，由贵宾服务中心保管，您可以随时要求查看、更正或删除。
您可以不同意；不同意时我们不会留下您的任何资料。`,
  `To issue your card we note your name and mobile number and glance at your identity card for your age; neither its number nor its picture is kept.
Your birthday is noted only if you wish to be greeted. The data serve membership alone, are kept by the VIP centre, and you may see, correct or delete them at any time.
You are free to decline; then nothing about you is kept.`,
] as const;
