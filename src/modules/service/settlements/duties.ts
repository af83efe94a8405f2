/** Half-year settlement in the duty calendar (半年结款): each branch, at the end of June and of December. Done by the statement itself. Serves FS-4.3, CG-53. */
import { defineDuty, f, type Tx } from '../../../kernel/index.ts';
import { closingDays } from './parameters.ts';
import { closingFor } from './rules.ts';

export const HalfYearSettlement = defineDuty('half_year_settlement', {
  label: ['保外更换半年结款', 'Half-year settlement of out-of-warranty work'],
  statements: ['FS-4.3'],
  // The last days of the two half-years; which agreements a statement takes is decided by the closing days under Parameters.
  recurs: { every: 'month', days: [31], months: [6, 12] }, by: '18:00', unitKind: 'branch',
  owner: 'branch_manager', deputy: 'centre_manager', escalate: { to: 'centre_manager', afterMinutes: 5 * 24 * 60 },
  form: { note: f.text('办理情况', 'What was done', { max: 200 }) },
  /** The issued statement, or that the branch has nothing to settle. */
  evidence: ({ tx, unit, day }) => settled(tx, unit, day),
});

export async function settled(tx: Tx, branch: string, day: string): Promise<{ readonly [name: string]: unknown } | null> {
  const closing = closingFor(`${day.slice(0, 8)}01`, await closingDays(tx, day));
  const [statement] = await tx.query<{ number: string; lines: number; unpriced: number }>(
    `select number, lines, unpriced from settlement_statement where tenant_id = $1 and branch = $2 and closing_on = $3 and state = 'issued'`, [tx.tenantId, branch, closing]);
  if (statement) return { statement: statement.number, lines: statement.lines, unpriced: statement.unpriced };
  const [open] = await tx.query<{ n: number }>(
    `select count(*)::int as n from replacement_agreement where tenant_id = $1 and unit_id = $2 and agreed_on <= $3 and statement is null and state not in ('cancelled', 'paid')`, [tx.tenantId, branch, closing]);
  return open?.n === 0 ? { statement: '—', lines: 0, unpriced: 0 } : null;
}
