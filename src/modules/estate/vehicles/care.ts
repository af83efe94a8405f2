/**
 * Daily care of vehicles (日常保养检查): what was looked at, and whether it may be driven; what may not goes to the workshop at once.
 * Once a week every vehicle of a centre must have been looked at. Serves LOG-1.3.
 */
import { calendar, defineDuty, defineRegister, f, readRecord, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import { HANDLERS, READERS } from './roles.ts';
import { Vehicle, VehicleProcess } from './vehicle.ts';

export const VehicleCare = defineRegister('vehicle_care', {
  label: ['车辆日常检查', 'Vehicle check'],
  number: 'RJ-{yyyy}{mm}-{0000}',
  fields: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'),
    checked_on: f.date('日期', 'Checked on'),
    items: f.choices('已检查', 'Looked at', {
      tyres: ['轮胎', 'Tyres'], lights: ['灯光', 'Lights'], brakes: ['制动', 'Brakes'], fluids: ['机油冷却液', 'Oil and coolant'], safety: ['灭火器三角牌', 'Extinguisher and triangle'], clean: ['清洁', 'Cleaned'],
    }),
    fit: f.yesNo('可以出车', 'May be driven'),
    found: f.text('发现的问题', 'What was found', { max: 200, optional: true }),
    photo: f.photo('照片', 'Photo', { optional: true }),
  },
  title: ['vehicle', 'checked_on'],
  list: ['vehicle', 'checked_on', 'items', 'fit', 'found'],
  sorts: ['-checked_on', '-number'],
  indexes: [['vehicle', 'checked_on']],
  access: { read: READERS, create: HANDLERS },
  empty: ['还没有日常检查。每车每周至少检查一次。', 'No checks yet. Every vehicle is looked at once a week at least.'],
  opening: {
    facts: async ({ tx, input }) => ({ vehicle: await readRecord(tx, Vehicle, input.vehicle) }),
    guard({ input, day }) {
      if (input.checked_on > day) throw new Refusal('vehicle_care.future', ['日期不能晚于今天', 'The day lies in the future'], 422, { checked_on: [`不晚于 ${day}`, `Not after ${day}`] });
      if (!input.fit && input.found === null) throw new Refusal('vehicle_care.found', ['不能出车的须写明问题', 'Say what is wrong'], 422, { found: ['必填', 'Required'] });
    },
    set: ({ facts }) => (facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}),
    async effect({ tx, record, facts }) {
      if (!record.fit && facts.vehicle?.state === 'in_service') await takeStep(tx, VehicleProcess, record.vehicle, 'to_workshop', { reason: `${record.number}：${record.found ?? ''}` });
    },
  },
});

export const WeeklyVehicleCare = defineDuty('weekly_vehicle_care', {
  label: ['车辆每周检查', 'Weekly check of vehicles'],
  statements: ['LOG-1.3'],
  recurs: { every: 'week', on: [5] }, by: '17:00', unitKind: 'centre', owner: 'vehicle_dispatcher', deputy: 'centre_manager', escalate: { to: 'centre_manager', afterMinutes: 24 * 60 },
  form: { note: f.text('未检查的车辆及原因', 'Which were not looked at, and why', { max: 400 }) },
  /** Done by itself when every vehicle in service was looked at in the last seven days; a centre without vehicles has nothing to do. */
  evidence: ({ tx, unit, day }) => lookedAt(tx, unit, day),
});

export async function lookedAt(tx: Tx, unit: string, day: string): Promise<{ readonly [name: string]: unknown } | null> {
  const [row] = await tx.query<{ all: number; checked: number }>(
    `select count(*)::int as all, count(*) filter (where exists (select 1 from vehicle_care c where c.tenant_id = v.tenant_id and c.vehicle = v.id and c.archived_at is null and c.checked_on > $3 and c.checked_on <= $4))::int as checked
     from vehicle v where v.tenant_id = $1 and v.unit_id = $2 and v.state = 'in_service' and v.archived_at is null`, [tx.tenantId, unit, calendar.addDays(day, -7), day]);
  if (!row || row.checked < row.all) return null;
  return { note: row.all === 0 ? '本单位没有车辆' : `${row.all} 辆均已检查` };
}
