/** The half-year at a glance, for the hand-made page: each branch, what is on its statement, what is not and why. Serves FS-4.3, AC-31. */
import { calendar, defineQuery, dayOf, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { closingDays } from './parameters.ts';
import { READERS } from './receivables.ts';
import { closingBefore, closingFor, type StatementRow } from './rules.ts';
import { candidates, issuedRows } from './statement.ts';

export interface HalfYear {
  readonly closing: string;
  readonly before: string;
  readonly after: string;
  readonly today: string;
  readonly branches: readonly {
    readonly id: string; readonly name: string;
    readonly statement: { readonly id: string; readonly number: string; readonly state: string; readonly issued_on: string | null } | null;
    readonly rows: readonly StatementRow[];
  }[];
}

export const HalfYearBoard = defineQuery('half_year_board', {
  label: ['半年结算', 'Half-year settlement'],
  access: READERS,
  params: { closing: f.date('结算日', 'Closing day', { optional: true }) },
  run: (tx, p) => board(tx, p.closing),
});

async function board(tx: Tx, wanted: string | null): Promise<HalfYear> {
  const reach = await scopeOf(tx, tx.actor, READERS);
  const branches = await tx.query<{ id: string; name: string }>(
    `select id, name from unit where tenant_id = $1 and unit_kind = 'branch' and archived_at is null and ($2::uuid[] is null or id = any($2)) order by number`, [tx.tenantId, reach]);
  const today = await dayOf(tx, tx.now, branches[0]?.id ?? '');
  const closings = await closingDays(tx, today);
  const closing = closingFor(wanted ?? today, closings);
  const statements = await tx.query<{ id: string; branch: string; number: string; state: string; issued_on: string | null }>(
    `select id, branch, number, state, issued_on from settlement_statement where tenant_id = $1 and closing_on = $2 and state <> 'dropped'`, [tx.tenantId, closing]);
  const all = [];
  for (const branch of branches) {
    const statement = statements.find((s) => s.branch === branch.id) ?? null;
    all.push({ ...branch, statement, rows: statement?.state === 'issued' ? await issuedRows(tx, statement.id) : await candidates(tx, branch.id, closing) });
  }
  return { closing, before: closingBefore(closing, closings), after: closingFor(calendar.addDays(closing, 1), closings), today, branches: all };
}
