/** What was found on a patrol of the floor (巡场问题), and what guests like (客人喜好). Serves VIP-7.7, VIP-7.8, P15. */
import { defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { FLOOR, READERS } from './areas.ts';

export const PatrolFinding = defineRegister('patrol_finding', {
  label: ['巡场问题', 'Patrol finding'],
  number: 'XH-{yyyy}{mm}-{0000}',
  fields: {
    area: f.ref('区域', 'Area', 'floor_area'),
    matter: f.longText('问题', 'What was found', { max: 1000 }),
    passed_to: f.choice('转交', 'Passed to', { team_leader: ['领班', 'Team leader'], duty_supervisor: ['主管', 'Supervisor'] }, { initial: 'team_leader' }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    found_at: f.dateTime('发现时间', 'Found at', { optional: true, readonly: true }),
    found_by: f.ref('巡场人', 'Found by', 'app_user', { optional: true, readonly: true }),
    handled: f.text('如何处理', 'What was done', { max: 300, optional: true, readonly: true }),
    handled_by: f.ref('处理人', 'Handled by', 'app_user', { optional: true, readonly: true }),
    handled_at: f.dateTime('处理时间', 'Handled at', { optional: true, readonly: true }),
  },
  title: ['area', 'found_at'],
  list: ['found_at', 'area', 'matter', 'passed_to', 'found_by', 'handled', 'handled_at'],
  sorts: ['-found_at', '-number', 'state'],
  access: { read: READERS, create: FLOOR },
  empty: ['没有巡场问题。巡场时发现的，记下来转交领班或主管。', 'No findings. What is found on a patrol is passed to the team leader or the supervisor.'],
  opening: { set: ({ actor, now }) => ({ found_at: now, found_by: actor.id }) },
});
const halfAnHour = ({ now }: { readonly now: Date }) => new Date(now.getTime() + 30 * 60_000);

export const PatrolFindingProcess = defineProcess(PatrolFinding, 'found',
  {
    found: { label: ['已记录', 'Noted'], tone: 'waiting', due: { step: 'pass_on', at: ({ now }) => new Date(now.getTime() + 10 * 60_000) } },
    with_leader: { label: ['领班处理中', 'With the team leader'], tone: 'alarm', due: { step: 'leader_handles', at: halfAnHour, escalateTo: 'duty_supervisor' } },
    with_supervisor: { label: ['主管处理中', 'With the supervisor'], tone: 'alarm', due: { step: 'supervisor_handles', at: halfAnHour, escalateTo: 'vip_manager' } },
    handled: { label: ['已处理，待复看', 'Handled, to be looked at'], tone: 'waiting', due: { step: 'check', at: halfAnHour } },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
  },
  (step) => {
    const handles = (role: 'team_leader' | 'duty_supervisor', from: 'with_leader' | 'with_supervisor') => step({
      label: ['处理', 'Handle'], tone: 'primary', from: [from], to: 'handled', by: [role], form: { handled: f.text('如何处理', 'What was done', { max: 300 }) }, set: ({ actor, now }) => ({ handled_by: actor.id, handled_at: now }),
    });
    return {
      pass_on: step({ label: ['转交', 'Pass on'], tone: 'primary', from: ['found'], to: ['with_leader', 'with_supervisor'], by: FLOOR, form: {}, choose: ({ record }) => (record.passed_to === 'team_leader' ? 'with_leader' : 'with_supervisor') }),
      leader_handles: handles('team_leader', 'with_leader'),
      supervisor_handles: handles('duty_supervisor', 'with_supervisor'),
      check: step({
        label: ['复看', 'Look again'], tone: 'primary', from: ['handled'], to: ['closed', 'with_supervisor'], by: FLOOR, form: { right: f.yesNo('已解决', 'It is right now') },
        ready: ({ record, actor }) => (record.handled_by === actor.id ? ['由处理人以外的人复看', 'Somebody else than who handled it looks again'] : null),
        choose: ({ input }) => (input.right ? 'closed' : 'with_supervisor'),
      }),
    };
  },
);

export const GuestPreference = defineRegister('guest_preference', {
  label: ['客人喜好', 'Guest preference'],
  number: 'XX-{0000}',
  fields: {
    member: f.ref('会员', 'Member', 'member'),
    aspect: f.choice('方面', 'Aspect', { personality: ['个性', 'Personality'], habit: ['习惯', 'Habit'], preference: ['喜好', 'Preference'], taboo: ['忌讳', 'Dislikes'] }),
    note: f.text('内容', 'Note', { max: 300 }),
    source: f.text('怎么知道的', 'How we know', { max: 100, optional: true }),
  },
  title: ['member', 'aspect'],
  list: ['member', 'aspect', 'note', 'source'],
  sorts: ['-number'],
  indexes: [['member']],
  access: { read: READERS, create: FLOOR, edit: ['vip_manager', 'duty_supervisor'], archive: ['vip_manager'] },
  empty: ['还没有喜好记录。尊重客人的个性、习惯和喜好，记下来大家都照顾得到。', 'No preferences yet. What is written down here everybody can respect.'],
  opening: {
    guard({ input }) {
      if (/\d{15,18}|\d{11}/.test(input.note)) throw new Refusal('guest_preference.personal', ['喜好里不写电话和证件号码', 'No telephone or identity numbers here'], 422, { note: ['只写喜好', 'The preference only'] });
    },
  },
});
