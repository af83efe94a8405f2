/** Contacts of a campaign (拓展联系) by channel, and who is not to be disturbed (免打扰名单). Serves VIP-3.1, VIP-3.2, VIP-5.5. */
import { createRecord, defineRegister, f, readRecord, type Tx } from '../../../kernel/index.ts';
import { CALLERS, Campaign, CHANNELS, LEADERS, READERS } from './campaign.ts';
import { refuseContact } from './rules.ts';

export const DoNotCall = defineRegister('do_not_call', {
  label: ['免打扰名单', 'Do-not-call list'],
  number: 'MD-{0000}',
  fields: { phone: f.phone('电话', 'Phone'), reason: f.text('原因', 'Why', { max: 100 }) },
  title: ['reason'],
  list: ['phone', 'reason'],
  sorts: ['-number'],
  unique: [['phone']],
  access: { read: READERS, create: CALLERS, archive: LEADERS },
  empty: ['名单是空的。客人说不要再联系的，登记在这里，系统就不再让人联系。', 'Nobody yet. Who asks not to be contacted is entered here, and nobody can contact them any more.'],
});

export const OUTCOMES = {
  card_issued: ['办卡成功', 'Card issued'], interested: ['有意向', 'Interested'], declined: ['婉拒', 'Declined'], not_reached: ['未联系上', 'Not reached'], do_not_call: ['要求不再打扰', 'Not to be contacted'],
} as const;
export const CampaignContact = defineRegister('campaign_contact', {
  label: ['拓展联系', 'Contact'],
  number: 'LX-{yyyy}{mm}-{00000}',
  fields: {
    campaign: f.ref('活动', 'Campaign', 'campaign'),
    channel: f.choice('渠道', 'Channel', CHANNELS),
    guest: f.personName('客人', 'Guest', { optional: true }),
    phone: f.phone('电话', 'Phone', { optional: true }),
    outcome: f.choice('结果', 'Outcome', OUTCOMES),
    card: f.ref('所办会员卡', 'Card issued', 'member_card', { optional: true }),
    note: f.text('备注', 'Note', { max: 300, optional: true }),
    contacted_by: f.ref('联系人', 'Contacted by', 'app_user', { optional: true, readonly: true }),
    contacted_at: f.dateTime('联系时间', 'Contacted at', { optional: true, readonly: true }),
  },
  title: ['campaign', 'channel'],
  list: ['contacted_at', 'campaign', 'channel', 'guest', 'outcome', 'card', 'contacted_by'],
  sorts: ['-contacted_at', '-number'],
  indexes: [['campaign', 'channel'], ['contacted_by', 'contacted_at']],
  // A card is won once, whoever claims it.
  unique: [['card']],
  access: { read: READERS, create: CALLERS },
  empty: ['没有联系记录。每次联系记下渠道和结果，转化率由此算出。', 'No contacts. Channel and outcome of each are what conversion is computed from.'],
  opening: {
    async facts({ tx, input }) {
      const campaign = await readRecord(tx, Campaign, input.campaign);
      return { campaign, barred: await isBarred(tx, input.phone) };
    },
    guard: ({ input, facts }) => refuseContact(input, { state: facts.campaign?.state ?? '', channels: facts.campaign?.channels ?? [], barred: facts.barred }),
    set: ({ actor, now, facts }) => ({ contacted_by: actor.id, contacted_at: now, ...(facts.campaign ? { unit_id: facts.campaign.unit_id } : {}) }),
    async effect({ tx, record }) {
      if (record.outcome === 'do_not_call' && record.phone !== null) await createRecord(tx, DoNotCall, { phone: record.phone, reason: '客人在活动联系中提出', unit_id: record.unit_id });
    },
  },
});

export async function isBarred(tx: Tx, phone: string | null): Promise<boolean> {
  if (phone === null) return false;
  const rows = await tx.query('select 1 from do_not_call where tenant_id = $1 and phone = $2 and archived_at is null', [tx.tenantId, phone]);
  return rows.length > 0;
}
