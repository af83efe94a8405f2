/** What waits to be reviewed, on the home page of those who review (待复核的申诉). Serves SM-3. */
import { scopeOf, type HomeFigure } from '../../../kernel/index.ts';
import { REVIEWERS } from './roles.ts';

export const openAppeals: HomeFigure = {
  label: ['待复核的申诉', 'Appeals to be reviewed'],
  roles: REVIEWERS,
  async value(tx) {
    const [row] = await tx.query<{ n: number }>(
      `select count(*) as n from appeal where tenant_id = $1 and archived_at is null and state in ('filed', 'under_review') and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, REVIEWERS)]);
    const n = row?.n ?? 0;
    return { value: String(n), href: `/r/appeal?filter=${encodeURIComponent(JSON.stringify({ field: 'state', op: 'in', value: ['filed', 'under_review'] }))}`, tone: n > 0 ? 'waiting' : 'done' };
  },
};
