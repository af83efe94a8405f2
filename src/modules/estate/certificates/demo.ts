/** Demo of certificates: birth-service certificates stay switched off; an old case blanked long since, residence permits and licences at every stage. */
import { calendar, createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CertificateCase, CertificateProcess } from './index.ts';

export async function demo(d: Demo): Promise<void> {
  const clerk = d.actor('xihui');
  const open = async (tx: Tx, kind: 'residence' | 'licence', name: string, papers: readonly ('id' | 'photo' | 'employment')[]): Promise<string> => {
    const [employee] = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and name = $2', [tx.tenantId, name]);
    return (await createRecord(tx, CertificateCase, { kind, employee: employee!.id, authority: kind === 'residence' ? '属地公安派出所' : '交通运输局', papers: [...papers], unit_id: d.unit('LC') })).id;
  };
  const handedOver = (receipt_no: string, name: string) => d.batch(clerk, async (tx) => {
    const id = await open(tx, 'licence', name, ['id', 'photo']);
    await takeStep(tx, CertificateProcess, id, 'check', { seen: ['id', 'photo'] });
    await takeStep(tx, CertificateProcess, id, 'file', { receipt_no });
    await takeStep(tx, CertificateProcess, id, 'receive', {});
    return takeStep(tx, CertificateProcess, id, 'hand_over', {}, { signatures: [d.sign('applicant', name)] });
  });
  d.at('2026-02-09T02:00:00Z');
  await handedOver('JT-0209-17', '操胜利');
  d.at(`${calendar.addDays(d.today, -9)}T02:00:00Z`);
  await handedOver('JT-1117-42', '车援朝');
  d.at(`${calendar.addDays(d.today, -2)}T02:00:00Z`);
  await d.batch(clerk, async (tx) => {
    const filed = await open(tx, 'residence', '母春梅', ['id', 'employment']);
    await takeStep(tx, CertificateProcess, filed, 'check', { seen: ['id', 'employment'] });
    await takeStep(tx, CertificateProcess, filed, 'file', { receipt_no: 'PCS-1182' });
    return takeStep(tx, CertificateProcess, await open(tx, 'residence', '呙国栋', ['id', 'photo', 'employment']), 'ask', { seen: ['id'] });
  });
}
