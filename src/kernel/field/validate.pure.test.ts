import { describe, expect, test } from 'vitest';
import * as f from './index.ts';
import { fromColumnValues, jsonSchemaOf, jsonSchemaOfFields, readFields, toColumnValues, toJsonValues } from './validate.ts';

const fields = {
  item: f.text('物品', 'Item', { max: 60 }),
  found_at: f.dateTime('拾获时间', 'Found at'),
  id_number: f.idNumber('证件号码', 'ID number', { optional: true }),
  colours: f.choices('颜色', 'Colours', { red: ['红', 'Red'], blue: ['蓝', 'Blue'] }, { optional: true }),
  held: f.period('保管期', 'Held', { optional: true }),
  points: f.integer('积分', 'Points', { readonly: true }),
};
const cipher = { seal: (clear: string) => `<${clear}>`, open: (sealed: string) => sealed.slice(1, -1) };
const given = { item: ' 手机 ', found_at: '2026-12-01T01:20:00+08:00' };

describe('读入一组栏目', () => {
  test('必填的读成值，未填的可空栏为 null，系统栏不要求', () => {
    expect(readFields(fields, given)).toEqual({ ok: true, values: { item: '手机', found_at: new Date('2026-11-30T17:20:00Z'), id_number: null, colours: null, held: null } });
  });

  test('错在哪一栏、为什么，两种语言', () => {
    expect(readFields(fields, { item: '  ', found_at: '昨天', id_number: '110105194912310021' })).toEqual({ ok: false, fields: {
      item: ['必填', 'Required'],
      found_at: ['请填写日期和时间，如 2026-11-23 08:30', 'A date and time such as 2026-11-23 08:30'],
      id_number: ['请核对证件号码（身份证校验位须正确）', 'Check the document number (the check digit of an identity card must be right)'],
    } });
  });

  test.each(['state', 'constructor', 'toString', '__proto__'])('多出的栏目 %s 被拒绝而不是忽略', (name) => {
    const input: unknown = JSON.parse(`{"item": "手机", "found_at": "2026-12-01T01:20:00Z", "${name}": 1}`);
    expect(readFields(fields, input)).toEqual({ ok: false, fields: Object.fromEntries([[name, ['没有这一栏', 'There is no such field']]]) });
  });

  test('系统栏别人不能填，系统自己可以，也不得漏', () => {
    expect(readFields(fields, { ...given, points: 5 })).toEqual({ ok: false, fields: { points: ['此栏由系统填写', 'This field is filled in by the system'] } });
    expect(readFields(fields, { ...given, points: 5 }, { system: true })).toMatchObject({ ok: true, values: { points: 5 } });
    expect(readFields(fields, given, { system: true })).toEqual({ ok: false, fields: { points: ['必填', 'Required'] } });
  });

  test('修改时只读给出的；可空栏清空为 null，必填栏不得清空', () => {
    expect(readFields(fields, { item: '钱包' }, { partial: true })).toEqual({ ok: true, values: { item: '钱包' } });
    expect(readFields(fields, { id_number: '', colours: [] }, { partial: true })).toEqual({ ok: true, values: { id_number: null, colours: null } });
    expect(readFields(fields, { item: null }, { partial: true })).toEqual({ ok: false, fields: { item: ['必填', 'Required'] } });
  });

  test.each([null, undefined, [], 'x', 5])('%j 不是一组栏目', (input) => expect(readFields(fields, input).ok).toBe(false));
});

test('写入列再读出，得到原值；证件号码在列中加密', () => {
  const values = { item: '手机', found_at: new Date(0), id_number: 'E12345678', colours: ['red'] as const, held: { from: '2026-01-01', to: '2026-02-01' }, points: 3 };
  const columns = toColumnValues(fields, values, cipher);
  expect(columns).toEqual({ ...values, id_number: '<E12345678>', held: '{"from":"2026-01-01","to":"2026-02-01"}' });
  // The driver hands a jsonb column back as the object it holds.
  expect(fromColumnValues(fields, { ...columns, held: values.held, tenant_id: 'x' }, cipher)).toEqual(values);
  expect(toJsonValues(fields, values)).toEqual({ ...values, found_at: '1970-01-01T00:00:00.000Z' });
  expect(toColumnValues(fields, { id_number: null }, cipher)).toEqual({ id_number: null });
});

test('OpenAPI 的形状', () => {
  expect(jsonSchemaOf(fields.id_number)).toEqual({ title: '证件号码 ID number', anyOf: [{ type: 'string', minLength: 6, maxLength: 40 }, { type: 'null' }], 'x-personal': true });
  expect(jsonSchemaOfFields({ item: fields.item, points: fields.points })).toEqual({
    type: 'object', additionalProperties: false, required: ['item'],
    properties: {
      item: { title: '物品 Item', type: 'string', minLength: 1, maxLength: 60 },
      points: { title: '积分 Points', type: 'integer', minimum: 0, maximum: 2_147_483_647, readOnly: true },
    },
  });
});
