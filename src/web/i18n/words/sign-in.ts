import type { Label } from '../../../kernel/api.ts';

export const signIn = {} as const satisfies { readonly [word: string]: Label };
