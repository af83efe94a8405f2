/** The nightly check as a duty that does itself when all is well, and the report that shows each invariant. Serves section 4.3, I1 to I11. */
import { defineDuty, defineReport, f, Refusal } from '../../../kernel/index.ts';
import { CHECKS, checkBooks, INVARIANTS, type InvariantName } from './checks.ts';
import { keepFindings, seenLately } from './finding.ts';

export const BooksChecked = defineDuty('books_checked', {
  label: ['账目夜间自查', 'Books checked at night'],
  statements: ['VIP-6.7', 'VIP-8.4'],
  recurs: { every: 'day' }, by: '09:00', unitKind: 'centre', owner: 'finance', deputy: 'vip_manager', escalate: { to: 'vip_manager', afterMinutes: 60 },
  form: {},
  guard() { throw new Refusal('books.by_evidence', ['这一项在账目相符、或异常都已查明时由系统完成', 'Done by the system once the books agree or every finding is explained']); },
  async evidence({ tx, unit, day }) {
    if (await seenLately(tx)) return null;
    const found = await checkBooks(tx, day);
    return (await keepFindings(tx, found, { unit, day })) > 0 ? null : { checks: CHECKS.length, explained: found.length };
  },
});

export const BooksIntegrity = defineReport('books_integrity', {
  label: ['账目自查', 'Do the books agree'],
  access: ['vip_manager', 'finance', 'auditor'],
  params: { day: f.date('营业日', 'Business day') },
  initial: ({ day }) => ({ day }),
  columns: { code: f.text('编号', 'Code'), invariant: f.choice('核对项', 'Check', INVARIANTS), wrong: f.integer('不符', 'Wrong'), first: f.text('例如', 'For example', { optional: true, max: 320 }) },
  totals: ['wrong'],
  async rows(tx, { day }) {
    const found = await checkBooks(tx, day);
    return (Object.keys(INVARIANTS) as InvariantName[]).map((invariant) => {
      const own = found.filter((o) => o.invariant === invariant);
      return { code: invariant.toUpperCase(), invariant, wrong: own.length, first: own[0]?.what ?? null };
    });
  },
  proof: async (_tx, _params, rows) => rows.map((r) => ({ label: INVARIANTS[r.invariant], left: r.wrong, right: 0 })),
  drill: { wrong: (row) => ({ register: 'book_finding', filter: row === null ? { all: [] } : { field: 'invariant', op: 'eq', value: row.invariant } }) },
  notes: () => [['现在重算；夜间自查的结果与处理见“账目异常”', 'Computed now; what the nightly check found, and what was done about it, stands under “Findings in the books”']],
});
