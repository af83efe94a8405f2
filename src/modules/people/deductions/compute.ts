/** Computing a month of deductions (月度扣款核算): what is open, the wage of the month, the guard; written as lines, updated while it is a draft. Serves AC-08, AC-09. */
import { calendar, createRecord, type Tx, updateRecord } from '../../../kernel/index.ts';
import { wagesOn } from '../pay/index.ts';
import { OVER } from './claim.ts';
import { type Claim, type Kind, type Line, type Month, planPerson, type ProfileName } from './guard.rules.ts';

export interface Computed extends Line { readonly number: string; readonly wage: number | null; readonly unit_id: string }
export interface StoredLine { readonly id: string; readonly claim: string; readonly employee: string; readonly amount: number; readonly carried: number; readonly open: number; readonly kind: Kind; readonly staff_no: string; readonly name: string; readonly claim_number: string; readonly why: string; readonly app_user: string | null }
export interface OpenMonth { readonly id: string; readonly month: string; readonly profile: ProfileName; readonly minimumWage: number | null; readonly cutOff: string }

export async function claimsOpen(tx: Tx, until: string): Promise<readonly (Claim & { readonly employee: string; readonly unit_id: string })[]> {
  return tx.query(
    `select c.id, c.number, c.kind, c.state, c.happened_on as "happenedOn", c.notified_on as "notifiedOn", (c.amount - coalesce(c.taken, 0))::float8 as open, c.employee, c.unit_id,
       (c.custody_item is not null or c.incident is null or (i.state not in ('annulled', 'dismissed')
         and not exists (select 1 from sanction s where s.tenant_id = c.tenant_id and s.incident = c.incident and s.state = 'suspended'))) as standing
     from money_claim c left join incident i on i.tenant_id = c.tenant_id and i.id = c.incident
     where c.tenant_id = $1 and c.archived_at is null and c.state <> all($3) and c.amount is not null and c.happened_on <= $2 order by c.happened_on, c.number`, [tx.tenantId, until, OVER]);
}

/** Whoever owes something, with the wage of the month and what the guard says. */
export async function linesOf(tx: Tx, month: string, terms: Month): Promise<Computed[]> {
  const last = calendar.lastOfMonth(`${month}-01`);
  const claims = await claimsOpen(tx, last);
  const people = [...new Set(claims.map((c) => c.employee))];
  const wages = await wagesOn(tx, people, last);
  return people.flatMap((employee) => {
    const mine = claims.filter((c) => c.employee === employee);
    const wage = wages.get(employee) ?? null;
    return planPerson({ employee, wage, claims: mine }, terms).map((line) => ({ ...line, wage, number: mine.find((c) => c.id === line.claim)!.number, unit_id: mine[0]!.unit_id }));
  });
}

/** Registers are asked of the kernel by name, because their steps compute too. */
export async function computeMonth(tx: Tx, month: OpenMonth, write: boolean): Promise<Computed[]> {
  const lines = await linesOf(tx, month.month, month);
  if (!write) return lines;
  const register = tx.kernel.registers.get('deduction')!;
  const before = await storedLines(tx, month.id);
  for (const line of lines) {
    const values = { open: line.open, amount: line.amount, carried: line.carried, why: line.why[0], why_en: line.why[1], wage: line.wage, cap: line.cap };
    const known = before.find((b) => b.claim === line.claim);
    if (known) await updateRecord(tx, register, known, values, { what: 'computed' });
    else await createRecord(tx, register, { ...values, deduction_month: month.id, month: month.month, employee: line.employee, claim: line.claim, kind: line.kind, unit_id: line.unit_id } as never);
  }
  for (const gone of before.filter((b) => !lines.some((l) => l.claim === b.claim))) await updateRecord(tx, register, gone, { open: 0, amount: 0, carried: 0, why: '已扣清或免除', why_en: 'Settled or waived' }, { what: 'computed' });
  const sum = (of: 'amount' | 'carried') => lines.reduce((n, l) => n + l[of], 0);
  await updateRecord(tx, tx.kernel.registers.get('deduction_month')!, month, { people: new Set(lines.filter((l) => l.amount > 0).map((l) => l.employee)).size, total: sum('amount'), carried: sum('carried') }, { what: 'computed' });
  return lines;
}

export const storedLines = (tx: Tx, month: string): Promise<StoredLine[]> => tx.query<StoredLine>(
  `select d.id, d.claim, d.employee, d.amount::float8 as amount, d.carried::float8 as carried, d.open::float8 as open, d.kind, d.why, e.staff_no, e.name, e.app_user, c.number as claim_number
   from deduction d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee join money_claim c on c.tenant_id = d.tenant_id and c.id = d.claim
   where d.tenant_id = $1 and d.deduction_month = $2 order by e.staff_no, c.number`, [tx.tenantId, month]);

/** The draft says what the guard would say now, line by line. */
export function sameLines(now: readonly Computed[], stored: readonly StoredLine[]): boolean {
  const live = stored.filter((s) => s.open > 0);
  return live.length === now.length && now.every((l) => live.some((s) => s.claim === l.claim && s.amount === l.amount && s.carried === l.carried));
}
