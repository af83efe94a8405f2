/** Demo of documents: the duty list of the logistics centre beside its recurring duties, and a template loaded for the contact centre, not yet active. */
import { createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CentreDuty, CentreDutyProcess, DutyTemplate } from './index.ts';

const OWN = [
  ['车辆', '行政用车调度与费用结算', '车辆调度员', '后勤主任', '每次发生时', '派车单'], ['房产维修', '受理报修并在时限内到场', '报修员', '后勤主任', '每次发生时', '维修单'], ['物资', '固定资产与低值易耗品收发盘点', '物资保管员', '后勤主任', '每季', '盘点表'],
  ['餐饮', '食堂成本、服务与卫生', '后勤主任', '中心经理', '每月', '成本表'], ['内务', '绩效、考勤、培训、信息、标准、计划', '后勤主任', '计划专责', '每月', '各专责报表'],
] as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2026-01-08T06:00:00Z');
  await d.batch(d.actor('rongsheng'), async (tx) => {
    for (const [section, words, owner_role, deputy_role, frequency, evidence] of OWN) {
      const { id } = await createRecord(tx, CentreDuty, { centre: d.unit('LC'), section, words, owner_role, deputy_role, frequency, evidence });
      await takeStep(tx, CentreDutyProcess, id, 'activate', {});
    }
    return {};
  });
  await d.create(DutyTemplate, d.actor('qinlan'), { centre: d.unit('CC'), template: 'power' });
}
