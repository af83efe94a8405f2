/** One duty for each of the ten rules (制度落实检查): done by a check on record since the period began, of the rule in force for the unit. Serves LOG-1.6, 1.10, 2.3, 2.7, 3.4, 3.8, 4.4, 5.4, 6.4, 8.3, G-L4. */
import { defineDuty, f, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { periodStart } from '../../people/policies/index.ts';
import { TEN, type HouseRule } from './ten.ts';

const MONTHS = { month: undefined, quarter: [3, 6, 9, 12], half_year: [6, 12] } as const;

export const dutyOf = ({ statement }: Pick<HouseRule, 'statement'>): string => `rule_kept_${statement.slice(4).replace('.', '_')}`;

export const RuleDuties = TEN.map((rule) => {
  const months = MONTHS[rule.every];
  return defineDuty(dutyOf(rule), {
    label: [`检查落实：${rule.title[0]}`, `Check that it is kept: ${rule.title[1]}`],
    statements: [rule.statement],
    recurs: { every: 'month', days: [25], ...(months ? { months } : {}) }, by: '17:00', unitKind: 'centre',
    owner: 'logistics_head', deputy: 'estate_clerk', escalate: { to: 'centre_manager', afterMinutes: 3 * 24 * 60 },
    form: { reason: f.text('本期没有检查的原因', 'Why there was no check', { max: 200, hint: ['登记了落实检查会自动完成', 'A check on record completes this by itself'] }) },
    evidence: async ({ tx, unit, day }) => checkOf(tx, rule.statement, unit, periodStart(rule.every, day), day),
  });
});

/** A check that was issued, of the rule that stands for this sentence and binds the unit. */
async function checkOf(tx: Tx, statement: string, unit: string, from: string, day: string): Promise<{ readonly [name: string]: unknown } | null> {
  const checks = await tx.query<{ number: string; result: string; unit_id: string }>(
    `select k.number, k.result, p.unit_id from policy_check k join policy p on p.tenant_id = k.tenant_id and p.id = k.policy
     where k.tenant_id = $1 and p.statement = $2 and k.checked_on between $3 and $4 and k.state <> 'recorded' and k.archived_at is null order by k.checked_on desc, k.number desc`, [tx.tenantId, statement, from, day]);
  for (const check of checks) if ((await unitsBelow(tx, check.unit_id)).includes(unit)) return { check: check.number, result: check.result };
  return null;
}
