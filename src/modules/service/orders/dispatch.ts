/** What a suggestion whom to send rests on: skills, open work and places as they are now. Serves FS-2.4, SM-21. */
import { dayOf, defineQuery, f, readRecord, Refusal, scopeOf, tables, type Tx } from '../../../kernel/index.ts';
import { kilometresBetween, Site, type Position } from '../customers/index.ts';
import { because, rate, suggested, type Candidate, type Rated, type SkillLevel } from './dispatch.rules.ts';
import { OPEN_STATES, ServiceOrder } from './service-order.ts';

interface Asked {
  readonly id: string; readonly unit_id: string; readonly region: string; readonly service_type: string; readonly site: string | null;
  readonly planned_from: Date | null; readonly planned_to: Date | null;
}

/** Everybody of the branches, best first; empty while no skill is on record for this kind of work. */
export async function ratedFor(tx: Tx, order: Asked): Promise<readonly Rated[]> {
  const day = await dayOf(tx, tx.now, order.unit_id);
  const skills = new Map((await tx.query<{ employee: string; level: SkillLevel }>(
    'select employee, level from technician_skill where tenant_id = $1 and service_type = $2 and archived_at is null and (valid_until is null or valid_until >= $3)',
    [tx.tenantId, order.service_type, day])).map((s) => [s.employee, s.level]));
  if (skills.size === 0) return [];
  const people = await tx.query<Person>(
    `select e.id, e.name, r.id as region, r.name as branch, r.latitude, r.longitude from employee e join service_region r on r.tenant_id = e.tenant_id and r.branch = e.unit_id
     where e.tenant_id = $1 and e.archived_at is null and r.archived_at is null and e.hired_on <= $2 and (e.left_on is null or e.left_on >= $2) order by e.staff_no`, [tx.tenantId, day]);
  const work = await tx.query<Work>(
    `select technician, number, planned_from, planned_to from service_order where tenant_id = $1 and technician is not null and state = any($2) and id <> $3`, [tx.tenantId, OPEN_STATES, order.id]);
  const place = await placeOf(tx, order.site);
  return rate(people.map((p): Candidate => {
    const own = work.filter((w) => w.technician === p.id);
    return {
      id: p.id, name: p.name, branch: p.branch, ownRegion: p.region === order.region, skill: skills.get(p.id) ?? null, load: own.length,
      kilometres: place === null ? null : kilometresBetween(p, place), clashes: own.filter((w) => overlaps(w, order)).map((w) => w.number),
    };
  }));
}

export async function suggestionFor(tx: Tx, order: Asked): Promise<Rated | null> {
  return suggested(await ratedFor(tx, order));
}

export interface Suggestions { readonly rated: readonly (Rated & { readonly because: readonly [string, string] })[] }
export const DispatchSuggestions = defineQuery('service_order_suggestions', {
  label: ['派工建议', 'Whom to send'],
  access: ['dispatcher', 'branch_manager'],
  params: { order: f.ref('服务指令', 'Service order', 'service_order'), planned_from: f.dateTime('计划开始', 'Planned from', { optional: true }), planned_to: f.dateTime('计划结束', 'Planned to', { optional: true }) },
  async run(tx, p): Promise<Suggestions> {
    const order = await readRecord(tx, ServiceOrder, p.order);
    if (!order || !(await withinReach(tx, order.unit_id))) throw new Refusal('not_found', ['没有这条记录，或您无权查看', 'No such record, or not for you to see'], 404);
    const all = await ratedFor(tx, { ...order, planned_from: p.planned_from ?? order.planned_from, planned_to: p.planned_to ?? order.planned_to });
    return { rated: all.map((r) => ({ ...r, because: because(r) })) };
  },
});

interface Person extends Position { readonly id: string; readonly name: string; readonly region: string; readonly branch: string }
interface Work { readonly technician: string; readonly number: string; readonly planned_from: Date | null; readonly planned_to: Date | null }

async function placeOf(tx: Tx, site: string | null): Promise<Position | null> {
  if (site === null) return null;
  return (await tables(tx, Site).selectFrom('site').select(['latitude', 'longitude']).where('tenant_id', '=', tx.tenantId).where('id', '=', site).executeTakeFirst()) ?? null;
}

function overlaps(a: Pick<Asked, 'planned_from' | 'planned_to'>, b: Pick<Asked, 'planned_from' | 'planned_to'>): boolean {
  if (a.planned_from === null || a.planned_to === null || b.planned_from === null || b.planned_to === null) return false;
  return a.planned_from < b.planned_to && b.planned_from < a.planned_to;
}

async function withinReach(tx: Tx, unitId: string): Promise<boolean> {
  const units = await scopeOf(tx, tx.actor, ['dispatcher', 'branch_manager']);
  return units === null || units.includes(unitId);
}
