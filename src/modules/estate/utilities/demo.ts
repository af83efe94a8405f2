/** Demo of utilities: four kinds, two meters read month by month, water and cleaning shared to the fen and paid out of the budget, a gas bill that waits to be matched. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { FundUseProcess } from '../../money/budgets/index.ts';
import { Meter, MeterReading, UtilityBill, UtilityBillProcess, UtilityKind, UtilityShare } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const clerk = d.actor('ouhuifang');
  const end = (monthsAgo: number): string => calendar.addDays(`${calendar.addMonths(`${d.today.slice(0, 7)}-01`, 1 - monthsAgo)}`, -1);
  d.at(`${end(4)}T08:00:00Z`);
  const { water, gas, cleaning, building, waterMeter, gasMeter } = await d.batch(clerk, async (tx) => {
    const [house] = await tx.query<{ id: string }>('select id from building where tenant_id = $1 order by number limit 1', [tx.tenantId]);
    const [line] = await tx.query<{ id: string }>(`select id from budget_category where tenant_id = $1 and code = 'LC-UTL'`, [tx.tenantId]);
    const kind = async (name: string, measure: string, metered: boolean): Promise<string> => (await createRecord(tx, UtilityKind, { name, measure, metered, category: line?.id ?? null })).id;
    const kinds = { water: await kind('自来水', '立方米', true), gas: await kind('燃气', '立方米', true), cleaning: await kind('保洁', '月', false) };
    await kind('垃圾清运', '车', false);
    const meter = async (of: string, serial: string, place: string): Promise<string> => (await createRecord(tx, Meter, { kind: of, building: house!.id, serial, place, digits: 5, factor: 1 })).id;
    for (const [of, share] of [[kinds.water, [['CC', 60], ['FS', 40]]], [kinds.cleaning, [['CC', 1], ['FS', 1], ['LC', 1]]]] as const) {
      for (const [unit, weight] of share) await createRecord(tx, UtilityShare, { kind: of, building: house!.id, department: d.unit(unit), weight });
    }
    return { ...kinds, building: house!.id, waterMeter: await meter(kinds.water, 'S-2041', '一层水表井'), gasMeter: await meter(kinds.gas, 'Q-0712', '食堂外墙') };
  });
  const readings = [[4, 11_264, 20_418], [3, 11_803, 20_792], [2, 12_345, 21_170], [1, 12_890, 21_556]] as const;
  for (const [ago, cubic, burnt] of readings) {
    d.at(`${end(ago)}T08:30:00Z`);
    await d.batch(clerk, async (tx) => {
      await createRecord(tx, MeterReading, { meter: waterMeter, read_on: end(ago), reading: cubic, rolled: false, note: '现场抄表，表盘照片见纸质册' });
      return createRecord(tx, MeterReading, { meter: gasMeter, read_on: end(ago), reading: burnt, rolled: false, note: '现场抄表，表盘照片见纸质册' });
    });
  }
  d.at(`${end(1)}T09:00:00Z`);
  const share = async (values: { readonly kind: string; readonly supplier: string; readonly invoice: string; readonly quantity: string | null; readonly unit_price: string | null; readonly amount: number }): Promise<void> => {
    const { id } = await d.batch(clerk, (tx) => createRecord(tx, UtilityBill, { ...values, building, from_on: end(2), to_on: end(1) }));
    await d.batch(clerk, async (tx) => {
      await takeStep(tx, UtilityBillProcess, id, 'match', { reason: null });
      return takeStep(tx, UtilityBillProcess, id, 'apportion', {});
    });
    await d.batch(d.actor('rongsheng'), async (tx) => {
      for (const { id: use } of await tx.query<{ id: string }>('select fund_use as id from utility_bill where tenant_id = $1 and id = $2 and fund_use is not null', [tx.tenantId, id])) await takeStep(tx, FundUseProcess, use, 'approve', {});
      return {};
    });
    await d.step(UtilityBillProcess, id, 'settle', d.actor('fanghua'), { voucher: `PZ-${values.invoice}` });
  };
  await share({ kind: water, supplier: '市自来水公司', invoice: 'W-1001', quantity: '545', unit_price: '4.10', amount: 223_450 });
  await share({ kind: cleaning, supplier: '净达保洁', invoice: 'J-1001', quantity: null, unit_price: null, amount: 1_280_000 });
  await d.batch(clerk, (tx) => createRecord(tx, UtilityBill, { kind: gas, building, from_on: end(2), to_on: end(1), supplier: '市燃气公司', invoice: 'Q-1001', quantity: '390', unit_price: '3.65', amount: 142_350 }));
}
