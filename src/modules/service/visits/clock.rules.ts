/** Two clocks: the phone's and the server's. Neither corrects the other; a large difference is said in words. Serves AC-33. */
import type { Label } from '../../../kernel/index.ts';

export const TOLERATED_MINUTES = 5;

/** Server minus phone, from one question and its answer; half the way is taken off. */
export const offsetMs = (serverAt: string, askedAt: number, answeredAt: number): number => Math.round(Date.parse(serverAt) - (askedAt + answeredAt) / 2);

/** Null while the difference is small enough to ignore. */
export function clockWarning(offset: number | null): Label | null {
  if (offset === null || Math.abs(offset) < TOLERATED_MINUTES * 60_000) return null;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const [zh, en] = minutes < 120 ? [`${minutes} 分钟`, `${minutes} minutes`] : [`${Math.round(minutes / 60)} 小时`, `${Math.round(minutes / 60)} hours`];
  return offset > 0
    ? [`手机时间比服务器慢 ${zh}。记录会同时保留手机时间和服务器收到的时间；请在手机设置里打开“自动设置时间”。`, `This phone is ${en} behind the server. Both times are kept; please turn on automatic time in the phone’s settings.`]
    : [`手机时间比服务器快 ${zh}。记录会同时保留手机时间和服务器收到的时间；请在手机设置里打开“自动设置时间”。`, `This phone is ${en} ahead of the server. Both times are kept; please turn on automatic time in the phone’s settings.`];
}
