/**
 * Clauses of a rulebook version as records (守则条款): readable and searchable by everybody who works with the code, changeable
 * only while their version is a draft. Serves CC-0.1 to CC-EFF-2, CG-01, CG-02, SM-1.
 */
import { createRecord, defineRegister, f, Refusal, tables, type RowOf, type Tx } from '../../../kernel/index.ts';
import { type Clause, GRADE_LABELS, LEVEL_LABELS, ZONE_LABELS } from './clause.rules.ts';

export const KEEPERS = ['hr', 'centre_manager'] as const;
export const READERS = ['hr', 'centre_manager', 'line_supervisor', 'attendance_clerk', 'auditor'] as const;

export const CLAUSE_KINDS = { rule: ['规定', 'Rule'], offence: ['违纪', 'Offence'], fine: ['罚款赔偿', 'Fine or compensation'], note: ['说明', 'Note'] } as const;

export const RulebookClause = defineRegister('rulebook_clause', {
  label: ['守则条款', 'Clause'],
  number: 'TK-{000000}',
  fields: {
    rulebook: f.ref('版本', 'Version', 'rulebook_version', { readonly: true }),
    position: f.integer('次序', 'Position', { readonly: true }),
    code: f.text('编号', 'Code', { max: 28, readonly: true }),
    clause_kind: f.choice('类别', 'Kind', CLAUSE_KINDS, { readonly: true }),
    text_zh: f.text('条文', 'Text in Chinese', { max: 400 }),
    text_en: f.text('英文条文', 'Text in English', { max: 800 }),
    family: f.text('同类', 'Family', { max: 40, optional: true, hint: ['再犯时算作同一类的条款用同一个词', 'Clauses that count as the same kind share this word'] }),
    base: f.choice('首犯级别', 'First-offence level', LEVEL_LABELS, { optional: true }),
    grade: f.choice('程度', 'Grade', GRADE_LABELS, { optional: true, hint: ['条文限于何种程度；留空为不限', 'The grade the text is limited to; empty: any'] }),
    zones: f.choices('区域', 'Places', ZONE_LABELS, { optional: true, hint: ['留空为公司范围内', 'Empty: anywhere on the premises'] }),
    sanctions: f.text('对应处分', 'Sanctioned by', { max: 300, optional: true, hint: ['处分本条的条款编号，用空格分开', 'Codes of the clauses that sanction this one, separated by blanks'] }),
    confidence: f.choice('读法', 'Reading', { printed: ['原文', 'As printed'], reconstructed: ['复原', 'Reconstructed'], 'layout-uncertain': ['版式存疑', 'Layout uncertain'] }, { readonly: true }),
    further: f.longText('其余属性', 'Further attributes', { max: 8000, readonly: true }),
  },
  title: ['code', 'text_zh'],
  list: ['code', 'text_zh', 'base', 'family', 'rulebook'],
  sorts: ['position', 'code'],
  unique: [['rulebook', 'code']],
  access: { read: READERS, create: [], edit: KEEPERS },
  empty: ['条款随版本一起生成。先登记一个守则版本。', 'Clauses come with a version. Open a version first.'],
  opening: {
    facts: async ({ tx, input }) => ({ state: await stateOfVersion(tx, input.rulebook) }),
    guard({ input, facts }) {
      refuseUnlessDraft(facts.state);
      if (input.clause_kind === 'offence' && (input.base === null || input.family === null)) {
        throw new Refusal('rulebook_clause.level', ['违纪条款须有级别和同类', 'An offence needs a level and a family'], 422, { base: ['违纪条款必填', 'Required for an offence'] });
      }
    },
  },
});

export async function stateOfVersion(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>('select state from rulebook_version where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.state ?? null;
}

export function refuseUnlessDraft(state: string | null): void {
  if (state !== 'draft') throw new Refusal('rulebook.not_draft', ['这个版本已不是草稿，条文已冻结；请另起新版本', 'This version is no longer a draft and its text is frozen; start a new version']);
}

export async function addClauses(tx: Tx, version: { readonly id: string; readonly unit_id: string }, clauses: readonly Clause[], from = 1): Promise<void> {
  // Nobody types a clause in by itself: it comes with its version or by a step of it.
  for (const [index, clause] of clauses.entries()) {
    await createRecord(tx, RulebookClause, { ...columnsFor(clause), rulebook: version.id, position: from + index, unit_id: version.unit_id });
  }
}

export async function clausesOf(tx: Tx, versionId: string): Promise<Clause[]> {
  const rows = await tables(tx, RulebookClause).selectFrom('rulebook_clause').selectAll()
    .where('tenant_id', '=', tx.tenantId).where('rulebook', '=', versionId).where('archived_at', 'is', null).orderBy('position').execute();
  return rows.map(clauseFrom);
}

type Further = Omit<Clause, 'code' | 'kind' | 'text' | 'family' | 'base' | 'grade' | 'zones' | 'sanctions' | 'confidence'>;

function columnsFor(clause: Clause) {
  const { code, kind, text, family, base, grade, zones, sanctions, confidence, ...further } = clause;
  return {
    code, clause_kind: kind, text_zh: text[0], text_en: text[1], family, base, grade, zones: zones.length > 0 ? zones : null,
    sanctions: sanctions.length > 0 ? sanctions.join(' ') : null, confidence, further: JSON.stringify(further satisfies Further),
  };
}

function clauseFrom(row: RowOf<typeof RulebookClause>): Clause {
  const further = JSON.parse(row.further) as Further;
  return {
    ...further, code: row.code, kind: row.clause_kind, text: [row.text_zh, row.text_en], family: row.family, base: row.base, grade: row.grade,
    zones: row.zones ?? [], sanctions: row.sanctions?.split(/\s+/).filter((code) => code !== '') ?? [], confidence: row.confidence,
  };
}
