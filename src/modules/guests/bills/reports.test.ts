import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../kernel/report/report.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { cash } from '../../money/cash/index.ts';
import { points } from '../points/index.ts';
import { BookingsKept, RoomOccupancy } from '../rooms/index.ts';
import { clubTime, startRooms, type RoomsClub } from '../rooms/rooms.testing.ts';
import { Shift, shifts } from '../shifts/index.ts';
import { storedValue } from '../stored-value/index.ts';
import { Bill, BillProcess, bills } from './index.ts';
import { RevenueByRoomType, RevenueByShift, RevenueByTender } from './reports.ts';

let club: RoomsClub;
beforeAll(async () => {
  club = await startRooms([shifts, cash, storedValue, bills, points], '7 17:30');
  const { t, zhou, he } = club;
  await t.create(Shift, zhou, { code: 'a', place: 'first' });
  await club.book('205', '7 18:00', '7 20:00');
  t.at(clubTime('7 22:00').toISOString());
  await t.tick();
  const past = (code: string, from: string, to: string) => club.switchOn(code, { switched_on_at: clubTime(from), switched_off_at: clubTime(to) });
  const [a, b] = [await past('203', '7 18:30', '7 20:15'), await past('301', '7 20:00', '7 21:00')];
  const pay = async (bill_no: string, total: number, session: string | null, tenders: object) => {
    const bill = await t.create(Bill, zhou, { bill_no, kind: 'consumption', total, session });
    await t.step(BillProcess, bill.id, 'pay', zhou, tenders);
    return bill.id;
  };
  await pay('R-1', 30_000, a.id, { cash: 20_000, mobile: 10_000 });
  await pay('R-2', 45_000, b.id, { bank_card: 40_000, voucher: 5_000 });
  await pay('R-3', 7_000, null, { cash: 7_000 });
  const wrong = await pay('R-4', 99_000, a.id, { cash: 99_000 });
  await t.step(BillProcess, wrong, 'take_back', he, { cancelled_for: '录错' }, [t.sign('supervisor', he)]);
});
afterAll(() => club.t.close());
const run = (report: Report) => club.t.run(club.gao, (tx) => runReport(tx, report, { from: '2026-12-07', to: '2026-12-07' }));

test('按支付方式：六种都列，冲销的不计，现金与银行和账上各自相符', async () => {
  const report = await run(RevenueByTender);
  expect(report.rows.map((r) => [r['tender'], r['amount']])).toEqual([['cash', 27_000], ['bank_card', 40_000], ['mobile', 10_000], ['transfer', 0], ['stored_value', 0], ['voucher', 5_000]]);
  expect(report.totals).toMatchObject({ amount: 82_000, money: 77_000 });
  expect(report.proof.map((p) => [p.left, p.right, p.ok])).toEqual([[27_000, 27_000, true], [50_000, 50_000, true], [0, 0, true]]);
});

test('按包厢类型：没有开房的单列，合计减券等于账上的包厢收入', async () => {
  const report = await run(RevenueByRoomType);
  expect(report.rows.map((r) => [r['type'], r['bills'], r['amount'], r['hours']])).toEqual([['中包', 1, 30_000, '1.8'], ['大包', 1, 45_000, '1.0'], ['未挂开房', 1, 7_000, '0.0']]);
  expect(report.proof).toMatchObject([{ left: 77_000, right: 77_000, ok: true }]);
});

test('按班次：每班的现金等于钱箱收的消费款', async () => {
  const report = await run(RevenueByShift);
  expect(report.rows).toMatchObject([{ clerk: '周宇', bills: 2, cash: 27_000 }]);
  expect(report.proof).toMatchObject([{ left: 27_000, right: 27_000, ok: true }]);
});

test('使用率按时段和类型：在整点切开，各时段之和等于各次开房；未到店按渠道', async () => {
  const report = await run(RoomOccupancy);
  const hour = (text: string) => report.rows.find((r) => r['hour'] === text);
  expect([hour('18:00'), hour('19:00'), hour('20:00'), hour('21:00')].map((r) => [r?.['medium'], r?.['large'], r?.['minutes']])).toEqual([[25, 0, 30], [50, 0, 60], [13, 100, 75], [0, 0, 0]]);
  expect(report.totals).toMatchObject({ minutes: 165, available: 4 * 60 * 18 });
  expect(report.proof).toMatchObject([{ left: 165, right: 165, ok: true }]);
  const bookings = await run(BookingsKept);
  expect(bookings.rows.map((r) => [r['channel'], r['bookings'], r['no_show'], r['rate'], r['minutes_lost']])).toEqual([['phone', 1, 1, '100.0 %', 30], ['counter', 0, 0, '—', 0], ['online', 0, 0, '—', 0], ['member', 0, 0, '—', 0]]);
  expect(bookings.proof.every((p) => p.ok)).toBe(true);
});
