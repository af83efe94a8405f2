/** A rulebook out of the house and into another, as one file (守则导出与导入). An imported one is a draft: whoever takes it over publishes it. Serves SM-1. */
import { createHash } from 'node:crypto';
import { createRecord, defineQuery, f, Refusal, type Receiver, type Tx } from '../../../kernel/index.ts';
import { RulebookChoice, RulebookInterpretation } from './choice.ts';
import { addClauses, KEEPERS, READERS } from './clause.ts';
import { readFile, type RulebookFile, writeFile } from './file.rules.ts';
import { versionById } from './library.ts';
import { RulebookVersionRegister } from './version.ts';

const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
const MOST_BYTES = 4_000_000;

export interface ExportedRulebook { readonly name: string; readonly text: string }
export const RulebookExport = defineQuery('rulebook_file', {
  label: ['导出守则', 'Export a rulebook'], access: READERS, params: { version: f.ref('版本', 'Version', 'rulebook_version') },
  async run(tx, { version: id }): Promise<ExportedRulebook> {
    const version = await versionById(tx, id);
    return { name: `rulebook-${version.no}.json`, text: writeFile({ ...version, preset: await presetOf(tx, id) }, sum) };
  },
});

export const RulebookImport: Receiver = {
  name: 'rulebook', label: ['导入守则', 'Import a rulebook'], access: KEEPERS, maxBytes: MOST_BYTES,
  async receive({ file, write, values }) {
    const chunks: Buffer[] = [];
    for await (const chunk of file) chunks.push(Buffer.from(chunk as Uint8Array));
    const given = readFile(Buffer.concat(chunks).toString('utf8'), sum);
    const no = typeof values.no === 'string' && values.no.trim() !== '' ? values.no.trim() : given.no;
    return write((tx) => takeOver(tx, { ...given, no }));
  },
};

/** Who chose what, when and why comes along as it was. */
export async function takeOver(tx: Tx, given: RulebookFile): Promise<{ readonly id: string }> {
  const known = await tx.query<{ id: string }>('select id from rulebook_version where tenant_id = $1 and no = $2', [tx.tenantId, given.no]);
  if (known.length > 0) throw new Refusal('rulebook.file_no', [`已有版本 ${given.no}；请给导入的版本另定版本号`, `There is a version ${given.no}; give the imported one another number`], 409, { no: ['已存在', 'Exists already'] });
  const version = await createRecord(tx, RulebookVersionRegister, { no: given.no, title: given.title, origin: 'file', preset: given.preset });
  await addClauses(tx, version, given.clauses);
  for (const { parameter, value, by, at, reason } of given.choices) {
    await createRecord(tx, RulebookChoice, { rulebook: version.id, parameter, answer: JSON.stringify(value), reason, chosen_by: by, chosen_at: new Date(at), unit_id: version.unit_id });
  }
  for (const { clause, text, by, from } of given.interpretations) {
    await createRecord(tx, RulebookInterpretation, { rulebook: version.id, clause, text_zh: text[0], text_en: text[1], valid_from: from, given_by: by, unit_id: version.unit_id });
  }
  return { id: version.id };
}

async function presetOf(tx: Tx, id: string): Promise<RulebookFile['preset']> {
  const [row] = await tx.query<{ preset: RulebookFile['preset'] }>('select preset from rulebook_version where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.preset ?? 'as-printed';
}
