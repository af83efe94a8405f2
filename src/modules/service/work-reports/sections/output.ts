/** Sections on output value and contracts (产值、合同与出厂). Serves FS-4.1, FS-4.2, FS-5.2 to FS-5.5. */
import { tables } from '../../../../kernel/index.ts';
import { MaintenanceContract } from '../../maintenance-contracts/index.ts';
import type { Fill } from '../summary.ts';
import { asOfOf, listed, moneyTotal, total, yuan, type Part } from './section.ts';

export const output: Fill = async ({ tx, params, table }) => {
  const maintenance = await table('maintenance_in_force', { as_of: params.to }, { caption: ['维保合同（在保）', 'Maintenance contracts in force'], columns: ['unit', 'contracts', 'renewals', 'equipment', 'amount'] });
  const agreements = await table('replacement_agreements', params, { caption: ['保期外更换协议', 'Replacement agreements out of warranty'], columns: ['unit', 'agreements', 'unpriced', 'priced', 'done', 'amount'] });
  const signed = await tables(tx, MaintenanceContract).selectFrom('maintenance_contract').select(['id', 'amount', 'valid_from', 'valid_to', 'predecessor', 'customer', 'unit_id'])
    .where('tenant_id', '=', tx.tenantId).where('valid_from', '>=', params.from).where('valid_from', '<=', params.to).where('state', 'not in', ['draft', 'dropped']).orderBy('valid_from').execute();
  const names = new Map((await tx.query<{ id: string; name: string }>('select id, name from customer where tenant_id = $1 and id = any($2) union all select id, name from unit where tenant_id = $1 and id = any($3)',
    [tx.tenantId, signed.map((c) => c.customer), signed.map((c) => c.unit_id)])).map((r) => [r.id, r.name]));
  const named = (id: string): Part => { const name = names.get(id) ?? ''; return [name, name]; };
  return {
    asOf: params.to,
    sentences: [
      [['在保维保合同 ', 'Maintenance contracts in force: '], total(maintenance, 'contracts'), [' 份，金额 ', ', amounting to '], moneyTotal(maintenance, 'amount'), [' 元。', ' yuan.']],
      ...signed.map((c): Part[] => [
        named(c.unit_id), c.predecessor === null ? ['与', ' signed with '] : ['与', ' renewed with '], named(c.customer), c.predecessor === null ? ['签订维保合同，金额 ', ': '] : ['续签维保合同，金额 ', ': '],
        yuan(c.amount ?? 0, { register: 'maintenance_contract', filter: { field: 'id', op: 'eq', value: c.id } }), [` 元，${c.valid_from} 至 ${c.valid_to}。`, ` yuan, ${c.valid_from} to ${c.valid_to}.`],
      ]),
      [['保期外更换协议 ', 'Agreements on replacements out of warranty: '], total(agreements, 'agreements'), [' 份，其中 ', ', of which '], total(agreements, 'unpriced'), [' 份待供应部定价；每半年结款一次。', ' wait for a price from Supply; settled every half-year.']],
    ],
    tables: [maintenance, agreements],
  };
};

export const contracts: Fill = async ({ params, table }) => {
  const ledger = await table('contract_fulfilment', { as_of: params.to }, { caption: ['销售合同履约', 'Sales contracts'], columns: ['unit', 'contracts', 'entered', 'not_to_enter', 'not_entered', 'shipped', 'not_shipped'] });
  const arrivals = await table('arrival_acceptance', params, { caption: ['到货验收', 'Arrival acceptance'], columns: ['unit', 'shipped', 'arrived', 'accepted', 'missing', 'still_missing', 'waiting'] });
  return {
    asOf: asOfOf(params, null),
    sentences: [
      [
        ['销售合同 ', 'Sales contracts: '], total(ledger, 'contracts'), [' 份：', ': '],
        ...listed([[['已挂账 ', 'entered '], total(ledger, 'entered')], [['不挂账 ', 'not to be entered '], total(ledger, 'not_to_enter')], [['未挂账 ', 'not yet entered '], total(ledger, 'not_entered')]]),
        ['；已发货 ', '; shipped '], total(ledger, 'shipped'), ['、未发货 ', ', not shipped '], total(ledger, 'not_shipped'), ['。', '.'],
      ],
      [
        ['本期出厂设备 ', 'Equipment shipped in the period: '], total(arrivals, 'shipped'), [' 台，到货验收 ', ' units, accepted on arrival '], total(arrivals, 'accepted'), [' 台；其中缺资料 ', '; without their papers '], total(arrivals, 'missing'),
        [' 台，至今未补齐 ', ', still missing '], total(arrivals, 'still_missing'), [' 台', ''],
        Number(arrivals.totals['missing'] ?? 0) === 0 ? ['。', '.'] : ['，已通知管理部与质检部。', '; management and quality control have been told.'],
      ],
    ],
    tables: [ledger, arrivals],
  };
};
