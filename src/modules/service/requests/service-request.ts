/**
 * Service request (服务申请单): what a user or a branch asks for, through one of the defined channels, from the moment it was received to the
 * order that answers it. Its steps are in `request-process.ts`. Serves SM-20, FS-0.2, FS-5.7, CC-1.4a, CC-1.4b, AC-34.
 */
import { randomBytes } from 'node:crypto';
import { dayOf, defineRegister, f, grantFor, readRecord, type Actor, type Tx } from '../../../kernel/index.ts';
import { Customer, Site } from '../customers/index.ts';
import { Equipment, RESULTS } from '../equipment/index.ts';
import { PRIORITIES } from '../orders/index.ts';
import { replyTerms } from './parameters.ts';
import { replyBy } from './reply.rules.ts';
import { CHANNELS, refuseForeignPlace, refuseFuture, refuseNoWayBack, refuseWalkIn, REQUESTERS } from './rules.ts';

export const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager'];
const TAKERS = ['dispatcher', 'branch_manager', 'line_supervisor', 'agent'];
export const WARRANTY = { ...RESULTS, goodwill: ['优惠处理', 'Goodwill'] } as const;
export const TOLD = { phone: ['电话', 'Telephone'], message: ['短信或邮件', 'Message or mail'], paper: ['书面答复', 'On paper'], branch: ['经区域转告', 'Through the branch'] } as const;
const PHOTOS_MOST = 9;

const warranty = (zh: string, en: string) => f.choice(zh, en, WARRANTY, { optional: true, readonly: true });
export const place = {
  customer: f.ref('客户', 'Customer', 'customer', { optional: true }),
  site: f.ref('站点', 'Site', 'site', { optional: true }),
  equipment: f.ref('设备', 'Equipment', 'equipment', { optional: true, hint: ['选了设备，客户和站点自动带出', 'Customer and site follow from the unit'] }),
};
export const priority = f.choice('紧急程度', 'Priority', PRIORITIES, { initial: 'normal' });
export const failedOn = f.date('故障日期', 'Failed on', { optional: true, hint: ['保修按此日判断；留空即接到当日', 'The warranty is judged by this day; empty: the day it was received'] });

export const ServiceRequest = defineRegister('service_request', {
  label: ['服务申请单', 'Service request'],
  number: 'SQ-{yyyy}{mm}-{0000}',
  fields: {
    channel: f.choice('渠道', 'Channel', CHANNELS, { hint: ['联络中心不受理上门（CC-1.4a）', 'The contact centre takes no walk-ins (CC-1.4a)'] }),
    requester_kind: f.choice('申请人类别', 'Requester is', REQUESTERS, { initial: 'user' }),
    requester: f.personName('申请人', 'Requester'),
    phone: f.phone('电话', 'Phone', { optional: true }),
    mail: f.text('邮箱', 'Mail', { optional: true, max: 120, personal: true }),
    ...place,
    branch: f.unit('区域服务部', 'Branch', { optional: true, hint: ['设备、站点、客户都不清楚时选填', 'Optional, when neither unit nor site nor customer is known'] }),
    content: f.longText('申请内容', 'What is asked for', { max: 2000, hint: ['故障现象、影响、希望何时处理', 'What happened, what it affects, by when help is wanted'] }),
    photos: f.photo('照片', 'Photographs', { optional: true, max: PHOTOS_MOST }),
    priority,
    received_at: f.dateTime('接到时间', 'Received at', { optional: true, hint: ['留空即现在；答复时限从此时起算', 'Empty: now; the time to answer runs from here'] }),
    failed_on: failedOn,
    reply_by: f.dateTime('答复期限', 'Answer by', { optional: true, readonly: true }),
    replied_at: f.dateTime('答复时间', 'Answered at', { optional: true, readonly: true }),
    warranty_parts: warranty('配件保修', 'Warranty: parts'),
    warranty_labour: warranty('人工保修', 'Warranty: labour'),
    warranty_travel: warranty('差旅保修', 'Warranty: travel'),
    warranty_basis: f.longText('保修依据', 'Basis of the warranty', { optional: true, readonly: true, max: 20_000, readBy: ['auditor'] }),
    goodwill_reason: f.text('优惠原因', 'Why goodwill', { optional: true, readonly: true, max: 200 }),
    order: f.ref('服务指令', 'Order', 'service_order', { optional: true, readonly: true }),
    merged_into: f.ref('并入', 'Merged into', 'service_request', { optional: true, readonly: true }),
    refusal: f.text('不予受理原因', 'Why refused', { optional: true, readonly: true, max: 300 }),
    told_how: f.choice('如何告知', 'How told', TOLD, { optional: true, readonly: true }),
    taken_by: f.ref('受理人', 'Taken by', 'app_user', { optional: true, readonly: true }),
    reply_token: f.text('答复查询令牌', 'Token of the answer', { optional: true, readonly: true, max: 64, readBy: ['auditor'] }),
  },
  title: ['content'],
  list: ['content', 'received_at', 'channel', 'site', 'priority', 'reply_by', 'order'],
  sorts: ['-received_at', 'reply_by', '-number', 'state'],
  indexes: [['state', 'site']],
  unique: [['reply_token']],
  access: { read: READERS, create: TAKERS, own: 'taken_by' },
  empty: ['还没有服务申请。电话、邮件、区域、扫码、网页和投诉来的申请都登记在这里，再下达服务指令。', 'No requests yet. What comes by telephone, mail, branch, QR label, web or as a complaint is taken down here and answered by an order.'],
  opening: {
    elsewhere: true,
    facts: ({ tx, input, actor, now }) => openingFacts(tx, input, actor, now),
    guard({ input, facts, actor, now, day }) {
      refuseWalkIn(input.channel, input.requester_kind, actor.kind === 'system' ? ['dispatcher'] : actor.grants.map((g) => g.role));
      refuseNoWayBack(input.channel, input.phone, input.mail);
      refuseFuture(input.received_at, now, input.failed_on, day);
      refuseForeignPlace(input, facts.places);
    },
    set({ input, facts, actor, day }) {
      return {
        received_at: facts.received, failed_on: input.failed_on ?? day, reply_by: facts.replyBy, reply_token: facts.token, ...facts.filled,
        ...(actor.kind === 'user' ? { taken_by: actor.id } : {}), unit_id: facts.unit,
      };
    },
  },
});

export interface Wanted { readonly customer: string | null; readonly site: string | null; readonly equipment: string | null }

/** What the request names, and what follows from it: the unit tells the site, the site the customer. */
export async function placesOf(tx: Tx, wanted: Wanted) {
  const equipment = wanted.equipment === null ? null : await readRecord(tx, Equipment, wanted.equipment);
  const site_id = wanted.site ?? equipment?.site ?? null;
  const site = site_id === null ? null : await readRecord(tx, Site, site_id);
  const customer_id = wanted.customer ?? equipment?.customer ?? site?.customer ?? null;
  const customer = customer_id === null ? null : await readRecord(tx, Customer, customer_id);
  return { places: { customer, site, equipment }, filled: { customer: customer_id, site: site_id }, unit: equipment?.unit_id ?? site?.unit_id ?? customer?.unit_id ?? null };
}

type Typed = Wanted & { readonly branch: string | null; readonly received_at: Date | null; readonly priority: 'urgent' | 'high' | 'normal' };
async function openingFacts(tx: Tx, input: Typed, actor: Actor, now: Date) {
  const found = await placesOf(tx, input);
  const unit = found.unit ?? input.branch ?? await deskOf(tx, actor);
  const received = input.received_at ?? now;
  const terms = await replyTerms(tx, input.priority, unit, await dayOf(tx, received, unit));
  return { ...found, unit, received, replyBy: replyBy(received, terms), token: randomBytes(18).toString('base64url') };
}

/** Where nobody knows the place yet, the centre above the branches decides; a branch keeps what it took down itself. */
async function deskOf(tx: Tx, actor: Actor): Promise<string> {
  const branches = await tx.query<{ id: string; parent: string | null }>(`select id, parent from unit where tenant_id = $1 and unit_kind = 'branch' order by code`, [tx.tenantId]);
  for (const b of branches) if (actor.kind === 'user' && actor.grants.some((g) => g.unitId === b.id) && (await grantFor(tx, actor, TAKERS, b.id))) return b.id;
  const [centre] = await tx.query<{ id: string }>('select id from unit where tenant_id = $1 and (id = $2 or ($2 is null and parent is null))', [tx.tenantId, branches[0]?.parent ?? null]);
  return centre!.id;
}
