/** Two weeks of the hotline: enquiries, prices, reservations, praise, one missed call, one on the line; and what was answered in the member groups. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep } from '../../../kernel/index.ts';
import { RoomType } from '../rooms/index.ts';
import { GroupAnswer, HotlineCall, HotlineCallProcess, MemberGroup } from './index.ts';

const NOTED = [
  [13, '18:20', '01', 2, 'price', '何小姐', '问周末大包价格，报 198 元每小时，客人说考虑', false], [11, '19:45', '02', 1, 'enquiry', '唐先生', '问停车位置与夜间出口，已告知地下一层', false],
  [10, '16:10', '03', 3, 'card', '罗女士', '问储值卡怎么退款，按章程解释，约来店面谈', true], [9, '20:05', '04', 2, 'activity', '彭先生', '问生日礼遇是否可由朋友代领，说明须本人', false],
  [7, '21:30', '01', 4, 'price', '何小姐', '再次询价，推荐欢聚四人餐', false], [6, '15:30', '05', 1, 'praise', '蒋女士', '表扬 V005 帮忙找回围巾', false],
  [5, '22:40', '06', 2, 'enquiry', '范先生', '公司年会六十人，问能否包层；已报客服经理跟进', true], [3, '18:05', '07', 2, 'activity', '黎女士', '问积分活动截止日期', false], [2, '17:15', '08', 3, 'other', '供应商', '转总务处', false],
  [1, '19:10', '09', 1, 'price', '邱先生', '问周一下午场优惠，说明限中包、储值会员', false],
] as const;
const RESERVED = [[4, 2, '覃先生', 6, '靠窗，要两支话筒'], [1, 3, '温女士', 10, '朋友聚会，提前备好果盘']] as const;
const ANSWERS = [
  [12, 'qq', '夜来香', 'points', '积分会过期吗？', '目前不过期，兑换活动有截止日期，换礼请趁早。', 6], [9, 'wechat', '阿坤', 'price', '周五晚上中包多少钱？', '每小时 128 元，晚八点前到店有优惠。', 3],
  [6, 'qq', '小南', 'activity', '女生节有活动吗？', '有的，方案正在准备，群公告会先发。', 11], [4, 'wechat', '雨田', 'card', '卡丢了怎么办？', '带身份证来贵宾中心挂失补办，余额和积分都在。', 2], [1, 'wechat', '阿坤', 'booking', '今晚还有大包吗？', '还有一间，帮您留到八点半。', 4],
] as const;

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const at = (ago: number, time: string, minutes = 0) => d.at(new Date(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').getTime() + minutes * 60_000).toISOString());
  const clerks = ['liyan', 'zhouyu', 'jiangnan'] as const;
  await d.together(NOTED, async ([ago, time, tail, rings, kind, caller, content, important]) => {
    at(ago, time);
    const clerk = d.actor(clerks[ago % 3]!);
    const { id } = await d.create(HotlineCall, clerk, { phone: `139000006${tail}`, rings });
    at(ago, time, 3);
    await d.batch(clerk, async (tx) => {
      await takeStep(tx, HotlineCallProcess, id, 'note', { kind, caller, content, price_item: null, important });
      return takeStep(tx, HotlineCallProcess, id, 'end', {});
    });
  });
  for (const booking of RESERVED) {
    at(booking[0], '18:40');
    await reserved(d, booking);
  }
  await groups(d, at);
  for (const [minutes, missed] of [[9, true], [2, false]] as const) {
    d.at(new Date(loaded.getTime() - minutes * 60_000).toISOString());
    const { id } = await d.create(HotlineCall, d.actor('liyan'), { phone: `139000006${20 + minutes}`, rings: missed ? 8 : 2 });
    if (missed) await d.step(HotlineCallProcess, id, 'missed', d.actor('liyan'), {});
  }
  d.at(loaded.toISOString());
}

async function reserved(d: Demo, [, ahead, caller, party, content]: (typeof RESERVED)[number]): Promise<void> {
  const from = calendar.instantOf(calendar.addDays(d.today, ahead), '14:30', 'Asia/Shanghai');
  await d.batch(d.actor('liyan'), async (tx) => {
    const type = await tables(tx, RoomType).selectFrom('room_type').select('id').where('tenant_id', '=', tx.tenantId).where('kind', '=', 'medium').executeTakeFirstOrThrow();
    const { id } = await createRecord(tx, HotlineCall, { phone: `139000006${30 + ahead}`, rings: 2 });
    await takeStep(tx, HotlineCallProcess, id, 'reserve', { caller, room_type: type.id, reserved_for: from, reserved_until: new Date(from.getTime() + 2 * 3_600_000), party, content });
    return takeStep(tx, HotlineCallProcess, id, 'end', {});
  });
}

async function groups(d: Demo, at: (ago: number, time: string, minutes?: number) => void): Promise<void> {
  at(60, '15:00');
  const [gao, zhou] = [d.actor('gaomin'), d.actor('zhouyu')];
  const made = await d.batch(gao, async (tx) => ({
    qq: (await createRecord(tx, MemberGroup, { platform: 'qq', group_no: '618203344', name: '星河会会员一群', keeper: zhou.id, people: 486, rules: '友善交流；投诉请拨热线，我们一定回复' })).id,
    wechat: (await createRecord(tx, MemberGroup, { platform: 'wechat', group_no: 'xhh-vip-02', name: '星河会贵宾群', keeper: gao.id, people: 212, rules: null })).id,
  }));
  await d.together(ANSWERS, async ([ago, group, asker, subject, question, answer, waited]) => {
    at(ago, '19:00', waited);
    await d.create(GroupAnswer, zhou, { member_group: made[group], asked_at: new Date(d.now().getTime() - waited * 60_000), asker, subject, question, answer });
  });
}
