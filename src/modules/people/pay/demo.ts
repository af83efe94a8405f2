/** Demo of pay: monthly wages of the contact centre, so that one's own can be seen and the guard of deductions has something to count with. All invented. */
import { createRecord } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { PayRecord } from './index.ts';

const BASE: { readonly [title: string]: number } = { 坐席: 420_000, 线路主管: 680_000, 中心经理: 980_000, 考勤员: 520_000 };

export async function demo(d: Demo): Promise<void> {
  d.at(`${Number(d.today.slice(0, 4)) - 1}-12-20T02:00:00Z`);
  await d.batch(d.actor('dinghong'), async (tx) => {
    const people = await tx.query<{ id: string; job_title: string; unit_id: string; hired_on: string }>(
      `select id, job_title, unit_id, hired_on from employee where tenant_id = $1 and unit_id = any($2) order by staff_no`, [tx.tenantId, ['CC', 'CC-IN', 'CC-OB'].map((code) => d.unit(code))]);
    for (const [i, p] of people.entries()) {
      const base = (BASE[p.job_title] ?? 450_000) + (i % 5) * 12_000;
      await createRecord(tx, PayRecord, { employee: p.id, valid_from: '2025-12-01' < p.hired_on ? p.hired_on : '2025-12-01', base, allowance: i % 3 === 0 ? 20_000 : null, unit_id: p.unit_id });
    }
    return {};
  });
}
