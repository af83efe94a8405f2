/**
 * Tier rules (等级规则): further ways to a tier beside the charter's own (VIP by a single deposit, gold by deposits added up,
 * whose threshold is an open question). Effective by date. Serves VIP-1.14, VIP-8.3, G9.
 */
import { defineProcess, defineRegister, f, parameter, parameterOrNull, Refusal, tables, type Tx } from '../../../kernel/index.ts';
import { GoldThreshold } from '../cards/index.ts';
import { VipThreshold } from './parameters.ts';
import { METRICS, TIERS, type TierRule as Rule } from './tier.rules.ts';

export const TierRule = defineRegister('tier_rule', {
  label: ['等级规则', 'Tier rule'],
  number: 'DJ{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    tier: f.choice('等级', 'Tier', TIERS),
    metric: f.choice('指标', 'Metric', METRICS),
    amount: f.money('门槛金额', 'Threshold', { optional: true, min: 1, hint: ['储值、消费按金额', 'For deposits and spending'] }),
    points: f.integer('门槛积分', 'Threshold in points', { optional: true, min: 1, hint: ['按积分时填写', 'For points'] }),
    window_days: f.integer('只算最近几天', 'Only the last days', { min: 0, max: 3660, initial: 0, hint: ['0 表示一直累计', '0 = ever'] }),
    starts_on: f.date('开始', 'First day'),
    ends_on: f.date('结束', 'Last day', { optional: true }),
  },
  title: ['name'],
  list: ['name', 'tier', 'metric', 'amount', 'points', 'window_days', 'starts_on', 'ends_on'],
  sorts: ['-starts_on'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_manager'] },
  empty: ['章程的两条规则（贵宾、金卡）在参数里；另有办法升级的写在这里。', 'The charter’s own two rules stand under Parameters; other ways to a tier stand here.'],
  opening: {
    guard({ input }) {
      const missing = input.metric === 'points' ? (input.points === null ? 'points' : null) : input.amount === null ? 'amount' : null;
      if (missing) throw new Refusal('tier_rule.no_threshold', ['请填写门槛', 'A threshold is needed'], 422, { [missing]: ['必填', 'Required'] });
      if (input.ends_on !== null && input.ends_on < input.starts_on) throw new Refusal('tier_rule.dates', ['结束早于开始', 'It ends before it begins'], 422, { ends_on: ['不早于开始', 'Not before the first day'] });
    },
  },
});

export const TierRuleProcess = defineProcess(TierRule, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['生效', 'In force'], tone: 'active' },
    ended: { label: ['已停用', 'Ended'], tone: 'stopped' },
  },
  (step) => ({
    publish: step({
      label: ['启用', 'Put in force'], tone: 'primary', from: ['draft'], to: 'in_force', by: ['vip_manager'], form: {},
      facts: async ({ tx, day }) => ({ gold: await parameterOrNull(tx, GoldThreshold, day) }),
      ready: ({ record, facts }) => (record.tier === 'gold' && facts.gold === null ? ['待定事项“金卡门槛”尚未答复', 'The open question “Threshold of the gold tier” has no answer yet'] : null),
    }),
    end: step({ label: ['停用', 'End'], tone: 'danger', from: ['draft', 'in_force'], to: 'ended', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

/** All rules that hold on a day: the charter's two, and the house's own. While gold has no threshold, nobody reaches it. */
export async function tierRulesOn(tx: Tx, day: string): Promise<readonly Rule[]> {
  const gold = await parameterOrNull(tx, GoldThreshold, day);
  const own = await tables(tx, TierRule).selectFrom('tier_rule').selectAll().where('tenant_id', '=', tx.tenantId).where('state', '=', 'in_force')
    .where('starts_on', '<=', day).where((e) => e.or([e('ends_on', 'is', null), e('ends_on', '>=', day)])).execute();
  return [
    { name: '章程', tier: 'vip', metric: 'deposit_single', threshold: await parameter(tx, VipThreshold, day), windowDays: 0 },
    ...(gold === null ? [] : [{ name: '章程', tier: 'gold', metric: 'deposit_cumulative', threshold: gold, windowDays: 0 } as const]),
    ...own.map((r) => ({ name: r.name, tier: r.tier, metric: r.metric, threshold: Number(r.metric === 'points' ? r.points : r.amount), windowDays: r.window_days })),
  ];
}
