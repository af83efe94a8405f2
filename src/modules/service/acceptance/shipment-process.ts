/**
 * From the factory gate to the closed file (到货验收): arrived, inspected line by line, accepted or not, papers complete, closed.
 * Missing papers tell two departments at once; the file is not closed before they are attached. Serves SM-27, FS-5.4, FS-5.5, AC-28.
 */
import { defineProcess, f, readRecord, takeStep, updateRecord, type Label, type Tx } from '../../../kernel/index.ts';
import { SalesContract } from '../contracts/index.ts';
import { tellDepartments, unanswered } from './paper-request.ts';
import { obstaclesToClosing, outcomeOf, refuseImpossibleArrival, unjudged } from './rules.ts';
import { BRANCH, linesOf, PAPERS, Shipment, ShipmentLine } from './shipment.ts';
import { AcceptanceRecord, recordContent } from './slips.ts';

const inspectors = ['branch_manager', 'technician', 'dispatcher'];

export const ShipmentProcess = defineProcess(Shipment, 'shipped',
  {
    shipped: { label: ['在途', 'On its way'], tone: 'active' },
    arrived: { label: ['已到货，待清点', 'Arrived, to be inspected'], tone: 'waiting', due: { step: 'inspect', at: ({ now }) => new Date(now.getTime() + 48 * 3_600_000), escalateTo: 'branch_manager' } },
    inspected: { label: ['已清点，待签字', 'Inspected, to be signed'], tone: 'waiting', due: { step: 'accept', at: ({ now }) => new Date(now.getTime() + 24 * 3_600_000), escalateTo: 'branch_manager' } },
    accepted: { label: ['验收合格', 'Accepted'], tone: 'done' },
    accepted_missing: { label: ['验收，缺资料', 'Accepted, papers missing'], tone: 'alarm' },
    rejected: { label: ['拒收', 'Rejected'], tone: 'stopped' },
    documents_received: { label: ['资料已补齐', 'Papers complete'], tone: 'active' },
    closed: { label: ['已关闭', 'Closed'], tone: 'done' },
  },
  (step) => ({
    arrive: step({
      label: ['到货', 'Arrived'], tone: 'primary', from: ['shipped'], to: 'arrived', by: inspectors,
      form: { arrived_on: f.date('到货日期', 'Arrived on'), place: f.text('到货地点', 'Place of arrival', { optional: true, max: 100 }) },
      facts: ({ tx, record }) => linesOf(tx, record.id),
      ready: ({ facts }) => (facts.length === 0 ? ['请先登记到货明细', 'Enter the lines of the shipment first'] : null),
      preview: ({ record, day }) => ({ lines: [], initial: { arrived_on: day, place: record.place } }),
      guard: ({ record, input, day }) => refuseImpossibleArrival(record.shipped_on, input.arrived_on, day),
      async effect({ tx, record, facts, input }) {
        for (const line of facts) await updateRecord(tx, ShipmentLine, line, { arrived_on: input.arrived_on, shipped_on: record.shipped_on });
      },
    }),
    inspect: step({
      label: ['清点完毕', 'Inspection finished'], tone: 'primary', from: ['arrived'], to: 'inspected', by: inspectors, form: {},
      facts: ({ tx, record }) => linesOf(tx, record.id),
      ready: ({ facts }) => unjudged(facts),
      set: ({ day }) => ({ inspected_on: day }),
    }),
    again: step({
      label: ['退回清点', 'Back to inspection'], from: ['inspected'], to: 'arrived', by: inspectors, form: { reason: f.text('原因', 'Reason', { max: 200 }) }, set: () => ({ inspected_on: null }),
    }),
    accept: step({
      label: ['验收签字', 'Sign the acceptance'], tone: 'primary', from: ['inspected'], to: ['accepted', 'accepted_missing', 'rejected'], by: inspectors, form: {},
      sign: [{ name: 'user', label: ['用户代表', 'For the user'], by: 'guest', refusable: true }, { name: 'branch', label: ['服务部验收人', 'For the branch'], by: 'user', role: 'branch_manager' }],
      facts: ({ tx, record }) => linesOf(tx, record.id),
      preview: ({ facts }) => ({ lines: [sentenceOf(outcomeOf(facts))] }),
      choose: ({ facts }) => outcomeOf(facts),
      set: ({ day }) => ({ accepted_on: day }),
      async effect({ tx, record, facts, day }) {
        for (const line of facts) await updateRecord(tx, ShipmentLine, line, { accepted_on: line.state === 'rejected' ? null : day, completed_on: line.state === 'accepted' ? day : null });
        if (outcomeOf(facts) === 'accepted_missing') await tellDepartments(tx, record.id, day);
      },
      slip: {
        kind: AcceptanceRecord,
        async content({ tx, record, facts }) {
          const contract = await readRecord(tx, SalesContract, record.contract);
          const [customer] = await tx.query<{ name: string }>('select name from customer where tenant_id = $1 and id = $2', [tx.tenantId, record.customer]);
          return recordContent({ ...record, contract: contract?.contract_no ?? '—', customer: customer?.name ?? '—' }, facts);
        },
      },
    }),
    receive_documents: step({ label: ['资料补齐', 'Papers complete'], from: ['accepted_missing'], to: 'documents_received', by: [], form: {} }),
    close: step({
      label: ['关闭', 'Close'], from: ['accepted', 'accepted_missing', 'rejected', 'documents_received'], to: 'closed', by: [...BRANCH, 'centre_manager'],
      form: { remark: f.text('备注', 'Remark', { optional: true, max: 200 }) },
      facts: ({ tx, record }) => obstacles(tx, record.id),
      ready: ({ facts }) => facts,
      set: ({ day }) => ({ closed_on: day }),
    }),
  }),
);

function sentenceOf(outcome: ReturnType<typeof outcomeOf>): Label {
  return {
    accepted: ['全部合格。', 'Everything is in order.'] as const,
    accepted_missing: ['有产品缺少随货资料：签字后自动交管理部与质检部办理。', 'Papers are missing: both departments are told when this is signed.'] as const,
    rejected: ['全部拒收。', 'Everything is rejected.'] as const,
  }[outcome];
}

const obstacles = async (tx: Tx, shipment: string): Promise<Label | null> => obstaclesToClosing(await linesOf(tx, shipment), await unanswered(tx, shipment), PAPERS);

/** After each file and each answer: once nothing is missing, the shipment says so by itself. */
export async function settlePapers(tx: Tx, shipment: string): Promise<void> {
  const now = await readRecord(tx, Shipment, shipment, { lock: true });
  if (now?.state === 'accepted_missing' && (await obstacles(tx, shipment)) === null) await takeStep(tx, ShipmentProcess, shipment, 'receive_documents', {});
}
