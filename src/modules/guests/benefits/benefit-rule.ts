/**
 * Benefit rules (权益规则): what cards are promised, on which weekdays, entering when, in which rooms, how often. A rule has a code
 * and editions: a later one takes over on its first day, and what was decided before stays as it was. What the rulebook leaves
 * open cannot be promised. Serves VIP-8.5, G9, G11, G24.
 */
import { calendar, calendarOf, defineProcess, defineRegister, f, parameterOrNull, Refusal, tables, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { GoldThreshold, StudentPrice } from '../cards/index.ts';
import { TIERS } from '../stored-value/index.ts';
import { EVERY, openQuestion, PRODUCTS, ROOM_KINDS, ruleProblem, WEEKDAYS, type Rule } from './rules.ts';

export const READERS = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const BenefitRule = defineRegister('benefit_rule', {
  label: ['权益规则', 'Benefit rule'],
  number: 'QY{000}',
  fields: {
    code: f.text('代码', 'Code', { max: 20, hint: ['同一权益的各版用同一代码', 'All editions of one benefit share it'] }),
    edition: f.integer('版次', 'Edition', { min: 1, max: 999, initial: 1 }),
    name: f.text('名称', 'Name', { max: 30, hint: ['印在账单上', 'Printed on the bill'] }),
    starts_on: f.date('开始', 'First day'),
    ends_on: f.date('结束', 'Last day', { optional: true, hint: ['空着为长期', 'Empty: until further notice'] }),
    weekdays: f.choices('星期', 'Weekdays', WEEKDAYS),
    enter_from: f.time('进场起（含）', 'Entering from', { hint: ['开机时间即进场时间', 'Switching on is entering'] }),
    enter_to: f.time('进场止（不含）', 'Entering before'),
    room_kinds: f.choices('包厢级别', 'Room classes', ROOM_KINDS),
    products: f.choices('卡种类别', 'Card products', PRODUCTS),
    tiers: f.choices('等级', 'Tiers', TIERS, { optional: true, hint: ['空着不限等级', 'Empty: any tier, or none'] }),
    minutes: f.integer('免费时长', 'Free minutes', { min: 1, max: 1440, unit: ['分钟', 'min'] }),
    every: f.choice('每张卡', 'Per card', EVERY, { initial: 'business_day' }),
    on_holidays: f.yesNo('节假日也适用', 'Also on public holidays', { initial: true }),
    stacks: f.yesNo('可与其他权益同享', 'Adds up with others', { initial: false }),
    substitute: f.yesNo('主管可换其他包厢', 'Supervisor may give another room', { initial: true, hint: ['规定的包厢已满时，由当班主管签字替换', 'When the right rooms are taken; the supervisor on duty signs'] }),
  },
  title: ['name', 'edition'],
  list: ['code', 'edition', 'name', 'starts_on', 'ends_on', 'weekdays', 'enter_from', 'enter_to', 'minutes'],
  sorts: ['-number', '-starts_on'],
  unique: [['code', 'edition']],
  access: { read: READERS, create: ['vip_manager'] },
  empty: ['先写规则再启用；启用后每次开机自动判定，理由印在账单上。', 'Write a rule and put it in force; then every session with a card is decided by itself, and the bill says why.'],
  opening: {
    facts: async ({ tx }) => ({ centre: await calendarOf(tx, tx.actor.grants[0]?.unitId ?? '') }),
    guard({ input, facts }) {
      const problem = ruleProblem(input, facts.centre);
      if (problem) throw new Refusal(`benefit_rule.${problem.code}`, problem.label, 422, { [problem.field]: problem.label });
    },
  },
});

export const BenefitRuleProcess = defineProcess(BenefitRule, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['已启用', 'In force'], tone: 'active' },
    ended: { label: ['已停用', 'Ended'], tone: 'stopped' },
  },
  (step) => ({
    publish: step({
      label: ['启用', 'Put in force'], tone: 'primary', from: ['draft'], to: 'in_force', by: ['vip_manager'],
      hint: ['同一代码的上一版到新版开始前一天为止；以前的判定不变', 'The edition before ends the day before this one begins; earlier decisions stay'], form: {},
      facts: async ({ tx, record, day }) => ({
        studentPrice: await parameterOrNull(tx, StudentPrice, day), goldThreshold: await parameterOrNull(tx, GoldThreshold, day), earlier: await editionsInForce(tx, record.code), day,
      }),
      ready({ record, facts }) {
        const open = openQuestion({ products: record.products, tiers: record.tiers ?? [] }, facts);
        if (open) return open;
        // A promise that may already have been kept is not rewritten.
        if (record.starts_on < facts.day) return ['开始日期已过，请改建新版', 'Its first day is over; write another edition'];
        const last = facts.earlier.at(-1);
        return last && (last.edition >= record.edition || last.starts_on >= record.starts_on) ? [`已有第 ${last.edition} 版自 ${last.starts_on} 生效，新版须版次更高、开始更晚`, `Edition ${last.edition} holds from ${last.starts_on}; a new one has a higher number and begins later`] : null;
      },
      async effect({ tx, record, facts }) {
        const eve = calendar.addDays(record.starts_on, -1);
        for (const last of facts.earlier.filter((r) => r.ends_on === null || r.ends_on > eve)) {
          await updateRecord(tx, BenefitRule, last, { ends_on: eve }, { what: 'update', reason: `由第 ${record.edition} 版接替` });
        }
      },
    }),
    end: step({ label: ['停用', 'End'], tone: 'danger', from: ['draft', 'in_force'], to: 'ended', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

async function editionsInForce(tx: Tx, code: string): Promise<RowOf<typeof BenefitRule>[]> {
  return tables(tx, BenefitRule).selectFrom('benefit_rule').selectAll().where('tenant_id', '=', tx.tenantId).where('code', '=', code).where('state', '=', 'in_force').orderBy('edition').execute();
}

/** Rules that hold on a business day; of a rule's editions only the one of that day. */
export function rulesOn(tx: Tx, day: string): Promise<RowOf<typeof BenefitRule>[]> {
  return tables(tx, BenefitRule).selectFrom('benefit_rule').selectAll().where('tenant_id', '=', tx.tenantId).where('state', '=', 'in_force')
    .where('starts_on', '<=', day).where((e) => e.or([e('ends_on', 'is', null), e('ends_on', '>=', day)])).orderBy('number').execute();
}

export const termsOf = (row: RowOf<typeof BenefitRule>): Rule => ({ ...row, tiers: row.tiers ?? [] });
