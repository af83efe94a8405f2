/** Which sentence was fulfilled this month, by which evidence, and which hangs on an open question (职责落实). Serves AS-44. */
import { calendar, defineQuery, defineReport, f, Refusal, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { openQuestions, READERS } from './edition.ts';
import { meaningOf } from './meaning.ts';
import { FREQUENCIES, isMonth, ownFirst, SECTIONS, standingOf, type Frequency, type Proof, type Standing } from './rules.ts';

export interface CoveredProof extends Proof { readonly label: Label; readonly register: string | null }
export interface Covered { readonly id: string; readonly code: string; readonly section: string; readonly words: Label; readonly owner: Label; readonly deputy: Label | null; readonly frequency: Label | null; readonly standing: Standing; readonly proofs: readonly CoveredProof[]; readonly questions: readonly Label[] }
export interface Coverage { readonly month: string; readonly edition: { readonly id: string; readonly number: string; readonly name: string; readonly state: string } | null; readonly open: readonly Label[]; readonly statements: readonly Covered[] }
interface Row { readonly id: string; readonly code: string; readonly section: string; readonly words: string; readonly words_en: string; readonly owner_role: string | null; readonly deputy_role: string | null; readonly frequency: Frequency | null; readonly open_question: string | null; readonly open_question_en: string | null; readonly proofs: string | null; readonly questions: string | null }
const words = (text: string | null): readonly string[] => (text ?? '').split(/\s+/).filter((w) => w !== '');

/** How often each step was taken and each duty done in the month, where the reader may look. */
async function countsOf(tx: Tx, month: string): Promise<ReadonlyMap<string, number>> {
  const [first, end] = [`${month}-01`, calendar.addMonths(`${month}-01`, 1)];
  const values = [tx.tenantId, first, end, await scopeOf(tx, tx.actor, READERS)];
  const steps = await tx.query<{ name: string; n: number }>(
    `select register || '.' || what as name, count(*)::int as n from history where tenant_id = $1 and business_day >= $2 and business_day < $3 and register <> 'duty' and ($4::uuid[] is null or unit_id = any($4)) group by 1`, values);
  const duties = await tx.query<{ name: string; n: number }>(
    `select 'duty:' || duty as name, count(*)::int as n from duty_occurrence where tenant_id = $1 and day >= $2 and day < $3 and done_at is not null and ($4::uuid[] is null or unit_id = any($4)) group by 1`, values);
  // A rule for a sentence: published in the month, or checked in it.
  const rules = await tx.query<{ name: string; n: number }>(
    `select 'rule:' || p.statement as name, ((count(*) filter (where p.published_on >= $2 and p.published_on < $3))
       + coalesce(sum((select count(*) from policy_check k where k.tenant_id = p.tenant_id and k.policy = p.id and k.checked_on >= $2 and k.checked_on < $3 and k.archived_at is null)), 0))::int as n
     from policy p where p.tenant_id = $1 and p.statement is not null and p.archived_at is null and ($4::uuid[] is null or p.unit_id = any($4)) group by 1`, values);
  return new Map([...steps, ...duties, ...rules].map((r) => [r.name, r.n]));
}

export async function coverageOf(tx: Tx, month: string): Promise<Coverage> {
  if (!isMonth(month)) throw new Refusal('coverage.month', ['月份写作 2026-12', 'A month reads 2026-12'], 422, { month: ['例如 2026-12', 'For example 2026-12'] });
  const units = await scopeOf(tx, tx.actor, READERS);
  const [edition] = await tx.query<NonNullable<Coverage['edition']>>(
    `select id, number, name, state from statement_edition where tenant_id = $1 and archived_at is null and ($2::uuid[] is null or unit_id = any($2)) order by (state = 'published') desc, created_at desc, number desc limit 1`, [tx.tenantId, units]);
  const open = await openQuestions(tx, calendar.addDays(calendar.addMonths(`${month}-01`, 1), -1));
  if (!edition) return { month, edition: null, open: open.map((q) => q.label), statements: [] };
  const rows = await tx.query<Row>('select id, code, section, words, words_en, owner_role, deputy_role, frequency, open_question, open_question_en, proofs, questions from duty_statement where tenant_id = $1 and edition = $2 and archived_at is null', [tx.tenantId, edition.id]);
  const counts = await countsOf(tx, month);
  const labels = new Map(tx.kernel.modules.flatMap((m) => Object.entries(m.roles)));
  const statements = rows.map((r): Covered & { readonly posts: readonly (string | null)[] } => {
    const proofs = words(r.proofs).map((name) => ({ name, ...meaningOf(tx, name), count: counts.get(name) ?? 0 }));
    const questions = [...open.filter((q) => words(r.questions).includes(q.name)).map((q) => q.label), ...(r.open_question === null ? [] : [[r.open_question, r.open_question_en ?? r.open_question] as const])];
    const post = (role: string | null): Label | null => (role === null ? null : labels.get(role) ?? [role, role]);
    return {
      id: r.id, code: r.code, section: r.section, words: [r.words, r.words_en], owner: post(r.owner_role) ?? ['', ''], deputy: post(r.deputy_role), frequency: r.frequency === null ? null : FREQUENCIES[r.frequency], posts: [r.owner_role, r.deputy_role],
      proofs, questions, standing: standingOf(proofs, questions.length),
    };
  });
  const posts = tx.actor.grants.map((g) => g.role);
  return { month, edition, open: open.map((q) => q.label), statements: ownFirst(statements, posts).map(({ posts: _, ...s }) => s) };
}

export const DutyCoverage = defineQuery('duty_coverage', {
  label: ['职责落实', 'Duty coverage'], access: READERS, params: { month: f.text('月份', 'Month', { max: 7 }) }, run: (tx, { month }): Promise<Coverage> => coverageOf(tx, month),
});

export const CoverageBySection = defineReport('duty_coverage_by_section', {
  label: ['职责落实（按章节）', 'Duty coverage by section'],
  access: READERS,
  params: { month: f.text('月份', 'Month', { max: 7, hint: ['例如 2026-12', 'For example 2026-12'] }) },
  initial: ({ day }) => ({ month: day.slice(0, 7) }),
  columns: { section: f.text('章节', 'Section'), about: f.text('内容', 'About'), statements: f.integer('条文', 'Statements'), fulfilled: f.integer('本月有凭据', 'Shown this month'), not_yet: f.integer('本月尚无', 'Not yet'), open_question: f.integer('待定', 'Open question'), no_means: f.integer('尚无手段', 'No means yet') },
  totals: ['statements', 'fulfilled', 'not_yet', 'open_question', 'no_means'],
  async rows(tx, { month }) {
    const { statements, edition } = await coverageOf(tx, month);
    return [...new Set(statements.map((s) => s.section))].map((section) => {
      const own = statements.filter((s) => s.section === section);
      const of = (standing: Standing) => own.filter((s) => s.standing === standing).length;
      return { edition: edition?.id ?? '', section, about: (SECTIONS[section] ?? [section, section])[tx.actor.lang ?? 0], statements: own.length, fulfilled: of('fulfilled'), not_yet: of('not_yet'), open_question: of('open_question'), no_means: of('no_means') };
    });
  },
  async proof(tx, { month }, rows) {
    const { edition } = await coverageOf(tx, month);
    const [all] = await tx.query<{ n: number }>('select count(*)::int as n from duty_statement where tenant_id = $1 and edition = $2 and archived_at is null', [tx.tenantId, edition?.id ?? null]);
    const sum = (of: (r: (typeof rows)[number]) => number) => rows.reduce((n, r) => n + of(r), 0);
    return [{ label: ['四种情况之和 = 条文数', 'Sum of the four = statements on record'], left: sum((r) => r.fulfilled + r.not_yet + r.open_question + r.no_means), right: all?.n ?? 0 }];
  },
  drill: { statements: (row, _p, rows) => ({ register: 'duty_statement', filter: { all: [{ field: 'edition', op: 'in', value: [...new Set((rows as readonly (object & { edition?: string })[]).flatMap((r) => r.edition || []))] }, ...(row === null ? [] : [{ field: 'section', op: 'eq', value: row.section } as const])] } }) },
  notes: () => [['凭据是当月真正办过的步骤和做完的定期事项，不是填报的完成率。', 'Evidence is steps really taken and duties really done in the month, not a stated percentage.']],
  page: 'guests/coverage/month',
});
