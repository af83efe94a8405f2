/**
 * Reports on letters and assessments: who has signed by branch, who has not by name, marks by branch and special rule.
 * Serves FS-1.3, FS-2.2.
 */
import { calendar, defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { servicePlaces } from '../staff/index.ts';
import { campaignInView, placesOf, signersOf } from './figures.ts';
import { READERS } from './roles.ts';

const campaign = f.ref('签署活动', 'Campaign', 'signature_campaign', { optional: true, hint: ['留空为最近发起的一次', 'Empty: the latest one'] });
const PAGE = 'people/policies/signing';

interface Place { readonly campaign: string | null; readonly place: string }

export const SignaturesByBranch = defineReport('signatures_by_branch', {
  label: ['签署情况（按单位）', 'Signatures by unit'],
  access: READERS, params: { campaign },
  columns: {
    campaign, place: f.unit('单位', 'Unit'), expected: f.integer('应签', 'Expected'), signed: f.integer('已签', 'Signed'), refused: f.integer('拒签', 'Refused'), waived: f.integer('免签', 'Not needed'), missing: f.integer('未签', 'Missing'),
  },
  totals: ['expected', 'signed', 'refused', 'waived', 'missing'],
  async rows(tx, p) {
    const found = await campaignInView(tx, p.campaign);
    if (!found) return [];
    const signers = await inReach(tx, found.id);
    return (await placesOf(tx, signers)).map((place) => {
      const own = signers.filter((s) => s.place === place.id);
      const count = (state: string) => own.filter((s) => s.state === state).length;
      return { campaign: found.id, place: place.id, expected: own.length, signed: count('signed'), refused: count('refused'), waived: count('waived'), missing: count('waiting') };
    });
  },
  async proof(tx, p, rows) {
    const all = await inReach(tx, p.campaign);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
    return [
      { label: ['应签 = 已签 + 拒签 + 免签 + 未签', 'Expected = signed + refused + not needed + missing'], left: sum((r) => r.expected), right: sum((r) => r.signed + r.refused + r.waived + r.missing) },
      { label: ['各单位应签之和 = 名单人数', 'Sum of units = people on the list'], left: sum((r) => r.expected), right: all.length },
    ];
  },
  drill: Object.fromEntries(([['expected', null], ['signed', 'signed'], ['refused', 'refused'], ['waived', 'waived'], ['missing', 'waiting']] as const).map(([column, state]) => [column,
    (row: Place | null, _: unknown, rows: readonly Place[]) => ({ register: 'letter_signature', filter: { all: [
      { field: 'campaign', op: 'in', value: [...new Set((row === null ? rows : [row]).map((r) => r.campaign!))] } as const,
      { field: 'unit_id', op: 'in', value: (row === null ? rows : [row]).map((r) => r.place) } as const,
      ...(state === null ? [] : [{ field: 'state', op: 'eq', value: state } as const]),
    ] } })])),
  chart: { kind: 'bar', x: 'place', y: ['signed', 'missing'] },
  page: PAGE,
});

export const LetterUnsigned = defineReport('letter_unsigned', {
  label: ['未签人员名单', 'Who has not signed'],
  access: READERS, params: { campaign },
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), place: f.unit('单位', 'Unit'), state: f.choice('情况', 'Standing', { waiting: ['未签', 'Not signed'], refused: ['拒签', 'Refused'] }),
    due_on: f.date('签署期限', 'To be signed by'), days_late: f.integer('逾期天数', 'Days late'),
  },
  totals: [],
  async rows(tx, p) {
    const found = await campaignInView(tx, p.campaign);
    if (!found) return [];
    const today = calendar.localParts(tx.now, 'Asia/Shanghai').date;
    return (await inReach(tx, found.id)).flatMap((s) => (s.state === 'waiting' || s.state === 'refused'
      ? [{ state: s.state, employee: s.employee, place: s.place, due_on: found.due_on, days_late: Math.max(0, calendar.daysBetween(found.due_on, today)) }] : []));
  },
  proof: async (tx, p, rows) => {
    const [count] = await tx.query<{ n: number }>(
      `select count(*) as n from letter_signature where tenant_id = $1 and campaign = $2 and state in ('waiting', 'refused') and archived_at is null and ($3::uuid[] is null or unit_id = any($3))`,
      [tx.tenantId, (await campaignInView(tx, p.campaign))?.id ?? null, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['名单人数 = 未签与拒签的签署记录', 'People listed = signatures missing or refused'], left: rows.length, right: count?.n ?? 0 }];
  },
  page: PAGE,
});

const mark = (n: number) => f.integer(`第 ${n} 项`, `Rule ${n}`, { optional: true });
/** One column for each of the ten. */
const marks = { r1: mark(1), r2: mark(2), r3: mark(3), r4: mark(4), r5: mark(5), r6: mark(6), r7: mark(7), r8: mark(8), r9: mark(9), r10: mark(10) } as const;
type Column = keyof typeof marks;
const COLUMNS = Object.keys(marks) as Column[];

export const AssessmentMatrix = defineReport('assessment_matrix', {
  label: ['十项制度考核表', 'Assessments, branch by rule'],
  access: READERS,
  params: { month: f.text('考核月份', 'Month', { max: 7, hint: ['例如 2026-02', 'For example 2026-02'] }) },
  initial: ({ day }) => ({ month: day.slice(0, 7) }),
  columns: { place: f.unit('区域服务部', 'Branch'), ...marks, assessed: f.integer('已考核项数', 'Rules assessed'), sum: f.integer('得分合计', 'Sum of marks'), average: f.quantity('平均分', 'Average', { optional: true, scale: 1 }) },
  totals: ['assessed', 'sum'],
  async rows(tx, { month }) {
    const given = await marksOf(tx, month);
    const reach = await scopeOf(tx, tx.actor, READERS);
    const branches = (await servicePlaces(tx)).filter((p) => p.kind === 'branch' && (reach === null || reach.includes(p.id)));
    return branches.map((branch) => {
      const own = given.filter((m) => m.branch === branch.id);
      const sum = own.reduce((n, m) => n + m.score, 0);
      const cells = Object.fromEntries(COLUMNS.map((column, i) => [column, own.find((m) => m.rule_no === i + 1)?.score ?? null])) as { readonly [C in Column]: number | null };
      return { place: branch.id, ...cells, assessed: own.length, sum, average: own.length === 0 ? null : (sum / own.length).toFixed(1) };
    });
  },
  async proof(tx, { month }, rows) {
    const [recorded] = await tx.query<{ n: number; sum: number }>(
      `select count(*) as n, coalesce(sum(score), 0)::int as sum from rule_assessment where tenant_id = $1 and month = $2 and archived_at is null and state <> 'drafted' and ($3::uuid[] is null or unit_id = any($3))`,
      [tx.tenantId, month, await scopeOf(tx, tx.actor, READERS)]);
    const cells = rows.flatMap((row) => COLUMNS.map((column) => row[column])).filter((v) => v !== null);
    return [
      { label: ['各格之和 = 考核记录得分之和', 'Sum of cells = sum of the marks recorded'], left: cells.reduce((a, b) => a + b, 0), right: recorded?.sum ?? 0 },
      { label: ['格数 = 考核记录条数', 'Cells filled = assessments recorded'], left: cells.length, right: recorded?.n ?? 0 },
    ];
  },
  drill: { assessed: (row, { month }) => ({ register: 'rule_assessment', filter: { all: [{ field: 'month', op: 'eq', value: month }, ...(row === null ? [] : [{ field: 'branch', op: 'eq', value: row.place } as const])] } }) },
  notes: () => [['每项满分 100 分；空格表示当月未考核该项。', 'Each rule is marked out of 100; an empty cell means that it was not assessed in the month.']],
  chart: { kind: 'heat', x: 'place', y: COLUMNS },
});

interface Mark { readonly branch: string; readonly rule_no: number; readonly score: number }
async function marksOf(tx: Tx, month: string): Promise<Mark[]> {
  return tx.query<Mark>(
    `select branch, rule_no, score from rule_assessment where tenant_id = $1 and month = $2 and archived_at is null and state <> 'drafted' and ($3::uuid[] is null or unit_id = any($3))`,
    [tx.tenantId, month, await scopeOf(tx, tx.actor, READERS)]);
}

async function inReach(tx: Tx, wanted: string | null) {
  const found = await campaignInView(tx, wanted);
  const reach = await scopeOf(tx, tx.actor, READERS);
  return found ? (await signersOf(tx, found.id)).filter((s) => reach === null || reach.includes(s.place)) : [];
}
