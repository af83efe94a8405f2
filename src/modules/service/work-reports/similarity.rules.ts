/**
 * Whether an old report is nearly one that is there already (近似重复): how much of the wording and how many figures agree, and the
 * differences field by field. Pure. Serves FS-IMP-1, AC-38, CG-56.
 */
import type { Label } from '../../../kernel/index.ts';
import { plainLines, readOldReport, type ReadReport } from './reading.rules.ts';

export interface Difference { readonly key: string; readonly section: number; readonly label: Label; readonly before: string | null; readonly after: string | null; readonly kind: 'changed' | 'missing' | 'added' | 'unit' | 'unparsed' }
export interface Likeness { readonly wording: number; readonly figures: number; readonly percent: number }

/** From here on it is probably the same report. */
export const NEAR = 60;

/** Of the pairs of characters of the shorter text, the share that the longer has too; a damaged copy is mostly shorter. */
export function wordingShared(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)];
  const [small, large] = first.size <= second.size ? [first, second] : [second, first];
  if (small.size === 0) return 0;
  return Math.round(([...small].filter((pair) => large.has(pair)).length / small.size) * 100);
}
function pairs(text: string): Set<string> {
  const characters = [...plainLines(text).join('')];
  return new Set(characters.slice(1).map((c, i) => characters[i]! + c));
}

/** `percent` weighs both alike: the same words about other figures are another period's report. */
export function likeness(a: string, b: string): Likeness {
  const [one, other] = [readOldReport(a), readOldReport(b)];
  const theirs = new Map(other.figures.map((fig) => [fig.key, fig.value]));
  const shared = one.figures.filter((fig) => theirs.has(fig.key));
  const equal = shared.filter((fig) => theirs.get(fig.key) === fig.value).length;
  const figures = shared.length === 0 ? 0 : Math.round((equal / shared.length) * 100);
  const wording = wordingShared(a, b);
  return { wording, figures, percent: shared.length === 0 ? Math.round(wording / 2) : Math.round((wording + figures) / 2) };
}

/** What somebody must look at stands first; how a thing is written comes last. */
const WEIGHT: readonly Difference['kind'][] = ['changed', 'unparsed', 'missing', 'added', 'unit'];

/** From the report that is there to the one that came. */
export function differences(before: ReadReport, after: ReadReport): Difference[] {
  const old = entries(before);
  const now = entries(after);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys.flatMap((key): Difference[] => {
    const [a, b] = [old.get(key), now.get(key)];
    const either = (b ?? a)!;
    const of = (kind: Difference['kind']): Difference[] => [{ key, section: either.section, label: either.label, before: a?.raw ?? null, after: b?.raw ?? null, kind }];
    if (!b) return of('missing');
    if (!a) return of('added');
    if (b.unparsed && !a.unparsed) return of('unparsed');
    if (a.value !== b.value) return of('changed');
    return a.raw === b.raw ? [] : of('unit');
  }).sort((a, b) => WEIGHT.indexOf(a.kind) - WEIGHT.indexOf(b.kind) || a.section - b.section);
}
interface Entry { readonly section: number; readonly label: Label; readonly raw: string; readonly value: string; readonly unparsed: boolean }
function entries(report: ReadReport): Map<string, Entry> {
  return new Map([
    ...report.figures.map((fig): [string, Entry] => [fig.key, { section: fig.section, label: fig.label, raw: fig.raw, value: String(fig.value), unparsed: false }]),
    ...report.dates.map((d): [string, Entry] => [d.key, { section: d.section, label: d.label, raw: d.raw, value: d.value ?? d.raw, unparsed: d.value === null }]),
  ]);
}
