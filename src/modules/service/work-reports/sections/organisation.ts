/** Section on the organisation (组织机构): people and vehicles by branch, study sessions, letters signed, tools complete. Serves FS-1.1 to FS-1.4. */
import { calendar, figure, tables } from '../../../../kernel/index.ts';
import type { ReportPage } from '../../../../kernel/api.ts';
import { SignatureCampaign } from '../../../people/policies/index.ts';
import type { Fill } from '../summary.ts';
import { listed, total, type Part } from './section.ts';

export const organisation: Fill = async ({ params, table }) => {
  const staff = await table('staff_and_vehicles', { day: params.to }, { caption: ['人员与车辆', 'Staff and vehicles'], columns: ['kind', 'place', 'staff', 'vehicles'] });
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
    ],
    tables: [sessions, ...letters, tools],
  };
};
