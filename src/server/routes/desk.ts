/** The person's desk over HTTP: signing in, who am I, what may I see, my work, search, duties. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { unitsOf } from '../../kernel/access/organisation.ts';
import { may } from '../../kernel/access/access.ts';
import type { FirstStepRow, Home, Me, SignatureInput } from '../../kernel/api.ts';
import { organisationDay } from '../../kernel/audit/history.ts';
import { addDays, isDate } from '../../kernel/calendar/plain-date.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { doDuty, dutyRows } from '../../kernel/duty/occurrences.ts';
import { metaFor } from '../../kernel/meta.ts';
import { tasksWhere } from '../../kernel/register/page.ts';
import { searchAll } from '../../kernel/register/list.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import type { Session } from '../session.ts';
import { answersForAll } from './house.ts';
import { type Context, idOf, onceOf, read, signatures } from './context.ts';

export function deskRoutes(app: FastifyInstance, { kernel, sessions, version, demoSignIns }: Context): void {
  app.get('/api/me', async (request) => meOf(kernel, await sessions.of(request)));
  app.get('/api/meta', async (request) => metaFor(kernel, (await sessions.of(request)).actor, version));
  app.get('/api/demo-sign-ins', async () => demoSignIns());

  app.get('/api/home', async (request): Promise<Home> => {
    const { actor } = await sessions.of(request);
    return kernel.read(actor, (tx) => homeOf(tx));
  });
  app.get('/api/search', async (request) => {
    const { actor } = await sessions.of(request);
    const { q } = read(z.strictObject({ q: z.string().max(100).default('') }), request.query);
    return kernel.read(actor, (tx) => searchAll(tx, q));
  });
  app.get('/api/duties', async (request) => {
    const { actor } = await sessions.of(request);
    const day = z.string().refine(isDate);
    const span = read(z.strictObject({ from: day, to: day }), request.query);
    return kernel.read(actor, (tx) => dutyRows(tx, span.from, span.to < addDays(span.from, 62) ? span.to : addDays(span.from, 62)));
  });
  app.post<{ Params: { id: string } }>('/api/duties/:id/done', async (request) => {
    const { actor } = await sessions.of(request);
    const body = read(z.strictObject({ input: z.record(z.string(), z.unknown()).default({}), signatures }), request.body);
    return kernel.write(actor, (tx) => doDuty(tx, idOf(request.params.id), body.input, body.signatures as readonly SignatureInput[]), onceOf(request, body));
  });
}

const CAPABILITIES: readonly (readonly [string, readonly string[]])[] = [
  ['audit.read', ['auditor', 'administrator']], ['parameters.write', ['administrator']], ['access.write', ['administrator']],
];

export async function meOf(kernel: Kernel, { actor, tenant }: Session): Promise<Me> {
  const units = await kernel.read(actor, (tx) => unitsOf(tx));
  const labels = new Map(kernel.modules.flatMap((m) => Object.entries(m.roles)));
  return {
    id: actor.id, name: actor.id, displayName: actor.name, organisation: { id: tenant.id, name: tenant.name, zone: tenant.zone },
    posts: actor.grants.map((g) => ({ role: g.role, label: labels.get(g.role) ?? [g.role, g.role], unit: g.unitId, unitName: units.get(g.unitId)?.name ?? '', deputyFor: g.deputyFor, until: g.until })),
    may: [...CAPABILITIES.filter(([, roles]) => may(actor, roles)).map(([name]) => name), ...(await kernel.read(actor, answersForAll) ? ['house.read', 'outlets.write', 'papers.edit'] : [])],
  };
}

async function homeOf(tx: Tx): Promise<Home> {
  const { actor } = tx;
  const units = await unitsOf(tx);
  // A task belongs to those who hold one of its posts in its unit or above; unit and post must come from the same appointment.
  const held = actor.grants.flatMap((g) => [...units.values()].filter((u) => u.path.includes(g.unitId)).map((u) => `${g.role}@${u.id}`));
  const tasks = await tasksWhere(tx, `t.show_at <= $2 and exists (select 1 from unnest(t.roles) as role where role || '@' || t.unit_id = any($3))`, [tx.now, held]);
  const day = await organisationDay(tx);
  const duties = (await dutyRows(tx, addDays(day, -7), day)).filter((d) => d.mine && (d.state === 'open' || d.state === 'missed'));
  const figures: Home['figures'][number][] = [];
  for (const m of tx.kernel.modules) {
    for (const figure of m.figures ?? []) if (may(actor, figure.roles)) figures.push({ label: figure.label, ...(await figure.value(tx)) });
  }
  return { tasks, duties, figures, firstSteps: await firstSteps(tx) };
}

/** Of one's own posts, in the order of the modules; none when all of them are done. */
async function firstSteps(tx: Tx): Promise<FirstStepRow[]> {
  const mine = tx.kernel.modules.flatMap((m) => m.firstSteps ?? []).filter((step) => may(tx.actor, step.roles));
  const rows = await Promise.all(mine.map(async (step) => ({ label: step.label, href: step.href, done: await step.done(tx) })));
  return rows.every((row) => row.done) ? [] : rows;
}
