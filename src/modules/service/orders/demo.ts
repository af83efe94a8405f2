/** Demo regions, service types and the orders in which reports print regions (CG-52). The orders themselves come with the service points. */
import { createRecord } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { ServiceRegion, ServiceRegionOrder, ServiceType } from './places.ts';

const REGIONS = { NE: '东北', XJ: '新疆', NC: '华北', EC: '华东', NW: '西北', SW: '西南' } as const;
const TYPES = [
  ['RECV', '接收', true], ['ACC', '验收', true], ['COMM', '调试', true], ['EMER', '应急', true], ['ASM', '组装', true], ['MAINT', '维服', true], ['INSP', '巡检', false],
] as const;
const PRINTED = { points: ['NE', 'XJ', 'EC', 'NC', 'NW', 'SW'], dynamics: ['XJ', 'NE', 'EC', 'NC', 'NW', 'SW'], parts: ['NE', 'NC', 'EC', 'NW', 'SW', 'XJ'] } as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-02T01:00:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    const made: { [code: string]: string } = {};
    for (const [i, [code, name]] of Object.entries(REGIONS).entries()) {
      made[code] = (await createRecord(tx, ServiceRegion, { code, name, branch: d.unit(`FS-${code}`), list_order: i + 1, unit_id: d.unit('FS') })).id;
    }
    for (const [report, codes] of Object.entries(PRINTED)) {
      for (const [i, code] of codes.entries()) {
        await createRecord(tx, ServiceRegionOrder, { report: report as keyof typeof PRINTED, region: made[code]!, list_order: i + 1, unit_id: d.unit('FS') });
      }
    }
    for (const [i, [code, name, earns_points]] of TYPES.entries()) await createRecord(tx, ServiceType, { code, name, earns_points, list_order: i + 1, unit_id: d.unit('FS') });
    return {};
  });
}
