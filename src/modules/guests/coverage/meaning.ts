/** What a proof names: a step of a register, a duty, or the rule made for a sentence. Serves AS-44. */
import type { Label, Tx } from '../../../kernel/index.ts';

/** What a proof is called, and whether anything in this installation can leave it. */
export function meaningOf(tx: Tx, name: string): { readonly label: Label; readonly known: boolean; readonly register: string | null } {
  if (name.startsWith('duty:')) {
    const duty = tx.kernel.duties.get(name.slice(5));
    return { label: duty?.label ?? [name, name], known: duty !== undefined, register: null };
  }
  if (name.startsWith('rule:')) return { label: ['制度：公布与落实检查', 'Rule: published and checked'], known: true, register: 'policy' };
  const [registerName = '', step = ''] = name.split('.');
  const register = tx.kernel.registers.get(registerName);
  const process = tx.kernel.processes.get(registerName) as { readonly steps: { readonly [s: string]: { readonly label?: Label } } } | undefined;
  const word: Label | undefined = step === 'create' ? ['登记', 'opened'] : step === 'edit' ? ['修改', 'edited'] : process?.steps[step]?.label;
  if (!register || !word) return { label: [name, name], known: false, register: null };
  return { label: [`${register.label[0]}：${word[0]}`, `${register.label[1]}: ${word[1]}`], known: true, register: registerName };
}
