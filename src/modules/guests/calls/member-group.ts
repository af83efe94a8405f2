/** Member groups (会员群) on QQ and WeChat with their numbers, and what was answered there. Serves VIP-5.3, VIP-9.9. */
import { defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { CLERKS, READERS } from './hotline-call.ts';

const LEADERS = ['vip_manager', 'vip_director'] as const;

export const MemberGroup = defineRegister('member_group', {
  label: ['会员群', 'Member group'],
  number: 'HQ-{000}',
  fields: {
    platform: f.choice('平台', 'Platform', { qq: ['QQ 群', 'QQ group'], wechat: ['微信群', 'WeChat group'], other: ['其他', 'Other'] }),
    group_no: f.text('会员群号', 'Group number', { max: 40 }),
    name: f.text('群名', 'Name', { max: 60 }),
    keeper: f.ref('群主', 'Kept by', 'app_user'),
    people: f.integer('群人数', 'Members in it', { min: 0, max: 100_000, optional: true }),
    rules: f.text('群公告', 'Notice of the group', { max: 300, optional: true }),
  },
  title: ['name', 'group_no'],
  list: ['platform', 'group_no', 'name', 'keeper', 'people'],
  sorts: ['platform', '-number'],
  unique: [['platform', 'group_no']],
  access: { read: READERS, create: LEADERS, edit: LEADERS, archive: LEADERS },
  empty: ['还没有会员群。中心主任在此登记群号与群主。', 'No groups yet. The director enters number and keeper here.'],
});

export const GroupAnswer = defineRegister('group_answer', {
  label: ['群内解说', 'Answer in a group'],
  number: 'JS-{yyyy}{mm}-{0000}',
  fields: {
    member_group: f.ref('会员群', 'Group', 'member_group'),
    asked_at: f.dateTime('提问时间', 'Asked at'),
    asker: f.text('提问人昵称', 'Asked by (nickname)', { max: 40 }),
    subject: f.choice('内容', 'About', { activity: ['会员活动', 'Activities'], price: ['价格', 'Prices'], points: ['积分兑换', 'Points'], card: ['办卡', 'Cards'], booking: ['预约', 'Reservations'], other: ['其他', 'Other'] }, { hint: ['投诉请另在“客人投诉”登记', 'A complaint is entered as a complaint'] }),
    question: f.longText('问题', 'Question', { max: 1000 }),
    answer: f.longText('解说', 'Answer', { max: 2000 }),
    answered_by: f.ref('解说人', 'Answered by', 'app_user', { optional: true, readonly: true }),
    answered_at: f.dateTime('解说时间', 'Answered at', { optional: true, readonly: true }),
    minutes: f.integer('等候分钟', 'Minutes waited', { optional: true, readonly: true }),
  },
  title: ['member_group', 'subject'],
  list: ['asked_at', 'member_group', 'asker', 'subject', 'question', 'answered_by', 'minutes'],
  sorts: ['-asked_at', '-number'],
  access: { read: READERS, create: CLERKS },
  empty: ['还没有群内解说。在会员群里答复的问题记在这里。', 'No answers yet. What is answered in a member group is written down here.'],
  opening: {
    guard({ input, now }) {
      if (input.asked_at.getTime() > now.getTime()) throw new Refusal('group_answer.future', ['提问时间晚于现在', 'It lies in the future'], 422, { asked_at: ['不晚于现在', 'Not later than now'] });
    },
    set: ({ input, actor, now }) => ({ answered_by: actor.id, answered_at: now, minutes: Math.floor((now.getTime() - input.asked_at.getTime()) / 60_000) }),
  },
});
