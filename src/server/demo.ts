/**
 * The demo organisation 云岭服务集团: a tenant of its own, so that removing it leaves nothing behind. Modules add their
 * part in `demo.ts`, written through the kernel like real work, with the clock turned back.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { hash } from '@node-rs/argon2';
import type { Actor } from '../kernel/access/actor.ts';
import { addPerson, loadActor } from '../kernel/access/people.ts';
import { Holiday } from '../kernel/access/organisation.ts';
import { asSystem } from '../kernel/access/system.ts';
import { createTenant, tenantsOf } from '../kernel/access/tenant.ts';
import type { Label } from '../kernel/api.ts';
import { businessDay } from '../kernel/calendar/business-day.ts';
import { seedHolidays } from '../kernel/calendar/holidays.ts';
import { openPool } from '../kernel/database/connect.ts';
import { scrawl, type Demo } from '../kernel/demo.ts';
import { planDuties } from '../kernel/duty/occurrences.ts';
import { takeStep } from '../kernel/process/step.ts';
import { assert } from '../kernel/refusal.ts';
import { createRecord } from '../kernel/register/write.ts';
import { openKernel, type Kernel, type KernelOptions } from '../kernel/runtime.ts';
import { drawPicture } from './demo-picture.ts';
import { keepAttachment, type Store } from './files/store.ts';
import { DEMO_PEOPLE, DEMO_UNITS, makeDemoUnits } from './demo-people.ts';
import { demoParts } from '../modules.ts';

export const DEMO_CODE = 'demo';
const PASSWORD = 'dutydesk-demo';

export interface SignIn { readonly name: string; readonly password: string; readonly post: Label }

export function demoSignIns(kernel: Kernel): readonly SignIn[] {
  const labels = new Map(kernel.modules.flatMap((m) => Object.entries(m.roles)));
  return DEMO_PEOPLE.filter((p) => p.shown).map((p) => {
    const post = labels.get(p.role) ?? [p.role, p.role];
    return { name: p.login, password: PASSWORD, post: [`${post[0]} ${p.name}`, `${post[1]} ${p.name}`] };
  });
}

/** Loads the demo unless it is there; a load that was cut off is taken away first. */
export async function ensureDemo(options: KernelOptions & { readonly store: Store }, ownerUrl: string, removeCutOff: (id: string) => Promise<void>): Promise<void> {
  const owner = openPool(ownerUrl, 1);
  try {
    const there = (await tenantsOf(owner)).find((t) => t.code === DEMO_CODE || t.code === `${DEMO_CODE}-loading`);
    if (there?.code === DEMO_CODE) return;
    if (there) await removeCutOff(there.id);
    const clock: Turned = { at: options.clock.now(), seed: 20_261_123 };
    const kernel = openKernel({ ...options, drawAhead: 20, clock: { now: () => new Date(turned(clock).at) } });
    try {
      const tenant = await createTenant(owner, { code: `${DEMO_CODE}-loading`, name: DEMO_UNITS[0]![1], zone: 'Asia/Shanghai', demo: true }, clock.at);
      await loadDemo(kernel, tenant.id, clock, options.store);
      await owner.query('update tenant set code = $2 where id = $1', [tenant.id, DEMO_CODE]);
    } finally {
      await kernel.close();
    }
  } finally {
    await owner.end();
  }
}

interface Turned { at: Date; seed: number }
const PRIME = 2_147_483_647;
/** What goes on side by side has a clock each. */
const lanes = new AsyncLocalStorage<Turned>();
const turned = (clock: Turned): Turned => lanes.getStore() ?? clock;

async function loadDemo(kernel: Kernel, tenantId: string, clock: Turned, store: Store): Promise<void> {
  const started = new Date(clock.at);
  const system = asSystem(tenantId, 'demo');
  const passwordHash = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  clock.at = new Date(started.getTime() - 400 * 86_400_000);
  const units = await kernel.write(system, (tx) => makeDemoUnits(tx));
  const { made: ids } = await kernel.write(system, async (tx) => {
    const made: { [login: string]: string } = {};
    for (const p of DEMO_PEOPLE) {
      made[p.login] = await addPerson(tx, { name: p.login, displayName: p.name, posts: [{ role: p.role, unit: p.unit, from: '2025-01-01' }] });
      await tx.query('insert into user_secret (tenant_id, user_id, password_hash, changed_at) values ($1, $2, $3, $4)', [tenantId, made[p.login], passwordHash, tx.now]);
    }
    for (const h of seedHolidays().filter((h) => h.day >= '2025-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name });
    return { made };
  });
  const actors: { [login: string]: Actor } = {};
  for (const [login, id] of Object.entries(ids)) {
    const actor = await kernel.read(system, (tx) => loadActor(tx, id));
    assert(actor, `demo person ${login}`);
    actors[login] = actor;
  }
  const demo = demoOf({ kernel, store }, clock, units, actors, started);
  clock.at = new Date(started);
  for (const side of demoParts) {
    await sideBySide(side, clock, async (parts) => {
      for (const part of parts) {
        demo.at(started.toISOString());
        await part(demo);
      }
    });
  }
  clock.at = started;
  await planDuties(kernel, tenantId);
}

function demoOf({ kernel, store }: { readonly kernel: Kernel; readonly store: Store }, clock: Turned, units: { [code: string]: string }, actors: { [login: string]: Actor }, started: Date): Demo {
  return {
    today: businessDay(started, { zone: 'Asia/Shanghai', dayStarts: '00:00' }),
    unit: (code) => { assert(units[code], `demo unit ${code}`); return units[code]; },
    actor: (login) => { assert(actors[login], `demo person ${login}`); return actors[login]; },
    at: (iso) => { turned(clock).at = new Date(iso); },
    now: () => new Date(turned(clock).at),
    create: (register, actor, values) => kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: actor.kind === 'user' })),
    step: (process, id, step, actor, input, signatures = []) => kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: actor.kind === 'user' })),
    batch: (actor, work) => kernel.write(actor, work),
    together: (things, work) => sideBySide(things, turned(clock), work),
    sign: (name, signer) => { const who = typeof signer === 'string' ? signer : signer.name; return { name, signer: who, kind: 'drawn', strokes: scrawl(who) }; },
    async picture(actor, name, shapes) {
      const stored = await store.put(Readable.from([drawPicture(shapes)]), { maxBytes: 1_000_000, originalName: name });
      return (await kernel.write(actor, (tx) => keepAttachment(tx, stored))).id;
    },
    random: () => { const t = turned(clock); t.seed = (t.seed * 48_271) % PRIME; return t.seed / PRIME; },
  };
}

const AT_ONCE = 6;

/** Most of the time goes into waiting for the database: several at once, each with its own clock and its own chance, so that the result is the same every time. */
async function sideBySide<T>(things: readonly T[], from: Turned, work: (thing: T) => Promise<unknown>): Promise<void> {
  const waiting = things.map((thing, i) => ({ thing, own: { at: new Date(from.at), seed: ((from.seed + i) * 48_271) % PRIME } }));
  const lane = async () => { for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) { const { thing, own } = next; await lanes.run(own, () => work(thing)); } };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, things.length) }, lane));
}
