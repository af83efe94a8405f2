/** The wall (状态墙): everybody of the lines within reach, as of now. Kept for a second, so that twenty screens cost as much as one. Serves CC-1.6a, CC-ACT-3. */
import { calendar, calendarOf, defineQuery, parameter, scopeOf, type Tx } from '../../../kernel/index.ts';
import { ofKind, presenceOf } from '../attendance/index.ts';
import { leaveOf } from '../leave/index.ts';
import { aliasesOf, eventsOf, logReaches } from '../phone-log/index.ts';
import { planOf } from '../rosters/index.ts';
import { READERS } from './flip.ts';
import { LIMITS } from './parameters.ts';
import { type Heard, type Limits, type Shown, shownFor, type State } from './wall.rules.ts';

export interface Card extends Shown { readonly employee: string; readonly name: string; readonly staffNo: string; readonly line: string; readonly lineName: string; readonly takesCalls: boolean; readonly plan: { readonly from: number; readonly to: number } | null; readonly unflipped: number; readonly own: boolean }
export interface WallPage { readonly now: number; readonly logEnd: number | null; readonly cards: readonly Card[]; readonly own: string | null }

/** Who signed in longer ago forgot to sign out. */
const LOOK_BACK = 14 * 3_600_000;

export const StatusWall = defineQuery('status_wall', {
  label: ['状态墙', 'Status wall'], access: READERS, params: {},
  async run(tx): Promise<WallPage> {
    const units = await scopeOf(tx, tx.actor, READERS);
    const all = await tx.kernel.cached(tx.tenantId, 'status_wall', () => cardsNow(tx));
    const cards = all.cards.filter((c) => units === null || units.includes(c.unit)).map(({ unit: _unit, person, ...card }) => ({ ...card, own: person === tx.actor.id }));
    return { now: all.now, logEnd: all.logEnd, cards, own: cards.find((c) => c.own)?.employee ?? null };
  },
});

interface Row { readonly id: string; readonly name: string; readonly staff_no: string; readonly unit: string; readonly line: string; readonly line_name: string; readonly app_user: string | null }
type KeptCard = Omit<Card, 'own'> & { readonly unit: string; readonly person: string | null };

async function cardsNow(tx: Tx): Promise<{ readonly now: number; readonly logEnd: number | null; readonly cards: readonly KeptCard[] }> {
  const people = await tx.query<Row>(
    `select e.id, e.name, e.staff_no, e.unit_id as unit, u.id as line, u.name as line_name, e.app_user from employee e join unit u on u.tenant_id = e.tenant_id and u.id = e.line
     where e.tenant_id = $1 and e.archived_at is null and e.line is not null and (e.left_on is null or e.left_on >= $2) order by u.code, e.staff_no`, [tx.tenantId, tx.now.toISOString().slice(0, 10)]);
  const now = tx.now.getTime();
  if (people.length === 0) return { now, logEnd: null, cards: [] };
  const ids = people.map((p) => p.id);
  const today = calendar.businessDay(tx.now, await calendarOf(tx, people[0]!.line));
  const yesterday = calendar.addDays(today, -1);
  const aliases = await aliasesOf(tx, ids, today, today);
  const events = aliases.length === 0 ? [] : await eventsOf(tx, [...new Set(aliases.map((a) => a.alias))], new Date(now - LOOK_BACK), new Date(now + 1000));
  const plans = await planOf(tx, ids, yesterday, today);
  const leaves = await leaveOf(tx, ids, today, today);
  const flips = await tx.query<{ employee: string; shown: State; at: Date }>('select distinct on (employee) employee, shown, at from status_flip where tenant_id = $1 and employee = any($2) and at > $3 and archived_at is null order by employee, at desc', [tx.tenantId, ids, new Date(now - LOOK_BACK)]);
  const counts = new Map((await tx.query<{ employee: string; n: number }>('select employee, count(*) as n from status_board_event where tenant_id = $1 and employee = any($2) and observed_on >= $3 and archived_at is null group by employee', [tx.tenantId, ids, `${today.slice(0, 7)}-01`])).map((r) => [r.employee, r.n]));
  const takes = new Map((await tx.query<{ employee: string; takes_calls: boolean }>('select employee, takes_calls from employee_assignment where tenant_id = $1 and employee = any($2) and archived_at is null and valid_from <= $3 and (valid_to is null or valid_to >= $3)', [tx.tenantId, ids, today])).map((r) => [r.employee, r.takes_calls]));
  const limits = await limitsOn(tx, today);
  const cards = people.map((p): KeptCard => {
    const names = new Set(aliases.filter((a) => a.employee === p.id).map((a) => a.alias));
    const presence = presenceOf(events.filter((e) => names.has(e.agent) || e.event === 'QUEUESTART'), { cap: now + LOOK_BACK, logEnd: now });
    const heard = (['login', 'pause', 'call', 'wrap_up'] as const).flatMap((kind) => ofKind(presence, kind).map((s): Heard => ({ kind, from: s.from, to: s.to, reason: s.reason, open: s.closedBy === 'log_end' })));
    const plan = plans.find((s) => s.employee === p.id && s.from.getTime() <= now && now < s.to.getTime()) ?? plans.find((s) => s.employee === p.id && s.day === today);
    const flip = flips.find((x) => x.employee === p.id);
    const expected = plan ? { from: plan.from.getTime(), to: plan.to.getTime(), breaks: plan.breaks.map((b) => ({ from: b.from.getTime(), to: b.to.getTime() })) } : null;
    return {
      ...shownFor({ heard, flipped: flip ? { state: flip.shown, at: flip.at.getTime() } : null, expected, onLeave: leaves.some((l) => l.employee === p.id && l.part === 'whole'), limits, now }),
      employee: p.id, name: p.name, staffNo: p.staff_no, line: p.line, lineName: p.line_name, unit: p.unit, person: p.app_user, takesCalls: takes.get(p.id) ?? true, plan: expected ? { from: expected.from, to: expected.to } : null, unflipped: counts.get(p.id) ?? 0,
    };
  });
  return { now, logEnd: (await logReaches(tx))?.getTime() ?? null, cards };
}

async function limitsOn(tx: Tx, day: string): Promise<Limits> {
  const found: { [state: string]: number } = {};
  for (const [state, limit] of Object.entries(LIMITS)) found[state] = await parameter(tx, limit, day);
  return found;
}
