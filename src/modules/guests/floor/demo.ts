/** The floor: its areas, who stands where tonight, what guests asked for, what patrols found, what guests like, duty records and last month's review. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { Member } from '../members/index.ts';
import { DutyRecord, DutyRecordProcess, FloorArea, FloorRequest, FloorRequestProcess, FloorStand, GuestPreference, PatrolFinding, PatrolFindingProcess, ServiceReview, ServiceReviewProcess } from './index.ts';

const AREAS = [['一楼大厅', 1, 0, null], ['二楼西区', 2, 10, '201–204'], ['二楼东区', 2, 60, '205–209'], ['三楼西区', 3, 12, '301–304'], ['三楼东区', 3, 55, '305–308']] as const;
const STANDS = [['V005', '一楼大厅'], ['V006', '二楼西区'], ['V007', '二楼东区'], ['V008', '三楼东区']] as const;
/** Days ago (-1: a day of last month), area, room, what, case, surname, solution, result. */
const ASKED = [
  [-1, 1, '203', 'service', '客人要加冰桶和两只杯子', '王', '送冰桶、杯子', '客人满意'], [-1, 2, '208', 'equipment', '点歌屏黑屏', '刘', '网管重启，三分钟恢复', '赠送一刻钟，客人接受'],
  [10, 2, '207', 'quarrel', '与隔壁包厢为音量争执', '孟', '主管到场劝解，换到三楼', '双方和解'], [6, 1, '大厅', 'guide', '带老人的客人找不到电梯', '石', '引领至包厢', '客人致谢'],
  [3, 4, '306', 'help', '客人饮酒后头晕', '贺', '扶至休息区，备温水，家属接走', '已平安到家，次日回访'], [1, 2, '209', 'order', '加小吃拼盘一份', '倪', '下单并跟进上单', '十二分钟上齐'],
] as const;
const FOUND = [[7, 2, '208 门口地面有酒水', 'team_leader', '已拖净并放提示牌'], [4, 3, '三楼消防门被推车挡住', 'duty_supervisor', '推车移至仓库，提醒后厨'], [2, 0, '大厅海报翘边', 'team_leader', '重新张贴'], [0, 1, '202 空调滴水', 'team_leader', null]] as const;
const LIKES = [['王丽', 'preference', '喜欢靠窗的中包，少冰'], ['刘芳', 'taboo', '对花生过敏，小吃不要含坚果'], ['张伟', 'habit', '结账时要明细，分两张'], ['孙悦', 'personality', '不喜欢被打扰，服务铃响了再进']] as const;

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const at = (ago: number, time: string) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString());
  at(60, '15:00');
  const { areas, staff } = await d.batch(d.actor('heqiang'), async (tx) => ({
    areas: await Promise.all(AREAS.map(async ([name, storey, along, rooms]) => (await createRecord(tx, FloorArea, { name, storey, along, rooms })).id)), staff: await staffOf(tx),
  }));
  d.at(new Date(loaded.getTime() - 3_600_000).toISOString());
  await d.batch(d.actor('heqiang'), async (tx) => ({ n: (await Promise.all(STANDS.map(([no, area]) => createRecord(tx, FloorStand, { employee: staff.get(no)!, area: areas[AREAS.findIndex((a) => a[0] === area)]! })))).length }));
  await d.together([requests, findings, likes, records], (part) => part(d, areas, staff));
  await review(d, loaded);
  await tonight(d, areas, staff, loaded);
  d.at(loaded.toISOString());
}

async function staffOf(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ staff_no: string; id: string }>('select staff_no, id from employee where tenant_id = $1 and staff_no = any($2)', [tx.tenantId, STANDS.map(([no]) => no)]);
  return new Map(rows.map((r) => [r.staff_no, r.id]));
}
const of = (d: Demo, ago: number): string => (ago < 0 ? `${calendar.addMonths(`${d.today.slice(0, 7)}-01`, -1).slice(0, 7)}-18` : calendar.addDays(d.today, -ago));
const clock = (d: Demo, ago: number, time: string) => d.at(calendar.instantOf(of(d, ago), time, 'Asia/Shanghai').toISOString());
type Part = (d: Demo, areas: readonly string[], staff: ReadonlyMap<string, string>) => Promise<void>;

const requests: Part = async (d, areas, staff) => {
  const [li, he, leader] = [d.actor('liyan'), d.actor('heqiang'), d.actor('guyue')];
  for (const [i, [ago, area, room, need, matter, surname, solution, result]] of ASKED.entries()) {
    clock(d, ago, `21:1${i}`);
    const { id } = await d.batch(li, async (tx) => ({ id: (await createRecord(tx, FloorRequest, { area: areas[area]!, room, need, matter, surname })).id }));
    await d.batch(he, (tx) => takeStep(tx, FloorRequestProcess, id, 'dispatch', { sent: staff.get(STANDS[1 + (i % 3)]![0])!, sent_reason: '离得最近' }));
    clock(d, ago, `21:2${i}`);
    await d.batch(leader, async (tx) => takeStep(tx, FloorRequestProcess, id, 'done', {}));
    await d.batch(li, (tx) => takeStep(tx, FloorRequestProcess, id, 'record', { surname, solution, result }));
  }
};

const findings: Part = async (d, areas) => {
  const [li, he, leader] = [d.actor('liyan'), d.actor('heqiang'), d.actor('guyue')];
  for (const [ago, area, matter, passed_to, handled] of FOUND) {
    if (handled !== null) clock(d, ago, '20:30');
    const { id } = await d.batch(li, async (tx) => {
      const made = await createRecord(tx, PatrolFinding, { area: areas[area]!, matter, passed_to });
      return takeStep(tx, PatrolFindingProcess, made.id, 'pass_on', {});
    });
    if (handled === null) continue;
    await (passed_to === 'team_leader' ? d.step(PatrolFindingProcess, id, 'leader_handles', leader, { handled }) : d.step(PatrolFindingProcess, id, 'supervisor_handles', he, { handled }));
    clock(d, ago, '20:50');
    await d.step(PatrolFindingProcess, id, 'check', li, { right: true });
  }
};

const likes: Part = async (d) => {
  clock(d, 20, '16:00');
  await d.batch(d.actor('liyan'), async (tx) => {
    const members = await tables(tx, Member).selectFrom('member').select(['id', 'name']).where('tenant_id', '=', tx.tenantId).where('name', 'in', LIKES.map(([name]) => name)).execute();
    for (const [name, aspect, note] of LIKES) await createRecord(tx, GuestPreference, { member: members.find((m) => m.name === name)!.id, aspect, note, source: '客人自己提起' });
    return { n: LIKES.length };
  });
};

const records: Part = async (d) => {
  const [li, zhou] = [d.actor('liyan'), d.actor('zhouyu')];
  for (const [ago, events] of [[3, '客流平稳，办卡两张；306 客人不适已送走'], [2, '生日会员到店一位；大厅海报已修'], [1, '周末客满，等位高峰在九点；209 加单及时']] as const) {
    clock(d, ago, '14:05');
    const { id } = await d.create(DutyRecord, li, { shift_code: 'A' });
    clock(d, ago, '20:05');
    await d.step(DutyRecordProcess, id, 'write', li, { events });
    await d.step(DutyRecordProcess, id, 'hand_over', li, { open_matters: '未结的投诉和来电已逐件口头交代，请继续跟进' }, [d.sign('outgoing', li), d.sign('incoming', zhou)]);
  }
};

async function review(d: Demo, loaded: Date): Promise<void> {
  const [gao, he] = [d.actor('gaomin'), d.actor('heqiang')];
  const first = calendar.instantOf(`${d.today.slice(0, 7)}-03`, '15:30', 'Asia/Shanghai').getTime();
  d.at(new Date(Math.min(first, loaded.getTime() - 3_600_000)).toISOString());
  const { id } = await d.create(ServiceReview, gao, { month: calendar.addMonths(`${d.today.slice(0, 7)}-01`, -1).slice(0, 7) });
  await d.step(ServiceReviewProcess, id, 'discuss', gao, {
    discussion: '设备类问题占一半，报修到更换平均二十分钟；上酒水的动作要求没有落实', measures: '每天开场前试话筒和点歌屏；领班班前示范托盘动作，月底抽查',
  }, [d.sign('manager', gao), d.sign('supervisor', he)]);
  await d.step(ServiceReviewProcess, id, 'file', gao, {});
}

async function tonight(d: Demo, areas: readonly string[], staff: ReadonlyMap<string, string>, loaded: Date): Promise<void> {
  const [li, he] = [d.actor('liyan'), d.actor('heqiang')];
  d.at(new Date(loaded.getTime() - 9 * 60_000).toISOString());
  const sent = await d.create(FloorRequest, li, { area: areas[2]!, room: '207', need: 'service', matter: '客人要换话筒套', surname: null });
  await d.step(FloorRequestProcess, sent.id, 'dispatch', he, { sent: staff.get('V007')!, sent_reason: null });
  d.at(new Date(loaded.getTime() - 2 * 60_000).toISOString());
  await d.create(FloorRequest, li, { area: areas[1]!, room: '203', need: 'equipment', matter: '空调不制冷', surname: '段' });
}
