/**
 * The limit for opening records: node:http and pg and nothing else. One session look-up, the record, one audit row, in a transaction,
 * on a table with the same columns and indexes; no rights, no numbers by month, no history of values, no search, no repeat protection.
 */
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { newId } from '../../src/kernel/database/id.ts';
import { answering } from './bench.ts';

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE!, max: 12 });
await pool.query(`create table bare_visit (like bench_visit including all);
  create sequence bare_number;
  create table bare_session (token text primary key, user_id uuid not null, unit_id uuid not null, tenant_id uuid not null);
  create table bare_audit (id bigint generated always as identity primary key, record_id uuid not null, actor uuid not null, at timestamptz not null, what text not null, after jsonb not null);
  create index on bare_audit (record_id)`);
const token = newId(new Date());
const [user, unit, tenant] = [newId(new Date()), newId(new Date()), newId(new Date())];
await pool.query('insert into bare_session values ($1, $2, $3, $4)', [token, user, unit, tenant]);

const server = createServer((request, response) => {
  handle(request).then((body) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
  }, (e: unknown) => { response.writeHead(500, { 'content-length': 0 }).end(); process.stderr.write(`${String(e)}\n`); });
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

async function handle(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { values: v } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { values: { [name: string]: unknown } };
  const { rows: [session] } = await pool.query('select user_id, unit_id, tenant_id from bare_session where token = $1', [/bare=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]]);
  const client = await pool.connect();
  try {
    const id = newId(new Date());
    await client.query('begin');
    const { rows: [row] } = await client.query(
      `insert into bare_visit (tenant_id, id, number, state, unit_id, version, created_at, created_by, guest, room, purpose, came_on, came_at, people, paid, remark)
       values ($1, $2, 'LF-202611-' || nextval('bare_number'), '', $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning number`,
      [session.tenant_id, id, session.unit_id, new Date(), session.user_id, v.guest, v.room, v.purpose, v.came_on, v.came_at, v.people, v.paid, v.remark]);
    await client.query('insert into bare_audit (record_id, actor, at, what, after) values ($1, $2, $3, $4, $5)', [id, session.user_id, new Date(), 'create', JSON.stringify(v)]);
    await client.query('commit');
    return JSON.stringify({ id, number: row.number });
  } finally {
    client.release();
  }
}

answering(async () => ({ port: (server.address() as { port: number }).port, cookie: `bare=${token}` }));
