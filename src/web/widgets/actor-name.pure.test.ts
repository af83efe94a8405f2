/** Nothing of the program's own words reaches a reader of the history. */
import { expect, test } from 'vitest';
import type { SystemReason } from '../../kernel/access/system.ts';
import { reasonText } from './actor-name.ts';

test('程序自己办的写明缘由，人写的事由原样显示', () => {
  const own: readonly Exclude<SystemReason, 'test'>[] = ['timer', 'event', 'duty', 'demo', 'set-up', 'sign-in', 'seal', 'intake', 'command', 'job'];
  for (const reason of own) {
    expect(reasonText(reason, ([zh]) => zh), reason).toMatch(/^[一-龥]+$/);
    expect(reasonText(reason, ([, en]) => en), reason).not.toBe(reason);
  }
  expect(reasonText('客人来电', ([zh]) => zh)).toBe('客人来电');
});
