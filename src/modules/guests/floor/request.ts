/** What a guest asks for on the spot (现场需求): the supervisor sends the nearest, customer service records case, solution, result and surname. Serves VIP-5.7, VIP-7.5, VIP-7.6, P15. */
import { defineProcess, defineRegister, f, readRecord, type Tx } from '../../../kernel/index.ts';
import { FLOOR, FloorArea, READERS, SENDERS, standingIn } from './areas.ts';
import { nearestFirst, refuseFurther, type Ranked } from './rules.ts';

export const FloorRequest = defineRegister('floor_request', {
  label: ['现场需求', 'On-site request'],
  number: 'XC-{yyyy}{mm}-{0000}',
  fields: {
    area: f.ref('区域', 'Area', 'floor_area'),
    room: f.text('房号', 'Room', { max: 20 }),
    need: f.choice('需求', 'Need', {
      guide: ['引领进出', 'Guiding in or out'], service: ['呼叫服务', 'Service'], equipment: ['设备故障', 'Equipment'], order: ['加单', 'Order'], quarrel: ['纠纷', 'Quarrel'], help: ['身体不适', 'Feeling unwell'], other: ['其他', 'Other'],
    }),
    matter: f.longText('情况', 'Case', { max: 1000 }),
    surname: f.personName('客人姓氏', 'Surname', { optional: true }),
    raised_at: f.dateTime('提出时间', 'Raised at', { optional: true, readonly: true }),
    raised_by: f.ref('受理人', 'Taken by', 'app_user', { optional: true, readonly: true }),
    sent: f.ref('派往员工', 'Sent', 'employee', { optional: true, readonly: true }),
    sent_at: f.dateTime('派出时间', 'Sent at', { optional: true, readonly: true }),
    sent_why: f.text('派人依据', 'Why this person', { max: 200, optional: true, readonly: true }),
    done_at: f.dateTime('办妥时间', 'Done at', { optional: true, readonly: true }),
    solution: f.longText('解决办法', 'Solution', { max: 1000, optional: true, readonly: true }),
    result: f.text('结果', 'Result', { max: 300, optional: true, readonly: true }),
    recorded_on: f.date('记录日期', 'Recorded on', { optional: true, readonly: true }),
  },
  title: ['room', 'need'],
  list: ['raised_at', 'area', 'room', 'need', 'matter', 'sent', 'done_at', 'result'],
  sorts: ['-raised_at', '-number', 'state'],
  indexes: [['state', 'recorded_on'], ['sent', 'state']],
  access: { read: READERS, create: FLOOR },
  empty: ['没有现场需求。客人提出需求时登记房号和情况，由主管派最近的人。', 'No requests. Enter room and case when a guest asks; the supervisor sends the nearest.'],
  opening: { set: ({ actor, now }) => ({ raised_at: now, raised_by: actor.id }) },
});

async function ranking(tx: Tx, area: string, unit: string): Promise<readonly Ranked[]> {
  const to = await readRecord(tx, FloorArea, area);
  return to === null ? [] : nearestFirst(to, await standingIn(tx, unit));
}
const inMinutes = (n: number) => ({ now }: { readonly now: Date }) => new Date(now.getTime() + n * 60_000);

export const FloorRequestProcess = defineProcess(FloorRequest, 'raised',
  {
    raised: { label: ['待派人', 'Somebody to be sent'], tone: 'alarm', due: { step: 'dispatch', at: inMinutes(5), escalateTo: 'vip_manager' } },
    dispatched: { label: ['已派人', 'Somebody is on the way'], tone: 'active', due: { step: 'done', at: inMinutes(15), escalateTo: 'duty_supervisor' } },
    done: { label: ['已办妥，待记录', 'Done, to be recorded'], tone: 'waiting', due: { step: 'record', at: inMinutes(60) } },
    recorded: { label: ['已记录', 'Recorded'], tone: 'done' },
    reviewed: { label: ['已检讨备案', 'Reviewed and filed'], tone: 'done' },
  },
  (step) => ({
    dispatch: step({
      label: ['派人', 'Send somebody'], tone: 'primary', from: ['raised', 'dispatched'], to: 'dispatched', by: SENDERS,
      form: { sent: f.ref('派往员工', 'Send', 'employee'), sent_reason: f.text('不派最近者的原因', 'Why not the nearest', { max: 100, optional: true }) },
      facts: async ({ tx, record }) => ({ ranked: await ranking(tx, record.area, record.unit_id) }),
      preview: ({ facts }) => ({
        lines: facts.ranked.length === 0 ? [['没有站位记录，请主管自行选人', 'Nobody is placed; choose somebody']] : facts.ranked.slice(0, 3).map((r) => r.reason),
        ...(facts.ranked[0] ? { initial: { sent: facts.ranked[0].employee } } : {}),
      }),
      guard: ({ input, facts }) => refuseFurther(facts.ranked, input.sent, input.sent_reason),
      set({ input, facts, now }) {
        const chosen = facts.ranked.find((r) => r.employee === input.sent);
        return { sent_at: now, sent_why: input.sent_reason ?? (chosen ? `最近：约 ${chosen.metres} 米` : '主管指派') };
      },
    }),
    done: step({ label: ['办妥', 'Done'], tone: 'primary', from: ['dispatched'], to: 'done', by: FLOOR, form: {}, set: ({ now }) => ({ done_at: now }) }),
    record: step({
      label: ['客服记录', 'Record the case'], tone: 'primary', from: ['done'], to: 'recorded', by: ['vip_agent', 'duty_supervisor', 'vip_manager'],
      hint: ['时间、房号、情况、解决办法、结果、客人姓氏', 'Time, room, case, solution, result, surname'],
      form: { surname: f.personName('客人姓氏', 'Surname'), solution: f.longText('解决办法', 'Solution', { max: 1000 }), result: f.text('结果', 'Result', { max: 300 }) },
      set: ({ day }) => ({ recorded_on: day }),
    }),
    file: step({ label: ['检讨备案', 'Reviewed and filed'], from: ['recorded'], to: 'reviewed', by: [], form: {} }),
  }),
);
