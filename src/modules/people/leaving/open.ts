/** What is open with a person, read where it is kept (未了结事项): custody, things held by the registers of other modules, things taken out, tools, claims, deductions, the ledger, club money and vehicles out. Serves SM-11, SM-14, AC-20. */
import { balanceOf, defineQuery, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { vehiclesOutWith } from '../../estate/trips/index.ts';
import { cashHeldBy } from '../../money/petty-cash/index.ts';
import { OwedByStaff } from '../deductions/index.ts';
import { READERS, THEMSELVES } from './roles.ts';
import { type OpenThing, unexplained } from './rules.ts';

export async function openWith(tx: Tx, employee: string): Promise<OpenThing[]> {
  const things = await tx.query<OpenThing>(
    `select 'custody_item' as register, id, case when state = 'issued' then 'held' else 'lost' end as kind, number || ' ' || label as what, null::float8 as fen
       from custody_item where tenant_id = $1 and holder = $2 and archived_at is null and state in ('issued', 'lost', 'damaged', 'assessed')
     union all select 'item_taken_out', id, 'out', number || ' ' || what, null from item_taken_out where tenant_id = $1 and employee = $2 and archived_at is null and state = 'out'
     union all select 'tool_item', t.id, 'tool', t.number || ' ' || k.name, null from tool_item t join tool_kind k on k.tenant_id = t.tenant_id and k.id = t.kind
       where t.tenant_id = $1 and t.custodian = $2 and t.archived_at is null and t.state in ('in_custody', 'at_calibration')
     union all select 'held_elsewhere', id, 'held', what, null from held_elsewhere where tenant_id = $1 and employee = $2 and freed_on is null and archived_at is null
     order by 1, 4`, [tx.tenantId, employee]);
  const claims = await tx.query<OpenThing>(
    `select 'money_claim' as register, id, case when state = 'to_return' then 'give_back' else 'claim' end as kind, number as what, (case when state = 'to_return' then taken else amount - coalesce(taken, 0) end)::float8 as fen
     from money_claim where tenant_id = $1 and employee = $2 and archived_at is null and state not in ('settled', 'waived', 'returned') order by number`, [tx.tenantId, employee]);
  const deductions = await tx.query<OpenThing>(
    `select 'deduction' as register, d.id, 'deduction' as kind, d.number || ' ' || d.month as what, d.amount::float8 as fen from deduction d join deduction_month m on m.tenant_id = d.tenant_id and m.id = d.deduction_month
     where d.tenant_id = $1 and d.employee = $2 and d.amount > 0 and m.state in ('draft', 'approved') and m.archived_at is null order by d.number`, [tx.tenantId, employee]);
  return [...things, ...claims, ...deductions, ...(await balancesOf(tx, employee, claims)), ...(await clubCash(tx, employee)), ...(await vehiclesOut(tx, employee))];
}

async function balancesOf(tx: Tx, employee: string, claims: readonly OpenThing[]): Promise<OpenThing[]> {
  const owed = (await balanceOf(tx, OwedByStaff, 'owed_compensation', employee)) + (await balanceOf(tx, OwedByStaff, 'owed_fine', employee));
  const back = await balanceOf(tx, OwedByStaff, 'to_return', employee);
  const rest = unexplained(owed, claims.filter((c) => c.kind === 'claim')) + unexplained(back, claims.filter((c) => c.kind === 'give_back'));
  return rest === 0 ? [] : [{ register: 'employee', id: employee, kind: 'balance', what: '员工应扣账', fen: rest }];
}

async function clubCash(tx: Tx, employee: string): Promise<OpenThing[]> {
  const [person] = await tx.query<{ app_user: string | null }>('select app_user from employee where tenant_id = $1 and id = $2', [tx.tenantId, employee]);
  if (!person?.app_user) return [];
  const { float, shortage } = await cashHeldBy(tx, person.app_user);
  return [
    ...(float ? [{ register: 'petty_float', id: float.id, kind: 'float', what: float.number, fen: float.fen } as const] : []),
    ...(shortage > 0 ? [{ register: 'employee', id: employee, kind: 'shortage', what: '会所账', fen: shortage } as const] : []),
  ];
}

const vehiclesOut = async (tx: Tx, employee: string): Promise<OpenThing[]> =>
  (await vehiclesOutWith(tx, employee)).map(({ id, number, plate }) => ({ register: 'vehicle_trip', id, kind: 'vehicle', what: `${number} ${plate}`, fen: null }));

export interface ExitOpen { readonly things: readonly OpenThing[]; readonly missing: boolean }
/** The list on the page of a clearance; whoever leaves sees their own. */
export const OpenAtExit = defineQuery('open_at_exit', {
  label: ['未了结事项', 'Not settled'], access: [...new Set([...READERS, ...THEMSELVES])], params: { clearance: f.ref('离职清结', 'Exit clearance', 'exit_clearance') },
  async run(tx, { clearance }): Promise<ExitOpen> {
    const [record] = await tx.query<{ employee: string; unit_id: string; person: string | null }>('select employee, unit_id, person from exit_clearance where tenant_id = $1 and id = $2', [tx.tenantId, clearance]);
    const leads = tx.actor.grants.some((grant) => (READERS as readonly string[]).includes(grant.role));
    const units = leads ? await scopeOf(tx, tx.actor, READERS) : [];
    if (!record || !(record.person === tx.actor.id || units === null || units.includes(record.unit_id))) return { things: [], missing: true };
    return { things: await openWith(tx, record.employee), missing: false };
  },
});
