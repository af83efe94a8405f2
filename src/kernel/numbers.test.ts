/** Numbers people read: everyone who asks gets one, no two are the same, and what was drawn ahead leaves no hole. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Holiday } from './access/organisation.ts';
import { numberFor } from './register/number.ts';
import { openKernel, type Kernel } from './runtime.ts';
import { startTest, type TestKernel } from './testing.ts';

let t: TestKernel;
beforeAll(async () => { t = await startTest({ modules: [] }); });
afterAll(() => t.close());

const register = (pattern: string) => ({ ...Holiday, number: pattern });
/** Several at once, each asking again in the moment it was answered. */
async function drawn(kernel: Kernel, pattern: string, lanes: number, each: number): Promise<string[]> {
  const all = await kernel.read(t.system, (tx) => Promise.all(Array.from({ length: lanes }, async () => {
    const mine: string[] = [];
    for (let i = 0; i < each; i++) mine.push(await numberFor(tx, register(pattern), '2026-11-26'));
    return mine;
  })));
  return all.flat().sort();
}
const upTo = (head: string, from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => `${head}${String(from + i).padStart(4, '0')}`);

test('八路同时取号：人人取到，不重不漏', async () => {
  expect(await drawn(t.kernel, 'T1-{0000}', 8, 25)).toEqual(upTo('T1-', 1, 200));
});

test('成批预取的号：用不完的退回，之后接着用，不留空号', async () => {
  const ahead = openKernel({ url: t.kernel.pool.options.connectionString!, modules: [], clock: t.kernel.clock, cipher: t.kernel.cipher, drawAhead: 20 });
  const first = await drawn(ahead, 'T2-{0000}', 8, 9);
  await ahead.close();
  expect(first).toEqual(upTo('T2-', 1, 72));
  expect(await drawn(t.kernel, 'T2-{0000}', 2, 3)).toEqual(upTo('T2-', 73, 78));
});
