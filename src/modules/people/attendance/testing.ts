/** A call centre for tests of attendance: agents with shifts, a telephone source, and ways to send lines and compute what waits. AC-06. */
import { Readable } from 'node:stream';
import { type Actor, newId } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { discipline } from '../discipline/index.ts';
import { leave, LeaveKind, LeaveRequest, LeaveRequestProcess } from '../leave/index.ts';
import { AgentAlias, phoneLog, PhoneImport, PhoneSource, takeInOnce } from '../phone-log/index.ts';
import { PlannedShift, rosters, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from '../rosters/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { attendance } from './index.ts';

export interface Centre {
  readonly t: TestKernel;
  readonly wu: Actor; readonly sulin: Actor; readonly qinlan: Actor; readonly hr: Actor;
  readonly agents: { readonly [no: string]: Actor };
  readonly people: { readonly [no: string]: string };
  roster(from: string, to: string, days: readonly string[], nos: readonly string[]): Promise<void>;
  away(no: string, kind: '年假' | '病假', from: string, to?: string): Promise<string>;
  send(log: string): Promise<{ readonly stored: number; readonly repeated: number }>;
  day(no: string, day: string): Promise<{ readonly [column: string]: unknown } & { readonly id: string }>;
  findings(kind: string): Promise<readonly { readonly id: string; readonly state: string; readonly employee: string; readonly from_day: string; readonly to_day: string; readonly days: number; readonly in_month: number | null; readonly review: boolean; readonly facts: string; readonly facts_en: string; readonly changed_after: boolean | null; readonly incident: string | null }[]>;
  settle(): Promise<void>;
}
export const NOS = ['1001', '1002', '1003', '1004', '1005', '1006'] as const;

export async function openCentre(now: string): Promise<Centre> {
  const t = await startTest({ modules: [staff, rulebook, discipline, rosters, leave, phoneLog, attendance], now: '2026-10-01T01:00:00Z' });
  const [hr, sulin, qinlan, wu] = [await t.actor('hr', 'YL', '罗文'), await t.actor('line_supervisor', 'CC-IN', '苏琳'), await t.actor('centre_manager', 'CC', '秦岚'), await t.actor('attendance_clerk', 'CC', '吴静')];
  const agents: { [no: string]: Actor } = {};
  const people: { [no: string]: string } = {};
  for (const no of NOS) {
    agents[no] = await t.actor('agent', 'CC-IN', `员工${no}`);
    people[no] = (await t.create(Employee, hr, { staff_no: no, name: `员工${no}`, hired_on: '2024-01-01', app_user: agents[no]!.id, line: t.unit('CC-IN'), unit_id: t.unit('CC-IN') })).id;
  }
  const kinds = {
    年假: (await t.create(LeaveKind, hr, { name: '年假', paid: true, keeps_balance: false, needs_proof: false, retroactive_days: 10 })).id,
    病假: (await t.create(LeaveKind, hr, { name: '病假', paid: true, keeps_balance: false, needs_proof: false, retroactive_days: 30 })).id,
  };
  const template = await t.create(ShiftTemplate, sulin, { line: t.unit('CC-IN'), code: '早', name: '早班', starts: '09:00', ends: '18:00', meal_from: '12:00', meal_to: '13:00', break_from: '15:30', break_to: '15:45', least: 0 });
  const source = await t.create(PhoneSource, wu, { name: '热线', source_kind: 'queue_log', zone: 'Asia/Shanghai' });
  const aliases: readonly (readonly [string, string])[] = [['1001', '1001'], ['Agent:1001', '1001'], ['1002', '1002'], ['1003', '1003'], ['PJSIP/1004', '1004'], ['1005', '1005'], ['PJSIP/1006', '1006']];
  for (const [alias, no] of aliases) await t.create(AgentAlias, wu, { alias, employee: people[no]!, valid_from: '2026-10-01' });
  t.at(now);
  const settle = async () => { for (let i = 0; i < 3; i++) await t.tick(); };
  await settle();
  return {
    t, wu, sulin, qinlan, hr, agents, people, settle,
    async roster(from, to, days, nos) {
      const { id } = await t.create(ShiftRoster, sulin, { line: t.unit('CC-IN'), from_day: from, to_day: to });
      for (const day of days) for (const no of nos) await t.create(PlannedShift, sulin, { roster: id, employee: people[no]!, day, template: template.id });
      await t.step(ShiftRosterProcess, id, 'publish', sulin, { late_reason: '补录', conflicts_reason: '补录' });
    },
    async away(no, kind, from, to = from) {
      const proof = newId(t.now());
      await t.run(wu, (tx) => tx.query(`insert into attachment (tenant_id, id, name, type, bytes, sha256, uploaded_by, at) values ($1, $2, '病假条.png', 'image/png', 1, $3, $4, $5)`, [tx.tenantId, proof, 'a'.repeat(64), wu.id, tx.now]));
      const { id } = await t.create(LeaveRequest, wu, { employee: people[no]!, proof: [proof], kind: kinds[kind], from_day: from, from_half: 'am', to_day: to, to_half: 'pm', reason: '测试' });
      await t.step(LeaveRequestProcess, id, 'approve', sulin, { decision_note: null, below_reason: '测试' });
      return id;
    },
    async send(log) {
      const { id } = await takeInOnce({ now: () => t.now(), read: (work) => t.kernel.read(wu, work), write: (work) => t.kernel.write(wu, work) }, source.id, Readable.from([Buffer.from(log)]), 'queue_log');
      await settle();
      return t.read(PhoneImport, id);
    },
    async day(no, day) {
      const [row] = await t.sql<{ id: string }>('select * from attendance_day where tenant_id = $1 and employee = $2 and day = $3', [t.tenantId, people[no], day]);
      return row!;
    },
    findings: (kind) => t.sql('select * from attendance_finding where tenant_id = $1 and finding_kind = $2 order by from_day, number', [t.tenantId, kind]),
  };
}

/** A whole working day of somebody in lines of the log. */
export const workedDay = (no: string, day: string): string => {
  const at = (time: string) => Date.parse(`${day}T${time}:00+08:00`) / 1000;
  return `${at('08:50')}|${no}${at('08:50')}|NONE|${no}|AGENTLOGIN|PJSIP/${no}-000000aa\n${at('18:01')}|${no}${at('08:50')}|NONE|${no}|AGENTLOGOFF|PJSIP/${no}-000000aa|33060\n`;
};
