/** After posting: print the slip, let the guest sign, next guest. The print button has the focus, so that Enter is the second and last press. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { RecordPage } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref, slipHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import type { Done } from './counter.tsx';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);

export function Papers({ done, onClose }: { readonly done: Done; onClose(): void }) {
  const { t } = useText();
  const register = useRegister(done.register);
  const [signing, setSigning] = useState(false);
  const page = useQuery({ queryKey: keys.record(done.register, done.id), queryFn: () => api.get<RecordPage>(`/records/${done.register}/${done.id}`) });
  if (page.error) return <RefusalNote error={page.error} />;
  if (!page.data || !register) return null;
  const { row, slips, steps } = page.data;
  const slip = slips.at(-1);
  const confirm = register.steps.find((s) => s.name === 'confirm' && steps.some((one) => one.name === 'confirm'));
  return (
    <section className="counter-done" aria-label={t(['办理结果', 'Result'])}>
      <Alert type={row.state === 'pending' ? 'info' : 'success'} showIcon role="status"
        title={<>{t(register.label)} <Go href={recordHref(done.register, done.id)}>{String(row['slip_no'] ?? row.number)}</Go> <StateTag register={register} state={row.state} /> {row['points'] ? <b>{String(row['points'])} {t(['分', 'points'])}</b> : null}</>} />
      <div className="counter-next">
        {slip && <Go href={slipHref(slip.id)} className="w-as-button counter-print" autoFocus>{slip.printed > 0 ? t(['补打单据', 'Reprint']) : t(['打印单据', 'Print the slip'])}</Go>}
        {confirm && <Button onClick={() => setSigning(true)}>{t(confirm.label)}</Button>}
        <Button onClick={onClose}>{t(['下一位', 'Next guest'])}</Button>
      </div>
      {signing && confirm && <StepDialog register={register} step={confirm} row={row} onDone={() => { setSigning(false); void page.refetch(); }} onCancel={() => setSigning(false)} />}
    </section>
  );
}
