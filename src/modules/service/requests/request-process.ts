/**
 * The course of a service request: received, validated (customer, unit, warranty), accepted, and then an order, a merger into another
 * request, or a refusal whose reason the requester gets to see. Serves SM-20, SM-26, AC-32, AC-34.
 */
import { createRecord, dayOf, defineProcess, f, readRecord, Refusal, tables, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { ASPECTS, RESULTS, warrantyOn, type Aspect, type WarrantyByAspect } from '../equipment/index.ts';
import { ServiceOrder, ServiceRegion } from '../orders/index.ts';
import { replyTerms } from './parameters.ts';
import { replyBy } from './reply.rules.ts';
import { refuseForeignPlace, refuseFuture, refuseMerge, refuseOrder, type MergeTarget, type OrderToLink } from './rules.ts';
import { failedOn, place, placesOf, priority, ServiceRequest, TOLD, type Wanted } from './service-request.ts';
import { similarRequests } from './similar.ts';
import { replyContent, RequestReply } from './slips.ts';

type Request = RowOf<typeof ServiceRequest>;
const DESK = ['dispatcher', 'branch_manager'];
const HOUR = 3_600_000;
const dueAt = (record: Request, now: Date): Date => record.reply_by ?? new Date(now.getTime() + 24 * HOUR);
const open = ['received', 'validated', 'accepted'] as const;

export const ServiceRequestProcess = defineProcess(ServiceRequest, 'received',
  {
    received: { label: ['已接到', 'Received'], tone: 'waiting', due: { step: 'validate', at: ({ record, now }) => dueAt(record, now), escalateTo: 'centre_manager' } },
    validated: { label: ['已核对', 'Validated'], tone: 'waiting', due: { step: 'accept', at: ({ record, now }) => dueAt(record, now), escalateTo: 'centre_manager' } },
    accepted: { label: ['已受理', 'Accepted'], tone: 'active', due: { step: 'issue_order', at: ({ now }) => new Date(now.getTime() + 24 * HOUR), escalateTo: 'centre_manager' } },
    ordered: { label: ['已下指令', 'Order issued'], tone: 'done' },
    merged: { label: ['已并入', 'Merged'], tone: 'stopped' },
    refused: { label: ['不予受理', 'Refused'], tone: 'stopped' },
  },
  (step) => ({
    validate: step({
      label: ['核对', 'Validate'], hint: ['确认客户、站点、设备；保修随即判断并写明依据', 'Customer, site and unit; the warranty follows, with its reasons'], tone: 'primary',
      from: ['received', 'validated'], to: 'validated', by: DESK,
      form: { customer: f.ref('客户', 'Customer', 'customer'), site: place.site, equipment: place.equipment, failed_on: failedOn, priority },
      facts: async ({ tx, record, input, now }) => validation(tx, record, input, now),
      preview: ({ record, facts }) => ({
        lines: facts.similar.map((s) => [`可能与 ${s.number} 重复：${s.reason[0]}`, `Perhaps the same as ${s.number}: ${s.reason[1]}`]),
        initial: { customer: record.customer, site: record.site, equipment: record.equipment, failed_on: record.failed_on, priority: record.priority },
      }),
      guard({ input, facts, now, day }) {
        refuseFuture(null, now, input.failed_on, day);
        refuseForeignPlace(input, facts.places);
      },
      set({ input, facts, record, day }) {
        return { ...facts.filled, ...resultsOf(facts.warranty), goodwill_reason: null, failed_on: input.failed_on ?? record.failed_on ?? day, reply_by: facts.replyBy, unit_id: facts.unit ?? record.unit_id };
      },
    }),
    grant_goodwill: step({
      label: ['优惠处理', 'Goodwill'], hint: ['不在保而不收费，须写明原因', 'Not covered, and not charged all the same; say why'], from: ['validated', 'accepted'], to: ['validated', 'accepted'], by: ['centre_manager', 'dispatcher'],
      form: { aspects: f.choices('哪些项目', 'For', ASPECTS), goodwill_reason: f.text('原因', 'Reason', { max: 200 }) },
      guard: ({ record, input }) => refuseNeedlessGoodwill(record, input.aspects as readonly Aspect[]),
      choose: ({ record }) => record.state as 'validated' | 'accepted',
      set: ({ input }) => Object.fromEntries((input.aspects as readonly Aspect[]).map((a) => [`warranty_${a}`, 'goodwill'])),
    }),
    accept: step({
      label: ['受理', 'Accept'], tone: 'primary', from: ['validated'], to: 'accepted', by: DESK, form: {},
      set: ({ now }) => ({ replied_at: now }),
    }),
    issue_order: step({
      label: ['下指令', 'Issue the order'], hint: ['文字和照片一并转入服务指令', 'Text and photographs go along into the order'], tone: 'primary', from: ['accepted'], to: 'ordered', by: DESK,
      form: {
        region: f.ref('区域', 'Region', 'service_region'), service_type: f.ref('服务类型', 'Service type', 'service_type'),
        work: f.longText('服务内容', 'Work to be done', { max: 2000 }),
      },
      facts: async ({ tx, record }) => ({ region: await regionOf(tx, record.unit_id) }),
      preview: ({ record, facts }) => ({ lines: [], initial: { region: facts.region, work: record.content } }),
      guard: ({ record }) => { if (record.customer === null) throw new Refusal('service_request.no_customer', ['请先核对客户', 'Validate the customer first']); },
      effect: ({ tx, record, input }) => issueOrder(tx, record, input),
    }),
    link_order: step({
      label: ['关联已下指令', 'Link an order given already'], hint: ['应急时指令先行下达，事后关联', 'When the order had to go out first, as in an emergency'], from: ['accepted'], to: 'ordered', by: DESK,
      form: { order: f.ref('服务指令', 'Order', 'service_order') },
      facts: async ({ tx, record, input }) => ({ order: input.order ? await orderWithRequest(tx, input.order, record.id) : null }),
      guard: ({ record, facts }) => refuseOrder(record, facts.order),
    }),
    merge: step({
      label: ['并入', 'Merge into another'], hint: ['照片转入对方；双方都能看到对方', 'Photographs go along; each shows the other'], from: [...open], to: 'merged', by: DESK,
      form: { merged_into: f.ref('并入哪份申请', 'Into', 'service_request'), told_how: f.choice('如何告知', 'How told', TOLD, { optional: true }) },
      facts: async ({ tx, record, input }) => ({ target: input.merged_into ? await targetOf(tx, input.merged_into) : null, similar: await similarRequests(tx, record.id) }),
      preview: ({ facts }) => ({
        lines: facts.similar.map((s) => [`${s.number}：${s.reason[0]}`, `${s.number}: ${s.reason[1]}`]), ...(facts.similar[0] ? { initial: { merged_into: facts.similar[0].id } } : {}),
      }),
      guard: ({ record, facts }) => refuseMerge(record, facts.target),
      set: ({ record, now }) => ({ replied_at: record.replied_at ?? now }),
      effect: async ({ tx, record }) => carryPhotos(tx, record),
    }),
    refuse: step({
      label: ['不予受理', 'Refuse'], hint: ['原因会写在答复单上，申请人看得到', 'The reason stands on the answer that the requester gets'], tone: 'danger', from: [...open], to: 'refused', by: DESK,
      form: { refusal: f.text('不予受理原因', 'Why refused', { max: 300, hint: ['申请人看得到，请写清楚', 'The requester reads this'] }), told_how: f.choice('如何告知', 'How told', TOLD) },
      guard: ({ input }) => refuseBareReason(input.refusal),
      set: ({ record, now }) => ({ replied_at: record.replied_at ?? now }),
      slip: {
        kind: RequestReply,
        content: ({ record, input }) => replyContent(record, input.refusal),
      },
    }),
  }),
);

async function validation(tx: Tx, record: Request, input: Partial<Wanted> & { readonly failed_on?: string | null; readonly priority?: Request['priority'] }, now: Date) {
  const typed = Object.keys(input).length > 0;
  const wanted: Wanted = typed ? { customer: input.customer ?? null, site: input.site ?? null, equipment: input.equipment ?? null } : record;
  const found = await placesOf(tx, wanted);
  const unit = found.unit ?? record.unit_id;
  const failed = input.failed_on ?? record.failed_on ?? await dayOf(tx, record.received_at ?? now, unit);
  const received = record.received_at ?? record.created_at;
  const terms = await replyTerms(tx, input.priority ?? record.priority, unit, await dayOf(tx, received, unit));
  return {
    ...found, replyBy: replyBy(received, terms), warranty: found.places.equipment === null ? null : await warrantyOn(tx, found.places.equipment.id, failed),
    similar: typed ? [] : await similarRequests(tx, record.id),
  };
}

function resultsOf(w: WarrantyByAspect | null) {
  if (w === null) return { warranty_parts: 'undetermined', warranty_labour: 'undetermined', warranty_travel: 'undetermined', warranty_basis: null } as const;
  return {
    warranty_parts: w.parts.result, warranty_labour: w.labour.result, warranty_travel: w.travel.result,
    warranty_basis: JSON.stringify({ parts: w.parts.explanation, labour: w.labour.explanation, travel: w.travel.explanation }),
  };
}

function refuseNeedlessGoodwill(record: Request, aspects: readonly Aspect[]): void {
  const covered = aspects.find((a) => record[`warranty_${a}`] === 'in' || record[`warranty_${a}`] === 'contract');
  if (!covered) return;
  const now = RESULTS[record[`warranty_${covered}`] as 'in' | 'contract'];
  throw new Refusal('service_request.covered', [`${ASPECTS[covered][0]}已是“${now[0]}”，无须优惠`, `${ASPECTS[covered][1]} is “${now[1].toLowerCase()}” already`], 422, { aspects: ['只选不在保的项目', 'Only what is not covered'] });
}

/** One character is no reason a requester could understand. */
function refuseBareReason(reason: string): void {
  if ([...reason.trim()].length >= 4) return;
  throw new Refusal('service_request.bare_reason', ['请写清不予受理的原因，申请人要看', 'Please give a reason that the requester can understand'], 422, { refusal: ['至少四个字', 'At least four characters'] });
}

async function issueOrder(tx: Tx, record: Request, input: { readonly region: string; readonly service_type: string; readonly work: string }): Promise<void> {
  const order = await createRecord(tx, ServiceOrder, {
    customer: record.customer!, site: record.site, equipment: record.equipment, region: input.region, service_type: input.service_type, priority: record.priority,
    content: carried(record, input.work), photos: record.photos, received_at: record.received_at,
  });
  await updateRecord(tx, ServiceRequest, record, { order: order.id });
}

/** The order says what is to be done and, where that differs, what was asked for and under which number. */
const carried = (record: Request, work: string): string =>
  work.trim() === record.content.trim() ? `${work}\n（${record.number}）` : `${work}\n（${record.number}：${record.content}）`;

async function regionOf(tx: Tx, unit: string): Promise<string | null> {
  const found = await tables(tx, ServiceRegion).selectFrom('service_region').select('id').where('tenant_id', '=', tx.tenantId).where('branch', '=', unit).where('archived_at', 'is', null).executeTakeFirst();
  return found?.id ?? null;
}

/** Locked, so that two requests cannot take one order in the same moment. */
async function orderWithRequest(tx: Tx, id: string, request: string): Promise<OrderToLink | null> {
  const order = await readRecord(tx, ServiceOrder, id, { lock: true });
  const [other] = await tx.query<{ number: string }>('select number from service_request where tenant_id = $1 and "order" = $2 and id <> $3 limit 1', [tx.tenantId, id, request]);
  return order === null ? null : { number: order.number, state: order.state, customer: order.customer, request: other?.number ?? null };
}

/** Locked, so that two requests cannot be merged into each other in the same moment. */
const targetOf = (tx: Tx, id: string): Promise<MergeTarget | null> => readRecord(tx, ServiceRequest, id, { lock: true });

async function carryPhotos(tx: Tx, record: Request): Promise<void> {
  const photos = record.photos ?? [];
  const target = photos.length === 0 ? null : await readRecord(tx, ServiceRequest, record.merged_into!);
  if (target === null) return;
  await updateRecord(tx, ServiceRequest, target, { photos: [...new Set([...(target.photos ?? []), ...photos])] });
  const order = target.order === null ? null : await readRecord(tx, ServiceOrder, target.order);
  if (order !== null) await updateRecord(tx, ServiceOrder, order, { photos: [...new Set([...(order.photos ?? []), ...photos])] });
}
