/** Which column of a table that somebody brings along is which field (列名对应): by label in either language, by name, by pinyin, else by what stands inside. */
import { queryWords, wordsOf } from './search-words.ts';

export interface Candidate { readonly name: string; readonly labels: readonly string[] }

/**
 * In: the head of the table and the fields that may be filled. Out: the field of each column, null where none is meant.
 * Each field is given once, to the column that names it most plainly; what could be two fields is nobody's.
 */
export function guessColumns(heads: readonly string[], candidates: readonly Candidate[]): (string | null)[] {
  const guessed: (string | null)[] = heads.map(() => null);
  const taken = new Set<string>();
  for (const fits of [sameLabel, sameName, samePinyin, partly]) {
    heads.forEach((head, i) => {
      const wanted = plain(head);
      if (guessed[i] !== null || wanted === '') return;
      const fitting = candidates.filter((c) => !taken.has(c.name) && fits(wanted, c));
      if (fitting.length !== 1) return;
      guessed[i] = fitting[0]!.name;
      taken.add(fitting[0]!.name);
    });
  }
  return guessed;
}

/** Without what people add to a head: brackets with a unit or a remark, stars, blanks, full width. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\(.*?\)|\[.*?\]|【.*?】/g, '').replace(/[\s*:_\-./、,]/g, '');
}

const sameLabel = (wanted: string, c: Candidate): boolean => c.labels.some((label) => plain(label) === wanted);
const sameName = (wanted: string, c: Candidate): boolean => plain(c.name) === wanted;

/** 'xingming' and 'xm' mean 姓名: every word of the head is one of the label's, and the label has no more syllables than letters. */
function samePinyin(wanted: string, c: Candidate): boolean {
  if (!/^[a-z]{2,}$/.test(wanted)) return false;
  return c.labels.some((label) => {
    const bare = plain(label);
    if (!/^\p{Script=Han}+$/u.test(bare) || Array.from(bare).length > wanted.length) return false;
    const words = new Set(wordsOf([bare]));
    return queryWords(wanted).every((word) => words.has(word));
  });
}

const partly = (wanted: string, c: Candidate): boolean =>
  Array.from(wanted).length >= 2 && c.labels.some((label) => { const bare = plain(label); return bare.length >= 2 && (bare.includes(wanted) || wanted.includes(bare)); });
