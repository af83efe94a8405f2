/** Demo of look-ups: customer data opened with a number and with words only; some wait for review, some are reviewed. All invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CustomerLookup, CustomerLookupProcess } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const days = [-6, -5, -4, -2, -1];
  const made: { readonly id: string; readonly state: 'granted' | 'to_review' | 'reviewed' }[] = [];
  for (const [i, n] of days.entries()) {
    d.at(`${calendar.addDays(d.today, n)}T03:${10 + i}:00Z`);
    made.push(await d.batch(d.actor(i === 3 ? 'sulin' : 'ouyangna'), async (tx) => {
      const [request] = await tx.query<{ number: string; customer: string }>('select number, customer from service_request where tenant_id = $1 and customer is not null and archived_at is null order by number offset $2 limit 1', [tx.tenantId, i]);
      const byNumber = i % 2 === 0 && request !== undefined;
      const [other] = await tx.query<{ id: string }>('select id from customer where tenant_id = $1 and archived_at is null order by number offset $2 limit 1', [tx.tenantId, i * 3]);
      const { id } = await createRecord(tx, CustomerLookup, {
        customer: byNumber ? request.customer : other!.id, unit_id: d.unit('CC-IN'), ...(byNumber ? { reason: 'ticket', reference: request.number } : { reason: 'other', words: ['', '客户来信询问保养日期', '', '核对回访名单上的联系人', ''][i]! }),
      });
      return { id, state: byNumber ? 'granted' as const : i === 1 ? 'reviewed' as const : 'to_review' as const };
    }));
  }
  d.at(`${calendar.addDays(d.today, -1)}T08:00:00Z`);
  await d.batch(d.actor('qinlan'), async (tx) => {
    for (const one of made.filter((m) => m.state !== 'granted')) {
      await takeStep(tx, CustomerLookupProcess, one.id, 'sample', {});
      if (one.state === 'reviewed') await takeStep(tx, CustomerLookupProcess, one.id, 'pass', { finding: '来信在案，理由成立。' });
    }
    return {};
  });
}
