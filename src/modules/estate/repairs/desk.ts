/** The repair desk (报修台): every repair by what it waits for, with its clock; and the construction jobs under way. Serves LOG-2.5, LOG-2.6, TEA-1. */
import { dayOf, defineQuery, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { RepairProcess } from './order-process.ts';
import { ConstructionProcess } from './project-process.ts';
import { READERS } from './roles.ts';
import { inTime, type Grade } from './rules.ts';

export const DESK_STATES = ['reported', 'graded', 'slip_issued', 'taken', 'on_site', 'done', 'checked', 'called_back', 'settled'] as const;
export type DeskState = (typeof DESK_STATES)[number];
export interface RepairRow {
  readonly id: string; readonly number: string; readonly state: DeskState; readonly building: string; readonly place: string; readonly content: string; readonly channel: string; readonly grade: Grade | null; readonly worker: string | null;
  /** When the next thing is due, and whether that has passed. */
  readonly due: string | null; readonly late: boolean; readonly score: number | null;
}
export interface JobRow { readonly id: string; readonly number: string; readonly title: string; readonly state: Label; readonly waitingFor: string; /** Planned, while it is still to be completed. */ readonly ends_on: string | null }
export interface RepairDesk { readonly today: string; readonly columns: readonly { readonly state: DeskState; readonly label: Label; readonly rows: readonly RepairRow[] }[]; readonly jobs: readonly JobRow[] }

interface Found extends Omit<RepairRow, 'due' | 'late'> { readonly take_by: Date | null; readonly arrive_by: Date | null; readonly finish_by: Date | null }
/** Which clock runs in a state. */
const clockOf = (r: Found): Date | null => (['graded', 'slip_issued'].includes(r.state) ? r.take_by : r.state === 'taken' ? r.arrive_by : r.state === 'on_site' ? r.finish_by : null);

export const RepairDeskQuery = defineQuery('repair_desk', {
  label: ['报修台', 'Repair desk'],
  access: READERS,
  params: {},
  async run(tx): Promise<RepairDesk> {
    const units = await scopeOf(tx, tx.actor, READERS);
    const rows = await found(tx, units);
    const shown = rows.map(({ take_by, arrive_by, finish_by, ...r }): RepairRow => {
      const due = clockOf({ ...r, take_by, arrive_by, finish_by });
      return { ...r, due: due === null ? null : due.toISOString(), late: inTime(due, null, tx.now) === false };
    });
    return {
      today: await dayOf(tx, tx.now, tx.actor.grants.find((g) => READERS.includes(g.role))?.unitId ?? ''),
      columns: DESK_STATES.map((state) => ({ state, label: RepairProcess.states[state]!.label, rows: shown.filter((r) => r.state === state) })),
      jobs: await jobs(tx, units),
    };
  },
});

const found = (tx: Tx, units: readonly string[] | null): Promise<Found[]> => tx.query<Found>(
  `select o.id, o.number, o.state, b.name as building, o.place, o.content, o.channel, o.grade, e.name as worker, o.take_by, o.arrive_by, o.finish_by, o.score
   from repair_order o join building b on b.tenant_id = o.tenant_id and b.id = o.building left join employee e on e.tenant_id = o.tenant_id and e.id = o.worker
   where o.tenant_id = $1 and o.state = any($3) and o.archived_at is null and ($2::uuid[] is null or o.unit_id = any($2))
   order by (o.grade = 'urgent') desc nulls last, coalesce(o.take_by, o.reported_at), o.number limit 400`, [tx.tenantId, units, DESK_STATES]);

async function jobs(tx: Tx, units: readonly string[] | null): Promise<readonly JobRow[]> {
  const rows = await tx.query<{ id: string; number: string; title: string; state: string; ends_on: string | null; open: number }>(
    `select c.id, c.number, c.title, c.state, c.ends_on, (select count(*)::int from construction_acceptance a where a.tenant_id = c.tenant_id and a.project = c.id and a.state <> 'signed') as open
     from construction_project c where c.tenant_id = $1 and c.state <> 'closed' and c.archived_at is null and ($2::uuid[] is null or c.unit_id = any($2)) order by c.ends_on nulls last, c.number limit 100`, [tx.tenantId, units]);
  return rows.map(({ open, state, ...r }) => ({ ...r, state: ConstructionProcess.states[state]!.label, ends_on: state === 'contracted' || state === 'building' ? r.ends_on : null, waitingFor: open === 0 ? '' : String(open) }));
}

/** For the home page: repairs that somebody still waits for, and how many of them are late. */
export async function openRepairs(tx: Tx): Promise<{ readonly open: number; readonly late: number }> {
  const rows = (await found(tx, await scopeOf(tx, tx.actor, READERS))).filter((r) => ['reported', 'graded', 'slip_issued', 'taken', 'on_site'].includes(r.state));
  return { open: rows.length, late: rows.filter((r) => inTime(clockOf(r), null, tx.now) === false).length };
}
