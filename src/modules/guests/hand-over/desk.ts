/**
 * What the hand-over desk shows a clerk: the own shift and what comes next. Never what should be in the drawer. Who is on the
 * published roster today stands beside it. Serves P11, VIP-6.1, VIP-6.6, VIP-9.4.
 */
import { calendar, calendarOf, defineQuery, scopeOf, type Tx } from '../../../kernel/index.ts';
import { onRoster } from '../../people/rosters/index.ts';

export interface DeskShift { readonly id: string; readonly number: string; readonly code: string; readonly place: string; readonly state: string; readonly float: string | null; readonly floatState: string | null }
export interface DeskHandOver { readonly id: string; readonly number: string; readonly state: string; readonly night: boolean; readonly out: string; readonly mine: 'out' | 'in' }
export interface DeskRostered { readonly code: string; readonly starts: string; readonly ends: string; readonly name: string; readonly mine: boolean }
export interface HandOverDeskView { readonly shift: DeskShift | null; readonly handOvers: readonly DeskHandOver[]; readonly roster: readonly DeskRostered[] }

export const HandOverDesk = defineQuery('hand_over_desk', {
  label: ['交接台', 'Hand-over desk'],
  access: ['vip_agent'],
  params: {},
  async run(tx): Promise<HandOverDeskView> {
    const [shift] = await tx.query<DeskShift>(
      `select s.id, s.number, s.code, s.place, s.state, f.id as float, f.state as "floatState" from shift s left join petty_float f on f.tenant_id = s.tenant_id and f.shift = s.id and f.state in ('requested', 'drawn')
       where s.tenant_id = $1 and s.clerk = $2 and s.signed_out_at is null order by s.number desc limit 1`, [tx.tenantId, tx.actor.id]);
    return { shift: shift ?? null, handOvers: shift ? await handOversFor(tx, shift.id) : [], roster: await rosteredToday(tx) };
  },
});

/** My own until it is accepted; and those that wait for me, while my shift waits to take over. */
function handOversFor(tx: Tx, shift: string): Promise<DeskHandOver[]> {
  return tx.query<DeskHandOver>(
    `select h.id, h.number, h.state, coalesce(h.night, false) as night, u.display_name as out, case when h.shift_out = $2 then 'out' else 'in' end as mine
     from hand_over h join shift o on o.tenant_id = h.tenant_id and o.id = h.shift_out join app_user u on u.tenant_id = h.tenant_id and u.id = o.clerk join shift m on m.tenant_id = h.tenant_id and m.id = $2
     where h.tenant_id = $1 and h.unit_id = m.unit_id
       and ((h.shift_out = $2 and h.state not in ('closed', 'cancelled')) or (m.state = 'preparing' and m.place <> 'first' and not h.night and h.state in ('counted', 'verified')) or (m.state = 'preparing' and m.place = 'first' and h.state = 'sealed'))
     order by h.number desc limit 5`, [tx.tenantId, shift]);
}

/** Nothing in a house that plans no shifts. */
async function rosteredToday(tx: Tx): Promise<DeskRostered[]> {
  if (!tx.kernel.registers.has('planned_shift')) return [];
  const units = await scopeOf(tx, tx.actor, ['vip_agent']);
  const today = calendar.businessDay(tx.now, await calendarOf(tx, units?.[0] ?? tx.actor.grants[0]?.unitId ?? ''));
  return (await onRoster(tx, units, today, today)).map((s) => ({ code: s.code, starts: s.starts, ends: s.ends, name: s.name, mine: s.person === tx.actor.id }));
}
