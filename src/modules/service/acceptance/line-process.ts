/** What is found on each line when the goods are there, and the papers that come later. Serves FS-5.4, FS-5.5, SM-27, AC-28. */
import { defineProcess, emit, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { BRANCH, OFFICES, PAPERS, Shipment, ShipmentLine } from './shipment.ts';
import { refuseWrongPapers, stillMissing } from './rules.ts';

const finding = f.text('清点情况', 'What was found', { optional: true, max: 300 });
const inspectors = ['branch_manager', 'technician', 'dispatcher'];

export const ShipmentLineProcess = defineProcess(ShipmentLine, 'listed',
  {
    listed: { label: ['待清点', 'To be inspected'], tone: 'waiting' },
    accepted: { label: ['合格', 'In order'], tone: 'done' },
    missing_papers: { label: ['合格，缺资料', 'In order, papers missing'], tone: 'alarm' },
    complete: { label: ['资料已补齐', 'Papers complete'], tone: 'done' },
    rejected: { label: ['拒收', 'Rejected'], tone: 'stopped' },
  },
  (step) => ({
    accept: step({
      label: ['合格', 'In order'], tone: 'primary', from: ['listed'], to: 'accepted', by: inspectors, form: { finding },
      facts: ({ tx, record }) => stateOfShipment(tx, record.shipment), ready: ({ facts }) => notThere(facts), effect: ({ tx, record }) => mustStillBeOpen(tx, record.shipment),
    }),
    note_missing: step({
      label: ['合格，缺资料', 'In order, papers missing'], from: ['listed'], to: 'missing_papers', by: inspectors,
      form: { missing: f.choices('缺少的资料', 'Missing papers', PAPERS), finding },
      facts: ({ tx, record }) => stateOfShipment(tx, record.shipment), ready: ({ facts }) => notThere(facts), effect: ({ tx, record }) => mustStillBeOpen(tx, record.shipment),
    }),
    reject: step({
      label: ['拒收', 'Reject'], tone: 'danger', from: ['listed'], to: 'rejected', by: inspectors,
      form: { finding: f.text('拒收原因', 'Why rejected', { max: 300 }) },
      facts: ({ tx, record }) => stateOfShipment(tx, record.shipment), ready: ({ facts }) => notThere(facts), effect: ({ tx, record }) => mustStillBeOpen(tx, record.shipment),
    }),
    again: step({
      label: ['重新清点', 'Inspect again'], from: ['accepted', 'missing_papers', 'rejected'], to: 'listed', by: inspectors, form: {},
      facts: ({ tx, record }) => stateOfShipment(tx, record.shipment),
      ready: ({ facts }) => (facts === 'arrived' ? null : ['已清点完毕，不能再改', 'The inspection is finished']),
      set: () => ({ missing: null, finding: null }),
      effect: ({ tx, record }) => mustStillBeOpen(tx, record.shipment),
    }),
    attach: step({
      label: ['补交资料', 'Hand in papers'], tone: 'primary', from: ['missing_papers'], to: ['missing_papers', 'complete'], by: [...BRANCH, ...OFFICES],
      form: {
        received_now: f.choices('补交的资料', 'Papers handed in', PAPERS, { hint: ['只选文件里确实有的', 'Only what the files really hold'] }),
        files: f.attachment('文件', 'Files'),
      },
      async facts({ tx, record, input }) {
        const [there] = await tx.query<{ n: number }>('select count(*)::int as n from attachment where tenant_id = $1 and id = any($2)', [tx.tenantId, input.files ?? []]);
        return { shipment: await stateOfShipment(tx, record.shipment), files: there?.n ?? 0 };
      },
      ready: ({ facts }) => (['accepted_missing', 'documents_received'].includes(facts.shipment) ? null : ['验收签字之后才补交资料', 'Papers are handed in after the acceptance is signed']),
      preview: ({ record }) => ({ lines: [[`尚缺：${stillMissing(record).map((p) => PAPERS[p][0]).join('、')}`, `Still missing: ${stillMissing(record).map((p) => PAPERS[p][1].toLowerCase()).join(', ')}`]], initial: { received_now: stillMissing(record) } }),
      guard: ({ record, input, facts }) => refuseWrongPapers(record, input.received_now, facts.files === input.files.length, PAPERS),
      choose: ({ record, input }) => (stillMissing({ missing: record.missing, received: [...(record.received ?? []), ...input.received_now] }).length === 0 ? 'complete' : 'missing_papers'),
      set({ record, input, day }) {
        const received = [...(record.received ?? []), ...input.received_now];
        return { received, papers: [...(record.papers ?? []), ...input.files], completed_on: stillMissing({ missing: record.missing, received }).length === 0 ? day : null };
      },
      effect: async ({ tx, record }) => emit(tx, 'shipment.papers_changed', { shipment: record.shipment }),
    }),
  }),
);

/** Locked: a line is not judged while somebody finishes the inspection. */
async function stateOfShipment(tx: Tx, shipment: string, lock = false): Promise<string> {
  const found = await readRecord(tx, Shipment, shipment, { lock });
  if (!found) throw new Refusal('reference', ['没有这批货', 'No such shipment'], 422);
  return found.state;
}
const notThere = (state: string) => (state === 'arrived' ? null : state === 'shipped' ? (['货还没有到', 'The goods have not arrived yet'] as const) : (['已清点完毕', 'The inspection is finished'] as const));
/** Asked again under the shipment's lock: somebody may have finished the inspection while this line was being judged. */
async function mustStillBeOpen(tx: Tx, shipment: string): Promise<void> {
  const why = notThere(await stateOfShipment(tx, shipment, true));
  if (why) throw new Refusal('shipment_line.not_ready', why);
}
