/**
 * Rounds (巡场与下班检查): a checklist walked item by item on a phone; a finding becomes an incident in the same step, with its photograph
 * as evidence, when it is an offence on that day for that person. Serves CC-1, CC-2, CC-4.2a, CC-4.2b, AC-17, AC-18, AC-21.
 */
import { createRecord, dayOf, defineProcess, defineQuery, defineRegister, f, readRecord, Refusal, scopeOf, updateRecord, type Tx } from '../../../kernel/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { DRESS_ITEMS, type DressItem, GRADE_LABELS, ITEMS, publishedVersions, versionOn, ZONE_LABELS } from '../rulebook/index.ts';
import { ChecklistItem, type Item, itemsOf, listOn, LISTS } from './checklist.ts';
import { CLOSERS, READERS, WALKERS } from './roles.ts';
import { judge, type Judged, missing, onlyAdvice, refuseBareFault, type FoundLine } from './rules.ts';

const DRESS = Object.fromEntries(DRESS_ITEMS.map((item) => [item, ITEMS[item].label])) as { readonly [item in DressItem]: readonly [string, string] };
export const WorkArea = defineRegister('work_area', {
  label: ['责任区', 'Work area'],
  number: 'QY-{000}',
  fields: { line: f.unit('线路', 'Line'), name: f.text('区域', 'Area', { max: 40 }), owner: f.ref('负责人', 'In charge', 'employee') },
  title: ['name'],
  list: ['line', 'name', 'owner'],
  sorts: ['name'],
  unique: [['line', 'name']],
  access: { read: [...READERS, 'agent'], create: WALKERS, edit: WALKERS, archive: WALKERS },
  empty: ['还没有责任区。每个区域有一人负责下班时关电源、清桌面。', 'No areas yet. Somebody is in charge of each and shuts it down after work.'],
  opening: { set: ({ input }) => ({ unit_id: input.line }) },
});

export const Round = defineRegister('workplace_round', {
  label: ['现场检查', 'Workplace round'],
  number: 'XC-{yyyy}-{0000}',
  fields: {
    line: f.unit('线路', 'Line'),
    list: f.choice('类别', 'Kind', LISTS, { initial: 'round' }),
    area: f.ref('责任区', 'Area', 'work_area', { optional: true, hint: ['下班检查必填', 'Required at the end of a shift'] }),
    checklist: f.ref('检查单', 'Checklist', 'workplace_checklist', { optional: true, readonly: true }),
    day: f.date('日期', 'Day', { optional: true, readonly: true }),
    faults: f.integer('问题数', 'Faults', { optional: true, readonly: true }),
  },
  title: ['list', 'day'],
  list: ['day', 'line', 'list', 'area', 'faults'],
  sorts: ['-day', '-number'],
  indexes: [['line', 'day']],
  access: { read: [...READERS, 'agent'], create: CLOSERS },
  empty: ['还没有检查记录。从“现场巡检”页开始。', 'No rounds yet. Begin on the page “Workplace round”.'],
  opening: {
    facts: async ({ tx, input, now }) => { const day = await dayOf(tx, now, input.line); return { day, checklist: await listOn(tx, input.line, input.list, day), area: input.area === null ? null : await readRecord(tx, WorkArea, input.area) }; },
    guard({ input, facts, actor }) {
      if (facts.checklist === null) throw new Refusal('workplace_round.no_list', ['本线还没有启用的检查单', 'No checklist is in force for this line'], 422, { list: ['没有检查单', 'No checklist'] });
      if (input.list === 'end_of_shift' && input.area === null) throw new Refusal('workplace_round.area', ['下班检查按责任区进行', 'At the end of a shift, area by area'], 422, { area: ['必填', 'Required'] });
      if (facts.area && facts.area.line !== input.line) throw new Refusal('workplace_round.other_line', ['责任区不属于本线', 'The area belongs to another line'], 422, { area: ['请选择本线的', 'Choose one of this line'] });
      if (input.list === 'round' && actor.kind === 'user' && !actor.grants.some((g) => (WALKERS as readonly string[]).includes(g.role))) throw new Refusal('workplace_round.walker', ['巡场由主管进行', 'Rounds are walked by supervisors'], 403);
    },
    set: ({ input, facts }) => ({ day: facts.day, checklist: facts.checklist?.id ?? null, unit_id: input.line }),
  },
});

export const RoundLine = defineRegister('round_line', {
  label: ['检查结果', 'Result of an item'],
  number: 'XCX-{yyyy}-{00000}',
  hidden: true,
  fields: {
    round: f.ref('检查', 'Round', 'workplace_round'),
    item: f.ref('检查项', 'Item', 'checklist_item'),
    outcome: f.choice('结果', 'Outcome', { ok: ['正常', 'In order'], fault: ['有问题', 'Fault'], na: ['不适用', 'N/A'] }),
    note: f.text('情况', 'What is wrong', { max: 200, optional: true }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    employee: f.ref('员工', 'Employee', 'employee', { optional: true }),
    dress: f.choice('着装', 'Dress', DRESS, { optional: true }),
    zone: f.choice('区域', 'Where', ZONE_LABELS, { initial: 'work-area', optional: true }),
    grade: f.choice('程度', 'Grade', GRADE_LABELS, { initial: 'ordinary', optional: true }),
    report: f.yesNo('报告违纪', 'Report as a breach', { initial: false }),
    verdict: f.text('判定', 'Verdict', { max: 200, optional: true, readonly: true }),
    verdict_en: f.text('判定（英文）', 'Verdict in English', { max: 300, optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
  },
  title: ['item', 'outcome'],
  list: ['round', 'item', 'outcome', 'note', 'employee', 'verdict', 'incident'],
  sorts: ['-number'],
  indexes: [['round']],
  access: { read: READERS, create: CLOSERS },
  opening: {
    facts: async ({ tx, input }) => lineFacts(tx, input),
    guard({ input, facts }) {
      if (!facts.round || !facts.item) return;
      if (facts.round.state !== 'walking') throw new Refusal('round_line.finished', ['这次检查已结束', 'This round is finished'], 409);
      if (facts.item.checklist !== facts.round.checklist) throw new Refusal('round_line.other_list', ['不是这张检查单的项目', 'Not an item of this checklist'], 422, { item: ['请选择本单的项目', 'Choose an item of this list'] });
      if (input.outcome !== 'fault' && facts.fault) throw new Refusal('round_line.fault_stands', ['这项已记有问题', 'A fault is recorded for this item'], 409);
      refuseBareFault(input, facts.item);
      if (!input.report) return;
      if (input.outcome !== 'fault') throw new Refusal('round_line.nothing', ['没有问题可报告', 'There is nothing to report'], 422, { report: ['结果不是有问题', 'The outcome is no fault'] });
      if (input.employee === null) throw new Refusal('round_line.who', ['报告违纪要写明是谁', 'Say who it was'], 422, { employee: ['必填', 'Required'] });
      if (facts.judged.verdict !== 'offence') throw new Refusal(`round_line.${facts.judged.verdict === 'no-rule' ? 'no_rule' : facts.judged.verdict}`, facts.judged.text, 422, { report: facts.judged.text });
    },
    set: ({ input, facts }) => ({ ...(input.outcome === 'fault' ? { verdict: facts.judged.text[0].slice(0, 200), verdict_en: facts.judged.text[1].slice(0, 300) } : {}), ...(facts.round ? { unit_id: facts.round.line } : {}) }),
    async effect({ tx, record, facts, now }) {
      if (!record.report || record.employee === null || facts.judged.clause === null) return;
      const incident = await createRecord(tx, IncidentRegister, {
        employee: record.employee, clause: facts.judged.clause, occurred_at: now, zone: record.zone ?? 'work-area', grade: record.grade ?? 'ordinary', unit_id: record.unit_id,
        description: `${facts.item?.text ?? ''}：${record.note ?? ''}`, place: facts.round?.number ?? null, ...(record.photos ? { evidence: record.photos } : {}),
      });
      await updateRecord(tx, RoundLine, record, { incident: incident.id });
    },
  },
});

interface LineInput { readonly round: string; readonly item: string; readonly employee: string | null; readonly dress: DressItem | null; readonly zone: keyof typeof ZONE_LABELS | null; readonly grade: keyof typeof GRADE_LABELS | null }
async function lineFacts(tx: Tx, input: LineInput) {
  const round = await readRecord(tx, Round, input.round, { lock: !tx.looking });
  const item = await readRecord(tx, ChecklistItem, input.item);
  const calls = input.employee === null ? [] : await tx.query<{ from: string; value: boolean }>(
    'select valid_from as "from", takes_calls as value from employee_assignment where tenant_id = $1 and employee = $2 and archived_at is null order by valid_from', [tx.tenantId, input.employee]);
  const [fault] = await tx.query(`select 1 from round_line where tenant_id = $1 and round = $2 and item = $3 and outcome = 'fault' and archived_at is null limit 1`, [tx.tenantId, input.round, input.item]);
  const judged: Judged = judge(await publishedVersions(tx), {
    day: round?.day ?? '', rule: item?.rule ?? '', offence: item?.offence ?? null, advice: item?.advice ?? false, zone: input.zone ?? 'work-area', grade: input.grade ?? 'ordinary', dress: input.dress, takesCalls: calls,
  });
  return { round, item, judged, fault: fault !== undefined };
}

interface StoredLine extends FoundLine { readonly note: string | null; readonly verdict: string | null; readonly verdict_en: string | null; readonly incident: string | null; readonly who: string | null }
const linesOf = (tx: Tx, round: string): Promise<StoredLine[]> => tx.query<StoredLine>(
  'select l.item, l.outcome, l.note, l.verdict, l.verdict_en, l.incident, e.name as who from round_line l left join employee e on e.tenant_id = l.tenant_id and e.id = l.employee where l.tenant_id = $1 and l.round = $2 and l.archived_at is null order by l.number', [tx.tenantId, round]);

export const RoundProcess = defineProcess(Round, 'walking',
  { walking: { label: ['检查中', 'Under way'], tone: 'active' }, clean: { label: ['全部正常', 'All in order'], tone: 'done' }, faults: { label: ['有问题', 'With faults'], tone: 'alarm' } },
  (step) => ({
    finish: step({
      label: ['结束检查', 'Finish'], tone: 'primary', from: ['walking'], to: ['clean', 'faults'], by: CLOSERS, form: {},
      facts: async ({ tx, record }) => ({ items: record.checklist === null ? [] : await itemsOf(tx, record.checklist), lines: await linesOf(tx, record.id) }),
      ready: ({ facts }) => missing(facts.items, facts.lines),
      choose: ({ facts }) => (facts.lines.some((l) => l.outcome === 'fault') ? 'faults' : 'clean'),
      set: ({ facts }) => ({ faults: facts.lines.filter((l) => l.outcome === 'fault').length }),
    }),
  }),
);

export interface RoundPage {
  readonly lines: readonly { readonly id: string; readonly name: string }[]; readonly areas: readonly { readonly id: string; readonly line: string; readonly name: string; readonly owner: string }[];
  readonly mayWalk: boolean;
  readonly current: null | { readonly id: string; readonly version: number; readonly number: string; readonly list: keyof typeof LISTS; readonly line_name: string; readonly items: readonly (Item & { readonly found: readonly StoredLine[] })[] };
}
export const RoundPageQuery = defineQuery('workplace_round_page', {
  label: ['现场巡检', 'Workplace round'], access: CLOSERS, params: {},
  async run(tx): Promise<RoundPage> {
    const units = await scopeOf(tx, tx.actor, CLOSERS);
    const lines = await tx.query<{ id: string; name: string }>(
      `select u.id, u.name from unit u where u.tenant_id = $1 and ($2::uuid[] is null or u.id = any($2)) and u.archived_at is null and exists (select 1 from workplace_checklist c where c.tenant_id = u.tenant_id and c.line = u.id and c.state = 'in_force') order by u.code`, [tx.tenantId, units]);
    const areas = await tx.query<RoundPage['areas'][number]>(
      `select a.id, a.line, a.name, e.name as owner from work_area a join employee e on e.tenant_id = a.tenant_id and e.id = a.owner where a.tenant_id = $1 and a.archived_at is null and a.line = any($2) order by a.name`, [tx.tenantId, lines.map((l) => l.id)]);
    const [open] = await tx.query<{ id: string; version: number; number: string; list: keyof typeof LISTS; checklist: string; day: string; line_name: string }>(
      `select r.id, r.version, r.number, r.list, r.checklist, r.day, u.name as line_name from workplace_round r join unit u on u.tenant_id = r.tenant_id and u.id = r.line
       where r.tenant_id = $1 and r.state = 'walking' and r.created_by = $2 and r.archived_at is null order by r.number desc limit 1`, [tx.tenantId, tx.actor.id]);
    const found = open ? await linesOf(tx, open.id) : [];
    const version = open ? versionOn(await publishedVersions(tx), open.day) : undefined;
    return {
      lines, areas, mayWalk: tx.actor.grants.some((g) => (WALKERS as readonly string[]).includes(g.role)),
      current: open ? { ...open, items: (await itemsOf(tx, open.checklist)).map((item) => ({ ...item, advice: version ? onlyAdvice(version, item) : item.advice, found: found.filter((l) => l.item === item.id) })) } : null,
    };
  },
});
