/** How papers look, and labels, over HTTP: the style that an administrator of the whole organisation sets, and labels of records to stick on things. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mayOpen, notAllowed } from '../../kernel/access/access.ts';
import type { Filter, Label, PaperStylePage } from '../../kernel/api.ts';
import { keepStyle, sampleSlip, stylePage, styleShape } from '../../kernel/document/style.ts';
import { listAll } from '../../kernel/register/list.ts';
import { type RawRow, titlesOf } from '../../kernel/register/rows.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { pdfOf, sendFile, TYPES } from '../exports.ts';
import { barcodeFault, LABEL_PAPERS, type LabelOf, labelPdf } from '../files/labels.ts';
import { answersForAll } from './house.ts';
import { type Context, listQuery, onceOf, read, registerOf } from './context.ts';

const MOST_LABELS = 500;
const labelWish = z.strictObject({
  /** Chosen ones; left out: all that the list shows. */
  ids: z.array(z.uuid()).min(1).max(5_000).optional(), q: listQuery.shape.q, filter: z.record(z.string(), z.unknown()).optional(), sort: listQuery.shape.sort, lang: listQuery.shape.lang,
  paper: z.enum(['40x30', '50x30', '60x40', 'sheet']).default('50x30'), symbol: z.enum(['qr', 'code128']).default('qr'), copies: z.number().int().min(1).max(24).default(1), used: z.number().int().min(0).max(23).default(0),
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

  app.post<{ Params: { register: string } }>('/api/labels/:register', async (request, reply) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    if (!mayOpen(register, actor)) throw notAllowed();
    const { symbol, copies, used, ids, ...wish } = read(labelWish, request.body);
    const lang = wish.lang === '1' ? 1 : 0;
    const paper = LABEL_PAPERS[wish.paper];
    if (ids && ids.length * copies > MOST_LABELS) throw tooMany();
    const { labels, away } = await kernel.read({ ...actor, lang }, async (tx) => {
      const raws: RawRow[] = [];
      const filter = ids ? anyOf(ids) : wish.filter as Filter | undefined;
      for await (const batch of listAll(tx, register, { ...(wish.q && !ids ? { q: wish.q } : {}), ...(filter ? { filter } : {}), ...(wish.sort ? { sort: wish.sort } : {}) }, MOST_LABELS)) {
        raws.push(...batch);
        if (raws.length * copies > MOST_LABELS) throw tooMany();
      }
      const titles = await titlesOf(tx, raws.map((raw) => raw.id), [register.name], lang);
      return { labels: raws.map((raw) => ({ code: raw.number, number: raw.number, title: titles[raw.id] ?? raw.number })), away: ids ? new Set(ids).size - raws.length : 0 };
    });
    const good = labels.filter((label) => symbol === 'qr' || barcodeFault(label.code, paper) === null);
    const left = leftOut(away, labels.filter((label) => !good.includes(label)), paper);
    if (good.length === 0) throw new Refusal('label.none', left.length > 0 ? said(left) : ['没有可打印的记录', 'There is nothing to print labels of'], 422);
    const made = await labelPdf(good.flatMap((label) => Array.from({ length: copies }, () => label)), { ...paper, symbol }, kernel.clock.now(), wish.paper === 'sheet' ? used : 0);
    return sendFile(reply, { ...pdfOf(made), name: `${register.label[lang]}${lang === 0 ? '标签' : ' labels'}.pdf`, type: TYPES.pdf, ...(left.length > 0 ? { note: said(left)[lang] } : {}) });
  });
}

const tooMany = () => new Refusal('label.many', [`一次最多打印 ${MOST_LABELS} 张标签，请缩小范围或减少张数`, `At most ${MOST_LABELS} labels at a time: choose fewer records, or fewer of each`], 422);
/** Chosen by hand, archived ones as well. */
const anyOf = (ids: readonly string[]): Filter => ({ all: [{ field: 'id', op: 'in', value: ids }, { any: [{ field: 'archived', op: 'eq', value: true }, { field: 'archived', op: 'eq', value: false }] }] });

/** What has no label, and why. */
function leftOut(away: number, barred: readonly LabelOf[], paper: Parameters<typeof barcodeFault>[1]): readonly Label[] {
  const those = (why: 'signs' | 'long') => barred.filter((label) => barcodeFault(label.code, paper) === why).map((label) => label.number);
  const some = (numbers: readonly string[], lang: 0 | 1) => numbers.slice(0, 5).join(lang === 0 ? '、' : ', ') + (numbers.length > 5 ? ['等', ' and others'][lang] : '');
  const [signs, long] = [those('signs'), those('long')];
  return [
    ...(away > 0 ? [[`${away} 条没有标签：已经不在，或您无权查看`, `${away} without a label: gone, or not for you to see`] as const] : []),
    ...(signs.length > 0 ? [[`${signs.length} 条的编号不是英文字母和数字，条形码放不下，请改用二维码：${some(signs, 0)}`, `${signs.length} with numbers that a barcode cannot hold; use a QR code: ${some(signs, 1)}`] as const] : []),
    ...(long.length > 0 ? [[`${long.length} 条的编号在这种纸上印成条形码太密，扫不出来，请选更宽的纸或改用二维码：${some(long, 0)}`, `${long.length} whose barcode would be too fine to be read on this paper; choose a wider one or a QR code: ${some(long, 1)}`] as const] : []),
  ];
}
const said = (left: readonly Label[]): Label => [left.map((one) => one[0]).join('；'), left.map((one) => one[1]).join('; ')];
