/** What visits draw themselves at the desk: the signed paper, beside it what stood in the way, and both in words wherever they are listed. Serves AC-33. */
import type { Row } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';
import { readProblems } from '../conflict.rules.ts';

export const overrides: Overrides = {
  panel: { visit: later(async () => (await import('./signed.tsx')).SignedVisit, null) },
  cell: {
    'visit.document': (row: Row) => (typeof row['document'] === 'string' ? <Original text={row['document']} /> : null),
    'visit.problems': (row: Row) => (typeof row['problems'] === 'string' ? <Problems kept={row['problems']} /> : null),
  },
};

/** The very text that the hash was taken of, for whoever wants to check it. */
function Original({ text }: { readonly text: string }) {
  const { t } = useText();
  return <details><summary>{t(['原文，供核对摘要', 'The text the hash was taken of'])}</summary><code className="w-long">{text}</code></details>;
}

/** The history shortens what is long: the end of it then stands above only. */
function Problems({ kept }: { readonly kept: string }) {
  const { t } = useText();
  if (kept.endsWith('…')) return <span className="w-quiet">{t(['见“为什么办不成”', 'See “Why it could not be taken”'])}</span>;
  return <span className="w-long">{readProblems(kept).map((p) => t(p.why)).join(t(['；', '; ']))}</span>;
}
