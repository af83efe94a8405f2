/**
 * Campaigns (活动拓展): planned from what customers said, approved, run over its channels, evaluated, improved, closed.
 * Serves VIP-3.1, VIP-3.2, VIP-3.6, VIP-5.5, VIP-9.7, P17.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, type Tx, updateRecord } from '../../../kernel/index.ts';
import { Improvement, refuseDue } from '../opinions/index.ts';
import { conversion, notCited, notClosable, refuseDates, tooSoon, type Improvements } from './rules.ts';

export const CALLERS = ['vip_agent', 'duty_supervisor', 'vip_manager'] as const;
export const READERS = [...CALLERS, 'vip_director', 'operations_gm', 'auditor'] as const;
export const LEADERS = ['vip_manager', 'vip_director'] as const;
export const CHANNELS = { phone: ['电话', 'Telephone'], on_site: ['现场', 'On site'], shops: ['商铺商场', 'Shops and malls'], street: ['街头', 'Street'], email: ['电子邮件', 'E-mail'], other: ['其他', 'Other'] } as const;

export const Campaign = defineRegister('campaign', {
  label: ['会员活动', 'Campaign'],
  number: 'HD-{yyyy}-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    kind: f.choice('类别', 'Kind', { member_activity: ['会员活动', 'Member activity'], card_sales: ['办卡拓展', 'Card sales'], publicity: ['宣传推广', 'Publicity'], value_added: ['增值服务', 'Value-added service'], relations: ['公共关系', 'Public relations'] }),
    policy: f.longText('活动内容与政策', 'What is offered', { max: 2000 }),
    channels: f.choices('渠道', 'Channels', CHANNELS),
    starts_on: f.date('开始', 'From'),
    ends_on: f.date('结束', 'Until', { hint: ['含当日', 'That day included'] }),
    target_cards: f.integer('办卡目标', 'Cards aimed at', { min: 0, max: 100_000, optional: true }),
    budget: f.money('预算', 'Budget', { optional: true }),
    approved_by: f.ref('批准人', 'Approved by', 'app_user', { optional: true, readonly: true }),
    contacts: f.integer('联系人次', 'Contacts', { optional: true, readonly: true }),
    cards: f.integer('办卡数', 'Cards issued', { optional: true, readonly: true }),
    rate: f.text('转化率 %', 'Conversion %', { max: 10, optional: true, readonly: true }),
    evaluation: f.longText('评估', 'Evaluation', { max: 2000, optional: true, readonly: true }),
    problems_found: f.yesNo('发现问题', 'Problems found', { optional: true, readonly: true }),
  },
  title: ['name'],
  list: ['name', 'kind', 'channels', 'starts_on', 'ends_on', 'target_cards', 'contacts', 'cards', 'rate'],
  sorts: ['-starts_on', '-number', 'state'],
  access: { read: READERS, create: LEADERS, edit: LEADERS },
  empty: ['没有活动。活动从客户意见出发：先写方案，引用意见，报主任批准。', 'No campaigns. They begin with what customers said: plan, cite the opinions, have it approved.'],
  opening: { guard: ({ input }) => refuseDates(input.starts_on, input.ends_on) },
});

async function improvementsOf(tx: Tx, number: string): Promise<Improvements> {
  const [row] = await tx.query<Improvements>(`select count(*)::int as all, count(*) filter (where state = 'open')::int as open from improvement where tenant_id = $1 and campaign_no = $2 and archived_at is null`, [tx.tenantId, number]);
  return row!;
}

export const CampaignProcess = defineProcess(Campaign, 'planned',
  {
    planned: { label: ['策划中', 'Planned'], tone: 'waiting', due: { step: 'approve', at: ({ record, calendar: c }) => calendar.startOfBusinessDay(record.starts_on, c) } },
    approved: { label: ['已批准', 'Approved'], tone: 'active', due: { step: 'begin', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.starts_on, c), showBeforeHours: 24 } },
    running: { label: ['进行中', 'Running'], tone: 'active', due: { step: 'evaluate', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(record.ends_on, 7), c), showBeforeHours: 168, escalateTo: 'vip_director' } },
    evaluated: { label: ['已评估', 'Evaluated'], tone: 'waiting', due: { step: 'close', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 14), c) } },
    improving: { label: ['改进中', 'Improving'], tone: 'waiting' },
    closed: { label: ['已结束', 'Closed'], tone: 'done' },
    rejected: { label: ['未批准', 'Not approved'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['planned'], to: 'approved', by: ['vip_director'], form: {},
      facts: async ({ tx, record }) => ({ cited: await citedBy(tx, record.id) }),
      ready: ({ record, facts }) => notCited(record.kind, facts.cited.length),
      preview: ({ facts }) => ({ lines: facts.cited.map((o) => [`${o.number}：${o.comment ?? '（无文字）'}`, `${o.number}: ${o.comment ?? '(no words)'}`] as const) }),
      set: ({ actor }) => ({ approved_by: actor.id }),
    }),
    reject: step({ label: ['不批准', 'Do not approve'], from: ['planned'], to: 'rejected', by: ['vip_director'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
    begin: step({ label: ['开始', 'Begin'], tone: 'primary', from: ['approved'], to: 'running', by: LEADERS, form: {}, ready: ({ record, day }) => tooSoon(record.starts_on, day) }),
    evaluate: step({
      label: ['评估', 'Evaluate'], tone: 'primary', from: ['running'], to: 'evaluated', by: LEADERS,
      form: { evaluation: f.longText('评估', 'Evaluation', { max: 2000 }), problems_found: f.yesNo('发现问题', 'Problems found') },
      facts: async ({ tx, record }) => ({ counts: await countsOf(tx, record.id) }),
      preview: ({ facts: { counts }, record }) => ({ lines: [[
        `联系 ${counts.contacts} 人次，办卡 ${counts.cards} 张，转化率 ${conversion(counts.cards, counts.contacts) ?? '—'}%${record.target_cards === null ? '' : `，目标 ${record.target_cards} 张`}`,
        `${counts.contacts} contacts, ${counts.cards} cards, conversion ${conversion(counts.cards, counts.contacts) ?? '—'}%${record.target_cards === null ? '' : `, aim ${record.target_cards}`}`,
      ]] }),
      set: ({ facts: { counts } }) => ({ ...counts, rate: conversion(counts.cards, counts.contacts) }),
    }),
    open_improvement: step({
      label: ['开改进项', 'Open an improvement'], from: ['evaluated', 'improving'], to: 'improving', by: LEADERS,
      form: { problem: f.longText('问题', 'Problem', { max: 1000 }), owner: f.ref('责任人', 'Owner', 'app_user'), due_on: f.date('期限', 'Due on') },
      guard: ({ input, day }) => refuseDue(input.due_on, day),
      async effect({ tx, record, input }) {
        const made = await createRecord(tx, Improvement, { problem: input.problem, owner: input.owner, due_on: input.due_on, unit_id: record.unit_id });
        await updateRecord(tx, Improvement, made, { campaign_no: record.number });
      },
    }),
    close: step({
      label: ['结束', 'Close'], tone: 'primary', from: ['evaluated', 'improving'], to: 'closed', by: LEADERS, form: {},
      facts: async ({ tx, record }) => ({ improvements: await improvementsOf(tx, record.number) }),
      ready: ({ record, facts }) => notClosable(record.problems_found, facts.improvements),
    }),
  }),
);

/** Opinions behind a campaign (引用意见). */
export const CampaignOpinion = defineRegister('campaign_opinion', {
  label: ['引用意见', 'Opinion cited'],
  number: 'YY-{yyyy}-{0000}',
  fields: { campaign: f.ref('活动', 'Campaign', 'campaign'), opinion: f.ref('意见', 'Opinion', 'opinion_form'), why: f.text('如何采纳', 'How it is taken up', { max: 200, optional: true }) },
  title: ['campaign', 'opinion'],
  list: ['campaign', 'opinion', 'why'],
  unique: [['campaign', 'opinion']],
  access: { read: READERS, create: LEADERS, archive: LEADERS },
  empty: ['还没有引用。策划会员活动时，在这里写明它来自哪一条客户意见。', 'Nothing cited yet. Say here from which opinion a member activity grows; without one it is not approved.'],
});
export function citedBy(tx: Tx, campaign: string): Promise<{ number: string; comment: string | null }[]> {
  return tx.query('select o.number, o.comment from campaign_opinion c join opinion_form o on o.tenant_id = c.tenant_id and o.id = c.opinion where c.tenant_id = $1 and c.campaign = $2 and c.archived_at is null order by o.number', [tx.tenantId, campaign]);
}
export async function countsOf(tx: Tx, campaign: string): Promise<{ readonly contacts: number; readonly cards: number }> {
  const [row] = await tx.query<{ contacts: number; cards: number }>(`select count(*)::int as contacts, count(card)::int as cards from campaign_contact where tenant_id = $1 and campaign = $2 and archived_at is null`, [tx.tenantId, campaign]);
  return row!;
}
