/** Posting, reversing, reading and closing: one database call each. What they promise stands in the migration `0002-ledger.sql`. */
import { dayOf, unitsOf } from '../access/organisation.ts';
import { businessDay } from '../calendar/business-day.ts';
import { organisationDay, organisationDayAt } from '../audit/history.ts';
import type { Actor } from '../access/actor.ts';
import { newId } from '../database/id.ts';
import { refusalOf } from '../database/refusals.ts';
import { makeTx, type Conversation, type Tx } from '../database/tx.ts';
import { assert, Refusal } from '../refusal.ts';
import type { Kernel } from '../runtime.ts';
import type { AccountType, Ledger, Posted, Posting } from './ledger.ts';

export const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Posts everything one step moves, in one call: accounts are locked in one order whatever the postings' order.
 * The same cause (`because`) of a movement is posted once; with another amount it is refused. Refuses below a floor, in a closed period.
 */
export async function post(tx: Tx, ...postings: readonly Posting[]): Promise<Posted[]> {
  if (postings.length === 0) return [];
  const { values, inOrder } = await call(tx, postings);
  return inOrder(await tx.query<Done>(POST, values));
}

/**
 * The same in one call that is a transaction by itself, with nothing else in it: a third of the packets, for imports and counters
 * that only post. What is posted here cannot be undone by a refusal afterwards.
 */
export async function postNow(kernel: Kernel, actor: Actor, ...postings: readonly Posting[]): Promise<Posted[]> {
  const looking: Pick<Conversation, 'query'> = { query: (text, values) => kernel.read(actor, (tx) => tx.query(text, values)) };
  const { values, inOrder } = await call(makeTx(kernel, looking, actor, kernel.clock.now()), postings);
  try {
    return inOrder((await kernel.pool.query<Done>(POST, values)).rows);
  } catch (e) {
    throw refusalOf(e, kernel) ?? e;
  }
}

const POST = 'select dd_post($1, $2, $3, $4) as done';
interface Done { readonly done: readonly Posted[] }

/** All postings in one order, whatever the order they came in, and the answers back in the order they came. */
async function call(tx: Tx, postings: readonly Posting[]): Promise<{ readonly values: unknown[]; inOrder(rows: readonly Done[]): Posted[] }> {
  const p: Awaited<ReturnType<typeof wire>>[] = [];
  for (const x of postings) p.push(await wire(tx, x));
  const order = p.map((_, i) => i).sort((a, b) => (keyOf(p[a]!) < keyOf(p[b]!) ? -1 : 1));
  return {
    values: [tx.tenantId, tx.actor.id, tx.now, JSON.stringify(order.map((i) => p[i]))],
    inOrder([row]) {
      const done: Posted[] = [];
      order.forEach((i, at) => { done[i] = row!.done[at]!; });
      return done;
    },
  };
}
const keyOf = (x: { ledger: string; movement: string; because: string }) => `${x.ledger}/${x.movement}/${x.because}`;

async function wire(tx: Tx, x: Posting) {
  const m = x.ledger.movements[x.movement];
  assert(m, `ledger ${x.ledger.name} has no movement ${x.movement}`);
  assert(Number.isSafeInteger(x.amount) && x.amount > 0, `amount must be a positive integer, got ${x.amount}`);
  const day = x.day ?? (x.unit ? await dayOf(tx, x.at, x.unit) : await organisationDayAt(tx, x.at));
  return {
    id: newId(tx.now), ledger: x.ledger.name, movement: x.movement, because: x.because, amount: x.amount, at: x.at, day,
    register: x.cause?.register ?? null, record: x.cause?.id ?? null, periods: x.ledger.periods !== undefined,
    from: side(x.ledger, m.from, x.from ?? x.owner), to: side(x.ledger, m.to, x.to ?? x.owner),
    dim_a: x.dimensions?.[0] ?? '', dim_b: x.dimensions?.[1] ?? '', expires: x.expires ?? null, lot: x.lot ?? null,
  };
}

export const isStored = (a: AccountType): boolean => a.floor !== undefined || a.stored === true;

function side(ledger: Ledger, account: string, owner: string | undefined) {
  const type = ledger.accounts[account];
  assert(type, `ledger ${ledger.name} has no account ${account}`);
  assert(!type.per || owner, `account ${account} of ${ledger.name} belongs to a ${type.per}: say whose`);
  return { account, owner: type.per ? owner : NOBODY, stored: isStored(type), floor: type.floor ?? null, lots: type.lots === true };
}

/**
 * Reverses a journal by its mirror: same accounts, same lots with their old expiry dates, once.
 * `negative` lifts the floors (points claw-back where the setting allows it; money never).
 */
export async function reverse(tx: Tx, ledger: Ledger<never, never> | Ledger, journal: string, r: { readonly because: string; readonly unit?: string; readonly day?: string; readonly negative?: boolean }): Promise<Posted> {
  const l = ledger as Ledger;
  const types = Object.fromEntries(Object.entries(l.accounts).map(([name, a]) => [name, { stored: isStored(a), floor: a.floor ?? null, lots: a.lots === true }]));
  const day = r.day ?? (r.unit ? await dayOf(tx, tx.now, r.unit) : await organisationDay(tx));
  const [row] = await tx.query<{ done: Posted }>('select dd_reverse($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as done',
    [tx.tenantId, tx.actor.id, tx.now, newId(tx.now), journal, r.because, day, JSON.stringify(types), l.periods !== undefined, r.negative === true]);
  return row!.done;
}

/** The journal of a cause, for reversing it; undefined when nothing was posted for it. */
export async function journalOf(tx: Tx, ledger: { readonly name: string }, movement: string, because: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>('select id from ledger_journal where tenant_id = $1 and ledger = $2 and movement = $3 and because = $4', [tx.tenantId, ledger.name, movement, because]);
  return row?.id;
}

/** Balance in the ledger's unit. Stored accounts are read, derived ones are closed months plus the entries since. */
export async function balanceOf<A extends string, M extends string>(tx: Tx, ledger: Ledger<A, M>, account: NoInfer<A>, owner: string = NOBODY): Promise<number> {
  const type = ledger.accounts[account];
  const text = isStored(type)
    ? 'select balance::bigint as n from ledger_account where tenant_id = $1 and ledger = $2 and account = $3 and owner = $4'
    : `select (coalesce((select sum(amount) from ledger_sum where tenant_id = $1 and ledger = $2 and account = $3 and owner = $4), 0)
       + coalesce((select sum(e.amount) from ledger_entry e where e.tenant_id = $1 and e.ledger = $2 and e.account = $3 and e.owner = $4
         and not exists (select 1 from ledger_period p where p.tenant_id = $1 and p.ledger = $2 and p.period = to_char(e.business_day, 'YYYY-MM'))), 0))::bigint as n`;
  const [row] = await tx.query<{ n: number }>(text, [tx.tenantId, ledger.name, account, owner]);
  return row?.n ?? 0;
}

/** Closes a month (`2026-01`): sums it once, and nothing is posted into it any more. Refuses when it is closed already or not over. */
export async function closePeriod(tx: Tx, ledger: Pick<Ledger, 'name' | 'periods'>, period: string): Promise<void> {
  assert(ledger.periods === 'month', `ledger ${ledger.name} has no periods`);
  assert(/^\d{4}-(0[1-9]|1[0-2])$/.test(period), `not a month: ${period}`);
  // Over everywhere: where the business day ends in the morning, last month is still being posted after midnight.
  const days = [await organisationDay(tx), ...[...(await unitsOf(tx)).values()].map((u) => businessDay(tx.now, u.calendar))].sort();
  if (period >= days[0]!.slice(0, 7)) throw new Refusal(`${ledger.name}.running`, [`${period} 尚未结束,不能结账`, `${period} is not over yet and cannot be closed`]);
  await tx.query('select dd_close_period($1, $2, $3, $4, $5)', [tx.tenantId, tx.actor.id, tx.now, ledger.name, period]);
}

/** Closes a business day of several ledgers at once. Refuses when one is closed already, or the day is not over. */
export async function closeDay(tx: Tx, ledgers: readonly Pick<Ledger, 'name' | 'periods'>[], day: string): Promise<void> {
  if (day >= (await organisationDay(tx))) throw new Refusal('ledger.day_running', [`${day} 尚未结束，不能关账`, `${day} is not over and cannot be closed`]);
  for (const ledger of [...ledgers].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    assert(ledger.periods === 'day', `ledger ${ledger.name} is not closed by the day`);
    await tx.query('select dd_close_day($1, $2, $3, $4, $5)', [tx.tenantId, tx.actor.id, tx.now, ledger.name, day]);
  }
}
