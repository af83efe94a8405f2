import { expect, test } from 'vitest';
import { idNumberHint, phoneHint, plateHint, plateOf } from './identity.ts';

test('身份证号按校验位提示，外国证件不打扰', () => {
  expect(idNumberHint('11010519491231002X')?.[0]).toBe('校验位正确');
  expect(idNumberHint('110105194912310021')?.[0]).toBe('校验位不对，请核对证件');
  expect(idNumberHint('1101051949')?.[0]).toBe('还差 8 位');
  expect(['E12345678', '', 'AB1234567'].map(idNumberHint)).toEqual([null, null, null]);
});

test('手机号少几位、多几位都说出来，座机不打扰', () => {
  expect(phoneHint('138 1234 567')?.[0]).toBe('手机号还差 1 位');
  expect(phoneHint('138123456789')?.[0]).toBe('手机号多了几位');
  expect(['13812345678', '025-8888 8888', ''].map(phoneHint)).toEqual([null, null, null]);
});

test('车牌统一成大写、不带点；蓝牌绿牌警车都认得', () => {
  expect(plateOf('苏a·d12345')).toBe('苏AD12345');
  expect(['苏A12345', '苏AD12345', '京A1234警', '粤Z1234港'].map(plateHint)).toEqual([null, null, null, null]);
  expect(plateHint('苏AI23456')).not.toBe(null);
});
