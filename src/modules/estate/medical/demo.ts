/** This year's check-up half done, six results under the doctor's seal, and one emergency with its report. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import { Checkup, CheckupPlan, CheckupPlanProcess, CheckupProcess, CheckupResult, MedicalEmergency, MedicalEmergencyProcess, EmergencyNoticeProcess } from './index.ts';

const RESULTS: readonly (readonly [outcome: 'normal' | 'watch' | 'recheck' | 'treat', findings: string, advice: string | null, inDays: number | null])[] = [
  ['normal', '各项指标在正常范围。', null, null], ['normal', '各项指标在正常范围。', null, null], ['watch', '血压偏高 142/90。', '少盐，每周自测两次。', null], ['watch', '轻度脂肪肝。', '控制体重，半年后复查。', null],
  ['recheck', '尿常规潜血阳性。', '一周后复查尿常规。', 5], ['treat', '心电图异常。', '心内科就诊。', 2],
];

export async function demo(d: Demo): Promise<void> {
  const [zhao, doctor, loaded] = [d.actor('zhaoning'), d.actor('shuyi'), d.now()];
  const at = (ago: number, time: string) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString());
  at(20, '09:00');
  const plan = await d.create(CheckupPlan, zhao, {
    title: `${d.today.slice(0, 4)} 年度职工体检`, participants: d.unit('FS'), begins_on: calendar.addDays(d.today, -14), ends_on: calendar.addDays(d.today, 16), provider: '市第一人民医院体检中心', items: '血常规、尿常规、肝肾功能、心电图、胸片、B 超',
  });
  await d.step(CheckupPlanProcess, plan.id, 'list', zhao, {});
  at(6, '15:00');
  await d.batch(zhao, async (tx) => {
    const people = await tx.query<{ id: string }>('select id from checkup where tenant_id = $1 and plan = $2 order by number', [tx.tenantId, plan.id]);
    await Promise.all(people.slice(0, 16).map((p, i) => takeStep(tx, CheckupProcess, p.id, 'examine', { examined_on: calendar.addDays(d.today, -12 + (i % 6)) })));
    await Promise.all(people.slice(16, 22).map((p, i) => takeStep(tx, CheckupProcess, p.id, 'book', { booked_on: calendar.addDays(d.today, 1 + i) })));
    await takeStep(tx, CheckupProcess, people.at(-1)!.id, 'excuse', { excuse: '长期病假，已在外院体检' });
    return {};
  });
  at(2, '10:00');
  await d.batch(doctor, async (tx) => {
    const done = await tx.query<{ id: string }>(`select id from ${Checkup.name} where tenant_id = $1 and plan = $2 and state = 'examined' order by number limit 6`, [tx.tenantId, plan.id]);
    await Promise.all(RESULTS.map(([outcome, findings, advice, inDays], i) => createRecord(tx, CheckupResult, { checkup: done[i]!.id, outcome, findings, advice, follow_up_on: inDays === null ? null : calendar.addDays(d.today, inDays) })));
    return {};
  });
  at(9, '14:20');
  const event = await d.create(MedicalEmergency, zhao, { happened_at: new Date(d.now().getTime() - 4 * 60_000), place: '后勤楼二楼仓库', people_count: 1, people: '外包搬运工一名', event: '搬运货架时被滑落的纸箱砸伤左前臂，有出血。' });
  await d.step(MedicalEmergencyProcess, event.id, 'give_first_aid', doctor, { first_aid: '压迫止血，清洁创面，夹板固定前臂。', first_aid_by: '舒怡' });
  at(9, '14:32');
  await d.batch(zhao, async (tx) => {
    const open = await tx.query<{ id: string }>('select id from emergency_notice where tenant_id = $1 and emergency = $2', [tx.tenantId, event.id]);
    await Promise.all(open.map((n) => takeStep(tx, EmergencyNoticeProcess, n.id, 'tell', { remark: null })));
    return {};
  });
  at(8, '09:40');
  await d.step(MedicalEmergencyProcess, event.id, 'report_afterwards', zhao, { cause: '货架上层未设挡板，纸箱码放超高。', outcome: '左前臂软组织挫伤，无骨折，休息三天。', measures: '本周内为货架上层加装挡板，码放高度限 1.8 米。' }, [d.sign('reporter', zhao)]);
  d.at(loaded.toISOString());
}
