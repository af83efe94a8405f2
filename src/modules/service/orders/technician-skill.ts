/** Skills of technicians (技能): which service types somebody can do, alone or helping; dispatch suggestions rest on them. Serves FS-2.4, SM-21. */
import { defineRegister, f } from '../../../kernel/index.ts';
import { READERS } from './places.ts';

export const SKILL_LEVELS = { assists: ['可协助', 'Assists'], alone: ['可独立', 'Alone'], leads: ['可带队', 'Leads'] } as const;

export const TechnicianSkill = defineRegister('technician_skill', {
  label: ['技术员技能', 'Skill of a technician'],
  number: 'JN-{00000}',
  fields: {
    employee: f.ref('技术员', 'Technician', 'employee'),
    service_type: f.ref('服务类型', 'Service type', 'service_type'),
    level: f.choice('程度', 'Level', SKILL_LEVELS),
    valid_until: f.date('有效至', 'Valid until', { optional: true, hint: ['证书到期日；留空即长期', 'When the certificate ends; empty: no end'] }),
  },
  title: ['employee', 'service_type'],
  list: ['employee', 'service_type', 'level', 'valid_until'],
  sorts: ['-number'],
  unique: [['employee', 'service_type']],
  access: { read: READERS, create: ['branch_manager', 'dispatcher'], edit: ['branch_manager', 'dispatcher'], archive: ['branch_manager', 'dispatcher'] },
  empty: ['登记每名技术员会做的服务类型，派工建议据此排序。', 'Note which service types each technician can do; dispatch suggestions rest on it.'],
});
