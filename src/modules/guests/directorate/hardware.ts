/** The department's hardware (部门设备): computers and time clocks cared for every week, repaired, renewed at a cost. Serves VIP-5.11, VIP-9.8. */
import { calendar, defineDuty, defineParameter, defineRegister, defineReport, f, parameter, dayOf, scopeOf, unitsBelow } from '../../../kernel/index.ts';
import { DIRECTOR, LEADERS, READERS, STAFF } from './posts.ts';
import { refuseRenewal } from './rules.ts';

export const QuoteLimit = defineParameter('directorate.quote_limit', {
  label: ['须比价的更新费用', 'Cost above which offers are compared'], help: ['超过此数的更新须比较两家以上报价', 'Renewals above this need at least two offers'], field: f.money('元', 'Yuan', { min: 1 }), source: 'VIP-9.8', default: 200_000, writeBy: [...DIRECTOR],
});

export const ClubEquipment = defineRegister('club_equipment', {
  label: ['部门设备', 'Equipment'],
  number: 'SB-{000}',
  fields: {
    kind: f.choice('类别', 'Kind', { computer: ['电脑', 'Computer'], time_clock: ['时间钟', 'Time clock'], printer: ['打印机', 'Printer'], phone: ['电话', 'Telephone'], card_reader: ['读卡器', 'Card reader'], other: ['其他', 'Other'] }),
    name: f.text('名称', 'Name', { max: 60 }),
    place: f.text('位置', 'Place', { max: 60 }),
    serial: f.text('序列号', 'Serial number', { max: 60, optional: true }),
    bought_on: f.date('购置日期', 'Bought on', { optional: true }),
    renew_on: f.date('计划更新', 'To be renewed', { optional: true }),
  },
  title: ['name', 'place'],
  list: ['kind', 'name', 'place', 'serial', 'bought_on', 'renew_on'],
  sorts: ['kind', 'number'],
  access: { read: READERS, create: LEADERS, edit: LEADERS, archive: LEADERS },
  empty: ['还没有设备。站点的电脑、时间钟、打印机都登记在这里。', 'No equipment yet. Computers, time clocks and printers of the station are registered here.'],
});

export const CARE = { care: ['清洁保养', 'Cleaning and care'], repair: ['维修', 'Repair'], renewal: ['更新', 'Renewal'] } as const;
export const EquipmentCare = defineRegister('equipment_care', {
  label: ['设备保养', 'Care of equipment'],
  number: 'BY-{yyyy}{mm}-{000}',
  fields: {
    equipment: f.ref('设备', 'Equipment', 'club_equipment'),
    kind: f.choice('类别', 'Kind', CARE, { initial: 'care' }),
    condition: f.choice('状况', 'Condition', { good: ['正常', 'Good'], worn: ['有磨损', 'Worn'], faulty: ['故障', 'Faulty'] }, { initial: 'good' }),
    note: f.text('做了什么', 'What was done', { max: 300 }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    cost: f.money('费用', 'Cost', { optional: true }),
    quotes: f.integer('比较报价家数', 'Offers compared', { min: 0, max: 20, optional: true }),
    done_on: f.date('日期', 'Done on', { optional: true, readonly: true }),
    done_by: f.ref('经手人', 'Done by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['equipment', 'kind'],
  list: ['done_on', 'equipment', 'kind', 'condition', 'note', 'cost', 'done_by'],
  sorts: ['-done_on', '-number'],
  indexes: [['equipment', 'done_on'], ['kind', 'done_on']],
  access: { read: READERS, create: STAFF },
  empty: ['没有保养记录。每周给电脑和时间钟做一次清洁保养，逐台记下。', 'No records. Computers and time clocks are cared for every week, one by one.'],
  opening: {
    async facts({ tx, now, actor }) { return { limit: await parameter(tx, QuoteLimit, await dayOf(tx, now, actor.grants[0]?.unitId ?? '')) }; },
    guard: ({ input, facts }) => refuseRenewal({ ...input, reason: null }, facts.limit),
    set: ({ actor, day }) => ({ done_on: day, done_by: actor.id }),
  },
});

/** Done when every computer and time clock has been cared for in the week. */
export const EquipmentCareDuty = defineDuty('club_equipment_care', {
  label: ['电脑、时间钟清洁保养', 'Computers and time clocks cared for'],
  statements: ['VIP-5.11', 'VIP-9.8'],
  recurs: { every: 'week', on: [7] }, by: '22:00', unitKind: 'centre', owner: 'vip_agent', deputy: 'duty_supervisor', escalate: { to: 'vip_director', afterMinutes: 120 },
  form: { note: f.text('说明', 'Note', { max: 300, hint: ['逐台登记保养后会自动完成；有设备停用等情况在此说明', 'Completes by itself when each device has its record; explain here what could not be done'] }) },
  async evidence({ tx, unit, day }) {
    const [row] = await tx.query<{ devices: number; left: number }>(
      `select count(*)::int as devices, count(*) filter (where not exists (select 1 from equipment_care c where c.tenant_id = e.tenant_id and c.equipment = e.id and c.archived_at is null and c.done_on between $3 and $4))::int as left
       from club_equipment e where e.tenant_id = $1 and e.unit_id = any($2) and e.archived_at is null and e.kind in ('computer', 'time_clock')`, [tx.tenantId, await unitsBelow(tx, unit), calendar.addDays(day, -6), day]);
    return row && row.devices > 0 && row.left === 0 ? { devices: row.devices } : null;
  },
});

export const HardwareCost = defineReport('club_hardware_cost', {
  label: ['设备费用', 'Cost of hardware'],
  access: READERS,
  params: { period: f.period('日期', 'Between') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addDays(day, 1) } }),
  columns: { kind: f.choice('类别', 'Kind', CARE), records: f.integer('次数', 'Times'), cost: f.money('费用', 'Cost') },
  totals: ['records', 'cost'],
  async rows(tx, p) {
    const found = await tx.query<{ kind: string; records: number; cost: number }>(
      `select kind, count(*)::int as records, coalesce(sum(cost), 0)::float8 as cost from equipment_care where tenant_id = $1 and archived_at is null and done_on >= $2 and done_on < $3 and ($4::uuid[] is null or unit_id = any($4)) group by 1`,
      [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)]);
    return (Object.keys(CARE) as (keyof typeof CARE)[]).map((kind) => ({ ...(found.find((x) => x.kind === kind) ?? { records: 0, cost: 0 }), kind }));
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>(
      'select coalesce(sum(cost), 0)::float8 as n from equipment_care where tenant_id = $1 and archived_at is null and done_on >= $2 and done_on < $3 and ($4::uuid[] is null or unit_id = any($4))', [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各类费用之和 = 台账（分）', 'Sum of kinds = on record (fen)'], left: rows.reduce((n, r) => n + r.cost, 0), right: all?.n ?? 0 }];
  },
  drill: { records: (row, p) => ({ register: 'equipment_care', filter: { all: [{ field: 'done_on', op: 'gte', value: p.period.from }, { field: 'done_on', op: 'lt', value: p.period.to }, ...(row === null ? [] : [{ field: 'kind', op: 'eq', value: row.kind } as const])] } }) },
});
