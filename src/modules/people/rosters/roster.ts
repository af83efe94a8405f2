/** A roster (班表): one line, from a first to a last day; drafted, published some days ahead, changed only with a reason afterwards. Serves SM-9, CC-5.1b. */
import { calendar, defineProcess, defineRegister, emit, f, parameter, Refusal, type RowOf, type Tx } from '../../../kernel/index.ts';
import { draftConflicts } from './conflicts.ts';
import { NoticeDays } from './parameters.ts';
import { mustPlan, PLANNERS, READERS } from './roles.ts';

export const ShiftRoster = defineRegister('shift_roster', {
  label: ['班表', 'Roster'],
  number: 'BB-{yyyy}-{000}',
  fields: {
    line: f.unit('线路或中心', 'Line or centre'),
    from_day: f.date('首日', 'First day'),
    to_day: f.date('末日', 'Last day'),
    note: f.text('说明', 'Note', { max: 200, optional: true }),
    late_reason: f.text('迟公布原因', 'Why published late', { max: 200, optional: true, readonly: true }),
    published_on: f.date('公布日', 'Published on', { optional: true, readonly: true }),
  },
  title: ['line', 'from_day'],
  list: ['line', 'from_day', 'to_day', 'published_on', 'note'],
  sorts: ['-from_day', '-number'],
  indexes: [['line', 'from_day']],
  access: { read: READERS, create: PLANNERS, archive: PLANNERS },
  empty: ['还没有班表。选线路（或中心）与起止日期开一张，再自动排班或手工排。', 'No rosters yet. Open one for a line or centre and its days, then plan it automatically or by hand.'],
  opening: {
    facts: async ({ tx, id, input }) => { await mustPlan(tx, input.line); return overlapping(tx, id, input); },
    guard({ input, facts }) {
      if (input.to_day < input.from_day) throw new Refusal('shift_roster.dates', ['末日早于首日', 'It ends before it begins'], 422, { to_day: ['不早于首日', 'Not before the first day'] });
      if (calendar.daysBetween(input.from_day, input.to_day) > 41) throw new Refusal('shift_roster.long', ['一张班表最多六周', 'A roster is at most six weeks long'], 422, { to_day: ['最多 42 天', 'At most 42 days'] });
      if (facts) throw new Refusal('shift_roster.overlap', [`与班表 ${facts} 的日期重叠`, `Its days overlap those of roster ${facts}`], 409, { from_day: ['日期重叠', 'Days overlap'] });
    },
    set: ({ input }) => ({ unit_id: input.line }),
  },
});
type Roster = RowOf<typeof ShiftRoster>;

/** Two people who open the same fortnight at once wait for each other here. */
async function overlapping(tx: Tx, id: string | null, input: { readonly line: string; readonly from_day: string; readonly to_day: string }): Promise<string | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`shift_roster ${tx.tenantId} ${input.line}`]);
  const [other] = await tx.query<{ number: string }>(
    `select number from shift_roster where tenant_id = $1 and line = $2 and archived_at is null and from_day <= $4 and to_day >= $3 and id is distinct from $5 limit 1`,
    [tx.tenantId, input.line, input.from_day, input.to_day, id]);
  return other?.number ?? null;
}

export const ShiftRosterProcess = defineProcess(ShiftRoster, 'draft',
  { draft: { label: ['编排中', 'Draft'], tone: 'waiting' }, published: { label: ['已公布', 'Published'], tone: 'done' } },
  (step) => ({
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['draft'], to: 'published', by: PLANNERS,
      form: {
        late_reason: f.text('迟公布原因', 'Why so late', { max: 200, optional: true, hint: ['少于规定的提前天数时必填', 'Required with less notice than laid down'] }),
        conflicts_reason: f.text('保留冲突的原因', 'Why conflicts stay', { max: 200, optional: true, hint: ['仍有冲突时必填', 'Required while conflicts remain'] }),
      },
      facts: async ({ tx, record, day }) => ({ notice: await parameter(tx, NoticeDays, day), conflicts: await draftConflicts(tx, record.id, day), shifts: await shiftCount(tx, record.id) }),
      ready: ({ facts }) => (facts.shifts === 0 ? ['班表还是空的', 'The roster is empty'] : null),
      preview: ({ facts, record, day }) => ({ lines: [
        [`共 ${facts.shifts} 个班次，距首日 ${calendar.daysBetween(day, record.from_day)} 天（规定提前 ${facts.notice} 天）`, `${facts.shifts} shifts, ${calendar.daysBetween(day, record.from_day)} days ahead (${facts.notice} laid down)`],
        ...facts.conflicts.slice(0, 8).map((c) => [`冲突：${c.name} ${c.day} ${c.text[0]}`, `Conflict: ${c.name} ${c.day} ${c.text[1]}`] as const),
      ] }),
      guard({ record, input, facts, day }) {
        const ahead = calendar.daysBetween(day, record.from_day);
        if (ahead < facts.notice && input.late_reason === null) {
          throw new Refusal('shift_roster.late', [`距首日 ${ahead} 天，规定提前 ${facts.notice} 天；请写明原因`, `${ahead} days ahead, ${facts.notice} laid down; please give the reason`], 422, { late_reason: ['必填', 'Required'] });
        }
        if (facts.conflicts.length > 0 && input.conflicts_reason === null) {
          throw new Refusal('shift_roster.conflicts', [`还有 ${facts.conflicts.length} 处冲突；改掉，或写明保留的原因`, `${facts.conflicts.length} conflicts remain; resolve them or say why they stay`], 422, { conflicts_reason: ['必填', 'Required'] });
        }
      },
      set: ({ day }) => ({ published_on: day }),
      // Attendance of days that have begun is computed against the plan as published.
      async effect({ tx, record, day }) { emit(tx, 'roster.published', { roster: record.id, line: record.line, from: record.from_day, to: record.to_day, on: day }); },
    }),
  }),
);

async function shiftCount(tx: Tx, roster: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from planned_shift where tenant_id = $1 and roster = $2 and state = 'planned' and archived_at is null`, [tx.tenantId, roster]);
  return row?.n ?? 0;
}
export type { Roster };
