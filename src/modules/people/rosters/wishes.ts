/** What people are able and what they would like to work (技能与意愿). Serves SM-9. */
import { defineRegister, f, may, readRecord, Refusal } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { PLANNED, PLANNERS, READERS } from './roles.ts';

export const EmployeeSkill = defineRegister('roster_skill', {
  label: ['员工技能', 'Skill'],
  number: 'JN-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    skill: f.text('技能', 'Skill', { max: 20, hint: ['与班次模板所要求的写法一致', 'Written as the shift template asks for it'] }),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'To', { optional: true, hint: ['含当日；留空表示长期', 'That day included; empty: until further notice'] }),
  },
  title: ['employee', 'skill'],
  list: ['employee', 'skill', 'valid_from', 'valid_to'],
  sorts: ['-valid_from'],
  unique: [['employee', 'skill', 'valid_from']],
  access: { read: READERS, create: PLANNERS, edit: PLANNERS, archive: PLANNERS },
  empty: ['还没有登记技能。只有班次要求技能时才需要。', 'No skills yet. Needed only where a shift asks for one.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee) }),
    guard({ input }) { if (input.valid_to !== null && input.valid_to < input.valid_from) throw new Refusal('roster_skill.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] }); },
    set: ({ facts }) => (facts.employee ? { unit_id: facts.employee.line ?? facts.employee.unit_id } : {}),
  },
});

export const ShiftWish = defineRegister('shift_wish', {
  label: ['排班意愿', 'Shift wish'],
  number: 'YY-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    from_day: f.date('起', 'From'),
    to_day: f.date('止', 'To'),
    wish: f.choice('意愿', 'Wish', { prefer: ['愿意上', 'Would like'], avoid: ['尽量不上', 'Rather not'], day_off: ['希望休息', 'Would like off'] }),
    template: f.ref('班次', 'Shift', 'shift_template', { optional: true, hint: ['留空表示任何班次', 'Empty: any shift'] }),
    note: f.text('说明', 'Note', { max: 200, optional: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['employee', 'wish'],
  list: ['employee', 'from_day', 'to_day', 'wish', 'template', 'note'],
  sorts: ['-from_day', '-number'],
  indexes: [['from_day']],
  access: { read: READERS, create: [...PLANNED, ...PLANNERS], archive: PLANNERS, own: 'person' },
  empty: ['还没有排班意愿。够人时自动排班会照顾。', 'No wishes yet. Automatic planning considers them where there are enough people.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee) }),
    guard({ input, facts, actor }) {
      if (input.to_day < input.from_day) throw new Refusal('shift_wish.dates', ['止日早于起日', 'It ends before it begins'], 422, { to_day: ['不早于起日', 'Not before the first day'] });
      if (facts.employee && actor.kind === 'user' && facts.employee.app_user !== actor.id && !may(actor, PLANNERS)) throw new Refusal('shift_wish.for_others', ['只能填自己的意愿', 'Only your own wishes'], 403, { employee: ['请选择自己', 'Choose yourself'] });
    },
    set: ({ facts }) => (facts.employee ? { person: facts.employee.app_user, unit_id: facts.employee.line ?? facts.employee.unit_id } : {}),
  },
});
/** Added to the cost of a shift: liked is cheaper, disliked dearer, a day off dearest. */
export const WISH_COST = { prefer: -1, avoid: 2, day_off: 4 } as const;
