/** Section on the organisation (组织机构): people and vehicles by branch, study sessions, letters signed, tools complete, the training to come. Serves FS-1.1 to FS-1.5. */
import { calendar, figure, tables, type Tx } from '../../../../kernel/index.ts';
import type { ReportPage } from '../../../../kernel/api.ts';
import { isOfStatement } from '../../../estate/vehicles/index.ts';
import { SignatureCampaign } from '../../../people/policies/index.ts';
import { TrainingPlan } from '../../../people/training/index.ts';
import type { Fill } from '../summary.ts';
import { listed, total, type Part, type Period } from './section.ts';

/** How far ahead of its end a report looks for training that was decided in it. */
const AHEAD = 92;

export const organisation: Fill = async ({ params, table }) => {
  const counted = await table('staff_and_vehicles', { day: params.to }, { caption: ['人员与车辆', 'Staff and vehicles'], columns: ['kind', 'place', 'staff', 'vehicles'] });
  // What somebody stated contradicts itself or not; the notes say so. The sums proven here are those of the report.
  const staff = { ...counted, proof: counted.proof.filter((p) => !isOfStatement(p.label)) };
  const branches = staff.rows.filter((row) => row['kind'] === 'branch').length;
  const unassigned = staff.rows.findIndex((row) => row['kind'] === 'unassigned');
  const loose = unassigned < 0 ? 0 : Number(staff.rows[unassigned]?.['vehicles'] ?? 0);
  return {
    asOf: params.to,
    sentences: [[
      ['服务人员 ', 'There are '], total(staff, 'staff'), [' 人，服务车辆 ', ' people and '], total(staff, 'vehicles'), [' 台，分布在总部和 ', ' vehicles in service, at the centre and in '], figure(branches), [' 个区域服务部', ' branches'],
      ...(loose === 0 ? [] : [['；其中 ', '; '] as const, figure(loose, staff.links[unassigned]?.['vehicles'] ?? null), [' 台尚未配属', ' of the vehicles not assigned to any'] as const]), ['。', '.'],
    ]],
    tables: [staff],
  };
};

export const readiness: Fill = async ({ tx, params, table }) => {
  const sessions = await table('study_attendance_report', { period: { from: params.from, to: calendar.addDays(params.to, 1) } }, { caption: ['学习会', 'Study sessions'], columns: ['session', 'held_on', 'expected', 'attended', 'excused', 'absent'] });
  const tools = await table('tool_completeness', { day: params.to }, { caption: ['仪器与工具', 'Instruments and tools'], columns: ['branch', 'required', 'present', 'missing', 'without_custodian', 'overdue', 'complete'] });
  const campaigns = await tables(tx, SignatureCampaign).selectFrom('signature_campaign').select(['id', 'title'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).where('opened_on', '>=', params.from).where('opened_on', '<=', params.to).orderBy('opened_on').orderBy('number').execute();
  const letters: ReportPage[] = [];
  for (const { id, title } of campaigns) letters.push(await table('signatures_by_branch', { campaign: id }, { caption: [`签署：${title}`, `Signatures: ${title}`], columns: ['place', 'expected', 'signed', 'missing'] }));
  const routes: { readonly plan: PlanAhead; readonly page: ReportPage }[] = [];
  for (const plan of await plansFor(tx, params)) routes.push({ plan, page: await table('training_route', { plan: plan.id }, { caption: [`培训路线：${plan.title}`, `Training route: ${plan.title}`], columns: ['stop_no', 'stop', 'branch', 'planned_on'] }) });
  return {
    asOf: params.to,
    sentences: [
      [['学习会 ', 'Study sessions: '], figure(sessions.rows.length), [' 次，到会 ', ', attended by '], total(sessions, 'attended'), [' 人次。', '.']],
      ...letters.map((letter, i): Part[] => [
        [campaigns[i]!.title, campaigns[i]!.title], ['：应签 ', ': to be signed by '], total(letter, 'expected'), [' 人，已签 ', ', signed by '], total(letter, 'signed'), [' 人，未签 ', ', missing '], total(letter, 'missing'), [' 人。', '.'],
      ]),
      [
        ['仪器工具应配 ', 'Tools required '], total(tools, 'required'), [' 件，', ', '],
        ...listed([[['现有 ', 'present '], total(tools, 'present'), [' 件', '']], [['无保管人 ', 'without custodian '], total(tools, 'without_custodian'), [' 件', '']], [['检定过期 ', 'calibration overdue '], total(tools, 'overdue'), [' 件', '']]]), ['。', '.'],
      ],
      ...routes.map(({ plan, page }): Part[] => [
        [`自 ${plan.begins_on} 起：`, `From ${plan.begins_on}: `], [plan.title, plan.title], ['，共 ', ', '], figure(page.rows.length, { register: 'training_stop', filter: { field: 'plan', op: 'eq', value: plan.id } }),
        [' 站', page.rows.length === 1 ? ' stop' : ' stops'], ...(plan.first === null ? [] : [['，首站', ', first '] as const, [plan.first, plan.first] as const]), ['。', '.'],
      ]),
    ],
    tables: [sessions, ...letters, tools, ...routes.map((r) => r.page)],
  };
};

interface PlanAhead { readonly id: string; readonly title: string; readonly begins_on: string; readonly first: string | null }
/** Training that begins in the period or soon after it, with the place it begins at. */
async function plansFor(tx: Tx, { from, to }: Period): Promise<readonly PlanAhead[]> {
  const plans = await tables(tx, TrainingPlan).selectFrom('training_plan').select(['id', 'title', 'begins_on'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).where('state', '<>', 'draft').where('begins_on', '>=', from).where('begins_on', '<=', calendar.addDays(to, AHEAD)).orderBy('begins_on').execute();
  const first = new Map((await tx.query<{ plan: string; place: string }>(
    `select distinct on (plan) plan, place from training_stop where tenant_id = $1 and plan = any($2) and archived_at is null and stop_no is not null and state <> 'skipped' order by plan, stop_no`, [tx.tenantId, plans.map((p) => p.id)])).map((r) => [r.plan, r.place]));
  return plans.map((p) => ({ ...p, first: first.get(p.id) ?? null }));
}
