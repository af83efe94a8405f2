/** Demo of internal affairs: a quarter of the five posts of logistics: scores, sheet, programme, devices, an incident, standards, plans, other work. */
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import {
  CatchAllReview, DepartmentSheet, DepartmentSheetProcess, DeviceCare, ItDevice, OtherWork, PerformanceMonth, PerformanceMonthProcess, SecurityIncident, SecurityIncidentProcess, StandardCheck, StandardCheckProcess, StandardTask, StandardTaskProcess,
  TrainingItem, TrainingItemProcess, TrainingProgramme, TrainingProgrammeProcess, WorkPlan, WorkPlanItem, WorkPlanItemProcess, WorkPlanProcess, WorkStandard, WorkStandardProcess,
} from './index.ts';

const namesOf = async (tx: Tx): Promise<ReadonlyMap<string, string>> => new Map((await tx.query<{ id: string; name: string }>('select id, name from employee where tenant_id = $1', [tx.tenantId])).map((e) => [e.name, e.id]));

export async function demo(d: Demo): Promise<void> {
  await training(d);
  await devices(d);
  await standards(d);
  await plans(d);
  await wages(d);
  await other(d);
}

async function training(d: Demo): Promise<void> {
  const unit_id = d.unit('LC');
  d.at('2026-01-06T02:00:00Z');
  const made = await d.batch(d.actor('bianxiaoguang'), async (tx) => {
    const { id } = await createRecord(tx, TrainingProgramme, { unit: unit_id, year: 2026, aim: '人均全年不少于 24 学时；制度、信息安全、健康各至少一次', unit_id });
    const item = async (month: string, topic: string, subject: 'rules' | 'information' | 'family' | 'safety' | 'quality', hours: string) => (await createRecord(tx, TrainingItem, { programme: id, month, topic, subject, hours, tested: false, unit_id })).id;
    const items = { rules: await item('2026-01', '后勤制度逐条学习', 'rules', '3'), information: await item('2026-02', '钓鱼邮件与口令', 'information', '1.5'), family: await item('2026-03', '人口与健康讲座', 'family', '1.5') };
    await item('2026-06', '防汛与用电安全', 'safety', '2');
    await item('2026-09', '岗位标准宣贯', 'quality', '2');
    await takeStep(tx, TrainingProgrammeProcess, id, 'submit', {});
    return { id, items };
  });
  d.at('2026-01-07T02:00:00Z');
  await d.step(TrainingProgrammeProcess, made.id, 'file', d.actor('luowen'), {});
  d.at('2026-03-20T02:00:00Z');
  await d.batch(d.actor('bianxiaoguang'), async (tx) => {
    const sessions = await tx.query<{ id: string; subject: keyof typeof made.items }>(`select id, subject from study_session where tenant_id = $1 and unit_id = $2 and state = 'closed'`, [tx.tenantId, unit_id]);
    for (const s of sessions) {
      await takeStep(tx, TrainingItemProcess, made.items[s.subject], 'hold', { session: s.id });
      await takeStep(tx, TrainingItemProcess, made.items[s.subject], 'archive', {});
    }
    return {};
  });
}

async function devices(d: Demo): Promise<void> {
  d.at('2026-03-18T02:00:00Z');
  await d.batch(d.actor('minjie'), async (tx) => {
    const names = await namesOf(tx);
    const rows = await Promise.all(([
      ['后勤文件服务器', 'server', 'SRV-2201', '机房', null, ['patch', 'backup', 'antivirus']], ['报修台电脑', 'computer', 'PC-1107', '报修室', '母春梅', ['patch', 'antivirus']], ['物资台电脑', 'computer', 'PC-1108', '物资库', '库宝山', ['patch', 'antivirus']],
      ['调度台电脑', 'computer', 'PC-1109', '车队', '车援朝', ['patch', 'antivirus']], ['核心交换机', 'network', 'SW-0042', '机房', null, ['patch']], ['二楼打印机', 'printer', 'PR-0310', '二楼', null, ['patch']],
    ] as const).map(([name, kind, serial, place, who, needs]) => createRecord(tx, ItDevice, { name, kind, serial, place, custodian: who ? names.get(who)! : null, system: kind === 'computer' ? 'Windows 11' : kind === 'server' ? 'Debian 12' : null, needs: [...needs], unit_id: d.unit('LC') })));
    for (const row of rows) {
      for (const kind of row.needs) await createRecord(tx, DeviceCare, { device: row.id, kind, ok: !(row.serial === 'PC-1108' && kind === 'antivirus'), finding: row.serial === 'PC-1108' && kind === 'antivirus' ? '查出广告插件，已隔离待复查' : null });
    }
    const { id } = await createRecord(tx, SecurityIncident, { what: '物资台电脑打开陌生压缩包，弹出勒索提示', grade: 'serious', noticed_at: new Date('2026-03-18T01:20:00Z'), device: rows[2]!.id, unit_id: d.unit('LC') });
    await takeStep(tx, SecurityIncidentProcess, id, 'contain', { measures: '断网、换机、用上周备份恢复，口令全部更换' });
    await takeStep(tx, SecurityIncidentProcess, id, 'report', { cause: '邮件附件未经检查打开', prevention: '邮件网关拦截压缩包；三月补训一次' });
    return {};
  });
}

async function standards(d: Demo): Promise<void> {
  d.at('2026-03-10T02:00:00Z');
  const made = await d.batch(d.actor('chaijinjun'), async (tx) => ({
    ids: (await Promise.all(([['报修员', '接报与派单标准', '三声铃内接听；报修五分钟内派单；复述地点和故障。'], ['物资保管员', '收发与盘点标准', '收料当面点数；发料先签字后出库；每月抽盘十种。'], ['驾驶员', '出车前检查标准', '轮胎、灯光、油水、证件四查，里程拍照。']] as const)
      .map(([post, title, text]) => createRecord(tx, WorkStandard, { post, title, text, unit_id: d.unit('LC') })))).map((r) => r.id),
  }));
  d.at('2026-03-11T02:00:00Z');
  await d.batch(d.actor('rongsheng'), async (tx) => { for (const id of made.ids) await takeStep(tx, WorkStandardProcess, id, 'adopt', {}); return {}; });
  d.at('2026-03-23T02:00:00Z');
  await d.batch(d.actor('chaijinjun'), async (tx) => {
    const names = await namesOf(tx);
    for (const [i, name] of ['母春梅', '库宝山', '操胜利'].entries()) {
      const poor = name === '操胜利';
      const { id } = await createRecord(tx, StandardCheck, { standard: made.ids[i]!, employee: names.get(name)!, result: poor ? 'not_met' : 'met', looked_at: '跟班半日并抽查记录', finding: poor ? '两次出车前未拍里程' : null, correct_by: poor ? '2026-04-06' : null });
      await takeStep(tx, StandardCheckProcess, id, 'issue', {});
    }
    const { id } = await createRecord(tx, StandardTask, { task: '编制绿化作业标准并宣贯', due_on: '2026-04-20', unit_id: d.unit('LC') });
    await takeStep(tx, StandardTaskProcess, id, 'finish', { outcome: '标准已成文，三月二十日宣贯，签到十二人' });
    return {};
  });
}

async function plans(d: Demo): Promise<void> {
  const [planner, head, unit_id] = [d.actor('biwenjing'), d.actor('rongsheng'), d.unit('LC')];
  d.at('2026-01-06T03:00:00Z');
  const year = await d.batch(planner, async (tx) => {
    const names = await namesOf(tx);
    const { id } = await createRecord(tx, WorkPlan, { unit: unit_id, kind: 'year', period: '2026', unit_id });
    const item = async (goal: string, name: string, due_on: string, weight: number) => (await createRecord(tx, WorkPlanItem, { plan: id, goal, owner: names.get(name)!, due_on, weight })).id;
    const items = [await item('车辆百公里油耗降 3%', '车援朝', '2026-12-20', 30), await item('办公楼屋面防水大修完成', '母春梅', '2026-09-30', 40), await item('固定资产全面盘点', '库宝山', '2026-11-30', 30)];
    await takeStep(tx, WorkPlanProcess, id, 'submit', {});
    return { id, items, names };
  });
  d.at('2026-01-07T03:00:00Z');
  await d.step(WorkPlanProcess, year.id, 'file', head, {});
  d.at('2026-03-02T02:00:00Z');
  const months = await d.batch(planner, async (tx) => {
    const made: string[] = [];
    for (const period of ['2026-03', '2026-04']) {
      const { id } = await createRecord(tx, WorkPlan, { unit: unit_id, kind: 'month', period, parent: year.id, unit_id });
      for (const [i, [goal, name]] of ([['换装低滚阻轮胎两台', '车援朝'], ['屋面防水招标', '母春梅'], ['资产标签补贴', '库宝山']] as const).entries()) {
        await createRecord(tx, WorkPlanItem, { plan: id, goal: period === '2026-03' ? goal : `${goal}（续）`, year_item: year.items[i]!, owner: year.names.get(name)!, due_on: `${period}-25`, weight: 10 });
      }
      await takeStep(tx, WorkPlanProcess, id, 'submit', {});
      made.push(id);
    }
    return { ids: made };
  });
  d.at('2026-03-03T02:00:00Z');
  await d.batch(head, async (tx) => { for (const id of months.ids) await takeStep(tx, WorkPlanProcess, id, 'file', {}); return {}; });
  d.at('2026-03-26T02:00:00Z');
  await d.batch(planner, async (tx) => {
    const items = await tx.query<{ id: string; goal: string }>('select id, goal from work_plan_item where tenant_id = $1 and plan = $2 order by number', [tx.tenantId, months.ids[0]]);
    for (const [i, percent] of [100, 60, 100].entries()) await takeStep(tx, WorkPlanItemProcess, items[i]!.id, 'progress', { percent, note: percent === 100 ? '完成' : '两家投标，下月开标' });
    for (const [i, percent] of [25, 20, 10].entries()) await takeStep(tx, WorkPlanItemProcess, year.items[i]!, 'progress', { percent, note: '一季度' });
    return {};
  });
  d.at('2026-04-02T02:00:00Z');
  await d.step(WorkPlanProcess, months.ids[0]!, 'close', planner, { review: '三项完成两项，防水招标顺延', carry_into: months.ids[1]!, carry_reason: '只有两家投标，延期开标' });
}

async function wages(d: Demo): Promise<void> {
  const clerk = d.actor('zhulihua');
  d.at('2026-04-01T03:00:00Z');
  const made = await d.batch(clerk, async (tx) => {
    const sheet = await createRecord(tx, DepartmentSheet, { unit: d.unit('LC'), month: '2026-03' });
    await takeStep(tx, DepartmentSheetProcess, sheet.id, 'fill', {});
    await takeStep(tx, DepartmentSheetProcess, sheet.id, 'hand_in', {});
    return { sheet: sheet.id };
  });
  await d.step(DepartmentSheetProcess, made.sheet, 'accept', d.actor('luowen'), {});
  const first = `${d.today.slice(0, 7)}-01`;
  d.at(`${first}T00:10:00Z`);
  await d.batch(clerk, async (tx) => {
    const { id } = await createRecord(tx, PerformanceMonth, { unit: d.unit('LC'), month: calendar.addMonths(first, -1).slice(0, 7) });
    return takeStep(tx, PerformanceMonthProcess, id, 'compute', {});
  });
}

async function other(d: Demo): Promise<void> {
  d.at('2026-03-28T02:00:00Z');
  await d.batch(d.actor('biwenjing'), async (tx) => {
    for (const [day, statement, kind, what, hours] of [
      ['2026-01-15', 'LOG-9.3', '搬家协助', '营销部搬至三楼', '4'], ['2026-02-12', 'LOG-9.3', '搬家协助', '档案室移柜', '3'], ['2026-03-11', 'LOG-9.3', '搬家协助', '客服中心换工位', '5'],
      ['2026-02-03', 'LOG-2.4', '租房看房', '为外聘人员看周转房', '2'], ['2026-03-05', 'LOG-1.7', '车位管理', '重画车位线', '6'],
    ] as const) await createRecord(tx, OtherWork, { statement, kind, what, done_on: day, hours, unit_id: d.unit('LC') });
    return {};
  });
  d.at('2026-04-08T02:00:00Z');
  await d.create(CatchAllReview, d.actor('rongsheng'), { unit: d.unit('LC'), quarter: '2026-Q1', conclusion: '搬家协助每月都有，提议单列' });
}
