/**
 * Rulebook versions as the engine reads them (守则版本库): register rows put together with their clauses, choices and
 * interpretations. Serves CC-EFF-2, CG-27, SM-1.
 */
import { createHash } from 'node:crypto';
import { Refusal, type Tx } from '../../../kernel/index.ts';
import { choicesOf, interpretationsIn } from './choice.ts';
import { clausesOf } from './clause.ts';
import { type Parameters, type Preset, PRESETS } from './parameters.rules.ts';
import type { Choice, RulebookVersion, VersionStatus } from './rules.ts';

interface Row {
  readonly id: string; readonly no: string; readonly title: string; readonly state: VersionStatus; readonly preset: Preset; readonly created_at: Date;
  readonly effective_from: string | null; readonly published_by: string | null; readonly published_time: Date | null; readonly publish_reason: string | null;
}
export interface StoredVersion extends RulebookVersion { readonly id: string; readonly title: string }

/** Every version that was ever published; frozen, therefore kept for a moment. */
export function publishedVersions(tx: Tx): Promise<readonly StoredVersion[]> {
  return tx.kernel.cached(tx.tenantId, 'rulebook', async () => {
    const rows = await tx.query<{ id: string }>(`select id from rulebook_version where tenant_id = $1 and state in ('published', 'effective', 'superseded') order by effective_from, id`, [tx.tenantId]);
    const found: StoredVersion[] = [];
    for (const { id } of rows) found.push(await versionById(tx, id));
    return found;
  });
}

export async function versionById(tx: Tx, id: string): Promise<StoredVersion> {
  const [row] = await tx.query<Row>(
    `select id, no, title, state, preset, created_at, effective_from, published_by, published_time, publish_reason from rulebook_version where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  if (!row) throw new Refusal('rulebook.no_such_version', ['没有这个守则版本', 'There is no such rulebook version'], 404);
  const given = await choicesOf(tx, id);
  const choices = row.effective_from === null ? given : [...given, dayOfPublication(row, row.effective_from)];
  const parameters: Parameters = { ...PRESETS[row.preset], ...Object.fromEntries(choices.map((choice) => [choice.parameter, choice.value])) };
  return { id: row.id, title: row.title, no: row.no, status: row.state, clauses: await clausesOf(tx, id), parameters, choices, interpretations: await interpretationsIn(tx, id) };
}

/** What a signature under the code is bound to: number, title and every clause as it stands. */
export async function hashOf(tx: Tx, id: string): Promise<string> {
  const version = await versionById(tx, id);
  return createHash('sha256').update(JSON.stringify([version.no, version.title, version.clauses.map(({ code, text, base, grade, family }) => [code, text, base, grade, family])])).digest('hex');
}

function dayOfPublication(row: Row, day: string): Choice<'published_at'> {
  return { parameter: 'published_at', value: day, by: row.published_by ?? '', at: (row.published_time ?? row.created_at).toISOString(), reason: row.publish_reason ?? '' };
}
