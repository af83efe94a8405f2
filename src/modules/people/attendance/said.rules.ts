/**
 * What days come to, in both languages (考勤事实的文字): findings, evidence and what a late record changes, made of codes and values and never of a
 * sentence somebody typed. Pure. Serves SM-6, SM-7, AC-06, AC-15.
 */
import type { Label } from '../../../kernel/api.ts';
import { yuan } from '../../../kernel/field/money/yuan.ts';
import { FACTS, OUTCOMES, PAYS } from './labels.ts';
import type { Suspicion } from './suspicion.rules.ts';

const joined = (parts: readonly Label[], zh: string, en: string): Label => [parts.map((p) => p[0]).join(zh), parts.map((p) => p[1]).join(en)];

export function saidAbsence(days: readonly string[], consecutive: number, inMonth: number, review: boolean): Label {
  return [
    `无签到、无任何证据的班次：${days.join('、')}；连续 ${consecutive} 个班次，当月 ${inMonth} 个${review ? '；达到除名评议的次数，由人决定，不自动' : ''}`,
    `Shifts without sign-in or any evidence: ${days.join(', ')}; ${consecutive} in a row, ${inMonth} in the month${review ? '; enough for a dismissal review, which people decide, never the program' : ''}`,
  ];
}

export interface LateDay { readonly day: string; readonly lateS: number; readonly earlyS: number }

export function saidLateness(count: Label, amountFen: number, days: readonly LateDay[]): Label {
  const minutes = (s: number) => Math.ceil(s / 60);
  const each = days.map((d): Label => {
    const parts: Label[] = [...(d.lateS > 0 ? [[`迟到 ${minutes(d.lateS)} 分`, `${minutes(d.lateS)} min late`] as const] : []), ...(d.earlyS > 0 ? [[`早退 ${minutes(d.earlyS)} 分`, `left ${minutes(d.earlyS)} min early`] as const] : [])];
    const [zh, en] = joined(parts, '、', ', ');
    return [`${d.day} ${zh}`, `${d.day} ${en}`];
  });
  const [zh, en] = joined(each, '；', '; ');
  const amount = yuan(amountFen);
  return [`${count[0]}（CC-FINE-1，金额 ${amount} 元）：${zh}`, `${count[1]} (CC-FINE-1, amount ${amount} yuan): ${en}`];
}

export function saidProxy(p: Suspicion, signed: string, by: string, at: string): Label {
  const [zh, en] = joined(p.facts.map((fact) => FACTS[fact]), '、', ', ');
  return [
    `${signed} 于 ${at} 在话机 ${p.device} 签到，${by} 此前 ${p.secondsAfter} 秒在同一话机签到；事实：${zh}。这是嫌疑，不是结论。`,
    `${signed} signed in on ${p.device} at ${at}, ${by} on the same device ${p.secondsAfter} s before; facts: ${en}. A suspicion, not a conclusion.`,
  ];
}

/** Columns of a day that count for pay and record, as a late record may change them. */
export const TOLD = ['outcome', 'sign_in', 'sign_out', 'late_s', 'early_s', 'pay', 'pay_minutes', 'leave_kind'] as const;
export type Told = (typeof TOLD)[number];
const NAMES: { readonly [column in Told]: Label } = {
  outcome: ['结果', 'Result'], sign_in: ['签到', 'Sign-in'], sign_out: ['签出', 'Sign-out'], late_s: ['迟到（秒）', 'Late (s)'], early_s: ['早退（秒）', 'Left early (s)'],
  pay: ['计薪', 'Pay'], pay_minutes: ['计薪分钟', 'Minutes paid'], leave_kind: ['假别', 'Leave'],
};
export interface Change { readonly column: Told; readonly before: unknown; readonly now: unknown }

/** `clock` writes an instant in the centre's zone. */
export function saidChanges(changes: readonly Change[], clock: (at: Date) => string): Label {
  if (changes.length === 0) return ['又与结账时一致', 'As it was when the month was closed'];
  return joined(changes.map(({ column, before, now }) => {
    const [b, n] = [valueOf(column, before, clock), valueOf(column, now, clock)];
    return [`${NAMES[column][0]}：${b[0]} → ${n[0]}`, `${NAMES[column][1]}: ${b[1]} → ${n[1]}`];
  }), '\n', '\n');
}

function valueOf(column: Told, value: unknown, clock: (at: Date) => string): Label {
  const known: Label | undefined = column === 'outcome' ? OUTCOMES[value as keyof typeof OUTCOMES] : column === 'pay' ? PAYS[value as keyof typeof PAYS] : undefined;
  const text = value instanceof Date ? clock(value) : String(value ?? '—');
  return known ?? [text, text];
}

export interface PhoneTrace { readonly from: string; readonly to: string; readonly lines: number; readonly calls: number; readonly talkS: number; readonly first: string; readonly last: string }
/** What the telephone log shows of a person that day; null: not one line. */
export function saidTrace(t: PhoneTrace | null): Label {
  if (!t) return ['电话日志：当日没有此人的记录', 'Telephone log: nothing of this person that day'];
  return [
    `电话日志：${t.from}–${t.to} 共 ${t.lines} 行，通话 ${t.calls} 次 ${t.talkS} 秒\n最早一行：${t.first}\n最晚一行：${t.last}`,
    `Telephone log: ${t.from}–${t.to}, ${t.lines} lines, ${t.calls} calls of ${t.talkS} s in all\nFirst line: ${t.first}\nLast line: ${t.last}`,
  ];
}
export const saidOwnRecords = (from: string, to: string, n: number): Label => [`本系统：${from}–${to} 登记或办理 ${n} 次`, `In this program: entered or handled ${n} times, ${from}–${to}`];
export const together = (parts: readonly Label[]): Label => joined(parts, '\n', '\n');
