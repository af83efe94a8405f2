/**
 * Members (会员): who holds cards. Only what the club needs: name, phone, and the birthday where the guest wishes to be
 * greeted; the number of an identity document is not a member's field. Serves VIP-1.2, VIP-1.3, G6, G7.
 */
import { calendar, defineRegister, f, Refusal } from '../../../kernel/index.ts';

export const Member = defineRegister('member', {
  label: ['会员', 'Member'],
  number: 'M{000000}',
  fields: {
    name: f.personName('姓名', 'Name'),
    phone: f.phone('手机', 'Mobile'),
    birthday: f.date('出生日期（公历）', 'Date of birth (solar)', { optional: true, personal: true, hint: ['仅用于生日活动，可不填', 'For the birthday activity only; may stay empty'] }),
    birthday_kind: f.choice('按何种历法过生日', 'Birthday kept by', {
      solar: ['公历', 'Solar calendar'], lunar: ['农历', 'Lunar calendar'], leap: ['农历闰月', 'Lunar leap month'],
    }, { initial: 'solar' }),
    notes: f.text('偏好', 'Preferences', { optional: true, max: 200 }),
    consented_to: f.text('同意的告知书', 'Consented to', { optional: true, readonly: true, max: 80 }),
    consented_at: f.dateTime('同意时间', 'Consented at', { optional: true, readonly: true }),
  },
  title: ['name'],
  list: ['name', 'phone', 'birthday_kind', 'notes'],
  sorts: ['-number', 'name'],
  indexes: [['phone']],
  access: {
    // New members come through an application, after their consent; the manager takes over paper files of earlier years.
    read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_manager'], edit: ['vip_agent', 'vip_manager'],
    archive: ['vip_manager'],
  },
  empty: ['客人在“入会办理”中填写资料，贵宾中心录入后列在这里。', 'Guests fill in their particulars when joining; once entered by the VIP centre they stand here.'],
  opening: {
    guard({ input, day }) {
      if (input.birthday !== null && input.birthday > day) throw new Refusal('member.birthday', ['出生日期晚于今天', 'Born after today'], 422, { birthday: ['不能晚于今天', 'Not after today'] });
      if (input.birthday !== null && input.birthday_kind === 'leap' && !calendar.solarToLunar(input.birthday).leap) {
        throw new Refusal('member.not_leap', ['这一天不在农历闰月', 'This day does not lie in a leap month'], 422, { birthday_kind: ['请选农历或公历', 'Choose lunar or solar'] });
      }
    },
  },
});
