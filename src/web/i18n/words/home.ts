import type { Label } from '../../../kernel/api.ts';

export const home = {} as const satisfies { readonly [word: string]: Label };
