/** The channels of a request; the contact centre is not offered the one that is not open to it. Serves CC-1.4a. */
import type { FieldWidgetProps } from '../../../../web/shell/overrides.ts';
import { useMe } from '../../../../web/shell/session.tsx';
import { inputOf } from '../../../../web/widgets/inputs/index.tsx';

const COUNTERS = ['dispatcher', 'branch_manager'];

export function Channel({ field, id = field.name, value, onChange, disabled = false, status }: FieldWidgetProps) {
  const counter = useMe().posts.some((p) => COUNTERS.includes(p.role));
  const choices = Object.entries(field.options['choices'] as { readonly [channel: string]: unknown }).filter(([channel]) => counter || channel !== 'walk_in');
  return inputOf({ ...field, options: { ...field.options, choices: Object.fromEntries(choices) } }, { id, value, onChange, disabled, ...(status ? { status } : {}) });
}
