/** Entering a state: the task that somebody must take the next step by a deadline, and the timer by which the system takes it. */
import { calendarOf } from '../access/organisation.ts';
import { businessDay } from '../calendar/business-day.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import type { RowOf, Register } from '../register/register.ts';
import { titleNow, type RawRow } from '../register/rows.ts';
import { stepsOf, type Process } from './process.ts';

export async function enterState(tx: Tx, process: Process, raw: RawRow, record: object): Promise<void> {
  const state = process.states[raw.state];
  if (!state || (!state.due && !state.timer)) return;
  const calendar = await calendarOf(tx, raw.unit_id);
  const c = { record: record as RowOf<Register>, now: tx.now, day: businessDay(tx.now, calendar), calendar };
  const common = { register: process.register.name, record_id: raw.id };
  if (state.due) {
    const { due } = state;
    const at = due.at(c);
    const show = due.showBeforeHours === undefined ? tx.now : new Date(Math.max(tx.now.getTime(), at.getTime() - due.showBeforeHours * 3_600_000));
    tx.pending.tasks.push({
      ...common, id: newId(tx.now), number: raw.number, title: titleNow(tx, raw.id), step: due.step,
      roles: stepsOf(process)[due.step]!.by, unit_id: raw.unit_id, show_at: show, due_at: at, escalate_to: due.escalateTo ?? null,
    });
  }
  if (state.timer) tx.pending.timers.push({ ...common, id: newId(tx.now), step: state.timer.step, at: state.timer.at(c) });
}
