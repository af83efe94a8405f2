/** One's own pay (我的薪资), and nobody else's. Serves CC-3.2, AC-14. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { groupedYuan } from '../../../../web/widgets/amount.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { OwnPay } from '../pay-record.ts';

export const pages = { own: OwnPayPage };

function OwnPayPage() {
  const { t } = useText();
  const format = useFormat();
  const pay = useQuery({ queryKey: keys.query('my_pay', {}), queryFn: () => api.get<OwnPay[]>('/queries/my_pay', { params: {} }), retry: false });
  const yuan = (fen: number | null) => (fen === null ? '–' : groupedYuan(fen));
  return (
    <div>
      <PageHeading title={t(['我的薪资', 'My pay'])} note={t(['只有您本人和薪资专员能看到；请为自己保密（CC-3.2）', 'Only you and payroll see it; please keep it to yourself (CC-3.2)'])} />
      <RefusalNote error={pay.error} />
      {pay.isPending && <Loading />}
      {pay.data?.length === 0 && <EmptyState title={t(['还没有您的薪资记录', 'No pay on record for you'])} />}
      {pay.data && pay.data.length > 0 && (
        <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['我的薪资', 'My pay'])}>
          <table className="w-report">
            <thead><tr><th scope="col">{t(['起', 'From'])}</th><th scope="col" className="w-num">{t(['月薪（元）', 'Monthly pay (yuan)'])}</th><th scope="col" className="w-num">{t(['津贴（元）', 'Allowance (yuan)'])}</th></tr></thead>
            <tbody>{pay.data.map((p) => <tr key={p.number}><th scope="row">{format.date(p.valid_from)}</th><td className="w-num w-figure">{yuan(p.base)}</td><td className="w-num w-figure">{yuan(p.allowance)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </div>
  );
}
