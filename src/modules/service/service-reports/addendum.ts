/** Addendum (补充说明): what is added to a certified report, without touching it. Serves SM-23. */
import { defineRegister, f, readRecord } from '../../../kernel/index.ts';
import { READERS } from './lists.ts';
import { refuseEarlyAddendum } from './rules.ts';
import { ServiceReport } from './service-report.ts';

export const ServiceReportAddendum = defineRegister('service_report_addendum', {
  label: ['报告补充说明', 'Addendum to a report'],
  number: 'BC-{yyyy}{mm}-{0000}',
  fields: {
    report: f.ref('服务报告', 'Service report', 'service_report'),
    addition: f.longText('补充内容', 'What is added', { max: 4000 }),
    photos: f.photo('照片', 'Photographs', { optional: true }),
  },
  title: ['report'],
  list: ['report', 'addition'],
  sorts: ['-number'],
  indexes: [['report']],
  hidden: true,
  access: { read: READERS, create: READERS },
  opening: {
    facts: async ({ tx, input }) => ({ report: await readRecord(tx, ServiceReport, input.report) }),
    guard: ({ facts }) => refuseEarlyAddendum(facts.report?.state ?? 'draft'),
    set: ({ facts }) => (facts.report === null ? {} : { unit_id: facts.report.unit_id }),
  },
});
