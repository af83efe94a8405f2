/** What to say now, in the house's own words. Serves VIP-8.1. */
import { useText } from '../../../../web/i18n/index.tsx';

export function Words({ words }: { readonly words: readonly [string, string] }) {
  const { t } = useText();
  return <blockquote className="joining-words"><span className="w-quiet">{t(['可以这样说', 'You could say'])}</span>{t(words)}</blockquote>;
}
