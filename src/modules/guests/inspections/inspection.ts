/** An inspection (检查记录) of machine room, monitoring room or fire protection, item by item with photographs. Serves VIP-9.2, P16. */
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { missingItems, notAllNoticed, outcomeOf, refuseSilentFault, type Line } from './rules.ts';

export const AREAS = { machine_room: ['机房', 'Machine room'], monitoring_room: ['监控室', 'Monitoring room'], fire: ['消防', 'Fire protection'] } as const;
export type Area = keyof typeof AREAS;
export const INSPECTORS = ['vip_director', 'operations_gm'] as const;
export const READERS = [...INSPECTORS, 'vip_manager', 'duty_supervisor', 'auditor'] as const;
const LEADERS = [...INSPECTORS] as const;

export const CheckItem = defineRegister('check_item', {
  label: ['检查项', 'Item to check'],
  number: 'JC-{000}',
  fields: {
    area: f.choice('区域', 'Area', AREAS),
    name: f.text('检查什么', 'What to check', { max: 60 }),
    standard: f.text('合格标准', 'What is right', { max: 200, optional: true }),
    place: f.integer('次序', 'Order', { min: 1, max: 99, initial: 1 }),
  },
  title: ['name'],
  list: ['area', 'name', 'standard', 'place'],
  sorts: ['area', 'number'],
  access: { read: READERS, create: LEADERS, edit: LEADERS, archive: LEADERS },
  empty: ['还没有检查项。先按区域列出要查什么。', 'Nothing to check yet. List what is looked at in each area.'],
});

export const Inspection = defineRegister('inspection', {
  label: ['检查记录', 'Inspection'],
  number: 'JCJ-{yyyy}-{0000}',
  gapless: true,
  fields: {
    area: f.choice('区域', 'Area', AREAS),
    inspector: f.ref('检查人', 'Inspector', 'app_user', { optional: true, readonly: true }),
    began_at: f.dateTime('开始', 'Began at', { optional: true, readonly: true }),
    finished_at: f.dateTime('结束', 'Finished at', { optional: true, readonly: true }),
    present: f.text('在场人员', 'Present', { max: 100, optional: true, readonly: true }),
    remark: f.text('备注', 'Remark', { max: 300, optional: true, readonly: true }),
  },
  title: ['area', 'began_at'],
  list: ['area', 'began_at', 'inspector', 'present', 'finished_at'],
  sorts: ['-began_at', '-number', 'state'],
  indexes: [['area', 'began_at']],
  access: { read: READERS, create: INSPECTORS },
  empty: ['没有检查记录。主任按抽中的时间，或临时，在“现场检查”页开始。', 'No inspections. The director begins one at a drawn moment, or at any time, on the round page.'],
  opening: { set: ({ actor, now }) => ({ inspector: actor.id, began_at: now }) },
});

export const OUTCOMES = { ok: ['正常', 'In order'], fault: ['有问题', 'Fault'], na: ['不适用', 'Not applicable'] } as const;
export const InspectionLine = defineRegister('inspection_line', {
  label: ['检查结果', 'Outcome of an item'],
  number: 'JG-{yyyy}-{00000}',
  hidden: true,
  fields: {
    inspection: f.ref('检查记录', 'Inspection', 'inspection'),
    item: f.ref('检查项', 'Item', 'check_item'),
    outcome: f.choice('结果', 'Outcome', OUTCOMES),
    note: f.text('情况', 'What was found', { max: 300, optional: true }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
  },
  title: ['item', 'outcome'],
  list: ['inspection', 'item', 'outcome', 'note'],
  unique: [['inspection', 'item']],
  access: { read: READERS, create: INSPECTORS, edit: INSPECTORS },
  opening: {
    facts: async ({ tx, input }) => ({ inspection: await readRecord(tx, Inspection, input.inspection), item: await readRecord(tx, CheckItem, input.item) }),
    guard({ input, facts, actor }) {
      if (facts.inspection?.state !== 'in_progress') throw new Refusal('inspection_line.over', ['检查已结束', 'The inspection is over']);
      if (facts.inspection.inspector !== actor.id && actor.kind !== 'system') throw new Refusal('inspection_line.inspector', ['由检查人本人填写', 'The inspector fills it in']);
      if (facts.item?.area !== facts.inspection.area) throw new Refusal('inspection_line.area', ['这一项不属于该区域', 'That item belongs to another area'], 422, { item: ['请选择该区域的检查项', 'Choose one of this area'] });
      refuseSilentFault(input);
    },
    set: ({ facts }) => (facts.inspection ? { unit_id: facts.inspection.unit_id } : {}),
  },
});

export const InspectionProcess = defineProcess(Inspection, 'in_progress',
  {
    in_progress: { label: ['检查中', 'In progress'], tone: 'active', due: { step: 'finish', at: ({ now }) => new Date(now.getTime() + 2 * 3_600_000) } },
    faults: { label: ['有问题，待开通知书', 'Faults, notices due'], tone: 'alarm', due: { step: 'all_noticed', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(day, c), escalateTo: 'operations_gm' } },
    noticed: { label: ['已开整改通知书', 'Notices issued'], tone: 'waiting' },
    ok: { label: ['正常', 'In order'], tone: 'done' },
  },
  (step) => ({
    finish: step({
      label: ['结束检查', 'Finish'], tone: 'primary', from: ['in_progress'], to: ['ok', 'faults'], by: INSPECTORS,
      form: { present: f.text('在场人员', 'Present', { max: 100, optional: true }), remark: f.text('备注', 'Remark', { max: 300, optional: true }) },
      facts: async ({ tx, record }) => ({ items: await itemsOf(tx, record.area, record.unit_id), lines: await linesOf(tx, record.id) }),
      ready: ({ facts }) => missingItems(facts.items, facts.lines),
      choose: ({ facts }) => outcomeOf(facts.lines),
      set: ({ now }) => ({ finished_at: now }),
    }),
    all_noticed: step({
      label: ['通知书已全部开出', 'All notices are out'], tone: 'primary', from: ['faults'], to: 'noticed', by: INSPECTORS, form: {},
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id) }),
      ready: ({ facts }) => notAllNoticed(facts.lines),
    }),
  }),
);

export function itemsOf(tx: Tx, area: string, unit: string): Promise<{ id: string; name: string; standard: string | null }[]> {
  return tx.query('select id, name, standard from check_item where tenant_id = $1 and area = $2 and unit_id = $3 and archived_at is null order by place, number', [tx.tenantId, area, unit]);
}
/** A fault counts as noticed once a notice that was really issued names it. */
export function linesOf(tx: Tx, inspection: string): Promise<Line[]> {
  return tx.query<Line>(
    `select l.item, l.outcome, l.note, exists (select 1 from rectification_notice n where n.tenant_id = l.tenant_id and n.line = l.id and n.state not in ('drafted', 'void')) as noticed
     from inspection_line l where l.tenant_id = $1 and l.inspection = $2 and l.archived_at is null`, [tx.tenantId, inspection]);
}
