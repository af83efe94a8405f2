/** Incidents of the desk (异常事件): a seal that does not fit, opened by the system and closed by a person who looked into it. Serves AS-24. */
import { defineProcess, defineRegister, f } from '../../../kernel/index.ts';

export const DeskIncident = defineRegister('desk_incident', {
  label: ['交接异常', 'Desk incident'],
  number: 'YC-{yyyy}{mm}-{000}',
  gapless: true,
  fields: {
    hand_over: f.ref('交接', 'Hand-over', 'hand_over'),
    what: f.text('情况', 'What', { max: 300 }),
    finding: f.text('调查结果', 'What was found', { optional: true, readonly: true, max: 600 }),
  },
  title: ['what'],
  list: ['hand_over', 'what', 'finding'],
  sorts: ['-number'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: [] },
  empty: ['封条号不符等情况由系统登记在这里。', 'A seal that does not fit is entered here by the system.'],
});

export const DeskIncidentProcess = defineProcess(DeskIncident, 'open',
  { open: { label: ['待调查', 'To be looked into'], tone: 'alarm' }, closed: { label: ['已查明', 'Closed'], tone: 'done' } },
  (step) => ({
    close: step({ label: ['查明', 'Close'], from: ['open'], to: 'closed', by: ['duty_supervisor', 'vip_manager'], form: { finding: f.text('调查结果', 'What was found', { max: 600 }) },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }] }),
  }),
);
