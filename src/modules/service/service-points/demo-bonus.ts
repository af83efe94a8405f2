/** Demo of bonus points (绩效加分): two rules, three grants of February 2026, one that still waits; none of them touches the points of the orders. */
import { createRecord, tables } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Employee } from '../../people/staff/index.ts';
import { regionsFor } from '../orders/index.ts';
import { BonusGrant, BonusGrantProcess, PerformanceRule } from './bonus.ts';

const GRANTS: readonly { readonly region: string; readonly by: string; readonly rule: 'praise' | 'report'; readonly points: number; readonly earned: string; readonly reason: string; readonly granted?: string }[] = [
  { region: 'EC', by: 'guyang', rule: 'praise', points: 40, earned: '2026-01-18', reason: '采油一厂来函表扬夜间抢修', granted: '2026-02-04' },
  { region: 'NE', by: 'hanxue', rule: 'praise', points: 30, earned: '2026-01-22', reason: '暴雪天徒步到站，用户书面表扬', granted: '2026-02-05' },
  { region: 'XJ', by: 'maimaiti', rule: 'report', points: 20, earned: '2026-02-12', reason: '日报连续六周按时且无更正', granted: '2026-02-16' },
  { region: 'NW', by: 'baiyun', rule: 'report', points: 15, earned: '2026-02-20', reason: '日报附现场照片，汇总直接采用' },
];

export async function demo(d: Demo): Promise<void> {
  d.at('2026-01-05T01:00:00Z');
  const unit_id = d.unit('FS');
  const rules = await d.batch(d.actor('niewenbo'), async (tx) => ({
    praise: (await createRecord(tx, PerformanceRule, { name: '用户书面表扬', basis: '服务绩效办法第 6 条', most: 50, valid_from: '2026-01-01', unit_id })).id,
    report: (await createRecord(tx, PerformanceRule, { name: '日报质量优良', basis: '服务绩效办法第 9 条', most: 20, valid_from: '2026-01-01', unit_id })).id,
  }));
  const known = await d.batch(d.actor('duanfei'), async (tx) => ({
    regions: await regionsFor(tx, 'points'),
    people: await tables(tx, Employee).selectFrom('employee').select(['id', 'unit_id']).where('tenant_id', '=', tx.tenantId).orderBy('staff_no').execute(),
  }));
  for (const g of GRANTS) {
    const region = known.regions.find((r) => r.code === g.region)!;
    d.at(`${g.earned}T09:00:00Z`);
    const { id } = await d.create(BonusGrant, d.actor(g.by), { rule: rules[g.rule], employee: known.people.findLast((p) => p.unit_id === region.branch)!.id, region: region.id, points: g.points, earned_on: g.earned, reason: g.reason });
    if (g.granted === undefined) continue;
    d.at(`${g.granted}T02:00:00Z`);
    await d.step(BonusGrantProcess, id, 'grant', d.actor('niewenbo'), {});
  }
}
