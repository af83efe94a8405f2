import { expect, test } from 'vitest';
import { isId, newId } from './id.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 11, 7, 12, 0, 0, ms));

test('同一毫秒内先造的编号排在前；两万个互不相同', () => {
  const ids = Array.from({ length: 20_000 }, () => newId(at(5)));
  expect(ids.every((id, i) => i === 0 || ids[i - 1]! < id)).toBe(true);
  expect(new Set(ids).size).toBe(20_000);
});

test('是第七版 UUID，前四十八位是时间，后一毫秒排在后', () => {
  const [first, second] = [newId(at(5)), newId(at(6))];
  expect([first, second].every(isId)).toBe(true);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(at(5).getTime());
  expect(first < second).toBe(true);
});

test('两次计数不从同一个数开始，末尾各凭机会', () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => newId(at(i)));
  expect(new Set(ids.map((id) => id.slice(14, 23))).size).toBeGreaterThan(990);
  expect(new Set(ids.map((id) => id.slice(24))).size).toBe(1_000);
});
