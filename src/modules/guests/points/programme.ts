/**
 * Redemption programmes (积分兑换活动): which gifts cost how many points, and in which days. A programme cannot be published
 * while the rulebook leaves open what a yuan earns. Serves VIP-1.11, G19, AS-44.
 */
import { defineProcess, defineRegister, f, parameterOrNull, Refusal, tables } from '../../../kernel/index.ts';
import { PerYuan } from './parameters.ts';

const readers = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const RedemptionProgramme = defineRegister('redemption_programme', {
  label: ['积分兑换活动', 'Redemption programme'],
  number: 'HD{yyyy}-{000}',
  fields: {
    name: f.text('活动名称', 'Name', { max: 60 }),
    starts_on: f.date('开始', 'First day'),
    ends_on: f.date('结束', 'Last day'),
    terms: f.longText('活动说明', 'Terms', { optional: true, max: 2000, hint: ['向客人详细说明时照此讲', 'What is explained to guests'] }),
  },
  title: ['name'],
  list: ['name', 'starts_on', 'ends_on'],
  sorts: ['-starts_on'],
  access: { read: readers, create: ['vip_manager'], edit: ['vip_manager'] },
  empty: ['先建活动、加礼品和所需积分，发布后才能兑换。', 'Create a programme, add gifts with their points, publish it; then guests can redeem.'],
  opening: {
    guard({ input }) {
      if (input.ends_on < input.starts_on) throw new Refusal('redemption_programme.dates', ['结束早于开始', 'It ends before it begins'], 422, { ends_on: ['不早于开始', 'Not before the first day'] });
    },
  },
});

export const RedemptionItem = defineRegister('redemption_item', {
  label: ['兑换礼品', 'Gift on offer'],
  number: 'DHP{00000}',
  fields: {
    programme: f.ref('活动', 'Programme', 'redemption_programme'),
    gift: f.ref('礼品', 'Gift', 'gift'),
    points: f.integer('所需积分', 'Points', { min: 1, max: 10_000_000 }),
    offered: f.yesNo('可兑换', 'Offered', { initial: true }),
  },
  title: ['gift', 'points'],
  list: ['programme', 'gift', 'points', 'offered'],
  unique: [['programme', 'gift']],
  access: { read: readers, create: ['vip_manager'], edit: ['vip_manager'] },
});

export const RedemptionProgrammeProcess = defineProcess(RedemptionProgramme, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    published: { label: ['已发布', 'Published'], tone: 'active' },
    ended: { label: ['已结束', 'Ended'], tone: 'stopped' },
  },
  (step) => ({
    publish: step({
      label: ['发布', 'Publish'], tone: 'primary', from: ['draft'], to: 'published', by: ['vip_manager'], form: {},
      async facts({ tx, record, day }) {
        const items = await tables(tx, RedemptionItem).selectFrom('redemption_item').select('id').where('tenant_id', '=', tx.tenantId).where('programme', '=', record.id).execute();
        return { items: items.length, perYuan: await parameterOrNull(tx, PerYuan, day) };
      },
      ready({ facts }) {
        if (facts.perYuan === null) return ['规章待定事项“每消费一元积几分”尚未答复', 'The open question “Points per yuan” has no answer yet'];
        return facts.items === 0 ? ['活动中还没有礼品', 'There is no gift in it yet'] : null;
      },
    }),
    end: step({ label: ['提前结束', 'End'], tone: 'danger', from: ['published'], to: 'ended', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);
