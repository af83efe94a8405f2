/**
 * Three machines with PostgreSQL under Patroni, as deploy/ sets them up, all on this one: etcd, Patroni and PostgreSQL three times,
 * HAProxy once, in a folder of their own, as a user without rights. Replication runs through links that can be cut.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPool } from '../../src/kernel/database/connect.ts';
import { NOBODY } from '../../src/server/postgres-binaries.ts';
import { freePort } from './scratch.ts';

export interface Cluster {
  /** The owner, at HAProxy. */
  readonly url: string;
  /** The machine that is the primary, once there is one, it has its standby and all three are up. */
  whole(): Promise<number>;
  primary(): Promise<number | null>;
  /** kill -9 of the database alone, or of everything on that machine. */
  kill(machine: number, what: 'database' | 'machine'): void;
  /** What was killed on that machine is started. */
  start(machine: number): void;
  /** Between the machines nothing is replicated any more. */
  cut(): void;
  mend(): void;
  /** From then on nobody waits for a second machine. */
  withoutWaiting(): Promise<void>;
  stop(): Promise<void>;
}

const MACHINES = [1, 2, 3];
const PASSWORDS = { 'change-this-1': 'superuser-of-the-test', 'change-this-2': 'replicator-of-the-test', 'change-this-3': 'rewinder-of-the-test' };
/** Where Debian puts PostgreSQL; the newest there is. */
const versions = (): number[] => (existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map(Number).filter((n) => n >= 15 && existsSync(`/usr/lib/postgresql/${n}/bin/postgres`)).sort((a, b) => b - a) : []);

/** Debian's packages that are not there. */
export function missing(): readonly string[] {
  const there = { 'etcd-server': '/usr/bin/etcd', patroni: '/usr/bin/patroni', haproxy: '/usr/sbin/haproxy' };
  return [...Object.entries(there).filter(([, program]) => !existsSync(program)).map(([name]) => name), ...(versions().length === 0 ? ['postgresql-15'] : [])];
}

/** The file of deploy/ with what stands in it put in place of what is for three machines; what is not in it any more is an error. */
export function filled(name: string, changes: { readonly [there: string]: string }): string {
  let text = readFileSync(resolve('deploy', name), 'utf8');
  for (const [there, here] of Object.entries(changes)) {
    if (!text.includes(there)) throw new Error(`deploy/${name} has no “${there}” any more`);
    text = text.replaceAll(there, here);
  }
  return text;
}

interface Ports { readonly postgres: number; readonly link: number; readonly rest: number; readonly peer: number; readonly client: number }

class Machines implements Cluster {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dutydesk-patroni-'));
  readonly #processes = new Map<string, ChildProcess>();
  readonly #links: Link[] = [];
  #ports: Ports[] = [];
  url = '';

  async begin(): Promise<void> {
    const free = async () => ({ postgres: await freePort(), link: await freePort(), rest: await freePort(), peer: await freePort(), client: await freePort() });
    for (const _ of MACHINES) this.#ports.push(await free());
    const front = await freePort();
    if (new Set([front, ...this.#ports.flatMap((p) => Object.values(p))]).size !== 16) throw new Error('no free ports; once more, please');
    chmodSync(this.#folder, 0o755);
    for (const m of MACHINES) {
      const { link, postgres } = this.#ports[m - 1]!;
      this.#links.push(new Link(link, postgres));
      this.#write(m);
      this.start(m);
    }
    writeFileSync(join(this.#folder, 'haproxy.cfg'), filled('haproxy.cfg', { '127.0.0.1:5000': `127.0.0.1:${front}`,
      ...Object.fromEntries(MACHINES.map((m) => [`10.0.0.1${m}:5432 check port 8008`, `127.0.0.1:${this.#ports[m - 1]!.postgres} check port ${this.#ports[m - 1]!.rest}`])) }), { mode: 0o644 });
    await this.whole();
    await this.#owner();
    this.#spawn('haproxy', '/usr/sbin/haproxy', ['-db', '-f', join(this.#folder, 'haproxy.cfg')]);
    this.url = `postgres://dutydesk:owner-of-the-test@127.0.0.1:${front}/dutydesk`;
  }

  #write(m: number): void {
    const [home, p] = [join(this.#folder, `desk-db-${m}`), this.#ports[m - 1]!];
    mkdirSync(home, { mode: 0o700 });
    if (process.getuid?.() === 0) chownSync(home, NOBODY, NOBODY);
    const one = (n: number, kind: 'peer' | 'client') => `127.0.0.1:${this.#ports[n - 1]![kind]}`;
    const patroni = filled('patroni.yml', {
      'name: desk-db-1': `name: desk-db-${m}`, 'listen: 10.0.0.11:8008': `listen: 127.0.0.1:${p.rest}`, 'connect_address: 10.0.0.11:8008': `connect_address: 127.0.0.1:${p.rest}`,
      '10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379': MACHINES.map((n) => one(n, 'client')).join(','),
      // Shorter, so that the proof does not take an hour.
      'ttl: 30': 'ttl: 15', 'loop_wait: 10': 'loop_wait: 2', 'retry_timeout: 10': 'retry_timeout: 5',
      'listen: 10.0.0.11:5432': `listen: 127.0.0.1:${p.postgres}`, 'connect_address: 10.0.0.11:5432': `connect_address: 127.0.0.1:${p.link}`,
      '/var/lib/postgresql/15/dutydesk': join(home, 'data'), '/usr/lib/postgresql/15/bin': `/usr/lib/postgresql/${versions()[0]}/bin`, '/var/lib/postgresql/.pgpass-patroni': join(home, 'pgpass'),
      '/var/run/postgresql': home, '10.0.0.0/24': '127.0.0.1/32', ...PASSWORDS,
    });
    writeFileSync(join(this.#folder, `patroni-${m}.yml`), patroni, { mode: 0o644 });
    const etcd = filled('etcd.env', { 'ETCD_NAME=desk-db-1': `ETCD_NAME=desk-db-${m}`, '/var/lib/etcd/dutydesk': join(home, 'etcd'), ...Object.fromEntries(MACHINES.map((n) => [`desk-db-${n}=http://10.0.0.1${n}:2380`, `desk-db-${n}=http://${one(n, 'peer')}`])) })
      .replaceAll('10.0.0.11:2380', one(m, 'peer')).replaceAll('10.0.0.11:2379', one(m, 'client'));
    writeFileSync(join(this.#folder, `etcd-${m}.env`), etcd);
  }

  start(m: number): void {
    const settings = Object.fromEntries(readFileSync(join(this.#folder, `etcd-${m}.env`), 'utf8').split('\n').filter((l) => l.startsWith('ETCD_')).map((l) => [l.slice(0, l.indexOf('=')), l.slice(l.indexOf('=') + 1)]));
    if (!this.#processes.has(`etcd-${m}`)) this.#spawn(`etcd-${m}`, '/usr/bin/etcd', ['--logger=zap', '--log-level=error'], settings);
    if (!this.#processes.has(`patroni-${m}`)) this.#spawn(`patroni-${m}`, '/usr/bin/patroni', [join(this.#folder, `patroni-${m}.yml`)]);
  }

  #spawn(name: string, program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): void {
    const log = openSync(join(this.#folder, `${name}.log`), 'a');
    const child = spawn(program, args, { cwd: this.#folder, env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: this.#folder, ...environment }, stdio: ['ignore', log, log], ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}) });
    this.#processes.set(name, child);
    child.once('exit', () => { if (this.#processes.get(name) === child) this.#processes.delete(name); });
  }

  /** The user and the database of docs/run/scale.md, made on the primary; seeing everything, as backups must. */
  async #owner(): Promise<void> {
    const p = this.#ports[(await this.whole()) - 1]!;
    const admin = openPool(`postgres://postgres:${PASSWORDS['change-this-1']}@127.0.0.1:${p.postgres}/postgres`, 1);
    await admin.query(`create role dutydesk login password 'owner-of-the-test' createrole bypassrls`);
    await admin.query(`create database dutydesk owner dutydesk encoding 'UTF8' template template0`);
    await admin.end();
  }

  async #members(): Promise<readonly { readonly name: string; readonly role: string; readonly state: string }[]> {
    for (const { rest } of this.#ports) {
      const answer = await fetch(`http://127.0.0.1:${rest}/cluster`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
      if (answer?.ok) return ((await answer.json()) as { members: { name: string; role: string; state: string }[] }).members;
    }
    return [];
  }

  async primary(): Promise<number | null> {
    const answers = await Promise.all(this.#ports.map(({ rest }) => fetch(`http://127.0.0.1:${rest}/primary`, { signal: AbortSignal.timeout(3_000) }).then((a) => a.status === 200, () => false)));
    return answers.includes(true) ? answers.indexOf(true) + 1 : null;
  }

  async whole(): Promise<number> {
    for (let i = 0; i < 600; i++) {
      const [at, members] = [await this.primary(), await this.#members()];
      const up = members.filter((m) => m.state === 'running' || m.state === 'streaming');
      if (at !== null && up.length === 3 && (!this.#waiting || members.some((m) => m.role === 'sync_standby'))) return at;
      await pause(300);
    }
    throw new Error(`Patroni does not come together: ${JSON.stringify(await this.#members())}\n${this.#said()}`);
  }
  #waiting = true;

  #said(): string {
    return readdirSync(this.#folder).filter((f) => f.endsWith('.log')).map((f) => `--- ${f}\n${readFileSync(join(this.#folder, f), 'utf8').split('\n').slice(-15).join('\n')}`).join('\n');
  }

  kill(m: number, what: 'database' | 'machine'): void {
    const note = join(this.#folder, `desk-db-${m}`, 'data', 'postmaster.pid');
    const postmaster = existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[0]) : 0;
    const backends = existsSync(`/proc/${postmaster}/task/${postmaster}/children`) ? readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
    if (what === 'machine') for (const name of [`patroni-${m}`, `etcd-${m}`]) this.#processes.get(name)?.kill('SIGKILL');
    for (const pid of [postmaster, ...backends].filter((n) => n > 1)) try { process.kill(pid, 'SIGKILL'); } catch { /* it was ending anyway */ }
  }

  cut(): void { for (const link of this.#links) link.cut(); }
  mend(): void { for (const link of this.#links) link.mend(); }

  async withoutWaiting(): Promise<void> {
    this.#waiting = false;
    const m = await this.whole();
    const answer = await fetch(`http://127.0.0.1:${this.#ports[m - 1]!.rest}/config`, { method: 'PATCH', body: JSON.stringify({ synchronous_mode: false, synchronous_mode_strict: false, maximum_lag_on_failover: 1_000_000_000 }) });
    if (!answer.ok) throw new Error(`Patroni refused: ${await answer.text()}`);
    const admin = openPool(`postgres://postgres:${PASSWORDS['change-this-1']}@127.0.0.1:${this.#ports[m - 1]!.postgres}/postgres`, 1);
    for (let i = 0; (await admin.query<{ synchronous_standby_names: string }>('show synchronous_standby_names')).rows[0]!.synchronous_standby_names !== ''; i++) {
      if (i > 100) throw new Error('the primary still waits for a second machine');
      await pause(300);
    }
    await admin.end();
  }

  async stop(): Promise<void> {
    for (const m of MACHINES) this.kill(m, 'machine');
    this.#processes.get('haproxy')?.kill('SIGTERM');
    while (this.#processes.size > 0) await pause(50);
    for (const link of this.#links) link.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** A wire between two ports that somebody may cut. */
class Link {
  readonly #open = new Set<Socket>();
  readonly #server: Server;
  #whole = true;
  constructor(from: number, to: number) {
    this.#server = createServer((one) => {
      if (!this.#whole) { one.destroy(); return; }
      const other = connect(to, '127.0.0.1');
      for (const [a, b] of [[one, other], [other, one]] as const) {
        this.#open.add(a);
        a.on('error', () => b.destroy()).on('close', () => { this.#open.delete(a); b.destroy(); }).pipe(b);
      }
    }).listen(from, '127.0.0.1');
  }
  cut(): void { this.#whole = false; for (const socket of this.#open) socket.destroy(); }
  mend(): void { this.#whole = true; }
  close(): void { this.cut(); this.#server.close(); }
}

export async function startCluster(): Promise<Cluster> {
  execFileSync('/usr/sbin/haproxy', ['-c', '-q', '-f', resolve('deploy/haproxy.cfg')], { stdio: 'inherit' });
  const machines = new Machines();
  try {
    await machines.begin();
  } catch (e) {
    await machines.stop();
    throw e;
  }
  return machines;
}
