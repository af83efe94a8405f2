/** Internet publicity and the website (网络宣传): planned, published, looked at afterwards. Serves VIP-9.9, VIP-9.7. */
import { calendar, defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { DIRECTOR, LEADERS, READERS, STAFF } from './posts.ts';

export const PublicityItem = defineRegister('publicity_item', {
  label: ['网络宣传', 'Publicity'],
  number: 'XC-W-{yyyy}-{000}',
  fields: {
    outlet: f.choice('载体', 'Where', { website: ['公司网站', 'Website'], wechat: ['微信公众号', 'WeChat account'], group: ['会员群', 'Member group'], video: ['短视频', 'Short video'], other: ['其他', 'Other'] }),
    subject: f.text('主题', 'Subject', { max: 100 }),
    content: f.longText('内容', 'Content', { max: 4000 }),
    member_group: f.ref('会员群', 'Group', 'member_group', { optional: true }),
    planned_on: f.date('计划发布', 'Planned on'),
    maker: f.ref('制作人', 'Made by', 'app_user'),
    approved_by: f.ref('审核人', 'Approved by', 'app_user', { optional: true, readonly: true }),
    link: f.text('链接', 'Link', { max: 300, optional: true, readonly: true }),
    published_on: f.date('发布日期', 'Published on', { optional: true, readonly: true }),
    reads: f.integer('阅读人数', 'Readers', { min: 0, optional: true, readonly: true }),
    effect: f.text('效果', 'Effect', { max: 300, optional: true, readonly: true }),
  },
  title: ['subject'],
  list: ['planned_on', 'outlet', 'subject', 'maker', 'published_on', 'reads'],
  sorts: ['planned_on', '-number', 'state'],
  access: { read: READERS, create: LEADERS, edit: LEADERS },
  empty: ['没有宣传计划。网站、公众号、会员群要发什么，先在这里计划。', 'Nothing planned. What goes to website, account and groups is planned here.'],
});
export const PublicityItemProcess = defineProcess(PublicityItem, 'planned',
  {
    planned: { label: ['已计划', 'Planned'], tone: 'waiting', due: { step: 'approve', at: ({ record, calendar: c }) => calendar.startOfBusinessDay(record.planned_on, c), showBeforeHours: 72 } },
    approved: { label: ['已审核', 'Approved'], tone: 'active', due: { step: 'publish', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.planned_on, c), showBeforeHours: 24, escalateTo: 'vip_director' } },
    published: { label: ['已发布', 'Published'], tone: 'active' },
    evaluated: { label: ['已评估', 'Evaluated'], tone: 'done' },
  },
  (step) => ({
    approve: step({
      label: ['审核', 'Approve'], tone: 'primary', from: ['planned'], to: 'approved', by: DIRECTOR, form: {},
      ready: ({ record, actor }) => (record.maker === actor.id ? ['由制作人以外的人审核', 'Somebody else than the maker approves it'] : null), set: ({ actor }) => ({ approved_by: actor.id }),
    }),
    publish: step({
      label: ['已发布', 'Published'], tone: 'primary', from: ['approved'], to: 'published', by: STAFF, form: { link: f.text('链接', 'Link', { max: 300, optional: true }) },
      guard({ record, input }) {
        if (record.outlet !== 'group' && input.link === null) throw new Refusal('publicity_item.link', ['网上发布的要留链接', 'What is published on the net leaves its link'], 422, { link: ['必填', 'Required'] });
        if (input.link !== null && !/^https?:\/\/[^\s]+\.[^\s]+$/.test(input.link)) throw new Refusal('publicity_item.address', ['链接不完整', 'The link is not complete'], 422, { link: ['例如 https://…', 'For example https://…'] });
      },
      set: ({ day }) => ({ published_on: day }),
    }),
    evaluate: step({ label: ['评估效果', 'Evaluate'], tone: 'primary', from: ['published'], to: 'evaluated', by: LEADERS, form: { reads: f.integer('阅读人数', 'Readers', { min: 0 }), effect: f.text('效果', 'Effect', { max: 300 }) } }),
  }),
);
