/** The made-up day of the telephone log that tests share: 16 November 2026, 27 lines. */
import { readFileSync } from 'node:fs';

export const DAY_LOG = readFileSync(new URL('fixtures/queue_log_20261116.txt', import.meta.url), 'utf8');
