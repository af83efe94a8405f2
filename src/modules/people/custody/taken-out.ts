/** Things taken out of the house (物品带出): nothing of the office leaves without a record. Serves CC-1.7. */
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { KEEPERS, READERS } from './roles.ts';

export const TakenOut = defineRegister('item_taken_out', {
  label: ['物品带出', 'Taken out'],
  number: 'DC-{yyyy}-{0000}',
  fields: {
    what: f.text('物品', 'What', { max: 80 }), line: f.unit('线路或部门', 'Line or unit'), employee: f.ref('带出人', 'Taken by', 'employee'),
    why: f.text('用途', 'What for', { max: 200 }), back_by: f.date('归还日', 'Back by'), person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['what', 'employee'],
  list: ['what', 'employee', 'line', 'why', 'back_by'],
  sorts: ['-number', 'back_by'],
  access: { read: READERS, create: ['agent', ...KEEPERS], own: 'person' },
  empty: ['没有带出记录。把办公物品带离公共区域前在此申请。', 'Nothing taken out. Ask here before taking office items out of the public area.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee) }),
    guard({ input, day }) { if (input.back_by < day) throw new Refusal('item_taken_out.back_by', ['归还日已过', 'The day is past'], 422, { back_by: ['不早于今天', 'Not before today'] }); },
    set: ({ input, facts }) => ({ unit_id: input.line, person: facts.employee?.app_user ?? null }),
  },
});
export const TakenOutProcess = defineProcess(TakenOut, 'asked',
  {
    asked: { label: ['待批准', 'Asked'], tone: 'waiting' },
    out: { label: ['已带出', 'Out'], tone: 'active', due: { step: 'bring_back', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.back_by, c), escalateTo: 'centre_manager' } },
    back: { label: ['已归还', 'Back'], tone: 'done' }, refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准带出', 'Approve'], tone: 'primary', from: ['asked'], to: 'out', by: KEEPERS, form: {},
      guard({ record, actor }) { if (actor.kind === 'user' && (actor.id === record.created_by || actor.id === record.person)) throw new Refusal('item_taken_out.own', ['不能批准自己的申请', 'Nobody approves their own'], 403); },
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['asked'], to: 'refused', by: KEEPERS, form: { reason: f.text('理由', 'Reason', { max: 200 }) } }),
    bring_back: step({ label: ['归还', 'Bring back'], tone: 'primary', from: ['out'], to: 'back', by: KEEPERS, form: { condition: f.text('状况', 'Condition', { max: 200 }) } }),
  }),
);
