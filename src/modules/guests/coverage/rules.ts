/** Rules of duty coverage (职责落实): what shows that a sentence was fulfilled, and what keeps an edition from being published. Serves AS-44. */
import type { Label } from '../../../kernel/index.ts';

export type Statement = readonly [code: string, owner: string, zh: string, en: string, proofs: readonly string[], questions?: readonly string[]];
export interface Proof { readonly name: string; readonly known: boolean; readonly count: number }
export type Standing = 'fulfilled' | 'not_yet' | 'open_question' | 'no_means';

/** An open question comes first: what hangs on it cannot be said to be fulfilled. */
export function standingOf(proofs: readonly Proof[], openQuestions: number): Standing {
  if (openQuestions > 0) return 'open_question';
  const known = proofs.filter((p) => p.known);
  if (known.length === 0) return 'no_means';
  return known.some((p) => p.count > 0) ? 'fulfilled' : 'not_yet';
}

/** Which article and section a code stands in: VIP-5.11 is section VIP-5. */
export const sectionOf = (code: string): string => code.slice(0, code.indexOf('.'));
/** VIP-5.2 before VIP-5.11. */
export function byCode(a: string, b: string): number {
  const parts = (code: string) => { const [head = '', tail = ''] = code.split('-'); const [s = '0', n = '0'] = tail.split('.'); return { head, s: Number(s), n: Number(n) }; };
  const [x, y] = [parts(a), parts(b)];
  return (x.head === y.head ? 0 : x.head > y.head ? -1 : 1) || x.s - y.s || x.n - y.n;
}

export function notPublishable(openQuestions: readonly Label[], withoutOwner: readonly string[]): Label | null {
  if (openQuestions.length > 0) {
    return [`规章待定事项尚未答复：${openQuestions.map((q) => q[0]).join('、')}`, `Open questions have no answer: ${openQuestions.map((q) => q[1]).join(', ')}`];
  }
  return withoutOwner.length === 0 ? null : [`没有责任岗位：${withoutOwner.join('、')}`, `No owner: ${withoutOwner.join(', ')}`];
}
export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
