/**
 * The monthly review (检讨与备案汇总): what was closed in the month is discussed with the department supervisor and filed in one summary.
 * What is still hidden from somebody stands in it as a number only. Serves VIP-7.6, P13, P15.
 */
import { calendar, defineProcess, defineRegister, defineSlip, f, takeStep, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { GuestComplaintProcess } from '../complaints/index.ts';
import { FloorRequestProcess } from './request.ts';
import { refuseMonth } from './rules.ts';

const REVIEWERS = ['duty_supervisor', 'vip_manager', 'vip_director'] as const;
export const ReviewSlip = defineSlip('service_review', { label: ['投诉与现场需求备案汇总', 'Summary of complaints and requests'], number: 'BA-{yyyy}-{000}', copies: [['客服存档', 'Customer service'], ['部门存档', 'Department']] });

interface Case { readonly id: string; readonly kind: 'complaint' | 'request'; readonly at: Date; readonly number: string; readonly room: string | null; readonly matter: string | null; readonly solution: string | null; readonly result: string | null; readonly surname: string | null; readonly withheld: boolean }

async function casesOf(tx: Tx, unit: string, month: string): Promise<readonly Case[]> {
  return tx.query<Case>(
    `select id, 'complaint' as kind, received_at as at, number, room, matter, solution, coalesce(result, reply) as result, left(guest, 1) as surname, hidden_from is not null as withheld from guest_complaint
       where tenant_id = $1 and unit_id = $2 and state = 'closed' and archived_at is null and to_char(closed_on, 'YYYY-MM') <= $3
     union all select id, 'request', raised_at, number, room, matter, solution, result, left(surname, 1), false from floor_request
       where tenant_id = $1 and unit_id = $2 and state = 'recorded' and archived_at is null and to_char(recorded_on, 'YYYY-MM') <= $3 order by at`, [tx.tenantId, unit, month]);
}

export const ServiceReview = defineRegister('service_review', {
  label: ['检讨备案', 'Monthly review'],
  number: 'JT-{yyyy}-{000}',
  fields: {
    month: f.text('月份', 'Month', { max: 7, hint: ['例如 2026-11', 'For example 2026-11'] }),
    complaints: f.integer('投诉', 'Complaints', { optional: true, readonly: true }),
    requests: f.integer('现场需求', 'Requests', { optional: true, readonly: true }),
    withheld: f.integer('未公开', 'Not released', { optional: true, readonly: true }),
    discussion: f.longText('检讨', 'Discussion', { max: 3000, optional: true, readonly: true }),
    measures: f.longText('改进措施', 'Measures', { max: 3000, optional: true, readonly: true }),
    filed_on: f.date('备案日期', 'Filed on', { optional: true, readonly: true }),
  },
  title: ['month'],
  list: ['month', 'complaints', 'requests', 'withheld', 'filed_on'],
  sorts: ['-month', '-number'],
  access: { read: [...REVIEWERS, 'auditor'], create: ['vip_manager', 'vip_director'] },
  empty: ['没有检讨备案。每月由客服经理与部门主管检讨已办结的投诉和现场需求。', 'No reviews yet. Every month the manager discusses what was closed with the supervisor.'],
  opening: { guard: ({ input, day }) => refuseMonth(input.month, day) },
});

export const ServiceReviewProcess = defineProcess(ServiceReview, 'preparing',
  {
    preparing: { label: ['准备检讨', 'Being prepared'], tone: 'waiting' },
    discussed: { label: ['已检讨，待备案', 'Discussed'], tone: 'active' },
    filed: { label: ['已备案', 'Filed'], tone: 'done' },
  },
  (step) => ({
    discuss: step({
      label: ['与部门主管检讨', 'Discuss with the supervisor'], tone: 'primary', from: ['preparing'], to: 'discussed', by: ['vip_manager', 'vip_director'],
      form: { discussion: f.longText('检讨', 'Discussion', { max: 3000 }), measures: f.longText('改进措施', 'Measures', { max: 3000 }) },
      sign: [{ name: 'manager', label: ['客服经理', 'VIP manager'], by: 'user', role: 'vip_manager' }, { name: 'supervisor', label: ['部门主管', 'Supervisor'], by: 'user', role: 'duty_supervisor' }],
      facts: async ({ tx, record }) => ({ cases: await casesOf(tx, record.unit_id, record.month) }),
      ready: ({ facts }) => (facts.cases.length === 0 ? ['没有待检讨的投诉或现场需求', 'Nothing to be reviewed'] : null),
      preview: ({ facts: { cases } }) => ({ lines: cases.slice(0, 30).map((c) => [lineOf(c, 0), lineOf(c, 1)] as const) }),
    }),
    file: step({
      label: ['备案', 'File'], tone: 'primary', from: ['discussed'], to: 'filed', by: ['vip_manager', 'vip_director'], form: {},
      facts: async ({ tx, record }) => ({ cases: await casesOf(tx, record.unit_id, record.month) }),
      set: ({ facts: { cases }, day }) => ({ filed_on: day, complaints: cases.filter((c) => c.kind === 'complaint').length, requests: cases.filter((c) => c.kind === 'request').length, withheld: cases.filter((c) => c.withheld).length }),
      async effect({ tx, facts }) {
        for (const c of facts.cases) {
          if (c.kind === 'complaint') await takeStep(tx, GuestComplaintProcess, c.id, 'file', {});
          else await takeStep(tx, FloorRequestProcess, c.id, 'file', {});
        }
      },
      slip: { kind: ReviewSlip, content: ({ record, facts }) => paper(record, facts.cases) },
    }),
  }),
);
const lineOf = (c: Case, lang: 0 | 1): string => (c.withheld ? `${c.number} ${['未向当事员工公开', 'not released'][lang]}` : `${c.number} ${c.room ?? ''} ${(c.matter ?? '').slice(0, 40)}`);

function paper(r: { readonly month: string; readonly discussion: string | null; readonly measures: string | null }, cases: readonly Case[]): SlipContent {
  return {
    lines: [{ label: ['月份', 'Month'], value: r.month }, { label: ['检讨', 'Discussion'], value: r.discussion ?? '' }, { label: ['改进措施', 'Measures'], value: r.measures ?? '' }],
    table: {
      columns: [['编号', 'Number'], ['时间', 'Time'], ['房号', 'Room'], ['情况', 'Case'], ['解决办法', 'Solution'], ['结果', 'Result'], ['姓氏', 'Surname']],
      rows: cases.map((c) => (c.withheld ? [c.number, '', '', ['未公开', 'Not released'], '', '', ''] : [c.number, timeOf(c.at), c.room ?? '', c.matter ?? '', c.solution ?? '', c.result ?? '', c.surname ?? ''])),
    },
  };
}
const timeOf = (at: Date): string => { const p = calendar.localParts(at, 'Asia/Shanghai'); return `${p.date} ${p.time}`; };
