/**
 * Papers of a vehicle (车辆证照与保险): each with its last day, reminded a month before, replaced by the next one.
 * Serves LOG-1.1, LOG-1.4, AS-33.
 */
import { calendar, createRecord, defineParameter, defineProcess, defineRegister, f, readRecord, Refusal, type RowOf, type Tx } from '../../../kernel/index.ts';
import { DOCUMENT_KINDS, type PaperOf } from './care.rules.ts';
import { HANDLERS, KEEPERS, READERS } from './roles.ts';
import { Vehicle } from './vehicle.ts';

export const PapersAsked = defineParameter('vehicles.papers', {
  label: ['出车须有的证照', 'Papers asked for'],
  help: ['整个行程内都须有效，否则不派车。', 'Each must be valid for the whole trip, or the vehicle is not dispatched.'],
  field: f.choices('证照', 'Papers', DOCUMENT_KINDS),
  source: 'P19', default: ['registration', 'inspection', 'compulsory'],
  writeBy: ['centre_manager', 'general_affairs'],
});

const validity = {
  document_no: f.text('证号或保单号', 'Number', { max: 60, optional: true }),
  issuer: f.text('签发或承保单位', 'Issued by', { max: 60, optional: true }),
  valid_from: f.date('有效期起', 'Valid from'),
  valid_to: f.date('有效期止', 'Valid to', { hint: ['含当日', 'That day included'] }),
  file: f.attachment('扫描件', 'Scan', { optional: true }),
};

export const VehicleDocument = defineRegister('vehicle_document', {
  label: ['车辆证照', 'Vehicle paper'],
  number: 'ZJ-{00000}',
  fields: { vehicle: f.ref('车辆', 'Vehicle', 'vehicle'), kind: f.choice('种类', 'Kind', DOCUMENT_KINDS), ...validity },
  title: ['kind', 'vehicle'],
  list: ['vehicle', 'kind', 'document_no', 'issuer', 'valid_from', 'valid_to'],
  sorts: ['valid_to', '-number'],
  indexes: [['vehicle', 'kind']],
  unique: [['vehicle', 'kind', 'valid_from']],
  access: { read: READERS, create: HANDLERS.filter((r) => r !== 'driver'), archive: KEEPERS },
  empty: ['还没有车辆证照。登记行驶证、年检、保险的有效期，到期前一个月提醒。', 'No papers yet. Enter registration, inspection and insurance with their last day; a reminder comes a month before.'],
  opening: {
    facts: async ({ tx, input }) => ({ vehicle: await readRecord(tx, Vehicle, input.vehicle) }),
    guard: ({ input }) => refuseBackwards(input.valid_from, input.valid_to),
    set: ({ facts }) => (facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}),
  },
});

export const VehicleDocumentProcess = defineProcess(VehicleDocument, 'valid',
  {
    valid: {
      label: ['有效', 'Valid'], tone: 'done',
      due: {
        step: 'renew', at: ({ record, calendar: centre }) => calendar.endOfBusinessDay((record as RowOf<typeof VehicleDocument>).valid_to, centre), showBeforeHours: 30 * 24, escalateTo: 'centre_manager',
      },
    },
    renewed: { label: ['已续办', 'Renewed'], tone: 'stopped' },
    void: { label: ['作废', 'Void'], tone: 'stopped' },
  },
  (step) => ({
    renew: step({
      label: ['续办', 'Renew'], tone: 'primary', from: ['valid'], to: 'renewed', by: HANDLERS.filter((r) => r !== 'driver'),
      // Named apart from the columns: the paper that ends keeps its own days.
      form: { new_no: validity.document_no, new_issuer: validity.issuer, new_from: validity.valid_from, new_to: validity.valid_to, new_file: validity.file },
      preview: ({ record }) => ({ lines: [], initial: { new_from: calendar.addDays(record.valid_to, 1), new_to: calendar.addYears(record.valid_to, 1), new_issuer: record.issuer } }),
      guard({ record, input }) {
        refuseBackwards(input.new_from, input.new_to);
        if (input.new_to <= record.valid_to) throw new Refusal('vehicle_document.earlier', [`须晚于 ${record.valid_to}`, `It must end after ${record.valid_to}`], 422, { new_to: ['须更晚', 'Must be later'] });
      },
      async effect({ tx, record, input }) {
        await createRecord(tx, VehicleDocument, {
          vehicle: record.vehicle, kind: record.kind, document_no: input.new_no, issuer: input.new_issuer, valid_from: input.new_from, valid_to: input.new_to, file: input.new_file, unit_id: record.unit_id,
        });
      },
    }),
    cancel: step({ label: ['作废', 'Void'], tone: 'danger', from: ['valid', 'renewed'], to: 'void', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

function refuseBackwards(from: string, to: string): void {
  if (to < from) throw new Refusal('vehicle_document.days', ['止日不能早于起日', 'The last day lies before the first'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
}

/** All papers that are not void, by vehicle. */
export async function papersOf(tx: Tx, vehicles: readonly string[]): Promise<readonly (PaperOf & { readonly vehicle: string })[]> {
  return tx.query<PaperOf & { readonly vehicle: string }>(
    `select vehicle, kind, valid_from, valid_to from vehicle_document where tenant_id = $1 and vehicle = any($2) and state <> 'void' and archived_at is null order by valid_from`, [tx.tenantId, vehicles]);
}
