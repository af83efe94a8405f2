/** What keeps the house in order over HTTP: audit, parameters with their open questions, passwords, who may what. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, notAllowed, scopeOf } from '../../kernel/access/access.ts';
import { mustOversee } from '../../kernel/access/people.ts';
import type { Actor } from '../../kernel/access/actor.ts';
import type { AuditPage, ParameterRow } from '../../kernel/api.ts';
import { note, organisationDay, verify } from '../../kernel/audit/history.ts';
import { isDate } from '../../kernel/calendar/plain-date.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { fieldsMeta } from '../../kernel/meta.ts';
import { sentenceOf } from '../../kernel/register/page.ts';
import { answer, answersOf } from '../../kernel/settings/lookup.ts';
import { setPassword } from '../sign-in/password.ts';
import { type Context, idOf, onceOf, read } from './context.ts';

const day = z.string().refine(isDate);
const auditQuery = z.strictObject({ from: day.optional(), to: day.optional(), register: z.string().max(60).optional(), actor: z.string().max(60).optional(), page: z.coerce.number().int().min(0).optional() });
const AUDIT = ['auditor', 'administrator'];

const must = (actor: Actor, roles: readonly string[]) => { if (!may(actor, roles)) throw notAllowed(); };

export function governanceRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  app.get('/api/audit', async (request): Promise<AuditPage> => {
    const { actor } = await sessions.of(request);
    must(actor, AUDIT);
    const query = read(auditQuery, request.query);
    return kernel.read(actor, (tx) => auditPage(tx, query));
  });
  app.post('/api/audit/verify', async (request) => {
    const { actor } = await sessions.of(request);
    must(actor, AUDIT);
    const verdict = await kernel.read(actor, verify);
    await kernel.write(actor, async (tx) => {
      await note(tx, { register: 'audit', recordId: actor.id, number: '', unitId: null, what: 'verify', after: { ok: verdict.ok, checked: verdict.checked, head: verdict.head } });
      return {};
    });
    return verdict;
  });
  app.get('/api/parameters', async (request): Promise<ParameterRow[]> => {
    const { actor } = await sessions.of(request);
    return kernel.read(actor, (tx) => parameterRows(tx));
  });
  app.post<{ Params: { name: string } }>('/api/parameters/:name', async (request) => {
    const { actor } = await sessions.of(request);
    const body = read(z.strictObject({ from: z.string().max(20), value: z.unknown(), reason: z.string().max(500) }), request.body);
    const parameter = kernel.parameters.get(request.params.name);
    if (!parameter) throw notAllowed();
    return kernel.write(actor, async (tx) => ({ id: await answer(tx, parameter, body.from, body.value, body.reason), number: parameter.name, state: '', version: 1, slips: [] }), onceOf(request, body));
  });
  app.post('/api/access/password', async (request) => {
    const session = await sessions.of(request);
    const { actor } = session;
    const body = read(z.strictObject({ user: z.string().max(60), password: z.string().max(200), current: z.string().max(200).optional() }), request.body);
    // One's own: whoever finds a screen left open must not be able to take the account over.
    if (body.user === actor.id) await sessions.confirm(request, session, body.current ?? '');
    else must(actor, ['administrator']);
    return kernel.write(actor, async (tx) => {
      if (body.user !== actor.id) await mustOversee(tx, idOf(body.user));
      await setPassword(tx, idOf(body.user), body.password, body.user !== actor.id);
      return {};
    });
  });
}

interface HistoryRow { readonly id: number; readonly at: Date; readonly actor_name: string; readonly on_behalf_of: string | null; readonly register: string; readonly record_id: string; readonly number: string; readonly what: string; readonly reason: string | null; readonly sealed: boolean }

async function auditPage(tx: Tx, query: z.infer<typeof auditQuery>): Promise<AuditPage> {
  const rows = await tx.query<HistoryRow>(
    `select h.id, h.at, h.actor_name, h.on_behalf_of, h.register, h.record_id, h.number, h.what, h.reason,
       exists (select 1 from audit_link l where l.tenant_id = h.tenant_id and l.history_id = h.id) as sealed
     from history h where h.tenant_id = $1 and ($2::date is null or h.business_day >= $2) and ($3::date is null or h.business_day <= $3)
       and ($4::text is null or h.register = $4) and ($5::text is null or h.actor_name = $5) and ($6::bigint is null or h.id < $6)
       and ($7::uuid[] is null or h.unit_id = any($7)) order by h.id desc limit 101`,
    [tx.tenantId, query.from ?? null, query.to ?? null, query.register ?? null, query.actor ?? null, query.page || null, await scopeOf(tx, tx.actor, AUDIT)]);
  const shown = rows.slice(0, 100);
  return {
    rows: shown.map((h) => ({
      id: h.id, at: h.at.toISOString(), actor: h.actor_name, onBehalfOf: h.on_behalf_of, register: h.register, recordId: h.record_id, number: h.number, what: h.what,
      sentence: sentenceOf(tx, tx.kernel.registers.get(h.register), h), reason: h.reason, sealed: h.sealed,
    })),
    next: rows.length > 100 ? shown[99]!.id : null,
  };
}

async function parameterRows(tx: Tx): Promise<ParameterRow[]> {
  const everywhere = (await scopeOf(tx, tx.actor, ['administrator'])) === null;
  const answers = await answersOf(tx);
  const today = await organisationDay(tx);
  return tx.kernel.modules.flatMap((m) => (m.parameters ?? []).map(({ name }): ParameterRow => {
    const p = tx.kernel.parameters.get(name)!;
    const given = answers.get(p.name) ?? [];
    const now = given.find((a) => a.valid_from <= today);
    return {
      name: p.name, label: p.label, help: p.help, module: m.name, moduleLabel: m.label, field: fieldsMeta({ value: p.field })[0]!, source: p.source, blocks: p.blocks ?? null,
      state: now ? 'set' : p.default === undefined ? 'open' : 'default', suggestion: p.suggestion ?? null, current: now ? now.value : (p.default ?? null),
      values: given.map((a) => ({ from: a.valid_from, value: a.value, by: a.actor_name, at: a.at.toISOString(), reason: a.reason })),
      mayWrite: everywhere || may(tx.actor, p.writeBy ?? []),
    };
  }));
}
