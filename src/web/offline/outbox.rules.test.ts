/** Order, waiting, refusals and once-only of the outbox, as tables; no browser, no clock. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressed, again, countGroups, delivered, filledIn, idFrom, nextToSend, outgoing, pauseMs, refused, wakeAt, type Outgoing } from './outbox.rules.ts';

const item = (id: string, group: string, order: number, more: Partial<Outgoing> = {}): Outgoing =>
  ({ ...outgoing({ id, owner: 'guan', group, order, madeAt: `2026-02-27T01:00:0${order}Z`, what: { kind: 'write', path: '/x', body: {} } }), ...more });
const no = { code: 'x', message: ['不行', 'No'] as const };

test('同一次到访按次序发送，前一项没有答复，后一项不发', () => {
  const photo = item('a', 'v1', 1);
  const send = item('b', 'v1', 2);
  expect(nextToSend([send, photo], 0)?.id).toBe('a');
  expect(nextToSend([send, { ...photo, standing: 'sending' }], 0)?.id).toBe('a');
  expect(nextToSend([send, delivered(photo, { id: 'f1' }, 'now')], 0)?.id).toBe('b');
  expect(nextToSend([delivered(send, {}, 'now'), delivered(photo, {}, 'now')], 0)).toBeUndefined();
});

test('一次到访被拒，不耽误另一次；可有可无的一项被拒，不耽误后面', () => {
  const stuck = item('a', 'v1', 1, { standing: 'refused' });
  expect(nextToSend([stuck, item('b', 'v1', 2), item('c', 'v2', 1)], 0)?.id).toBe('c');
  expect(nextToSend([stuck, item('b', 'v1', 2)], 0)).toBeUndefined();
  expect(nextToSend([{ ...stuck, essential: false }, item('b', 'v1', 2)], 0)?.id).toBe('b');
});

test('等待的时候不发，到时再发；最久的先发', () => {
  const later = item('a', 'v1', 1, { notBefore: 5_000 });
  expect(nextToSend([later], 4_999)).toBeUndefined();
  expect(wakeAt([later, item('b', 'v1', 2)])).toBe(5_000);
  expect(nextToSend([later], 5_000)?.id).toBe('a');
  expect(nextToSend([item('z', 'v2', 2), item('y', 'v3', 1)], 0)?.id).toBe('y');
  expect(wakeAt([delivered(later, {}, 'now')])).toBeUndefined();
});

test.each([
  ['没有网络', 0, 'waiting'], ['服务器重启', 503, 'waiting'], ['请求过多', 429, 'waiting'], ['服务器出错', 500, 'waiting'],
  ['内容不对', 422, 'refused'], ['无权', 403, 'refused'], ['状态已变', 409, 'refused'], ['没有这条记录', 404, 'refused'],
] as const)('%s：%i', (_what, status, standing) => {
  expect(refused(item('a', 'v1', 1), status, no, 1_000, 0)).toMatchObject({ standing, tries: 1 });
});

test('没有登录时一切照旧等待，不算被拒', () => {
  expect(refused(item('a', 'v1', 1), 401, no, 0, 0)).toBe('signed_out');
});

test('间隔加倍，最多五分钟；按“立即发送”不再等待，已送达的不再发', () => {
  expect([1, 2, 3].map((n) => pauseMs(n, 0))).toEqual([2_000, 4_000, 8_000]);
  expect(pauseMs(50, 0)).toBe(300_000);
  expect(pauseMs(1, 1)).toBe(1_500);
  expect(again(item('a', 'v1', 1, { notBefore: 9_000, standing: 'refused' }))).toMatchObject({ standing: 'waiting', notBefore: 0 });
  const sent = delivered(item('a', 'v1', 1), {}, 'now');
  expect(again(sent)).toBe(sent);
});

test('照片的编号由服务器的答复填入，没有答复就不能填', () => {
  const answers = new Map([['a', { id: 'f1' }], ['b', { id: 'f2' }]]);
  expect(filledIn({ photos: [idFrom('a'), idFrom('b')], note: null, n: 1 }, answers)).toEqual({ photos: ['f1', 'f2'], note: null, n: 1 });
  expect(addressed('/records/visit/{a}/steps/submit', answers)).toBe('/records/visit/f1/steps/submit');
  expect(() => addressed('/records/{c}', answers)).toThrow('nothing was answered');
  expect(() => filledIn({ photos: [idFrom('c')] }, answers)).toThrow('nothing was answered');
});

test('按到访计数：有一项被拒就是被拒，有一项在等就是在等', () => {
  const sent = delivered(item('a', 'v1', 1), {}, 'now');
  expect(countGroups([sent, item('b', 'v1', 2), item('c', 'v2', 1, { standing: 'refused' }), item('d', 'v2', 2), { ...sent, id: 'e', group: 'v3' }]))
    .toEqual({ waiting: 1, refused: 1, sent: 1 });
  expect(countGroups([])).toEqual({ waiting: 0, refused: 0, sent: 0 });
});

test('无论网络怎样，每一项恰好办成一次，且按次序', () => {
  // A server that does the work of a key once; a network that loses requests or answers; a page that closes in between.
  interface World { readonly box: readonly Outgoing[]; readonly done: readonly string[] }
  const put = (box: readonly Outgoing[], next: Outgoing) => box.map((one) => (one.id === next.id ? next : one));
  const work = (done: readonly string[], id: string) => [...new Set([...done, id])];
  const failed = (next: Outgoing, now: number) => refused(next, 0, no, now, 0.5) as Outgoing;
  const events = {
    'ok': (w: World, next: Outgoing) => ({ box: put(w.box, delivered(next, {}, 'now')), done: work(w.done, next.id) }),
    'lost request': (w: World, next: Outgoing, now: number) => ({ box: put(w.box, failed(next, now)), done: w.done }),
    'lost answer': (w: World, next: Outgoing, now: number) => ({ box: put(w.box, failed(next, now)), done: work(w.done, next.id) }),
    'closed': (w: World, next: Outgoing) => ({ box: put(w.box, { ...next, standing: 'sending' }), done: work(w.done, next.id) }),
  };
  const names = Object.keys(events) as (keyof typeof events)[];
  fc.assert(fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (weather) => {
    const all = [...weather, 'ok', 'ok', 'ok'] as const;
    const end = all.reduce<World>((w, event, turn) => {
      const next = nextToSend(w.box, turn * 1_000_000);
      return next ? events[event](w, next, turn * 1_000_000) : w;
    }, { box: [item('a', 'v', 1), item('b', 'v', 2), item('c', 'v', 3)], done: [] });
    expect(end.done).toEqual(['a', 'b', 'c']);
    expect(end.box.every((one) => one.standing === 'sent')).toBe(true);
  }));
});
