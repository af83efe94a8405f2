/**
 * Contract fulfilment (合同履约): the three-way count of the ledger and the two-way count of shipping, by branch, as of a day.
 * Both must equal the number of contracts; when they do not, the contracts to blame stand beside the sum. Serves FS-5.1, FS-5.2, FS-5.3, AC-27, CG-51.
 */
import { defineReport, f, type Filter, type Label } from '../../../kernel/index.ts';
import { contractFigures, contractsSigned, standingsOn, vocabulary, type Span } from './figures.ts';
import { READERS } from './ledger-status.ts';
import { outsideTheGroups, type Group } from './rules.ts';

const count = (zh: string, en: string) => f.integer(zh, en);

export const ContractFulfilment = defineReport('contract_fulfilment', {
  label: ['合同履约', 'Contract fulfilment'],
  access: READERS,
  params: {
    as_of: f.date('截至', 'As of', { hint: ['含当日', 'That day included'] }),
    signed_from: f.date('签订自', 'Signed from', { optional: true, hint: ['留空即全部合同', 'Empty: all contracts'] }),
  },
  initial: ({ day }) => ({ as_of: day }),
  columns: {
    unit: f.unit('区域服务部', 'Branch'), contracts: count('合同', 'Contracts'),
    entered: count('已挂账', 'Entered'), not_to_enter: count('不挂账', 'Not to be entered'), not_entered: count('未挂账', 'Not yet entered'),
    shipped: count('已发货', 'Shipped'), not_shipped: count('未发货', 'Not shipped'), units: f.integer('台数', 'Units'), amount: f.money('合同金额', 'Amount'),
  },
  totals: ['contracts', 'entered', 'not_to_enter', 'not_entered', 'shipped', 'not_shipped', 'units', 'amount'],
  async rows(tx, p) {
    words.set(p, await vocabulary(tx, p.as_of));
    return contractFigures(tx, p);
  },
  async proof(tx, p, rows) {
    const total = await contractsSigned(tx, p);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
    return [
      { label: withOffenders(outsideTheGroups(await standingsOn(tx, p))), left: sum((r) => r.entered + r.not_to_enter + r.not_entered), right: total },
      { label: ['已发货 + 未发货 = 合同总数', 'Shipped + not shipped = contracts'], left: sum((r) => r.shipped + r.not_shipped), right: total },
    ];
  },
  drill: {
    contracts: (row, p) => contractsOf(p, row), units: (row, p) => contractsOf(p, row), amount: (row, p) => contractsOf(p, row),
    entered: inGroup('entered'), not_to_enter: inGroup('not_to_enter'), not_entered: inGroup('not_entered'),
    shipped: (row, p) => contractsOf(p, row, { field: 'shipped_on', op: 'lte', value: p.as_of }),
    not_shipped: (row, p) => contractsOf(p, row, { any: [{ field: 'shipped_on', op: 'empty' }, { field: 'shipped_on', op: 'gt', value: p.as_of }] }),
  },
  notes: (p) => [
    [`合同为 ${p.as_of} 及以前签订、当日尚未解除的销售合同${p.signed_from === null ? '' : `，自 ${p.signed_from} 起`}。`, `Contracts signed by ${p.as_of} and not cancelled by then${p.signed_from === null ? '' : `, from ${p.signed_from} on`}.`],
    ['挂账指登入售后服务台账；每种状态计入哪一类由“挂账状态”台账决定，可以增改。', 'Entered means posted to the after-sales ledger; what each status counts as is set in the register of ledger statuses.'],
    ['已发货指发货日期不晚于截至日。', 'Shipped means that the day of shipping is not after the as-of day.'],
  ],
  chart: { kind: 'bar', x: 'unit', y: ['entered', 'not_to_enter', 'not_entered'] },
  page: 'service/contracts/ledger',
});

/** What the figures of one run were counted with: drilling gets the same parameters object, but may not ask the database. */
const words = new WeakMap<Span, Awaited<ReturnType<typeof vocabulary>>>();

export function contractsOf(p: Span, row: { readonly unit: string } | null, ...more: readonly Filter[]): { readonly register: string; readonly filter: Filter } {
  return { register: 'sales_contract', filter: { all: [
    ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit } as const]),
    { field: 'signed_on', op: 'lte', value: p.as_of },
    ...(p.signed_from === null ? [] : [{ field: 'signed_on', op: 'gte', value: p.signed_from } as const]),
    { any: [{ field: 'cancelled_on', op: 'empty' }, { field: 'cancelled_on', op: 'gt', value: p.as_of }] },
    ...more,
  ] } };
}

/** The contracts themselves while they still stand as on the day; once one has moved on, the statuses they had then. */
function inGroup(group: Group) {
  return (row: { readonly unit: string } | null, p: Span) => {
    const known = words.get(p);
    const status: Filter = { field: 'status', op: 'in', value: (known?.statuses ?? []).filter((s) => s.counts_as === group).map((s) => s.id) };
    if (!known?.changedSince) return contractsOf(p, row, { ...status, field: 'ledger_status' });
    return { register: 'contract_status_change', filter: { all: [
      ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit } as const]),
      ...(p.signed_from === null ? [] : [{ field: 'signed_on', op: 'gte', value: p.signed_from } as const]),
      status, { field: 'valid_from', op: 'lte', value: p.as_of } as const,
      { any: [{ field: 'valid_to', op: 'empty' }, { field: 'valid_to', op: 'gt', value: p.as_of }] } as const,
    ] } };
  };
}

const MOST_NAMED = 10;
export function withOffenders(offenders: readonly { readonly number: string; readonly status: string | null }[]): Label {
  const [zh, en] = ['已挂账 + 不挂账 + 未挂账 = 合同总数', 'Entered + not to be entered + not yet entered = contracts'];
  if (offenders.length === 0) return [zh, en];
  const named = offenders.slice(0, MOST_NAMED).map((o) => o.number + (o.status === null ? '' : `“${o.status}”`));
  const more = offenders.length - named.length;
  return [
    `${zh}；不在三类之内：${named.join('、')}${more > 0 ? ` 等 ${offenders.length} 份` : ''}`,
    `${en}; in none of the groups: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}
