/**
 * Whether a version may leave the draft and whether it may be published (体检与公布的条件). Pure. SM-1, AC-10, CG-27.
 */
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { errorsOf, publish } from './lint.rules.ts';
import { choose, type RulebookVersion } from './rules.ts';

/** Every open question named; the day of publication alone does not hold a draft back, it is given when publishing. */
export function stillOpen(version: RulebookVersion): Refusal | null {
  const errors = errorsOf(version);
  if (errors.every((finding) => finding.id === 'CG-27')) return null;
  try {
    publish(version);
    return null;
  } catch (e) {
    if (e instanceof Refusal) return e;
    throw e;
  }
}

/** The version with its day of publication, in force. Refused while an error stands, naming every one. */
export function toPublish(version: RulebookVersion, given: { readonly from: PlainDate; readonly by: string; readonly at: string; readonly reason: string }): RulebookVersion {
  const dated = choose({ ...version, status: 'draft' }, { parameter: 'published_at', value: given.from, by: given.by, at: given.at, reason: given.reason });
  return publish(dated);
}
