/** What is owed, why, and what is carried over (应扣一览), by person for a month: payroll sees everybody, everybody else themselves. Serves SM-5, CC-3.2. */
import { calendar, defineQuery, f, may, organisationDay, parameterOrNull, type Label, type Tx, yuan } from '../../../kernel/index.ts';
import { type Computed, linesOf } from './compute.ts';
import { forecast, type Kind, type Month, PROFILES, type ProfileName } from './guard.rules.ts';
import { monthOf } from './month.ts';
import { CutOffDay, MinimumWage, ProfileOfPlace } from './parameters.ts';
import { PAYROLL, PEOPLE } from './roles.ts';

export interface OwedClaim {
  readonly id: string; readonly number: string; readonly kind: Kind; readonly thing: string | null; readonly description: string; readonly clause: string; readonly happenedOn: string; readonly state: string; readonly amount: number; readonly taken: number;
  readonly open: number; readonly deducted: number; readonly carried: number; readonly why: Label;
}
export interface OwedPerson { readonly employee: string; readonly name: string; readonly staffNo: string; readonly wage: number | null; readonly cap: number; readonly deducted: number; readonly carried: number; readonly coming: readonly number[]; readonly claims: readonly OwedClaim[] }
export interface Owed {
  readonly month: string; readonly terms: { readonly profile: Label; readonly minimumWage: number | null; readonly cutOff: string } | null;
  /** The month's record; without one the figures are what would be taken now. */
  readonly record: { readonly id: string; readonly number: string; readonly state: string; readonly total: number; readonly carried: number } | null;
  readonly everybody: boolean; readonly people: readonly OwedPerson[];
}
interface Stored { readonly claim: string; readonly amount: number; readonly carried: number; readonly open: number; readonly why: string; readonly why_en: string; readonly wage: number | null; readonly cap: number }

export const DeductionsOwed = defineQuery('deductions_owed', {
  label: ['应扣一览', 'What is owed'], access: [...PAYROLL, ...PEOPLE], params: { month: f.text('月份', 'Month', { max: 7, optional: true }) },
  async run(tx, { month: asked }): Promise<Owed> {
    const today = await organisationDay(tx);
    const month = asked !== null && monthOf(asked) !== null ? asked : today.slice(0, 7);
    const everybody = may(tx.actor, PAYROLL);
    const [record] = await tx.query<NonNullable<Owed['record']>>('select id, number, state, coalesce(total, 0)::float8 as total, coalesce(carried, 0)::float8 as carried from deduction_month where tenant_id = $1 and month = $2 and archived_at is null', [tx.tenantId, month]);
    // A draft is payroll's own; others see what has been approved, and before that how it would go.
    const shown = record && (everybody || record.state !== 'draft') ? record : null;
    const terms = await termsOrNull(tx, month);
    const approved = shown?.state === 'approved' || shown?.state === 'handed';
    const now = terms === null || approved ? [] : await linesOf(tx, month, terms);
    const stored = shown ? await tx.query<Stored>('select claim, amount::float8 as amount, carried::float8 as carried, open::float8 as open, why, why_en, wage::float8 as wage, cap::float8 as cap from deduction where tenant_id = $1 and deduction_month = $2', [tx.tenantId, shown.id]) : [];
    return {
      month, everybody, terms: terms === null ? null : { profile: PROFILES[terms.profile], minimumWage: terms.minimumWage, cutOff: terms.cutOff },
      record: shown && !everybody ? { ...shown, total: 0, carried: 0 } : shown, people: await peopleOf(tx, everybody, month, approved, now, stored),
    };
  },
});

async function termsOrNull(tx: Tx, month: string): Promise<Month | null> {
  const last = calendar.lastOfMonth(`${month}-01`);
  const profile = (await parameterOrNull(tx, ProfileOfPlace, last) ?? 'national') as ProfileName;
  const minimumWage = await parameterOrNull(tx, MinimumWage, last);
  if (minimumWage === null && profile !== 'none') return null;
  return { profile, minimumWage, cutOff: `${month}-${String(await parameterOrNull(tx, CutOffDay, last) ?? 25).padStart(2, '0')}` };
}

/** What the guard does not look at. */
const OUTSIDE: { readonly [state: string]: (taken: number) => Label } = {
  to_assess: () => ['金额尚未评估', 'The amount has not been assessed'], to_return: (taken) => [`依据已撤销，应退还 ${yuan(taken)} 元`, `Its decision has fallen: ${yuan(taken)} yuan to be returned`],
};

async function peopleOf(tx: Tx, everybody: boolean, month: string, approved: boolean, now: readonly Computed[], stored: readonly Stored[]): Promise<OwedPerson[]> {
  const rows = await tx.query<Omit<OwedClaim, 'deducted' | 'carried' | 'why'> & { employee: string; name: string; staffNo: string }>(
    `select c.id, c.number, c.kind, c.thing, c.description, c.clause, c.happened_on as "happenedOn", c.state, coalesce(c.amount, 0)::float8 as amount, coalesce(c.taken, 0)::float8 as taken,
       case when c.state = 'to_return' then 0 else coalesce(c.amount, 0) - coalesce(c.taken, 0) end::float8 as open, c.employee, e.name, e.staff_no as "staffNo"
     from money_claim c join employee e on e.tenant_id = c.tenant_id and e.id = c.employee
     where c.tenant_id = $1 and c.archived_at is null and c.happened_on <= $2 and ($3 or e.app_user = $4) and ((c.state not in ('settled', 'waived', 'returned') and not $6) or c.id = any($5)) order by e.staff_no, c.happened_on, c.number`,
    [tx.tenantId, calendar.lastOfMonth(`${month}-01`), everybody, tx.actor.id, stored.map((s) => s.claim), approved]);
  return [...new Set(rows.map((r) => r.employee))].map((employee) => {
    const mine = rows.filter((r) => r.employee === employee);
    const claims = mine.map(({ employee: _e, name: _n, staffNo: _s, ...claim }): OwedClaim => {
      const kept = stored.find((s) => s.claim === claim.id);
      const line = now.find((l) => l.claim === claim.id);
      return { ...claim, deducted: kept?.amount ?? line?.amount ?? 0, carried: kept?.carried ?? line?.carried ?? claim.open, why: line?.why ?? (kept ? [kept.why, kept.why_en] : (OUTSIDE[claim.state]?.(claim.taken) ?? ['未计算', 'Not computed'])) };
    });
    const first = stored.find((s) => mine.some((c) => c.id === s.claim)) ?? now.find((l) => l.employee === employee);
    const sum = (of: 'deducted' | 'carried') => claims.reduce((n, c) => n + c[of], 0);
    const cap = first?.cap ?? 0;
    // Only what is put down already goes on by itself in the months to come.
    const carriedOn = claims.filter((c) => c.state === 'scheduled').reduce((n, c) => n + c.carried, 0);
    return { employee, name: mine[0]!.name, staffNo: mine[0]!.staffNo, wage: first?.wage ?? null, cap, deducted: sum('deducted'), carried: sum('carried'), coming: forecast(carriedOn, cap, 12), claims };
  });
}
