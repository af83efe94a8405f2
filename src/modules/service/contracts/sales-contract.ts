/**
 * Sales contracts (销售合同) as after-sales service keeps them: what was sold to whom, whether it is posted to the service
 * ledger (挂账), and whether the products have left the factory. The status has a history, so that the count of any day can
 * be made again. Serves FS-5.1, FS-5.2, FS-5.3, AC-27, CG-51.
 */
import { createRecord, defineProcess, defineRegister, f, Refusal, tables, updateRecord, type NewOf, type Tx } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './ledger-status.ts';
import { refuseImpossibleDays, refuseStatusOutOfTurn } from './rules.ts';

export const SalesContract = defineRegister('sales_contract', {
  label: ['销售合同', 'Sales contract'],
  number: 'XS-{yyyy}-{0000}',
  fields: {
    contract_no: f.text('合同编号', 'Contract no.', { max: 40, hint: ['合同文本上的编号', 'As printed on the contract'] }),
    customer: f.ref('客户', 'Customer', 'customer'),
    product: f.text('产品', 'Product', { max: 100 }),
    units: f.integer('台数', 'Units', { min: 1, max: 10_000 }),
    amount: f.money('合同金额', 'Amount'),
    signed_on: f.date('签订日期', 'Signed on'),
    ledger_status: f.ref('挂账状态', 'Ledger status', 'contract_ledger_status', { hint: ['登记时的状态自签订日起算；以后用“改变挂账状态”', 'Counts from the day of signing; later changes have a step of their own'] }),
    shipped_on: f.date('发货日期', 'Shipped on', { optional: true, hint: ['未发货留空', 'Empty: not shipped'] }),
    cancelled_on: f.date('解除日期', 'Cancelled on', { optional: true, readonly: true }),
    remark: f.text('备注', 'Remark', { optional: true, max: 200 }),
  },
  title: ['contract_no', 'customer'],
  list: ['contract_no', 'customer', 'product', 'units', 'amount', 'signed_on', 'ledger_status', 'shipped_on'],
  sorts: ['-signed_on', 'contract_no', 'shipped_on', '-number'],
  indexes: [['ledger_status', 'signed_on']],
  unique: [['contract_no']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS },
  empty: ['销售合同在这里登记，随后跟踪挂账与发货。', 'Sales contracts are entered here; ledger status and shipping follow.'],
  opening: {
    facts: ({ tx, id, input }) => opened(tx, id, input.customer),
    guard({ input, facts, day }) {
      refuseImpossibleDays(input, day);
      if (facts.status !== null && facts.status !== input.ledger_status) {
        throw new Refusal('sales_contract.status_by_step', ['挂账状态请用“改变挂账状态”办理，以留下起始日', 'Change the ledger status by its step, which keeps the day'], 422, { ledger_status: ['不能直接改', 'Not changed here'] });
      }
      if (facts.signedOn !== null && facts.signedOn !== input.signed_on) {
        throw new Refusal('sales_contract.signed_by_step', ['签订日期请用“更正签订日期”办理', 'Correct the day of signing by its step'], 422, { signed_on: ['不能直接改', 'Not changed here'] });
      }
    },
    set: ({ facts }) => (facts.unit === null ? {} : { unit_id: facts.unit }),
    async effect({ tx, record }) {
      await noteStatus(tx, { contract: record.id, status: record.ledger_status as string, signed_on: record.signed_on as string, valid_from: record.signed_on as string, unit_id: record.unit_id });
    },
  },
});

/** One row for each status a contract has had, with its days: the first day included, the last not. */
export const ContractStatusChange = defineRegister('contract_status_change', {
  label: ['挂账状态变动', 'Change of ledger status'],
  number: 'GB-{yyyy}-{00000}',
  fields: {
    contract: f.ref('合同', 'Contract', 'sales_contract'),
    status: f.ref('挂账状态', 'Ledger status', 'contract_ledger_status'),
    signed_on: f.date('签订日期', 'Signed on', { readonly: true }),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'Until', { optional: true, readonly: true, hint: ['不含当日', 'That day not included'] }),
    reason: f.text('依据', 'On what grounds', { optional: true, max: 200 }),
  },
  title: ['contract', 'status'],
  list: ['contract', 'status', 'valid_from', 'valid_to', 'reason'],
  sorts: ['-valid_from'],
  indexes: [['contract', 'valid_from'], ['status', 'valid_from']],
  unique: [['contract', 'valid_from']],
  access: { read: READERS, create: [] },
  hidden: true,
});

export const SalesContractProcess = defineProcess(SalesContract, 'in_force',
  {
    in_force: { label: ['履行中', 'In force'], tone: 'active' },
    cancelled: { label: ['已解除', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    set_ledger_status: step({
      label: ['改变挂账状态', 'Change the ledger status'], tone: 'primary', from: ['in_force'], to: 'in_force', by: KEEPERS,
      form: {
        ledger_status: f.ref('挂账状态', 'Ledger status', 'contract_ledger_status'),
        status_from: f.date('自何日起', 'From which day', { optional: true, hint: ['留空即今天', 'Empty: today'] }),
        reason: f.text('依据', 'On what grounds', { optional: true, max: 200 }),
      },
      facts: ({ tx, record }) => lastChange(tx, record.id),
      guard({ input, facts, day }) {
        refuseStatusOutOfTurn({ from: input.status_from ?? day, status: input.ledger_status }, facts && { from: facts.valid_from, status: facts.status }, day);
      },
      async effect({ tx, record, facts, input, day }) {
        const from = input.status_from ?? day;
        if (facts) await updateRecord(tx, ContractStatusChange, facts, { valid_to: from });
        await noteStatus(tx, { contract: record.id, status: input.ledger_status, signed_on: record.signed_on, valid_from: from, reason: input.reason, unit_id: record.unit_id });
      },
    }),
    record_shipment: step({
      label: ['登记发货', 'Record shipment'], from: ['in_force'], to: 'in_force', by: [...KEEPERS, 'supply'],
      form: { shipped_on: f.date('发货日期', 'Shipped on') },
      ready: ({ record }) => (record.shipped_on === null ? null : [`已于 ${record.shipped_on} 发货`, `Shipped on ${record.shipped_on}`]),
      guard: ({ record, input, day }) => refuseImpossibleDays({ signed_on: record.signed_on, shipped_on: input.shipped_on }, day),
    }),
    correct_signing: step({
      label: ['更正签订日期', 'Correct the day of signing'], from: ['in_force'], to: 'in_force', by: KEEPERS,
      form: { signed_on: f.date('签订日期', 'Signed on'), reason: f.text('更正原因', 'Why', { max: 200 }) },
      facts: ({ tx, record }) => changesOf(tx, record.id),
      guard({ record, input, facts, day }) {
        refuseImpossibleDays({ signed_on: input.signed_on, shipped_on: record.shipped_on }, day);
        const second = facts[1];
        if (second && input.signed_on >= second.valid_from) {
          throw new Refusal('sales_contract.signed_after_change', [`须早于挂账状态变动日 ${second.valid_from}`, `It must lie before the status changed on ${second.valid_from}`], 422, { signed_on: [`早于 ${second.valid_from}`, `Before ${second.valid_from}`] });
        }
      },
      async effect({ tx, facts, input }) {
        for (const [i, change] of facts.entries()) await updateRecord(tx, ContractStatusChange, change, { signed_on: input.signed_on, ...(i === 0 ? { valid_from: input.signed_on } : {}) });
      },
    }),
    cancel: step({
      label: ['解除合同', 'Cancel the contract'], hint: ['自今天起不再计入合同履约', 'Not counted from today on'], tone: 'danger', from: ['in_force'], to: 'cancelled', by: ['centre_manager', 'management_office'],
      form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      facts: ({ tx, record }) => lastChange(tx, record.id),
      ready: ({ record }) => (record.shipped_on === null ? null : ['已发货的合同不能解除', 'A contract whose goods were shipped is not cancelled']),
      set: ({ day }) => ({ cancelled_on: day }),
      async effect({ tx, facts, day }) {
        if (facts) await updateRecord(tx, ContractStatusChange, facts, { valid_to: day });
      },
    }),
  }),
);

/** Nobody types a change in by itself: it comes with its contract or by a step of it. */
async function noteStatus(tx: Tx, change: NewOf<typeof ContractStatusChange>): Promise<void> {
  await createRecord(tx, ContractStatusChange, change);
}

interface Opened { readonly unit: string | null; readonly status: string | null; readonly signedOn: string | null }
async function opened(tx: Tx, id: string | null, customer: string): Promise<Opened> {
  const [found] = await tx.query<Opened>(
    `select k.unit_id as unit, c.ledger_status as status, c.signed_on as "signedOn" from customer k left join sales_contract c on c.tenant_id = k.tenant_id and c.id = $3
     where k.tenant_id = $1 and k.id = $2`, [tx.tenantId, customer, id]);
  return found ?? { unit: null, status: null, signedOn: null };
}

/** Earliest first. The contract's row is locked by the step, so nobody else writes a change in between. */
function changesOf(tx: Tx, contract: string) {
  return tables(tx, ContractStatusChange).selectFrom('contract_status_change').select(['id', 'status', 'valid_from'])
    .where('tenant_id', '=', tx.tenantId).where('contract', '=', contract).orderBy('valid_from').execute();
}
const lastChange = async (tx: Tx, contract: string) => (await changesOf(tx, contract)).at(-1) ?? null;
