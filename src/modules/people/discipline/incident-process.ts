/**
 * From the report of a breach to the served decision (违纪处理流程): facts, the employee's statement, the engine's proposal, a decision by
 * somebody independent, service. One incident, one sanction. Serves SM-2, AC-01 to AC-04, AC-12, CC-ESC-1 to CC-ESC-3b.
 */
import { calendar, defineProcess, takeStep, type RowOf } from '../../../kernel/index.ts';
import { exits, service, unmaking } from './after-decision.ts';
import type { Again } from './cascade.ts';
import { decision } from './deciding.ts';
import { Incident } from './incident.ts';
import { inquiry } from './inquiry.ts';

type Row = RowOf<typeof Incident>;
const byDecision = ({ record, now }: { readonly record: Row; readonly now: Date }): Date => record.decide_by ?? now;
const AGAIN: Again = {
  reconsider: async (tx, incident) => { await takeStep(tx, IncidentProcess, incident, 'reconsider', {}); },
  propose: async (tx, incident) => { await takeStep(tx, IncidentProcess, incident, 'propose_again', {}); },
};

export const IncidentProcess = defineProcess(Incident, 'reported',
  {
    reported: { label: ['已报告', 'Reported'], tone: 'waiting', due: { step: 'start_inquiry', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'centre_manager' } },
    fact_finding: {
      label: ['调查中', 'Fact-finding'], tone: 'active',
      due: { step: 'record_statement', at: ({ record, now }) => record.hear_by ?? now },
      timer: { step: 'record_silence', at: ({ record, now }) => record.hear_by ?? now },
    },
    heard: { label: ['已听取', 'Heard'], tone: 'active', due: { step: 'propose', at: byDecision, escalateTo: 'centre_manager' } },
    proposed: { label: ['待决定', 'To be decided'], tone: 'waiting', due: { step: 'decide', at: byDecision, escalateTo: 'hr' } },
    awaiting_second: { label: ['待第二人批准', 'Awaiting the second approver'], tone: 'waiting', due: { step: 'confirm_change', at: byDecision, escalateTo: 'hr' } },
    decided: { label: ['待送达', 'To be served'], tone: 'waiting', due: { step: 'serve', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'hr' } },
    served: { label: ['已送达', 'Served'], tone: 'done' },
    review_eligible: { label: ['已送达，可进入解除审查', 'Served, eligible for dismissal review'], tone: 'alarm' },
    referred: { label: ['转解除审查', 'Referred to dismissal review'], tone: 'alarm' },
    with_hr: { label: ['转人事', 'With HR'], tone: 'waiting', due: { step: 'close_by_hr', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 30, c), escalateTo: 'centre_manager' } },
    closed: { label: ['人事已结', 'Closed by HR'], tone: 'done' },
    annulled: { label: ['处分已撤销', 'Sanction revoked'], tone: 'stopped' },
    dismissed: { label: ['不予处分', 'No sanction'], tone: 'stopped' },
  },
  (step) => ({ ...inquiry(step), ...decision(step, AGAIN), ...service(step), ...exits(step, AGAIN), ...unmaking(step, AGAIN) }),
);
