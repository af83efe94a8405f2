/** Little room: nothing new is written, in words; with room again it goes on. */
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchRoom } from './room.ts';

test('余量不足时写入以 507 说明，余量够时不拦 [R4]', async () => {
  const [full, free] = [watchRoom(tmpdir(), Number.MAX_SAFE_INTEGER), watchRoom(tmpdir(), 0)];
  await pause(200);
  expect(() => full.mustHaveRoom()).toThrow(expect.objectContaining({ code: 'database.full', status: 507, label: [expect.stringContaining('磁盘已满'), expect.stringContaining('disk is full')] }));
  expect(() => free.mustHaveRoom()).not.toThrow();
  full.stop();
  free.stop();
});
