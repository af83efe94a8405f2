/** Demo of certificates: birth-service certificates stay switched off; residence permits and licences at every stage. */
import { createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CertificateCase, CertificateProcess } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const clerk = d.actor('xihui');
  d.at('2026-02-09T02:00:00Z');
  await d.batch(clerk, async (tx) => {
    const employees = new Map((await tx.query<{ id: string; name: string }>('select id, name from employee where tenant_id = $1', [tx.tenantId])).map((e) => [e.name, e.id]));
    const open = async (kind: 'residence' | 'licence', name: string, papers: readonly ('id' | 'photo' | 'employment')[]) => (await createRecord(tx, CertificateCase, { kind, employee: employees.get(name)!, authority: kind === 'residence' ? '属地公安派出所' : '交通运输局', papers: [...papers], unit_id: d.unit('LC') })).id;
    const handed = await open('licence', '操胜利', ['id', 'photo']);
    await takeStep(tx, CertificateProcess, handed, 'check', { seen: ['id', 'photo'] });
    await takeStep(tx, CertificateProcess, handed, 'file', { receipt_no: 'JT-0209-17' });
    await takeStep(tx, CertificateProcess, handed, 'receive', {});
    await takeStep(tx, CertificateProcess, handed, 'hand_over', {}, { signatures: [d.sign('applicant', '操胜利')] });
    const filed = await open('residence', '母春梅', ['id', 'employment']);
    await takeStep(tx, CertificateProcess, filed, 'check', { seen: ['id', 'employment'] });
    await takeStep(tx, CertificateProcess, filed, 'file', { receipt_no: 'PCS-1182' });
    await takeStep(tx, CertificateProcess, await open('residence', '呙国栋', ['id', 'photo', 'employment']), 'ask', { seen: ['id'] });
    return {};
  });
}
