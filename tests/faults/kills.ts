/**
 * R1: the product killed without warning under load, application, database or both. Eight clients open records, take steps
 * and post to ledgers over HTTP, each write with its key, sent again until it is answered. What was answered is then compared
 * with the database, past the application: nothing lost, nothing doubled, books balanced, numbers without holes, chain whole.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../src/kernel/database/id.ts';
import { type Running, runProduct } from './running.ts';

export interface Kills {
  readonly kills: number; readonly starts: number; readonly acknowledged: number; readonly repeated: number; readonly unanswered: number; readonly faults: number;
  readonly lost: number; readonly doubled: number; readonly problems: readonly string[];
}
interface Write { readonly method: string; readonly path: string; readonly body: object; readonly key: string; readonly who: string }
interface Acknowledged extends Write { readonly id: string; readonly number: string; readonly state: string }
const CLIENTS = 8;

export async function kills(wanted: number, seed: number): Promise<Kills> {
  let n = seed;
  const random = (most: number) => { n = (n * 48_271) % 2_147_483_647; return n % most; };
  const product = await runProduct();
  try {
    await product.healthy();
    const desk = await openDesk(product);
    const known = await lookUp(desk);
    let going = true;
    const clients = Array.from({ length: CLIENTS }, async (_, c) => { for (let i = 0; going; i++) await work(desk, known, `${c}.${i}`, random); });
    for (let i = 0; i < wanted; i++) {
      await pause(300 + random(1_200));
      const which = random(3);
      if (which !== 0) product.killDatabase();
      if (which !== 1) product.killApplication();
      // Every fourth kill comes before it is up again.
      if (random(4) !== 0) await product.healthy();
    }
    await product.healthy();
    going = false;
    await Promise.all(clients);
    return { kills: wanted, starts: product.starts(), ...await compare(product, desk, known) };
  } finally {
    await product.stop();
  }
}

export interface Desk {
  readonly log: Acknowledged[];
  readonly sent: Write[];
  counts: { unanswered: number; repeated: number; faults: number };
  /** Until there is an answer. */
  write(who: string, method: string, path: string, body: object, key?: string): Promise<Acknowledged & { readonly repeated: boolean }>;
  get<T>(who: string, path: string): Promise<T>;
}

export async function openDesk(product: Running): Promise<Desk> {
  const cookies = new Map<string, string>();
  let caller = 0;
  // Behind a proxy on this machine everybody has an address of their own, so the limit per address is not what is measured.
  const ask = async (who: string, method: string, path: string, body?: object, key?: string): Promise<{ status: number; text: string; cookie: string }> => {
    const headers: { [name: string]: string } = { 'x-forwarded-for': `10.${++caller >> 16 & 255}.${caller >> 8 & 255}.${caller & 255}`, cookie: cookies.get(who) ?? '', ...(body ? { 'content-type': 'application/json' } : {}), ...(key ? { 'idempotency-key': key } : {}) };
    const answer = await fetch(`${product.address}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };
  const desk: Desk = {
    log: [], sent: [], counts: { unanswered: 0, repeated: 0, faults: 0 },
    async write(who, method, path, body, key = newId(new Date())) {
      const write = { method, path, body, key, who };
      desk.sent.push(write);
      for (;;) {
        const answer = await ask(who, method, path, body, key).catch(noAnswer);
        if (answer === undefined || answer.status >= 500) {
          desk.counts.unanswered++;
          // The database being away is no fault of the program.
          if (answer?.status === 500) desk.counts.faults++;
          await pause(50);
          continue;
        }
        if (answer.status !== 200) throw new Error(`${method} ${path} was refused: ${answer.text}`);
        const { id, number, state, repeated } = JSON.parse(answer.text) as { id: string; number: string; state: string; repeated?: boolean };
        if (repeated) desk.counts.repeated++;
        const done = { ...write, id, number, state };
        desk.log.push(done);
        return { ...done, repeated: repeated === true };
      }
    },
    async get<T>(who: string, path: string): Promise<T> {
      for (;;) {
        const answer = await ask(who, 'GET', path).catch(noAnswer);
        if (answer && answer.status === 200) return JSON.parse(answer.text) as T;
        if (answer && answer.status < 500) throw new Error(`${path} was refused: ${answer.text}`);
        await pause(50);
      }
    },
  };
  for (const name of ['liyan', 'duanfei', 'gaomin', 'admin']) cookies.set(name, (await ask('', 'POST', '/api/sign-in', { name, password: 'dutydesk-demo' })).cookie);
  return desk;
}
/** Cut off in the middle: whether it was done is what the key is for. */
const noAnswer = (): undefined => undefined;

export interface Known { readonly customer: string; readonly region: string; readonly serviceType: string; readonly technician: string; readonly gift: string; readonly today: string }
export async function lookUp(desk: Desk): Promise<Known> {
  const first = async (who: string, register: string, fits: (row: { [f: string]: unknown }) => boolean = () => true): Promise<string> => {
    const { rows } = await desk.get<{ rows: { id: string; [f: string]: unknown }[] }>(who, `/api/records/${register}?size=200`);
    const found = rows.find(fits);
    if (!found) throw new Error(`the demo has no ${register} that fits`);
    return found.id;
  };
  return {
    customer: await first('duanfei', 'customer'), region: await first('duanfei', 'service_region'), serviceType: await first('duanfei', 'service_type', (r) => r['earns_points'] === true),
    technician: await first('duanfei', 'employee', (r) => r['left_on'] === null && String(r['staff_no']).startsWith('F2')), gift: await first('gaomin', 'gift'),
    today: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
  };
}

/** One of three kinds of work: a record, a receipt that posts in the same transaction, an order through its steps that posts by an event. */
export async function work(desk: Desk, known: Known, mark: string, random: (most: number) => number): Promise<void> {
  const kind = random(3);
  if (kind === 0) {
    await desk.write('liyan', 'POST', '/api/records/lost_item', { values: { item_name: `K${mark}`, colour: '黑', found_place: 'V01', found_at: new Date(Date.now() - 60_000).toISOString(), handed_in_by: '保洁', nature: 'ordinary', valuable: false } });
  } else if (kind === 1) {
    await desk.write('gaomin', 'POST', '/api/records/gift_receipt', { values: { gift: known.gift, quantity: 1 + random(9), supplier: `K${mark}` } });
  } else {
    const order = await desk.write('duanfei', 'POST', '/api/records/service_order', { values: { customer: known.customer, content: `K${mark}`, region: known.region, service_type: known.serviceType, priority: 'normal' } });
    const step = (name: string, input: object) => desk.write('duanfei', 'POST', `/api/records/service_order/${order.id}/steps/${name}`, { input });
    await step('issue', { technician: known.technician });
    await step('report_on_paper', { done_on: known.today, outcome: 'resolved', certified_by: '郝建国', safety_on_paper: true });
    await step('verify', {});
  }
}

export async function compare(product: Running, desk: Desk, known: Known): Promise<Omit<Kills, 'kills' | 'starts'>> {
  // Before anything is sent again: that would write anew what was lost.
  const keys = await keysKept(product.owner);
  const again = await sentAgain(desk);
  const owner = product.owner();
  try {
    const rows = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => (await owner.query<T>(text, values as unknown[])).rows;
    const problems = [...again, ...await settled(rows)];
    const written = new Map((await rows<{ id: string; mark: string }>(
      `select id, item_name as mark from lost_item where item_name like 'K%' union all select id, supplier from gift_receipt where supplier like 'K%' union all select id, content from service_order where content like 'K%'`)).map((r) => [r.id, r.mark]));
    const steps = new Set((await rows<{ what: string; record_id: string }>(`select what, record_id from history where register in ('service_order', 'lost_item', 'gift_receipt')`)).map((r) => `${r.record_id} ${r.what}`));
    const lost = desk.log.filter((a) => !keys.has(a.key) || !written.has(a.id) || !steps.has(`${a.id} ${a.path.includes('/steps/') ? a.path.split('/').pop() : 'create'}`)).length;
    const doubled = written.size - new Set(written.values()).size + await twice(rows);
    if (written.size !== desk.log.filter((a) => !a.path.includes('/steps/')).length) problems.push(`${written.size} records, ${desk.log.length} answers: what was sent was not always answered`);
    problems.push(...await books(rows, known), ...await holes(rows));
    return { acknowledged: desk.log.length, ...desk.counts, lost, doubled, problems };
  } finally {
    await owner.end();
  }
}

/** The keys of all writes that the database knows of. */
export async function keysKept(open: Running['owner']): Promise<ReadonlySet<string>> {
  const owner = open();
  const { rows } = await owner.query<{ key: string }>('select key from idempotency');
  await owner.end();
  return new Set(rows.map((r) => r.key));
}

type Rows = <T extends object>(text: string, values?: readonly unknown[]) => Promise<T[]>;

/** The same keys with the same content once more: the same answers, and nothing new. */
async function sentAgain(desk: Desk): Promise<string[]> {
  const problems: string[] = [];
  const before = desk.log.length;
  for (const a of desk.log.filter((_, i) => i % Math.ceil(before / 200) === 0)) {
    const b = await desk.write(a.who, a.method, a.path, a.body, a.key);
    desk.log.pop();
    desk.counts.repeated--;
    if (b.id !== a.id || b.number !== a.number || b.state !== a.state || !b.repeated) problems.push(`${a.path} sent again was answered ${JSON.stringify(b)}, at first ${JSON.stringify(a)}`);
  }
  return problems;
}

/** Events catch up by themselves, however many wait; what does not move for a minute is stuck. */
async function settled(rows: Rows): Promise<string[]> {
  let [fewest, since] = [Number.POSITIVE_INFINITY, 0];
  for (; since < 60; since++) {
    const [left] = await rows<{ orders: number; waiting: number }>(`select (select count(*)::int from service_order where content like 'K%' and state = 'verified' and credited_on is null) as orders, (select count(*)::int from event_waiting where problem is null) as waiting`);
    if (left!.orders === 0) return [];
    if (left!.waiting < fewest) [fewest, since] = [left!.waiting, 0];
    await pause(1_000);
  }
  const stuck = await rows<{ name: string; problem: string }>('select distinct e.name, w.problem from event_waiting w join event e on e.tenant_id = w.tenant_id and e.id = w.event_id where w.problem is not null limit 4');
  return ['verified orders stay without their points', ...stuck.map((e) => `nobody heard of ${e.name}: ${e.problem}`)];
}

/** Steps taken twice, and causes posted twice. */
async function twice(rows: Rows): Promise<number> {
  const found = await rows(`select record_id from history where register = 'service_order' and what in ('create', 'issue', 'report_on_paper', 'verify') group by record_id, what having count(*) > 1
    union all select record_id from ledger_journal where register in ('gift_receipt', 'service_order') group by register, record_id having count(*) > 1`);
  return found.length;
}

async function books(rows: Rows, known: Known): Promise<string[]> {
  const checks: readonly (readonly [string, string])[] = [
    ['a journal that does not sum to zero', 'select journal::text as what from ledger_entry group by tenant_id, journal having sum(amount) <> 0'],
    ['a balance that is not the sum of its entries', `select a.owner::text as what from ledger_account a where a.balance <> (select coalesce(sum(e.amount), 0) from ledger_entry e
      where e.tenant_id = a.tenant_id and e.ledger = a.ledger and e.account = a.account and e.owner = a.owner)`],
    ['a receipt without its posting, or with another quantity', `select r.number as what from gift_receipt r left join ledger_journal j on j.tenant_id = r.tenant_id and j.register = 'gift_receipt' and j.record_id = r.id where r.gift = '${known.gift}' and (j.id is null or j.amount <> r.quantity)`],
    ['a verified order without its points', `select o.number as what from service_order o left join ledger_journal j on j.tenant_id = o.tenant_id and j.register = 'service_order' and j.record_id = o.id where o.content like 'K%' and o.state = 'verified' and j.id is null`],
    ['a record without its history or search words', `select o.number as what from service_order o where o.content like 'K%' and (not exists (select 1 from history h where h.tenant_id = o.tenant_id and h.record_id = o.id) or not exists (select 1 from search_word w where w.tenant_id = o.tenant_id and w.record_id = o.id))`],
    ['a version that is not the number of its changes', `select o.number as what from service_order o where o.content like 'K%' and o.version <> (select count(*) from history h where h.tenant_id = o.tenant_id and h.record_id = o.id and h.register = 'service_order')`],
    ['history that is neither sealed nor waiting', `select h.id::text as what from history h where not exists (select 1 from audit_link l where l.tenant_id = h.tenant_id and l.history_id = h.id) and not exists (select 1 from history_unsealed u where u.tenant_id = h.tenant_id and u.history_id = h.id)`],
  ];
  const problems: string[] = [];
  for (const [name, text] of checks) for (const { what } of (await rows<{ what: string }>(text)).slice(0, 3)) problems.push(`${name}: ${what}`);
  return problems;
}

/** Numbers of registers that promise none. */
async function holes(rows: Rows): Promise<string[]> {
  const numbers = await rows<{ number: string }>('select number from lost_item union all select number from gift_receipt');
  const series = new Map<string, number[]>();
  for (const { number } of numbers) {
    const at = number.lastIndexOf('-');
    series.set(number.slice(0, at), [...series.get(number.slice(0, at)) ?? [], Number(number.slice(at + 1))]);
  }
  return [...series].filter(([, found]) => Math.max(...found) !== found.length).map(([head, found]) => `series ${head} has holes: ${found.length} numbers up to ${Math.max(...found)}`);
}

