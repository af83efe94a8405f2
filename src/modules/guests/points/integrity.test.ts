import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { merchantCopies, MemberPoints, openPapers, PointsSlipProcess, Redemption, RedemptionProcess } from './index.ts';
import { checkPoints, PointsIntegrity } from './integrity.ts';
import { dayAt, startClub, type Club } from './points.testing.ts';

let club: Club;
beforeAll(async () => { club = await startClub(); });
afterAll(() => club.t.close());

const wrong = async () => Object.fromEntries((await club.t.run(club.t.system, checkPoints)).filter((c) => c.wrong > 0).map((c) => [c.name, c.wrong]));
const duty = () => club.t.sql<{ done_at: Date | null }>(`select done_at from duty_occurrence where duty = 'points_checked' and day = $1 and unit_id = $2`, [club.t.now().toISOString().slice(0, 10), club.t.unit('VIP')]);

test('八个终端同时积分、兑换、冲销：批次、余额、冲销、单号都相符 [VIP-1.12]', { timeout: 120_000 }, async () => {
  const { t, zhou, he } = club;
  const cards = [await club.activeCard('王丽'), await club.activeCard('刘芳'), await club.activeCard('陈建国')];
  const { item } = await club.offer(70, 40);
  const client = async (n: number) => {
    const card = cards[n % cards.length]!;
    for (let round = 0; round < 3; round += 1) {
      const slip = await club.earned(card, 100 + n);
      const opened = t.create(Redemption, zhou, { card, item, quantity: 1 });
      const steps = [
        async () => t.step(RedemptionProcess, (await opened).id, 'execute', zhou, { agreed: true }),
        () => t.step(PointsSlipProcess, slip, 'reverse', he, { reason: '录错' }, [t.sign('supervisor', he)]),
        async () => t.step(RedemptionProcess, (await opened).id, 'reverse', he, { item_back: true, reason: '改选' }, [t.sign('supervisor', he)]),
      ];
      // In another order for every client; what comes too early or twice is refused and leaves nothing behind.
      await Promise.allSettled([...steps.slice(n % 3), ...steps.slice(0, n % 3)].map((take) => take()));
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, n) => client(n)));
  // However the others were interleaved, one slip and one redemption stand at the end.
  await club.earned(cards[0]!, 100);
  const kept = await t.create(Redemption, zhou, { card: cards[0]!, item, quantity: 1 });
  await t.step(RedemptionProcess, kept.id, 'execute', zhou, { agreed: true });
  expect(await wrong()).toEqual({});
  const moved = await t.sql<{ movement: string }>(`select distinct movement from ledger_journal where ledger = 'member_points' order by 1`);
  expect(moved.map((m) => m.movement)).toEqual(expect.arrayContaining(['earn', 'redeem', 'reversal']));
  for (const card of cards) expect(await t.run(t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card))).toBeGreaterThanOrEqual(0);
});

test('夜间自查相符即完成；有人改动批次或积分单，指出哪一项不符，事项保持未完成', async () => {
  const { t, gao } = club;
  t.at('2026-12-09T02:00:00Z');
  await t.tick();
  expect((await duty())[0]?.done_at).not.toBeNull();
  const [slip] = await t.sql<{ id: string; points: number }>(`select id, points from points_slip where state = 'posted' limit 1`);
  t.at('2026-12-10T02:00:00Z');
  await t.run(t.system, (tx) => tx.query('update points_slip set points = points + 1 where id = $1', [slip!.id]));
  await t.run(t.system, (tx) => tx.query(`update ledger_lot set remaining = remaining + 5 where id = (select id from ledger_lot where ledger = 'member_points' order by id limit 1)`));
  expect(await wrong()).toEqual({ lots: 1, slips: 1 });
  await t.tick();
  expect((await duty())[0]?.done_at).toBeNull();
  const report = await t.run(gao, (tx) => runReport(tx, PointsIntegrity, {}));
  expect(report.proof.filter((p) => !p.ok).map((p) => p.label[0])).toEqual(['各批次余量之和等于卡内积分', '每张已入账的积分单恰有一笔同数分录']);
  await t.run(t.system, (tx) => tx.query('update points_slip set points = $2 where id = $1', [slip!.id, slip!.points]));
  await t.run(t.system, (tx) => tx.query(`update ledger_lot set remaining = remaining - 5 where id = (select id from ledger_lot where ledger = 'member_points' order by id limit 1)`));
  await t.tick();
  expect((await duty())[0]?.done_at).not.toBeNull();
});

test('交接要看的：未签字的确认单、挂账的积分单，商户联张数 [VIP-1.8] [VIP-1.10]', async () => {
  const { t, zhou } = await startClub('2026-12-20T12:00:00Z').then((fresh) => { club = fresh; return fresh; });
  const card = await club.activeCard();
  const signed = await club.earned(card, 10);
  const unsigned = await club.earned(card, 20);
  await t.step(PointsSlipProcess, signed, 'confirm', zhou, {}, [t.sign('member', '王丽')]);
  const papers = await t.run(zhou, (tx) => openPapers(tx, t.unit('VIP')));
  expect(papers.map((p) => [p.id, p.problem[0]])).toEqual([[unsigned, '客人没有签字']]);
  expect(await t.run(zhou, async (tx) => merchantCopies(tx, t.unit('VIP'), await dayAt(t)))).toBe(2);
  expect(await t.run(zhou, (tx) => openPapers(tx, t.unit('CC')))).toEqual([]);
});
