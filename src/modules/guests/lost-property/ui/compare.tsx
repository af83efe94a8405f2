/**
 * Side by side: what the claimant said, and what was written down when the thing was found. The server gives the right
 * side only after the left one is on record; the screen is turned away from the guest.
 */
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { SideBySide as Beside } from '../compare.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps, StepDialogProps } from '../../../../web/shell/overrides.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StepForm } from '../../../../web/widgets/step-form.tsx';
import './lost-property.css';

const QUERY = 'lost_item_claim_compare';

export function ClaimDialog(props: StepDialogProps) {
  return (
    <>
      <SideBySide claim={props.row.id} />
      <StepForm {...props} />
    </>
  );
}

/** On the page of a claim that is being decided. */
export function ClaimPanel({ page }: PanelProps) {
  const { t } = useText();
  if (page.row.state !== 'compared') return null;
  return <Section title={t(['陈述与登记', 'Statement and record'])}><SideBySide claim={page.row.id} /></Section>;
}

function SideBySide({ claim }: { readonly claim: string }) {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query(QUERY, { claim }), queryFn: () => api.get<Beside | null>(`/queries/${QUERY}`, { params: { claim } }), gcTime: 0 });
  if (found.error) return <RefusalNote error={found.error} />;
  const beside = found.data;
  if (!beside) return <p className="w-hint" aria-busy={found.isPending} />;
  const { features, mentioned } = beside.comparison;
  return (
    <div className="lost-beside">
      <figure className="lost-said">
        <figcaption>{t(['认领人陈述', 'What the claimant said'])}</figcaption>
        <blockquote className="w-long">{beside.stated}</blockquote>
      </figure>
      <figure className="lost-record">
        <figcaption>{t(['登记内容（勿让客人看到）', 'On record (not for the guest’s eyes)'])}</figcaption>
        <dl>
          <div><dt>{t(['物品', 'Item'])}</dt><dd>{beside.colour} {beside.item_name}</dd></div>
          <div><dt>{t(['遗失地点', 'Left at'])}</dt><dd>{beside.found_place}</dd></div>
          <div><dt>{t(['特征明细', 'Details'])}</dt><dd className="w-long">{beside.details ?? t(['登记时没有写明细', 'None were written down'])}</dd></div>
        </dl>
      </figure>
      <Alert className="lost-verdict" type={features > 0 && mentioned === 0 ? 'warning' : 'info'} showIcon title={t(beside.sentence)} />
    </div>
  );
}
