/**
 * What must happen, foretold from the definitions alone: states, steps, who may take them, what they ask and who signs. Knows nothing of how
 * the kernel takes a step; R3 lets both judge the same events.
 */
import { stepsOf, targetsOf, type AnyStep, type Process } from '../../src/kernel/process/process.ts';

export interface Person { readonly role: string; readonly unit: string }
export interface Attempt {
  readonly step: string;
  /** null: the product itself. */
  readonly who: Person | null;
  /** Names of the form that are given, with something in them. */
  readonly given: ReadonlySet<string>;
  readonly signed: ReadonlySet<string>;
  /** The version that the person saw; null: none said. */
  readonly version: number | null;
}
export interface Known { readonly id: string; readonly state: string; readonly version: number; readonly unit: string; readonly archived: boolean }
/** `refused`: the status it must be answered with. */
export type Verdict = { readonly refused: number } | { readonly to: string };

/** Which of several targets a step reaches in these tests, where the definition's own choice is taken out. */
export const chosenOf = (step: AnyStep, { id, version }: { readonly id: string; readonly version: number }): string => targetsOf(step)[(version + Number.parseInt(id.slice(-4), 16)) % targetsOf(step).length]!;

/** `above`: each unit's parent. */
export function foretell(process: Process, record: Known, attempt: Attempt, above: { readonly [unit: string]: string | null }): Verdict {
  const step = Object.hasOwn(process.steps, attempt.step) ? stepsOf(process)[attempt.step] : undefined;
  if (!step) return { refused: 404 };
  if (attempt.who !== null) {
    const reaches = (roles: readonly string[]): boolean => {
      if (!roles.includes(attempt.who!.role)) return false;
      for (let unit: string | null = record.unit; unit !== null; unit = above[unit] ?? null) if (unit === attempt.who!.unit) return true;
      return false;
    };
    if (!reaches(process.register.access.read)) return { refused: 404 };
    if (!reaches(step.by)) return { refused: 403 };
  }
  if (record.archived || !step.from.includes(record.state) || (attempt.version !== null && attempt.version !== record.version)) return { refused: 409 };
  const asked = Object.entries(step.form);
  const wrong = asked.some(([name, f]) => !f.optional && !attempt.given.has(name)) || [...attempt.given].some((name) => !Object.hasOwn(step.form, name)) || (step.sign ?? []).some((s) => !attempt.signed.has(s.name));
  return wrong ? { refused: 422 } : { to: chosenOf(step, record) };
}
