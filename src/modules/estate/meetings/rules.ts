/** When a room or a thing is free, and what must be ready before a meeting begins. Serves LOG-9.1, P32. */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Span { readonly from: Date; readonly to: Date }
export interface Held extends Span { readonly id: string; readonly title: string }

/** Half-open spans, with the minutes the room needs to be cleared and set up again between two meetings. */
export function clashOf(wanted: Span, held: readonly Held[], bufferMinutes: number): Held | null {
  const buffer = bufferMinutes * 60_000;
  return held.find((h) => wanted.from.getTime() < h.to.getTime() + buffer && h.from.getTime() < wanted.to.getTime() + buffer) ?? null;
}

export function refuseSpan(s: Span, now: Date): void {
  if (s.to <= s.from) throw new Refusal('meeting.span', ['结束时间应晚于开始时间', 'It ends before it begins'], 422, { ends_at: ['晚于开始时间', 'After the beginning'] });
  if (s.to.getTime() - s.from.getTime() > 24 * 3_600_000) throw new Refusal('meeting.span', ['一次会议不超过 24 小时', 'One meeting lasts at most 24 hours'], 422, { ends_at: ['超过 24 小时请分次登记', 'Enter it as several meetings'] });
  if (s.from < now) throw new Refusal('meeting.past', ['开始时间已经过去', 'The beginning has passed'], 422, { begins_at: ['不早于现在', 'Not before now'] });
}

export function refuseRoom(room: { readonly capacity: number; readonly name: string }, people: number): void {
  if (people > room.capacity) throw new Refusal('meeting.capacity', [`${room.name}只能坐 ${room.capacity} 人`, `${room.name} seats ${room.capacity}`], 422, { people: [`不超过 ${room.capacity} 人`, `At most ${room.capacity}`] });
}

export function refuseClash(clash: Held | null, what: Label): void {
  if (clash) throw new Refusal('meeting.taken', [`${what[0]}在这段时间已被“${clash.title}”占用`, `${what[1]} is taken by “${clash.title}” at that time`], 409);
}

export type Service = 'tea' | 'name_plates' | 'projector' | 'video' | 'recording' | 'minutes' | 'meal';
/** What was ordered and is not ready yet; the meeting is not set up before. */
export function notReady(services: readonly { readonly label: string; readonly done: boolean }[]): Label | null {
  const open = services.filter((s) => !s.done).map((s) => s.label);
  return open.length === 0 ? null : [`还没有准备好：${open.join('、')}`, `Not ready yet: ${open.join(', ')}`];
}
