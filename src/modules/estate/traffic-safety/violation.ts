/**
 * Traffic violations (交通违法): recorded for a vehicle and a moment, the driver found from the trips, confirmed or contested by signature, assessed with points
 * and fine by somebody else, circulated and closed. Serves LOG-1.9, P21.
 */
import { defineProcess, defineRegister, defineSlip, f, Refusal, readRecord, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Driver } from '../drivers/index.ts';
import { Vehicle } from '../vehicles/index.ts';
import { droveAt, refuseAnswer, refuseJudge, refuseRecord, type Drive } from './rules.ts';

export const OFFICE = ['vehicle_dispatcher', 'general_affairs', 'centre_manager'];
export const JUDGES = ['centre_manager', 'general_affairs'];
export const READERS = [...OFFICE, 'logistics_head', 'operations_gm', 'auditor'];

export const TrafficViolation = defineRegister('traffic_violation', {
  label: ['交通违法', 'Traffic violation'],
  number: 'WF-{yyyy}-{000}',
  fields: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'),
    happened_at: f.dateTime('违法时间', 'Happened at'),
    place: f.text('地点', 'Place', { max: 80 }),
    kind: f.choice('行为', 'What', {
      speeding: ['超速', 'Speeding'], red_light: ['闯红灯', 'Red light'], parking: ['违停', 'Parking'], lane: ['违反标线', 'Lane marking'], phone: ['驾车接打电话', 'Telephone at the wheel'], belt: ['未系安全带', 'No seat belt'], other: ['其他', 'Other'],
    }),
    notice_no: f.text('处罚决定书号', 'Penalty notice', { max: 40, optional: true }),
    fine: f.money('罚款', 'Fine'),
    police_points: f.integer('交管记分', 'Licence points', { max: 12 }),
    driver: f.ref('驾驶员', 'Driver', 'driver', { optional: true, hint: ['留空则按出车记录查明', 'Empty: found from the trips'] }),
    driver_grounds: f.text('与出车记录不同的依据', 'Grounds when not as the trips say', { max: 200, optional: true }),
    trip_number: f.text('出车记录', 'Trip on record', { max: 40, optional: true, readonly: true }),
    driver_user: f.ref('驾驶员登录', 'Driver’s sign-in', 'app_user', { optional: true, readonly: true }),
    statement: f.text('驾驶员陈述', 'Driver’s statement', { max: 400, optional: true, readonly: true }),
    points: f.integer('内部扣分', 'Internal points', { optional: true, readonly: true }),
    deduction: f.money('考核金额', 'Deduction', { optional: true, readonly: true }),
    decision: f.text('审定意见', 'Decision', { max: 200, optional: true, readonly: true }),
    circular: f.ref('通报', 'Circular', 'traffic_circular', { optional: true, readonly: true }),
  },
  title: ['kind', 'vehicle'],
  list: ['vehicle', 'driver', 'happened_at', 'kind', 'place', 'fine', 'police_points', 'points', 'circular'],
  sorts: ['-happened_at', '-number'],
  indexes: [['state', 'happened_at'], ['driver_user']],
  unique: [['vehicle', 'happened_at', 'kind']],
  access: { read: READERS, create: OFFICE, own: 'driver_user' },
  empty: ['没有交通违法。登记车辆和时间，当时的驾驶员从出车记录查明。', 'No violations. Enter vehicle and moment; the driver is found from the trips.'],
  opening: {
    facts: async ({ tx, input }) => {
      const onRecord = droveAt(await drivesOf(tx, input.vehicle), input.happened_at);
      const driver = input.driver ?? onRecord?.driver ?? null;
      return { vehicle: await readRecord(tx, Vehicle, input.vehicle), onRecord, driver: driver === null ? null : await readRecord(tx, Driver, driver) };
    },
    guard: ({ input, facts, now }) => refuseRecord({ at: input.happened_at, now, driver: input.driver, onRecord: facts.onRecord, why: input.driver_grounds }),
    set: ({ facts }) => ({ driver: facts.driver?.id ?? null, driver_user: facts.driver?.app_user ?? null, trip_number: facts.onRecord?.number ?? null, ...(facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}) }),
  },
});
type Violation = RowOf<typeof TrafficViolation>;
const driverSign = [{ name: 'driver', label: ['驾驶员', 'Driver'], by: 'guest' }] as const;
const assessment = { points: f.integer('内部扣分', 'Internal points', { max: 100 }), deduction: f.money('考核金额', 'Deduction'), decision: f.text('审定意见', 'Decision', { max: 200 }) };
const days = (now: Date, n: number) => new Date(now.getTime() + n * 86_400_000);

export const TrafficViolationProcess = defineProcess(TrafficViolation, 'recorded',
  {
    recorded: { label: ['待告知', 'To be told'], tone: 'waiting', due: { step: 'notify', at: ({ now }) => days(now, 1) } },
    driver_notified: { label: ['待驾驶员答复', 'Waiting for the driver'], tone: 'waiting', due: { step: 'confirm', at: ({ now }) => days(now, 3), escalateTo: 'vehicle_dispatcher' } },
    confirmed: { label: ['已确认', 'Confirmed'], tone: 'active', due: { step: 'assess', at: ({ now }) => days(now, 3) } },
    contested: { label: ['有异议', 'Contested'], tone: 'alarm', due: { step: 'assess', at: ({ now }) => days(now, 5) } },
    assessed: { label: ['已审定', 'Assessed'], tone: 'active' },
    circulated: { label: ['已通报', 'Circulated'], tone: 'active' },
    dismissed: { label: ['异议成立', 'Dismissed'], tone: 'stopped' },
    closed: { label: ['已结', 'Closed'], tone: 'done' },
  },
  (step) => ({
    notify: step({ label: ['告知驾驶员', 'Tell the driver'], tone: 'primary', from: ['recorded'], to: 'driver_notified', by: OFFICE, form: {} }),
    confirm: step({
      label: ['确认', 'Confirm'], tone: 'primary', from: ['driver_notified'], to: 'confirmed', by: ['driver', ...OFFICE], form: { statement: f.text('说明', 'Statement', { max: 400, optional: true }) }, sign: driverSign,
      facts: async ({ tx, record }) => ({ name: await driverName(tx, record.driver) }),
      guard: ({ record, facts, actor, signers }) => refuseAnswer(record.driver_user, actor.id, facts.name, signers.driver!.name),
    }),
    contest: step({
      label: ['提出异议', 'Contest'], from: ['driver_notified'], to: 'contested', by: ['driver', ...OFFICE], form: { statement: f.text('理由', 'Reason', { max: 400 }), evidence: f.attachment('凭据', 'Evidence', { optional: true }) }, sign: driverSign,
      facts: async ({ tx, record }) => ({ name: await driverName(tx, record.driver) }),
      guard: ({ record, facts, actor, signers }) => refuseAnswer(record.driver_user, actor.id, facts.name, signers.driver!.name),
    }),
    assess: step({
      label: ['审定', 'Assess'], tone: 'primary', from: ['confirmed', 'contested'], to: 'assessed', by: JUDGES, form: assessment,
      guard: ({ record, actor }) => refuseJudge({ actor: actor.id, driverUser: record.driver_user, recorder: record.created_by }),
    }),
    dismiss: step({
      label: ['异议成立', 'Uphold the contest'], from: ['contested'], to: 'dismissed', by: JUDGES, form: { decision: f.text('审定意见', 'Decision', { max: 200 }) },
      guard: ({ record, actor }) => refuseJudge({ actor: actor.id, driverUser: record.driver_user, recorder: record.created_by }),
    }),
    circulate: step({ label: ['通报', 'Circulate'], from: ['assessed'], to: 'circulated', by: [], form: { circular: f.ref('通报', 'Circular', 'traffic_circular') } }),
    close: step({ label: ['办结', 'Close'], tone: 'primary', from: ['circulated'], to: 'closed', by: OFFICE, form: { decision: f.text('罚款缴纳与教育情况', 'Fine paid, driver instructed', { max: 200 }) } }),
  }),
);

export const CircularSlip = defineSlip('traffic_circular', { label: ['交通违法通报', 'Circular on traffic violations'], number: 'TB-{yyyy}-{000}', copies: [['张贴联', 'To be posted'], ['存档联', 'File']] });

export const TrafficCircular = defineRegister('traffic_circular', {
  label: ['交通违法通报', 'Traffic circular'],
  number: 'JT-{yyyy}-{000}',
  fields: {
    title: f.text('标题', 'Title', { max: 80 }),
    period: f.period('期间', 'Period', { hint: ['这一期间已审定而未通报的违法列入通报', 'Lists what happened in it, was assessed and not yet circulated'] }),
    demand: f.longText('要求', 'What is asked of everybody', { max: 1000 }),
    listed: f.integer('列入件数', 'Listed', { optional: true, readonly: true }),
  },
  title: ['title'],
  list: ['title', 'period', 'listed'],
  sorts: ['-number'],
  access: { read: [...READERS, 'driver'], create: OFFICE, edit: OFFICE },
  empty: ['还没有通报。拟好期间和要求，发布时自动列入已审定的违法。', 'No circulars yet. Give period and demands; publishing lists what was assessed.'],
});

export const TrafficCircularProcess = defineProcess(TrafficCircular, 'draft',
  { draft: { label: ['草拟', 'Draft'], tone: 'waiting' }, published: { label: ['已发布', 'Published'], tone: 'done' } },
  (step) => ({
    publish: step({
      label: ['发布通报', 'Publish'], tone: 'primary', from: ['draft'], to: 'published', by: JUDGES, form: {},
      facts: async ({ tx, record }) => ({ found: await assessedIn(tx, record.unit_id, record.period) }),
      preview: ({ facts }) => ({ lines: [[`列入 ${facts.found.length} 件`, `${facts.found.length} are listed`]] }),
      guard({ facts }) {
        if (facts.found.length === 0) throw new Refusal('traffic_circular.empty', ['这一期间没有已审定而未通报的违法', 'Nothing assessed waits for a circular in that period'], 409);
      },
      set: ({ facts }) => ({ listed: facts.found.length }),
      async effect({ tx, record, facts }) { for (const v of facts.found) await takeStep(tx, TrafficViolationProcess, v.id, 'circulate', { circular: record.id }); },
      slip: { kind: CircularSlip, content: ({ record, facts }) => ({
        lines: [{ label: ['标题', 'Title'], value: record.title }, { label: ['要求', 'Asked of everybody'], value: record.demand }],
        table: {
          columns: [['编号', 'Number'], ['日期', 'Day'], ['车牌', 'Plate'], ['驾驶员', 'Driver'], ['地点', 'Place'], ['内部扣分', 'Points']],
          rows: facts.found.map((v) => [v.number, v.day, v.plate, v.name, v.place, String(v.points)]),
        },
      }) },
    }),
  }),
);

async function drivesOf(tx: Tx, vehicle: string): Promise<readonly Drive[]> {
  return tx.query<Drive>(`select driver, number, out_at as "from", back_at as "to" from vehicle_trip where tenant_id = $1 and vehicle = $2 and out_at is not null and archived_at is null order by out_at desc`, [tx.tenantId, vehicle]);
}
async function driverName(tx: Tx, driver: Violation['driver']): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select e.name from driver d join employee e on e.tenant_id = d.tenant_id and e.id = d.employee where d.tenant_id = $1 and d.id = $2', [tx.tenantId, driver]);
  return row?.name ?? '';
}
interface Listed { readonly id: string; readonly number: string; readonly day: string; readonly plate: string; readonly name: string; readonly place: string; readonly points: number }
async function assessedIn(tx: Tx, unit: string, period: { readonly from: string; readonly to: string }): Promise<readonly Listed[]> {
  return tx.query<Listed>(
    `select v.id, v.number, to_char(v.happened_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, c.plate, e.name, v.place, v.points
     from traffic_violation v join vehicle c on c.tenant_id = v.tenant_id and c.id = v.vehicle join driver d on d.tenant_id = v.tenant_id and d.id = v.driver join employee e on e.tenant_id = d.tenant_id and e.id = d.employee
     where v.tenant_id = $1 and v.unit_id = $2 and v.state = 'assessed' and v.archived_at is null and (v.happened_at at time zone 'Asia/Shanghai')::date >= $3 and (v.happened_at at time zone 'Asia/Shanghai')::date < $4
     order by v.happened_at`, [tx.tenantId, unit, period.from, period.to]);
}
