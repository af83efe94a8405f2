/** Protective supplies (劳保用品): norms by post, personal cards, issue and settlement. Front door of the module. */
import { dayOf, defineDuty, defineModule, f, scopeOf } from '../../../kernel/index.ts';
import { ProtectiveCard, ProtectiveCardProcess } from './card.ts';
import { ProtectiveIssue } from './issue.ts';
import { ProtectiveNorm } from './norm.ts';
import { openLines, ProtectiveDue, ProtectiveIssued } from './reports.ts';
import { READERS, ROLES } from './roles.ts';

export { ProtectiveCard, ProtectiveCardProcess, settlementOf } from './card.ts';
export { ProtectiveIssue } from './issue.ts';
export { ProtectiveNorm } from './norm.ts';
export { dueOn, ProtectiveDue, ProtectiveIssued } from './reports.ts';

const MonthlyProtectiveIssue = defineDuty('monthly_protective_issue', {
  label: ['劳保用品按月发放', 'Monthly issue of protective supplies'],
  statements: ['LOG-9.2', 'LOG-10.2'],
  recurs: { every: 'month', days: [25] }, by: '17:00', unitKind: 'centre', owner: 'store_clerk', deputy: 'logistics_head', escalate: { to: 'general_affairs', afterMinutes: 24 * 60 },
  form: { note: f.text('未发的人员及原因', 'Who was not given what was due, and why', { max: 400 }) },
  /** Done by itself when nobody whose card the centre keeps waits for anything. */
  evidence: async ({ tx, unit, day }) => ((await openLines(tx, day, [unit])) === 0 ? { note: '应发的均已发放' } : null),
});

export const protective = defineModule({
  name: 'protective',
  area: 'estate',
  label: ['劳保用品', 'Protective supplies'],
  roles: ROLES,
  registers: [ProtectiveCard, ProtectiveIssue, ProtectiveNorm],
  processes: [ProtectiveCardProcess],
  duties: [MonthlyProtectiveIssue],
  reports: [ProtectiveDue, ProtectiveIssued],
  figures: [{
    label: ['劳保应发', 'Protective supplies due'], roles: ['store_clerk', 'logistics_head'],
    async value(tx) {
      const day = await dayOf(tx, tx.now, tx.actor.grants.find((g) => READERS.includes(g.role))?.unitId ?? '');
      const n = await openLines(tx, day, await scopeOf(tx, tx.actor, READERS));
      return { value: String(n), href: '/report/protective_due', tone: n > 0 ? 'waiting' : 'done' };
    },
  }],
});
