/** The limit for steps and postings: the statements that the application sends, from a bare pg client, as the same database user. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { newId } from '../../src/kernel/database/id.ts';
import { answering } from './bench.ts';
import type { Loaded } from './load.ts';

export interface Straight { readonly url: string; readonly tenantId: string; readonly userId: string; readonly unitId: string; readonly clients: number; readonly seconds: number; readonly kind: 'step' | 'post'; readonly owners: readonly string[]; readonly shape?: 'hot' | 'spread' }

let open: { readonly key: string; readonly clients: readonly pg.Client[] } | undefined;

answering(async (s: Straight): Promise<Loaded> => {
  const key = `${s.url} ${s.clients}`;
  if (open?.key !== key) {
    const clients = Array.from({ length: s.clients }, () => new pg.Client({ connectionString: s.url }));
    await Promise.all(clients.map((c) => c.connect()));
    open = { key, clients };
  }
  const began = performance.now();
  const until = began + s.seconds * 1_000;
  let done = 0;
  await Promise.all(open.clients.map(async (client, n) => {
    for (let round = 0; performance.now() < until; round++, done++) {
      const owner = s.owners[(round * s.clients + n) % s.owners.length]!;
      if (s.kind === 'step') await takeStep(client, s, owner);
      else await client.query('select dd_post($1, $2, $3, $4) as done', post(s, owner, randomUUID(), new Date(), s.shape === 'spread' ? s.owners[(round * 7 + n * 31 + 1) % s.owners.length] : undefined));
    }
  }));
  return { done, seconds: (performance.now() - began) / 1_000, p50: 0, p99: 0 };
});

function post(s: Straight, owner: string, because: string, now: Date, to?: string): unknown[] {
  const nobody = '00000000-0000-0000-0000-000000000000';
  return [s.tenantId, s.userId, now, JSON.stringify([{
    id: newId(now), ledger: 'bench_points', movement: to ? 'give' : 'earn', because, amount: 5, at: now, day: '2026-11-23', register: 'bench_claim', record: owner, periods: false,
    from: to ? card(owner) : { account: 'issued', owner: nobody, stored: false, floor: null, lots: false }, to: card(to ?? owner),
    dim_a: '', dim_b: '', expires: null, lot: null,
  }])];
}

const card = (owner: string) => ({ account: 'card', owner, stored: true, floor: 0, lots: false });

async function takeStep(client: pg.Client, s: Straight, id: string): Promise<void> {
  const now = new Date();
  const slip = randomUUID();
  await client.query(`BEGIN; SET LOCAL dutydesk.tenant = '${s.tenantId}'`);
  await client.query('select * from bench_claim r where r.tenant_id = $1 and r.id = $2 and r.unit_id = any($3) for update', [s.tenantId, id, [s.unitId]]);
  const { rows: [row] } = await client.query('update bench_claim set state = $3, version = version + 1, slip = $4, points = $5, confirmed_at = $6 where tenant_id = $1 and id = $2 returning *', [s.tenantId, id, 'open', slip, 5, now]);
  await client.query('select dd_post($1, $2, $3, $4) as done', post(s, id, slip, now));
  const common = { register: 'bench_claim', record_id: id };
  await client.query('select dd_flush($1, $2)', [s.tenantId, JSON.stringify({
    now, settle: [common], words: [{ ...common, unit_id: s.unitId, number: row.number, title: '来宾', words: ['sq', '000001', '来', '宾', '来宾', slip] }],
    history: [{ ...common, number: row.number, unit_id: s.unitId, what: 'confirm', at: now, business_day: '2026-11-23', actor_id: s.userId, actor_name: '李妍', on_behalf_of: null, reason: null, before: { state: 'open', points: 4 }, after: { state: 'open', points: 5, slip }, form: { slip, points: 5 } }],
    signatures: [{ ...common, id: newId(now), step: 'confirm', name: 'guest', label: ['来宾', 'Guest'], kind: 'drawn', signer_name: 'Wang Li', signer_user: null, witnesses: [], strokes: 'M10 10 '.repeat(130), content_hash: 'ab'.repeat(32), at: now }],
    idempotency: { key: newId(now), actor_id: s.userId, request_hash: 'ab'.repeat(32), response: { id, number: row.number, state: 'open', version: row.version, slips: [] } },
  })]);
  await client.query('COMMIT');
}
