/** Demo of vehicle costs: insurance, a service, an inspection, a repair and a month's rental settled, a repair that waits for approval. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { VehicleExpense, VehicleExpenseProcess } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const desk = d.actor('cheyuanchao');
  const day = (ago: number): string => calendar.addDays(d.today, -ago);
  const { cars, category } = await d.batch(desk, async (tx) => {
    const cars = await tx.query<{ id: string }>('select id from vehicle where tenant_id = $1 and unit_id = $2 order by plate', [tx.tenantId, d.unit('LC')]);
    const [line] = await tx.query<{ id: string }>(`select id from budget_category where tenant_id = $1 and unit_id = $2 and archived_at is null order by (name like '%车%') desc, list_order limit 1`, [tx.tenantId, d.unit('LC')]);
    return { cars: cars.map((c) => c.id), category: line?.id ?? null };
  });
  const ask = async (ago: number, car: number, kind: 'insurance' | 'service' | 'repair' | 'inspection' | 'rental', what: string, quote: number, payee: string, span: { readonly covers_from?: string; readonly covers_to?: string } = {}): Promise<string> => {
    d.at(`${day(ago)}T01:30:00Z`);
    const { id } = await d.batch(desk, (tx) => createRecord(tx, VehicleExpense, { vehicle: cars[car]!, kind, what, category, ...span }));
    await d.batch(desk, (tx) => takeStep(tx, VehicleExpenseProcess, id, 'quote_it', { quote, payee, cost_on: day(ago), paper: null }));
    return id;
  };
  /** The budget's answer arrives as news; here the step is taken at once. */
  const carryOut = async (ago: number, id: string, done: string, km: number | null, next: string | null, invoice_no: string, actual: number): Promise<void> => {
    const { state } = await d.batch(d.actor('rongsheng'), (tx) => takeStep(tx, VehicleExpenseProcess, id, 'approve', {}));
    d.at(`${day(ago)}T06:00:00Z`);
    await d.batch(desk, async (tx) => {
      if (state === 'budgeting') await takeStep(tx, VehicleExpenseProcess, id, 'held', {});
      return takeStep(tx, VehicleExpenseProcess, id, 'finish', { done_on: day(ago), done, km, next_on: next, next_km: null, photos: null });
    });
    await d.batch(d.actor('rongsheng'), (tx) => takeStep(tx, VehicleExpenseProcess, id, 'accept', { finding: '与报价一致' }, { signatures: [d.sign('user', '操胜利')] }));
    await d.batch(d.actor('fanghua'), (tx) => takeStep(tx, VehicleExpenseProcess, id, 'settle', { actual, invoice_no }));
  };
  const insurance = await ask(28, 0, 'insurance', '商业险与交强险续保', 412_600, '平安财险', { covers_from: day(20), covers_to: calendar.addYears(day(21), 1) });
  await carryOut(26, insurance, '保单已出', null, null, '24117001', 412_600);
  const service = await ask(14, 0, 'service', '四万公里保养', 98_000, '通达汽修');
  await carryOut(12, service, '更换机油三滤，制动检查', 41_900, calendar.addDays(d.today, 170), '24117026', 95_500);
  const rental = await ask(27, 3, 'rental', '轻卡月租', 380_000, '顺达租车', { covers_from: day(40), covers_to: day(11) });
  await carryOut(25, rental, '当月租期内使用正常', null, null, '24117009', 380_000);
  const inspection = await ask(18, 2, 'inspection', '年检与尾气检测', 42_000, '城东检测站');
  await carryOut(16, inspection, '检测合格，换发标志', null, null, '24117018', 42_000);
  const window = await ask(10, 1, 'repair', '右后车窗升降器', 68_000, '通达汽修');
  await carryOut(8, window, '更换升降器总成', 16_700, null, '24117033', 64_000);
  await ask(1, 0, 'repair', '左前大灯总成更换', 126_000, '通达汽修');
}
