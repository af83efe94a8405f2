/** Records over HTTP: lists, pages, opening, editing, steps, disclosure, export. One set of routes serves every register. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorsWithin, mayOpen, mayRead, mustReach, notAllowed, notFound } from '../../kernel/access/access.ts';
import type { SignatureInput, StepPreview, Written } from '../../kernel/api.ts';
import { note } from '../../kernel/audit/history.ts';
import type { Fields } from '../../kernel/field/field.ts';
import { stepsOf } from '../../kernel/process/process.ts';
import { contentHash, lookAt, takeStep } from '../../kernel/process/step.ts';
import { listGroups } from '../../kernel/register/groups.ts';
import { listPage, optionsOf } from '../../kernel/register/list.ts';
import { recordPage } from '../../kernel/register/page.ts';
import { shownRow } from '../../kernel/register/rows.ts';
import { archiveRecord, createRecord, editRecord, findRaw, invalid, reachRaw } from '../../kernel/register/write.ts';
import { type Context, idOf, listQuery, listRequest, onceOf, read, registerOf, signatures } from './context.ts';

const valuesBody = z.strictObject({ values: z.record(z.string(), z.unknown()) });
const editBody = z.strictObject({ version: z.number().int(), values: z.record(z.string(), z.unknown()), reason: z.string().trim().max(500).nullish() });
const stepBody = z.strictObject({ version: z.number().int().optional(), input: z.record(z.string(), z.unknown()).default({}), signatures });
const reasonBody = z.strictObject({ reason: z.string().trim().max(500) });
const discloseBody = z.strictObject({ field: z.string().max(60), reason: z.string().trim().max(500) });



interface At { Params: { register: string; id: string; step: string } }

export function recordRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  app.get<At>('/api/records/:register', async (request) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    return kernel.read(actor, (tx) => listPage(tx, register, listRequest(read(listQuery, request.query))));
  });

  app.get<At>('/api/records/:register/groups', async (request) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    const query = read(listQuery, request.query);
    return kernel.read(actor, (tx) => listGroups(tx, register, listRequest(query), query.group ?? '', query.columns?.split(',') ?? register.list));
  });

  app.post<At>('/api/records/:register', async (request): Promise<Written> => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    const { values } = read(valuesBody, request.body);
    return kernel.write(actor, async (tx) => {
      const row = await createRecord(tx, register, values as never, { typed: true });
      // What opening it sets going may take its first step in the same moment.
      const { state, version } = (register.opening?.effect && (await findRaw(tx, register, row.id))) || row;
      return { id: row.id, number: row.number, state, version, slips: [] };
    }, onceOf(request, values));
  });

  app.get<At>('/api/records/:register/:id', async (request) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    return kernel.read(actor, (tx) => recordPage(tx, register, idOf(request.params.id)));
  });

  app.patch<At>('/api/records/:register/:id', async (request): Promise<Written> => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    const body = read(editBody, request.body);
    return kernel.write(actor, async (tx) => {
      const row = await editRecord(tx, register, idOf(request.params.id), body.version, body.values, body.reason ?? null);
      return { id: row.id, number: row.number, state: row.state, version: row.version, slips: [] };
    }, onceOf(request, body));
  });

  for (const [path, away] of [['archive', true], ['restore', false]] as const) {
    app.post<At>(`/api/records/:register/:id/${path}`, async (request): Promise<Written> => {
      const { actor } = await sessions.of(request);
      const register = registerOf(kernel, request.params.register);
      const body = read(reasonBody, request.body);
      return kernel.write(actor, async (tx) => {
        const row = await archiveRecord(tx, register, idOf(request.params.id), away, body.reason);
        return { id: row.id, number: row.number, state: row.state, version: row.version, slips: [] };
      }, onceOf(request, body));
    });
  }
  stepRoutes(app, { kernel, sessions });
}

/** A form may open with what is on record, but never with personal data in clear: that takes a reason. */
const withoutPersonal = (form: Fields, initial: { readonly [name: string]: unknown }) => Object.fromEntries(Object.entries(initial).filter(([name]) => form[name]?.personal !== true));

function stepRoutes(app: FastifyInstance, { kernel, sessions }: Pick<Context, 'kernel' | 'sessions'>): void {
  const processOf = (name: string) => {
    const process = kernel.processes.get(name);
    if (!process) throw notFound();
    return process;
  };

  app.post<At>('/api/records/:register/:id/steps/:step', async (request): Promise<Written> => {
    const { actor } = await sessions.of(request);
    const process = processOf(request.params.register);
    const body = read(stepBody, request.body);
    return kernel.write(actor, (tx) => takeStep(tx, process, idOf(request.params.id), request.params.step, body.input as never,
      { signatures: body.signatures as readonly SignatureInput[], ...(body.version === undefined ? {} : { version: body.version }), typed: true }), onceOf(request, body));
  });

  app.get<At>('/api/records/:register/:id/steps/:step/preview', async (request): Promise<StepPreview> => {
    const { actor } = await sessions.of(request);
    const process = processOf(request.params.register);
    const name = request.params.step;
    const step = Object.hasOwn(stepsOf(process), name) ? stepsOf(process)[name] : undefined;
    if (!step) throw notFound();
    return kernel.read(actor, async (tx) => {
      const raw = await reachRaw(tx, process.register, idOf(request.params.id));
      await mustReach(tx, actor, step.by, raw.unit_id);
      const shown = step.preview?.(await lookAt(tx, process, step, raw));
      return { lines: shown?.lines ?? [], explanation: shown?.explanation ?? null, initial: withoutPersonal(step.form, shown?.initial ?? {}), contentHash: contentHash(process.register, name, shownRow(kernel, process.register, raw, actor), {}) };
    });
  });

  app.post<At>('/api/records/:register/:id/disclose', async (request) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    const body = read(discloseBody, request.body);
    const field = Object.hasOwn(register.fields, body.field) ? register.fields[body.field] : undefined;
    if (!field?.personal || !mayRead(field, actor)) throw notFound();
    if ([...body.reason].length < 4) throw invalid({ reason: ['请写明工作原因，至少 4 个字', 'Please give the work reason, at least four characters'] });
    return kernel.write(actor, async (tx) => {
      const raw = await reachRaw(tx, register, idOf(request.params.id));
      if (!mayRead(field, (await actorsWithin(tx))(raw.unit_id))) throw notFound();
      await note(tx, { register: register.name, recordId: raw.id, number: raw.number, unitId: raw.unit_id, what: 'disclose', reason: body.reason, form: { field: body.field } });
      const column = raw[body.field];
      return { value: column === null || column === undefined ? null : field.kind.toJson(field.kind.fromColumn(column, kernel.cipher)) };
    });
  });

  app.get<{ Params: { register: string }; Querystring: { q?: string; id?: string } }>('/api/options/:register', async (request) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    const query = read(z.strictObject({ q: z.string().max(100).default(''), id: z.string().max(60).optional() }), request.query);
    if (!register.access.namesOpen && !mayOpen(register, actor)) throw notAllowed();
    return kernel.read(actor, (tx) => optionsOf(tx, register, query.q, query.id === undefined ? undefined : idOf(query.id)));
  });
}
