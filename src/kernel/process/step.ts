/**
 * Taking a step: lock the record, check post and state, load facts, ask the pure guard, change the state, sign, post,
 * print, set the next tasks. All in one transaction; a refusal leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import { mustReach, notFound } from '../access/access.ts';
import { calendarOf } from '../access/organisation.ts';
import type { Label, SignatureInput, Written } from '../api.ts';
import { businessDay } from '../calendar/business-day.ts';
import { localParts } from '../calendar/zone.ts';
import type { Tx } from '../database/tx.ts';
import { issueSlip } from '../document/issue.ts';
import { checkSignatures, keepSignatures } from '../document/signatures.ts';
import type { ValuesOf } from '../field/field.ts';
import { readFields } from '../field/validate.ts';
import { assert, Refusal } from '../refusal.ts';
import type { Register, RowOf } from '../register/register.ts';
import { columnsOf, shownRow, valuesOf, type RawRow } from '../register/rows.ts';
import { afterWrite, bound, changedMeanwhile, difference, findRaw, invalid, reachRaw } from '../register/write.ts';
import { enterState } from './enter.ts';
import { stepsOf, targetsOf, type AnyStep, type LookContext, type Process, type StepOf } from './process.ts';

export interface StepOptions {
  readonly signatures?: readonly SignatureInput[];
  /** What the person saw; another version in the meantime is refused. */
  readonly version?: number;
  /** Taken by a person through a route: post and reach are checked. Code of the product answers for itself. */
  readonly typed?: boolean;
}

/**
 * In: the process, the record's id, the step and what its form asks. Out: the new state and the slips printed.
 * Refuses: no such record (404), post missing (403), another state or version (409), wrong input (422), missing signatures, the guard's reasons.
 */
export async function takeStep<R extends Register, Steps extends { readonly [s: string]: StepOf }, S extends keyof Steps & string>(
  tx: Tx, process: Process<R, Steps>, id: string, stepName: S, input: ValuesOf<Steps[S]['form']>, options: StepOptions = {},
): Promise<Written> {
  const p = process as unknown as Process;
  const step = Object.hasOwn(stepsOf(p), stepName) ? stepsOf(p)[stepName] : undefined;
  if (!step) throw new Refusal('no_such_step', ['没有这个操作', 'There is no such step'], 404);
  const raw = options.typed ? await reachRaw(tx, p.register, id, true) : await findRaw(tx, p.register, id, true);
  if (!raw) throw notFound();
  const grant = options.typed || tx.actor.kind === 'user' ? await mustReachStep(tx, step, raw, options.typed === true) : undefined;
  await mustBePossible(tx, p, step, raw, options.version);
  const read = readFields(step.form, input);
  if (!read.ok) throw invalid(read.fields);
  const look = await lookAt(tx, p, step, raw, read.values);
  const signers = await checkSignatures(tx, step.sign ?? [], options.signatures ?? [], raw.unit_id);
  const c = { ...look, input: read.values as never, signers };
  const notYet = step.ready?.(look);
  if (notYet) throw new Refusal(`${p.register.name}.not_ready`, notYet);
  step.guard?.(c);
  const target = step.choose ? step.choose(c) : targetsOf(step)[0]!;
  assert(targetsOf(step).includes(target), `${p.register.name}.${stepName} chose ${target}, which it does not declare`);

  const own = Object.fromEntries(Object.entries(read.values).filter(([name]) => p.register.fields[name]));
  const { unit_id: ownUnit, ...computed } = (step.set?.(c) ?? {}) as { unit_id?: string };
  const columns = { ...columnsOf(tx.kernel, p.register.fields, { ...own, ...computed }), ...(ownUnit ? { unit_id: ownUnit } : {}) };
  const after = await enter(tx, p.register, raw, target, columns);
  const record = valuesOf(tx.kernel, p.register, after);
  settle(tx, p.register.name, id);
  const form = columnsOf(tx.kernel, step.form, read.values);
  const changed = difference(raw, columns);
  await afterWrite(tx, p.register, after, {
    what: stepName, onBehalfOf: grant?.deputyFor ?? null, form,
    before: { state: raw.state, ...changed.before }, after: { state: target, ...changed.after },
  });
  await enterState(tx, p, after, record);
  await step.effect?.({ ...c, record, before: c.record, tx } as never);
  const hash = contentHash(p.register, stepName, shownRow(tx.kernel, p.register, raw, tx.actor), form);
  keepSignatures(tx, step.sign ?? [], options.signatures ?? [], signers, { register: p.register.name, recordId: id, step: stepName, hash });
  const slips = step.slip ? [await issueSlip(tx, step.slip.kind, await step.slip.content({ ...c, record, tx } as never), { register: p.register.name, recordId: id, step: stepName, day: look.day })] : [];
  return { id, number: raw.number, state: target, version: after.version, slips };
}

/** Open tasks and timers of the record end here, also those of an earlier step in the same transaction. */
function settle(tx: Tx, register: string, id: string): void {
  tx.pending.settle.push({ register, record_id: id });
  for (const rows of [tx.pending.tasks, tx.pending.timers]) {
    const kept = rows.filter((row) => (row as { record_id: string }).record_id !== id);
    rows.splice(0, rows.length, ...kept);
  }
}

/** Steps for the system alone are taken by product code in a person's transaction; others need the post. */
async function mustReachStep(tx: Tx, step: AnyStep, raw: RawRow, typed: boolean) {
  if (!typed) return undefined;
  return mustReach(tx, tx.actor, step.by, raw.unit_id);
}

async function mustBePossible(tx: Tx, p: Process, step: AnyStep, raw: RawRow, version: number | undefined): Promise<void> {
  if (raw.archived_at) throw new Refusal('archived', ['记录已归档，不能办理', 'The record is archived']);
  if (!step.from.includes(raw.state)) {
    const last = await lastTouch(tx, p, raw);
    const state = p.states[raw.state]?.label ?? [raw.state, raw.state];
    throw new Refusal('wrong_state', [`“${state[0]}”状态下不能“${step.label[0]}”${last[0]}`, `Cannot “${step.label[1]}” while “${state[1]}”${last[1]}`]);
  }
  if (version !== undefined && version !== raw.version) throw changedMeanwhile();
}

/** Who brought the record to where it is, so that two people at two tablets understand each other. */
async function lastTouch(tx: Tx, p: Process, raw: RawRow): Promise<Label> {
  const [last] = await tx.query<{ what: string; actor_name: string; at: Date }>(
    'select what, actor_name, at from history where tenant_id = $1 and register = $2 and record_id = $3 order by id desc limit 1', [tx.tenantId, p.register.name, raw.id]);
  if (!last) return ['', ''];
  const { time } = localParts(last.at, (await calendarOf(tx, raw.unit_id)).zone);
  const label = stepsOf(p)[last.what]?.label ?? ['登记', 'Opened'];
  return [`；${last.actor_name}已于 ${time.slice(0, 5)} “${label[0]}”`, `; ${last.actor_name} did “${label[1]}” at ${time.slice(0, 5)}`];
}

/** What is known before anything is typed, or with what was typed. */
export async function lookAt(tx: Tx, p: Process, step: AnyStep, raw: RawRow, input: object = {}): Promise<LookContext<Register, unknown>> {
  const calendar = await calendarOf(tx, raw.unit_id);
  const day = businessDay(tx.now, calendar);
  const record = valuesOf(tx.kernel, p.register, raw);
  const facts = step.facts ? await step.facts({ tx, record, input, actor: tx.actor, now: tx.now, day }) : undefined;
  return { record: record as RowOf<Register>, facts, actor: tx.actor, now: tx.now, day, calendar };
}

async function enter(tx: Tx, register: Register, raw: RawRow, state: string, columns: { readonly [column: string]: unknown }): Promise<RawRow> {
  const names = Object.keys(columns);
  const [after] = await tx.query<RawRow>(
    `update ${register.name} set state = $3, version = version + 1${names.map((n, i) => `, "${n}" = $${i + 4}`).join('')} where tenant_id = $1 and id = $2 returning *`,
    [tx.tenantId, raw.id, state, ...Object.values(columns).map(bound)]);
  return after!;
}

/** The hash that signatures bind to: register, number, version, what was shown of the record, and what was typed. */
export function contentHash(register: Register, step: string, shown: object, form: object): string {
  return createHash('sha256').update(JSON.stringify([register.name, step, shown, form])).digest('hex');
}
