/** What every page begins with and falls back to: its heading, its empty state, its failure. */
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { Label } from '../../kernel/api.ts';
import { messageOf } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { HelpMark } from './help-mark.tsx';
import { Icon, type IconName } from './icons.tsx';

/** Also names the browser's tab. */
export function PageHeading({ title, note, help = true, children }: { readonly title: string; readonly note?: ReactNode; readonly help?: boolean; readonly children?: ReactNode }) {
  useTitle(title);
  return (
    <header className="page-heading">
      <div className="page-heading-words">{help ? <PageTitle>{title}</PageTitle> : <h1>{title}</h1>}{note && <p>{note}</p>}</div>
      {children && <div className="page-heading-actions">{children}</div>}
    </header>
  );
}

/** The heading with its `?`, for pages whose head is their own. */
export function PageTitle({ children }: { readonly children: ReactNode }) {
  return <div className="page-title"><h1>{children}</h1><HelpMark /></div>;
}

export function useTitle(title: string): void {
  const { t } = useText();
  useEffect(() => { document.title = `${title} · ${t(words.common.product)}`; }, [title, t]);
}

/** Says what belongs here, and offers the first step. */
export function EmptyState({ icon = 'ledger', title, text, children }: { readonly icon?: IconName; readonly title: string; readonly text?: string; readonly children?: ReactNode }) {
  return (
    <div className="empty-state">
      <Icon name={icon} size={28} />
      <p className="empty-title">{title}</p>
      {text && <p className="empty-text">{text}</p>}
      {children && <div className="empty-action">{children}</div>}
    </div>
  );
}

export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useText();
  return (
    <div className="failure" role="alert">
      <p className="empty-title">{t(words.common.failedTitle)}</p>
      <p className="empty-text">{t(messageOf(error))}</p>
      {onRetry && <Button onClick={onRetry}>{t(words.common.retry)}</Button>}
    </div>
  );
}

/** Nothing for the first moment, then a quiet word: most pages come sooner. */
export function Loading({ label = words.common.loading }: { readonly label?: Label }) {
  const { t } = useText();
  return <p className="loading" role="status">{t(label)}</p>;
}
