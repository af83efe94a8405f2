/** The club's own words on the most frequent occasions, charter and notice that guests join under, and the prices quoted on the telephone. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import { CHARTER, NOTICE } from './demo-documents.ts';
import { type KINDS, type OCCASIONS, PriceItem, ScriptText, ScriptTextProcess } from './index.ts';

const WORDS: readonly (readonly [occasion: keyof typeof OCCASIONS, title: string, words: string, english: string, remark: string | null])[] = [
  ['greet_call', '接起电话', '您好，星河会贵宾服务中心，很高兴为您服务，请问怎么称呼您？', 'Good evening, the VIP centre. How may I address you?', '三声之内接起，先记号码'],
  ['price', '报价', '今天中包每小时一百二十八元，晚八点前有优惠，我帮您算一下合适的套餐，好吗？', 'A medium room is 128 yuan an hour today, less before eight. Shall I work out the best package for you?', '以价目表当日价为准'],
  ['reserve', '预约确认', '已经为您留好包厢，预约号稍后发到您手机，房间为您保留到约定时间后三十分钟，请您放心。', 'Your room is reserved; it is kept thirty minutes beyond the agreed time.', null],
  ['complaint', '先听后记', '很抱歉给您添了麻烦，请您慢慢讲，我都记下来，马上帮您处理。', 'I am very sorry. Please tell me everything; I am writing it down and will see to it at once.', '不辩解，不打断；先记时间和电话'],
  ['complaint', '一时不能解决', '这件事我想请主管亲自答复您，请留一个方便的电话，十五分钟内给您回话，好吗？', 'I should like the supervisor to answer you in person. May I take a number? You hear from us within fifteen minutes.', '记下姓名、电话，立即上报'],
  ['join', '开场', '您好，今晚玩得开心吗？办一张会员卡，今晚的消费就能积分，我用一分钟给您介绍一下，好吗？', 'Good evening, are you enjoying yourselves? With a card tonight already earns points; may I tell you in a minute?', null],
  ['join_charter', '请客人看章程', '这是会员章程，请您慢慢看，有不清楚的我来解释；没有问题请您在下面签个名，您也有一份。', 'This is the charter; take your time, I am glad to explain. When it suits you, please sign below; a copy is yours.', '不催促'],
  ['id_check', '核对证件', '麻烦您出示一下身份证，我核对一下照片和生日就还给您，号码我们不登记，谢谢。', 'May I see your identity card? I only compare photo and birthday and hand it straight back.', null],
  ['gift', '赠送生日礼物', '祝您生日快乐！这是我们的一点心意，希望您喜欢，麻烦您在这里签个名。', 'Happy birthday! This is for you; I hope you like it. Would you sign here, please?', '双手递上'],
  ['redeem', '兑换前说明', '您现在的积分可以换这几样，扣分以后就不能退回了，您看喜欢哪一样？谢谢。', 'These are what your points can buy; once taken they cannot be given back. Which would you like?', '先说明，再扣分'],
  ['survey', '征询意见', '打扰您半分钟，请您给我们打个分，哪里不满意请直说，我们一定改进，谢谢您。', 'Half a minute, please: how did you like it? Say frankly what was not right; we will mend it.', null],
  ['lost', '认领物品', '请您先描述一下东西的样子和里面有什么，核对上了我们马上还给您，谢谢您配合。', 'Would you describe it and what is in it? As soon as it matches you have it back.', '客人讲完之前不展示物品'],
  ['farewell', '送别', '谢谢光临，外面路滑请慢走，欢迎您下次再来，祝您晚安。', 'Thank you for coming; mind the step, and good night.', null],
];
const PRICES: readonly (readonly [kind: keyof typeof KINDS, name: string, yuan: number, per: string, terms: string | null])[] = [
  ['room', '小包', 88, '小时', '4 人'], ['room', '中包', 128, '小时', '8 人；周一 14:00–19:00 储值会员免两小时'], ['room', '大包', 198, '小时', '15 人'], ['room', '豪华包', 298, '小时', '25 人，含服务生'],
  ['card', '会员卡', 200, '张', '积分、换礼、活动'], ['card', '储值卡首存', 3000, '张', '立享贵宾待遇'],
  ['drink', '啤酒', 18, '支', null], ['drink', '红酒', 298, '支', '可用积分换'], ['drink', '软饮', 12, '听', null],
  ['food', '果盘', 68, '份', null], ['food', '小吃拼盘', 48, '份', null], ['package', '欢聚四人餐', 388, '套', '小包 2 小时、啤酒 6 支、果盘'], ['package', '生日派对餐', 888, '套', '中包 3 小时、蛋糕、果盘两份'],
];

export async function demo(d: Demo): Promise<void> {
  const gao = d.actor('gaomin');
  d.at(calendar.instantOf(calendar.addDays(d.today, -63), '11:00', 'Asia/Shanghai').toISOString());
  await d.batch(gao, async (tx) => {
    const written = [['charter', '星河会会员章程', ...CHARTER, null] as const, ['consent', '个人信息告知书', ...NOTICE, null] as const, ...WORDS];
    for (const [i, [occasion, title, words, words_en, remark]] of written.entries()) {
      const { id } = await createRecord(tx, ScriptText, { occasion, title, words, words_en, remark, place: 1 + (occasion === written[i - 1]?.[0] ? 1 : 0) });
      await takeStep(tx, ScriptTextProcess, id, 'publish', { knowingly: null });
    }
    for (const [item_kind, name, yuan, per, terms] of PRICES) await createRecord(tx, PriceItem, { item_kind, name, price: yuan * 100, per, terms, valid_from: calendar.addDays(d.today, -63) });
    return { texts: written.length };
  });
}
