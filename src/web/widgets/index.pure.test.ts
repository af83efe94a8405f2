import { expect, test } from 'vitest';
import * as kinds from '../../kernel/field/index.ts';
import { knownKinds } from './index.tsx';
import { inputKinds } from './inputs/index.tsx';

test('每一种字段都有自己的控件，没有多余的', () => {
  expect(knownKinds.toSorted()).toEqual(Object.keys(kinds).toSorted());
  expect(inputKinds.toSorted()).toEqual(Object.keys(kinds).toSorted());
});
