/** Rules of emergencies (突发事件规则): the steps of a procedure, and how soon the superior knew. Serves CC-5.R2, SM-13. */
import { Refusal, type Label } from '../../../kernel/index.ts';

export const KINDS = {
  fire: ['火警', 'Fire'], power: ['停电或系统中断', 'Power or system failure'], medical: ['人员伤病', 'Injury or illness'], threat: ['威胁或冲突', 'Threat or conflict'], other: ['其他', 'Other'],
} as const;
export type Kind = keyof typeof KINDS;
/** The procedure is begun at once, so its first step is the same everywhere. */
export const PROCEDURES: { readonly [kind in Kind]: readonly string[] } = {
  fire: ['按下报警并拨打 119', '切断责任区电源', '组织撤离到集合点', '集合点点名', '配合消防，记录到达时间'],
  power: ['确认影响范围', '通知线路切换公告语音', '启用备用电源或备用线路', '恢复后核对未接来电并回拨'],
  medical: ['拨打 120', '安排急救员', '通知家属', '保护现场并记录'],
  threat: ['保持距离，不与其争执', '通知保安', '必要时拨打 110', '安抚当事员工，安排离席'],
  other: ['控制现场', '通知相关部门', '记录经过'],
};

/** Minutes from the event to its report and from there to the superior; late beyond the limit. */
export function timing(t: { readonly occurredAt: Date; readonly reportedAt: Date; readonly informedAt: Date | null; readonly now: Date }, limit: number): { readonly toReport: number; readonly toSuperior: number; readonly late: boolean; readonly text: Label } {
  const minutes = (from: Date, to: Date) => Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
  const toSuperior = minutes(t.occurredAt, t.informedAt ?? t.now);
  const late = toSuperior > limit;
  return {
    toReport: minutes(t.occurredAt, t.reportedAt), toSuperior, late,
    text: t.informedAt === null ? [`上级尚未知悉，已过 ${toSuperior} 分钟（限 ${limit} 分钟）`, `The superior does not know yet, ${toSuperior} minutes on (limit ${limit})`]
      : [`${toSuperior} 分钟后上级知悉${late ? `，超过 ${limit} 分钟` : ''}`, `The superior knew after ${toSuperior} minutes${late ? `, above ${limit}` : ''}`],
  };
}

export function notAllDone(steps: readonly { readonly text: string; readonly done: boolean }[]): Label | null {
  const left = steps.filter((s) => !s.done);
  return left.length === 0 ? null : [`还有 ${left.length} 步未做：${left.map((s) => s.text).join('；')}`, `${left.length} steps are not done yet`];
}

export function refuseFuture(at: Date, now: Date): void {
  if (at > now) throw new Refusal('emergency.future', ['发生时间在将来', 'It lies in the future'], 422, { occurred_at: ['不晚于现在', 'Not later than now'] });
}
