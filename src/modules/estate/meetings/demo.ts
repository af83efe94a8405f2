/** Three rooms, two things to borrow, the meetings of last week with their scores and of the coming days. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import { Meeting, MeetingEquipment, MeetingProcess, MeetingRoom, MeetingServiceProcess } from './index.ts';

const PAST: readonly (readonly [ago: number, title: string, room: number, from: string, to: string, people: number, services: readonly ('tea' | 'projector' | 'name_plates' | 'minutes')[], score: number, opinion: string | null])[] = [
  [9, '安全例会', 0, '09:00', '10:30', 22, ['tea', 'projector'], 5, null], [7, '费用预算对账', 1, '14:00', '15:30', 8, ['projector'], 4, null], [5, '供应商资格评审', 0, '10:00', '11:30', 16, ['tea', 'name_plates', 'minutes'], 2, '席卡有两张写错单位'],
];
const COMING: readonly (readonly [ahead: number, title: string, room: number, from: string, to: string, people: number, services: readonly ('tea' | 'projector' | 'video')[]])[] = [
  [1, '年终盘点布置会', 1, '09:30', '10:30', 10, ['projector']], [2, '区域服务部视频例会', 2, '15:00', '17:00', 40, ['tea', 'video']], [6, '安全例会', 0, '09:00', '10:30', 22, ['tea', 'projector']],
];

export async function demo(d: Demo): Promise<void> {
  const [zhao, loaded] = [d.actor('zhaoning'), d.now()];
  const moment = (days: number, time: string) => calendar.instantOf(calendar.addDays(d.today, days), time, 'Asia/Shanghai');
  d.at(moment(-30, '09:00').toISOString());
  const { rooms } = await d.batch(zhao, async (tx) => {
    await createRecord(tx, MeetingEquipment, { name: '便携投影仪', kept_at: '总务处 204' });
    await createRecord(tx, MeetingEquipment, { name: '摄像机', kept_at: '总务处 204' });
    return { rooms: await Promise.all(([['一楼会议室', '主楼一层东', 24, '投影、音响'], ['二楼洽谈室', '主楼二层', 10, '电视'], ['大会议室', '主楼五层', 120, '投影、视频会议、音响']] as const).map(([name, place, capacity, fittings]) => createRecord(tx, MeetingRoom, { name, place, capacity, fittings }))) };
  });
  for (const [ago, title, room, from, to, people, services, score, opinion] of PAST) {
    d.at(moment(-ago - 2, '09:00').toISOString());
    const { id } = await d.create(Meeting, zhao, { title, room: rooms[room]!.id, begins_at: moment(-ago, from), ends_at: moment(-ago, to), people, services: [...services] });
    d.at(moment(-ago, from).toISOString());
    await d.batch(zhao, async (tx) => {
      for (const s of await tx.query<{ id: string }>('select id from meeting_service where tenant_id = $1 and meeting = $2', [tx.tenantId, id])) await takeStep(tx, MeetingServiceProcess, s.id, 'finish', {});
      await takeStep(tx, MeetingProcess, id, 'set_up', {});
      await takeStep(tx, MeetingProcess, id, 'begin', {});
      return {};
    });
    d.at(moment(-ago, to).toISOString());
    await d.batch(zhao, async (tx) => {
      await takeStep(tx, MeetingProcess, id, 'end', {});
      await takeStep(tx, MeetingProcess, id, 'clear', {});
      await takeStep(tx, MeetingProcess, id, 'evaluate', { score, opinion });
      return {};
    });
  }
  d.at(loaded.toISOString());
  await d.batch(zhao, async (tx) => {
    for (const [ahead, title, room, from, to, people, services] of COMING) await createRecord(tx, Meeting, { title, room: rooms[room]!.id, begins_at: moment(ahead, from), ends_at: moment(ahead, to), people, services: [...services] });
    return {};
  });
}
