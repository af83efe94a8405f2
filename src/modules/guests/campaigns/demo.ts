/** Campaigns: one evaluated and closed, one running with its contacts by channel and clerk, one planned from what customers said. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables } from '../../../kernel/index.ts';
import { MemberCard } from '../cards/index.ts';
import { OpinionForm } from '../opinions/index.ts';
import type { CHANNELS } from './campaign.ts';
import { Campaign, CampaignContact, CampaignOpinion, CampaignProcess } from './index.ts';

type Channel = keyof typeof CHANNELS;
type Outcome = 'card_issued' | 'interested' | 'declined' | 'not_reached' | 'do_not_call';
/** Days ago, clerk, and who was met where with what outcome. */
const DAYS: readonly (readonly [ago: number, clerk: string, contacts: readonly (readonly [Channel, Outcome, string | null])[]])[] = [
  [12, 'liyan', [['phone', 'interested', '11'], ['phone', 'not_reached', '12'], ['phone', 'card_issued', '13'], ['on_site', 'declined', null]]],
  [11, 'zhouyu', [['shops', 'interested', null], ['shops', 'card_issued', null], ['shops', 'declined', null]]],
  [9, 'sunwei', [['phone', 'declined', '14'], ['phone', 'do_not_call', '15'], ['on_site', 'card_issued', null]]],
  [7, 'liyan', [['on_site', 'interested', null], ['on_site', 'card_issued', null], ['email', 'not_reached', null]]],
  [5, 'jiangnan', [['street', 'declined', null], ['street', 'declined', null], ['street', 'interested', null]]],
  [3, 'zhouyu', [['phone', 'interested', '16'], ['phone', 'not_reached', '17'], ['on_site', 'interested', null]]],
  [1, 'liyan', [['phone', 'card_issued', '18'], ['email', 'interested', null]]],
];

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const at = (ago: number, time: string) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString());
  const [gao, liu] = [d.actor('gaomin'), d.actor('liuqing')];
  const { cards, opinions } = await d.batch(gao, async (tx) => ({
    cards: await tables(tx, MemberCard).selectFrom('member_card').select('id').where('tenant_id', '=', tx.tenantId).where('card_no', 'like', '8800 2%').orderBy('card_no').execute(),
    opinions: await tables(tx, OpinionForm).selectFrom('opinion_form').select(['id', 'comment']).where('tenant_id', '=', tx.tenantId).where('comment', 'is not', null).orderBy('number').execute(),
  }));
  const cite = (like: string) => opinions.find((o) => o.comment?.includes(like))?.id;
  const planned = async (name: string, kind: 'member_activity' | 'card_sales', policy: string, channels: readonly Channel[], from: number, to: number, target: number | null, cites: readonly (string | undefined)[]): Promise<string> => {
    const { id } = await d.batch(gao, async (tx) => {
      const made = await createRecord(tx, Campaign, { name, kind, policy, channels: [...channels], starts_on: calendar.addDays(d.today, from), ends_on: calendar.addDays(d.today, to), target_cards: target, budget: 300_000 });
      for (const opinion of cites) if (opinion !== undefined) await createRecord(tx, CampaignOpinion, { campaign: made.id, opinion, why: '按客人的意思设计' });
      return { id: made.id };
    });
    return id;
  };
  at(58, '10:00');
  const old = await planned('老会员回馈周', 'member_activity', '活动周内积分双倍，每晚抽三名老会员送果盘', ['phone', 'on_site'], -55, -48, null, [cite('老会员'), cite('积分能换')]);
  await d.step(CampaignProcess, old, 'approve', liu, {});
  at(55, '14:00');
  await d.step(CampaignProcess, old, 'begin', gao, {});
  at(46, '14:00');
  await d.step(CampaignProcess, old, 'evaluate', gao, { evaluation: '到店老会员比上周多三成；双倍积分在结账时解释不够', problems_found: false });
  await d.step(CampaignProcess, old, 'close', gao, {});
  at(16, '10:00');
  const running = await planned('冬日办卡月', 'card_sales', '活动期间办会员卡送中包一小时，带朋友同办各加五百分', ['phone', 'on_site', 'shops', 'street', 'email'], -14, 16, 20, []);
  await d.step(CampaignProcess, running, 'approve', liu, {});
  at(14, '14:30');
  await d.step(CampaignProcess, running, 'begin', gao, {});
  const won = cards.map((c) => c.id);
  const days = DAYS.map(([ago, clerk, contacts]) => ({ ago, clerk, contacts: contacts.map(([channel, outcome, tail]) => ({ channel, outcome, tail, card: outcome === 'card_issued' ? (won.shift() ?? null) : null })) }));
  await d.together(days, async ({ ago, clerk, contacts }) => {
    at(ago, '16:40');
    await d.batch(d.actor(clerk), async (tx) => {
      for (const { channel, outcome, tail, card } of contacts) await createRecord(tx, CampaignContact, { campaign: running, channel, outcome, phone: tail === null ? null : `139000007${tail}`, guest: null, card, note: null });
      return { n: contacts.length };
    });
  });
  at(3, '11:00');
  await planned('周一欢唱日', 'member_activity', '周一下午加开四间中包给储值会员，满房时可登记下次优先', ['phone', 'on_site'], 7, 35, null, [cite('周一下午场')]);
  d.at(loaded.toISOString());
}
