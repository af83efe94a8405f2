/**
 * What a decision about a benefit must know: session and card locked, the card's product and tier at entry, how often it was
 * used, what else holds for the session, the public holidays. And what it leaves on the session, for wall and bill. Serves VIP-8.5, G11, P14.
 */
import { calendar, calendarOf, readRecord, Refusal, tables, updateRecord, type Label, type RowOf, type Tx } from '../../../kernel/index.ts';
import { accountOf, CardProduct, markUsed, MemberCard } from '../cards/index.ts';
import { Room, RoomMove, RoomSession, RoomType } from '../rooms/index.ts';
import { tierOf } from '../stored-value/index.ts';
import { BenefitRule, termsOf } from './benefit-rule.ts';
import { decide, explained, onlyTheRoom, periodOf, type RoomKind, type Rule, type Situation } from './rules.ts';

export interface Found {
  readonly session: RowOf<typeof RoomSession>;
  readonly rule: RowOf<typeof BenefitRule>;
  readonly terms: Rule;
  readonly account: string;
  readonly situation: Situation;
  /** The session was asked for another card than the one it was opened with. */
  readonly otherCard: boolean;
  /** This benefit was granted to this session already. */
  readonly decided: string | null;
}
/** A decision as written down; its register stands above, so it is named here by what the rules need. */
export interface Use {
  readonly id: string; readonly number: string; readonly state: string; readonly session: string; readonly card: string; readonly rule: string; readonly code: string | null; readonly account: string | null;
  readonly free_from: Date | null; readonly free_until: Date | null; readonly says: string | null; readonly says_en: string | null; readonly bill: string | null;
  readonly substituted_for: string | null; readonly stopped_for: string | null; readonly version: number; readonly unit_id: string;
}
/** What a substitution changes. */
interface Lifted {
  readonly says?: string; readonly says_en?: string; readonly free_from?: Date | null; readonly free_until: Date | null;
  readonly refused_for?: null; readonly period?: string; readonly stopped_for?: null;
}
interface Asked { readonly session: string; readonly card: string; readonly rule: string }

const unknown = (field: string) => new Refusal('reference', ['没有这条记录', 'There is no such record'], 422, { [field]: ['请从列表中选择', 'Choose from the list'] });

/** Session before account, always in this order: two tills that decide for the same card come one after the other. */
export async function foundFor(tx: Tx, asked: Asked): Promise<Found> {
  const session = await readRecord(tx, RoomSession, asked.session, { lock: true });
  const rule = await readRecord(tx, BenefitRule, asked.rule);
  const card = await readRecord(tx, MemberCard, asked.card);
  if (!session) throw unknown('session');
  if (!rule) throw unknown('rule');
  if (!card) throw unknown('card');
  const account = accountOf(card);
  await readRecord(tx, MemberCard, account, { lock: true });
  const uses = await usesIn(tx, session.id);
  const terms = termsOf(rule);
  const centre = await calendarOf(tx, session.unit_id);
  const enteredAt = session.switched_on_at!;
  const day = calendar.businessDay(enteredAt, centre);
  const [beside] = uses.filter((u) => u.code !== rule.code && (u.state === 'granted' || u.state === 'stopped'));
  const besideRule = beside ? await readRecord(tx, BenefitRule, beside.rule) : null;
  return {
    session, rule, terms, account, otherCard: session.card !== card.id,
    decided: uses.find((u) => u.code === rule.code && (u.state === 'granted' || u.state === 'stopped'))?.number ?? null,
    situation: {
      enteredAt, freeFrom: await coveredSince(tx, session, terms), roomKind: await kindOf(tx, session.room_type!),
      card: { state: (await readRecord(tx, MemberCard, card.id))!.state, product: (await readRecord(tx, CardProduct, card.product))!.kind, tier: await tierOf(tx, card, enteredAt) },
      usedIn: await usedIn(tx, rule.code, account, periodOf(day, terms.every)), beside: besideRule ? { name: besideRule.name, stacks: besideRule.stacks } : null,
      holiday: await holidayOn(tx, day), centre,
    },
  };
}

/** What the guard of a decision asks; everything else is a reason, not a refusal. */
export function assertAsked(found: Found): void {
  if (found.rule.state !== 'in_force') throw new Refusal('benefit_use.rule', ['这条规则没有启用', 'This rule is not in force'], 409, { rule: ['未启用', 'Not in force'] });
  if (found.otherCard) throw new Refusal('benefit_use.card', ['开房登记的不是这张卡，请先在开房里登记会员卡', 'The session was opened with another card or none; add the card to the session first'], 409, { card: ['与开房不一致', 'Not the card of the session'] });
  if (found.decided !== null) throw new Refusal('benefit_use.decided', [`本次开房已享受，见 ${found.decided}`, `Granted to this session already, see ${found.decided}`]);
}

export interface Substitution { readonly problem: Label | null; readonly freeRooms: number; readonly set: Lifted | null }

/** What the supervisor may lift: a refusal, or an early end, that is about the room alone. */
export async function substitutionOf(tx: Tx, use: Use): Promise<Substitution> {
  const found = await foundFor(tx, use);
  const freeRooms = await coveredFree(tx, found);
  const no = (zh: string, en: string): Substitution => ({ problem: [zh, en], freeRooms, set: null });
  if (!found.rule.substitute) return no('规则不允许换其他包厢', 'The rule allows no other room');
  if (use.state === 'stopped') return { problem: null, freeRooms, set: { free_until: new Date(use.free_from!.getTime() + found.terms.minutes * 60_000), stopped_for: null } };
  if (found.decided !== null) return no(`本次开房已享受，见 ${found.decided}`, `Granted to this session already, see ${found.decided}`);
  const now = decide(found.terms, found.situation);
  if (!onlyTheRoom(now.checks)) return no('除包厢外还有不符之处，主管不能放宽', 'Something besides the room does not fit; that cannot be lifted');
  const granted = decide(found.terms, { ...found.situation, roomKind: found.terms.room_kinds[0]! });
  const { says, says_en } = explained(found.terms, granted, found.situation.centre);
  // The reasons stay as they were: it is the supervisor who lifts one of them, not the rule.
  return { problem: null, freeRooms, set: { says, says_en, free_from: granted.from, free_until: granted.until, refused_for: null, period: granted.period } };
}

async function coveredFree(tx: Tx, { terms, session }: Found): Promise<number> {
  const rows = await tables(tx, Room, RoomType).selectFrom('room as r').innerJoin('room_type as t', (j) => j.onRef('t.tenant_id', '=', 'r.tenant_id').onRef('t.id', '=', 'r.room_type'))
    .select('r.id').where('r.tenant_id', '=', tx.tenantId).where('r.unit_id', '=', session.unit_id).where('r.state', '=', 'free').where('r.archived_at', 'is', null).where('t.kind', 'in', [...terms.room_kinds]).execute();
  return rows.length;
}

export async function kindOf(tx: Tx, type: string): Promise<RoomKind> {
  return (await readRecord(tx, RoomType, type))!.kind;
}

/** Entering, or the last move from a room that is not covered into one that is. */
async function coveredSince(tx: Tx, session: RowOf<typeof RoomSession>, terms: Rule): Promise<Date> {
  const moves = await tables(tx, RoomMove).selectFrom('room_move').select(['from_type', 'to_type', 'moved_at']).where('tenant_id', '=', tx.tenantId).where('session', '=', session.id).orderBy('moved_at').execute();
  let since = session.switched_on_at!;
  for (const move of moves) {
    if (!terms.room_kinds.includes(await kindOf(tx, move.from_type)) && terms.room_kinds.includes(await kindOf(tx, move.to_type))) since = move.moved_at;
  }
  return since;
}

export async function usedIn(tx: Tx, code: string, account: string, period: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(
    `select coalesce(s.slip_no, s.number) as number from benefit_use u join room_session s on s.tenant_id = u.tenant_id and s.id = u.session
     where u.tenant_id = $1 and u.code = $2 and u.account = $3 and u.period = $4`, [tx.tenantId, code, account, period]);
  return row?.number ?? null;
}

export async function holidayOn(tx: Tx, day: string): Promise<string | null> {
  const [row] = await tx.query<{ name: string }>(`select name from holiday where tenant_id = $1 and day = $2 and day_kind = 'rest' and archived_at is null`, [tx.tenantId, day]);
  return row?.name ?? null;
}

export function usesIn(tx: Tx, session: string): Promise<Use[]> {
  return tx.query<Use>('select * from benefit_use where tenant_id = $1 and session = $2 order by number', [tx.tenantId, session]);
}

/** Writes on the session what holds for it, for the wall and for the bill, and that the card has been used. */
export async function note(tx: Tx, sessionId: string): Promise<void> {
  const session = (await readRecord(tx, RoomSession, sessionId))!;
  const uses = (await usesIn(tx, sessionId)).filter((u) => u.state !== 'withdrawn' && u.says !== null);
  const given = uses.filter((u) => u.state === 'granted' || u.state === 'stopped');
  // What was refused first and given later stands once, as given.
  const shown = [...given, ...uses.filter((u) => u.state === 'refused' && !given.some((g) => g.code === u.code)).slice(-1)];
  const ends = given.map((u) => u.free_until!.getTime());
  const text = (pick: (u: Use) => string) => (shown.length === 0 ? null : shown.map(pick).join('；').slice(0, 500));
  const said = {
    benefit_note: text((u) => u.says! + (u.stopped_for ? `（${u.stopped_for}）` : '') + (u.substituted_for ? '（主管替换包厢）' : '')), benefit_note_en: text((u) => u.says_en! + (u.substituted_for ? ' (another room by the supervisor)' : '')),
    free_until: ends.length === 0 ? null : new Date(Math.max(...ends)),
  };
  // A session that says so already is left alone: who is about to take a step on it need not look again.
  const same = said.benefit_note === session.benefit_note && said.benefit_note_en === session.benefit_note_en && said.free_until?.getTime() === session.free_until?.getTime();
  if (!same) await updateRecord(tx, RoomSession, session, said, { what: 'update', reason: '会员权益' });
  for (const use of given) await markUsed(tx, use.account!, use.free_from!);
}
