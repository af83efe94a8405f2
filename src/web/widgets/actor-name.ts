/** Who did something, as it stands in the history: people by their names, what happened without a person in the reader's language. */
import type { Label } from '../../kernel/api.ts';
import type { Translate } from './widget.ts';

const NOBODY: { readonly [name: string]: Label } = { 系统: ['系统', 'The system'], 外部填报: ['外部填报', 'From outside'] };
export const actorName = (name: string, t: Translate): string => (NOBODY[name] ? t(NOBODY[name]) : name);
