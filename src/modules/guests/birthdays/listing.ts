/**
 * Making and keeping the list of a month: everybody whose birthday is kept in it, each once a year; who joins or is corrected later is
 * added, moved or taken off as long as no gift was drawn. Runs every day and may run twice. Serves VIP-2.1, G3, G4, G6, AS-14, AS-18.
 */
import { calendar, createRecord, dayOf, parameter, tables, takeStep, unitsBelow, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { BirthdayMonth } from './month.ts';
import { KeepLeapDay, ListDaysAhead } from './parameters.ts';
import { keptBetween, monthsToList, type Born, type Kept, type LeapDay } from './rules.ts';
import { BirthdayVisit, named } from './visit.ts';
import { BirthdayVisitProcess } from './visit-process.ts';

export interface Listed { readonly months: readonly string[]; readonly added: number; readonly moved: number; readonly withdrawn: number }
interface Candidate extends Born { readonly id: string; readonly name: string; readonly card: string | null }
type Month = Pick<RowOf<typeof BirthdayMonth>, 'id' | 'state' | 'first_day'>;

export async function keepLists(tx: Tx, unit: string): Promise<Listed> {
  const day = await dayOf(tx, tx.now, unit);
  const leapDay = await parameter(tx, KeepLeapDay, day);
  const members = await candidates(tx, unit);
  const firsts = monthsToList(day, await parameter(tx, ListDaysAhead, day));
  const counts = { months: firsts.map((first) => first.slice(0, 7)), added: 0, moved: 0, withdrawn: 0 };
  for (const first of firsts) {
    const month = await monthOf(tx, unit, first);
    if (month.state === 'archived') continue;
    counts.added += await add(tx, unit, month, members, { day, leapDay });
  }
  const changed = await correct(tx, unit, members, { day, leapDay });
  return { ...counts, moved: changed.moved, withdrawn: changed.withdrawn };
}

/** Members with a birthday on record and a card in use; one that was just re-issued and waits for its activation counts. */
function candidates(tx: Tx, unit: string): Promise<readonly Candidate[]> {
  return unitsBelow(tx, unit).then((units) => tx.query<Candidate>(
    `select m.id, m.name, m.birthday, m.birthday_kind, c.id as card from member m
     join lateral (select id from member_card where tenant_id = m.tenant_id and member = m.id and (state in ('active', 'suspended') or (state = 'issued' and replaces is not null)) order by state, number desc limit 1) c on true
     where m.tenant_id = $1 and m.archived_at is null and m.birthday is not null and m.unit_id = any($2) order by m.number`, [tx.tenantId, units]));
}

async function monthOf(tx: Tx, unit: string, first: string): Promise<Month> {
  const known = await tables(tx, BirthdayMonth).selectFrom('birthday_month').select(['id', 'state', 'first_day']).where('tenant_id', '=', tx.tenantId).where('unit_id', '=', unit).where('first_day', '=', first).executeTakeFirst();
  // By the list; nobody opens a month by hand.
  return known ?? createRecord(tx, BirthdayMonth, { month: first.slice(0, 7), first_day: first, unit_id: unit });
}

interface Today { readonly day: string; readonly leapDay: LeapDay }

/** Only days still to come: whoever joins after their birthday is greeted next year. */
async function add(tx: Tx, unit: string, month: Month, members: readonly Candidate[], { day, leapDay }: Today): Promise<number> {
  const first = month.first_day!;
  const wanted = members.flatMap((m) => keptBetween(m, first < day ? day : first, calendar.addMonths(first, 1), leapDay).map((kept) => ({ member: m, kept })));
  const known = await tx.query<{ id: string; member: string; year: number; month: string | null }>(
    `select id, member, year, month from birthday_visit where tenant_id = $1 and member = any($2)`, [tx.tenantId, wanted.map((w) => w.member.id)]);
  let added = 0;
  for (const { member, kept } of wanted) {
    const row = known.find((k) => k.member === member.id && k.year === kept.year);
    if (row) continue;
    await createRecord(tx, BirthdayVisit, {
      member: member.id, ...named(member.name, member), card: member.card, month: month.id, year: kept.year, day: kept.day, visit_on: kept.day, addition: month.state === 'running', unit_id: unit,
    });
    added += 1;
  }
  return added;
}

/** Rows without a gift follow the member's particulars: another day, or off the list. */
async function correct(tx: Tx, unit: string, members: readonly Candidate[], { day, leapDay }: Today): Promise<{ readonly moved: number; readonly withdrawn: number }> {
  const rows = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['id', 'member', 'day', 'year', 'month', 'draw']).where('tenant_id', '=', tx.tenantId)
    .where('unit_id', '=', unit).where('state', '=', 'listed').where('draw', 'is', null).execute();
  const counts = { moved: 0, withdrawn: 0 };
  for (const row of rows) {
    const member = members.find((m) => m.id === row.member);
    const kept = member && keptIn(member, row.year!, leapDay);
    if (!member || !kept || kept.day < day) {
      if (member && kept?.day === row.day) continue;
      await takeStep(tx, BirthdayVisitProcess, row.id, 'withdraw', { closed_for: member ? '更正后的生日已过' : '会员已退出或未留生日' });
      counts.withdrawn += 1;
    } else {
      const month = await monthIfListed(tx, unit, kept.day);
      if (kept.day === row.day && month === row.month) continue;
      const day = kept.day === row.day ? {} : { day: kept.day, visit_on: kept.day, contact_result: null };
      await updateRecord(tx, BirthdayVisit, row, { ...named(member.name, member), ...day, month }, { what: 'correct' });
      counts.moved += kept.day === row.day ? 0 : 1;
    }
  }
  return counts;
}

const keptIn = (born: Born, year: number, leapDay: LeapDay): Kept | undefined => keptBetween(born, `${year}-01-01`, `${year + 1}-04-01`, leapDay).find((k) => k.year === year);

async function monthIfListed(tx: Tx, unit: string, day: string): Promise<string | null> {
  const found = await tables(tx, BirthdayMonth).selectFrom('birthday_month').select('id').where('tenant_id', '=', tx.tenantId).where('unit_id', '=', unit).where('first_day', '=', `${day.slice(0, 7)}-01`).executeTakeFirst();
  return found?.id ?? null;
}
