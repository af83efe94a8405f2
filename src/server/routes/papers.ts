/** How papers look, and labels, over HTTP: the style that an administrator of the whole organisation sets, and labels of records to stick on things. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mayOpen, notAllowed } from '../../kernel/access/access.ts';
import type { PaperStylePage } from '../../kernel/api.ts';
import { keepStyle, sampleSlip, stylePage, styleShape } from '../../kernel/document/style.ts';
import { listAll } from '../../kernel/register/list.ts';
import { titlesOf, type RawRow } from '../../kernel/register/rows.ts';
import { reachRaw } from '../../kernel/register/write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { pdfOf, sendFile, TYPES } from '../exports.ts';
import { LABEL_PAPERS, type LabelOf, labelPdf } from '../files/labels.ts';
import { answersForAll } from './house.ts';
import { type Context, idOf, listQuery, listWish, onceOf, read, registerOf } from './context.ts';

const MOST_LABELS = 500;
const labelQuery = z.strictObject({
  ids: z.string().max(37 * MOST_LABELS).optional(), q: listQuery.shape.q, filter: listQuery.shape.filter, sort: listQuery.shape.sort, lang: listQuery.shape.lang,
  paper: z.enum(['40x30', '50x30', '60x40', 'sheet']).default('50x30'), symbol: z.enum(['qr', 'code128']).default('qr'), copies: z.coerce.number().int().min(1).max(24).default(1),
});

export function paperRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  const answering = async (request: FastifyRequest) => {
    const session = await sessions.of(request);
    if (!(await kernel.read(session.actor, answersForAll))) throw notAllowed();
    return session;
  };
  app.get('/api/paper-style', async (request): Promise<PaperStylePage> => {
    const { actor, tenant } = await answering(request);
    return kernel.read(actor, async (tx) => { const page = await stylePage(tx); return { ...page, sample: sampleSlip(tx, tenant.name, page.style) }; });
  });
  app.post('/api/paper-style', async (request) => {
    const { actor } = await answering(request);
    const body = read(z.strictObject({ style: styleShape, version: z.number().int().min(0) }), request.body);
    return kernel.write(actor, (tx) => keepStyle(tx, body.style, body.version), onceOf(request, body));
  });

  app.get<{ Params: { register: string } }>('/api/labels/:register', async (request, reply) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    if (!mayOpen(register, actor)) throw notAllowed();
    const { paper, symbol, copies, ids, ...query } = read(labelQuery, request.query);
    const lang = query.lang === '1' ? 1 : 0;
    const { request: wanted } = listWish({ ...query, page: 1, size: 1 });
    const labels = await kernel.read({ ...actor, lang }, async (tx): Promise<LabelOf[]> => {
      const raws: Pick<RawRow, 'id' | 'number'>[] = [];
      if (ids !== undefined) for (const id of ids.split(',').slice(0, MOST_LABELS + 1)) raws.push(await reachRaw(tx, register, idOf(id)));
      else for await (const batch of listAll(tx, register, wanted, MOST_LABELS)) { raws.push(...batch); if (raws.length > MOST_LABELS) break; }
      if (raws.length > MOST_LABELS) throw new Refusal('label.many', [`一次最多打印 ${MOST_LABELS} 张标签，请缩小范围`, `At most ${MOST_LABELS} labels at a time: narrow the list`], 422);
      if (raws.length === 0) throw new Refusal('label.none', ['没有可打印的记录', 'There is nothing to print labels of'], 422);
      const titles = await titlesOf(tx, raws.map((raw) => raw.id), [register.name], lang);
      return raws.flatMap((raw) => Array.from({ length: copies }, () => ({ code: raw.number, number: raw.number, title: titles[raw.id] ?? raw.number })));
    });
    const made = await labelPdf(labels, { ...LABEL_PAPERS[paper], symbol }, kernel.clock.now());
    return sendFile(reply, { ...pdfOf(made), name: `${register.label[lang]}${lang === 0 ? '标签' : ' labels'}.pdf`, type: TYPES.pdf });
  });
}
