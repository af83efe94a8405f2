/**
 * Customer data opened for a work reason (客户资料查询): by ticket, order or call; logged, open for half an hour, ranked for review. Serves
 * CC-3.1, SM-12, AC-13.
 */
import { calendar, calendarOf, createRecord, dayOf, defineProcess, defineQuery, defineRegister, f, readRecord, Refusal, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Customer } from '../../service/customers/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { aliasesOf, eventsOf, meaningOf } from '../phone-log/index.ts';
import { planOf } from '../rosters/index.ts';
import { rank, type Reason, REASONS, refuseReason, REVIEW_FROM } from './rules.ts';

const LOOKERS = ['agent', 'line_supervisor', 'centre_manager'] as const;
const REVIEWERS = ['centre_manager'] as const;
const READERS = ['centre_manager', 'auditor'] as const;
const OPEN_MINUTES = 30;
const phone = f.phone('联系电话', 'Phone', { optional: true, readonly: true });

export const CustomerLookup = defineRegister('customer_lookup', {
  label: ['客户资料查询', 'Customer look-up'],
  number: 'CX-{yyyy}{mm}-{0000}',
  fields: {
    customer: f.ref('客户', 'Customer', 'customer'),
    reason: f.choice('理由', 'Reason', REASONS),
    reference: f.text('单号', 'Number', { max: 40, optional: true, hint: ['工单、投诉、指令或通话的编号', 'Number of the ticket, complaint, order or call'] }),
    words: f.text('说明', 'In words', { max: 200, optional: true }),
    call_active: f.yesNo('当时在通话', 'Call in progress', { optional: true, readonly: true }),
    open_until: f.dateTime('可看至', 'Open until', { optional: true, readonly: true }),
    phone,
    score: f.integer('复核排序', 'Rank for review', { optional: true, readonly: true }),
    why: f.text('为何复核', 'Why review', { max: 200, optional: true, readonly: true }),
    why_en: f.text('为何复核（英文）', 'Why review, in English', { max: 300, optional: true, readonly: true }),
    person: f.ref('查询人', 'Looked up by', 'app_user', { optional: true, readonly: true }),
    employee: f.ref('员工', 'Employee', 'employee', { optional: true, readonly: true }),
    finding: f.text('复核结论', 'Finding', { max: 300, optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
  },
  title: ['customer', 'reason'],
  list: ['customer', 'phone', 'reason', 'reference', 'words', 'call_active', 'score', 'person'],
  sorts: ['-number', '-score'],
  access: { read: READERS, create: LOOKERS, own: 'person' },
  empty: ['没有查询记录。查看客户资料前在此写明单号或理由。', 'No look-ups. Give the number or the reason here before opening customer data.'],
  opening: {
    facts: async ({ tx, input, now }) => lookingFacts(tx, input, now),
    guard: ({ input, facts }) => refuseReason({ reason: input.reason, reference: input.reference, words: input.words }, facts),
    set: ({ input, facts, actor, now }) => {
      const ranked = rank({ reason: input.reason, referenceFound: facts.found, callActive: facts.callActive, onShift: facts.onShift, today: facts.today });
      return {
        call_active: facts.callActive, open_until: new Date(now.getTime() + OPEN_MINUTES * 60_000), phone: facts.customer?.contact_phone ?? null, score: ranked.score,
        ...(ranked.why.length === 0 ? {} : { why: ranked.why.map(([zh]) => zh).join('；'), why_en: ranked.why.map(([, en]) => en).join('; ') }), person: actor.kind === 'user' ? actor.id : null, employee: facts.employee,
      };
    },
  },
});

async function lookingFacts(tx: Tx, input: { readonly customer: string; readonly reason: Reason; readonly reference: string | null }, now: Date) {
  const customer = await readRecord(tx, Customer, input.customer);
  const [employee] = await tx.query<{ id: string; unit_id: string }>('select id, unit_id from employee where tenant_id = $1 and app_user = $2 and archived_at is null', [tx.tenantId, tx.actor.id]);
  const [today] = await tx.query<{ n: number }>('select count(*)::int as n from customer_lookup where tenant_id = $1 and person = $2 and created_at > $3', [tx.tenantId, tx.actor.id, new Date(now.getTime() - 86_400_000)]);
  const plan = employee ? await planOf(tx, [employee.id], calendar.addDays(await dayOf(tx, now, employee.unit_id), -1), await dayOf(tx, now, employee.unit_id)) : [];
  return {
    customer, employee: employee?.id ?? null, ...(await referred(tx, input.reason, input.reference, input.customer)), today: (today?.n ?? 0) + 1,
    callActive: employee !== undefined && (await inCall(tx, employee, now)),
    // Whoever has no plan at all is not outside of it.
    onShift: plan.length === 0 || plan.some((p) => p.from <= now && now < p.to),
  };
}

const WHERE: { readonly [reason in Exclude<Reason, 'other'>]: readonly string[] } = { ticket: ['service_request', 'user_complaint'], order: ['service_order'], call: ['hotline_call'] };
/** The number must be that of a record that is there, and not of another customer's; a call is known by the telephone system's own id too. */
async function referred(tx: Tx, reason: Reason, reference: string | null, customer: string): Promise<{ readonly found: boolean; readonly others: boolean }> {
  if (reason === 'other' || reference === null) return { found: false, others: false };
  for (const name of WHERE[reason]) {
    const register = tx.kernel.registers.get(name);
    if (!register) continue;
    const whose = register.fields['customer'] ? 'customer' : 'null::uuid as customer';
    const [row] = await tx.query<{ customer: string | null }>(`select ${whose} from ${name} where tenant_id = $1 and number = $2 and archived_at is null limit 1`, [tx.tenantId, reference]);
    if (row) return { found: true, others: row.customer !== null && row.customer !== customer };
  }
  return { found: reason === 'call' && (await tx.query('select 1 from phone_event where tenant_id = $1 and call_id = $2 limit 1', [tx.tenantId, reference])).length > 0, others: false };
}

/** By the telephone log: a call that began within two hours and has not ended. */
async function inCall(tx: Tx, employee: { readonly id: string; readonly unit_id: string }, now: Date): Promise<boolean> {
  const day = calendar.localParts(now, (await calendarOf(tx, employee.unit_id)).zone).date;
  const names = (await aliasesOf(tx, [employee.id], day, day)).map((a) => a.alias);
  const open = new Set<string>();
  for (const e of names.length === 0 ? [] : await eventsOf(tx, names, new Date(now.getTime() - 2 * 3_600_000), new Date(now.getTime() + 1000))) {
    const m = meaningOf(e);
    if (m.kind === 'call_start') open.add(m.call);
    if (m.kind === 'call_end') open.delete(m.call);
    if (m.kind === 'restart') open.clear();
  }
  return open.size > 0;
}

export const CustomerLookupProcess = defineProcess(CustomerLookup, 'granted',
  {
    granted: { label: ['已查询', 'Granted'], tone: 'done', timer: { step: 'sample', at: ({ record, now }) => (((record.score as number | null) ?? 0) >= REVIEW_FROM ? now : new Date(now.getTime() + 365 * 86_400_000)) } },
    to_review: { label: ['待复核', 'To be reviewed'], tone: 'alarm' },
    reviewed: { label: ['复核无问题', 'Reviewed'], tone: 'done' },
    breach: { label: ['已报告', 'Reported'], tone: 'stopped' },
  },
  (step) => ({
    sample: step({ label: ['抽出复核', 'Take for review'], from: ['granted'], to: 'to_review', by: REVIEWERS, form: {} }),
    pass: step({ label: ['没有问题', 'In order'], tone: 'primary', from: ['to_review'], to: 'reviewed', by: REVIEWERS, form: { finding: f.text('结论', 'Finding', { max: 300 }) }, guard: notOwn }),
    report: step({
      label: ['报告违纪', 'Report the breach'], tone: 'danger', from: ['to_review'], to: 'breach', by: REVIEWERS, form: { finding: f.text('情况', 'What was found', { max: 300 }) },
      guard(c) { notOwn(c); if (c.record.employee === null) throw new Refusal('customer_lookup.nobody', ['查询人不在员工台账中', 'The person is not in the staff register']); },
      async effect({ tx, record, input }) {
        const incident = await createRecord(tx, IncidentRegister, { employee: record.employee!, clause: 'CC-3.1', occurred_at: record.created_at, zone: 'work-area', grade: 'ordinary', description: `${record.number}：${input.finding}`, analogy_to: 'CC-DIS-21', unit_id: record.unit_id });
        await updateRecord(tx, CustomerLookup, record, { incident: incident.id });
      },
    }),
  }),
);
type Row = RowOf<typeof CustomerLookup>;
function notOwn({ record, actor }: { readonly record: Row; readonly actor: { readonly kind: string; readonly id: string } }): void {
  if (actor.kind === 'user' && actor.id === record.person) throw new Refusal('customer_lookup.own', ['不能复核自己的查询', 'Nobody reviews their own look-up'], 403);
}

export interface OpenedCustomer { readonly name: string; readonly contact: string | null; readonly phone: string | null; readonly address: string | null; readonly notes: string | null; readonly until: string }
/** The data in the clear, for whoever gave the reason and as long as it is open. */
export const OpenedCustomerQuery = defineQuery('opened_customer', {
  label: ['查看客户资料', 'Customer data'], access: LOOKERS, params: { lookup: f.ref('查询', 'Look-up', 'customer_lookup') },
  async run(tx, { lookup }): Promise<OpenedCustomer> {
    const granted = await readRecord(tx, CustomerLookup, lookup);
    if (!granted || granted.person !== tx.actor.id) throw new Refusal('customer_lookup.none', ['请先写明查询理由（CC-3.1）', 'Give a reason first (CC-3.1)'], 403);
    if (granted.open_until === null || granted.open_until <= tx.now) throw new Refusal('customer_lookup.over', ['查看时间已过，请重新写明理由', 'The time is over; give the reason again'], 403);
    const customer = await readRecord(tx, Customer, granted.customer);
    return { name: customer?.name ?? '', contact: customer?.contact ?? null, phone: customer?.contact_phone ?? null, address: customer?.address ?? null, notes: customer?.notes ?? null, until: granted.open_until.toISOString() };
  },
});
