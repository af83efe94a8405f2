/** A kernel for tests: a real PostgreSQL, an organisation of its own in a shared database, and a clock turned by hand. */
import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from './access/actor.ts';
import { Unit } from './access/organisation.ts';
import { addPerson, givePost, loadActor } from './access/people.ts';
import { asSystem } from './access/system.ts';
import { createTenant } from './access/tenant.ts';
import type { SignatureInput, TaskRow, Written } from './api.ts';
import { seal } from './audit/history.ts';
import { claimJob, endJob, type JobKind, keepCheckpoint } from './job/job.ts';
import { openCipher } from './database/cipher.ts';
import { openPool } from './database/connect.ts';
import { newId } from './database/id.ts';
import { migrate, migrationsOf } from './database/migrate.ts';
import { tableSql } from './database/schema.ts';
import type { Tx } from './database/tx.ts';
import { scrawl } from './demo.ts';
import { planDuties, tendDuties } from './duty/occurrences.ts';
import { dispatch } from './events.ts';
import type { InputOf, ValuesOf } from './field/field.ts';
import { expireHolds } from './ledger/hold.ts';
import type { Module } from './module.ts';
import type { Process, StepOf } from './process/process.ts';
import { takeStep } from './process/step.ts';
import { escalateTasks, fireTimers } from './process/timers.ts';
import { assert, Refusal } from './refusal.ts';
import { tasksWhere } from './register/page.ts';
import { createRecord, readRecord } from './register/write.ts';
import type { NewOf, Register, RowOf } from './register/register.ts';
import { openKernel, withSystem, type Kernel } from './runtime.ts';
import { answer } from './settings/lookup.ts';
import type { Parameter } from './settings/parameter.ts';

export const TEST_UNITS: readonly (readonly [code: string, name: string, kind: string, parent: string | null])[] = [
  ['YL', '云岭服务集团', 'organisation', null], ['CC', '客户联络中心', 'centre', 'YL'], ['CC-IN', '热线一线', 'line', 'CC'], ['CC-OB', '回访组', 'line', 'CC'],
  ['FS', '售后服务总部', 'centre', 'YL'], ['FS-NE', '东北服务部', 'branch', 'FS'], ['FS-XJ', '新疆服务部', 'branch', 'FS'], ['FS-EC', '华东服务部', 'branch', 'FS'],
  ['FS-NC', '华北服务部', 'branch', 'FS'], ['FS-NW', '西北服务部', 'branch', 'FS'], ['FS-SW', '西南服务部', 'branch', 'FS'],
  ['LC', '后勤服务中心', 'centre', 'YL'], ['VIP', '星河会贵宾服务中心', 'centre', 'YL'],
];

export interface TestKernel {
  readonly kernel: Kernel;
  readonly tenantId: string;
  readonly system: Actor;
  now(): Date;
  unit(code: string): string;
  actor(role: string, unit: string, name?: string): Promise<Actor>;
  deputy(actor: Actor, role: string, unit: string, of: Actor): Promise<Actor>;
  create<R extends Register>(register: R, actor: Actor, values: NewOf<R>, key?: string): Promise<RowOf<R>>;
  step<R extends Register, Steps extends { readonly [s: string]: StepOf }, S extends keyof Steps & string>(
    process: Process<R, Steps>, id: string, step: S, actor: Actor, input: InputOf<Steps[S]['form']>, signatures?: readonly SignatureInput[], key?: string): Promise<Written>;
  read<R extends Register>(register: R, id: string): Promise<RowOf<R>>;
  run<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  answer<T>(parameter: Parameter<T>, value: T, from?: string): Promise<void>;
  tasks(actor: Actor): Promise<TaskRow[]>;
  sign(name: string, signer: Actor | string): SignatureInput;
  refuse(name: string, signer: string, witnesses: readonly string[]): SignatureInput;
  at(iso: string): void;
  later(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void;
  tick(): Promise<void>;
  /** Does the jobs that modules have asked for. */
  jobs(): Promise<void>;
  sql<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** `tables` makes the tables of definitions that have no migration of their own: the kernel's tests and the guide's example. */
export async function startTest(options: { readonly modules: readonly Module[]; readonly now?: string; readonly tables?: readonly Register[] }): Promise<TestKernel> {
  const { ownerUrl, url } = await sharedDatabase(options.modules, options.tables ?? []);
  const clock = { at: new Date(options.now ?? '2026-11-23T02:00:00Z') };
  const kernel = openKernel({ url, modules: options.modules, clock: { now: () => new Date(clock.at) }, cipher: openCipher(Buffer.alloc(32, 7)) });
  const owner = openPool(ownerUrl, 1);
  const code = `t${randomBytes(6).toString('hex')}`;
  const { id: tenantId } = await createTenant(owner, { code, name: '云岭服务集团', zone: 'Asia/Shanghai', demo: false }, clock.at);
  const system = asSystem(tenantId, 'test');
  const units = await kernel.write(system, (tx) => makeUnits(tx, TEST_UNITS));
  let people = 0;

  const reload = async (id: string): Promise<Actor> => {
    const actor = await kernel.read(system, (tx) => loadActor(tx, id));
    assert(actor, 'the person was just made');
    return actor;
  };
  const sign = (name: string, signer: Actor | string): SignatureInput => {
    const who = typeof signer === 'string' ? signer : signer.name;
    return { name, signer: who, kind: 'drawn', strokes: scrawl(who) };
  };
  return {
    kernel, tenantId, system, sign,
    now: () => clock.at,
    unit: (unitCode) => { assert(units[unitCode], `no unit ${unitCode}`); return units[unitCode]; },
    async actor(role, unit, name) {
      const n = ++people;
      const { id } = await kernel.write(system, async (tx) => ({ id: await addPerson(tx, { name: `p${n}`, displayName: name ?? `测试员${n}`, posts: [{ role, unit }] }) }));
      return reload(id);
    },
    async deputy(actor, role, unit, of) {
      await kernel.write(system, async (tx) => { await givePost(tx, actor.id, { role, unit }, of.id); return {}; });
      return reload(actor.id);
    },
    create: (register, actor, values, key) => kernel.write(actor, (tx) => createRecord(tx, register, values, { typed: actor.kind === 'user' }), key ? { key, content: values } : undefined),
    step: (process, id, step, actor, input, signatures = [], key) => kernel.write(actor,
      (tx) => takeStep(tx, process, id, step, input as ValuesOf<StepOf['form']> as never, { signatures, typed: actor.kind === 'user' }), key ? { key, content: [id, step, input] } : undefined),
    async read(register, id) {
      const record = await kernel.read(system, (tx) => readRecord(tx, register, id));
      assert(record, `no ${register.name} ${id}`);
      return record;
    },
    run: (actor, work) => kernel.write(actor, async (tx) => ({ value: await work(tx) })).then((r) => r.value),
    async answer(parameter, value, from = '2020-01-01') {
      await kernel.write(system, async (tx) => ({ id: await answer(tx, parameter as Parameter, from, value, '测试约定') }));
    },
    tasks: (actor) => kernel.read(actor, (tx) => tasksWhere(tx, 't.roles && $2 and t.show_at <= $3', [actor.grants.map((g) => g.role), tx.now])),
    refuse: (name, signer, witnesses) => ({ name, signer, kind: 'refused', strokes: '', witnesses }),
    at(iso) { clock.at = new Date(iso); },
    later({ days = 0, hours = 0, minutes = 0 }) { clock.at = new Date(clock.at.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000); },
    async tick() {
      await planDuties(kernel, tenantId);
      const fail = (e: unknown) => { throw e; };
      await fireTimers(kernel, tenantId, fail);
      await expireHolds(kernel, tenantId, fail);
      await escalateTasks(kernel, tenantId);
      await dispatch(kernel, tenantId);
      await tendDuties(kernel, tenantId);
      await kernel.write(system, async (tx) => ({ n: await seal(tx) }));
    },
    async jobs() {
      const runner = newId(clock.at);
      for (;;) {
        const { job } = await kernel.write(system, async (tx) => ({ job: await claimJob(tx, runner) }));
        if (!job) return;
        const kind = options.modules.flatMap((m) => m.jobs ?? []).find((k) => k.name === job.kind) as JobKind<object>;
        const actor = await reload(job.asked_by);
        const ended = await kind.run({
          id: job.id, input: job.input, actor, checkpoint: job.checkpoint, signal: new AbortController().signal, now: () => clock.at, progress: () => undefined,
          read: (w) => kernel.read(actor, w), write: (w) => kernel.write(actor, w), file: () => { throw new Error('a test of a module has no files'); },
          async keep(portion) { await kernel.write(actor, async (tx) => { await keepCheckpoint(tx, { ...job, runner }, await portion(tx)); return {}; }); },
        }).then((end) => ({ state: 'done' as const, end }), (e: unknown) => (e instanceof Refusal ? { state: 'failed' as const, end: { said: e.label } } : { state: 'cancelled' as const, end: undefined }));
        await kernel.write(system, async (tx) => { await endJob(tx, { ...job, runner }, ended.state, ended.end); return {}; });
      }
    },
    sql: (text, values = []) => kernel.read(system, (tx) => tx.query(text, values)),
    async close() { await Promise.all([kernel.close(), owner.end()]); },
  };
}

export async function makeUnits(tx: Tx, wanted: typeof TEST_UNITS): Promise<{ [code: string]: string }> {
  const made: { [code: string]: string } = {};
  for (const [code, name, kind, parent] of wanted) {
    const unit = await createRecord(tx, Unit, {
      code, name, unit_kind: kind as 'centre', parent: parent ? made[parent]! : null,
      zone: parent ? null : 'Asia/Shanghai', day_starts: code === 'VIP' ? '08:00' : parent ? null : '00:00',
    });
    made[code] = unit.id;
  }
  return made;
}

const TEST_PASSWORD = 'dutydesk-test';

/** One database for all tests that use the same modules; made by whoever comes first, the others wait. */
async function sharedDatabase(modules: readonly Module[], tables: readonly Register[]): Promise<{ ownerUrl: string; url: string }> {
  const base = process.env.DUTYDESK_TEST_POSTGRES;
  assert(base, 'tests on PostgreSQL run with npm test, which starts one and sets DUTYDESK_TEST_POSTGRES');
  const all = withSystem(modules);
  const known = new Set(all.flatMap((m) => m.registers.map((r) => r.name)));
  const more = tables.map((r) => ({ name: `test/${r.name}`, sql: tableSql(r, known) }));
  const content = createHash('sha256').update(JSON.stringify([migrationsOf(all), more, all.map((m) => m.name)])).digest('hex').slice(0, 16);
  const name = `t_${content}`;
  const admin = openPool(base, 1);
  const at = (db: string) => { const u = new URL(base); u.pathname = `/${db}`; return u.toString(); };
  try {
    await admin.query(`do $$ begin create role dutydesk_app nologin; exception when duplicate_object or unique_violation then null; end $$`);
    await admin.query(`do $$ begin create role dutydesk_test login password '${TEST_PASSWORD}' in role dutydesk_app; exception when duplicate_object or unique_violation then null; end $$`);
    const exists = async () => (await admin.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1;
    if (!(await exists())) {
      const making = `${name}_${newId(new Date(0)).slice(-8)}`;
      await admin.query(`create database ${making}`);
      await migrate(at(making), all, more);
      await admin.query(`alter database ${making} rename to ${name}`).catch(async (e: unknown) => {
        if (!(await exists())) throw e;
        await admin.query(`drop database ${making}`);
      });
    }
  } finally {
    await admin.end();
  }
  const url = new URL(at(name));
  url.username = 'dutydesk_test';
  url.password = TEST_PASSWORD;
  return { ownerUrl: at(name), url: url.toString() };
}
