/**
 * The link and QR code of a survey (满意度调查链接), for whoever hands it to the customer: the technician for own orders, the branch and
 * the centre for theirs. Only while the survey waits for its answer. Serves SM-34, FS-5.9.
 */
import { defineQuery, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './survey.ts';

export const HANDERS = [...READERS, 'technician'];
const MOST = 60;

export interface SurveyLink {
  readonly id: string; readonly number: string; readonly order: string; readonly order_number: string; readonly customer: string; readonly technician: string | null;
  readonly done_on: string | null; readonly expires_on: string; readonly path: string;
}

export const SurveyLinks = defineQuery('survey_links', {
  label: ['请客户评价', 'Ask the customer'],
  access: HANDERS,
  params: { report: f.ref('服务报告', 'Service report', 'service_report', { optional: true }), survey: f.ref('满意度调查', 'Survey', 'survey', { optional: true }) },
  async run(tx, p): Promise<{ readonly surveys: readonly SurveyLink[] }> {
    const { all, units } = await reach(tx);
    const surveys = await tx.query<SurveyLink>(
      `select s.id, s.number, o.id as order, o.number as order_number, c.name as customer, e.name as technician, o.done_on, s.expires_on,
         '/intake/' || n.code || '/survey_answer/' || s.token as path
       from survey s join tenant n on n.id = s.tenant_id join service_order o on o.tenant_id = s.tenant_id and o.id = s.service_order join customer c on c.tenant_id = s.tenant_id and c.id = s.customer
       left join employee e on e.tenant_id = s.tenant_id and e.id = s.technician
       where s.tenant_id = $1 and s.state = 'sent' and s.archived_at is null and ($2 or s.unit_id = any($3) or e.app_user = $4)
         and ($5::uuid is null or s.id = $5) and ($6::uuid is null or exists (select 1 from service_report r where r.tenant_id = s.tenant_id and r.id = $6 and r.service_order = s.service_order))
       order by s.expires_on, s.number limit ${MOST}`,
      [tx.tenantId, all, units, tx.actor.id, p.survey, p.report]);
    return { surveys };
  },
});

/** The units whose surveys are read; a technician without such a post reaches own orders only. */
async function reach(tx: Tx): Promise<{ readonly all: boolean; readonly units: readonly string[] }> {
  const units = await scopeOf(tx, tx.actor, READERS);
  return { all: units === null, units: units ?? [] };
}
