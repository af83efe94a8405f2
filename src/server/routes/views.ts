/** Saved views of lists over HTTP: looked through, saved, changed, shared, removed, chosen. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Filter, ViewState } from '../../kernel/api.ts';
import { mayOpen, notAllowed } from '../../kernel/access/access.ts';
import { changeView, chooseView, removeView, saveView, viewsFor } from '../../kernel/register/views.ts';
import { type Context, idOf, onceOf, read, registerOf } from './context.ts';

interface At { Params: { id: string } }
const name = z.string().max(60);
/** Deeper than a list takes is not kept either. */
const filter = (depth: number): z.ZodType<Filter> => {
  const term = z.strictObject({ field: z.string().max(60), op: z.enum(['eq', 'ne', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'empty', 'between']), value: z.unknown().optional() });
  if (depth === 0) return term;
  const parts = z.array(filter(depth - 1)).max(60);
  return z.union([z.strictObject({ all: parts }), z.strictObject({ any: parts }), term]);
};
const state: z.ZodType<ViewState> = z.strictObject({
  q: z.string().max(100).optional(), filter: filter(6).optional(), sort: z.string().max(60).optional(), size: z.number().int().min(1).max(200).optional(),
  cols: z.string().max(2_000).optional(), group: z.string().max(140).optional(), density: z.enum(['comfortable', 'compact']).optional(),
}).refine((given) => JSON.stringify(given).length <= 12_000);
const saved = z.strictObject({ register: z.string().max(60), name, state });
const changed = z.strictObject({ name: name.optional(), state: state.optional(), unit: z.uuid().nullable().optional(), opensUnit: z.boolean().optional() });
const chosen = z.strictObject({ register: z.string().max(60), view: z.uuid().nullable() });

export function viewRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  app.get('/api/views', async (request) => {
    const { actor } = await sessions.of(request);
    const query = read(z.strictObject({ register: z.string().max(60).optional() }), request.query);
    const register = query.register === undefined ? undefined : registerOf(kernel, query.register);
    if (register && !mayOpen(register, actor)) throw notAllowed();
    return kernel.read(actor, (tx) => viewsFor(tx, register));
  });

  app.post('/api/views', async (request) => {
    const { actor } = await sessions.of(request);
    const body = read(saved, request.body);
    return kernel.write(actor, (tx) => saveView(tx, registerOf(kernel, body.register), body.name, body.state), onceOf(request, body));
  });

  app.post('/api/views/choose', async (request) => {
    const { actor } = await sessions.of(request);
    const body = read(chosen, request.body);
    return kernel.write(actor, (tx) => chooseView(tx, registerOf(kernel, body.register), body.view), onceOf(request, body));
  });

  app.patch<At>('/api/views/:id', async (request) => {
    const { actor } = await sessions.of(request);
    const { name: called, state: stands, unit, opensUnit } = read(changed, request.body);
    const change = { ...(called === undefined ? {} : { name: called }), ...(stands === undefined ? {} : { state: stands }), ...(unit === undefined ? {} : { unit }), ...(opensUnit === undefined ? {} : { opensUnit }) };
    return kernel.write(actor, (tx) => changeView(tx, idOf(request.params.id), change), onceOf(request, change));
  });

  app.post<At>('/api/views/:id/remove', async (request) => {
    const { actor } = await sessions.of(request);
    return kernel.write(actor, (tx) => removeView(tx, idOf(request.params.id)), onceOf(request, {}));
  });
}
