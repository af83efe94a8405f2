/** The whole demo organisation, loaded as the product loads it, for the test that lays its figures beside the source. */
import type { Demo } from '../../../kernel/demo.ts';
import { Holiday } from '../../../kernel/access/organisation.ts';
import { type Actor, createRecord, takeStep, calendar, type Module } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';

export interface DemoPerson { readonly login: string; readonly role: string; readonly unit: string }

/** In: every module with its part of the demo, the people who sign in, and the day on which it is loaded. */
export async function loadWholeDemo(modules: readonly Module[], parts: readonly ((d: Demo) => Promise<void>)[], people: readonly DemoPerson[], now: string): Promise<{ readonly t: TestKernel; readonly actors: { readonly [login: string]: Actor } }> {
  const t = await startTest({ modules, now });
  const actors: { [login: string]: Actor } = {};
  for (const person of people) actors[person.login] = await t.actor(person.role, person.unit, person.login);
  await t.run(t.system, async (tx) => { for (const h of calendar.seedHolidays().filter((one) => one.day >= '2025-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name }); });
  let seed = 20_261_123;
  const d: Demo = {
    today: now.slice(0, 10), now: t.now, at: t.at, sign: t.sign, unit: t.unit,
    actor: (login) => actors[login]!,
    create: (register, actor, values) => t.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
    // The figures need no pictures: the record of one stands for it, without a file.
    picture: (actor, name) => t.run(actor, async (tx) => {
      const id = crypto.randomUUID();
      await tx.query(`insert into attachment (tenant_id, id, name, type, bytes, sha256, uploaded_by, at) values ($1, $2, $3, 'image/png', 1, $4, $5, $6)`, [tx.tenantId, id, name, '0'.repeat(64), actor.id, tx.now]);
      return id;
    }),
    together: async (things, work) => { for (const thing of things) await work(thing); },
    random: () => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647; },
  };
  for (const part of parts) {
    t.at(now);
    await part(d);
  }
  t.at(now);
  return { t, actors };
}
