/**
 * What a lost or damaged thing may cost (赔偿标准): the table of the day, the code of the day and the documented cost; of several, the lowest.
 * Serves CC-1.14b, CC-1.14c, CC-FINE-2 to CC-FINE-5, CG-04, CG-05.
 */
import type { Label } from '../../../kernel/api.ts';
import { yuan } from '../../../kernel/field/money/yuan.ts';
import { badgeLoss, type Charge, keyLoss, type RulebookVersion } from '../rulebook/index.ts';

export const THINGS = {
  badge: ['门卡', 'Badge'], locker: ['储物柜钥匙', 'Locker key'], drawer: ['抽屉钥匙', 'Drawer key'], headset: ['耳麦', 'Headset'], tool: ['工具', 'Tool'],
  property: ['公司设施或资源', 'Company property'], loss: ['其他经济损失', 'Other loss'],
} as const;
export type Thing = keyof typeof THINGS;
/** The clause of the code that speaks of the thing. */
export const CLAUSE_OF: { readonly [thing in Thing]: string } = { badge: 'CC-FINE-3', locker: 'CC-FINE-3', drawer: 'CC-FINE-3', headset: 'CC-FINE-2', tool: 'CC-FINE-4', property: 'CC-FINE-4', loss: 'CC-FINE-5' };
/** What a decision's clause speaks of first; whoever assesses it says what it was. */
export const THING_OF: { readonly [clause: string]: Thing } = { 'CC-FINE-2': 'headset', 'CC-FINE-3': 'badge', 'CC-FINE-4': 'property', 'CC-FINE-5': 'loss' };
export const BASES = { fixed: ['定额', 'Fixed amount'], actual: ['实际费用，凭凭据', 'Actual cost, against a receipt'], range: ['区间，按书面标准', 'Range, by written criteria'] } as const;
export type Basis = keyof typeof BASES;

export interface Rate { readonly id: string; readonly number: string; readonly thing: Thing; readonly version_no: number; readonly basis: Basis; readonly amount: number | null; readonly to_amount: number | null; readonly criteria: string | null; readonly valid_from: string }
export interface Ceiling { readonly fen: number | null; readonly rate: string | null; readonly text: Label }

/** The table in force on the day: the latest version that had begun. */
export function rateOn(rates: readonly Rate[], thing: Thing, day: string): Rate | null {
  const begun = rates.filter((r) => r.thing === thing && r.valid_from <= day);
  return begun.length === 0 ? null : begun.reduce((a, b) => (b.valid_from > a.valid_from || (b.valid_from === a.valid_from && b.version_no > a.version_no) ? b : a));
}

/** `cost` is the documented replacement cost; a fixed amount never exceeds it. Null: nothing is laid down and nothing documented. */
export function ceilingFor(thing: Thing, day: string, cost: number | null, version: RulebookVersion | null, rates: readonly Rate[]): Ceiling {
  const code = version === null ? null : codeSays(thing, version, cost);
  const rate = rateOn(rates, thing, day);
  const table = rate === null ? null : tableSays(rate, cost);
  const known = [code?.amountFen ?? null, table].filter((n) => n !== null);
  const parts: Label[] = [
    ...(code === null ? [] : [[`守则 ${version!.no} ${code.clause}：${code.text[0]}`, `Code ${version!.no} ${code.clause}: ${code.text[1]}`] as const]),
    ...(rate === null ? [['没有赔偿标准', 'No compensation table'] as const] : [[`赔偿标准 ${rate.number} 第 ${rate.version_no} 版：${BASES[rate.basis][0]}${table === null ? '，凭据未附' : saysAmount(rate, table)[0]}`, `Table ${rate.number}, version ${rate.version_no}: ${BASES[rate.basis][1]}${table === null ? '; no receipt yet' : saysAmount(rate, table)[1]}`] as const]),
    ...(known.length > 1 ? [['取低', 'the lower applies'] as const] : []),
  ];
  return { fen: known.length === 0 ? null : Math.min(...known), rate: rate?.id ?? null, text: [parts.map((p) => p[0]).join('；'), parts.map((p) => p[1]).join('; ')] };
}

function codeSays(thing: Thing, version: RulebookVersion, cost: number | null): Charge {
  if (thing === 'badge') return badgeLoss(version, cost);
  if (thing === 'locker' || thing === 'drawer') return keyLoss(version.parameters, thing, cost);
  return { clause: CLAUSE_OF[thing], kind: 'compensation', amountFen: cost, text: cost === null ? ['按实际费用，凭据未附', 'actual cost; no receipt yet'] : [`按实际费用 ${yuan(cost)} 元`, `actual cost, ${yuan(cost)} yuan`] };
}

/** A fixed amount stands as the table has it, even where the receipt is lower. */
function saysAmount({ basis, amount }: Rate, fen: number): Label {
  if (basis !== 'fixed' || amount === null || amount === fen) return [` ${yuan(fen)} 元`, `, ${yuan(fen)} yuan`];
  return [` ${yuan(amount)} 元，不超过凭据 ${yuan(fen)} 元`, `, ${yuan(amount)} yuan, at most the documented ${yuan(fen)} yuan`];
}

function tableSays(rate: Rate, cost: number | null): number | null {
  if (rate.basis === 'actual') return cost;
  const most = rate.basis === 'range' ? rate.to_amount : rate.amount;
  return most === null ? cost : Math.min(most, cost ?? most);
}
