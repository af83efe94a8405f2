/** What is said to the member at each step, kind and not stiff; shown above the step and on the phone. Serves VIP-2.1, VIP-2.9, VIP-2.12, VIP-5.2. */
import type { Label } from '../../../kernel/index.ts';

export const SCRIPTS = {
  contact: ['您好，这里是星河会。下个月有您的生日，我们备了一份小礼物和一间包厢，想请问那天您方便过来吗？', 'Hello, this is the club. Your birthday is coming up; we have a small gift and a room for you. Would that day suit you?'],
  greet: ['祝您生日快乐，愿您新的一岁平安顺遂，也期待今晚与您相见。', 'A very happy birthday! May the new year of your life be a good one; we look forward to seeing you.'],
  track: ['您好，您今天的包厢已经备好，想确认一下您大约几点到，需要我们安排人在门口接您吗？', 'Your room is ready. When may we expect you, and shall somebody meet you at the door?'],
  arrive: ['欢迎光临，寿星里面请。这份礼遇只送给您本人，我先为您核对一下预约。', 'Welcome! This is for you in person, so let me just find your reservation.'],
  check_id: ['麻烦出示一下您的身份证，我们只核对照片和出生日期，看完马上还您，不登记号码，也不拍照。', 'May I see your ID card? I only compare the photograph and the date of birth, and give it back at once; nothing is copied.'],
  seat: ['核对好了，这边为您安排包厢。消费标准我先跟您说明，您看合适吗？', 'All correct. Let me tell you what the room includes, and then we will take you there.'],
  switch_on: ['包厢已经开好，祝您和朋友们唱得尽兴。', 'The room is on. Enjoy yourselves!'],
  give: ['这是会所送您的生日礼物，祝您生日快乐。麻烦您在这里签个名。', 'This is our present. Happy birthday! Would you sign here, please?'],
  regret: ['很抱歉，这份礼遇须会员本人凭证件领取，东西我们为您留着，欢迎您带上证件再来。', 'I am sorry, this is for the member with a document. We will keep it; please come again with one.'],
} as const satisfies { readonly [step: string]: Label };
