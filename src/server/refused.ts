/**
 * Refused access in the program's log: what was asked for and by which account, by ids and never by name, address or content.
 * At most so many lines a minute, then one line with how many more: whoever knocks for ever must not fill the disk.
 */
export const REFUSED: ReadonlySet<number> = new Set([401, 403, 429]);
export interface RefusedAccess { readonly code: string; readonly status: number; readonly method: string; readonly route: string; readonly tenant?: string; readonly user?: string }

const MINUTE_MS = 60_000;

export function refusedAccess(now: () => number, write: (line: object, words: string) => void, mostPerMinute = 60): (refused: RefusedAccess) => void {
  let since = now();
  let written = 0;
  let more = 0;
  return (refused) => {
    if (now() - since >= MINUTE_MS) {
      if (more > 0) write({ refused: { more } }, 'further refused requests of that minute');
      [since, written, more] = [now(), 0, 0];
    }
    if (written >= mostPerMinute) { more++; return; }
    written++;
    write({ refused }, 'access refused');
  };
}
