/** How far an assessment is (评定进度), for server and browser alike: grades, what counts as decided, the open names. Serves FS-2.3, CG-46. */
export const GRADES = { senior: ['高级工', 'Senior'], intermediate: ['中级工', 'Intermediate'], junior: ['初级工', 'Junior'] } as const;
export type Grade = keyof typeof GRADES;
/** Decided by the committee, whether already published or under appeal. */
export const DECIDED = ['graded', 'published', 'appealed', 'final'] as const;

export interface Standing { readonly name: string; readonly state: string; readonly grade: string | null }
export interface Progress { readonly expected: number; readonly graded: number; readonly open: readonly string[]; readonly senior: number; readonly intermediate: number; readonly junior: number }

export function progressOf(all: readonly Standing[]): Progress {
  const decided = all.filter((a) => (DECIDED as readonly string[]).includes(a.state));
  const of = (grade: Grade) => decided.filter((a) => a.grade === grade).length;
  return {
    expected: all.length, graded: decided.length, open: all.filter((a) => !(DECIDED as readonly string[]).includes(a.state)).map((a) => a.name),
    senior: of('senior'), intermediate: of('intermediate'), junior: of('junior'),
  };
}
