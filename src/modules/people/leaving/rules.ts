/**
 * What stands in the way of leaving (离职清结规则): things in custody or outside, tools, open money, deductions not handed over. Each names itself;
 * nobody types that all is settled. Pure. Serves SM-11, SM-14, AC-20.
 */
import type { Label } from '../../../kernel/api.ts';
import { yuan } from '../../../kernel/field/money/yuan.ts';

export interface OpenThing { readonly register: 'custody_item' | 'item_taken_out' | 'tool_item' | 'held_elsewhere' | 'money_claim' | 'deduction' | 'petty_float' | 'vehicle_trip' | 'employee'; readonly id: string; readonly kind: Kind; readonly what: string; readonly fen: number | null }
export const OPEN_KINDS = {
  held: ['保管物品未归还', 'Not returned'], lost: ['遗失损坏未了结', 'Loss or damage not settled'], out: ['带出未还', 'Taken out'], tool: ['仪器工具未交接', 'Tool not handed over'], claim: ['赔偿或罚款未清', 'Claim open'],
  give_back: ['应退款未退', 'Money to be returned'], deduction: ['扣款未交付工资系统', 'Deduction not handed to payroll'], balance: ['账上有余额', 'Balance on the account'],
  float: ['备用金未交回', 'Float not returned'], shortage: ['短款未归还', 'Shortage not paid'], vehicle: ['车辆与钥匙未交回', 'Vehicle and its keys not returned'],
} as const satisfies { readonly [kind: string]: Label };
export type Kind = keyof typeof OPEN_KINDS;
export const REASONS = { own: ['本人辞职', 'Resigned'], expired: ['合同期满', 'Contract ended'], agreed: ['协商解除', 'By agreement'], retired: ['退休', 'Retired'], dismissed: ['单位解除', 'Dismissed'] } as const;

export function said({ kind, what, fen }: OpenThing): Label {
  const [zh, en] = OPEN_KINDS[kind];
  return [`${zh}：${what}${fen === null ? '' : ` ${yuan(fen)} 元`}`, `${en}: ${what}${fen === null ? '' : `, ${yuan(fen)} yuan`}`];
}

/** Null: nothing is open. */
export function stillOpen(things: readonly OpenThing[]): Label | null {
  if (things.length === 0) return null;
  const parts = things.map(said);
  return [`还有 ${things.length} 项未了结：${parts.map((p) => p[0]).join('；')}`, `${things.length} not settled: ${parts.map((p) => p[1]).join('; ')}`];
}

/** A balance that no listed claim explains stands for itself, so that a mistake in the claims cannot hide money. */
export function unexplained(balance: number, listed: readonly { readonly fen: number | null }[]): number {
  return Math.abs(balance) - Math.min(Math.abs(balance), listed.reduce((n, one) => n + (one.fen ?? 0), 0));
}
