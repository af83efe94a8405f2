/**
 * A walk-in turned away (上门婉拒): whoever comes to the contact centre in person, from outside or from another part of the company, is shown the
 * channel to use; nothing is handled at the desk. Serves CC-1.4a, CC-1.4b.
 */
import { defineRegister, f, Refusal } from '../../../kernel/index.ts';

const LEADERS = ['line_supervisor', 'centre_manager'] as const;
export const CALLERS = {
  customer: ['外部客户', 'External customer'], cse: ['客户工程师', 'Customer engineer'], repair: ['维修代表', 'Repair representative'], warehouse: ['仓库人员', 'Warehouse staff'], other: ['其他非联络中心人员', 'Others from outside the centre'],
} as const;
const CHANNELS = { hotline: ['服务热线', 'Hotline'], web: ['网上申请', 'Web form'], branch: ['区域服务部', 'Branch'], mail: ['邮件', 'Mail'] } as const;
export const WalkIn = defineRegister('walk_in_refused', {
  label: ['上门婉拒', 'Walk-in turned away'],
  number: 'SM-{yyyy}-{0000}',
  fields: {
    caller: f.choice('何人', 'Who', CALLERS),
    name: f.personName('姓名', 'Name', { optional: true }),
    came_at: f.dateTime('时间', 'When'),
    wanted: f.text('来办什么', 'What they wanted', { max: 200, hint: ['只记要点，不在现场受理（CC-1.4）', 'In short; nothing is handled at the desk (CC-1.4)'] }),
    shown: f.choice('指引的渠道', 'Channel shown', CHANNELS),
    person: f.ref('接待人', 'Received by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['caller', 'wanted'],
  list: ['came_at', 'caller', 'wanted', 'shown', 'person'],
  sorts: ['-came_at', '-number'],
  access: { read: [...LEADERS, 'auditor'], create: ['agent', ...LEADERS], own: 'person' },
  empty: ['没有上门婉拒。有人上门时说明规定的渠道，并在此登记（CC-1.4）。', 'No walk-ins. Show whoever comes the channel to use and note it here (CC-1.4).'],
  opening: {
    guard({ input, now }) { if (input.came_at > now) throw new Refusal('walk_in_refused.future', ['时间在将来', 'It lies in the future'], 422, { came_at: ['不晚于现在', 'Not later than now'] }); },
    set: ({ actor }) => ({ person: actor.kind === 'user' ? actor.id : null }),
  },
});
