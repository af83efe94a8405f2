/**
 * The birthdays of one month (生日月): listed before it begins, confirmed on the 1st, reported with the manager's signature as a frozen
 * number, running while visits happen, put away by finance when everything is reconciled. Serves VIP-2.1, VIP-2.2, VIP-2.16, G3, G4, AS-14.
 */
import { calendar, defineProcess, defineRegister, f, parameter, tables, type Label, type Tx } from '../../../kernel/index.ts';
import { CutDays } from './parameters.ts';
import { assertAllContacted, cutDays, cutsOf, needsGift, tally } from './rules.ts';
import { MonthReportSlip } from './slips.ts';
import { BirthdayVisit, CONTACT_RESULTS } from './visit.ts';

export const BirthdayMonth = defineRegister('birthday_month', {
  label: ['生日月', 'Month of birthdays'],
  number: 'SRY-{yyyy}-{000}',
  fields: {
    month: f.text('月份', 'Month', { max: 7, hint: ['如 2027-03', 'E.g. 2027-03'] }),
    first_day: f.date('首日', 'First day', { readonly: true, optional: true }),
    reviewed_at: f.dateTime('确认时间', 'Confirmed at', { readonly: true, optional: true }),
    reviewed_by: f.personName('确认人', 'Confirmed by', { readonly: true, optional: true }),
    reported_members: f.integer('上报人数', 'Reported members', { readonly: true, optional: true }),
    reported_coming: f.integer('上报能来', 'Reported as coming', { readonly: true, optional: true }),
    reported_at: f.dateTime('上报时间', 'Reported at', { readonly: true, optional: true }),
    archived_on: f.date('归档日', 'Put away on', { readonly: true, optional: true }),
    archived_by: f.personName('归档人', 'Put away by', { readonly: true, optional: true }),
  },
  title: ['month'],
  list: ['month', 'reported_members', 'reported_coming', 'reported_at', 'archived_on'],
  sorts: ['-first_day'],
  unique: [['unit_id', 'first_day']],
  access: { read: ['vip_agent', 'vip_manager', 'duty_supervisor', 'finance', 'auditor'], create: [] },
  empty: ['名单在每月开始前由系统自动生成。', 'The list of a month is made by itself before the month begins.'],
});

export const BirthdayMonthProcess = defineProcess(BirthdayMonth, 'prelist',
  {
    prelist: { label: ['预列名单', 'Listed ahead'], tone: 'waiting', due: { step: 'review', at: ({ record, day, calendar: of }) => calendar.instantOf(record.first_day ?? day, '18:00', of.zone), showBeforeHours: 10, escalateTo: 'vip_manager' } },
    reviewed: { label: ['已确认', 'Confirmed'], tone: 'active', due: { step: 'report', at: ({ record, day, calendar: of }) => calendar.endOfBusinessDay(record.first_day ?? day, of), escalateTo: 'vip_director' } },
    running: { label: ['已上报，进行中', 'Reported, running'], tone: 'active', due: { step: 'archive', at: ({ record, day, calendar: of }) => calendar.endOfBusinessDay(calendar.addDays(calendar.addMonths(record.first_day ?? day, 1), 4), of), showBeforeHours: 120 } },
    archived: { label: ['财务已归档', 'Put away by finance'], tone: 'done' },
  },
  (step) => ({
    review: step({
      label: ['确认名单', 'Confirm the list'], hint: ['每月 1 日确认；逐位联系后才能确认', 'On the 1st; once every member has been contacted'], tone: 'primary', from: ['prelist'], to: 'reviewed', by: ['vip_agent', 'vip_manager'], form: {},
      facts: ({ tx, record }) => rowsOf(tx, record.id, record.first_day),
      ready: ({ record, day }) => (day < (record.first_day ?? day) ? [`${record.first_day} 起确认`, `Can be confirmed from ${record.first_day}`] : null),
      preview: ({ facts }) => ({ lines: [numbers(facts.tally), ...warning(facts.firstWithout)] }),
      guard: ({ facts }) => assertAllContacted(facts.tally),
      set: ({ now, actor }) => ({ reviewed_at: now, reviewed_by: actor.name }),
    }),
    report: step({
      label: ['上报人数', 'Report the number'], hint: ['签字后人数冻结，之后新增的另列', 'Signed, the number is frozen; later additions are shown beside it'], tone: 'primary', from: ['reviewed'], to: 'running', by: ['vip_manager'], form: {},
      sign: [{ name: 'manager', label: ['客服经理', 'VIP manager'], by: 'user', role: 'vip_manager' }],
      facts: ({ tx, record }) => rowsOf(tx, record.id, record.first_day),
      preview: ({ facts }) => ({ lines: [numbers(facts.tally), ...warning(facts.firstWithout)] }),
      guard: ({ facts }) => assertAllContacted(facts.tally),
      set: ({ facts, now }) => ({ reported_members: facts.tally.listed, reported_coming: facts.tally.coming, reported_at: now }),
      slip: {
        kind: MonthReportSlip,
        content: ({ record, facts }) => ({
          lines: [{ label: ['月份', 'Month'], value: record.month }, { label: ['生日会员', 'Members'], value: String(facts.tally.listed) }, { label: ['能来', 'Coming'], value: String(facts.tally.coming) }],
          table: { columns: [['生日', 'Birthday'], ['姓名', 'Name'], ['联系结果', 'Contact result']], rows: facts.rows.map((r) => [r.day ?? '', r.member_name ?? '', r.contact_result === null ? '' : CONTACT_RESULTS[r.contact_result as keyof typeof CONTACT_RESULTS]]) },
          stamps: [['已上报', 'Reported']],
        }),
      },
    }),
    archive: step({
      label: ['财务归档', 'Put away'], hint: ['归档后本月登记只能查看', 'After this the register of the month can only be read'], from: ['running'], to: 'archived', by: ['finance'], form: {},
      sign: [{ name: 'finance', label: ['财务', 'Finance'], by: 'user', role: 'finance' }],
      facts: async ({ tx, record, day }) => ({ open: await openVisits(tx, record.id), unlocked: await cutsMissing(tx, record, cutDays(await parameter(tx, CutDays, day))) }),
      ready({ facts, record, day }) {
        if (day < calendar.addMonths(record.first_day ?? day, 1)) return ['本月还没有结束', 'The month is not over'];
        if (facts.open > 0) return [`还有 ${facts.open} 位会员没有了结`, `${facts.open} visits are still open`];
        return facts.unlocked.length > 0 ? [`${facts.unlocked.join('、')} 的礼品对账还没有签字`, `The reconciliation of ${facts.unlocked.join(', ')} is not signed`] : null;
      },
      set: ({ day, actor }) => ({ archived_on: day, archived_by: actor.name }),
    }),
  }),
);

export const ENDED = ['closed', 'returned', 'lost', 'lapsed', 'withdrawn'] as const;

const numbers = (t: ReturnType<typeof tally>): Label => [`名单 ${t.listed} 人，已联系 ${t.contacted} 人，能来 ${t.coming} 人`, `${t.listed} on the list, ${t.contacted} contacted, ${t.coming} coming`];
/** The gift of the 1st had to be drawn the day before. */
const warning = (names: readonly string[]): readonly Label[] => (names.length === 0 ? [] : [[`注意：1 日生日的 ${names.join('、')} 还没有领用礼品`, `Note: no gift was drawn for ${names.join(', ')}, whose birthday is the 1st`]]);

async function rowsOf(tx: Tx, month: string, firstDay: string | null) {
  const rows = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['day', 'visit_on', 'member_name', 'contact_result', 'state']).where('tenant_id', '=', tx.tenantId)
    .where('month', '=', month).where('state', '<>', 'withdrawn').orderBy('day').orderBy('number').execute();
  const waiting = rows.filter((r) => r.visit_on !== null && needsGift({ ...r, visit_on: r.visit_on }, firstDay ?? ''));
  return { rows, tally: tally(rows), firstWithout: waiting.map((r) => r.member_name ?? '') };
}

async function openVisits(tx: Tx, month: string): Promise<number> {
  const row = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select((e) => e.fn.countAll<number>().as('n')).where('tenant_id', '=', tx.tenantId)
    .where('month', '=', month).where('state', 'not in', [...ENDED]).executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Cuts of the month without a signed count; and, when somebody came on the 31st, the cut after it. */
async function cutsMissing(tx: Tx, month: { readonly id: string; readonly unit_id: string; readonly first_day: string | null }, cuts: readonly number[]): Promise<readonly string[]> {
  const [last] = await tx.query<{ day: string | null }>(`select max(visit_on) as day from birthday_visit where tenant_id = $1 and month = $2 and drawn_on is not null`, [tx.tenantId, month.id]);
  const needed = new Set([...cutsOf(month.first_day!, cuts), ...(last?.day ? [calendar.cutPeriod(last.day, cuts).to] : [])]);
  const locked = await tx.query<{ cut_on: string }>(`select cut_on from gift_count where tenant_id = $1 and unit_id = $2 and state = 'locked' and cut_on = any($3)`, [tx.tenantId, month.unit_id, [...needed]]);
  return [...needed].filter((cut) => !locked.some((l) => l.cut_on === cut)).sort();
}
