/** Complaints of the last two months: solved at once, passed up, not met, still in hand, and one whose caller waits for an answer. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { TOPICS, VIA } from './complaint.ts';
import { GuestComplaint, GuestComplaintProcess } from './index.ts';

type Way = 'at_once' | 'supervisor' | 'manager' | 'not_met' | 'in_work' | 'contact' | 'logged';
interface Story { readonly ago: number; readonly time: string; readonly via: keyof typeof VIA; readonly phone: string | null; readonly no: string; readonly topic: keyof typeof TOPICS; readonly room: string; readonly guest: string; readonly matter: string; readonly solution: string; readonly way: Way }
/** The month before this one, for the review. */
const lastMonth = (d: Demo): number => calendar.daysBetween(`${calendar.addMonths(`${d.today.slice(0, 7)}-01`, -1).slice(0, 7)}-17`, d.today);

const STORIES: readonly Story[] = [
  { ago: -1, time: '21:40', via: 'on_site', phone: null, no: 'V007', topic: 'attitude', room: '205', guest: '周丽', matter: '上酒水时把酒洒在客人衣服上，没有道歉', solution: '当场道歉，送干洗券一张', way: 'at_once' },
  { ago: -2, time: '23:05', via: 'form', phone: null, no: '无', topic: 'sound', room: '207', guest: '钱先生', matter: '话筒有杂音，报修两次才换', solution: '更换话筒，赠送半小时', way: 'supervisor' },
  { ago: 13, time: '22:10', via: 'on_site', phone: null, no: '无', topic: 'price', room: '203', guest: '吴静怡', matter: '结账时发现多算一份果盘', solution: '退还 68 元并致歉', way: 'not_met' },
  { ago: 8, time: '22:05', via: 'hotline', phone: '13900000501', no: 'V002', topic: 'attitude', room: '大厅', guest: '郑浩', matter: '办理补卡等了四十分钟，工作人员态度冷淡', solution: '客服经理致电道歉，补卡费免收', way: 'manager' },
  { ago: 5, time: '20:30', via: 'group', phone: '13900000502', no: '无', topic: 'hygiene', room: '209', guest: '小鹿', matter: '沙发上有上一拨客人留下的瓜子壳', solution: '清洁后换包厢', way: 'at_once' },
  { ago: 1, time: '21:15', via: 'hotline', phone: '13900000503', no: 'V008', topic: 'waiting', room: '205', guest: '冯宇', matter: '点的小吃五十分钟没有上', solution: '', way: 'in_work' },
];

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  await d.together(STORIES, async (s) => told(d, { ...s, ago: s.ago < 0 ? lastMonth(d) + s.ago + 1 : s.ago }));
  const minutes = (n: number) => d.at(new Date(loaded.getTime() - n * 60_000).toISOString());
  minutes(14);
  await d.batch(d.actor('liyan'), async (tx) => {
    const id = await fived(tx, { ago: 0, time: '', via: 'hotline', phone: '13900000504', no: '无', topic: 'sound', room: '203', guest: '沈悦', matter: '点歌屏无反应，重启过一次仍不行', solution: '', way: 'contact' }, calendar.businessDay(d.now(), { zone: 'Asia/Shanghai', dayStarts: '08:00' }));
    return takeStep(tx, GuestComplaintProcess, id, 'take_contact', { contact_name: '沈悦', contact_phone: '13900000504' });
  });
  minutes(3);
  await d.create(GuestComplaint, d.actor('liyan'), { via: 'hotline', phone: '13900000505' });
  d.at(loaded.toISOString());
}

async function fived(tx: Tx, s: Story, happened_on: string): Promise<string> {
  const { id } = await createRecord(tx, GuestComplaint, { via: s.via, phone: s.phone });
  await takeStep(tx, GuestComplaintProcess, id, 'classify', { accused_no: s.no, happened_on, matter: s.matter, room: s.room, guest: s.guest, topic: s.topic });
  return id;
}

async function told(d: Demo, s: Story): Promise<void> {
  const day = calendar.addDays(d.today, -s.ago);
  const at = (minutes: number) => d.at(new Date(calendar.instantOf(day, s.time, 'Asia/Shanghai').getTime() + minutes * 60_000).toISOString());
  const [li, he, gao] = [d.actor('liyan'), d.actor('heqiang'), d.actor('gaomin')];
  at(0);
  const { id } = await d.batch(li, async (tx) => {
    const made = await fived(tx, s, day);
    if (s.way !== 'at_once') await takeStep(tx, GuestComplaintProcess, made, 'escalate', { note: '请尽快处理' });
    return { id: made };
  });
  at(7);
  if (s.way === 'at_once') return closed(d, id, { solution: s.solution, met: true });
  await (s.way === 'manager' ? d.step(GuestComplaintProcess, id, 'manager_takes', gao, {}) : d.step(GuestComplaintProcess, id, 'supervisor_takes', he, {}));
  if (s.way === 'in_work') return;
  at(35);
  await d.step(GuestComplaintProcess, id, 'answer', s.way === 'manager' ? gao : he, { solution: s.solution });
  return closed(d, id, { solution: null, met: s.way !== 'not_met' });
}

async function closed(d: Demo, id: string, { solution, met }: { readonly solution: string | null; readonly met: boolean }): Promise<void> {
  await d.batch(d.actor('liyan'), async (tx) => {
    if (solution !== null) await takeStep(tx, GuestComplaintProcess, id, 'solve', { solution });
    if (met) await takeStep(tx, GuestComplaintProcess, id, 'accept', { result: '客人接受，表示理解' });
    else {
      await takeStep(tx, GuestComplaintProcess, id, 'expectation_not_met', {
        cause: '收银高峰时由两人交替录单，同一果盘录了两次', corrective: '交替录单前先核对包厢消费明细；本周班前会讲解', reply: '已向客人说明原因，退款并赠送果盘券，客人要求下次先出明细',
      });
    }
    return takeStep(tx, GuestComplaintProcess, id, 'close', {});
  });
}
