/** How an occurrence of a duty stands: an open one past its deadline is overdue before anybody has marked it missed. */
import type { DutyRow, Label, Tone } from '../../kernel/api.ts';
import type { Format } from '../i18n/index.tsx';
import { words } from '../i18n/words/index.ts';

export function dutyTone(duty: Pick<DutyRow, 'state' | 'dueAt'>, now: string): { readonly tone: Tone; readonly label: Label } {
  if (duty.state === 'open') return Date.parse(duty.dueAt) < Date.parse(now) ? { tone: 'alarm', label: words.duties.overdue } : { tone: 'waiting', label: words.duties.open };
  if (duty.state === 'done') return { tone: 'done', label: words.duties.done };
  return duty.state === 'late' ? { tone: 'waiting', label: words.duties.late } : { tone: 'alarm', label: words.duties.missed };
}

/** A business day ends after midnight: what is due then says its date. */
export const dueText = (duty: Pick<DutyRow, 'day' | 'dueAt'>, format: Format): string => (format.day(new Date(duty.dueAt)) === duty.day ? format.time(duty.dueAt) : format.dateTime(duty.dueAt));

/** Not before its day has come. */
export const isDoable = (duty: DutyRow, today: string): boolean => duty.mine && duty.doneAt === null && duty.day <= today;
