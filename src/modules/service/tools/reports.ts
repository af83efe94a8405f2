/**
 * Completeness of tools (配备齐全表): each branch against its required set: what is missing, what has no custodian, what is overdue for
 * calibration. Serves FS-1.4.
 */
import { calendar, defineQuery, defineReport, f, scopeOf, type Filter, type HomeFigure, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, servicePlaces, type ServicePlace } from '../../people/staff/index.ts';
import { REPORT_READERS } from './roles.ts';
import { completeness, isComplete, PRESENT, type KindLine, type Piece, type Requirement } from './rules.ts';

const PAGE = 'service/tools/completeness';
const params = { day: f.date('日期', 'Day') };
const initial = ({ day }: { readonly day: string }) => ({ day });
const counts = {
  required: f.integer('应有件数', 'Required'), present: f.integer('现有件数', 'Present'), missing: f.integer('缺件', 'Missing'),
  without_custodian: f.integer('无保管人', 'Without custodian'), overdue: f.integer('检定过期', 'Calibration overdue'),
};

export interface BranchSet { readonly branch: ServicePlace; readonly lines: readonly KindLine[]; readonly complete: boolean }

async function setsOn(tx: Tx, day: string): Promise<BranchSet[]> {
  const reach = await scopeOf(tx, tx.actor, REPORT_READERS);
  const branches = (await servicePlaces(tx)).filter((p) => p.kind === 'branch' && (reach === null || reach.includes(p.id)));
  const requirements = await tx.query<Requirement>('select branch, kind, quantity from tool_requirement where tenant_id = $1 and archived_at is null', [tx.tenantId]);
  const pieces = await tx.query<Piece>('select branch, kind, state, custodian, calibration_due from tool_item where tenant_id = $1 and archived_at is null', [tx.tenantId]);
  return Promise.all(branches.map(async (branch) => {
    const staff = new Set((await colleaguesAt(tx, [branch.id], day)).map((c) => c.id));
    const lines = completeness(branch.id, requirements, pieces, staff, day);
    return { branch, lines, complete: isComplete(lines) };
  }));
}

const sum = (lines: readonly KindLine[], of: (line: KindLine) => number): number => lines.reduce((n, line) => n + of(line), 0);

/** Counted in the register itself, beside the set-by-set count. */
async function counted(tx: Tx, day: string): Promise<{ readonly present: number; readonly overdue: number }> {
  const [row] = await tx.query<{ present: number; overdue: number }>(
    `select count(*) as present, count(*) filter (where calibration_due < $4) as overdue from tool_item
     where tenant_id = $1 and archived_at is null and state = any($2) and ($3::uuid[] is null or unit_id = any($3))`, [tx.tenantId, [...PRESENT], await scopeOf(tx, tx.actor, REPORT_READERS), day]);
  return { present: row?.present ?? 0, overdue: row?.overdue ?? 0 };
}

const itemsOf = (row: { readonly branch: string } | null, ...more: readonly Filter[]) => ({
  register: 'tool_item', filter: { all: [{ field: 'state', op: 'in', value: [...PRESENT] } as const, ...(row === null ? [] : [{ field: 'branch', op: 'eq', value: row.branch } as const]), ...more] },
});

export const ToolCompleteness = defineReport('tool_completeness', {
  label: ['仪器工具齐全表', 'Completeness of tools'],
  access: REPORT_READERS, params, initial,
  columns: { branch: f.unit('区域服务部', 'Branch'), ...counts, complete: f.yesNo('齐全', 'Complete') },
  totals: ['required', 'present', 'missing', 'without_custodian', 'overdue'],
  rows: async (tx, { day }) => (await setsOn(tx, day)).map(({ branch, lines, complete }) => ({
    branch: branch.id, required: sum(lines, (l) => l.required), present: sum(lines, (l) => l.present), missing: sum(lines, (l) => l.missing),
    without_custodian: sum(lines, (l) => l.withoutCustodian), overdue: sum(lines, (l) => l.overdue), complete,
  })),
  async proof(tx, { day }, rows) {
    const register = await counted(tx, day);
    return [
      { label: ['各服务部现有之和 = 台账在用件数', 'Sum of branches = pieces present in the register'], left: rows.reduce((n, r) => n + r.present, 0), right: register.present },
      { label: ['检定过期之和 = 台账过期件数', 'Sum of overdue = pieces overdue in the register'], left: rows.reduce((n, r) => n + r.overdue, 0), right: register.overdue },
    ];
  },
  drill: {
    present: (row) => itemsOf(row), without_custodian: (row) => itemsOf(row, { field: 'custodian', op: 'empty' }),
    overdue: (row, { day }) => itemsOf(row, { field: 'calibration_due', op: 'lt', value: day }),
  },
  notes: () => [
    ['齐全：不缺件、件件有在岗的保管人、没有检定过期。', 'Complete: nothing missing, every piece with a custodian at work there, no calibration overdue.'],
    ['保管人已离职或调离的，计入“无保管人”。', 'A custodian who has left or was moved counts as none.'],
  ],
  chart: { kind: 'bar', x: 'branch', y: ['missing', 'without_custodian', 'overdue'] },
  page: PAGE,
});

export const ToolGaps = defineReport('tool_gaps', {
  label: ['仪器工具缺件明细', 'What is missing'],
  access: REPORT_READERS, params, initial,
  columns: { branch: f.unit('区域服务部', 'Branch'), kind: f.ref('种类', 'Kind', 'tool_kind'), ...counts },
  totals: ['required', 'present', 'missing', 'without_custodian', 'overdue'],
  rows: async (tx, { day }) => (await setsOn(tx, day)).flatMap(({ branch, lines }) => lines.filter((l) => l.missing + l.withoutCustodian + l.overdue > 0)
    .map((l) => ({ branch: branch.id, kind: l.kind, required: l.required, present: l.present, missing: l.missing, without_custodian: l.withoutCustodian, overdue: l.overdue }))),
  proof: async (tx, { day }, rows) => [{ label: ['明细过期件数 = 台账过期件数', 'Overdue here = overdue in the register'], left: rows.reduce((n, r) => n + r.overdue, 0), right: (await counted(tx, day)).overdue }],
  drill: { present: (row) => itemsOf(row, ...(row === null ? [] : [{ field: 'kind', op: 'eq', value: row.kind } as const])) },
});

export interface CompletenessPage {
  readonly day: string;
  readonly kinds: readonly { readonly id: string; readonly name: string; readonly category: 'instrument' | 'tool' }[];
  readonly branches: readonly { readonly id: string; readonly name: string; readonly complete: boolean; readonly lines: readonly KindLine[] }[];
}

export const CompletenessQuery = defineQuery('tool_completeness_page', {
  label: ['仪器工具齐全表', 'Completeness of tools'], access: REPORT_READERS, params: { day: f.date('日期', 'Day', { optional: true }) },
  async run(tx, { day: wanted }): Promise<CompletenessPage> {
    const day = wanted ?? calendar.localParts(tx.now, 'Asia/Shanghai').date;
    const sets = await setsOn(tx, day);
    const used = new Set(sets.flatMap((s) => s.lines.map((l) => l.kind)));
    const kinds = await tx.query<CompletenessPage['kinds'][number]>('select id, name, category from tool_kind where tenant_id = $1 order by category, number', [tx.tenantId]);
    return { day, kinds: kinds.filter((k) => used.has(k.id)), branches: sets.map(({ branch, lines, complete }) => ({ id: branch.id, name: branch.name, complete, lines })) };
  },
});

export const incompleteBranches: HomeFigure = {
  label: ['仪器工具不齐的服务部', 'Branches with incomplete tools'], roles: ['storekeeper', 'centre_manager', 'branch_manager'],
  async value(tx) {
    const open = (await setsOn(tx, calendar.localParts(tx.now, 'Asia/Shanghai').date)).filter((s) => !s.complete).length;
    return { value: String(open), href: '/p/tools/completeness', tone: open > 0 ? 'waiting' : 'done' };
  },
};
