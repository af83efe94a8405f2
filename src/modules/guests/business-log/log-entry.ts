/**
 * The business log (营业日志): what happened, in the order it was written, never changed and never deleted: the application's own
 * database role may only add. Numbers have no gaps; what was written on paper first bears 补录 and when it happened.
 * Serves AS-43, I11, VIP-5.14, section 1.10 (kept at least 60 days), AS-42.
 */
import { createRecord, dayOf, defineRegister, f, type Tx } from '../../../kernel/index.ts';
import { dayIsClosed } from './club-day.ts';
import { assertPast, isLate } from '../shifts/index.ts';
import { dayFor } from './rules.ts';

export const ENTRY_KINDS = {
  shift: ['当班', 'Till shift'], hand_over: ['交接', 'Hand-over'], room: ['包厢', 'Room'], bill: ['账单', 'Bill'], invoice: ['发票', 'Invoice'], card: ['会员卡', 'Card'],
  complaint: ['投诉', 'Complaint'], incident: ['异常', 'Incident'], police: ['检查', 'Inspection by authorities'], note: ['记事', 'Note'],
} as const;

export const LogEntry = defineRegister('business_log_entry', {
  label: ['营业日志', 'Business log'],
  number: 'RZ-{yyyy}{mm}{dd}-{0000}',
  gapless: true,
  fields: {
    day: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    kind: f.choice('类别', 'Kind', ENTRY_KINDS, { initial: 'note' }),
    occurred_at: f.dateTime('发生时间', 'Happened at', { optional: true, hint: ['空着为现在；停电时记在纸上的，填当时的时间', 'Empty: now. For what was noted on paper during an outage, the time it happened'] }),
    what: f.longText('内容', 'What', { max: 1000 }),
    what_en: f.longText('内容（英文）', 'What (English)', { optional: true, readonly: true, max: 1000 }),
    room: f.text('包厢', 'Room', { optional: true, max: 20 }),
    card_no: f.text('卡号', 'Card', { optional: true, max: 40 }),
    paper_no: f.text('纸质记录号', 'Number on paper', { optional: true, max: 40 }),
    subject: f.text('相关记录', 'Record', { optional: true, readonly: true, max: 60 }),
    late: f.yesNo('补录', 'Entered later', { optional: true, readonly: true }),
    written_by: f.text('记录人', 'Written by', { optional: true, readonly: true, max: 60 }),
  },
  title: ['occurred_at', 'kind'],
  list: ['occurred_at', 'kind', 'what', 'room', 'subject', 'late', 'written_by'],
  sorts: ['-number', '-occurred_at'],
  indexes: [['day', 'occurred_at'], ['room']],
  access: { read: ['vip_agent', 'front_desk', 'duty_supervisor', 'vip_manager', 'finance', 'guard', 'auditor'], create: ['vip_agent', 'front_desk', 'duty_supervisor', 'vip_manager', 'guard'] },
  empty: ['开房、开票、交接等由系统记入；其他的事在这里写，写下后不能修改或删除。', 'Sessions, invoices and hand-overs come by themselves; other things are written here. What is written is neither changed nor deleted.'],
  opening: {
    async facts({ tx, input, actor, now }) {
      const at = input.occurred_at ?? now;
      const unit = actor.grants[0]?.unitId ?? null;
      const happenedOn = unit === null ? null : await dayOf(tx, at, unit);
      return { at, happenedOn, closed: unit !== null && happenedOn !== null && (await dayIsClosed(tx, unit, happenedOn)) };
    },
    guard: ({ facts, now }) => assertPast(facts.at, now),
    set: ({ input, facts, day, now, actor }) => ({
      occurred_at: facts.at, day: input.day ?? dayFor(facts.happenedOn ?? day, day, facts.closed), late: input.late ?? isLate(facts.at, now), written_by: input.written_by ?? actor.name,
    }),
  },
});

export interface Noted {
  readonly kind: keyof typeof ENTRY_KINDS; readonly at: Date; readonly zh: string; readonly en: string; readonly unit: string;
  readonly room?: string | null; readonly card?: string | null; readonly subject?: string | null; readonly late?: boolean; readonly by?: string | null;
}
/** What the system saw happen. Entries arrive moments after the event, which is not what 补录 means. */
export async function noteDown(tx: Tx, n: Noted): Promise<void> {
  const today = await dayOf(tx, tx.now, n.unit);
  const happenedOn = await dayOf(tx, n.at, n.unit);
  await createRecord(tx, LogEntry, {
    kind: n.kind, occurred_at: n.at, what: n.zh, what_en: n.en, room: n.room ?? null, card_no: n.card ?? null, subject: n.subject ?? null, late: n.late ?? false,
    written_by: n.by ?? null, day: dayFor(happenedOn, today, await dayIsClosed(tx, n.unit, happenedOn)), unit_id: n.unit,
  });
}
