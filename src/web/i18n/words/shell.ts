import type { Label } from '../../../kernel/api.ts';

export const shell = {} as const satisfies { readonly [word: string]: Label };
