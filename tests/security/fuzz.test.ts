/**
 * Every operation of the OpenAPI file is sent what nobody means to send, by people of several posts and by nobody: always an
 * answer, never a crash, never a wait. Every day a sample by a fixed seed; DUTYDESK_FUZZ=<requests per operation> asks more of the demo organisation, which has records in every state; DUTYDESK_SEED for others.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantsOf } from '../../src/kernel/access/tenant.ts';
import { newId } from '../../src/kernel/database/id.ts';
import { stepsOf } from '../../src/kernel/process/process.ts';
import { inParallel, openHouse, type House, type Organisation, type Person } from '../access/house.ts';
import { chance, HOWS, operationsOf, request, type Chance, type Known, type Operation, type Request } from './fuzz.ts';
import { plantEach } from './planted.ts';

const EACH = Number(process.env['DUTYDESK_FUZZ'] ?? 0);
const SEED = Number(process.env['DUTYDESK_SEED'] ?? 20_261_127);
/** Daily: that many requests in all, evenly over the operations. */
const DAILY = 9_000;
const MOST_MS = 5_000;
/** These end sessions or take away organisations: asked last, so that the others are asked by somebody. */
const ENDING = /^\/api\/(sign-out|account\/sessions|access\/|set-up\/remove-demo|house\/)/;

let house: House;
let operations: Operation[];
let known: Known;
const people = new Map<string, Person>();
const NOBODY = 'nobody';

beforeAll(async () => {
  house = await openHouse({ demo: EACH > 0 });
  const of = EACH > 0 ? await demoHouse() : house.here;
  const root = (await house.owner.query<{ code: string }>('select code from unit where tenant_id = $1 and parent is null', [of.tenant.id])).rows[0]!.code;
  for (const role of new Set(house.kernel.modules.flatMap((m) => Object.keys(m.roles)))) people.set(role, await house.person(of, role, root));
  const ids = EACH > 0 ? await idsOf(of) : await plantEach(house);
  const others = (await house.owner.query<{ id: string }>('select id from unit where tenant_id = $1 union all select id from app_user where tenant_id = $1', [house.elsewhere.tenant.id])).rows.map((r) => r.id);
  const { kernel } = house;
  known = {
    ids: (register) => ids.get(register) ?? [newId(new Date())], others: [...others, newId(new Date())],
    names: { register: [...kernel.registers.keys()], name: [...kernel.parameters.keys()], organisation: [of.tenant.code], intake: [...kernel.intakes.keys()], token: ['x'.repeat(43), '-'], receiver: kernel.modules.flatMap((m) => (m.receivers ?? []).map((r) => r.name)) },
  };
  operations = operationsOf((await house.ask('GET', '/api/openapi.json', { token: people.get('administrator')!.token })).json());
}, 600_000);
afterAll(() => house.close());

/** The organisation that has records in every state. */
async function demoHouse(): Promise<Organisation> {
  const tenant = (await tenantsOf(house.kernel.pool)).find((t) => t.demo)!;
  const units = (await house.owner.query<{ code: string; id: string }>('select code, id from unit where tenant_id = $1', [tenant.id])).rows;
  return { tenant, units: Object.fromEntries(units.map((u) => [u.code, u.id])) };
}
/** A few of each state. */
async function idsOf(of: Organisation): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of house.kernel.registers.keys()) {
    const { rows } = await house.owner.query<{ id: string }>(`select id from (select id, row_number() over (partition by state order by id desc) as n from ${name} where tenant_id = $1) x where n <= 3`, [of.tenant.id]);
    if (rows.length > 0) found.set(name, rows.map((r) => r.id));
  }
  return found;
}
/** Steps that take back entries which opening the record made; records planted past their opening have none. The demo's have. */
const TAKES_BACK = new Set(['points_opening.reverse', 'canteen_draw.give_back', 'asset.cancel']);
/** Who is let in where there is somebody: half of the requests come from them, the rest from anybody or nobody. */
function asker(o: Operation, random: Chance): string {
  const [, register = '', , step = ''] = /^\/api\/\w+\/(\w+)(\/\{id\}\/steps\/(\w+))?/.exec(o.path) ?? [];
  const access = house.kernel.registers.get(register)?.access;
  const process = house.kernel.processes.get(register);
  const report = house.kernel.reports.get(register) ?? house.kernel.queries.get(register) ?? house.kernel.composedReports.get(register);
  const by = step && process ? stepsOf(process)[step]?.by : access ? [...access.create, ...(access.edit ?? []), ...access.read] : (report as { readonly read?: readonly string[] } | undefined)?.read;
  const may = (Array.isArray(by) ? by as string[] : []).filter((role) => people.has(role));
  const others = [...people.keys(), NOBODY, NOBODY, NOBODY];
  if (random(4) === 0) return others[random(others.length)]!;
  return may.length > 0 ? may[random(may.length)]! : 'administrator';
}

interface Got { readonly request: Request; readonly who: string; readonly status: number; readonly text: string; readonly ms: number }
let caller = 0;
async function send(r: Request, who: string): Promise<Got> {
  const begun = performance.now();
  caller++;
  const headers: { [name: string]: string } = { 'x-forwarded-for': `203.${caller >> 16 & 255}.${caller >> 8 & 255}.${caller & 255}`, 'accept-language': caller % 2 ? 'zh-CN' : 'en' };
  if (who !== NOBODY) headers['cookie'] = `dutydesk=${people.get(who)!.token}`;
  if (r.raw !== undefined && r.type !== '') headers['content-type'] = r.type;
  if (r.method !== 'GET' && r.key !== null) headers['idempotency-key'] = r.key;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 4 * MOST_MS);
  try {
    const answer = await fetch(house.app.address + r.path, { method: r.method, headers, signal: stop.signal, redirect: 'manual', ...(r.raw === undefined ? {} : { body: r.raw }) });
    // The live changes never end by themselves.
    const stream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const text = stream ? '' : await answer.text();
    if (stream) stop.abort();
    return { request: r, who, status: answer.status, text, ms: performance.now() - begun };
  } catch (e) {
    return { request: r, who, status: 0, text: String(e), ms: performance.now() - begun };
  } finally {
    clearTimeout(timer);
  }
}
const said = ({ request: r, who, status, text, ms }: Got) => `${status} after ${Math.round(ms)} ms: ${r.operation.id} (${r.how}) by ${who}: ${r.method} ${r.path.slice(0, 200)} ${(r.raw ?? '').slice(0, 300)} -> ${text.slice(0, 200)}`;

test('接口说明里的每个操作,坏的与半坏的内容,各岗位与未登录者:没有 500,没有超过 5 秒的等待;多余的名字不被接受 [S3]', async () => {
  expect(operations.length).toBeGreaterThan(1_500);
  const random = chance(SEED);
  const spread = [...operations].sort((a, b) => Number(ENDING.test(a.path)) - Number(ENDING.test(b.path)));
  const each = EACH || Math.max(1, Math.floor(DAILY / spread.length));
  const asked = spread.filter((o) => EACH > 0 || !TAKES_BACK.has(o.id)).flatMap((o) => Array.from({ length: each }, (_, i) => {
    const how = HOWS[EACH ? i % HOWS.length : random(HOWS.length)]!;
    return { r: request(o, how, known, random), who: asker(o, random) };
  }));
  const failed: Got[] = [];
  const statuses = new Map<number, number>();
  let [accepted, heardUnsigned] = [0, 0];
  await inParallel(asked, async ({ r, who }) => {
    let got = await send(r, who);
    // A busy machine is not a hang: what took long is asked once more, by itself.
    if (got.ms > MOST_MS) got = await send(r, who);
    statuses.set(got.status, (statuses.get(got.status) ?? 0) + 1);
    if (got.status < 300) accepted++;
    if (who !== NOBODY && got.status === 401 && !r.operation.path.startsWith('/api/sign-in') && !ENDING.test(r.operation.path)) heardUnsigned++;
    const massAssigned = r.how === 'unknown name' && r.method !== 'GET' && r.operation.body !== undefined && got.status > 0 && got.status < 400;
    const unrouted = got.status === 404 && !r.operation.path.startsWith('/api/sign-in/provider') && got.text.includes('没有这个地址') && r.how === 'as wanted';
    if (got.status === 0 || got.status >= 500 || got.ms > MOST_MS || massAssigned || unrouted) failed.push(got);
  }, 4);
  process.stdout.write(`S3 fuzz operations=${operations.length} requests=${asked.length} failed=${failed.length} ${[...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}:${n}`).join(' ')}\n`);
  expect([...new Map(failed.map((f) => [`${f.request.operation.id} ${f.status}`, said(f)])).values()].slice(0, EACH ? 300 : 40), `${failed.length} of ${asked.length}, seed ${SEED}`).toEqual([]);
  expect(heardUnsigned).toBe(0);
  expect(accepted).toBeGreaterThan(asked.length / 20);
}, 3_600_000);
