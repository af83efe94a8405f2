/** P3: posting in process, 32 clients, between spread accounts and through one shared account, against the same function called straight. */
import { defineLedger, defineModule, post, posting } from '../src/kernel/index.ts';
import { addPerson } from '../src/kernel/access/people.ts';
import { loadActor } from '../src/kernel/access/people.ts';
import { Unit } from '../src/kernel/access/organisation.ts';
import { asSystem } from '../src/kernel/access/system.ts';
import { createTenant } from '../src/kernel/access/tenant.ts';
import { openCipher } from '../src/kernel/database/cipher.ts';
import { openPool } from '../src/kernel/database/connect.ts';
import { newId } from '../src/kernel/database/id.ts';
import { applicationUrl, migrate } from '../src/kernel/database/migrate.ts';
import { tableSql } from '../src/kernel/database/schema.ts';
import { createRecord } from '../src/kernel/register/write.ts';
import { openKernel, withSystem } from '../src/kernel/runtime.ts';
import { bench, medianRound } from './lib/bench.ts';
import { Claim } from './lib/desk.ts';

const Pieces = defineLedger('bench_pieces', {
  label: ['件数', 'Pieces'], unit: ['件', 'pieces'], read: ['desk'],
  accounts: { left: { label: ['左', 'Left'], per: 'bench_claim', stored: true }, right: { label: ['右', 'Right'], per: 'bench_claim', stored: true }, pool: { label: ['公共', 'Shared'] } },
  movements: { spread: { label: ['分散', 'Spread'], from: 'left', to: 'right' }, hot: { label: ['集中', 'Hot'], from: 'pool', to: 'right' } },
});
const module = defineModule({ name: 'bench_pieces', area: 'guests', label: ['件数', 'Pieces'], roles: { desk: ['前台', 'Desk'] }, registers: [Claim], ledgers: [Pieces] });
const CLIENTS = 32;

await bench('P3', async (b) => {
  const known = new Set(withSystem([module]).flatMap((m) => m.registers.map((r) => r.name)));
  await migrate(b.postgres.url, withSystem([module]), [{ name: 'bench/claim', sql: tableSql(Claim, known) }]);
  const url = await applicationUrl(b.postgres.url, b.dataDir);
  const kernel = openKernel({ url, modules: [module], clock: { now: () => new Date() }, cipher: openCipher(Buffer.alloc(32, 1)) });
  const owner = openPool(b.postgres.url, 1);
  const tenant = await createTenant(owner, { code: 'bench', name: '量测', zone: 'Asia/Shanghai', demo: false }, new Date());
  await owner.end();
  const system = asSystem(tenant.id, 'set-up');
  const actor = await kernel.write(system, async (tx) => {
    await createRecord(tx, Unit, { code: 'HQ', name: '总部', unit_kind: 'organisation', parent: null, zone: 'Asia/Shanghai', day_starts: '00:00' });
    const id = await addPerson(tx, { name: 'li', displayName: '李妍', posts: [{ role: 'desk', unit: 'HQ' }] });
    return { id };
  }).then(({ id }) => kernel.read(system, (tx) => loadActor(tx, id)));
  const owners = Array.from({ length: 10_000 }, () => newId(new Date()));
  const direct = openPool(url, CLIENTS);
  let n = 0;
  const through = async (movement: 'spread' | 'hot') => {
    const because = `p${n++}`;
    await kernel.write(actor!, async (tx) => { await post(tx, posting(Pieces, movement, { amount: 1, owner: owners[(n * 7919) % owners.length]!, because, at: tx.now })); return {}; });
  };
  const straight = async (movement: 'spread' | 'hot') => {
    const o = owners[(n++ * 7919) % owners.length]!;
    const now = new Date();
    const side = (account: string, own: string, stored: boolean) => ({ account, owner: own, stored, floor: null, lots: false });
    const from = movement === 'spread' ? side('left', o, true) : side('pool', '00000000-0000-0000-0000-000000000000', false);
    await direct.query('select dd_post($1, $2, $3, $4) as done', [tenant.id, actor!.id, now, JSON.stringify([{
      id: newId(now), ledger: 'bench_pieces', movement, because: `s${n}`, amount: 1, at: now, day: now.toISOString().slice(0, 10), register: null, record: null, periods: false,
      from, to: side('right', o, true), dim_a: '', dim_b: '', expires: null, lot: null,
    }])]);
  };
  const rate = async (work: (movement: 'spread' | 'hot') => Promise<void>, movement: 'spread' | 'hot'): Promise<number> => {
    const seconds = b.quick ? 1 : 4;
    const until = performance.now() + seconds * 1_000;
    const counts = await Promise.all(Array.from({ length: CLIENTS }, async () => {
      let done = 0;
      while (performance.now() < until) { await work(movement); done++; }
      return done;
    }));
    return counts.reduce((sum, c) => sum + c, 0) / seconds;
  };
  await rate(through, 'spread');
  await rate(straight, 'spread');
  const runs = b.quick ? 3 : 5;
  const spread = [];
  const hot = [];
  for (let i = 0; i < runs; i++) spread.push({ value: await rate(through, 'spread'), limit: await rate(straight, 'spread') });
  for (let i = 0; i < runs; i++) hot.push({ value: await rate(through, 'hot'), limit: await rate(straight, 'hot') });
  const [s, h] = [medianRound(spread), medianRound(hot)];
  b.print({ name: 'post-spread', ...s, least: 0.8, runs });
  b.print({ name: 'post-hot', ...h, least: 0.8, runs });
  b.print({ name: 'hot-against-spread', value: h.value, limit: s.value, least: 0.5, runs });
  await direct.end();
  await kernel.close();
});
