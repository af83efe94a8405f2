/**
 * Computers and network security (信息安全): devices, their patches, backups and antivirus scans, incidents contained in time and reported. Serves LOG-10.7, P36.
 */
import { calendar, defineDuty, defineProcess, defineRegister, f, readRecord, Refusal, unitsBelow, type Tx } from '../../../kernel/index.ts';
import { HEADS, INFO, INFO_READERS } from './roles.ts';
import { CARE, CONTAIN_HOURS, withoutCare, type Care, type Cared } from './rules.ts';

export const ItDevice = defineRegister('it_device', {
  label: ['信息设备', 'IT device'],
  number: 'XS-{0000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    kind: f.choice('类别', 'Kind', { computer: ['电脑', 'Computer'], server: ['服务器', 'Server'], network: ['网络设备', 'Network device'], printer: ['打印机', 'Printer'], other: ['其他', 'Other'] }),
    serial: f.text('序列号', 'Serial number', { max: 60 }),
    place: f.text('位置', 'Place', { max: 60 }),
    custodian: f.ref('使用人', 'Custodian', 'employee', { optional: true }),
    system: f.text('操作系统', 'Operating system', { max: 60, optional: true }),
    needs: f.choices('须做的维护', 'Care it needs', CARE),
  },
  title: ['name', 'serial'],
  list: ['name', 'kind', 'place', 'custodian', 'system', 'needs'],
  sorts: ['number', 'name'],
  unique: [['serial']],
  access: { read: INFO_READERS, create: INFO, edit: INFO, namesOpen: true },
  empty: ['还没有信息设备。逐台登记，写明须做的维护。', 'No devices yet. Enter each with the care it needs.'],
});
export const ItDeviceProcess = defineProcess(ItDevice, 'in_use',
  { in_use: { label: ['在用', 'In use'], tone: 'done' }, repair: { label: ['送修', 'In repair'], tone: 'active' }, retired: { label: ['已停用', 'Retired'], tone: 'stopped' } },
  (step) => ({
    send: step({ label: ['送修', 'Send to repair'], from: ['in_use'], to: 'repair', by: INFO, form: { fault: f.text('故障', 'Fault', { max: 200 }) } }),
    back: step({ label: ['修好', 'Back from repair'], tone: 'primary', from: ['repair'], to: 'in_use', by: INFO, form: { done: f.text('修理情况', 'What was done', { max: 200 }) } }),
    retire: step({
      label: ['停用', 'Retire'], tone: 'danger', from: ['in_use', 'repair'], to: 'retired', by: INFO, form: { erased: f.yesNo('存储已清除', 'Storage erased'), reason: f.text('原因', 'Reason', { max: 200 }) },
      guard({ input }) { if (!input.erased) throw new Refusal('it_device.not_erased', ['停用前须清除存储', 'Its storage is erased first'], 422, { erased: ['请先清除', 'Erase it first'] }); },
    }),
  }),
);

export const DeviceCare = defineRegister('device_care', {
  label: ['设备维护记录', 'Care of a device'],
  number: 'XW-{yyyy}-{00000}',
  fields: {
    device: f.ref('设备', 'Device', 'it_device'),
    kind: f.choice('项目', 'What', CARE),
    ok: f.yesNo('成功', 'Succeeded'),
    finding: f.text('情况', 'Finding', { max: 300, optional: true, hint: ['不成功、查出病毒时必填', 'Required when it failed'] }),
    done_on: f.date('日期', 'Done on', { optional: true, readonly: true }),
  },
  title: ['device', 'kind', 'done_on'],
  list: ['done_on', 'device', 'kind', 'ok', 'finding'],
  sorts: ['-done_on', '-number'],
  indexes: [['device', 'kind', 'done_on']],
  access: { read: INFO_READERS, create: INFO },
  empty: ['还没有维护记录。', 'No care on record.'],
  opening: {
    facts: async ({ tx, input }) => ({ device: await readRecord(tx, ItDevice, input.device) }),
    guard({ input, facts }) {
      if (facts.device?.state !== 'in_use') throw new Refusal('device_care.not_in_use', ['设备不在用', 'The device is not in use'], 422, { device: ['请选择在用设备', 'Choose one in use'] });
      if (!facts.device.needs.includes(input.kind)) throw new Refusal('device_care.not_needed', ['该设备不做此项维护', 'This device does not need it'], 422, { kind: ['不在须做之列', 'Not among its care'] });
      if (!input.ok && input.finding === null) throw new Refusal('device_care.finding', ['没有成功须写明情况', 'Say why it failed'], 422, { finding: ['必填', 'Required'] });
    },
    set: ({ facts, day }) => ({ done_on: day, unit_id: facts.device!.unit_id }),
  },
});

const GRADES = { minor: ['一般', 'Minor'], serious: ['较重', 'Serious'], grave: ['重大', 'Grave'] } as const;
export const SecurityIncident = defineRegister('security_incident', {
  label: ['信息安全事件', 'Security incident'],
  number: 'XA-{yyyy}-{000}',
  fields: {
    what: f.text('经过', 'What happened', { max: 200 }),
    grade: f.choice('等级', 'Grade', GRADES, { hint: ['处置时限：一般 24 小时，较重 4 小时，重大 1 小时（建议值）', 'Contained within: minor 24 h, serious 4 h, grave 1 h (suggested)'] }),
    noticed_at: f.dateTime('发现时间', 'Noticed at'),
    device: f.ref('涉及设备', 'Device', 'it_device', { optional: true }),
    contained_at: f.dateTime('控制时间', 'Contained at', { optional: true, readonly: true }),
    measures: f.longText('处置措施', 'Measures', { max: 1000, optional: true, readonly: true }),
    in_time: f.yesNo('按时控制', 'In time', { optional: true, readonly: true }),
    cause: f.longText('原因', 'Cause', { max: 1000, optional: true, readonly: true }),
    prevention: f.longText('防范措施', 'Prevention', { max: 1000, optional: true, readonly: true }),
  },
  title: ['what', 'grade'],
  list: ['what', 'grade', 'noticed_at', 'device', 'contained_at', 'in_time'],
  sorts: ['-noticed_at', '-number'],
  access: { read: INFO_READERS, create: [...INFO, 'logistics_head'] },
  empty: ['没有信息安全事件。', 'No incidents.'],
  opening: {
    guard({ input, now }) {
      if (input.noticed_at.getTime() > now.getTime()) throw new Refusal('security_incident.future', ['发现时间在将来', 'It cannot be noticed in the future'], 422, { noticed_at: ['不晚于现在', 'Not later than now'] });
    },
  },
});
export const SecurityIncidentProcess = defineProcess(SecurityIncident, 'noticed',
  {
    noticed: { label: ['待控制', 'To be contained'], tone: 'alarm', due: { step: 'contain', at: ({ record }) => new Date(record.noticed_at.getTime() + CONTAIN_HOURS[record.grade] * 3_600_000), escalateTo: 'logistics_head' } },
    contained: { label: ['已控制，待报告', 'Contained, report due'], tone: 'active', due: { step: 'report', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 3, c), escalateTo: 'logistics_head' } },
    reported: { label: ['已报告，待结案', 'Reported'], tone: 'active' },
    closed: { label: ['已结案', 'Closed'], tone: 'done' },
  },
  (step) => ({
    contain: step({
      label: ['已控制', 'Contained'], tone: 'primary', from: ['noticed'], to: 'contained', by: INFO, form: { measures: f.longText('处置措施', 'Measures', { max: 1000 }) },
      set: ({ record, now }) => ({ contained_at: now, in_time: now.getTime() <= record.noticed_at.getTime() + CONTAIN_HOURS[record.grade] * 3_600_000 }),
    }),
    report: step({ label: ['报告', 'Report'], tone: 'primary', from: ['contained'], to: 'reported', by: INFO, form: { cause: f.longText('原因', 'Cause', { max: 1000 }), prevention: f.longText('防范措施', 'Prevention', { max: 1000 }) } }),
    close: step({ label: ['结案', 'Close'], tone: 'primary', from: ['reported'], to: 'closed', by: HEADS, form: {} }),
    return: step({ label: ['退回补充', 'Send back'], from: ['reported'], to: 'contained', by: HEADS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

/** Everything in use that needs it has had it since the period began; otherwise nothing is shown for the duty. */
async function cared(tx: Tx, kind: Care, unit: string, from: string, day: string): Promise<{ readonly devices: number } | null> {
  const devices = await tx.query<Cared>(
    `select d.id, d.needs, coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'done_on', to_char(c.done_on, 'YYYY-MM-DD'), 'ok', c.ok)) from device_care c where c.tenant_id = d.tenant_id and c.device = d.id and c.done_on >= $3 and c.archived_at is null), '[]') as care
     from it_device d where d.tenant_id = $1 and d.state = 'in_use' and d.archived_at is null and d.unit_id = any($2)`, [tx.tenantId, await unitsBelow(tx, unit), from]);
  const needed = devices.filter((d) => d.needs.includes(kind));
  return needed.length > 0 && withoutCare(kind, devices, from, day).length === 0 ? { devices: needed.length } : null;
}
const reason = { reason: f.text('未完成的设备及原因', 'Which were not done, and why', { max: 300, hint: ['每台都有成功记录时自动完成', 'Completes by itself when each device has its record'] }) };
const common = { by: '18:00', unitKind: 'centre', owner: 'info_clerk', deputy: 'logistics_head', escalate: { to: 'centre_manager', afterMinutes: 24 * 60 }, statements: ['LOG-10.7'], form: reason } as const;

export const PatchDuty = defineDuty('devices_patched', { ...common, label: ['每月更新补丁', 'Patches every month'], recurs: { every: 'month', days: [20] }, evidence: ({ tx, unit, day }) => cared(tx, 'patch', unit, `${day.slice(0, 7)}-01`, day) });
export const BackupDuty = defineDuty('devices_backed_up', { ...common, label: ['每周备份', 'Backup every week'], recurs: { every: 'week', on: [5] }, evidence: ({ tx, unit, day }) => cared(tx, 'backup', unit, calendar.addDays(day, -6), day) });
export const AntivirusDuty = defineDuty('devices_scanned', { ...common, label: ['每周查毒', 'Antivirus scan every week'], recurs: { every: 'week', on: [3] }, evidence: ({ tx, unit, day }) => cared(tx, 'antivirus', unit, calendar.addDays(day, -6), day) });
