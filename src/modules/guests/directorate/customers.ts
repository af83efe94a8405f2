/** Customer files (客户档案), visits and return visits (拜访、回访), and what member information says. Serves VIP-9.1, VIP-9.6. */
import { calendar, createRecord, defineProcess, defineRegister, defineReport, f, Refusal, scopeOf, updateRecord } from '../../../kernel/index.ts';
import { LEADERS, READERS, STAFF } from './posts.ts';

const WORTH = { core: ['核心', 'Core'], regular: ['常客', 'Regular'], new: ['新客', 'New'], dormant: ['沉睡', 'Dormant'] } as const;
export const CustomerFile = defineRegister('customer_file', {
  label: ['客户档案', 'Customer file'],
  number: 'DA-{00000}',
  fields: {
    member: f.ref('会员', 'Member', 'member'),
    worth: f.choice('分类', 'Class', WORTH, { initial: 'new' }),
    keeper: f.ref('联系人', 'Kept by', 'app_user', { hint: ['由谁保持联系', 'Who keeps in touch'] }),
    origin: f.choice('来源', 'Came by', { walk_in: ['自来', 'By themselves'], campaign: ['活动', 'A campaign'], member: ['会员介绍', 'A member'], group: ['会员群', 'A group'], other: ['其他', 'Other'] }, { initial: 'walk_in' }),
    profile: f.longText('概况', 'Profile', { max: 1000, optional: true }),
    visit_every: f.integer('回访间隔（天）', 'Days between visits', { min: 7, max: 366, initial: 90 }),
  },
  title: ['member'],
  list: ['member', 'worth', 'keeper', 'origin', 'visit_every'],
  sorts: ['-number', 'worth'],
  unique: [['member']],
  access: { read: READERS, create: STAFF, edit: STAFF, archive: LEADERS },
  empty: ['还没有客户档案。重要客户建档，定联系人和回访间隔。', 'No files yet. Important customers get one, with who keeps in touch and how often.'],
});

export const CustomerVisit = defineRegister('customer_visit', {
  label: ['拜访与回访', 'Visit'],
  number: 'BF-{yyyy}-{0000}',
  fields: {
    file: f.ref('客户档案', 'Customer file', 'customer_file'),
    kind: f.choice('类别', 'Kind', { visit: ['拜访', 'Visit'], return_visit: ['回访', 'Return visit'] }),
    planned_on: f.date('计划日期', 'Planned on'),
    purpose: f.text('目的', 'Purpose', { max: 200 }),
    visited_on: f.date('实际日期', 'Visited on', { optional: true, readonly: true }),
    heard: f.longText('客户意见', 'What the customer said', { max: 2000, optional: true, readonly: true }),
    promised: f.text('答应的事', 'What was promised', { max: 300, optional: true, readonly: true }),
    return_of: f.ref('回访哪次拜访', 'Return of', 'customer_visit', { optional: true, readonly: true }),
  },
  title: ['file', 'kind'],
  list: ['planned_on', 'file', 'kind', 'purpose', 'visited_on', 'heard'],
  sorts: ['planned_on', '-number', 'state'],
  indexes: [['file', 'visited_on']],
  access: { read: READERS, create: STAFF },
  empty: ['没有拜访。计划好日期和目的，去过以后写下客户说了什么。', 'No visits. Plan one, and write down afterwards what the customer said.'],
});
export const CustomerVisitProcess = defineProcess(CustomerVisit, 'planned',
  {
    planned: { label: ['已计划', 'Planned'], tone: 'waiting', due: { step: 'visit', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.planned_on, c), escalateTo: 'vip_director', showBeforeHours: 72 } },
    visited: { label: ['已拜访', 'Visited'], tone: 'done' },
    dropped: { label: ['取消', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    visit: step({
      label: ['已拜访', 'Visited'], tone: 'primary', from: ['planned'], to: 'visited', by: STAFF,
      form: { heard: f.longText('客户意见', 'What the customer said', { max: 2000 }), promised: f.text('答应的事', 'What was promised', { max: 300, optional: true }), return_on: f.date('回访日期', 'Return visit on', { optional: true, hint: ['答应了事的必填', 'Needed when something was promised'] }) },
      guard({ input, day }) {
        if (input.promised !== null && input.return_on === null) throw new Refusal('customer_visit.return', ['答应了客户的事，要定回访日期', 'Something was promised: set a day to come back'], 422, { return_on: ['必填', 'Required'] });
        if (input.return_on !== null && input.return_on <= day) throw new Refusal('customer_visit.return_day', ['回访在今天以后', 'A return visit is later than today'], 422, { return_on: ['今天以后', 'After today'] });
      },
      set: ({ day }) => ({ visited_on: day }),
      async effect({ tx, record, input }) {
        if (input.return_on === null) return;
        const next = await createRecord(tx, CustomerVisit, { file: record.file, kind: 'return_visit', planned_on: input.return_on, purpose: input.promised ?? record.purpose, unit_id: record.unit_id });
        await updateRecord(tx, CustomerVisit, next, { return_of: record.id });
      },
    }),
    drop: step({ label: ['取消', 'Drop'], from: ['planned'], to: 'dropped', by: LEADERS, form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

export const CustomersByClass = defineReport('customers_by_class', {
  label: ['客户分析', 'Customers by class'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ as_of: day }),
  columns: {
    worth: f.choice('分类', 'Class', WORTH), files: f.integer('客户', 'Customers'), visited: f.integer('曾拜访', 'Ever visited'), overdue: f.integer('超过回访间隔', 'Longer than agreed'), share: f.quantity('占比 %', 'Share %', { optional: true, scale: 1 }),
  },
  totals: ['files', 'visited', 'overdue'],
  async rows(tx, { as_of }) {
    const found = await tx.query<{ worth: string; files: number; visited: number; overdue: number }>(
      `select c.worth, count(*)::int as files, count(v.last)::int as visited, count(*) filter (where coalesce(v.last, (c.created_at at time zone 'Asia/Shanghai')::date) + c.visit_every < $2::date)::int as overdue
       from customer_file c left join lateral (select max(visited_on) as last from customer_visit x where x.tenant_id = c.tenant_id and x.file = c.id and x.visited_on <= $2::date) v on true
       where c.tenant_id = $1 and c.archived_at is null and ($3::uuid[] is null or c.unit_id = any($3)) group by c.worth`, [tx.tenantId, as_of, await scopeOf(tx, tx.actor, READERS)]);
    const all = found.reduce((n, r) => n + r.files, 0);
    return (Object.keys(WORTH) as (keyof typeof WORTH)[]).map((worth) => {
      const r = found.find((x) => x.worth === worth) ?? { files: 0, visited: 0, overdue: 0 };
      return { ...r, worth, share: all === 0 ? null : ((r.files * 100) / all).toFixed(1) };
    });
  },
  async proof(tx, _p, rows) {
    const [all] = await tx.query<{ n: number }>('select count(*)::int as n from customer_file where tenant_id = $1 and archived_at is null and ($2::uuid[] is null or unit_id = any($2))', [tx.tenantId, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各类之和 = 档案数', 'Sum of classes = files on record'], left: rows.reduce((n, r) => n + r.files, 0), right: all?.n ?? 0 }];
  },
  drill: { files: (row) => ({ register: 'customer_file', filter: row === null ? { all: [] } : { field: 'worth', op: 'eq', value: row.worth } }) },
  notes: () => [['超过回访间隔：自上次拜访（没有拜访过的自建档）起，超过档案里约定的天数。', 'Longer than agreed: since the last visit, or since the file was opened, more days than the file says.']],
});
