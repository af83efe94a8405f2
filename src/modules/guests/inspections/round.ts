/** What the round on a phone asks: visits that are due, the inspection in progress, its items with what was found. Serves VIP-9.2. */
import { defineQuery, scopeOf } from '../../../kernel/index.ts';
import { type AREAS, INSPECTORS, itemsOf } from './inspection.ts';

export interface RoundItem { readonly id: string; readonly name: string; readonly standard: string | null; readonly line: { readonly id: string; readonly version: number; readonly outcome: string; readonly note: string | null; readonly photos: readonly string[] | null } | null }
export interface RoundVisit { readonly id: string; readonly version: number; readonly area: keyof typeof AREAS; readonly planned_at: Date }
export interface Round {
  readonly visits: readonly RoundVisit[];
  readonly current: { readonly id: string; readonly number: string; readonly version: number; readonly area: keyof typeof AREAS; readonly began_at: Date; readonly items: readonly RoundItem[] } | null;
}

export const InspectionRound = defineQuery('inspection_round', {
  label: ['现场检查', 'Round'],
  access: INSPECTORS,
  params: {},
  async run(tx): Promise<Round> {
    const visits = await tx.query<RoundVisit>(`select id, version, area, planned_at from inspection_visit where tenant_id = $1 and inspector = $2 and state = 'planned' and archived_at is null order by planned_at`, [tx.tenantId, tx.actor.id]);
    const [open] = await tx.query<{ id: string; number: string; version: number; area: keyof typeof AREAS; began_at: Date; unit_id: string }>(
      `select id, number, version, area, began_at, unit_id from inspection where tenant_id = $1 and inspector = $2 and state = 'in_progress' and archived_at is null and ($3::uuid[] is null or unit_id = any($3)) order by began_at desc limit 1`,
      [tx.tenantId, tx.actor.id, await scopeOf(tx, tx.actor, INSPECTORS)]);
    if (!open) return { visits, current: null };
    const lines = await tx.query<NonNullable<RoundItem['line']> & { item: string }>('select id, version, item, outcome, note, photos from inspection_line where tenant_id = $1 and inspection = $2', [tx.tenantId, open.id]);
    const items = (await itemsOf(tx, open.area, open.unit_id)).map((i) => ({ ...i, line: lines.find((l) => l.item === i.id) ?? null }));
    return { visits, current: { id: open.id, number: open.number, version: open.version, area: open.area, began_at: open.began_at, items } };
  },
});
