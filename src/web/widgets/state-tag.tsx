/** The state of a record: the same colour for the same meaning in every module. */
import type { RegisterMeta, StateMeta } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { toneColor } from '../theme.ts';

export function StateTag({ register, state }: { readonly register: RegisterMeta | undefined; readonly state: string }) {
  const { t } = useText();
  if (state === '') return null;
  const found: StateMeta | undefined = register?.states.find(({ name }) => name === state);
  const { text, wash } = toneColor[found?.tone ?? 'stopped'];
  return <span className="w-state" style={{ color: text, background: wash }}>{found ? t(found.label) : state}</span>;
}
