/** The HTTP server: cookies, headers, limits, one place that turns refusals into answers, and the built web pages. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { RefusalBody } from '../kernel/api.ts';
import { isConnectionLost } from '../kernel/database/connect.ts';
import { newId } from '../kernel/database/id.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { databaseAway, diskFull, isBusy, refusalOf } from '../kernel/database/refusals.ts';
import { plainError } from './log-error.ts';
import { REFUSED, refusedAccess } from './refused.ts';
import { askedBy } from './session.ts';

export interface HttpOptions {
  readonly webDir: string;
  readonly requestsPerMinute: number;
  readonly log?: boolean | { write(line: string): void };
  /** People come by https, whatever the proxy says of a single request. */
  readonly alwaysHttps?: boolean;
}
/** A year, and whatever lies below the address. */
const HSTS = 'max-age=31536000; includeSubDomains';

export async function openHttp(kernel: Kernel, options: HttpOptions): Promise<FastifyInstance> {
  const kept = { level: 'warn', redact: ['req.headers.cookie', 'req.headers.authorization'], serializers: { err: plainError } };
  const app = fastify({
    bodyLimit: 2 * 1024 * 1024, trustProxy: 'loopback', return503OnClosing: true, forceCloseConnections: true, routerOptions: { maxParamLength: 200 },
    logger: options.log === false ? false : typeof options.log === 'object' ? { ...kept, stream: options.log } : kept,
  });
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: [`'self'`], scriptSrc: [`'self'`], styleSrc: [`'self'`, `'unsafe-inline'`], imgSrc: [`'self'`, 'data:', 'blob:'], connectSrc: [`'self'`], objectSrc: [`'none'`], frameAncestors: [`'none'`], baseUri: [`'none'`], formAction: [`'self'`], upgradeInsecureRequests: null },
    },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute, timeWindow: '1 minute', allowList: (request) => !isApi(request),
    errorResponseBuilder: () => new Refusal('too_many', ['请求过于频繁，请稍候', 'Too many requests; please wait a moment'], 429),
  });
  await app.register(multipart, { limits: { fileSize: 30 * 1024 * 1024, files: 1, fields: 5, parts: 8 } });
  app.addHook('onRequest', (request, _reply, done) => { mustBeSameOrigin(request); done(); });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (options.alwaysHttps || request.protocol === 'https') reply.header('strict-transport-security', HSTS);
    if (isApi(request) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  const refused = refusedAccess(() => kernel.clock.now().getTime(), (line, words) => app.log.warn(line, words));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // An upload refused in its middle: what still comes is read and thrown away, or the next request on the same connection would wait behind it for ever.
    if (!request.raw.complete) request.raw.unpipe().resume();
    const refusal = error instanceof Refusal ? error : (refusalOf(error, kernel) ?? malformed(error));
    if (refusal) {
      // Nobody being signed in is how every page begins.
      if (REFUSED.has(refusal.status) && !refusal.code.startsWith('signed_out')) refused({ code: refusal.code, status: refusal.status, method: request.method, route: request.routeOptions.url ?? 'none', ...askedBy.get(request) });
      // Somebody holds a lock, or a statement is too slow: whoever runs the machine wants to know where.
      if (isBusy(refusal, 'in_use')) request.log.warn({ route: request.routeOptions.url ?? 'none' }, 'given up: the database is busy');
      if (refusal.status === 503 || refusal.status === 507 || refusal.status === 429) reply.header('retry-after', refusal.status === 429 ? '60' : '5');
      const body: RefusalBody = { code: refusal.code, message: refusal.label, ...(refusal.fields ? { fields: refusal.fields } : {}) };
      return reply.status(refusal.status).send({ error: body });
    }
    const reference = newId(kernel.clock.now()).slice(-12);
    request.log.error({ err: error, reference }, 'a bug of ours');
    return reply.status(500).send({ error: { code: 'bug', message: [`系统出错,编号 ${reference}`, `Something went wrong on our side, reference ${reference}`], reference } });
  });
  await servePages(app, options.webDir);
  return app;
}

/** By the route it was matched to: /%61pi/ leads to the same place as /api/. */
const isApi = (request: FastifyRequest): boolean => (request.routeOptions.url ?? request.url).startsWith('/api/');

/** A request that changes something must come from our own pages or from a program, never from another site. */
function mustBeSameOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return;
  if (origin.replace(/^https?:\/\//, '') !== request.headers.host) throw new Refusal('origin', ['请求来自其他网站，已拒绝', 'The request came from another site'], 403);
}

/** What the HTTP library refuses before we see it. */
function malformed(error: FastifyError & { code?: string }): Refusal | undefined {
  const status = error.statusCode ?? 500;
  if (status === 429) return new Refusal('too_many', ['请求过于频繁，请稍候', 'Too many requests; please wait a moment'], 429);
  if (status === 413 || error.code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('too_large', ['内容过大', 'That is too large'], 413);
  if (status >= 400 && status < 500) return new Refusal('malformed', ['请求格式不正确', 'The request is not well formed'], status);
  if (/^(Unexpected end of |Multipart: Boundary not found|Part terminated early|Malformed part header)/.test(error.message)) return new Refusal('malformed', ['上传的内容不完整', 'The upload is not complete'], 400);
  if (isConnectionLost(error)) return databaseAway();
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull();
  return undefined;
}

async function servePages(app: FastifyInstance, webDir: string): Promise<void> {
  const built = existsSync(join(webDir, 'index.html'));
  if (built) {
    // `redirect`: the technician's phone lives at /visit/, and its worker reaches only what lies below.
    await app.register(fastifyStatic, { root: webDir, wildcard: true, redirect: true, setHeaders: (reply, path) => { reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'); } });
  }
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/') || request.method !== 'GET' || !built) {
      return reply.status(404).send({ error: { code: 'not_found', message: ['没有这个地址', 'There is no such address'] } });
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
