/** An address that leads nowhere, or to something this person's posts may not see. */
import { Link } from '@tanstack/react-router';
import { useText, words } from '../i18n/index.tsx';
import { EmptyState, PageHeading } from '../shell/page.tsx';

export function NotFoundPage() {
  const { t } = useText();
  return (
    <>
      <PageHeading title={t(words.common.notFoundTitle)} />
      <EmptyState icon="page" title={t(words.common.notFoundTitle)} text={t(words.common.notFoundText)}>
        <Link to="/">{t(words.common.toHome)}</Link>
      </EmptyState>
    </>
  );
}
