/**
 * Findings of the nightly check (账目异常): what does not agree, by name, until somebody explains it or it agrees again. The same
 * offender is one finding, however often the check sees it. Serves section 4.3.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, Refusal, tables, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { INVARIANTS, type Offender } from './checks.ts';

export const BookFinding = defineRegister('book_finding', {
  label: ['账目异常', 'Finding in the books'],
  number: 'YC-{yyyy}{mm}-{000}',
  fields: {
    invariant: f.choice('核对项', 'Check', INVARIANTS),
    what: f.text('不符之处', 'What does not agree', { max: 300 }),
    found_on: f.date('发现日', 'Found on'),
    seen_at: f.dateTime('最近一次查到', 'Last seen'),
    explanation: f.text('查明情况', 'Explanation', { optional: true, readonly: true, max: 400 }),
  },
  title: ['invariant', 'what'],
  list: ['invariant', 'what', 'found_on', 'seen_at', 'explanation'],
  sorts: ['-number', '-found_on'],
  unique: [['invariant', 'what']],
  access: { read: ['vip_manager', 'finance', 'auditor'], create: [] },
  empty: ['每晚自动核对账目，有不符时列在这里并成为财务的待办。', 'The books are checked every night; what does not agree stands here and becomes a task of finance.'],
});

export const BookFindingProcess = defineProcess(BookFinding, 'open',
  {
    open: { label: ['待查明', 'To be explained'], tone: 'alarm', due: { step: 'explain', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'vip_manager' } },
    explained: { label: ['已查明', 'Explained'], tone: 'done' },
    agreed: { label: ['已相符', 'Agrees again'], tone: 'done' },
  },
  (step) => ({
    explain: step({
      label: ['查明', 'Explain'], tone: 'primary', from: ['open'], to: 'explained', by: ['finance'],
      hint: ['写清原因和处理；账只能用新的分录更正', 'Say why, and what was done; the books are only put right by new entries'],
      form: { explanation: f.text('查明情况', 'Explanation', { max: 400 }) }, sign: [{ name: 'finance', label: ['财务', 'Finance'], by: 'user', role: 'finance' }],
      guard({ input }) {
        if (input.explanation.trim().length < 4) throw new Refusal('book_finding.short', ['请写明原因', 'Please give the reason'], 422, { explanation: ['写明原因', 'The reason'] });
      },
    }),
    agree: step({ label: ['已相符', 'Agrees again'], from: ['open'], to: 'agreed', by: [], form: {} }),
    again: step({ label: ['再次不符', 'Wrong again'], from: ['agreed'], to: 'open', by: [], form: {} }),
  }),
);

/** Writes down what was found now and takes off what agrees again; answers with how many wait for an explanation. */
export async function keepFindings(tx: Tx, found: readonly Offender[], c: { readonly unit: string; readonly day: string }): Promise<number> {
  const known = await tables(tx, BookFinding).selectFrom('book_finding').selectAll().where('tenant_id', '=', tx.tenantId).execute();
  const same = (o: Offender) => known.find((k) => k.invariant === o.invariant && k.what === o.what);
  for (const offender of found) {
    const before = same(offender);
    if (!before) await createRecord(tx, BookFinding, { ...offender, found_on: c.day, seen_at: tx.now, unit_id: c.unit });
    else {
      if (before.state === 'agreed') await takeStep(tx, BookFindingProcess, before.id, 'again', {});
      await updateRecord(tx, BookFinding, { id: before.id }, { seen_at: tx.now }, { what: 'update' });
    }
  }
  for (const gone of known.filter((k) => k.state === 'open' && !found.some((o) => o.invariant === k.invariant && o.what === k.what))) await takeStep(tx, BookFindingProcess, gone.id, 'agree', {});
  return found.filter((o) => same(o)?.state !== 'explained').length;
}

/** Findings are looked for again ten minutes after they were seen, not every few seconds. */
export async function seenLately(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from book_finding where tenant_id = $1 and state = 'open' and seen_at > $2`, [tx.tenantId, new Date(tx.now.getTime() - 10 * 60_000)]);
  return (row?.n ?? 0) > 0;
}
