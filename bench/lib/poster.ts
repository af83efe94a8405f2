/** Postings through the kernel, in this process, so many at a time. */
import { randomUUID } from 'node:crypto';
import { loadActor } from '../../src/kernel/access/people.ts';
import { asSystem } from '../../src/kernel/access/system.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { openCipher } from '../../src/kernel/database/cipher.ts';
import { posting, postNow } from '../../src/kernel/index.ts';
import { openKernel } from '../../src/kernel/runtime.ts';
import { answering } from './bench.ts';
import { desk, Points } from './desk.ts';
import type { Loaded } from './load.ts';
import type { Straight } from './straight.ts';

const kernel = openKernel({ url: process.env.BENCH_APP_DATABASE!, modules: [desk], clock: systemClock, cipher: openCipher(Buffer.alloc(32)), connections: 24 });

answering(async (s: Straight): Promise<Loaded> => {
  const actor = (await kernel.read(asSystem(s.tenantId, 'test'), (tx) => loadActor(tx, s.userId)))!;
  const began = performance.now();
  const until = began + s.seconds * 1_000;
  let done = 0;
  await Promise.all(Array.from({ length: s.clients }, async (_, n) => {
    for (let round = 0; performance.now() < until; round++, done++) {
      const owner = s.owners[(round * s.clients + n) % s.owners.length]!;
      const now = kernel.clock.now();
      const common = { amount: 5, because: randomUUID(), cause: { register: 'bench_claim', id: owner }, at: now };
      await postNow(kernel, actor, s.shape === 'hot' ? posting(Points, 'earn', { ...common, owner }) : posting(Points, 'give', { ...common, from: owner, to: s.owners[(round * 7 + n * 31 + 1) % s.owners.length]! }));
    }
  }));
  return { done, seconds: (performance.now() - began) / 1_000, p50: 0, p99: 0 };
});
