/** The text a signature binds to, readings as typed, and what is missing before anybody signs; no database. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentText, missingFrom, plainText, readingValue, type VisitDocument } from './document.rules.ts';

const whole: VisitDocument = {
  form: 1, order: '00000000-0000-7000-8000-000000000001', number: 'ZL-202602-0001', customer: '北岭采油厂', equipment: 'SB-1', technician: '关振国',
  departed_at: null, arrived_at: '2026-02-27T01:00:00.000Z', finished_at: '2026-02-27T03:00:00.000Z', clock_offset_ms: null,
  safety: [{ item: 'protection', text: '劳保用品穿戴', answer: 'ok' }], found: '', work: '更换滤芯', outcome: 'resolved', remainder: '',
  readings: [{ what: '电压', value: '399.5', unit: 'V' }], parts: [{ part: 'p1', name: '滤芯', quantity: 1, unit: '个', source: 'van' }], photos: [],
};
const list = [{ item: 'protection' }];
const van = new Map([['p1', 1]]);
const sections = (change: Partial<VisitDocument> & { readonly arrived_at?: string | null }) => missingFrom({ ...whole, ...change } as Parameters<typeof missingFrom>[0], list, van).map((m) => m.section);

test('同样的内容总是同样的文字，栏目次序无关；任何一处不同，文字就不同', () => {
  const turned = Object.fromEntries(Object.entries(whole).reverse()) as unknown as VisitDocument;
  expect(documentText(turned)).toBe(documentText(whole));
  expect(documentText({ ...whole, work: '更换滤芯。' })).not.toBe(documentText(whole));
  expect(documentText({ ...whole, parts: [{ ...whole.parts[0]!, quantity: 2 }] })).not.toBe(documentText(whole));
});

test('服务器会去掉的字符，手机先去掉，签名后文字不再变', () => {
  expect(documentText({ ...whole, work: ' 更换\u200b滤芯 \r\n' })).toBe(documentText(whole));
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (work) => {
    const text = documentText({ ...whole, work });
    expect(plainText(text)).toBe(text);
    expect(documentText(JSON.parse(text) as VisitDocument)).toBe(text);
  }));
});

test.each([
  ['399.5', '399.5'], ['３９９．５', '399.5'], ['-12', '-12'], ['−12', '-12'], ['0,35', '0.35'], [' 7 ', '7'], ['', null], ['很高', null], ['1.23456', null], ['12 V', null], ['1e5', null],
] as const)('读数 %s → %s', (typed, value) => {
  expect(readingValue(typed)).toBe(value);
});

test.each([
  ['齐全', {}, []],
  ['没有到场', { arrived_at: null }, ['arrival']],
  ['安全检查没答', { safety: [] }, ['safety']],
  ['有不具备的条件', { safety: [{ item: 'protection', text: '劳保用品穿戴', answer: 'missing' }] }, ['safety']],
  ['不涉及也算答了', { safety: [{ item: 'protection', text: '劳保用品穿戴', answer: 'not_applicable' }] }, []],
  ['没写做了什么', { work: ' \n' }, ['work']],
  ['有遗留问题却没写', { outcome: 'unresolved' }, ['work']],
  ['写了遗留问题', { outcome: 'unresolved', remainder: '待换轴承' }, []],
  ['读数不是数字', { readings: [{ what: '电压', value: '高', unit: 'V' }] }, ['readings']],
  ['读数没写是什么', { readings: [{ what: '', value: '1', unit: 'V' }] }, ['readings']],
  ['车上没有那么多', { parts: [{ part: 'p1', name: '滤芯', quantity: 2, unit: '个', source: 'van' }] }, ['parts']],
  ['客户自备的不看库存', { parts: [{ part: 'p1', name: '滤芯', quantity: 2, unit: '个', source: 'not_from_stock' }] }, []],
  ['数量是零', { parts: [{ part: 'p1', name: '滤芯', quantity: 0, unit: '个', source: 'van' }] }, ['parts']],
] as const)('签名前还缺什么：%s', (_what, change, expected) => {
  expect(sections(change as Parameters<typeof sections>[0])).toEqual(expected);
});
