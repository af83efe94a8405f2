/**
 * Points month (积分月): open until both margins agree with the orders, then closed; closing publishes the ranking by total
 * and per head, and from then on the month only changes through reversals in a later one. Serves SM-31, FS-2.8, AC-23.
 */
import { calendar, closePeriod, defineProcess, defineRegister, defineSlip, f, Refusal, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { ServicePoints } from './credit.ts';
import { cellsOf, standings, summedOver } from './figures.ts';
import { closingFacts, type Closing } from './reconcile.ts';
import { closingObstacle } from './rules.ts';

const CENTRE = ['dispatcher', 'centre_manager'];

export const RankingSlip = defineSlip('points_ranking', {
  label: ['服务积分榜', 'Service points ranking'],
  number: 'JFB-{yyyy}-{000}',
  copies: [['中心留存', 'Centre'], ['区域服务部', 'Branches']],
});

export const PointsPeriod = defineRegister('points_period', {
  label: ['积分月', 'Points month'],
  number: 'JFY-{yyyy}-{000}',
  fields: {
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-01', 'Such as 2026-01'] }),
    orders_total: f.integer('单数', 'Orders', { optional: true, readonly: true }),
    points_total: f.integer('积分', 'Points', { optional: true, readonly: true, min: -2_000_000_000 }),
  },
  title: ['month'],
  list: ['month', 'orders_total', 'points_total'],
  sorts: ['-month'],
  unique: [['month']],
  access: { read: [...CENTRE, 'branch_manager'], create: CENTRE },
  empty: ['还没有积分月。月末在此开立并核对结账。', 'No points months yet. Open one after the month ends, check it and close it.'],
  opening: {
    guard({ input }) {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(input.month)) throw new Refusal('points_period.month', ['月份不正确', 'Not a month'], 422, { month: ['如 2026-01', 'Such as 2026-01'] });
    },
  },
});

interface Facts extends Closing { readonly orderCount: number; readonly pointsTotal: number }

export const PointsPeriodProcess = defineProcess(PointsPeriod, 'open',
  { open: { label: ['未结', 'Open'], tone: 'active' }, closed: { label: ['已结', 'Closed'], tone: 'done' } },
  (step) => ({
    close: step({
      label: ['结账', 'Close'], hint: ['两边合计须与服务指令相符；结账后只能在以后月份冲回', 'Both margins must agree with the orders; later changes are reversals in a later month'],
      tone: 'primary', from: ['open'], to: 'closed', by: CENTRE, form: {},
      async facts({ tx, record, day }): Promise<Facts> {
        const closing = await closingFacts(tx, record.month, calendar.lastOfMonth(`${record.month}-01`), day);
        const sum = summedOver(await cellsOf(tx, closing.first, closing.last));
        return { ...closing, orderCount: sum.orders, pointsTotal: sum.points };
      },
      ready: ({ facts }) => closingObstacle(facts),
      preview: ({ facts }) => ({ lines: [
        [`${facts.month} 共 ${facts.orderCount} 单 ${facts.pointsTotal} 分，区域合计与类型合计均与服务指令相符`,
          `${facts.month}: ${facts.orderCount} orders, ${facts.pointsTotal} points; regions and types both agree with the orders`],
        ...(facts.unverified === 0 ? [] : [[`另有 ${facts.unverified} 单已完工未核实，核实后计入以后月份`, `${facts.unverified} orders are done but not verified; they will count in a later month`] as const]),
      ] }),
      set: ({ facts }) => ({ orders_total: facts.orderCount, points_total: facts.pointsTotal }),
      effect: ({ tx, record }) => closePeriod(tx, ServicePoints, record.month),
      slip: { kind: RankingSlip, content: ({ tx, record, facts }) => rankingSlip(tx, record.month, facts.first, facts.last) },
    }),
  }),
);

async function rankingSlip(tx: Tx, month: string, first: string, last: string): Promise<SlipContent> {
  const yearStart = `${month.slice(0, 4)}-01-01`;
  const ofMonth = await standings(tx, await cellsOf(tx, first, last), last);
  const ofYear = await standings(tx, await cellsOf(tx, yearStart, last), last);
  const none = '――';
  const total = summedOver(ofYear.map((r) => ({ region: r.id, service_type: '', orders: r.orders, points: r.points })));
  return {
    lines: [
      { label: ['月份', 'Month'], value: month },
      { label: ['累计期间', 'Cumulative from'], value: `${yearStart} – ${last}` },
      { label: ['人均', 'Per head'], value: `累计积分 ÷ ${last} 在岗人数（不含总部） / cumulative points ÷ branch staff on ${last}, head office not counted` },
    ],
    table: {
      columns: [['区域', 'Region'], ['本月积分', 'This month'], ['累计积分', 'Cumulative'], ['总分名次', 'Rank by total'], ['人数', 'Staff'], ['人均积分', 'Per head'], ['人均名次', 'Rank per head']],
      rows: [
        ...ofYear.map((r) => [r.name, String(ofMonth.find((m) => m.id === r.id)?.points ?? 0), String(r.points), String(r.rank), String(r.headcount),
          r.perHead?.toFixed(1) ?? none, String(r.perHeadRank ?? none)]),
        ['合计 / Total', String(ofMonth.reduce((sum, m) => sum + m.points, 0)), String(total.points), none, String(ofYear.reduce((sum, r) => sum + r.headcount, 0)), none, none],
      ],
    },
  };
}
