/** The duty record (值班记录): what happened in a shift, what is open, handed over with two signatures; and the station kept tidy. Serves VIP-5.6, VIP-5.9, VIP-5.14. */
import { defineDuty, defineProcess, defineRegister, f, type Tx } from '../../../kernel/index.ts';
import { READERS } from './areas.ts';
import { refuseHandOver, refuseUntidy, type Open } from './rules.ts';

const KEEPERS = ['vip_agent', 'duty_supervisor'] as const;

export const DutyRecord = defineRegister('duty_record', {
  label: ['值班记录', 'Duty record'],
  number: 'ZB-{yyyy}{mm}-{0000}',
  fields: {
    shift_code: f.choice('班别', 'Shift', { A: ['A 班', 'A shift'], B: ['B 班', 'B shift'], C: ['C 班', 'C shift'] }),
    day: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    keeper: f.ref('值班人', 'On duty', 'app_user', { optional: true, readonly: true }),
    events: f.longText('值班情况', 'What happened', { max: 4000, optional: true, readonly: true }),
    open_calls: f.integer('未结束来电', 'Calls not ended', { optional: true, readonly: true }),
    open_complaints: f.integer('未答复投诉', 'Complaints not answered', { optional: true, readonly: true }),
    open_requests: f.integer('未办妥需求', 'Requests not done', { optional: true, readonly: true }),
    open_findings: f.integer('未处理巡场问题', 'Findings not handled', { optional: true, readonly: true }),
    open_matters: f.longText('未结事项交代', 'What becomes of what is open', { max: 2000, optional: true, readonly: true }),
    taken_over_by: f.ref('接班人', 'Taken over by', 'app_user', { optional: true, readonly: true }),
    handed_over_at: f.dateTime('交班时间', 'Handed over at', { optional: true, readonly: true }),
  },
  title: ['day', 'shift_code'],
  list: ['day', 'shift_code', 'keeper', 'open_complaints', 'open_requests', 'taken_over_by', 'handed_over_at'],
  sorts: ['-day', '-number'],
  access: { read: READERS, create: KEEPERS },
  empty: ['没有值班记录。上班时开一页，下班时交代未结事项、两人签名。', 'No duty records. Open a page when coming on duty; hand over what is open with two signatures.'],
  opening: { set: ({ actor, day }) => ({ day, keeper: actor.id }) },
});

export const DutyRecordProcess = defineProcess(DutyRecord, 'on_duty',
  { on_duty: { label: ['值班中', 'On duty'], tone: 'active' }, handed_over: { label: ['已交班', 'Handed over'], tone: 'done' } },
  (step) => ({
    write: step({ label: ['记录值班情况', 'Write down'], tone: 'primary', from: ['on_duty'], to: 'on_duty', by: KEEPERS, form: { events: f.longText('值班情况', 'What happened', { max: 4000 }) } }),
    hand_over: step({
      label: ['交班', 'Hand over'], tone: 'primary', from: ['on_duty'], to: 'handed_over', by: KEEPERS, form: { open_matters: f.longText('未结事项交代', 'What becomes of what is open', { max: 2000, optional: true }) },
      sign: [{ name: 'outgoing', label: ['交班人', 'Handed over by'], by: 'user', role: 'vip_agent' }, { name: 'incoming', label: ['接班人', 'Taken over by'], by: 'user', role: 'vip_agent' }],
      facts: async ({ tx, record }) => ({ open: await openNow(tx, record.unit_id) }),
      ready: ({ record }) => (record.events === null ? ['请先写值班情况', 'Write down what happened first'] : null),
      preview: ({ facts: { open } }) => ({ lines: [[
        `未结束来电 ${open.calls}，未答复投诉 ${open.complaints}，未办妥需求 ${open.requests}，未处理巡场问题 ${open.findings}`,
        `Open: ${open.calls} calls, ${open.complaints} complaints, ${open.requests} requests, ${open.findings} findings`,
      ]] }),
      guard: ({ input, facts, signers }) => refuseHandOver(facts.open, input.open_matters, signers.outgoing!.userId, signers.incoming!.userId),
      set: ({ facts: { open }, signers, now }) => ({
        open_calls: open.calls, open_complaints: open.complaints, open_requests: open.requests, open_findings: open.findings, taken_over_by: signers.incoming!.userId, handed_over_at: now,
      }),
    }),
  }),
);

async function openNow(tx: Tx, unit: string): Promise<Open> {
  const [row] = await tx.query<Open>(
    `select (select count(*) from hotline_call where tenant_id = $1 and unit_id = $2 and archived_at is null and state <> 'ended')::int as calls,
       (select count(*) from guest_complaint where tenant_id = $1 and unit_id = $2 and archived_at is null and solved_at is null)::int as complaints,
       (select count(*) from floor_request where tenant_id = $1 and unit_id = $2 and archived_at is null and state in ('raised', 'dispatched'))::int as requests,
       (select count(*) from patrol_finding where tenant_id = $1 and unit_id = $2 and archived_at is null and state not in ('handled', 'closed'))::int as findings`, [tx.tenantId, unit]);
  return row!;
}

export const StationTidy = defineDuty('station_tidy', {
  label: ['站点物品整齐、表单齐全', 'Station tidy, forms complete'],
  statements: ['VIP-5.6', 'VIP-5.9'],
  recurs: { every: 'day' }, by: '15:00', unitKind: 'centre', owner: 'vip_agent', deputy: 'duty_supervisor', escalate: { to: 'duty_supervisor', afterMinutes: 60 },
  form: {
    articles: f.yesNo('物品摆放整齐', 'Articles in their places'), forms: f.yesNo('各类表单齐全', 'All forms are there'),
    photos: f.photo('照片', 'Photographs', { optional: true }), note: f.text('情况与处理', 'What was wrong, what was done', { max: 200, optional: true }),
  },
  guard: ({ input }) => refuseUntidy(input),
});
