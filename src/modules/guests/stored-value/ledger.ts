/**
 * How stored value moves in the club's ledger: each event posts the money and what is owed to the holder together, or neither.
 * Callers hold the lock of the account. Serves section 4.2, I1 to I3, I9.
 */
import { balanceOf, journalOf, post, posting, reverse, type Label, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { openShiftOf } from '../shifts/index.ts';
import type { Holding } from './rules.ts';

export async function holdingOf(tx: Tx, account: string): Promise<Holding> {
  return { principal: await balanceOf(tx, ClubCash, 'principal', account), bonus: await balanceOf(tx, ClubCash, 'bonus', account) };
}

/** Whose till takes the money: the open shift of the person who acts. */
export const tillFor = async (tx: Tx, unit: string): Promise<string> => (await openShiftOf(tx, unit)).id;

interface Deposit { readonly id: string; readonly number: string; readonly amount: number; readonly bonus: number | null; readonly tender: string; readonly source: string | null; readonly shift: string | null; readonly account: string | null; readonly unit_id: string }

export async function moneyIn(tx: Tx, d: Deposit, at: Date): Promise<void> {
  const common = { because: d.number, cause: { register: 'card_deposit', id: d.id }, at, unit: d.unit_id };
  await post(tx,
    cameIn(d) === 'deposit_cash' ? posting(ClubCash, 'deposit_cash', { ...common, amount: d.amount, owner: d.shift! }) : posting(ClubCash, cameIn(d), { ...common, amount: d.amount }),
    posting(ClubCash, 'deposit_credited', { ...common, amount: d.amount, owner: d.account! }),
    ...(d.bonus === null || d.bonus === 0 ? [] : [posting(ClubCash, 'bonus_granted', { ...common, amount: d.bonus, owner: d.account! })]));
}
const cameIn = (d: Deposit) => (d.source === 'application' ? 'advance_applied' : d.tender === 'cash' ? 'deposit_cash' : 'deposit_bank');

export const undoDeposit = (tx: Tx, d: Deposit): Promise<void> => mirror(tx, d.number, d.unit_id, ['bonus_granted', 'deposit_credited', cameIn(d)]);

interface Spent { readonly account: string; readonly part: Holding; readonly because: string; readonly cause: { readonly register: string; readonly id: string }; readonly at: Date; readonly unit: string }

export async function moneySpent(tx: Tx, s: Spent): Promise<void> {
  const common = { because: s.because, cause: s.cause, at: s.at, unit: s.unit };
  const { principal, bonus } = s.part;
  await post(tx,
    ...(principal === 0 ? [] : [posting(ClubCash, 'spend_principal', { ...common, amount: principal, owner: s.account }), posting(ClubCash, 'spend_earned', { ...common, amount: principal })]),
    ...(bonus === 0 ? [] : [posting(ClubCash, 'spend_bonus', { ...common, amount: bonus, owner: s.account })]));
}
export const undoSpend = (tx: Tx, because: string, unit: string): Promise<void> => mirror(tx, because, unit, ['spend_bonus', 'spend_principal', 'spend_earned']);

interface Refund { readonly id: string; readonly number: string; readonly principal: number | null; readonly bonus: number | null; readonly pay_by: string | null; readonly account: string | null; readonly unit_id: string }

export async function moneyBack(tx: Tx, r: Refund, at: Date): Promise<void> {
  const common = { because: r.number, cause: { register: 'card_refund', id: r.id }, at, unit: r.unit_id };
  const [principal, bonus] = [r.principal ?? 0, r.bonus ?? 0];
  await post(tx,
    ...(principal === 0 ? [] : [posting(ClubCash, r.pay_by === 'cash' ? 'refund_cash' : 'refund_bank', { ...common, amount: principal }), posting(ClubCash, 'refund_debited', { ...common, amount: principal, owner: r.account! })]),
    ...(bonus === 0 ? [] : [posting(ClubCash, 'bonus_cancelled', { ...common, amount: bonus, owner: r.account! })]));
}

export interface JoiningMoney { readonly id: string; readonly register?: string; readonly number: string; readonly amount: number; readonly cash: boolean; readonly advance: boolean; readonly shift: string; readonly unit: string; readonly at: Date }

/** What a guest pays before there is a card: a fee is income at once, a first deposit waits for the card. */
export async function joiningMoneyIn(tx: Tx, m: JoiningMoney): Promise<void> {
  await post(tx, posting(ClubCash, m.advance ? (m.cash ? 'advance_cash' : 'advance_bank') : m.cash ? 'card_fee_cash' : 'card_fee_bank', joined(m)));
}
export async function joiningMoneyBack(tx: Tx, m: JoiningMoney): Promise<void> {
  await post(tx, posting(ClubCash, m.advance ? (m.cash ? 'advance_back_cash' : 'advance_back_bank') : m.cash ? 'card_fee_back_cash' : 'card_fee_back_bank', joined(m)));
}
const joined = (m: JoiningMoney) => ({
  amount: m.amount, because: m.number, cause: { register: m.register ?? 'card_application', id: m.id }, at: m.at, unit: m.unit, ...(m.cash ? { owner: m.shift } : {}),
});

/** Reverses what was posted for a cause, movement by movement; what was not posted is passed over. */
async function mirror(tx: Tx, because: string, unit: string, movements: readonly string[]): Promise<void> {
  for (const movement of movements) {
    const journal = await journalOf(tx, ClubCash, movement, because);
    if (journal) await reverse(tx, ClubCash, journal, { because: `${because}/${movement}/冲销`, unit });
  }
}

export interface Use { readonly at: Date; readonly day: string; readonly kind: keyof typeof WHAT; readonly what: Label; readonly because: string; readonly principal: number; readonly bonus: number }

/** Everything that moved on an account, oldest first: principal and bonus of one event in one line. */
export async function useOf(tx: Tx, account: string): Promise<readonly Use[]> {
  const rows = await tx.query<{ at: Date; day: string; movement: string; reversed: boolean; because: string; account: string; amount: number }>(
    `select j.recorded_at as at, e.business_day as day, coalesce(o.movement, j.movement) as movement, j.reverses is not null as reversed, coalesce(o.because, j.because) as because, e.account, e.amount::bigint as amount
     from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
     where e.tenant_id = $1 and e.ledger = $2 and e.account in ('principal', 'bonus') and e.owner = $3 order by j.recorded_at, j.id`, [tx.tenantId, ClubCash.name, account]);
  const lines: Use[] = [];
  for (const row of rows) {
    const kind = EVENTS[row.movement]![row.reversed ? 1 : 0];
    const moved = { principal: row.account === 'principal' ? Number(row.amount) : 0, bonus: row.account === 'bonus' ? Number(row.amount) : 0 };
    const last = lines.at(-1);
    if (last && last.because === row.because && last.kind === kind && last.at.getTime() === row.at.getTime()) lines[lines.length - 1] = { ...last, principal: last.principal + moved.principal, bonus: last.bonus + moved.bonus };
    else lines.push({ at: row.at, day: row.day, kind, what: WHAT[kind], because: row.because, ...moved });
  }
  return lines;
}
export const WHAT = {
  deposit: ['储值', 'Deposit'], deposit_reversed: ['储值冲销', 'Deposit reversed'], spend: ['消费', 'Payment'], spend_taken_back: ['消费撤销', 'Payment taken back'],
  refund: ['退款', 'Refund'], refund_taken_back: ['退款撤销', 'Refund taken back'],
} as const satisfies { readonly [kind: string]: Label };
const deposit = ['deposit', 'deposit_reversed'] as const;
const spend = ['spend', 'spend_taken_back'] as const;
const refund = ['refund', 'refund_taken_back'] as const;
/** Each movement of principal or bonus, and its reversal. */
const EVENTS: { readonly [movement: string]: readonly [keyof typeof WHAT, keyof typeof WHAT] } = { deposit_credited: deposit, bonus_granted: deposit, spend_principal: spend, spend_bonus: spend, refund_debited: refund, bonus_cancelled: refund };
