import { expect, test } from 'vitest';
import { stagesOf } from './stages.rules.ts';

const standing = (row: Parameters<typeof stagesOf>[0]) => Object.fromEntries(stagesOf(row).map((s) => [s.step, s.standing]));

test.each([
  [{ state: 'listed', contacted_at: null }, 'contact', []],
  [{ state: 'listed', contacted_at: 'x' }, 'take_gift', ['contact']],
  [{ state: 'passed_on', contacted_at: 'x', drawn_on: 'x', notified_at: 'x' }, 'hold_room', ['contact', 'take_gift', 'notify']],
  [{ state: 'room_held', reservation_no: 'YD1' }, 'arrive', ['hold_room']],
  [{ state: 'to_track', reservation_no: 'YD1' }, 'track', ['hold_room']],
  [{ state: 'id_failed', arrived_at: 'x', id_checked_at: 'x' }, 'check_id', ['arrive']],
  [{ state: 'id_ok', id_checked_at: 'x' }, 'seat', ['check_id']],
])('%o：现在该做 %s', (row, now, done) => {
  const found = standing(row);
  expect(Object.keys(found).filter((k) => found[k] === 'now')).toEqual([now]);
  expect(Object.keys(found).filter((k) => found[k] === 'done')).toEqual(done);
});

test('没来的客人：后面的步骤不再做', () => {
  const found = standing({ state: 'no_show', contacted_at: 'x', drawn_on: 'x' });
  expect(found).toMatchObject({ contact: 'done', take_gift: 'done', arrive: 'off', give: 'off' });
  expect(Object.values(found)).not.toContain('now');
});
