/**
 * Service order (服务指令): one piece of work at a customer's site, from the centre's order to its verification and closing.
 * Its steps are in `order-process.ts`. Deadlines are set when it is opened and move only while a hold stops a clock.
 * Serves SM-21, FS-0.2, FS-2.4, FS-5.1, FS-5.8.
 */
import { dayOf, defineRegister, f, readRecord, Refusal, scopeOf } from '../../../kernel/index.ts';
import { Site } from '../customers/index.ts';
import { Equipment } from '../equipment/index.ts';
import { READERS, ServiceRegion } from './places.ts';
import { refuseBackwards, refuseForeignPlace } from './rules.ts';
import { deadlines, type Priority } from './sla.rules.ts';
import { HOLD_REASONS, PRIORITIES, termsFor } from './sla.ts';

export const region = f.ref('区域', 'Region', 'service_region');
export const serviceType = f.ref('服务类型', 'Service type', 'service_type');
export const OUTCOMES = { resolved: ['已解决', 'Resolved'], unresolved: ['有遗留问题', 'Remainder left'] } as const;
export const plannedFrom = f.dateTime('计划开始', 'Planned from', { optional: true });
export const plannedTo = f.dateTime('计划结束', 'Planned to', { optional: true });

const OPENERS = ['dispatcher', 'branch_manager'];

/** States an order is put on hold from, and goes back to. */
export const UNDER_WAY = { issued: ['已下达', 'Issued'], accepted: ['已接单', 'Accepted'], assigned: ['已派工', 'Assigned'], en_route: ['在途', 'On the way'], on_site: ['在现场', 'On site'] } as const;

export const ServiceOrder = defineRegister('service_order', {
  label: ['服务指令', 'Service order'],
  number: 'ZL-{yyyy}{mm}-{0000}',
  fields: {
    customer: f.ref('客户', 'Customer', 'customer'),
    site: f.ref('站点', 'Site', 'site', { optional: true }),
    equipment: f.ref('设备', 'Equipment', 'equipment', { optional: true }),
    region,
    service_type: serviceType,
    priority: f.choice('紧急程度', 'Priority', PRIORITIES, { initial: 'normal' }),
    content: f.longText('服务内容', 'Work to be done', { optional: true }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
    planned_from: plannedFrom,
    planned_to: plannedTo,
    received_at: f.dateTime('受理时间', 'Asked for at', { optional: true, hint: ['时限从此时起算；留空即现在', 'Deadlines run from here; empty: now'] }),
    technician: f.ref('技术员', 'Technician', 'employee', { optional: true, readonly: true }),
    override_reason: f.text('与建议不同的理由', 'Why not as suggested', { max: 200, optional: true, readonly: true }),
    issued_on: f.date('下达日期', 'Issued on', { optional: true, readonly: true }),
    respond_by: f.dateTime('响应期限', 'Respond by', { optional: true, readonly: true }),
    responded_at: f.dateTime('到场时间', 'Arrived at', { optional: true, readonly: true }),
    response_met: f.yesNo('响应及时', 'Responded in time', { optional: true, readonly: true }),
    repair_by: f.dateTime('修复期限', 'Repair by', { optional: true, readonly: true }),
    finished_at: f.dateTime('完工时间', 'Finished at', { optional: true, readonly: true }),
    repair_met: f.yesNo('修复及时', 'Repaired in time', { optional: true, readonly: true }),
    hold_reason: f.choice('暂停原因', 'On hold because', HOLD_REASONS, { optional: true, readonly: true }),
    held_at: f.dateTime('暂停时间', 'On hold since', { optional: true, readonly: true }),
    held_from: f.choice('暂停前状态', 'State before the hold', UNDER_WAY, { optional: true, readonly: true }),
    safety_on: f.date('安全确认日期', 'Safety checked on', { optional: true, readonly: true }),
    done_on: f.date('完成日期', 'Done on', { optional: true, readonly: true }),
    result: f.longText('完成情况', 'What was done', { optional: true, readonly: true }),
    outcome: f.choice('结果', 'Outcome', OUTCOMES, { optional: true, readonly: true }),
    remainder: f.longText('遗留问题', 'What remains', { optional: true, readonly: true }),
    resolved_on: f.date('解决日期', 'Resolved on', { optional: true, readonly: true }),
    highlight: f.yesNo('期间重点', 'Highlight of the period', { optional: true, readonly: true }),
    certified_by: f.personName('用户认证人', 'Certified by', { optional: true, readonly: true }),
    credited_on: f.date('计分日期', 'Credited on', { optional: true, readonly: true, hint: ['积分计入的日期，由积分账写入', 'Day its points count for; set by the points ledger'] }),
    receipt_state: f.choice('回执', 'Receipt', { expected: ['待收', 'Expected'], accepted: ['已收', 'Accepted'] }, { optional: true, readonly: true }),
    report_state: f.choice('服务报告', 'Service report', { certified: ['已认证', 'Certified'], checked: ['已审核', 'Checked'] }, { optional: true, readonly: true }),
    parts_state: f.choice('配件', 'Parts', { open: ['待确认', 'To be confirmed'], confirmed: ['已确认', 'Confirmed'] }, { optional: true, readonly: true }),
  },
  title: ['customer', 'site'],
  list: ['customer', 'site', 'region', 'service_type', 'priority', 'technician', 'repair_by', 'done_on'],
  sorts: ['-number', '-done_on', 'repair_by', 'planned_from'],
  indexes: [
    ['credited_on'], ['region', 'service_type', 'credited_on'], ['service_type', 'done_on'], ['technician', 'done_on'], ['state', 'done_on'],
    ['issued_on'], ['state', 'repair_by'], ['technician', 'planned_from'], ['customer', 'done_on'],
  ],
  lookedInto: ['content'],
  access: { read: READERS, create: OPENERS },
  empty: ['还没有服务指令。调度员在此下达，区域服务部执行，中心核实后计分。', 'No service orders yet. The dispatcher opens them, branches carry them out, the centre verifies.'],
  opening: {
    async facts({ tx, input, actor, now }) {
      const place = await readRecord(tx, ServiceRegion, input.region);
      const branch = place?.branch ?? null;
      const reach = await scopeOf(tx, actor, OPENERS);
      return {
        branch,
        // Steps of other modules open orders for people who hold neither post; whoever holds one opens them within its reach.
        foreign: branch !== null && reach !== null && reach.length > 0 && !reach.includes(branch),
        siteOf: input.site === null ? null : (await readRecord(tx, Site, input.site))?.customer ?? null,
        equipmentOf: input.equipment === null ? null : (await readRecord(tx, Equipment, input.equipment))?.customer ?? null,
        terms: branch === null ? null : await termsFor(tx, input.priority as Priority, branch, await dayOf(tx, now, branch)),
      };
    },
    guard({ input, facts, now }) {
      if (facts.branch === null) throw new Refusal('service_order.no_region', ['没有这个区域', 'There is no such region'], 422, { region: ['请选择区域', 'Choose a region'] });
      if (facts.foreign) throw new Refusal('service_order.other_branch', ['这个区域不归您的部门', 'This region is not of your unit'], 422, { region: ['请选本部门的区域', 'Choose a region of your own unit'] });
      refuseForeignPlace(input, facts);
      refuseBackwards(input, now);
    },
    set({ input, facts, now }) {
      const received_at = input.received_at ?? now;
      return { received_at, ...deadlines(received_at, facts.terms!, { from: input.planned_from, to: input.planned_to }), unit_id: facts.branch! };
    },
  },
});

/** Work still to be done of one technician, for load and overlap. */
export const OPEN_STATES = ['drafted', 'issued', 'accepted', 'assigned', 'en_route', 'on_site', 'on_hold'] as const;
export const DONE_STATES = ['done', 'certified', 'returned', 'verified', 'closed'] as const;
