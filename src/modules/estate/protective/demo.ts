/** Demo of protective supplies: two items with norms, five people of logistics, one of whom is due. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Consumable, ConsumableReceipt } from '../consumables/index.ts';
import { ProtectiveCard, ProtectiveCardProcess, ProtectiveNorm } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const store = d.actor('kubaoshan');
  d.at(`${calendar.addDays(d.today, -70)}T02:00:00Z`);
  const [gloves, shoes] = await d.batch(store, async (tx) => {
    const item = async (code: string, name: string, spec: string, quantity: number, unit_cost: number): Promise<string> => {
      const { id } = await createRecord(tx, Consumable, { code, name, spec, category: 'other', measure: '双', minimum: 5, shelf: 'E1' });
      await createRecord(tx, ConsumableReceipt, { item: id, quantity, unit_cost, received_on: calendar.addDays(d.today, -70), supplier: '安泰劳保', document: 'AT-0917' });
      return id;
    };
    return [await item('L-01', '防护手套', '丁腈', 40, 1_250), await item('L-02', '防滑工作鞋', '42 码', 12, 16_800)] as const;
  });
  await d.batch(d.actor('rongsheng'), async (tx) => {
    await createRecord(tx, ProtectiveNorm, { post: '后勤员', item: gloves, quantity: 2, period_days: 30, old_for_new: true, valid_from: '2026-01-01', reason: '2026 年劳保定额' });
    return createRecord(tx, ProtectiveNorm, { post: '后勤员', item: shoes, quantity: 1, period_days: 365, old_for_new: false, valid_from: '2026-01-01', reason: '2026 年劳保定额' });
  });
  const cards = await d.batch(store, async (tx) => {
    const people = await tx.query<{ id: string; name: string }>('select id, name from employee where tenant_id = $1 and unit_id = $2 and left_on is null order by staff_no limit 5', [tx.tenantId, d.unit('LC')]);
    const made: { id: string; name: string }[] = [];
    for (const p of people) made.push({ id: (await createRecord(tx, ProtectiveCard, { employee: p.id, post: '后勤员' })).id, name: p.name });
    return made;
  });
  const give = (days: number, item: string, quantity: number, whom: readonly { readonly id: string; readonly name: string }[]) => {
    d.at(`${calendar.addDays(d.today, -days)}T03:00:00Z`);
    return d.batch(store, async (tx) => {
      for (const c of whom) await takeStep(tx, ProtectiveCardProcess, c.id, 'issue', { item, quantity, old_back: null }, { signatures: [d.sign('employee', c.name)] });
      return {};
    });
  };
  await give(60, shoes, 1, cards.slice(0, 4));
  await give(33, gloves, 2, cards.slice(0, 1));
  await give(12, gloves, 2, cards.slice(1, 4));
}
