/** Cash as it is typed: pieces by note or coin, and the sum of what was typed. Serves P11, AS-28. */
export const NOTES = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;
export type Pieces = { readonly [fen: number]: number };

export const noteName = (fen: number): string => String(fen / 100);
export function piecesOf(text: unknown): Pieces {
  const pieces: { [fen: number]: number } = {};
  for (const [, note, n] of String(text ?? '').matchAll(/(\d+(?:\.\d)?)×(\d+)/g)) pieces[Math.round(Number(note) * 100)] = Number(n);
  return pieces;
}
/** Null while nothing was typed: an empty drawer is typed, too. */
export function textOf(pieces: Pieces): string | null {
  const typed = NOTES.filter((fen) => pieces[fen] !== undefined);
  return typed.length === 0 ? null : typed.filter((fen) => pieces[fen]! > 0).map((fen) => `${noteName(fen)}×${pieces[fen]}`).join(' ') || '0';
}
export const sumOf = (pieces: Pieces): number => NOTES.reduce((sum, fen) => sum + fen * (pieces[fen] ?? 0), 0);
