/** Looking a parameter up at the business day of the event, and answering it. Values are only added, never changed. */
import { forget, type Tx } from '../database/tx.ts';
import { newId } from '../database/id.ts';
import { readFields } from '../field/validate.ts';
import { Refusal } from '../refusal.ts';
import { may, notAllowed, scopeOf } from '../access/access.ts';
import { isDate, type PlainDate } from '../calendar/plain-date.ts';
import { note } from '../audit/history.ts';
import type { Parameter } from './parameter.ts';

interface Answer { readonly name: string; readonly valid_from: PlainDate; readonly value: unknown; readonly reason: string; readonly actor_name: string; readonly at: Date }

/** All answers of the organisation, newest first for each name. */
export function answersOf(tx: Tx): Promise<ReadonlyMap<string, readonly Answer[]>> {
  return tx.kernel.cached(tx.tenantId, 'parameter_value', async () => {
    const rows = await tx.query<Answer>(
      `select name, valid_from, value, reason, actor_name, at from parameter_value where tenant_id = $1 order by name, valid_from desc, at desc`, [tx.tenantId]);
    return grouped(rows);
  });
}
function grouped(rows: readonly Answer[]): Map<string, Answer[]> {
  const found = new Map<string, Answer[]>();
  for (const r of rows) found.set(r.name, [...(found.get(r.name) ?? []), r]);
  return found;
}

/** The value on a business day, or null while the question is open. */
export async function parameterOrNull<T>(tx: Tx, p: Parameter<T>, day: PlainDate): Promise<T | null> {
  const answers = (await answersOf(tx)).get(p.name) ?? [];
  const answer = answers.find((a) => a.valid_from <= day);
  return answer ? (answer.value as T) : (p.default ?? null);
}

/** The value on a business day. Refused while the question is open: what depends on it waits for an answer. */
export async function parameter<T>(tx: Tx, p: Parameter<T>, day: PlainDate): Promise<T> {
  const value = await parameterOrNull(tx, p, day);
  if (value === null) {
    throw new Refusal('parameter.open', [`规章待定事项“${p.label[0]}”尚未确定，请先在“规章参数”中答复`, `The open question “${p.label[1]}” has no answer yet; answer it under Parameters first`]);
  }
  return value;
}

/** Answers a parameter from a day on, with a reason that later decisions quote. */
export async function answer(tx: Tx, p: Parameter, from: string, value: unknown, reason: string): Promise<string> {
  // An answer holds for the whole organisation, so an administrator of a part of it does not suffice.
  if ((await scopeOf(tx, tx.actor, ['administrator'])) !== null && !may(tx.actor, p.writeBy ?? [])) throw notAllowed();
  const read = readFields({ value: p.field }, { value });
  if (!read.ok) throw new Refusal('invalid', ['填写有误', 'Something is not right'], 422, read.fields);
  if (!isDate(from)) throw new Refusal('invalid', ['生效日期不正确', 'The date is not valid'], 422, { from: ['例如 2026-11-23', 'For example 2026-11-23'] });
  if (reason.trim().length < 2) throw new Refusal('invalid', ['请写明理由', 'Please give the reason'], 422, { reason: ['必填', 'Required'] });
  const id = newId(tx.now);
  await tx.query(
    `insert into parameter_value (tenant_id, id, name, valid_from, value, reason, actor_id, actor_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, id, p.name, from, JSON.stringify(p.field.kind.toJson(read.values.value as never)), reason.trim(), tx.actor.id, tx.actor.name, tx.now]);
  await note(tx, { register: 'parameter', recordId: id, number: p.name, unitId: null, what: 'answer', reason: reason.trim(), after: { value, from } });
  forget(tx, 'parameter_value');
  return id;
}
