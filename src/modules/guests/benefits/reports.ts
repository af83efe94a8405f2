/** Report on benefits by rule: sessions decided, granted and refused, minutes given free, and what the refusals were about. Serves VIP-8.5, G11. */
import { defineReport, f, scopeOf } from '../../../kernel/index.ts';
import { READERS } from './benefit-rule.ts';
import { CHECKS } from './rules.ts';

export const BenefitsByRule = defineReport('benefits_by_rule', {
  label: ['权益使用统计', 'Benefits by rule'],
  access: ['duty_supervisor', 'vip_manager', 'finance', 'auditor'],
  params: { from: f.date('自营业日', 'From'), to: f.date('至营业日', 'To') },
  initial: ({ day }) => ({ from: `${day.slice(0, 8)}01`, to: day }),
  columns: {
    rule: f.ref('规则', 'Rule', 'benefit_rule'), granted: f.integer('享受', 'Granted'), substituted: f.integer('其中主管替换', 'By the supervisor'), stopped: f.integer('换房提前结束', 'Stopped by a move'),
    minutes: f.integer('免费分钟', 'Free minutes'), refused: f.integer('不享受', 'Refused'), mostly: f.choice('不符最多的一条', 'Most refused for', CHECKS, { optional: true }), withdrawn: f.integer('撤销', 'Withdrawn'),
  },
  totals: ['granted', 'substituted', 'stopped', 'minutes', 'refused', 'withdrawn'],
  async rows(tx, { from, to }) {
    const rows = await tx.query<{ rule: string; granted: number; substituted: number; stopped: number; minutes: number; refused: number; mostly: keyof typeof CHECKS | null; withdrawn: number }>(
      `select r.id as rule, count(*) filter (where u.state in ('granted', 'stopped'))::int as granted, count(*) filter (where u.state in ('granted', 'stopped') and u.substituted_for is not null)::int as substituted,
         count(*) filter (where u.state = 'stopped')::int as stopped,
         coalesce(round(sum(extract(epoch from u.free_until - u.free_from)) filter (where u.state in ('granted', 'stopped')) / 60), 0)::int as minutes,
         count(*) filter (where u.state = 'refused')::int as refused, mode() within group (order by u.refused_for) filter (where u.state = 'refused') as mostly, count(*) filter (where u.state = 'withdrawn')::int as withdrawn
       from benefit_rule r left join benefit_use u on u.tenant_id = r.tenant_id and u.rule = r.id and u.business_day between $2 and $3
       where r.tenant_id = $1 and r.state <> 'draft' and ($4::uuid[] is null or r.unit_id = any($4)) group by r.id, r.number order by r.number`,
      [tx.tenantId, from, to, await scopeOf(tx, tx.actor, READERS)]);
    return rows;
  },
  async proof(tx, { from, to }, rows) {
    const [row] = await tx.query<{ given: number; all: number }>(
      `select count(distinct (code, account, period)) filter (where period is not null)::int as given, count(*)::int as all from benefit_use
       where tenant_id = $1 and business_day between $2 and $3 and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, from, to, await scopeOf(tx, tx.actor, READERS)]);
    const sum = (pick: (r: (typeof rows)[number]) => number) => rows.reduce((n, r) => n + pick(r), 0);
    return [
      { label: ['享受的次数 = 用掉的期次', 'Times granted = periods used up'], left: sum((r) => r.granted), right: row?.given ?? 0 },
      { label: ['享受 + 不享受 + 撤销 = 全部判定', 'Granted + refused + withdrawn = all decisions'], left: sum((r) => r.granted + r.refused + r.withdrawn), right: row?.all ?? 0 },
    ];
  },
  drill: { granted: uses('granted'), refused: uses('refused'), withdrawn: uses('withdrawn'), stopped: uses('stopped') },
  notes: () => [['按进场的营业日统计；与会员卡种、星期无关的开房不作判定', 'By the business day of entering; sessions whose card or weekday no rule speaks of are not decided']],
  chart: { kind: 'bar', x: 'rule', y: ['granted', 'refused'] },
});

function uses(state: string) {
  return (row: { readonly rule: string } | null, { from, to }: { readonly from: string; readonly to: string }) => ({
    register: 'benefit_use',
    filter: { all: [
      ...(row === null ? [] : [{ field: 'rule', op: 'eq' as const, value: row.rule }]), { field: 'business_day', op: 'between' as const, value: [from, to] },
      state === 'granted' ? { field: 'state', op: 'in' as const, value: ['granted', 'stopped'] } : { field: 'state', op: 'eq' as const, value: state },
    ] },
  });
}
