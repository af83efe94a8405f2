/** The desk that is measured: visits with eight fields, claims with a signed step that posts, and their ledger. */
import { defineLedger, defineModule, defineProcess, defineRegister, f, post, posting } from '../../src/kernel/index.ts';

export const Visit = defineRegister('bench_visit', {
  label: ['来访', 'Visit'],
  number: 'LF-{yyyy}{mm}-{000000}',
  fields: {
    guest: f.personName('来宾', 'Guest'),
    room: f.text('包厢', 'Room', { max: 20 }),
    purpose: f.choice('事由', 'Purpose', Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`p${i}`, [`事由 ${i}`, `Purpose ${i}`] as const]))),
    came_on: f.date('日期', 'Date'),
    came_at: f.dateTime('到达时间', 'Arrived at'),
    people: f.integer('人数', 'People'),
    paid: f.money('消费', 'Paid'),
    remark: f.longText('备注', 'Remark', { optional: true }),
  },
  title: ['guest', 'room'],
  list: ['guest', 'room', 'purpose', 'came_on', 'people', 'paid'],
  sorts: ['-number', '-came_at'],
  indexes: [['purpose', 'came_at', 'id']],
  access: { read: ['desk'], create: ['desk'], edit: ['desk'] },
});

export const Claim = defineRegister('bench_claim', {
  label: ['积分申请', 'Claim'],
  number: 'SQ-{000000}',
  fields: {
    guest: f.personName('来宾', 'Guest'),
    slip: f.text('单号', 'Slip', { max: 40, optional: true }),
    points: f.integer('积分', 'Points', { optional: true }),
    confirmed_at: f.dateTime('确认时间', 'Confirmed at', { optional: true, readonly: true }),
  },
  title: ['guest'],
  list: ['guest', 'slip', 'points'],
  access: { read: ['desk'], create: ['desk'] },
});

export const Points = defineLedger('bench_points', {
  label: ['积分', 'Points'],
  unit: ['分', 'points'],
  accounts: { issued: { label: ['发放', 'Issued'] }, card: { label: ['卡内', 'On the card'], per: 'bench_claim', floor: 0 } },
  movements: { earn: { label: ['积分', 'Earned'], from: 'issued', to: 'card' }, give: { label: ['转赠', 'Given'], from: 'card', to: 'card' } },
  read: ['desk'],
});

/** Confirming leaves the claim where it is, so that a few thousand records carry any number of steps. */
export const ClaimProcess = defineProcess(Claim, 'open', { open: { label: ['待确认', 'Open'], tone: 'active' } }, (step) => ({
  confirm: step({
    label: ['确认', 'Confirm'], tone: 'primary', from: ['open'], to: 'open', by: ['desk'],
    form: { slip: f.text('单号', 'Slip', { max: 40 }), points: f.integer('积分', 'Points', { min: 1, max: 10_000 }) },
    sign: [{ name: 'guest', label: ['来宾', 'Guest'], by: 'guest' }],
    set: ({ now }) => ({ confirmed_at: now }),
    effect: async ({ tx, record, input, now }) => {
      await post(tx, posting(Points, 'earn', { amount: input.points, owner: record.id, because: input.slip, cause: { register: 'bench_claim', id: record.id }, at: now, unit: record.unit_id }));
    },
  }),
}));

export const desk = defineModule({
  name: 'bench_desk', area: 'guests', label: ['前台', 'Desk'], roles: { desk: ['前台', 'Desk'] },
  registers: [Visit, Claim], processes: [ClaimProcess], ledgers: [Points],
});
