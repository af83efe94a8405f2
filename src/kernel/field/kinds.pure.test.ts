import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from './field.ts';
import * as f from './index.ts';

const zone = 'Asia/Shanghai';
const id = '0190c8f0-1111-7abc-8def-001122334455';
const colours = { red: ['红', 'Red'], blue: ['蓝', 'Blue'], other: ['其他（请注明）', 'Other'] } as const;
// A cipher one can see through.
const cipher = { seal: (clear: string) => `<${clear}>`, open: (sealed: string) => sealed.slice(1, -1) };

const read = (field: Field, input: unknown) => field.kind.schema(field.options).safeParse(input).data;
const parsed = (field: Field, text: string) => field.kind.parse(text, field.options, zone);
const shown = (field: Field, value: unknown, lang: 0 | 1 = 0) => field.kind.toText(value, field.options, lang, zone);
const cell = (field: Field, value: unknown) => field.kind.toCell(value, field.options, 0, zone);

const field = {
  text: f.text('物品', 'Item', { max: 5 }), longText: f.longText('说明', 'Notes'), name: f.personName('姓名', 'Name'),
  count: f.integer('数', 'Count'), score: f.integer('分', 'Score', { min: -10, max: 10 }), big: f.integer('大', 'Big', { big: true }),
  kilometres: f.quantity('里程', 'Distance', { scale: 1, max: 1000 }), weight: f.quantity('重', 'Weight', { scale: 3, min: -5 }), pieces: f.quantity('件', 'Pieces', { scale: 0 }),
  price: f.money('金额', 'Amount'), balance: f.money('余额', 'Balance', { negative: true }), deposit: f.money('押金', 'Deposit', { min: 100, max: 300_000 }),
  yesNo: f.yesNo('贵重', 'Valuable'), choice: f.choice('颜色', 'Colour', colours), choices: f.choices('颜色', 'Colours', colours),
  date: f.date('日期', 'Date'), time: f.time('时间', 'Time'), dateTime: f.dateTime('时刻', 'Moment'), period: f.period('期间', 'Period'),
  phone: f.phone('电话', 'Phone'), idNumber: f.idNumber('证件', 'Document'), card: f.idNumber('身份证', 'ID card', { types: ['identityCard'] }),
  permit: f.idNumber('通行证', 'Permit', { types: ['hongKongMacaoPermit', 'taiwanPermit'] }), plate: f.plate('车牌', 'Plate'),
  ref: f.ref('会员卡', 'Card', 'card'), unit: f.unit('部门', 'Unit'), attachment: f.attachment('附件', 'Files', { max: 2 }), photo: f.photo('照片', 'Photos'), signature: f.signature('签名', 'Signature'),
};
type Name = keyof typeof field;

describe('读入', () => {
  const cases: readonly (readonly [Name, unknown, unknown])[] = [
    ['text', '  手机 ', '手机'], ['text', '\u200be\u0301', '\u00e9'], ['text', '𠮷𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷𠮷'], ['longText', ' 一\r\n二\t三 ', '一\n二\t三'],
    ['name', '迪丽热巴 • 迪力木拉提', '迪丽热巴·迪力木拉提'], ['name', ' Anna  Maria　Kim ', 'Anna Maria Kim'], ['name', '欧阳·娜娜', '欧阳·娜娜'],
    ['count', 0, 0], ['score', -10, -10], ['big', 9_007_199_254_740_991, 9_007_199_254_740_991], ['count', -0, 0],
    ['kilometres', '3', '3.0'], ['kilometres', 12.5, '12.5'], ['kilometres', '007.50', '7.5'], ['weight', '-0.125', '-0.125'], ['pieces', '12.00', '12'], ['weight', '-0', '0.000'],
    ['price', 1999, 1999], ['balance', -1, -1], ['deposit', 300_000, 300_000], ['yesNo', false, false],
    ['choice', 'red', 'red'], ['choices', ['blue', 'red', 'blue'], ['red', 'blue']],
    ['date', '2028-02-29', '2028-02-29'], ['time', '23:59', '23:59'], ['dateTime', '2026-11-23T08:30:00+08:00', new Date('2026-11-23T00:30:00Z')], ['dateTime', new Date(0), new Date(0)],
    ['period', { from: '2026-01-01', to: '2026-02-01' }, { from: '2026-01-01', to: '2026-02-01' }],
    ['phone', '138 1234-5678', '+8613812345678'], ['phone', '＋８６１３８１２３４５６７８', '+8613812345678'], ['phone', '021-88886666转8001', '+862188886666;ext=8001'], ['phone', '021-88886666-8001', '+862188886666;ext=8001'],
    ['phone', '+862188886666;ext=8001', '+862188886666;ext=8001'], ['phone', '+1 (415) 555-2671', '+14155552671'], ['phone', '8001', '8001'], ['phone', '110', '110'], ['phone', '400-820-8820', '+864008208820'], ['phone', '010 6552 9988', '+861065529988'],
    ['idNumber', '11010519491231002x', '11010519491231002X'], ['idNumber', 'E12345678', 'E12345678'], ['idNumber', 'A123456(3)', 'A1234563'], ['idNumber', 'H 1234 5678', 'H12345678'],
    ['card', '11010519491231002X', '11010519491231002X'], ['permit', 'H12345678', 'H12345678'], ['permit', '01234567', '01234567'],
    ['plate', '沪a·12345', '沪A12345'], ['plate', '沪AD12345', '沪AD12345'], ['plate', '粤B12345D', '粤B12345D'], ['plate', '粤Z1234港', '粤Z1234港'], ['plate', '京A1234警', '京A1234警'], ['plate', '使014578', '使014578'],
    ['ref', id.toUpperCase(), id], ['unit', id, id], ['signature', id, id], ['attachment', [id, id], [id]], ['photo', [id], [id]],
  ];
  test.each(cases)('%s 接受 %j', (name, input, value) => expect(read(field[name], input)).toEqual(value));

  const refused: readonly (readonly [Name, unknown])[] = [
    ['text', ''], ['text', '超过了五个字'], ['text', 'a\nb'], ['text', 'a\u0000'], ['text', '\ud800'], ['text', 5], ['longText', 'a\u0007'], ['longText', 'x'.repeat(4001)], ['name', 'x'.repeat(61)],
    ['count', -1], ['count', 1.5], ['count', '1'], ['count', 2_147_483_648], ['count', Number.NaN], ['big', 2 ** 53], ['score', 11],
    ['kilometres', '1.25'], ['kilometres', '1000.1'], ['kilometres', '-1'], ['kilometres', 'abc'], ['kilometres', 1e21], ['weight', '-5.001'], ['pieces', '1.5'], ['kilometres', 0.1 + 0.2],
    ['price', -1], ['price', 1.5], ['price', '19.99'], ['deposit', 99], ['deposit', 300_001], ['balance', 2 ** 53], ['yesNo', '是'], ['yesNo', 1],
    ['choice', 'green'], ['choice', '红'], ['choice', 'toString'], ['choices', ['red', 'green']], ['choices', []], ['choices', 'red'],
    ['date', '2026-02-29'], ['date', '2026/11/23'], ['date', '2026-11-23T00:00:00Z'], ['time', '24:00'], ['time', '8:30'], ['dateTime', '2026-11-23 08:30'], ['dateTime', '2026-11-23T08:30:00'], ['dateTime', new Date(Number.NaN)],
    ['period', { from: '2026-01-01', to: '2026-01-01' }], ['period', { from: '2026-02-01', to: '2026-01-01' }], ['period', { from: '2026-01-01', to: '2026-02-01', x: 1 }],
    ['phone', '12'], ['phone', '23812345678'], ['phone', '打给我'], ['phone', '123456789'], ['phone', '+86138'], ['phone', '1381234567'],
    ['idNumber', '110105194912310021'], ['idNumber', '110105194913310025'], ['idNumber', '12345'], ['idNumber', '证件号'], ['card', 'E12345678'], ['permit', 'E1234567'],
    ['plate', '沪AI2345'], ['plate', '沪A1234'], ['plate', 'A12345'], ['plate', '沪AZ12345'], ['plate', '沪A123456'],
    ['ref', '12'], ['ref', '会员'], ['attachment', []], ['attachment', [id, id.replace('0', '1'), id.replace('0', '2')]], ['photo', ['x']], ['signature', ''],
  ];
  test.each(refused)('%s 拒绝 %j', (name, input) => expect(field[name].kind.schema(field[name].options).safeParse(input).success).toBe(false));
});

describe('导入的文字', () => {
  const cases: readonly (readonly [Name, string, unknown])[] = [
    ['count', '１，２３４', 1234], ['count', '1,234,567', 1_234_567], ['count', '12.0', 12], ['score', '-5', -5], ['count', '1,23', undefined], ['count', '12,34', undefined], ['count', '1.5', undefined], ['count', '-1', undefined], ['count', '十二', undefined], ['count', '', undefined],
    ['kilometres', ' ９９．５ ', '99.5'], ['kilometres', '1,000', '1000.0'], ['kilometres', '1,0', undefined], ['kilometres', '1.25', undefined],
    ['price', '￥1,234.5', 123_450], ['price', '¥19.99', 1999], ['price', '100元', 10_000], ['price', '0.1', 10], ['price', '1.005', undefined], ['price', '-3', undefined], ['balance', '-3', -300], ['balance', '-¥3', -300], ['price', '1万', undefined],
    ['yesNo', '是', true], ['yesNo', 'Ｙ', true], ['yesNo', ' no ', false], ['yesNo', '√', true], ['yesNo', '否', false], ['yesNo', '也许', undefined], ['yesNo', '', undefined],
    ['choice', '红', 'red'], ['choice', 'RED', 'red'], ['choice', 'Blue', 'blue'], ['choice', '其他(请注明)', 'other'], ['choice', '绿', undefined], ['choices', '蓝、红', ['red', 'blue']], ['choices', 'Red; 蓝', ['red', 'blue']], ['choices', '红、绿', undefined], ['choices', '', undefined],
    ['date', '2026-11-23', '2026-11-23'], ['date', '2026/11/23', '2026-11-23'], ['date', '2026/1/3', '2026-01-03'], ['date', '2026年11月23日', '2026-11-23'], ['date', '２０２６．１１．２３', '2026-11-23'], ['date', '20261123', '2026-11-23'], ['date', '46349', '2026-11-23'], ['date', '2026-11-23 00:00:00', '2026-11-23'], ['date', '2026-11-23T00:00:00.000Z', '2026-11-23'],
    ['date', '11/23/2026', undefined], ['date', '03/04/2026', undefined], ['date', '23.11.2026', undefined], ['date', '26-11-23', undefined], ['date', '2026-02-30', undefined], ['date', '2026-11-23 08:30', undefined], ['date', '123', undefined], ['date', '99999', undefined], ['date', '11月23日', undefined],
    ['time', '8:30', '08:30'], ['time', '８：３０', '08:30'], ['time', '08:30:00', '08:30'], ['time', '8点30分', '08:30'], ['time', '20时', '20:00'], ['time', '0.354166666666667', '08:30'], ['time', '25:00', undefined], ['time', '8:75', undefined], ['time', '下午三点', undefined],
    ['dateTime', '2026-11-23 08:30', new Date('2026-11-23T00:30:00Z')], ['dateTime', '2026年11月23日 8:30', new Date('2026-11-23T00:30:00Z')], ['dateTime', '2026/11/23 8:30:15', new Date('2026-11-23T00:30:00Z')], ['dateTime', '46349.354166666664', new Date('2026-11-23T00:30:00Z')], ['dateTime', '2026-11-23', new Date('2026-11-22T16:00:00Z')], ['dateTime', '2026-11-23T08:30:00Z', new Date('2026-11-23T08:30:00Z')], ['dateTime', '11/23/2026 8:30', undefined], ['dateTime', '明天', undefined],
    ['period', '2026-01-01 至 2026-01-31', { from: '2026-01-01', to: '2026-02-01' }], ['period', '2026/1/1-2026/1/31', undefined], ['period', '2026-01-01 - 2026-01-31', { from: '2026-01-01', to: '2026-02-01' }], ['period', '2026年1月1日到2026年1月31日', { from: '2026-01-01', to: '2026-02-01' }], ['period', '2026-01-05', { from: '2026-01-05', to: '2026-01-06' }], ['period', '2026-02-01 至 2026-01-01', undefined],
    ['phone', '１３８１２３４５６７８', '+8613812345678'], ['phone', '—', undefined], ['idNumber', '11010519491231002Ｘ', '11010519491231002X'], ['plate', '沪A 12345', '沪A12345'], ['plate', '没有车', undefined],
    ['text', ' 手机 ', '手机'], ['name', '王丽', '王丽'], ['longText', 'a\nb', 'a\nb'], ['ref', id, id], ['ref', 'HY-0001', undefined], ['attachment', id, undefined], ['signature', id, undefined],
  ];
  test.each(cases)('%s：%j 读作 %j', (name, text, value) => expect(parsed(field[name], text)).toEqual(value));

  test('两个选项同名时不猜', () => {
    expect(parsed(f.choice('级', 'Grade', { a: ['其他', 'Other'], b: ['其他', 'Rest'] }), '其他')).toBeUndefined();
  });
});

describe('给人看与给表格', () => {
  const cases: readonly (readonly [Name, unknown, string, string])[] = [
    ['count', 12345, '12345', '12345'], ['weight', '1234567.500', '1,234,567.500', '1,234,567.500'], ['weight', '-123.000', '-123.000', '-123.000'], ['price', 123_456, '1,234.56', '1,234.56'], ['balance', -5, '-0.05', '-0.05'],
    ['yesNo', true, '是', 'Yes'], ['choice', 'red', '红', 'Red'], ['choice', 'gone', 'gone', 'gone'], ['choices', ['red', 'blue'], '红、蓝', 'Red, Blue'], ['date', '2026-11-23', '2026-11-23', '2026-11-23'],
    ['dateTime', new Date('2026-11-30T17:20:00Z'), '2026-12-01 01:20', '2026-12-01 01:20'], ['period', { from: '2026-01-01', to: '2026-02-01' }, '2026-01-01 至 2026-01-31', '2026-01-01 to 2026-01-31'],
    ['phone', '+8613812345678', '13812345678', '13812345678'], ['phone', '+862188886666;ext=8001', '021-8888-6666 转 8001', '021-8888-6666 ext. 8001'], ['phone', '8001', '8001', '8001'], ['phone', '+14155552671', '+14155552671', '+14155552671'],
    ['attachment', [id], '1 个文件', '1 file'], ['photo', [id, id], '2 张照片', '2 photographs'], ['signature', id, '已签名', 'Signed'], ['ref', id, id, id],
  ];
  test.each(cases)('%s %j 显示为 %s', (name, value, zh, en) => expect([shown(field[name], value), shown(field[name], value, 1)]).toEqual([zh, en]));

  test('表格单元格：钱是元，日期时间在表上显示当地钟面', () => {
    expect(cell(field.price, 123_456)).toBe(1234.56);
    expect(cell(field.weight, '1.500')).toBe(1.5);
    expect(cell(field.count, 7)).toBe(7);
    expect(cell(field.date, '2026-11-23')).toEqual(new Date('2026-11-23T00:00:00Z'));
    expect(cell(field.dateTime, new Date('2026-11-30T17:20:30Z'))).toEqual(new Date('2026-12-01T01:20:30Z'));
    expect(cell(field.choice, 'red')).toBe('红');
  });

  test.each([
    ['phone', '+8613812345678', '138****5678'], ['phone', '+862188886666;ext=8001', '021****6666'], ['phone', '8001', '8****'], ['phone', '+14155552671', '+14****2671'],
    ['idNumber', '310101199001011234', '310***********1234'], ['idNumber', 'E12345678', 'E1*****78'], ['idNumber', 'AB1234', 'AB**34'],
  ] as const)('%s %s 遮盖为 %s [G7]', (name, value, masked) => expect(field[name].kind.mask?.(value)).toBe(masked));

  test('证件号码在库中加密，电话与证件为个人信息 [G7]', () => {
    expect(field.idNumber.kind.toColumn('E12345678', cipher)).toBe('<E12345678>');
    expect(field.idNumber.kind.fromColumn('<E12345678>', cipher)).toBe('E12345678');
    expect(Object.entries(field).filter(([, { personal }]) => personal).map(([name]) => name)).toEqual(['phone', 'idNumber', 'card', 'permit']);
    expect(f.text('住址', 'Address', { personal: true }).personal).toBe(true);
  });
});

describe('往返', () => {
  const aDay = fc.integer({ min: 1, max: 50_000 }).map((days) => new Date(Date.UTC(1950, 0, days)).toISOString().slice(0, 10));
  const colour = fc.constantFrom('red', 'blue', 'other');
  const values: readonly (readonly [Name, fc.Arbitrary<unknown>])[] = [
    ['count', fc.integer({ min: 0, max: 2_147_483_647 })], ['big', fc.maxSafeNat()], ['score', fc.integer({ min: -10, max: 10 })], ['price', fc.maxSafeNat()], ['balance', fc.maxSafeInteger()],
    ['weight', fc.tuple(fc.integer({ min: -4, max: 999_999 }), fc.integer({ min: 0, max: 999 })).map(([whole, part]) => `${whole}.${String(part).padStart(3, '0')}`)],
    ['yesNo', fc.boolean()], ['choice', colour], ['choices', fc.constantFrom(['red'], ['red', 'other'], ['blue', 'other'])], ['date', aDay], ['period', fc.tuple(aDay, aDay).filter(([a, b]) => a < b).map(([from, to]) => ({ from, to }))],
    ['time', fc.integer({ min: 0, max: 1439 }).map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)],
    ['dateTime', fc.integer({ min: 11_000_000, max: 60_000_000 }).map((minutes) => new Date(minutes * 60_000))],
    ['phone', fc.integer({ min: 10_000_000, max: 99_999_999 }).map((tail) => `+86138${tail}`)], ['plate', fc.integer({ min: 10_000, max: 99_999 }).map((tail) => `京B${tail}`)],
    ['text', fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).map((s) => read(field.text, s)).filter((s) => s !== undefined)],
  ];
  test.each(values)('%s：显示的文字再导入，两种语言，得到原值', (name, arbitrary) => fc.assert(fc.property(arbitrary, (value) => {
    expect(parsed(field[name], shown(field[name], value, 0))).toEqual(value);
    expect(parsed(field[name], shown(field[name], value, 1))).toEqual(value);
  })));

  test.each(values)('%s：传出的 JSON 再读入，得到原值', (name, arbitrary) => fc.assert(fc.property(arbitrary, (value) => {
    expect(read(field[name], JSON.parse(JSON.stringify(field[name].kind.toJson(value))))).toEqual(value);
  })));

  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789年月日时分-/:.,;+¥元是否红蓝转沪AX至 　'), maxLength: 20 }));
  test.each(Object.keys(field) as Name[])('%s：任何文字都不会使导入出错，读得出的必是合法的值', (name) => fc.assert(fc.property(anyText, (text) => {
    const value = parsed(field[name], text);
    expect(value === undefined ? undefined : read(field[name], field[name].kind.toJson(value))).toEqual(value);
  }), { numRuns: 500 }));
});
