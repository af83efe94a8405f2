/** What a scanned code means, and when fast keys are a scanner rather than a person. Pure. */

export type Scanned = { readonly path: string } | { readonly q: string };

/** The code of a label or slip: an address of the product (whatever host it was printed with) opens it, anything else is looked for. */
export function scannedOf(text: string): Scanned {
  const code = text.normalize('NFKC').trim();
  const path = /^https?:\/\/[^/]+(\/[^\s]*)$/i.exec(code)?.[1] ?? (code.startsWith('/') ? code : undefined);
  if (path !== undefined && OURS.test(path)) return { path };
  // Of an address of somewhere else the last part may still be a number of ours; it is never followed.
  return { q: path === undefined ? code : decoded(path.split(/[?#]/)[0]!.split('/').filter(Boolean).at(-1) ?? '') };
}
const OURS = /^\/(?:r\/[a-z_]+\/[0-9a-f-]{36}|slip\/[0-9a-f-]{36}|intake\/[\w-]+\/[\w-]+\/[\w-]+|p\/[\w-]+\/[\w-]+)(?:\?[^#]*)?$/;
const decoded = (text: string) => { try { return decodeURIComponent(text); } catch { return text; } };

/** A scanner types its keys within this time of each other, ending with Enter; people do not. */
const GAP = 50;
const SHORTEST = 4;

interface Key { readonly key: string; readonly at: number; readonly plain: boolean }
interface Wedge {
  /** 'part': belongs to a scan under way and is nobody else's; 'none': a key like any other; else the whole code. */
  take(key: Key): 'none' | 'part' | { readonly code: string };
}

/** Begins with what no single key of the keyboard map begins with: a digit, a capital, or the h of http. */
export function openWedge(): Wedge {
  let text = '';
  let last = Number.NEGATIVE_INFINITY;
  return {
    take({ key, at, plain }) {
      const quick = at - last <= GAP;
      if (key === 'Shift') return 'none';
      if (key === 'Enter') {
        const code = text;
        text = '';
        return quick && code.length >= SHORTEST ? { code } : 'none';
      }
      if (!plain || key.length !== 1) { text = ''; return 'none'; }
      last = at;
      if (quick && text !== '') { text += key; return 'part'; }
      text = /^[0-9A-Zh/]$/.test(key) ? key : '';
      return 'none';
    },
  };
}
