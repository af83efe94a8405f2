// What a person types to find a name, a phone or a number, and that it finds that and little else.
import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import { queryWords, wordsOf } from './search-words.ts';

const SURNAMES = '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 罗 高 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 吕 曾 单 仇 解 区 查 朴 覃 欧阳 尉迟 上官 诸葛'.split(' ');
const GIVEN = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰涛明超霞平刚桂兰国藩建文志海燕小红庆乐行朝重晟茜梓涵宇轩浩然雨桐思源佳怡欣诗琪瑶婷雪梅俊峰鹏飞'];
const chosen = sequence(20261207);
const NAMES = Array.from({ length: 5000 }, () => pick(SURNAMES) + pick(GIVEN) + (chosen(4) === 0 ? '' : pick(GIVEN)));
const INDEX = NAMES.map(name => new Set(wordsOf([name])));

describe('姓名', () => {
  test('两千条由姓名生成的查询条条命中，且几乎不带出无关的人', () => {
    const queries = Array.from({ length: 2000 }, (_, i) => ({ at: (i * 7) % NAMES.length, query: queryFor(NAMES[(i * 7) % NAMES.length] ?? '', i) }));
    const missed = queries.filter(({ at, query }) => !finds(query, INDEX[at] ?? new Set()));
    expect(missed.map(({ at, query }) => `${query} → ${NAMES[at]}`)).toEqual([]);

    // A sample is enough for the share of strangers; every pair would be ten million comparisons.
    const full = queries.filter((_, i) => i % FORMS === 1 || i % FORMS === 7).slice(0, 20);
    const strangers = full.flatMap(({ at, query }) => NAMES.filter((name, i) => finds(query, INDEX[i] ?? new Set()) && !soundsLike(name, NAMES[at] ?? '')));
    expect(strangers.length / (full.length * NAMES.length)).toBeLessThan(0.0002);
  });

  test.each([
    ['曾国藩', ['zengg', 'zengguofan', 'ZengGuoFan', 'zeng guo fan', 'zgf', 'zg', 'cengguofan', '曾', '国藩', '曾gf', '曾guofan', 'zeng国藩', 'zenggf', 'zguofan', 'zgfan', 'guofan', 'zēng']],
    ['单雄信', ['shanxx', 'shanxiongxin', 'danxiongxin', 'sxx', 'dxx']],
    ['仇英', ['qiuying', 'chouying', 'qy', 'cy']],
    ['解缙', ['xiejin', 'jiejin', 'xj']],
    ['区小姐', ['ouxiaojie', 'quxiaojie', 'oxj', 'ou小姐']],
    ['查良镛', ['zhaliangyong', 'chaliangyong', 'zly', 'zhaly']],
    ['尉迟恭', ['yuchigong', 'weichigong', 'ycg', '尉迟', 'yuchi恭']],
    ['吕布', ['lvbu', 'lübu', 'lǚbù', 'lyubu', 'lb']],
    ['重庆路', ['chongqing', 'cql', 'qinglu']],
    ['西安', ['xian', "xi'an", 'xa']],
    ['阿凡提·买买提', ['阿凡提买买提', 'afantimaimaiti', '提·买']],
    ['Müller Ｗａｎｇ', ['muller', 'MÜLLER', 'wang', 'ｗａｎｇ']],
    ['曾小𠮷', ['曾小𠮷', '𠮷', 'zengxiaoji', 'zxj']],
  ])('%s', (name, queries) => {
    const words = new Set(wordsOf([name]));
    expect(queries.filter(query => !finds(query, words))).toEqual([]);
  });

  test('别人的拼音找不到他', () => {
    const words = new Set(wordsOf(['曾国藩']));
    expect(['zengguoquan', 'zengh', 'uofan', 'zgq', '曾藩', '国曾', 'engguo', '曾国荃', 'zenggq'].filter(query => finds(query, words))).toEqual([]);
  });

  test('每个姓名的词不超过百个，平均不超过五十个', () => {
    const sizes = INDEX.map(words => words.size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(50);
  });

});

describe('数字与单号', () => {
  test.each([
    ['13812345678', ['5678', '345678', '13812345678', '138', '1381', '12345']],
    ['021-6234 5678', ['02162345678', '6234', '5678', '021-6234 5678', '62345678', '021']],
    ['JF-20261207-0017', ['0017', 'JF-20261207-0017', 'jf-20261207-0017', 'ＪＦ－２０２６１２０７－００１７', '17', '20261207', 'jf0017', 'JF20261207']],
    ['KFR-35GW', ['kfr', 'kfr35', '35gw', 'KFR-35']],
    ['808包厢', ['808', '808包厢', 'bx']],
  ])('%s', (text, queries) => {
    const words = new Set(wordsOf([text]));
    expect(queries.filter(query => !finds(query, words))).toEqual([]);
  });

  test('别的尾号找不到', () => {
    const words = new Set(wordsOf(['王丽', '13812345678', 'JF-20261207-0017']));
    expect(['5679', '9999', '0018', 'JF-20261208-0017', '678', '18'].filter(query => finds(query, words))).toEqual([]);
  });
});

test('没有可查的字就没有词；长文与怪字不出错', () => {
  expect(queryWords(' ，。!? ')).toEqual([]);
  expect(queryWords('')).toEqual([]);
  expect(wordsOf([])).toEqual([]);
  expect(wordsOf(['\ud800', '🎉', '\u202e'])).toEqual([]);
  const prose = '客户反映空调不制冷师傅已上门检修更换压缩机并登记配件'.repeat(100);
  expect(finds('更换压缩机', new Set(wordsOf([prose])))).toBe(true);
  expect(wordsOf([prose]).length).toBeLessThan(600);
});

const FORMS = 9;
/** The same person typed in nine ways. */
function queryFor(name: string, i: number): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true, mode: 'surname', surname: 'head' });
  const full = syllables.join('');
  const initials = syllables.map(s => s.charAt(0)).join('');
  const forms = [
    name, full, initials, `${name.charAt(0)}${syllables.slice(1).map(s => s.charAt(0)).join('')}`, full.slice(0, 5),
    name.slice(-2), syllables.join(' '), full.toUpperCase(), `${syllables[0]}${name.slice(1)}`,
  ];
  return forms[i % FORMS] ?? name;
}
function soundsLike(a: string, b: string): boolean {
  const sounds = (name: string): string => pinyin(name, { toneType: 'none', type: 'string', separator: '', v: true, mode: 'surname', surname: 'head' });
  return sounds(a).includes(sounds(b)) || sounds(a).startsWith(sounds(b));
}
function finds(query: string, words: ReadonlySet<string>): boolean {
  const wanted = queryWords(query);
  return wanted.length > 0 && wanted.every(word => words.has(word));
}
function pick(from: readonly string[]): string {
  return from[chosen(from.length)] ?? '';
}
/** The same numbers at every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % below;
  };
}
