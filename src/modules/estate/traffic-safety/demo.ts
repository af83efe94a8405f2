/** Demo of traffic safety: a violation circulated, one that waits for its driver, last month's lesson, and where the pool stands among peers. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import {
  PeerIndicator, PeerValue, PeerValueProcess, SafetyAttendanceProcess, SafetyLesson, SafetyLessonProcess, TrafficCircular, TrafficCircularProcess, TrafficViolation, TrafficViolationProcess,
} from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const [desk, head, man] = [d.actor('cheyuanchao'), d.actor('hushan'), d.actor('caoshengli')];
  const day = (ago: number): string => calendar.addDays(d.today, -ago);
  const trips = await d.batch(desk, (tx) => tx.query<{ vehicle: string; out_at: Date }>('select vehicle, out_at from vehicle_trip where tenant_id = $1 and out_at is not null order by out_at limit 3', [tx.tenantId]));
  const violation = async (at: number, kind: 'speeding' | 'parking', place: string, fine: number, police_points: number): Promise<string> => {
    const trip = trips[at]!;
    d.at(new Date(new Date(trip.out_at).getTime() + 26 * 3_600_000).toISOString());
    const { id } = await d.batch(desk, (tx) => createRecord(tx, TrafficViolation, { vehicle: trip.vehicle, happened_at: new Date(new Date(trip.out_at).getTime() + 1_800_000), place, kind, fine, police_points }));
    await d.batch(desk, (tx) => takeStep(tx, TrafficViolationProcess, id, 'notify', {}));
    return id;
  };
  const first = await violation(0, 'speeding', '机场高速 12 公里处', 20_000, 3);
  await d.batch(man, (tx) => takeStep(tx, TrafficViolationProcess, first, 'confirm', { statement: '赶航班，承认超速' }, { signatures: [d.sign('driver', '操胜利')] }));
  await d.batch(head, (tx) => takeStep(tx, TrafficViolationProcess, first, 'assess', { points: 3, deduction: 10_000, decision: '内部扣 3 分，参加下次学习' }));
  const { id: circular } = await d.batch(desk, (tx) => createRecord(tx, TrafficCircular, { title: '近期交通违法通报', period: { from: day(30), to: calendar.addDays(d.today, 1) }, demand: '严格按限速行驶；接送任务提前十五分钟出车。' }));
  await d.batch(head, (tx) => takeStep(tx, TrafficCircularProcess, circular, 'publish', {}));
  await violation(1, 'parking', '展览馆东门', 10_000, 0);
  await lesson(d, day(10));
  await peers(d);
}

async function lesson(d: Demo, day: string): Promise<void> {
  const desk = d.actor('cheyuanchao');
  d.at(`${day}T01:00:00Z`);
  const { id } = await d.batch(desk, (tx) => createRecord(tx, SafetyLesson, { topic: '冬季行车与防御性驾驶', kind: 'lesson', held_on: day, place: '后勤中心会议室' }));
  await d.batch(desk, (tx) => takeStep(tx, SafetyLessonProcess, id, 'call', {}));
  const expected = await d.batch(desk, (tx) => tx.query<{ id: string; name: string }>(
    `select a.id, e.name from safety_attendance a join driver v on v.tenant_id = a.tenant_id and v.id = a.driver join employee e on e.tenant_id = v.tenant_id and e.id = v.employee where a.tenant_id = $1 and a.lesson = $2 order by a.number`, [tx.tenantId, id]));
  await d.batch(desk, async (tx) => {
    for (const a of expected.slice(0, 2)) await takeStep(tx, SafetyAttendanceProcess, a.id, 'sign_in', {}, { signatures: [d.sign('attendee', a.name)] });
    return takeStep(tx, SafetyLessonProcess, id, 'close', { content: '冰雪路面跟车距离、横风与桥面结冰、疲劳识别；两起案例讨论。' });
  });
}

async function peers(d: Demo): Promise<void> {
  const desk = d.actor('cheyuanchao');
  const year = Number(d.today.slice(0, 4)) - 1;
  const own = await d.batch(desk, async (tx) => {
    const indicator = (await createRecord(tx, PeerIndicator, { name: '万公里违法件数', formula: '违法件数 ÷ 行驶公里 × 10000', measure: '件/万公里', better: 'lower' })).id;
    for (const [organisation, value, source] of [['青岩物流中心', '0.410', '该单位年报第 12 页'], ['望江后勤公司', '0.280', '行业协会统计通报']] as const) await createRecord(tx, PeerValue, { indicator, year, own: false, organisation, value, source });
    return createRecord(tx, PeerValue, { indicator, year, own: true, organisation: '云岭服务集团', value: '0.350', source: '交通违法与里程台账' });
  });
  await d.batch(d.actor('hushan'), (tx) => takeStep(tx, PeerValueProcess, own.id, 'file', { filed_with: '集团安全办' }));
}
