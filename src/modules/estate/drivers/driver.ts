/**
 * The register of drivers (驾驶员台账): who may drive, with which licence and until when; reminded a month before it ends, and stopped from driving
 * when there is a reason. Serves LOG-1.5.
 */
import { defineParameter, defineProcess, defineRegister, f, readRecord, type RowOf } from '../../../kernel/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { FLEET_KEEPERS, FLEET_READERS } from './roles.ts';
import { CLASSES, refuseRenewal } from './rules.ts';

export const RestHours = defineParameter('drivers.rest_hours', {
  label: ['驾驶员休息时间', 'Rest of drivers'],
  help: ['出车结束前的 24 小时内须有这样长的连续休息；多日出车则在出发前。填 0 表示不限制。', 'Unbroken rest within the 24 hours before a trip ends; before departure when it lasts several days. 0 means no limit.'],
  field: f.integer('小时', 'Hours', { min: 0, max: 23, unit: ['小时', 'hours'] }),
  source: 'P19',
  suggestion: { value: 8, why: ['原文只说休息，没有写多少；8 小时是一夜的睡眠。', 'The text speaks of rest without a figure; eight hours is a night’s sleep.'] },
  blocks: ['派车', 'Dispatching vehicles'],
  writeBy: ['centre_manager'],
});

const licence = {
  licence_class: f.choice('准驾车型', 'Licence class', CLASSES),
  licence_until: f.dateTime('驾驶证有效至', 'Licence valid until'),
  medical_until: f.date('体检有效至', 'Medical check valid until', { optional: true, hint: ['含当日；不要求体检的留空', 'That day included; empty when none is asked for'] }),
};

export const Driver = defineRegister('driver', {
  label: ['驾驶员', 'Driver'],
  number: 'SJ-{000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    licence_no: f.idNumber('驾驶证号', 'Licence number', { optional: true }),
    first_licensed: f.date('初次领证', 'First licensed', { optional: true }),
    ...licence,
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true, readonly: true }),
    stopped_because: f.text('停驾原因', 'Why not driving', { max: 200, optional: true, readonly: true }),
  },
  title: ['employee', 'licence_class'],
  list: ['employee', 'licence_class', 'licence_until', 'medical_until', 'stopped_because'],
  sorts: ['number', 'licence_until'],
  indexes: [['app_user']],
  unique: [['employee']],
  access: { read: FLEET_READERS, create: FLEET_KEEPERS, archive: ['general_affairs', 'centre_manager'], own: 'app_user', ownAside: true },
  empty: ['还没有驾驶员。登记员工、准驾车型和驾驶证有效期。', 'No drivers yet. Enter the employee, the licence class and until when it is valid.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee) }),
    set: ({ facts }) => ({ app_user: facts.employee?.app_user ?? null }),
  },
});
export type DriverRow = RowOf<typeof Driver>;

export const DriverProcess = defineProcess(Driver, 'active',
  {
    active: {
      label: ['可出车', 'Driving'], tone: 'done',
      due: { step: 'renew', at: ({ record }) => record.licence_until, showBeforeHours: 30 * 24, escalateTo: 'centre_manager' },
    },
    suspended: { label: ['停驾', 'Suspended'], tone: 'alarm' },
    left: { label: ['离岗', 'Left'], tone: 'stopped' },
  },
  (step) => ({
    renew: step({
      label: ['换证', 'Renew the licence'], from: ['active', 'suspended'], to: ['active', 'suspended'], by: FLEET_KEEPERS, form: licence,
      preview: ({ record }) => ({ lines: [], initial: { licence_class: record.licence_class } }),
      guard: ({ record, input, now }) => refuseRenewal(record.licence_until, input.licence_until, now),
      choose: ({ record }) => (record.state === 'suspended' ? 'suspended' : 'active'),
    }),
    suspend: step({
      label: ['停驾', 'Suspend'], tone: 'danger', from: ['active'], to: 'suspended', by: FLEET_KEEPERS, form: { stopped_because: f.text('原因', 'Reason', { max: 200 }) },
      hint: ['停驾期间派车时不可选', 'Cannot be given a trip until driving again'],
    }),
    resume: step({ label: ['恢复出车', 'Drive again'], tone: 'primary', from: ['suspended'], to: 'active', by: FLEET_KEEPERS, form: { reason: f.text('说明', 'Note', { max: 200 }) }, set: () => ({ stopped_because: null }) }),
    leave: step({ label: ['离岗', 'Leave'], tone: 'danger', from: ['active', 'suspended'], to: 'left', by: FLEET_KEEPERS, form: { stopped_because: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);
