/**
 * A card flipped by hand (翻牌): at start and end of work, meals and breaks. Agents flip their own; a supervisor may for somebody, and it says so.
 * Serves CC-1.6a, CC-ACT-3.
 */
import { defineRegister, f, readRecord, Refusal } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';

export const STATES = {
  available: ['在岗', 'At the seat'], meal: ['用餐', 'Meal'], break: ['休息', 'Break'], meeting: ['会议', 'Meeting'], training: ['培训', 'Training'], off: ['下班', 'Off'],
} as const;
export const FLIPPERS = ['agent', 'line_supervisor', 'attendance_clerk'] as const;
export const READERS = ['agent', 'line_supervisor', 'centre_manager', 'attendance_clerk', 'hr', 'auditor'] as const;

export const StatusFlip = defineRegister('status_flip', {
  label: ['翻牌', 'Card flipped'],
  number: 'FP-{yyyy}{mm}-{000000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    shown: f.choice('状态', 'State', STATES),
    at: f.dateTime('时间', 'When', { optional: true, readonly: true }),
    flipped_by: f.personName('翻牌人', 'Flipped by', { optional: true, readonly: true }),
    by_other: f.yesNo('由他人代翻', 'By somebody else', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['employee', 'shown'],
  list: ['at', 'employee', 'shown', 'flipped_by', 'by_other'],
  sorts: ['-number', '-at'],
  indexes: [['employee', 'at']],
  access: { read: ['line_supervisor', 'centre_manager', 'attendance_clerk', 'hr', 'auditor'], create: FLIPPERS, own: 'person', ownAside: true },
  hidden: true,
  empty: ['还没有人翻牌。', 'Nobody has flipped a card yet.'],
  opening: {
    facts: async ({ tx, input }) => readRecord(tx, Employee, input.employee),
    guard({ facts, actor }) {
      const others = actor.kind === 'system' || actor.grants.some((g) => g.role === 'line_supervisor' || g.role === 'attendance_clerk');
      if (facts && facts.app_user !== actor.id && !others) throw new Refusal('status_flip.other', ['只能翻自己的牌', 'Only one’s own card'], 422, { employee: ['不是本人', 'Not oneself'] });
    },
    set: ({ facts, actor, now }) => ({ at: now, flipped_by: actor.name, by_other: facts?.app_user !== actor.id, person: facts?.app_user ?? null, ...(facts ? { unit_id: facts.unit_id } : {}) }),
    // The wall is kept for a second; two flips within it are both seen.
    async effect({ tx }) { tx.forgotten.add('status_wall'); },
  },
});
