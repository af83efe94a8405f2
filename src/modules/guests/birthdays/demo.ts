/** A month of birthdays in progress: the list reported, gifts drawn, given and returned, a reconciliation signed, guests expected tonight and tomorrow. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, readRecord, tables, takeStep, updateRecord, type Actor, type Tx } from '../../../kernel/index.ts';
import { CardProduct, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { Gift, GiftReceipt } from '../points/index.ts';
import { BookingProcess, Room, RoomSession, RoomType } from '../rooms/index.ts';
import { BirthdayMonthProcess, BirthdayTask, BirthdayTaskProcess, BirthdayVisit, BirthdayVisitProcess, GiftCount, GiftCountLine, GiftCountProcess, GiftDraw, GiftDrawProcess } from './index.ts';
import { keepLists } from './listing.ts';

interface Staff { readonly d: Demo; readonly day: string; readonly loaded: Date; readonly zhou: Actor; readonly gao: Actor; readonly fang: Actor; readonly tian: Actor; readonly lin: Actor; readonly luo: Actor; readonly type: string }
type Outcome = 'came' | 'missed' | 'missed_yesterday' | 'tonight' | 'here' | 'ahead';

/** Days from today on which the birthday is kept, and what becomes of it. */
const GUESTS: readonly (readonly [name: string, days: number, born: number, kind: 'solar' | 'lunar', outcome: Outcome, contact: 'will_come' | 'will_not' | 'not_reached'])[] = [
  ['唐婉', -9, 1991, 'solar', 'came', 'will_come'], ['司徒健', -8, 1983, 'solar', 'came', 'will_come'], ['龚雪', -6, 1995, 'lunar', 'missed', 'not_reached'], ['米兰', -4, 1988, 'solar', 'came', 'will_come'],
  ['阿依古丽·艾力', -2, 1993, 'solar', 'came', 'will_come'], ['秦川', -1, 1979, 'solar', 'missed_yesterday', 'will_come'], ['尹丹', 0, 1997, 'solar', 'here', 'will_come'], ['褚天成', 0, 1968, 'lunar', 'tonight', 'will_come'],
  ['莫莉', 1, 1990, 'solar', 'ahead', 'will_come'], ['崔浩', 1, 1986, 'lunar', 'ahead', 'not_reached'], ['白露', 3, 1999, 'solar', 'ahead', 'will_come'], ['简宁', 5, 1981, 'lunar', 'ahead', 'will_not'],
  ['上官云', 8, 1972, 'solar', 'ahead', 'will_come'], ['万里', 12, 1989, 'solar', 'ahead', 'not_reached'],
];

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const day = calendar.businessDay(loaded, { zone: ZONE, dayStarts: '08:00' });
  const people = { zhou: d.actor('zhouyu'), gao: d.actor('gaomin'), fang: d.actor('fanghua'), tian: d.actor('tianrong'), lin: d.actor('linxi'), luo: d.actor('luohao') };
  const s: Staff = { d, day, loaded, ...people, type: await mediumRooms(d, people.gao, day) };
  await joined(s);
  const gift = await stocked(s);
  for (const first of monthsOf(s)) await list(s, first);
  for (let ago = -9; ago <= 0; ago += 1) {
    await drawFor(s, ago, gift);
    await dayOf(s, ago);
    await reconcile(s, ago);
  }
  d.at(loaded.toISOString());
}

const ZONE = 'Asia/Shanghai';
const monthsOf = ({ day }: Staff): readonly string[] => [...new Set([calendar.addDays(day, -9), day].map((x) => `${x.slice(0, 7)}-01`))];

/** Turns the clock, never beyond the moment of loading. */
function at(s: Staff, days: number, time: string): void {
  const wanted = calendar.instantOf(calendar.addDays(s.day, days), time, ZONE);
  s.d.at(new Date(Math.min(wanted.getTime(), s.loaded.getTime() - 5 * 60_000)).toISOString());
}

async function joined(s: Staff): Promise<void> {
  at(s, -50, '15:20');
  await s.d.batch(s.gao, async (tx) => {
    const product = await tables(tx, CardProduct).selectFrom('card_product').select('id').where('tenant_id', '=', tx.tenantId).where('kind', '=', 'member').executeTakeFirstOrThrow();
    for (const [i, [name, days, born, kind]] of GUESTS.entries()) {
      const member = await createRecord(tx, Member, { name, phone: `139000002${String(i).padStart(2, '0')}`, birthday: birthOf(calendar.addDays(s.day, days), born, kind), birthday_kind: kind });
      const card = await createRecord(tx, MemberCard, { member: member.id, product: product.id });
      await takeStep(tx, MemberCardProcess, card.id, 'activate', { card_no: `8800 ${String(2001 + i)}` });
    }
    return product;
  });
}

/** A date of birth in the year `born` whose birthday is kept on `day` this year. */
function birthOf(day: string, born: number, kind: 'solar' | 'lunar'): string {
  const { month, day: of } = calendar.partsOf(day);
  if (kind === 'solar') return calendar.dateOf(born, month, of);
  const lunar = calendar.solarToLunar(day);
  return calendar.lunarToSolar({ ...lunar, year: born, leap: false }) ?? calendar.lunarToSolar({ ...lunar, year: born, day: lunar.day - 1, leap: false })!;
}

async function stocked(s: Staff): Promise<string> {
  at(s, -49, '10:30');
  const { id } = await s.d.create(Gift, s.gao, { sku: 'GIFT-20', name: '生日礼盒', worth: 4_800 });
  await s.d.create(GiftReceipt, s.fang, { gift: id, quantity: 40, unit_cost: 2_600, supplier: '晨光礼品', unit_id: s.d.unit('VIP') });
  return id;
}

async function list(s: Staff, first: string): Promise<void> {
  const ahead = calendar.daysBetween(s.day, first);
  at(s, ahead - 7, '09:30');
  await s.d.batch(s.zhou, async (tx) => ({ ...(await keepLists(tx, s.d.unit('VIP'))) }));
  at(s, ahead - 3, '15:40');
  await s.d.batch(s.zhou, async (tx) => {
    const rows = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['id', 'member_name']).where('tenant_id', '=', tx.tenantId).where('day', '>=', first).where('day', '<', calendar.addMonths(first, 1)).execute();
    for (const row of rows) {
      const guest = GUESTS.find(([name]) => name === row.member_name);
      await takeStep(tx, BirthdayVisitProcess, row.id, 'contact', { contact_result: guest?.[5] ?? 'will_come', visit_on: null, address: guest ? '滨江路星河花园' : null, contact_note: null });
    }
    return { rows: rows.length };
  });
  const [month] = (await s.d.batch(s.zhou, async (tx) => ({ rows: await tx.query<{ id: string }>(`select id from birthday_month where tenant_id = $1 and first_day = $2`, [tx.tenantId, first]) }))).rows;
  at(s, ahead, '10:10');
  await s.d.step(BirthdayMonthProcess, month!.id, 'review', s.zhou, {});
  at(s, ahead, '11:30');
  await s.d.step(BirthdayMonthProcess, month!.id, 'report', s.gao, {}, [s.d.sign('manager', s.gao)]);
}

async function drawFor(s: Staff, days: number, gift: string): Promise<void> {
  const waiting = await visitsOn(s, days, 'listed');
  if (waiting.length === 0) return;
  at(s, days - 1, '16:10');
  const draw = await s.d.create(GiftDraw, s.gao, { for_day: calendar.addDays(s.day, days), gift });
  at(s, days - 1, '16:25');
  await s.d.step(GiftDrawProcess, draw.id, 'issue', s.fang, {}, [s.d.sign('drawer', s.gao)]);
}

async function dayOf(s: Staff, days: number): Promise<void> {
  for (const visit of await visitsOn(s, days, 'drawn')) {
    const outcome = GUESTS.find(([name]) => name === visit.member_name)?.[4] ?? 'came';
    at(s, days, '09:10');
    await s.d.step(BirthdayVisitProcess, visit.id, 'notify', s.zhou, {});
    at(s, days, '11:20');
    await s.d.step(BirthdayVisitProcess, visit.id, 'pass_on', s.tian, {});
    const from = calendar.instantOf(calendar.addDays(s.day, days), '19:30', ZONE);
    await s.d.step(BirthdayVisitProcess, visit.id, 'hold_room', s.lin, { slot_start: from, slot_end: new Date(from.getTime() + 2 * 3_600_000), room: outcome === 'came' ? await roomNamed(s, '209') : null, room_type: s.type });
    if (outcome === 'tonight') continue;
    at(s, days, '17:30');
    await s.d.step(BirthdayVisitProcess, visit.id, 'track', s.zhou, { track_note: outcome === 'came' ? '七点半到，四位朋友一起' : '说路上堵车，会晚一点' });
    if (outcome === 'came') await celebrated(s, days, visit);
    else if (outcome === 'here') {
      at(s, days, '19:20');
      await s.d.step(BirthdayVisitProcess, visit.id, 'arrive', s.lin, { in_person: true });
    } else await notCome(s, days, visit.id, outcome);
  }
}

/** Birthdays are kept in medium rooms; the house has some already, unless this part of the demo is loaded alone. */
async function mediumRooms(d: Demo, gao: Actor, day: string): Promise<string> {
  const { types } = await d.batch(gao, async (tx) => ({ types: await tables(tx, RoomType).selectFrom('room_type').select('id').where('tenant_id', '=', tx.tenantId).where('kind', '=', 'medium').execute() }));
  if (types[0]) return types[0].id;
  d.at(calendar.instantOf(calendar.addDays(day, -60), '10:00', ZONE).toISOString());
  const { id } = await d.create(RoomType, gao, { name: '中包', kind: 'medium', seats: 8 });
  for (const code of ['203', '205', '207', '209']) await d.create(Room, gao, { code, room_type: id });
  return id;
}

async function celebrated(s: Staff, days: number, visit: { readonly id: string; readonly member_name: string | null }): Promise<void> {
  at(s, days, '19:32');
  await s.d.batch(s.lin, async (tx) => {
    await takeStep(tx, BirthdayVisitProcess, visit.id, 'arrive', { in_person: true });
    await takeStep(tx, BirthdayVisitProcess, visit.id, 'check_id', { id_result: 'matches' });
    await takeStep(tx, BirthdayVisitProcess, visit.id, 'seat', { agreed: true, area_told: true });
    const { booking } = (await readRecord(tx, BirthdayVisit, visit.id))!;
    await takeStep(tx, BookingProcess, booking!, 'arrive', {});
    return takeStep(tx, BirthdayVisitProcess, visit.id, 'switch_on', {});
  });
  at(s, days, '19:40');
  await s.d.batch(s.luo, async (tx) => ({ done: await entertained(tx, visit.id) }));
  at(s, days, '19:55');
  await s.d.step(BirthdayVisitProcess, visit.id, 'give', s.gao, {}, [s.d.sign('guest', visit.member_name ?? '')]);
  at(s, days, '22:50');
  await s.d.step(BirthdayVisitProcess, visit.id, 'close', s.lin, {});
  await s.d.batch(s.lin, async (tx) => {
    const { booking, room, surname, switched_on_at } = (await readRecord(tx, BirthdayVisit, visit.id))!;
    return createRecord(tx, RoomSession, { room: room!, booking, guest: surname, guests: 5, switched_on_at, switched_off_at: tx.now });
  });
}

/** A room that the other evenings of the demo leave free. */
async function roomNamed(s: Staff, code: string): Promise<string> {
  const { room } = await s.d.batch(s.lin, async (tx) => ({ room: await tables(tx, Room).selectFrom('room').select('id').where('tenant_id', '=', tx.tenantId).where('code', '=', code).executeTakeFirstOrThrow() }));
  return room.id;
}

async function entertained(tx: Tx, visit: string): Promise<number> {
  const tasks = await tables(tx, BirthdayTask).selectFrom('birthday_task').select('id').where('tenant_id', '=', tx.tenantId).where('visit', '=', visit).execute();
  for (const task of tasks) await takeStep(tx, BirthdayTaskProcess, task.id, 'do', {});
  return tasks.length;
}

async function notCome(s: Staff, days: number, visit: string, outcome: Outcome): Promise<void> {
  at(s, days + 1, '08:00');
  await s.d.batch(s.zhou, (tx) => takeStep(tx, BirthdayVisitProcess, visit, 'day_over', {}));
  if (outcome === 'missed_yesterday') return;
  at(s, days + 1, '09:20');
  await s.d.step(BirthdayVisitProcess, visit, 'return_gift', s.fang, {}, [s.d.sign('drawer', s.gao)]);
}

/** On the morning after a cut: nothing is missing. */
async function reconcile(s: Staff, days: number): Promise<void> {
  const cut = calendar.addDays(s.day, days - 1);
  if (calendar.cutPeriod(cut, [15, 30]).to !== cut || days > -1) return;
  at(s, days, '10:20');
  const count = await s.d.create(GiftCount, s.fang, { cut_on: cut });
  await s.d.batch(s.fang, async (tx) => {
    const lines = await tables(tx, GiftCountLine).selectFrom('gift_count_line').select(['id', 'expected']).where('tenant_id', '=', tx.tenantId).where('count', '=', count.id).execute();
    for (const line of lines) await updateRecord(tx, GiftCountLine, line, { counted: line.expected }, { what: 'edit' });
    return { lines: lines.length };
  });
  await s.d.step(GiftCountProcess, count.id, 'submit', s.gao, { explanation: null });
  at(s, days, '10:50');
  await s.d.step(GiftCountProcess, count.id, 'sign', s.fang, {}, [s.d.sign('manager', s.gao), s.d.sign('finance', s.fang)]);
}

async function visitsOn(s: Staff, days: number, state: string) {
  const { rows } = await s.d.batch(s.zhou, async (tx) => ({
    rows: await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['id', 'number', 'member_name', 'contact_result']).where('tenant_id', '=', tx.tenantId)
      .where('visit_on', '=', calendar.addDays(s.day, days)).where('state', '=', state).orderBy('number').execute(),
  }));
  return rows.filter((r) => r.contact_result !== 'will_not');
}
