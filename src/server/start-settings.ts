import { connect, createServer } from 'node:net';
import { resolve } from 'node:path';
import { StartProblem } from './start-problem.ts';

/** What the environment says about how to run. Every wrong value is refused by name before anything is started. */
export interface StartSettings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** A PostgreSQL of one's own; without it the built-in one is started. */
  readonly databaseUrl: string | null;
  readonly demo: boolean;
  /** A backup a day into the data folder. */
  readonly backups: boolean;
  readonly metricsToken: string | null;
}

export function readSettings(environment: NodeJS.ProcessEnv, projectDir: string): StartSettings {
  return {
    host: given(environment['HOST']) ?? '127.0.0.1',
    port: readPort(given(environment['PORT']) ?? '8321'),
    dataDir: resolve(projectDir, given(environment['DUTYDESK_DATA']) ?? '.data/dutydesk'),
    databaseUrl: readDatabaseUrl(given(environment['DATABASE_URL'])),
    demo: given(environment['DUTYDESK_DEMO']) !== '0',
    backups: given(environment['DUTYDESK_BACKUPS']) !== '0',
    metricsToken: given(environment['DUTYDESK_METRICS_TOKEN']) ?? null,
  };
}

/** Fails with EADDRINUSE and the like. Asked first, because the answer should not wait for the database. */
export function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((done, reject) => {
    const probe = createServer().once('error', reject).listen(port, host, () => probe.close(() => done()));
  });
}

/** Fails with ECONNREFUSED and the like when nobody answers at the address. */
export function assertAnswers(databaseUrl: string): Promise<void> {
  const { hostname, port } = new URL(databaseUrl);
  if (hostname === '') return Promise.resolve();
  return new Promise((done, reject) => {
    const socket = connect(Number(port || 5432), hostname.replace(/^\[|\]$/g, ''));
    socket.setTimeout(8_000, () => socket.destroy(Object.assign(new Error(`no answer from ${hostname} within 8 s`), { code: 'ETIMEDOUT' })));
    socket.once('error', reject).once('connect', () => { socket.destroy(); done(); });
  });
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StartProblem('wrong-port', [`PORT=${text} 不是端口号（0 到 65535）`, `PORT=${text} is not a port number (0 to 65535)`]);
}

function readDatabaseUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  throw new StartProblem('wrong-database-url', [
    'DATABASE_URL 不是 postgres://用户:口令@主机:端口/库名 的样子',
    'DATABASE_URL is not of the form postgres://user:password@host:port/database']);
}
