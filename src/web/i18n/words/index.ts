/** The shell's own texts, grouped by where they stand. Words of the work come from the definitions. Serves C-11. */
import { common } from './common.ts';
import { duties } from './duties.ts';
import { home } from './home.ts';
import { list } from './list.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { views } from './views.ts';

export const words = { common, shell, signIn, home, list, duties, views } as const;
