/** What a deposit earns on top (赠送规则): from which amount, how much, in which days. The best one that is reached counts. Serves VIP-8.4, P4. */
import { defineProcess, defineRegister, f, Refusal, tables, type Tx } from '../../../kernel/index.ts';
import type { BonusRule as Rule } from './rules.ts';

export const BonusRule = defineRegister('bonus_rule', {
  label: ['储值赠送规则', 'Bonus rule'],
  number: 'ZS{0000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    min_amount: f.money('存满', 'From', { min: 1 }),
    bonus: f.money('赠送', 'Bonus', { min: 1 }),
    starts_on: f.date('开始', 'First day'),
    ends_on: f.date('结束', 'Last day'),
  },
  title: ['name'],
  list: ['name', 'min_amount', 'bonus', 'starts_on', 'ends_on'],
  sorts: ['-starts_on'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_manager'] },
  empty: ['没有生效的规则时，储值不赠送。', 'Without a rule in force deposits earn no bonus.'],
  opening: {
    guard({ input }) {
      if (input.ends_on < input.starts_on) throw new Refusal('bonus_rule.dates', ['结束早于开始', 'It ends before it begins'], 422, { ends_on: ['不早于开始', 'Not before the first day'] });
    },
  },
});

export const BonusRuleProcess = defineProcess(BonusRule, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['生效', 'In force'], tone: 'active' },
    ended: { label: ['已停用', 'Ended'], tone: 'stopped' },
  },
  (step) => ({
    publish: step({ label: ['启用', 'Put in force'], tone: 'primary', from: ['draft'], to: 'in_force', by: ['vip_manager'], form: {} }),
    end: step({ label: ['停用', 'End'], tone: 'danger', from: ['draft', 'in_force'], to: 'ended', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

export async function bonusRules(tx: Tx): Promise<readonly Rule[]> {
  const rows = await tables(tx, BonusRule).selectFrom('bonus_rule').select(['min_amount', 'bonus', 'starts_on', 'ends_on']).where('tenant_id', '=', tx.tenantId).where('state', '=', 'in_force').execute();
  return rows.map((r) => ({ ...r, min_amount: Number(r.min_amount), bonus: Number(r.bonus) }));
}
