/**
 * The pictures of the user guide: name of the file, who looks, at which address (or how to find one: a record by `api`), how wide, and what is
 * done on the page first. Each is taken in Chinese and in English, docs/guide/images/<language>/<name>.webp; names that end in -phone are 390 px wide.
 */
import { ESTATE } from './estate.mjs';
import { GUESTS } from './guests.mjs';
import { PEOPLE } from './people.mjs';
import { PLATFORM } from './platform.mjs';
import { SERVICE } from './service.mjs';

export const PICTURES = [...PLATFORM, ...GUESTS, ...PEOPLE, ...ESTATE, ...SERVICE];
