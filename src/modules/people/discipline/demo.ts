/**
 * Demo of discipline: cases in every state among the agents of the hotline. 欧阳娜 stands before her third breach of the dress code,
 * 尉迟琳 before her third Oral Warning, 逯洋 has two Written Warnings; 昝蕾 did not flip the status board. All invented.
 */
import { calendar, createRecord, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import type { SignatureInput } from '../../../kernel/api.ts';
import { CaseEvidence } from './case-evidence.ts';
import { IncidentProcess } from './incident-process.ts';
import { Incident } from './incident.ts';
import { StatusBoardEvent } from './status-board.ts';

type Until = 'reported' | 'inquiry' | 'heard' | 'proposed' | 'decided' | 'served';
interface Story {
  readonly name: string; readonly clause: string; readonly daysAgo: number; readonly until: Until; readonly what: string;
  readonly statement?: string; readonly level?: 'action' | 'iip' | 'oral' | 'written'; readonly reason?: string; readonly grade?: 'serious'; readonly zone?: 'rest-room' | 'shared-area';
  readonly shown?: readonly [kind: 'photo' | 'call' | 'phone_log' | 'document' | 'witness', shows: string, words: string];
  readonly refused?: true; readonly then?: 'hand_to_hr' | 'dismiss'; readonly damage?: string; readonly away?: number;
}

const STORIES: readonly Story[] = [
  { name: '逯洋', clause: 'CC-WRIT-3', daysAgo: 300, until: 'served', what: '未经批准带亲友进入热线区参观。', statement: '以为前台已登记。', shown: ['document', '访客登记簿当日没有这两人', '访客登记簿 11 页：14:00 至 16:00 无登记。'] },
  { name: '欧阳娜', clause: 'CC-IIP-4', daysAgo: 204, until: 'served', what: '周二穿牛仔裤上岗。', statement: '前一晚换洗不及，愿意改正。' },
  { name: '尉迟琳', clause: 'CC-ORAL-6', daysAgo: 160, until: 'served', away: 35, what: '接线时段离开座席 35 分钟，没有暂停码。', statement: '去楼下取快递。', shown: ['phone_log', '离席期间没有暂停码', '10:02:11 最后一通结束，10:37:40 接起下一通，其间无 PAUSE 记录。'] },
  { name: '欧阳娜', clause: 'CC-IIP-4', daysAgo: 133, until: 'served', what: '周三穿运动鞋上岗。', statement: '脚扭伤，没有事先说明。' },
  { name: '邓思琪', clause: 'CC-ORAL-4', daysAgo: 110, until: 'served', what: '在回访组座席旁吸电子烟。', statement: '不认为电子烟算吸烟。', refused: true, shown: ['witness', '在座席旁吸电子烟', '闻到甜味，回头看见她把电子烟放进抽屉。'] },
  { name: '尉迟琳', clause: 'CC-ORAL-9', daysAgo: 84, until: 'served', what: '当班时在座席上阅读网络小说。', statement: '当时来电很少。', shown: ['document', '上网记录', '10:15 至 10:48 访问小说网站 7 页。'] },
  { name: '令狐颖', clause: 'CC-ORAL-7', daysAgo: 66, until: 'served', zone: 'shared-area', what: '在茶水间当众用侮辱性言语责备同事。', statement: '已当面道歉。', level: 'iip', reason: '对方先行挑衅，事后当面道歉并得到谅解。', shown: ['witness', '当众的原话', '“你脑子是不是坏的”，在场四人都听见。'] },
  { name: '亓官晓', clause: 'CC-WRIT-5', daysAgo: 48, until: 'proposed', what: '连续三个月一次解决率低于线路标准。', statement: '新业务培训只上了一次。', then: 'hand_to_hr' },
  { name: '单雯', clause: 'CC-ACT-1', daysAgo: 40, until: 'served', what: '接线时段未佩戴耳麦，以外放接听。', statement: '耳麦接触不良，已报修。' },
  { name: '逯洋', clause: 'CC-WRIT-1', daysAgo: 33, until: 'served', what: '替同事签到一次，电话系统记录与门禁不符。', statement: '同事堵车，帮忙一次。', shown: ['phone_log', '同一话机两个工号先后签到', '08:54:10 与 08:55:02 都从同一分机签入，同事门禁 09:21 才刷卡。'] },
  { name: '仝静', clause: 'CC-ACT-1', daysAgo: 26, until: 'heard', what: '巡场时未戴耳麦。', statement: '已转质检，不接电话。', then: 'dismiss' },
  { name: '郜燕', clause: 'CC-IIP-3', daysAgo: 19, until: 'served', what: '在座席吃早餐。', statement: '早班来不及。' },
  { name: '缑晓雯', clause: 'CC-ACT-5', daysAgo: 12, until: 'decided', what: '办公区域回复微信。', statement: '家中老人住院。', shown: ['witness', '在座席打字回复', '走过时看到屏幕亮着微信，约两分钟。'] },
  { name: '粟倩', clause: 'CC-IIP-5', daysAgo: 9, until: 'heard', grade: 'serious', what: '在接线区大声争执，邻座来电被打断。', statement: '因排班起争执。', damage: '两通来电中断，客户改拨投诉线。', shown: ['call', '通话中可以听到争吵', '第 41 秒起背景有争吵声，客户问“你们那边怎么了”。'] },
  { name: '尉迟琳', clause: 'CC-ORAL-7', daysAgo: 6, until: 'heard', zone: 'shared-area', what: '在电梯厅当众辱骂同事。', statement: '一时激动。', shown: ['witness', '电梯厅的原话', '在电梯口听到两句骂人的话，对方当场哭了。'] },
  { name: '欧阳娜', clause: 'CC-IIP-4', daysAgo: 5, until: 'proposed', what: '周中穿破洞牛仔裤上岗。', statement: '忘记当天不是周五。' },
  { name: '厍春燕', clause: 'CC-ORAL-13', daysAgo: 2, until: 'inquiry', what: '在座席用办公电话打私人电话约 12 分钟。' },
  { name: '靳冬梅', clause: 'CC-IIP-2', daysAgo: 1, until: 'reported', what: '经过防火门未随手关门，门禁报警。' },
  { name: '靳冬梅', clause: 'CC-IIP-3', daysAgo: 75, until: 'served', what: '在座席吃盒饭。', statement: '那天午餐时间被占用，已经和班长说过。' },
  { name: '靳冬梅', clause: 'CC-IIP-3', daysAgo: 38, until: 'served', what: '在座席吃水果。', statement: '低血糖，带了医嘱。', shown: ['photo', '座席上的水果盒', '10:20 巡场照片，座席 A-17。'] },
  { name: '靳冬梅', clause: 'CC-IIP-3', daysAgo: 14, until: 'served', what: '在座席吃面包。', statement: '忘带午餐券。', shown: ['witness', '在座席吃面包', '走过时看见她边接线边吃面包。'] },
];

export async function demo(d: Demo): Promise<void> {
  const people = (await d.batch(d.actor('wujing'), async (tx) => ({ of: await agents(tx) }))).of;
  await d.batch(d.actor('admin'), async (tx) => { await fixedHolidays(tx, d.today); return {}; });
  for (const story of STORIES) await tell(d, people, story);
  await boardMonth(d, people['昝蕾']!.id);
}

interface Agent { readonly id: string; readonly unit_id: string }

async function agents(tx: Tx): Promise<{ [name: string]: Agent }> {
  const rows = await tx.query<Agent & { readonly name: string }>('select id, name, unit_id from employee where tenant_id = $1 and archived_at is null', [tx.tenantId]);
  return Object.fromEntries(rows.map(({ name, id, unit_id }) => [name, { id, unit_id }]));
}

/** Reported by the attendance clerk, heard by the supervisor (in the call-back group by the manager), decided by the centre manager. */
async function tell(d: Demo, people: { readonly [name: string]: Agent }, story: Story): Promise<void> {
  const agent = people[story.name]!;
  const day = worked(calendar.addDays(d.today, -story.daysAgo));
  const investigator = agent.unit_id === d.unit('CC-IN') ? d.actor('sulin') : d.actor('qinlan');
  const reached = (until: Until) => ORDER.indexOf(story.until) >= ORDER.indexOf(until);
  d.at(`${day}T03:00:00Z`);
  const { id } = await d.create(Incident, d.actor('wujing'), {
    employee: agent.id, clause: story.clause, occurred_at: new Date(`${day}T02:10:00Z`), zone: story.zone ?? 'work-area', grade: story.grade ?? 'ordinary', description: story.what, unit_id: agent.unit_id,
    ...(story.damage ? { damage: story.damage } : {}), ...(story.away ? { away_minutes: story.away, away_covered: false } : {}),
  });
  if (!reached('inquiry')) return;
  d.at(`${day}T05:00:00Z`);
  await d.step(IncidentProcess, id, 'start_inquiry', investigator, {});
  await d.create(CaseEvidence, investigator, evidenceFor(story, id));
  if (!reached('heard')) return;
  d.at(`${day}T08:00:00Z`);
  await d.step(IncidentProcess, id, 'record_statement', investigator, { statement: story.statement ?? '没有异议。' }, [d.sign('employee', story.name)]);
  if (story.then === 'dismiss') {
    await d.step(IncidentProcess, id, 'propose', investigator, {});
    await d.step(IncidentProcess, id, 'dismiss_case', d.actor('qinlan'), { closing_reason: '已转质检岗，不接听电话，不受此条约束。' });
    return;
  }
  if (!reached('proposed')) return;
  d.at(`${day}T08:30:00Z`);
  await d.step(IncidentProcess, id, 'propose', investigator, {});
  if (story.then === 'hand_to_hr') await d.step(IncidentProcess, id, 'hand_to_hr', investigator, {});
  if (!reached('decided')) return;
  const proposed = await d.batch(d.actor('qinlan'), async (tx) => ({ level: (await tx.query<{ proposed_level: Story['level'] }>('select proposed_level from incident where tenant_id = $1 and id = $2', [tx.tenantId, id]))[0]!.proposed_level }));
  d.at(`${day}T09:00:00Z`);
  await d.step(IncidentProcess, id, 'decide', d.actor('qinlan'), { decided_level: story.level ?? proposed.level ?? 'action', change_reason: story.reason ?? null, harm_evidence: null });
  if (!reached('served')) return;
  d.at(`${calendar.addDays(day, 1)}T02:00:00Z`);
  await d.step(IncidentProcess, id, 'serve', investigator, {}, [story.refused ? refusal(story.name) : d.sign('employee', story.name)]);
}

function evidenceFor({ shown, what }: Story, incident: string) {
  const [kind, shows, words] = shown ?? (['witness', '当场看到', what] as const);
  return { incident, kind, shows, words, ...(kind === 'witness' ? { witness: '吴静' } : {}), ...(kind === 'call' || kind === 'phone_log' ? { call_id: '1763450112.4471' } : {}) };
}

const ORDER: readonly Until[] = ['reported', 'inquiry', 'heard', 'proposed', 'decided', 'served'];

function refusal(signer: string): SignatureInput {
  return { name: 'employee', signer, kind: 'refused', strokes: '', witnesses: ['吴静', '苏琳'] };
}

/** Last month: logged, reminded, made an incident. */
async function boardMonth(d: Demo, employee: string): Promise<void> {
  const month = calendar.addMonths(d.today, -1).slice(0, 7);
  for (const [day, occasion, remark] of [['04', 'meal', '午餐离席未翻牌'], ['12', 'break', '小休未翻牌'], ['20', 'end', '下班未翻牌']] as const) {
    d.at(`${month}-${day}T06:00:00Z`);
    await d.create(StatusBoardEvent, d.actor('wujing'), { employee, observed_at: new Date(`${month}-${day}T04:30:00Z`), zone: 'work-area', occasion, remark, unit_id: d.unit('CC-IN') });
  }
}

/** A weekend day becomes the Friday before it. */
function worked(day: string): string {
  return calendar.addDays(day, -Math.max(0, calendar.weekday(day) - 5));
}

/** The time to answer is counted in working days: in a year whose holidays nobody has entered yet, the demo enters the fixed ones. */
async function fixedHolidays(tx: Tx, today: string): Promise<void> {
  const register = tx.kernel.registers.get('holiday')!;
  const known = calendar.holidayData(await tx.query<calendar.HolidayEntry>('select day, day_kind, name from holiday where tenant_id = $1', [tx.tenantId])).years;
  const years = new Set([today, calendar.addDays(today, 40)].map((day) => Number(day.slice(0, 4))));
  for (const year of years) {
    if (known.has(year)) continue;
    const spring = calendar.lunarToSolar({ year, month: 1, day: 1, leap: false });
    for (const day of [`${year}-01-01`, `${year}-05-01`, `${year}-10-01`, ...(spring ? [spring] : [])]) await createRecord(tx, register, { day, day_kind: 'rest', name: '法定假日' } as never);
  }
}
