/** What is looked at in each area, six inspections of the last weeks, three notices on their way and one closed, and this month's drawn moments. */
import type { Demo, DemoShape } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Area } from './inspection.ts';
import { CheckItem, Inspection, InspectionLine, InspectionProcess, RectificationNotice, RectificationNoticeProcess } from './index.ts';
import { planMonth } from './visit.ts';

const ITEMS: readonly (readonly [area: Area, name: string, standard: string])[] = [
  ['machine_room', '温度与湿度', '18–26 ℃，湿度 40–65 %'], ['machine_room', '点歌服务器', '指示灯绿色，无告警声'], ['machine_room', '备用电源', '电量不低于 90 %'], ['machine_room', '进出登记', '当日逐次登记'],
  ['monitoring_room', '画面完整', '全部通道有画面'], ['monitoring_room', '录像保存', '能回放三十天前的录像'], ['monitoring_room', '值守人员', '在岗、登记完整'],
  ['fire', '灭火器', '压力指针在绿区，未过期'], ['fire', '消防通道', '畅通、无堆物'], ['fire', '应急灯与指示牌', '断电后常亮'], ['fire', '消防栓', '箱门能开，水带完好'],
];
/** Days ago, time, area, faults by item, and what becomes of the notice. */
const DONE: readonly (readonly [ago: number, time: string, area: Area, fault: readonly [item: string, note: string, demand: string, way: 'acknowledged' | 'escalated' | 'issued' | 'closed'] | null])[] = [
  [33, '20:40', 'fire', ['应急灯与指示牌', '三楼东 2 号应急灯断电后不亮', '更换蓄电池，试断电三十分钟', 'closed']], [26, '16:20', 'machine_room', null], [19, '22:45', 'fire', ['灭火器', '二楼东 12 号灭火器过期', '更换 12 号灭火器，并核对全楼有效期', 'escalated']], [12, '19:05', 'monitoring_room', null],
  [4, '23:10', 'machine_room', ['备用电源', '电量只有 71 %，电池鼓包', '更换电池组，更换前每日检查一次', 'acknowledged']], [1, '21:30', 'fire', ['消防通道', '三楼西侧通道堆放啤酒箱', '今晚清空，并在通道口贴禁放标识', 'issued']],
];

export async function demo(d: Demo): Promise<void> {
  const [liu, loaded] = [d.actor('liuqing'), d.now()];
  const at = (ago: number, time: string) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString());
  at(60, '10:00');
  const { items } = await d.batch(liu, async (tx) => ({
    items: await Promise.all(ITEMS.map(async ([area, name, standard], i) => ({ area, name, id: (await createRecord(tx, CheckItem, { area, name, standard, place: 1 + (i % 4) })).id }))),
  }));
  for (const [ago, time, area, fault] of DONE) {
    at(ago, time);
    const { inspection, line } = await d.batch(liu, (tx) => inspected(tx, items.filter((i) => i.area === area), area, fault));
    if (fault !== null && line !== null) await noticed(d, at, ago, { inspection, line, fault });
  }
  d.at(loaded.toISOString());
  await d.batch(liu, async (tx) => ({ ...(await planMonth(tx, d.unit('VIP'), d.today)) }));
}

type Fault = NonNullable<(typeof DONE)[number][3]>;
async function inspected(tx: Tx, items: readonly { readonly id: string; readonly name: string }[], area: Area, fault: Fault | null): Promise<{ readonly inspection: string; readonly line: string | null }> {
  const { id } = await createRecord(tx, Inspection, { area });
  const lines = await Promise.all(items.map((item) => createRecord(tx, InspectionLine, {
    inspection: id, item: item.id, outcome: item.name === fault?.[0] ? 'fault' : 'ok', note: item.name === fault?.[0] ? fault[1] : null, photos: null,
  })));
  await takeStep(tx, InspectionProcess, id, 'finish', { present: '何强、罗浩', remark: null });
  return { inspection: id, line: lines.find((l) => l.outcome === 'fault')?.id ?? null };
}

async function noticed(d: Demo, at: (ago: number, time: string) => void, ago: number, { inspection, line, fault: [, fault, demand, way] }: { readonly inspection: string; readonly line: string; readonly fault: Fault }): Promise<void> {
  const [liu, he] = [d.actor('liuqing'), d.actor('heqiang')];
  const { id } = await d.create(RectificationNotice, liu, { inspection, line, fault, demand, responsible: he.id, due_on: calendar.addDays(d.today, way === 'closed' ? 7 - ago : way === 'escalated' ? -12 : 3 - (ago === 1 ? 2 : 0)), photos: way === 'closed' ? [await d.picture(liu, '应急灯-检查时.png', emergencyLight(false))] : null });
  await d.step(RectificationNoticeProcess, id, 'issue', liu, {}, [d.sign('director', liu)]);
  await d.batch(liu, (tx) => takeStep(tx, InspectionProcess, inspection, 'all_noticed', {}));
  if (way === 'issued') return;
  at(ago - 1, '14:30');
  await d.step(RectificationNoticeProcess, id, 'acknowledge', he, {}, [d.sign('responsible', he)]);
  if (way === 'acknowledged') return;
  if (way === 'closed') return corrected(d, at, ago, id);
  at(11, '08:00');
  await d.batch(liu, (tx) => takeStep(tx, RectificationNoticeProcess, id, 'escalate', {}));
}

/** New battery, tried, photographed; looked at again by somebody else. */
async function corrected(d: Demo, at: (ago: number, time: string) => void, ago: number, id: string): Promise<void> {
  const [he, gao] = [d.actor('heqiang'), d.actor('gaomin')];
  at(ago - 3, '16:10');
  await d.step(RectificationNoticeProcess, id, 'correct', he, { correction: '已换蓄电池，断电试灯三十五分钟，亮度正常', evidence: [await d.picture(he, '应急灯-整改后.png', emergencyLight(true))] });
  at(ago - 4, '15:00');
  await d.step(RectificationNoticeProcess, id, 'recheck', gao, { passed: true, recheck_note: '现场断电复试，应急灯点亮' });
}

/** An emergency light over a door, dark or lit. */
function emergencyLight(lit: boolean): readonly DemoShape[] {
  return [
    { x: 0, y: 0, width: 480, height: 360, colour: lit ? '#cfc8b8' : '#8f897c' }, { x: 0, y: 300, width: 480, height: 60, colour: '#6b5f52' }, { x: 165, y: 150, width: 150, height: 160, colour: '#7a5a3c' },
    ...(lit ? [{ x: 120, y: 40, width: 100, height: 90, colour: '#f4ecc8', round: true } as const, { x: 260, y: 40, width: 100, height: 90, colour: '#f4ecc8', round: true } as const] : []),
    { x: 200, y: 92, width: 80, height: 30, colour: '#e8e6df' }, { x: 150, y: 66, width: 42, height: 36, colour: lit ? '#fffbe0' : '#55524b', round: true }, { x: 288, y: 66, width: 42, height: 36, colour: lit ? '#fffbe0' : '#55524b', round: true },
    { x: 234, y: 102, width: 12, height: 12, colour: lit ? '#2f9e5b' : '#b03a2e', round: true },
  ];
}
