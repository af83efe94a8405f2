/** Demo of vehicles: nine, eight of them assigned (FS-1.1), and the figures as they were stated for January and February 2026. */
import { createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { StaffingStatement, StaffingStatementLine, Vehicle, VehicleProcess } from './index.ts';

const VEHICLES = [
  ['鲁E6F218', 'van', '福特全顺', '2021-06-01', 'FS-EC'], ['鲁E93K07', 'pickup', '长城炮', '2022-04-12', 'FS-EC'],
  ['新J21V56', 'pickup', '江铃域虎', '2020-09-20', 'FS-XJ'], ['新J8M330', 'suv', '丰田普拉多', '2019-05-15', 'FS-XJ'], ['新JD08816', 'van', '大通 V80', '2023-08-03', 'FS-XJ'],
  ['辽L5A772', 'van', '福特全顺', '2021-03-18', 'FS-NE'], ['吉J66T09', 'pickup', '长城炮', '2022-11-07', 'FS-NE'], ['津C2R481', 'van', '江铃特顺', '2020-12-25', 'FS-NC'],
  ['京N7Q619', 'suv', '三菱帕杰罗', '2018-10-10', null],
] as const;
/** As printed: unit, staff, vehicles. */
const STATED = [['FS', 4, null], ['FS-EC', 6, 2], ['FS-XJ', 5, 3], ['FS-NE', 9, 2], ['FS-NC', 2, 1], ['FS-NW', 2, null], ['FS-SW', 1, null]] as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-30T02:00:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const [plate, kind, model, in_service_since, branch] of VEHICLES) {
      const { id } = await createRecord(tx, Vehicle, { plate, kind, model, seats: kind === 'van' ? 6 : 5, in_service_since, unit_id: d.unit('FS') });
      if (branch !== null) await takeStep(tx, VehicleProcess, id, 'assign', { to_branch: d.unit(branch), from: '2025-12-30', reason: '年度配属' });
    }
    return {};
  });
  d.at('2026-02-28T08:00:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    const { id } = await createRecord(tx, StaffingStatement, { title: '一、二月服务工作上报数', as_of: '2026-02-28', staff_total: 29, vehicles_total: 9, unit_id: d.unit('FS') });
    for (const [i, [unit, staff, vehicles]] of STATED.entries()) await createRecord(tx, StaffingStatementLine, { statement: id, list_order: i + 1, place: d.unit(unit), staff, vehicles, unit_id: d.unit('FS') });
    return {};
  });
}
