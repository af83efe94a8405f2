/**
 * Saved views (视图): how a list stands under a name. One's own, or shared with a unit and everything below it; of each register a
 * person opens with one. A view is no record: it goes down the units where records are reached upwards, and its owner deletes it.
 * What a reader may not see, or what is no longer there, is left out of it and counted.
 */
import type { Filter, SavedView, SavedViews, ViewState } from '../api.ts';
import { grantFor, mayOpen, mayRead, notAllowed, notFound } from '../access/access.ts';
import { unitsOf } from '../access/organisation.ts';
import { note } from '../audit/history.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import { Refusal } from '../refusal.ts';
import { conditionOf } from './filter.ts';
import { groupsAsked } from './groups.ts';
import { orderOf } from './list.ts';
import type { Register } from './register.ts';

const MOST_VIEWS = 50;
interface Kept { readonly id: string; readonly register: string; readonly owner: string; readonly owner_name: string; readonly name: string; readonly state: ViewState; readonly unit_id: string | null; readonly opens_unit: boolean }

/** The views a person may open, of one register or of all, their own first; with which each list opens, and the units they may share with. */
export async function viewsFor(tx: Tx, register?: Register): Promise<SavedViews> {
  const units = await unitsOf(tx);
  const paths = tx.actor.grants.map((g) => units.get(g.unitId)?.path ?? []);
  const rows = await tx.query<Kept>(
    `select v.id, v.register, v.owner, u.display_name as owner_name, v.name, v.state, v.unit_id, v.opens_unit from saved_view v join app_user u on u.tenant_id = v.tenant_id and u.id = v.owner
     where v.tenant_id = $1 and ($2::text is null or v.register = $2) and (v.owner = $3 or v.unit_id = any($4)) order by v.owner <> $3, v.name`, [tx.tenantId, register?.name ?? null, tx.actor.id, paths.flat()]);
  const choices = await tx.query<{ register: string; view_id: string | null }>('select register, view_id from view_choice where tenant_id = $1 and owner = $2', [tx.tenantId, tx.actor.id]);
  const open = rows.filter((v) => { const of = tx.kernel.registers.get(v.register); return of && mayOpen(of, tx.actor); });
  const opens = new Map<string, string | null>();
  const depth = (v: Kept) => (v.unit_id === null ? 0 : units.get(v.unit_id)?.path.length ?? 0);
  const shared = open.filter((v) => v.opens_unit && v.unit_id !== null && paths.some((path) => path.includes(v.unit_id!)));
  for (const v of shared.sort((a, b) => depth(a) - depth(b))) opens.set(v.register, v.id);
  for (const c of choices) if (c.view_id === null || open.some((v) => v.id === c.view_id)) opens.set(c.register, c.view_id);
  const leaders = leadersOf(tx);
  const leads = (unit: string | null) => unit !== null && tx.actor.grants.some((g) => leaders.includes(g.role) && units.get(unit)?.path.includes(g.unitId));
  const views = open.map((v): SavedView => ({
    id: v.id, register: v.register, name: v.name, ...fitting(tx, tx.kernel.registers.get(v.register)!, v.state), mine: v.owner === tx.actor.id, owner: v.owner_name,
    unit: v.unit_id === null ? null : { id: v.unit_id, name: units.get(v.unit_id)?.name ?? '' }, opensUnit: v.opens_unit, opens: opens.get(v.register) === v.id,
    mayLead: leads(v.unit_id), mayRemove: (v.owner === tx.actor.id && !(v.opens_unit && !leads(v.unit_id))) || (v.unit_id !== null && tx.actor.grants.some((g) => g.role === 'administrator' && units.get(v.unit_id!)?.path.includes(g.unitId))),
  }));
  const fit = new Set(register ? tx.actor.grants.filter((g) => register.access.read.includes(g.role)).map((g) => g.unitId) : []);
  return { views, units: [...fit].flatMap((id) => { const unit = units.get(id); return unit ? [{ id, name: unit.name }] : []; }) };
}

/** What of a view holds for this reader today: conditions on fields that are gone or not theirs are left out, likewise columns, order and groups. */
function fitting(tx: Tx, register: Register, state: ViewState): { readonly state: ViewState; readonly left: number } {
  let left = 0;
  const holds = (look: () => unknown): boolean => {
    try { look(); return true; } catch (e) { if (!(e instanceof Refusal)) throw e; left++; return false; }
  };
  const walk = (f: Filter): Filter | undefined => {
    if (!('all' in f || 'any' in f)) return holds(() => conditionOf(tx.kernel, register, f, tx.actor, 1, 'Asia/Shanghai')) ? f : undefined;
    const parts = ('all' in f ? f.all : f.any).flatMap((one) => walk(one) ?? []);
    return parts.length === 0 ? undefined : 'all' in f ? { all: parts } : { any: parts };
  };
  const { filter, sort, cols, group, ...rest } = state;
  const kept = filter && walk(filter);
  const columns = (cols ?? '').split(',').filter((name) => name !== '' && holds(() => { const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined; if (!field || !mayRead(field, tx.actor)) throw notFound(); }));
  return {
    state: {
      ...rest, ...(kept ? { filter: kept } : {}), ...(sort && holds(() => orderOf(register, sort, tx)) ? { sort } : {}),
      ...(columns.length > 0 ? { cols: columns.join(',') } : {}), ...(group && holds(() => groupsAsked(register, tx.actor, group)) ? { group } : {}),
    }, left,
  };
}

function nameOf(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new Refusal('view.name', ['请给视图起个名字', 'Please name the view'], 422, { name: ['必填', 'Required'] });
  return trimmed;
}
const taken = () => new Refusal('view.name', ['您在这本台账已有同名的视图', 'You already have a view of that name here'], 409, { name: ['已有同名', 'Taken'] });

/** Of one's own: saved anew. */
export async function saveView(tx: Tx, register: Register, name: string, state: ViewState): Promise<{ readonly id: string }> {
  if (!mayOpen(register, tx.actor)) throw notAllowed();
  const [own] = await tx.query<{ n: number }>('select count(*)::int as n from saved_view where tenant_id = $1 and owner = $2 and register = $3', [tx.tenantId, tx.actor.id, register.name]);
  if (own!.n >= MOST_VIEWS) throw new Refusal('view.many', [`每本台账最多保存 ${MOST_VIEWS} 个视图`, `At most ${MOST_VIEWS} views of a register`], 422);
  const [row] = await tx.query<{ id: string }>(
    `insert into saved_view (tenant_id, id, register, owner, name, state, changed_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, owner, register, name) do nothing returning id`,
    [tx.tenantId, newId(tx.now), register.name, tx.actor.id, nameOf(name), JSON.stringify(state), tx.now]);
  if (!row) throw taken();
  return row;
}

export interface ViewChange { readonly name?: string; readonly state?: ViewState; readonly unit?: string | null; readonly opensUnit?: boolean }

/** With what a unit's lists open is for those who lead it, and for administrators. */
const leadersOf = (tx: Tx): readonly string[] => ['administrator', ...tx.kernel.modules.flatMap((m) => m.leads ?? [])];
const forLeaders = () => new Refusal('view.leads', ['单元的默认视图由单元负责人或管理员设置、修改和取消；您可以另存为自己的视图', 'Only who leads the unit, or an administrator, sets, changes or removes its default view; you may keep a copy of your own'], 403);

/** Renamed, overwritten, shared with a unit in which one holds a post that reads the register, or no longer. Another's view, once shared, is only made or unmade its unit's default. */
export async function changeView(tx: Tx, id: string, change: ViewChange): Promise<{ readonly id: string }> {
  const { view, register } = await viewToChange(tx, id, Object.keys(change).every((key) => key === 'opensUnit'));
  const unit = change.unit === undefined ? view.unit_id : change.unit;
  if (unit !== null && unit !== view.unit_id && !(await grantFor(tx, tx.actor, register.access.read, unit))) throw notAllowed();
  const opens = unit !== null && (change.opensUnit ?? (unit === view.unit_id && view.opens_unit));
  if (opens && !(await grantFor(tx, tx.actor, [...register.access.read, 'administrator'], unit))) throw notAllowed();
  const led = async (of: string) => (await grantFor(tx, tx.actor, leadersOf(tx), of)) !== undefined;
  if ((opens && !(view.opens_unit && unit === view.unit_id) && !(await led(unit))) || (view.opens_unit && (change.state !== undefined || !opens) && !(await led(view.unit_id!)))) throw forLeaders();
  const name = change.name === undefined ? view.name : nameOf(change.name);
  const [same] = await tx.query('select 1 from saved_view where tenant_id = $1 and owner = $2 and register = $3 and name = $4 and id <> $5', [tx.tenantId, view.owner, view.register, name, id]);
  if (same) throw taken();
  if (opens) await tx.query('update saved_view set opens_unit = false where tenant_id = $1 and register = $2 and unit_id = $3 and id <> $4 and opens_unit', [tx.tenantId, view.register, unit, id]);
  await tx.query('update saved_view set name = $3, state = $4, unit_id = $5, opens_unit = $6, changed_at = $7 where tenant_id = $1 and id = $2',
    [tx.tenantId, id, name, JSON.stringify(change.state ?? view.state), unit, opens, tx.now]);
  if (opens !== view.opens_unit && unit === view.unit_id) await note(tx, { register: view.register, recordId: id, number: name, unitId: unit, what: opens ? 'default_view' : 'undefault_view' });
  if (unit !== view.unit_id) await note(tx, { register: view.register, recordId: id, number: name, unitId: unit ?? view.unit_id, what: unit === null ? 'unshare_view' : 'share_view' });
  return { id };
}

/** By its owner, or, once shared, by the administrator of the unit. Whoever opened with it opens as the register declares. */
export async function removeView(tx: Tx, id: string): Promise<{ readonly id: string }> {
  const view = (await viewsFor(tx)).views.find((v) => v.id === id);
  if (!view) throw notFound();
  if (!view.mayRemove) throw view.mine ? forLeaders() : notAllowed();
  await tx.query('delete from view_choice where tenant_id = $1 and view_id = $2', [tx.tenantId, id]);
  await tx.query('delete from saved_view where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  if (view.unit) await note(tx, { register: view.register, recordId: id, number: view.name, unitId: view.unit.id, what: 'unshare_view' });
  return { id };
}

/** With which view this list opens for me; null: as the register declares. */
export async function chooseView(tx: Tx, register: Register, id: string | null): Promise<{ readonly register: string }> {
  if (!mayOpen(register, tx.actor)) throw notAllowed();
  if (id !== null && !(await viewsFor(tx, register)).views.some((v) => v.id === id)) throw notFound();
  await tx.query(
    `insert into view_choice (tenant_id, id, owner, register, view_id) values ($1, $2, $3, $4, $5) on conflict (tenant_id, owner, register) do update set view_id = excluded.view_id`,
    [tx.tenantId, newId(tx.now), tx.actor.id, register.name, id]);
  return { register: register.name };
}

/** One's own; or another's that is shared where one is, when only the default is asked for. */
async function viewToChange(tx: Tx, id: string, defaultOnly: boolean): Promise<{ readonly view: Kept; readonly register: Register }> {
  const [found] = await tx.query<Kept>('select * from saved_view where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  const view = found && (found.owner === tx.actor.id || (defaultOnly && found.unit_id !== null && (await viewsFor(tx)).views.some((v) => v.id === id))) ? found : undefined;
  const register = view && tx.kernel.registers.get(view.register);
  if (!view || !register || !mayOpen(register, tx.actor)) throw notFound();
  return { view, register };
}
