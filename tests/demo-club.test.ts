/** The demo of the club's service work loads on an ordinary Monday night and in the small hours of the 1st of March. */
import { expect, test } from 'vitest';
import type { Demo } from '../src/kernel/demo.ts';
import { type Actor, createRecord, takeStep } from '../src/kernel/index.ts';
import { runReport } from '../src/kernel/report/run.ts';
import { startTest, type TestKernel } from '../src/kernel/testing.ts';
import { keepAttachment } from '../src/server/files/store.ts';
import { modules } from '../src/modules.ts';
import { demo as birthdaysDemo } from '../src/modules/guests/birthdays/demo.ts';
import { demo as callsDemo } from '../src/modules/guests/calls/demo.ts';
import { demo as campaignsDemo } from '../src/modules/guests/campaigns/demo.ts';
import { demo as cardsDemo } from '../src/modules/guests/cards/demo.ts';
import { demo as complaintsDemo } from '../src/modules/guests/complaints/demo.ts';
import { demo as coverageDemo } from '../src/modules/guests/coverage/demo.ts';
import { demo as directorateDemo } from '../src/modules/guests/directorate/demo.ts';
import { demo as floorDemo } from '../src/modules/guests/floor/demo.ts';
import { demo as inspectionsDemo } from '../src/modules/guests/inspections/demo.ts';
import { demo as joiningDemo } from '../src/modules/guests/joining/demo.ts';
import { demo as opinionsDemo } from '../src/modules/guests/opinions/demo.ts';
import { OpinionTrend } from '../src/modules/guests/opinions/index.ts';
import { demo as scriptsDemo } from '../src/modules/guests/scripts/demo.ts';
import { demo as staffDemo } from '../src/modules/people/staff/demo.ts';
import { DEMO_PEOPLE } from '../src/server/demo-people.ts';

const parts = [staffDemo, cardsDemo, birthdaysDemo, scriptsDemo, joiningDemo, complaintsDemo, floorDemo, callsDemo, opinionsDemo, campaignsDemo, inspectionsDemo, directorateDemo, coverageDemo];

test.each(['2026-12-07T12:40:00Z', '2027-02-28T17:30:00Z'])('演示数据可在 %s 装入；每张台账都有内容', { timeout: 240_000 }, async (loaded) => {
  const t = await startTest({ modules, now: '2025-11-01T00:00:00Z' });
  const actors: { [login: string]: Actor } = {};
  for (const { login, role, unit, name } of DEMO_PEOPLE) actors[login] = await t.actor(role, unit, name);
  t.at(loaded);
  const d = demoFor(t, actors, loaded);
  for (const part of parts) {
    t.at(loaded);
    await part(d);
  }
  t.at(loaded);
  await t.tick();
  const filled = ['script_text', 'price_item', 'card_application', 'guest_complaint', 'hotline_call', 'group_answer', 'floor_request', 'patrol_finding', 'guest_preference', 'duty_record', 'opinion_form', 'campaign_contact', 'inspection',
    'rectification_notice', 'customer_visit', 'club_meeting', 'assigned_task', 'director_weekly', 'equipment_care', 'publicity_item', 'duty_statement'];
  for (const table of filled) expect((await t.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n, table).toBeGreaterThan(1);
  expect(await t.sql(`select state, count(*)::int as n from service_review group by 1`)).toEqual([{ state: 'filed', n: 1 }]);
  expect(await t.sql(`select distinct state from rectification_notice order by 1`)).toEqual([{ state: 'acknowledged' }, { state: 'closed' }, { state: 'escalated' }, { state: 'issued' }]);
  const trend = await t.run(actors['gaomin']!, (tx) => runReport(tx, OpinionTrend, { period: { from: '2026-08-01', to: loaded.slice(0, 10) } }));
  expect(trend.proof.every((p) => p.ok)).toBe(true);
  await t.close();
});

function demoFor(t: TestKernel, actors: { readonly [login: string]: Actor }, loaded: string): Demo {
  const local = new Date(Date.parse(loaded) + 8 * 3_600_000).toISOString().slice(0, 10);
  return {
    today: local, unit: (code) => t.unit(code), actor: (login) => actors[login]!, at: (iso) => { t.at(iso); }, now: () => t.now(),
    create: (register, actor, values) => t.kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: true })),
    step: (process, id, step, actor, input, signatures = []) => t.kernel.write(actor, (tx) => takeStep(tx, process, id, step, input, { signatures, typed: true })),
    batch: (actor, work) => t.kernel.write(actor, work),
    together: async (things, work) => { for (const thing of things) await work(thing); },
    sign: (name, signer) => t.sign(name, signer), random: () => 0.5,
    picture: async (actor, name) => (await t.kernel.write(actor, (tx) => keepAttachment(tx, { name, type: 'image/png', bytes: 1, sha256: 'a'.repeat(64) }))).id,
  };
}
