/**
 * Time away from the phone that was authorised (核准离线): a meeting, training, a fault of the system. It stands beside the raw figure of adherence and
 * never changes it. Serves CC-5.1b, issue of adherence: raw and authorised apart.
 */
import { calendar, calendarOf, defineRegister, f, readRecord, Refusal } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { computeFor } from './compute.ts';
import { DECIDERS, READERS } from './roles.ts';

export const AuthorisedTime = defineRegister('authorised_time', {
  label: ['核准离线', 'Authorised time'],
  number: 'HZ-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    from_at: f.dateTime('起', 'From'),
    to_at: f.dateTime('止', 'To'),
    purpose: f.choice('事由', 'For', { meeting: ['会议', 'Meeting'], training: ['培训', 'Training'], coaching: ['辅导', 'Coaching'], fault: ['系统故障', 'System fault'], health: ['身体不适', 'Unwell'], other: ['其他', 'Other'] }),
    remark: f.text('说明', 'Remark', { max: 200, optional: true }),
    day: f.date('考勤日', 'Day', { optional: true, readonly: true }),
    authorised_by: f.personName('核准人', 'Authorised by', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['employee', 'from_at'],
  list: ['employee', 'from_at', 'to_at', 'purpose', 'authorised_by'],
  sorts: ['-from_at', '-number'],
  indexes: [['employee', 'from_at']],
  access: { read: READERS, create: DECIDERS, own: 'person' },
  empty: ['没有核准的离线时间。', 'No authorised time.'],
  opening: {
    async facts({ tx, input }) {
      const employee = await readRecord(tx, Employee, input.employee);
      const day = employee ? calendar.businessDay(input.from_at, await calendarOf(tx, employee.unit_id)) : null;
      const [closed] = await tx.query<{ id: string }>(`select id from attendance_day where tenant_id = $1 and employee = $2 and day = $3 and state = 'closed'`, [tx.tenantId, input.employee, day]);
      return { employee, day, closed: closed !== undefined };
    },
    guard({ input, facts, actor }) {
      if (input.to_at <= input.from_at || input.to_at.getTime() - input.from_at.getTime() > 16 * 3_600_000) throw new Refusal('authorised_time.span', ['止须晚于起，且不超过一个班次', 'The end must follow the beginning, within one shift'], 422, { to_at: ['晚于起', 'After the beginning'] });
      if (facts.employee?.app_user === actor.id) throw new Refusal('authorised_time.self', ['不能给自己核准', 'Nobody authorises their own time'], 403);
      if (facts.closed) throw new Refusal('authorised_time.closed', ['该月已结账', 'The month is closed'], 409);
    },
    set: ({ facts, actor }) => ({ day: facts.day, authorised_by: actor.name, person: facts.employee?.app_user ?? null, ...(facts.employee ? { unit_id: facts.employee.unit_id } : {}) }),
    async effect({ tx, record }) { if (record.day !== null) await computeFor(tx, [record.employee], record.day, record.day); },
  },
});
