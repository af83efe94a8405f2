/** The source's sentences loaded as an edition; it stays a draft because the student card still has no price (AS-44). */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar } from '../../../kernel/index.ts';
import { StatementEdition } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  d.at(calendar.instantOf(calendar.addDays(d.today, -20), '10:00', 'Asia/Shanghai').toISOString());
  await d.create(StatementEdition, d.actor('liuqing'), { name: '服务中心职责条文（第四、五条）' });
  // The logistics centre sees its own: an edition belongs to the unit that it was opened for.
  await d.create(StatementEdition, d.actor('yanzheng'), { name: '后勤服务中心职责条文', unit_id: d.unit('LC') });
}
