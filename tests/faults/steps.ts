/**
 * R3: random orders of events over every process of every module, steps and clock alike. The modules' own guards, facts and effects are
 * taken out, so that every state and step can be reached and what must happen follows from the definition alone (steps-model.ts): who, from
 * which state, with what filled in and signed. What is illegal is refused with the right status and leaves nothing; the clock goes up to 45
 * days forth and back, is looked at by two processes at once, and each deadline fires once.
 */
import type { Actor } from '../../src/kernel/access/actor.ts';
import { calendarOf } from '../../src/kernel/access/organisation.ts';
import type { SignatureInput, Written } from '../../src/kernel/api.ts';
import { businessDay } from '../../src/kernel/calendar/business-day.ts';
import type { Fields } from '../../src/kernel/field/field.ts';
import { openCipher } from '../../src/kernel/database/cipher.ts';
import { newId } from '../../src/kernel/database/id.ts';
import { stepsOf, targetsOf, type AnyStep, type Process } from '../../src/kernel/process/process.ts';
import { takeStep } from '../../src/kernel/process/step.ts';
import { escalateTasks, fireTimers } from '../../src/kernel/process/timers.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { Register } from '../../src/kernel/register/register.ts';
import { readRecord } from '../../src/kernel/register/write.ts';
import { openKernel, withSystem, type Kernel } from '../../src/kernel/runtime.ts';
import { startTest, type TestKernel } from '../../src/kernel/testing.ts';
import { modules } from '../../src/modules.ts';
import { above, generator, plant, shapedBy, valueOf } from '../access/house.ts';
import { chance, type Chance } from '../security/fuzz.ts';
import { plantEach } from '../security/planted.ts';
import { chosenOf, foretell, type Attempt, type Known } from './steps-model.ts';

export interface Orders {
  readonly orders: number; readonly processes: number; readonly events: number; readonly taken: number; readonly refused: number; readonly repeated: number;
  readonly clockSteps: number; readonly fired: number; readonly escalated: number;
  /** Reached of all there are. */
  readonly states: readonly [number, number]; readonly steps: readonly [number, number]; readonly timers: readonly [number, number];
  /** What was never reached, by name. */
  readonly missed: readonly string[]; readonly problems: readonly string[];
}

const NOW = Date.parse('2026-11-23T02:00:00Z');
const DAY = 86_400_000;
const UNIT = 'VIP';
const MOST_EVENTS = 60;
/** Kinds that need a file first, and do not matter here. */
const FILES = ['attachment', 'photo', 'signature'];

type Moment = Parameters<NonNullable<Process['states'][string]['timer']>['at']>[0];
/** A deadline that is over when its state is entered falls due a minute later: without the modules' choices some would set each other off for ever. */
const later = (at: Date, now: Date): Date => new Date(Math.max(at.getTime(), now.getTime() + 60_000));

/** The same states, steps, people, forms, signatures and deadlines; without what a module decides, computes and does besides. */
function bare(p: Process): Process {
  const unique = new Set((p.register.unique ?? []).flat());
  const steps = Object.fromEntries(Object.entries(stepsOf(p)).map(([name, s]) => [name, {
    label: s.label, from: s.from, to: s.to, by: s.by, ...(s.sign ? { sign: s.sign } : {}),
    form: Object.fromEntries(Object.entries(s.form).filter(([field, f]) => !FILES.includes(f.kind.name) && !unique.has(field))),
    choose: (c: { readonly record: object }) => chosenOf(s, c.record as { id: string; version: number }),
  }]));
  return { ...p, steps: steps as unknown as Process['steps'], states: Object.fromEntries(Object.entries(p.states).map(([name, s]) => [name, s.timer ? { ...s, timer: { ...s.timer, at: (c: Moment) => later(s.timer!.at(c), c.now) } } : s])) };
}

interface Tracked extends Known {
  readonly process: Process; readonly id: string;
  readonly state: string; readonly version: number;
  /** Steps in their order, with the number of their signatures. */
  readonly steps: { readonly what: string; readonly signatures: number }[];
  timer: { readonly step: string; readonly at: number } | null;
  task: { readonly step: string; readonly due: number; readonly to: string | null; escalated: boolean } | null;
  fired: number; tasks: number;
}

/** What was reached so far, in any organisation. */
const nothing = () => ({ states: new Set<string>(), steps: new Set<string>(), timers: new Set<string>() });
type Seen = ReturnType<typeof nothing>;

/** One organisation, one clock, two processes at its database; orders are played one after the other, deadlines of all records run on. */
class Lane {
  readonly problems: string[] = [];
  readonly counts = { events: 0, taken: 0, refused: 0, repeated: 0, clockSteps: 0, fired: 0, escalated: 0 };
  readonly seen: Seen;
  readonly #records = new Map<string, Tracked>();
  readonly #waiting = new Set<Tracked>();
  readonly #people = new Map<string, Actor>();
  readonly #keys = new Set<string>();
  readonly #t: TestKernel;
  readonly #other: Kernel;
  readonly #random: Chance;
  readonly #targets: Map<string, string[]>;
  readonly #make: ReturnType<typeof generator>;
  #n = 0;

  constructor(t: TestKernel, other: Kernel, random: Chance, targets: Map<string, string[]>, seen: Seen) {
    [this.#t, this.#other, this.#random, this.#targets, this.seen, this.#make] = [t, other, random, targets, seen, generator(t.kernel, new Date(NOW), 50_000)];
  }

  async order(process: Process): Promise<void> {
    const r = await this.#open(process);
    // Goes on, the clock standing, while something that was never reached lies ahead.
    for (let i = 0, all = 8 + this.#random(14); i < all || (i < MOST_EVENTS && this.#soonest(r).away < Number.POSITIVE_INFINITY); i++) {
      this.counts.events++;
      if (i < all && this.#random(8) === 0) await this.#clock();
      else await this.#event(r);
      // Left alone where a deadline has never fired yet.
      if (r.timer && !this.seen.timers.has(`${process.register.name}.${r.state}`) && this.#random(2) === 0) break;
    }
  }

  #target = (register: string): string | null => this.#targets.get(register)?.at(-1) ?? null;

  async #open(process: Process): Promise<Tracked> {
    const at = { kernel: this.#t.kernel, here: this.#here() };
    // Where a key consists of references, those are new as well.
    const fresh = async (of: Register, deep: number): Promise<Tracked | null> => {
      const own = new Map<string, string>();
      for (const [field, f] of Object.entries(of.fields)) if (deep < 4 && f.kind.name === 'ref' && (of.unique ?? []).flat().includes(field)) own.set(field, (await fresh(this.#t.kernel.registers.get(String(f.options.register))!, deep + 1))?.id ?? this.#target(String(f.options.register))!);
      const values = { ...this.#near(this.#make.values(of, this.#target, false), of.fields, new Set((of.unique ?? []).flat())), ...shapedBy(of, 0), ...Object.fromEntries(own) };
      const id = await plant(at, at.here, of, UNIT, values).then((made) => made.id, (e: unknown) => {
        // Of some there is one in a house: the order goes on with it.
        const known = [...this.#records.values()].findLast((r) => r.process.register.name === of.name);
        if (known && /\.double:/.test(String(e))) return known.id;
        throw e;
      });
      return this.#records.get(id) ?? this.adopt(of, id);
    };
    return (await fresh(process.register, 0))!;
  }
  /** Days around today one after the other, so that the clock comes by the deadlines that are counted from them; keys stay as they were made. */
  #near(values: { readonly [name: string]: unknown }, fields: Fields, keys: ReadonlySet<string> = new Set()): { [name: string]: unknown } {
    const first = this.#t.now().getTime() + (this.#random(91) - 45) * DAY;
    const days = Object.keys(values).filter((name) => fields[name]?.kind.name === 'date' && !keys.has(name));
    return { ...values, ...Object.fromEntries(days.map((name, i) => [name, new Date(first + i * DAY).toISOString().slice(0, 10)])) };
  }

  /** From now on what becomes of it is foretold. */
  async adopt(of: Register, id: string): Promise<Tracked | null> {
    const process = this.#t.kernel.processes.get(of.name);
    if (!process) return null;
    const r: Tracked = { process, id, state: process.start, version: 1, unit: UNIT, archived: false, steps: [], timer: null, task: null, fired: 0, tasks: 0 };
    this.#records.set(id, r);
    await this.#entered(r);
    return r;
  }
  #here() { return { tenant: { id: this.#t.tenantId } as never, units: { [UNIT]: this.#t.unit(UNIT) } }; }

  /** What the state asks for by when, as the definition computes it for this record. */
  async #entered(r: Tracked): Promise<void> {
    this.seen.states.add(`${r.process.register.name}.${r.state}`);
    const { timer, due } = r.process.states[r.state]!;
    r.timer = null;
    r.task = null;
    this.#waiting.delete(r);
    if (!timer && !due) return;
    const { record, calendar } = await this.#other.read(this.#t.system, async (tx) => ({ record: (await readRecord(tx, r.process.register, r.id))!, calendar: await calendarOf(tx, this.#t.unit(UNIT)) }));
    const c = { record, now: this.#t.now(), day: businessDay(this.#t.now(), calendar), calendar };
    if (timer) r.timer = { step: timer.step, at: timer.at(c).getTime() };
    if (due) { r.task = { step: due.step, due: due.at(c).getTime(), to: due.escalateTo ?? null, escalated: false }; r.tasks++; }
    this.#waiting.add(r);
  }

  async #moved(r: Tracked, what: string, to: string, signatures: number): Promise<void> {
    this.seen.steps.add(`${r.process.register.name}.${what}`);
    r.steps.push({ what, signatures });
    Object.assign(r, { state: to, version: r.version + 1 });
    await this.#entered(r);
  }

  async #person(role: string, unit: string): Promise<Actor> {
    const known = this.#people.get(`${role} ${unit}`);
    if (known) return known;
    const now = this.#t.now().toISOString();
    // They held the post before the clock could ever go back to.
    this.#t.at('2020-01-01T00:00:00Z');
    const made = await this.#t.actor(role, unit);
    this.#t.at(now);
    this.#people.set(`${role} ${unit}`, made);
    return made;
  }

  /** One attempt at a step: mostly as it should be, else wrong in one way. */
  async #event(r: Tracked): Promise<void> {
    const random = this.#random;
    const oneOf = (names: readonly string[]) => names[random(names.length)]!;
    const all = Object.keys(r.process.steps);
    const open = all.filter((name) => stepsOf(r.process)[name]!.from.includes(r.state));
    const wrong = random(10) < 5 && open.length > 0 ? 'nothing' : (['state', 'post', 'unit', 'missing', 'unknown', 'unsigned', 'version', 'no step', 'again'] as const)[random(9)]!;
    const name = wrong === 'no step' ? ['constructor', 'never'][random(2)]! : wrong === 'state' || open.length === 0 ? all[random(all.length)]! : random(3) === 0 ? open[random(open.length)]! : oneOf(this.#soonest(r).by);
    const step = stepsOf(r.process)[name] as AnyStep | undefined;
    const who = await this.#who(r, step, wrong);
    const input = step && name !== 'constructor' ? this.#input(step, wrong) : {};
    const signatures = step?.sign && wrong !== 'no step' ? await this.#signatures(step, wrong) : [];
    const version = wrong === 'version' ? r.version + 1 - 2 * random(2) : random(2) === 0 ? r.version : null;
    const attempt: Attempt = { step: name, who: who && { role: who.grants[0]!.role, unit: who === this.#people.get(`${who.grants[0]!.role} ${UNIT}`) ? UNIT : who === this.#people.get(`${who.grants[0]!.role} YL`) ? 'YL' : 'FS' }, given: new Set(Object.keys(input)), signed: new Set(signatures.map((s) => s.name)), version };
    const key = newId(new Date());
    const take = (content: object) => this.#t.kernel.write(who ?? this.#t.system, (tx) => takeStep(tx, r.process, r.id, name as never, input as never, { signatures, typed: who !== null, ...(version === null ? {} : { version }) }), { key, content });
    const verdict = foretell(r.process, r, attempt, above);
    const said = await answerOf(take(input));
    const what = `${r.process.register.name}.${name} from ${r.state}, ${wrong} wrong`;
    if ('refused' in verdict) {
      this.counts.refused++;
      if (said.status !== verdict.refused) this.problems.push(`${what}: foretold ${verdict.refused}, answered ${said.status} ${said.text}`);
      if (said.status === 200) await this.#moved(r, name, said.written!.state, signatures.length);
      return;
    }
    if (said.status !== 200 || said.written!.state !== verdict.to) this.problems.push(`${what}: foretold ${verdict.to}, answered ${said.status} ${said.text}`);
    if (said.status !== 200) return;
    this.counts.taken++;
    this.#keys.add(key);
    await this.#moved(r, name, said.written!.state, signatures.length);
    if (wrong !== 'again') return;
    // The same request once more is answered the same and does nothing; with other content its key is refused.
    this.counts.repeated++;
    const [same, other] = [await answerOf(take(input)), await answerOf(take({ ...input, other: 1 }))];
    if (!same.written?.repeated || same.written.version !== r.version || other.status !== 422) this.problems.push(`${what}: sent again it was answered ${same.status} ${same.text}, with other content ${other.status}`);
  }

  /** The open steps by which one comes soonest to something that was never reached, and how many steps away it is. */
  #soonest(r: Tracked): { readonly away: number; readonly by: readonly string[] } {
    const steps = Object.entries(stepsOf(r.process));
    const name = r.process.register.name;
    // Also a state whose deadline has never fired: there the record is left alone.
    const newOf = (step: string) => targetsOf(stepsOf(r.process)[step]!).filter((s) => !this.seen.states.has(`${name}.${s}`) || (r.process.states[s]!.timer && !this.seen.timers.has(`${name}.${s}`)));
    const isNew = (step: string) => !this.seen.steps.has(`${name}.${step}`) || newOf(step).length > 0;
    // A step of many ends seldom comes to the one that is wanted.
    const luck = (step: string) => (this.seen.steps.has(`${name}.${step}`) ? 1 - newOf(step).length / targetsOf(stepsOf(r.process)[step]!).length : 0);
    const away = (step: string): number => {
      const known = new Set<string>();
      let edge = [step];
      for (let deep = 0; edge.length > 0; deep++) {
        if (edge.some(isNew)) return deep + Math.min(...edge.filter(isNew).map(luck));
        for (const s of edge) known.add(s);
        const reached = new Set(edge.flatMap((s) => targetsOf(stepsOf(r.process)[s]!)));
        edge = steps.filter(([s, def]) => !known.has(s) && def.from.some((from) => reached.has(from))).map(([s]) => s);
      }
      return Number.POSITIVE_INFINITY;
    };
    const far = steps.filter(([, def]) => def.from.includes(r.state)).map(([step]) => [step, away(step)] as const);
    const least = Math.min(...far.map(([, n]) => n), Number.POSITIVE_INFINITY);
    return { away: least, by: far.filter(([, n]) => n === least).map(([step]) => step) };
  }

  async #who(r: Tracked, step: AnyStep | undefined, wrong: string): Promise<Actor | null> {
    const { read } = r.process.register.access;
    const may = (step?.by ?? read).filter((role) => read.includes(role));
    if (wrong === 'post') { const roles = Object.keys(Object.assign({}, ...this.#t.kernel.modules.map((m) => m.roles))); return this.#person(roles[this.#random(roles.length)]!, UNIT); }
    if (may.length === 0) return wrong === 'unit' && read.length > 0 ? this.#person(read[0]!, UNIT) : null;
    const role = may[this.#random(may.length)]!;
    return this.#person(role, wrong === 'unit' ? 'FS' : this.#random(4) === 0 ? 'YL' : UNIT);
  }

  #input(step: AnyStep, wrong: string): { [name: string]: unknown } {
    const fields = Object.entries(step.form).filter(([, f]) => !f.optional || this.#random(2) === 0);
    const input = Object.fromEntries(fields.map(([name, f]) => [name, valueOf(f, ++this.#n + 70_000, this.#t.now(), this.#target)]).filter(([, value]) => value !== null));
    Object.assign(input, this.#near(input, step.form));
    const must = fields.filter(([, f]) => !f.optional);
    if (wrong === 'missing' && must.length > 0) delete input[must[this.#random(must.length)]![0]];
    return wrong === 'unknown' ? { ...input, no_such_field: 1 } : input;
  }

  async #signatures(step: AnyStep, wrong: string): Promise<SignatureInput[]> {
    const all = await Promise.all((step.sign ?? []).map(async (s) => {
      if (s.refusable && this.#random(3) === 0) return this.#t.refuse(s.name, '某人', ['见证甲', '见证乙']);
      return this.#t.sign(s.name, s.by === 'user' && s.role ? await this.#person(s.role, UNIT) : '某人');
    }));
    return wrong === 'unsigned' ? all.slice(1) : all;
  }

  /** The clock goes somewhere within 45 days of where it is, and two processes look at it at once until nothing is left to do. */
  async #clock(): Promise<void> {
    this.counts.clockSteps++;
    const t = this.#t;
    const by = (this.#random(2 * 45 * 24 * 60) - 45 * 24 * 60) * 60_000;
    // Back to the middle when it has gone far.
    t.at(new Date(Math.abs(t.now().getTime() + by - NOW) > 300 * DAY ? NOW : t.now().getTime() + by).toISOString());
    const now = t.now().getTime();
    let [fired, escalated] = [0, 0];
    for (let round = 0; ; round++) {
      const both = [t.kernel, this.#other];
      const n = (await Promise.all(both.map((k) => fireTimers(k, t.tenantId, (e) => { this.problems.push(`a deadline: ${String(e)}`); })))).reduce((a, b) => a + b, 0);
      fired += n;
      escalated += (await Promise.all(both.map((k) => escalateTasks(k, t.tenantId)))).reduce((a, b) => a + b, 0);
      if (n === 0) break;
      if (round > 3) { this.problems.push(`deadlines set each other off without end: ${[...this.#waiting].filter((r) => r.timer && r.timer.at <= now).map((r) => `${r.process.register.name}.${r.state}`).join(' ')}`); break; }
    }
    let [due, over] = [0, 0];
    for (const r of [...this.#waiting]) {
      if (r.timer && r.timer.at <= now) {
        const { step } = r.timer;
        this.seen.timers.add(`${r.process.register.name}.${r.state}`);
        due++;
        r.fired++;
        await this.#moved(r, step, chosenOf(stepsOf(r.process)[step]!, r), 0);
      }
      if (r.task && r.task.to !== null && !r.task.escalated && r.task.due < now) { r.task.escalated = true; over++; }
    }
    this.counts.fired += fired;
    this.counts.escalated += escalated;
    if (fired !== due) this.problems.push(`${new Date(now).toISOString()}: ${due} deadlines were due, ${fired} fired`);
    if (escalated !== over) this.problems.push(`${new Date(now).toISOString()}: ${over} tasks were overdue, ${escalated} passed on`);
  }

  /** Everything that stands in the database against everything that was foretold, record by record. */
  async compare(): Promise<void> {
    const of = <T>(text: string) => this.#t.sql<T>(text, [this.#t.tenantId]);
    const grouped = async <T extends { record_id: string }>(text: string) => { const by = new Map<string, T[]>(); for (const row of await of<T>(text)) by.set(row.record_id, [...by.get(row.record_id) ?? [], row]); return by; };
    const history = await grouped<{ record_id: string; what: string }>('select record_id, what from history where tenant_id = $1 order by id');
    const timers = await grouped<{ record_id: string; step: string; at: Date; state: string }>('select record_id, step, at, state from timer where tenant_id = $1');
    const tasks = await grouped<{ record_id: string; step: string; due_at: Date; done_at: Date | null; escalated_at: Date | null }>('select record_id, step, due_at, done_at, escalated_at from task where tenant_id = $1');
    const signed = await grouped<{ record_id: string }>('select record_id from signature where tenant_id = $1');
    const slips = await of('select id from slip where tenant_id = $1 union all select id from notice where tenant_id = $1 and false');
    const keys = (await of<{ key: string }>('select key from idempotency where tenant_id = $1')).map((k) => k.key);
    const differs = (what: string, wanted: unknown, found: unknown) => { if (JSON.stringify(wanted) !== JSON.stringify(found)) this.problems.push(`${what}: foretold ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`); };
    for (const register of new Set([...this.#records.values()].map((r) => r.process.register.name))) {
      const rows = new Map((await of<{ id: string; state: string; version: number }>(`select id, state, version from ${register} where tenant_id = $1`)).map((row) => [row.id, row]));
      for (const r of [...this.#records.values()].filter((one) => one.process.register.name === register)) {
        const row = rows.get(r.id);
        const at = `${register} ${r.id}`;
        differs(`${at} itself`, [r.state, r.version], [row?.state, row?.version]);
        differs(`${at} history`, ['create', ...r.steps.map((s) => s.what)], (history.get(r.id) ?? []).map((h) => h.what));
        differs(`${at} signatures`, r.steps.reduce((n, s) => n + s.signatures, 0), signed.get(r.id)?.length ?? 0);
        const [own, work] = [timers.get(r.id) ?? [], tasks.get(r.id) ?? []];
        differs(`${at} deadlines waiting`, r.timer ? [[r.timer.step, r.timer.at]] : [], own.filter((x) => x.state === 'waiting').map((x) => [x.step, x.at.getTime()]));
        differs(`${at} deadlines fired and failed`, [r.fired, 0], ['done', 'failed'].map((s) => own.filter((x) => x.state === s).length));
        differs(`${at} open tasks`, r.task ? [[r.task.step, r.task.due, r.task.escalated]] : [], work.filter((x) => x.done_at === null).map((x) => [x.step, x.due_at.getTime(), x.escalated_at !== null]));
        differs(`${at} tasks in all`, r.tasks, work.length);
      }
    }
    differs('slips', 0, slips.length);
    differs('keys of answered requests', [...this.#keys].sort(), keys.sort());
  }
}

interface Said { readonly status: number; readonly text: string; readonly written: (Written & { readonly repeated?: boolean }) | null }
const answerOf = (work: Promise<Written & { readonly repeated?: boolean }>): Promise<Said> => work.then(
  (written) => ({ status: 200, text: `${written.state}${written.repeated ? ' repeated' : ''}`, written }),
  (e: unknown) => ({ status: e instanceof Refusal ? e.status : 500, text: e instanceof Refusal ? e.code : String(e), written: null }));

export async function orders(count: number, seed: number, width = 4): Promise<Orders> {
  const processes = withSystem(modules).flatMap((m) => (m.processes ?? []) as Process[]).map(bare);
  const seen = nothing();
  const lanes = await Promise.all(Array.from({ length: width }, async (_, n) => {
    const t = await startTest({ modules, now: new Date(NOW).toISOString() });
    const other = openKernel({ url: t.kernel.pool.options.connectionString!, modules, clock: { now: t.now }, cipher: openCipher(Buffer.alloc(32, 7)) });
    for (const kernel of [t.kernel, other]) for (const p of processes) (kernel.processes as Map<string, Process>).set(p.register.name, p);
    const targets = await plantEach({ kernel: t.kernel, here: { tenant: { id: t.tenantId } as never, units: { [UNIT]: t.unit(UNIT) } } });
    const lane = new Lane(t, other, chance(seed + n), targets, seen);
    for (const [name, ids] of targets) for (const id of ids) await lane.adopt(t.kernel.registers.get(name)!, id);
    return { t, other, lane };
  }));
  try {
    let next = 0;
    await Promise.all(lanes.map(async ({ lane }) => {
      for (let i = next++; i < count && lane.problems.length < 50; i = next++) await lane.order(processes[i % processes.length]!);
      await lane.compare();
    }));
  } finally {
    for (const { t, other } of lanes) { await other.close(); await t.close(); }
  }
  const sum = (what: keyof Lane['counts']) => lanes.reduce((n, { lane }) => n + lane.counts[what], 0);
  const all = { states: processes.flatMap((p) => Object.keys(p.states).map((s) => `${p.register.name}.${s}`)), steps: processes.flatMap((p) => Object.keys(p.steps).map((s) => `${p.register.name}.${s}`)), timers: processes.flatMap((p) => Object.entries(p.states).filter(([, s]) => s.timer).map(([s]) => `${p.register.name}.${s}`)) };
  const missing = (what: keyof typeof all) => all[what].filter((name) => !seen[what].has(name));
  const reached = (what: keyof typeof all): [number, number] => [all[what].length - missing(what).length, all[what].length];
  return {
    orders: count, processes: processes.length, events: sum('events'), taken: sum('taken'), refused: sum('refused'), repeated: sum('repeated'), clockSteps: sum('clockSteps'), fired: sum('fired'), escalated: sum('escalated'),
    states: reached('states'), steps: reached('steps'), timers: reached('timers'), missed: (['states', 'steps', 'timers'] as const).flatMap((what) => (missing(what).length > 0 ? [`${what} never reached: ${missing(what).join(' ')}`] : [])), problems: lanes.flatMap(({ lane }) => lane.problems),
  };
}
