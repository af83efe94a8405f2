/** Demo of repairs: finished ones of January and February with material and scores, what lies on the desk today, and two construction jobs. Invented. */
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { ConstructionAcceptanceProcess, ConstructionLog, ConstructionProcess, ConstructionProject, RepairOrder, RepairPrice, RepairProcess } from './index.ts';

const DONE = [
  ['2026-01-08', '总部办公楼', '3 楼茶水间', '水管接头漏水', '秦岚', 'urgent', 'W-01', 2, 5], ['2026-01-14', '星河会', '208 包厢', '灯带不亮', '田蓉', 'small', 'D-01', 3, 4], ['2026-01-22', '职工食堂', '后厨', '水龙头滴水', '赵宁', 'odd', 'W-02', 1, 5],
  ['2026-02-05', '总部办公楼', '5 楼东侧', '插座跳闸', '段飞', 'urgent', 'D-02', 1, 4], ['2026-02-12', '南门营业网点', '大厅', '灯管闪烁', '网点值班', 'small', 'D-01', 2, 3], ['2026-02-20', '星河会', '洗手间', '角阀漏水', '田蓉', 'small', 'W-01', 4, 5],
] as const;
const PRICES = [['疏通下水', '处', 8_000], ['换锁芯', '把', 12_000], ['空调清洗', '台', 15_000]] as const;
const PHONE = '13800001111';

interface Known { readonly building: { readonly [name: string]: string }; readonly item: { readonly [code: string]: string }; readonly worker: string }
async function known(tx: Tx): Promise<Known> {
  const by = async (sql: string) => Object.fromEntries((await tx.query<{ k: string; id: string }>(sql, [tx.tenantId])).map((r) => [r.k, r.id]));
  const [worker] = await tx.query<{ id: string }>(`select id from employee where tenant_id = $1 and name = '呙国栋'`, [tx.tenantId]);
  return { building: await by('select name as k, id from building where tenant_id = $1'), item: await by('select code as k, id from consumable where tenant_id = $1'), worker: worker!.id };
}

export async function demo(d: Demo): Promise<void> {
  const k = await d.batch(d.actor('muchunmei'), known);
  d.at('2026-01-05T02:00:00Z');
  await d.batch(d.actor('muchunmei'), async (tx) => {
    for (const [name, measure, price] of PRICES) await createRecord(tx, RepairPrice, { name, measure, price, origin: 'template' });
    return {};
  });
  for (const [day, building, place, content, reporter, grade, code, n, score] of DONE) {
    const id = await toSite(d, k, { day, building, place, content, reporter, grade });
    d.at(`${day}T02:10:00Z`);
    await d.batch(d.actor('muchunmei'), async (tx) => {
      await takeStep(tx, RepairProcess, id, 'add_material', { item: k.item[code]!, quantity: n });
      await takeStep(tx, RepairProcess, id, 'finish', { work_done: '已更换并试用正常', labour: 3_000, photos_done: null });
      await takeStep(tx, RepairProcess, id, 'check', { fixed: true, score, remark: null }, { signatures: [d.sign('reporter', reporter)] });
      await takeStep(tx, RepairProcess, id, 'call_back', { call_back: 'satisfied', words: '已修好，无补充', again: false });
      await takeStep(tx, RepairProcess, id, 'settle', { receipt: null });
      return takeStep(tx, RepairProcess, id, 'close', {});
    });
  }
  await job(d, k, '屋面防水翻修', '总部办公楼', 860_000, true);
  await job(d, k, '包厢走廊改造', '星河会', 1_500_000, false);
  await today(d, k);
}

interface Wanted { readonly day: string; readonly building: string; readonly place: string; readonly content: string; readonly reporter: string; readonly grade: 'urgent' | 'small' | 'odd' }
async function toSite(d: Demo, k: Known, w: Wanted): Promise<string> {
  d.at(`${w.day}T01:00:00Z`);
  const { id } = await d.batch(d.actor('muchunmei'), (tx) => createRecord(tx, RepairOrder, { building: k.building[w.building]!, place: w.place, content: w.content, channel: 'phone', reporter: w.reporter, phone: PHONE }));
  d.at(`${w.day}T01:03:00Z`);
  await d.batch(d.actor('muchunmei'), async (tx) => {
    await takeStep(tx, RepairProcess, id, 'grade', { grade: w.grade, charge: 'free', price_item: null, price_quantity: null });
    await takeStep(tx, RepairProcess, id, 'issue_slip', { worker: k.worker });
    return takeStep(tx, RepairProcess, id, 'take', {}, { signatures: [d.sign('worker', '呙国栋')] });
  });
  d.at(`${w.day}T01:${w.grade === 'small' ? 19 : 12}:00Z`);
  await d.batch(d.actor('muchunmei'), (tx) => takeStep(tx, RepairProcess, id, 'arrive', {}));
  return id;
}

async function job(d: Demo, k: Known, title: string, building: string, amount: number, finished: boolean): Promise<void> {
  d.at('2026-01-12T01:00:00Z');
  const project = await d.batch(d.actor('rongsheng'), (tx) => createRecord(tx, ConstructionProject, { title, building: k.building[building]!, budget: amount + 40_000 }));
  await d.batch(d.actor('rongsheng'), async (tx) => {
    await takeStep(tx, ConstructionProcess, project.id, 'sign_contract', { contractor: '宏建防水工程公司', contract_no: 'HJ-2026-03', contract_amount: amount, starts_on: '2026-01-12', ends_on: '2026-02-10', warranty_months: 24, retention_percent: 5, over_reason: null });
    await takeStep(tx, ConstructionProcess, project.id, 'start', { disclosed: true });
    return createRecord(tx, ConstructionLog, { project: project.id, log_day: '2026-01-12', weather: '晴', people: 6, work: '清理基层，材料进场', safety: '临边已围护' });
  });
  d.at('2026-02-10T06:00:00Z');
  await d.batch(d.actor('rongsheng'), async (tx) => {
    await takeStep(tx, ConstructionProcess, project.id, 'complete', { parties: ['owner', 'user', 'builder'] });
    const signers = await tx.query<{ id: string; party: string }>('select id, party from construction_acceptance where tenant_id = $1 and project = $2 order by number', [tx.tenantId, project.id]);
    for (const s of signers.filter((one) => finished || one.party === 'owner')) await takeStep(tx, ConstructionAcceptanceProcess, s.id, 'sign_off', { opinion: '合格' }, { signatures: [d.sign('signer', s.party === 'builder' ? '方工' : '荣升')] });
    if (finished) await takeStep(tx, ConstructionProcess, project.id, 'settle', { final_amount: amount - 12_000, paid: 300_000, deduction: 0, basis: '审定结算单' });
    return {};
  });
}

/** As the desk looks in the morning: one by label, one graded, one on site, one to be called back. */
async function today(d: Demo, k: Known): Promise<void> {
  const yesterday = calendar.addDays(d.today, -1);
  const site = await toSite(d, k, { day: yesterday, building: '总部办公楼', place: '地下一层泵房', content: '水泵异响', reporter: '值班员', grade: 'odd' });
  const called = await toSite(d, k, { day: yesterday, building: '职工食堂', place: '大厅', content: '门把手松脱', reporter: '赵宁', grade: 'small' });
  d.at(`${yesterday}T03:00:00Z`);
  await d.batch(d.actor('muchunmei'), async (tx) => {
    await takeStep(tx, RepairProcess, site, 'add_material', { item: k.item['W-03']!, quantity: 1 });
    await takeStep(tx, RepairProcess, called, 'finish', { work_done: '紧固并加装垫片', labour: 0, photos_done: null });
    await takeStep(tx, RepairProcess, called, 'check', { fixed: true, score: 4, remark: null }, { signatures: [d.sign('reporter', '赵宁')] });
    const graded = await createRecord(tx, RepairOrder, { building: k.building['星河会']!, place: '3 楼走廊', content: '应急灯不亮', channel: 'page', reporter: '田蓉', phone: PHONE });
    await takeStep(tx, RepairProcess, graded.id, 'grade', { grade: 'small', charge: 'free', price_item: null, price_quantity: null });
    return createRecord(tx, RepairOrder, { building: k.building['南门营业网点']!, place: '门厅', content: '自动门关不上', channel: 'qr', grade: 'urgent', reporter: '过路客户', phone: '13900002222' });
  });
}
