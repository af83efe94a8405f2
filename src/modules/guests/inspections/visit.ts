/**
 * Drawn visits (抽查安排): moments nobody but the inspector knows, drawn for each month and area from a seed that is kept, so that anybody
 * may recompute later that they were drawn and not chosen. Serves VIP-9.2, G22, P16.
 */
import { randomBytes } from 'node:crypto';
import { calendar, calendarOf, createRecord, defineDuty, defineProcess, defineRegister, f, holdersOf, parameter, unitsBelow, updateRecord, type Tx } from '../../../kernel/index.ts';
import { AREAS, type Area, Inspection } from './inspection.ts';
import { PerMonth, WindowFrom, WindowTo } from './parameters.ts';
import { drawTimes, notInspector, tooEarly } from './rules.ts';

export const InspectionVisit = defineRegister('inspection_visit', {
  label: ['抽查安排', 'Drawn visit'],
  number: 'CC-{yyyy}{mm}-{000}',
  fields: {
    area: f.choice('区域', 'Area', AREAS),
    planned_at: f.dateTime('抽中的时间', 'Drawn moment'),
    inspector: f.ref('检查人', 'Inspector', 'app_user'),
    seed: f.text('抽签种子', 'Seed', { max: 80 }),
    inspection: f.ref('检查记录', 'Inspection', 'inspection', { optional: true, readonly: true }),
  },
  title: ['area'],
  list: ['area', 'planned_at', 'inspection'],
  sorts: ['planned_at', '-planned_at', 'number'],
  indexes: [['area', 'planned_at'], ['state', 'planned_at']],
  access: { read: [], create: [], own: 'inspector' },
  empty: ['没有抽查安排。每月 1 日由系统随机抽取，只有检查人自己看得到。', 'Nothing drawn. The system draws on the 1st of a month; only the inspector sees it.'],
});

export const InspectionVisitProcess = defineProcess(InspectionVisit, 'planned',
  {
    // Not carried out on its night: another moment is drawn, so that the month keeps its number.
    planned: { label: ['已抽定', 'Drawn'], tone: 'waiting', timer: { step: 'lapse', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(calendar.businessDay(record.planned_at, c), c) } },
    carried_out: { label: ['已检查', 'Carried out'], tone: 'done' },
    lapsed: { label: ['未进行，已重抽', 'Not done, drawn again'], tone: 'alarm' },
  },
  (step) => ({
    carry_out: step({
      label: ['开始检查', 'Begin'], tone: 'primary', from: ['planned'], to: 'carried_out', by: ['vip_director', 'operations_gm'], form: {},
      ready: ({ record, actor, now }) => notInspector(record.inspector, actor.id) ?? tooEarly(record.planned_at, now),
      async effect({ tx, record }) {
        const inspection = await createRecord(tx, Inspection, { area: record.area, unit_id: record.unit_id });
        await updateRecord(tx, InspectionVisit, record, { inspection: inspection.id });
      },
    }),
    lapse: step({
      label: ['未进行', 'Not done'], from: ['planned'], to: 'lapsed', by: [], form: {},
      async effect({ tx, record, day }) {
        const month = `${calendar.monthOf(day)}-01`;
        await draw(tx, record.unit_id, record.area, record.inspector, { first: day, end: calendar.addMonths(month, 1), count: 1, seed: `${record.seed}+` });
      },
    }),
  }),
);

interface Span { readonly first: string; readonly end: string; readonly count: number; readonly seed: string }
async function draw(tx: Tx, unit: string, area: Area, inspector: string, { first, end, count, seed }: Span): Promise<number> {
  const { zone } = await calendarOf(tx, unit);
  const drawn = drawTimes(`${seed}/${area}`, first, end, count, { from: await parameter(tx, WindowFrom, first), to: await parameter(tx, WindowTo, first) });
  // Drawn by the house, not by whoever happens to be signed in.
  for (const d of drawn) await createRecord(tx, InspectionVisit, { area, inspector, seed, planned_at: calendar.instantOf(d.day, d.time, zone), unit_id: unit });
  return drawn.length;
}

/** Draws the rest of a month for every area that has no visits in it yet; how many stand then. */
export async function planMonth(tx: Tx, unit: string, day: string): Promise<{ readonly [area: string]: number }> {
  const [inspector] = await holdersOf(tx, 'vip_director', unit);
  if (!inspector) return {};
  const first = `${calendar.monthOf(day)}-01`;
  const end = calendar.addMonths(first, 1);
  const { zone } = await calendarOf(tx, unit);
  const seed = randomBytes(12).toString('hex');
  const planned: { [area: string]: number } = {};
  for (const area of Object.keys(AREAS) as Area[]) {
    const [there] = await tx.query<{ n: number }>(
      `select count(*)::int as n from inspection_visit where tenant_id = $1 and unit_id = any($2) and area = $3 and state <> 'lapsed' and planned_at >= $4 and planned_at < $5`,
      [tx.tenantId, await unitsBelow(tx, unit), area, calendar.instantOf(first, '08:00', zone), calendar.instantOf(end, '08:00', zone)]);
    const count = await parameter(tx, PerMonth, day);
    planned[area] = there!.n > 0 ? there!.n : await draw(tx, unit, area, inspector.id, { first: day, end, count, seed });
  }
  return planned;
}

export const InspectionPlan = defineDuty('inspection_plan', {
  label: ['抽取本月抽查时间', 'Draw this month’s inspections'],
  statements: ['VIP-9.2'],
  recurs: { every: 'month', days: [1] }, by: '12:00', unitKind: 'centre', owner: 'vip_director', deputy: 'vip_manager',
  form: {},
  /** Only how many were drawn, never when. */
  async evidence({ tx, unit, day }) {
    const planned = await planMonth(tx, unit, day);
    return Object.keys(planned).length === 0 ? null : planned;
  },
});
