/**
 * Hygiene checks (卫生检查) of every day, whose faults somebody else sees corrected, and what the people who eat here think (就餐意见): a poor
 * opinion is answered within three days. Serves LOG-5.2, LOG-5.3, P28.
 */
import { defineDuty, defineProcess, defineRegister, f, Refusal } from '../../../kernel/index.ts';
import { DINERS, HEADS, KEEPERS, READERS } from './roles.ts';
import { isPoor, refuseCheck } from './rules.ts';

export const CanteenCheck = defineRegister('canteen_check', {
  label: ['食堂卫生检查', 'Hygiene check'],
  number: 'WS-{yyyy}{mm}-{000}',
  fields: {
    day: f.date('日期', 'Day', { optional: true, readonly: true }),
    looked_at: f.choices('已检查', 'Looked at', {
      health: ['晨检与健康证', 'Health of the staff'], kitchen: ['操作间', 'Kitchen'], store: ['库房分类存放', 'Stores'], tools: ['餐具消毒', 'Disinfected dishes'], cold: ['冷藏温度', 'Fridge temperature'], pests: ['防鼠防虫', 'Pests'],
    }),
    all_well: f.yesNo('全部合格', 'All in order'),
    problem: f.text('问题', 'What is not', { max: 300, optional: true }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    corrected: f.text('整改情况', 'What was done', { max: 300, optional: true, readonly: true }),
  },
  title: ['day', 'all_well'],
  list: ['day', 'looked_at', 'all_well', 'problem', 'corrected'],
  sorts: ['-day', '-number'],
  access: { read: READERS, create: [...KEEPERS, ...HEADS] },
  empty: ['没有卫生检查。每天开餐前检查一次，不合格的整改后由别人复看。', 'No checks yet. One a day before the first meal; what was wrong is seen again by somebody else.'],
  opening: { guard: ({ input }) => refuseCheck(input), set: ({ day }) => ({ day }) },
});

export const CanteenCheckProcess = defineProcess(CanteenCheck, 'made',
  {
    made: { label: ['已检查', 'Made'], tone: 'waiting', due: { step: 'correct', at: ({ now }) => new Date(now.getTime() + 24 * 3_600_000), escalateTo: 'logistics_head' } },
    passed: { label: ['合格', 'Passed'], tone: 'done' },
    corrected: { label: ['待复看', 'To be seen again'], tone: 'waiting', due: { step: 'see_again', at: ({ now }) => new Date(now.getTime() + 24 * 3_600_000) } },
    closed: { label: ['已整改', 'Put right'], tone: 'done' },
  },
  (step) => ({
    pass: step({ label: ['确认合格', 'Pass'], tone: 'primary', from: ['made'], to: 'passed', by: [...KEEPERS, ...HEADS], form: {}, ready: ({ record }) => (record.all_well ? null : ['有不合格项，须整改', 'Something has to be put right']) }),
    correct: step({
      label: ['报整改', 'Report what was done'], tone: 'primary', from: ['made'], to: 'corrected', by: KEEPERS, form: { corrected: f.text('整改情况', 'What was done', { max: 300 }) },
      ready: ({ record }) => (record.all_well ? ['没有不合格项', 'Nothing has to be put right'] : null),
    }),
    see_again: step({
      label: ['复看', 'See again'], tone: 'primary', from: ['corrected'], to: ['closed', 'made'], by: HEADS, form: { good: f.yesNo('已改好', 'Put right') },
      choose: ({ input }) => (input.good ? 'closed' : 'made'),
    }),
  }),
);

export const CanteenHygiene = defineDuty('canteen_hygiene', {
  label: ['食堂每日卫生检查', 'Daily hygiene check of the canteen'],
  statements: ['LOG-5.3'],
  recurs: { every: 'day' }, by: '10:00', unitKind: 'centre', owner: 'canteen_keeper', deputy: 'general_affairs', escalate: { to: 'logistics_head', afterMinutes: 60 },
  form: { note: f.text('当天不供餐的原因', 'Why nothing is cooked today', { max: 200 }) },
  /** Done by itself when the day has a check. */
  async evidence({ tx, unit, day }) {
    const [row] = await tx.query<{ number: string }>('select number from canteen_check where tenant_id = $1 and unit_id = $2 and day = $3 and archived_at is null limit 1', [tx.tenantId, unit, day]);
    return row ? { check: row.number } : null;
  },
});

const SCORES = { '1': ['1 很差', '1 very poor'], '2': ['2 差', '2 poor'], '3': ['3 一般', '3 fair'], '4': ['4 好', '4 good'], '5': ['5 很好', '5 very good'] } as const;
export const CanteenOpinion = defineRegister('canteen_opinion', {
  label: ['就餐意见', 'Opinion on a meal'],
  number: 'YJ-{yyyy}{mm}-{0000}',
  fields: {
    meal: f.ref('餐次', 'Meal', 'canteen_meal', { optional: true }),
    taste: f.choice('口味', 'Taste', SCORES), service: f.choice('服务', 'Service', SCORES), clean: f.choice('卫生', 'Hygiene', SCORES),
    comment: f.text('意见', 'Comment', { max: 400, optional: true }),
    given_on: f.date('日期', 'Day', { optional: true, readonly: true }),
    person: f.ref('提出人', 'From', 'app_user', { optional: true, readonly: true }),
    answer: f.text('答复', 'Answer', { max: 400, optional: true, readonly: true }),
  },
  title: ['given_on', 'comment'],
  list: ['given_on', 'meal', 'taste', 'service', 'clean', 'comment', 'answer'],
  sorts: ['-number'],
  access: { read: READERS, create: DINERS, own: 'person' },
  empty: ['还没有意见。就餐的人都可以打分和留言。', 'No opinions yet. Everybody who eats here may give scores and a comment.'],
  opening: {
    guard({ input }) {
      if (isPoor(input) && input.comment === null) throw new Refusal('canteen_opinion.why', ['打 2 分及以下请写明原因', 'Say why when a score is two or less'], 422, { comment: ['请填写', 'Fill in'] });
    },
    set: ({ day, actor }) => ({ given_on: day, person: actor.kind === 'user' ? actor.id : null }),
  },
});

export const CanteenOpinionProcess = defineProcess(CanteenOpinion, 'given',
  {
    given: { label: ['待阅', 'To be read'], tone: 'waiting', due: { step: 'answer', at: ({ now }) => new Date(now.getTime() + 3 * 86_400_000), escalateTo: 'logistics_head' } },
    answered: { label: ['已答复', 'Answered'], tone: 'done' },
    noted: { label: ['已阅', 'Read'], tone: 'done' },
  },
  (step) => ({
    answer: step({ label: ['答复', 'Answer'], tone: 'primary', from: ['given'], to: 'answered', by: [...KEEPERS, ...HEADS], form: { answer: f.text('答复', 'Answer', { max: 400 }) } }),
    note: step({ label: ['已阅', 'Read'], from: ['given'], to: 'noted', by: [...KEEPERS, ...HEADS], form: {}, ready: ({ record }) => (isPoor(record) ? ['有 2 分及以下的，须答复', 'A score of two or less has to be answered'] : null) }),
  }),
);
