import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalOf, post, posting, reverse, type Actor, type Ledger } from '../../../kernel/index.ts';
import { verify } from '../../../kernel/audit/history.ts';
import { archiveRecord, editRecord } from '../../../kernel/register/write.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { InvoiceSheets } from '../../money/invoices/index.ts';
import { startDesk, type Desk } from '../../money/invoices/testing.ts';
import { HandOver, handOver, HandOverProcess } from '../hand-over/index.ts';
import { GiftStock, MemberPoints } from '../points/index.ts';
import { clubTime } from '../rooms/rooms.testing.ts';
import { ShiftProcess } from '../shifts/index.ts';
import { businessLog, ClubDay, ClubDayProcess, EveningTimeline, LogByDay, LogEntry } from './index.ts';

let desk: Desk;
let shift: string;
let he: Actor;
let zhou: Actor;
const t = () => desk.club.t;
beforeAll(async () => {
  desk = await startDesk([handOver, businessLog]);
  ({ he, zhou } = desk.club);
  shift = await desk.onDuty(zhou, 'last');
  await t().tick();
});
afterAll(() => desk.club.t.close());
const entries = () => t().sql<{ number: string; kind: string; what: string; late: boolean; day: string; room: string | null }>('select number, kind, what, late, day, room from business_log_entry order by number');

test('开房、收款、开票自己进日志，营业日随首个班次开市', async () => {
  const batch = await desk.batch(10_000, 1, 10);
  await desk.draw(shift, zhou, batch, 1, 10);
  await desk.issue(zhou, 20_000);
  await t().tick();
  const found = await entries();
  expect(found.map((e) => e.what)).toEqual(['A 班 周宇 上岗', '包厢 203 开机', '账单 Z-1 收款 200.00 元', '开具发票 00000001-00000002，200.00 元']);
  expect(found.map((e) => e.room)).toEqual([null, '203', '203', '203']);
  expect(await t().sql('select day, state from club_day')).toEqual([{ day: '2026-12-07', state: 'open' }]);
});

test('停电时记在纸上的事补录：写明发生时间，标补录，编号不断', async () => {
  await expect(t().create(LogEntry, zhou, { kind: 'note', what: '还没发生', occurred_at: clubTime('7 23:00') })).rejects.toMatchObject({ code: 'late_entry.future' });
  const entry = await t().create(LogEntry, zhou, { kind: 'incident', what: '停电二十分钟', occurred_at: clubTime('7 13:10'), paper_no: '纸-3', room: '203' });
  expect(entry).toMatchObject({ late: true, day: '2026-12-07', written_by: '周宇' });
  expect(await t().create(LogEntry, zhou, { kind: 'note', what: '客人到齐' })).toMatchObject({ late: false });
  const report = await t().run(he, (tx) => runReport(tx, LogByDay, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect(report.proof.map((p) => [p.left, p.ok])).toEqual([[(await entries()).length, true], [0, true]]);
});

test('管理员改不了也删不了日志：界面、接口、数据库角色都拒绝；审计链完好 [AS-43]', async () => {
  const admin = await t().actor('administrator', 'YL', '陈立');
  const [one] = await t().sql<{ id: string; version: number }>('select id, version from business_log_entry limit 1');
  await expect(t().run(admin, (tx) => editRecord(tx, LogEntry, one!.id, one!.version, { what: '改写' }, '试'))).rejects.toMatchObject({ status: 404 });
  await expect(t().run(he, (tx) => editRecord(tx, LogEntry, one!.id, one!.version, { what: '改写' }, '试'))).rejects.toMatchObject({ status: 403 });
  await expect(t().run(he, (tx) => archiveRecord(tx, LogEntry, one!.id, true, '删除'))).rejects.toMatchObject({ status: 403 });
  await expect(t().run(t().system, (tx) => tx.query(`update business_log_entry set what = '改写' where id = $1`, [one!.id]))).rejects.toMatchObject({ code: '42501' });
  await expect(t().run(t().system, (tx) => tx.query('delete from business_log_entry where id = $1', [one!.id]))).rejects.toMatchObject({ code: '42501' });
  await expect(t().run(t().system, (tx) => tx.query('truncate business_log_entry'))).rejects.toMatchObject({ code: '42501' });
  await t().tick();
  expect(await t().run(t().system, verify)).toMatchObject({ ok: true, unsealed: 0 });
});

test('争议之夜：按时间排开，可按包厢、卡号看', async () => {
  const all = await t().run(he, (tx) => runReport(tx, EveningTimeline, { day: '2026-12-07' }));
  const times = all.rows.map((r) => String(r['at']));
  expect(times).toEqual([...times].sort());
  const room = await t().run(he, (tx) => runReport(tx, EveningTimeline, { day: '2026-12-07', room: '203' }));
  expect(room.rows.map((r) => r['what'])).toEqual(expect.arrayContaining(['停电二十分钟', '包厢 203 开机']));
  expect(room.rows.length).toBeLessThan(all.rows.length);
  expect([...all.proof, ...room.proof].map((p) => p.ok)).toEqual([true, true]);
});

test('当日不能关账，班次未交接也不能；关账之后的事记在以后的营业日；六十日后日志一行不少，审计链仍完好 [AS-43]', async () => {
  const [day] = await t().sql<{ id: string }>('select id from club_day');
  const close = () => t().step(ClubDayProcess, day!.id, 'close', he, { note: '平安' }, [t().sign('supervisor', he)]);
  await expect(close()).rejects.toMatchObject({ code: 'club_day.not_ready', label: [expect.stringContaining('尚未结束'), expect.anything()] });
  t().at(clubTime('8 09:00').toISOString());
  await expect(close()).rejects.toMatchObject({ code: 'club_day.not_ready', label: [expect.stringContaining('没有交接'), expect.anything()] });
  const h = (await t().create(HandOver, zhou, {})).id;
  const ma = await t().actor('guard', 'VIP', '马保国');
  await t().step(HandOverProcess, h, 'count', zhou, { till_out: '0', float_out: '100×10', sheets_out: '1440010000 3-10', tickets_out: 1, voids_out: 0, copies_out: 0, keys_out: 0, lost_out: 0, unsigned_out: 0 });
  await t().step(HandOverProcess, h, 'seal', zhou, { no_problem: true, note: '没问题', seal_no: '0457' }, [t().sign('clerk', zhou), t().sign('guard', ma)]);
  await t().step(ShiftProcess, shift, 'sign_out', zhou, {});
  await close();
  expect(await t().read(ClubDay, day!.id)).toMatchObject({ state: 'closed', closed_by: '何强' });
  const late = await t().create(LogEntry, zhou, { kind: 'note', what: '昨晚的事', occurred_at: clubTime('7 22:00') });
  expect(late).toMatchObject({ day: '2026-12-08', late: true, occurred_at: clubTime('7 22:00') });
  expect((await t().run(he, (tx) => runReport(tx, LogByDay, { period: { from: '2026-12-01', to: '2027-01-01' } }))).proof.map((p) => p.ok)).toEqual([true, true]);
  const kept = () => t().sql(`select number, what, occurred_at from business_log_entry where day = '2026-12-07' order by number`);
  const then = await kept();
  t().later({ days: 61 });
  await t().tick();
  expect(await kept()).toEqual(then);
  expect(await t().run(t().system, verify)).toMatchObject({ ok: true, unsealed: 0 });
  expect((await t().run(he, (tx) => listPage(tx, LogEntry, { page: 1, size: 50, filter: { field: 'day', op: 'eq', value: '2026-12-07' } }))).total).toBeGreaterThan(5);
});

const into = (day: string, ledger: Ledger, movement: string, because: string) => t().run(t().system, (tx) => post(tx, posting(ledger, movement, { amount: 100, owner: shift, because, at: clubTime('7 22:00'), day })));

test.each([[ClubCash, 'bill_bank'], [InvoiceSheets, 'receive'], [MemberPoints, 'earn'], [GiftStock, 'receive']] as const)('关账之后 %s 不能再入那一天，冲销也不能；入以后的营业日，写明发生时间 [I11]', async (ledger: Ledger, movement) => {
  await expect(into('2026-12-07', ledger, movement, '晚到')).rejects.toMatchObject({ code: `${ledger.name}.closed`, label: [expect.stringContaining('2026-12-07'), expect.anything()] });
  await into('2026-12-09', ledger, movement, '晚到');
  const of = await t().run(t().system, (tx) => journalOf(tx, ledger, movement, '晚到'));
  await expect(t().run(t().system, (tx) => reverse(tx, ledger, of!, { because: '冲', day: '2026-12-07' }))).rejects.toMatchObject({ code: `${ledger.name}.closed` });
  expect(await t().sql('select business_day as day, at from ledger_journal where ledger = $1 and because = $2', [ledger.name, '晚到'])).toEqual([{ day: '2026-12-09', at: clubTime('7 22:00') }]);
});

const LEDGERS = [[ClubCash, 'bill_bank'], [InvoiceSheets, 'receive'], [MemberPoints, 'earn'], [GiftStock, 'receive']] as const;

test('八个终端随机入四本账、其间关账，多轮：关账那一刻的账就是那一天的账，之后一笔也进不去，次日的照入 [I11]', { timeout: 90_000 }, async () => {
  let [round, n, refused] = [0, 0, 0];
  const one = fc.record({ ledger: fc.nat(LEDGERS.length - 1), next: fc.boolean() });
  const clients = fc.array(fc.array(one, { minLength: 6, maxLength: 14 }), { minLength: 8, maxLength: 8 });
  await fc.assert(fc.asyncProperty(clients, fc.integer({ min: 5, max: 30 }), async (acts, after) => {
    const [day, next] = [`2026-12-${20 + round * 2}`, `2026-12-${21 + round * 2}`];
    round++;
    const { id } = await t().create(ClubDay, he, { centre: t().unit('VIP'), day });
    const written = { day: 0, next: 0 };
    const work = acts.map(async (own) => {
      for (const { ledger, next: onNext } of own) {
        const [which, movement] = LEDGERS[ledger]!;
        await into(onNext ? next : day, which, movement, `并-${++n}`).then(() => { written[onNext ? 'next' : 'day']++; }, (e: unknown) => {
          expect(e).toMatchObject({ code: `${which.name}.closed` });
          expect(onNext).toBe(false);
          refused++;
        });
      }
    });
    await expect.poll(() => written.day + written.next).toBeGreaterThan(after);
    await t().step(ClubDayProcess, id, 'close', he, { note: '平安' }, [t().sign('supervisor', he)]);
    const count = async (on: string) => (await t().sql<{ n: number }>('select count(*)::int as n from ledger_journal where business_day = $1', [on]))[0]!.n;
    const atClose = await count(day);
    await Promise.all(work);
    expect([await count(day), written.day, await count(next), written.next]).toEqual([atClose, atClose, await count(next), await count(next)]);
  }), { numRuns: 4, seed: 5, endOnFailure: true });
  expect(refused).toBeGreaterThan(10);
});
