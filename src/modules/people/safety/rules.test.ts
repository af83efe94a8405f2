/** Timing of emergencies; no database. */
import { expect, test } from 'vitest';
import { notAllDone, timing } from './rules.ts';

const at = (time: string) => new Date(`2026-11-16T${time}Z`);
test.each([['02:10:00', 10, false], ['02:10:59', 10, false], ['02:11:00', 11, true]] as const)('%s 知悉：%i 分钟，超时 %s [CC-5.R2]', (informed, minutes, late) => {
  expect(timing({ occurredAt: at('02:00:00'), reportedAt: at('02:01:00'), informedAt: at(informed), now: at('03:00:00') }, 10)).toMatchObject({ toReport: 1, toSuperior: minutes, late });
});
test('还没人知悉时按现在算，步骤没做完不能结', () => {
  expect(timing({ occurredAt: at('02:00:00'), reportedAt: at('02:01:00'), informedAt: null, now: at('02:30:00') }, 10)).toMatchObject({ toSuperior: 30, late: true });
  expect(notAllDone([{ text: '点名', done: false }, { text: '报警', done: true }])?.[0]).toBe('还有 1 步未做：点名');
  expect(notAllDone([{ text: '报警', done: true }])).toBeNull();
});
