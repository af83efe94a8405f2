/**
 * Members (会员): who holds cards. Only what the club needs: name, phone, and the birthday where the guest wishes to be
 * greeted; the number of an identity document is not a member's field. Serves VIP-1.3, G6, G7.
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
  },
  title: ['name'],
  list: ['name', 'phone', 'birthday_kind', 'notes'],
  sorts: ['-number', 'name'],
  access: {
    read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent', 'vip_manager'], edit: ['vip_agent', 'vip_manager'],
    archive: ['vip_manager'],
  },
  empty: ['会员资料由客人填写、贵宾中心录入。', 'Guests fill in their particulars; the VIP centre enters them.'],
  opening: {
    guard({ input, day }) {
      if (input.birthday !== null && input.birthday > day) throw new Refusal('member.birthday', ['出生日期晚于今天', 'Born after today'], 422, { birthday: ['不能晚于今天', 'Not after today'] });
      if (input.birthday !== null && input.birthday_kind === 'leap' && !calendar.solarToLunar(input.birthday).leap) {
        throw new Refusal('member.not_leap', ['这一天不在农历闰月', 'This day does not lie in a leap month'], 422, { birthday_kind: ['请选农历或公历', 'Choose lunar or solar'] });
      }
    },
  },
});
