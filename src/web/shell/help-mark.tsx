/** The `?` beside a page's heading: the guide's chapter on this page, in a tab of its own, so that it can be read beside the work and nothing typed is lost. */
import { useLocation } from '@tanstack/react-router';
import { useText, words } from '../i18n/index.tsx';

export function HelpMark() {
  const { t } = useText();
  return <a className="help-mark no-print" href={useHelpAddress()} target="_blank" rel="noopener" title={t(words.shell.helpOfPage)}><span aria-hidden="true">?</span><span className="visually-hidden">{t(words.shell.helpOfPage)}</span></a>;
}

/** Which chapter it is the guide itself finds out: its list is not loaded with every page. */
export const useHelpAddress = (): string => `/guide?page=${encodeURIComponent(useLocation().pathname)}`;
