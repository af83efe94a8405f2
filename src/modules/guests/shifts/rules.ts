/**
 * Rules of till shifts (当班): when a clerk is on duty, what the briefing checks, and what still stands between a clerk and the
 * way home. Serves VIP-6.1, VIP-6.2, VIP-6.6, VIP-6.7, G15, G16.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Briefing { readonly briefing_heard: boolean; readonly uniform_ok: boolean; readonly badge_ok: boolean; readonly grooming_ok: boolean }
const CHECKS: readonly (readonly [keyof Briefing, Label])[] = [
  ['briefing_heard', ['未参加班前例会', 'The briefing was not attended']], ['uniform_ok', ['着装未达标', 'The uniform is not in order']],
  ['badge_ok', ['未佩戴工牌', 'The name badge is missing']], ['grooming_ok', ['仪容未达标', 'Grooming is not in order']],
];

/** All of the appearance standard, or the first thing that is missing; it is put right and ticked again. */
export function assertBriefed(b: Briefing): void {
  const [missing] = CHECKS.filter(([name]) => !b[name]);
  if (missing) throw new Refusal('shift.not_fit', [`${missing[1][0]}，整改后再上岗`, `${missing[1][1]}; put it right first`], 409, { [missing[0]]: missing[1] });
}

/** The first shift is briefed after its float is drawn; who takes over from a colleague is briefed before. */
export function briefingProblem(place: string, floatAt: Date | null): Label | null {
  return place === 'first' && floatAt === null ? ['请先向财务领取备用金', 'Draw the float from finance first'] : null;
}

/** Why the clerk cannot go home yet; null when nothing stands in the way. */
export function signOutProblem(state: string, handedOver: boolean): Label | null {
  switch (state) {
    case 'preparing': case 'ready': return null;
    case 'open': return handedOver ? ['请先截账并交接', 'Cut and hand over first'] : null;
    case 'cut': return ['交接还没有完成', 'The hand-over is not finished'];
    case 'handed': return ['财务尚未核对票据与款项；财务不在时请值班经理临时放行', 'Finance has not checked papers and money yet; when finance is closed, the duty manager may release provisionally'];
    default: return null;
  }
}

/** What the acting person reads when no money can be taken. */
export function notOnDuty(state: string | null): Label {
  switch (state) {
    case 'preparing': return ['您还没有上岗：须领取备用金并参加班前例会，或从上一班接班', 'Your shift has not begun: draw the float and be briefed, or take over from the shift before'];
    case 'ready': return ['备用金已领，请先完成班前例会与仪容检查', 'The float is drawn; the briefing comes first'];
    case 'cut': return ['您的当班已截账，不能再收款开票', 'Your shift is cut; nothing more is taken or issued'];
    case 'handed': case 'checked': case 'released': case 'sealed': return ['您的当班已交接，不能再收款开票', 'Your shift is handed over; nothing more is taken or issued'];
    default: return ['您还没有开班，请先领取备用金并上岗', 'No shift of yours is open; draw the float and come on duty first'];
  }
}
