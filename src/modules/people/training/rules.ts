/**
 * Rules of study and training (学习与培训): the stops of a route in their order, moving one, when a stop may begin, who may be entered as
 * having been there. Serves FS-1.2, FS-1.5.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Stop { readonly id: string; readonly stop_no: number; readonly place: string; readonly state: string }
const WAITING = ['planned', 'postponed'];
const OVER = ['done', 'skipped'];

/** The route with one stop moved; stops that have begun or are over keep their place. Numbers run from 1 without holes. */
export function moved(stops: readonly Stop[], id: string, to: number): readonly Stop[] {
  const route = inOrder(stops);
  const stop = route.find((s) => s.id === id);
  if (!stop || !WAITING.includes(stop.state)) throw new Refusal('training_stop.fixed', ['已开始或已结束的站不能移动', 'A stop that has begun or is over stays where it is']);
  const first = route.filter((s) => !WAITING.includes(s.state)).reduce((most, s) => Math.max(most, route.indexOf(s) + 2), 1);
  if (to < first || to > route.length) {
    throw new Refusal('training_stop.position', [`只能移到第 ${first} 至 ${route.length} 站`, `It can become stop ${first} to ${route.length}`], 422, { to_position: [`${first} 至 ${route.length}`, `${first} to ${route.length}`] });
  }
  const rest = route.filter((s) => s.id !== id);
  return [...rest.slice(0, to - 1), stop, ...rest.slice(to - 1)].map((s, i) => ({ ...s, stop_no: i + 1 }));
}

export const inOrder = (stops: readonly Stop[]): readonly Stop[] => [...stops].sort((a, b) => a.stop_no - b.stop_no);

/** The route is followed: an earlier stop that is neither over nor skipped comes first. */
export function notItsTurn(stops: readonly Stop[], id: string): Label | null {
  const route = inOrder(stops);
  const earlier = route.slice(0, route.findIndex((s) => s.id === id)).find((s) => !OVER.includes(s.state));
  return earlier ? [`第 ${earlier.stop_no} 站${earlier.place}尚未结束`, `Stop ${earlier.stop_no}, ${earlier.place}, is not over yet`] : null;
}

/** A plan ends when each of its stops was held or left out with a reason. */
export function notFinished(stops: readonly Stop[]): Label | null {
  const open = inOrder(stops).filter((s) => !OVER.includes(s.state));
  return open.length === 0 ? null : [`还有 ${open.length} 站未结束：${open.map((s) => s.place).join('、')}`, `${open.length} stops are not over: ${open.map((s) => s.place).join(', ')}`];
}

export interface Participant { readonly kind: string; readonly employee: string | null; readonly guest_name: string | null; readonly organisation: string | null }

/** Staff are entered from the staff register; users by name and company. */
export function refuseParticipant(p: Participant): void {
  if (p.kind === 'staff' && p.employee === null) throw new Refusal('training_participant.who', ['服务人员请从员工中选择', 'Choose the member of staff'], 422, { employee: ['必填', 'Required'] });
  if (p.kind === 'user' && (p.guest_name === null || p.organisation === null)) {
    throw new Refusal('training_participant.who', ['用户须写明姓名和单位', 'A user needs name and company'], 422, { guest_name: ['必填', 'Required'], organisation: ['必填', 'Required'] });
  }
  if ((p.kind === 'staff') !== (p.employee !== null) || (p.kind === 'user') !== (p.guest_name !== null)) {
    throw new Refusal('training_participant.both', ['员工与用户只填一种', 'Either a member of staff or a user'], 422, { kind: ['与所填不符', 'Does not fit what is filled in'] });
  }
}

/** Attendance is signed by the person who was there. */
export function refuseOtherName(wanted: string, signed: string | null): void {
  if (signed !== null && signed.trim() !== wanted) {
    throw new Refusal('study_attendance.other_person', [`须由${wanted}本人签名`, `${wanted} must sign in person`], 422, { 'sign.attendee': [`请由${wanted}签名`, `To be signed by ${wanted}`] });
  }
}

/** A session is closed on or after its day, and attendance is not entered ahead of it. */
export function notHeldYet(heldOn: string, day: string): Label | null {
  return day < heldOn ? [`学习会定于 ${heldOn}`, `The session is on ${heldOn}`] : null;
}

/** Attended of those expected, excused left out; null when nobody was expected. In tenths of a percent. */
export function rate(attended: number, expected: number, excused: number): number | null {
  const base = expected - excused;
  return base <= 0 ? null : Math.round((attended * 1000) / base) / 10;
}
