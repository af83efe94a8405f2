/** Documents of a service centre (中心文书): duties, rules, summary and status report for any centre and period. Front door of the module. */
import { defineModule, defineQuery, scopeOf } from '../../../kernel/index.ts';
import { CentreDuty, CentreDutyProcess, DutyTemplate } from './centre-duty.ts';
import { CentreDocuments } from './documents.ts';
import { READERS } from './roles.ts';
import { CentreCalendar, CentreDuties, CentreOpen, CentrePosts, CentreRules, CentreWork } from './tables.ts';

export { CentreDuty, CentreDutyProcess, DutyTemplate } from './centre-duty.ts';

/** Centres and branches within reach, for the page to choose from. */
const DocumentCentres = defineQuery('document_centres', {
  label: ['可出具文书的中心', 'Centres to make documents for'], access: READERS, params: {},
  run: async (tx) => tx.query(`select id, name from unit where tenant_id = $1 and archived_at is null and unit_kind in ('organisation', 'centre', 'branch') and ($2::uuid[] is null or id = any($2)) order by unit_kind = 'branch', code`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS)]),
});

export const centreDocuments = defineModule({
  name: 'centre-documents',
  area: 'estate',
  label: ['中心文书', 'Documents of a centre'],
  roles: {
    centre_manager: ['中心经理', 'Centre manager'], logistics_head: ['后勤主任', 'Head of logistics'], vip_director: ['贵宾中心主任', 'VIP centre director'], operations_gm: ['经营总经理', 'Operations general manager'],
    general_affairs: ['总务处', 'General affairs'], dispatcher: ['调度员', 'Dispatcher'], hr: ['人事', 'HR'], management_office: ['管理部', 'Management office'],
  },
  registers: [CentreDuty, DutyTemplate],
  processes: [CentreDutyProcess],
  reports: [CentrePosts, CentreDuties, CentreCalendar, CentreRules, CentreWork, CentreOpen],
  composedReports: CentreDocuments,
  queries: [DocumentCentres],
  pages: { documents: { label: ['中心文书', 'Documents of a centre'], access: READERS } },
});
