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

/** Every comment is answered and the time to comment is over before anybody approves. */
export function approvalRefusal({ open, until, day }: { readonly open: readonly string[]; readonly until: PlainDate | null; readonly day: PlainDate }): Refusal | null {
  if (until !== null && day <= until) return new Refusal('rulebook_version.still_asking', [`意见征求到 ${until}，之后才能批准`, `Comments are taken until ${until}; it can be approved after that`]);
  if (open.length > 0) return new Refusal('rulebook_version.comments_open', [`还有意见没有答复：${open.join('、')}`, `Comments are not answered yet: ${open.join(', ')}`]);
  return null;
}

interface Consulted { readonly asked: readonly { readonly who: string; readonly people: number }[]; readonly comments: number; readonly open: readonly string[]; readonly adopted: number }

export function consultationLines({ asked, comments, open, adopted }: Consulted): readonly (readonly [string, string])[] {
  const people = asked.reduce((sum, one) => sum + one.people, 0);
  return [
    [`征求对象 ${asked.length} 个，共 ${people} 人`, `${asked.length} groups asked, ${people} people`],
    [`意见 ${comments} 条，采纳 ${adopted} 条，未答复 ${open.length} 条`, `${comments} comments, ${adopted} adopted, ${open.length} not answered`],
  ];
}
