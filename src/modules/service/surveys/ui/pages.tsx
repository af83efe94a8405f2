/** Ask the customer (请客户评价): every survey that waits for its answer as a code to scan; shown on a phone or printed. Serves SM-34, FS-5.9. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { SurveyLink } from '../links.ts';
import { SurveyCard } from './survey-card.tsx';

export const pages = { hand_out: HandOutPage };

export function HandOutPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query('survey_links', {}), queryFn: () => api.get<{ readonly surveys: readonly SurveyLink[] }>('/queries/survey_links', { params: {} }), retry: false });
  return (
    <div>
      <PageHeading title={t(['请客户评价', 'Ask the customer'])} note={t(['请客户用手机扫码，一分钟答完，不用登录；也可以打印或把链接发给客户。', 'The customer scans the code and answers in a minute without signing in; print it or send the link.'])} />
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {found.data?.surveys.length === 0 && <EmptyState title={t(['没有等待答复的调查', 'No survey is waiting'])} text={t(['客户在服务报告上签字认证后，调查自动发出。', 'A survey goes out by itself when the customer certifies the service report.'])}><Go href="/r/service_report">{t(['服务报告', 'Service reports'])}</Go></EmptyState>}
      {found.data && <div className="sv-cards">{found.data.surveys.map((s) => <SurveyCard key={s.id} survey={s} />)}</div>}
    </div>
  );
}
