/**
 * Training plans (培训计划) as a route: the stops in their order, region by region, with the users and service staff trained at each.
 * Serves FS-1.5.
 */
import { defineProcess, defineRegister, f, Refusal, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { CENTRE, ORGANISERS, READERS } from './roles.ts';
import { moved, notFinished, notItsTurn, refuseOtherName, refuseParticipant, type Stop } from './rules.ts';

export const TrainingPlan = defineRegister('training_plan', {
  label: ['培训计划', 'Training plan'],
  number: 'PX-{yyyy}-{00}',
  fields: {
    title: f.text('名称', 'Title', { max: 80 }),
    begins_on: f.date('开始日期', 'Begins on'),
    purpose: f.longText('目的与内容', 'Purpose and content', { max: 2000 }),
    decided_by: f.ref('依据文件', 'Decided in', 'policy', { optional: true }),
  },
  title: ['title'],
  list: ['title', 'begins_on', 'decided_by'],
  sorts: ['-begins_on'],
  access: { read: READERS, create: CENTRE, edit: CENTRE, archive: ['centre_manager'], namesOpen: true },
  empty: ['还没有培训计划。立项后按顺序安排各站。', 'No training plans yet. Make one and lay out its stops in order.'],
});

export const TrainingStop = defineRegister('training_stop', {
  label: ['培训站点', 'Training stop'],
  number: 'PZ-{yyyy}-{000}',
  fields: {
    plan: f.ref('培训计划', 'Plan', 'training_plan'),
    stop_no: f.integer('第几站', 'Stop', { min: 1, optional: true, readonly: true }),
    place: f.text('地点', 'Place', { max: 60 }),
    branch: f.unit('所在区域服务部', 'Branch'),
    planned_on: f.date('计划日期', 'Planned for'),
    topics: f.longText('培训内容', 'Topics', { max: 1000 }),
    trainer: f.personName('讲师', 'Trainer', { optional: true }),
    held_on: f.date('实际日期', 'Held on', { optional: true, readonly: true }),
    remark: f.longText('总结或说明', 'Summary or reason', { max: 1000, optional: true, readonly: true }),
  },
  title: ['place', 'planned_on'],
  list: ['plan', 'stop_no', 'place', 'branch', 'planned_on', 'held_on', 'trainer'],
  sorts: ['planned_on', 'number'],
  indexes: [['plan', 'stop_no']],
  access: { read: READERS, create: CENTRE, edit: CENTRE, namesOpen: true },
  empty: ['还没有站点。在培训计划中依次安排。', 'No stops yet. Lay them out in their plan.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ stops: await lockedRoute(tx, input.plan), plan: await planState(tx, input.plan), before: id === null ? null : await samePlan(tx, id) }),
    guard({ input, facts }) {
      if (facts.plan === 'done') throw new Refusal('training_stop.plan_over', ['该计划已结束', 'The plan is over'], 422, { plan: ['请选择未结束的计划', 'Choose a plan that is not over'] });
      if (facts.before !== null && facts.before !== input.plan) throw new Refusal('training_stop.other_plan', ['站点不能移到另一计划', 'A stop stays in its plan'], 422, { plan: ['不能更改', 'Cannot be changed'] });
    },
    set: ({ input, facts }) => ({ stop_no: facts.stops.length + 1, unit_id: input.branch }),
  },
});

export const TrainingParticipant = defineRegister('training_participant', {
  label: ['参训人员', 'Participant'],
  number: 'PR-{yyyy}-{0000}',
  fields: {
    stop: f.ref('站点', 'Stop', 'training_stop'),
    kind: f.choice('身份', 'Who', { staff: ['服务人员', 'Service staff'], user: ['用户', 'User'] }),
    employee: f.ref('员工', 'Employee', 'employee', { optional: true }),
    guest_name: f.personName('用户姓名', 'Name of the user', { optional: true }),
    organisation: f.text('用户单位', 'Company', { max: 80, optional: true }),
    phone: f.phone('电话', 'Phone', { optional: true }),
    attended_at: f.dateTime('签到时间', 'Signed in at', { optional: true, readonly: true }),
  },
  title: ['kind', 'guest_name', 'employee'],
  list: ['stop', 'kind', 'employee', 'guest_name', 'organisation', 'attended_at'],
  sorts: ['-number'],
  indexes: [['stop', 'kind']],
  access: { read: READERS, create: ORGANISERS, edit: ORGANISERS, archive: ORGANISERS },
  empty: ['还没有参训人员。', 'No participants yet.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ stop: await stopState(tx, input.stop), twice: await enteredBefore(tx, input, id) }),
    guard({ input, facts }) {
      refuseParticipant(input);
      if (facts.stop === null || ['done', 'skipped'].includes(facts.stop.state)) throw new Refusal('training_participant.stop_over', ['该站已结束', 'The stop is over'], 422, { stop: ['请选择未结束的站点', 'Choose a stop that is not over'] });
      if (facts.twice) throw new Refusal('training_participant.twice', ['此人已在名单中', 'On the list already'], 409);
    },
    set: ({ facts }) => ({ unit_id: facts.stop!.unit_id }),
  },
});

export const TrainingPlanProcess = defineProcess(TrainingPlan, 'draft',
  {
    draft: { label: ['起草', 'Draft'], tone: 'waiting' },
    running: { label: ['进行中', 'Running'], tone: 'active' },
    done: { label: ['已结束', 'Done'], tone: 'done' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['draft'], to: 'running', by: ['centre_manager'], form: {},
      facts: async ({ tx, record }) => ({ stops: await routeOf(tx, record.id) }),
      ready: ({ facts }) => (facts.stops.length === 0 ? ['还没有安排站点', 'No stops yet'] : null),
      preview: ({ facts }) => ({ lines: facts.stops.map((s) => [`第 ${s.stop_no} 站 ${s.place}`, `Stop ${s.stop_no} ${s.place}`] as const) }),
    }),
    finish: step({
      label: ['结束计划', 'End the plan'], from: ['running'], to: 'done', by: CENTRE, form: {},
      facts: async ({ tx, record }) => ({ stops: await routeOf(tx, record.id) }),
      ready: ({ facts }) => notFinished(facts.stops),
    }),
  }),
);

const reason = f.longText('说明', 'Reason', { max: 1000 });

export const TrainingStopProcess = defineProcess(TrainingStop, 'planned',
  {
    planned: { label: ['计划中', 'Planned'], tone: 'waiting' },
    postponed: { label: ['已延期', 'Postponed'], tone: 'waiting' },
    under_way: { label: ['进行中', 'Under way'], tone: 'active' },
    done: { label: ['已完成', 'Done'], tone: 'done' },
    skipped: { label: ['已取消', 'Left out'], tone: 'stopped' },
  },
  (step) => ({
    start: step({
      label: ['开训', 'Begin'], tone: 'primary', from: ['planned', 'postponed'], to: 'under_way', by: ORGANISERS, form: {},
      facts: async ({ tx, record }) => ({ stops: await routeOf(tx, record.plan), plan: await planState(tx, record.plan) }),
      ready: ({ facts, record }) => (facts.plan === 'running' ? notItsTurn(facts.stops, record.id) : ['计划尚未批准', 'The plan is not approved']),
      set: ({ day }) => ({ held_on: day }),
    }),
    finish: step({
      label: ['结束本站', 'End this stop'], tone: 'primary', from: ['under_way'], to: 'done', by: ORGANISERS, form: { remark: f.longText('总结', 'Summary', { max: 1000 }) },
      facts: async ({ tx, record }) => ({ open: await openParticipants(tx, record.id) }),
      effect: async ({ tx, facts }) => { for (const id of facts.open) await takeStep(tx, TrainingParticipantProcess, id, 'miss', {}); },
    }),
    postpone: step({ label: ['延期', 'Postpone'], from: ['planned', 'postponed'], to: 'postponed', by: ORGANISERS, form: { planned_on: f.date('新的计划日期', 'New date'), remark: reason } }),
    skip: step({ label: ['取消本站', 'Leave out'], tone: 'danger', from: ['planned', 'postponed'], to: 'skipped', by: CENTRE, form: { remark: reason } }),
    move: step({
      label: ['调整次序', 'Move'], from: ['planned', 'postponed'], to: ['planned', 'postponed'], by: CENTRE,
      form: { to_position: f.integer('移到第几站', 'Becomes stop', { min: 1 }) },
      facts: async ({ tx, record }) => ({ stops: await lockedRoute(tx, record.plan) }),
      preview: ({ facts }) => ({ lines: facts.stops.map((s) => [`第 ${s.stop_no} 站 ${s.place}`, `Stop ${s.stop_no} ${s.place}`] as const) }),
      guard: ({ record, input, facts }) => { moved(facts.stops, record.id, input.to_position); },
      choose: ({ record }) => record.state as 'planned' | 'postponed',
      set: ({ input }) => ({ stop_no: input.to_position }),
      async effect({ tx, record, input, facts }) {
        for (const stop of moved(facts.stops, record.id, input.to_position)) {
          const before = facts.stops.find((s) => s.id === stop.id);
          if (stop.id !== record.id && before?.stop_no !== stop.stop_no) await updateRecord(tx, TrainingStop, { id: stop.id }, { stop_no: stop.stop_no }, { what: 'move' });
        }
      },
    }),
  }),
);

export const TrainingParticipantProcess = defineProcess(TrainingParticipant, 'expected',
  {
    expected: { label: ['已报名', 'Entered'], tone: 'waiting' },
    attended: { label: ['已参训', 'Attended'], tone: 'done' },
    absent: { label: ['缺席', 'Absent'], tone: 'alarm' },
  },
  (step) => ({
    attend: step({
      label: ['签到', 'Sign in'], tone: 'primary', from: ['expected'], to: 'attended', by: ORGANISERS, form: {},
      sign: [{ name: 'attendee', label: ['参训人', 'Participant'], by: 'guest' }],
      facts: async ({ tx, record }) => ({ stop: await stopState(tx, record.stop), name: record.guest_name ?? (await nameOf(tx, record.employee)) }),
      ready: ({ facts }) => (facts.stop?.state === 'under_way' ? null : ['该站没有在培训', 'The stop is not under way']),
      guard: ({ facts, signers }) => refuseOtherName(facts.name, signers.attendee!.name),
      set: ({ now }) => ({ attended_at: now }),
    }),
    miss: step({ label: ['记为缺席', 'Absent'], from: ['expected'], to: 'absent', by: [], form: {} }),
  }),
);

export function routeOf(tx: Tx, plan: string): Promise<Stop[]> {
  return tx.query<Stop>('select id, stop_no, place, state from training_stop where tenant_id = $1 and plan = $2 and archived_at is null order by stop_no', [tx.tenantId, plan]);
}
/** Two people laying out or moving stops of one plan at once take turns. */
async function lockedRoute(tx: Tx, plan: string): Promise<Stop[]> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`route ${plan}`]);
  return routeOf(tx, plan);
}
async function planState(tx: Tx, plan: string): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>('select state from training_plan where tenant_id = $1 and id = $2', [tx.tenantId, plan]);
  return row?.state ?? null;
}
async function samePlan(tx: Tx, stop: string): Promise<string | null> {
  const [row] = await tx.query<{ plan: string }>('select plan from training_stop where tenant_id = $1 and id = $2', [tx.tenantId, stop]);
  return row?.plan ?? null;
}
async function stopState(tx: Tx, stop: string): Promise<{ readonly state: string; readonly unit_id: string } | null> {
  const [row] = await tx.query<{ state: string; unit_id: string }>('select state, unit_id from training_stop where tenant_id = $1 and id = $2', [tx.tenantId, stop]);
  return row ?? null;
}
async function nameOf(tx: Tx, employee: string | null): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from employee where tenant_id = $1 and id = $2', [tx.tenantId, employee]);
  return row?.name ?? '';
}
async function openParticipants(tx: Tx, stop: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`select id from training_participant where tenant_id = $1 and stop = $2 and state = 'expected' and archived_at is null`, [tx.tenantId, stop]);
  return rows.map((r) => r.id);
}
async function enteredBefore(tx: Tx, p: { readonly stop: string; readonly employee: string | null; readonly guest_name: string | null; readonly organisation: string | null }, id: string | null): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `select id from training_participant where tenant_id = $1 and stop = $2 and archived_at is null and (employee = $3 or (guest_name = $4 and organisation = $5))`, [tx.tenantId, p.stop, p.employee, p.guest_name, p.organisation]);
  return rows.some((r) => r.id !== id);
}
