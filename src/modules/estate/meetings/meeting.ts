/**
 * Meetings (会议): a request holds room and equipment, services are ordered and ticked off, then set up, held, cleared, evaluated.
 * Serves LOG-9.1, P32.
 */
import { createRecord, defineParameter, defineProcess, defineRegister, dayOf, f, parameter, readRecord, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import { clashOf, notReady, refuseClash, refuseRoom, refuseSpan, type Held, type Service } from './rules.ts';

export const HOSTS = ['general_affairs', 'logistics_head', 'centre_manager', 'branch_manager', 'line_supervisor', 'vip_director', 'hr', 'finance'] as const;
export const STEWARDS = ['general_affairs'] as const;
export const READERS = [...HOSTS, 'auditor'] as const;

export const Buffer = defineParameter('meetings.buffer_minutes', {
  label: ['两次会议的间隔（分钟）', 'Minutes between two meetings'], help: ['清场和重新布置所需。出厂值是建议，不是原文规定', 'To clear and set up again. What is shipped is a suggestion, not from the source'],
  field: f.integer('分钟', 'Minutes', { min: 0, max: 120 }), source: 'LOG-9.1', default: 15, writeBy: ['general_affairs'],
});

/** Half an hour before it begins, room and services are ready. */
const readyBy = (begins: Date): Date => new Date(begins.getTime() - 30 * 60_000);

const THING = ['所选设备', 'The equipment'] as const;

export const MeetingRoom = defineRegister('meeting_room', {
  label: ['会议室', 'Meeting room'],
  number: 'HYS-{00}',
  fields: {
    name: f.text('名称', 'Name', { max: 40 }),
    place: f.text('位置', 'Where', { max: 80 }),
    capacity: f.integer('座位', 'Seats', { min: 1, max: 2000 }),
    fittings: f.text('固定设备', 'Fitted with', { max: 200, optional: true }),
  },
  title: ['name'],
  list: ['name', 'place', 'capacity', 'fittings'],
  sorts: ['number', 'capacity'],
  access: { read: READERS, create: STEWARDS, edit: STEWARDS, archive: STEWARDS, namesOpen: true },
  empty: ['还没有会议室。', 'No rooms yet.'],
});

export const MeetingEquipment = defineRegister('meeting_equipment', {
  label: ['会务设备', 'Meeting equipment'],
  number: 'HYB-{000}',
  fields: { name: f.text('名称', 'Name', { max: 40 }), kept_at: f.text('存放处', 'Kept at', { max: 80, optional: true }) },
  title: ['name'],
  list: ['name', 'kept_at'],
  access: { read: READERS, create: STEWARDS, edit: STEWARDS, archive: STEWARDS, namesOpen: true },
  empty: ['还没有可借用的会务设备。', 'No equipment yet.'],
});

export const SERVICES = { tea: ['茶水', 'Tea'], name_plates: ['席卡', 'Name plates'], projector: ['投影', 'Projector'], video: ['视频会议', 'Video link'], recording: ['录音录像', 'Recording'], minutes: ['会议记录', 'Minutes'], meal: ['会议餐', 'Meal'] } as const;
export const Meeting = defineRegister('meeting', {
  label: ['会议', 'Meeting'],
  number: 'HY-{yyyy}-{0000}',
  fields: {
    title: f.text('会议名称', 'Title', { max: 80 }),
    room: f.ref('会议室', 'Room', 'meeting_room'),
    begins_at: f.dateTime('开始', 'Begins'),
    ends_at: f.dateTime('结束', 'Ends'),
    people: f.integer('人数', 'People', { min: 1, max: 2000 }),
    equipment: f.ref('借用设备', 'Equipment', 'meeting_equipment', { optional: true }),
    services: f.choices('会务服务', 'Services', SERVICES, { optional: true }),
    notes: f.text('要求', 'Wishes', { max: 300, optional: true }),
    host: f.ref('申请人', 'Host', 'app_user', { optional: true, readonly: true }),
    score: f.integer('评分', 'Score', { min: 1, max: 5, optional: true, readonly: true }),
    opinion: f.text('意见', 'Opinion', { max: 300, optional: true, readonly: true }),
    reason: f.text('取消原因', 'Why not', { max: 200, optional: true, readonly: true }),
  },
  title: ['title', 'begins_at'],
  list: ['title', 'room', 'begins_at', 'ends_at', 'people', 'host', 'score'],
  sorts: ['-begins_at', '-number', 'state'],
  indexes: [['room', 'begins_at'], ['equipment', 'begins_at']],
  access: { read: READERS, create: HOSTS, own: 'host' },
  empty: ['还没有会议。申请即占用会议室和设备；有冲突会当场说明。', 'No meetings yet. Asking holds room and equipment; a clash is said at once.'],
  opening: {
    async facts({ tx, input, actor, now }) {
      await lock(tx, input.room, input.equipment);
      const buffer = await parameter(tx, Buffer, await dayOf(tx, now, actor.grants[0]?.unitId ?? ''));
      return { buffer, room: await readRecord(tx, MeetingRoom, input.room), inRoom: await heldIn(tx, 'room', input.room, input), withThing: input.equipment === null ? [] : await heldIn(tx, 'equipment', input.equipment, input) };
    },
    guard({ input, facts, now }) {
      const span = { from: input.begins_at, to: input.ends_at };
      refuseSpan(span, now);
      if (facts.room) {
        refuseRoom(facts.room, input.people);
        refuseClash(clashOf(span, facts.inRoom, facts.buffer), [facts.room.name, facts.room.name]);
      }
      refuseClash(clashOf(span, facts.withThing, 0), THING);
    },
    set: ({ actor }) => ({ host: actor.id }),
    async effect({ tx, record }) {
      for (const service of record.services ?? []) await createRecord(tx, MeetingService, { meeting: record.id, service, due_at: readyBy(record.begins_at), unit_id: record.unit_id });
    },
  },
});

export const MeetingService = defineRegister('meeting_service', {
  label: ['会务任务', 'Meeting service'],
  number: 'HYF-{yyyy}-{0000}',
  fields: {
    meeting: f.ref('会议', 'Meeting', 'meeting'),
    service: f.choice('服务', 'Service', SERVICES),
    due_at: f.dateTime('应在此前备好', 'To be ready by', { optional: true, readonly: true }),
    done_by: f.ref('完成人', 'Done by', 'app_user', { optional: true, readonly: true }),
    done_at: f.dateTime('完成时间', 'Done at', { optional: true, readonly: true }),
  },
  title: ['service', 'meeting'],
  list: ['meeting', 'service', 'due_at', 'done_by', 'done_at'],
  sorts: ['-due_at', '-number'],
  unique: [['meeting', 'service']],
  access: { read: READERS, create: [] },
  empty: ['没有会务任务。', 'No services ordered.'],
});

export const MeetingServiceProcess = defineProcess(MeetingService, 'open',
  {
    open: { label: ['待准备', 'To do'], tone: 'waiting', due: { step: 'finish', at: ({ record, now }) => record.due_at ?? now, showBeforeHours: 48 } },
    done: { label: ['已备好', 'Ready'], tone: 'done' },
    dropped: { label: ['不再需要', 'Not needed'], tone: 'stopped' },
  },
  (step) => ({
    finish: step({ label: ['备好', 'Ready'], tone: 'primary', from: ['open'], to: 'done', by: STEWARDS, form: {}, set: ({ actor, now }) => ({ done_by: actor.id, done_at: now }) }),
    drop: step({ label: ['不再需要', 'Not needed'], from: ['open'], to: 'dropped', by: [], form: {} }),
    follow: step({ label: ['随会议改期', 'Moved with its meeting'], from: ['open'], to: 'open', by: [], form: { due_at: f.dateTime('应在此前备好', 'To be ready by') } }),
  }),
);

export const MeetingProcess = defineProcess(Meeting, 'held_room',
  {
    held_room: { label: ['已占用', 'Room held'], tone: 'waiting', due: { step: 'set_up', at: ({ record }) => readyBy(record.begins_at), showBeforeHours: 24 } },
    set_up: { label: ['已布置', 'Set up'], tone: 'active' },
    running: { label: ['进行中', 'Under way'], tone: 'active' },
    over: { label: ['待清场', 'To be cleared'], tone: 'waiting', due: { step: 'clear', at: ({ now }) => new Date(now.getTime() + 30 * 60_000) } },
    cleared: { label: ['待评价', 'To be evaluated'], tone: 'waiting' },
    evaluated: { label: ['已评价', 'Evaluated'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    set_up: step({
      label: ['布置完毕', 'Set up'], tone: 'primary', from: ['held_room'], to: 'set_up', by: STEWARDS, form: {},
      facts: async ({ tx, record }) => ({ services: await servicesOf(tx, record.id) }),
      ready: ({ facts }) => notReady(facts.services.map((s) => ({ label: SERVICES[s.service][0], done: s.state === 'done' }))),
    }),
    begin: step({
      label: ['开会', 'Begin'], tone: 'primary', from: ['set_up'], to: 'running', by: HOSTS, form: {},
      ready: ({ record, now }) => (now.getTime() < record.begins_at.getTime() - 30 * 60_000 ? ['离开始还早', 'It is too early'] : null),
    }),
    end: step({ label: ['散会', 'End'], tone: 'primary', from: ['running'], to: 'over', by: HOSTS, form: {}, set: ({ record, now }) => ({ ends_at: now > record.begins_at && now < record.ends_at ? now : record.ends_at }) }),
    clear: step({ label: ['清场完毕', 'Cleared'], tone: 'primary', from: ['over'], to: 'cleared', by: STEWARDS, form: {} }),
    evaluate: step({
      label: ['评价会务', 'Evaluate'], tone: 'primary', from: ['cleared'], to: 'evaluated', by: HOSTS,
      form: { score: f.integer('评分', 'Score', { min: 1, max: 5 }), opinion: f.text('意见', 'Opinion', { max: 300, optional: true }) },
      ready: ({ record, actor }) => (record.host === actor.id ? null : ['由申请人评价', 'The host evaluates']),
      guard({ input }) {
        if (input.score <= 2 && input.opinion === null) throw new Refusal('meeting.opinion', ['2 分及以下请写明哪里不好', 'Say what was wrong when the score is 2 or less'], 422, { opinion: ['请填写', 'Fill in'] });
      },
    }),
    move: step({
      label: ['改时间', 'Move'], from: ['held_room'], to: 'held_room', by: HOSTS,
      form: { begins_at: f.dateTime('开始', 'Begins'), ends_at: f.dateTime('结束', 'Ends') },
      async facts({ tx, record, input, day }) {
        await lock(tx, record.room, record.equipment);
        const wanted = { begins_at: input.begins_at ?? record.begins_at, ends_at: input.ends_at ?? record.ends_at };
        const others = async (column: 'room' | 'equipment', id: string) => (await heldIn(tx, column, id, wanted)).filter((h) => h.id !== record.id);
        return { buffer: await parameter(tx, Buffer, day), services: await servicesOf(tx, record.id), inRoom: await others('room', record.room), withThing: record.equipment === null ? [] : await others('equipment', record.equipment) };
      },
      preview: ({ record }) => ({ lines: [], initial: { begins_at: record.begins_at, ends_at: record.ends_at } }),
      guard({ input, facts, now }) {
        const span = { from: input.begins_at, to: input.ends_at };
        refuseSpan(span, now);
        refuseClash(clashOf(span, facts.inRoom, facts.buffer), ['会议室', 'The room']);
        refuseClash(clashOf(span, facts.withThing, 0), THING);
      },
      async effect({ tx, record, facts }) {
        for (const s of facts.services.filter((x) => x.state === 'open')) await takeStep(tx, MeetingServiceProcess, s.id, 'follow', { due_at: readyBy(record.begins_at) });
      },
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['held_room', 'set_up'], to: 'cancelled', by: HOSTS, form: { reason: f.text('取消原因', 'Reason', { max: 200 }) },
      facts: async ({ tx, record }) => ({ services: await servicesOf(tx, record.id) }),
      async effect({ tx, facts }) {
        for (const s of facts.services.filter((x) => x.state === 'open')) await takeStep(tx, MeetingServiceProcess, s.id, 'drop', {});
      },
    }),
  }),
);

/** Two people asking for one room or thing at once take turns. */
async function lock(tx: Tx, room: string, equipment: string | null): Promise<void> {
  if (tx.looking) return;
  for (const id of [room, equipment].filter((x) => x !== null).sort()) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`meeting ${id}`]);
}
/** What holds it from a day before to a day after: no meeting is longer than a day. */
async function heldIn(tx: Tx, column: 'room' | 'equipment', id: string, span: { readonly begins_at: Date; readonly ends_at: Date }): Promise<readonly Held[]> {
  return tx.query<Held>(
    `select id, title, begins_at as "from", ends_at as "to" from meeting where tenant_id = $1 and ${column} = $2 and begins_at > $3 and begins_at < $4 and state in ('held_room', 'set_up', 'running', 'over') and archived_at is null`,
    [tx.tenantId, id, new Date(span.begins_at.getTime() - 26 * 3_600_000), new Date(span.ends_at.getTime() + 2 * 3_600_000)]);
}
async function servicesOf(tx: Tx, meeting: string): Promise<readonly { readonly id: string; readonly service: Service; readonly state: string }[]> {
  return tx.query('select id, service, state from meeting_service where tenant_id = $1 and meeting = $2 and archived_at is null order by number', [tx.tenantId, meeting]);
}
