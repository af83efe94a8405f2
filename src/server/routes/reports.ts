/** Reports, queries of hand-made pages, slips and their PDF over HTTP. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound } from '../../kernel/access/access.ts';
import { calendarOf } from '../../kernel/access/organisation.ts';
import { printSlip, slipPage } from '../../kernel/document/issue.ts';
import { runQuery, runReport } from '../../kernel/report/run.ts';
import { extraOf, FORMATS, pdfOf, sendFile, TYPES } from '../exports.ts';
import type { Fields } from '../../kernel/field/field.ts';
import { runComposed } from '../../kernel/report/composed.ts';
import type { ReportExtra } from '../files/document.ts';
import { writeSlipPdf } from '../files/slip-pdf.ts';
import { composedFile, reportFile } from '../report-file.ts';
import { type Context, idOf, jsonOf, onceOf, read } from './context.ts';

const reportQuery = z.strictObject({ params: z.string().max(8_000).optional(), format: z.enum(FORMATS).default('xlsx'), lang: z.enum(['0', '1']).default('0') });

export function reportRoutes(app: FastifyInstance, context: Context): void {
  const { kernel, sessions } = context;
  composedRoutes(app, context);
  const reportOf = (name: string) => {
    const report = kernel.reports.get(name);
    if (!report) throw notFound();
    return report;
  };
  app.get<{ Params: { report: string } }>('/api/reports/:report', async (request) => {
    const { actor } = await sessions.of(request);
    const report = reportOf(request.params.report);
    const query = read(reportQuery.omit({ format: true, lang: true }), request.query);
    return kernel.read(actor, (tx) => runReport(tx, report, jsonOf(query.params) ?? {}));
  });

  app.get<{ Params: { report: string } }>('/api/reports/:report/export', async (request, reply) => {
    const session = await sessions.of(request);
    const report = reportOf(request.params.report);
    const query = read(reportQuery, request.query);
    const lang = query.lang === '1' ? 1 : 0;
    return sendFile(reply, await kernel.read({ ...session.actor, lang }, async (tx) => {
      const page = await runReport(tx, report, jsonOf(query.params) ?? {});
      return reportFile(page, query.format, lang, await extraOf(tx, session, conditionsOf(report.params, page, lang, session.tenant.zone)));
    }));
  });

  app.get<{ Params: { query: string } }>('/api/queries/:query', async (request) => {
    const { actor } = await sessions.of(request);
    const query = kernel.queries.get(request.params.query);
    if (!query) throw notFound();
    const given = read(reportQuery.omit({ format: true, lang: true }), request.query);
    return kernel.read(actor, (tx) => runQuery(tx, query, jsonOf(given.params) ?? {}));
  });

  app.get<{ Params: { id: string } }>('/api/slips/:id', async (request) => {
    const { actor, tenant } = await sessions.of(request);
    return kernel.read(actor, (tx) => slipPage(tx, idOf(request.params.id), tenant.name));
  });
  app.post<{ Params: { id: string } }>('/api/slips/:id/print', async (request) => {
    const { actor, tenant } = await sessions.of(request);
    const body = read(z.strictObject({ paper: z.enum(['a4', '80mm']).default('a4') }), request.body);
    const id = idOf(request.params.id);
    await kernel.write(actor, async (tx) => { await printSlip(tx, id, body.paper); return {}; }, onceOf(request, body));
    return kernel.read(actor, (tx) => slipPage(tx, id, tenant.name));
  });
  app.get<{ Params: { id: string } }>('/api/slips/:id/pdf', async (request, reply) => {
    const { actor, tenant } = await sessions.of(request);
    const query = read(z.strictObject({ paper: z.enum(['a4', '80mm']).default('a4'), lang: z.enum(['0', '1']).default('0') }), request.query);
    const { slip, zone } = await kernel.read(actor, async (tx) => ({
      slip: await slipPage(tx, idOf(request.params.id), tenant.name), zone: (await calendarOf(tx, actor.grants[0]?.unitId ?? '')).zone,
    }));
    return sendFile(reply, { ...pdfOf(await writeSlipPdf(slip, query.paper, query.lang === '1' ? 1 : 0, zone)), name: `${slip.number}.pdf`, type: TYPES.pdf });
  });
}

/** The parameters as a person reads them, e.g. 月份 2026-11. */
function conditionsOf(params: Fields, page: { readonly params: { readonly [name: string]: unknown }; readonly titles: { readonly [id: string]: string } }, lang: 0 | 1, zone: string): ReportExtra['conditions'] {
  return Object.entries(params).flatMap(([param, f]) => {
    const value = page.params[param];
    return value === null || value === undefined ? [] : [{ label: f.label, value: page.titles[String(value)] ?? f.kind.toText(value, f.options, lang, zone) }];
  });
}

function composedRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  const composedOf = (name: string) => {
    const composed = kernel.composedReports.get(name);
    if (!composed) throw notFound();
    return composed;
  };
  app.get<{ Params: { report: string } }>('/api/composed-reports/:report', async (request) => {
    const { actor } = await sessions.of(request);
    const composed = composedOf(request.params.report);
    const query = read(reportQuery.omit({ format: true, lang: true }), request.query);
    return kernel.read(actor, (tx) => runComposed(tx, composed, jsonOf(query.params) ?? {}));
  });
  app.get<{ Params: { report: string } }>('/api/composed-reports/:report/export', async (request, reply) => {
    const session = await sessions.of(request);
    const composed = composedOf(request.params.report);
    const query = read(reportQuery.extend({ format: z.enum(FORMATS).default('docx') }), request.query);
    const lang = query.lang === '1' ? 1 : 0;
    return sendFile(reply, await kernel.read({ ...session.actor, lang }, async (tx) => {
      const page = await runComposed(tx, composed, jsonOf(query.params) ?? {});
      return composedFile(page, query.format, lang, await extraOf(tx, session, conditionsOf(composed.params, page, lang, session.tenant.zone)));
    }));
  });
}
