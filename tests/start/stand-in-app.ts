import { createServer } from 'node:http';
import pg from 'pg';

/** A stand-in for the application, so that the start is tested by itself: every request counts one row in the database. */
export interface AppOptions { readonly ownerUrl: string; readonly dataDir: string; readonly host: string; readonly port: number; readonly demo: boolean; readonly webDir: string }
export interface App {
  readonly address: string;
  readonly signIns: readonly { readonly name: string; readonly password: string; readonly post: readonly [string, string] }[];
  close(): Promise<void>;
}

export async function startApp(options: AppOptions): Promise<App> {
  const pool = new pg.Pool({ connectionString: options.ownerUrl, max: 5 });
  pool.on('error', () => { /* the next query takes a new connection */ });
  await pool.query('create table if not exists visits (at timestamptz default now())');
  const server = createServer((request, response) => {
    if (request.url === '/bug') queueMicrotask(() => { throw new Error('a bug on purpose'); });
    pool.query('with one as (insert into visits default values returning 1) select (select count(*)::int from visits) + 1 as visits')
      .then(({ rows }) => response.end(JSON.stringify({ visits: rows[0].visits, demo: options.demo, pid: process.pid })))
      .catch(() => response.writeHead(503).end());
  });
  await new Promise<void>((done, reject) => { server.once('error', reject).listen(options.port, options.host, done); });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: `http://${options.host}:${port}`,
    signIns: [{ name: 'director', password: 'duty-desk', post: ['主任', 'Director'] }],
    async close() {
      server.closeAllConnections();
      await new Promise(done => { server.close(done); });
      await pool.end();
    },
  };
}
