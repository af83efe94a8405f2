import type { Label } from '../../../kernel/api.ts';

export const duties = {} as const satisfies { readonly [word: string]: Label };
