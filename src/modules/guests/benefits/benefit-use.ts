/**
 * Uses of benefits (权益使用): one decision for a card, a session and a rule, granted or refused, with every reason. A card gets a
 * rule's benefit once in a period, held by a key; two tills at once: one grants, the other refuses and says where it was used.
 * The supervisor may substitute the room and nothing else. Serves VIP-8.5, VIP-1.5, G11, P4, P14, AS-12.
 */
import { defineProcess, defineRegister, emit, f, takeStep } from '../../../kernel/index.ts';
import { READERS } from './benefit-rule.ts';
import { assertAsked, foundFor, note, substitutionOf } from './deciding.ts';
import { CHECKS, decide, explained } from './rules.ts';

const DESK = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager'] as const;

export const BenefitUse = defineRegister('benefit_use', {
  label: ['权益使用', 'Benefit use'],
  number: 'QS{yyyy}{mm}{dd}-{000}',
  fields: {
    session: f.ref('开房', 'Session', 'room_session'),
    card: f.ref('会员卡', 'Card', 'member_card'),
    rule: f.ref('规则', 'Rule', 'benefit_rule'),
    free_from: f.dateTime('免费自', 'Free from', { optional: true, readonly: true }),
    free_until: f.dateTime('免费至', 'Free until', { optional: true, readonly: true }),
    refused_for: f.choice('不符之处', 'Refused for', CHECKS, { optional: true, readonly: true }),
    says: f.text('判定', 'Decision', { optional: true, readonly: true, max: 300 }),
    says_en: f.text('判定（英文）', 'Decision (English)', { optional: true, readonly: true, max: 300 }),
    why: f.longText('逐条理由', 'Every reason', { optional: true, readonly: true, max: 2000 }),
    why_en: f.longText('逐条理由（英文）', 'Every reason (English)', { optional: true, readonly: true, max: 2000 }),
    business_day: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    account: f.ref('账户', 'Account', 'member_card', { optional: true, readonly: true }),
    code: f.text('权益代码', 'Benefit', { optional: true, readonly: true, max: 20 }),
    period: f.text('用掉的期次', 'Period used up', { optional: true, readonly: true, max: 10, hint: ['同一账户、同一权益、同一期次只有一次', 'One per account, benefit and period'] }),
    substituted_for: f.text('替换包厢的理由', 'Why another room', { optional: true, readonly: true, max: 200 }),
    stopped_for: f.text('提前结束或撤销', 'Why stopped or withdrawn', { optional: true, readonly: true, max: 200 }),
    bill: f.ref('账单', 'Bill', 'bill', { optional: true, readonly: true }),
  },
  title: ['says', 'card'],
  list: ['session', 'card', 'rule', 'free_from', 'free_until', 'refused_for', 'business_day', 'bill'],
  sorts: ['-number', '-business_day'],
  indexes: [['session'], ['business_day', 'code']],
  unique: [['code', 'account', 'period']],
  access: { read: READERS, create: DESK },
  empty: ['开机时登记了会员卡就会自动判定；客人有疑问时，也可在这里为某次开房判定。', 'Decided by itself when a room is switched on with a card; may also be asked for a session here.'],
  opening: {
    facts: ({ tx, input }) => foundFor(tx, input),
    guard: ({ facts }) => assertAsked(facts),
    set({ facts }) {
      const d = decide(facts.terms, facts.situation);
      return {
        ...explained(facts.terms, d, facts.situation.centre), free_from: d.from, free_until: d.until, refused_for: d.refusedFor, business_day: d.day,
        account: facts.account, code: facts.rule.code, period: d.granted ? d.period : null, unit_id: facts.session.unit_id,
      };
    },
    async effect({ tx, record }) {
      if (record.free_from === null) await takeStep(tx, BenefitUseProcess, record.id, 'refuse', {});
      await note(tx, record.session);
      emit(tx, record.free_from === null ? 'benefit.refused' : 'benefit.granted', { use: record.id, session: record.session, card: record.card });
    },
  },
});

const supervisor = [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }] as const;

export const BenefitUseProcess = defineProcess(BenefitUse, 'granted',
  {
    granted: { label: ['享受', 'Granted'], tone: 'done' },
    refused: { label: ['不享受', 'Refused'], tone: 'stopped' },
    stopped: { label: ['换房提前结束', 'Stopped by a move'], tone: 'waiting' },
    withdrawn: { label: ['已撤销', 'Withdrawn'], tone: 'alarm' },
  },
  (step) => ({
    refuse: step({ label: ['不享受', 'Refuse'], from: ['granted'], to: 'refused', by: [], form: {} }),
    substitute: step({
      label: ['主管替换包厢', 'Another room instead'], tone: 'primary', from: ['refused', 'stopped'], to: 'granted', by: ['duty_supervisor'],
      hint: ['只放宽包厢类型；时间、卡种、次数照旧', 'Only the room is relaxed; time, card and how often stay'],
      form: { substituted_for: f.text('理由', 'Why', { max: 200 }) }, sign: supervisor,
      facts: ({ tx, record }) => substitutionOf(tx, record),
      ready: ({ facts }) => facts.problem,
      preview: ({ facts }) => ({ lines: [facts.freeRooms === 0 ? ['规定的包厢现在没有空的', 'None of the right rooms is free now'] : [`规定的包厢现在还有 ${facts.freeRooms} 间空着`, `${facts.freeRooms} of the right rooms are free now`]] }),
      set: ({ facts }) => facts.set!,
      effect: async ({ tx, record }) => { await note(tx, record.session); },
    }),
    /** The guests moved into a room that the rule does not cover: the free time stops there, the period stays used. */
    stop: step({ label: ['换房结束', 'Stop'], from: ['granted'], to: 'stopped', by: [], form: { free_until: f.dateTime('免费至', 'Free until'), stopped_for: f.text('原因', 'Why', { max: 200 }) } }),
    withdraw: step({
      label: ['撤销', 'Withdraw'], tone: 'danger', from: ['granted', 'stopped'], to: 'withdrawn', by: ['duty_supervisor', 'vip_manager'],
      hint: ['登记错卡或错房时使用；撤销后这张卡本期可以再用', 'For a wrong card or room; the card may then use it again in the same period'],
      form: { stopped_for: f.text('原因', 'Why', { max: 200 }) },
      ready: ({ record }) => (record.bill === null ? null : ['账单已付，请先冲销收款', 'The bill is paid; take the payment back first']),
      set: () => ({ period: null }),
      effect: async ({ tx, record }) => { await note(tx, record.session); },
    }),
  }),
);
