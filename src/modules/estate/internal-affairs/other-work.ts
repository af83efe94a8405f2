/**
 * Work that falls under a catch-all sentence (其他工作): written down with its kind, reviewed every quarter; what keeps coming up is proposed as a
 * kind of its own and, once promoted, has owner, deputy, frequency and evidence like any other duty. Serves LOG-1.7, 1.12, 2.4, 2.8, 3.5, 3.9, 9.3, 10.4, 10.6, 10.9, 10.11, G-L7, G-L4.
 */
import { calendar, createRecord, defineDuty, defineProcess, defineRegister, f, Refusal, unitsBelow, updateRecord, type Label, type Tx } from '../../../kernel/index.ts';
import { HEADS, STAFF, STAFF_READERS } from './roles.ts';
import { PROMOTE_FROM, proposals } from './rules.ts';

export const CATCH_ALL = {
  'LOG-1.7': ['其他车辆工作', 'Other vehicle work'], 'LOG-1.12': ['其他交通安全工作', 'Other traffic-safety work'], 'LOG-2.4': ['其他房产工作', 'Other property work'], 'LOG-2.8': ['其他维修工作', 'Other repair work'],
  'LOG-3.5': ['其他固定资产工作', 'Other asset work'], 'LOG-3.9': ['其他物资工作', 'Other materials work'], 'LOG-9.3': ['其他公司服务', 'Other services'], 'LOG-10.4': ['配合人事的工作', 'Support of personnel'],
  'LOG-10.6': ['其他培训工作', 'Other training work'], 'LOG-10.9': ['其他标准化工作', 'Other standardisation work'], 'LOG-10.11': ['其他计划工作', 'Other planning work'],
} as const satisfies { readonly [statement: string]: Label };

export const OtherWork = defineRegister('other_work', {
  label: ['其他工作', 'Other work'],
  number: 'QT-{yyyy}-{0000}',
  fields: {
    statement: f.choice('属于哪一句', 'Under which sentence', CATCH_ALL),
    kind: f.text('工作种类', 'Kind of work', { max: 40, hint: ['同样的事写同样的种类，季度复核据此提议单列', 'The same words for the same work: the quarterly review goes by them'] }),
    what: f.text('做了什么', 'What was done', { max: 300 }),
    done_on: f.date('日期', 'Done on'),
    hours: f.quantity('用时', 'Hours', { optional: true, scale: 1, min: 0.5 }),
    own_kind: f.ref('已单列为', 'Kind of its own', 'work_category', { optional: true, readonly: true }),
  },
  title: ['kind', 'done_on'],
  list: ['done_on', 'statement', 'kind', 'what', 'hours', 'own_kind'],
  sorts: ['-done_on', '-number'],
  indexes: [['statement', 'done_on']],
  access: { read: STAFF_READERS, create: STAFF },
  empty: ['还没有其他工作。职责条文里“其他相关工作”做了什么，记在这里。', 'Nothing yet. What is done under the catch-all sentences is written down here.'],
  opening: {
    facts: async ({ tx, input }) => ({ own: await ownKind(tx, input.statement, input.kind) }),
    guard({ input, day }) {
      if (input.done_on > day) throw new Refusal('other_work.future', ['日期在将来', 'The day is to come'], 422, { done_on: [`不晚于 ${day}`, `Not after ${day}`] });
    },
    set: ({ input, facts }) => ({ kind: input.kind.trim(), own_kind: facts.own }),
  },
});

export const WorkCategory = defineRegister('work_category', {
  label: ['单列的工作', 'Kind of its own'],
  number: 'DL-{000}',
  fields: {
    statement: f.choice('出自', 'Out of', CATCH_ALL),
    name: f.text('名称', 'Name', { max: 40 }),
    owner_post: f.text('责任岗位', 'Owner', { max: 40, optional: true }),
    deputy_post: f.text('代理岗位', 'Deputy', { max: 40, optional: true }),
    frequency: f.text('频次', 'Frequency', { max: 40, optional: true }),
    evidence: f.text('以何为凭', 'Evidence', { max: 100, optional: true }),
    proposed_in: f.ref('提议于', 'Proposed in', 'catch_all_review', { optional: true, readonly: true }),
  },
  title: ['name', 'statement'],
  list: ['name', 'statement', 'owner_post', 'deputy_post', 'frequency', 'evidence'],
  sorts: ['number', 'name'],
  unique: [['statement', 'name']],
  access: { read: STAFF_READERS, create: [], edit: HEADS, namesOpen: true },
  empty: ['还没有单列的工作。季度复核时由系统提议。', 'None yet. The quarterly review proposes them.'],
});
export const WorkCategoryProcess = defineProcess(WorkCategory, 'proposed',
  { proposed: { label: ['提议', 'Proposed'], tone: 'waiting' }, active: { label: ['已启用', 'Active'], tone: 'done' }, declined: { label: ['不单列', 'Declined'], tone: 'stopped' } },
  (step) => ({
    activate: step({
      label: ['启用', 'Activate'], tone: 'primary', from: ['proposed'], to: 'active', by: HEADS,
      form: { owner_post: f.text('责任岗位', 'Owner', { max: 40 }), deputy_post: f.text('代理岗位', 'Deputy', { max: 40 }), frequency: f.text('频次', 'Frequency', { max: 40 }), evidence: f.text('以何为凭', 'Evidence', { max: 100 }) },
      preview: ({ record }) => ({ lines: [['责任、代理、频次、凭据齐全才能启用', 'Owner, deputy, frequency and evidence are all needed']], initial: { owner_post: record.owner_post, deputy_post: record.deputy_post, frequency: record.frequency, evidence: record.evidence } }),
      guard({ input }) {
        if (input.owner_post.trim() === input.deputy_post.trim()) throw new Refusal('work_category.deputy', ['代理不能与责任岗位相同', 'The deputy is somebody else'], 422, { deputy_post: ['请另选', 'Choose another'] });
      },
      effect: async ({ tx, record }) => {
        const works = await tx.query<{ id: string }>('select id from other_work where tenant_id = $1 and statement = $2 and kind = $3 and own_kind is null and archived_at is null', [tx.tenantId, record.statement, record.name]);
        for (const work of works) await updateRecord(tx, OtherWork, work, { own_kind: record.id }, { what: 'own_kind' });
      },
    }),
    decline: step({ label: ['不单列', 'Decline'], from: ['proposed'], to: 'declined', by: HEADS, form: { reason: f.text('理由', 'Reason', { max: 200 }) } }),
  }),
);

export const CatchAllReview = defineRegister('catch_all_review', {
  label: ['其他工作季度复核', 'Quarterly review of other work'],
  number: 'FH-{yyyy}-{00}',
  fields: {
    unit: f.unit('部门', 'Department'),
    quarter: f.text('季度', 'Quarter', { max: 7, hint: ['例如 2026-Q1', 'For example 2026-Q1'] }),
    works: f.integer('其他工作件数', 'Works', { optional: true, readonly: true }),
    proposed: f.integer('提议单列', 'Proposed', { optional: true, readonly: true }),
    conclusion: f.longText('结论', 'Conclusion', { max: 1000 }),
  },
  title: ['unit', 'quarter'],
  list: ['quarter', 'unit', 'works', 'proposed', 'conclusion'],
  sorts: ['-quarter', '-number'],
  unique: [['unit', 'quarter']],
  access: { read: STAFF_READERS, create: HEADS },
  empty: ['还没有复核。每季看一遍“其他工作”，常做的提议单列。', 'No reviews yet. Once a quarter, what keeps coming up is proposed as a kind of its own.'],
  opening: {
    facts: async ({ tx, input }) => ({ works: await worksOf(tx, input.quarter, await unitsBelow(tx, input.unit)) }),
    guard({ input, day }) {
      if (!/^\d{4}-Q[1-4]$/.test(input.quarter) || quarterSpan(input.quarter).from > day) throw new Refusal('catch_all_review.quarter', ['季度写作 2026-Q1，不在将来', 'A quarter reads 2026-Q1 and is not to come'], 422, { quarter: ['例如 2026-Q1', 'For example 2026-Q1'] });
    },
    set: ({ input, facts }) => ({ works: facts.works.length, proposed: proposals(facts.works).length, unit_id: input.unit }),
    async effect({ tx, record, facts }) {
      for (const { statement, kind } of proposals(facts.works)) await createRecord(tx, WorkCategory, { statement: statement as keyof typeof CATCH_ALL, name: kind, proposed_in: record.id, unit_id: record.unit_id });
    },
  },
});

/** From its first day to its last. */
export function quarterSpan(quarter: string): { readonly from: string; readonly to: string } {
  const first = `${quarter.slice(0, 4)}-${String((Number(quarter.slice(6)) - 1) * 3 + 1).padStart(2, '0')}-01`;
  return { from: first, to: calendar.addDays(calendar.addMonths(first, 3), -1) };
}

/** What is not a kind of its own yet, neither active nor proposed nor declined. */
async function worksOf(tx: Tx, quarter: string, units: readonly string[]): Promise<{ readonly statement: string; readonly kind: string }[]> {
  if (!/^\d{4}-Q[1-4]$/.test(quarter)) return [];
  const { from, to } = quarterSpan(quarter);
  return tx.query(
    `select w.statement, w.kind from other_work w where w.tenant_id = $1 and w.done_on between $2 and $3 and w.unit_id = any($4) and w.archived_at is null
       and not exists (select 1 from work_category c where c.tenant_id = w.tenant_id and c.statement = w.statement and c.name = w.kind and c.archived_at is null) order by w.number`, [tx.tenantId, from, to, units]);
}
async function ownKind(tx: Tx, statement: string, kind: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`select id from work_category where tenant_id = $1 and statement = $2 and name = $3 and state = 'active' and archived_at is null`, [tx.tenantId, statement, kind.trim()]);
  return row?.id ?? null;
}

export const CatchAllDuty = defineDuty('catch_all_reviewed', {
  label: ['每季复核“其他工作”', 'Other work reviewed every quarter'], statements: Object.keys(CATCH_ALL),
  recurs: { every: 'month', days: [10], months: [1, 4, 7, 10] }, by: '18:00', unitKind: 'centre', owner: 'logistics_head', deputy: 'plan_owner', escalate: { to: 'centre_manager', afterMinutes: 5 * 24 * 60 },
  form: { reason: f.text('未复核的原因', 'Why there was none', { max: 200, hint: [`同一种类一季 ${PROMOTE_FROM} 次以上会被提议单列`, `The same kind ${PROMOTE_FROM} times in a quarter is proposed`] }) },
  async evidence({ tx, unit, day }) {
    const before = calendar.addMonths(`${day.slice(0, 7)}-01`, -3);
    const quarter = `${before.slice(0, 4)}-Q${(Number(before.slice(5, 7)) + 2) / 3}`;
    const [row] = await tx.query<{ number: string }>('select number from catch_all_review where tenant_id = $1 and quarter = $2 and unit_id = any($3) and archived_at is null limit 1', [tx.tenantId, quarter, await unitsBelow(tx, unit)]);
    return row ? { review: row.number } : null;
  },
});
