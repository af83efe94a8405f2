/**
 * Figures for whoever watches the machine (运行指标), in Prometheus' text form at /metrics: requests by route and answer, their time, connections, the process
 * itself, and what waits. Only for who shows the token of DUTYDESK_METRICS_TOKEN; without one the address does not exist. Nothing in it names a person.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../kernel/refusal.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { backupsIn } from './backup/shelf.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function openMetrics(app: FastifyInstance, kernel: Kernel, { token, dataDir }: { readonly token: string; readonly dataDir: string }): void {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'dutydesk_' });
  const time = new Histogram({ name: 'dutydesk_http_seconds', help: 'Time from request to answer', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers: [register] });
  app.addHook('onResponse', (request, reply, done) => {
    // The route and not the address: addresses carry ids and what was searched for.
    time.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    done();
  });
  const gauge = (name: string, help: string, read: () => number) => new Gauge({ name, help, registers: [register], collect() { this.set(read()); } });
  gauge('dutydesk_database_connections', 'Connections that are open', () => kernel.pool.totalCount);
  gauge('dutydesk_database_connections_idle', 'Connections that nobody uses', () => kernel.pool.idleCount);
  gauge('dutydesk_database_waiting', 'Requests that wait for a connection', () => kernel.pool.waitingCount);
  new Gauge({
    name: 'dutydesk_backup_age_seconds', help: 'Age of the newest backup; not a number while there is none', registers: [register],
    async collect() {
      const [newest] = await backupsIn(dataDir);
      this.set(newest ? (kernel.clock.now().getTime() - new Date(newest.at).getTime()) / 1_000 : Number.NaN);
    },
  });
  app.get('/metrics', { schema: { hide: true } as object }, async (request, reply) => {
    if (!same(request.headers.authorization ?? '', `Bearer ${token}`)) throw new Refusal('metrics.token', ['需要指标令牌', 'The metrics token is needed'], 401);
    return reply.type(register.contentType).header('cache-control', 'no-store').send(await register.metrics());
  });
}

/** Takes the same time whatever is wrong. */
function same(given: string, wanted: string): boolean {
  const of = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(of(given), of(wanted));
}
