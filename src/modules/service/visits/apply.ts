/**
 * Taking a visit: the steps of its order that have not been taken yet, the parts out of the van, the report certified by the customer's own
 * signature, the receipt where one is expected. All of it or nothing. Serves FS-5.8, AC-33, SM-21, SM-22, SM-23.
 */
import { calendar, calendarOf, createRecord, readRecord, takeStep, tables, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { ServiceOrder, ServiceOrderProcess, type SafetyAnswers } from '../orders/index.ts';
import { expectReceipt, Receipt, ReceiptProcess } from '../receipts/index.ts';
import { ServiceReport, ServiceReportAddendum, ServiceReportProcess } from '../service-reports/index.ts';
import type { Taken } from './attempt.ts';
import { momentOf, orderProblems, partProblems, partsAfter } from './conflict.rules.ts';
import { readDocument } from './document.ts';
import type { PartSource, UsedPart, VisitDocument } from './document.rules.ts';
import { lockedVanOf, takeFromVan } from './van.ts';

/** What somebody decided about a conflict; nothing when the visit arrives for the first time. */
export interface Settlement { readonly parts: { readonly source: PartSource; readonly short: readonly string[] } | null }
export interface Papers { readonly report: string | null; readonly receipt: string | null }

interface VisitRow { readonly id: string; readonly number: string; readonly unit_id: string; readonly service_order: string; readonly technician: string | null; readonly document: string | null; readonly document_hash: string | null; readonly customer_signer: string | null; readonly photos: readonly string[] | null }
type Order = RowOf<typeof ServiceOrder>;

export async function apply(tx: Tx, visit: VisitRow, signed: Signed, settled: Settlement): Promise<Taken<Papers>> {
  const document = readDocument(visit.document ?? '', visit.document_hash ?? '');
  const order = await readRecord(tx, ServiceOrder, visit.service_order, { lock: true });
  if (!order || visit.technician === null) return { problems: [{ kind: 'refused', why: ['指令不存在', 'The order does not exist'] }] };
  const technicianName = order.technician === null ? '' : (await readRecord(tx, Employee, order.technician))?.name ?? '';
  const used = settled.parts ? partsAfter(document.parts, settled.parts.short, settled.parts.source) : document.parts;
  const held = await lockedVanOf(tx, visit.technician, used.filter((u) => u.source === 'van').map((u) => u.part));
  const problems = [...orderProblems({ ...order, technicianName }, visit.technician), ...partProblems(used, held)];
  if (problems.length > 0) return { problems };

  await takeOrderSteps(tx, order, document);
  await takeFromVan(tx, { technician: visit.technician, order: order.id, visit: visit.number, used });
  const report = await writeReport(tx, order, visit, document, used, signed);
  const receipt = await signReceipt(tx, order, signed);
  return { value: { report, receipt } };
}

/** From wherever the order stands: what the phone told on the way may have arrived already, or not. */
async function takeOrderSteps(tx: Tx, order: Order, document: VisitDocument): Promise<void> {
  const { zone } = await calendarOf(tx, order.unit_id);
  const moment = (deviceAt: string) => momentOf(deviceAt, document.clock_offset_ms, order.received_at, tx.now);
  const arrived = moment(document.arrived_at);
  const finished = moment(document.finished_at);
  const step = <S extends keyof typeof ServiceOrderProcess.steps & string>(name: S, input: Parameters<typeof takeStep<typeof ServiceOrder, typeof ServiceOrderProcess.steps, S>>[4]) => takeStep(tx, ServiceOrderProcess, order.id, name, input);
  let state = order.state;
  if (state === 'on_hold') state = (await step('resume', {})).state;
  if (state === 'assigned' && document.departed_at !== null) state = (await step('depart', { at: moment(document.departed_at) })).state;
  if (state === 'assigned' || state === 'en_route') {
    const answers = Object.fromEntries(document.safety.map((s) => [s.item, s.answer])) as unknown as SafetyAnswers;
    await step('check_safety', { ...answers, at: arrived });
    await step('arrive', { at: arrived });
  }
  const done_on = calendar.localParts(finished, zone).date;
  await step('report_done', { done_on, result: document.work, outcome: document.outcome, remainder: document.outcome === 'unresolved' ? document.remainder : null, at: finished });
}

export interface Signed { readonly signer: string; readonly strokes: string; readonly hash: string }

/** As it was drawn on the glass; it stands under the visit and under what follows from it. */
export async function customersSignature(tx: Tx, visit: VisitRow): Promise<Signed> {
  const [kept] = await tx.query<{ strokes: string; signer_name: string }>(
    `select strokes, signer_name from signature where tenant_id = $1 and register = 'visit' and record_id = $2 and name = 'customer' order by at desc limit 1`, [tx.tenantId, visit.id]);
  return { signer: kept?.signer_name ?? visit.customer_signer ?? '', strokes: kept?.strokes ?? '', hash: visit.document_hash ?? '' };
}

export const asSigned = (s: Signed) => [{ name: 'customer', signer: s.signer, kind: 'drawn' as const, strokes: s.strokes, shown: s.hash }];

async function writeReport(tx: Tx, order: Order, visit: VisitRow, d: VisitDocument, used: readonly UsedPart[], signed: Signed): Promise<string> {
  const moment = (deviceAt: string) => momentOf(deviceAt, d.clock_offset_ms, order.received_at, tx.now);
  const content = {
    arrived_at: moment(d.arrived_at), left_at: moment(d.finished_at), findings: d.found || null, work_done: d.work,
    parts_used: used.map((u) => `${u.name} × ${u.quantity} ${u.unit}${u.source === 'not_from_stock' ? '（未出库）' : ''}`).join('\n') || null,
    readings: d.readings.map((r) => `${r.what} ${r.value} ${r.unit}`).join('\n') || null, photos: visit.photos,
  };
  const [earlier] = await tables(tx, ServiceReport).selectFrom('service_report').select(['id', 'state']).where('tenant_id', '=', tx.tenantId).where('service_order', '=', order.id).execute();
  // A report that a customer has certified stays as it was: a second visit adds to it.
  if (earlier && earlier.state !== 'draft') {
    const addition = [`${visit.number} ${d.work}`, content.findings, content.readings, content.parts_used].filter(Boolean).join('\n');
    await createRecord(tx, ServiceReportAddendum, { report: earlier.id, addition, photos: visit.photos, unit_id: order.unit_id });
    return earlier.id;
  }
  const report = earlier?.id ?? (await createRecord(tx, ServiceReport, { service_order: order.id, ...content, unit_id: order.unit_id })).id;
  await takeStep(tx, ServiceReportProcess, report, 'certify', {}, { signatures: asSigned(signed) });
  await takeStep(tx, ServiceReportProcess, report, 'submit', {});
  return report;
}

/** Where the order came from a request: the receipt is there at once, signed. */
async function signReceipt(tx: Tx, order: Order, signed: Signed): Promise<string | null> {
  await expectReceipt(tx, order.id);
  const [receipt] = await tables(tx, Receipt).selectFrom('receipt').select(['id', 'state']).where('tenant_id', '=', tx.tenantId).where('service_order', '=', order.id).execute();
  if (!receipt) return null;
  if (receipt.state === 'expected' || receipt.state === 'rejected') await takeStep(tx, ReceiptProcess, receipt.id, 'customer_sign', { opinion: null }, { signatures: asSigned(signed) });
  return receipt.id;
}
