/**
 * Demo of the telephone log and of attendance: a source, the names behind the hotline's agents, and a queue_log of the last days written line by line to
 * fit the shifts, with a late one, a forgotten sign-out, a fixed seat without sign-in, a sign-in that looks borrowed, and one who did not come. All invented.
 */
import { Readable } from 'node:stream';
import { calendar, createRecord, type Reach, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { AgentAlias, PhoneSource, takeInOnce } from '../phone-log/index.ts';
import { PlannedShift, type PlanShift, planOf, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from '../rosters/index.ts';
import { computeUnit } from './unit-day.ts';

const DAYS = 5;
const FIXED_SEATS: readonly string[] = ['1004'];
const MEMBERS: readonly string[] = ['1006', '1010'];

interface Agent { readonly id: string; readonly staff_no: string }

export async function demo(d: Demo): Promise<void> {
  const clerk = d.actor('wujing');
  const [from, to] = [calendar.addDays(d.today, -DAYS), d.today];
  const started = d.now();
  d.at(`${calendar.addDays(from, -20)}T01:00:00Z`);
  const { source, agents } = await d.batch(clerk, async (tx) => ({ source: (await createRecord(tx, PhoneSource, { name: '热线 Asterisk', source_kind: 'queue_log', zone: 'Asia/Shanghai', folder: 'hotline', unit_id: d.unit('CC') })).id, agents: await named(tx) }));
  if ((await plans(d, agents, from, to)).length === 0) await ownRoster(d, agents, from, to);
  const shifts = await plans(d, agents, from, to);
  d.at(started.toISOString());
  const lines = [...shifts.flatMap((shift) => linesOf(d, agents.find((a) => a.id === shift.employee)!, shift, storyOf(shifts, shift, d.today), started.getTime())), [started.getTime() / 1000 - 60, 'NONE|support|PJSIP/1099|RINGNOANSWER|9000'] as const];
  const log = lines.filter(([at]) => at * 1000 <= started.getTime()).sort(([a], [b]) => a - b).map(([at, rest]) => `${Math.round(at)}|${rest}\n`).join('');
  const reach: Reach = { now: () => d.now(), read: (work) => d.batch(clerk, async (tx) => ({ value: await work(tx) })).then((r) => r.value), write: (work) => d.batch(clerk, work) };
  await takeInOnce(reach, source, Readable.from([Buffer.from(log)]), 'queue_log');
  await d.batch(clerk, async (tx) => { await computeUnit(tx, d.unit('CC'), from, to); return {}; });
}

/** Names in the log as the telephone system has grown to write them. */
async function named(tx: Tx): Promise<Agent[]> {
  const agents = await tx.query<Agent>(`select e.id, e.staff_no from employee e where e.tenant_id = $1 and e.staff_no between '1001' and '1016' order by e.staff_no`, [tx.tenantId]);
  for (const a of agents) {
    const names = FIXED_SEATS.includes(a.staff_no) || MEMBERS.includes(a.staff_no) ? [`PJSIP/${a.staff_no}`] : a.staff_no === '1001' ? ['1001', 'Agent:1001'] : [a.staff_no];
    for (const alias of names) await createRecord(tx, AgentAlias, { alias, employee: a.id, valid_from: '2025-01-01' });
  }
  return agents;
}

const plans = (d: Demo, agents: readonly Agent[], from: string, to: string): Promise<readonly PlanShift[]> =>
  d.batch(d.actor('sulin'), async (tx) => ({ found: await planOf(tx, agents.map((a) => a.id), from, to) })).then((r) => r.found);

/** Where nobody has made a roster: an early and a late shift on working days. */
async function ownRoster(d: Demo, agents: readonly Agent[], from: string, to: string): Promise<void> {
  const sulin = d.actor('sulin');
  const line = d.unit('CC-IN');
  const roster = await d.batch(sulin, async (tx) => {
    const shift = (code: string, starts: string, ends: string, meal: string, rest: string) => createRecord(tx, ShiftTemplate, { line, code, name: `${code}班`, starts, ends, meal_from: meal, meal_to: later(meal, 60), break_from: rest, break_to: later(rest, 15), least: 2 });
    const [early, late] = [await shift('早', '09:00', '18:00', '12:00', '15:30'), await shift('晚', '13:00', '22:00', '17:30', '20:00')];
    const { id } = await createRecord(tx, ShiftRoster, { line, from_day: from, to_day: to });
    for (let day = from; day <= to; day = calendar.addDays(day, 1)) {
      for (const [i, a] of agents.entries()) if (calendar.weekday(day) <= 5 || i % 4 === 0) await createRecord(tx, PlannedShift, { roster: id, employee: a.id, day, template: (i % 3 === 2 ? late : early).id });
    }
    return { id };
  });
  await d.step(ShiftRosterProcess, roster.id, 'publish', sulin, { late_reason: '演示补录', conflicts_reason: '演示补录' });
}
const later = (time: string, minutes: number): string => { const m = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes; return `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`; };

type Story = 'plain' | 'late' | 'early' | 'no_sign_out' | 'not_ready' | 'absent' | 'borrowed';
/** One thing out of the ordinary for a few people, on the last working day before today. */
function storyOf(shifts: readonly PlanShift[], shift: PlanShift, today: string): Story {
  const last = [...new Set(shifts.map((s) => s.day))].filter((day) => day < today).sort().at(-1);
  if (shift.day !== last) return 'plain';
  const order = shifts.filter((s) => s.day === last).map((s) => s.employee);
  return (['plain', 'not_ready', 'late', 'plain', 'borrowed', 'plain', 'no_sign_out', 'absent'] as const)[order.indexOf(shift.employee)] ?? 'plain';
}

type LogLine = readonly [at: number, rest: string];

function linesOf(d: Demo, agent: Agent, shift: PlanShift, story: Story, now: number): LogLine[] {
  if (story === 'absent') return [];
  const no = agent.staff_no;
  const [start, end] = [shift.from.getTime() / 1000, shift.to.getTime() / 1000];
  const wander = (seconds: number) => Math.floor(d.random() * seconds);
  const inAt = story === 'late' ? start + 420 + wander(200) : story === 'not_ready' ? start - 100 : story === 'borrowed' ? start - 310 : start - 330 - wander(300);
  const outAt = story === 'late' ? end - 660 : end + wander(400);
  const fixed = FIXED_SEATS.includes(no);
  const member = MEMBERS.includes(no);
  const device = story === 'borrowed' ? 'PJSIP/1001-000000b5' : `PJSIP/${no}-${(10_000 + wander(50_000)).toString(16).padStart(8, '0')}`;
  const name = fixed || member ? `PJSIP/${no}` : no;
  const heard: LogLine[] = [];
  if (member) heard.push([inAt, `MANAGER|support|${name}|ADDMEMBER|`], [outAt, `MANAGER|support|${name}|REMOVEMEMBER|`]);
  else if (!fixed) heard.push([inAt, `${inAt}.${no}|NONE|${no}|AGENTLOGIN|${device}`], ...(story === 'no_sign_out' || story === 'borrowed' ? [] : [[outAt, `${inAt}.${no}|NONE|${no}|AGENTLOGOFF|${device}|${outAt - inAt}`] as const]));
  if (story === 'borrowed') return heard;
  const pauses = shift.breaks.map((b) => ({ from: b.from.getTime() / 1000 + wander(90), to: b.to.getTime() / 1000 + wander(120), reason: b.kind === 'meal' ? 'Lunch' : 'Break' }));
  if (!fixed) for (const p of pauses) heard.push([p.from, `NONE|NONE|${name}|PAUSEALL|${p.reason}`], [p.from, `NONE|support|${name}|PAUSE|${p.reason}`], [p.to, `NONE|NONE|${name}|UNPAUSEALL|`], [p.to, `NONE|support|${name}|UNPAUSE|`]);
  for (let at = Math.max(inAt, start) + 120 + wander(600); at < Math.min(outAt, end, now / 1000) - 200; at += 700 + wander(1_500)) {
    const talk = 90 + wander(280);
    if (pauses.some((p) => at < p.to + 30 && at + talk > p.from - 30)) continue;
    const hold = 3 + wander(25);
    const call = `${at - hold}.${no}`;
    heard.push([at - hold, `${call}|support|NONE|ENTERQUEUE||139${String(wander(90_000_000) + 10_000_000)}|1`], [at, `${call}|support|${name}|CONNECT|${hold}|${call}9|3`], [at + talk, `${call}|support|${name}|COMPLETE${wander(2) === 0 ? 'AGENT' : 'CALLER'}|${hold}|${talk}|1`]);
  }
  return heard;
}
