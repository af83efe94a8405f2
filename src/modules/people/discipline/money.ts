/** The money effects of a decision (决定的赔偿与罚款效果), told to whoever keeps the money: sanction and money are two effects of one decision. Serves CG-19, SM-5. */
import { emit, type Tx } from '../../../kernel/index.ts';
import type { Explanation } from './rules.ts';

export interface DecidedMoney { readonly incident: string; readonly sanction: string | null; readonly effects: readonly { readonly clause: string; readonly kind: 'fine' | 'compensation' }[] }

export function tellMoney(tx: Tx, incident: string, sanction: string | null, { money }: Pick<Explanation, 'money'>): void {
  const effects = money.filter((effect) => effect.allowed).map(({ clause, kind }) => ({ clause, kind }));
  if (effects.length > 0) emit(tx, 'discipline.money', { incident, sanction, effects } satisfies DecidedMoney);
}
