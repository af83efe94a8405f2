/**
 * One place decides who may what. Posts are held in a unit and reach everything below it; a record is reached through its unit.
 * Everything else in the product asks here, and the access tests are generated from the same declarations.
 */
import type { Tx } from '../database/tx.ts';
import type { Field, Fields } from '../field/field.ts';
import { Refusal } from '../refusal.ts';
import type { Register } from '../register/register.ts';
import type { Actor, Grant } from './actor.ts';
import { unitsOf } from './organisation.ts';

export const notAllowed = () => new Refusal('not_allowed', ['您没有这项权限', 'You may not do this'], 403);
export const notFound = () => new Refusal('not_found', ['没有这条记录，或您无权查看', 'No such record, or not for you to see'], 404);

/** Whether the actor holds one of the posts anywhere. */
export const may = (actor: Actor, roles: readonly string[]): boolean =>
  actor.kind === 'system' || actor.grants.some((g) => roles.includes(g.role));

/** Units in which the actor holds one of the posts; null = every unit. */
export async function scopeOf(tx: Tx, actor: Actor, roles: readonly string[]): Promise<readonly string[] | null> {
  if (actor.kind === 'system') return null;
  const held = actor.grants.filter((g) => roles.includes(g.role));
  const units = await unitsOf(tx);
  if (held.some((g) => units.get(g.unitId)?.parent === null)) return null;
  const roots = new Set(held.map((g) => g.unitId));
  return [...units.values()].filter((u) => u.path.some((id) => roots.has(id))).map((u) => u.id);
}

/** Units in which the actor opens the records of all these registers; null = every unit. A figure is made of what opens. */
export async function unitsOpen(tx: Tx, ...registers: readonly Register[]): Promise<readonly string[] | null> {
  let open: readonly string[] | null = null;
  for (const register of registers) {
    const units = await scopeOf(tx, tx.actor, register.access.read);
    open = open === null ? units : units === null ? open : open.filter((id) => units.includes(id));
  }
  return open;
}

/** The post by which the actor may do something in a unit; undefined when there is none. One's own post goes before a deputy's. */
export async function grantFor(tx: Tx, actor: Actor, roles: readonly string[], unitId: string): Promise<Grant | undefined> {
  const path = (await unitsOf(tx)).get(unitId)?.path ?? [];
  const fitting = actor.grants.filter((g) => roles.includes(g.role) && path.includes(g.unitId));
  return fitting.find((g) => g.deputyFor === null) ?? fitting[0];
}

export async function mustReach(tx: Tx, actor: Actor, roles: readonly string[], unitId: string): Promise<Grant | undefined> {
  if (actor.kind === 'system') return undefined;
  const grant = await grantFor(tx, actor, roles, unitId);
  if (!grant) throw notAllowed();
  return grant;
}

export async function reaches(tx: Tx, actor: Actor, roles: readonly string[], unitId: string): Promise<boolean> {
  return actor.kind === 'system' || (await grantFor(tx, actor, roles, unitId)) !== undefined;
}

/**
 * The actor as one unit is concerned: only the posts that reach it. By these a record's fields, files and accounts are judged,
 * so that a post held somewhere else opens nothing here.
 */
export async function actorsWithin(tx: Tx): Promise<(unitId: string) => Actor> {
  const { actor } = tx;
  if (actor.kind === 'system') return () => actor;
  const units = await unitsOf(tx);
  const known = new Map<string, Actor>();
  return (unitId) => {
    const path = units.get(unitId)?.path ?? [];
    const here = known.get(unitId) ?? { ...actor, grants: actor.grants.filter((g) => path.includes(g.unitId)) };
    known.set(unitId, here);
    return here;
  };
}

/** Fields the actor may read at all; the rest do not exist for them: not shown, filtered, sorted, searched or exported. */
export function readableFields(fields: Fields, actor: Actor): readonly (readonly [string, Field])[] {
  return Object.entries(fields).filter(([, f]) => mayRead(f, actor));
}
export const mayRead = (f: Field, actor: Actor): boolean => !f.options.readBy || may(actor, f.options.readBy);

export interface Reach { readonly sql: string; readonly values: readonly unknown[] }

/**
 * The condition under which rows of a register are visible to an actor, for the alias `r`.
 * Placeholders start at `$next`. Everything that reads rows of people must use it.
 */
export async function visible(tx: Tx, register: Register, next: number): Promise<Reach> {
  const { actor } = tx;
  if (actor.kind === 'system') return { sql: 'true', values: [] };
  const units = await scopeOf(tx, actor, register.access.read);
  const own = register.access.own;
  const values: unknown[] = [];
  let sql = 'true';
  if (units !== null) {
    values.push(units);
    sql = `r.unit_id = any($${next})`;
    if (own) {
      values.push(actor.id);
      sql = `(${sql} or r.${own} = $${next + 1})`;
    }
  }
  if (register.access.notBy) {
    values.push(actor.id);
    sql += ` and r.${register.access.notBy} is distinct from $${next + values.length - 1}`;
  }
  return { sql, values };
}

/** Whether the register exists for this actor at all. */
export const mayOpen = (register: Register, actor: Actor): boolean => register.access.own !== undefined || may(actor, register.access.read);
