/** Demo of vehicle costs: a year's insurance and a service settled, a repair that waits for approval. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { VehicleExpense, VehicleExpenseProcess } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const desk = d.actor('cheyuanchao');
  const day = (ago: number): string => calendar.addDays(d.today, -ago);
  const { car, category } = await d.batch(desk, async (tx) => {
    const [vehicle] = await tx.query<{ id: string }>('select id from vehicle where tenant_id = $1 and unit_id = $2 order by plate limit 1', [tx.tenantId, d.unit('LC')]);
    const [line] = await tx.query<{ id: string }>(`select id from budget_category where tenant_id = $1 and unit_id = $2 and archived_at is null order by (name like '%车%') desc, list_order limit 1`, [tx.tenantId, d.unit('LC')]);
    return { car: vehicle!.id, category: line?.id ?? null };
  });
  const ask = async (ago: number, kind: 'insurance' | 'service' | 'repair', what: string, quote: number, payee: string, span: { readonly covers_from?: string; readonly covers_to?: string } = {}): Promise<string> => {
    d.at(`${day(ago)}T01:30:00Z`);
    const { id } = await d.batch(desk, (tx) => createRecord(tx, VehicleExpense, { vehicle: car, kind, what, category, ...span }));
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
  const insurance = await ask(28, 'insurance', '商业险与交强险续保', 412_600, '平安财险', { covers_from: day(20), covers_to: calendar.addYears(day(21), 1) });
  await carryOut(26, insurance, '保单已出', null, null, '24117001', 412_600);
  const service = await ask(14, 'service', '四万公里保养', 98_000, '通达汽修');
  await carryOut(12, service, '更换机油三滤，制动检查', 41_900, calendar.addDays(d.today, 170), '24117026', 95_500);
  await ask(1, 'repair', '左前大灯总成更换', 126_000, '通达汽修');
}
