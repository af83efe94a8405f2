/**
 * Rules of custody (物品保管规则): the delay of a loss report, what a loss costs under the code of the day.
 * Serves SM-11, CC-1.14a to CC-1.14c, CC-FINE-2, CC-FINE-3, AC-20, CG-04, CG-05.
 */
import { Refusal, yuan, type Label } from '../../../kernel/index.ts';
import { badgeLoss, type Charge, keyLoss, type RulebookVersion, versionOn } from '../rulebook/index.ts';

export const KINDS = {
  badge: ['门卡', 'Badge'], locker: ['储物柜钥匙', 'Locker key'], drawer: ['抽屉钥匙', 'Drawer key'], headset: ['耳麦', 'Headset'], tool: ['工具', 'Tool'],
} as const;
export type Kind = keyof typeof KINDS;

/** Minutes from the loss to its report; a report before the loss is refused. */
export function reportDelay(lostAt: Date, reportedAt: Date): number {
  if (lostAt > reportedAt) throw new Refusal('custody.lost_in_future', ['丢失时间在报告之后', 'It was lost after the report'], 422, { lost_at: ['不晚于现在', 'Not later than now'] });
  return Math.floor((reportedAt.getTime() - lostAt.getTime()) / 60_000);
}
export const delayText = (minutes: number): Label => (minutes === 0 ? ['立即报告', 'Reported at once'] : [`延迟 ${minutes} 分钟报告`, `Reported ${minutes} minutes late`]);

/**
 * What is proposed, never what is taken: the amount becomes owed only by the decision of a person. `cost` is the documented replacement
 * cost in fen; without a document the cost of a headset or a key is not known.
 */
export function proposal(versions: readonly RulebookVersion[], kind: Kind, day: string, cost: number | null): Charge & { readonly conflict: boolean } {
  const version = versionOn(versions, day);
  if (!version) return { clause: '', kind: 'compensation', amountFen: null, text: ['当天没有生效的守则，不提出赔偿', 'No rulebook was in force; nothing is proposed'], conflict: false };
  if (kind === 'badge') return { ...badgeLoss(version, cost), conflict: version.parameters['badge.loss'] === null || !version.choices.some((c) => c.parameter === 'badge.loss') };
  if (kind === 'locker' || kind === 'drawer') return { ...keyLoss(version.parameters, kind, cost), conflict: false };
  return { clause: kind === 'headset' ? 'CC-FINE-2' : 'CC-FINE-4', kind: 'compensation', amountFen: cost, text: cost === null ? ['按实际费用，凭据未附', 'Actual cost; no receipt yet'] : [`按实际费用 ${yuan(cost)} 元`, `Actual cost, ${yuan(cost)} yuan`], conflict: false };
}
/** Where the printed amounts differ and nobody has chosen, the paper says so. */
export const proposalText = (p: Charge & { readonly conflict: boolean }): Label => (p.conflict && !p.text[0].includes('CG-04') ? [`${p.text[0]}；与 CG-04 冲突，取最低`, `${p.text[1]}; conflict CG-04, the lowest amount`] : p.text);
