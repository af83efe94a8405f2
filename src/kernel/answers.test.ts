/** Answers of parameters, kept for a moment: who reads the old one while a new one is being written sees the new one as soon as it is committed. */
import { expect, test } from 'vitest';
import { answer, defineModule, defineParameter, f, parameterOrNull } from './index.ts';
import { startTest } from './testing.ts';

const Pace = defineParameter('answers.pace', { label: ['步速', 'Pace'], help: ['甲', 'A'], field: f.integer('步', 'Steps'), source: '—', default: 1 });
const desk = defineModule({ name: 'answers', area: 'guests', label: ['步速', 'Pace'], roles: {}, registers: [], parameters: [Pace] });

test('写答复的事务未提交时别人读到旧值，提交后立即读到新值；撤销的答复不留下', async () => {
  const t = await startTest({ modules: [desk] });
  const read = () => t.run(t.system, (tx) => parameterOrNull(tx, Pace, '2026-11-23'));
  await t.run(t.system, async (tx) => {
    await answer(tx, Pace, '2026-01-01', 7, '试一试');
    expect(await read()).toBe(1);
  });
  expect(await read()).toBe(7);
  await expect(t.run(t.system, async (tx) => {
    await answer(tx, Pace, '2026-02-01', 9, '又试一试');
    expect(await parameterOrNull(tx, Pace, '2026-11-23')).toBe(9);
    throw new Error('undone');
  })).rejects.toThrow('undone');
  expect(await read()).toBe(7);
  await t.close();
});
