/**
 * A guest's complaint (客人投诉): time and telephone first, then the five fields; solved at once, or name and number taken, or passed up;
 * passed up by the clock when nobody answers; never visible to the employee it is about until the manager releases it.
 * Serves VIP-5.4, VIP-5.8, VIP-7.2, VIP-7.3, VIP-7.8, P13, AS-29.
 */
import { dayOf, defineRegister, f, type Tx } from '../../../kernel/index.ts';
import { clocksOf } from './parameters.ts';
import { deadlines, NOBODY, refuseFuture, refuseUnknownNumber, refuseWithoutPhone, type Named } from './rules.ts';

export const HEARERS = ['duty_supervisor', 'vip_manager', 'vip_director'] as const;
export const HANDLERS = ['vip_agent', ...HEARERS] as const;
export const READERS = [...HANDLERS, 'operations_gm', 'auditor'] as const;
export const VIA = { hotline: ['热线电话', 'Hotline'], on_site: ['当面', 'In person'], group: ['会员群', 'Member group'], letter: ['信函', 'Letter'], form: ['意见评分表', 'Opinion form'] } as const;
export const TOPICS = {
  attitude: ['服务态度', 'Manner'], waiting: ['等候、上单慢', 'Waiting'], sound: ['音响点歌', 'Sound and songs'], food: ['酒水小吃', 'Drinks and food'],
  price: ['价格结账', 'Prices and bill'], hygiene: ['卫生', 'Cleanliness'], safety: ['安全', 'Safety'], other: ['其他', 'Other'],
} as const;
const LEVEL = { clerk: ['客服专员', 'Agent'], supervisor: ['当班主管', 'Supervisor'], manager: ['客服经理', 'VIP manager'], director: ['中心主任', 'Director'] } as const;

/** The five fields, as the source names them. */
export const FIVE = {
  accused_no: f.text('被投诉人工号', 'Staff number complained about', { max: 20, hint: [`不涉及员工的填“${NOBODY}”；本人看不到这条投诉`, `Enter “${NOBODY}” when it concerns nobody; the person never sees this complaint`] }),
  happened_on: f.date('发生日期', 'Happened on'),
  matter: f.longText('事由', 'Matter', { max: 2000 }),
  room: f.text('房号', 'Room', { max: 20, hint: ['大厅、停车场等写区域名', 'Or the area: lobby, car park'] }),
  guest: f.personName('客人姓名', 'Guest'),
};

export const GuestComplaint = defineRegister('guest_complaint', {
  label: ['客人投诉', 'Guest complaint'],
  number: 'KS-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    phone: f.phone('客人电话', 'Guest’s phone', { optional: true, hint: ['电话和群里的投诉先记电话', 'Comes first when it is not in person'] }),
    via: f.choice('来源', 'Channel', VIA, { initial: 'on_site' }),
    received_at: f.dateTime('接到时间', 'Received at', { optional: true, readonly: true }),
    accused_no: f.text('被投诉人工号', 'Staff number complained about', { max: 20, optional: true, readonly: true }),
    happened_on: f.date('发生日期', 'Happened on', { optional: true, readonly: true }),
    matter: f.longText('事由', 'Matter', { max: 2000, optional: true, readonly: true }),
    room: f.text('房号', 'Room', { max: 20, optional: true, readonly: true }),
    guest: f.personName('客人姓名', 'Guest', { optional: true, readonly: true }),
    topic: f.choice('类别', 'About', TOPICS, { optional: true, readonly: true }),
    about_employee: f.ref('涉及员工', 'Employee concerned', 'employee', { optional: true, readonly: true }),
    hidden_from: f.ref('对其保密', 'Hidden from', 'app_user', { optional: true, readonly: true }),
    released_to: f.ref('已向其公开', 'Released to', 'app_user', { optional: true, readonly: true }),
    released_at: f.dateTime('公开时间', 'Released at', { optional: true, readonly: true }),
    contact_name: f.personName('联系人', 'Person to call', { optional: true, readonly: true }),
    contact_phone: f.phone('联系电话', 'Number to call', { optional: true, readonly: true }),
    level: f.choice('处理层级', 'Level', LEVEL, { optional: true, readonly: true }),
    passed_up: f.integer('上报次数', 'Times passed up', { optional: true, readonly: true }),
    respond_by: f.dateTime('响应时限', 'Respond by', { optional: true, readonly: true }),
    responded_at: f.dateTime('响应时间', 'Responded at', { optional: true, readonly: true }),
    solve_by: f.dateTime('解决时限', 'Solve by', { optional: true, readonly: true }),
    solved_at: f.dateTime('解决时间', 'Solved at', { optional: true, readonly: true }),
    alarm_at: f.dateTime('逾时上报时刻', 'Passed up at', { optional: true, readonly: true }),
    handler: f.ref('处理人', 'Handled by', 'app_user', { optional: true, readonly: true }),
    solution: f.longText('解决办法', 'Solution', { max: 2000, optional: true, readonly: true }),
    result: f.text('结果', 'Result', { max: 300, optional: true, readonly: true }),
    expectation: f.choice('是否满足期望', 'Expectation', { met: ['已满足', 'Met'], not_met: ['未满足', 'Not met'] }, { optional: true, readonly: true }),
    cause: f.longText('原因分析', 'Cause', { max: 2000, optional: true, readonly: true }),
    corrective: f.longText('纠正措施', 'Corrective action', { max: 2000, optional: true, readonly: true }),
    reply: f.longText('给客人的答复', 'Reply to the guest', { max: 2000, optional: true, readonly: true }),
    closed_on: f.date('办结日期', 'Closed on', { optional: true, readonly: true }),
  },
  // Nothing of the matter: this line stands wherever the record is referred to.
  title: ['via', 'received_at'],
  list: ['received_at', 'via', 'room', 'topic', 'accused_no', 'level', 'respond_by', 'solve_by', 'expectation'],
  sorts: ['-received_at', '-number', 'state', 'solve_by'],
  indexes: [['state', 'closed_on'], ['about_employee', 'received_at']],
  access: { read: READERS, create: HANDLERS, notBy: 'hidden_from' },
  empty: ['没有投诉。接到投诉先记时间和电话，再填五栏。', 'No complaints. Time and telephone first, then the five fields.'],
  opening: {
    async facts({ tx, now, actor }) {
      return clocksOf(tx, actor.grants.find((g) => HANDLERS.includes(g.role as never))?.unitId ?? '', now);
    },
    guard: ({ input }) => refuseWithoutPhone(input.via, input.phone),
    set({ facts, now }) {
      const { respond_by, solve_by } = deadlines(now, facts.limits, facts.hours);
      return { received_at: now, respond_by, solve_by, alarm_at: respond_by, level: 'clerk' as const, passed_up: 0 };
    },
  },
});

/** Whose number it is, and under which account that person signs in. */
export async function namedBy(tx: Tx, staffNo: string): Promise<Named | null> {
  const [row] = await tx.query<{ id: string; app_user: string | null }>('select id, app_user from employee where tenant_id = $1 and upper(staff_no) = upper($2)', [tx.tenantId, staffNo.trim()]);
  return row ? { employee: row.id, user: row.app_user } : null;
}

export interface Five { readonly accused_no: string; readonly happened_on: string; readonly matter: string; readonly room: string; readonly guest: string }
export function classified(input: Five, found: Named | null, day: string): { readonly about_employee: string | null; readonly hidden_from: string | null } {
  refuseUnknownNumber(input.accused_no, found);
  refuseFuture(input.happened_on, day);
  return { about_employee: found?.employee ?? null, hidden_from: found?.user ?? null };
}

export const dayHere = (tx: Tx, unit: string): Promise<string> => dayOf(tx, tx.now, unit);
