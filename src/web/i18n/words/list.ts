import type { Label } from '../../../kernel/api.ts';

export const list = {} as const satisfies { readonly [word: string]: Label };
