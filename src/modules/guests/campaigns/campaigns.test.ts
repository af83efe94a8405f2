/** Campaigns on a real database: cited, approved, run over channels, counted, evaluated, improved, closed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ImprovementProcess, OpinionForm, opinions } from '../opinions/index.ts';
import { startRooms, type RoomsClub } from '../rooms/rooms.testing.ts';
import { Campaign, CampaignContact, CampaignOpinion, CampaignProcess, campaigns, DoNotCall } from './index.ts';
import { ConversionByChannel, ConversionByEmployee } from './reports.ts';

let club: RoomsClub;
let t: RoomsClub['t'];
let shen: Actor;
beforeAll(async () => {
  club = await startRooms([opinions, campaigns]);
  t = club.t;
  shen = await t.actor('vip_director', 'VIP', '沈嘉树');
}, 120_000);
afterAll(() => t.close());
const plan = (kind: 'member_activity' | 'card_sales' | 'value_added' | 'relations', more: object = {}) =>
  t.create(Campaign, club.gao, { name: '冬至会员夜', kind, policy: '当晚会员果盘半价，办卡送一小时', channels: ['phone', 'on_site', 'street'], starts_on: '2026-12-07', ends_on: '2026-12-21', target_cards: 5, ...more });
const running = async () => {
  const { id } = await plan('card_sales');
  await t.step(CampaignProcess, id, 'approve', shen, {});
  await t.step(CampaignProcess, id, 'begin', club.gao, {});
  return id;
};
const contact = (campaign: string, more: object, by: Actor = club.zhou) => t.create(CampaignContact, by, { campaign, channel: 'phone', phone: '13900001111', outcome: 'interested', ...more });

test('会员活动须引用客户意见，批准时看到所引的话 [VIP-3.6] [P17]', async () => {
  const { id } = await plan('member_activity');
  await expect(t.step(CampaignProcess, id, 'approve', shen, {})).rejects.toThrow('not_ready');
  const opinion = await t.create(OpinionForm, club.zhou, { guest_kind: 'old', operation: '4', service: '5', feedback: '3', via: 'spot', comment: '希望冬至有会员活动' });
  await t.create(CampaignOpinion, club.gao, { campaign: id, opinion: opinion.id });
  await expect(t.create(CampaignOpinion, club.gao, { campaign: id, opinion: opinion.id })).rejects.toMatchObject({ status: 409 });
  await expect(t.step(CampaignProcess, id, 'approve', club.gao, {})).rejects.toMatchObject({ status: 403 });
  await t.step(CampaignProcess, id, 'approve', shen, {});
  expect(await t.read(Campaign, id)).toMatchObject({ state: 'approved', approved_by: shen.id });
});

test('主任主持会员活动、增值服务和公共关系：都要主任批准、评估后才结束，发现问题须先改进 [VIP-9.1] [VIP-9.7]', async () => {
  for (const kind of ['value_added', 'relations'] as const) {
    const { id } = await plan(kind, { name: '代驾与寄酒' });
    await expect(t.step(CampaignProcess, id, 'begin', club.gao, {})).rejects.toThrow('wrong_state');
    await t.step(CampaignProcess, id, 'approve', shen, {});
    await t.step(CampaignProcess, id, 'begin', club.gao, {});
    await expect(t.step(CampaignProcess, id, 'close', shen, {})).rejects.toThrow('wrong_state');
    await t.step(CampaignProcess, id, 'evaluate', club.gao, { evaluation: '寄酒客人多，登记不全', problems_found: true });
    await expect(t.step(CampaignProcess, id, 'close', shen, {})).rejects.toThrow('not_ready');
    await t.step(CampaignProcess, id, 'open_improvement', shen, { problem: '寄酒登记不全', owner: club.zhou.id, due_on: '2026-12-20' });
    const [one] = await t.sql<{ id: string }>(`select id from improvement where campaign_no = (select number from campaign where id = $1)`, [id]);
    await t.step(ImprovementProcess, one!.id, 'solve', club.zhou, { solution: '一瓶一签' });
    await t.step(CampaignProcess, id, 'close', shen, {});
    expect(await t.read(Campaign, id)).toMatchObject({ state: 'closed', kind, approved_by: shen.id });
  }
});

test('没开始的不能联系；电话办卡的转化按渠道和员工计 [VIP-3.1] [VIP-3.2] [VIP-5.5]', async () => {
  const later = await plan('card_sales', { starts_on: '2026-12-08' });
  await t.step(CampaignProcess, later.id, 'approve', shen, {});
  await expect(t.step(CampaignProcess, later.id, 'begin', club.gao, {})).rejects.toThrow('not_ready');
  await expect(contact(later.id, {})).rejects.toThrow('campaign_contact.not_running');
  const campaign = await running();
  await contact(campaign, {});
  const card = await club.card('member');
  await contact(campaign, { phone: '13900002222', outcome: 'card_issued', card });
  await contact(campaign, { channel: 'street', phone: null, outcome: 'declined' }, club.he);
  await expect(contact(campaign, { channel: 'email' })).rejects.toThrow('campaign_contact.channel');
  await expect(contact(campaign, { phone: null })).rejects.toThrow('campaign_contact.phone');
  await expect(contact(campaign, { outcome: 'card_issued' })).rejects.toThrow('campaign_contact.card');
  const params = { period: { from: '2026-12-01', to: '2027-01-01' }, campaign };
  const channels = await t.run(shen, (tx) => runReport(tx, ConversionByChannel, params));
  expect(channels.rows.map((r) => [r['channel'], r['contacts'], r['cards'], r['conversion']])).toEqual([['phone', 2, 1, '50.0'], ['on_site', 0, 0, null], ['shops', 0, 0, null], ['street', 1, 0, '0.0'], ['email', 0, 0, null], ['other', 0, 0, null]]);
  const people = await t.run(shen, (tx) => runReport(tx, ConversionByEmployee, params));
  expect(people.rows.map((r) => [r['person'], r['contacts'], r['cards']])).toEqual([[club.zhou.id, 2, 1], [club.he.id, 1, 0]]);
  expect([...channels.proof, ...people.proof].every((p) => p.ok)).toBe(true);
});

test('要求免打扰的当场进名单，换个写法的号码、换个人、换个渠道都联系不了 [VIP-3.1] [P17]', async () => {
  const campaign = await running();
  await expect(contact(campaign, { channel: 'street', phone: null, outcome: 'do_not_call' })).rejects.toThrow('campaign_contact.barred_phone');
  await contact(campaign, { phone: '13900003333', outcome: 'do_not_call' });
  expect(await t.sql('select phone from do_not_call where tenant_id = $1', [t.tenantId])).toEqual([{ phone: '+8613900003333' }]);
  await expect(contact(campaign, { phone: '+86 139 0000 3333' }, club.he)).rejects.toThrow('campaign_contact.do_not_call');
  await expect(contact(campaign, { channel: 'on_site', phone: '139-0000-3333' })).rejects.toThrow('campaign_contact.do_not_call');
  await t.create(DoNotCall, club.zhou, { phone: '13900004444', reason: '来电要求' });
  await expect(contact(campaign, { phone: '13900004444' })).rejects.toThrow('campaign_contact.do_not_call');
});

test('同一张卡两人同时报，只算一人', async () => {
  const campaign = await running();
  const card = await club.card('member');
  const won = { outcome: 'card_issued', card };
  const both = await Promise.allSettled([contact(campaign, { ...won, phone: '13900005551' }), contact(campaign, { ...won, phone: '13900005552' }, club.he)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('评估给出联系、办卡、转化；发现问题的开改进项，完成后才能结束 [VIP-3.2] [P17]', async () => {
  const campaign = await running();
  await contact(campaign, { phone: '13900006666' });
  await contact(campaign, { phone: '13900007777', outcome: 'card_issued', card: await club.card('member') });
  await t.step(CampaignProcess, campaign, 'evaluate', club.gao, { evaluation: '电话办卡好，街头无效', problems_found: true });
  expect(await t.read(Campaign, campaign)).toMatchObject({ state: 'evaluated', contacts: 2, cards: 1, rate: '50.0' });
  await expect(t.step(CampaignProcess, campaign, 'close', club.gao, {})).rejects.toThrow('not_ready');
  await t.step(CampaignProcess, campaign, 'open_improvement', club.gao, { problem: '街头没有话术', owner: club.he.id, due_on: '2026-12-15' });
  await expect(t.step(CampaignProcess, campaign, 'close', club.gao, {})).rejects.toThrow('not_ready');
  const { number } = await t.read(Campaign, campaign);
  const [improvement] = await t.sql<{ id: string }>('select id from improvement where tenant_id = $1 and campaign_no = $2', [t.tenantId, number]);
  await t.step(ImprovementProcess, improvement!.id, 'solve', club.he, { solution: '写好街头话术' });
  await t.step(CampaignProcess, campaign, 'close', club.gao, {});
  expect((await t.read(Campaign, campaign)).state).toBe('closed');
  await expect(plan('card_sales', { ends_on: '2026-12-06' })).rejects.toThrow('campaign.dates');
});
