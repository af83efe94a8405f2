/**
 * The words under which a record is found: 中文、全拼、首字母、混合、电话尾号、单号.
 * `wordsOf` goes into a text[] column with a GIN index; a record is found when the column contains all of `queryWords`.
 *
 * 汉字      every character and every pair of neighbours; a query of several characters asks for its pairs.
 * 拼音      at each syllable every beginning of what follows, up to six letters, and every four letters from the fourth on;
 *          a query asks for its first six letters and the four-letter pieces of the rest, so 'zengg' is one look-up
 *          and no one has to guess where syllables end ('xian' finds 西安 and 先).
 * 首字母    share the words of pinyin: 'zgf'; names up to four characters also half spelt: 'zenggf', 'zguofan', 'zgfan'.
 * 数字      every four digits, hyphens and spaces ignored; beginnings and whole numbers of up to three digits.
 * A name has several readings when its surname has: 曾 is zeng to the family and ceng to the dictionary, both are kept.
 */
import { createRequire } from 'node:module';

/** Words of everything a record should be found by; without repetition, in no particular order. */
export function wordsOf(texts: readonly string[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    const plain = fold(text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text);
    for (const [run, kind] of runsOf(plain)) {
      if (kind === 'han') addHan(words, run);
      else if (kind === 'letters') addSpelling(words, run);
      else addDigits(words, run);
    }
    for (const joined of joinedDigits(plain)) addPieces(words, joined, 0);
  }
  return [...words];
}

/** What must all be among a record's words. Empty when the query holds nothing to search by: the caller then shows the whole list. */
export function queryWords(query: string): string[] {
  const words = new Set<string>();
  for (const [run, kind] of runsOf(fold(query.slice(0, LONGEST_QUERY)))) {
    if (kind === 'han') addHanQuery(words, run);
    else if (kind === 'letters') addLettersQuery(words, run);
    else if (run.length < PIECE) words.add(run);
    else addPieces(words, run, 0);
  }
  return [...words];
}

type RunKind = 'han' | 'letters' | 'digits';
type Pinyin = typeof import('pinyin-pro')['pinyin'];

const LONGEST_TEXT = 2000;
const LONGEST_QUERY = 100;
/** Longer runs of Chinese are prose: nobody types their sixteenth character in pinyin. */
const LONGEST_SPELT = 16;
const LONGEST_NAME = 4;
const PREFIX = 6;
const PIECE = 4;
const READINGS = 4;

/**
 * Characters that families and given names read differently from the dictionary's first reading, wherever they stand.
 * The first character of a run additionally gets every reading pinyin-pro knows.
 */
const READ_ALSO: { readonly [character: string]: readonly string[] } = {
  曾: ['zeng', 'ceng'], 单: ['shan', 'dan'], 仇: ['qiu', 'chou'], 解: ['xie', 'jie'], 区: ['ou', 'qu'], 查: ['zha', 'cha'],
  朴: ['piao', 'pu'], 覃: ['qin', 'tan'], 盖: ['ge', 'gai'], 乐: ['le', 'yue'], 重: ['zhong', 'chong'], 朝: ['chao', 'zhao'],
  晟: ['sheng', 'cheng'], 茜: ['qian', 'xi'], 娜: ['na', 'nuo'], 盛: ['sheng', 'cheng'], 行: ['xing', 'hang'], 长: ['chang', 'zhang'],
  𠮷: ['ji'], 㐂: ['xi'],
};

const RUN = /(\p{Script=Han}+)|(\p{Nd}+)|(?:(?!\p{Script=Han})\p{L})+/gu;
const DIGITS_APART = /\d+(?:[-\s()+.]{1,2}\d+)+/g;

/** NFKC turns full-width into half-width; tone marks and apostrophes go, ü becomes the v of keyboards, 买·热 stand together. */
function fold(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  if (PLAIN.test(folded)) return folded;
  return folded.normalize('NFD').replace(/(?<=[ln])u\u0308/g, 'v').replace(/\p{Mn}+/gu, '').normalize('NFC')
    .replace(/(?<=\p{L})['’·•・](?=\p{L})/gu, '');
}
const PLAIN = /^[a-z\d\s\-\u4e00-\u9fff]*$/;

function* runsOf(folded: string): Generator<[run: string, kind: RunKind]> {
  for (const [run, han, digits] of folded.matchAll(RUN)) yield [run, han ? 'han' : digits ? 'digits' : 'letters'];
}

function addHan(words: Set<string>, run: string): void {
  const characters = Array.from(run);
  let before = '';
  for (const character of characters) {
    words.add(character);
    if (before) words.add(before + character);
    before = character;
  }
  const spelt = characters.slice(0, LONGEST_SPELT);
  readingsOf(spelt).forEach((syllables, nth) => addSyllables(words, syllables, nth < 2 && spelt.length <= LONGEST_NAME));
}

function addHanQuery(words: Set<string>, run: string): void {
  const characters = Array.from(run);
  if (characters.length === 1) words.add(run);
  for (let i = 1; i < characters.length; i += 1) words.add(`${characters[i - 1]}${characters[i]}`);
}

function addLettersQuery(words: Set<string>, run: string): void {
  words.add(run.slice(0, PREFIX));
  if (run.length > PREFIX) addPieces(words, run, PREFIX - PIECE + 1);
}

/** Beginnings and, from the fourth letter on, pieces: what `addLettersQuery` may ask for. */
function addSpelling(words: Set<string>, spelling: string): void {
  addBeginnings(words, spelling);
  if (spelling.length > PREFIX) addPieces(words, spelling, PREFIX - PIECE + 1);
}

function addBeginnings(words: Set<string>, spelling: string): void {
  const end = Math.min(PREFIX, spelling.length);
  for (let length = 1; length <= end; length += 1) words.add(spelling.slice(0, length));
}

/** A piece is marked so that it is not taken for a beginning; digits need no mark, they are looked for anywhere. */
function addPieces(words: Set<string>, run: string, from: number): void {
  const mark = from === 0 ? '' : '~';
  for (let at = from; at + PIECE <= run.length; at += 1) words.add(mark + run.slice(at, at + PIECE));
}

function addDigits(words: Set<string>, run: string): void {
  for (let length = 1; length < PIECE && length <= run.length; length += 1) words.add(run.slice(0, length));
  const bare = run.replace(/^0+(?=\d)/, '');
  if (bare.length < PIECE) words.add(bare);
  addPieces(words, run, 0);
}

/** '021-6234 5678' is also looked for as 02162345678. */
function joinedDigits(text: string): string[] {
  return (text.match(DIGITS_APART) ?? []).map(found => found.replace(/\D/g, ''));
}

function addSyllables(words: Set<string>, syllables: readonly string[], shortened: boolean): void {
  let spelling = '';
  let initials = '';
  for (let i = syllables.length - 1; i >= 0; i -= 1) {
    const syllable = syllables[i] ?? '';
    if (!syllable) continue;
    if (i === 0 && initials && shortened) addHalfSpelt(words, syllable, spelling, initials, syllables.at(-1) ?? '');
    spelling = syllable + spelling;
    initials = syllable.charAt(0) + initials;
    addBeginnings(words, spelling);
    addBeginnings(words, initials);
  }
  if (spelling.length > PREFIX) addPieces(words, spelling, PREFIX - PIECE + 1);
  if (initials.length > PREFIX) addPieces(words, initials, PREFIX - PIECE + 1);
}

/** The three ways people shorten a name while typing: zeng-g-f, z-guofan, z-g-fan. */
function addHalfSpelt(words: Set<string>, family: string, given: string, initials: string, last: string): void {
  const first = family.charAt(0);
  for (const half of [family + initials, first + given, first + initials.slice(0, -1) + last]) addSpelling(words, half);
}

/** All ways to read a run, at most READINGS: the family's reading first, so that it is never the one left out. */
function readingsOf(characters: readonly string[]): string[][] {
  const run = characters.join('');
  const family = spell(run, true, characters);
  const ordinary = spell(run, false, characters);
  let ways: string[][] = [[]];
  characters.forEach((character, i) => {
    const choices = new Set([family[i] ?? '', ordinary[i] ?? '', ...(READ_ALSO[character] ?? []), ...(i === 0 ? allReadings(character) : [])]);
    const spelt = [...choices].flatMap(passportSpellings);
    const more = spelt.length > 1 && ways.length * spelt.length <= READINGS ? spelt : spelt.slice(0, Math.max(1, Math.floor(READINGS / ways.length)));
    ways = more.flatMap(choice => ways.map(way => [...way, choice]));
  });
  return ways;
}

/** 吕 is typed lv on a keyboard and printed LYU in a passport; 略 is lve or lue. */
function passportSpellings(syllable: string): string[] {
  if (syllable === 'lv' || syllable === 'nv') return [syllable, `${syllable.charAt(0)}yu`];
  if (syllable === 'lve' || syllable === 'nve') return [syllable, `${syllable.charAt(0)}ue`];
  return [syllable];
}

function spell(run: string, family: boolean, characters: readonly string[]): string[] {
  const mode = family ? { mode: 'surname', surname: 'head' } as const : {};
  const found = pinyin()(run, { toneType: 'none', type: 'array', v: true, toneSandhi: false, ...mode });
  return found.length === characters.length ? found.map(latinOnly) : characters.map(c => allReadings(c)[0] ?? '');
}

function allReadings(character: string): readonly string[] {
  let known = readingsKnown.get(character);
  if (!known) {
    known = pinyin()(character, { toneType: 'none', type: 'array', v: true, multiple: true }).map(latinOnly).filter(Boolean);
    readingsKnown.set(character, known);
  }
  return known;
}
const readingsKnown = new Map<string, readonly string[]>();

/** A character without a known reading comes back as itself. */
function latinOnly(syllable: string): string {
  return /^[a-z]+$/.test(syllable) ? syllable : '';
}

let loaded: Pinyin | undefined;
/** Loaded at the first name that is indexed: searching alone does not need the 50 ms and the memory. */
function pinyin(): Pinyin {
  loaded ??= (createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
  return loaded;
}
