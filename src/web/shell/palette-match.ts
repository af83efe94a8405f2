/** Which pages and actions a few letters mean: Chinese, full pinyin, initials, mixed, English; each word by itself. */
import type { Label } from '../../kernel/api.ts';
import type { Deed } from './destinations.ts';

/** Whether the typed letters spell a part of the text; the dictionary is large and comes later. */
export type Spelled = (text: string, typed: string) => boolean;
type Match = (text: string, typed: string, options: { readonly continuous: boolean }) => readonly number[] | null;
export const spelledBy = (match: Match): Spelled => (text, typed) => match(text, typed, { continuous: true }) !== null;

const most = 40;

/** What begins with the words first, then what contains them, then what is spelled so. Groups keep their order. */
export function bestOf(deeds: readonly Deed[], typed: string, spelled: Spelled): readonly Deed[] {
  const tokens = typed.trim().toLowerCase().split(/\s+/).filter((one) => one !== '');
  if (tokens.length === 0) return deeds.slice(0, most);
  // What was typed with spaces may be one spelling: 'yi liu'.
  const whole = tokens.join(' ');
  const rank = (deed: Deed): number => Math.min(rankOf(deed.label, whole, spelled), Math.max(...tokens.map((token) => Math.min(rankOf(deed.label, token, spelled), rankOf(deed.where, token, spelled) + 3))) + (tokens.length > 1 ? 1 : 0));
  return deeds.map((deed) => ({ deed, rank: rank(deed) })).filter((one) => one.rank < NONE).sort((a, b) => a.rank - b.rank).slice(0, most).map((one) => one.deed);
}

const NONE = 9;
function rankOf(label: Label, q: string, spelled: Spelled): number {
  const [zh, en] = [label[0].toLowerCase(), label[1].toLowerCase()];
  if (zh.startsWith(q) || en.startsWith(q)) return 0;
  if (zh.includes(q) || en.includes(q)) return 1;
  const letters = q.replaceAll(/[\s']+/g, '');
  return /[a-z]/.test(letters) && spelled(label[0], letters) ? 2 : NONE;
}
