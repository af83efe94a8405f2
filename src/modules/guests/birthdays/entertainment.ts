/**
 * What the house does for a birthday guest once seated: subtitles on the screens and music in the corridor, each a task of the
 * network administrator. Serves VIP-2.13.
 */
import { createRecord, defineProcess, defineRegister, f, tables, takeStep, emit, type Tx } from '../../../kernel/index.ts';

const READERS = ['network_admin', 'front_desk', 'service_supervisor', 'vip_agent', 'vip_manager', 'duty_supervisor', 'auditor'] as const;

export const BirthdayTask = defineRegister('birthday_task', {
  label: ['生日庆祝任务', 'Birthday entertainment'],
  number: 'QZ-{yyyy}{mm}-{0000}',
  fields: {
    visit: f.ref('生日会员', 'Birthday member', 'birthday_visit'),
    kind: f.choice('内容', 'What', { subtitles: ['字幕祝福', 'Subtitles'], corridor_music: ['走廊音乐', 'Corridor music'] }),
    surname: f.text('姓氏', 'Surname', { max: 30 }),
    room: f.text('包厢', 'Room', { optional: true, max: 30 }),
    done_at: f.dateTime('完成时间', 'Done at', { optional: true, readonly: true }),
    done_by: f.personName('完成人', 'Done by', { optional: true, readonly: true }),
  },
  title: ['kind', 'room'],
  list: ['kind', 'surname', 'room', 'done_at', 'done_by'],
  unique: [['visit', 'kind']],
  access: { read: READERS, create: [] },
  empty: ['生日客人入座后，这里出现字幕和走廊音乐两项任务。', 'Two tasks appear here when a birthday guest is seated: subtitles and corridor music.'],
});

export const BirthdayTaskProcess = defineProcess(BirthdayTask, 'todo',
  {
    todo: { label: ['待办', 'To do'], tone: 'waiting', due: { step: 'do', at: ({ now }) => new Date(now.getTime() + 15 * 60_000), escalateTo: 'vip_manager' } },
    done: { label: ['已完成', 'Done'], tone: 'done' },
    void: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    do: step({
      label: ['已安排', 'Done'], tone: 'primary', from: ['todo'], to: 'done', by: ['network_admin', 'front_desk'], form: {},
      set: ({ now, actor }) => ({ done_at: now, done_by: actor.name }),
      effect: async ({ tx, record }) => emit(tx, 'birthday_task.done', { visit: record.visit }),
    }),
    cancel: step({ label: ['取消', 'Cancel'], from: ['todo'], to: 'void', by: [], form: {} }),
  }),
);

interface Seated { readonly id: string; readonly surname: string | null; readonly room: string | null; readonly unit_id: string }

export async function openEntertainment(tx: Tx, visit: Seated): Promise<void> {
  // By being seated; nobody opens one by hand.
  for (const kind of ['subtitles', 'corridor_music'] as const) await createRecord(tx, BirthdayTask, { visit: visit.id, kind, surname: visit.surname ?? '', room: visit.room, unit_id: visit.unit_id });
}

export async function tasksLeft(tx: Tx, visit: string): Promise<number> {
  return (await waiting(tx, visit)).length;
}

export async function voidEntertainment(tx: Tx, visit: string): Promise<void> {
  for (const task of await waiting(tx, visit)) await takeStep(tx, BirthdayTaskProcess, task.id, 'cancel', {});
}

function waiting(tx: Tx, visit: string) {
  return tables(tx, BirthdayTask).selectFrom('birthday_task').select('id').where('tenant_id', '=', tx.tenantId).where('visit', '=', visit).where('state', '=', 'todo').orderBy('id').execute();
}
