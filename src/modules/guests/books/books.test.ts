import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../../kernel/database/connect.ts';
import { createRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import type { TestKernel } from '../../../kernel/testing.ts';
import { cash } from '../../money/cash/index.ts';
import { invoices } from '../../money/invoices/index.ts';
import { pettyCash } from '../../money/petty-cash/index.ts';
import { Bill, BillProcess, bills } from '../bills/index.ts';
import { businessLog } from '../business-log/index.ts';
import { GoldThreshold } from '../cards/index.ts';
import { handOver } from '../hand-over/index.ts';
import { PerYuan, points } from '../points/index.ts';
import { clubTime, startRooms, type RoomsClub } from '../rooms/rooms.testing.ts';
import { shifts } from '../shifts/index.ts';
import { BonusRule, BonusRuleProcess, CardDeposit, CardDepositProcess, joiningMoneyIn, storedValue } from '../stored-value/index.ts';
import { checkBooks, CHECKS } from './checks.ts';
import { BookFinding, BookFindingProcess, books } from './index.ts';
import { BooksIntegrity } from './nightly.ts';

let club: RoomsClub;
let t: TestKernel;
let cards: string[];
let n = 0;
beforeAll(async () => {
  club = await startRooms([shifts, cash, storedValue, bills, points, invoices, pettyCash, handOver, businessLog, books], '7 21:00');
  t = club.t;
  await t.answer(PerYuan, 1);
  await t.answer(GoldThreshold, 1_000_000);
  const rule = await t.create(BonusRule, club.gao, { name: '开业', min_amount: 1_000, bonus: 77, starts_on: '2026-12-01', ends_on: '2026-12-31' });
  await t.step(BonusRuleProcess, rule.id, 'publish', club.gao, {});
  cards = [await club.card('stored_value'), await club.card('stored_value'), await club.card('stored_value')];
});
afterAll(() => t.close());

const wrong = async () => (await t.run(t.system, (tx) => checkBooks(tx, '2026-12-07'))).map((o) => `${o.invariant} ${o.what}`);

interface Act { readonly kind: 'deposit' | 'spend' | 'back' | 'undo' | 'same'; readonly card: number; readonly amount: number }
const act = fc.record({ kind: fc.constantFrom<Act['kind'][]>('deposit', 'deposit', 'spend', 'spend', 'back', 'undo', 'same'), card: fc.nat(2), amount: fc.integer({ min: 1, max: 60_000 }) });

/** What was written by whichever client, for the others to take back or to send twice. */
const deposits: string[] = [];
const paid: string[] = [];

async function take(a: Act): Promise<unknown> {
  const card = cards[a.card]!;
  if (a.kind === 'deposit') return deposits.push(await deposit(card, a.amount));
  if (a.kind === 'undo') return t.step(CardDepositProcess, deposits[a.amount % deposits.length] ?? card, 'reverse', club.gao, { reason: '录错' });
  if (a.kind === 'back') return t.step(BillProcess, paid[a.amount % paid.length] ?? card, 'take_back', club.he, { cancelled_for: '录错' }, [t.sign('supervisor', club.he)]);
  const bill = await t.create(Bill, club.zhou, { bill_no: `P-${++n}`, kind: 'consumption', total: a.amount });
  paid.push(bill.id);
  const pay = () => t.step(BillProcess, bill.id, 'pay', club.zhou, { stored_value: a.amount, card });
  return a.kind === 'same' ? Promise.all([pay(), pay()]) : pay();
}

/** Money that came by transfer and waits for the card, then the deposit onto it: no till needed. */
async function deposit(card: string, amount: number): Promise<string> {
  const number = `J-${++n}`;
  return t.run(club.gao, async (tx) => {
    await joiningMoneyIn(tx, { id: card, register: 'member_card', number, amount, cash: false, advance: true, shift: '', unit: t.unit('VIP'), at: tx.now });
    return (await createRecord(tx, CardDeposit, { card, amount, tender: 'transfer', payer: 'personal', source: 'application', payment_ref: number })).id;
  });
}

test('八个终端同时储值、消费、冲销、重复提交，随机多轮：借贷相抵、余额相符、不透支、本金等于预收 [I1] [I2] [I3] [I9]', { timeout: 60_000 }, async () => {
  let [done, refused] = [0, 0];
  await fc.assert(fc.asyncProperty(fc.array(fc.array(act, { minLength: 2, maxLength: 4 }), { minLength: 8, maxLength: 8 }), async (clients) => {
    await Promise.all(clients.map(async (acts) => {
      for (const one of acts) await take(one).then(() => { done++; }, (e: unknown) => { if (!(e instanceof Refusal)) throw e; refused++; });
    }));
    expect(await wrong()).toEqual([]);
  }), { numRuns: 3, seed: 11, endOnFailure: true });
  expect(done).toBeGreaterThan(30);
  expect(refused).toBeGreaterThan(5);
});

/** What would break each invariant, as only the owner of the database could do it; rolled back afterwards. */
const OFFENCES: readonly (readonly [string, string])[] = [
  ['i1', `update ledger_entry set amount = amount + 1 where ctid = (select ctid from ledger_entry where tenant_id = $T and ledger = 'club_cash' limit 1)`],
  ['i2', `update ledger_account set balance = balance + 1 where ctid = (select ctid from ledger_account where tenant_id = $T and ledger = 'club_cash' and account = 'principal' limit 1)`],
  ['i3', `update ledger_entry set balance_after = -1 where ctid = (select ctid from ledger_entry where tenant_id = $T and account = 'principal' limit 1)`],
  ['i4', `insert into ledger_account (tenant_id, ledger, account, owner, balance) select $T, 'member_points', 'card', gen_random_uuid(), 5`],
  ['i5', `insert into invoice_type (tenant_id, id, number, state, unit_id, version, created_at, created_by, name, model) select $T, gen_random_uuid(), 'X', '', unit_id, 1, now(), created_by, 'x', 'denominated' from bill where tenant_id = $T limit 1;
    insert into invoice_batch (tenant_id, id, number, state, unit_id, version, created_at, created_by, type, batch_code, face, first_no, last_no) select $T, gen_random_uuid(), 'B1', '', unit_id, 1, now(), created_by, (select id from invoice_type where tenant_id = $T limit 1), '1', 100, 1, 9 from bill where tenant_id = $T limit 1`],
  ['i6', `update ledger_journal set amount = amount + 1 where ctid = (select ctid from ledger_journal where tenant_id = $T and ledger = 'club_cash' and reverses is not null limit 1)`],
  ['i6', `insert into ledger_lot_use (tenant_id, journal, lot, account, quantity) select tenant_id, id, gen_random_uuid(), 'card', -5 from ledger_journal where tenant_id = $T and reverses is not null limit 1`],
  ['i7', `delete from slip where ctid = (select ctid from slip where tenant_id = $T and kind = 'bill_receipt' order by number limit 1)`],
  ['i8', `insert into shift (tenant_id, id, number, state, unit_id, version, created_at, created_by, code, place) select $T, gen_random_uuid(), 'BC-X', 'closed', unit_id, 1, now(), created_by, 'a', 'first' from bill where tenant_id = $T limit 1;
    insert into ledger_account (tenant_id, ledger, account, owner, balance) select $T, 'club_cash', 'till', id, 100 from shift where tenant_id = $T and number = 'BC-X'`],
  ['i8', `insert into ledger_account (tenant_id, ledger, account, owner, balance) select $T, 'gift_stock', 'hand', gen_random_uuid(), 3`],
  ['i9', `update ledger_entry set amount = amount + 1 where ctid = (select ctid from ledger_entry where tenant_id = $T and account = 'prepaid' limit 1)`],
  ['i10', `update history set reason = 'changed' where tenant_id = $T and id = (select h.id from history h join audit_link l on l.tenant_id = h.tenant_id and l.history_id = h.id where h.tenant_id = $T order by h.id desc limit 1)`],
  ['i11', `insert into club_day (tenant_id, id, number, state, unit_id, version, created_at, created_by, centre, day, closed_at) select $T, gen_random_uuid(), 'D1', 'closed', unit_id, 1, now(), created_by, unit_id, '2026-12-07', '2026-12-07T01:00:00Z' from bill where tenant_id = $T limit 1`],
];

test.each(OFFENCES)('违反 %s 会被查出并写明是哪一笔 [I4] [I5] [I6] [I7] [I8] [I10] [I11]', async (invariant, offence) => {
  await t.tick();
  const url = new URL(process.env['DUTYDESK_TEST_POSTGRES'] ?? '');
  url.pathname = `/${(await t.sql<{ name: string }>('select current_database() as name'))[0]!.name}`;
  const owner = openPool(url.toString(), 1);
  const client = await owner.connect();
  try {
    await client.query('begin');
    for (const one of offence.split(';')) await client.query(one.replaceAll('$T', `'${t.tenantId}'`));
    const asOwner = { tenantId: t.tenantId, query: async (text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows } as unknown as Tx;
    const found = await checkBooks(asOwner, '2026-12-07');
    expect([...new Set(found.map((o) => o.invariant))]).toContain(invariant);
    await client.query('rollback');
  } finally {
    client.release();
    await owner.end();
  }
});

test('每一项都有检查；夜间相符即自动完成；不符成为财务待办，查明后完成，又相符则自动消去', async () => {
  expect([...new Set(CHECKS.map((c) => c.invariant))]).toEqual(['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8', 'i9', 'i10', 'i11']);
  const fang = await t.actor('finance', 'YL', '方华');
  const doneOn = async (day: string) => (await t.sql<{ done_at: Date | null }>(`select done_at from duty_occurrence where duty = 'books_checked' and day = $1 and unit_id = $2`, [day, t.unit('VIP')]))[0]?.done_at ?? null;
  t.at(clubTime('9 09:30').toISOString());
  await t.tick();
  expect(await doneOn('2026-12-09')).not.toBeNull();
  t.at(clubTime('10 08:30').toISOString());
  const lot = (by: number) => t.run(t.system, (tx) => tx.query(`update ledger_account set balance = balance + $2 where tenant_id = $1 and ledger = 'club_cash' and account = 'principal' and owner = $3`, [t.tenantId, by, cards[0]]));
  await lot(5);
  await t.tick();
  expect(await doneOn('2026-12-10')).toBeNull();
  const [finding] = await t.sql<{ id: string; invariant: string; what: string; state: string }>('select id, invariant, what, state from book_finding');
  expect(finding).toMatchObject({ invariant: 'i2', what: expect.stringContaining(cards[0]!), state: 'open' });
  expect((await t.tasks(fang)).filter((task) => task.recordId === finding!.id)).toMatchObject([{ step: 'explain' }]);
  const report = await t.run(fang, (tx) => runReport(tx, BooksIntegrity, { day: '2026-12-10' }));
  expect(report.proof.filter((p) => !p.ok).map((p) => p.label[0])).toEqual(['余额等于分录之和']);
  const explain = (explanation: string) => t.step(BookFindingProcess, finding!.id, 'explain', fang, { explanation }, [t.sign('finance', fang)]);
  await expect(explain('好')).rejects.toMatchObject({ code: 'book_finding.short' });
  await explain('数据库恢复时带入，已按分录更正');
  t.later({ minutes: 11 });
  await t.tick();
  expect(await doneOn('2026-12-10')).not.toBeNull();
  t.at(clubTime('11 08:30').toISOString());
  await lot(2);
  await t.tick();
  expect(await doneOn('2026-12-11')).toBeNull();
  await lot(-7);
  t.later({ minutes: 11 });
  await t.tick();
  expect(await doneOn('2026-12-11')).not.toBeNull();
  expect((await t.sql<{ state: string }>('select state from book_finding order by number')).map((f) => f.state)).toEqual(['explained', 'agreed']);
  expect((await t.read(BookFinding, finding!.id)).explanation).toContain('恢复');
});
