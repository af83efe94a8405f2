/** Appeals (申诉): against sanctions, reviewed by somebody not involved, with everything that falls with the decision. Front door of the module. */
import { defineModule, takeStep } from '../../../kernel/index.ts';
import { Appeal } from './appeal.ts';
import { AppealProcess } from './appeal-process.ts';
import { AppealDays, ReviewDays } from './parameters.ts';
import { openAppeals } from './figures.ts';

export { Appeal } from './appeal.ts';
export { AppealProcess } from './appeal-process.ts';

export const appeals = defineModule({
  name: 'appeals',
  area: 'people',
  label: ['申诉', 'Appeals'],
  roles: {
    agent: ['坐席', 'Agent'], hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'], attendance_clerk: ['考勤员', 'Attendance clerk'],
    operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [Appeal],
  processes: [AppealProcess],
  parameters: [AppealDays, ReviewDays],
  figures: [openAppeals],
  on: {
    /** A decision that was replaced or revoked in another way leaves its appeal without an object. */
    'discipline.changed': async (tx, { employee }) => {
      const open = await tx.query<{ id: string }>(
        `select a.id from appeal a join sanction s on s.tenant_id = a.tenant_id and s.id = a.sanction
         where a.tenant_id = $1 and a.employee = $2 and a.state in ('filed', 'under_review') and s.state in ('revoked', 'replaced', 'suspended') order by a.number`, [tx.tenantId, employee]);
      for (const { id } of open) await takeStep(tx, AppealProcess, id, 'lapse', {});
    },
  },
});
