/** Rules in force and whether they are kept (制度落实情况): when each was checked, what is open, who has signed. Serves P-POLICY. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import { CHECK_EVERY, periodStart } from './rules.ts';

interface Kept { readonly policy: string; readonly statement: string | null; readonly unit: string; readonly check_every: keyof typeof CHECK_EVERY; readonly effective_from: string; readonly last: string | null; readonly checks: number; readonly open: number; readonly expected: number; readonly signed: number }

function keptOn(tx: Tx, asOf: string, units: readonly string[] | null): Promise<Kept[]> {
  return tx.query<Kept>(
    `select p.id as policy, p.statement, p.unit_id as unit, p.check_every, p.effective_from, c.last, c.checks, c.open, s.expected, s.signed
     from policy p
     cross join lateral (select max(checked_on) as last, count(*)::int as checks, (count(*) filter (where state in ('correcting', 'rechecking')))::int as open
       from policy_check k where k.tenant_id = p.tenant_id and k.policy = p.id and k.checked_on <= $2 and k.archived_at is null) c
     cross join lateral (select count(*)::int as expected, (count(*) filter (where state = 'signed'))::int as signed
       from letter_signature l where l.tenant_id = p.tenant_id and l.letter = p.id and l.archived_at is null and l.state <> 'waived') s
     where p.tenant_id = $1 and p.kind = 'management_rule' and p.archived_at is null and p.check_every is not null
       and p.effective_from <= $2 and (p.ended_on is null or p.ended_on > $2) and p.state in ('in_force', 'superseded', 'repealed') and ($3::uuid[] is null or p.unit_id = any($3))
     order by p.code`, [tx.tenantId, asOf, units]);
}

export const RulesKept = defineReport('rules_kept', {
  label: ['制度落实情况', 'Rules in force, and whether they are kept'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ as_of: day }),
  columns: {
    policy: f.ref('制度', 'Rule', 'policy'), statement: f.text('条文', 'Sentence', { optional: true }), unit: f.unit('单位', 'Unit'), effective_from: f.date('生效日期', 'In force from'), check_every: f.choice('检查周期', 'Checked every', CHECK_EVERY),
    last: f.date('最近检查', 'Last checked', { optional: true }), standing: f.choice('本期', 'This period', { checked: ['已检查', 'Checked'], due: ['待检查', 'To be checked'] }),
    checks: f.integer('检查次数', 'Checks'), open: f.integer('整改中', 'Being put right'), expected: f.integer('应签', 'To sign'), signed: f.integer('已签', 'Signed'),
  },
  totals: ['checks', 'open', 'expected', 'signed'],
  async rows(tx, { as_of }) {
    return (await keptOn(tx, as_of, await scopeOf(tx, tx.actor, READERS))).map((k) => ({ ...k, standing: k.last !== null && k.last >= periodStart(k.check_every, as_of) ? 'checked' as const : 'due' as const }));
  },
  async proof(tx, { as_of }, rows) {
    const units = await scopeOf(tx, tx.actor, READERS);
    const [all] = await tx.query<{ n: number }>(
      `select count(*)::int as n from policy_check where tenant_id = $1 and checked_on <= $2 and archived_at is null and policy = any($3) and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, as_of, rows.map((r) => r.policy), units]);
    return [{ label: ['各制度检查次数之和 = 检查记录数', 'Sum of checks = checks on record'], left: rows.reduce((n, r) => n + r.checks, 0), right: all?.n ?? 0 }];
  },
  drill: {
    checks: (row, { as_of }) => ({ register: 'policy_check', filter: { all: [{ field: 'checked_on', op: 'lte', value: as_of }, ...(row === null ? [] : [{ field: 'policy', op: 'eq', value: row.policy } as const])] } }),
    signed: (row, _p, rows) => ({ register: 'letter_signature', filter: { all: [{ field: 'state', op: 'eq', value: 'signed' }, { field: 'letter', op: 'in', value: (row === null ? rows : [row]).map((r) => r.policy) }] } }),
  },
  notes: () => [['“本期”按制度自定的周期：自该周期首日起有检查记录为已检查。', '“This period” goes by the interval of the rule: checked when there is a check since the period began.']],
  chart: { kind: 'bar', x: 'policy', y: ['checks', 'open'] },
});
