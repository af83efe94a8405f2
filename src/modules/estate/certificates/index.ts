/** Certificates (证件办理): cases that one post alone handles and sees, blanked after the days set; education on family and health. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { BirthOn, CertificateCase, CertificateProcess, KeepDays } from './certificate-case.ts';
import { FamilyHealth } from './family-health.ts';

export { BirthOn, CertificateCase, CertificateProcess, KeepDays } from './certificate-case.ts';

export const certificates = defineModule({
  name: 'certificates',
  area: 'estate',
  label: ['证件办理', 'Certificates'],
  roles: { certificate_clerk: ['证件专员', 'Certificate clerk'], training_clerk: ['教育网员', 'Training clerk'], logistics_head: ['后勤主任', 'Head of logistics'], operations_gm: ['经营总经理', 'Operations general manager'] },
  registers: [CertificateCase],
  processes: [CertificateProcess],
  duties: [FamilyHealth],
  parameters: [BirthOn, KeepDays],
});
