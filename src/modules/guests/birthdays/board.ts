/** The birthday board of a month and the front desk's list of the day, for their hand-made pages. Serves VIP-2.1, VIP-2.5, VIP-2.6, G3, G4. */
import { calendar, calendarOf, defineQuery, f, parameter, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { CutDays } from './parameters.ts';
import { cutDays, keptAsInEnglish, needsGift, tally } from './rules.ts';

const BOARD = ['vip_agent', 'vip_manager', 'vip_director', 'finance', 'auditor'] as const;
const DESK = ['front_desk', 'service_supervisor', 'vip_agent', 'vip_manager', 'duty_supervisor'] as const;

export interface BoardRow {
  readonly id: string; readonly number: string; readonly name: string; readonly surname: string; readonly keptAs: string; readonly keptAsEnglish: string; readonly day: string; readonly visitOn: string; readonly contact: string | null;
  readonly state: string; readonly addition: boolean; readonly gift: string | null; readonly reservationNo: string | null; readonly room: string | null; readonly slotStart: Date | null; readonly greeted: boolean;
}
export interface ToDo { readonly label: Label; readonly count: number; readonly href: string; readonly tone: 'waiting' | 'active' | 'alarm' }
export interface BirthdayBoardView {
  readonly today: string;
  readonly month: string;
  readonly record: { readonly id: string; readonly state: string; readonly members: number | null; readonly coming: number | null; readonly reportedAt: Date | null } | null;
  readonly tally: ReturnType<typeof tally> & { readonly additions: number; readonly given: number };
  /** Days of this month on which gifts are reconciled, and whether both signed. */
  readonly cuts: readonly { readonly day: string; readonly locked: boolean }[];
  readonly rows: readonly BoardRow[];
  readonly todo: readonly ToDo[];
}

export const BirthdayBoard = defineQuery('birthday_board', {
  label: ['生日看板', 'Birthday board'],
  access: BOARD,
  params: { month: f.text('月份', 'Month', { optional: true, max: 7 }) },
  async run(tx, { month: asked }): Promise<BirthdayBoardView> {
    const unit = await homeUnit(tx);
    const today = calendar.businessDay(tx.now, await calendarOf(tx, unit));
    const month = asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);
    const first = `${month}-01`;
    const units = await scopeOf(tx, tx.actor, BOARD);
    const rows = await rowsBetween(tx, units, first, calendar.addMonths(first, 1));
    const [record] = await tx.query<{ id: string; state: string; members: number | null; coming: number | null; reportedAt: Date | null }>(
      `select id, state, reported_members as members, reported_coming as coming, reported_at as "reportedAt" from birthday_month where tenant_id = $1 and first_day = $2 and ($3::uuid[] is null or unit_id = any($3))`, [tx.tenantId, first, units]);
    const counts = tally(rows.map((r) => ({ state: r.state, contact_result: r.contact })));
    return {
      today, month, record: record ?? null, rows, cuts: await cutsIn(tx, units, first, today),
      tally: { ...counts, additions: rows.filter((r) => r.addition && r.state !== 'withdrawn').length, given: rows.filter((r) => ['given', 'entertained', 'closed'].includes(r.state)).length },
      todo: await todoOn(tx, units, today),
    };
  },
});

export const BirthdayArrivals = defineQuery('birthday_arrivals', {
  label: ['今日生日客人', 'Birthday guests of the day'],
  access: DESK,
  params: {},
  async run(tx): Promise<{ readonly today: string; readonly rows: readonly BoardRow[] }> {
    const today = calendar.businessDay(tx.now, await calendarOf(tx, await homeUnit(tx)));
    const rows = await rowsBetween(tx, await scopeOf(tx, tx.actor, DESK), today, calendar.addDays(today, 1));
    const expected = rows.filter((r) => !['listed', 'withdrawn', 'lapsed'].includes(r.state));
    return { today, rows: [...expected].sort((a, b) => (a.slotStart?.getTime() ?? Infinity) - (b.slotStart?.getTime() ?? Infinity)) };
  },
});

/** The centre that keeps birthdays; before the first list, the person's own unit. */
async function homeUnit(tx: Tx): Promise<string> {
  const [month] = await tx.query<{ unit_id: string }>('select unit_id from birthday_month where tenant_id = $1 order by first_day desc limit 1', [tx.tenantId]);
  return month?.unit_id ?? tx.actor.grants[0]?.unitId ?? '';
}

async function rowsBetween(tx: Tx, units: readonly string[] | null, from: string, to: string): Promise<readonly BoardRow[]> {
  const rows = await tx.query<Omit<BoardRow, 'keptAsEnglish'>>(
    `select v.id, v.number, v.member_name as name, v.surname, v.kept_as as "keptAs", v.day, v.visit_on as "visitOn", v.contact_result as contact, v.state, coalesce(v.addition, false) as addition, g.name as gift,
       v.reservation_no as "reservationNo", r.code as room, v.slot_start as "slotStart", v.greeted_at is not null as greeted
     from birthday_visit v left join gift g on g.tenant_id = v.tenant_id and g.id = v.gift left join room r on r.tenant_id = v.tenant_id and r.id = v.room
     where v.tenant_id = $1 and v.archived_at is null and v.visit_on >= $2 and v.visit_on < $3 and ($4::uuid[] is null or v.unit_id = any($4)) order by v.visit_on, v.number`, [tx.tenantId, from, to, units]);
  return rows.map((r) => ({ ...r, keptAsEnglish: keptAsInEnglish(r.keptAs) }));
}

/** The cuts of a month up to today, each with whether it is signed. */
async function cutsIn(tx: Tx, units: readonly string[] | null, first: string, today: string): Promise<BirthdayBoardView['cuts']> {
  const cuts = cutDays(await parameter(tx, CutDays, today));
  const locked = await tx.query<{ cut_on: string }>(`select cut_on from gift_count where tenant_id = $1 and state = 'locked' and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, units]);
  const { year, month } = calendar.partsOf(first);
  return [...new Set(cuts.map((cut) => calendar.dateOf(year, month, cut)))].sort().map((day) => ({ day, locked: locked.some((l) => l.cut_on === day) }));
}

const filtered = (register: string, filter: object): string => `/r/${register}?filter=${encodeURIComponent(JSON.stringify(filter))}`;
const eq = (field: string, value: unknown) => ({ field, op: 'eq', value });

/** What somebody should do today, most urgent first; nothing is listed when there is nothing to do. */
async function todoOn(tx: Tx, units: readonly string[] | null, today: string): Promise<readonly ToDo[]> {
  const tomorrow = calendar.addDays(today, 1);
  const near = await rowsBetween(tx, units, calendar.addDays(today, -40), calendar.addDays(today, 40));
  const waiting = (on: string) => near.filter((r) => needsGift({ state: r.state, visit_on: r.visitOn, contact_result: r.contact }, on) && r.gift === null).length;
  const [{ requested } = { requested: 0 }] = await tx.query<{ requested: number }>(`select count(*)::int as requested from gift_draw where tenant_id = $1 and state = 'requested' and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, units]);
  const previous = calendar.cutPeriod(today, cutDays(await parameter(tx, CutDays, today))).from;
  const [count] = await tx.query<{ n: number }>(`select count(*)::int as n from gift_count where tenant_id = $1 and state = 'locked' and cut_on = $2 and ($3::uuid[] is null or unit_id = any($3))`, [tx.tenantId, previous, units]);
  const drawnBefore = near.some((r) => r.visitOn <= previous && r.gift !== null);
  const uncontacted = near.filter((r) => r.state === 'listed' && r.contact === null && r.visitOn >= today).length;
  const items: readonly ToDo[] = [
    { label: ['今天到店、礼品还没有领用', 'Expected today, no gift drawn'], count: waiting(today), href: '/r/gift_draw/new', tone: 'alarm' },
    { label: ['明天到店、礼品还没有领用', 'Expected tomorrow, no gift drawn'], count: waiting(tomorrow), href: '/r/gift_draw/new', tone: 'alarm' },
    { label: ['没来的客人，礼品待退回财务', 'Gifts to be returned to finance'], count: near.filter((r) => r.state === 'no_show').length, href: filtered('birthday_visit', eq('state', 'no_show')), tone: 'alarm' },
    { label: ['领用单待财务发放', 'Draws waiting for finance'], count: requested, href: filtered('gift_draw', eq('state', 'requested')), tone: 'waiting' },
    { label: ['待跟踪到店', 'To be followed up'], count: near.filter((r) => r.state === 'to_track').length, href: filtered('birthday_visit', eq('state', 'to_track')), tone: 'waiting' },
    { label: ['今天生日、还没有送祝福', 'Birthday today, not greeted'], count: near.filter((r) => r.day === today && !r.greeted && !['withdrawn'].includes(r.state)).length, href: filtered('birthday_visit', eq('day', today)), tone: 'active' },
    { label: ['还没有联系', 'Not contacted yet'], count: uncontacted, href: filtered('birthday_visit', { all: [eq('state', 'listed'), { field: 'contact_result', op: 'empty', value: true }] }), tone: 'active' },
    { label: [`${previous} 的礼品还没有对账`, `Gifts of ${previous} not reconciled`], count: drawnBefore && (count?.n ?? 0) === 0 ? 1 : 0, href: '/r/gift_count', tone: 'alarm' },
  ];
  return items.filter((i) => i.count > 0);
}
