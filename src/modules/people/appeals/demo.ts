/** Demo of appeals: one upheld, one under review against the first of three decisions that were built on each other. */
import { calendar } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Appeal } from './appeal.ts';
import { AppealProcess } from './appeal-process.ts';

interface Served { readonly id: string; readonly unit_id: string; readonly served_on: string }

export async function demo(d: Demo): Promise<void> {
  const of = async (name: string, clause: string) => (await d.batch(d.actor('luowen'), async (tx) => ({ found: await tx.query<Served>(
    'select s.id, s.unit_id, s.served_on from sanction s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where s.tenant_id = $1 and e.name = $2 and s.clause = $3 order by s.served_on limit 1', [tx.tenantId, name, clause]) }))).found[0]!;
  const insult = await of('令狐颖', 'CC-ORAL-7');
  d.at(`${calendar.addDays(insult.served_on, 2)}T02:00:00Z`);
  const upheld = await d.create(Appeal, d.actor('luowen'), { sanction: insult.id, grounds: '对方先骂人，只处分我一人不公平。', wants: 'revoke', unit_id: insult.unit_id });
  d.at(`${calendar.addDays(insult.served_on, 5)}T02:00:00Z`);
  await d.step(AppealProcess, upheld.id, 'take_up', d.actor('luowen'), {});
  await d.step(AppealProcess, upheld.id, 'decide', d.actor('luowen'), { outcome: 'upheld', to_level: null, reasons: '对方已另案处理；原决定已经考虑挑衅并从轻，维持。' });

  const eating = await of('靳冬梅', 'CC-IIP-3');
  d.at(`${calendar.addDays(d.today, -4)}T02:00:00Z`);
  const open = await d.create(Appeal, d.actor('luowen'), {
    sanction: eating.id, grounds: '当天班长口头同意我在座席吃饭，因为午餐时间安排了培训。班长休产假回来，愿意书面作证。', wants: 'revoke', late_reason: '作证的班长上周才休假回来', unit_id: eating.unit_id,
  });
  d.at(`${calendar.addDays(d.today, -3)}T02:00:00Z`);
  await d.step(AppealProcess, open.id, 'take_up', d.actor('luowen'), {});
}
