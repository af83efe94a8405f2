/**
 * What the wall shows for somebody right now (状态墙规则): from the telephone, from the card flipped by hand, and from the plan. Whoever spoke last is
 * believed; when the two disagree it says so. Serves CC-1.6a, CC-ACT-3.
 */
export type State = 'on_call' | 'wrap_up' | 'available' | 'break' | 'meal' | 'meeting' | 'training' | 'off';
export interface Heard { readonly kind: 'login' | 'pause' | 'call' | 'wrap_up'; readonly from: number; readonly to: number; readonly reason: string; readonly open: boolean }
export interface Flipped { readonly state: State; readonly at: number }
export interface Expected { readonly from: number; readonly to: number; readonly breaks: readonly { readonly from: number; readonly to: number }[] }
export interface Limits { readonly [state: string]: number | null }

export interface Shown {
  readonly state: State;
  readonly since: number | null;
  readonly told: 'phone' | 'hand' | 'nobody';
  /** Longer in this state than the centre allows. */
  readonly overLong: boolean;
  /** The telephone says one thing and the card another. */
  readonly differs: boolean;
  /** On shift now, not at a planned break, and not there. */
  readonly missing: boolean;
  readonly onLeave: boolean;
}

/** Pause reasons as telephone systems name them, in several languages; anything else is a break. */
export function pauseState(reason: string): State {
  const r = reason.toLowerCase();
  if (/lunch|meal|dinner|supper|餐|饭/.test(r)) return 'meal';
  if (/train|培训|学习/.test(r)) return 'training';
  if (/meet|coach|会|辅导/.test(r)) return 'meeting';
  if (/wrap|acw|after|话后|整理/.test(r)) return 'wrap_up';
  return 'break';
}

/** The telephone alone: the open call before the open pause before the sign-in. */
export function phoneState(heard: readonly Heard[], now: number): { readonly state: State; readonly since: number | null } {
  const open = heard.filter((h) => h.open && h.from <= now);
  const latest = (kind: Heard['kind']) => open.filter((h) => h.kind === kind).sort((a, b) => b.from - a.from)[0];
  const call = latest('call');
  if (call) return { state: 'on_call', since: call.from };
  const wrap = heard.find((h) => h.kind === 'wrap_up' && h.from <= now && h.to > now);
  if (wrap) return { state: 'wrap_up', since: wrap.from };
  const pauses = open.filter((h) => h.kind === 'pause');
  if (pauses.length > 0) return { state: pauseState(latest('pause')!.reason), since: Math.min(...pauses.map((p) => p.from)) };
  const logins = open.filter((h) => h.kind === 'login');
  if (logins.length > 0) return { state: 'available', since: Math.max(...heard.filter((h) => h.kind !== 'login' && !h.open && h.to <= now).map((h) => h.to), ...logins.map((l) => l.from)) };
  const ended = heard.filter((h) => !h.open).map((h) => h.to);
  return { state: 'off', since: ended.length === 0 ? null : Math.max(...ended) };
}

const AWAY: readonly State[] = ['break', 'meal', 'meeting', 'training', 'off'];

export function shownFor(given: { readonly heard: readonly Heard[]; readonly flipped: Flipped | null; readonly expected: Expected | null; readonly onLeave: boolean; readonly limits: Limits; readonly now: number }): Shown {
  const { heard, flipped, expected, now } = given;
  const phone = phoneState(heard, now);
  // Signing off after the card was flipped settles it; a call that comes in after it does as well.
  const byHand = flipped !== null && flipped.at <= now && (phone.since === null || flipped.at > phone.since);
  const state = byHand ? flipped.state : phone.state;
  const since = byHand ? flipped.at : phone.since;
  const limit = given.limits[state] ?? null;
  const atBreak = expected?.breaks.some((b) => b.from <= now && now < b.to) ?? false;
  const onShift = expected !== null && expected.from <= now && now < expected.to;
  return {
    state, since, told: byHand ? 'hand' : heard.length > 0 ? 'phone' : 'nobody', onLeave: given.onLeave,
    overLong: limit !== null && since !== null && state !== 'off' && now - since > limit * 60_000,
    differs: byHand && ((AWAY.includes(flipped.state) && (phone.state === 'available' || phone.state === 'on_call')) || (flipped.state === 'available' && AWAY.includes(phone.state))),
    missing: onShift && !atBreak && state === 'off' && !given.onLeave,
  };
}
