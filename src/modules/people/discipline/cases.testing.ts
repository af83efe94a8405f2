/** A centre with a published rulebook, people to report, decide and serve, and short ways through a whole case (测试用案件). */
import { Holiday } from '../../../kernel/access/organisation.ts';
import type { Actor, Module, RowOf } from '../../../kernel/index.ts';
import { createRecord } from '../../../kernel/register/write.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { RulebookChoice, RulebookVersionProcess, RulebookVersionRegister, rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { thawed } from './explained.rules.ts';
import { CaseEvidence, discipline, IncidentProcess, IncidentRegister, Sanction } from './index.ts';
import type { Explanation } from './rules.ts';

export interface Centre {
  readonly t: TestKernel;
  /** Reports; holds the post of attendance clerk for the whole centre. */
  readonly clerk: Actor;
  /** Line supervisor S1. */
  readonly supervisor: Actor;
  /** Centre manager M1. */
  readonly manager: Actor;
  readonly hr: Actor;
  readonly rulebook: string;
  hire(name: string, more?: { readonly app_user?: string; readonly hired_on?: string }): Promise<string>;
  report(employee: string, clause: string, at: string, more?: Partial<RowOf<typeof IncidentRegister>>): Promise<string>;
  /** From the report to the proposal, with the employee's statement. */
  propose(incident: string, name: string): Promise<Explanation>;
  decide(incident: string, actor: Actor, level: 'action' | 'iip' | 'oral' | 'written', more?: { readonly change_reason?: string; readonly harm_evidence?: string }): ReturnType<TestKernel['step']>;
  serve(incident: string, name: string): ReturnType<TestKernel['step']>;
  /** A whole case: reported and decided on the day, as proposed, served at `served`. */
  settled(employee: string, name: string, clause: string, at: string, served: string): Promise<RowOf<typeof Sanction>>;
  sanctionOf(incident: string): Promise<RowOf<typeof Sanction>>;
}

export async function openCentre(now = '2025-06-02T01:00:00Z', published = '2025-06-02', more: readonly Module[] = []): Promise<Centre> {
  const t = await startTest({ modules: [staff, rulebook, discipline, ...more], now });
  await t.run(t.system, async (tx) => {
    for (const year of [2025, 2026, 2027]) for (const day of [`${year}-01-01`, SPRING[year]!, `${year}-05-01`, `${year}-10-01`]) await createRecord(tx, Holiday, { day, day_kind: 'rest', name: '假日' });
  });
  const [clerk, supervisor, manager, hr] = [await t.actor('attendance_clerk', 'CC', '吴静'), await t.actor('line_supervisor', 'CC-IN', '苏琳'), await t.actor('centre_manager', 'CC', '秦岚'), await t.actor('hr', 'YL', '罗文')];
  const version = await publishedRulebook(t, manager, published);
  let hired = 0;
  const centre: Centre = {
    t, clerk, supervisor, manager, hr, rulebook: version,
    async hire(name, more = {}) {
      hired += 1;
      return (await t.create(Employee, hr, { staff_no: String(1000 + hired), name, hired_on: '2020-03-01', unit_id: t.unit('CC-IN'), ...more })).id;
    },
    async report(employee, clause, at, more = {}) {
      return (await t.create(IncidentRegister, clerk, { employee, clause, occurred_at: new Date(at), zone: 'work-area', grade: 'ordinary', description: '当场看到', unit_id: t.unit('CC-IN'), ...more } as never)).id;
    },
    async propose(incident, name) {
      await t.step(IncidentProcess, incident, 'start_inquiry', supervisor, {});
      await t.create(CaseEvidence, clerk, { incident, kind: 'witness', shows: '当场看到', witness: '吴静', words: '当时在场，看到经过。' });
      await t.step(IncidentProcess, incident, 'record_statement', supervisor, { statement: '承认' }, [t.sign('employee', name)]);
      await t.step(IncidentProcess, incident, 'propose', supervisor, {});
      return thawed((await t.read(IncidentRegister, incident)).proposal ?? '');
    },
    decide: (incident, actor, decided_level, more = {}) => t.step(IncidentProcess, incident, 'decide', actor, { decided_level, ...more }),
    serve: (incident, name) => t.step(IncidentProcess, incident, 'serve', manager, {}, [t.sign('employee', name)]),
    async settled(employee, name, clause, at, served) {
      t.at(at);
      const incident = await centre.report(employee, clause, at);
      const { result } = await centre.propose(incident, name);
      await centre.decide(incident, manager, result as 'iip');
      t.at(served);
      await centre.serve(incident, name);
      return centre.sanctionOf(incident);
    },
    async sanctionOf(incident) {
      const [row] = await t.sql<{ id: string }>('select id from sanction where incident = $1 order by round desc limit 1', [incident]);
      return t.read(Sanction, row?.id ?? '');
    },
  };
  return centre;
}

const SPRING: { readonly [year: number]: string } = { 2025: '2025-01-29', 2026: '2026-02-17', 2027: '2027-02-06' };

export async function publishedRulebook(t: TestKernel, manager: Actor, from: string, no = '1.0', answers: readonly (readonly [parameter: string, answer: unknown])[] = []): Promise<string> {
  const { id } = await t.create(RulebookVersionRegister, manager, { no, title: '工作守则', origin: 'source', preset: 'hardened' });
  for (const [parameter, answer] of [['dress.rostered_days', [1, 2, 3, 4, 5]], ...answers] as const) await t.create(RulebookChoice, manager, { rulebook: id, parameter, answer: JSON.stringify(answer), reason: '职代会商定' });
  await t.step(RulebookVersionProcess, id, 'check', manager, {});
  await t.step(RulebookVersionProcess, id, 'consult', manager, { consulted_with: '职工代表' });
  await t.step(RulebookVersionProcess, id, 'approve', manager, { minutes_summary: '职工代表十二人同意，无异议。' });
  await t.step(RulebookVersionProcess, id, 'publish', manager, { effective_from: from, publish_reason: '职代会通过' });
  return id;
}
